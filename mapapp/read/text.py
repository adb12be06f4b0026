"""Bytes to text, text to a report: what is refused, and in which words."""

from __future__ import annotations

import codecs
import re
from datetime import date

from mapapp.errors import SourceError
from mapapp.model import Report
from mapapp.read.dates import published_date

#: Characters of one report at most: about 600 book pages. A longer file is a corpus, to be cut into reports.
LONGEST_REPORT = 2_000_000
#: UTF-8 needs at most four bytes a character, UTF-32 exactly four, and a byte order mark up to four more.
LONGEST_FILE = 4 * LONGEST_REPORT + 4

# The mark of UTF-32 starts with that of UTF-16, so it is asked for first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def decode(data: bytes, name: str) -> str:
    """Return the text of `data`: UTF-8, or UTF-16 or UTF-32 behind a byte order mark.

    Raises
    ------
    SourceError
        When the bytes are no such text, or are a binary file's.
    """
    encoding, skip = "utf-8", 0
    for mark, marked in _MARKS:
        if data.startswith(mark):
            encoding, skip = marked, len(mark)
            break
    try:
        text = data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        if _looks_binary(data[:4096].decode("latin-1")):
            raise SourceError(f"{name}: a binary file, not text; give a .txt, .md or .jsonl file") from None
        raise SourceError(
            f"{name}: not {encoding.upper()} text (byte {skip + error.start} cannot be read); save it as UTF-8"
        ) from None
    if _looks_binary(text[:65_536]):
        raise SourceError(f"{name}: a binary file, not text; give a .txt, .md or .jsonl file")
    return text


def _looks_binary(text: str) -> bool:
    """One control character in a hundred is no slip of an editor; a stray one stays in the text."""
    return len(_CONTROL.findall(text)) * 100 > len(text)


def report_from_text(
    text: str,
    id: str,  # noqa: A002 (the model's word)
    *,
    published: str | date | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> Report:
    """Return a report of `text`, taken as it stands.

    Raises
    ------
    SourceError
        When there is no text, too much of it, or it is not valid Unicode.
    OptionError
        When the date is none.
    """
    if not text or text.isspace():
        raise SourceError(f"{id}: holds no text")
    if len(text) > LONGEST_REPORT:
        raise SourceError(
            f"{id}: {len(text):,} characters are more than one report may hold ({LONGEST_REPORT:,}); "
            "cut it into reports, for instance one a line of a .jsonl file"
        )
    if bad := _SURROGATE.search(text):
        raise SourceError(f"{id}: not valid Unicode (half a surrogate pair at character {bad.start()})")
    return Report(text, id, published_date(published), title, publisher, url)


def report_from_bytes(data: bytes, name: str, published: str | date | None = None) -> Report:
    """Return the report that a text file's bytes hold; errors as in `decode` and `report_from_text`."""
    if len(data) > LONGEST_FILE:
        raise SourceError(
            f"{name}: {len(data) / 1e6:,.0f} MB are more than one report may hold ({LONGEST_REPORT:,} characters); "
            "cut it into reports, for instance one a line of a .jsonl file"
        )
    return report_from_text(decode(data, name), name, published=published)
