"""Makes the data files of this folder again from their sources: ``python geodata/build.py``.

Needs the `build` extra (``pip install -e .[build]``).  The same sources give the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import build_basemap  # noqa: E402
import build_symbols  # noqa: E402
from recipes import areas, cities, counties, districts, hamlets, lakes, nations, sites, store  # noqa: E402
from recipes.entry import Entry  # noqa: E402

from mapapp.locate.fold import fold  # noqa: E402 (the checkout goes on the path first)


def former_names() -> dict[tuple[str, str], list[tuple[str, str, str]]]:
    """Return (former name, since, until) by the folded current name and the country."""
    found: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for row in sites.table("former_names.csv"):
        key = (fold(row["current"]), row["country"])
        found.setdefault(key, []).append((row["former"], row["since"], row["until"]))
    return found


def entries(held: dict[str, Any]) -> Iterator[Entry]:
    """Yield every entry of the gazetteer."""
    former = former_names()
    yield from areas.countries(held, former)
    yield from areas.regions()
    yield from areas.subdivisions(held)
    yield from counties.entries()
    yield from counties.british()
    yield from districts.entries()
    yield from sites.features()
    yield from sites.towns()
    yield from cities.after_towns(sites.bases(former))
    yield from sites.airports()
    yield from lakes.entries()
    yield from cities.entries(former)
    yield from hamlets.entries()


def main() -> None:
    """Write the gazetteer, countries.json, basemap.json and symbols.json; each is whole or as it was."""
    held = nations.build(HERE / "countries.json")
    print(f"countries.json: {len(held['countries'])} countries, {len(held['organisations'])} organisations")
    with TemporaryDirectory(dir=HERE) as folder:
        made = Path(folder) / "gazetteer.sqlite"
        counts = store.write(entries(held), made)
        size = made.stat().st_size
        for name in ("gazetteer.sqlite", "gazetteer.json"):
            (Path(folder) / name).replace(HERE / name)
    print(f"gazetteer.sqlite: {size / 1e6:.1f} MB, {counts}")
    build_basemap.build(HERE)
    print("basemap.json: made")
    build_symbols.build(HERE)


if __name__ == "__main__":
    main()
