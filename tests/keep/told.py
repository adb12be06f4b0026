"""Reports in our own words with claims made by hand, so that a case can be tested without the language model."""

from __future__ import annotations

from datetime import UTC, date, datetime

from mapapp.model import Claim, DateSpan, Mark, Place, PlaceKind, Report, Status, Strength, StrengthUnit, Unplaced
from mapapp.original import Original

PEOPLE = StrengthUnit.PERSONNEL
POLAND = Place("Poland", PlaceKind.COUNTRY, 52.1, 19.4, "country:PL", "PL", (49.0, 14.1, 54.9, 24.2), precision=6)
GERMANY = Place("Germany", PlaceKind.COUNTRY, 51.1, 10.4, "country:DE", "DE", precision=6)
ROMANIA = Place("Romania", PlaceKind.COUNTRY, 45.9, 25.0, "country:RO", "RO", precision=6)
UKRAINE = Place("Ukraine", PlaceKind.COUNTRY, 49.0, 31.4, "country:UA", "UA", precision=6)
BRAGG = Place("Fort Bragg", PlaceKind.BASE, 35.14, -79.0, "base:fort-bragg", "US", radius_km=5.0)
EUROPE = Place("Europe", PlaceKind.REGION, 50, 15, "region:europe", members=("PL", "DE", "RO"), precision=7)

FIRST = Report(
    "The capital will send 2,000 soldiers to Poland and Germany. Of these, 1,700 of the 82nd go to Poland from Fort "
    "Bragg, and 300 to Germany. About 900 are in Romania. None will be sent to Ukraine.",
    "first",
    date(2022, 2, 2),
    "Two thousand",
    "Morning Paper",
    "https://morning.example/1",
)
SECOND = Report(
    "Some 2,000 men are on their way to Poland, the evening's paper has learnt. Around 900 stand in Romania already.",
    "second",
    date(2022, 2, 4),
    None,
    "Evening Paper",
)
THIRD = Report(
    "All 1,700 of the 82nd have landed in Poland.\x00 A ministry that nobody named says: no, 1,500 \N{BOMB}.",
    "third",
    date(2022, 2, 9),
    None,
    "Third Paper",
    author="A. Writer",
    original=Original(
        "0" * 64,
        1_000,
        "text/html",
        "third.html",
        "https://third.example/",
        datetime(2022, 2, 9, 8, tzinfo=UTC),
        (("Last-Modified", "yesterday"),),
        ((0, "headline"), (20, "body")),
    ),
)


def told(report: Report, words: str, status: Status, strength: int | Strength | None = None, **more: object) -> Claim:
    """Return a claim whose quote is `words`, which stand in the report."""
    start = report.text.index(words)
    figure = Strength(strength, strength, PEOPLE) if isinstance(strength, int) else strength or Strength(unit=PEOPLE)
    given: dict[str, object] = {"actor": "US", "strength": figure, "confidence": 0.8, **more}
    return Claim(report.quote(start, start + len(words)), status, **given)  # type: ignore[arg-type]


def about(figure: int) -> Strength:
    return Strength(figure, figure, PEOPLE, approximate=True)


def first() -> list[Claim]:
    return [
        told(FIRST, "2,000 soldiers to Poland and Germany", Status.ORDERED, 2000, destination=POLAND),
        told(FIRST, "2,000 soldiers to Poland and Germany", Status.ORDERED, 2000, destination=GERMANY, shared_with=0),
        told(
            FIRST,
            "1,700 of the 82nd go to Poland from Fort Bragg",
            Status.ORDERED,
            1700,
            destination=POLAND,
            origin=BRAGG,
            unit="82nd Airborne Division",
            part_of=0,
            marks=(Mark("strength", 68, 73),),
            date=DateSpan(date(2022, 2, 2), date(2022, 2, 5), "this week"),
        ),
        told(FIRST, "300 to Germany", Status.ORDERED, 300, destination=GERMANY, part_of=0),
        told(FIRST, "About 900 are in Romania", Status.PRESENT, destination=ROMANIA, strength=about(900)),
        told(FIRST, "None will be sent to Ukraine", Status.DENIED, destination=UKRAINE),
    ]


def second() -> list[Claim]:
    return [
        told(
            SECOND, "2,000 men are on their way to Poland", Status.UNDER_WAY, destination=POLAND, strength=about(2000)
        ),
        told(SECOND, "Around 900 stand in Romania", Status.PRESENT, destination=ROMANIA, strength=about(900)),
    ]


def third() -> list[Claim]:
    return [
        told(THIRD, "1,700 of the 82nd have landed in Poland", Status.COMPLETED, 1700, destination=POLAND, unit="82nd"),
        told(
            THIRD,
            "no, 1,500",
            Status.COMPLETED,
            1500,
            destination=POLAND,
            voice="a ministry",
            extractor="llm:some",
            confidence=0.3,
            unplaced=(Unplaced("Atlantis", 0, 3, "not in the gazetteer"),),
        ),
    ]


def all_three() -> list[tuple[Report, list[Claim], str | None]]:
    return [(FIRST, first(), "first.txt"), (SECOND, second(), None), (THIRD, third(), None)]
