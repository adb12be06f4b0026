"""What a reader has in mind at a point of a report: the places, movements and totals told so far.

A reader forgets: only the last few hundred are kept, so that time grows with a text's length and no faster.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mapapp.extract.scene import Draft, Spot
    from mapapp.model import Place

_PLACES = 1_000
_DRAFTS = 500


class Memory:
    """The last places and drafts of a report.

    Parameters
    ----------
    theatre : Place or None
        The region that the report's title names.
    dated : str, optional
        The country that the report is dated from.
    """

    def __init__(self, theatre: Place | None, dated: str | None = None) -> None:
        self.theatre = theatre
        self.dated = dated
        self.places: deque[Spot] = deque(maxlen=_PLACES)
        self.drafts: deque[Draft] = deque(maxlen=_DRAFTS)
        self.total: Draft | None = None
        self.side: tuple[str, ...] = ()  # whose the force is that was named last

    def scene_of_events(self) -> str | None:
        """Return the country that the report is dated from, when forces were told to be in it or to go there."""
        goals = (s.place.country for d in self.drafts for s in d.destinations if s.place is not None)
        return self.dated if self.dated is not None and self.dated in goals else None

    def latest(self, here: list[Draft]) -> Iterator[Draft]:
        """Yield the drafts of this sentence, then those before, latest first."""
        yield from reversed(here)
        yield from reversed(self.drafts)
