"""CSV: one report a row, as `mapapp.read.rows` reads it."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from mapapp.errors import InputError, SourceError
from mapapp.model import Report
from mapapp.read.rows import Columns, report_from_row
from mapapp.read.text import LONGEST_REPORT, decoded


def read_csv(
    file: BinaryIO, name: str, published: date | None, columns: Columns | None = None
) -> Iterator[Report | SourceError]:
    """Yield each row's report, or the error that says why it has none; the first row has the columns' names."""
    csv.field_size_limit(LONGEST_REPORT + 1_000_000)
    head = file.read(65_536)
    file.seek(0)
    if not head.strip():
        return
    cut = _whole_lines(head)
    encoding = decoded(cut, name)[1]
    first = cut.decode(encoding).lstrip("\ufeff").split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    # A letter that is broken costs its row a sign, not the file.
    lines = io.TextIOWrapper(file, encoding=_without_mark(head, encoding), errors="replace", newline="")
    rows = csv.DictReader(lines, delimiter=delimiter)
    wanted = (columns or {}).get("text", "text")
    try:
        if wanted not in (rows.fieldnames or ()):
            yield SourceError(f"{name}: no column {wanted!r}; say which holds the text with --columns text=COLUMN")
            return
        for number, row in enumerate(rows, 1):
            where = f"{name}:{number}"
            if None in row:
                yield SourceError(f"{where}: more cells than the first row has names")
                continue
            try:
                yield report_from_row(row, where, published, columns)
            except SourceError as error:
                yield error
            except InputError as error:
                yield SourceError(f"{where}: {error}")
    except csv.Error as error:
        yield SourceError(f"{name}: not CSV from line {rows.line_num} on ({error})")
    finally:
        lines.detach()  # the file is closed by who opened it


def _whole_lines(head: bytes) -> bytes:
    """Return the lines that are whole in the first bytes of a table; a letter may take two bytes or four."""
    wide = 4 if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)) else 2 if b"\0" in head else 1
    end = head.rfind(b"\n") + 1
    return head[: -(-end // wide) * wide] or head


def _without_mark(head: bytes, encoding: str) -> str:
    """Return the codec that reads an encoding and takes its byte order mark, if there is one, off."""
    if encoding == "utf-8":
        return "utf-8-sig"
    marked = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE))
    return encoding[:6] if marked else encoding
