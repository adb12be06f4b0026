"""Military installations, airfields, natural features and landmarks, as entries."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from mapapp.locate.fold import slug
from recipes import sources
from recipes.entry import Entry

HERE = Path(__file__).resolve().parent.parent
SEAS = ("sea", "strait", "canal", "estuary", "harbour", "shoal", "lake")
POINTS = ("building", "seat", "street", "site", "beach")
#: Civil fields of these types are taken in.
FIELDS = ("large_airport", "medium_airport")


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file of this folder."""
    with (HERE / name).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


#: What the proper name of an air or naval base stands before or behind ("Barksdale Air Force Base", "RAF Leeming").
_BEHIND = re.compile(
    r" (?:Air Force Base|Air Base|Airbase|Air Force Station|Space Force Base|Space Base|Naval Air Station|"
    r"Naval Air Base|Naval Base|Naval Station|Naval Dockyard|Air Station|Army Airfield|Airfield|Submarine Base)$"
)
_BEFORE = re.compile(
    r"^(?:RAF|RAAF Base|RAAF|RNAS|RNZAF Base|CFB|HMNB|HMNAS|HMAS|BA|Naval Air Station|Naval Station|Naval Base|"
    r"Marine Corps Air Station|Marine Corps Base|Joint Base|PAF Base|SAAF|AFB) "
)


def short(name: str) -> str | None:
    """Return what reports call an air or naval base by for short ("Barksdale"); None where nothing can be left out."""
    bare = _BEFORE.sub("", _BEHIND.sub("", name))
    words = bare.split()
    plain = bare[:1].isupper() and len(bare) > 3 and not any(c.isdigit() for c in bare)
    return bare if bare != name and plain and len(words) <= 3 and words[0] not in _DIRECTIONS else None


_DIRECTIONS = frozenset("North South East West Northern Southern Eastern Western New Old Royal Camp Fort".split())


def bases(former: dict[tuple[str, str], list[tuple[str, str, str]]]) -> Iterator[Entry]:
    """Yield the installations of bases.csv."""
    for row in table("bases.csv"):
        aliases = tuple(alias for alias in row["aliases"].split(";") if alias)
        yield Entry(
            ref=f"base:{row['country_iso2'].lower()}-{slug(row['name'])}",
            name=row["name"],
            kind="base",
            feature=row["kind"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["country_iso2"],
            names=aliases,
            weak=(bare,) if (bare := short(row["name"])) is not None and bare not in aliases else (),
            former=tuple(sorted(former.get((slug(row["name"]).replace("-", " "), row["country_iso2"]), ()))),
            radius_km=5.0,
            precision=1 if row["verified"] != "no" else 2,
        )


def features() -> Iterator[Entry]:
    """Yield the seas, straits, islands, rivers and ranges of features.csv and the buildings of landmarks.csv."""
    for row in table("features.csv") + table("landmarks.csv"):
        feature = row["feature"]
        kind = "sea" if feature in SEAS else "city" if feature in POINTS else "region"
        yield Entry(
            ref=f"{'sea' if kind == 'sea' else 'feature'}:{slug(row['name'])}",
            name=row["name"].split(" (")[0],
            kind=kind,
            feature=feature,
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["country"] or None,
            names=tuple(alias for alias in row["aliases"].split(";") if alias),
            precision=1 if kind == "city" else 5 if feature in ("river", "strait", "canal", "line") else 3,
            radius_km=float(row["radius_km"]),
        )


def towns() -> Iterator[Entry]:
    """Yield the towns, villages and crossings of towns.csv, which GeoNames' extract lacks or knows by other names."""
    for row in table("towns.csv"):
        yield Entry(
            ref=f"town:{row['country'].lower()}-{slug(row['name'])}",
            name=row["name"].split(" (")[0],
            kind="city",
            feature="town",
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["country"],
            names=tuple(alias for alias in row["aliases"].split(";") if alias),
            radius_km=3.0,
            population=int(row["population"]),
            fame=30,
        )


def airports() -> Iterator[Entry]:
    """Yield the large and medium civil fields of OurAirports under the names that reports use."""
    known = [(float(row["lat"]), float(row["lon"])) for row in table("bases.csv")]
    with sources.path("ourairports").open(encoding="utf-8") as held:
        for row in csv.DictReader(held):
            if row["type"] not in FIELDS or not row["name"] or row["iso_country"] == "":
                continue
            lat, lon = float(row["latitude_deg"]), float(row["longitude_deg"])
            if any(abs(lat - y) < 0.04 and abs(lon - x) < 0.05 for y, x in known):
                continue
            plain = row["name"].split(" / ")
            short = [name.replace(" International Airport", " Airport") for name in plain]
            yield Entry(
                ref=f"airport:{row['ident']}",
                name=plain[0],
                kind="base",
                feature="airport",
                lat=round(lat, 4),
                lon=round(lon, 4),
                country=row["iso_country"],
                weak=tuple(dict.fromkeys([*plain[1:], *short])),
                radius_km=4.0,
                population=1000 if row["type"] == "large_airport" else 0,
            )
