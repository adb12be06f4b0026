"""What leaves the verb out: "Kenya sent 300 soldiers to Goma, Tanzania 500 and Malawi 200"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from mapapp.extract.frames import ends, goals
from mapapp.extract.parts import Part
from mapapp.extract.scene import Draft

if TYPE_CHECKING:
    from mapapp.extract.frames.frame import Frame
    from mapapp.extract.scene import Force, Named

#: The note on drafts whose verb stands before.
NOTE = "verb left out"
_LEAD = re.compile(r"(?:[,;]|\band|\bwhile)\s+(?:the\s+)?$")
_NAMES = frozenset(("name", "abbreviation"))


def read(frame: Frame, made: list[Draft]) -> list[Draft]:
    """Return the drafts with those of the nations that a list names with their numbers alone."""
    out = list(made)
    for hit in frame.scene.nations:
        force = _counted(frame, hit)
        before = _told(out, hit, force) if force is not None else None
        if force is None or before is None:
            continue
        for draft in out:  # "to Goma, Tanzania 500": who sends is no goal
            draft.destinations = tuple(spot for spot in draft.destinations if spot.start != hit.start)
        own = [(spot, role) for spot, role in goals.right_behind(frame, force) if role in (Part.TO, Part.AT)]
        where = ends.choose(frame.scene, own) or list(before.destinations)
        force.category = force.category or before.force.category
        draft = Draft.of(
            frame.scene,
            before.trigger,
            force,
            before.status,
            (hit.country,),
            destinations=where,
            voice=before.voice,
            note=NOTE,
        )
        if draft.strength.unit is None:
            draft.strength = replace(draft.strength, unit=force.category)
        out = [*(other for other in out if other.force is not force), draft]
    return out


def _counted(frame: Frame, hit: Named) -> Force | None:
    """Return the force whose number stands right behind a nation's name in a list, with no verb behind it."""
    text = frame.scene.text
    if hit.form not in _NAMES or _LEAD.search(text[max(0, hit.start - 12) : hit.start]) is None:
        return None
    force = next((f for f in frame.scene.forces if 0 < f.start - hit.end <= 2), None)
    if force is None or not force.strength.known or force.strength.implied:
        return None
    last = force.tokens[-1].i + 1
    following = frame.scene.doc[last : last + 2]
    return None if any(token.pos_ in ("VERB", "AUX") for token in following) else force


def _told(drafts: list[Draft], hit: Named, force: Force) -> Draft | None:
    """Return the last draft before, of another nation's counted force, whose verb goes for this one too."""
    for draft in reversed(drafts):
        if draft.force is force or draft.force.start >= hit.start or draft.trigger is None:
            continue
        counted = draft.strength.known and draft.actors and hit.country not in draft.actors
        goes = any(spot.start != hit.start for spot in draft.destinations)
        return draft if counted and goes else None
    return None
