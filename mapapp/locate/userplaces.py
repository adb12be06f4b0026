"""The user's own places, from a CSV or GeoJSON file; they go before the gazetteer's.

A CSV has a heading with ``name``, ``lat``, ``lon`` and, if wanted, ``aliases`` (separated by ``;``), ``kind``,
``country`` and ``radius_km``.  A GeoJSON has point features with the same names as properties; its coordinates are
longitude, latitude, as the format says.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mapapp.errors import ModelError, SourceError
from mapapp.locate import nations
from mapapp.locate.fold import fold, slug
from mapapp.model import Place, PlaceKind

#: A file larger than this is not read (bytes).
LARGEST = 50_000_000
_KNOWN = ("name", "aliases", "kind", "country", "lat", "lon", "radius_km")


def read(path: str | Path) -> list[tuple[Place, tuple[str, ...]]]:
    """Return the places of a file with their other names, as `Gazetteer` takes them.

    Raises
    ------
    SourceError
        When the file cannot be read or a row is wrong; all rows that are wrong are told by `check`.
    """
    places = []
    for where, row in _rows(Path(path)):
        try:
            places.append(_place(row))
        except ModelError as error:
            raise SourceError(f"{Path(path).name}, {where}: {error}; `mapapp gazetteer check` tells all") from None
    return places


def check(path: str | Path) -> list[str]:
    """Return what is wrong with a file of places, one line each; an empty list when nothing is."""
    faults: list[str] = []
    seen: dict[str, str] = {}
    name = Path(path).name
    try:
        for where, row in _rows(Path(path)):
            try:
                place, aliases = _place(row)
            except ModelError as error:
                faults.append(f"{name}, {where}: {error}")
                continue
            faults.extend(f"{name}, {where}: unknown column {key!r} is ignored" for key in row if key not in _KNOWN)
            for key in {fold(word) for word in (place.name, *aliases)}:
                if key in seen:
                    faults.append(f"{name}, {where}: {key!r} is also a name in {seen[key]}; the first one goes first")
                seen.setdefault(key, where)
            if place.lat == 0 and place.lon == 0:
                faults.append(f"{name}, {where}: {place.name!r} is at 0, 0; is its position missing?")
    except SourceError as error:
        faults.append(str(error))
    return faults


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield ("line 3", row) for each place in a file."""
    try:
        if path.stat().st_size > LARGEST:
            raise SourceError(f"{path.name} is larger than {LARGEST // 1_000_000} MB; split it")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SourceError(f"{path.name} cannot be read ({error.strerror}); check its name") from None
    except UnicodeDecodeError:
        raise SourceError(f"{path.name} is not UTF-8 text; save it as UTF-8") from None
    if path.suffix.lower() in (".geojson", ".json"):
        yield from _features(path.name, text)
        return
    reader = csv.DictReader(io.StringIO(text))
    missing = [key for key in ("name", "lat", "lon") if key not in (reader.fieldnames or ())]
    if missing:
        raise SourceError(f"{path.name} has no column {', '.join(missing)}; its first line must name name, lat, lon")
    try:
        for row in reader:
            yield f"line {reader.line_num}", {key: value for key, value in row.items() if key and value}
    except csv.Error as error:
        raise SourceError(f"{path.name}, line {reader.line_num}: {error}") from None


def _features(name: str, text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        held = json.loads(text)
        features = held["features"]
    except (ValueError, KeyError, TypeError):
        raise SourceError(f"{name} is no GeoJSON feature collection; export it as GeoJSON") from None
    for number, feature in enumerate(features, start=1):
        row = dict(feature.get("properties") or {}) if isinstance(feature, dict) else {}
        shape = feature.get("geometry") if isinstance(feature, dict) else None
        if isinstance(shape, dict) and shape.get("type") == "Point" and len(shape.get("coordinates") or ()) >= 2:
            row["lon"], row["lat"] = shape["coordinates"][:2]
        if isinstance(row.get("aliases"), list):
            row["aliases"] = ";".join(str(alias) for alias in row["aliases"])
        yield f"feature {number}", row


def _place(row: dict[str, Any]) -> tuple[Place, tuple[str, ...]]:
    """Return the place of one row, or raise `ModelError` with what is wrong."""
    name = str(row.get("name") or "").strip()
    if not fold(name):
        raise ModelError("no name; give one")
    lat, lon = _number(row, "lat", name), _number(row, "lon", name)
    country = str(row.get("country") or "").strip().upper() or None
    if country is not None and country not in nations.codes():
        raise ModelError(f"country {country!r} of {name!r} is no ISO 3166 alpha-2 code")
    place = Place(
        name=name,
        kind=PlaceKind(str(row.get("kind") or "city").strip().lower()) if _kind(row, name) else PlaceKind.CITY,
        lat=lat,
        lon=lon,
        id=f"own:{slug(name)}",
        country=country,
        radius_km=_number(row, "radius_km", name) if row.get("radius_km") else 1.0,
    )
    aliases = tuple(alias.strip() for alias in str(row.get("aliases") or "").split(";") if fold(alias))
    return place, aliases


def _kind(row: dict[str, Any], name: str) -> bool:
    given = str(row.get("kind") or "").strip().lower()
    if given and given not in tuple(PlaceKind):
        raise ModelError(f"kind {given!r} of {name!r} is none of {', '.join(PlaceKind)}")
    return bool(given)


def _number(row: dict[str, Any], key: str, name: str) -> float:
    given = row.get(key)
    try:
        return float(str(given).strip().replace(",", "."))
    except ValueError:
        raise ModelError(f"{key} of {name!r} is {given!r}, not a number in degrees") from None
