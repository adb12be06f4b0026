"""Counties of the United States, as the middles of their postal codes (zipcodes)."""

from __future__ import annotations

import bz2
import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from mapapp.locate.fold import slug
from recipes import sources
from recipes.entry import Entry


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
