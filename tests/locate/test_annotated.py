"""Texts of our own in the manner of local news, encyclopaedias and reports on outbreaks, every place annotated."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mapapp.locate import Gazetteer, geoparse
from mapapp.locate.ranking import kilometres
from mapapp.model import Report

CASES = Path(__file__).resolve().parent.parent / "cases"
TEXTS = CASES / "places_annotated.jsonl"
#: Local papers of ten countries, world news, outbreaks, encyclopaedias; one half was kept aside while rules were made.
PRESS = CASES / "places_of_the_press.jsonl"
NEAR_KM = 161.0


def pairs(held: dict[str, Any], gazetteer: Gazetteer) -> Iterator[tuple[bool, bool, bool]]:
    """Yield (annotated, found, right) of what is annotated or found."""
    found = [
        top
        for top in geoparse(Report(held["text"], id=held["id"]), gazetteer)
        if not any(start < top.end and top.start < end for start, end in held.get("optional", ()))
    ]
    used = set()
    for gold in held["toponyms"]:
        assert held["text"][gold["start"] : gold["end"]] == gold["surface"]
        over = [top for top in found if top.start < gold["end"] and gold["start"] < top.end]
        used.update(id(top) for top in over)
        right = any(
            top.place is not None and kilometres(top.place.lat, top.place.lon, gold["lat"], gold["lon"]) <= NEAR_KM
            for top in over
        )
        yield True, bool(over), right
    yield from ((False, True, False) for top in found if id(top) not in used)


@dataclass(frozen=True)
class Scores:
    """How many places are annotated, and what was made of them."""

    gold: int
    right_of_found: float
    found_f1: float
    right_f1: float


def scores(texts: Iterable[dict[str, Any]], gazetteer: Gazetteer) -> Scores:
    """Return what `geoparse` makes of annotated texts."""
    rows = [row for held in texts for row in pairs(held, gazetteer)]
    gold = sum(annotated for annotated, _, _ in rows)
    found = sum(annotated and hit for annotated, hit, _ in rows)
    false = sum(not annotated for annotated, _, _ in rows)
    right = sum(good for _, _, good in rows)
    named = gold + found + false
    return Scores(gold, right / found, 2 * found / named, 2 * right / named)


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_places_are_found_and_put_where_they_are(gazetteer: Gazetteer) -> None:
    got = scores(read(TEXTS), gazetteer)
    assert got.gold > 1000
    assert got.right_of_found >= 0.94
    assert got.found_f1 >= 0.945
    assert got.right_f1 >= 0.90


@pytest.mark.parametrize(
    ("half", "right_of_found", "found_f1", "right_f1"),
    [("developed", 0.94, 0.95, 0.905), ("kept", 0.92, 0.93, 0.87)],
)
def test_places_of_the_press(
    gazetteer: Gazetteer, half: str, right_of_found: float, found_f1: float, right_f1: float
) -> None:
    got = scores((held for held in read(PRESS) if held["half"] == half), gazetteer)
    assert got.gold > 500
    assert got.right_of_found >= right_of_found
    assert got.found_f1 >= found_f1
    assert got.right_f1 >= right_f1
