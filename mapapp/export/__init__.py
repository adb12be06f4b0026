"""Movements → files of other programs, one module a format; the file's ending says which.

A file is whole or absent: it is written beside its place and moved there.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapapp.errors import OptionError
from mapapp.export.atomic import check_writable, whole_file
from mapapp.paused import paused

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from mapapp.model import Movement

__all__ = ["ENDINGS", "check_target", "export", "read_movements", "to_geodataframe"]

#: The endings that `export` knows, and what they are.
ENDINGS = {
    ".html": "one page with the map, the time slider and the quotes",
    ".htm": "as .html",
    ".geojson": "GeoJSON (RFC 7946)",
    ".csv": "comma-separated values",
    ".acled.csv": "comma-separated values in ACLED's columns",
    ".xlsx": "a workbook",
    ".jsonld": "W3C Web Annotations of the quotes",
    ".gpkg": "GeoPackage",
    ".kml": "KML",
    ".parquet": "GeoParquet",
    ".png": "a picture for print",
    ".svg": "as .png, in lines",
    ".pdf": "as .svg",
}


def export(
    movements: Iterable[Movement],
    path: str | os.PathLike[str],
    *,
    title: str | None = None,
    sheet: Mapping[str, Any] | None = None,
) -> None:
    """Write `movements` to `path` in the format that its ending says.

    Parameters
    ----------
    movements : iterable of Movement
    path : str or path-like
        Ends in one of `ENDINGS`; an earlier file there is replaced once the new one is whole.
    title : str, optional
        Stands above the map of an .html file and of a picture; the others have no place for it.
    sheet : mapping, optional
        What `mapapp.show.picture.picture` takes beside: view, day, paper, upright, dpi; of use for pictures alone.

    Raises
    ------
    OptionError
        When the ending, or an option of a picture, is not known.
    OutputError
        When the file cannot be written.
    """
    check_target(path)
    listed = list(movements)
    with paused(), whole_file(path) as draft:
        _writer(path, title, sheet or {})(listed, draft)


def check_target(path: str | os.PathLike[str]) -> None:
    """Refuse a path that `export` could not write to, before the work; errors as there."""
    ending = ending_of(path)
    if ending not in ENDINGS:
        raise OptionError(f"{os.fspath(path)}: cannot write {ending or 'a file without an ending'}; {_known()}")
    check_writable(path)


def to_geodataframe(movements: Iterable[Movement]) -> GeoDataFrame:
    """Return one row a movement as a geopandas.GeoDataFrame; see `mapapp.export.frames`."""
    from mapapp.export import frames  # noqa: PLC0415 (geopandas takes a second to load)

    return frames.to_geodataframe(movements)


def read_movements(path: str | os.PathLike[str]) -> list[Movement]:
    """Return the movements of a file that `export` wrote; see `mapapp.export.whole`."""
    from mapapp.export import whole  # noqa: PLC0415

    return whole.read_movements(path)


def ending_of(path: str | os.PathLike[str]) -> str:
    """Return the ending that says the format, in lower case: one of `ENDINGS`, or what stands there instead."""
    name = Path(path).name.lower()
    return ".acled.csv" if name.endswith(".acled.csv") else Path(path).suffix.lower()


def _known() -> str:
    return f"it can end in {', '.join(ENDINGS)}"


def _writer(
    path: str | os.PathLike[str], title: str | None, sheet: Mapping[str, Any]
) -> Callable[[list[Movement], Path], None]:
    ending = ending_of(path)
    if ending in (".html", ".htm"):
        return lambda movements, draft: _write_html(movements, draft, title)
    if ending in (".png", ".svg", ".pdf"):
        return lambda movements, draft: _write_picture(movements, draft, ending[1:], title, sheet)
    if ending == ".geojson":
        from mapapp.export.geojson import write_geojson  # noqa: PLC0415

        return write_geojson
    if ending == ".csv":
        from mapapp.export.spreadsheet import write_csv  # noqa: PLC0415

        return write_csv
    if ending == ".acled.csv":
        from mapapp.export.acled import write_acled  # noqa: PLC0415

        return write_acled
    if ending == ".xlsx":
        from mapapp.export.workbook import write_xlsx  # noqa: PLC0415

        return write_xlsx
    if ending == ".jsonld":
        from mapapp.export.annotations import write_annotations  # noqa: PLC0415

        return write_annotations
    from mapapp.export import frames  # noqa: PLC0415

    return {".gpkg": frames.write_gpkg, ".kml": frames.write_kml, ".parquet": frames.write_parquet}[ending]


def _write_html(movements: list[Movement], draft: Path, title: str | None) -> None:
    from mapapp.show import deployment_map, html  # noqa: PLC0415 (folium takes a second to load)

    draft.write_bytes(html(deployment_map(movements, title=title)).encode("utf-8", "surrogatepass"))


def _write_picture(
    movements: list[Movement], draft: Path, form: str, title: str | None, sheet: Mapping[str, Any]
) -> None:
    from mapapp.show.picture import picture  # noqa: PLC0415 (matplotlib takes a second to load)

    draft.write_bytes(picture(movements, form, title=title, **sheet))
