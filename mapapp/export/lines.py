"""A report's line: its claims as the JSON object that ``mapapp extract`` prints."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from mapapp.model import Claim, Place, Report

if TYPE_CHECKING:
    from mapapp.locate import Toponym


def report_line(report: Report, claims: Sequence[Claim]) -> dict[str, Any]:
    """Return the line of `report`, ready for `json.dumps`.

    Parameters
    ----------
    report : Report
    claims : sequence of Claim
        All claims of the report, in its order: `part_of` and `same_as` are places in this list.

    Returns
    -------
    dict
        ``{"id", "published", "sha256", "movements": [...]}``; offsets count code points of the report's text,
        coordinates are degrees (WGS 84), dates ISO 8601 with both ends included.
    """
    return {
        "id": report.id,
        "published": report.published.isoformat() if report.published else None,
        "sha256": report.sha256,
        "movements": [_movement(claim) for claim in claims],
    }


def toponym_line(report: Report, toponyms: Iterable[Toponym]) -> dict[str, Any]:
    """Return the line of `report` that lists the places named in it: those that could be placed.

    Returns
    -------
    dict
        ``{"id", "toponyms": [{"start", "end", "surface", "name", "lat", "lon", "kind", "country", "id"}]}``.
    """
    return {
        "id": report.id,
        "toponyms": [
            {"start": named.start, "end": named.end, "surface": report.text[named.start : named.end], **entry}
            for named in toponyms
            if (entry := place_entry(named.place)) is not None
        ],
    }


def dump_line(line: dict[str, Any]) -> str:
    """Return `line` as JSON on one line, in UTF-8's full range where that can be written."""
    text = json.dumps(line, ensure_ascii=False, allow_nan=False)
    # U+2028 and U+2029 are line ends to some readers; half a surrogate pair cannot be written at all.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(line, ensure_ascii=True, allow_nan=False)
    return text


def place_entry(place: Place | None) -> dict[str, Any] | None:
    """Return a place as ``{"name", "lat", "lon", "kind", "country", "id"}``."""
    if place is None:
        return None
    return {
        "name": place.name,
        "lat": round(place.lat, 6),
        "lon": round(place.lon, 6),
        "kind": place.kind.value,
        "country": place.country,
        "id": place.id,
    }


def _movement(claim: Claim) -> dict[str, Any]:
    strength, date = claim.strength, claim.date
    return {
        "actor": claim.actor,
        "unit": claim.unit,
        "quantity_min": strength.low,
        "quantity_max": strength.high,
        "approximate": strength.approximate,
        "quantity_unit": strength.unit.value if strength.unit else None,
        "equipment": claim.equipment,
        "origin": place_entry(claim.origin),
        "dest": place_entry(claim.destination),
        "via": [place_entry(place) for place in claim.via],
        "status": claim.status.value,
        "date_text": date.text or None if date else None,
        "date_start": date.start.isoformat() if date and date.start else None,
        "date_end": date.end.isoformat() if date and date.end else None,
        "quote": claim.quote.verbatim,
        "quote_start": claim.quote.start,
        "quote_end": claim.quote.end,
        "part_of": claim.part_of,
        "same_as": claim.same_as,
        "confidence": round(claim.confidence, 3),
        "extractor": claim.extractor,
    }
