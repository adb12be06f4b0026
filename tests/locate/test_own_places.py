"""The user's own places go before the rest, and what is wrong with their file is told line by line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mapapp.errors import SourceError
from mapapp.locate import Gazetteer, userplaces

GOOD = "name,aliases,lat,lon,kind,country\nCamp Example,Example;Ex Camp,50.5,20.5,base,PL\nWarsaw,,10.0,10.0,city,NG\n"


def test_own_places_go_first(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(GOOD, encoding="utf-8")
    assert userplaces.check(path) == []
    gazetteer = Gazetteer(user_places=userplaces.read(path))
    warsaw = gazetteer.place("Warsaw")
    assert warsaw is not None
    assert (warsaw.lat, warsaw.id) == (10.0, "own:warsaw")
    camp = gazetteer.place("Ex Camp")
    assert camp is not None
    assert camp.name == "Camp Example"


def test_geojson_has_longitude_first(tmp_path: Path) -> None:
    path = tmp_path / "own.geojson"
    feature = {
        "type": "Feature",
        "properties": {"name": "Post 7", "aliases": ["P7"], "kind": "base"},
        "geometry": {"type": "Point", "coordinates": [20.5, 50.5]},
    }
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    ((place, aliases),) = userplaces.read(path)
    assert (place.lat, place.lon) == (50.5, 20.5)
    assert aliases == ("P7",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,lat,lon\n,1,2\n", "line 2: no name"),
        ("name,lat,lon\nX Camp,ninety,2\n", "line 2: lat of 'X Camp' is 'ninety'"),
        ("name,lat,lon\nX Camp,91,2\n", "latitude 91.0"),
        ("name,lat,lon\nX Camp,1,\n", "lon of 'X Camp' is None"),
        ("name,lat,lon,kind\nX Camp,1,2,castle\n", "kind 'castle'"),
        ("name,lat,lon,country\nX Camp,1,2,Poland\n", "country 'POLAND'"),
        ("name,lat,lon\nX Camp,0,0\n", "is at 0, 0"),
        ("name,lat,lon\nX Camp,1,2\nX camp,3,4\n", "line 3: 'x camp' is also a name in line 2"),
        ("title,lat,lon\nX,1,2\n", "has no column name"),
    ],
)
def test_faults_are_told(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "own.csv"
    path.write_text(text, encoding="utf-8")
    faults = userplaces.check(path)
    assert len(faults) == 1
    assert said in faults[0]
    assert "\n" not in faults[0]


@pytest.mark.parametrize("held", [b"\xff\xfe\x00", b"{", b"[]", b'{"features": [1, {}]}'])
def test_hostile_files_are_told_in_one_line(tmp_path: Path, held: bytes) -> None:
    path = tmp_path / "own.geojson"
    path.write_bytes(held)
    assert userplaces.check(path)
    with pytest.raises(SourceError):
        userplaces.read(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "cannot be read" in userplaces.check(tmp_path / "none.csv")[0]
