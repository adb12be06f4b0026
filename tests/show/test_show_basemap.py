"""The shipped basemap: its rings are valid, neighbours share arcs, and it says what it should of a few places."""

from __future__ import annotations

import base64
import hashlib
import json
import tomllib
import zlib
from functools import cache
from itertools import pairwise

import pytest
from shapely import Point, Polygon, make_valid, union_all

from mapapp.data import data_path
from mapapp.show import files

Arc = list[tuple[float, float]]


@cache
def basemap() -> dict[str, object]:
    return json.loads(files.basemap())


def unpack(text: str, counts: list[int], grid: int) -> list[Arc]:
    packed = iter(zlib.decompress(base64.b64decode(text), -15))

    def number() -> int:
        zigzag = shift = 0
        while (byte := next(packed)) > 127:
            zigzag |= (byte & 127) << shift
            shift += 7
        zigzag |= byte << shift
        return -((zigzag + 1) >> 1) if zigzag & 1 else zigzag >> 1

    axes = []
    for _ in range(2):
        value, axis = 0, []
        for _ in range(sum(counts)):
            value += number()
            axis.append(value / grid)
        axes.append(iter(axis))
    return [[(next(axes[0]), next(axes[1])) for _ in range(count)] for count in counts]


@cache
def arcs() -> list[Arc]:
    return unpack(basemap()["arcs"], basemap()["counts"], basemap()["grid"])  # type: ignore[arg-type]


@cache
def country(code: str) -> object:
    """Return a country as the union of its faces; holes are rings inside another of the same country."""
    rings = dict(basemap()["countries"])[code]  # type: ignore[call-overload]
    shape = Polygon()
    for ring in rings:
        points = [p for k in ring for p in (arcs()[k] if k >= 0 else arcs()[~k][::-1])]
        shape = shape.symmetric_difference(make_valid(Polygon(points)))
    return shape


@pytest.mark.parametrize(
    ("lat", "lon", "code"),
    [
        (45.0, 34.2, "UA"),  # Crimea
        (52.2, 21.0, "PL"),
        (54.7, 20.5, "RU"),  # Kaliningrad
        (42.6, 21.1, "XK"),
        (-29.6, 28.2, "LS"),
        (66.2, -179.0, "RU"),  # past the dateline
        (35.2, 33.3, "CY"),
        (38.9, -77.0, "US"),
    ],
)
def test_places_lie_in_their_countries(lat: float, lon: float, code: str) -> None:
    assert country(code).distance(Point(lon, lat)) < 0.01  # type: ignore[attr-defined]


def test_crimea_is_not_in_russia_and_lesotho_not_in_south_africa() -> None:
    assert not country("RU").contains(Point(34.2, 45.0))  # type: ignore[attr-defined]
    assert not country("ZA").contains(Point(28.2, -29.6))  # type: ignore[attr-defined]


@pytest.mark.parametrize(("one", "two"), [("PL", "DE"), ("UA", "RU"), ("US", "CA"), ("ES", "PT")])
def test_neighbours_share_their_border_to_the_point(one: str, two: str) -> None:
    rings = dict(basemap()["countries"])  # type: ignore[call-overload]
    used = [{k if k >= 0 else ~k for ring in rings[code] for k in ring} for code in (one, two)]
    assert used[0] & used[1]
    assert country(one).intersection(country(two)).area == 0  # type: ignore[attr-defined]


def test_every_ring_closes() -> None:
    for code, rings in basemap()["countries"]:  # type: ignore[attr-defined]
        for ring in rings:
            ends = [(arcs()[k][0], arcs()[k][-1]) if k >= 0 else (arcs()[~k][-1], arcs()[~k][0]) for k in ring]
            for (_, stop), (start, _) in pairwise([*ends, ends[0]]):
                assert stop == start, code


def test_land_without_a_country_is_still_land() -> None:
    golan = Point(35.78, 33.0)
    near = [country(code) for code in ("IL", "SY", "")]
    assert union_all(near).contains(golan)


def test_it_is_small_and_the_record_names_its_hash() -> None:
    data = data_path("basemap.json").read_bytes()
    assert len(zlib.compress(data, 9)) < 200_000
    record = tomllib.loads(data_path("SOURCES.toml").read_text(encoding="utf-8"))
    entry = next(file for file in record["file"] if file["name"] == "basemap.json")
    assert entry["sha256"] == hashlib.sha256(data).hexdigest()
    known = {source["id"] for source in record["source"] if source["licence"] and source["attribution"]}
    assert set(entry["sources"]) <= known


def test_each_name_is_there_once() -> None:
    codes = [row[0] for row in basemap()["names"]]  # type: ignore[attr-defined]
    assert len(codes) == len(set(codes)) > 150
