"""A GeoDataFrame, and the formats that geopandas writes: GeoPackage, KML, GeoParquet."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapapp.export.geojson import geometry
from mapapp.export.records import COLUMNS, DAYS, INTEGERS, REALS, TRUTHS, record, writable
from mapapp.export.whole import RECORD, whole_text
from mapapp.model import Movement

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

_NUMBERS = {
    **dict.fromkeys(INTEGERS, "Int64"),
    **dict.fromkeys(REALS, "float64"),
    **dict.fromkeys(TRUTHS, "bool"),
}


def to_geodataframe(movements: Iterable[Movement]) -> GeoDataFrame:
    """Return one row a movement.

    Parameters
    ----------
    movements : iterable of Movement

    Returns
    -------
    geopandas.GeoDataFrame
        The columns of `mapapp.export.records.COLUMNS` and `geometry` in EPSG:4326: a great-circle line, a point, or
        None where nothing is placed.  Days are ``datetime64``.
    """
    import pandas  # noqa: PLC0415 (takes most of a second to load)
    from geopandas import GeoDataFrame  # noqa: PLC0415
    from shapely.geometry import shape  # noqa: PLC0415

    listed = list(movements)
    rows = [record(movement) for movement in listed]
    shapes = [geometry(movement) for movement in listed]
    frame = pandas.DataFrame(rows, columns=list(COLUMNS))
    for name in COLUMNS:
        if name in DAYS:
            frame[name] = pandas.to_datetime(frame[name], format="ISO8601").astype("datetime64[ms]")
        else:
            frame[name] = frame[name].astype(_NUMBERS.get(name, "object"))
    drawn = [shape(one) if one else None for one in shapes]
    return GeoDataFrame(frame, geometry=drawn, crs="EPSG:4326")


def write_gpkg(movements: Iterable[Movement], path: Path) -> None:
    """Write a GeoPackage with the layer `movements`, with `record` (`mapapp.export.whole`) as its last column."""
    listed = list(movements)
    frame = _written(to_geodataframe(listed))
    frame[RECORD] = [whole_text(movement) for movement in listed]
    frame.to_file(path, driver="GPKG", layer="movements", engine="pyogrio")


def write_kml(movements: Iterable[Movement], path: Path) -> None:
    """Write KML whose features have a name, the quotes as description, and a time span that Google Earth plays."""
    import pandas  # noqa: PLC0415

    frame = _written(to_geodataframe(movements))
    frame.insert(0, "Name", [_name(row) for row in frame.to_dict("records")])
    frame.insert(1, "description", frame["quotes"])
    frame["date_end"] += pandas.Timedelta(days=1) - pandas.Timedelta(seconds=1)  # the last day is in the span
    frame = frame.rename(columns={"date_start": "begin", "date_end": "end", "id": "movement"})
    frame.to_file(path, driver="LIBKML", layer="movements", engine="pyogrio")


def write_parquet(movements: Iterable[Movement], path: Path) -> None:
    """Write GeoParquet 1.1, with `record` (`mapapp.export.whole`) as its last column."""
    listed = list(movements)
    frame = to_geodataframe(listed)
    for name in COLUMNS:
        if frame[name].dtype == object:
            frame[name] = frame[name].astype("string")
    frame[RECORD] = [whole_text(movement) for movement in listed]
    frame.to_parquet(path, schema_version="1.1.0")


def _written(frame: GeoDataFrame) -> GeoDataFrame:
    for name in COLUMNS:
        if frame[name].dtype == object:
            frame[name] = frame[name].map(writable)
    return frame


def _name(row: dict[str, Any]) -> str:
    ends = " → ".join(str(row[end]) for end in ("origin", "dest") if isinstance(row[end], str))
    return f"{row['actor'] or 'unknown'}: {ends or row['status']}"
