# ruff: noqa: E501 (one movement a line reads best)
"""Movements for the tests and benchmarks of `show`, made by hand, so that no other room is needed."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from mapapp.model import (
    Claim,
    DateSpan,
    Disagreement,
    Movement,
    Place,
    PlaceKind,
    Report,
    Status,
    Strength,
    StrengthUnit,
    Unplaced,
)

BRAGG = Place("Fort Bragg", PlaceKind.BASE, 35.14, -79.0, "base:bragg", "US", radius_km=5)
VILSECK = Place("Vilseck", PlaceKind.CITY, 49.61, 11.8, "city:vilseck", "DE")
POLAND = Place("Poland", PlaceKind.COUNTRY, 52.1, 19.4, "country:PL", "PL", precision=6)
GERMANY = Place("Germany", PlaceKind.COUNTRY, 51.0, 9.7, "country:DE", "DE", precision=6)
ROMANIA = Place("Romania", PlaceKind.COUNTRY, 45.7, 25.0, "country:RO", "RO", precision=6)
UKRAINE = Place("Ukraine", PlaceKind.COUNTRY, 49.0, 31.4, "country:UA", "UA", precision=6)
BELARUS = Place("Belarus", PlaceKind.COUNTRY, 53.5, 28.0, "country:BY", "BY", precision=6)
SYRIA = Place("Syria", PlaceKind.COUNTRY, 35.0, 38.5, "country:SY", "SY", precision=6)
YELNYA = Place("Yelnya", PlaceKind.CITY, 54.57, 33.18, "city:yelnya", "RU", radius_km=20)
EASTERN_FLANK = Place(
    "NATO's eastern flank", PlaceKind.REGION, 51.0, 22.5, "region:flank", None, (43.0, 14.0, 60.0, 29.0),
    ("EE", "LV", "LT", "PL", "SK", "HU", "RO", "BG"), 7,
)  # fmt: skip
BLACK_SEA = Place("Black Sea", PlaceKind.SEA, 43.2, 34.5, "sea:black", None, (41.0, 28.0, 46.5, 41.5), precision=7)
VLADIVOSTOK = Place("Vladivostok", PlaceKind.CITY, 43.1, 131.9, "city:vladivostok", "RU")
PEARL = Place("Pearl Harbor", PlaceKind.BASE, 21.35, -157.95, "base:pearl", "US")
YOKOSUKA = Place("Yokosuka", PlaceKind.BASE, 35.29, 139.67, "base:yokosuka", "JP")
LAKENHEATH = Place("RAF Lakenheath", PlaceKind.BASE, 52.41, 0.56, "base:lakenheath", "GB")
LASK = Place("Łask", PlaceKind.BASE, 51.55, 19.18, "base:lask", "PL")
KAMCHATKA = Place("Petropavlovsk", PlaceKind.CITY, 53.02, 158.65, "city:petropavlovsk", "RU")

FEB_2 = DateSpan(date(2022, 2, 2), date(2022, 2, 2), "Wednesday")
REPORTS = [
    Report(
        "A defence spokesman gave figures on Wednesday. Of 2,000 soldiers leaving Fort Bragg, 1,700 are bound for "
        "Poland and 300 for Germany. A squadron of 1,000 moves from Vilseck to Romania, where about 900 already serve. "
        "Another 8,500 are on heightened alert. None will go to Ukraine, he said.",
        "wire-1", date(2022, 2, 2), "Pentagon sets out new deployments", "Example Wire", "https://example.org/wire/1",
    ),
    Report(
        "Between 75,000 and 80,000 soldiers stand near Yelnya, officials estimate; up to 300 sappers may follow to Belarus. "
        "Three ships have left Vladivostok. Thousands have gone to Belarus since January.",
        "daily-2", date(2022, 2, 4), "Build-up continues", "Example Daily", "https://example.org/daily/2",
    ),
]  # fmt: skip


def claim(words: str, report: int = 0, **fields: object) -> Claim:
    text = REPORTS[report].text
    start = text.index(words)
    return Claim(REPORTS[report].quote(start, start + len(words)), **{"status": Status.ORDERED, **fields})  # type: ignore[arg-type]


def movement(id: str, words: str, *, report: int = 0, **fields: object) -> Movement:  # noqa: A002
    made = {"actor": "US", "status": Status.ORDERED, "date": FEB_2, "confidence": 0.8, **fields}
    return Movement(id, (claim(words, report, status=made["status"]),), **made)  # type: ignore[arg-type]


def sample() -> list[Movement]:
    """One of every sign."""
    n = Strength
    about = lambda k: Strength(k, k, approximate=True)  # noqa: E731
    jan = DateSpan(date(2022, 1, 10), date(2022, 1, 31), "in January")
    russian = {"actor": "RU", "report": 1}
    return [
        movement("total", "Of 2,000 soldiers leaving Fort Bragg", origin=BRAGG, destination=EASTERN_FLANK, strength=n(2000, 2000), unit="82nd Airborne Division"),
        movement("poland", "1,700 are bound for Poland", origin=BRAGG, destination=POLAND, strength=n(1700, 1700), part_of="total", unit="82nd Airborne Division"),
        movement("germany", "300 for Germany", origin=BRAGG, destination=GERMANY, strength=n(300, 300), part_of="total"),
        replace(
            movement("romania", "A squadron of 1,000 moves from Vilseck to Romania", origin=VILSECK, destination=ROMANIA, strength=n(1000, 1000), unit="2nd Cavalry Regiment", status=Status.UNDER_WAY),
            claims=(claim("A squadron of 1,000 moves from Vilseck to Romania"), claim("Three ships have left Vladivostok", 1)),
            disagreements=(Disagreement("strength", (("1,000", (0,)), ("about 1,200", (1,)))),),
        ),
        movement("there", "about 900 already serve", destination=ROMANIA, strength=about(900), status=Status.PRESENT),
        movement("alert", "Another 8,500 are on heightened alert", strength=n(8500, 8500), status=Status.ON_ALERT),
        movement("denied", "None will go to Ukraine", destination=UKRAINE, status=Status.DENIED),
        movement("yelnya", "Between 75,000 and 80,000 soldiers stand near Yelnya", destination=YELNYA, strength=n(75_000, 80_000), status=Status.PRESENT, date=DateSpan(date(2022, 1, 20), None, "since January"), **russian),
        movement("sappers", "up to 300 sappers may follow to Belarus", origin=YELNYA, destination=BELARUS, strength=n(0, 300), status=Status.POSSIBLE, date=DateSpan(date(2022, 2, 4), date(2022, 2, 12)), **russian),
        movement("belarus", "Thousands have gone to Belarus", destination=BELARUS, strength=Strength(2000, 9999, approximate=True), status=Status.COMPLETED, date=jan, **russian),
        movement("ships", "Three ships have left Vladivostok", origin=VLADIVOSTOK, destination=BLACK_SEA, strength=n(3, 3, StrengthUnit.SHIPS), status=Status.UNDER_WAY, date=DateSpan(date(2022, 2, 4), date(2022, 2, 4)), **russian),
        movement("pacific", "None will go", origin=PEARL, destination=YOKOSUKA, strength=n(1, 1, StrengthUnit.SHIPS, implied=True), status=Status.PLANNED, date=DateSpan(date(2022, 2, 10), date(2022, 2, 20))),
        movement("jets", "he said", origin=LAKENHEATH, destination=LASK, strength=n(8, 8, StrengthUnit.AIRCRAFT), status=Status.COMPLETED, actor="GB", date=DateSpan(date(2022, 2, 6), date(2022, 2, 6))),
        movement("unknown", "Three ships", report=1, origin=LAKENHEATH, destination=ROMANIA, status=Status.PLANNED, actor="FR", date=None),
        movement("syria", "officials estimate", report=1, actor="RU", origin=SYRIA, strength=about(500), status=Status.WITHDRAWN, date=DateSpan(date(2022, 1, 5), date(2022, 1, 5))),
        replace(
            movement("lost", "A defence spokesman", strength=n(40, 40), status=Status.COMPLETED, actor="NL"),
            claims=(claim("A defence spokesman", unplaced=(Unplaced("Rukla", 0, 1, "no place of that name in the gazetteer"),)),),
        ),
    ]  # fmt: skip


#: Code, latitude, longitude of countries that forces of the made-up crowd start from and go to, the busiest first.
THEATRES = [
    ("UA", 49.0, 31.4), ("PL", 52.1, 19.4), ("SY", 35.0, 38.5), ("RO", 45.7, 25.0), ("DE", 51.0, 9.7), ("LT", 55.3, 23.9), ("IQ", 33.1, 43.7),
    ("BY", 53.5, 28.0), ("JP", 36.2, 138.3), ("KR", 36.4, 127.9), ("ML", 17.6, -4.0), ("TW", 23.7, 121.0), ("KW", 29.4, 47.6), ("EE", 58.7, 25.9),
    ("NE", 17.4, 9.4), ("DJ", 11.8, 42.6), ("PH", 12.9, 121.8), ("CY", 35.0, 33.1), ("SD", 16.0, 30.0), ("AU", -25.0, 134.0), ("NO", 61.4, 9.0), ("LY", 27.0, 18.0),
]  # fmt: skip
HOMES = {"US": (37.0, -82.0), "RU": (55.8, 38.0), "GB": (52.3, -1.2), "FR": (47.0, 2.4), "DE": (51.0, 9.7), "CN": (30.0, 113.0), "TR": (39.3, 33.0), "PL": (52.1, 19.4)}  # fmt: skip


def theatres(n: int, seed: int = 3) -> list[Movement]:
    """`n` movements as news has them: eight actors, from home to countries of which a few draw the most."""
    rng = random.Random(seed)  # noqa: S311

    def near(name: str, code: str, lat: float, lon: float, spread: float) -> list[Place]:
        return [Place(f"{name} {k}", PlaceKind.CITY, rng.gauss(lat, spread), rng.gauss(lon, 1.4 * spread), f"{name}:{k}", code) for k in range(12)]  # fmt: skip

    goals = [[*near(code.title(), code, lat, lon, 1.1), Place(code, PlaceKind.COUNTRY, lat, lon, f"country:{code}", code, precision=6)] for code, lat, lon in THEATRES]  # fmt: skip
    homes = {code: near(f"Home {code}", code, lat, lon, 1.6) for code, (lat, lon) in HOMES.items()}
    weights = [1 / (k + 1) for k in range(len(goals))]
    made = []
    for k in range(n):
        report = REPORTS[k % 2]
        quote = report.quote(0, report.text.index("."))
        status = rng.choices(list(Status), [4, 3, 3, 3, 1, 1, 4, 1, 0.2])[0]
        actor = rng.choices(list(HOMES), [8, 6, 3, 3, 2, 2, 2, 1])[0]
        goal, day = (
            rng.choice(rng.choices(goals, weights)[0]),
            date(2021, 1, 1) + timedelta(days=int(1000 * rng.random() ** 0.5)),
        )
        size = int(10 ** rng.gauss(2.6, 0.7))
        made.append(
            Movement(
                f"m{k}", (Claim(quote, status),), status, actor, strength=Strength(size, size, StrengthUnit.PERSONNEL),
                origin=None if status in (Status.PRESENT, Status.DENIED) or rng.random() < 0.3 else rng.choice(homes[actor]), destination=goal, date=DateSpan(day, day), confidence=0.7,
            )
        )  # fmt: skip
    return made


def many(n: int, seed: int = 7) -> list[Movement]:
    """`n` movements between made-up cities in 60 countries over three years."""
    rng = random.Random(seed)  # noqa: S311
    codes = "US RU GB FR DE PL RO UA TR CN JP KR IN PK IR IQ SA EG NG ET KE ZA BR AR MX CA AU ID PH VN TH KZ NO SE FI ES IT GR BG HU".split()
    places = [
        Place(f"City {k}", PlaceKind.CITY, rng.uniform(-45, 65), rng.uniform(-170, 178), f"city:{k}", rng.choice(codes)) for k in range(600)
    ]  # fmt: skip
    reports = [
        Report(
            f"Dispatch {k}. Officials said that forces of some size were moving this week from one place to another, number {k}. More is expected.",
            f"r{k}", date(2021, 1, 1) + timedelta(days=k % 1000), f"Dispatch {k}", "Example Wire", f"https://example.org/{k}",
        )
        for k in range(max(1, n // 5))
    ]  # fmt: skip
    statuses = [s for s in Status if s is not Status.DENIED]
    made = []
    for k in range(n):
        report = rng.choice(reports)
        start = report.text.index("Officials")
        day = date(2021, 1, 1) + timedelta(days=rng.randrange(1000))
        status = rng.choice(statuses)
        a, b = rng.sample(places, 2)
        size = int(10 ** rng.uniform(1, 4.6))
        quote = report.quote(start, report.text.index(". More") + 1)
        made.append(
            Movement(
                f"m{k}", (Claim(quote, status),), status, rng.choice(codes[:12]), unit=f"{k % 300}th Brigade", strength=Strength(size, size, StrengthUnit.PERSONNEL),
                origin=None if status is Status.PRESENT else a, destination=b, date=DateSpan(day, day), confidence=0.7,
            )
        )  # fmt: skip
    return made
