"""What holds of every text, whatever it says: asked by the property tests and by the fuzzer (benchmarks/fuzz.py)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mapapp.extract import dates, strengths
from mapapp.model import Report, StrengthUnit

if TYPE_CHECKING:
    from mapapp.model import Claim

PUBLISHED = date(2024, 2, 2)


def of_claims(text: str, claims: list[Claim]) -> None:
    """Raise AssertionError unless every claim stands on exact words of `text` and links to claims of the list."""
    for number, claim in enumerate(claims):
        assert text[claim.quote.start : claim.quote.end] == claim.quote.verbatim
        assert claim.quote.verbatim.strip()
        for mark in claim.marks:
            assert text[mark.start : mark.end].strip(), mark
        for name in claim.unplaced:
            assert 0 <= name.start < name.end <= len(text), name
            assert name.reason
        links = (claim.part_of, claim.same_as, claim.shared_with)
        assert all(link is None or (link < len(claims) and link != number) for link in links), links
        assert claim.same_as is None or claim.same_as < number
        assert claim.origin is None or claim.origin != claim.destination
        assert claim.strength.unit is None or claim.strength.unit in StrengthUnit


def of_dates(text: str) -> None:
    """Raise AssertionError unless the dates of `text` are exact spans in order, with and without a report's day."""
    for published in (PUBLISHED, None, date.min, date.max):
        done = 0
        for found in dates.find(text, published):
            assert done <= found.start < found.end <= len(text)
            assert text[found.start : found.end] == found.span.text
            done = found.end
    dates.context(text, PUBLISHED)


def of_strengths(text: str) -> None:
    """Raise AssertionError unless the strengths of `text` are exact spans in order, their ends the right way round."""
    done = 0
    for found in strengths.find(text):
        assert done <= found.start <= found.value_start < found.value_end <= found.end <= len(text)
        assert text[found.start : found.end] == found.text
        assert (found.low is None) == (found.high is None)
        assert found.low is None or found.high is None or 0 <= found.low <= found.high
        assert found.whole is None or found.high is None or found.high <= found.whole
        done = found.end


def report(text: str, *, dated: bool = True) -> Report:
    """Return `text` as a report."""
    return Report(text, id="soup", published=PUBLISHED if dated else None)
