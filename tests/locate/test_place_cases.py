"""The table of hard cases: which place a name means, and what is no place."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from geopy.distance import geodesic

from mapapp.locate import Toponym

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).resolve().parent.parent / "cases" / "places.toml").read_text(encoding="utf-8")
)["case"]


def _names(found: list[Toponym]) -> Iterator[Toponym]:
    for top in found:
        yield top
        yield from top.inner


def right(case: dict[str, Any], found: list[Toponym]) -> bool:
    start = case["text"].index(case["name"])
    end = start + len(case["name"])
    there = [top for top in _names(found) if top.start < end and start < top.end and top.place is not None]
    if case.get("none"):
        return not there
    places = [top.place for top in there if top.place is not None]
    return any(geodesic(case["at"], (place.lat, place.lon)).km <= case.get("km", 120) for place in places)


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{case['name']}" for n, case in enumerate(CASES)])
def test_hard_case(case: dict[str, Any], read_places: Callable[[str], list[Toponym]]) -> None:
    if "fails" in case:
        assert not right(case, read_places(case["text"])), "it works now: take the mark away"
    else:
        found = read_places(case["text"])
        assert right(case, found), [(top.surface, top.place) for top in found]


def test_the_table_is_large_and_mostly_right() -> None:
    assert len(CASES) >= 150
    assert sum("fails" in case for case in CASES) <= 0.05 * len(CASES)
