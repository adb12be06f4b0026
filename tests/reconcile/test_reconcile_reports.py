"""The whole way from text to totals: the sample that comes with the program, and two real articles where they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from mapapp.extract import extract
from mapapp.model import Claim, Movement, Report, Status, StrengthUnit
from mapapp.read import read_all
from mapapp.reconcile import kind_of, reconcile, reconcile_claims, totals
from mapapp.samples import reports

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "passages.jsonl"
PEOPLE = StrengthUnit.PERSONNEL


@pytest.fixture(scope="module")
def sample() -> list[Movement]:
    return reconcile(reports())


def american(movements: Sequence[Movement], kind: str) -> list[Movement]:
    return [movement for movement in movements if movement.actor == "US" and kind_of(movement) == kind]


def best(movements: Sequence[Movement], kind: str) -> int:
    rows = [row for row in totals(movements) if (row.actor, row.kind, row.unit) == ("US", kind, PEOPLE)]
    return sum(row.best for row in rows)


def ways(movements: Sequence[Movement]) -> set[tuple[int | None, str | None, str | None]]:
    return {
        (
            movement.strength.low,
            movement.origin.country if movement.origin else None,
            movement.destination.country if movement.destination else None,
        )
        for movement in movements
    }


def test_the_sample_counts_each_soldier_once(sample: list[Movement]) -> None:
    assert best(sample, "deployment") == 3000
    assert best(sample, "presence") == 900
    assert best(sample, "alert") == 8500


def test_the_sample_shows_total_parts_and_the_move_from_germany(sample: list[Movement]) -> None:
    assert {(1700, "US", "PL"), (300, "US", "DE"), (1000, "DE", "RO")} <= ways(american(sample, "deployment"))
    parts = [movement.strength.low for movement in sample if movement.part_of]
    assert sorted(part for part in parts if part) == [300, 1700]


def test_the_sample_disagrees_on_who_gets_the_2000(sample: list[Movement]) -> None:
    gaps = [(gap.field, [value for value, _ in gap.values]) for movement in sample for gap in movement.disagreements]
    assert ("destination", ["Poland and Germany", "Poland"]) in gaps
    assert ("strength", ["1,700", "about 2,000, says Sample dispatch B"]) in gaps


def test_the_samples_order_is_under_way_days_later(sample: list[Movement]) -> None:
    (movement,) = (movement for movement in american(sample, "deployment") if movement.strength.low == 1700)
    assert [claim.report.id for claim in movement.claims] == ["sample-a", "sample-c"]
    assert movement.status is Status.UNDER_WAY


def test_the_sample_has_its_denials(sample: list[Movement]) -> None:
    denied = {movement.actor for movement in sample if movement.status is Status.DENIED}
    assert denied == {"US", "RU"}


@pytest.fixture(scope="module")
def articles() -> list[Report]:
    if not CORPUS.is_file():
        pytest.skip(f"the articles are not here ({CORPUS})")
    return [report for report in read_all([CORPUS]).reports if report.id in ("ap-2022-02-02", "wt-2022-02-02")]


def test_two_real_articles_count_each_soldier_once_in_either_order(articles: list[Report]) -> None:
    told: list[list[Claim]] = [extract(report) for report in articles]
    movements = reconcile_claims(claim for claims in told for claim in claims)
    assert movements == reconcile_claims(claim for claims in reversed(told) for claim in claims)
    assert best(movements, "deployment") == 3000
    assert best(movements, "alert") == 8500
    assert {(1700, "US", "PL"), (300, "US", "DE"), (1000, "DE", "RO")} <= ways(american(movements, "deployment"))
    assert any(movement.strength.low == 900 for movement in american(movements, "presence"))
    assert "UA" in {movement.destination.country for movement in american(movements, "denial") if movement.destination}
    fields = {gap.field for movement in american(movements, "deployment") for gap in movement.disagreements}
    assert {"destination", "strength"} <= fields


def test_what_two_extractors_read_differently_is_told() -> None:
    text = "France sent 900 soldiers to Mali and 300 to Niger."
    (own, *_) = extract(Report(text, id="one"))
    other = replace(own, strength=replace(own.strength, low=850, high=850), extractor="llm:m")
    (movement,) = reconcile_claims([own, other])
    assert [(gap.field, gap.values) for gap in movement.disagreements] == [("strength", (("900", (0,)), ("850", (1,))))]


def test_what_two_extractors_read_in_one_report_is_brought_together_with_the_links_of_each() -> None:
    one = reports()[0]
    own = extract(one)
    other = [replace(claim, extractor="llm:m") for claim in own]
    assert any(claim.part_of is not None for claim in own)
    alone = reconcile_claims(own)

    def sums(movements: Sequence[Movement]) -> list[tuple[object, ...]]:
        return [(row.actor, row.kind, row.unit, row.low, row.best, row.high) for row in totals(movements)]

    for claims in ([*own, *other], [*other, *own]):
        both = reconcile_claims(claims)
        read = [claim for movement in both for claim in movement.claims]
        assert [claim.extractor for claim in read].count("llm:m") == len(own)
        assert len(read) == 2 * len(own)
        assert ways(both) == ways(alone)
        assert sums(both) == sums(alone)
    assert reconcile_claims([*own, *other]) == reconcile_claims([*other, *own])
