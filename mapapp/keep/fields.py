"""The fields that an analyst can set by hand: from words to a plain value, and from that into a claim or a movement."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, TypeVar

from mapapp.errors import CaseError, InputError
from mapapp.keep.codec import (
    date_of,
    place_of,
    plain_date,
    plain_place,
    plain_strength,
    strength_of,
)
from mapapp.model import Claim, DatePrecision, DateSpan, Movement, Place, PlaceKind, Status, Strength, StrengthUnit
from mapapp.read import published_date

FIELDS = ("status", "actor", "unit", "equipment", "strength", "origin", "destination", "date")
_POINT = re.compile(r"\s*(-?\d{1,3}(?:\.\d{1,9})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,9})?)(?:\s+(\S.{0,100}))?\s*\Z")
_NOTHING = ("", "-", "none", "unknown")
_T = TypeVar("_T", Claim, Movement)


def value_of(field: str, words: str) -> Any:
    """Return what an analyst wrote for a field as a plain value; "-" empties it.

    Parameters
    ----------
    field : str
        One of `FIELDS`.
    words : str
        A status; a country's code or an organisation; "about 1,700 personnel"; a place's name as the gazetteer knows
        it, "Name, XX" with a country's code, or "latitude,longitude Name" in degrees; "2022-02-02" or
        "2022-02-02..2022-02-05", either end left out where it is open.

    Raises
    ------
    CaseError
        When the field is unknown or the words do not fit it.
    """
    if field not in FIELDS:
        raise CaseError(f"{field!r} is no field that can be set; it is one of {', '.join(FIELDS)}")
    words = words.strip()
    empty = words.lower() in _NOTHING
    try:
        if field == "status":
            return Status(words.lower().replace(" ", "_")).value
        if empty:
            return plain_strength(Strength()) if field == "strength" else None
        if field == "strength":
            return plain_strength(_strength(words))
        if field in ("origin", "destination"):
            return plain_place(_place(words))
        if field == "date":
            return plain_date(_date(words))
    except InputError as error:
        raise CaseError(f"{field}: {error}") from None
    except ValueError:
        raise CaseError(f"{words!r} is no status; it is one of {', '.join(Status)}") from None
    return words.upper() if field == "actor" and len(words) == 2 and words.isalpha() else words


def changed(told: _T, values: dict[str, Any]) -> _T:
    """Return a claim or a movement with the plain values of some fields in place of its own."""
    return replace(told, **{field: _made(field, value) for field, value in values.items()}) if values else told


def shown(field: str, told: Claim | Movement) -> Any:
    """Return the plain value of a field."""
    value = getattr(told, field)
    if isinstance(value, Strength):
        return plain_strength(value)
    if isinstance(value, Place):
        return plain_place(value)
    if isinstance(value, DateSpan):
        return plain_date(value)
    return value.value if isinstance(value, Status) else value


def words_of(value: Any) -> str:
    """Return a plain value of any field in a few words, for lists."""
    if value is None:
        return "nothing"
    if not isinstance(value, list):
        return str(value)
    if len(value) == 5 and not isinstance(value[0], str):
        from mapapp.reconcile import strength_words  # noqa: PLC0415

        return f"{strength_words(strength_of(value))} {value[2] or ''}".strip()
    if len(value) == 4:
        return " to ".join(str(day or "…") for day in value[:2])
    return str(value[0])


def _made(field: str, value: Any) -> Any:
    if field == "strength":
        return strength_of(value) if value is not None else Strength()
    if field in ("origin", "destination"):
        return place_of(value)
    if field == "date":
        return date_of(value)
    return Status(value) if field == "status" else value


def _strength(words: str) -> Strength:
    from mapapp.extract import strengths  # noqa: PLC0415 (seldom asked for)

    unit = next((unit for unit in StrengthUnit if unit.value in words.lower()), None)
    found = strengths.find(words)
    if len(found) != 1 or (found[0].low is None and found[0].high is None):
        raise CaseError(f'{words!r} is no number; write it as in "about 1,700 personnel", "up to 300" or "1500-2000"')
    return Strength(found[0].low, found[0].high, unit, found[0].approximate)


def _place(words: str) -> Place:
    if point := _POINT.match(words):
        lat, lon = float(point[1]), float(point[2])
        return Place(point[3] or f"{lat:g}, {lon:g}", PlaceKind.CITY, lat, lon)
    from mapapp.locate import Gazetteer  # noqa: PLC0415

    name, _, code = words.rpartition(",")
    gazetteer = Gazetteer()
    if name and re.fullmatch(r"\s*[A-Z]{2}\s*", code):
        found = gazetteer.place(name.strip(), country=code.strip())
    else:
        found = gazetteer.place(words)
    if found is None:
        raise CaseError(f'{words!r} is not in the gazetteer; give "latitude,longitude Name" in degrees')
    return found


def _date(words: str) -> DateSpan:
    first, dots, last = (part.strip() for part in words.partition(".."))
    start = published_date(first or None)
    end = published_date(last or None) if dots else start
    if start is None and end is None:
        raise CaseError(f"{words!r} is no date; write it as 2022-02-02 or 2022-02-02..2022-02-05")
    return DateSpan(start, end, words, DatePrecision.DAY if start == end else DatePrecision.SPAN)
