"""Which places go with a trigger, its own and those that it gets from words around it.

"On alert for deployment to Poland" has its place below it, "troops to strengthen allies in the east" in its purpose,
"withdraw the troops in the region" beside the force.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mapapp.extract.frames import ends, movers
from mapapp.extract.frames.frame import is_sited, owner
from mapapp.extract.parts import Part, Placing
from mapapp.extract.syntax import lemma
from mapapp.extract.words import Sense
from mapapp.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mapapp.extract.frames.frame import Frame
    from mapapp.extract.scene import Draft, Force, Spot, Trigger

_LEAVING = frozenset((Sense.WITHDRAW, Sense.LEAVE))
_MOVING = frozenset((Sense.SEND, Sense.GO))
_LINK = re.compile(
    r"\s*(?:(?:,|;|and|or|,\s*and)\s*)?(?:(?:already|now|then|based|stationed|deployed|over|across|back|directly|on)\s+)*"
    r"(?:(?:from|to|in|into|at|via|through|toward|towards|on|near)\s+)?(?:(?:the|its|their|a)\s+)?",
    re.I,
)


def places(frame: Frame, trigger: Trigger, moving: list[Force]) -> list[Placing]:
    """Return the places that go with a trigger which moves the given forces."""
    root, leaving = trigger.root, trigger.sense in _LEAVING
    found: list[Placing] = [*_of_these(frame, frame.spots(trigger), moving), *_below(frame, trigger)]
    if moving and not leaving and all(role is Part.FROM for _, role in found):
        found += _aims(frame, trigger)
    # who is to return leaves where they are, wherever to ("ordered the men in Mali to return to barracks")
    if (leaving or lemma(root) == "return") and not found:
        kept = [spot for force in moving for spot in kept_at(frame, force) or _right_where(frame, force)]
        found += [(spot, Part.FROM) for spot in kept]
    if root.dep_ == "relcl" and any(c.lower_ == "where" for c in root.children):
        spot = frame.scene.spot_at(root.head)
        found += [(spot, Part.AT)] if spot is not None else []
    if trigger.noun and trigger.sense is Sense.STAY and not found:
        found += frame.spots_of.get(root.head.i, [])
    return found


def _of_these(frame: Frame, found: list[Placing], moving: list[Force]) -> list[Placing]:
    """Return the places without those that tell where another force is ("besides 400 troops in Kuwait, 60 in Iraq")."""
    others = {t.i for force in frame.scene.forces if force not in moving for t in force.tokens}
    own = []
    for spot, role in found:
        anchor = frame.part(spot)[1]
        if role is not Part.AT or anchor is None or anchor.head.i not in others:
            own.append((spot, role))
    return own if moving and own else found


def kept_at(frame: Frame, force: Force) -> list[Spot]:
    """Return the places that stand beside a force as where it is ("troops in the region")."""
    tokens = {t.i for t in force.tokens}
    found = []
    for spot in frame.scene.spots:
        role, anchor = frame.part(spot)
        if role is Part.AT and anchor is not None and anchor.head.i in tokens:
            found.append(spot)
    return found


def right_behind(frame: Frame, force: Force) -> list[Placing]:
    """Return the places that follow a force with nothing but a preposition between."""
    at = force.end
    found: list[Placing] = []
    for spot in frame.scene.spots:
        if spot.start < at:
            continue
        role, _ = frame.part(spot)
        if role is Part.NONE or not _LINK.fullmatch(frame.scene.text[at : spot.start]):
            break
        found.append((spot, role))
        at = spot.end
    return found


def _right_where(frame: Frame, force: Force) -> list[Spot]:
    """Return the places right behind a force that say where it is, as a list names them."""
    first = next((spot for spot, role in right_behind(frame, force) if role is Part.AT), None)
    return list(frame.joined(first)) if first is not None else []


def give_unclaimed(frame: Frame, drafts: list[Draft]) -> None:
    """Give a move without a goal the next goal that no other move took."""
    claimed = {id(s) for d in drafts for s in (*d.destinations, *d.via, *([d.origin] if d.origin else []))}
    for draft in drafts:
        trigger = draft.trigger
        if draft.destinations or trigger is None or trigger.sense not in _MOVING or draft.status == Status.DENIED:
            continue
        after = max(trigger.root.idx, draft.force.start)
        goal = next((s for s in _free(frame, trigger) if s.start > after and id(s) not in claimed), None)
        if goal is not None:
            draft.destinations = tuple(ends.choose(frame.scene, [(spot, Part.TO) for spot in frame.joined(goal)]))
            draft.notes.append("unclaimed goal")


def give_starts(frame: Frame, drafts: list[Draft]) -> None:
    """Give a move without a start the one that stands right behind its force ("Marines from Camp Lejeune will …")."""
    claimed = {id(s) for d in drafts for s in (*d.destinations, *d.via, *([d.origin] if d.origin else []))}
    for draft in drafts:
        if draft.origin is not None or draft.trigger is None or draft.trigger.sense not in _MOVING:
            continue
        behind = next(iter(right_behind(frame, draft.force)), None)
        if behind is not None and behind[1] is Part.FROM and id(behind[0]) not in claimed:
            draft.origin = behind[0]


def _free(frame: Frame, trigger: Trigger) -> Iterator[Spot]:
    """Yield the goals after a trigger, as far as the next trigger that has forces of its own."""
    rivals = (t.root.idx for t in frame.scene.triggers if t.root.idx > trigger.root.idx and frame.owned(t))
    limit = next(rivals, len(frame.scene.text))
    for spot in frame.scene.spots:
        role, anchor = frame.part(spot)
        if role is not Part.TO or anchor is None or not trigger.root.idx < spot.start <= limit:
            continue
        noun = anchor.head
        if noun.pos_ != "NOUN" or frame.force(noun) is not None or is_sited(noun):
            yield spot


def _below(frame: Frame, trigger: Trigger) -> list[Placing]:
    """Return the places of triggers under this one that have no force of their own ("alert for deployment to")."""
    found: list[Placing] = []
    for other in frame.scene.triggers:
        if other.root.i > trigger.root.i and _leads_to(frame, trigger, other):
            found.extend(frame.spots(other))
    return found


def _leads_to(frame: Frame, trigger: Trigger, other: Trigger) -> bool:
    alert = trigger.sense is Sense.ALERT
    if alert and other.sense in _MOVING and trigger.root in other.root.ancestors and not frame.owned(other):
        return True
    if not other.noun:
        return False
    above, _ = owner(frame.by_token, other.root)
    return above is trigger and not movers.find(frame, other)


def _aims(frame: Frame, trigger: Trigger) -> list[Placing]:
    """Return the places of the purpose ("to strengthen our allies in …"), for a move that names no goal."""
    if trigger.sense not in _MOVING:
        return []
    root = trigger.root
    found: list[Spot] = list(frame.purpose_spots[root.i])
    for governor in root.ancestors:
        found += frame.purpose_spots.get(governor.i, [])
    for other in frame.scene.triggers:
        if other.sense is Sense.REINFORCE and other.root.idx > root.idx:
            its = frame.spots(other)
            if not frame.owned(other) or any(role is Part.OBJECT for _, role in its):
                found += _only(its)
    if root.dep_ == "advcl" and root.tag_ == "VBG":
        found += [s for s, role, a in frame.loose_spots if role in (Part.AT, Part.TO) and root.head in a.ancestors]
    return [(spot, Part.TO) for spot in dict.fromkeys(found)]


def _only(placings: Iterable[Placing]) -> list[Spot]:
    return [spot for spot, _ in placings]
