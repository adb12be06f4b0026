"""Each format, with documents as offices and newsrooms make them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from real_looking import FORMATS, MAIL, PDF, Case
from real_tables import COLUMNS, CSV, LINES, PARQUET, TABLES

from mapapp.errors import OptionError
from mapapp.model import Report
from mapapp.read import Failure, Parser, read, read_all, read_upload
from mapapp.read.rows import column_map

CASES = [case for cases in FORMATS.values() for case in cases]


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    with Parser() as parser:
        yield parser


def reports(parser: Parser, case: Case) -> list[Report | Failure]:
    return list(read_upload(case.name, case.data, None, parser))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_document_is_read_as_its_reader_would(parser: Parser, case: Case) -> None:
    found = reports(parser, case)
    assert [one.text if isinstance(one, Report) else one for one in found] == list(case.texts)
    has_fields(found[0], case)


def has_fields(first: Report | Failure, case: Case) -> None:
    assert isinstance(first, Report)
    for name, value in case.fields.items():
        said = first.original.places if name == "places" else getattr(first, name)  # type: ignore[union-attr]
        assert (said.isoformat() if isinstance(said, date) else said) == value, name


def test_there_are_five_of_each_format() -> None:
    formats = {**FORMATS, "jsonl": LINES, "csv": CSV, "parquet": PARQUET}
    assert {name: len(cases) >= 5 for name, cases in formats.items()} == dict.fromkeys(formats, True)


def test_a_file_and_an_upload_give_the_same(parser: Parser, tmp_path: Path) -> None:
    for case in (PDF[0], MAIL[1]):
        path = tmp_path / case.name
        path.write_bytes(case.data)
        assert [one.text for one in read_all([path]).reports] == list(case.texts)
        assert [one.id for one in read_all([path]).reports] == [one.id for one in reports(parser, case)]  # type: ignore[union-attr]


def test_a_folder_of_all_formats_is_read_in_order(tmp_path: Path) -> None:
    for case in CASES:
        (tmp_path / case.name).write_bytes(case.data)
    result = read_all([tmp_path])
    assert result.failures == ()
    assert len(result.reports) == sum(len(case.texts) for case in CASES)
    assert len({report.id for report in result.reports}) == len(result.reports)


def test_what_is_kept_of_the_original(tmp_path: Path) -> None:
    path = tmp_path / "release.pdf"
    path.write_bytes(PDF[0].data)
    original = read(path).original
    assert original is not None
    assert (original.size, original.media_type, original.name) == (len(PDF[0].data), "application/pdf", str(path))
    assert ("CreationDate", "D:20220202101500Z") in original.headers
    assert original.place(0) == "page 1"


def test_quoted_mails_have_their_own_day_and_no_other(parser: Parser) -> None:
    days = [one.published for one in reports(parser, MAIL[1]) if isinstance(one, Report)]
    assert days == [date(2022, 2, 2), date(2022, 2, 1), None]
    assert [one.id for one in reports(parser, MAIL[1])][1] == "answer.eml/quoted mail 1"  # type: ignore[union-attr]
    forwarded = reports(parser, MAIL[2])[1]
    assert isinstance(forwarded, Report)
    assert forwarded.published == date(2022, 1, 31)


@pytest.mark.parametrize("case", TABLES, ids=lambda case: case.name)
def test_a_column_map_says_what_is_called_what(parser: Parser, tmp_path: Path, case: Case) -> None:
    found = list(read_upload(case.name, case.data, None, parser, COLUMNS))
    assert [one.text if isinstance(one, Report) else one for one in found] == list(case.texts)
    has_fields(found[0], case)
    path = tmp_path / case.name
    path.write_bytes(case.data)
    result = read_all([path], columns=COLUMNS)
    assert ([report.text for report in result.reports], result.failures) == (list(case.texts), ())


def test_parquet_is_read_by_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "rows.parquet"
    days = [date(2022, 2, 2), None]
    moments = [datetime(2022, 2, 2, 10), None]
    pq.write_table(pa.table({"body": ["One ship left.", "Two left."], "day": days, "at": moments, "n": [1, 2]}), path)
    result = read_all([path], columns={"text": "body", "published": "day", "id": "n"})
    assert [(one.id, one.text, one.published) for one in result.reports] == [
        ("1", "One ship left.", date(2022, 2, 2)),
        ("2", "Two left.", None),
    ]
    assert read_all([path], columns={"text": "body", "published": "at"}).reports[0].published == date(2022, 2, 2)
    (failure,) = read_all([path]).failures
    assert failure.reason == f"{path}: no column 'text'; say which holds the text with --columns text=COLUMN"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("de.txt", b"Die Bundeswehr verlegt 500 Soldaten nach Litauen, sagte der Minister am Mittwoch.", "German"),
        ("ru.txt", "Россия перебросит три тысячи военных в Белоруссию.".encode("cp1251"), "Russian"),
        ("ar.txt", "الجيش أرسل قوات إلى الحدود".encode(), "Arabic"),
        ("pl.eml", b"From: a@example.org\nContent-Type: text/plain; charset=utf-8\n\n" + "Wojsko wysłało żołnierzy na granicę z Białorusią w środę po południu.".encode(), "Polish"),
    ],
)  # fmt: skip
def test_another_language_is_named_and_not_read(parser: Parser, name: str, data: bytes, words: str) -> None:
    (failure,) = read_upload(name, data, None, parser)
    assert isinstance(failure, Failure)
    assert failure.kind == "language"
    assert failure.reason == f"{name}: written in {words}, which is not read: only English is"


def test_a_column_map_is_told_in_words() -> None:
    assert column_map("text=body, published = day") == {"text": "body", "published": "day"}
    assert column_map(None) == {}
    for words in ("body", "words=body", "text="):
        with pytest.raises(OptionError, match="maps no field"):
            column_map(words)
