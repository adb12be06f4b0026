"""Movements made by hand for the export tests."""

from __future__ import annotations

from datetime import date

import pytest

from mapapp.model import (
    Claim,
    DateSpan,
    Movement,
    Place,
    PlaceKind,
    Report,
    Status,
    Strength,
    StrengthUnit,
    Unplaced,
)
from mapapp.reconcile import reconcile_claims

BRAGG = Place("Fort Bragg", PlaceKind.BASE, 35.14, -79.0, "base:fort-bragg", "US")
POLAND = Place(
    "Poland", PlaceKind.COUNTRY, 52.1, 19.4, "country:PL", "PL", extent=(49.0, 14.1, 54.8, 24.2), precision=6
)
VLADIVOSTOK = Place("Vladivostok", PlaceKind.CITY, 43.1056, 131.8735, "city:vladivostok", "RU")
SAN_DIEGO = Place("San Diego", PlaceKind.CITY, 32.7157, -117.1647, "city:san-diego", "US")
TEXT = "=cmd|' /C calc'!A0 {{7*7}} ${1} `x` </script><img onerror=1> \u202eabc \x00 end " + "x" * 40


@pytest.fixture
def movements() -> list[Movement]:
    source = Report(TEXT, "r1", date(2022, 2, 2), publisher="@Paper", url="https://example.org/a")
    other = Report("Fifteen hundred to Poland.", "r2", date(2022, 2, 3), publisher="Other")
    people = StrengthUnit.PERSONNEL
    return reconcile_claims(
        [
            Claim(
                source.quote(0, 70),
                Status.ORDERED,
                "US",
                "+82nd Airborne Division",
                strength=Strength(1700, 1700, people, approximate=True),
                origin=BRAGG,
                destination=POLAND,
                date=DateSpan(date(2022, 2, 2), None, "Wednesday"),
            ),
            Claim(
                source.quote(70, 80),
                Status.PLANNED,
                "US",
                strength=Strength(2, 2, StrengthUnit.SHIPS),
                origin=SAN_DIEGO,
                destination=VLADIVOSTOK,
            ),
            Claim(source.quote(71, 81), Status.PRESENT, "US", destination=POLAND),
            Claim(
                source.quote(72, 82),
                Status.ON_ALERT,
                "US",
                strength=Strength(8500, 8500, people),
                unplaced=(Unplaced("Nowhere", 72, 79, "not in the gazetteer"),),
            ),
            Claim(
                other.quote(0, 15),
                Status.ORDERED,
                "US",
                strength=Strength(1500, 1500, people),
                destination=POLAND,
            ),
        ]
    )
