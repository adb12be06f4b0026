"""What to look at next: the least certain and the most contradictory first.

A movement that nobody has judged stands before one that got new claims since; those that were judged as they are do not
stand in the queue.  Within that, urgency is the sum of

- what its claims differ on, and what is denied: 1 for the first disagreement, a half for each further one;
- how uncertain the reading is: 1 less the confidence;
- a half when one source alone tells of it, and no more than that source's copies.
"""

from __future__ import annotations

from dataclasses import dataclass

from mapapp.keep import grading
from mapapp.keep.picture import Kept
from mapapp.keep.state import State


@dataclass(frozen=True)
class Waiting:
    """A movement in the queue, and why it is there.

    Parameters
    ----------
    kept : Kept
    urgency : float
    reasons : tuple of str
        In words, the weightiest first.
    sources : int
        Independent ones.
    """

    kept: Kept
    urgency: float
    reasons: tuple[str, ...]
    sources: int


def waiting(state: State) -> list[Waiting]:
    """Return the queue, the most urgent first; equally urgent ones in the case's order."""
    found = [_waiting(state, kept) for kept in state.movements if kept.state == "open" or kept.new]
    return sorted(found, key=lambda one: (one.kept.state != "open", -one.urgency))


def _waiting(state: State, kept: Kept) -> Waiting:
    movement = kept.movement
    gaps = [gap.field for gap in movement.disagreements]
    sources = grading.of_movement(state, kept)
    reasons = []
    if kept.new:
        reasons.append(f"{len(kept.new)} new claim{'s' * (len(kept.new) > 1)} since it was judged")
    if gaps:
        reasons.append(f"sources differ on {', '.join(dict.fromkeys(gaps))}")
    if sources < 2:
        reasons.append("one source")
    if movement.confidence < 0.5:
        reasons.append(f"read with a confidence of {movement.confidence:.2f}")
    urgency = (0.5 + 0.5 * len(gaps) if gaps else 0.0) + (1 - movement.confidence) + (0.5 if sources < 2 else 0.0)
    return Waiting(kept, round(urgency, 3), tuple(reasons), sources)
