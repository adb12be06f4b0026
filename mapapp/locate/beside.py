"""What the words next to a name say of it: the area it is in, the kind of place it is, the town that holds it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mapapp.locate import nations
from mapapp.locate.fold import fold
from mapapp.locate.gazetteer import Gazetteer
from mapapp.locate.ranking import Context, rank
from mapapp.locate.spans import Found
from mapapp.locate.store import Row
from mapapp.locate.toponym import Toponym
from mapapp.model import PlaceKind

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


@dataclass(frozen=True)
class Given:
    """What the names beside a name give: the area that it lies in, or the area that it is itself."""

    within: Row | None = None
    itself: Row | None = None


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
        rows = gazetteer.rows(one.text)
        for choice in (area, gazetteer.state(other.text)):
            if choice is None or (one.nation is not None and choice.place.kind is PlaceKind.COUNTRY):
                continue
            if rank(rows, inside(choice)) or one.how == "ner":
                known[start] = Given(choice, known.get(start, NOTHING_GIVEN).itself)
                known[next_start] = Given(known.get(next_start, NOTHING_GIVEN).within, choice)
                break
    return known


def inside(area: Row) -> Context:
    """Return a context that keeps to an area."""
    return Context(country=area.place.country, within=None if area.place.kind is PlaceKind.COUNTRY else area)


def wanted(text: str, start: int, end: int) -> str | None:
    """Return the kind of place that the noun beside a name asks for."""
    match = _IS.match(text[end : end + 20]) or _OF.search(text[max(0, start - 30) : start])
    return _WANTS.get(match.group(1).lower()) if match else None


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
            near = replace(
                town, name=top.surface, id=f"{town.id}:in", precision=2, radius_km=max(10.0, town.radius_km or 0)
            )
            placed[at] = replace(top, place=near, score=other.score * 0.6, reason=f"said to be in {town.name}")
    return placed
