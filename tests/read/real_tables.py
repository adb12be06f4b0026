"""At least five tables a format, as agencies, offices and programs write them: what `COLUMNS` reads of each."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from real_looking import Case

COLUMNS = {"text": "body", "published": "day"}
_ONE, _TWO = "One ship left.", "Two ships left."
_FIRST = {"id": "a", "published": "2022-02-02"}
_ROWS: list[dict[str, Any]] = [
    {"body": _ONE, "day": "2022-02-02", "id": "a"},
    {"body": _TWO, "day": "2022-02-03", "id": "b"},
]


def _lines(*rows: dict[str, Any], end: str = "\n", **how: Any) -> bytes:
    return "".join(json.dumps(row, **how) + end for row in rows).encode()


LINES = [
    Case("rows.jsonl", _lines(*_ROWS), (_ONE, _TWO), _FIRST),
    Case(
        "wire.jsonl",
        _lines({**_ROWS[0], "title": "Ships", "publisher": "The Harbour Post", "url": "https://example.org/1", "author": "Ida Berg"}),
        (_ONE,),
        {**_FIRST, "title": "Ships", "publisher": "The Harbour Post", "author": "Ida Berg"},
    ),
    Case("crawl.jsonl", _lines({**_ROWS[0], "day": "2022-02-02T23:30:00Z", "html": "<p>", "links": [{"to": "x"}], "score": 0.5}), (_ONE,), _FIRST),
    Case("names.jsonl", _lines({"body": "Troops left Łódź.\n\nNone stayed 🚢.", "id": 7}, ensure_ascii=False), ("Troops left Łódź.\n\nNone stayed 🚢.",), {"id": "7", "published": None}),
    Case("windows.jsonl", b"\xef\xbb\xbf" + _lines(*_ROWS, end="\r\n\r\n").rstrip(), (_ONE, _TWO), _FIRST),
    Case("escapes.jsonl", _lines({**_ROWS[0], "body": "Troops left Łódź. 🚢"}), ("Troops left Łódź. 🚢",), _FIRST),
]  # fmt: skip

CSV = [
    Case("rows.csv", b"id,day,body\na,2022-02-02,One ship left.\nb,2022-02-03,Two ships left.\n", (_ONE, _TWO), _FIRST),
    Case("excel.csv", b"\xef\xbb\xbfid;day;body\r\na;2022-02-02;One ship left.\r\nb;2022-02-03;Two ships left.\r\n", (_ONE, _TWO), _FIRST),
    Case("tabs.tsv", b"id\tday\tbody\na\t2022-02-02\tOne ship left.\nb\t2022-02-03\tTwo ships left.\n", (_ONE, _TWO), _FIRST),
    Case("quoted.csv", b'id,day,body\na,2022-02-02,"One ship, ""Ida"",\nleft."\n', ('One ship, "Ida",\nleft.',), _FIRST),
    Case("windows.csv", "id,day,body\na,2022-02-02,The café closed at nine.\n".encode("cp1252"), ("The café closed at nine.",), _FIRST),
    Case("unicode text.csv", "\ufeffid\tday\tbody\r\na\t2022-02-02\tTroops left Łódź.\r\n".encode("utf-16-le"), ("Troops left Łódź.",), _FIRST),
    Case("gaps.csv", b"id,day,title,body,note\na,2022-02-02,,One ship left.,\n,,,Two ships left.,x\n", (_ONE, _TWO), {**_FIRST, "title": None}),
]  # fmt: skip


def _parquet(table: pa.Table, **how: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, **how)
    return out.getvalue()


def _pandas(frame: pd.DataFrame, **how: Any) -> bytes:
    out = io.BytesIO()
    frame.to_parquet(out, **how)
    return out.getvalue()


_BODIES, _IDS = [_ONE, _TWO], ["a", "b"]
_MOMENTS = [datetime(2022, 2, 2, 23, 30, tzinfo=UTC), None]
_MANY = pa.table({"id": [f"r{n}" for n in range(200)], "body": [f"Ship {n} left." for n in range(200)]})

PARQUET = [
    Case("wire.parquet", _parquet(pa.table({"id": _IDS, "body": _BODIES, "day": [date(2022, 2, 2), None]})), (_ONE, _TWO), _FIRST),
    Case(  # an index of pandas, kinds of its own, words that repeat
        "frame.parquet",
        _pandas(pd.DataFrame({"id": _IDS, "body": _BODIES, "day": pd.to_datetime(["2022-02-02", "2022-02-03"]), "publisher": pd.Categorical(["Post", "Post"])}, index=[7, 9]), compression="gzip"),
        (_ONE, _TWO),
        {**_FIRST, "publisher": "Post"},
    ),
    Case(  # as a crawler's export: what is nested, lists and empty columns beside the text
        "crawl.parquet",
        _parquet(pa.table({"id": pa.array([1, 2]), "body": _BODIES, "meta": [{"lang": "en", "tags": ["sea"]}, None], "vector": [[0.5, 0.25], []], "title": pa.nulls(2)}), compression="zstd"),
        (_ONE, _TWO),
        {"id": "1", "published": None, "title": None},
    ),
    Case(  # as Polars and Arrow write: long strings, moments with a zone
        "long strings.parquet",
        _parquet(pa.table({"id": pa.array(_IDS, pa.large_string()), "body": pa.array(_BODIES, pa.large_string()), "day": pa.array(_MOMENTS, pa.timestamp("us", "UTC"))}), compression="lz4"),
        (_ONE, _TWO),
        _FIRST,
    ),
    Case("many groups.parquet", _parquet(_MANY, row_group_size=70, compression="brotli"), tuple(_MANY["body"].to_pylist()), {"id": "r0"}),
    Case("days as words.parquet", _parquet(pa.table({"body": pa.array(["Troops left Łódź. 🚢"]).dictionary_encode(), "day": ["2022-02-02"]}), version="1.0", compression="none", use_dictionary=False, data_page_version="2.0"), ("Troops left Łódź. 🚢",), {"id": "days as words.parquet:1", "published": "2022-02-02"}),
]  # fmt: skip

#: Tables: what is read with `COLUMNS`.
TABLES = [*LINES, *CSV, *PARQUET]
