"""Bytes to text, text to a report: what is refused, and in which words."""

from __future__ import annotations

import codecs
import hashlib
import re
from datetime import date

from mapapp.errors import SourceError
from mapapp.model import Report
from mapapp.original import Original
from mapapp.read.dates import published_date

#: Characters of one report at most: about 600 book pages. A longer file is a corpus, to be cut into reports.
LONGEST_REPORT = 2_000_000
#: UTF-8 needs at most four bytes a character, UTF-32 exactly four, and a byte order mark up to four more.
LONGEST_FILE = 4 * LONGEST_REPORT + 4

# The mark of UTF-32 starts with that of UTF-16, so it is asked for first.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
#: A sign or a late capital inside a word: the text is in another encoding than the Western one.
_IN_A_WORD = re.compile("[a-z][¡-¬®-¶¹-¿ÿŸÀ-Þ]|[¡-¢¤-¬®-¶¹-¿]\\w|£[^\\W\\d]")
#: Fewer bytes fit many encodings.
_SHORT = 32
_GIVE = "give a text, HTML, PDF, DOCX, RTF or mail file, or .jsonl, .csv or .parquet with one report a row"


def decode(data: bytes, name: str, charset: str | None = None) -> str:
    """Return the text of `data`, in whatever encoding: see `decoded`.

    Raises
    ------
    SourceError
        When the bytes are no text.
    """
    return decoded(data, name, charset)[0]


def decoded(data: bytes, name: str, charset: str | None = None) -> tuple[str, str]:
    """Return the text of `data` and the name of its encoding.

    A byte order mark says which it is, or the bytes are UTF-8, or in `charset`, which a server or a mail names, or in
    the encoding that is recognised: for text with few letters beyond ASCII the Western or Central European one
    of Windows, whichever puts no sign into a word, else what charset-normalizer finds.

    Raises
    ------
    SourceError
        When the bytes are no text.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _checked(_strictly(data[len(mark) :], encoding, len(mark), name), name), encoding
    if (wide := _wide(data[:4096])) is not None:
        return _checked(_strictly(data, wide, 0, name), name), wide
    for encoding in ("utf-8", *((charset,) if charset else ())):
        try:
            return _checked(data.decode(encoding), name), encoding
        except (UnicodeDecodeError, LookupError):
            pass
    if _looks_binary(data[:4096].decode("latin-1")):
        raise SourceError(f"{name}: a binary file, not text; {_GIVE}")
    found = next((likely for likely in ("cp1252", "cp1250") if _latin(data, likely)), None) or _recognised(data)
    if found is None:
        raise SourceError(f"{name}: text in an encoding that is not recognised; save it as UTF-8")
    return _checked(data.decode(found), name), found


def _strictly(data: bytes, encoding: str, skipped: int, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{name}: not {encoding.upper()} text (byte {skipped + error.start} cannot be read); save it as UTF-8"
        ) from None


def _checked(text: str, name: str) -> str:
    if _looks_binary(text[:65_536]):
        raise SourceError(f"{name}: a binary file, not text; {_GIVE}")
    return text


def _wide(head: bytes) -> str | None:
    """Return the UTF-16 that Latin text without a mark is in: every other byte is zero."""
    if len(head) < 8 or len(head) % 2:
        head = head[:-1] if len(head) > 8 else b""
    for first, encoding in ((0, "utf-16-be"), (1, "utf-16-le")):
        if head and head[first::2].count(0) > 0.8 * len(head[first::2]) and not head[1 - first :: 2].count(0):
            return encoding
    return None


def _latin(data: bytes, encoding: str) -> bool:
    """Tell whether the bytes beyond ASCII are few and, in a Latin encoding of Windows, letters or quotation marks."""
    high = sum(byte > 0x7F for byte in data)
    if high > 1 + 0.2 * len(data):
        return False
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return _IN_A_WORD.search(text) is None


def _recognised(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415 (loaded where it is used)

    if len(data) < _SHORT:
        return None
    best = from_bytes(data[:200_000]).best() or from_bytes(data).best()
    if best is None:
        return None
    try:
        data.decode(best.encoding)
    except UnicodeDecodeError:
        return None
    return best.encoding


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
    author: str | None = None,
    original: Original | None = None,
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
    return Report(text, id, published_date(published), title, publisher, url, author, original)


def too_long(name: str, size: int) -> SourceError:
    """Return the error that says that `size` bytes are no report."""
    return SourceError(
        f"{name}: {size / 1e6:,.0f} MB are more than one report may hold ({LONGEST_REPORT:,} characters); "
        "cut it into reports, for instance one a line of a .jsonl file"
    )


def report_from_bytes(data: bytes, name: str, published: str | date | None = None) -> Report:
    """Return the report that a text file's bytes hold; errors as in `decode` and `report_from_text`."""
    if len(data) > LONGEST_FILE:
        raise too_long(name, len(data))
    text, encoding = decoded(data, name)
    kind = "markdown" if name.lower().endswith((".md", ".markdown")) else "plain"
    original = Original(hashlib.sha256(data).hexdigest(), len(data), f"text/{kind}; charset={encoding}", name)
    return report_from_text(text, name, published=published, original=original)
