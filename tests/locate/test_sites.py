"""Buildings and the towns that they stand in; a hostile text costs no more than its length."""

from __future__ import annotations

import pytest

from mapapp.locate import Gazetteer, geoparse
from mapapp.locate.sites import housed
from mapapp.model import Report


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They slept at the Palestine Hotel in central Baghdad.", ["Palestine Hotel", "Baghdad"]),
        ("The Embassy of Peru in Kyiv was shut.", ["Embassy of Peru", "Kyiv"]),
        ("She was flown to Washington Hospital, and Kenya sent 20 soldiers.", []),
        ("She works at Boston University and lives in London.", ["Boston", "London"]),
    ],
)
def test_a_building_stands_in_the_town_right_behind_it(text: str, names: list[str]) -> None:
    found = geoparse(Report(text, "r"), Gazetteer())
    placed = {top.surface: top.place for top in found if top.place is not None}
    assert set(names) <= set(placed)
    inside = {surface: place.id for surface, place in placed.items() if place.id.endswith(":in")}
    told = {names[0]: f"{placed[names[1]].id}:in"} if " " in "".join(names[:1]) else {}
    assert inside == told


@pytest.mark.parametrize("piece", ["A", "Aa ", "Hotel ", "School of A ", "of the and ", "A.A&"])
@pytest.mark.timeout(60)  # a tenth of a second; far longer where time grows with the square of the length
def test_a_long_hostile_text_does_not_hang(piece: str) -> None:
    assert housed(piece * (400_000 // len(piece)), []) == []
