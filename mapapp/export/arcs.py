"""Lines on the globe, in GeoJSON's order.

The one place where longitude comes before latitude: (longitude, latitude), degrees, WGS 84, seven decimals (about a
centimetre), cut at the dateline as RFC 7946, section 3.1.9, asks for.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from mapapp.model import Place

Position = tuple[float, float]
Piece = list[Position]

#: Degrees between two points of a line at most: 2° is 222 km, at which a chord leaves the arc by 1 km.
_STEP = 2.0
_Floats = npt.NDArray[np.float64]


def position(place: Place) -> Position:
    """Return the point of a place as (longitude, latitude)."""
    return _rounded((place.lon, place.lat))


def arc(places: Sequence[Place]) -> list[Piece]:
    """Return the great-circle line through `places` as its pieces between crossings of the dateline.

    Parameters
    ----------
    places : sequence of Place
        At least two, in the direction of the movement.

    Returns
    -------
    list of list of (float, float)
        Empty when all places are one point.
    """
    return [list(piece) for piece in _line(tuple((place.lon, place.lat) for place in places))]


@lru_cache(maxsize=4_096)  # many movements go the same way
def _line(points: tuple[Position, ...]) -> tuple[Piece, ...]:
    legs = [_leg(one, other) for one, other in pairwise(points) if _rounded(one) != _rounded(other)]
    if not legs:
        return ()
    line = np.vstack([legs[0], *(leg[1:] for leg in legs[1:])])
    return tuple(_cut(line))


def _rounded(point: Position) -> Position:
    return round(point[0], 7) + 0.0, round(point[1], 7) + 0.0


def _leg(one: Position, other: Position) -> _Floats:
    """Return points from `one` to `other`, both included, as rows of (longitude, latitude)."""
    start, end = _vector(one), _vector(other)
    cosine = sum(a * b for a, b in zip(start, end, strict=True))
    across = [b - cosine * a for a, b in zip(start, end, strict=True)]
    sine = math.hypot(*across)
    angle = math.atan2(sine, cosine)
    if sine < 1e-9:  # opposite ends of the globe: any great circle is as short, take the one over the north pole
        pole = (0.0, 0.0, 1.0) if abs(start[2]) < 1 - 1e-9 else (1.0, 0.0, 0.0)
        height = sum(a * b for a, b in zip(start, pole, strict=True))
        across = [b - height * a for a, b in zip(start, pole, strict=True)]
        sine = math.hypot(*across)
    turn = np.arange(steps := max(2, math.ceil(math.degrees(angle) / _STEP) + 1)) * (angle / (steps - 1))
    cosines, sines = np.cos(turn), np.sin(turn) / sine
    x, y, z = (cosines * a + sines * b for a, b in zip(start, across, strict=True))
    line = np.column_stack([np.degrees(np.arctan2(y, x)), np.degrees(np.arctan2(z, np.hypot(x, y)))])
    line[0], line[-1] = one, other
    return line


def _vector(point: Position) -> tuple[float, float, float]:
    lon, lat = math.radians(point[0]), math.radians(point[1])
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def _cut(line: _Floats) -> list[Piece]:
    line = np.round(line, 7) + 0.0
    points: list[Position] = [(lon, lat) for lon, lat in line.tolist()]
    jumps = np.flatnonzero(np.abs(np.diff(line[:, 0])) > 180).tolist()
    pieces: list[Piece] = []
    start: Piece = []
    begin = 0
    for last in jumps:
        edge, crossing = _crossing(points[last], points[last + 1])
        pieces.append([*start, *points[begin : last + 1], (edge, crossing)])
        start, begin = [(-edge, crossing)], last + 1
    pieces.append([*start, *points[begin:]])
    return [piece for piece in map(_without_repeats, pieces) if len(piece) > 1]


def _crossing(one: Position, other: Position) -> Position:
    """Return the side of the dateline that `one` is on, ±180, and the latitude at which it is crossed."""
    edge = math.copysign(180.0, one[0])
    way = math.radians(other[0] + 2 * edge - one[0])
    if abs(math.sin(way)) < 1e-9 or 90 in (abs(one[1]), abs(other[1])):  # along a meridian: the latitude hardly matters
        latitude: float = max(one[1], other[1], key=abs)
        return edge, round(latitude, 7)
    # The great circle through both: a straight line between them would leave it by degrees near a pole.
    before, after = math.radians(edge - one[0]), math.radians(other[0] + 2 * edge - edge)
    height = math.tan(math.radians(one[1])) * math.sin(after) + math.tan(math.radians(other[1])) * math.sin(before)
    return edge, round(math.degrees(math.atan(height / math.sin(way))), 7)


def _without_repeats(piece: Piece) -> Piece:
    return [point for index, point in enumerate(piece) if not index or point != piece[index - 1]]
