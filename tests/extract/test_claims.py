"""Claims of one report and their links: what is held against what."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from mapapp.extract import claims, extract
from mapapp.model import Claim, Place, PlaceKind, Report, Status, Strength, StrengthUnit

TEXT = "Soldiers went. " * 700


def ledger(towns: list[int]) -> list[Claim]:
    """Enter a claim of one actor for each town."""
    book, report = claims._Ledger(), Report(TEXT, id="long")
    for number, town in enumerate(towns):
        place = Place(f"Town {town}", PlaceKind.CITY, 10, 10, f"town:{town}", "ML")
        claim = Claim(
            report.quote(15 * number, 15 * number + 14),
            Status.COMPLETED,
            actor="FR",
            strength=Strength(5, 5, StrengthUnit.PERSONNEL),
            destination=place,
        )
        book.enter(SimpleNamespace(total=None), claim)  # type: ignore[arg-type]
    return book.claims


def test_what_is_told_again_points_to_where_it_was_told_first() -> None:
    assert [claim.same_as for claim in ledger([1, 2, 1, 3, 2, 1])] == [None, None, 0, None, 1, 0]


def test_a_list_without_end_is_held_against_the_latest_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each claim was once held against all before it, and 400 KB of lists took three times as long a character."""
    held = 0

    def same(first: Claim, again: Claim) -> bool:
        nonlocal held
        held += 1
        return first.destination == again.destination

    monkeypatch.setattr(claims, "_same", same)
    assert len(ledger(list(range(600)))) == 600
    assert held < 600 * 200


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("Canada's 7th and 8th Brigades landed at Courseulles.", [None, None]),
        ("The Gordon Highlanders and the Royal Welch Fusiliers landed at Madagascar.", [None, None]),
        ("The US 3rd Brigade is in Poland. The US 4th Brigade is in Poland.", [None, None]),
        ("The US 3rd Brigade is in Poland. The 3rd Brigade reached Poland in May.", [None, 0]),
    ],
)
def test_units_of_other_numbers_or_names_are_not_told_again(text: str, again: list[int | None]) -> None:
    assert [claim.same_as for claim in extract(Report(text, id="units"))] == again
