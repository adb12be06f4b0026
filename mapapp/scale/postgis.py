"""The result of a run into PostGIS: its tables, whole or not at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mapapp.errors import MissingExtraError, OutputError, SourceError
from mapapp.scale.job import MANIFEST, TABLES, read_json
from mapapp.scale.tables import CLAIMS, FAILURES, MOVEMENTS

_COLUMNS = {"claims": CLAIMS, "failures": FAILURES, "movements": MOVEMENTS}
_TYPES = {
    "string": "text", "int64": "bigint", "float64": "double precision", "bool": "boolean", "date32": "date",
    "wkb": "geometry(Geometry, 4326)", "list": "text[]",
}  # fmt: skip
_INDEXES = (
    "ALTER TABLE movements ADD PRIMARY KEY (id)",
    "ALTER TABLE claims ADD PRIMARY KEY (claim_id)",
    "CREATE INDEX ON movements USING gist (geometry)",
    "CREATE INDEX ON movements (actor, last_reported)",
)
_ROWS = 10_000


def load(output: str, where: str) -> dict[str, int]:
    """Make the tables claims, movements and failures in a database and fill them; return how many rows each has.

    Parameters
    ----------
    output : str
        The folder of a finished run.
    where : str
        ``postgresql://USER:PASSWORD@HOST:PORT/DATABASE``, with the extension PostGIS.

    Raises
    ------
    SourceError
        When `output` holds no finished run.
    OutputError
        When the database cannot be reached or refuses; it is then as before.
    MissingExtraError
        When the driver is not installed.
    """
    manifest = read_json(Path(output) / MANIFEST)
    if not isinstance(manifest, dict):
        raise SourceError(f"{output}: holds no finished run of mapapp corpus")
    connection, errors = _connected(where)
    counts = {}
    try:
        cursor = connection.cursor()
        for table in TABLES:
            columns = ", ".join(f"{name} {_TYPES[kind]}" for name, kind in _COLUMNS[table].items())
            cursor.execute(f"CREATE TABLE {table} ({columns})")
            files = [Path(output) / file["file"] for file in manifest["files"] if file["file"].startswith(f"{table}/")]
            counts[table] = 0
            for text, rows in _csv(files, _COLUMNS[table]):
                cursor.execute(f"COPY {table} FROM STDIN WITH (FORMAT csv)", stream=text)
                counts[table] += rows
        for statement in _INDEXES:
            cursor.execute(statement)
        connection.commit()
    except errors as error:
        raise OutputError(f"{_shown(where)}: {_said(error)}; nothing was loaded") from None
    finally:
        connection.close()
    return counts


def _connected(where: str) -> tuple[Any, tuple[type[Exception], ...]]:
    from sqlalchemy.engine import make_url  # noqa: PLC0415 (loaded where it is used)

    try:
        import pg8000.dbapi as driver  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError(
            "the PostgreSQL driver is not installed; install it with: pip install 'mapapp[postgres]'"
        ) from None
    errors = (driver.Error, driver.InterfaceError, OSError)
    try:
        url = make_url(where)
        user, host = url.username or "postgres", url.host or "localhost"
        connection = driver.connect(user, host, url.database, url.port or 5432, url.password, timeout=30)
        connection.rollback()
        return connection, errors
    except (*errors, ValueError) as error:
        raise OutputError(f"{_shown(where)}: the database cannot be reached ({_said(error)})") from None


def _csv(files: list[Path], columns: Mapping[str, str]) -> Iterator[tuple[io.StringIO, int]]:
    """Yield the rows of partitions as CSV that PostgreSQL copies in, some thousand at a time."""
    import pyarrow.parquet as pq  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    for file in files:
        for batch in pq.ParquetFile(file).iter_batches(_ROWS, columns=list(columns)):
            values = {name: batch.column(name).to_pylist() for name in columns}
            if "geometry" in values:
                drawn = shapely.set_srid(shapely.from_wkb(values["geometry"]), 4326)
                values["geometry"] = list(shapely.to_wkb(drawn, hex=True, include_srid=True))
            out = io.StringIO()
            rows = csv.writer(out)
            for row in zip(*values.values(), strict=True):
                rows.writerow([_cell(value) for value in row])
            out.seek(0)
            yield out, batch.num_rows


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return "{" + ",".join(value) + "}"
    return value.replace("\x00", "\ufffd") if isinstance(value, str) else value


def _shown(where: str) -> str:
    return where.rsplit("@", maxsplit=1)[-1] if "@" in where else where


def _said(error: Exception) -> str:
    first = error.args[0] if error.args else error
    return str(first.get("M", first) if isinstance(first, dict) else first).splitlines()[0][:200]
