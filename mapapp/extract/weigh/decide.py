"""From the answers of the model to drafts: what the grammar read is mended, dropped or joined by what it missed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from mapapp.extract import status, when
from mapapp.extract.likeness import covers
from mapapp.extract.parts import Part, part
from mapapp.extract.scene import HOME, NOTE, Draft, Named, Scene, Spot
from mapapp.extract.spots import MISSION
from mapapp.extract.stand_ins import host
from mapapp.extract.syntax import SUBJECTS, lemma
from mapapp.extract.weigh.signs import barred, nearest, place_key
from mapapp.extract.words import Sense
from mapapp.model import Status, StrengthUnit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from mapapp.extract.weigh.candidates import Candidate
    from mapapp.extract.weigh.windows import Mentioned, Window

    Floats = NDArray[np.float32]

#: How likely a candidate must be to become a record: where the grammar read one, and where it did not.
KEPT, ADDED = 0.1, 0.5
#: The same where the grammar read a number of a nation's forces at a place.
KEPT_WHOLE = 0.05
#: How likely one that the grammar missed must be together with its goal and its side.
SURE = 0.35
#: How likely a side, a status and a goal must be to go before the grammar's.
CERTAIN_SIDE, CERTAIN_STATUS, CERTAIN_GOAL = 0.7, 0.99, 0.8
#: Statuses that are told by tense and little else; denials, doubts and withdrawals have words of their own.
_BY_TENSE = frozenset((Status.COMPLETED, Status.UNDER_WAY, Status.ORDERED, Status.PLANNED, Status.PRESENT))
#: Statuses that words of their own tell: the model does not say that such a reading is no movement.
_SPELLED_OUT = frozenset((Status.ON_ALERT, Status.DENIED))
#: Behind those who came before ("in addition to the 68,000 already there").
_THERE = re.compile(r" (?:\w+ )?already (?:there|in|on|at|deployed|stationed|based)\b")
#: A further goal or actor must be this likely beside the likeliest.
BESIDE = 0.6
#: Characters between two that are told in one breath.
_NEAR = 25
_LANDING = frozenset("land arrive dock disembark debark anchor berth".split())
_STATUSES, _UNITS = tuple(Status), tuple(StrengthUnit)


@dataclass
class Answers:
    """What the model answers for the candidates of a window; each row a candidate, shares between 0 and 1.

    Parameters
    ----------
    told : array, shape (candidates,)
    statuses : array, shape (candidates, statuses)
    units : array, shape (candidates, units)
    goals, starts, actors : array, shape (candidates, 1 + places or nations)
        The first column is none of them.
    passed : array, shape (candidates, places)
    """

    told: Floats
    statuses: Floats
    units: Floats
    goals: Floats
    starts: Floats
    passed: Floats
    actors: Floats


def drafts(asked: Iterable[tuple[Window, Answers]], read: Sequence[Draft]) -> list[Draft]:
    """Return the drafts of a report, in the order of the text.

    Parameters
    ----------
    asked : iterable of (Window, Answers)
    read : sequence of Draft
        What the grammar read; what no window asks about stays as it is.
    """
    found: list[Draft] = []
    known: set[int] = set()
    for window, answer in asked:
        for row, candidate in enumerate(window.candidates):
            known.update(id(draft) for draft in candidate.drafts)
            found.extend(_of(candidate, window, answer, row, found))
    found.extend(draft for draft in read if id(draft) not in known)
    order = {id(d): i for i, d in enumerate(found)}
    return sorted(found, key=lambda d: (d.scene.offset + d.force.start, order[id(d)]))


def _of(candidate: Candidate, window: Window, answer: Answers, row: int, latest: Sequence[Draft]) -> list[Draft]:
    """Return what becomes of a candidate: the grammar's drafts, mended or dropped, or one that it missed."""
    told = float(answer.told[row])
    if candidate.drafts:
        counted = candidate.force.strength_span
        apart = counted is not None and counted[0] >= candidate.force.end  # its number is another candidate's no more
        doubtful = (
            told < _least(candidate)
            and not apart
            and all(draft.status not in _SPELLED_OUT for draft in candidate.drafts)
        )
        return [] if doubtful else [_mended(draft, candidate, window, answer, row) for draft in candidate.drafts]
    if told < ADDED or _worth(answer, row) < SURE or barred(candidate):
        return []
    draft = _new(candidate, window, answer, row, latest)
    placed = draft.destinations or draft.origin or draft.via or draft.status is Status.ON_ALERT
    return [draft] if placed and draft.actors and not _told_already(draft, latest) else []


def _least(candidate: Candidate) -> float:
    """Return how likely what the grammar read must be to be kept."""
    strength = candidate.force.strength
    counted = strength.known and not strength.implied
    whole = counted and all(draft.actors and (draft.destinations or draft.origin) for draft in candidate.drafts)
    return KEPT_WHOLE if whole else KEPT


def _worth(answer: Answers, row: int) -> float:
    """Return how likely it is that a candidate is told of, with its likeliest goal and side."""
    return float(answer.told[row] * answer.goals[row].max() * answer.actors[row].max())


def _mended(draft: Draft, candidate: Candidate, window: Window, answer: Answers, row: int) -> Draft:
    """Return a draft of the grammar with goal, side and status as the model is certain of them."""
    draft.destinations = _goals(draft, candidate, window, answer, row)
    if answer.actors[row].max() > CERTAIN_SIDE and not candidate.force.nations:
        ends = (*draft.destinations, *((draft.origin,) if HOME in draft.notes and draft.origin is not None else ()))
        sides = _sides(ends, candidate, window, answer, row)
        draft.actors = draft.actors if not sides or sides[0] in draft.actors else sides
    likely = _STATUSES[int(answer.statuses[row].argmax())]
    certain = len(candidate.drafts) == 1 and answer.statuses[row].max() > CERTAIN_STATUS
    if certain and {likely, draft.status} <= _BY_TENSE:
        draft.status = likely
    draft.worth = _worth(answer, row)
    return draft


def _goals(draft: Draft, candidate: Candidate, window: Window, answer: Answers, row: int) -> tuple[Spot, ...]:
    """Return the goals of a draft: the model's, if it is certain of another where the grammar told one at most."""
    shares, known = answer.goals[row], draft.destinations
    if len(candidate.drafts) > 1 or len(known) > 1 or int(shares.argmax()) == 0 or shares.max() <= CERTAIN_GOAL:
        return known
    if _said_plainly(draft) or Sense.JOIN in draft.senses or any(spot.place is None for spot in known):
        return known  # where a place is named that no gazetteer knows, no other is meant
    if any(spot.reason == MISSION for spot in known):
        return known
    if any(spot.text.lower() == "there" and host(draft, spot) is not None for spot in known):
        return known  # "Belarus said that they would be stationed there"
    found = tuple(_spot(m, candidate) for m in _chosen(shares, window.places))
    there = {place_key(s) for s in (*known, draft.origin) if s is not None}
    return known if not found or any(place_key(s) in there for s in found) else found


def _said_plainly(draft: Draft) -> bool:
    """Whether "to" leads from the force's own verb to its goal, with nothing of another verb between."""
    if draft.trigger is None or not draft.destinations:
        return False
    spot, verb = draft.destinations[0], draft.trigger.root
    role, anchor = part(draft.scene, spot)
    lands = role is Part.AT and draft.trigger.sense is Sense.GO and lemma(verb) in _LANDING
    plain = role is Part.TO or lands
    return plain and anchor is not None and anchor.head.i == verb.i and spot.start > verb.idx


def _sides(goals: Sequence[Spot], candidate: Candidate, window: Window, answer: Answers, row: int) -> tuple[str, ...]:
    """Return whose a force likely is: that of a country that one goes to only where its own words say so."""
    there = {s.place.country for s in goals if s.place is not None}
    there |= {m.key for m in window.nations if m.at and all(_goal_alone(*mention) for mention in m.at)}
    there -= set(candidate.force.nations)
    return tuple(m.key for m in _likely(answer.actors[row], window.nations) if m.key not in there)


def _goal_alone(scene: Scene, hit: Named) -> bool:
    """Whether a nation's name only tells where something goes ("400 to Guam")."""
    spot = next((spot for spot in scene.spots if spot.start == hit.start), None)
    return spot is not None and part(scene, spot)[0] is Part.TO


def _told_already(draft: Draft, latest: Sequence[Draft]) -> bool:
    """Whether the same sentence tells the same, of a force without a number of its own."""
    if draft.strength.known and not draft.strength.implied:
        return False
    goals = {place_key(s) for s in draft.destinations}
    return any(
        other.scene is draft.scene
        and set(other.actors) & set(draft.actors)
        and other.status is draft.status
        and goals == {place_key(s) for s in other.destinations}
        for other in reversed(latest[-8:])
    )


_M = TypeVar("_M", Spot, Named)


def _likely(shares: Floats, mentioned: Sequence[Mentioned[_M]]) -> list[Mentioned[_M]]:
    """Return the likeliest of what is mentioned, and what is likely and told with it; nothing if none is likeliest."""
    best = int(shares.argmax())
    if best == 0:
        return []
    least = BESIDE * float(shares[best])
    ranked = sorted((-float(shares[i + 1]), i) for i in range(len(mentioned)))
    found = [mentioned[i] for share, i in ranked if -share > least]
    return [one for one in found if one is found[0] or any(_told_together(one, o) for o in found if o is not one)]


def _told_together(one: Mentioned[_M], other: Mentioned[_M]) -> bool:
    """Whether two are named in one breath somewhere ("France and Britain", "Franco-British")."""
    return any(
        a[0] is b[0] and (a[1].end <= b[1].start <= a[1].end + _NEAR or b[1].end <= a[1].start <= b[1].end + _NEAR)
        for a in one.at
        for b in other.at
    )


def _chosen(shares: Floats, places: Sequence[Mentioned[Spot]]) -> list[Mentioned[Spot]]:
    """Return the likely places, none that holds another or lies in it."""
    kept: list[Mentioned[Spot]] = []
    for place in _likely(shares, places):
        here = place.at[0][1].place
        near = (m.at[0][1].place for m in kept)
        if here is None or not any(o is not None and (covers(o, here) or covers(here, o)) for o in near):
            kept.append(place)
    first = {id(m): i for i, m in enumerate(places)}
    return sorted(kept, key=lambda m: first[id(m)])


def _spot(place: Mentioned[Spot], candidate: Candidate) -> Spot:
    """Return the mention of a place that stands nearest to a candidate."""

    def apart(mention: tuple[Scene, Spot]) -> tuple[bool, int]:
        scene, spot = mention
        return scene is not candidate.scene, abs(scene.offset + spot.start - candidate.start)

    return min(place.at, key=apart)[1]


def _new(candidate: Candidate, window: Window, answer: Answers, row: int, latest: Sequence[Draft]) -> Draft:
    """Return a draft of a force that the grammar read nothing of."""
    force, scene = candidate.force, candidate.scene
    if force.category is None:
        force.category = _UNITS[int(answer.units[row].argmax())]
    goals = _chosen(answer.goals[row], window.places)
    starts = [m for m in _chosen(answer.starts[row], window.places)[:1] if m not in goals]
    passed = [m for i, m in enumerate(window.places) if answer.passed[row][i] > 0.5 and m not in goals]
    told = [_spot(m, candidate) for m in goals]
    actors = _sides(told, candidate, window, answer, row)
    if not actors or (force.nations and answer.actors[row].max() <= CERTAIN_SIDE):
        actors = force.nations
    draft = Draft.of(
        scene,
        nearest(scene, force.root.idx),
        force,
        _STATUSES[int(answer.statuses[row].argmax())],
        actors,
        origin=_spot(starts[0], candidate) if starts else None,
        destinations=told,
        via=[_spot(m, candidate) for m in passed],
        note=NOTE,
    )
    if _THERE.match(scene.text, force.end) is not None:
        draft.status = Status.PRESENT
    draft.status = _by_grammar(draft)
    if candidate.kind == "pronoun" and not force.strength.known and latest:
        before = latest[-1]
        draft.strength, draft.unit, draft.equipment = before.strength, before.unit, before.equipment
        force.category = before.force.category or force.category
    if draft.strength.unit is None:
        draft.strength = replace(draft.strength, unit=force.category)
    gone = draft.origin is not None and not draft.destinations and draft.status is Status.COMPLETED
    if gone and draft.origin is not None and draft.origin.place is not None:
        own = draft.origin.place.country in draft.actors
        draft.status = draft.status if own else Status.WITHDRAWN
    draft.worth = _worth(answer, row)
    when.date([draft])
    return draft


def _by_grammar(draft: Draft) -> Status:
    """Return the status of a draft, or what the verb of its force says of it where that is a doubt or a denial."""
    trigger, root = draft.trigger, draft.force.root
    if trigger is None or trigger.noun or root.dep_ not in SUBJECTS or root.head.i != trigger.root.i:
        return draft.status
    told, _, unreal = status.read(draft.scene, trigger, draft.force)
    doubtful = told in (Status.POSSIBLE, Status.DENIED) and not unreal
    return told if doubtful and draft.status in _BY_TENSE else draft.status
