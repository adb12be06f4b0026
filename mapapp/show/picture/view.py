"""What a picture looks at: a window of the Mercator square, and how to choose it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
#: West, north, east, south in the square: x from 0 at 180° W to 1 at 180° E and on, y from 0 at the top.
Box = tuple[float, float, float, float]

TOP = 85.0511
#: Zoom levels to be won by leaving ends out, the share of ends that must stay, and how few are always shown whole:
#: as in `assets/view.js`.
CLEARER, HELD, FEW = 0.8, 0.75, 4


def unit_x(lon: float) -> float:
    """Degrees east → x in the square."""
    return (lon + 180) / 360


def unit_y(lat: float) -> float:
    """Degrees north → y in the square."""
    phi = math.radians(max(-TOP, min(TOP, lat)))
    return (1 - math.asinh(math.tan(phi)) / math.pi) / 2


def lat_of(y: float) -> float:
    """Y in the square → degrees north."""
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))


@dataclass(frozen=True)
class View:
    """A window of `width` × `height` pixels around (`lat`, `lon`), degrees, at a web map's `zoom`."""

    lat: float
    lon: float
    zoom: float
    width: float
    height: float

    @property
    def scale(self) -> float:
        """Pixels that the whole world is wide."""
        return float(256 * 2**self.zoom)

    def pixels(self, points: Floats) -> Floats:
        """Points of the square (n × 2) → pixels from the window's left top, x to the right, y down."""
        middle = np.array([unit_x(self.lon), unit_y(self.lat)])
        shifted: Floats = (points - middle) * self.scale + np.array([self.width / 2, self.height / 2])
        return shifted

    def copies(self) -> range:
        """The worlds beside each other that the window shows."""
        half, x = self.width / 2 / self.scale, unit_x(self.lon)
        return range(math.floor(x - half), math.floor(x + half) + 1)

    def holds(self, x: float, y: float, room: float = 0) -> bool:
        """Say whether a pixel is in the window, or at most `room` beside it."""
        return -room < x < self.width + room and -room < y < self.height + room

    def metres(self, lat: float) -> float:
        """Metres of a pixel at a latitude."""
        return 40_075_016.7 * math.cos(math.radians(lat)) / self.scale


def fitted(whole: Sequence[Box], ends: Sequence[Box], width: float, height: float, closest: float) -> View:
    """Return the window on where most movements end, or on everything where that is hardly farther.

    Parameters
    ----------
    whole, ends : sequence of Box
        All that is drawn; where the movements end.
    width, height : float
        Pixels.
    closest : float
        The nearest zoom that may be chosen.
    """
    if not whole:
        return View(25, 10, max(1.0, math.log2(width / 256)), width, height)
    everything = _around(whole, width, height, closest)
    if len(ends) < FEW:
        return everything
    near = _around(_crowded(list(ends)), width, height, closest)
    return near if near.zoom >= everything.zoom + CLEARER else everything


def _around(boxes: Sequence[Box], width: float, height: float, closest: float) -> View:
    west, east = _narrowest([(box[0], box[2]) for box in boxes])
    north, south = min(box[1] for box in boxes), max(box[3] for box in boxes)
    room = 110.0
    zoom = min(
        math.log2(max(width - 2 * room, 100) / 256 / max(east - west, 1e-9)),
        math.log2(max(height - room, 100) / 256 / max(south - north, 1e-9)),
        closest,
    )
    zoom = max(zoom, math.log2(height / 256), math.log2(width / 2 / 256), 0.5)
    half = height / 2 / 256 / 2**zoom
    y = min(max((north + south) / 2, half), 1 - half) if half < 0.5 else 0.5  # no window looks past the poles
    return View(lat_of(y), ((west + east) / 2 * 360 - 180 + 540) % 360 - 180, zoom, width, height)


def _narrowest(stretches: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the narrowest window of x that holds all stretches, maybe past 1."""
    placed = sorted((west - math.floor(west), east - math.floor(west)) for west, east in stretches)
    best = (placed[0][0], max(east for _, east in placed))
    for k in range(1, len(placed)):
        east = max([end + 1 for _, end in placed[:k]] + [end for _, end in placed[k:]])
        if east - placed[k][0] < best[1] - best[0]:
            best = (placed[k][0], east)
    return best


def _crowded(boxes: list[Box]) -> list[Box]:
    """Of some boxes those that stand close together: the outermost go one by one."""
    kept = boxes[-400:]
    least = math.ceil(HELD * len(kept))
    while len(kept) > least:
        west, east = _narrowest([(box[0], box[2]) for box in kept])
        middle = (west + east) / 2
        xs = [(box[0] + box[2]) / 2 for box in kept]
        xs = [x + round(middle - x) for x in xs]
        ys = [(box[1] + box[3]) / 2 for box in kept]
        cx, cy = sorted(xs)[len(xs) // 2], sorted(ys)[len(ys) // 2]
        off = [max(abs(x - cx), abs(y - cy)) for x, y in zip(xs, ys, strict=True)]
        kept.pop(off.index(max(off)))
    return kept
