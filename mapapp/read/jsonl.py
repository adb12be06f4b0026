"""Reports one a line: ``{"id", "text", "published", "title", "publisher", "url", "author"}``, only `text` required.

A line that cannot be used costs only itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from mapapp.errors import InputError, SourceError
from mapapp.model import Report
from mapapp.original import Original
from mapapp.read.rows import Columns, report_from_row
from mapapp.read.text import LONGEST_REPORT, decode

#: JSON may write a character as a pair of six-byte escapes; the other fields get a megabyte.
LONGEST_LINE = 12 * LONGEST_REPORT + 1_000_000


def read_lines(
    file: BinaryIO,
    name: str,
    published: date | None,
    columns: Columns | None = None,
    *,
    start: int = 0,
    stop: int | None = None,
) -> Iterator[Report | SourceError]:
    """Yield each line's report, or the error that says why it has none.

    Parameters
    ----------
    file : binary file
        At its beginning, or, when `start` is given, at the beginning of line `start` (counted from 0).
    name : str
        Starts every message.
    published : datetime.date or None
        For lines that tell no date.
    columns : mapping, optional
        What the fields are called here.
    start, stop : int
        The lines to read, `stop` excluded.
    """
    number = start
    while (stop is None or number < stop) and (line := file.readline(LONGEST_LINE)):
        number += 1
        where = f"{name}:{number}"
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            yield SourceError(f"{where}: the line is longer than {LONGEST_LINE / 1e6:,.0f} MB; cut it into reports")
            continue
        if number == 1 and line.startswith((b"\xff\xfe", b"\xfe\xff")):
            yield SourceError(f"{name}: JSON lines are UTF-8, this is UTF-16; save it as UTF-8")
            return
        if not line.strip(b" \t\r\n\xef\xbb\xbf"):
            continue
        try:
            yield _report(line, name, number, published, columns)
        except SourceError as error:
            yield error
        except InputError as error:
            yield SourceError(f"{where}: {error}")


def _report(line: bytes, name: str, number: int, published: date | None, columns: Columns | None) -> Report:
    where = f"{name}:{number}"
    try:
        entry = json.loads(_utf8(line, where))
    except json.JSONDecodeError as error:
        raise SourceError(f"{where}: not JSON ({error.msg} at character {error.pos})") from None
    except RecursionError:
        raise SourceError(f"{where}: not a report (nested too deeply)") from None
    except ValueError as error:  # json refuses numbers of more than 4,300 digits
        raise error if isinstance(error, SourceError) else SourceError(f"{where}: not JSON ({error})") from None
    if not isinstance(entry, dict):
        raise SourceError(f'{where}: not a report; a line is an object such as {{"text": "…"}}')
    original = Original(
        hashlib.sha256(line).hexdigest(), len(line), "application/jsonl", name, places=((0, f"line {number}"),)
    )
    return report_from_row(entry, where, published, columns, original)


def _utf8(line: bytes, where: str) -> str:
    """JSON is UTF-8: another encoding is not guessed at."""
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(f"{where}: not UTF-8 text (byte {error.start} cannot be read); save it as UTF-8") from None
    return decode(line, where)
