"""Communities of the United States that GeoNames' extract lacks: places with a post office or its name (zipcodes)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mapapp.locate.fold import fold, slug
from recipes import counties
from recipes.cities import rows
from recipes.entry import Entry

#: A place within this many degrees of one of the same name is that one; larger towns have postal areas farther out.
SAME, LARGE, LARGE_SAME = 0.25, 10_000, 1.5
#: Words without a vowel are the post's short forms ("Ctr Strafford"), except these.
SHORT = re.compile(
    r"\b(?!(?:St|Ste|Mt|Ft|Dr)\b)(?:[^\WaeiouyAEIOUY]{2,}|Frk|Vly|Cy|Twp|Is|Jct|Hi|Est|Ests|Hgts|Lk|Crk)\b"
)


def entries() -> Iterator[Entry]:
    """Yield one small town for each name of a postal area that no populated place near it bears."""
    known: dict[tuple[str, str], list[tuple[float, float, float]]] = {}
    for row in rows().values():
        if row["countrycode"] == "US" and row["population"] >= 500:
            for name in (row["name"], *row["alternatenames"]):
                known.setdefault((row["admin1code"], fold(name)), []).append(
                    (row["latitude"], row["longitude"], LARGE_SAME if row["population"] >= LARGE else SAME)
                )
    seen: set[str] = set()
    for row in sorted(counties.postal_areas(), key=lambda r: (r["zip_code_type"] != "STANDARD", r["zip_code"])):
        if row["zip_code_type"] not in ("STANDARD", "PO BOX") or not row["lat"] or not float(row["lat"]):
            continue
        lat, lon = float(row["lat"]), float(row["long"])
        for first, name in ((True, row["city"]), *((False, other) for other in row["acceptable_cities"])):
            key = (row["state"], fold(name))
            ref = f"town:us-{row['state'].lower()}-{slug(name)}"
            near = known.get(key, ())
            if ref in seen or len(key[1]) < 3 or any(abs(lat - y) < far and abs(lon - x) < far for y, x, far in near):
                continue
            if any(char.isdigit() for char in name) or name.isupper() or SHORT.search(name) or name.endswith(" The"):
                continue
            seen.add(ref)
            yield Entry(
                ref=ref,
                name=name,
                kind="city",
                feature="hamlet",
                lat=round(lat, 3),
                lon=round(lon, 3),
                country="US",
                admin1=row["state"],
                radius_km=8.0,
                precision=1 if first else 2,
                population=200 if first else 50,
            )
