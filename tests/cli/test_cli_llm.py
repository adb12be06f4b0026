"""The command with another extractor: nothing is asked without agreement, and what is refused is told."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mapapp.cli import main

sys.path.append(str(Path(__file__).parents[1] / "llm"))
from endpoint import Endpoint, as_json, ok, record, serving

GOOD = record("Soldiers are in Mali.", dest="Mali")
BAD = record("Sailors are in Malta.", dest="Malta")


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    for name in ("MAPAPP_API_KEY", "OTHER_KEY", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with serving() as server:
        server.answers = [ok(GOOD)]
        yield server


@pytest.fixture
def one(tmp_path: Path) -> str:
    path = tmp_path / "one.txt"
    path.write_text("Soldiers are in Mali. Nobody knows how many.")
    return str(path)


def call(endpoint: Endpoint, *words: str) -> list[str]:
    return [*words, "--extractor", endpoint.url, "--model", "m"]


def test_extract_with_a_model(endpoint: Endpoint, one: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*call(endpoint, "extract", one, "--price", "1.5,6"), "--yes"]) == 0
    out, err = capsys.readouterr()
    (movement,) = json.loads(out)["movements"]
    assert (movement["dest"]["id"], movement["extractor"]) == ("country:ML", "llm:m")
    before, after = err.splitlines()
    assert "1 report in 1 request" in before
    assert "at most about 0.05" in before
    assert after.endswith("1 answer: 1,200 tokens in, 300 out, 0.0036")


def test_what_is_refused_is_told_and_the_rest_is_done(
    endpoint: Endpoint, one: str, capsys: pytest.CaptureFixture[str]
) -> None:
    endpoint.answers = [ok(BAD, GOOD)]
    assert main([*call(endpoint, "extract", one), "--yes", "--quiet"]) == 1
    out, err = capsys.readouterr()
    assert len(json.loads(out)["movements"]) == 1
    assert err == "mapapp: one.txt: record 0 refused: its quote is not in the report: 'Sailors are in Malta.'\n"


def test_nothing_is_sent_without_agreement(endpoint: Endpoint, one: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*call(endpoint, "extract", one), "--quiet"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "tokens in" in err
    assert err.endswith("nothing was sent: add --yes to agree\n")
    assert endpoint.asked == []


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("said", "status", "asked"), [("y\n", 0, 1), ("Yes\n", 0, 1), ("n\n", 1, 0), ("", 1, 0)])
def test_a_person_at_the_terminal_is_asked(
    said: str,
    status: int,
    asked: int,
    endpoint: Endpoint,
    one: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(said))
    assert main(call(endpoint, "extract", one)) == status
    assert "Go on? [y/N]" in capsys.readouterr().err
    assert len(endpoint.asked) == asked


def test_a_report_the_endpoint_fails_on_costs_only_itself(
    endpoint: Endpoint, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text("".join(f'{{"id": "{name}", "text": "Soldiers are in Mali."}}\n' for name in "abc"))
    endpoint.answers = [as_json("{}", 400), ok(GOOD), as_json({"error": "gone"}, 404)]
    assert main([*call(endpoint, "extract", str(many)), "--yes", "--parallel", "1"]) == 1
    out, err = capsys.readouterr()
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["b"]
    assert [line.split(": ")[1] for line in err.splitlines()[1:3]] == ["a", "c"]


@pytest.mark.parametrize("ending", [".html", ".geojson"])
def test_map_and_export_with_a_model(ending: str, endpoint: Endpoint, one: str, tmp_path: Path) -> None:
    target = tmp_path / f"out{ending}"
    command = "map" if ending == ".html" else "export"
    assert main([*call(endpoint, command, one, "-o", str(target)), "--yes"]) == 0
    assert target.stat().st_size > 100
    assert len(endpoint.asked) == 1


def test_keep_and_replay(endpoint: Endpoint, one: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = str(tmp_path / "kept")
    endpoint.answers = [ok(BAD, GOOD)]
    assert main([*call(endpoint, "extract", one), "--yes", "--save-requests", kept, "--request-field", "seed=3"]) == 1
    first, told = capsys.readouterr()
    assert main(["extract", one, "--replay", kept]) == 1
    again, said = capsys.readouterr()
    assert again == first
    assert "Sailors" in told
    assert "Sailors" in said
    assert "now nothing was asked" in said
    assert len(endpoint.asked) == 1
    assert endpoint.asked[0]["seed"] == 3


def test_another_variable_may_hold_the_key(endpoint: Endpoint, one: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTHER_KEY", "sk-a-key-that-nobody-may-see")
    assert main([*call(endpoint, "extract", one), "--yes", "--key-env", "OTHER_KEY", "--timeout", "9"]) == 0
    assert endpoint.headers[0]["authorization"] == "Bearer sk-a-key-that-nobody-may-see"


@pytest.mark.parametrize(
    "words",
    [
        ["--model", "m"],
        ["--save-requests", "x"],
        ["--max-tokens", "5"],
        ["--extractor", "http://127.0.0.1:1/v1"],
        ["--extractor", "nonsense", "--model", "m"],
        ["--extractor", "http://127.0.0.1:1/v1", "--model", "m", "--replay", "x"],
        ["--replay", "x", "--model", "m"],
        ["--extractor", "http://127.0.0.1:1/v1", "--model", "m", "--request-field", "tools=[]"],
        ["--request-field", "seed"],
        ["--request-field", "seed=NaN"],
        ["--price", "1"],
        ["--price", "1,-2"],
        ["--price", "nan,1"],
        ["--timeout", "0"],
        ["--timeout", "inf"],
        ["--retries", "-1"],
        ["--retries", "99"],
        ["--parallel", "0"],
        ["--max-tokens", "0"],
        ["--response-format", "xml"],
    ],
)
def test_options_that_are_off_give_status_2(
    words: list[str], one: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["extract", one, *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.txt"]
