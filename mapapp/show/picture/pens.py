"""Signs with matplotlib, as `assets/paint.js` draws them: pixels of the map, y down."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, PathPatch, Polygon
from matplotlib.path import Path

from mapapp.model import Status
from mapapp.show import symbols
from mapapp.show.picture.items import Item, is_area, radius_of, width_of
from mapapp.show.picture.style import PT, colour, dashes
from mapapp.show.picture.view import Floats, View

STUB = 54


def trace(item: Item, view: View, copy: int) -> Floats | None:
    """Return an arc in pixels in one copy of the world, bent aside by its lane; None when it is out of view."""
    points = item.curve()
    line = view.pixels(points + np.array([copy, 0]))
    low, high = line.min(axis=0), line.max(axis=0)
    if high[0] < -60 or low[0] > view.width + 60 or high[1] < -60 or low[1] > view.height + 60:
        return None
    if item.lane and item.start and item.end:
        way = np.gradient(line, axis=0)
        if (item.start.id, item.start.lat, item.start.lon) > (item.end.id, item.end.lat, item.end.lon):
            way = -way
        length = np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-9)
        bend = item.lane * max(7, 0.8 * item.width + 1)
        shift = bend * np.minimum(1, 1.5 * np.sin(np.pi * np.linspace(0, 1, len(line))))
        line = line + np.column_stack([-way[:, 1] / length * shift, way[:, 0] / length * shift])
    return line


def stub(item: Item, x: float, y: float) -> Floats:
    """Return the short line of a movement with one end only."""
    out = item.kind == "out"
    turn = (-0.55 if out else -2.5) + (item.order % 12) * 0.5 * (-1 if out else 1)
    way = np.array([math.cos(turn), math.sin(turn)])
    points = np.array([[x, y] + way * (7 if out else 5), [x, y] + way * STUB])
    return points if out else points[::-1]


def sign_at(item: Item, x: float, y: float) -> tuple[float, float]:
    """Return where a sign stands when several stand at one place."""
    step = (item.order + 1) // 2
    return (x + step * (15 if item.order % 2 else -15), y + 13 * step) if item.order else (x, y)


def stroke(
    ax: Axes, line: Floats, hue: str, width: float, z: float, steps: Sequence[float] = (), **more: float
) -> None:
    """Draw a line `width` pixels wide with dashes in pixels."""
    round_ends = bool(steps) and steps[0] < 1
    drawn = Line2D(line[:, 0], line[:, 1], color=hue, linewidth=width * PT, zorder=z, solid_joinstyle="round", **more)  # type: ignore[arg-type]
    drawn.set_dash_capstyle("round" if round_ends else "butt")
    drawn.set_solid_capstyle("butt")
    if steps:
        drawn.set_dashes([step / width for step in steps])  # matplotlib scales dashes by the width
    ax.add_artist(drawn)


def arrow(ax: Axes, line: Floats, item: Item, hue: str, z: float, area: bool | None = None) -> None:
    """Draw a movement's line with its head."""
    width, status, strength = item.width, item.movement.status, item.movement.strength
    unknown = item.size is None
    core = width
    if not unknown and strength.low is not None and strength.low != item.size:
        core = max(1.5, width_of(strength.low, item.unit) if strength.low else 1.5)
    size = 6 + 1.7 * width
    body, base = _cut(line, size)
    tip = line[-1]
    steps = dashes(status, width)
    stroke(ax, line if body is None else body, colour("halo"), width + 2.5, z, alpha=0.75)
    if body is None:
        body = line
    if core < width:
        stroke(ax, body, hue, width, z + 0.01, alpha=0.3)
    stroke(ax, body, hue, core, z + 0.02, steps)
    if unknown:
        stroke(ax, body, colour("halo"), width - 2.4, z + 0.03)
    if base is not None:
        _head(ax, tip, base, hue, z + 0.04, min(width, 4) * 0.8, is_area(item.end) if area is None else area)
    if status is Status.UNDER_WAY:
        _chevrons(ax, body, width, z + 0.05)
    if status is Status.WITHDRAWN and len(body) > 1:
        way = body[1] - body[0]
        across = np.array([-way[1], way[0]]) / max(float(np.hypot(*way)), 1e-9) * (width + 4)
        stroke(ax, np.array([body[0] - across, body[0] + across]), hue, 2.5, z + 0.05)


def _cut(line: Floats, size: float) -> tuple[Floats | None, Floats | None]:
    """Return the line without its last `size` pixels, and the point where it was cut."""
    back = line[::-1]
    lengths = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(back, axis=0).T))])
    if lengths[-1] <= size:
        return None, back[-1] if lengths[-1] > 1 else None
    k = int(np.searchsorted(lengths, size))
    t = (size - lengths[k - 1]) / (lengths[k] - lengths[k - 1])
    point = back[k - 1] + t * (back[k] - back[k - 1])
    return np.vstack([line[: len(line) - k], point]), point


def _head(ax: Axes, tip: Floats, base: Floats, hue: str, z: float, width: float, area: bool) -> None:
    way = tip - base
    half = np.array([-way[1], way[0]]) * 0.5
    if area:
        stroke(ax, np.array([base + half, tip, base - half]), hue, max(2, width), z)
        stroke(ax, np.array([base, tip]), hue, max(2, width), z)
    else:
        ax.add_artist(
            Polygon([tip, base + half, base + way * 0.22, base - half], facecolor=hue, edgecolor="none", zorder=z)
        )


def _chevrons(ax: Axes, line: Floats, width: float, z: float) -> None:
    """White marks along a movement that is under way."""
    steps = np.diff(line, axis=0)
    lengths = np.concatenate([[0], np.cumsum(np.hypot(steps[:, 0], steps[:, 1]))])
    arm, gap = max(2.0, width * 0.42), 26 + width
    for at in np.arange(gap / 2, lengths[-1], gap):
        k = min(int(np.searchsorted(lengths, at, side="right")) - 1, len(steps) - 1)
        way = steps[k] / max(float(np.hypot(*steps[k])), 1e-9)
        point, across = line[k] + way * (at - lengths[k]), np.array([-way[1], way[0]])
        ends = np.array([point - way * arm + across * arm, point, point - way * arm - across * arm])
        stroke(ax, ends, colour("halo"), max(1.2, width * 0.28), z)


def circle(ax: Axes, x: float, y: float, item: Item, hue: str, z: float, area: bool | None = None) -> None:
    """Draw forces that are there: a circle, broken at its edge where only the area is known."""
    strength, unknown = item.movement.strength, item.size is None
    broken = is_area(item.end) if area is None else area
    fill = colour("halo") if unknown else hue
    ax.add_artist(
        Circle((x, y), item.radius, facecolor=fill, alpha=0.7 if unknown else 0.34, edgecolor="none", zorder=z)
    )
    _ring(ax, x, y, item.radius, hue, 2, z + 0.01, (4, 3.5) if broken else ())
    if not broken:
        ax.add_artist(Circle((x, y), 2.2, facecolor=hue, edgecolor="none", zorder=z + 0.02))
    if strength.low is not None and item.size is not None and strength.low < item.size:
        _ring(ax, x, y, radius_of(strength.low, item.unit) if strength.low else 2, hue, 1, z + 0.02)


def alert(ax: Axes, x: float, y: float, item: Item, hue: str, z: float) -> None:
    """Two broken rings and a mark in the middle: ready, not gone."""
    r = item.radius
    ax.add_artist(Circle((x, y), r + 4, facecolor=colour("halo"), alpha=0.45, edgecolor="none", zorder=z))
    _ring(ax, x, y, r + 4, hue, 2, z + 0.01, (3, 4))
    _ring(ax, x, y, max(3, r - 2), hue, 2, z + 0.01, (8, 4))
    for top, height in ((y - 5.5, 7), (y + 3, 2.8)):
        corners = [(x - 1.4, top), (x + 1.4, top), (x + 1.4, top + height), (x - 1.4, top + height)]
        ax.add_artist(Polygon(corners, facecolor=hue, edgecolor="none", zorder=z + 0.02))


def denied(ax: Axes, x: float, y: float, z: float) -> None:
    """Grey and crossed out: nothing went there."""
    ax.add_artist(Circle((x, y), 11.5, facecolor=colour("halo"), edgecolor="none", zorder=z))
    _ring(ax, x, y, 10, colour("denied"), 3, z + 0.01)
    stroke(ax, np.array([[x - 6.8, y + 6.8], [x + 6.8, y - 6.8]]), colour("denied"), 3, z + 0.01)


def _ring(
    ax: Axes, x: float, y: float, r: float, hue: str, width: float, z: float, steps: Sequence[float] = ()
) -> None:
    turn = np.linspace(0, 2 * np.pi, 73)
    stroke(ax, np.column_stack([x + r * np.cos(turn), y + r * np.sin(turn)]), hue, width, z, steps)


def nato(ax: Axes, found: symbols.Symbol, x: float, y: float, height: float, hue: str, z: float) -> None:
    """Draw a NATO symbol in the middle of (x, y), `height` pixels for 50 units of its drawing."""
    drawn, scale = symbols.drawing(found), height / 50
    for text, how in [*drawn["marks"], *drawn["above"]]:
        path = _path(text)
        moved = Path((np.asarray(path.vertices) - np.array([34, 34])) * scale + np.array([x, y]), path.codes)
        face = {"body": hue, "fill": colour("ink"), "stroke": "none"}[how]
        patch = PathPatch(
            moved, facecolor=face, edgecolor=colour("ink") if how == "stroke" else "none", linewidth=0.8, zorder=z
        )
        patch.set_alpha(0.22 if how == "body" else 1)
        ax.add_artist(patch)


_CODES = {"M": [Path.MOVETO], "L": [Path.LINETO], "Q": [Path.CURVE3] * 2, "C": [Path.CURVE4] * 3}


def _path(text: str) -> Path:
    """Read a path of M, L, Q, C and Z in absolute coordinates."""
    points: list[tuple[float, float]] = []
    codes: list[int] = []
    words, mode, k = text.split(), "M", 0
    while k < len(words):
        if words[k] in _CODES:
            mode, k = words[k], k + 1
        elif words[k] == "Z":
            points.append(points[-1])
            codes.append(int(Path.CLOSEPOLY))
            k += 1
            continue
        for code in _CODES[mode]:
            points.append((float(words[k]), float(words[k + 1])))
            codes.append(int(code))
            k += 2
        mode = "L" if mode == "M" else mode
    return Path(points, codes)
