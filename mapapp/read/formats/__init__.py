"""One module a format: bytes → documents, each with the library that knows the format.

What is parsed here may be hostile: `mapapp.read.worker` does it in a process of its own, with bounds on time and
memory.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO

from mapapp.errors import InputError
from mapapp.model import Report
from mapapp.read import parquet
from mapapp.read.document import Document, Found, Trouble
from mapapp.read.formats import archive, feed, mail, page, pdf, rtf, word
from mapapp.read.jsonl import read_lines
from mapapp.read.kinds import HEAD, Kind, by_ending, kind_of, refusal
from mapapp.read.text import LONGEST_FILE, decode

#: Bytes of one document at most, by format; the text in it is a small part.
LARGEST = {
    Kind.PDF: 200_000_000,
    Kind.HTML: 20_000_000,
    Kind.FEED: 20_000_000,
    Kind.RTF: 100_000_000,
    Kind.MAIL: 100_000_000,
    Kind.WORD: 100_000_000,
}


class Opener:
    """Reads one source, and what is inside it, to any depth that is allowed.

    Parameters
    ----------
    begins : callable
        Called with the path of each part before it is parsed, and whether it may hold others; when it returns False,
        the part is left out.
    """

    def __init__(self, begins: Callable[[str, bool], bool] = lambda *_: True) -> None:
        self.begins = begins
        self.budget = archive.Budget()

    def open(
        self,
        file: BinaryIO,
        source: str,
        media_type: str | None = None,
        charset: str | None = None,
        address: str | None = None,
    ) -> Iterator[Found]:
        """Yield what `file` holds; `source` is its name, `media_type` and `charset` what the server says."""
        head = file.read(HEAD)
        file.seek(0)
        kind = kind_of(head, source, media_type)
        if kind is Kind.ZIP and not _is_word(file) and by_ending(source) is not Kind.WORD:
            yield from archive.read_zip(file, "", lambda data, name: self._part(data, name, 1), _wanted, self.budget)
            return
        if kind is Kind.PARQUET:  # its rows are read by who asks, if it is fit to be
            if (reason := parquet.fault(file)) is not None:
                yield Trouble("", reason)
            return
        yield from self._document(file.read(max(LARGEST.values()) + 1), "", source, 0, media_type, charset, address)

    def _part(self, data: bytes, name: str, depth: int, media_type: str | None = None) -> Iterator[Found]:
        kind = kind_of(data[:HEAD], name, media_type)
        file = io.BytesIO(data)
        if kind is Kind.ZIP and not _is_word(file) and by_ending(name) is not Kind.WORD:
            if depth >= archive.DEEPEST:
                yield Trouble(name, f"archives in archives deeper than {archive.DEEPEST}; unpack it first")
                return
            yield from archive.read_zip(
                file, name, lambda data, name: self._part(data, name, depth + 1), _wanted, self.budget
            )
            return
        yield from self._document(data, name, name, depth, media_type)

    def _document(
        self,
        data: bytes,
        name: str,
        source: str,
        depth: int,
        media_type: str | None = None,
        charset: str | None = None,
        address: str | None = None,
    ) -> Iterator[Found]:
        kind = kind_of(data[:HEAD], source, media_type)
        if kind is Kind.ZIP:
            kind = Kind.WORD
        if (reason := refusal(data[:HEAD], source, kind)) is not None:
            yield Trouble(name, reason)
            return
        if len(data) > (most := LARGEST.get(kind, LONGEST_FILE)) and kind not in (Kind.LINES, Kind.GZIP):
            yield Trouble(name, f"larger than {most / 1e6:,.0f} MB; cut it into reports")
            return
        if kind is Kind.GZIP:
            if depth >= archive.DEEPEST:
                yield Trouble(name, f"archives in archives deeper than {archive.DEEPEST}; unpack it first")
                return
            inner = source[:-3] if source.lower().endswith(".gz") else source
            found = archive.read_gzip(
                data, name, lambda data, _: self._gunzipped(data, name, inner, depth + 1), self.budget
            )
            yield from found
            return
        if not self.begins(name, kind is Kind.MAIL):
            return
        sha256, size = hashlib.sha256(data).hexdigest(), len(data)
        for part in self._parsed(kind, data, name, source, depth, charset, address):
            # What a mail carries is hashed by itself; a mail's own and quoted words are the mail's.
            yield replace(part, sha256=sha256, size=size) if isinstance(part, Document) and not part.sha256 else part

    def _gunzipped(self, data: bytes, name: str, source: str, depth: int) -> Iterator[Found]:
        file = io.BytesIO(data)
        if kind_of(data[:HEAD], source) is Kind.ZIP and not _is_word(file):
            yield from archive.read_zip(
                file, name, lambda data, name: self._part(data, name, depth + 1), _wanted, self.budget
            )
            return
        yield from self._document(data, name, source, depth)

    def _parsed(
        self, kind: Kind, data: bytes, name: str, source: str, depth: int, charset: str | None, address: str | None
    ) -> Iterator[Found]:
        if kind is Kind.PDF:
            return pdf.read(data, name)
        if kind is Kind.HTML:
            return page.read(data, name, charset, address)
        if kind is Kind.WORD:
            return word.read(data, name)
        if kind is Kind.RTF:
            return rtf.read(data, name)
        if kind is Kind.MAIL:
            if depth >= archive.DEEPEST:
                return iter([Trouble(name, f"mails in mails deeper than {archive.DEEPEST}; save it by itself")])
            return mail.read(data, name, lambda data, name, said: self._attached(data, name, said, depth + 1))
        if kind is Kind.FEED:
            return feed.read(data, name, address)
        if kind is Kind.LINES:
            return _lines(data, name, source)
        if kind in (Kind.TEXT, Kind.MARKDOWN, Kind.OTHER):
            return _text(data, name, source, kind, charset)
        return iter([Trouble(name, f"{kind.value} is not read here")])

    def _attached(self, data: bytes, name: str, media_type: str | None, depth: int) -> Iterator[Found]:
        if media_type == "text/html" or name == "":
            yield from page.read(data, name) if self.begins(f"{name} as a page", False) else ()
        else:
            yield from self._part(data, name, depth, media_type)


def _is_word(file: BinaryIO) -> bool:
    try:
        with zipfile.ZipFile(file) as parts:
            return "word/document.xml" in parts.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    finally:
        file.seek(0)


def _wanted(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return by_ending(name) is not Kind.OTHER and not any(part.startswith((".", "__MACOSX")) for part in parts)


def _text(data: bytes, name: str, source: str, kind: Kind, charset: str | None) -> Iterator[Found]:
    try:
        text = decode(data, source, charset)
    except InputError as error:
        yield Trouble(name, str(error).removeprefix(f"{source}: "))
        return
    yield Document(text, "text/markdown" if kind is Kind.MARKDOWN else "text/plain", name)


def _lines(data: bytes, name: str, source: str) -> Iterator[Found]:
    for found in read_lines(io.BytesIO(data), source, None):
        if isinstance(found, Report):
            yield Document(
                found.text,
                "application/jsonl",
                f"{name}:{found.id}" if name else found.id,
                found.published.isoformat() if found.published else None,
                found.title,
                found.author,
                found.publisher,
                found.url,
            )
        else:
            yield Trouble(name, str(found).removeprefix(source).lstrip(": "))
