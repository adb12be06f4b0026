"""Which symbol a name gets: the type where the name leaves no doubt, the plain frame or none where it does."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_movements import sample

from mapapp.data import data_path
from mapapp.model import StrengthUnit
from mapapp.show import deployment_map, save_html
from mapapp.show.symbols import drawing, symbol

if TYPE_CHECKING:
    from playwright.sync_api import Page

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "symbols.toml").read_text(encoding="utf-8"))["case"]
TABLE = tomllib.loads((data_path("symbols.json").parent / "symbols.toml").read_text(encoding="utf-8"))
DATA = json.loads(data_path("symbols.json").read_text(encoding="ascii"))


@pytest.mark.parametrize("case", CASES, ids=[str(case.get("unit") or case.get("equipment")) for case in CASES])
def test_names_and_their_symbols(case: dict[str, Any]) -> None:
    counted = StrengthUnit(case["counted"]) if "counted" in case else None
    found = symbol(case.get("unit"), case.get("equipment"), counted)
    assert (found.type if found else "") == case["type"]
    assert (found.echelon if found else None) == case.get("echelon")


def test_every_type_of_the_table_is_drawn() -> None:
    table = {key for group, rows in TABLE.items() if group != "echelons" for key in rows}
    assert set(DATA["types"]) == table | {"land"}
    assert set(DATA["echelons"]) == set(TABLE["echelons"])
    for row in [*DATA["types"].values(), *DATA["echelons"].values()]:
        assert row["marks"]
        assert {how for _, how in row["marks"]} <= {"body", "fill", "stroke"}


def test_what_stands_for_another_type_names_one_that_is_there() -> None:
    assert all(under in DATA["types"] for row in DATA["types"].values() for under in row["over"])


@given(st.text(max_size=300), st.text(max_size=300), st.sampled_from([None, *StrengthUnit]))
def test_any_name_is_borne(unit: str, equipment: str, counted: StrengthUnit | None) -> None:
    found = symbol(unit, equipment, counted)
    assert found is None or drawing(found)["marks"]


@pytest.mark.browser
def test_the_card_and_the_key_name_the_symbol(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page(save_html(deployment_map(sample()), tmp_path / "map.html"))
    page.evaluate("deploymentMap.select('poland')")
    named = page.get_by_role("img", name="NATO symbol: airborne infantry division")
    assert named.is_visible()
    assert named.evaluate("(c) => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((v) => v > 0)")
    page.evaluate("deploymentMap.select('germany')")
    assert page.locator(".dm-symbol").count() == 0
    page.locator(".dm-key details summary").click()
    key = page.locator(".dm-key li")
    assert key.filter(has_text="airborne infantry division").count() == 1
    page.evaluate("deploymentMap.filter({actor: 'RU'})")
    assert key.filter(has_text="airborne infantry division").count() == 0
