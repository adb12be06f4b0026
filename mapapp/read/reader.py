"""One source → its reports, by what it is: a file, a folder, a web address, a feed, standard input."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import urlsplit

from mapapp.errors import InputError, SourceError
from mapapp.model import Report
from mapapp.read.bounded import Parser
from mapapp.read.dates import published_date
from mapapp.read.document import Found as Part
from mapapp.read.document import Link, Trouble
from mapapp.read.documents import Fetched, reports_of
from mapapp.read.english import english_only
from mapapp.read.failure import Failure, Found, cause, guarded
from mapapp.read.fetch import Fetcher, Policy
from mapapp.read.jsonl import read_lines
from mapapp.read.kinds import HEAD, Kind, by_ending, kind_of, refusal
from mapapp.read.parquet import read_parquet
from mapapp.read.rows import Columns
from mapapp.read.table import read_csv
from mapapp.read.text import LONGEST_FILE, report_from_bytes, too_long

_ENDINGS = ".txt .md .html .pdf .docx .rtf .eml .zip .jsonl .csv or .parquet file"


@dataclass(frozen=True)
class LeftOut:
    """A file of a folder that is no report by its ending."""

    source: str


@dataclass(frozen=True)
class Options:
    """How sources are read: see `iter_sources`."""

    day: date | None = None
    columns: Columns | None = None
    fetching: Policy = field(default_factory=Policy)
    items: int = 0


class Reader:
    """Reads sources with one set of options.

    Parameters
    ----------
    options : Options
    parser : Parser
        Who parses documents, in a process with bounds.
    """

    def __init__(self, options: Options, parser: Parser) -> None:
        self.day, self.columns, self.parser = options.day, options.columns, parser
        self.items, self.fetcher = options.items, Fetcher(options.fetching)

    def source(self, name: str) -> Iterator[Found | LeftOut]:
        """Yield what a file, a folder, an address or ``-`` holds."""
        if name == "-":
            yield from guarded(name, lambda: english_only([self._standard_input()], "standard input"))
        elif name.lower().startswith(("http://", "https://")):
            left = [self.items]
            yield from guarded(name, lambda: self._address(name, self.day, left), "fetch")
        elif os.path.isdir(name):
            yield from self._folder(name)
        else:
            yield from self._file(name)

    def _address(self, address: str, day: date | None, left: list[int], depth: int = 0) -> Iterator[Found]:
        page = self.fetcher.fetch(address)
        head, name = page.body[:HEAD], PurePosixPath(urlsplit(page.address).path).name or "page"
        kind = kind_of(head, name, page.media_type)
        if (reason := refusal(head, name, kind)) is not None:
            raise SourceError(f"{address}: {reason}")
        if kind is Kind.OTHER:
            raise SourceError(
                f"{address}: of a kind that is not read ({page.media_type or 'the server does not say which'})"
            )
        if kind in (Kind.LINES, Kind.TABLE, Kind.PARQUET):
            yield from self._table(io.BytesIO(page.body), address, kind, None)
            return
        found = self.parser.parse(name, page.body, None, page.media_type, page.charset, page.address)
        if kind is Kind.FEED:
            yield from self._feed(address, list(found), left, depth)
            return
        known = Fetched(page.address, page.fetched, page.headers)
        for one in reports_of(found, address, day, known):
            yield from english_only([one], address)

    def _feed(self, address: str, found: list[Part], left: list[int], depth: int) -> Iterator[Found]:
        links = [one for one in found if isinstance(one, Link)]
        yield from (Failure(address, f"{address}: {one.reason}") for one in found if isinstance(one, Trouble))
        if links and not self.items:
            some = min(len(links), 20)
            which = "them" if some == len(links) else f"the first {some}"
            yield Failure(address, f"{address}: a feed of {len(links)} items; --items {some} reads {which}", "fetch")
            return
        for link in links:
            if left[0] <= 0:
                return
            if link.feed and depth >= 2:
                yield Failure(link.address, f"{link.address}: sitemaps in sitemaps are not followed so deep", "fetch")
                continue
            left[0] -= not link.feed
            item = partial(self._address, link.address, self._item_day(link), left, depth + 1)
            yield from guarded(link.address, item, "fetch")

    def _item_day(self, link: Link) -> date | None:
        try:
            return published_date(link.published) or self.day
        except InputError:
            return self.day

    def _folder(self, name: str) -> Iterator[Found | LeftOut]:
        empty = True
        troubles: list[OSError] = []
        for folder, inner, files in os.walk(name, onerror=troubles.append):
            inner[:] = sorted(part for part in inner if not part.startswith("."))
            for file in sorted(files):
                path = os.path.join(folder, file)
                if file.startswith("."):
                    continue
                if by_ending(file) is Kind.OTHER:
                    yield LeftOut(path)
                    continue
                empty = False
                for found in self._file(path):
                    if isinstance(found, Report) and (found.id == file or found.id.startswith(f"{file}/")):
                        yield replace(found, id=Path(path).relative_to(name).as_posix() + found.id[len(file) :])
                    else:
                        yield found
        for trouble in troubles:
            empty = False
            yield Failure(str(trouble.filename), f"{trouble.filename}: {cause(trouble)}", "missing")
        if empty:
            yield Failure(name, f"{name}: the folder holds no {_ENDINGS}", "missing")

    def _file(self, name: str) -> Iterator[Found]:
        def work() -> Iterator[Found]:
            with open(name, "rb") as file:
                _must_be_file(file.fileno(), name)
                yield from self.opened(file, name, name)

        yield from guarded(name, work)

    def opened(self, file: BinaryIO, name: str, path: str | None) -> Iterator[Found]:
        """Yield what an open file holds; `path` is where another process finds it."""
        head = file.read(HEAD)
        kind = kind_of(head, name)
        if (reason := refusal(head, name, kind)) is not None:
            raise SourceError(f"{name}: {reason}")
        if kind in (Kind.TEXT, Kind.MARKDOWN):
            data = head + file.read(LONGEST_FILE + 1 - len(head))
            if len(data) > LONGEST_FILE:
                raise too_long(name, file.seek(0, os.SEEK_END) if file.seekable() else len(data))
            yield from english_only([replace(report_from_bytes(data, name, self.day), id=Path(name).name)], name)
        elif kind in (Kind.LINES, Kind.TABLE, Kind.PARQUET):
            if not file.seekable():
                raise SourceError(f"{name}: a pipe, where a file is due")
            file.seek(0)
            yield from self._table(file, name, kind, path)
        elif kind in (Kind.OTHER, Kind.FEED):
            ending = Path(name).suffix.lower()
            what = f"{ending} files cannot be read" if ending else "a file without an ending"
            raise SourceError(f"{name}: {what}; give a {_ENDINGS}, a folder of them, or - for standard input")
        else:
            documents = self.parser.parse(name, None if path else head + file.read(), path)
            for found in reports_of(documents, name, self.day):
                yield from english_only([found], name)

    def _table(self, file: BinaryIO, name: str, kind: Kind, path: str | None) -> Iterator[Found]:
        empty = True
        if kind is Kind.LINES:
            rows = read_lines(file, name, self.day, self.columns)
        elif kind is Kind.TABLE:
            rows = read_csv(file, name, self.day, self.columns)
        else:
            if (reason := self.parser.trouble(name, None if path else file.read(), path)) is not None:
                raise SourceError(f"{name}: {reason}")
            file.seek(0)
            rows = read_parquet(path or file, name, self.day, self.columns)
        for found in rows:
            empty = False
            yield from english_only([found] if isinstance(found, Report) else [Failure(name, str(found))], name)
        if empty:
            raise SourceError(f"{name}: holds no text")

    def _standard_input(self) -> Report:
        return report_from_bytes(sys.stdin.buffer.read(LONGEST_FILE + 1), "standard input", self.day)


def _must_be_file(descriptor: int, name: str) -> None:
    mode = os.fstat(descriptor).st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        raise SourceError(f"{name}: not a file that holds text")
