"""Left to right: forces gather until places come, the places are theirs, and the next force starts anew.

"(Six jets) (to Cyprus) and (two boats) (to the Aegean)" are two pairs, "(300 soldiers and a frigate) (to
Crete)" is one.  Forces before the trigger begin the first pair; a last force without a place shares the goals before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.extract.parts import Part, Placing
from mapapp.extract.scene import Force

if TYPE_CHECKING:
    from mapapp.extract.scene import Trigger

#: Forces that go together, and their places.
Pair = tuple[list[Force], list[Placing]]


def pair(trigger: Trigger, moving: list[Force], places: list[Placing]) -> list[Pair]:
    """Return the forces that a trigger moves, each group with its places."""
    at = trigger.root.idx
    items: list[Force | Placing] = [force for force in moving if force.start >= at]
    items = sorted([*items, *places], key=_start)
    pairs: list[Pair] = []
    forces: list[Force] = [force for force in moving if force.start < at]
    theirs: list[Placing] = []
    for item in items:
        if not isinstance(item, Force):
            theirs.append(item)
            continue
        if forces and any(spot.start > forces[-1].start for spot, _ in theirs):
            pairs.append((forces, theirs))
            forces, theirs = [], []
        forces.append(item)
    if not theirs and pairs and forces:
        theirs = [(spot, role) for spot, role in pairs[-1][1] if role is not Part.FROM]
    return [*pairs, (forces, theirs)]


def _start(item: Force | Placing) -> int:
    return item.start if isinstance(item, Force) else item[0].start
