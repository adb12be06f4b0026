"""The claims of the built-in sample, made by hand, so that the page is tested without the language model."""

from __future__ import annotations

from datetime import date
from typing import Any

from mapapp.model import Claim, DateSpan, Place, PlaceKind, Report, Status, Strength, StrengthUnit, Unplaced

PEOPLE, AIRCRAFT, SHIPS = StrengthUnit.PERSONNEL, StrengthUnit.AIRCRAFT, StrengthUnit.SHIPS


def _country(name: str, code: str, lat: float, lon: float, *box: float) -> Place:
    extent = (box[0], box[1], box[2], box[3]) if box else None
    return Place(name, PlaceKind.COUNTRY, lat, lon, f"country:{code}", code, extent, precision=6)


PLACES = {
    "US": _country("United States", "US", 39.8, -98.6, 24.5, -124.8, 49.4, -66.9),
    "PL": _country("Poland", "PL", 52.1, 19.4, 49.0, 14.1, 54.8, 24.2),
    "DE": _country("Germany", "DE", 51.1, 10.4, 47.3, 5.9, 55.1, 15.0),
    "RO": _country("Romania", "RO", 45.9, 25.0, 43.6, 20.3, 48.3, 29.7),
    "UA": _country("Ukraine", "UA", 49.0, 31.4, 44.4, 22.1, 52.4, 40.2),
    "LT": _country("Lithuania", "LT", 55.3, 23.9, 53.9, 20.9, 56.5, 26.9),
    "BG": _country("Bulgaria", "BG", 42.7, 25.5, 41.2, 22.4, 44.2, 28.6),
    "BY": _country("Belarus", "BY", 53.5, 28.0, 51.3, 23.2, 56.2, 32.8),
    "FR": _country("France", "FR", 46.6, 2.5, 42.3, -4.8, 51.1, 8.2),
    "GB": _country("United Kingdom", "GB", 53.0, -1.6, 49.9, -8.2, 59.0, 1.8),
    "ES": _country("Spain", "ES", 40.2, -3.6, 36.0, -9.3, 43.8, 3.3),
    "NL": _country("Netherlands", "NL", 52.2, 5.6, 50.8, 3.4, 53.5, 7.2),
    "DK": _country("Denmark", "DK", 56.0, 9.5, 54.6, 8.1, 57.8, 12.7),
    "RU": _country("Russia", "RU", 60.0, 60.0),
    "Fort Bragg": Place("Fort Bragg", PlaceKind.BASE, 35.14, -79.0, "base:fort-bragg", "US"),
    "Vilseck": Place("Vilseck", PlaceKind.CITY, 49.61, 11.80, "geonames:2817065", "DE"),
    "Rzeszow": Place("Rzeszów", PlaceKind.CITY, 50.04, 22.0, "geonames:759734", "PL"),
    "Black Sea": Place(
        "Black Sea", PlaceKind.SEA, 43.3, 34.2, "sea:black", None, (40.9, 27.4, 46.6, 41.8), precision=7
    ),
    "Europe": Place(
        "Europe", PlaceKind.REGION, 51.0, 15.0, "region:europe", None, (35.0, -10.0, 70.0, 40.0), precision=7
    ),
}
DAY = DateSpan(date(2022, 2, 2), date(2022, 2, 2), "Wednesday")


def claims_of(report: Report) -> list[Claim]:
    """Return the claims of one of the sample's reports, none of any other."""
    return {"sample-a": _first, "sample-b": _second, "sample-c": _third}.get(report.id, lambda _: [])(report)


def hostile(report: Report) -> Claim:
    """Return a claim that puts a report's text into every field that holds text."""
    text, end = report.text, len(report.text)
    return Claim(
        report.quote(0, end),
        Status.ORDERED,
        text,
        text,
        text,
        destination=PLACES["PL"],
        date=DateSpan(date(2022, 2, 2), None, text),
        voice=text,
        unplaced=(Unplaced(text, 0, end, text),),
    )


def _claim(
    report: Report,
    words: str,
    status: Status,
    actor: str,
    strength: Strength = Strength(),
    dest: str | None = None,
    origin: str | None = None,
    **more: Any,
) -> Claim:
    start = report.text.index(words)
    return Claim(
        report.quote(start, start + len(words)),
        status,
        actor,
        strength=strength,
        destination=PLACES[dest] if dest else None,
        origin=PLACES[origin] if origin else None,
        confidence=0.8,
        **more,
    )


def _people(low: int, high: int | None = None, about: bool = False) -> Strength:
    return Strength(low, low if high is None else high, PEOPLE, about)


def _first(r: Report) -> list[Claim]:
    total, move = "will send 2,000 troops to Poland and Germany", "move 1,000 more from Germany to Romania"
    ordered, bound = (
        Status.PLANNED,
        "1,000 troops are with the 2nd Cavalry Regiment and will move from Vilseck, Germany, to Romania",
    )
    unit = "2nd Cavalry Regiment"
    return [
        _claim(r, total, ordered, "US", _people(2000), "PL", "US", date=DAY),
        _claim(r, total, ordered, "US", _people(2000), "DE", "US", date=DAY, shared_with=0),
        _claim(r, move, ordered, "US", _people(1000), "RO", "DE", date=DAY),
        _claim(
            r,
            "1,700 are paratroopers of the 82nd Airborne Division on their way to Poland",
            ordered,
            "US",
            _people(1700),
            "PL",
            "Fort Bragg",
            unit="82nd Airborne Division",
            part_of=0,
        ),
        _claim(
            r,
            "300 soldiers are with the 18th Airborne Corps and will be sent to Germany",
            ordered,
            "US",
            _people(300),
            "DE",
            "Fort Bragg",
            unit="18th Airborne Corps",
            part_of=0,
        ),
        _claim(r, bound, ordered, "US", _people(1000), "RO", "Vilseck", unit=unit, same_as=2),
        _claim(
            r, "about 900 American soldiers are already stationed", Status.PRESENT, "US", _people(900, about=True), "RO"
        ),
        _claim(r, "No American troops will be sent to Ukraine", Status.DENIED, "US", Strength(unit=PEOPLE), "UA"),
        _claim(
            r,
            "About 8,500 U.S.-based soldiers stay on heightened alert",
            Status.ON_ALERT,
            "US",
            _people(8500, about=True),
            "Europe",
            "US",
        ),
    ]


def _second(r: Report) -> list[Claim]:
    return [
        _claim(
            r,
            "ordered about 2,000 American soldiers to Poland",
            Status.ORDERED,
            "US",
            _people(2000, about=True),
            "PL",
            date=DAY,
        ),
        _claim(r, "shifting 1,000 troops from Germany to Romania", Status.UNDER_WAY, "US", _people(1000), "RO", "DE"),
        _claim(r, "8,500 U.S. troops were placed on high alert", Status.ON_ALERT, "US", _people(8500)),
        _claim(r, "no U.S. forces would go to Ukraine", Status.DENIED, "US", Strength(unit=PEOPLE), "UA"),
        _claim(
            r,
            "France plans to send several hundred soldiers to Romania",
            Status.PLANNED,
            "FR",
            _people(200, 999, about=True),
            "RO",
            "FR",
        ),
        _claim(
            r,
            "Denmark has sent four F-16 fighters to Lithuania",
            Status.COMPLETED,
            "DK",
            Strength(4, 4, AIRCRAFT),
            "LT",
            "DK",
            equipment="F-16 fighters",
        ),
        _claim(
            r,
            "Spain sent a frigate to the Black Sea",
            Status.COMPLETED,
            "ES",
            Strength(1, 1, SHIPS, implied=True),
            "Black Sea",
            "ES",
            equipment="frigate",
        ),
    ]


def _third(r: Report) -> list[Claim]:
    nowhere = r.text.index("southeastern Poland")
    april = DateSpan(date(2022, 4, 1), date(2022, 4, 30), "in April")
    sunday = DateSpan(date(2022, 2, 6), date(2022, 2, 6), "on Sunday")
    return [
        _claim(
            r,
            "first soldiers of the 82nd Airborne Division arrived at Rzeszow",
            Status.COMPLETED,
            "US",
            Strength(unit=PEOPLE),
            "Rzeszow",
            unit="82nd Airborne Division",
            date=sunday,
            unplaced=(
                Unplaced("southeastern Poland", nowhere, nowhere + 19, "part of a country, no entry of its own"),
            ),
        ),
        _claim(r, "Britain will send 350 marines to Poland", Status.PLANNED, "GB", _people(350), "PL", "GB"),
        _claim(
            r,
            "Germany is sending up to 350 soldiers to Lithuania",
            Status.UNDER_WAY,
            "DE",
            _people(0, 350),
            "LT",
            "DE",
        ),
        _claim(
            r,
            "about 500 German troops are already stationed",
            Status.PRESENT,
            "DE",
            _people(500, about=True),
            "LT",
        ),
        _claim(
            r,
            "The Netherlands plans to send two F-35 aircraft to Bulgaria in April",
            Status.PLANNED,
            "NL",
            Strength(2, 2, AIRCRAFT),
            "BG",
            "NL",
            equipment="F-35 aircraft",
            date=april,
        ),
        _claim(r, "Some 30,000 Russian troops are in Belarus", Status.PRESENT, "RU", _people(30000, about=True), "BY"),
        _claim(
            r,
            "Russia denied that it would send forces to Ukraine",
            Status.DENIED,
            "RU",
            Strength(unit=PEOPLE),
            "UA",
        ),
    ]
