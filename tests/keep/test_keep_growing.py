"""A case that grows by small steps holds what reconciling all of it gives; `verify` works that out each time."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from told import FIRST, SECOND, THIRD, all_three, first, second, third

from mapapp.errors import CaseError
from mapapp.keep import Case, decisions, rows, verify
from mapapp.keep.state import RULES
from mapapp.keep.tables import META, MOVEMENT
from mapapp.model import Claim, Report
from mapapp.reconcile import growing

TOLD = ((FIRST, first), (SECOND, second), (THIRD, third))


def another(dice: random.Random, number: int) -> tuple[Report, Sequence[Claim], None]:
    """Return one of the three reports on another day, with some of its figures changed."""
    told, claims = dice.choice(TOLD)
    text = f"{told.text} ({number}.)"
    report = replace(told, id=f"r{number}", text=text, published=date(2022, 2, 1) + timedelta(days=dice.randrange(60)))
    found = []
    for claim in claims():
        strength = claim.strength
        if strength.known and dice.random() < 0.3:
            strength = replace(strength, low=(strength.low or 0) + 400, high=(strength.high or 0) + 400)
        found.append(
            replace(claim, quote=report.quote(claim.quote.start, claim.quote.end), strength=strength, marks=())
        )
    return report, found, None


def decide(dice: random.Random, case: Case) -> None:
    state = case.state()
    kept, other = dice.choice(state.movements), dice.choice(state.movements)
    claim = dice.choice(kept.claims)
    act = dice.randrange(9)
    if act == 0:
        decisions.confirm(case, kept.id)
    elif act == 1:
        decisions.reject(case, claim)
    elif act == 2:
        decisions.correct(case, claim, "destination", "50,10 Here")
    elif act == 3:
        decisions.correct(case, claim, "actor", dice.choice(["GB", "US", "-"]))
    elif act == 4:
        decisions.merge(case, [kept.id, other.id])
    elif act == 5:
        decisions.split(case, kept.id, [claim])
    elif act == 6:
        decisions.correct(case, kept.id, "strength", "about 5,000 personnel")
    elif act == 7:
        decisions.remove(case, dice.choice([one.report.id for one in state.reports.values() if not one.removed]))
    else:
        decisions.undo(case)


@pytest.mark.parametrize("seed", range(6))
def test_every_step_leaves_what_the_whole_gives(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growing, "_SHARE", 1)
    monkeypatch.setattr(rows, "_STEP", 2)  # so that the room between two movements is used up
    dice = random.Random(seed)  # noqa: S311 (a seed, so that a failure can be had again)
    case = Case.create(tmp_path / "c", "ann")
    case.add([another(dice, number) for number in range(8)])
    for step in range(25):
        if dice.random() < 0.2:  # another program goes on from what is in the file
            case.close()
            case = Case(tmp_path / "c", "bob")
        if dice.random() < 0.5:
            case.add([another(dice, 100 + step)])
        else:
            try:
                decide(dice, case)
            except CaseError:
                continue
        assert verify.problems(case) == [], f"step {step}"
        with Case(tmp_path / "c", "reader") as reader:
            there = reader.state()
        assert there.movements == case.state().movements
        assert there.copies == case.state().copies
    case.close()


def _rows(case: Case) -> dict[str, Any]:
    with case.store.reading() as connection:
        return {row.id: tuple(row) for row in connection.execute(sa.select(MOVEMENT))}


def test_a_report_about_something_else_touches_no_other_row(tmp_path: Path) -> None:
    with Case.create(tmp_path / "c", "ann") as case:
        case.add(all_three())
        before = _rows(case)
    with Case(tmp_path / "c", "bob") as case:
        report = replace(FIRST, id="apart", text="A lone frigate of Chile went nowhere in particular, it was said.")
        claim = replace(first()[0], quote=report.quote(0, 20), actor="CL", destination=None, origin=None, marks=())
        case.add([(report, [claim], None)])
        after = _rows(case)
        assert {name: row for name, row in after.items() if name in before} == before
        assert len(after) == len(before) + 1
        assert verify.problems(case) == []


def test_what_other_rules_worked_out_is_worked_out_anew(tmp_path: Path) -> None:
    with Case.create(tmp_path / "c", "ann") as case:
        case.add(all_three())
        with case.store.writing() as connection:  # as if this version's rules had made something else of it
            connection.execute(sa.update(META).where(META.c.key == RULES).values(value="older"))
            connection.execute(sa.update(MOVEMENT).values(body=sa.func.replace(MOVEMENT.c.body, "1700", "1800")))
        case.close()
    with Case(tmp_path / "c", "bob") as case:
        assert verify.problems(case) != []
        case.add([(replace(FIRST, id="more", text="Nothing of note."), [], None)])
        assert verify.problems(case) == []
