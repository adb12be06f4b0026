"""The domain types refuse nonsense when they are made."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.errors import ModelError
from mapapp.model import (
    Claim,
    DatePrecision,
    DateSpan,
    Mark,
    Movement,
    Place,
    PlaceKind,
    Quote,
    Report,
    Status,
    Strength,
)

TEXT = "The ministry said 300 soldiers left for the coast on Monday."
REPORT = Report(TEXT, "one", date(2022, 2, 2))


def test_a_quote_is_what_its_report_says_there() -> None:
    assert REPORT.quote(4, 12).verbatim == "ministry"
    with pytest.raises(ModelError, match="not what report 'one' says"):
        Quote(REPORT, 4, 12, "minister")


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (5, 5), (9, 4), (0, len(TEXT) + 1)])
def test_a_quote_lies_inside_its_report(start: int, end: int) -> None:
    with pytest.raises(ModelError, match="lies outside report 'one'"):
        Quote(REPORT, start, end, TEXT[start:end])


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"lat": 91.0}, "latitude 91.0"),
        ({"lat": float("nan")}, "latitude nan"),
        ({"lon": -180.5}, "longitude -180.5"),
        ({"name": ""}, "needs a name"),
        ({"kind": "village"}, "'village' is no kind of place"),
        ({"country": "Poland"}, "'Poland' of 'Rukla' is no ISO"),
        ({"precision": 8}, "precision 8"),
        ({"radius_km": -1.0}, "radius -1.0 km"),
        ({"extent": (10.0, 0.0, 5.0, 1.0)}, "is not \\(south, west, north, east\\)"),
    ],
)
def test_a_place_is_on_the_globe(change: dict[str, object], complaint: str) -> None:
    fields: dict[str, object] = {"name": "Rukla", "kind": "base", "lat": 55.0, "lon": 24.4, "country": "LT"}
    with pytest.raises(ModelError, match=complaint):
        Place(**(fields | change))  # type: ignore[arg-type]


def test_a_kind_may_be_given_as_a_word() -> None:
    assert Place("Rukla", "city", 55.0, 24.4).kind is PlaceKind.CITY  # type: ignore[arg-type]


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_strengths_have_their_ends_in_order(low: int, high: int) -> None:
    if low <= high:
        assert Strength(low, high).known
    else:
        with pytest.raises(ModelError, match="wrong way round"):
            Strength(low, high)


def test_a_strength_is_not_negative() -> None:
    with pytest.raises(ModelError, match="below 0"):
        Strength(-1, 5)


@given(st.dates(), st.dates())
def test_spans_have_their_ends_in_order(start: date, end: date) -> None:
    if start <= end:
        assert DateSpan(start, end).precision is DatePrecision.DAY
    else:
        with pytest.raises(ModelError, match="wrong way round"):
            DateSpan(start, end)


def test_a_relative_date_has_no_days() -> None:
    with pytest.raises(ModelError, match="relative date"):
        DateSpan(date(2022, 2, 2), None, "Wednesday", DatePrecision.RELATIVE)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"confidence": 1.2}, "not between 0 and 1"),
        ({"part_of": -1}, "cannot point to claim -1"),
        ({"status": "done"}, "'done' is no status"),
        ({"marks": (Mark("force", 10, 900),)}, "outside report 'one'"),
    ],
)
def test_a_claim_stands_on_its_report(change: dict[str, object], complaint: str) -> None:
    fields: dict[str, object] = {"quote": REPORT.quote(18, 60), "status": Status.WITHDRAWN}
    assert Claim(**fields).report is REPORT  # type: ignore[arg-type]
    with pytest.raises(ModelError, match=complaint):
        Claim(**(fields | change))  # type: ignore[arg-type]


def test_a_movement_rests_on_claims_and_is_no_part_of_itself() -> None:
    claim = Claim(REPORT.quote(18, 60), Status.WITHDRAWN)
    assert Movement("m1", (claim,), Status.WITHDRAWN).claims == (claim,)
    with pytest.raises(ModelError, match="rests on no claim"):
        Movement("m1", (), Status.WITHDRAWN)
    with pytest.raises(ModelError, match="part of itself"):
        Movement("m1", (claim,), Status.WITHDRAWN, part_of="m1")


def test_types_are_frozen_and_reports_hash_their_text() -> None:
    with pytest.raises(AttributeError):
        REPORT.text = "other"  # type: ignore[misc]
    assert len(REPORT.sha256) == 64
    assert Report("\ud800", "lone").sha256 != Report("?", "lone").sha256
    with pytest.raises(ModelError, match="needs an id"):
        Report(TEXT, "")
