"""Texts of our own in the manner of local news, encyclopaedias and reports on outbreaks, every place annotated."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mapapp.locate import Gazetteer, geoparse
from mapapp.locate.ranking import kilometres
from mapapp.model import Report

TEXTS = Path(__file__).resolve().parent.parent / "cases" / "places_annotated.jsonl"
NEAR_KM = 161.0


def pairs(held: dict[str, Any], gazetteer: Gazetteer) -> Iterator[tuple[bool, bool, bool]]:
    """Yield (annotated, found, right) of what is annotated or found."""
    found = geoparse(Report(held["text"], id=held["id"]), gazetteer)
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


def test_places_are_found_and_put_where_they_are(gazetteer: Gazetteer) -> None:
    rows = [
        row for line in TEXTS.read_text(encoding="utf-8").splitlines() for row in pairs(json.loads(line), gazetteer)
    ]
    gold = sum(annotated for annotated, _, _ in rows)
    found = sum(annotated and hit for annotated, hit, _ in rows)
    false = sum(not annotated for annotated, _, _ in rows)
    right = sum(good for _, _, good in rows)
    assert gold > 1000
    assert right / found >= 0.91
    assert 2 * found / (gold + found + false) >= 0.92
    assert 2 * right / (gold + found + false) >= 0.86
