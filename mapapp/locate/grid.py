"""Positions on the military grid (MGRS), in and out."""

from __future__ import annotations

import re

from mgrs import MGRS
from mgrs.core import MGRSError

from mapapp.errors import OptionError
from mapapp.model import Place, PlaceKind

_GRID = re.compile(r"\s*(\d{1,2})\s*([C-HJ-NP-X])\s*([A-HJ-NP-Z]{2})\s*(\d{0,5})\s*(\d{0,5})\s*", re.IGNORECASE)
_CONVERTER = MGRS()
#: Metres that one step of a position with so many digits to each side covers.
_STEP = {0: 100_000, 1: 10_000, 2: 1_000, 3: 100, 4: 10, 5: 1}


def to_mgrs(lat: float, lon: float, digits: int = 5) -> str:
    """Return a position on the grid ("36U UB 23940 91604").

    Parameters
    ----------
    lat, lon : float
        Degrees, WGS 84; between 80° S and 84° N.
    digits : int
        Digits to each side, 0 (100 km) to 5 (1 m).

    Raises
    ------
    OptionError
        When the position is outside the grid or `digits` is.
    """
    if digits not in _STEP:
        raise OptionError(f"{digits} digits to a side are none of 0 to 5")
    if not (-80 <= lat <= 84 and -180 <= lon <= 180):
        raise OptionError(f"{lat}, {lon} is outside the military grid (80° S to 84° N)")
    text = str(_CONVERTER.toMGRS(lat, lon, MGRSPrecision=digits)).strip()
    zone, square, figures = text[: -2 - 2 * digits], text[-2 - 2 * digits :][:2], text[len(text) - 2 * digits :]
    return " ".join(part for part in (zone, square, figures[:digits], figures[digits:]) if part)


def from_mgrs(text: str) -> tuple[float, float, float]:
    """Return (latitude, longitude, half the width of the square in kilometres) of a position on the grid.

    Raises
    ------
    OptionError
        When `text` is no such position.
    """
    match = _GRID.fullmatch(text)
    figures = match.group(4) + match.group(5) if match else ""
    if match is None or len(figures) % 2:
        raise OptionError(f"{text!r} is no position on the military grid, such as 36U UB 2394 9160")
    digits = len(figures) // 2
    half = _STEP[digits] / 2
    east, north = (int(f"{part:0<5}") + half for part in (figures[:digits], figures[digits:]))
    middle = f"{match.group(1)}{match.group(2)}{match.group(3)}{int(east):05d}{int(north):05d}".upper()
    try:
        lat, lon = _CONVERTER.toLatLon(middle)
    except (MGRSError, ValueError):
        raise OptionError(f"{text!r} names a square that the military grid does not have") from None
    return float(lat), float(lon), half / 1000


def is_mgrs(text: str) -> bool:
    """Whether a text looks like a position on the grid with figures."""
    match = _GRID.fullmatch(text)
    return match is not None and len(match.group(4) + match.group(5)) in (4, 6, 8, 10)


def place(text: str) -> Place:
    """Return a position on the grid as a place whose radius is half its square.

    Raises
    ------
    OptionError
        When `text` is no such position.
    """
    lat, lon, half = from_mgrs(text)
    name = re.sub(r"\s+", " ", text.strip().upper())
    return Place(
        name=name,
        kind=PlaceKind.CITY,
        lat=round(lat, 6),
        lon=round(lon, 6),
        id=f"mgrs:{name.replace(' ', '')}",
        precision=1 if half < 1 else 2,
        radius_km=half,
    )
