"""What the words next to a name say of it: the area it is in, the kind of place it is, the town that holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mapapp.locate import nations
from mapapp.locate.fold import fold
from mapapp.locate.found import Found
from mapapp.locate.gazetteer import Gazetteer
from mapapp.locate.phrases import ONE_OF
from mapapp.locate.ranking import prior, within_area
from mapapp.locate.store import Row
from mapapp.locate.toponym import Toponym
from mapapp.model import Place, PlaceKind

_OF = re.compile(
    r"\b(city|town|village|port|island|islands|province|region|state|country|river|sea|gulf|strait|base|district|"
    r"peninsula|governorate|oblast|county)\b(?:\s+(?:of|called|named))?\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_TOWN_OF = re.compile(
    r"\s+(?:[a-z]+\s+){0,2}(?:city|town|village|port|capital|province|region|base|island|district|governorate|oblast|"
    r"state|airport|airfield)(?:\s+of|,)?\s+(?:the\s+)?"
)
_IS = re.compile(
    r"^(?:['’]s)?\s+(city|town|village|port|island|islands|province|region|state|river|sea|gulf|strait|air base|"
    r"airbase|base|district|peninsula|governorate|oblast|county|airport|airfield|naval base)\b",
    re.IGNORECASE,
)
_WANTS = {
    "city": "city", "town": "city", "village": "city", "port": "city", "island": "island", "islands": "island",
    "province": "region", "region": "region", "state": "region", "district": "region", "peninsula": "peninsula",
    "governorate": "region", "oblast": "region", "county": "region", "country": "country", "river": "river",
    "sea": "sea", "gulf": "sea", "strait": "sea", "base": "base", "air base": "base", "airbase": "base",
    "airport": "base", "airfield": "base", "naval base": "base",
}  # fmt: skip


#: What explains the name before it; the sentence's end; how far the explanation may reach (characters).
_DEFINED = re.compile(
    r"(?:\s\([^)]{0,40}\))?(?:,\s(?:also|often|formerly|officially|sometimes|once|locally|historically)\s[^,.;]{0,40},?)?"
    r"(?:,|,?\s(?:is|was|are|were))\s(?:a|an|the|one)\s[^,.;]{0,60}?\b(?:city|town|township|village|hamlet|suburb|"
    r"municipality|community|settlement|neighborhood|neighbourhood|port|capital|seat|county|district|parish|borough|"
    r"river|mountain|hill|lake|island|commune|locality|place|department|province)\b"
)
_STOP = re.compile(r"[.;!?](?=\s+[A-Z\u201c\"]|\s*$)")
FAR = 220
#: "the Ohio", with no noun behind it, is the river; states go without "the".
_THE = re.compile(r"\b[Tt]he $")
_ALONE = re.compile(
    r"\s*(?:[.,;:)–—]|(?:and|or|at|in|near|to|from|is|was|were|that|which|where|below|above|meets?|flows?|rose)\b)"
)


_ITEM = r"[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+)?"
_MANY = re.compile(rf"(?:,? (?:and |or |& )?{_ITEM},?){{1,8}} (?P<many>{'|'.join(ONE_OF)})\b")
_MANY_LAST = re.compile(rf" (?P<many>{'|'.join(ONE_OF)})\b")
_AND = re.compile(rf"\b{_ITEM},? (?:and|or|&) $")
_MANY_OF = re.compile(rf"\b(?P<many>{'|'.join(ONE_OF)}) of (?:{_ITEM}(?:, (?:and )?| and )){{0,8}}$")


#: Areas that are written behind a town's name as American states are ("Trenton, Ontario").
_PROVINCES = ("iso:CA-", "iso:AU-")
#: What the names of bases begin with that are called like the town beside them.
_BASES = ("cfb", "raf", "raaf base", "fort", "camp", "naval station", "naval air station")


@dataclass(frozen=True)
class Given:
    """What the names beside a name give: the area that it lies in, or the area that it is itself.

    Parameters
    ----------
    lacking : bool
        Whether the gazetteer knows no place of the name in that area.
    """

    within: Row | None = None
    itself: Row | None = None
    lacking: bool = False


NOTHING_GIVEN = Given()


def given(text: str, found: Sequence[tuple[int, Found]], gazetteer: Gazetteer) -> dict[int, Given]:
    """Return, by a name's start, what the name before or after it gives ("X, Texas", "the Syrian city of X")."""
    known: dict[int, Given] = {}
    for (offset, one), (later, other) in pairwise(found):
        start, next_start = offset + one.start, later + other.start
        between = text[offset + one.end : next_start]
        if one.nation is not None and _TOWN_OF.fullmatch(between) is not None:
            known[next_start] = Given(Row(nations.country(one.nation.country), 0, "country", None, 0))
            continue
        if re.fullmatch(r"\s*(?:,|\(|in|,\s*in)\s*(?:the\s+)?", between) is None or "\n\n" in between:
            continue
        area = gazetteer.area(other.text)
        if area is None or fold(other.text) == fold(one.text) or one.how == "adjective":
            continue
        if between.strip() == "," and of_many(text, offset + one.start, offset + one.end) is not None:
            continue  # two of a list of areas
        rows = gazetteer.rows(one.text)
        for choice in (area, gazetteer.state(other.text), gazetteer.country(other.text)):
            if choice is None or (one.nation is not None and choice.place.kind is PlaceKind.COUNTRY):
                continue
            held = [row for row in rows if _within(row, choice)]
            if one.nation is not None:
                held = [row for row in held if row.own and row.place.kind is PlaceKind.CITY]
            if held or (one.how == "ner" and _is_likeliest(choice, other.text, gazetteer)):
                known[start] = Given(choice, known.get(start, NOTHING_GIVEN).itself)
                known[next_start] = Given(known.get(next_start, NOTHING_GIVEN).within, choice)
                break
        else:
            state = gazetteer.state(other.text)
            if state is None and area.place.id.startswith(_PROVINCES) and _is_likeliest(area, other.text, gazetteer):
                state = area
            if state is not None and between == ", " and one.nation is None and not _goes_on(text, found, later, other):
                known[start] = Given(state, lacking=True)
                known[next_start] = Given(None, state)
    for start, area in _defined(text, found, gazetteer):
        known.setdefault(start, Given(area))
    return known


def _goes_on(text: str, found: Sequence[tuple[int, Found]], offset: int, area: Found) -> bool:
    """Whether an area stands in a list of areas ("Boise, Utah and Nevada") rather than behind a town's name."""
    end = offset + area.end
    if re.match(r"(?:,? (?:and|or) |, )[A-Z]", text[end : end + 8]) is None:
        return False
    return any(end <= later + other.start <= end + 6 for later, other in found)


def _defined(text: str, found: Sequence[tuple[int, Found]], gazetteer: Gazetteer) -> Iterator[tuple[int, Row]]:
    """Yield where a name is explained by what lies around it, with the narrowest such area ("X is a town in Y")."""
    for n, (offset, one) in enumerate(found):
        end = offset + one.end
        if one.how in ("adjective", "grid") or _DEFINED.match(text[end : end + 180]) is None:
            continue
        stop = _STOP.search(text, end)
        limit = min(stop.start() if stop else len(text), end + FAR)
        rows = gazetteer.rows(one.text)
        areas = [
            area
            for later, other in found[n + 1 : n + 7]
            if later + other.start < limit and other.how != "adjective"
            for area in (gazetteer.area(other.text), gazetteer.state(other.text))
            if area is not None
            and (one.nation is None or area.place.kind is not PlaceKind.COUNTRY)
            and any(row.own and _within(row, area) for row in rows)
        ]
        if areas:
            yield offset + one.start, min(areas, key=lambda area: area.place.kind is PlaceKind.COUNTRY)


def _within(row: Row, area: Row) -> bool:
    """Whether a place lies in an area, as far as codes, boxes and radii tell."""
    if row.place.country != area.place.country or row.place.id == area.place.id:
        return False
    return area.place.kind is PlaceKind.COUNTRY or within_area(row, area) > 0


def bases_at(name: str, area: Row, gazetteer: Gazetteer) -> tuple[Row, ...]:
    """Return the bases of an area that are called like a town which the gazetteer does not know there."""
    rows = (row for word in _BASES for row in gazetteer.rows(f"{word} {name}"))
    return tuple(row for row in rows if row.place.kind is PlaceKind.BASE and _within(row, area))


def _is_likeliest(area: Row, name: str, gazetteer: Gazetteer) -> bool:
    """Whether a name means an area rather than a town of the same name ("New York")."""
    return all(prior(row) <= prior(area) for row in gazetteer.rows(name) if row.place.id != area.place.id)


def wanted(text: str, start: int, end: int) -> str | None:
    """Return the kind of place that the noun beside a name asks for."""
    match = _IS.match(text[end : end + 20]) or _OF.search(text[max(0, start - 30) : start])
    if match:
        return _WANTS.get(match.group(1).lower())
    return "river" if _THE.search(text[max(0, start - 5) : start]) and _ALONE.match(text[end : end + 10]) else None


def of_many(text: str, start: int, end: int) -> str | None:
    """Return the noun that a list of names shares ("Stevens, Grant and Morton counties"), in the singular."""
    match = _MANY.match(text[end : end + 160]) or _MANY_OF.search(text[max(0, start - 120) : start])
    if match is None and _AND.search(text[max(0, start - 60) : start]):
        match = _MANY_LAST.match(text[end : end + 20])
    return ONE_OF[match["many"].lower()] if match else None


def inside_towns(text: str, found: list[Toponym]) -> list[Toponym]:
    """Give an unknown name the place of the town that it is said to be in ("X Square in Bratislava")."""
    placed = list(found)
    for at, (top, other) in enumerate(pairwise(found)):
        town = other.place
        if top.place is not None or town is None or town.kind is not PlaceKind.CITY:
            continue
        if re.fullmatch(
            r",?\s+(?:in|near|at|outside)\s+(?:the\s+)?(?:[a-z]+\s+){0,3}|,\s", text[top.end : other.start]
        ):
            place = inside(town, top.surface)
            placed[at] = replace(top, place=place, score=other.score * 0.6, reason=f"said to be in {town.name}")
    return placed


def inside(town: Place, name: str) -> Place:
    """Return something of a name that stands somewhere in a town."""
    precision, radius = max(2, town.precision or 2), max(10.0, town.radius_km or 0.0)
    return replace(town, name=name, id=f"{town.id}:in", precision=precision, radius_km=radius)
