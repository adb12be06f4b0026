"""Lists and tables: "Mali - 400 Swedish soldiers", "Kenya | Somalia | 4,000 soldiers" (sender, place, strength)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mapapp.extract.scene import Draft
from mapapp.model import Status

if TYPE_CHECKING:
    from mapapp.extract.frames.frame import Frame
    from mapapp.extract.scene import Spot

_RULE = re.compile(r"\s*(?:[-–—:|]|\.{2,}|\t)\s*")


def read(frame: Frame) -> list[Draft]:
    """Return what stands in each row."""
    text, found = frame.scene.text, []
    for force in frame.scene.forces:
        if not force.strength.known or force.strength.implied:
            continue
        before = [spot for spot in frame.scene.spots if spot.end <= force.start and not spot.anaphor]
        if before and _RULE.fullmatch(text[before[-1].end : force.start]):
            whose = force.nations or _sender(text, before)
            found.append(
                Draft.of(frame.scene, None, force, Status.PRESENT, whose, destinations=before[-1:], note="table")
            )
    return found


def _sender(text: str, before: list[Spot]) -> tuple[str, ...]:
    """Return the country in the column before the place."""
    if len(before) < 2 or not _RULE.fullmatch(text[before[-2].end : before[-1].start]):
        return ()
    place = before[-2].place
    return (place.country,) if place is not None and place.country else ()
