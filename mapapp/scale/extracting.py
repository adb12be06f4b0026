"""One part, on a worker: its reports are read and their claims written; what fails is named and left.

A report that ends its process (memory, a crash, a loop without end) is known by the place that the process had
noted before it began with it.  The third time it is left, and named.
"""

from __future__ import annotations

import gc
import hashlib
import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from mapapp.errors import DataError, OutputError
from mapapp.model import Report
from mapapp.read import Failure, iter_sources, published_date
from mapapp.read.english import english_only
from mapapp.read.jsonl import read_lines
from mapapp.read.parquet import read_parquet
from mapapp.read.reader import LeftOut
from mapapp.read.table import read_csv
from mapapp.scale.job import Job, read_json, write_json
from mapapp.scale.plan import Part
from mapapp.scale.tables import CLAIMS, FAILURES, claim_row, dump

#: Times that one report may end its process before it is left, and seconds that it may take.
_MOST_DEATHS, _LONGEST = 3, 300.0


def extract_part(part: Part, job: Job) -> dict[str, Any]:
    """Write the claims and failures of a part, unless that has been done; return what was written.

    Raises
    ------
    OutputError
        When it cannot be written.
    DataError
        When the gazetteer or the language model is at fault: no report could be read.
    """
    name = part["name"]
    mark = job.mark("parts", name)
    if (done := read_json(mark)) is not None:
        return dict(done)
    _ready(job.watched)
    place = _Place(job, name)
    claims: list[dict[str, Any]] = []
    failures: list[dict[str, Any]] = []
    days: Counter[str] = Counter()
    reports = 0
    with place, _Watch(job.watched) as watch:
        found = iter(_found(part, job))
        number = 0
        while True:
            place.note(number)
            watch.begin()
            one = next(found, None)
            if one is None:
                break
            told = _told(one, number, name, place)
            if isinstance(told, Failure):
                failures.append(
                    {"part": name, "number": number, "source": told.source, "kind": told.kind, "reason": told.reason}
                )
            else:
                reports += 1
                claims += told
                if told:
                    days[told[0]["published"].isoformat() if told[0]["published"] else ""] += len(told)
            number += 1
    files = [
        _write(job, table, name, rows, columns)
        for table, rows, columns in (("claims", claims, CLAIMS), ("failures", failures, FAILURES))
        if rows
    ]
    done = {
        "reports": reports,
        "claims": len(claims),
        "failures": len(failures),
        "days": dict(sorted(days.items())),
        "files": files,
    }
    write_json(mark, done)
    place.forget()
    return done


@lru_cache(maxsize=2)
def _ready(own: bool) -> None:
    """Load the language model and the gazetteer: a process that dies meanwhile has not died of a report."""
    from mapapp.extract import extract  # noqa: PLC0415

    extract(Report("Two ships left Kiel for Riga on Monday, the navy said.", "ready"))
    if own:  # what is loaded stays: no search for circles looks at it again, not even at the process's end
        gc.freeze()


def _write(job: Job, table: str, name: str, rows: list[dict[str, Any]], columns: dict[str, str]) -> dict[str, Any]:
    data = dump(rows, columns)
    job.write(job.part(table, name), data)
    return {
        "file": f"{table}/part-{name}.parquet",
        "rows": len(rows),
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def _told(one: Report | Failure, number: int, name: str, place: _Place) -> Failure | list[dict[str, Any]]:
    from mapapp.extract import extract  # noqa: PLC0415 (the model is loaded once a worker)

    if isinstance(one, Failure):
        return one
    if number in place.left:
        return Failure(one.id, f"{one.id}: it ended the process that read it {_MOST_DEATHS} times", "killed")
    try:
        return [claim_row(f"{name}-{number:06d}-{index}", claim) for index, claim in enumerate(extract(one))]
    except DataError:
        raise
    except MemoryError:
        return Failure(one.id, f"{one.id}: not enough memory for it", "fault")
    except Exception as error:  # one report's fault must not cost the others
        return Failure(one.id, f"{one.id}: a fault in mapapp: {type(error).__name__}: {str(error)[:300]}", "fault")


def _found(part: Part, job: Job) -> Iterator[Report | Failure]:
    day = published_date(job.published)
    if part["kind"] == "files":
        for found in iter_sources(part["paths"], day, columns=job.columns):
            if not isinstance(found, LeftOut):
                yield found
        return
    path, first, count = part["path"], part["first"], part["count"]
    if part["kind"] == "lines":
        with open(path, "rb") as file:
            file.seek(part["offset"])
            rows = read_lines(file, path, day, job.columns, start=first, stop=first + count)
            yield from _reports(rows, path)
    elif part["kind"] == "csv":
        with open(path, "rb") as file:
            yield from _reports(islice(read_csv(file, path, day, job.columns), first, first + count), path)
    else:
        told = {"group": part["group"], "before": part["before"], "first": first, "count": count}
        yield from _reports(read_parquet(path, path, day, job.columns, **told), path)


def _reports(rows: Iterator[Any], path: str) -> Iterator[Report | Failure]:
    for row in rows:
        yield from english_only([row if isinstance(row, Report) else Failure(path, str(row))], path)


class _Place:
    """Where in its part a process is, on disk: what it leaves behind when it dies tells which report it died of."""

    def __init__(self, job: Job, name: str) -> None:
        self.at = job.path(".work", "at", name)
        self.deaths = job.mark("deaths", name)
        known = Counter({int(number): times for number, times in (read_json(self.deaths) or {}).items()})
        with suppress(OSError, ValueError):
            known[int(self.at.read_bytes())] += 1
            write_json(self.deaths, known)
        self.left = {number for number, times in known.items() if times >= _MOST_DEATHS}

    def __enter__(self) -> _Place:
        try:
            self.at.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(self.at, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        except OSError as error:
            raise OutputError(f"{self.at}: could not be written ({error.strerror or error})") from None
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._file)
        with suppress(OSError):
            self.at.unlink()

    def note(self, number: int) -> None:
        with suppress(OSError):  # a full disk is told where results are written
            os.pwrite(self._file, b"%12d" % number, 0)

    def forget(self) -> None:
        for path in (self.at, self.deaths):
            with suppress(OSError):
                Path(path).unlink(missing_ok=True)


class _Watch:
    """Ends a worker's process when one report takes it too long; its keeper starts another."""

    def __init__(self, on: bool) -> None:
        self.on = on
        self._begun = time.monotonic()
        self._over = threading.Event()

    def __enter__(self) -> _Watch:
        if self.on:
            threading.Thread(target=self._look, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()

    def begin(self) -> None:
        self._begun = time.monotonic()

    def _look(self) -> None:
        while not self._over.wait(5.0):
            if time.monotonic() - self._begun > _LONGEST:
                os._exit(70)
