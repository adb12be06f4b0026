"""Colours, lines and small helpers of a picture; the colours are the page's own, by day (`assets/theme.css`)."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache

from mapapp.model import Movement, Status
from mapapp.show import files

#: Points of a pixel: a picture is laid out in CSS pixels, 96 to the inch.
PT = 0.75
#: Dashes in pixels for a line 3 px wide; a first of 0.1 is a dot.  As in `assets/signs.js`.
LINES: dict[Status, tuple[float, ...]] = {
    Status.COMPLETED: (),
    Status.UNDER_WAY: (),
    Status.ORDERED: (13, 6),
    Status.PLANNED: (6, 6),
    Status.POSSIBLE: (0.1, 7),
    Status.ON_ALERT: (0.1, 9),
    Status.WITHDRAWN: (16, 5, 3, 5),
    Status.PRESENT: (),
    Status.DENIED: (2, 5),
}
STATUS_WORDS = {
    Status.COMPLETED: "Completed",
    Status.UNDER_WAY: "Under way",
    Status.ORDERED: "Ordered",
    Status.PLANNED: "Planned",
    Status.POSSIBLE: "Possible",
    Status.WITHDRAWN: "Withdrawn",
}
SANS, SERIF = ["DejaVu Sans"], ["DejaVu Serif"]
PALETTE = 6
_FIXED = {"US": 0, "RU": 1}


@cache
def colours() -> dict[str, str]:
    """Return the colours of the page by their names."""
    block = files.styles().split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-fA-F]{6})", block))


def colour(name: str) -> str:
    """Return one colour."""
    return colours()[name]


def actor_slots(movements: Sequence[Movement]) -> dict[str | None, int]:
    """Return the palette's slot of each actor: the heaviest first, two of them fixed, `PALETTE` for all others."""
    weight: dict[str | None, float] = {}
    for movement in movements:
        strength = movement.strength
        size = strength.high if strength.high is not None else strength.low or 0
        weight[movement.actor] = weight.get(movement.actor, 0) + 1 + math.log10(1 + size)
    order = sorted(weight, key=lambda actor: (-weight[actor], actor or ""))
    slots: dict[str | None, int] = {actor: _FIXED[actor] for actor in order if actor is not None and actor in _FIXED}
    free = [slot for slot in range(PALETTE) if slot not in slots.values()]
    free.sort(key=lambda slot: (slot in _FIXED.values(), slot))
    for actor in order:
        if actor not in slots:
            slots[actor] = free.pop(0) if actor and free else PALETTE
    return {actor: slots[actor] for actor in order}


def dashes(status: Status, width: float) -> tuple[float, ...]:
    """Return a line's dashes in pixels."""
    steps = LINES[status]
    if steps and steps[0] < 1:
        return (0.1, max(steps[1], width * 1.9))
    return tuple(step * (0.55 + width * 0.15) for step in steps)


_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")


def plain(text: str, most: int = 42) -> str:
    """Return text of a report for a label: one line, no controls, nothing that turns the writing direction."""
    clean = " ".join(_CONTROLS.sub(" ", text[: 4 * most]).split())
    return clean if len(clean) <= most else f"{clean[: most - 1]}…"
