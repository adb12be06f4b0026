"""The gazetteer's file: checked, opened read-only, asked by folded key.

Opening compares the file's size and the hash of both its ends with the manifest beside it, which finds a copy
that was cut short or swapped; `verify` reads all of it.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from mapapp.errors import GazetteerError
from mapapp.locate.fold import fold, skeleton
from mapapp.model import Place, PlaceKind

SCHEMA = 2
#: Bytes at each end of the file that are hashed at opening.
ENDS = 65_536
_MEND = "install mapapp again, or run geodata/build.py in a checkout"
_COLUMNS = (
    "p.ref, p.name, p.kind, p.feature, p.country, p.admin1, p.lat, p.lon, p.extent, p.members, p.precision,"
    " p.radius_km, p.population, p.fame"
)
_KINDS = {str(kind): kind for kind in PlaceKind}
_new = object.__new__
_BY_KEY = f"SELECT n.rank, {_COLUMNS}, n.bearers FROM name n LEFT JOIN place p ON p.id = n.place WHERE n.key = ?"  # noqa: S608
_BY_REF = f"SELECT 0, {_COLUMNS} FROM place p WHERE p.ref = ?"  # noqa: S608
_BY_CELL = f"SELECT 0, {_COLUMNS} FROM cell c JOIN place p ON p.id = c.place WHERE c.cell = ?"  # noqa: S608


@dataclass(frozen=True)
class Row:
    """A place as the file holds it, with what ranking needs.

    Parameters
    ----------
    rank : int
        0 when asked for by a name of its own, 1 by an alternate name or an adjective; 2 and 3 the same where the
        name is an ordinary word, too ("Bank", "Orange").
    feature : str
        What it is more exactly than its kind ("air_base", "strait", "state").
    admin1 : str or None
        GeoNames' code of the first-order area.
    fame : int
        In how many names and spellings GeoNames knows it.
    """

    place: Place
    rank: int
    feature: str
    admin1: str | None
    population: int
    fame: int = field(default_factory=int)  # no attribute of the class, which would hide that it is not read yet

    def __getattr__(self, name: str) -> Any:
        """Read the fields of one of many bearers when the first is asked for."""
        line = self.__dict__.pop("_line", None)
        if line is None:
            raise AttributeError(name)
        self.__dict__.update(_read(line).__dict__)
        return self.__dict__[name]

    @property
    def own(self) -> bool:
        """Whether the name asked for is the place's own."""
        return self.rank % 2 == 0

    @property
    def ordinary(self) -> bool:
        """Whether the name asked for is an ordinary word, too."""
        return self.rank >= 2


class Store:
    """One open gazetteer file; safe to share between threads (it is only read).

    Raises
    ------
    GazetteerError
        When the file or its manifest is missing, damaged or of another version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._manifest = _manifest(path)
        self._check()
        self._base = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._base.execute("PRAGMA mmap_size=268435456")
        self.rows = lru_cache(maxsize=8192)(self._rows)

    def _check(self) -> None:
        size = self.path.stat().st_size
        if size != self._manifest["size"]:
            raise GazetteerError(
                f"gazetteer {self.path.name} has {size} bytes where {self._manifest['size']} belong; {_MEND}"
            )
        with self.path.open("rb") as held:
            first = held.read(ENDS)
            held.seek(-ENDS, 2)
            ends = hashlib.sha256(first + held.read()).hexdigest()
        if ends != self._manifest["ends"]:
            raise GazetteerError(f"gazetteer {self.path.name} is damaged (its checksum differs); {_MEND}")

    def verify(self) -> None:
        """Read the whole file and compare its SHA-256 with the manifest's.

        Raises
        ------
        GazetteerError
            When they differ.
        """
        if hashlib.sha256(self.path.read_bytes()).hexdigest() != self._manifest["sha256"]:
            raise GazetteerError(f"gazetteer {self.path.name} is damaged (its checksum differs); {_MEND}")

    def _rows(self, key: str) -> tuple[Row, ...]:
        try:
            held = self._base.execute(_BY_KEY, (key,)).fetchall()
            if len(held) == 1 and held[0][-1] is not None:
                return tuple(map(_later, held[0][-1].split("\n")))
            return tuple(_row(row[:-1]) for row in held)
        except sqlite3.DatabaseError as error:
            raise GazetteerError(f"gazetteer {self.path.name} cannot be read ({error}); {_MEND}") from None

    def named(self, name: str) -> tuple[Row, ...]:
        """Return the places that bear exactly this name, spelling aside."""
        return self.rows(fold(name))

    def by_ref(self, ref: str) -> Row | None:
        """Return the place with this id."""
        held = self._base.execute(_BY_REF, (ref,)).fetchone()
        return _row(held) if held else None

    def around(self, lat: float, lon: float, degrees: int = 1) -> list[Row]:
        """Return towns and bases in the one-degree cells within `degrees` of a point."""
        found: list[Row] = []
        for south in range(int(lat + 90) - degrees, int(lat + 90) + degrees + 1):
            for west in range(int((lon + 180) % 360) - degrees, int((lon + 180) % 360) + degrees + 1):
                found.extend(_row(row) for row in self._base.execute(_BY_CELL, (south * 360 + west % 360,)))
        return found

    def alike(self, key: str) -> list[str]:
        """Return the keys that sound like `key` or begin as it does, most alike first."""
        sound = skeleton(key)
        sounds = {sound, *(sound[:i] + sound[i + 1 :] for i in range(1, len(sound)))} if len(sound) > 3 else {sound}
        sounds |= {skeleton(key[:i] + key[i + 1] + key[i] + key[i + 2 :]) for i in range(1, len(key) - 1)}
        marks = ",".join("?" * len(sounds))
        found = {
            row[0]
            for row in self._base.execute(
                f"SELECT key FROM sound WHERE skeleton IN ({marks}) LIMIT 400",  # noqa: S608 (only marks go in)
                sorted(sounds),
            )
        }
        if len(key) > 4:
            start = key[:4]
            found.update(
                row[0]
                for row in self._base.execute(
                    "SELECT DISTINCT key FROM name WHERE key >= ? AND key < ? AND length(key) BETWEEN ? AND ? "
                    "AND rank = 0 LIMIT 400",
                    (start, start[:-1] + chr(ord(start[-1]) + 1), len(key) - 2, len(key) + 2),
                )
            )
        scored = sorted((distance(key, other, 3), other) for other in found if other != key)
        return [other for far, other in scored if far <= max(1, min(3, len(key) // 3))]

    def former(self, name: str) -> dict[str, tuple[str | None, str | None]]:
        """Return, by id, since when and until when places bore this former name."""
        return {
            ref: (since, until)
            for ref, since, until in self._base.execute(
                "SELECT p.ref, f.since, f.until FROM former f JOIN place p ON p.id = f.place WHERE f.key = ?",
                (fold(name),),
            )
        }

    def close(self) -> None:
        """Close the file."""
        self._base.close()


def distance(one: str, other: str, most: int) -> int:
    """Return the edit distance (insert, delete, replace, swap neighbours), or ``most + 1`` when it is more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)


def _manifest(path: Path) -> dict[str, Any]:
    beside = path.with_suffix(".json")
    if not path.is_file() or not beside.is_file():
        missing = path if not path.is_file() else beside
        raise GazetteerError(f"gazetteer file {missing.name} is missing; {_MEND}")
    try:
        held: dict[str, Any] = json.loads(beside.read_text(encoding="utf-8"))
        version = held["schema"]
        _ = held["size"], held["ends"], held["sha256"]
    except (ValueError, KeyError, TypeError):
        raise GazetteerError(f"gazetteer manifest {beside.name} is damaged; {_MEND}") from None
    if version != SCHEMA:
        raise GazetteerError(f"gazetteer {path.name} is of version {version}, this mapapp reads {SCHEMA}; {_MEND}")
    return held


def _row(row: tuple[Any, ...]) -> Row:
    """Return one row of the file; its values were checked when the file was made, which saves half the time here."""
    rank, ref, name, kind, feature, country, admin1, lat, lon, extent, members, precision, radius, population, fame = (
        row
    )
    place = _new(Place)
    place.__dict__.update(
        name=name,
        kind=_KINDS[kind],
        lat=lat,
        lon=lon,
        id=ref,
        country=country,
        extent=_extent(extent) if extent else None,
        members=tuple(members.split(",")) if members else (),
        precision=precision,
        radius_km=radius,
    )
    held = _new(Row)
    held.__dict__.update(place=place, rank=rank, feature=feature, admin1=admin1, population=population, fame=fame)
    return held


def _later(line: str) -> Row:
    """Return a row whose fields are read when they are asked for: most bearers of a shared name are looked at once."""
    held = _new(Row)
    held.__dict__["_line"] = line
    return held


def _read(line: str) -> Row:
    """Return one row of those packed beside a name that many places share."""
    rank, ref, name, kind, feature, country, admin1, lat, lon, *rest = line.split("\t")
    extent, members, precision, radius, population, fame = rest
    return _row(
        (
            int(rank), ref, name, kind, feature, country or None, admin1 or None, float(lat), float(lon),
            extent or None, members or None, int(precision), float(radius), int(population), int(fame),
        )
    )  # fmt: skip


def _extent(text: str) -> tuple[float, float, float, float]:
    south, west, north, east = map(float, text.split(","))
    return south, west, north, east
