"""A row of a table or a line of JSON → a report; a column map says what its fields are called there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from mapapp.errors import InputError, OptionError, SourceError
from mapapp.model import Report
from mapapp.original import Original
from mapapp.read.text import report_from_text

#: What a report has, in the words of `mapapp.model.Report`.
FIELDS = ("id", "text", "published", "title", "publisher", "url", "author")

Columns = Mapping[str, str]


def column_map(words: str | None) -> dict[str, str]:
    """Return the field → column map that ``text=body,published=date`` tells.

    Raises
    ------
    OptionError
        When a field is none of `FIELDS`.
    """
    columns = {}
    for pair in (words or "").split(","):
        if not pair.strip():
            continue
        field, equals, column = (part.strip() for part in pair.partition("="))
        if field not in FIELDS or not equals or not column:
            raise OptionError(f"{pair.strip()!r} maps no field; write text=COLUMN, and likewise {', '.join(FIELDS)}")
        columns[field] = column
    return columns


def report_from_row(
    entry: Mapping[str, object],
    where: str,
    published: date | None = None,
    columns: Columns | None = None,
    original: Original | None = None,
) -> Report:
    """Return the report of a row; `where` (file and line) starts every message and names a report without an id.

    Raises
    ------
    SourceError
        When it has no text, or a field is of a wrong kind.
    """
    names = {field: (columns or {}).get(field, field) for field in FIELDS}
    text = entry.get(names["text"])
    if not isinstance(text, str):
        raise SourceError(f"{where}: a report needs its text as a string in the field {names['text']!r}")
    fields = {field: _text(entry, names[field], where) for field in ("title", "publisher", "url", "author")}
    identity = _identity(entry.get(names["id"]), where, names["id"])
    try:
        return report_from_text(
            text, identity, published=_day(entry, names["published"], where) or published, original=original, **fields
        )
    except InputError as error:
        raise SourceError(f"{where}: {str(error).removeprefix(f'{identity}: ')}") from None


def _identity(value: object, where: str, column: str) -> str:
    if value is None or value == "":
        return Path(where).name
    if isinstance(value, str | int) and not isinstance(value, bool):
        return str(value)
    raise SourceError(f"{where}: the field {column!r} is neither a string nor a number")


def _day(entry: Mapping[str, object], column: str, where: str) -> str | date | None:
    value = entry.get(column)
    return value if isinstance(value, date) else _text(entry, column, where)


def _text(entry: Mapping[str, object], column: str, where: str) -> str | None:
    value = entry.get(column)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise SourceError(f"{where}: the field {column!r} is no string")
    return value
