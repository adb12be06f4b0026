"""Claims of several reports become movements: told twice is one, parts stay inside totals, differences are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapapp.errors import ModelError
from mapapp.model import (
    Claim,
    DateSpan,
    Movement,
    Place,
    PlaceKind,
    Report,
    Status,
    Strength,
    StrengthUnit,
)
from mapapp.reconcile import Ties, estimate, reconcile, reconcile_claims, totals
from mapapp.reconcile.alike import ENOUGH, alike
from mapapp.reconcile.group import _pairs
from mapapp.reconcile.tellings import tellings

PEOPLE = StrengthUnit.PERSONNEL
PLACES = {
    "Poland": Place("Poland", PlaceKind.COUNTRY, 52.1, 19.4, "country:PL", "PL", precision=6),
    "Germany": Place("Germany", PlaceKind.COUNTRY, 51.1, 10.4, "country:DE", "DE", precision=6),
    "Romania": Place("Romania", PlaceKind.COUNTRY, 45.9, 25.0, "country:RO", "RO", precision=6),
    "Ukraine": Place("Ukraine", PlaceKind.COUNTRY, 49.0, 31.4, "country:UA", "UA", precision=6),
    "United States": Place("United States", PlaceKind.COUNTRY, 39.8, -98.6, "country:US", "US", precision=6),
    "Fort Bragg": Place("Fort Bragg", PlaceKind.BASE, 35.14, -79.0, "base:fort-bragg", "US"),
    "Vilseck": Place("Vilseck", PlaceKind.CITY, 49.61, 11.8, "city:vilseck", "DE"),
    "Rzeszow": Place("Rzeszow", PlaceKind.CITY, 50.04, 22.0, "city:rzeszow", "PL"),
    "Europe": Place("Europe", PlaceKind.REGION, 50, 15, "region:europe", members=("PL", "DE", "RO"), precision=7),
}


def report(name: str, day: str | None = "2022-02-02") -> Report:
    return Report(f"{name} " + "x" * 60, name, date.fromisoformat(day) if day else None, publisher=f"Paper {name}")


def claim(
    source: Report,
    index: int,
    strength: int | Strength | None = None,
    to: str | None = None,
    *,
    of: str | None = None,
    status: Status = Status.ORDERED,
    actor: str = "US",
    **more: object,
) -> Claim:
    if isinstance(strength, int):
        strength = Strength(strength, strength, PEOPLE)
    return Claim(
        source.quote(index, index + 1),
        status,
        actor=actor,
        strength=strength or Strength(unit=PEOPLE),
        origin=PLACES[of] if of else None,
        destination=PLACES[to] if to else None,
        **more,  # type: ignore[arg-type]
    )


def about(figure: int) -> Strength:
    return Strength(figure, figure, PEOPLE, approximate=True)


def first_paper() -> list[Claim]:
    """2,000 to Poland and Germany, 1,700 and 300 of them; 1,000 to Romania, told twice; 900 there; alert; denial."""
    a = report("A")
    return [
        claim(a, 0, 2000, "Poland", of="United States"),
        claim(a, 0, 2000, "Germany", of="United States", shared_with=0),
        claim(a, 1, 1000, "Romania", of="Germany"),
        claim(a, 2, 1700, "Poland", of="Fort Bragg", part_of=0, unit="82nd Airborne Division"),
        claim(a, 3, 300, "Germany", of="Fort Bragg", part_of=0, unit="18th Airborne Corps"),
        claim(a, 4, 1000, "Romania", of="Vilseck", same_as=2, unit="2nd Cavalry Regiment"),
        claim(a, 5, about(900), "Romania", status=Status.PRESENT),
        claim(a, 6, 8500, "Europe", status=Status.ON_ALERT),
        claim(a, 7, None, "Ukraine", status=Status.DENIED),
    ]


def second_paper() -> list[Claim]:
    b = report("B")
    return [
        claim(b, 0, about(2000), "Poland"),
        claim(b, 1, 1000, "Romania", of="Germany"),
        claim(b, 2, 8500, "Europe", status=Status.ON_ALERT),
        claim(b, 3, None, "Ukraine", status=Status.DENIED),
        claim(b, 4, about(1000), "Romania", of="Germany", same_as=1, unit="Stryker squadron"),
        claim(b, 5, about(900), "Romania", status=Status.PRESENT),
        claim(b, 6, None, "Poland", of="Fort Bragg", unit="brigade combat team of the 82nd Airborne Division"),
    ]


def find(movements: Sequence[Movement], status: Status, to: str | None, low: int | None) -> Movement:
    found = [
        movement
        for movement in movements
        if movement.status is status
        and (movement.destination.name if movement.destination else None) == to
        and movement.strength.low == low
    ]
    assert len(found) == 1, [(m.status, m.destination, m.strength) for m in movements]
    return found[0]


def test_two_papers_become_the_movements_that_a_reader_would_list() -> None:
    movements = reconcile_claims(first_paper() + second_paper())
    assert len(movements) == 8
    total = find(movements, Status.ORDERED, "Poland", 2000)
    germany = find(movements, Status.ORDERED, "Germany", 2000)
    poland = find(movements, Status.ORDERED, "Poland", 1700)
    headquarters = find(movements, Status.ORDERED, "Germany", 300)
    romania = find(movements, Status.ORDERED, "Romania", 1000)
    assert (total.shared_with, germany.shared_with) == (None, total.id)
    assert (poland.part_of, headquarters.part_of, romania.part_of) == (total.id, total.id, None)
    assert romania.origin == PLACES["Vilseck"]
    assert romania.unit == "2nd Cavalry Regiment"
    assert {said.report.id for said in romania.claims} == {"A", "B"}
    assert len(romania.claims) == 4
    assert {said.report.id for said in poland.claims} == {"A", "B"}


def test_new_american_deployments_are_3000_not_6000() -> None:
    rows = {(row.actor, row.kind, row.unit): row for row in totals(reconcile_claims(first_paper() + second_paper()))}
    assert rows["US", "deployment", PEOPLE].best == 3000
    assert rows["US", "alert", PEOPLE].best == 8500
    assert rows["US", "presence", PEOPLE].best == 900
    assert rows["US", "denial", PEOPLE].best == 0
    assert len(rows["US", "deployment", PEOPLE].within) == 3


def test_who_divides_the_2000_and_who_does_not_is_a_disagreement() -> None:
    movements = reconcile_claims(first_paper() + second_paper())
    total = find(movements, Status.ORDERED, "Poland", 2000)
    (gap,) = total.disagreements
    assert gap.field == "destination"
    assert [(value, [total.claims[index].report.publisher for index in who]) for value, who in gap.values] == [
        ("Poland and Germany", ["Paper A"]),
        ("Poland", ["Paper B"]),
    ]
    (gap,) = find(movements, Status.ORDERED, "Poland", 1700).disagreements
    assert [value for value, _ in gap.values] == ["1,700", "about 2,000, says Paper B"]


def test_the_order_of_reports_changes_nothing() -> None:
    one = reconcile_claims(first_paper() + second_paper())
    other = reconcile_claims(second_paper() + first_paper())
    assert one == other


def test_a_report_given_twice_is_read_once() -> None:
    assert reconcile_claims(first_paper() + first_paper()) == reconcile_claims(first_paper())


def test_figures_that_differ_are_kept_side_by_side() -> None:
    a, b, c = report("A"), report("B"), report("C")
    (movement,) = reconcile_claims(
        [claim(a, 0, about(2000), "Poland"), claim(b, 0, 1700, "Poland"), claim(c, 0, about(1900), "Poland")]
    )
    (gap,) = movement.disagreements
    assert (gap.field, [value for value, _ in gap.values]) == ("strength", ["about 2,000", "1,700", "about 1,900"])
    assert (estimate(movement).low, estimate(movement).best, estimate(movement).high) == (1700, 1700, 2000)


def test_the_best_of_equally_exact_figures_is_the_one_most_reports_give() -> None:
    claims = [claim(report(name), 0, figure, "Poland") for name, figure in zip("ABC", (1800, 2000, 1800), strict=True)]
    (movement,) = reconcile_claims(claims)
    assert estimate(movement).best == 1800


def test_far_apart_figures_are_two_movements() -> None:
    assert len(reconcile_claims([claim(report("A"), 0, 300, "Poland"), claim(report("B"), 0, 1700, "Poland")])) == 2


def test_a_row_of_small_differences_does_not_add_up() -> None:
    figures = (1000, 1200, 1450, 1750, 2100)
    claims = [claim(report(f"R{figure}"), 0, figure, "Poland") for figure in figures]
    for movement in reconcile_claims(claims):
        lows = [said.strength.low or 0 for said in movement.claims]
        assert min(lows) >= 0.75 * max(lows)


def test_ordered_then_under_way_then_completed_is_one_life() -> None:
    steps = [
        ("A", "2022-02-02", Status.ORDERED),
        ("B", "2022-02-05", Status.UNDER_WAY),
        ("C", "2022-02-09", Status.COMPLETED),
    ]
    claims = [claim(report(name, day), 0, 1700, "Poland", status=status) for name, day, status in steps]
    (movement,) = reconcile_claims(claims[::-1])
    assert movement.status is Status.COMPLETED
    assert [said.status for said in movement.claims] == [step[2] for step in steps]
    assert movement.disagreements == ()


def test_a_later_report_that_goes_back_is_a_disagreement() -> None:
    claims = [
        claim(report("A", "2022-02-02"), 0, 1700, "Poland", status=Status.COMPLETED),
        claim(report("B", "2022-02-05"), 0, 1700, "Poland", status=Status.PLANNED),
    ]
    (movement,) = reconcile_claims(claims)
    assert [gap.field for gap in movement.disagreements] == ["status"]


def test_an_arrival_without_a_number_does_not_complete_a_counted_movement() -> None:
    unit = "82nd Airborne Division"
    claims = [
        claim(report("A"), 0, 1700, "Poland", unit=unit),
        claim(report("B", "2022-02-06"), 0, None, "Rzeszow", unit=unit, status=Status.COMPLETED),
    ]
    (movement,) = reconcile_claims(claims)
    assert movement.status is Status.UNDER_WAY
    assert movement.destination == PLACES["Rzeszow"]
    assert movement.strength.low == 1700


def test_a_denial_stands_against_the_claim() -> None:
    claims = [
        claim(report("A"), 0, None, "Ukraine", actor="RU", status=Status.DENIED),
        claim(report("B"), 0, 5000, "Ukraine", actor="RU", status=Status.UNDER_WAY),
        claim(report("B"), 1, 5000, "Poland", actor="RU", status=Status.PRESENT),
    ]
    denial, move, other = sorted(reconcile_claims(claims), key=lambda movement: movement.status.value)[:3]
    assert (denial.status, move.status, other.status) == (Status.DENIED, Status.PRESENT, Status.UNDER_WAY)
    assert denial.disagreements[0].values == (("denied", (0,)), ("under way, says Paper B", ()))
    assert other.disagreements[0].values == (("under way", (0,)), ("denied, says Paper A", ()))
    assert move.disagreements == ()


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "FR"},
        {"destination": PLACES["Romania"]},
        {"origin": PLACES["Vilseck"]},
        {"unit": "173rd Airborne Brigade"},
        {"status": Status.PRESENT},
        {"date": DateSpan(date(2022, 6, 1), date(2022, 6, 30))},
        {"strength": Strength(2, 2, StrengthUnit.SHIPS)},
    ],
    ids=str,
)
def test_what_speaks_against_one_movement_makes_two(change: dict[str, object]) -> None:
    base = replace(
        claim(report("A"), 0, 1700, "Poland", of="Fort Bragg", unit="82nd Airborne Division"),
        date=DateSpan(date(2022, 2, 2), date(2022, 2, 4)),
    )
    again = replace(base, quote=report("B").quote(0, 1))
    assert len(reconcile_claims([base, again])) == 1
    assert len(reconcile_claims([base, replace(again, **change)])) == 2


def test_what_one_report_tells_apart_stays_apart() -> None:
    a, b = report("A"), report("B")
    claims = [claim(a, 0, 1000, "Poland"), claim(a, 1, 1200, "Poland"), claim(b, 0, 1000, "Poland")]
    assert sorted(len(movement.claims) for movement in reconcile_claims(claims)) == [1, 2]
    claims = [claim(a, 0, 1000, "Poland"), claim(a, 0, 1000, "Poland")]
    assert len(reconcile_claims(claims)) == 2, "one sentence that counts twice means two"


def test_an_equal_figure_in_another_sentence_is_told_again() -> None:
    a = report("A")
    claims = [
        claim(a, 0, 8500, "Europe", status=Status.ON_ALERT),
        claim(a, 1, 1000, "Romania", of="Germany"),
        claim(a, 2, 8500, status=Status.ON_ALERT),
        claim(a, 3, 1000, "Romania", of="Vilseck", unit="2nd Cavalry Regiment"),
        claim(a, 4, 250, "Romania", of="Vilseck", part_of=3),
        claim(a, 5, 1000, "Poland", of="Vilseck"),
        claim(a, 6, 5, "Ukraine"),
        claim(a, 7, 5, "Ukraine"),
    ]
    movements = reconcile_claims(claims)
    assert [len(movement.claims) for movement in movements] == [2, 2, 1, 1, 1, 1]
    assert movements[2].part_of == movements[1].id


def test_a_force_that_one_report_leaves_unnamed_is_the_one_that_another_names() -> None:
    a, b, c = report("A"), report("B"), report("C")
    unnamed = replace(claim(b, 0, 1700, "Poland"), actor=None)
    claims = [claim(a, 0, 1700, "Poland"), unnamed, claim(c, 0, 1700, "Poland", actor="GB")]
    movements = reconcile_claims(claims)
    assert sorted((movement.actor or "", len(movement.claims)) for movement in movements) == [("GB", 1), ("US", 2)]


def test_a_part_without_an_actor_takes_its_totals() -> None:
    a = report("A")
    claims = [claim(a, 0, 2000, "Poland"), replace(claim(a, 1, 1700, "Poland", part_of=0), actor=None)]
    assert [movement.actor for movement in reconcile_claims(claims)] == ["US", "US"]


def test_the_part_that_closes_the_sum_is_found_in_another_report() -> None:
    a, b = report("A"), report("B")
    claims = [
        claim(a, 0, 2000, "Poland"),
        claim(a, 0, 2000, "Germany", shared_with=0),
        claim(a, 1, 1700, "Poland", part_of=0),
        claim(b, 0, 300, "Germany"),
        claim(b, 1, 300, "Romania"),
    ]
    movements = reconcile_claims(claims)
    assert find(movements, Status.ORDERED, "Germany", 300).part_of == movements[0].id
    assert find(movements, Status.ORDERED, "Romania", 300).part_of is None
    (row,) = totals(movements)
    assert row.best == 2300


def test_a_report_alone_does_not_disagree_with_itself() -> None:
    a = report("A")
    claims = [claim(a, 0, 1000, "Poland"), claim(a, 1, 1500, "Romania", same_as=0)]
    assert reconcile_claims(claims)[0].disagreements == ()
    claims[1] = replace(claims[1], voice="the ministry")
    assert [gap.field for gap in reconcile_claims(claims)[0].disagreements] == ["strength", "destination"]


def test_a_circle_of_sharing_and_parts_counts_once() -> None:
    a, b = report("A"), report("B")
    claims = [
        claim(a, 0, 1000, "Poland"),
        claim(a, 1, 900, "Romania", part_of=0),
        claim(b, 0, 900, "Romania"),
        claim(b, 1, 1000, "Poland", shared_with=0),
    ]
    (row,) = totals(reconcile_claims(claims))
    assert row.best == 900


def test_the_same_move_months_later_is_another() -> None:
    claims = [claim(report("A", "2022-02-02"), 0, 1000, "Poland"), claim(report("B", "2022-08-02"), 0, 1000, "Poland")]
    assert len(reconcile_claims(claims)) == 2


def test_parts_that_point_in_a_circle_are_not_linked_in_one() -> None:
    a, b = report("A"), report("B")
    claims = [
        claim(a, 0, 1000, "Poland"),
        claim(a, 1, 900, "Romania", part_of=0),
        claim(b, 0, 900, "Romania"),
        claim(b, 1, 1000, "Poland", part_of=0),
    ]
    movements = reconcile_claims(claims)
    assert len(movements) == 2
    assert sum(movement.part_of is not None for movement in movements) == 1
    assert totals(movements)


def test_a_part_counts_when_its_total_is_not_there() -> None:
    movements = [movement for movement in reconcile_claims(first_paper()) if movement.strength.low != 2000]
    (row,) = (row for row in totals(movements) if row.kind == "deployment")
    assert row.best == 3000


def test_the_first_of_those_that_share_counts_when_the_leader_is_not_there() -> None:
    movements = reconcile_claims(first_paper())
    lead = find(movements, Status.ORDERED, "Poland", 2000)
    (row,) = (row for row in totals(m for m in movements if m is not lead) if row.kind == "deployment")
    assert row.best == 3000


def test_up_to_300_is_300_at_best_and_a_range_its_lower_end() -> None:
    (movement,) = reconcile_claims([claim(report("A"), 0, Strength(0, 300, PEOPLE), "Poland")])
    assert (estimate(movement).low, estimate(movement).best, estimate(movement).high) == (0, 300, 300)
    (movement,) = reconcile_claims([claim(report("A"), 0, Strength(200, 999, PEOPLE), "Poland")])
    assert (estimate(movement).low, estimate(movement).best, estimate(movement).high) == (200, 200, 999)


def test_a_link_outside_the_list_is_refused() -> None:
    with pytest.raises(ModelError, match=r"claim 0 points to claim 4 of 1; give all claims"):
        reconcile_claims([claim(report("A"), 0, 5, "Poland", part_of=4)])


def test_nothing_gives_nothing() -> None:
    assert reconcile([]) == []
    assert totals([]) == []


@st.composite
def claims_of_a_report(draw: st.DrawFn, name: str) -> list[Claim]:
    day = date(2022, 2, 1) + timedelta(days=draw(st.integers(0, 60)))
    source = report(name, draw(st.sampled_from([day.isoformat(), None])))
    claims = []
    for index in range(draw(st.integers(1, 5))):
        links = {
            link: draw(st.integers(0, index - 1)) if index and draw(st.integers(0, 3)) == 0 else None
            for link in ("part_of", "same_as", "shared_with")
        }
        claims.append(
            claim(
                source,
                index,
                draw(st.sampled_from([None, 5, 300, 1000, 1100, 1700, about(2000), Strength(0, 300, PEOPLE)])),
                draw(st.sampled_from([None, *PLACES])),
                of=draw(st.sampled_from([None, "Fort Bragg", "Germany"])),
                status=draw(st.sampled_from(list(Status))),
                actor=draw(st.sampled_from(["US", "RU"])),
                unit=draw(st.sampled_from([None, "82nd Airborne Division", "troops"])),
                **links,
            )
        )
    return claims


@settings(deadline=None)
@given(st.data())
def test_reconciling_in_any_order_gives_the_same_movements(data: st.DataObject) -> None:
    told = [data.draw(claims_of_a_report(name)) for name in "ABCD"]
    shuffled = data.draw(st.permutations(told))
    movements = reconcile_claims(said for listed in told for said in listed)
    assert movements == reconcile_claims(said for listed in shuffled for said in listed)
    assert sorted(id(said) for movement in movements for said in movement.claims) == sorted(
        id(said) for listed in told for said in listed
    )
    ids = [movement.id for movement in movements]
    assert len(set(ids)) == len(ids)
    for row in totals(movements):
        assert row.low <= row.best <= row.high
        assert len({*row.movements, *row.within, *row.unknown}) == len(row.movements + row.within + row.unknown)


@settings(deadline=None)
@given(st.data())
def test_blocks_leave_out_no_pair_that_fits(data: st.DataObject) -> None:
    told = tellings((said for name in "ABCDE" for said in data.draw(claims_of_a_report(name))), Ties())
    compared = {frozenset((id(one), id(other))) for one, other in _pairs(told)}
    for one, other in combinations(told, 2):
        if one.report != other.report and one.family == other.family and (alike(one, other) or 0) >= ENOUGH:
            assert frozenset((id(one), id(other))) in compared, (one.agreed, other.agreed)


def test_a_move_told_without_its_goal_is_the_one_that_another_tells_with_it() -> None:
    told = [
        claim(report("A"), 0, 1700, of="Fort Bragg", status=Status.ON_ALERT),
        claim(report("B"), 0, 1700, "Poland", of="Fort Bragg", status=Status.ON_ALERT),
    ]
    assert [len(movement.claims) for movement in reconcile_claims(told)] == [2]
