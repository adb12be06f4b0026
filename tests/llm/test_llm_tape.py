"""What is kept of a run, and that it is repeated from there byte for byte without the model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from endpoint import Endpoint, as_json, chat, ok, record

from mapapp.errors import AnswerError, EndpointError, OptionError, OutputError, SourceError
from mapapp.export.lines import dump_line, report_line
from mapapp.llm import LLMExtractor, Refusal
from mapapp.locate import Gazetteer
from mapapp.model import Report

KEY = "sk-a-key-that-nobody-may-see"
RECORDS = (
    record("A frigate is already in the Baltic Sea.", dest="Baltic Sea", equipment="frigate"),
    record("No troops will be sent to Mali.", dest="Mali", status="denied"),
    record("Nine thousand went to Malta.", dest="Malta"),
)


def line(llm: LLMExtractor, report: Report) -> str:
    return dump_line(report_line(report, llm(report)))


def test_a_run_is_repeated_byte_for_byte(
    endpoint: Endpoint, gazetteer: Gazetteer, report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAPAPP_API_KEY", KEY)
    endpoint.answers = [ok(*RECORDS)]
    first: list[Refusal] = []
    again: list[Refusal] = []
    asked = LLMExtractor(
        endpoint.url, "m", save=tmp_path / "kept", gazetteer=gazetteer, on_refused=first.append, more={"seed": 1}
    )
    said = line(asked, report)
    monkeypatch.delenv("MAPAPP_API_KEY")
    replayed = LLMExtractor.replay(tmp_path / "kept", gazetteer=gazetteer, on_refused=again.append)
    assert line(replayed, report) == said
    assert again == first
    assert [one.record for one in first] == [2]
    assert (replayed.name, replayed.used) == (asked.name, asked.used)
    assert len(endpoint.asked) == 1


def test_what_is_kept_holds_request_and_answer_and_no_key(
    endpoint: Endpoint, gazetteer: Gazetteer, report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAPAPP_API_KEY", KEY)
    answer = chat({"records": [RECORDS[0]]}) | {"echo": f"Bearer {KEY}"}
    endpoint.answers = [as_json({"error": {"message": f"busy, {KEY}"}}, 503, retry_after="0"), as_json(answer)]
    assert len(LLMExtractor(endpoint.url, "m", save=tmp_path, gazetteer=gazetteer)(report)) == 1
    run, exchange = sorted(tmp_path.iterdir(), key=lambda path: path.name != "run.json")
    held: dict[str, Any] = json.loads(exchange.read_text("utf-8"))
    assert held["endpoint"] == endpoint.url
    assert held["request"] == endpoint.asked[0]
    assert [reply["status"] for reply in held["replies"]] == [503, 200]
    assert json.loads(held["replies"][1]["body"])["echo"] == "Bearer [key]"
    for path in (run, exchange):
        assert KEY not in path.read_text("utf-8")
        assert "authorization" not in path.read_text("utf-8").lower()


def test_failures_are_repeated_too(endpoint: Endpoint, gazetteer: Gazetteer, report: Report, tmp_path: Path) -> None:
    endpoint.answers = [as_json({"error": {"message": "no such model"}}, 404)]
    with pytest.raises(EndpointError, match="no such model"):
        LLMExtractor(endpoint.url, "m", save=tmp_path, gazetteer=gazetteer)(report)
    with pytest.raises(EndpointError, match="no such model"):
        LLMExtractor.replay(tmp_path)(report)


def test_what_was_never_asked_has_no_answer(
    endpoint: Endpoint, gazetteer: Gazetteer, report: Report, tmp_path: Path
) -> None:
    endpoint.answers = [ok()]
    LLMExtractor(endpoint.url, "m", save=tmp_path, gazetteer=gazetteer)(report)
    with pytest.raises(AnswerError, match="not in the folder"):
        LLMExtractor.replay(tmp_path)(Report("Another text.", id="two"))


def test_a_folder_holds_one_kind_of_run(endpoint: Endpoint, tmp_path: Path) -> None:
    LLMExtractor(endpoint.url, "m", save=tmp_path)
    LLMExtractor(endpoint.url, "m", save=tmp_path)
    for other in ({"model": "n"}, {"max_tokens": 5}, {"more": {"seed": 2}}):
        with pytest.raises(OptionError, match="name another folder"):
            LLMExtractor(endpoint.url, **{"model": "m", "save": tmp_path, **other})  # type: ignore[arg-type]


def test_folders_that_cannot_be_used(endpoint: Endpoint, report: Report, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError):
        LLMExtractor(endpoint.url, "m", save=tmp_path / "file")
    for folder in (tmp_path, tmp_path / "gone"):
        with pytest.raises(SourceError, match=r"run\.json is missing"):
            LLMExtractor.replay(folder)
    for content in ("", "[]", '{"bad": 1}', "{}", "[" * 100_000, '{"model": 7}', '{"model": "m", "more": 7}'):
        (tmp_path / "run.json").write_text(content)
        with pytest.raises(SourceError):
            LLMExtractor.replay(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        "{}",
        "[]",
        '{"replies": []}',
        '{"replies": [{"x": 1}]}',
        "{",
        '{"replies": 7}',
        '{"replies": [{"status": "200"}]}',
    ],
)
def test_damaged_files_are_told(
    content: str, endpoint: Endpoint, gazetteer: Gazetteer, report: Report, tmp_path: Path
) -> None:
    endpoint.answers = [ok()]
    LLMExtractor(endpoint.url, "m", save=tmp_path, gazetteer=gazetteer)(report)
    (path,) = (path for path in tmp_path.iterdir() if path.name != "run.json")
    path.write_text(content)
    with pytest.raises(SourceError):
        LLMExtractor.replay(tmp_path)(report)
