"""Hosts: in "Malta hosts 40 Irish troops" the subject is the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.extract import status
from mapapp.extract.scene import Draft
from mapapp.extract.syntax import antecedent, subject

if TYPE_CHECKING:
    from mapapp.extract.frames.frame import Frame
    from mapapp.extract.scene import Force, Spot, Trigger


def read(frame: Frame, trigger: Trigger, hosted: list[Force]) -> list[Draft]:
    """Return the presences of what is hosted, at the host."""
    spot = _host(frame, trigger)
    found = []
    for force in hosted if spot is not None else ():
        told, voice, unreal = status.read(frame.scene, trigger, force)
        if spot is not None and not unreal:
            found.append(Draft.of(frame.scene, trigger, force, told, force.nations, destinations=(spot,), voice=voice))
    return found


def _host(frame: Frame, trigger: Trigger) -> Spot | None:
    """Return the place that hosts, or the one that says where the host is ("a base in Malta hosts …")."""
    who = subject(trigger.root.head if trigger.noun else trigger.root)
    if who is None:
        return None
    who = antecedent(who)
    below = (s for s in frame.scene.spots if s.start > who.idx and who in s.root.ancestors)
    return frame.scene.spot_at(who) or next(below, None)
