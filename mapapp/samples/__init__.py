"""Three short dispatches that come with the program, written for it with the facts of February 2022.

They show what the map is for: a total and its parts, two reports that disagree, a denial, an alert, forces that were
there before, and an order that is carried out a few days later.  Their publishers and sentences are made up.
"""

from __future__ import annotations

from pathlib import Path

from mapapp.model import Report
from mapapp.read import read_all

#: The file, which `mapapp map` and the other commands read like any other.
PATH = Path(__file__).with_name("february_2022.jsonl")


def reports() -> tuple[Report, ...]:
    """Return the sample reports."""
    return read_all([PATH]).reports
