"""The recipes of docs/scale.md, as they stand there, on a corpus whose answers are known."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from mapapp.scale import Job
from mapapp.scale.cluster import Here
from mapapp.scale.run import run

RECIPES = re.findall(r"```sql\n(.*?)```", (Path(__file__).parents[2] / "docs" / "scale.md").read_text("utf-8"), re.S)


@pytest.fixture
def ask(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    run(Job(str(corpus), str(tmp_path / "news"), per_part=4), Here())
    monkeypatch.chdir(tmp_path)
    return lambda words: next(duckdb.sql(recipe).fetchall() for recipe in RECIPES if words in recipe)


def test_movements_into_a_country_by_month(ask: Any) -> None:
    assert ask("AS month") == [("2022-02", 1, 1700), ("2022-04", 1, None)]


def test_units_by_their_last_known_place(ask: Any) -> None:
    (row,) = (row for row in ask("AS place") if "173rd" in row[0])
    assert row[1:] == ("US", "Poland", date(2022, 4, 4))


def test_claims_without_corroboration(ask: Any) -> None:
    rows = ask("m.sources = 1")
    said = " ".join(row[5] for row in rows)
    assert "1,700" not in said
    assert "3,000 troops from Belgorod" in said
    assert next(row for row in rows if row[1] == "RU")[2:5] == ("Belarus", "Desk One", date(2022, 3, 1))


def test_every_recipe_is_tested() -> None:
    assert len(RECIPES) == 3
