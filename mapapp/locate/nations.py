"""Countries and organisations as news names them: names, demonyms, capitals, ministries, forces.

One pass over the words of a text, longest phrase first; what only looks like a country ("New Mexico",
"Persian Gulf", "Washington Post") is passed over.  Matching heeds capitals ("us" is no country, "polish" is no
adjective of one) and takes cables written in capitals.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal

from mapapp.data import data_path
from mapapp.errors import GazetteerError
from mapapp.model import Place, PlaceKind

Form = Literal["name", "adjective", "demonym", "capital", "government", "abbreviation", "forces"]

#: Keys of countries.json and the form each means, the strongest reading of a word first.
_FORMS: tuple[tuple[str, Form], ...] = (
    ("names", "name"),
    ("former", "name"),
    ("abbreviations", "abbreviation"),
    ("adjectives", "adjective"),
    ("demonyms", "demonym"),
    ("capital", "capital"),
    ("government", "government"),
    ("forces", "forces"),
)
#: Short words that an all-capitals line holds for other reasons ("GIVE US THE PLAN").
_RISKY = frozenset({"US", "CAR", "AU", "SAS", "RAN", "PLAN", "AES", "IS", "CAF", "SAF", "EAC", "CIS", "MALI", "CHAD"})
_WORD = re.compile(r"\w+")
_SAME_LENGTH = str.maketrans({**dict.fromkeys("\n\r\t\v\f\u00a0\u2007\u202f\u2028\u2029", " "), "’": "'", "‘": "'"})


@dataclass(frozen=True)
class NationHit:
    """A country named in a text, by its name or by another form of it; ``text[start:end]`` says so."""

    start: int
    end: int
    country: str
    form: Form


@dataclass(frozen=True)
class OrganisationHit:
    """An organisation named in a text; `name` is what a claim's actor becomes."""

    start: int
    end: int
    name: str


@dataclass(frozen=True)
class _Tables:
    countries: dict[str, Place]
    names: dict[str, tuple[str, ...]]
    forms: dict[str, tuple[str, Form] | None]
    organisations: dict[str, str]
    by_word: dict[str, tuple[str, ...]]
    by_word_organisations: dict[str, tuple[str, ...]]
    by_word_titles: dict[str, tuple[str, ...]]
    former: frozenset[str]
    borders: dict[str, list[float]]


def find(text: str) -> list[NationHit]:
    """Return the countries named in `text`, in order, none overlapping.

    Parameters
    ----------
    text : str
        Any text; offsets count its code points.
    """
    tables = _tables()
    hits = []
    for start, end, phrase in _phrases(text, tables.by_word):
        meaning = tables.forms[phrase]
        if meaning is not None:
            hits.append(NationHit(start, end, *meaning))
    return hits


def find_organisations(text: str) -> list[OrganisationHit]:
    """Return the organisations with forces of their own that are named in `text`, in order."""
    tables = _tables()
    return [
        OrganisationHit(start, end, tables.organisations[phrase])
        for start, end, phrase in _phrases(text, tables.by_word_organisations)
    ]


def find_titles(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of titles, teams, treaties and people that have a place's name in them."""
    return [(start, end) for start, end, _ in _phrases(text, _tables().by_word_titles)]


def lookup(word: str) -> tuple[str, Form] | None:
    """Return (country, form) of a whole word or phrase, or None."""
    return _tables().forms.get(word.translate(_SAME_LENGTH).strip())


def country(code: str) -> Place:
    """Return the place that an ISO 3166 alpha-2 code stands for.

    Raises
    ------
    KeyError
        When there is no such country.
    """
    return _tables().countries[code]


def codes() -> tuple[str, ...]:
    """Return every country code, sorted."""
    return tuple(sorted(_tables().countries))


def names(code: str) -> tuple[str, ...]:
    """Return the names, former names and abbreviations of a country, the usual one first."""
    return _tables().names[code]


def border(one: str, other: str) -> Place | None:
    """Return the border of two countries as a place, or None when they share none."""
    first, last = sorted((one, other))
    row = _tables().borders.get(f"{first}-{last}")
    if row is None:
        return None
    lat, lon, south, west, north, east = row
    return Place(
        name=f"border of {country(one).name} and {country(other).name}",
        kind=PlaceKind.REGION,
        lat=lat,
        lon=lon,
        id=f"border:{first}-{last}",
        extent=(south, west, north, east),
        members=(first, last),
        precision=5,
        radius_km=round(max(20.0, 55.0 * max(north - south, east - west)), 1),
    )


def neighbours(code: str) -> tuple[str, ...]:
    """Return the codes of the countries that share a border with one."""
    pairs = (pair.split("-") for pair in _tables().borders)
    return tuple(sorted((set(pair) - {code}).pop() for pair in pairs if code in pair))


def is_former(name: str) -> bool:
    """Whether a country's name is one of a state that is no more ("Soviet Union")."""
    return name in _tables().former


def organisations() -> MappingProxyType[str, str]:
    """Return what each way of naming an organisation means ("AMISOM": "African Union")."""
    return MappingProxyType(_tables().organisations)


def _phrases(text: str, by_word: dict[str, tuple[str, ...]]) -> Iterator[tuple[int, int, str]]:
    plain = text.translate(_SAME_LENGTH)
    done = 0
    for match in _WORD.finditer(plain):
        phrases = by_word.get(match.group())
        start = match.start()
        if phrases is None or start < done:
            continue
        for phrase in phrases:
            if not plain.startswith(phrase, start):
                continue
            end = start + len(phrase)
            if plain[end : end + 1].isalnum() and phrase[-1] != "-":
                continue
            if phrase in _RISKY and _shouted(plain, start, end):
                continue
            yield start, end, phrase
            done = end
            break


def _shouted(text: str, start: int, end: int) -> bool:
    """Whether the words around a span are written in capitals."""
    around = text[max(0, start - 24) : start] + text[end : end + 24]
    return sum(map(str.isalpha, around)) > 5 and not any(map(str.islower, around))


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    path = data_path("countries.json")
    try:
        held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return _read(held)
    except (ValueError, KeyError, TypeError) as error:
        raise GazetteerError(f"{path.name} is damaged ({error}); install mapapp again") from None


def _read(held: dict[str, Any]) -> _Tables:
    places: dict[str, Place] = {}
    forms: dict[str, tuple[str, Form] | None] = {}
    for key, form in _FORMS:
        for code, row in held["countries"].items():
            for word in row.get(key, ()):
                short = form == "name" and word.replace(".", "").replace(" ", "").isupper() and len(word) <= 8
                forms.setdefault(word, (code, "abbreviation" if short else form))
    for phrase in (*held["not"], *held["titles"]):
        forms.setdefault(phrase, None)
    for word, meaning in list(forms.items()):
        forms.setdefault(word.upper(), meaning)
    titles = dict.fromkeys(word for title in held["titles"] for word in (title, title.upper()))
    known: dict[str, str] = {}
    for name, aliases in held["organisations"].items():
        for alias in (name, *aliases):
            known.setdefault(alias, name)
    for alias, name in list(known.items()):
        known.setdefault(alias.upper(), name)
    for code, row in held["countries"].items():
        lat, lon = row["point"]
        places[code] = Place(
            name=row["name"],
            kind=PlaceKind.COUNTRY,
            lat=lat,
            lon=lon,
            id=f"country:{code}",
            country=code,
            extent=tuple(row["extent"]) if row["extent"] else None,
            precision=6,
            radius_km=row["radius_km"],
        )
    named = {
        code: tuple(
            dict.fromkeys([row["name"], *(w for k in ("names", "former", "abbreviations") for w in row.get(k, ()))])
        )
        for code, row in held["countries"].items()
    }
    former = frozenset(word for row in held["countries"].values() for word in row.get("former", ()))
    return _Tables(
        places,
        named,
        forms,
        known,
        _first_words(forms),
        _first_words(known),
        _first_words(titles),
        former,
        held["borders"],
    )


def _first_words(phrases: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for phrase in phrases:
        first = _WORD.search(phrase)
        if first is not None and first.start() == 0:
            table.setdefault(first.group(), []).append(phrase)
    return {word: tuple(sorted(found, key=len, reverse=True)) for word, found in table.items()}
