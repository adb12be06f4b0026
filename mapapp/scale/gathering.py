"""Claims of many parts → movements, one span of days after the other.

A corpus whose claims fit into one span is put together as a whole.  A larger one is cut at years, months, weeks or
days, the longest that keep a span small enough; what is told on both sides of such a cut is two movements.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from mapapp.model import Movement
from mapapp.reconcile import reconcile_claims
from mapapp.scale.job import Job, read_json, write_json
from mapapp.scale.tables import MOVEMENTS, claims_of, dump, movement_row

#: Claims that are put together at once: a worker needs some 7 KB for each beside its model, and 1 GB in all.
MOST_TOGETHER = 30_000
SPANS = ("all", "year", "month", "week", "day")

Span = dict[str, Any]


def spans(done: Mapping[str, Mapping[str, Any]], most: int = MOST_TOGETHER) -> tuple[str, list[Span]]:
    """Return how long a span is, and the spans, each with the parts that have claims of it.

    Parameters
    ----------
    done : mapping
        By part: what `extract_part` returned.
    most : int
    """
    days: Counter[str] = Counter()
    for result in done.values():
        days.update(result["days"])
    for length in SPANS:
        sizes: Counter[str] = Counter()
        for day, count in days.items():
            sizes[span_of(day, length)] += count
        if max(sizes.values(), default=0) <= most:
            break
    parts: dict[str, list[str]] = {}
    for name, result in sorted(done.items()):
        for span in sorted({span_of(day, length) for day in result["days"]}):
            parts.setdefault(span, []).append(name)
    found = []
    for span in sorted(parts):
        for number, some in enumerate(_blocks(parts[span], done, span, length, most)):
            name = span if number == 0 else f"{span}-{number}"
            found.append({"name": name, "span": span, "length": length, "parts": some})
    return length, found


def span_of(day: str, length: str) -> str:
    """Return the span that an ISO 8601 day lies in, ``undated`` for an empty one."""
    if length == "all":
        return "all"
    if not day:
        return "undated"
    if length == "week":
        year, week, _ = date.fromisoformat(day).isocalendar()
        return f"{year}-W{week:02d}"
    return day[: {"year": 4, "month": 7, "day": 10}[length]]


def _blocks(
    parts: list[str], done: Mapping[str, Mapping[str, Any]], span: str, length: str, most: int
) -> Iterable[list[str]]:
    """Cut the parts of a span that is too large at its shortest, or without days, into blocks."""
    block: list[str] = []
    size = 0
    for name in parts:
        count = sum(count for day, count in done[name]["days"].items() if span_of(day, length) == span)
        if block and size + count > most:
            yield block
            block, size = [], 0
        block.append(name)
        size += count
    yield block


def gather_span(span: Span, job: Job) -> dict[str, Any]:
    """Write the movements of a span, unless that has been done; return what was written.

    Raises
    ------
    OutputError
        When it cannot be written.
    """
    mark = job.mark("spans", span["name"])
    if (done := read_json(mark)) is not None:
        return dict(done)
    # Part after part, since rows take more memory than the claims they give; a report lies in one part.
    claims = [told for part in span["parts"] for told in claims_of(_rows(part, span, job))]
    name_of = {id(claim): name for name, claim in claims}
    movements = reconcile_claims(claim for _, claim in claims)
    files = []
    if movements:
        data = dump((movement_row(movement, _names(movement, name_of)) for movement in movements), MOVEMENTS)
        job.write(job.part("movements", span["name"]), data)
        digest = hashlib.sha256(data).hexdigest()
        files = [
            {
                "file": f"movements/part-{span['name']}.parquet",
                "rows": len(movements),
                "bytes": len(data),
                "sha256": digest,
            }
        ]
    done = {"movements": len(movements), "files": files}
    write_json(mark, done)
    return done


def _names(movement: Movement, name_of: Mapping[int, str]) -> list[str]:
    return [name_of[id(claim)] for claim in movement.claims if id(claim) in name_of]


def _rows(part: str, span: Span, job: Job) -> Iterable[dict[str, Any]]:
    import pyarrow.parquet as pq  # noqa: PLC0415 (loaded where it is used)

    wanted = ["claim_id", "report_sha256", "published", "context", "context_start", "report_length", "report", "claim"]
    for row in pq.read_table(job.part("claims", part), columns=wanted).to_pylist():
        day = row["published"].isoformat() if row["published"] else ""
        if span_of(day, span["length"]) == span["span"]:
            yield row
