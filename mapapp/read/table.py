"""CSV and Parquet: one report a row, as `mapapp.read.rows` reads it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from mapapp.errors import InputError, SourceError
from mapapp.model import Report
from mapapp.read.rows import FIELDS, Columns, report_from_row
from mapapp.read.text import LONGEST_REPORT, decoded

#: Parquet packs text some ten times; what unpacks to so many times its size, and is large, was made to fill memory.
_MOST_PACKED, _LARGE = 300, 100_000_000
_BATCH = 64


def read_csv(
    file: BinaryIO, name: str, published: date | None, columns: Columns | None = None
) -> Iterator[Report | SourceError]:
    """Yield each row's report, or the error that says why it has none; the first row has the columns' names."""
    csv.field_size_limit(LONGEST_REPORT + 1_000_000)
    head = file.read(65_536)
    file.seek(0)
    if not head.strip():
        return
    cut = head[: head.rfind(b"\n") + 1] or head
    encoding = decoded(cut, name)[1]
    first = cut.decode(encoding).lstrip("\ufeff").split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    # A letter that is broken costs its row a sign, not the file.
    lines = io.TextIOWrapper(
        file, encoding="utf-8-sig" if encoding == "utf-8" else encoding, errors="replace", newline=""
    )
    rows = csv.DictReader(lines, delimiter=delimiter)
    wanted = (columns or {}).get("text", "text")
    try:
        if wanted not in (rows.fieldnames or ()):
            yield SourceError(f"{name}: no column {wanted!r}; say which holds the text with --columns text=COLUMN")
            return
        for number, row in enumerate(rows, 1):
            where = f"{name}:{number}"
            if None in row:
                yield SourceError(f"{where}: more cells than the first row has names")
                continue
            try:
                yield report_from_row(row, where, published, columns)
            except SourceError as error:
                yield error
            except InputError as error:
                yield SourceError(f"{where}: {error}")
    except csv.Error as error:
        yield SourceError(f"{name}: not CSV from line {rows.line_num} on ({error})")
    finally:
        lines.detach()  # the file is closed by who opened it


def read_parquet(
    file: str | BinaryIO,
    path: str,
    published: date | None,
    columns: Columns | None = None,
    *,
    groups: list[int] | None = None,
    first: int = 0,
) -> Iterator[Report | SourceError]:
    """Yield each row's report, or the error that says why it has none.

    Parameters
    ----------
    file : str or binary file
    path : str
        Starts every message.
    published : datetime.date or None
    columns : mapping, optional
    groups : list of int, optional
        Row groups to read, all by default; `first` is the number of the first one's first row.
    """
    import pyarrow as pa  # noqa: PLC0415 (loaded where it is used)
    import pyarrow.parquet as pq  # noqa: PLC0415

    names = {field: (columns or {}).get(field, field) for field in FIELDS}
    try:
        whole = pq.ParquetFile(file)
        schema = whole.schema_arrow
        there = set(schema.names)
        if names["text"] not in there:
            yield SourceError(
                f"{path}: no column {names['text']!r}; say which holds the text with --columns text=COLUMN"
            )
            return
        if (packed := _packed(whole.metadata)) is not None:
            yield SourceError(f"{path}: {packed}")
            return
        wanted = [name for name in names.values() if name in there]
        texts = [name for name in wanted if pa.types.is_string(schema.field(name).type)]
        if not isinstance(file, str):
            file.seek(0)
        lean = pq.ParquetFile(file, read_dictionary=texts, pre_buffer=False)
        number = first
        for batch in lean.iter_batches(_BATCH, row_groups=groups, columns=wanted, use_threads=False):
            for index in range(batch.num_rows):
                number += 1
                row = {name: batch.column(name)[index].as_py() for name in wanted}
                try:
                    yield report_from_row(row, f"{path}:{number}", published, columns)
                except SourceError as error:
                    yield error
                except InputError as error:
                    yield SourceError(f"{path}:{number}: {error}")
    except (pa.ArrowException, OSError, ValueError) as error:
        said = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        yield SourceError(f"{path}: not a Parquet file that can be read ({said})")


def _packed(metadata: object) -> str | None:
    for group in range(metadata.num_row_groups):  # type: ignore[attr-defined]
        row_group = metadata.row_group(group)  # type: ignore[attr-defined]
        for column in range(row_group.num_columns):
            chunk = row_group.column(column)
            size, packed = chunk.total_uncompressed_size, max(chunk.total_compressed_size, 1)
            if size > _LARGE and size > _MOST_PACKED * packed:
                return f"row group {group} unpacks to {size / 1e6:,.0f} MB from {packed / 1e6:,.1f}; it is not read"
    return None
