"""Long lists, read as they stand: "a platoon from Cork to Malta; two boats from Bari to Durrës".

Parsers lose them.  A force with its own "from … to …" right behind it needs no parser; one with its own "from" or
"to" that no trigger took goes with the last movement before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.extract.frames import drafting
from mapapp.extract.frames.goals import right_behind
from mapapp.extract.frames.movers import carries, is_post
from mapapp.extract.parts import Part
from mapapp.extract.words import Sense

if TYPE_CHECKING:
    from mapapp.extract.frames.frame import Frame, Paired
    from mapapp.extract.scene import Draft, Force, Trigger

_MOVING = frozenset((Sense.SEND, Sense.GO))
_ANY = frozenset((Sense.SEND, Sense.GO, Sense.WITHDRAW, Sense.LEAVE))


def pairs(frame: Frame) -> list[Paired]:
    """Return each force with its own "from … to …", and the last sending (else the last going) before it."""
    found = []
    for force in frame.scene.forces:
        places = right_behind(frame, force)
        if not {Part.FROM, Part.TO} <= {role for _, role in places} or carries(frame.scene, force):
            continue
        before = _before(frame, force, _MOVING)
        moving = [t for t in before if t.sense is Sense.SEND] or before
        if moving:
            found.append((force, places, moving[-1]))
    return found


def read(frame: Frame, made: list[Draft]) -> list[Draft]:
    """Return the drafts of forces with a "from" or "to" of their own that none of the drafts `made` took."""
    taken = {id(f) for d in made if d.destinations or d.origin for f in (d.force, *d.force.merged)}
    found: list[Draft] = []
    for force in frame.scene.forces:
        if id(force) in taken or force.listed or force.relation == "whole" or is_post(force):
            continue
        if carries(frame.scene, force):
            continue
        places = right_behind(frame, force)
        before = _before(frame, force, _ANY)
        if before and any(role in (Part.TO, Part.FROM) for _, role in places):
            drafts = drafting.make(frame, before[-1], force, places, "adjacent")
            found += [d for d in drafts if d.destinations or d.origin]
    return found


def _before(frame: Frame, force: Force, senses: frozenset[Sense]) -> list[Trigger]:
    return [t for t in frame.scene.triggers if t.root.idx < force.start and t.sense in senses]
