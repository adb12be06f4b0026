"""What leaves the verb out: "Kenya sent 300 soldiers to Goma, Tanzania 500 and Malawi 200"."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from mapapp.extract.frames import ends, goals
from mapapp.extract.parts import Part
from mapapp.extract.scene import Draft, Force
from mapapp.extract.words import Sense

if TYPE_CHECKING:
    from mapapp.extract.frames.frame import Frame
    from mapapp.extract.scene import Named

#: The note on drafts whose verb stands before.
NOTE = "verb left out"
_LEAD = re.compile(r"(?:[,;:–—]|\band|\bwhile)\s+(?:the\s+)?$")
_LIST = re.compile(r"(?:,|,? and)\s+(?:the\s+)?")
_EACH = re.compile(r"\s+each\b")
_A = re.compile(r" an? ")
_NAMES = frozenset(("name", "abbreviation"))


def read(frame: Frame, made: list[Draft]) -> list[Draft]:
    """Return the drafts with those of the nations that a list names with their numbers alone."""
    out, shared = list(made), list[Force]()
    for hit in frame.scene.nations:
        force, whose = _counted(frame, hit)
        before = _told(out, hit, force) if force is not None else None
        if force is None or before is None or force in shared:
            continue
        if len(whose) > 1:
            shared.append(force)
        named = [other.start for other in frame.scene.nations if other.country in whose and other.start >= hit.start]
        for draft in out:  # "to Goma, Tanzania 500": who sends is no goal
            draft.destinations = tuple(spot for spot in draft.destinations if spot.start not in named)
        own = [(spot, role) for spot, role in goals.right_behind(frame, force) if role in (Part.TO, Part.AT)]
        where = ends.choose(frame.scene, own) or list(before.destinations)
        force.category = force.category or before.force.category
        draft = Draft.of(
            frame.scene,
            before.trigger,
            force,
            before.status,
            whose,
            destinations=where,
            voice=before.voice,
            note=NOTE,
        )
        if draft.strength.unit is None:
            draft.strength = replace(draft.strength, unit=force.category)
        out = [*(other for other in out if other.force is not force), draft]
    return out


def _counted(frame: Frame, hit: Named) -> tuple[Force | None, tuple[str, ...]]:
    """Return the force whose number stands right behind a nation's name in a list, no verb behind it, and whose."""
    text = frame.scene.text
    if hit.form not in _NAMES or _LEAD.search(text[max(0, hit.start - 12) : hit.start]) is None:
        return None, ()
    whose: tuple[str, ...] = (hit.country,)
    force = next((f for f in frame.scene.forces if 0 < f.start - hit.end <= 2), None)
    if force is None:
        force, whose = _each(frame, hit)
    if force is None or not force.strength.known or (force.strength.implied and not _A.match(text, hit.end)):
        return None, ()
    last = force.tokens[-1].i + 1
    following = frame.scene.doc[last : last + 2]
    return (None, ()) if any(token.pos_ in ("VERB", "AUX") for token in following) else (force, whose)


def _each(frame: Frame, hit: Named) -> tuple[Force | None, tuple[str, ...]]:
    """Return the force that each of some nations sends, and which they are ("Senegal and Mali 250 each")."""
    text, whose = frame.scene.text, [hit.country]
    names = [other for other in frame.scene.nations if other.form in _NAMES and other.start >= hit.start]
    for last, after in pairwise(names):
        if _LIST.fullmatch(text, last.end, after.start) is None:
            break
        whose.append(after.country)
        force = next((f for f in frame.scene.forces if 0 < f.start - after.end <= 2), None)
        if force is not None:
            return (force, tuple(whose)) if _EACH.match(text, force.end) is not None else (None, ())
    return None, ()


def _told(drafts: list[Draft], hit: Named, force: Force) -> Draft | None:
    """Return the last draft before, of another nation's counted force, whose verb goes for this one too."""
    for draft in reversed(drafts):
        if draft.force is force or draft.force.start >= hit.start or draft.trigger is None:
            continue
        counted = draft.strength.known and draft.actors and hit.country not in draft.actors
        goes = any(spot.start != hit.start for spot in draft.destinations)
        sends = draft.trigger.sense is Sense.SEND and not draft.destinations  # where to was told before
        return draft if counted and (goes or sends) else None
    return None
