"""What reading a report for places gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mapapp.locate.ranking import Candidate
from mapapp.model import Place

#: A place by its name; a country by an adjective; a name inside another name ("University of Kansas"); a place made
#: from a name and the words around it ("eastern Ukraine").
Role = Literal["name", "adjective", "embedded", "derived"]


@dataclass(frozen=True)
class Toponym:
    """A place named in a report: ``report.text[start:end] == surface``.

    Parameters
    ----------
    place : Place or None
        What it means; None where nothing is sure enough.
    score : float
        0 to 1.
    runners_up : tuple of Candidate
        What else it could mean, the likeliest first.
    reason : str
        Why this place, or why none.
    inner : tuple of Toponym
        The names inside a derived place ("Ukraine" in "eastern Ukraine").
    candidates : tuple of Candidate
        What it could mean, before the report as a whole is looked at; empty where there is no choice.
    """

    start: int
    end: int
    surface: str
    place: Place | None
    score: float = 0.0
    runners_up: tuple[Candidate, ...] = ()
    reason: str = ""
    role: Role = "name"
    inner: tuple[Toponym, ...] = ()
    candidates: tuple[Candidate, ...] = ()
