"""Counties: American ones as the middles of their postal codes (zipcodes), British and Irish ones by hand."""

from __future__ import annotations

import bz2
import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from mapapp.locate.fold import fold, slug
from recipes import sources
from recipes.entry import Entry
from recipes.sites import table


@lru_cache(maxsize=1)
def postal_areas() -> tuple[dict[str, Any], ...]:
    """Return the postal areas of the United States."""
    return tuple(json.loads(bz2.decompress(sources.path("zipcodes").read_bytes())))


def entries() -> Iterator[Entry]:
    """Yield one region for each county, with the box of its postal codes."""
    held = postal_areas()
    points: dict[tuple[str, str], list[tuple[float, float]]] = {}
    names: dict[tuple[str, str], str] = {}
    for row in held:
        if row["county"] and row["lat"] and row["long"] and float(row["lat"]):
            key = (row["state"], slug(row["county"]))
            points.setdefault(key, []).append((float(row["lat"]), float(row["long"])))
            names[key] = min(row["county"], names.get(key, row["county"]))
    for (state, ident), group in sorted(points.items()):
        county = names[state, ident]
        lats, lons = sorted(lat for lat, _ in group), sorted(lon for _, lon in group)
        middle = len(group) // 2
        kind = county.rsplit(" ", 1)[-1].lower()
        yield Entry(
            ref=f"county:us-{state.lower()}-{ident}",
            name=county,
            kind="region",
            feature="city_county" if kind == "city" else "county",
            lat=round(lats[middle], 3),
            lon=round(lons[middle], 3),
            country="US",
            admin1=state,
            extent=(round(lats[0], 3), round(lons[0], 3), round(lats[-1], 3), round(lons[-1], 3)),
            precision=3,
            radius_km=35.0,
            population=len(group),
        )


def shires() -> frozenset[tuple[str, str]]:
    """Return country and folded name of the counties of counties.csv, with and without "County"."""
    names = [(row["country"], row["name"]) for row in table("counties.csv")]
    return frozenset((country, fold(name.removeprefix(cut))) for country, name in names for cut in ("", "County "))


def british() -> Iterator[Entry]:
    """Yield the counties of Britain and Ireland, historic and of today, that news and histories name."""
    for row in table("counties.csv"):
        yield Entry(
            ref=f"county:{row['country'].lower()}-{slug(row['name'])}",
            name=row["name"],
            kind="region",
            feature="county",
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["country"],
            names=tuple(alias for alias in row["aliases"].split(";") if alias),
            precision=3,
            radius_km=float(row["radius_km"]),
        )
