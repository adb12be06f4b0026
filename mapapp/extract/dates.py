"""Dates: the date phrases of a text, read against the day it was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mapapp.model import DateSpan


@dataclass(frozen=True)
class DateContext:
    """What a report said earlier, for bare months and days."""

    year: int | None = None
    month: int | None = None
    day: date | None = None


@dataclass(frozen=True)
class FoundDate:
    """A date phrase: ``span.text == source[start:end]``."""

    start: int
    end: int
    span: DateSpan
    kind: str


def find(
    text: str, published: date | None, *, context: DateContext | None = None, future: bool | None = None
) -> list[FoundDate]:
    """Return the date phrases of `text` in order; they do not overlap."""
    return []
