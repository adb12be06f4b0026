"""Great-circle lines: on the sphere, whole, and cut at the dateline."""

from __future__ import annotations

import itertools
import math

from hypothesis import given
from hypothesis import strategies as st

from mapapp.export.arcs import arc, position
from mapapp.model import Place, PlaceKind

PLACES = st.builds(lambda lat, lon: Place("x", PlaceKind.CITY, lat, lon), st.floats(-90, 90), st.floats(-180, 180))


def vector(lon: float, lat: float) -> tuple[float, float, float]:
    lat, lon = math.radians(lat), math.radians(lon)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def angle(one: tuple[float, float], other: tuple[float, float]) -> float:
    a, b = vector(*one), vector(*other)
    cross = (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])
    return math.degrees(math.atan2(math.hypot(*cross), sum(x * y for x, y in zip(a, b, strict=True))))


@given(PLACES, PLACES)
def test_a_line_runs_from_end_to_end_by_the_shortest_way(one: Place, other: Place) -> None:
    pieces = arc([one, other])
    if not pieces:
        assert angle(position(one), position(other)) < 1e-6
        return
    for piece in pieces:
        assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in piece)
        assert all(abs(a[0] - b[0]) <= 180 for a, b in itertools.pairwise(piece))
        assert len(piece) >= 2
    points = [point for piece in pieces for point in piece]
    assert angle(points[0], position(one)) < 1e-6
    assert angle(points[-1], position(other)) < 1e-6
    length = sum(angle(a, b) for piece in pieces for a, b in itertools.pairwise(piece))
    assert length <= angle(position(one), position(other)) * 1.02 + 0.5
    assert all(angle(a, b) < 3 for piece in pieces for a, b in itertools.pairwise(piece) if abs(a[1]) < 80)


def test_a_line_goes_through_its_stops() -> None:
    places = [Place("x", PlaceKind.CITY, lat, lon) for lat, lon in ((0, 0), (0, 10), (10, 10))]
    (line,) = arc(places)
    assert (10.0, 0.0) in line
    assert (line[0], line[-1]) == ((0.0, 0.0), (10.0, 10.0))


def test_one_point_is_no_line() -> None:
    place = Place("x", PlaceKind.CITY, 1, 2)
    assert arc([place, place]) == []


def test_opposite_ends_of_the_globe_are_joined() -> None:
    (line,) = arc([Place("x", PlaceKind.CITY, 10, 20), Place("y", PlaceKind.CITY, -10, -160)])
    assert max(lat for _, lat in line) > 85
