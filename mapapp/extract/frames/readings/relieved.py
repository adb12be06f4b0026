"""One force comes to another: "will reinforce some 40 already in Malta", "relieved the 1st Battalion in Kosovo".

Those who are reinforced are there already; those who are relieved leave once the others have come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.extract import actors, status
from mapapp.extract.denial import negated
from mapapp.extract.frames import drafting, ends, movers
from mapapp.extract.parts import Part
from mapapp.extract.scene import Draft
from mapapp.extract.tense import DONE
from mapapp.extract.words import Sense
from mapapp.model import Status, StrengthUnit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapapp.extract.frames.frame import Frame
    from mapapp.extract.scene import Force, Spot, Trigger

#: Stages of those who are to leave once the others have come.
_AHEAD = frozenset((Status.PLANNED, Status.ORDERED))
_COMING = frozenset((Sense.GO, Sense.SEND, Sense.ENTER))


def reinforced(frame: Frame, trigger: Trigger) -> list[Draft]:
    """Return the presences of the forces that others reinforce, and the moves of those that come to them."""
    found = []
    there = movers.find(frame, trigger)
    for force in there:
        near = [(s, role) for s, role in frame.spots(trigger) if role is Part.AT and s.start > force.start]
        if near:
            where = ends.choose(frame.scene, near)
            whose = actors.of_force(frame.scene, force, None, frame.cast)
            found.append(Draft.of(frame.scene, trigger, force, Status.PRESENT, whose, destinations=where))
    return [*found, *_coming(frame, trigger, there)]


def _coming(frame: Frame, trigger: Trigger, there: Sequence[Force]) -> list[Draft]:
    """Return the moves of those with whom somebody or some place is reinforced ("reinforced Iquitos with 200 men")."""
    how = "by" if trigger.passive else "with"
    coming = [f for f, way in frame.owned(trigger) if way in (how, "with") and f not in there and f.strength.known]
    to = [(spot, role if role is Part.FROM else Part.TO) for spot, role in frame.spots(trigger)]
    made = [draft for force in coming for draft in drafting.make(frame, trigger, force, to)]
    return [draft for draft in made if draft.destinations and draft.force.category is not StrengthUnit.OTHER]


def read(frame: Frame, trigger: Trigger) -> list[Draft]:
    """Return the drafts of those who relieve and, when they have come, of those who leave."""
    places = [(s, role) for s, role in frame.spots(trigger) if role in (Part.AT, Part.TO)]
    where = ends.choose(frame.scene, places)
    owned = frame.owned(trigger)
    if not where and not trigger.passive:
        return _after_arrival(frame, trigger)
    coming = [force for force, way in owned if way == ("by" if trigger.passive else "subject")]
    if not trigger.passive:
        coming = coming or movers.inherited(frame, trigger)
    found = []
    for force in coming if where else ():
        told, voice, unreal = status.read(frame.scene, trigger, force)
        if unreal:
            continue
        whose = actors.of_force(frame.scene, force, None, frame.cast)
        found.append(Draft.of(frame.scene, trigger, force, told, whose, destinations=where, voice=voice))
        if told in DONE or told in _AHEAD:
            left = ("subject",) if trigger.passive else ("object", "oblique")
            gone = [other for other, way in owned if way in left]
            stage = told if told in _AHEAD else Status.WITHDRAWN
            found += [_relieved(frame, trigger, other, whose, where[0], stage) for other in gone]
    return found


def _after_arrival(frame: Frame, trigger: Trigger) -> list[Draft]:
    """Return who is to leave where others have come or will come for that ("arrived in Gao to relieve the Dutch")."""
    above = frame.by_token.get(trigger.root.head.i)
    if above is None or trigger.root.dep_ not in ("advcl", "xcomp") or above.sense not in _COMING:
        return []
    enters = above.sense is Sense.ENTER
    goals = [(s, r) for s, r in frame.spots(above) if r in (Part.AT, Part.TO) or (enters and r is Part.OBJECT)]
    where = ends.choose(frame.scene, goals)
    coming = movers.find(frame, above)
    gone = [force for force, way in frame.owned(trigger) if way == "object" and force not in coming]
    if not where or not coming or negated(above.root):
        return []
    whose = actors.of_force(frame.scene, coming[0], None, frame.cast)
    return [_relieved(frame, trigger, force, whose, where[0], Status.PLANNED) for force in gone]


def _relieved(
    frame: Frame, trigger: Trigger, force: Force, others: tuple[str, ...], place: Spot, stage: Status
) -> Draft:
    whose = actors.of_force(frame.scene, force, None, frame.cast) or others
    return Draft.of(frame.scene, trigger, force, stage, whose, origin=place)
