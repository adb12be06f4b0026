"""Questions to the result of a run: movements by force, place and time, from the partitions, by DuckDB."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mapapp.errors import MissingExtraError, SourceError
from mapapp.keep import codec
from mapapp.model import Movement
from mapapp.scale.job import MANIFEST, read_json
from mapapp.scale.tables import claims_of


@dataclass(frozen=True)
class Question:
    """Which movements are wanted.

    Parameters
    ----------
    actor : str or None
        ISO 3166 alpha-2, or an organisation's name.
    country : str or None
        ISO 3166 alpha-2 of where from or where to.
    since, until : str or None
        ISO 8601 days: a movement's own days, else those on which it was reported.
    most : int
        How many at most: the latest, and of a day the largest, come first.
    """

    actor: str | None = None
    country: str | None = None
    since: str | None = None
    until: str | None = None
    most: int = 10_000


#: The day a movement is looked for by: its own last one, else the last it was reported on.
_LAST = "coalesce(date_end, date_start, last_reported)"
_FIRST = "coalesce(date_start, date_end, first_reported)"


def connection() -> Any:
    """Return a DuckDB connection in memory, which loads nothing from anywhere.

    Raises
    ------
    MissingExtraError
        When DuckDB is not installed.
    """
    try:
        import duckdb  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError("DuckDB is not installed; install it with: pip install 'mapapp[corpus]'") from None
    return duckdb.connect(
        config={
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "preserve_insertion_order": False,
        }
    )


def select(output: str, question: Question) -> tuple[list[Movement], int]:
    """Return the movements that a question asks for, `most` of them, and how many there are in all.

    Raises
    ------
    SourceError
        When `output` holds no finished run.
    """
    manifest = read_json(Path(output) / MANIFEST)
    if not isinstance(manifest, dict):
        raise SourceError(f"{output}: holds no finished run of mapapp corpus")
    files = {
        table: [str(Path(output) / file["file"]) for file in manifest["files"] if file["file"].startswith(f"{table}/")]
        for table in ("movements", "claims")
    }
    if not files["movements"]:
        return [], 0
    where, values = _where(question)
    with connection() as base:
        (count,) = base.execute(
            f"SELECT count(*) FROM read_parquet(?) WHERE {where}", [files["movements"], *values]
        ).fetchone()
        rows = base.execute(
            f"SELECT id, claims, movement FROM read_parquet(?) WHERE {where} "
            f"ORDER BY {_LAST} DESC NULLS LAST, strength_best DESC NULLS LAST, id LIMIT ?",
            [files["movements"], *values, question.most],
        ).fetchall()
        claims = _claims(base, output, [name for _, names, _ in rows for name in names], files["claims"])
    kept = {name for name, _, _ in rows}
    found = []
    for name, names, told in rows:
        value = json.loads(told)
        for link in ("part_of", "shared_with"):
            if value.get(link) not in kept:
                value.pop(link, None)  # its total is not asked for
        found.append(codec.movement_of(name, [claims[claim] for claim in names], value))
    return found, count


def _where(question: Question) -> tuple[str, list[Any]]:
    tests = [
        ("actor = ?", [question.actor]),
        ("(origin_country = ? OR dest_country = ?)", [question.country] * 2),
        (f"{_LAST} >= CAST(? AS DATE)", [question.since]),
        (f"{_FIRST} <= CAST(? AS DATE)", [question.until]),
    ]
    used = [(test, values) for test, values in tests if values[0] is not None]
    return " AND ".join(test for test, _ in used) or "true", [value for _, values in used for value in values]


def _claims(base: Any, output: str, names: Sequence[str], files: Sequence[str]) -> dict[str, Any]:
    """Return claims by their ids, from the parts that have them: an id begins with its part's name."""
    parts = {name.split("-", 1)[0] for name in names}
    wanted = [file for file in files if Path(file).stem.removeprefix("part-") in parts]
    if not wanted:
        return {}
    columns = ("claim_id", "report_sha256", "context", "context_start", "report_length", "report", "claim")
    rows = base.execute(
        f"SELECT {', '.join(columns)} FROM read_parquet(?) SEMI JOIN (SELECT unnest(?) AS claim_id) USING (claim_id) "
        "ORDER BY claim_id",
        [wanted, list(names)],
    ).fetchall()
    return dict(claims_of(dict(zip(columns, row, strict=True)) for row in rows))
