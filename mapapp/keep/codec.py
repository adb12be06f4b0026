"""Claims, movements and reports ↔ plain values that JSON holds, without loss; equal values give equal texts.

Offsets count code points of the report's text, coordinates are degrees with latitude first, days ISO 8601.
Fields that are empty are left out, so that a row stays short.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeVar

from mapapp.model import (
    Claim,
    DatePrecision,
    DateSpan,
    Disagreement,
    Mark,
    Movement,
    Place,
    PlaceKind,
    Report,
    Status,
    Strength,
    StrengthUnit,
    Unplaced,
)
from mapapp.original import Original

Plain = dict[str, Any]
_T = TypeVar("_T")
_Said = tuple[
    Status,
    str | None,
    str | None,
    str | None,
    Strength,
    Place | None,
    Place | None,
    tuple[Place, ...],
    DateSpan | None,
]


def canonical(value: object) -> str:
    """Return `value` as JSON in ASCII, keys sorted: what hashes are taken of."""
    return json.dumps(value, ensure_ascii=True, allow_nan=False, sort_keys=True, separators=(",", ":"))


def digest(value: object) -> str:
    """Return the hexadecimal SHA-256 of the canonical text of `value`."""
    return hashlib.sha256(canonical(value).encode("ascii")).hexdigest()


def values(texts: Sequence[str]) -> list[Any]:
    """Return the values of some JSON texts, read as one: three times as fast as one by one."""
    found: list[Any] = json.loads(f"[{','.join(texts)}]")
    if len(found) != len(texts):
        raise ValueError("a row's body is no single value")
    return found


def plain_report(report: Report) -> Plain:
    """Return everything of a report but its text, which its `sha256` stands for."""
    return _filled(
        {
            "id": report.id,
            "sha256": report.sha256,
            "published": report.published.isoformat() if report.published else None,
            "title": report.title,
            "publisher": report.publisher,
            "url": report.url,
            "author": report.author,
            "original": plain_original(report.original),
        }
    )


def plain_original(original: Original | None) -> Plain | None:
    """Return what a report was taken from as a plain value."""
    if original is None:
        return None
    return _filled(
        {
            "sha256": original.sha256,
            "size": original.size,
            "media_type": original.media_type,
            "name": original.name,
            "address": original.address,
            "fetched": original.fetched.isoformat() if original.fetched else None,
            "headers": [list(header) for header in original.headers],
            "places": [list(place) for place in original.places],
        }
    )


def original_of(value: Plain | None) -> Original | None:
    """Return what `plain_original` made `value` of."""
    if value is None:
        return None
    fetched = value.get("fetched")
    return Original(
        value["sha256"],
        value["size"],
        value["media_type"],
        value.get("name"),
        value.get("address"),
        datetime.fromisoformat(fetched) if fetched else None,
        tuple((name, said) for name, said in value.get("headers", ())),
        tuple((offset, place) for offset, place in value.get("places", ())),
    )


def plain_claim(claim: Claim) -> Plain:
    """Return a claim as a plain value; its links are places in its report's list."""
    return _filled(
        {
            "quote": [claim.quote.start, claim.quote.end],
            **_said(claim),
            "voice": claim.voice,
            "part_of": claim.part_of,
            "same_as": claim.same_as,
            "shared_with": claim.shared_with,
            "marks": [[mark.field, mark.start, mark.end] for mark in claim.marks],
            "extractor": claim.extractor,
            "unplaced": [[gap.name, gap.start, gap.end, gap.reason] for gap in claim.unplaced],
        }
    )


def claim_of(report: Report, value: Plain) -> Claim:
    """Return the claim that `plain_claim` made `value` of.

    Raises
    ------
    ModelError
        When the value does not fit the report.
    """
    get = value.get
    start, end = value["quote"]
    marks, unplaced = get("marks"), get("unplaced")
    return Claim(
        report.quote(start, end),
        *_said_of(value),
        get("voice"),
        get("part_of"),
        get("same_as"),
        get("shared_with"),
        value["confidence"],
        tuple([Mark(*mark) for mark in marks]) if marks else (),
        tuple([Unplaced(*gap) for gap in unplaced]) if unplaced else (),
        get("extractor"),
    )


def plain_movement(movement: Movement) -> Plain:
    """Return a movement as a plain value, without its claims."""
    return _filled(
        {
            **_said(movement),
            "part_of": movement.part_of,
            "shared_with": movement.shared_with,
            "disagreements": [
                [gap.field, [[words, list(who)] for words, who in gap.values]] for gap in movement.disagreements
            ],
        }
    )


def movement_of(name: str, claims: Sequence[Claim], value: Plain) -> Movement:
    """Return the movement `name` that `plain_movement` made `value` of."""
    get = value.get
    return Movement(
        name,
        tuple(claims),
        *_said_of(value),
        value["confidence"],
        get("part_of"),
        get("shared_with"),
        tuple(
            Disagreement(field, tuple((words, tuple(who)) for words, who in values))
            for field, values in get("disagreements", ())
        ),
    )


def plain_place(place: Place | None) -> list[Any] | None:
    """Return a place as a list: its fields in the model's order, the empty ones at the end left out."""
    if place is None:
        return None
    found = [
        place.name,
        place.kind.value,
        place.lat,
        place.lon,
        place.id,
        place.country,
        list(place.extent) if place.extent else None,
        list(place.members),
        place.precision,
        place.radius_km,
    ]
    while len(found) > 5 and found[-1] is None:
        found.pop()
    return found


def place_of(value: Sequence[Any] | None) -> Place | None:
    """Return the place that `plain_place` made `value` of; equal values give one object."""
    if value is None:
        return None
    key = value[0], value[2], value[3]
    known = _PLACES.get(key)
    if known is not None and known[0] == value:
        return known[1]
    if len(_PLACES) >= _MOST:
        _PLACES.clear()
    place = _place(tuple([tuple(part) if part.__class__ is list else part for part in value]))
    _PLACES[key] = list(value), place
    return place


def plain_strength(strength: Strength) -> list[Any]:
    """Return a strength as ``[low, high, unit, approximate, implied]``."""
    unit = strength.unit.value if strength.unit else None
    return [strength.low, strength.high, unit, int(strength.approximate), int(strength.implied)]


def strength_of(value: Sequence[Any]) -> Strength:
    """Return the strength that `plain_strength` made `value` of."""
    return _strength(*value)


def plain_date(span: DateSpan | None) -> list[str | None] | None:
    """Return a span as ``[start, end, text, precision]``."""
    if span is None:
        return None
    start, end = (day.isoformat() if day else None for day in (span.start, span.end))
    return [start, end, span.text, span.precision.value]


def date_of(value: Sequence[Any] | None) -> DateSpan | None:
    """Return the span that `plain_date` made `value` of."""
    return None if value is None else _span(*value)


def _said(told: Claim | Movement) -> Plain:
    return {
        "status": told.status.value,
        "actor": told.actor,
        "unit": told.unit,
        "equipment": told.equipment,
        "strength": None if told.strength == Strength() else plain_strength(told.strength),
        "origin": plain_place(told.origin),
        "destination": plain_place(told.destination),
        "via": [plain_place(place) for place in told.via],
        "date": plain_date(told.date),
        "confidence": told.confidence,
    }


def _said_of(value: Plain) -> _Said:
    """Return status, actor, unit, equipment, strength, origin, destination, via and date, the order of the model."""
    get = value.get
    status, strength, via, when = value["status"], get("strength"), get("via"), get("date")
    return (
        _STATUS.get(status) or Status(status),
        get("actor"),
        get("unit"),
        get("equipment"),
        _NO_STRENGTH if strength is None else _strength(*strength),
        place_of(get("origin")),
        place_of(get("destination")),
        tuple([place for stop in via if (place := place_of(stop)) is not None]) if via else (),
        None if when is None else _span(*when),
    )


def _filled(value: Plain) -> Plain:
    return {key: part for key, part in value.items() if part not in (None, [])}


#: Values made that are kept, so that equal ones are one object and are made once.
_MOST = 50_000
_STATUS = {status.value: status for status in Status}
_NO_STRENGTH = Strength()
#: By name and coordinates, the plain value and its place.
_PLACES: dict[tuple[Any, ...], tuple[list[Any], Place]] = {}


def _cached(make: Callable[..., _T]) -> Callable[..., _T]:
    return lru_cache(maxsize=_MOST)(make)


@_cached
def _place(value: tuple[Any, ...]) -> Place:
    name, kind, lat, lon, identity, country, extent, members, precision, radius = (*value, *(None,) * 10)[:10]
    return Place(
        name, PlaceKind(kind), lat, lon, identity or "", country, extent, tuple(members or ()), precision or 1, radius
    )


@_cached
def _strength(low: int | None, high: int | None, unit: str | None, approximate: int, implied: int) -> Strength:
    return Strength(low, high, StrengthUnit(unit) if unit else None, bool(approximate), bool(implied))


@_cached
def _span(start: str | None, end: str | None, text: str | None, precision: str) -> DateSpan:
    first, last = (date.fromisoformat(day) if day else None for day in (start, end))
    return DateSpan(first, last, text or "", DatePrecision(precision))


def claims_digest(rows: Iterable[tuple[str, Plain]]) -> str:
    """Return the digest of a report's claims: (id, plain claim) in the report's order."""
    return digest([[name, value] for name, value in rows])
