"""Movements → what a picture draws of them: the same choice as the page's layer makes (`assets/flows.js`)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from mapapp.model import DatePrecision, Movement, Place, PlaceKind, Status, StrengthUnit
from mapapp.show.picture.basemap import basemap
from mapapp.show.picture.view import Floats, unit_x, unit_y
from mapapp.show.symbols import Symbol, symbol

_STILL = (Status.DENIED, Status.PRESENT, Status.ON_ALERT)
_AREAS = (PlaceKind.REGION, PlaceKind.COUNTRY, PlaceKind.SEA)
#: What 3 px stand for, by unit: as in `assets/signs.js`.
_BASE = {
    StrengthUnit.PERSONNEL: 100, StrengthUnit.AIRCRAFT: 4, StrengthUnit.SHIPS: 1, StrengthUnit.VEHICLES: 10,
    StrengthUnit.BATTERIES: 1, StrengthUnit.UNITS: 1, StrengthUnit.OTHER: 10,
}  # fmt: skip


@dataclass
class Item:
    """One sign: `kind` is arc, in, out, circle, alert or denied."""

    movement: Movement
    kind: str
    start: Place | None
    end: Place | None
    ahead: Place | None
    home: bool
    symbol: Symbol | None
    lane: float = 0
    order: int = 0

    @property
    def unit(self) -> StrengthUnit:
        """What is counted; people where nothing is said."""
        return self.movement.strength.unit or StrengthUnit.PERSONNEL

    @property
    def size(self) -> int | None:
        """The figure that is drawn: the upper end of a range."""
        strength = self.movement.strength
        return strength.high if strength.high is not None else strength.low

    @property
    def place(self) -> Place:
        """Where the sign stands, or where its line ends."""
        found = self.start if self.kind == "out" else self.end
        assert found is not None  # noqa: S101 (an item without a place is not made)
        return found

    @property
    def width(self) -> float:
        """Pixels of the line."""
        return 4.0 if self.size is None else width_of(self.size, self.unit)

    @property
    def radius(self) -> float:
        """Pixels of the circle."""
        return 7.0 if self.size is None else radius_of(self.size, self.unit)

    def curve(self) -> Floats:
        """Return the great circle through the item's places, as points of the square, x going on past the dateline."""
        if self.ahead is not None:
            stops = [self.end, self.ahead]
        else:
            stops = [self.start, *(self.movement.via if self.kind == "arc" else ()), self.end]
        points = [great_circle(a, b) for a, b in pairwise(stops) if a and b]
        whole = np.vstack(points)
        lon = np.unwrap(whole[:, 1], period=360)
        keep = np.abs(whole[:, 0]) < 85.05
        return np.column_stack([(lon[keep] + 180) / 360, [unit_y(lat) for lat in whole[keep, 0]]])


def tenfold(value: float, unit: StrengthUnit) -> float:
    """How many times ten times as many as the base."""
    return math.log10(max(value, 0.01) / _BASE[unit])


def width_of(value: float, unit: StrengthUnit) -> float:
    """Strength → pixels of a line."""
    return max(1.5, min(12.0, 3 + 2.5 * tenfold(value, unit)))


def radius_of(value: float, unit: StrengthUnit) -> float:
    """Strength → pixels of a circle's radius."""
    return float(max(4.0, min(34.0, 6.5 * 10 ** (0.22 * tenfold(value, unit)))))


def is_area(place: Place | None) -> bool:
    """Say whether a place is a country, a region or a sea."""
    return place is not None and place.kind in _AREAS


def shown_on(movement: Movement, day: date | None) -> bool:
    """Say whether a movement is in view on a day: begun by then, and no presence that has ended."""
    if day is None:
        return True
    when = movement.date
    if when is None or (when.start is None and when.end is None):
        told = [claim.report.published for claim in movement.claims if claim.report.published]
        return not told or min(told) <= day
    begun = when.start or when.end
    ended = when.end if when.precision is DatePrecision.SPAN and movement.status is Status.PRESENT else None
    return begun is not None and begun <= day and (ended is None or day <= ended)


def items(movements: Sequence[Movement]) -> list[Item]:
    """Return the items of movements, the smallest first; those without a place have none."""
    made = [item for movement in movements if (item := _item(movement))]
    made.sort(key=lambda item: -1.0 if item.size is None else tenfold(item.size, item.unit))
    _lanes(made)
    return made


def _item(movement: Movement) -> Item | None:
    start, end, ahead, home, status = movement.origin, movement.destination, None, False, movement.status
    via = list(movement.via)
    if status not in _STILL and via:
        end, via = (end, via) if end else (via[-1], via[:-1])
        start = start or (via[0] if via else None)
    kind = "arc"
    if status is Status.DENIED:
        kind, end = "denied", end or start
    elif status in _STILL:
        kind = "circle" if status is Status.PRESENT else "alert"
        if status is Status.ON_ALERT and start and end and not _same(start, end):
            ahead, end = end, start
        end = end or start
    elif start and end:
        kind = "in" if _same(start, end) and not movement.via else "arc"
    elif start or end:
        kind = "out" if start else "in"
    if start is None and end is None:
        known = basemap().country_point(movement.actor or "") if status is Status.ON_ALERT else None
        if known is None:
            return None
        name, lat, lon = known
        end, home = Place(name, PlaceKind.COUNTRY, lat, lon, f"country:{movement.actor}", movement.actor), True
    found = None if kind == "denied" else symbol(movement.unit, movement.equipment, movement.strength.unit)
    return Item(movement, kind, start, end, ahead, home, found)


def _same(one: Place, other: Place) -> bool:
    return one == other or (abs(one.lat - other.lat) < 1e-3 and abs(one.lon - other.lon) < 1e-3)


def _lanes(made: list[Item]) -> None:
    """Items that share both ends run side by side, the largest in the middle."""
    taken: dict[object, int] = {}
    for item in reversed(made):
        ends = frozenset((item.start, item.end))
        key: object = ends if item.kind == "arc" else (item.place, item.kind in ("in", "out"))
        n = taken[key] = taken.get(key, -1) + 1
        item.lane, item.order = (n + 1) / 2 if n % 2 else -n / 2, n


def great_circle(a: Place, b: Place) -> Floats:
    """Return points from a to b on the shortest way, as rows of (latitude, longitude), degrees."""
    one, other = _vector(a), _vector(b)
    angle = math.atan2(float(np.linalg.norm(np.cross(one, other))), float(one @ other))
    if angle > math.pi - 1e-6:  # opposite points: go by the nearer pole
        pole = Place("pole", PlaceKind.CITY, 90.0 if a.lat >= 0 else -90.0, 0.0)
        return np.vstack([great_circle(a, pole), great_circle(pole, b)])
    t = np.linspace(0, 1, max(3, min(240, int(math.degrees(angle)) + 2)))[:, None]
    if angle < 1e-9:
        points = (1 - t) * one + t * other
    else:
        points = (np.sin((1 - t) * angle) * one + np.sin(t * angle) * other) / math.sin(angle)
    lat = np.degrees(np.arctan2(points[:, 2], np.hypot(points[:, 0], points[:, 1])))
    return np.column_stack([lat, np.degrees(np.arctan2(points[:, 1], points[:, 0]))])


def _vector(place: Place) -> Floats:
    phi, lam = math.radians(place.lat), math.radians(place.lon)
    return np.array([math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)])


def box_of(place: Place, home: bool = False) -> tuple[float, float, float, float]:
    """Return a place in the square: its extent where it is an area smaller than a continent, else its point."""
    x, y = unit_x(place.lon), unit_y(place.lat)
    if not home and place.extent and is_area(place):
        south, west, north, east = place.extent
        left, right = unit_x(west), unit_x(east) + (1 if east < west else 0)
        if right - left < 0.12:
            return left, unit_y(north), right, unit_y(south)
    return x, y, x, y
