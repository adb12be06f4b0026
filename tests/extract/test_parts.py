"""The part that a place plays: from, to, at or on the way, by the preposition before it."""

from __future__ import annotations

import pytest

from mapapp.extract import extract
from mapapp.model import Report

CASES = [
    ("Spain moved 40 soldiers from Italy to Latvia.", "IT", "LV", ()),
    ("Spain moved 40 soldiers from bases in Italy to Latvia.", "IT", "LV", ()),
    ("Spain moved 40 soldiers out of Italy.", "IT", None, ()),
    ("Forty Spanish soldiers flew to Latvia via Germany.", None, "LV", ("DE",)),
    ("Forty Spanish soldiers entered Latvia.", None, "LV", ()),
    ("Forty Spanish soldiers left Latvia.", "LV", None, ()),
    ("Forty Spanish soldiers landed at the port of Riga.", None, "LV", ()),
    ("Latvia hosts 40 Spanish soldiers.", None, "LV", ()),
]


@pytest.mark.parametrize(("text", "origin", "destination", "via"), CASES)
def test_ends(text, origin, destination, via):
    (claim,) = extract(Report(text, id="one"))
    ends = [place.country if place is not None else None for place in (claim.origin, claim.destination)]
    assert (*ends, tuple(place.country for place in claim.via)) == (origin, destination, via)


def test_a_finer_place_behind_a_country_is_the_goal():
    (claim,) = extract(Report("Spain sent 40 soldiers to Latvia, at Daugavpils.", id="one"))
    assert claim.destination.name == "Daugavpils"


def test_several_origins_are_several_claims():
    claims = extract(Report("Spain withdrew 40 soldiers from Mali and Niger.", id="one"))
    assert [claim.origin.country for claim in claims] == ["ML", "NE"]
