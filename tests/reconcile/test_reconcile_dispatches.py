"""Six dispatches of our own against the list of them that was made by hand, in whatever order they come."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapapp.extract import extract
from mapapp.model import Claim, Movement, Report
from mapapp.reconcile import kind_of, reconcile_claims

TOLD = tomllib.loads(Path(__file__).with_name("dispatches.toml").read_text("utf-8"))
_READ: dict[str, list[Claim]] = {}


def claims() -> dict[str, list[Claim]]:
    """Return the claims by dispatch; they are read once."""
    if not _READ:
        for one in TOLD["dispatch"]:
            report = Report(one["text"].strip(), one["id"], one["published"], publisher=one["id"])
            _READ[report.id] = extract(report)
    return _READ


def listed(movements: Sequence[Movement]) -> list[list[Any]]:
    return sorted(
        [
            movement.actor,
            kind_of(movement),
            movement.strength.low or 0,
            (movement.destination.country or "") if movement.destination else "",
            sorted({claim.report.id for claim in movement.claims}),
        ]
        for movement in movements
    )


@settings(deadline=None, max_examples=30)
@given(st.permutations([one["id"] for one in TOLD["dispatch"]]))
def test_the_list_made_by_hand_comes_out_in_any_order(order: list[str]) -> None:
    movements = reconcile_claims(claim for name in order for claim in claims()[name])
    wanted = [[*row[:4], sorted(row[4])] for row in TOLD["expected"]["movements"]]
    assert listed(movements) == sorted(wanted)
    by_id = {movement.id: movement for movement in movements}
    parts = [[one.strength.low, by_id[one.part_of].strength.low] for one in movements if one.part_of]
    assert sorted(parts) == sorted(TOLD["expected"]["parts"])


@pytest.fixture(scope="module")
def movements() -> list[Movement]:
    return reconcile_claims(claim for found in claims().values() for claim in found)


def differ(movements: Sequence[Movement], strength: int | None, country: str) -> dict[str, list[str]]:
    found = [
        movement
        for movement in movements
        if movement.strength.low == strength and movement.destination and movement.destination.country == country
    ]
    return {gap.field: [value for value, _ in gap.values] for movement in found for gap in movement.disagreements}


def test_what_they_differ_on_is_said(movements: list[Movement]) -> None:
    assert differ(movements, 1200, "HU") == {"destination": ["Hungary and Slovakia", "Hungary"]}
    assert differ(movements, 800, "HU") == {"strength": ["800", "about 1,200, says evening-star"]}
    assert differ(movements, 600, "LV") == {"strength": ["about 600", "about 450"]}
    assert differ(movements, None, "UA")["status"][0] in ("denied", "completed")


def test_ordered_under_way_and_arrived_is_one_life(movements: list[Movement]) -> None:
    (jets,) = [movement for movement in movements if movement.actor == "PT"]
    assert [claim.status.value for claim in jets.claims] == ["ordered", "under_way", "completed"]
    assert jets.status.value == "completed"
