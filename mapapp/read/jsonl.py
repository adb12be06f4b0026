"""Reports one a line: ``{"id", "text", "published", "title", "publisher", "url"}``, only `text` required.

A line that cannot be used costs only itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

from mapapp.errors import InputError, SourceError
from mapapp.model import Report
from mapapp.read.text import LONGEST_REPORT, decode, report_from_text

#: JSON may write a character as a pair of six-byte escapes; the other fields get a megabyte.
LONGEST_LINE = 12 * LONGEST_REPORT + 1_000_000


def read_lines(file: BinaryIO, name: str, published: date | None) -> Iterator[Report | SourceError]:
    """Yield each line's report, or the error that says why it has none; `name` starts every message."""
    number = 0
    while line := file.readline(LONGEST_LINE):
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
            yield _report(line, where, published)
        except SourceError as error:
            yield error
        except InputError as error:
            yield SourceError(f"{where}: {error}")


def _report(line: bytes, where: str, published: date | None) -> Report:
    try:
        entry = json.loads(decode(line, where))
    except json.JSONDecodeError as error:
        raise SourceError(f"{where}: not JSON ({error.msg} at character {error.pos})") from None
    except RecursionError:
        raise SourceError(f"{where}: not a report (nested too deeply)") from None
    except ValueError as error:  # json refuses numbers of more than 4,300 digits
        raise error if isinstance(error, SourceError) else SourceError(f"{where}: not JSON ({error})") from None
    if not isinstance(entry, dict):
        raise SourceError(f'{where}: not a report; a line is an object such as {{"text": "…"}}')
    if not isinstance(entry.get("text"), str):
        raise SourceError(f"{where}: a report needs its text as a string in the field 'text'")
    fields = {name: _text(entry, name, where) for name in ("published", "title", "publisher", "url")}
    identity = _identity(entry.get("id"), where)
    try:
        return report_from_text(
            entry["text"],
            identity,
            published=fields["published"] or published,
            title=fields["title"],
            publisher=fields["publisher"],
            url=fields["url"],
        )
    except InputError as error:
        raise SourceError(f"{where}: {str(error).removeprefix(f'{identity}: ')}") from None


def _identity(value: object, where: str) -> str:
    if value is None or value == "":
        return Path(where).name
    if isinstance(value, str | int) and not isinstance(value, bool):
        return str(value)
    raise SourceError(f"{where}: the field 'id' is neither a string nor a number")


def _text(entry: dict[str, object], field: str, where: str) -> str | None:
    value = entry.get(field)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise SourceError(f"{where}: the field {field!r} is no string")
    return value
