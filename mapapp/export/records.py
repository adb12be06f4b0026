"""A movement as one flat row: the columns that every table-like format shares.

`COLUMNS` says what stands in each; a test holds that rows have these columns in this order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from mapapp.model import Movement, Place
from mapapp.reconcile import estimate, kind_of, publisher

COLUMNS = {
    "id": "the movement's id; the same claims give the same id",
    "kind": "deployment, possible, alert, presence, withdrawal or denial",
    "status": "completed, under_way, ordered, planned, possible, on_alert, present, withdrawn or denied",
    "actor": "ISO 3166 alpha-2 code of the force's country, else the organisation's name",
    "unit": "the unit, as written",
    "equipment": "the equipment, as written",
    "strength_low": "the least that any report says",
    "strength_best": "the best figure: exact before approximate, then what most reports give, then the latest",
    "strength_high": "the most that any report says",
    "strength_unit": "personnel, aircraft, ships, vehicles, batteries, units or other",
    "approximate": "whether the best figure is approximate",
    "origin": "where from; with _lat and _lon (degrees, WGS 84), _kind, _country and _id",
    "origin_lat": "",
    "origin_lon": "",
    "origin_kind": "base, city, region, country or sea: a country's point is a central one, not where forces are",
    "origin_country": "ISO 3166 alpha-2",
    "origin_id": "id in the gazetteer",
    "dest": "where to, or where forces are; as for origin",
    "dest_lat": "",
    "dest_lon": "",
    "dest_kind": "",
    "dest_country": "",
    "dest_id": "",
    "via": "places on the way, separated by semicolons",
    "date_start": "first day, ISO 8601, included",
    "date_end": "last day, included",
    "date_text": "the words that say so",
    "date_precision": "day, week, month, season, year, span, or relative when no report date was given",
    "confidence": "0 to 1",
    "part_of": "id of the movement that this is a part of: do not add both",
    "shared_with": "id of the movement whose undivided strength this one shares: do not add both",
    "disagreements": "what sources differ on: field, then each value with who gives it",
    "unplaced": "place names that could not be placed, and why",
    "reports": "ids of the reports, separated by semicolons",
    "publishers": "their publishers",
    "urls": "their addresses",
    "quotes": "the exact words, each claim's in its own lines",
}

#: The columns that are no text, by what stands in them.
INTEGERS = ("strength_low", "strength_best", "strength_high")
REALS = ("origin_lat", "origin_lon", "dest_lat", "dest_lon", "confidence")
DAYS = ("date_start", "date_end")
TRUTHS = ("approximate",)

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def record(movement: Movement) -> dict[str, Any]:
    """Return the row of `movement`: text, numbers, booleans and None; dates in ISO 8601."""
    figures, when = estimate(movement), movement.date
    reports = list({id(claim.report): claim.report for claim in movement.claims}.values())
    return {
        "id": movement.id,
        "kind": kind_of(movement),
        "status": movement.status.value,
        "actor": movement.actor,
        "unit": movement.unit,
        "equipment": movement.equipment,
        "strength_low": figures.low,
        "strength_best": figures.best,
        "strength_high": figures.high,
        "strength_unit": movement.strength.unit.value if movement.strength.unit else None,
        "approximate": movement.strength.approximate,
        **place_fields("origin", movement.origin),
        **place_fields("dest", movement.destination),
        "via": _joined(place.name for place in movement.via),
        "date_start": when.start.isoformat() if when and when.start else None,
        "date_end": when.end.isoformat() if when and when.end else None,
        "date_text": when.text or None if when else None,
        "date_precision": when.precision.value if when else None,
        "confidence": round(movement.confidence, 3),
        "part_of": movement.part_of,
        "shared_with": movement.shared_with,
        "disagreements": _joined(disagreement_words(movement)),
        "unplaced": _joined(f"{gap.name} ({gap.reason})" for claim in movement.claims for gap in claim.unplaced),
        "reports": _joined(report.id for report in reports),
        "publishers": _joined(report.publisher for report in reports if report.publisher),
        "urls": _joined(report.url for report in reports if report.url),
        "quotes": "\n".join(dict.fromkeys(claim.quote.verbatim for claim in movement.claims)),
    }


def disagreement_words(movement: Movement) -> list[str]:
    """Return each disagreement in words: "strength: 1,700 (A) / about 2,000 (B)"."""
    found = []
    for gap in movement.disagreements:
        values = []
        for value, who in gap.values:
            names = dict.fromkeys(publisher(movement.claims[index].report) for index in who)
            values.append(f"{value} ({', '.join(names)})" if names else value)
        found.append(f"{gap.field}: {' / '.join(values)}")
    return found


def writable(value: Any) -> Any:
    """Return `value` without the characters that XML, SQLite and spreadsheets cannot hold; they become U+FFFD."""
    if not isinstance(value, str) or value.isprintable():  # nearly all are, and what is printable can be written
        return value
    return _UNWRITABLE.sub("\ufffd", value)


def place_fields(prefix: str, place: Place | None) -> dict[str, Any]:
    """Return the columns of a place: `prefix` for its name, then _lat and _lon (degrees), _kind, _country and _id."""
    return {
        prefix: place.name if place else None,
        f"{prefix}_lat": round(place.lat, 7) if place else None,
        f"{prefix}_lon": round(place.lon, 7) if place else None,
        f"{prefix}_kind": place.kind.value if place else None,
        f"{prefix}_country": place.country if place else None,
        f"{prefix}_id": place.id or None if place else None,
    }


def _joined(words: Iterable[str]) -> str | None:
    return "; ".join(dict.fromkeys(words)) or None
