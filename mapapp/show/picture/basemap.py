"""The basemap of the page, unpacked for a picture: the same arcs, the same names."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np

from mapapp.show import files
from mapapp.show.picture.view import TOP, Floats


class Basemap:
    """Rings of countries and lakes, and lines, as points of the Mercator square (n × 2).

    Parameters
    ----------
    raw : dict
        `basemap.json`.
    """

    def __init__(self, raw: dict[str, Any]) -> None:
        grid = raw["grid"]
        self.arcs = _unpack(raw, grid)
        self.lakes = _unpack(raw["lakes"], grid)[: raw["lakes"]["large"]]
        self.names: list[list[Any]] = raw["names"]
        self.seas: list[list[Any]] = raw["seas"]
        self.rings: dict[str, list[Floats]] = {}
        uses = [0] * len(self.arcs)
        for code, rings in raw["countries"]:
            for ring in rings:
                for k in ring:
                    uses[k if k >= 0 else ~k] += 1
                self.rings.setdefault(code, []).append(
                    np.vstack([self.arcs[k] if k >= 0 else self.arcs[~k][::-1] for k in ring])
                )
        self.borders = [arc for arc, used in zip(self.arcs, uses, strict=True) if used > 1]
        self.coasts = [piece for arc, used in zip(self.arcs, uses, strict=True) if used < 2 for piece in _unseamed(arc)]

    def country_point(self, code: str) -> tuple[str, float, float] | None:
        """Return a country's name, latitude and longitude of its label."""
        return next(((name, lat, lon) for known, name, lat, lon, _ in self.names if known == code), None)


@cache
def basemap() -> Basemap:
    """Return the basemap, unpacked once."""
    return Basemap(json.loads(files.basemap()))


def _unpack(packed: dict[str, Any], grid: int) -> list[Floats]:
    data = zlib.decompress(base64.b64decode(packed["arcs"]), -15)
    counts = packed["counts"]
    steps = np.fromiter(_varints(data), dtype=np.int64)
    total = sum(counts)
    x, y = np.cumsum(steps[:total]) / grid, np.cumsum(steps[total:]) / grid
    phi = np.radians(np.clip(y, -TOP, TOP))
    points = np.column_stack([(x + 180) / 360, (1 - np.arcsinh(np.tan(phi)) / np.pi) / 2])
    return np.split(points, np.cumsum(counts)[:-1])


def _varints(data: bytes) -> Iterator[int]:
    value = shift = 0
    for byte in data:
        value |= (byte & 127) << shift
        if byte & 128:
            shift += 7
        else:
            yield -((value + 1) >> 1) if value & 1 else value >> 1
            value = shift = 0


def _unseamed(arc: Floats) -> Iterator[Floats]:
    """Yield the stretches of a coast that do not run along the dateline, where the square is cut."""
    edge = (arc[:, 0] < 1e-6) | (arc[:, 0] > 1 - 1e-6)
    cut = np.flatnonzero(edge[1:] & edge[:-1]) + 1
    yield from (piece for piece in np.split(arc, cut) if len(piece) > 1)
