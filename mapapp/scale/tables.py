"""The partitions: columns of claims, failures and movements, and how a claim is made again from its row.

A claim's row has its report's fields and the text around its quote, so that movements are put together, and maps drawn,
without the corpus.  The geometry joins the places of a claim in their order, in EPSG:4326.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from mapapp.export.records import COLUMNS as MOVEMENT_COLUMNS
from mapapp.export.records import DAYS, INTEGERS, REALS, TRUTHS, place_fields, record
from mapapp.keep import codec
from mapapp.model import Claim, Movement, Report

if TYPE_CHECKING:
    import pyarrow as pa

#: Characters kept before and after a quote.
_CONTEXT = 400
#: Rows that are held as Python's objects while a partition is written: they take many times what columns do.
_AT_ONCE = 2_000

_TEXT, _INT, _REAL, _BOOL, _DAY = "string", "int64", "float64", "bool", "date32"
_KINDS = {
    **dict.fromkeys(MOVEMENT_COLUMNS, _TEXT),
    **dict.fromkeys(INTEGERS, _INT),
    **dict.fromkeys(REALS, _REAL),
    **dict.fromkeys(DAYS, _DAY),
    **dict.fromkeys(TRUTHS, _BOOL),
}
_ENDS = {name: _KINDS[name] for end in ("origin", "dest") for name in place_fields(end, None)}

CLAIMS = {
    "claim_id": _TEXT,
    "report_id": _TEXT,
    "report_sha256": _TEXT,
    "published": _DAY,
    "publisher": _TEXT,
    "title": _TEXT,
    "url": _TEXT,
    "status": _TEXT,
    "actor": _TEXT,
    "unit": _TEXT,
    "equipment": _TEXT,
    "strength_low": _INT,
    "strength_high": _INT,
    "strength_unit": _TEXT,
    "approximate": _BOOL,
    **_ENDS,
    "date_start": _DAY,
    "date_end": _DAY,
    "date_text": _TEXT,
    "quote": _TEXT,
    "quote_start": _INT,
    "quote_end": _INT,
    "confidence": _REAL,
    "context": _TEXT,
    "context_start": _INT,
    "report_length": _INT,
    "report": _TEXT,
    "claim": _TEXT,
    "geometry": "wkb",
}
FAILURES = {"part": _TEXT, "number": _INT, "source": _TEXT, "kind": _TEXT, "reason": _TEXT}
MOVEMENTS = {
    **_KINDS,
    "first_reported": _DAY,
    "last_reported": _DAY,
    "sources": _INT,
    "claims": "list",
    "movement": _TEXT,
    "geometry": "wkb",
}


def claim_row(claim_id: str, claim: Claim) -> dict[str, Any]:
    """Return the row of a claim."""
    report, quote, when = claim.report, claim.quote, claim.date
    start = max(0, quote.start - _CONTEXT)
    return {
        "claim_id": claim_id,
        "report_id": report.id,
        "report_sha256": report.sha256,
        "published": report.published,
        "publisher": report.publisher,
        "title": report.title,
        "url": report.url,
        "status": claim.status.value,
        "actor": claim.actor,
        "unit": claim.unit,
        "equipment": claim.equipment,
        "strength_low": claim.strength.low,
        "strength_high": claim.strength.high,
        "strength_unit": claim.strength.unit.value if claim.strength.unit else None,
        "approximate": claim.strength.approximate,
        **place_fields("origin", claim.origin),
        **place_fields("dest", claim.destination),
        "date_start": when.start if when else None,
        "date_end": when.end if when else None,
        "date_text": when.text or None if when else None,
        "quote": quote.verbatim,
        "quote_start": quote.start,
        "quote_end": quote.end,
        "confidence": round(claim.confidence, 3),
        "context": report.text[start : quote.end + _CONTEXT],
        "context_start": start,
        "report_length": len(report.text),
        "report": codec.canonical(codec.plain_report(report)),
        "claim": codec.canonical(codec.plain_claim(claim)),
        "geometry": _points(claim),
    }


def movement_row(movement: Movement, claim_ids: Sequence[str]) -> dict[str, Any]:
    """Return the row of a movement that rests on claims with these ids."""
    days = [claim.report.published for claim in movement.claims if claim.report.published]
    row = record(movement)
    when = movement.date
    return {
        **row,
        "date_start": when.start if when else None,
        "date_end": when.end if when else None,
        "first_reported": min(days, default=None),
        "last_reported": max(days, default=None),
        "sources": len({claim.report.publisher or claim.report.id for claim in movement.claims}),
        "claims": list(claim_ids),
        "movement": codec.canonical(codec.plain_movement(movement)),
        "geometry": _points(movement),
    }


def claims_of(rows: Iterable[Mapping[str, Any]]) -> list[tuple[str, Claim]]:
    """Return the claims of rows, in their order; claims of one report share it.

    A report made again has the text around its quotes, and blanks where nothing of it is kept: offsets hold, and its
    hash is that of the whole text.
    """
    listed = list(rows)
    told: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in listed:
        told.setdefault(_key(row), []).append(row)
    reports: dict[tuple[str, str], Report] = {}
    found = []
    for row in listed:
        if (report := reports.get(_key(row))) is None:
            report = reports[_key(row)] = _report(json.loads(row["report"]), _text_of(told[_key(row)]))
        found.append((row["claim_id"], codec.claim_of(report, json.loads(row["claim"]))))
    return found


def _text_of(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return a report's text as far as its rows have it, with blanks where they do not."""
    parts: list[str] = []
    at = 0
    for start, context in sorted((row["context_start"], row["context"]) for row in rows):
        if start + len(context) > at:
            parts += [" " * (start - at), context[max(0, at - start) :]]
            at = start + len(context)
    return "".join([*parts, " " * (rows[0]["report_length"] - at)])


def _key(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["claim_id"].rpartition("-")[0], row["report_sha256"]


def _report(value: dict[str, Any], text: str) -> Report:
    from datetime import date  # noqa: PLC0415

    day = value.get("published")
    report = Report(
        text,
        value["id"],
        date.fromisoformat(day) if day else None,
        value.get("title"),
        value.get("publisher"),
        value.get("url"),
        value.get("author"),
        codec.original_of(value.get("original")),
    )
    report.__dict__["sha256"] = value["sha256"]  # of the whole text, of which only parts are here
    return report


def dump(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str]) -> bytes:
    """Return rows as Parquet, GeoParquet where there is a geometry; the same rows give the same bytes."""
    import pyarrow as pa  # noqa: PLC0415 (loaded where it is used)
    import pyarrow.parquet as pq  # noqa: PLC0415

    schema = pa.schema([(name, _type(kind)) for name, kind in columns.items()])
    waiting = iter(rows)
    tables = [schema.empty_table()]
    while some := list(islice(waiting, _AT_ONCE)):
        tables.append(
            pa.Table.from_pydict(
                {name: pa.array([_writable(row[name]) for row in some], _type(kind)) for name, kind in columns.items()},
                schema=schema,
            )
        )
    table = pa.concat_tables(tables).combine_chunks()
    if "geometry" in columns:
        from pyproj import CRS  # noqa: PLC0415

        crs = CRS.from_epsg(4326).to_json_dict()
        geo = {
            "version": "1.1.0",
            "primary_column": "geometry",
            "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["LineString", "Point"], "crs": crs}},
        }
        table = table.replace_schema_metadata({"geo": json.dumps(geo)})
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd", row_group_size=50_000)
    return out.getvalue()


def _writable(value: Any) -> Any:
    """Return text without halves of surrogate pairs, which UTF-8 cannot hold."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) and not value.isascii() else value


def _type(kind: str) -> pa.DataType:
    import pyarrow as pa  # noqa: PLC0415

    return {
        _TEXT: pa.string(), _INT: pa.int64(), _REAL: pa.float64(), _BOOL: pa.bool_(), _DAY: pa.date32(),
        "wkb": pa.binary(), "list": pa.list_(pa.string()),
    }[kind]  # fmt: skip


def _points(told: Claim | Movement) -> bytes | None:
    """Return the places in their order as WKB: a point, or a line through them."""
    import shapely  # noqa: PLC0415

    ends = [(place.lon, place.lat) for place in (told.origin, *told.via, told.destination) if place is not None]
    points = [point for number, point in enumerate(ends) if not number or point != ends[number - 1]]
    if not points:
        return None
    drawn = shapely.Point(points[0]) if len(points) == 1 else shapely.LineString(points)
    found: bytes = shapely.to_wkb(drawn, byte_order=1)
    return found
