"""Sea, land, borders, and the areas that movements come from and go to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import Ellipse, PathPatch
from matplotlib.path import Path

from mapapp.model import Place, PlaceKind
from mapapp.show.picture.basemap import basemap
from mapapp.show.picture.items import Item, is_area
from mapapp.show.picture.style import PALETTE, PT, colour
from mapapp.show.picture.view import Floats, View, unit_x, unit_y


def paint_land(ax: Axes, view: View) -> None:
    """Draw the basemap."""
    base = basemap()
    ax.set_facecolor(colour("sea"))
    land = [ring for rings in base.rings.values() for ring in rings]
    _fill(ax, view, land, facecolor=colour("land"), zorder=1)
    _fill(ax, view, base.lakes, facecolor=colour("sea"), edgecolor=colour("coast"), linewidth=0.4, zorder=1.1)
    _lines(ax, view, base.coasts, colour("coast"), 0.8, 1.2)
    _lines(ax, view, base.borders, colour("border"), 1, 1.2)


def paint_areas(ax: Axes, view: View, items: Sequence[Item], slots: dict[str | None, int]) -> None:
    """Tint the countries, regions and seas in use; hatch those for which a movement is denied."""
    base = basemap()
    uses: dict[Place, list[tuple[Item, bool]]] = {}
    for item in items:
        if item.end and is_area(item.end):
            uses.setdefault(item.end, []).append((item, True))
        if item.start and is_area(item.start) and (item.kind in ("arc", "out") or item.ahead):
            uses.setdefault(item.start, []).append((item, False))
    countries: dict[str, list[tuple[Item, bool]]] = {}
    regions: dict[str, list[tuple[Item, bool]]] = {}
    for place, used in uses.items():
        codes = [code for code in _codes(place) if code in base.rings]
        for code in codes:
            (countries if len(codes) == 1 else regions).setdefault(code, []).extend(used)
        if not codes:
            _soft(ax, view, place, _hue(used, slots))
    for code, used in regions.items():
        if code not in countries:
            _fill(ax, view, base.rings[code], facecolor=_hue(used, slots), alpha=0.07, zorder=1.5)
    for code, used in countries.items():
        true = [use for use in used if use[0].kind != "denied"]
        hue, goal = _hue(used, slots), any(to for _, to in true)
        if true:
            _fill(ax, view, base.rings[code], facecolor=hue, alpha=0.16 if goal else 0.08, zorder=1.6)
        else:
            _fill(
                ax,
                view,
                base.rings[code],
                facecolor="none",
                edgecolor=hue,
                hatch="////",
                linewidth=0,
                alpha=0.4,
                zorder=1.6,
            )
        _lines(ax, view, base.rings[code], hue, 1.2, 1.7, alpha=0.65)


def _codes(place: Place) -> Sequence[str]:
    if place.members:
        return place.members
    return (place.country,) if place.kind is PlaceKind.COUNTRY and place.country else ()


def _hue(used: Iterable[tuple[Item, bool]], slots: dict[str | None, int]) -> str:
    actors = {item.movement.actor for item, _ in used if item.kind != "denied"}
    if not actors:
        return colour("denied")
    return colour(f"actor-{slots.get(actors.pop(), PALETTE)}") if len(actors) == 1 else colour("map-faint")


def _soft(ax: Axes, view: View, place: Place, hue: str) -> None:
    """A sea, or a region without borders of its own, as an ellipse."""
    if place.extent:
        south, west, north, east = place.extent
        left, right = unit_x(west), unit_x(east) + (1 if east < west else 0)
        box = np.array([[left, unit_y(north)], [right, unit_y(south)]])
    else:
        r = (place.radius_km or 300) * 1000 / view.metres(place.lat) / view.scale
        x, y = unit_x(place.lon), unit_y(place.lat)
        box = np.array([[x - r, y - r], [x + r, y + r]])
    for copy in view.copies():
        (left, top), (right, bottom) = view.pixels(box + np.array([copy, 0]))
        around = {"xy": ((left + right) / 2, (top + bottom) / 2), "width": right - left, "height": bottom - top}
        ax.add_artist(
            Ellipse(
                **around, facecolor=hue, alpha=0.1, edgecolor="none", zorder=0.5 if place.kind is PlaceKind.SEA else 1.5
            )
        )
        ax.add_artist(
            Ellipse(
                **around,
                facecolor="none",
                edgecolor=hue,
                alpha=0.6,
                linestyle=(0, (2, 5)),
                linewidth=PT,
                zorder=0.6 if place.kind is PlaceKind.SEA else 1.5,
            )
        )


def _thin(line: Floats) -> Floats:
    """Leave out points that lie within half a pixel of the one before."""
    if len(line) < 4:
        return line
    cells = np.floor(line * 2)
    keep = np.any(np.diff(cells, axis=0) != 0, axis=1)
    keep = np.concatenate([[True], keep])
    keep[-1] = True
    kept: Floats = line[keep]
    return kept


def _seen(view: View, lines: Iterable[Floats]) -> Iterable[Floats]:
    for copy in view.copies():
        for line in lines:
            drawn = view.pixels(line + np.array([copy, 0]))
            low, high = drawn.min(axis=0), drawn.max(axis=0)
            if high[0] > 0 and low[0] < view.width and high[1] > 0 and low[1] < view.height and np.any(high - low > 1):
                yield _thin(drawn)


def _fill(ax: Axes, view: View, rings: Iterable[Floats], **style: object) -> None:
    points, codes = [], []
    for ring in _seen(view, rings):
        if len(ring) < 3:
            continue
        points.append(np.vstack([ring, ring[:1]]))
        codes.append(np.array([Path.MOVETO] + [Path.LINETO] * (len(ring) - 1) + [Path.CLOSEPOLY], dtype=np.uint8))
    if points:
        path = Path(np.vstack(points), np.concatenate(codes))
        ax.add_artist(PathPatch(path, **{"edgecolor": "none", **style}))


def _lines(ax: Axes, view: View, lines: Iterable[Floats], hue: str, width: float, z: float, alpha: float = 1) -> None:
    ax.add_collection(
        LineCollection(list(_seen(view, lines)), colors=hue, linewidths=width * PT, zorder=z, alpha=alpha),
        autolim=False,
    )
