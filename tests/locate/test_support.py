"""Names speak for one another: what lies together gains, and the weights have the figures they are for."""

from __future__ import annotations

import pytest

from mapapp.locate import Candidate, Gazetteer
from mapapp.locate.ranking import rank
from mapapp.locate.signs import NAMES as SIGNS
from mapapp.locate.signs import WEIGHTS as SIGN_WEIGHTS
from mapapp.locate.signs import chance
from mapapp.locate.support import TABLE, most, supports
from mapapp.locate.weighing import MOST, NAMES, PRIORS, WEIGHTS


def meanings(gazetteer: Gazetteer, name: str) -> tuple[Candidate, ...]:
    return tuple(rank(gazetteer.rows(name)))


def best(gazetteer: Gazetteer, names: list[str], trust: float = 1.0) -> list[Candidate]:
    found = [(meanings(gazetteer, name), trust) for name in names]
    held = supports(found)
    return [
        max(zip(rows, some, strict=False), key=lambda pair: pair[0][0])[1]
        for rows, (some, _) in zip(held, found, strict=True)
    ]


def test_every_figure_has_a_weight(gazetteer: Gazetteer) -> None:
    assert len(WEIGHTS) == len(NAMES)
    assert len(SIGN_WEIGHTS) == len(SIGNS)
    assert all(len(one.evidence) == PRIORS for one in meanings(gazetteer, "Springfield"))


def test_a_small_town_gains_by_its_neighbours(gazetteer: Gazetteer) -> None:
    alone, *_ = best(gazetteer, ["Carthage"])
    together, *_ = best(gazetteer, ["Carthage", "Lowville", "Watertown", "Pulaski", "Cape Vincent"])
    assert (together.place.country, together.admin1) == ("US", "NY")
    assert together.place.id != alone.place.id


def test_names_in_doubt_do_not_speak_for_others(gazetteer: Gazetteer) -> None:
    for trust in (0.0, 1.0):
        rows = supports([(meanings(gazetteer, "Lowville"), 1.0), (meanings(gazetteer, "Watertown"), trust)])
        assert (max(gain.near for _, gain in rows[0]) > 0.1) is (trust > 0)


def test_no_names_no_support() -> None:
    assert supports([]) == []
    assert supports([((), 1.0), ((), 1.0)]) == [[], []]


def test_the_table_stays_small() -> None:
    assert most(1) == MOST
    assert all(most(count) * count <= max(TABLE, 4 * count) for count in (1, 10, 100, 1000))


@pytest.mark.parametrize("figure", ["near", "score", "located", "place", "given"])
def test_more_evidence_is_likelier(figure: str) -> None:
    none = [0.0] * len(SIGNS)
    some = list(none)
    some[SIGNS.index(figure)] = 1.0
    assert chance(some) > chance(none)
