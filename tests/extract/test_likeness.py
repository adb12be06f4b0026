"""Whether two claims can speak of the same: places that hold each other, strengths that overlap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mapapp.extract.likeness import covers, overlap
from mapapp.model import Place, PlaceKind, Strength

LATVIA = Place("Latvia", PlaceKind.COUNTRY, 57.0, 25.0, id="country:LV", country="LV")
RIGA = Place("Riga", PlaceKind.CITY, 56.9, 24.1, id="city:riga", country="LV")
BALTICS = Place("Baltic states", PlaceKind.REGION, 57.0, 24.5, id="region:baltics", members=("EE", "LT", "LV"))
PACIFIC = Place("Some sea", PlaceKind.SEA, 0.0, 180.0, id="sea:some", extent=(-10.0, 170.0, 10.0, -170.0))


def test_a_country_and_a_region_cover_what_is_in_them():
    assert covers(LATVIA, RIGA)
    assert covers(BALTICS, RIGA)
    assert not covers(RIGA, LATVIA)


def test_a_sea_across_the_dateline_covers_both_sides():
    for lon in (175.0, -175.0):
        assert covers(PACIFIC, Place("Isle", PlaceKind.CITY, 0.0, lon, id=f"isle:{lon}"))
    assert not covers(PACIFIC, Place("Isle", PlaceKind.CITY, 0.0, 0.0, id="isle:far"))


strengths = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda ends: Strength(min(ends), max(ends)))


@given(strengths, strengths)
def test_overlap_is_having_a_number_in_common(a, b):
    assert overlap(a, b) == bool(set(range(a.low, a.high + 1)) & set(range(b.low, b.high + 1)))
    assert overlap(a, b) == overlap(b, a)


def test_an_unknown_strength_is_like_another_and_like_the_one_of_a_name():
    assert overlap(Strength(), Strength())
    assert overlap(Strength(), Strength(1, 1, implied=True))
    assert not overlap(Strength(), Strength(40, 40))
