"""What a source gives, and what the user is told when it gives nothing."""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.errors import OptionError, SourceError
from mapapp.read import LONGEST_REPORT, published_date, read, read_all, report_from_bytes


def write(path: Path, content: str | bytes) -> str:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def lines(path: Path, *entries: object) -> str:
    return write(path, "".join(json.dumps(entry) + "\n" for entry in entries))


def test_a_text_file_is_a_report_named_after_it(tmp_path: Path) -> None:
    report = read(write(tmp_path / "one.txt", "Forty tanks moved."), published="2022-02-02")
    assert (report.id, report.text, report.published) == ("one.txt", "Forty tanks moved.", date(2022, 2, 2))


def test_a_path_object_is_a_source(tmp_path: Path) -> None:
    write(tmp_path / "one.md", "# Heading")
    assert read(tmp_path / "one.md").text == "# Heading"


@pytest.mark.parametrize("text", ["a\r\nb\rc\n", " \ta ", "e\u0301 é", "a\u202eb", "a\x00" + "b" * 200, "line\u2028x"])
def test_text_is_taken_as_it_stands(tmp_path: Path, text: str) -> None:
    assert read(write(tmp_path / "one.txt", text)).text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_says_the_encoding_and_is_taken_off(tmp_path: Path, encoding: str) -> None:
    assert read(write(tmp_path / "one.txt", "Łódź — 1,700".encode(encoding))).text == "Łódź — 1,700"


PRINTED = st.characters(exclude_categories=["Cc", "Cs"])


@given(st.text(PRINTED, min_size=1).filter(lambda text: not text.isspace()), st.sampled_from(["utf-16", "utf-8-sig"]))
def test_any_text_behind_a_mark_comes_back(text: str, encoding: str) -> None:
    assert report_from_bytes(text.encode(encoding), "x").text == text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "holds no text"),
        (b"\xef\xbb\xbf \n", "holds no text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "a picture; run OCR over it first"),
        (bytes(range(32)) * 4, "a binary file"),
        (b"\x00" * 64, "a binary file"),
        (b"\xff\xfea", "not UTF-16-LE text"),
        (b"x" * (LONGEST_REPORT + 1), "2,000,001 characters are more than one report may hold (2,000,000)"),
        (b"x" * 10_000_000, "more than one report may hold"),
    ],
    ids=["empty", "blank", "png", "controls", "zeros", "odd utf-16", "a character too long", "10 MB"],
)
def test_what_is_no_text_is_refused_in_one_line(tmp_path: Path, content: bytes, words: str) -> None:
    path = write(tmp_path / "one.txt", content)
    with pytest.raises(SourceError) as caught:
        read(path)
    assert words in str(caught.value)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["one.doc", "one.png", "one"])
def test_other_endings_are_refused_with_what_to_do(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError, match=r"one.*\.txt"):
        read(write(tmp_path / name, "text"))


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"gone\.txt: there is no such file"):
        read(tmp_path / "gone.txt")


def test_a_folder_named_like_a_file_is_read_as_a_folder(tmp_path: Path) -> None:
    (tmp_path / "one.txt").mkdir()
    with pytest.raises(SourceError, match=r"one\.txt: the folder holds no"):
        read(tmp_path / "one.txt")


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path / "one.txt", "text")
    monkeypatch.setattr("builtins.open", refuse)
    result = read_all([path])
    assert [failure.reason for failure in result.failures] == [f"{path}: no permission to read it"]


def test_a_device_is_no_report() -> None:
    result = read_all(["/dev/null"])
    assert len(result.failures) == 1


def test_standard_input_is_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"Forty tanks.\r\n")))
    report = read("-")
    assert (report.id, report.text) == ("standard input", "Forty tanks.\r\n")


def test_a_web_address_without_a_network_costs_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*_: object, **__: object) -> None:
        raise OSError("Name or service not known")

    monkeypatch.setattr("socket.getaddrinfo", no_network)
    with pytest.raises(SourceError, match=r"https://example\.org/a\.txt: .*there is no such host, or no network"):
        read("https://example.org/a.txt")


def test_a_folder_is_read_in_order_of_name_with_its_subfolders(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    write(tmp_path / "b.txt", "b")
    write(tmp_path / "a.md", "a")
    write(tmp_path / ".hidden.txt", "h")
    write(tmp_path / "picture.png", "p")
    write(tmp_path / "paper.pdf", "p")
    write(tmp_path / "sub" / "b.txt", "c")
    result = read_all([tmp_path])
    assert [(report.id, report.text) for report in result.reports] == [
        ("a.md", "a"),
        ("b.txt", "b"),
        ("sub/b.txt", "c"),
    ]
    assert [Path(path).name for path in result.left_out] == ["picture.png"]
    assert [failure.reason for failure in result.failures] == [
        f"{tmp_path}/paper.pdf: named .pdf, but not a PDF by its first bytes"
    ]


def test_ids_are_unique_among_reports_read_together(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    sources = [write(tmp_path / "one.txt", "a"), write(tmp_path / "sub" / "one.txt", "b")]
    sources.append(lines(tmp_path / "l.jsonl", {"id": "one.txt", "text": "c"}))
    assert [report.id for report in read_all(sources).reports] == ["one.txt", "one.txt-2", "one.txt-3"]


def test_one_failure_costs_only_itself(tmp_path: Path) -> None:
    result = read_all([tmp_path / "gone.txt", write(tmp_path / "one.txt", "a")])
    assert [report.id for report in result.reports] == ["one.txt"]
    assert len(result.failures) == 1


def test_read_wants_one_report(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds 2 reports, not one"):
        read(lines(tmp_path / "l.jsonl", {"text": "a"}, {"text": "b"}))


def test_a_line_gives_all_fields_and_unknown_ones_are_ignored(tmp_path: Path) -> None:
    entry = {"id": "x", "text": "T", "published": "2022-02-02", "title": "A", "publisher": "B", "url": "C", "more": [1]}
    report = read(lines(tmp_path / "l.jsonl", entry), published="1999-01-01")
    assert (report.id, report.published, report.title, report.publisher, report.url) == (
        "x",
        date(2022, 2, 2),
        "A",
        "B",
        "C",
    )


def test_a_line_without_a_date_takes_the_one_given(tmp_path: Path) -> None:
    report = read(lines(tmp_path / "l.jsonl", {"text": "T", "published": None}), published=date(2022, 2, 2))
    assert (report.id, report.published) == ("l.jsonl:1", date(2022, 2, 2))


def test_the_day_of_a_moment_is_kept_as_written(tmp_path: Path) -> None:
    entry = {"text": "T", "published": "2022-02-02T23:30:00-05:00"}
    assert read(lines(tmp_path / "l.jsonl", entry)).published == date(2022, 2, 2)


def test_a_bad_line_costs_only_itself_and_is_listed(tmp_path: Path) -> None:
    bad = [
        "not json",
        "[1]",
        '{"id": "no text"}',
        '{"text": 5}',
        '{"text": ""}',
        '{"text": "a", "published": "2 February"}',
        '{"text": "a", "published": 20220202}',
        '{"text": "a", "published": "2022-02-30"}',
        '{"text": "a", "id": ["x"]}',
        '{"text": "half \\ud83d"}',
        '{"text": "a", "n": ' + "9" * 5000 + "}",
        "[" * 100_000,
    ]
    path = write(tmp_path / "l.jsonl", "\n".join(['{"text": "first"}', "", *bad, '{"text": "last"}']))
    result = read_all([path])
    assert [report.text for report in result.reports] == ["first", "last"]
    assert [failure.reason.split(": ")[0] for failure in result.failures] == [
        f"{path}:{number}" for number in range(3, 3 + len(bad))
    ]
    assert not any("\n" in failure.reason for failure in result.failures)


def test_a_line_that_is_no_utf8_costs_only_itself(tmp_path: Path) -> None:
    path = write(tmp_path / "l.jsonl", b'{"text": "caf\xe9"}\n\xef\xbb\xbf{"text": "b"}\r\n')
    result = read_all([path])
    assert [report.text for report in result.reports] == ["b"]
    assert "not UTF-8" in result.failures[0].reason


def test_a_line_too_long_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mapapp.read.jsonl.LONGEST_LINE", 100)
    path = write(tmp_path / "l.jsonl", json.dumps({"text": "x" * 350}) + '\n{"text": "b"}')
    result = read_all([path])
    assert [report.text for report in result.reports] == ["b"]
    assert f"{path}:1: the line is longer" in result.failures[0].reason


@pytest.mark.parametrize("content", ["", "\n\n"])
def test_a_file_without_a_line_is_said(tmp_path: Path, content: str) -> None:
    with pytest.raises(SourceError, match="holds no text"):
        read(write(tmp_path / "l.jsonl", content))


@pytest.mark.parametrize("word", ["2022-2-2", "02.02.2022", "yesterday", "2022-13-01", "", "20220202", "٢٠٢٢-٠٢-٠٢"])
def test_a_date_is_iso_or_refused(word: str) -> None:
    with pytest.raises(OptionError, match="is no date; write it as YYYY-MM-DD"):
        published_date(word)


def test_a_wrong_date_is_said_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(OptionError):
        read_all([tmp_path / "gone.txt"], published="soon")
