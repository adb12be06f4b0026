"""Claims that come and go: what is worked out for the changed part alone is what the whole gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from mapapp.model import Claim, Movement, Place, PlaceKind, Report, Status, Strength, StrengthUnit
from mapapp.reconcile import Ties, reconcile_claims
from mapapp.reconcile import growing as module
from mapapp.reconcile.alike import alike
from mapapp.reconcile.growing import Growing
from mapapp.reconcile.tellings import tellings

# Few values each, so that much fits, clashes and closes circles.
POLAND = Place("Poland", PlaceKind.COUNTRY, 52.1, 19.4, "country:PL", "PL", precision=6)
RZESZOW = Place("Rzeszów", PlaceKind.CITY, 50.04, 22.0, "city:rzeszow", "PL")
RIGA = Place("Riga", PlaceKind.CITY, 56.95, 24.1, "city:riga", "LV")
BALTICS = Place(
    "the Baltics", PlaceKind.REGION, 57.0, 25.0, "region:baltics", None, members=("EE", "LT", "LV"), precision=7
)
PLACES = st.sampled_from([None, POLAND, RZESZOW, RIGA, BALTICS])
FIGURES = st.sampled_from([None, 3, 20, 300, 1000, 1300, 1700, 2000])
STATUS = st.sampled_from([Status.PLANNED, Status.COMPLETED, Status.PRESENT, Status.DENIED, Status.WITHDRAWN])
LINK = st.none() | st.integers(0, 3)


@st.composite
def claims_of(draw: st.DrawFn, name: str) -> list[Claim]:
    count = draw(st.integers(1, 4))
    words = draw(st.sampled_from(["troops", "five words that are copied verbatim"]))
    day = draw(st.none() | st.sampled_from([0, 3, 40, 70]))
    report = Report(
        f"{words}. " * count, name, None if day is None else date(2022, 1, 1) + timedelta(days=day), publisher=name[:1]
    )
    found = []
    for index in range(count):
        figure, start = draw(FIGURES), index * (len(words) + 2)
        unit = draw(st.sampled_from([StrengthUnit.PERSONNEL, StrengthUnit.PERSONNEL, None])) if figure else None
        links = [link if (link := draw(LINK)) is not None and link < index else None for _ in range(3)]
        found.append(
            Claim(
                report.quote(start, start + len(words)),
                draw(STATUS),
                draw(st.sampled_from(["US", "US", "GB", None])),
                draw(st.sampled_from([None, None, "82nd Division", "18th Corps"])),
                strength=Strength(figure, draw(st.sampled_from([figure, figure, 2000])) if figure else None, unit),
                origin=draw(PLACES),
                destination=draw(PLACES),
                part_of=links[0] if draw(st.integers(0, 2)) == 0 else None,
                same_as=links[1] if draw(st.integers(0, 3)) == 0 else None,
                shared_with=links[2] if draw(st.integers(0, 3)) == 0 else None,
            )
        )
    return found


NAMES = [f"r{number}" for number in range(9)]
REPORTS = st.fixed_dictionaries({name: claims_of(name) for name in NAMES})


def whole(claims: Mapping[str, Sequence[Claim]], ties: Ties) -> list[Movement]:
    return reconcile_claims((claim for listed in claims.values() for claim in listed), ties)


def tied(draw: st.DataObject, claims: Mapping[str, Sequence[Claim]]) -> Ties:
    every = [claim for listed in claims.values() for claim in listed]
    if len(every) < 2:
        return Ties()
    pairs = st.lists(st.tuples(st.sampled_from(every), st.sampled_from(every)), max_size=2)
    return Ties(draw.draw(pairs), draw.draw(pairs))


@settings(deadline=None, max_examples=150)
@given(reports=REPORTS, order=st.permutations(NAMES), data=st.data())
def test_added_one_by_one_in_any_order_they_give_what_all_at_once_give(
    reports: dict[str, list[Claim]], order: list[str], data: st.DataObject
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_SHARE", 1)  # never the whole anew, unless all is new
        held: dict[str, Sequence[Claim]] = {}
        grown = Growing(held, Ties())
        for name in order:
            held = {**held, name: reports[name]}
            assert grown.become(held, Ties()) == whole(held, Ties())
        event(f"{sum(len(one.claims) > 1 for one in grown.movements)} of several claims")
        for name in data.draw(st.lists(st.sampled_from(NAMES), max_size=3, unique=True)):
            held = {other: listed for other, listed in held.items() if other != name}
            assert grown.become(held, Ties()) == whole(held, Ties())


@settings(deadline=None, max_examples=150)
@given(reports=REPORTS, data=st.data())
def test_taken_up_from_a_result_it_goes_on_as_if_it_had_made_it(
    reports: dict[str, list[Claim]], data: st.DataObject
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_SHARE", 1)
        names = data.draw(st.lists(st.sampled_from(NAMES), min_size=3, max_size=7, unique=True))
        held: dict[str, Sequence[Claim]] = {name: reports[name] for name in names}
        ties = tied(data, held)
        grown = Growing(held, ties, whole(held, ties))
        for name in data.draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True)):
            changed = list(reports[name])
            if name in held:  # one field of one claim is corrected
                at = data.draw(st.integers(0, len(changed) - 1))
                changed[at] = replace(changed[at], destination=data.draw(PLACES), actor="US")
            held = {**held, name: changed}
            ties = tied(data, held)
            before = {one.id: one for one in grown.movements}
            found = grown.become(held, ties)
            assert found == whole(held, ties)
            for one in found:
                assert one != before.get(one.id) or one is before[one.id], "what stays is the same object"


@settings(deadline=None, max_examples=100)
@given(reports=REPORTS)
def test_how_well_two_tellings_fit_does_not_depend_on_which_comes_first(reports: dict[str, list[Claim]]) -> None:
    told = tellings((claim for listed in reports.values() for claim in listed), Ties())
    for one, other in combinations(told, 2):
        assert alike(one, other) == alike(other, one)
