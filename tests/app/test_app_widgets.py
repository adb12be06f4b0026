"""The widgets, driven without a browser."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import mapapp.extract
import mapapp.samples

SCRIPT = str(Path(__file__).with_name("page_of_hand_claims.py"))


@pytest.fixture(autouse=True)
def _read_again_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the script's claims made by hand end with the test: it runs in this very process."""
    monkeypatch.setattr("mapapp.extract.extract", mapapp.extract.extract)
    monkeypatch.setattr("mapapp.samples.claims_of", mapapp.samples.claims_of)


@pytest.fixture
def page() -> Any:
    page = AppTest.from_file(SCRIPT, default_timeout=60).run()
    assert not page.exception
    return page


def headers(page: Any) -> list[str]:
    return [header.value for header in page.header]


def add(page: Any, text: str, published: date | None = None) -> Any:
    page.text_area(key="pasted").set_value(text)
    page.date_input(key="published").set_value(published)
    submit = next(button for button in page.button if button.label == "Put on the map")
    return submit.click().run()


def test_the_sample_opens(page: Any) -> None:
    assert headers(page) == ["The report", "All 17 movements"]
    assert page.selectbox(key="open_report").value == "sample-a"
    assert page.dataframe[0].value.iloc[0]["To"] == "Poland"
    assert "Poland and Germany" in page.dataframe[0].value.iloc[0]["They differ on"]


def test_what_could_not_be_placed_is_listed_with_the_reason(page: Any) -> None:
    gaps = page.dataframe[1].value
    assert sorted(gaps["What"]) == ["on alert", "southeastern Poland"]
    assert all(gaps["Why"])


def test_a_report_of_ones_own_takes_the_samples_place_and_the_next_joins_it(page: Any) -> None:
    add(page, "Nothing moves.", date(2022, 2, 2))
    assert headers(page)[-1] == "All 0 movements"
    assert page.session_state.reports[0].published == date(2022, 2, 2)
    add(page, "Nothing moves here either.")
    assert [report.id for report in page.session_state.reports] == ["Pasted report", "Pasted report 2"]
    assert page.dataframe[0].value["Why"].tolist() == ["no military movement or presence was found in it"] * 2
    back = next(button for button in page.button if button.label.startswith("Take all away"))
    back.click().run()
    assert headers(page)[-1] == "All 17 movements"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "There is nothing to read"),
        ("   \n", "There is nothing to read"),
        ("x" * 2_000_001, "2,000,001 characters are more than one report may hold"),
    ],
    ids=["empty", "blank", "too long"],
)
def test_what_cannot_be_read_is_said_and_the_page_stays(page: Any, text: str, words: str) -> None:
    add(page, text)
    assert not page.exception
    assert any(words in said.value for said in page.text)
    assert headers(page)[-1] == "All 17 movements"
    close = next(button for button in page.button if button.label == "Close")
    close.click().run()
    assert not page.text


def test_no_report_on_the_map(page: Any) -> None:
    page.multiselect[0].set_value([]).run()
    assert not page.exception
    assert headers(page) == ["The report", "All 0 movements"]


def test_a_fault_in_one_report_costs_only_itself(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    add(page, "boom")
    assert not page.exception
    assert headers(page)[-1] == "All 0 movements"
    assert "a fault in mapapp: RuntimeError" in page.dataframe[0].value["Why"].iloc[0]


def test_no_report_text_is_read_as_markdown(page: Any) -> None:
    add(page, "**bold** :red[x] $x^2$ {{7*7}}")
    said = [element.value for kind in (page.markdown, page.caption, page.title, page.header) for element in kind]
    assert not any("bold" in words or "7*7" in words for words in said)


def test_the_page_of_the_checkout_opens_on_the_sample_as_it_is_read() -> None:
    page = AppTest.from_file(str(Path(SCRIPT).parents[2] / "streamlit_app.py"), default_timeout=200).run()
    assert not page.exception
    assert {"1,700 personnel", "300 personnel", "1,000 personnel"} <= set(page.dataframe[0].value["Strength"])
