"""Broken and hostile documents: each costs one clear line, bounded memory and time, and the rest is read."""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from broken_tables import BROKEN_TABLES
from making import BILLION_LAUGHS, article, column, locked, pdf, pdf_of, word_of, zip_of_zeros, zipped

from mapapp.model import Report
from mapapp.read import Failure, Parser, read_all, read_upload

MEGABYTES = 700  # of address space, a third of it the libraries'
SOUND_PDF = pdf([column(72, 700, "Three frigates left Kiel for the Baltic|on Monday, the navy said.")])
SOUND_WORD = word_of(b"<w:p><w:r><w:t>Three frigates left.</w:t></w:r></w:p>")
HEAD = b"From: a@example.org\nMIME-Version: 1.0\n"
_ZEROS = zlib.compress(bytes(1_000_000_000), 1)
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def bomb_pdf() -> bytes:
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(_ZEROS), _ZEROS)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R >>"
    tree = b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>"
    return pdf_of([FONT, tree, stream, page, b"<< /Type /Catalog /Pages 2 0 R >>", b"<< >>"])


def cyclic_pdf() -> bytes:
    tree = b"<< /Type /Pages /Count 2 /Kids [2 0 R 2 0 R] /Parent 2 0 R >>"
    return pdf_of([FONT, tree, b"<< /Type /Catalog /Pages 2 0 R >>", b"<< >>"])


def locked_pdf() -> bytes:
    key = b"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O (%s) /U (%s) >> /ID [(a)(a)]"
    return pdf([column(72, 700, "Hidden.")], tail=key % (b"x" * 32, b"y" * 32))


def boxes(depth: int) -> bytes:
    data = b"Deep."
    for level in range(depth):
        data = zipped({f"{level}.zip" if level else "one.txt": data})
    return data


def bomb_word() -> bytes:
    return zip_of_zeros("word/document.xml", 400)


#: Name, bytes, words of the one line.
BROKEN: list[tuple[str, Callable[[], bytes], str]] = [
    ("breaks off.pdf", lambda: SOUND_PDF[: len(SOUND_PDF) // 2], "a PDF that breaks off"),
    ("locked.pdf", locked_pdf, "an encrypted PDF; save a copy without its password"),
    ("zeros.pdf", bomb_pdf, "memory"),
    ("cyclic.pdf", cyclic_pdf, "a damaged PDF"),
    ("really a page.pdf", lambda: b"<p>Not found", "named .pdf, but not a PDF by its first bytes"),
    ("scanned.pdf", lambda: pdf([[], []]), "2 pages without text: pictures of pages, it seems; run OCR"),
    ("deep.pdf", lambda: pdf([[]], kids=b"[" * 100_000), "PDF"),
    ("empty.pdf", lambda: b"", "an empty file"),
    ("no article.html", lambda: b"<html><body></body></html>", "no article was found"),
    ("deep.html", lambda: b"<html><body>" + b"<div>" * 100_000 + b"x", "no article was found"),
    ("laughs.html", lambda: b"<?xml version='1.0'?>" + BILLION_LAUGHS + b"<html><p>&l9;</p></html>", "no article"),
    ("picture.html", lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), "a picture; run OCR"),
    ("words.html", lambda: b"no tags at all", "not an HTML page"),
    ("zeros.html.gz", lambda: gzip.compress(bytes(150_000_000), 1), "unpacks to more than 100 MB"),
    ("breaks off.docx", lambda: SOUND_WORD[:400], "a damaged Word file"),
    ("old.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "an old or an encrypted Office file"),
    ("zeros.docx", bomb_word, "a Word file that unpacks to 400 MB, more than is read"),
    ("laughs.docx", lambda: word_of(b"<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", BILLION_LAUGHS), "a damaged Word file"),
    ("deep.docx", lambda: word_of(b"<w:p>" * 100_000 + b"</w:p>" * 100_000), "a damaged Word file"),
    ("text.docx", lambda: b"Three frigates left.", "named .docx, but not a Word file by its first bytes"),
    ("empty.docx", lambda: word_of(b""), "a Word file without text"),
    ("breaks off.rtf", lambda: rb"{\rtf1\ansi {\b Three frigates", "an RTF file that breaks off"),
    ("text.rtf", lambda: b"Three frigates left.", "named .rtf, but not RTF by its first bytes"),
    ("blank.rtf", lambda: rb"{\rtf1\ansi}", "an RTF file without text"),
    ("picture.rtf", lambda: b"\xff\xd8\xff\xe0" + bytes(50), "a picture"),
    ("page.rtf", lambda: b"{\\rtf1 " + b"{" * 100_000, "an RTF file that breaks off"),
    ("no head.eml", lambda: b"\n\nThree frigates left.", "not a mail: it begins with no header"),
    ("locked.eml", lambda: HEAD + b"Content-Type: application/pkcs7-mime\n\nMIIB", "an encrypted mail"),
    ("blank.eml", lambda: HEAD + b"\n\n", "a mail without text"),
    ("deep.eml", lambda: b"From: a@b.c\nContent-Type: message/rfc822\n\n" * 20_000, "a damaged mail"),
    ("bytes.eml", lambda: HEAD + b"Content-Type: text/plain; charset=utf-8\n\n" + b"\xff\xfe\xfd" * 90, "is not utf-8"),
    ("many.eml", lambda: HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 300, "more than 200"),
    ("breaks off.zip", lambda: zipped({"one.txt": b"One." * 99})[:60], "a damaged ZIP archive, or one that breaks off"),
    ("locked.zip", lambda: locked(zipped({"one.txt": b"One."})), "one.txt: encrypted; unpack the archive"),
    ("zeros.zip", lambda: zip_of_zeros("one.txt", 150), "one.txt: unpacks to more than 100 MB"),
    ("deep.zip", lambda: boxes(6), "archives in archives deeper than 3"),
    ("pictures.zip", lambda: zipped({"one.png": b"\x89PNG"}), "an archive without a file that can be read"),
    ("text.zip", lambda: b"Three frigates left.", "named .zip, but not a ZIP archive by its first bytes"),
    ("breaks off.gz", lambda: gzip.compress(b"One ship left." * 99)[:40], "a damaged gzip file, or one that breaks off"),
    ("zeros.txt", lambda: bytes(9_000_000), "one report may hold"),
    ("picture.txt", lambda: b"\x89PNG\r\n\x1a\n", "a picture"),
    ("program.txt", lambda: b"\x7fELF" + bytes(60), "a program"),
    ("odd.txt", lambda: b"\xff\xfea", "not UTF-16-LE text"),
    ("noise.txt", lambda: bytes(range(1, 32)) * 9, "a binary file"),
    *BROKEN_TABLES,
]  # fmt: skip


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    with Parser(seconds=20, megabytes=MEGABYTES) as parser:
        yield parser


@pytest.mark.parametrize(("name", "make", "words"), BROKEN, ids=[name for name, _, _ in BROKEN])
def test_what_is_broken_costs_one_clear_line(parser: Parser, name: str, make: Callable[[], bytes], words: str) -> None:
    found = list(read_upload(name, make(), None, parser))
    assert len(found) == 1
    (failure,) = found
    assert isinstance(failure, Failure)
    assert words in failure.reason
    assert failure.reason.startswith(name)
    assert len(failure.reason) < 300
    assert "\n" not in failure.reason
    assert "Traceback" not in failure.reason
    # And the reader still reads.
    if name.endswith((".pdf", ".eml")):
        (report,) = read_upload("sound.pdf", SOUND_PDF, None, parser)
        assert isinstance(report, Report)


def test_there_are_five_broken_ones_of_each_format() -> None:
    endings = Counter(Path(name.removesuffix(".gz")).suffix for name, _, _ in BROKEN)
    formats = (".pdf", ".html", ".docx", ".rtf", ".eml", ".zip", ".txt", ".jsonl", ".csv", ".parquet")
    assert {ending: endings[ending] >= 5 for ending in formats} == dict.fromkeys(formats, True)


@pytest.mark.skipif(sys.platform != "linux", reason="reads the memory of the process where Linux tells it")
def test_the_readers_memory_is_bounded(parser: Parser) -> None:
    list(read_upload("zeros.pdf", bomb_pdf(), None, parser))
    list(read_upload("sound.pdf", SOUND_PDF, None, parser))
    process = parser._process
    assert process is not None
    limits = Path(f"/proc/{process.pid}/limits").read_text()
    assert f"{MEGABYTES * 1_000_000}" in next(line for line in limits.splitlines() if "address space" in line)


def test_what_takes_too_long_is_ended_and_the_rest_is_read() -> None:
    slow = article("<p>" + "<a href=x>Three frigates left, the navy said.</a> " * 60_000).encode()
    data = zipped({"1.txt": b"One ship left.", "2.html": slow, "3.txt": b"Three ships left."})
    with Parser(seconds=1) as parser:
        found = list(read_upload("week.zip", data, None, parser))
    texts = [one.text for one in found if isinstance(one, Report)]
    assert texts[0] == "One ship left."
    assert texts[-1] == "Three ships left."
    failures = [one.reason for one in found if isinstance(one, Failure)]
    assert failures == ["week.zip/2.html: reading it takes more than 1 s of processor time"]


def test_one_broken_file_costs_only_itself(tmp_path: Path) -> None:
    members = {"a.pdf": SOUND_PDF, "b.pdf": bomb_pdf(), "c.pdf": SOUND_PDF, "d.docx": SOUND_WORD}
    (tmp_path / "week.zip").write_bytes(zipped(members, stored=True))
    (tmp_path / "z.txt").write_bytes(b"Two ships left.")
    result = read_all([tmp_path])
    assert [report.id for report in result.reports] == ["week.zip/a.pdf", "week.zip/c.pdf", "week.zip/d.docx", "z.txt"]
    (failure,) = result.failures
    assert failure.reason.startswith(f"{tmp_path / 'week.zip'}/b.pdf: ")


def test_parquet_that_was_made_to_fill_memory_is_left(tmp_path: Path) -> None:
    path = tmp_path / "zeros.parquet"
    pq.write_table(pa.table({"text": ["0" * 60_000_000] * 2}), path, use_dictionary=False, compression="zstd")
    assert path.stat().st_size < 1_000_000
    (failure,) = read_all([path]).failures
    assert "unpacks to 120 MB" in failure.reason


def test_a_row_that_breaks_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(["[" * 99_999, json.dumps({"text": "One ship left."}), "{", json.dumps({"text": ""})]))
    result = read_all([path])
    assert [report.text for report in result.reports] == ["One ship left."]
    assert [failure.reason.split(": ")[0] for failure in result.failures] == [f"{path}:1", f"{path}:3", f"{path}:4"]


def test_python_does_not_import_what_lies_beside_a_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parser: Parser
) -> None:
    (tmp_path / "pypdfium2.py").write_text("raise SystemExit('imported from the folder of a document')")
    (tmp_path / "one.pdf").write_bytes(SOUND_PDF)
    monkeypatch.chdir(tmp_path)
    assert read_all(["one.pdf"]).failures == ()


def test_who_leaves_before_the_end_leaves_no_answers_for_the_next(parser: Parser) -> None:
    week = zipped({"1.txt": b"One ship left.", "2.txt": b"Two ships left.", "3.txt": b"Three ships left."})
    found = read_upload("week.zip", week, None, parser)
    assert isinstance(next(found), Report)
    found.close()  # type: ignore[attr-defined]
    (report,) = read_upload("sound.pdf", SOUND_PDF, None, parser)
    assert isinstance(report, Report)
    assert report.id == "sound.pdf"
