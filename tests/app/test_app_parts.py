"""What the page works out before any widget: reports of a form, passages of a text, rows of the tables."""

from __future__ import annotations

import json
import sys
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_claims import claims_of

from mapapp import language, samples
from mapapp.app import launch, passages, pictures, reading, tables
from mapapp.extract import extract
from mapapp.model import Claim, DatePrecision, DateSpan, Report, Status, Strength, StrengthUnit
from mapapp.reconcile import reconcile_claims


def test_the_samples_claims_rest_on_its_words() -> None:
    reports = samples.reports()
    assert [report.publisher for report in reports] == [f"Sample dispatch {letter}" for letter in "ABC"]
    assert all(claims_of(report) for report in reports)


def test_what_comes_read_with_the_samples_is_what_is_read_in_them() -> None:
    assert samples.READ.read_text("ascii") == samples.written(), "run `python -m mapapp.samples`"
    for report in samples.reports():
        assert samples.claims_of(report) == extract(report)


def test_only_the_samples_as_they_are_come_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first = samples.reports()[0]
    assert samples.claims_of(replace(first, text=first.text + " More.")) is None
    assert samples.claims_of(replace(first, published=None)) is None
    with monkeypatch.context() as patch:
        patch.setattr(language, "chosen", lambda: "en_core_web_lg")
        assert samples.claims_of(first) is None
    damaged = tmp_path / "read.json"
    for content in ("", "[]", "{}", json.dumps({first.id: {"sha256": 1}}), json.dumps({first.id: 1})):
        damaged.write_text(content)
        monkeypatch.setattr(samples, "READ", damaged)
        assert samples.claims_of(first) is None


def test_pasted_and_uploaded_reports_get_ids_of_their_own() -> None:
    uploads = [("C:/x/one.txt", b"One."), ("one.txt", b"Two."), ("l.jsonl", b'{"id": "one.txt", "text": "Three."}\n')]
    reports, troubles = reading.gather("Pasted.", uploads, date(2022, 2, 2), ["Pasted report"])
    assert [report.id for report in reports] == ["Pasted report 2", "one.txt", "one.txt 2", "one.txt 3"]
    assert {report.published for report in reports} == {date(2022, 2, 2)}
    assert troubles == []


def test_each_trouble_is_one_line_and_costs_only_itself() -> None:
    uploads = [("a.txt", b""), ("b.jsonl", b""), ("c.jsonl", b'{"text": "Yes."}\nno\n'), ("d.txt", b"\xff\xff")]
    reports, troubles = reading.gather("", uploads, None, [])
    assert [report.text for report in reports] == ["Yes."]
    assert [trouble.split(":")[0] for trouble in troubles] == ["a.txt", "b.jsonl", "c.jsonl", "d.txt"]


def shown(parts: list[list[passages.Part]]) -> str:
    return "\n".join("".join(str(part["text"]) for part in line) for line in parts)


PLAIN = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs"], include_characters="\n"), max_size=80)


@given(PLAIN, st.data())
def test_passages_show_the_whole_text_and_each_claims_words(text: str, data: st.DataObject) -> None:
    report = Report(text or "x", "r")
    size = len(report.text)
    spans: list[passages.Span] = []
    for number in range(data.draw(st.integers(0, 4))):
        start = data.draw(st.integers(0, size - 1))
        spans.append((start, data.draw(st.integers(start + 1, size)), f"m{number}", "label"))
    lines = passages.blocks(report, spans)
    assert shown(lines) == report.text
    for start, end, name, _ in spans:
        words = "".join(part["text"] for line in lines for part in line if name in part.get("ids", ()))
        assert words == report.text[start:end].replace("\n", "")


def test_invisible_characters_are_named() -> None:
    report = Report("a\x00b\u202ec\u200bd\r\ne", "r")
    lines = passages.blocks(report, [(0, 3, "m", "")])
    assert [[(part["kind"], part["text"]) for part in line] for line in lines] == [
        [("claim", "a[␀]b"), ("control", "RLO"), ("text", "c"), ("control", "ZWSP"), ("text", "d")],
        [("text", "e")],
    ]


def test_a_very_long_text_is_shown_around_its_claims() -> None:
    report = Report("x" * 500_000 + "CLAIM" + "y" * 500_000, "r")
    lines = passages.blocks(report, [(500_000, 500_005, "m", "")])
    assert sum(len(part["text"]) for line in lines for part in line) < 10_000
    assert [part["text"] for line in lines for part in line if part["kind"] == "claim"] == ["CLAIM"]
    assert [part["text"] for line in lines for part in line if part["kind"] == "gap"] == [
        "… 497,000 characters …",
        "… 498,500 characters …",
    ]


def test_what_is_not_on_the_map_has_a_row_with_its_reason() -> None:
    a, b, c = Report("On alert soon.", "a"), Report("Nothing.", "b"), Report("Broken.", "c")
    alert = Claim(a.quote(0, 8), Status.ON_ALERT, date=DateSpan(None, None, "soon", DatePrecision.RELATIVE))
    rows = tables.gap_rows([a, b, c], {"a": [alert], "b": []}, {"c": "a fault"})
    assert [(row["Report"], row["What"], row["Why"]) for row in rows] == [
        ("a", "on alert", "no place is named: listed, not drawn"),
        ("a", "soon", "no day: give the report's date"),
        ("b", "the report", "no military movement or presence was found in it"),
        ("c", "the report", "a fault"),
    ]


def test_rows_are_in_words() -> None:
    movements = reconcile_claims(claim for report in samples.reports() for claim in claims_of(report))
    rows = tables.movement_rows(movements)
    romania = next(row for row in rows if row["To"] == "Romania" and row["From"] == "Vilseck")
    assert (romania["Strength"], romania["Force"], romania["Status"]) == (
        "1,000 personnel",
        "United States",
        "under way",
    )
    assert romania["Said by"] == "Sample dispatch A, Sample dispatch B"
    assert any(row["Counted"] for row in rows)
    assert tables.label(movements[0]) == "United States, 2,000 personnel, United States → Poland, ordered"


def test_the_command_gives_the_settings_of_the_checkout() -> None:
    root = Path(__file__).parents[2]
    if not (root / ".streamlit").is_dir():
        raise AssertionError("the checkout has no .streamlit folder")
    found: dict[str, str] = {}

    def flatten(table: dict[str, object], prefix: str) -> None:
        for name, value in table.items():
            if isinstance(value, dict):
                flatten(value, f"{prefix}{name}.")
            else:
                found[f"{prefix}{name}"] = str(value).lower() if isinstance(value, bool) else str(value)

    flatten(tomllib.loads((root / ".streamlit" / "config.toml").read_text(encoding="utf-8")), "")
    assert found == launch.SETTINGS
    assert found["browser.gatherUsageStats"] == "false"


def test_the_command_runs_the_page_with_this_python() -> None:
    words = launch.command(port=8600, browser=False)
    assert words[:3] == [sys.executable, "-m", "mapapp.app.serve"]
    assert words[words.index("--server.port") + 1] == "8600"
    assert words[words.index("--server.headless") + 1] == "true"


def test_one_ship_is_no_ships() -> None:
    cases = {
        (1, StrengthUnit.SHIPS): "1 ship",
        (2, StrengthUnit.SHIPS): "2 ships",
        (1, StrengthUnit.AIRCRAFT): "1 aircraft",
    }
    cases |= {(1, StrengthUnit.BATTERIES): "1 battery", (1, None): "1"}
    assert {key: tables.strength(Strength(key[0], key[0], key[1])) for key in cases} == cases


def test_what_the_map_tells_of_its_view_is_not_trusted() -> None:
    good = pictures.wish({"view": "#t=2022-02-02&id=x&z=5/50.1/20.2", "ids": ["a", "b"]})
    assert good == pictures.Wish((5.0, 50.1, 20.2), date(2022, 2, 2), frozenset({"a", "b"}))
    nothing = pictures.Wish(None, None, None)
    for told in (
        None,
        3,
        "#z=5/50/20",
        {},
        {"view": 7},
        {"view": "#z=5/50"},
        {"view": "#z=99/0/0&t=x", "ids": "all"},
        {"view": "#z=nan/1/1"},
    ):
        assert pictures.wish(told) == nothing
