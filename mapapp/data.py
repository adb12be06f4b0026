"""Where the data files of `geodata/` are: inside the package once installed, beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

from mapapp.errors import DataError


def data_path(name: str) -> Path:
    """Return the path of a file of `geodata/`.

    Raises
    ------
    DataError
        When the file is not there.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "geodata", package.parent / "geodata"):
        path = folder / name
        if path.is_file():
            return path
    raise DataError(f"data file {name} is missing from this install; install mapapp again")
