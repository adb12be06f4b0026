"""Writes the entries into the gazetteer's SQLite file, the same bytes each time, and the manifest beside it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import english_words

from mapapp.locate.fold import fold, skeleton
from recipes import sources
from recipes.entry import Entry

SCHEMA_VERSION = 2
#: Bytes at each end of the file that are hashed when it is opened.
ENDS = 65_536
#: From so many places on, what a name's lookup needs of them stands packed beside the name, read in one go.
SHARED = 8
#: The rank and what `place` has behind its number.
COLUMNS = 15
#: Added to the rank of a name that is also an ordinary word.
ORDINARY = 2
SPELLED_ALIKE = ("geonames:", "iso:", "airport:", "county:", "district:", "town:us-")
SCHEMA = """
CREATE TABLE place (
  id INTEGER PRIMARY KEY, ref TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, feature TEXT NOT NULL,
  country TEXT, admin1 TEXT, lat REAL NOT NULL, lon REAL NOT NULL, extent TEXT, members TEXT,
  precision INTEGER NOT NULL, radius_km REAL NOT NULL, population INTEGER NOT NULL, fame INTEGER NOT NULL
);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, rank INTEGER NOT NULL, bearers TEXT,
  PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE former (key TEXT NOT NULL, place INTEGER NOT NULL, since TEXT, until TEXT, PRIMARY KEY (key, place))
  WITHOUT ROWID;
CREATE TABLE sound (skeleton TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (skeleton, key)) WITHOUT ROWID;
CREATE TABLE cell (cell INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (cell, place)) WITHOUT ROWID;
CREATE UNIQUE INDEX place_ref ON place (ref);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


def write(entries: Iterable[Entry], target: Path) -> dict[str, int]:
    """Write `target` and ``target.json``; return how many rows each table has."""
    target.unlink(missing_ok=True)
    base = sqlite3.connect(target)
    base.executescript("PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)
    names: dict[tuple[str, int], int] = {}
    ordinary = ordinary_words()
    places, formers, cells = [], {}, []
    refs: set[str] = set()
    # namesakes stand side by side, so that one page of the file has them all
    for number, entry in enumerate(sorted(entries, key=lambda one: (fold(one.name), one.ref)), start=1):
        if entry.ref in refs:
            raise SystemExit(f"two entries have the id {entry.ref}; rename one")
        refs.add(entry.ref)
        places.append(
            (
                number, entry.ref, entry.name, entry.kind, entry.feature, entry.country, entry.admin1, entry.lat,
                entry.lon, ",".join(f"{v:g}" for v in entry.extent) if entry.extent else None,
                ",".join(entry.members) or None, entry.precision, entry.radius_km, entry.population, entry.fame,
            )
        )  # fmt: skip
        for rank, group in ((0, (entry.name, *entry.names)), (1, entry.weak), (0, [row[0] for row in entry.former])):
            for name in group:
                key, mark = fold(name.split(" (")[0]), rank
                if key in ordinary and entry.ref.startswith(SPELLED_ALIKE):
                    mark = ORDINARY + rank
                if key and names.get((key, number), 9) > mark:
                    names[key, number] = mark
        for name, since, until in entry.former:
            formers[fold(name.split(" (")[0]), number] = (since or None, until or None)
        if entry.kind in ("city", "base"):
            cells.append((cell(entry.lat, entry.lon), number))
    base.executemany("INSERT INTO place VALUES (" + ",".join("?" * 15) + ")", places)  # noqa: S608 (only marks)
    base.executemany("INSERT INTO name VALUES (?,?,?,?)", sorted(packed(names, places), key=lambda row: row[:2]))
    base.executemany("INSERT INTO former VALUES (?,?,?,?)", sorted((*k, *v) for k, v in formers.items()))
    strong = {key for (key, _), mark in names.items() if mark % ORDINARY == 0 and len(key) > 3}
    sounds = sorted((skeleton(key), key) for key in strong)
    base.executemany("INSERT INTO sound VALUES (?,?)", [row for row in sounds if len(row[0]) > 1])
    base.executemany("INSERT INTO cell VALUES (?,?)", sorted(cells))
    base.execute("INSERT INTO meta VALUES ('schema', ?)", (str(SCHEMA_VERSION),))
    base.commit()
    base.execute("VACUUM")
    counts = {
        "place": len(places),
        "name": len(names),
        "former": len(formers),
    }
    base.close()
    held = target.read_bytes()
    manifest = {
        "schema": SCHEMA_VERSION,
        "size": len(held),
        "ends": hashlib.sha256(held[:ENDS] + held[-ENDS:]).hexdigest(),
        "sha256": hashlib.sha256(held).hexdigest(),
        "rows": counts,
    }
    target.with_suffix(".json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return counts


def packed(
    names: Mapping[tuple[str, int], int], places: Sequence[tuple[Any, ...]]
) -> Iterator[tuple[str, int, int, str | None]]:
    """Yield (key, place, rank, bearers): one row for each name of a place, or one for a name that many share.

    A shared name has no place of its own but a line for each of its bearers: the rank and the place's columns.
    """
    groups: dict[str, list[tuple[int, int]]] = {}
    for (key, place), rank in sorted(names.items()):
        groups.setdefault(key, []).append((place, rank))
    for key, group in groups.items():
        if len(group) < SHARED:
            yield from ((key, place, rank, None) for place, rank in group)
            continue
        lines = [
            "\t".join("" if value is None else str(value) for value in (rank, *places[place - 1][1:]))
            for place, rank in group
        ]
        if any(line.count("\t") != COLUMNS - 1 or "\n" in line for line in lines):
            raise SystemExit(f"a bearer of {key!r} has a tab or a line break in it")
        yield key, 0, min(rank for _, rank in group), "\n".join(lines)


def ordinary_words() -> frozenset[str]:
    """Return the words of Webster's Second that are written small: names spelled like them need more proof."""
    sources.path("web2")
    words: set[str] = english_words.get_english_words_set(["web2"], lower=False, alpha=True)
    more = {word + "s" for word in words if word.islower()}
    return frozenset(word for word in words | more if word.islower())


def cell(lat: float, lon: float) -> int:
    """Return the number of the one-degree cell that a point lies in."""
    return (int(lat + 90) * 360) + int((lon + 180) % 360)
