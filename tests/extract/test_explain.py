"""How a report was read is told in full: nothing that was seen goes without a word, and nothing steers a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from mapapp.cli import main
from mapapp.extract import extract
from mapapp.extract.explain import WIDTH, Line, explain, lines
from mapapp.model import Report

TEXT = """Norway will send 300 soldiers from Rena to Latvia in May 2024, its defence minister said.

The bakery in Lyon opened again.

They will join about 900 already there. Japan delivered 14 tanks to Peru. The marines would have gone to Cebu. \
The soldiers marched. Spain is sending troops to Nowheresville. They may follow."""


@pytest.fixture(scope="module")
def told() -> list[Line]:
    return lines(Report(TEXT, id="one", published=date(2024, 2, 2)))


def under(told: Sequence[Line], sentence: str) -> list[Line]:
    """Return the lines of one sentence."""
    first = next(i for i, line in enumerate(told) if line.level == 2 and sentence in line.text)
    rest = [i for i in range(first + 1, len(told)) if told[i].level <= 2]
    return list(told[first + 1 : rest[0] if rest else len(told)])


def says(told: Sequence[Line], stage: str, *words: str) -> bool:
    return any(line.stage == stage and all(word in line.text for word in words) for line in told)


def test_what_was_seen_stands_under_its_sentence(told: list[Line]):
    first = under(told, "Norway will send")
    assert says(first, "forces", "300 soldiers", "300 personnel")
    assert says(first, "spots", "Rena", "read as from")
    assert says(first, "spots", "Latvia (country, LV)", "read as to")
    assert says(first, "dates", "2024-05-01 to 2024-05-31")
    assert says(first, "triggers", "“send” send")
    assert says(first, "frames", "planned", "NO")
    assert says(first, "claims", "claim 1: NO", "> Latvia, planned")


def test_every_claim_is_told_once_with_its_confidence(told: list[Line]):
    claims = extract(Report(TEXT, id="one", published=date(2024, 2, 2)))
    numbers = [line.text.split(":")[0] for line in told if line.stage == "claims" and line.text.startswith("claim ")]
    assert sorted(numbers) == sorted(f"claim {number}" for number in range(1, len(claims) + 1))
    assert sum(line.text.startswith("confidence ") for line in told) == len(claims)


@pytest.mark.parametrize(
    ("sentence", "stage", "reason"),
    [
        ("Japan delivered", "triggers", "a delivery"),
        ("would have gone", "triggers", "unreal"),
        ("Nowheresville", "spots", "not placed"),
    ],
)
def test_why_something_was_left_out(told: list[Line], sentence: str, stage: str, reason: str):
    assert says(under(told, sentence), stage, reason)


def test_a_paragraph_that_is_not_read_is_named(told: list[Line]):
    assert says(told, "select", "not read", "The bakery in Lyon")


def test_every_trigger_gives_a_draft_or_a_reason(told: list[Line]):
    for sentence in (line for line in told if line.level == 2 and not line.stage):
        here = under(told, sentence.text)
        silent = [line for line in here if line.stage == "triggers" and "left out" not in line.text]
        assert not silent or any(line.stage == "frames" for line in here), sentence.text


def test_each_draft_ends_as_a_claim_or_with_a_reason(told: list[Line]):
    for at, line in enumerate(told):
        if line.stage == "frames":
            after = []
            for later in told[at + 1 :]:
                if later.level <= 3:
                    break
                after.append(later)
            assert any(later.text.startswith("claim ") or "left out" in later.text for later in after), line.text


def test_a_report_cannot_steer_the_terminal():
    hostile = "About 40 soldiers\x1b[2J\x07\u202e went to\x00 Haiti\u2066 on\x9b Monday."
    shown = explain(Report(hostile, id="a\x1b]0;b\nc"))
    assert {c for c in shown if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c != "\n"} == set()
    assert "\\x1b[2J" in shown
    assert shown.count("report a") == 1


def test_rows_fit_a_terminal_and_the_order_is_stable():
    text = " ".join([TEXT] * 3)
    shown = explain(Report(text, id="one"))
    assert max(map(len, shown.splitlines())) <= WIDTH
    assert shown == explain(Report(text, id="one"))


def test_an_empty_report_is_said_to_hold_nothing():
    assert explain(Report("", id="one")) == "report one, of no known date: 0 paragraphs, 0 read, 0 claims\n"


def test_the_command_prints_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "one.txt"
    path.write_text(TEXT, "utf-8")
    assert main(["explain", str(path), "--published", "2024-02-02"]) == 0
    out = capsys.readouterr().out
    assert "claim 1: NO" in out
    assert main(["explain", str(path), "--published", "2024-02-02", "-o", str(tmp_path / "told.txt")]) == 0
    assert (tmp_path / "told.txt").read_text("utf-8") == out
