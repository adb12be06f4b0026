"""Sources to reports: files, folders, standard input; each failure is kept with its reason."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from mapapp.errors import InputError, SourceError
from mapapp.model import Report
from mapapp.read.dates import published_date
from mapapp.read.jsonl import read_lines
from mapapp.read.text import LONGEST_FILE, report_from_bytes

#: Endings that are read, and those that are known to hold reports but cannot be read.
TEXT_ENDINGS = (".txt", ".md")
LINES_ENDING = ".jsonl"
UNREAD_ENDINGS = (".html", ".htm", ".pdf", ".docx", ".eml")

Source = str | os.PathLike[str]


@dataclass(frozen=True)
class Failure:
    """A source, or one line of it, that gave no report; `reason` is one line that names it."""

    source: str
    reason: str


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
class LeftOut:
    """A file of a folder that is no report by its ending."""

    source: str


def read(source: Source, published: str | date | None = None) -> Report:
    """Read the one report that `source` holds.

    Parameters
    ----------
    source : str or path-like
        A .txt or .md file, a .jsonl file of one line, or ``-`` for standard input.
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


def read_all(sources: Iterable[Source], published: str | date | None = None) -> ReadResult:
    """Read every report of `sources`: files, folders (with their subfolders, in order of name) and ``-``.

    A source that cannot be read, or a line that is no report, is listed among the failures and costs only itself.

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
    for found in iter_sources(sources, published):
        if isinstance(found, Report):
            reports.append(found)
        elif isinstance(found, Failure):
            failures.append(found)
        else:
            left_out.append(found.source)
    return ReadResult(tuple(reports), tuple(failures), tuple(left_out))


def iter_sources(
    sources: Iterable[Source], published: str | date | None = None
) -> Iterator[Report | Failure | LeftOut]:
    """Yield what `read_all` collects, one by one: a file is opened when its turn comes."""
    day = published_date(published)
    taken: set[str] = set()
    for source in sources:
        name = os.fspath(source)
        for found in _one(name, day):
            yield _unique(found, taken) if isinstance(found, Report) else found


def _unique(report: Report, taken: set[str]) -> Report:
    name, number = report.id, 1
    while name in taken:
        number += 1
        name = f"{report.id}-{number}"
    taken.add(name)
    return report if name == report.id else replace(report, id=name)


def _one(name: str, day: date | None) -> Iterator[Report | Failure | LeftOut]:
    if name == "-":
        yield from _guarded(name, lambda: [_standard_input(day)])
    elif name.lower().startswith(("http://", "https://")):
        yield Failure(name, f"{name}: a web address cannot be read; save the page's text as a .txt file")
    elif os.path.isdir(name):
        yield from _folder(name, day)
    else:
        yield from _file(name, day)


def _folder(name: str, day: date | None) -> Iterator[Report | Failure | LeftOut]:
    empty = True
    troubles: list[OSError] = []
    for folder, inner, files in os.walk(name, onerror=troubles.append):
        inner[:] = sorted(part for part in inner if not part.startswith("."))
        for file in sorted(files):
            path = os.path.join(folder, file)
            if file.startswith("."):
                continue
            if Path(file).suffix.lower() in (*TEXT_ENDINGS, LINES_ENDING, *UNREAD_ENDINGS):
                empty = False
                for found in _file(path, day):
                    if isinstance(found, Report) and found.id == file:
                        yield replace(found, id=Path(path).relative_to(name).as_posix())
                    else:
                        yield found
            else:
                yield LeftOut(path)
    for trouble in troubles:
        empty = False
        yield Failure(str(trouble.filename), f"{trouble.filename}: {_cause(trouble)}")
    if empty:
        yield Failure(name, f"{name}: the folder holds no .txt, .md or .jsonl file")


def _file(name: str, day: date | None) -> Iterator[Report | Failure]:
    ending = Path(name).suffix.lower()
    if ending == LINES_ENDING:
        yield from _guarded(name, lambda: _lines(name, day))
    elif ending in UNREAD_ENDINGS and os.path.exists(name):
        yield Failure(name, f"{name}: {ending} files cannot be read; save the text as a .txt file")
    elif ending not in TEXT_ENDINGS and os.path.exists(name):
        what = f"{ending} files cannot be read" if ending else "a file without an ending"
        yield Failure(
            name, f"{name}: {what}; give a .txt, .md or .jsonl file, a folder of them, or - for standard input"
        )
    else:
        yield from _guarded(name, lambda: [_text_file(name, day)])


def _guarded(name: str, work: Callable[[], Iterable[Report | Failure]]) -> Iterator[Report | Failure]:
    try:
        yield from work()
    except InputError as error:
        yield Failure(name, str(error))
    except (OSError, ValueError) as error:
        yield Failure(name, f"{name}: {_cause(error)}")


def _text_file(name: str, day: date | None) -> Report:
    with open(name, "rb") as file:
        _must_be_file(file.fileno(), name)
        data = file.read(LONGEST_FILE + 1)
    return replace(report_from_bytes(data, name, day), id=Path(name).name)


def _standard_input(day: date | None) -> Report:
    return report_from_bytes(sys.stdin.buffer.read(LONGEST_FILE + 1), "standard input", day)


def _lines(name: str, day: date | None) -> Iterator[Report | Failure]:
    empty = True
    with open(name, "rb") as file:
        _must_be_file(file.fileno(), name)
        for found in read_lines(file, name, day):
            empty = False
            yield found if isinstance(found, Report) else Failure(name, str(found))
    if empty:
        yield Failure(name, f"{name}: holds no text")


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
