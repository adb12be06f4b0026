"""Which of several namesakes: what speaks for a place before and after looking at the text around it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from mapapp.locate import nations
from mapapp.locate.store import Row
from mapapp.locate.weighing import evidence
from mapapp.model import Place, PlaceKind

#: What speaks for a place of this feature when the text says nothing, between 0 and 1.
_WEIGHTS = {
    "country": 0.97, "region": 0.9, "state": 0.7, "sea": 0.85, "strait": 0.8, "canal": 0.8, "island": 0.68,
    "peninsula": 0.68, "river": 0.66, "mountains": 0.66, "desert": 0.66, "lake": 0.66, "airport": 0.3, "district": 0.35,
    "building": 0.72, "county": 0.62, "site": 0.6, "street": 0.6, "army_base": 0.62, "air_base": 0.62,
    "naval_base": 0.62,
}  # fmt: skip
EARTH_KM = 6371.0088


@dataclass(frozen=True)
class Candidate:
    """One place that a name may mean, and how much speaks for it (0 to 1); `evidence` is `weighing`'s."""

    place: Place
    score: float
    feature: str = ""
    population: int = 0
    admin1: str | None = None
    evidence: tuple[float, ...] = ()


@dataclass(frozen=True)
class Context:
    """What is known around a name.

    Parameters
    ----------
    countries : dict of str to float
        Weight (0 to 1) of each country in the text.
    near : tuple of (float, float, float)
        Latitude, longitude and weight of places that the text is surely about.
    country : str or None
        The country that the name itself is given with ("X, Poland"); others are ruled out.
    within : Row or None
        The first-order area that the name is given with ("X, North Carolina").
    wants : str or None
        The kind that the words around ask for: base, city, region, country, sea, river, island.
    """

    countries: dict[str, float] = field(default_factory=dict)
    near: tuple[tuple[float, float, float], ...] = ()
    country: str | None = None
    within: Row | None = None
    wants: str | None = None
    areas: dict[tuple[str, str], float] = field(default_factory=dict)


NOTHING = Context()


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance on a sphere, enough for ranking; results use geodesics."""
    a, b = math.radians(lat1), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


#: What speaks at least for a place that was put into the gazetteer by hand: the news names it.
KEPT_BY_HAND = 0.36


def prior(row: Row) -> float:
    """Return what speaks for a place by itself: its kind, its size, whether the name is its own."""
    place = row.place
    if place.id.startswith(("geonames:", "town:")):
        weight = 0.1 + 0.08 * math.log10(row.population + 10) + 0.07 * math.log10(row.fame + 1)
        if is_capital(place):
            weight += 0.2
        if place.id.startswith("town:"):
            weight = max(weight, KEPT_BY_HAND)
    elif place.id.startswith("iso:"):
        weight = 0.35 if row.feature == "district" else 0.55
        if place.country in ("US", "CA", "AU", "GB", "IN", "DE") and row.feature != "district":
            weight = 0.74
        if place.precision == 3:
            weight = 0.38
    elif place.id.startswith("airport:"):
        weight = 0.3
    elif place.id.startswith("county:us-"):
        weight = 0.4 + 0.07 * math.log10(row.population + 1)
    else:
        weight = _WEIGHTS.get(row.feature, 0.6)
    return weight - (0.0 if row.own else 0.22 if place.kind is PlaceKind.CITY else 0.1)


def is_capital(place: Place) -> bool:
    meaning = nations.lookup(place.name)
    if meaning is None and place.name == "Washington":
        return place.country == "US"
    return meaning is not None and meaning[1] == "capital" and meaning[0] == place.country


def rank(rows: tuple[Row, ...], context: Context = NOTHING) -> list[Candidate]:
    """Return the rows as candidates, the likeliest first."""
    kept = [one for row in rows if (one := _candidate(row, context)).score > 0]
    return sorted(kept, key=lambda one: (-one.score, -one.population, one.place.id))


def _candidate(row: Row, context: Context) -> Candidate:
    place, weight = row.place, prior(row)
    if context.country and place.country != context.country and context.country not in place.members:
        return Candidate(place, 0.0, row.feature)
    given = within_area(row, context.within) if context.within is not None else 0.0
    if context.country:
        given += 0.3
    score = weight + given
    if place.country and context.countries and place.kind is not PlaceKind.COUNTRY:
        score += 0.3 * context.countries.get(place.country, 0.0)
    if context.areas and place.country and row.admin1:
        score += 0.2 * context.areas.get((place.country, row.admin1), 0.0)
    if context.near and place.kind in (PlaceKind.CITY, PlaceKind.BASE):
        score += _nearness(place, context.near)
    fits = _fits(row, context.wants) if context.wants else 0.0
    score = round(max(0.0, min(1.5, score + fits)) / 1.5, 4)
    figures = evidence(row, context, weight, given, fits, is_capital(place))
    return Candidate(place, score, row.feature, row.population, row.admin1, figures)


def within_area(row: Row, area: Row) -> float:
    """Return what being in the named area adds; being far from it takes away."""
    if row.place.country != area.place.country:
        return -1.0
    if row.admin1 and area.admin1:
        return 0.6 if row.admin1 == area.admin1 else -0.6
    away = kilometres(row.place.lat, row.place.lon, area.place.lat, area.place.lon)
    reach = (area.place.radius_km or 100.0) * 1.8 + 30
    return 0.5 if away <= reach else -0.6


def _nearness(place: Place, near: tuple[tuple[float, float, float], ...]) -> float:
    best = 0.0
    for lat, lon, weight in near:
        away = kilometres(place.lat, place.lon, lat, lon)
        if away < 1:
            continue  # the place itself, from the first pass
        best = max(best, weight * max(0.0, 1 - away / 700))
    return 0.25 * best


def _fits(row: Row, wants: str) -> float:
    kind = str(row.place.kind)
    if wants in (kind, row.feature):
        return 0.35
    if wants == "region" and kind in ("city", "base", "country"):
        return -0.2
    if wants == "city" and kind in ("region", "sea"):
        return -0.25
    if wants in ("sea", "river", "island", "base", "country"):
        return -0.15
    return 0.0
