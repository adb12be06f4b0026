"""Parquet: one report a row, as `mapapp.read.rows` reads it; `fault` looks first whether a file is fit to be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from mapapp.errors import InputError, SourceError
from mapapp.model import Report
from mapapp.read.rows import FIELDS, Columns, report_from_row

#: Parquet packs text some ten times; what unpacks to so many times its size, and is large, was made to fill memory.
_MOST_PACKED, _LARGE = 300, 100_000_000
_BATCH = 64


def read_parquet(
    file: str | BinaryIO,
    path: str,
    published: date | None,
    columns: Columns | None = None,
    *,
    group: int | None = None,
    before: int = 0,
    first: int = 0,
    count: int | None = None,
) -> Iterator[Report | SourceError]:
    """Yield each row's report, or the error that says why it has none.  What `fault` finds must not be read.

    Parameters
    ----------
    file : str or binary file
    path : str
        Starts every message.
    published : datetime.date or None
    columns : mapping, optional
    group : int, optional
        The row group to read, all by default; `before` is how many rows stand before it.
    first, count : int
        Of the rows of the group, or of the file: the first one to read, from 0, and how many, all by default.
    """
    import pyarrow as pa  # noqa: PLC0415 (loaded where it is used)
    import pyarrow.parquet as pq  # noqa: PLC0415

    names = {field: (columns or {}).get(field, field) for field in FIELDS}
    stop = None if count is None else first + count
    try:
        schema = pq.ParquetFile(file).schema_arrow
        there = set(schema.names)
        if names["text"] not in there:
            yield SourceError(
                f"{path}: no column {names['text']!r}; say which holds the text with --columns text=COLUMN"
            )
            return
        wanted = [name for name in names.values() if name in there]
        texts = [name for name in wanted if pa.types.is_string(schema.field(name).type)]
        if not isinstance(file, str):
            file.seek(0)
        lean = pq.ParquetFile(file, read_dictionary=texts, pre_buffer=False)
        groups = None if group is None else [group]
        past = 0
        for batch in lean.iter_batches(_BATCH, row_groups=groups, columns=wanted, use_threads=False):
            rows = range(max(first, past), past + batch.num_rows if stop is None else min(stop, past + batch.num_rows))
            for number in rows:
                row = {name: batch.column(name)[number - past].as_py() for name in wanted}
                where = f"{path}:{before + number + 1}"
                try:
                    yield report_from_row(row, where, published, columns)
                except SourceError as error:
                    yield error
                except InputError as error:
                    yield SourceError(f"{where}: {error}")
            past += batch.num_rows
            if stop is not None and past >= stop:
                return
    except (pa.ArrowException, OSError, ValueError) as error:
        yield SourceError(f"{path}: {_unreadable(error)}")


def fault(file: BinaryIO) -> str | None:
    """Return why a Parquet file is not to be read, None when it may be.

    Arrow ends its process where what a file says of its columns is broken or encrypted: this is to be asked in a
    process that may end (`mapapp.read.worker`).
    """
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    pa.set_memory_pool(pa.system_memory_pool())  # the others reserve more than such a process may have
    try:
        whole = pq.ParquetFile(file, pre_buffer=False)
        names = whole.schema_arrow.names
    except (pa.ArrowException, OSError, ValueError) as error:
        return _unreadable(error)
    for name in names if whole.metadata.num_row_groups else ():
        try:
            next(whole.iter_batches(1, row_groups=[0], columns=[name], use_threads=False), None)
        except (pa.ArrowException, OSError, ValueError) as error:  # others are told by who reads the column
            if "decrypt" in str(error):
                return "an encrypted Parquet file; save a copy that is not"
    return _packed(whole.metadata)


def _unreadable(error: Exception) -> str:
    said = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
    return f"not a Parquet file that can be read ({said})"


def _packed(metadata: Any) -> str | None:
    for group in range(metadata.num_row_groups):
        row_group = metadata.row_group(group)
        for column in range(row_group.num_columns):
            chunk = row_group.column(column)
            size, packed = chunk.total_uncompressed_size, max(chunk.total_compressed_size, 1)
            if size > _LARGE and size > _MOST_PACKED * packed:
                return f"row group {group} unpacks to {size / 1e6:,.0f} MB from {packed / 1e6:,.1f}; it is not read"
    return None
