"""Labels of a picture, set in order of weight; one that would cover another is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch
from matplotlib.patheffects import withStroke

from mapapp.model import Movement, Place, PlaceKind, Status, StrengthUnit
from mapapp.reconcile import strength_words
from mapapp.show.picture import pens
from mapapp.show.picture.basemap import basemap
from mapapp.show.picture.items import Item, is_area
from mapapp.show.picture.style import PALETTE, PT, SANS, SERIF, colour, plain
from mapapp.show.picture.view import Floats, View, unit_x, unit_y

Box = tuple[float, float, float, float]
_WORD = {
    Status.ON_ALERT: "on alert",
    Status.WITHDRAWN: "withdrawn",
    Status.POSSIBLE: "possible",
    Status.DENIED: "denied",
}
_NOUN = {
    StrengthUnit.AIRCRAFT: ("aircraft", "aircraft"),
    StrengthUnit.SHIPS: ("ship", "ships"),
    StrengthUnit.VEHICLES: ("vehicle", "vehicles"),
    StrengthUnit.BATTERIES: ("battery", "batteries"),
    StrengthUnit.UNITS: ("unit", "units"),
}
_SYMBOL = 21
_ALONG = (0.5, 0.56, 0.44, 0.63, 0.37, 0.7, 0.3, 0.78, 0.22, 0.85)


def figure_words(movement: Movement) -> str:
    """Return "about 900", "3 ships", "hundreds" or "strength not known"."""
    strength = movement.strength
    if not strength.known:
        return "strength not known"
    one, many = _NOUN.get(strength.unit, ("", "")) if strength.unit else ("", "")
    noun = one if strength.low == strength.high == 1 else many
    return f"{strength_words(strength).split(' (')[0]} {noun}".strip()


def label_of(item: Item) -> str:
    """Return what stands beside a sign: how many, and how far it has got where the sign alone might not tell."""
    movement, word = item.movement, _WORD.get(item.movement.status, "")
    named = movement.unit or movement.equipment
    if item.kind == "denied":
        return f"{figure_words(movement)} denied" if movement.strength.known else "denied"
    words = plain(named, 28) if item.size is None and named else figure_words(movement)
    return f"{words} {word}".strip()


@dataclass
class Room:
    """Where labels already stand, in pixels of the map."""

    view: View
    taken: list[Box] = field(default_factory=list)
    lines: set[tuple[int, int]] = field(default_factory=set)

    def free(self, box: Box) -> bool:
        """Say whether a box is in the picture and covers nothing."""
        if box[0] < 4 or box[1] < 4 or box[2] > self.view.width - 4 or box[3] > self.view.height - 4:
            return False
        return not any(box[0] < b[2] and box[2] > b[0] and box[1] < b[3] and box[3] > b[1] for b in self.taken)

    def take(self, box: Box) -> None:
        """Let nothing else stand there."""
        self.taken.append(box)

    def cross(self, line: Floats) -> None:
        """Remember a line: names keep clear of it where they can."""
        steps = np.hypot(*np.diff(line, axis=0).T)
        at = np.concatenate([[0], np.cumsum(steps)])
        along = np.arange(0, at[-1], 5.0)
        for x, y in zip(np.interp(along, at, line[:, 0]), np.interp(along, at, line[:, 1]), strict=True):
            self.lines.add((int(x // 8), int(y // 8)))

    def best(self, boxes: Iterable[Box]) -> Box | None:
        """Return the first free box that no line crosses, else the first free one."""
        free = [box for box in boxes if self.free(box)]
        return next((box for box in free if not self._crossed(box)), free[0] if free else None)

    def _crossed(self, box: Box) -> bool:
        columns, rows = range(int(box[0] // 8), int(box[2] // 8) + 1), range(int(box[1] // 8), int(box[3] // 8) + 1)
        return any((column, row) in self.lines for column in columns for row in rows)


class Labels:
    """Sets the labels of one picture on its axes."""

    def __init__(self, ax: Axes, canvas: FigureCanvasAgg, view: View) -> None:
        self.ax, self.view, self.room = ax, view, Room(view)
        self._renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]

    def paint(self, items: Sequence[Item], slots: dict[str | None, int]) -> None:
        """Set counts, the names of places in use, of countries and of seas."""
        for item in items:
            if item.kind in ("circle", "alert", "denied"):
                r = {"circle": min(9.0, item.radius), "alert": item.radius + 5}.get(item.kind, 12.0)
                for x, y in self._signs(item):
                    self.room.take((x - r, y - r, x + r, y + r))
            for copy in self.view.copies() if item.kind == "arc" else ():
                line = pens.trace(item, self.view, copy)
                if line is not None:
                    self.room.cross(line)
            for x, y in self._spots(item.place) if item.kind in ("in", "out") else ():
                self.room.cross(pens.stub(item, x, y))
        for item in list(reversed(items))[:160]:
            self._count(item, slots)
        self._edges(reversed(items))
        named = self._places(items)
        zoom, base = self.view.zoom, basemap()
        countries = [row[1:4] for row in base.names if row[4] <= zoom + 0.6 and row[0] not in named]
        seas = [row[:3] for row in base.seas if row[3] <= zoom + 0.3 and row[0] not in named]
        self._names(countries, 11, colour("map-faint"), colour("land"), SANS)
        self._names(seas, 12, colour("sea-name"), colour("sea"), SERIF)

    def width(self, text: str, size: float, weight: str = "normal", family: Sequence[str] = SANS) -> float:
        """Return how many pixels a text takes."""
        font = FontProperties(family=list(family), size=size * PT, weight=weight)
        return float(self._renderer.get_text_width_height_descent(text, font, False)[0])

    def write(
        self, x: float, y: float, text: str, size: float, hue: str, halo: str | None = None, **style: object
    ) -> None:
        """Write a text; nothing in it is taken for mathematics."""
        given: dict[str, Any] = {"ha": "center", "va": "center", "family": SANS, "zorder": 20, **style}
        drawn = self.ax.text(x, y, text, fontsize=size * PT, color=hue, parse_math=False, **given)
        if halo:
            drawn.set_path_effects([withStroke(linewidth=3 * PT, foreground=halo)])

    def _signs(self, item: Item) -> Iterator[tuple[float, float]]:
        for x, y in self._spots(item.place):
            at = pens.sign_at(item, x, y)
            if self.view.holds(*at):
                yield at

    def _spots(self, place: Place, room: float = 60) -> Iterator[tuple[float, float]]:
        for copy in self.view.copies():
            ((x, y),) = self.view.pixels(np.array([[unit_x(place.lon) + copy, unit_y(place.lat)]]))
            if self.view.holds(x, y, room):
                yield float(x), float(y)

    def _count(self, item: Item, slots: dict[str | None, int]) -> None:
        text, differs = label_of(item), bool(item.movement.disagreements)
        known = item.size is not None or item.kind == "denied"
        size, weight = (12, "bold") if known else (11, "normal")
        room = _SYMBOL if item.symbol else 0
        width = self.width(text, size, weight) + 12 + room + (12 if differs else 0)
        tall = 12 if item.symbol and item.symbol.echelon else 10
        for x, y in self._around(item, width):
            box = (x - width / 2, y - tall, x + width / 2, y + tall)
            if self.room.free(box):
                break
        else:
            return
        self.room.take(box)
        hue = colour("denied") if item.kind == "denied" else colour(f"actor-{slots.get(item.movement.actor, PALETTE)}")
        style = (0, (3, 2)) if item.movement.status in (Status.PLANNED, Status.POSSIBLE) else "solid"
        self.ax.add_artist(
            FancyBboxPatch(
                (box[0] + 9, box[1]), width - 18, 2 * tall, boxstyle="round,pad=0,rounding_size=9", mutation_scale=1,
                facecolor=colour("pill"), edgecolor="none", zorder=18,
            )
        )  # fmt: skip
        self.ax.add_artist(
            FancyBboxPatch(
                (box[0], box[1] + 0.5), width, 2 * tall - 1, boxstyle="round,pad=0,rounding_size=9",
                facecolor=colour("pill"), edgecolor=hue, linewidth=PT, linestyle=style, zorder=18,
            )
        )  # fmt: skip
        if item.symbol:
            pens.nato(
                self.ax, item.symbol, box[0] + _SYMBOL / 2 + 5, y + (2.8 if item.symbol.echelon else 0), 19, hue, 19
            )
        italic = {} if known else {"style": "italic"}
        self.write(box[0] + 6 + room, y, text, size, colour("ink"), ha="left", weight=weight, **italic)
        if differs:
            self.write(box[2] - 9, y, "≠", size, hue, weight="bold")

    def _around(self, item: Item, width: float) -> Iterator[tuple[float, float]]:
        """Yield where a count may stand, the best first."""
        if item.kind == "arc":
            for copy in self.view.copies():
                line = pens.trace(item, self.view, copy)
                inside = (
                    []
                    if line is None
                    else [point for point in line if self.view.holds(float(point[0]), float(point[1]), -16)]
                )
                if len(inside) > 1:
                    for t in _ALONG:
                        at = t * (len(inside) - 1)
                        a, b = inside[int(at)], inside[min(int(at) + 1, len(inside) - 1)]
                        yield float(a[0] + (b[0] - a[0]) * (at % 1)), float(a[1] + (b[1] - a[1]) * (at % 1))
            return
        if item.kind in ("in", "out"):
            for x, y in self._spots(item.place):
                line = pens.stub(item, x, y)
                tail = line[0] if item.kind == "in" else line[-1]
                yield tail[0] + (-1 if tail[0] < x else 1) * (width / 2 + 2), tail[1]
                yield tail[0], tail[1] - 12
                yield tail[0], tail[1] + 12
                yield x, y + 24
            return
        r = {"circle": item.radius, "alert": item.radius + 6}.get(item.kind, 13.0)
        for x, y in self._signs(item):
            yield x + r + width / 2 + 1, y
            yield x, y + r + 12
            yield x, y - r - 12
            yield x - r - width / 2 - 1, y

    def _edges(self, items: Iterable[Item]) -> None:
        """Name the other end of lines that come in from outside the picture, or leave it."""
        done: set[str] = set()
        for item in items:
            for copy in self.view.copies() if item.kind == "arc" else ():
                line = pens.trace(item, self.view, copy)
                if line is None or not item.start or not item.end:
                    continue
                first, last = self.view.holds(*line[0]), self.view.holds(*line[-1])
                if first == last:
                    continue
                name = plain((item.end if first else item.start).name, 24)
                text = f"{name} ›" if first else f"‹ {name}"
                if name not in done and self._beside(line[::-1] if first else line, text):
                    done.add(name)

    def _beside(self, line: Floats, text: str) -> bool:
        half = self.width(text, 11, "bold") / 2 + 3
        steps = np.diff(line, axis=0)
        lengths = np.concatenate([[0], np.cumsum(np.hypot(steps[:, 0], steps[:, 1]))])
        left = 20
        for at in np.arange(0, lengths[-1], 12.0):
            x, y = (float(np.interp(at, lengths, line[:, axis])) for axis in (0, 1))
            if not self.view.holds(x, y):
                continue
            for dy in (-13, 13):
                box = (x - half, y + dy - 8, x + half, y + dy + 8)
                if self.room.free(box):
                    self.room.take(box)
                    self.write(x, y + dy, text, 11, colour("ink"), colour("halo"), weight="bold")
                    return True
            left -= 1
            if not left:
                break
        return False

    def _places(self, items: Sequence[Item]) -> set[str]:
        """Write the names of places in use; return the countries and seas so named."""
        named: set[str] = set()
        done: set[str] = set()
        for item in reversed(items):
            for place in (item.end, item.start, *item.movement.via, item.ahead):
                if place is None or place.id + place.name in done:
                    continue
                done.add(place.id + place.name)
                area, name = is_area(place), plain(place.name, 34)
                size = 13 if area else 12
                half = self.width(name, size, "bold") / 2
                for x, y in self._spots(place, 0):
                    corners = [(half + 6, 13), (-half - 6, 13), (half + 6, -13), (-half - 6, -13)]
                    beside = [(half + 8, 0), (-half - 8, 0), (0, 14), (0, -14), *corners]
                    over = [(0, 0), (0, -16), (0, 16), (0, -30), (0, 30), (half + 16, 0), (-half - 16, 0), (0, 44)]
                    box = self.room.best(
                        (x + dx - half - 2, y + dy - 8, x + dx + half + 2, y + dy + 8)
                        for dx, dy in (over if area else beside)
                    )
                    if box is None:
                        continue
                    self.room.take(box)
                    middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
                    self.write(*middle, name, size, colour("ink"), colour("halo"), weight="bold")
                    if area:
                        named |= {name, place.country or name}
        return named

    def _names(self, rows: Iterable[Sequence[Any]], size: float, hue: str, halo: str, family: Sequence[str]) -> None:
        style = {"style": "italic"} if family is SERIF else {}
        for name, lat, lon in rows:
            place = Place(name, PlaceKind.CITY, lat, lon)
            half = self.width(name, size, family=family) / 2 + 3
            for x, y in self._spots(place, 0):
                box = (x - half, y - 8, x + half, y + 8)
                if self.room.free(box):
                    self.room.take(box)
                    self.write(x, y, name, size, hue, halo, family=family, **style)
