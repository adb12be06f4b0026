"""Sources to reports: files, folders, archives, standard input, web addresses; each failure is kept with its reason."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
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
from mapapp.read.english import other_language
from mapapp.read.failure import Failure
from mapapp.read.fetch import Fetcher, Policy
from mapapp.read.jsonl import read_lines
from mapapp.read.kinds import HEAD, Kind, by_ending, kind_of, refusal
from mapapp.read.parquet import read_parquet
from mapapp.read.rows import Columns
from mapapp.read.table import read_csv
from mapapp.read.text import LONGEST_FILE, report_from_bytes, too_long

Source = str | os.PathLike[str]
#: What a source gives: reports, and what could not be read of it.
Found = Report | Failure

_ENDINGS = ".txt .md .html .pdf .docx .rtf .eml .zip .jsonl .csv or .parquet file"


@dataclass(frozen=True)
class LeftOut:
    """A file of a folder that is no report by its ending."""

    source: str


@dataclass(frozen=True)
class ReadResult:
    """What `read_all` found.

    Parameters
    ----------
    reports : tuple of Report
        In the order given; their ids are unique.
    failures : tuple of Failure
    left_out : tuple of str
        Files of a folder that are no reports by their ending.
    """

    reports: tuple[Report, ...]
    failures: tuple[Failure, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Options:
    """How sources are read: see `iter_sources`."""

    day: date | None = None
    columns: Columns | None = None
    fetching: Policy = field(default_factory=Policy)
    items: int = 0


def read(source: Source, published: str | date | None = None) -> Report:
    """Read the one report that `source` holds.

    Parameters
    ----------
    source : str or path-like
        A text, HTML, PDF, DOCX, RTF or mail file, another source that holds one report, a web address, or ``-`` for
        standard input.
    published : str or datetime.date, optional
        The day that "Wednesday" is read against, ISO 8601; the report's own date comes first.

    Raises
    ------
    SourceError
        When it cannot be read, or holds none or several reports.
    OptionError
        When `published` is no date.
    """
    result = read_all([source], published)
    if result.failures:
        raise SourceError(result.failures[0].reason)
    if len(result.reports) != 1:
        raise SourceError(f"{os.fspath(source)}: holds {len(result.reports)} reports, not one; use read_all")
    return result.reports[0]


def read_all(
    sources: Iterable[Source], published: str | date | None = None, *, columns: Columns | None = None
) -> ReadResult:
    """Read every report of `sources`: files, folders (with their subfolders, in order of name), addresses and ``-``.

    A source that cannot be read, or a part of it that is no report, is listed among the failures and costs only itself.

    Parameters
    ----------
    sources : iterable of str or path-like
    published : str or datetime.date, optional
        For reports that tell no date of their own.
    columns : mapping, optional
        For tables and JSON lines: what the fields of a report are called there, such as ``{"text": "body"}``.

    Raises
    ------
    OptionError
        When `published` is no date.
    """
    if isinstance(sources, str | os.PathLike):
        sources = [sources]
    reports: list[Report] = []
    failures: list[Failure] = []
    left_out: list[str] = []
    for found in iter_sources(sources, published, columns=columns):
        if isinstance(found, Report):
            reports.append(found)
        elif isinstance(found, Failure):
            failures.append(found)
        else:
            left_out.append(found.source)
    return ReadResult(tuple(reports), tuple(failures), tuple(left_out))


def iter_sources(
    sources: Iterable[Source],
    published: str | date | None = None,
    *,
    columns: Columns | None = None,
    fetching: Policy | None = None,
    items: int = 0,
) -> Iterator[Found | LeftOut]:
    """Yield what `read_all` collects, one by one: a file is opened when its turn comes.

    Parameters
    ----------
    sources, published, columns
        As in `read_all`.
    fetching : Policy, optional
        How web addresses are fetched.
    items : int
        Of a feed or a sitemap, how many items to fetch at most; 0 fetches none and says how many there are.
    """
    options = Options(published_date(published), columns, fetching or Policy(), items)
    taken: set[str] = set()
    with Parser() as parser:
        reader = _Reader(options, parser)
        for source in sources:
            for found in reader.source(os.fspath(source)):
                yield _unique(found, taken) if isinstance(found, Report) else found


def read_upload(
    name: str, data: bytes, published: date | None, parser: Parser, columns: Columns | None = None
) -> Iterator[Found]:
    """Yield what an uploaded file holds; as a file with that name would."""
    reader = _Reader(Options(published, columns), parser)
    yield from _guarded(name, lambda: reader.opened(io.BytesIO(data), name, None))


def _unique(report: Report, taken: set[str]) -> Report:
    name, number = report.id, 1
    while name in taken:
        number += 1
        name = f"{report.id}-{number}"
    taken.add(name)
    return report if name == report.id else replace(report, id=name)


class _Reader:
    """Reads sources with one set of options."""

    def __init__(self, options: Options, parser: Parser) -> None:
        self.day, self.columns, self.parser = options.day, options.columns, parser
        self.items, self.fetcher = options.items, Fetcher(options.fetching)

    def source(self, name: str) -> Iterator[Found | LeftOut]:
        if name == "-":
            yield from _guarded(name, lambda: english_only([self._standard_input()], "standard input"))
        elif name.lower().startswith(("http://", "https://")):
            left = [self.items]
            yield from _guarded(name, lambda: self._address(name, self.day, left), "fetch")
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
            yield from _guarded(link.address, item, "fetch")

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
            yield Failure(str(trouble.filename), f"{trouble.filename}: {_cause(trouble)}", "missing")
        if empty:
            yield Failure(name, f"{name}: the folder holds no {_ENDINGS}", "missing")

    def _file(self, name: str) -> Iterator[Found]:
        def work() -> Iterator[Found]:
            with open(name, "rb") as file:
                _must_be_file(file.fileno(), name)
                yield from self.opened(file, name, name)

        yield from _guarded(name, work)

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


def english_only(found: Iterable[Found], name: str) -> Iterator[Found]:
    """Name a report in another language as not read, and pass on the others."""
    for one in found:
        language = other_language(one.text) if isinstance(one, Report) else None
        if isinstance(one, Report) and language:
            where = name if one.id == Path(name).name or one.id == name else f"{name} ({one.id})"
            yield Failure(name, f"{where}: written in {language}, which is not read: only English is", "language")
        else:
            yield one


def _guarded(name: str, work: Callable[[], Iterable[Found]], kind: str = "unreadable") -> Iterator[Found]:
    try:
        yield from work()
    except FileNotFoundError as error:
        yield Failure(name, f"{name}: {_cause(error)}", "missing")
    except InputError as error:
        said = str(error)
        yield Failure(name, said if said.startswith(name) else f"{name}: {said}", kind)
    except (OSError, ValueError) as error:
        yield Failure(name, f"{name}: {_cause(error)}", kind)


def _must_be_file(descriptor: int, name: str) -> None:
    mode = os.fstat(descriptor).st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        raise SourceError(f"{name}: not a file that holds text")


def _cause(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    if isinstance(error, IsADirectoryError):
        return "a folder, where a file is due"
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
