"""What the page lists: every movement, and everything that is not on the map, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mapapp.export.records import disagreement_words
from mapapp.model import Claim, DatePrecision, DateSpan, Movement, Place, Report, Strength, StrengthUnit
from mapapp.reconcile import publisher, strength_words

_ONE = {
    StrengthUnit.SHIPS: "ship",
    StrengthUnit.VEHICLES: "vehicle",
    StrengthUnit.BATTERIES: "battery",
    StrengthUnit.UNITS: "unit",
}


def movement_rows(movements: Iterable[Movement]) -> list[dict[str, Any]]:
    """Return one row a movement, in words."""
    return [
        {
            "Strength": strength(movement.strength),
            "Force": actor(movement.actor),
            "From": place(movement.origin),
            "To": place(movement.destination),
            "Status": movement.status.replace("_", " "),
            "When": when(movement.date),
            "Unit": movement.unit or movement.equipment or "",
            "Said by": ", ".join(dict.fromkeys(publisher(claim.report) for claim in movement.claims)),
            "They differ on": "; ".join(disagreement_words(movement)),
            "Counted": "within a larger figure" if movement.part_of or movement.shared_with else "",
            "Confidence": round(movement.confidence, 2),
        }
        for movement in movements
    ]


def gap_rows(
    reports: Sequence[Report], claims: Mapping[str, Sequence[Claim]], failures: Mapping[str, str]
) -> list[dict[str, str]]:
    """Return what is not on the map: names not placed, claims without a place or a day, reports without a claim."""
    rows: list[dict[str, str]] = []

    def add(report: Report, what: str, why: str, words: str = "") -> None:
        rows.append({"Report": publisher(report), "What": what, "Why": why, "Words": words})

    for report in reports:
        if report.id in failures:
            add(report, "the report", failures[report.id])
            continue
        found = claims.get(report.id, ())
        if not found:
            add(report, "the report", "no military movement or presence was found in it")
        for claim in found:
            words = claim.quote.verbatim
            for gap in claim.unplaced:
                add(report, gap.name, f"not placed: {gap.reason}", words)
            if not claim.origin and not claim.destination:
                add(report, claim.status.replace("_", " "), "no place is named: listed, not drawn", words)
            if claim.date and claim.date.precision is DatePrecision.RELATIVE:
                add(report, claim.date.text, "no day: give the report's date", words)
    return rows


def label(movement: Movement) -> str:
    """Return "1,700 personnel, Fort Bragg → Poland, ordered"."""
    way = " → ".join(place(end) for end in (movement.origin, movement.destination) if end)
    parts = (actor(movement.actor), strength(movement.strength), way, movement.status.replace("_", " "))
    return ", ".join(part for part in parts if part)


def strength(value: Strength) -> str:
    """Return "about 900 personnel", or nothing when no number is given."""
    if not value.known:
        return ""
    noun = value.unit or ""
    if value.low == value.high == 1:
        noun = _ONE.get(value.unit, noun) if value.unit else noun
    return f"{strength_words(value)} {noun}".strip()


def actor(code: str | None) -> str:
    """Return a country's name, or the organisation's own."""
    if code is None:
        return "not said"
    try:
        from mapapp.locate import nations  # noqa: PLC0415 (with geopy, an eighth of a second)

        return nations.country(code).name
    except KeyError:
        return code


def place(value: Place | None) -> str:
    """Return a place's name."""
    return value.name if value else ""


def when(value: DateSpan | None) -> str:
    """Return the days, or the words where there are no days."""
    if value is None:
        return ""
    if value.start is None and value.end is None:
        return value.text
    if value.start == value.end:
        return str(value.start)
    return f"{value.start or '…'} – {value.end or '…'}"
