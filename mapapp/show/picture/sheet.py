"""A picture on its sheet: title, day, map, key, sources and credits."""

from __future__ import annotations

import io
import math
import os
import re
import threading
import warnings
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from mapapp.errors import OptionError
from mapapp.model import Claim, Movement, Report, Status, Strength, StrengthUnit
from mapapp.reconcile import publisher
from mapapp.show.picture import pens
from mapapp.show.picture.items import Item, box_of, is_area, items, shown_on
from mapapp.show.picture.labels import Labels
from mapapp.show.picture.land import paint_areas, paint_land
from mapapp.show.picture.names import actor_name
from mapapp.show.picture.style import PALETTE, PT, SERIF, STATUS_WORDS, actor_slots, colour, plain
from mapapp.show.picture.view import View, fitted, unit_x, unit_y

#: Sheets in millimetres, landscape.
PAPERS = {"A3": (420.0, 297.0), "A4": (297.0, 210.0), "A5": (210.0, 148.0)}
#: What a picture's file may end in.
FORMATS = ("png", "svg", "pdf")
#: Very many are a hairball on paper: the largest are drawn, and the sheet says so.
MOST = 150
#: matplotlib's settings are the whole process's.
_ONE_AT_A_TIME = threading.Lock()
_MARGIN, _HEAD, _KEY, _FOOT = 28.0, 62.0, 104.0, 26.0


def picture(
    movements: Sequence[Movement],
    form: str = "png",
    *,
    title: str | None = None,
    view: tuple[float, float, float] | None = None,
    day: date | None = None,
    paper: str = "A4",
    upright: bool = False,
    dpi: int = 300,
) -> bytes:
    """Return a picture of `movements` for print, made without a browser.

    Parameters
    ----------
    movements : sequence of Movement
    form : {"png", "svg", "pdf"}
    title : str, optional
        Any text; "Deployments" by default.
    view : tuple of float, optional
        (zoom, latitude, longitude) of the map's middle, degrees, as in the page's address; by default
        where most movements end.
    day : datetime.date, optional
        Only what has begun by then; everything by default.
    paper : {"A3", "A4", "A5"}
    upright : bool
        Portrait instead of landscape.
    dpi : int
        Dots an inch of a PNG, 50 to 600.

    Returns
    -------
    bytes
        The same for the same movements: no time of making stands in it.

    Raises
    ------
    OptionError
        When the format, paper, view or dpi is none of these.
    """
    if form not in FORMATS:
        raise OptionError(f"picture format {form!r} is unknown; choose one of {', '.join(FORMATS)}")
    if paper not in PAPERS:
        raise OptionError(f"paper {paper!r} is unknown; choose one of {', '.join(PAPERS)}")
    if not 50 <= dpi <= 600:
        raise OptionError(f"dpi {dpi} is not between 50 and 600")
    if view is not None and not (0 <= view[0] <= 14 and abs(view[1]) <= 85 and abs(view[2]) <= 540):
        raise OptionError(f"view {view} is not (zoom, latitude, longitude), zoom 0 to 14")
    long, short = PAPERS[paper]
    width, height = (short, long) if upright else (long, short)
    size = (width / 25.4 * 96, height / 25.4 * 96)
    settings: dict[Any, Any] = {
        "svg.hashsalt": "mapapp",
        "hatch.linewidth": 0.6,
        "path.simplify": False,
        "figure.max_open_warning": 0,
    }
    with _ONE_AT_A_TIME, mpl.rc_context(settings), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing", category=UserWarning)
        figure = _drawn(list(movements), size, title, view, day)
        out = io.BytesIO()
        stamp = {"Date": None} if form == "svg" else {"CreationDate": None} if form == "pdf" else {"Software": None}
        figure.savefig(out, format=form, dpi=dpi if form == "png" else 72, metadata=stamp)
    return _shorter(out.getvalue()) if form == "svg" else out.getvalue()


def _shorter(drawn: bytes) -> bytes:
    """Round the coordinates of an SVG to a hundredth of a point: half the bytes, the same picture."""
    return re.sub(rb"-?\d+\.\d{3,}", lambda found: b"%g" % round(float(found[0]), 2), drawn)


def save_picture(movements: Sequence[Movement], path: str | os.PathLike[str], **options: object) -> Path:
    """Write a picture to `path`, whose ending says the format; options as `picture`.

    Raises
    ------
    OptionError
        As `picture`.
    OSError
        When the file cannot be written.
    """
    target = Path(path)
    target.write_bytes(picture(movements, target.suffix.lower().removeprefix("."), **options))  # type: ignore[arg-type]
    return target


def _drawn(
    movements: list[Movement],
    size: tuple[float, float],
    title: str | None,
    view: tuple[float, float, float] | None,
    day: date | None,
) -> Figure:
    width, height = size
    figure = Figure(figsize=(width / 96, height / 96), dpi=96, facecolor=colour("paper"))
    canvas = FigureCanvasAgg(figure)
    shown = [movement for movement in movements if shown_on(movement, day)]
    all_items = items(shown)
    drawn, slots = all_items[-MOST:], actor_slots(movements)
    box = (_MARGIN, _HEAD, width - 2 * _MARGIN, height - _HEAD - _KEY - _FOOT)
    window = _window(drawn, box[2], box[3], view)
    ax = _axes(figure, size, box)
    paint_land(ax, window)
    paint_areas(ax, window, drawn, slots)
    _marks(ax, window, drawn, slots)
    _places(ax, window, drawn)
    labels = Labels(ax, canvas, window)
    _scale(ax, labels, window)
    labels.paint(drawn, slots)
    page = _axes(figure, size, (0, 0, width, height))
    page.patch.set_alpha(0)
    page.set_axis_off()
    writer = Labels(page, canvas, View(0, 0, 0, width, height))
    _words(writer, movements, shown, drawn, window, title, day)
    _key(page, writer, drawn, slots)
    return figure


def _axes(figure: Figure, size: tuple[float, float], box: tuple[float, float, float, float]) -> Axes:
    width, height = size
    x, y, w, h = box
    ax = figure.add_axes((x / width, 1 - (y + h) / height, w / width, h / height))
    ax.set_xlim(0, w)
    ax.set_ylim(h, 0)
    ax.set_xticks([])
    ax.set_yticks([])
    for edge in ax.spines.values():
        edge.set_color(colour("line"))
        edge.set_linewidth(PT)
    return ax


def _window(drawn: Sequence[Item], width: float, height: float, view: tuple[float, float, float] | None) -> View:
    if view:
        return View(view[1], view[2], view[0], width, height)
    ends = [box_of(item.place, item.home) for item in drawn]
    whole = list(ends)
    for item in drawn:
        if item.kind == "arc" or item.ahead:
            curve = item.curve()
            whole.append((*curve.min(axis=0), *curve.max(axis=0)))
    closest = 5.5 if any(is_area(place) for item in drawn for place in (item.start, item.end)) else 8
    return fitted(whole, [end for end, item in zip(ends, drawn, strict=True) if not item.home], width, height, closest)


def _marks(ax: Axes, view: View, drawn: Sequence[Item], slots: dict[str | None, int]) -> None:
    for n, item in enumerate(drawn):
        hue, z = colour(f"actor-{slots.get(item.movement.actor, PALETTE)}"), 5 + n / 20
        for copy in view.copies():
            if item.kind == "arc" or item.ahead:
                line = pens.trace(item, view, copy)
                if line is not None and item.kind == "arc":
                    pens.arrow(ax, line, item, hue, z)
                elif line is not None:
                    pens.stroke(ax, line, hue, 1.8, z, (0.1, 5.5))
            if item.kind == "arc":
                continue
            ((x, y),) = view.pixels(np.array([[unit_x(item.place.lon) + copy, unit_y(item.place.lat)]]))
            if item.kind in ("in", "out"):
                if view.holds(x, y, 120):
                    pens.arrow(ax, pens.stub(item, x, y), item, hue, z, True if item.kind == "out" else None)
                continue
            x, y = pens.sign_at(item, float(x), float(y))
            if not view.holds(x, y, 60):
                continue
            if item.kind == "circle":
                pens.circle(ax, x, y, item, hue, z)
            elif item.kind == "alert":
                pens.alert(ax, x, y, item, hue, z)
            else:
                pens.denied(ax, x, y, z)


def _places(ax: Axes, view: View, drawn: Sequence[Item]) -> None:
    """Mark exact places, and how far off they may be."""
    for place in {
        place for item in drawn for place in (item.start, item.end, *item.movement.via) if place and not is_area(place)
    }:
        for copy in view.copies():
            ((x, y),) = view.pixels(np.array([[unit_x(place.lon) + copy, unit_y(place.lat)]]))
            if not view.holds(x, y, 10):
                continue
            radius = (place.radius_km or 0) * 1000 / view.metres(place.lat)
            if radius > 9:
                ring = {
                    "facecolor": "none",
                    "edgecolor": colour("map-faint"),
                    "linestyle": (0, (2, 4)),
                    "linewidth": PT,
                }
                ax.add_artist(Circle((x, y), radius, **ring, zorder=16))
            ax.add_artist(Circle((x, y), 3.4, facecolor=colour("halo"), edgecolor="none", zorder=16))
            ax.add_artist(Circle((x, y), 2.2, facecolor=colour("ink"), edgecolor="none", zorder=16.1))


def _scale(ax: Axes, labels: Labels, view: View) -> None:
    """Draw a bar of a round number of kilometres, right for the map's middle."""
    metres = view.metres(view.lat)
    step = 10 ** math.floor(math.log10(110 * metres))
    length = max(m for m in (step, 2 * step, 5 * step) if m <= 110 * metres or m == step)
    x, y, w = view.width - 14, view.height - 14, length / metres
    pens.stroke(ax, np.array([[x - w, y - 5], [x - w, y], [x, y], [x, y - 5]]), colour("ink"), 1.5, 17)
    labels.write(x - w / 2, y - 9, f"{length / 1000:,.0f} km", 11, colour("ink"), colour("halo"))
    labels.room.take((x - w - 6, y - 20, x + 6, y + 6))


def _words(
    writer: Labels,
    movements: Sequence[Movement],
    shown: Sequence[Movement],
    drawn: Sequence[Item],
    view: View,
    title: str | None,
    day: date | None,
) -> None:
    width, height = writer.view.width, writer.view.height
    writer.write(
        _MARGIN, 27, plain(title or "Deployments", 90), 22, colour("ink"), ha="left", family=SERIF, weight="bold"
    )
    published = sorted({claim.report.published for m in movements for claim in m.claims if claim.report.published})
    when = (
        ""
        if not published
        else _day(published[0])
        if len(published) == 1
        else f"{_day(published[0])} – {_day(published[-1])}"
    )
    reports = len({claim.report.id for movement in movements for claim in movement.claims})
    sub = f"{_count(len(movements), 'movement')} from {_count(reports, 'report')}{f' of {when}' if when else ''}"
    writer.write(_MARGIN, 49, sub, 12, colour("quiet"), ha="left")
    if day:
        writer.write(width - _MARGIN, 28, f"Until {_day(day)}", 14, colour("ink"), ha="right", weight="bold")
    seen = sum(any(_in_view(item, view, copy) for copy in view.copies()) for item in drawn)
    if seen < len(movements):
        writer.write(
            width - _MARGIN,
            49,
            f"{seen:,} of {len(movements):,} movements are in this picture",
            12,
            colour("quiet"),
            ha="right",
        )
    sources = list(dict.fromkeys(plain(publisher(claim.report), 30) for movement in shown for claim in movement.claims))
    said = ", ".join(sources[:5]) + (f" and {len(sources) - 5} more" if len(sources) > 5 else "")
    writer.write(_MARGIN, height - 15, f"Sources: {plain(said, 150)}" if said else "", 10, colour("quiet"), ha="left")
    writer.write(
        width - _MARGIN,
        height - 15,
        "Made with Natural Earth. Every sign rests on a quote.",
        10,
        colour("quiet"),
        ha="right",
    )


def _in_view(item: Item, view: View, copy: int) -> bool:
    if item.kind == "arc":
        line = pens.trace(item, view, copy)
        return line is not None and any(view.holds(*point) for point in line)
    ((x, y),) = view.pixels(np.array([[unit_x(item.place.lon) + copy, unit_y(item.place.lat)]]))
    return view.holds(x, y)


def _key(page: Axes, writer: Labels, drawn: Sequence[Item], slots: dict[str | None, int]) -> None:
    """Only what is on the map: colours, lines, widths, other signs."""
    top = writer.view.height - _KEY - _FOOT + 18
    x, rows = _MARGIN, 4
    ink = colour("ink")

    def heading(text: str) -> None:
        writer.write(x, top, text, 10, colour("quiet"), ha="left", weight="bold")

    def entries(made: list[tuple[str, object]], sample: float) -> float:
        """Write entries down columns; return the width taken."""
        column = at = 0.0
        for n, (words, draw) in enumerate(made):
            if n and n % rows == 0:
                at, column = at + column + 14, 0.0
            y = top + 18 + 17 * (n % rows)
            draw(x + at + sample / 2, y)  # type: ignore[operator]
            writer.write(x + at + sample + 8, y, words, 11, ink, ha="left")
            column = max(column, sample + 8 + writer.width(words, 11))
        return at + column

    if not drawn:
        return
    actors = [actor for actor in slots if any(item.movement.actor == actor and item.kind != "denied" for item in drawn)]
    by_slot: dict[int, list[str]] = {}
    for actor in actors:
        by_slot.setdefault(slots[actor], []).append(actor_name(actor))

    def dot(hue: str) -> object:
        return lambda cx, cy: page.add_artist(Circle((cx, cy), 5, facecolor=hue, edgecolor="none"))

    heading("Colour: whose force")
    x += (
        max(
            130,
            entries(
                [
                    (plain(", ".join(names), 34), dot(colour(f"actor-{slot}")))
                    for slot, names in sorted(by_slot.items())
                ],
                12,
            ),
        )
        + 30
    )

    lines = [item for item in drawn if item.kind in ("arc", "in", "out")]
    statuses = [status for status in STATUS_WORDS if any(item.movement.status is status for item in lines)]

    def sample(status: Status) -> object:
        return lambda cx, cy: pens.arrow(
            page, np.array([[cx - 24, cy], [cx, cy], [cx + 24, cy]]), _like(status), ink, 5, False
        )

    if statuses:
        heading("Line: how far it has got")
        x += max(150, entries([(STATUS_WORDS[status], sample(status)) for status in statuses], 50)) + 30
    signs: list[tuple[str, object]] = []
    if any(item.kind == "circle" for item in drawn):
        signs.append(
            (
                "Already there",
                lambda cx, cy: pens.circle(page, cx, cy, _like(Status.PRESENT, 90, kind="circle"), ink, 5, False),
            )
        )
    if any(item.kind == "alert" for item in drawn):
        signs.append(("On alert", lambda cx, cy: _small_alert(page, cx, cy)))
    if any(item.kind == "denied" for item in drawn):
        signs.append(("Denied: said not to happen", lambda cx, cy: _small_denied(page, cx, cy)))
    if any(item.movement.disagreements for item in drawn):
        signs.append(("Reports differ", lambda cx, cy: writer.write(cx, cy, "≠", 13, ink, weight="bold")))
    if signs:
        heading("Other signs")
        x += max(90, entries(signs, 22)) + 30
    _widths(page, writer, drawn, x, top)


def _widths(page: Axes, writer: Labels, drawn: Sequence[Item], x: float, top: float) -> None:
    """The scale of widths, for each unit that is drawn."""
    units = [unit for unit in StrengthUnit if any(item.unit is unit and item.size for item in drawn)]
    if not units or x > writer.view.width - _MARGIN - 150:
        return
    writer.write(x, top, "Width and size: how many", 10, colour("quiet"), ha="left", weight="bold")
    for row, unit in enumerate(units[:4]):
        sizes = [item.size for item in drawn if item.unit is unit and item.size]
        first = math.floor(math.log10(max(1, min(sizes))))
        powers = list(range(first, max(first, round(math.log10(max(sizes)))) + 1))[-4:]
        y, at = top + 18 + 17 * row, x
        for power in powers:
            item = _like(Status.COMPLETED, 10**power, unit)
            pens.stroke(page, np.array([[at, y], [at + 22, y]]), colour("ink"), item.width, 5)
            words = f"{10**power:,}"
            writer.write(at + 26, y, words, 10, colour("ink"), ha="left")
            at += 26 + writer.width(words, 10) + 10
        if unit is not StrengthUnit.PERSONNEL:
            writer.write(at, y, str(unit), 10, colour("quiet"), ha="left")


def _like(status: Status, size: int = 250, unit: StrengthUnit | None = None, kind: str = "arc") -> Item:
    """An item of the key."""
    claim = Claim(Report("key", "key").quote(0, 3), status)
    movement = Movement("key", (claim,), status, None, strength=Strength(size, size, unit))
    return Item(movement, kind, None, None, None, False, None)


def _small_alert(page: Axes, x: float, y: float) -> None:
    turn = np.linspace(0, 2 * np.pi, 49)
    pens.stroke(
        page, np.column_stack([x + 7.5 * np.cos(turn), y + 7.5 * np.sin(turn)]), colour("ink"), 1.5, 5, (3, 2.5)
    )
    pens.stroke(page, np.array([[x, y - 4.5], [x, y + 1]]), colour("ink"), 2.2, 5)
    pens.stroke(page, np.array([[x, y + 2.5], [x, y + 4.5]]), colour("ink"), 2.2, 5)


def _small_denied(page: Axes, x: float, y: float) -> None:
    turn = np.linspace(0, 2 * np.pi, 49)
    pens.stroke(page, np.column_stack([x + 7 * np.cos(turn), y + 7 * np.sin(turn)]), colour("denied"), 2.2, 5)
    pens.stroke(page, np.array([[x - 4.8, y + 4.8], [x + 4.8, y - 4.8]]), colour("denied"), 2.2, 5)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"
