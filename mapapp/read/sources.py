"""Sources to reports: one, all, or one after the other; each failure is kept with its reason."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from mapapp.errors import SourceError
from mapapp.model import Report
from mapapp.read.bounded import Parser
from mapapp.read.dates import published_date
from mapapp.read.failure import Failure, Found, guarded
from mapapp.read.fetch import Policy
from mapapp.read.reader import LeftOut, Options, Reader
from mapapp.read.rows import Columns

Source = str | os.PathLike[str]


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
        reader = Reader(options, parser)
        for source in sources:
            for found in reader.source(os.fspath(source)):
                yield _unique(found, taken) if isinstance(found, Report) else found


def read_upload(
    name: str, data: bytes, published: date | None, parser: Parser, columns: Columns | None = None
) -> Iterator[Found]:
    """Yield what an uploaded file holds; as a file with that name would."""
    reader = Reader(Options(published, columns), parser)
    yield from guarded(name, lambda: reader.opened(io.BytesIO(data), name, None))


def _unique(report: Report, taken: set[str]) -> Report:
    name, number = report.id, 1
    while name in taken:
        number += 1
        name = f"{report.id}-{number}"
    taken.add(name)
    return report if name == report.id else replace(report, id=name)
