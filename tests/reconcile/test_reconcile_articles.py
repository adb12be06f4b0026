"""The shared corpus' two whole articles beside the six dispatches, in any order; skipped without the corpus."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_reconcile_dispatches import TOLD, claims, differ, listed

from mapapp.extract import extract
from mapapp.model import Claim, Movement, Report
from mapapp.reconcile import reconcile_claims

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
ARTICLES = {"ap": "ap-2022-02-02", "wt": "wt-2022-02-02"}
NAMES = [*ARTICLES, *(one["id"] for one in TOLD["dispatch"])]
_RECORDED: dict[str, list[Claim]] = {}

pytestmark = pytest.mark.skipif(not (CORPUS / "passages.jsonl").is_file(), reason=f"no corpus at {CORPUS}")


def passages() -> dict[str, dict[str, Any]]:
    lines = (CORPUS / "passages.jsonl").read_text("utf-8").splitlines()
    found = {one["id"]: one for one in map(json.loads, lines)}
    return {short: {**found[name], "id": short} for short, name in ARTICLES.items()}


def recorded() -> dict[str, list[Claim]]:
    """Return the claims by report: the articles' as a reader recorded them, the dispatches' as read."""
    if not _RECORDED:
        place = Path(__file__).parents[2] / "benchmarks" / "reconcile_gold.py"
        spec = importlib.util.spec_from_file_location("reconcile_gold", place)
        assert spec is not None
        assert spec.loader is not None
        gold = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(gold)
        enrich = gold.enriched()
        for short, passage in passages().items():
            _RECORDED[short] = [
                replace(claim, same_as=record.get("same_as"), part_of=record.get("part_of"))
                for claim, record in zip(gold.claims_of(passage, enrich), passage["movements"], strict=True)
            ]
        _RECORDED.update(claims())
    return _RECORDED


def parts(movements: Sequence[Movement]) -> list[list[int]]:
    by_id = {one.id: one for one in movements}
    totals = [(one, by_id[one.part_of]) for one in movements if one.part_of]
    return sorted([one.strength.low or 0, total.strength.low or 0] for one, total in totals)


def sharers(movements: Sequence[Movement]) -> list[list[Any]]:
    """Return who shares another's strength: the figure, and the country that it goes to, or the actor's."""
    goals = [(one, one.destination.country if one.destination else None) for one in movements if one.shared_with]
    return sorted([one.strength.low or 0, country or one.actor] for one, country in goals)


@settings(deadline=None, max_examples=30)
@given(st.permutations(NAMES))
def test_articles_and_dispatches_come_to_the_list_made_by_hand_in_any_order(order: list[str]) -> None:
    movements = reconcile_claims(claim for name in order for claim in recorded()[name])
    both = TOLD["expected"], TOLD["articles"]
    assert listed(movements) == sorted([*row[:4], sorted(row[4])] for told in both for row in told["movements"])
    assert parts(movements) == sorted(row for told in both for row in told["parts"])
    shared = [*TOLD["articles"]["shared"], [1200, "SK"]]
    assert sharers(movements) == sorted(shared)
    assert differ(movements, 2000, "PL") == {"destination": ["Poland and Germany", "Poland"]}
    assert differ(movements, 1700, "PL") == {"strength": ["about 1,700", "about 2,000, says wt"]}
    assert differ(movements, 1200, "HU") == {"destination": ["Hungary and Slovakia", "Hungary"]}


def test_read_by_the_program_they_disagree_as_visibly() -> None:
    told = [
        Report(one["text"], short, TOLD["dispatch"][0]["published"], publisher=short)
        for short, one in passages().items()
    ]
    movements = reconcile_claims(claim for report in told for claim in extract(report))
    (poland,) = [
        one for one in movements if one.strength.low == 2000 and one.destination and one.shared_with is None
        and one.destination.country == "PL" and one.status.value == "under_way"  # "we're moving", says one
    ]  # fmt: skip
    assert ["Poland and Germany", "Poland"] in [[value for value, _ in gap.values] for gap in poland.disagreements]
    assert differ(movements, 1700, "PL")["strength"] == ["about 1,700", "about 2,000, says wt"]
    found = {one.strength.low for one in movements if one.part_of == poland.id}
    assert found == {1700, 300}
