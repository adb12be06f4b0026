"""Lakes of Natural Earth that have a name, where the tables of this folder have none."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import geopandas

from mapapp.locate.fold import fold, slug
from recipes import sources
from recipes.cities import latin
from recipes.entry import Entry
from recipes.sites import table

#: Words for a lake in the languages of the names; English puts "Lake" before or after.
LAKE = re.compile(r"^(?:Lac|Lago|Laguna|Ozero|Lake|Loch|Jezioro|Lacul)\s+(?:la |de |del |du |di )?", re.IGNORECASE)


def entries() -> Iterator[Entry]:
    """Yield one sea-kind place for each named lake."""
    frame = geopandas.read_file(sources.path("natural-earth-lakes"))
    taken = {fold(name) for row in table("features.csv") for name in (row["name"], *row["aliases"].split(";"))}
    for name, other, shape in sorted(
        zip(frame["name"], frame["name_alt"], frame.geometry, strict=True), key=lambda r: str(r[0])
    ):
        if not isinstance(name, str) or not latin(name) or fold(name) in taken or len(fold(name)) < 4:
            continue
        taken.add(fold(name))
        south, west, north, east = shape.bounds[1], shape.bounds[0], shape.bounds[3], shape.bounds[2]
        middle = shape.representative_point()
        bare = LAKE.sub("", name)
        more = [f"Lake {bare}"] if not bare.endswith(("Lake", "Reservoir", "Lakes")) else []
        wide = (east - west) * math.cos(math.radians(middle.y))
        yield Entry(
            ref=f"sea:{slug(name)}-lake" if "lake" not in slug(name) else f"sea:{slug(name)}",
            name=name,
            kind="sea",
            feature="lake",
            lat=round(middle.y, 3),
            lon=round(middle.x, 3),
            names=tuple(dict.fromkeys((*more, *([other] if isinstance(other, str) and latin(other) else [])))),
            extent=(round(south, 3), round(west, 3), round(north, 3), round(east, 3)),
            precision=3,
            radius_km=round(max(5.0, 111.2 * math.hypot(north - south, wide) / 2), 1),
        )
