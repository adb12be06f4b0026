"""Reports made up by a seed: known movements, told again by several papers, later, more or less exactly.

Each claim comes with the movement that it was made of, so that what `reconcile` joins can be compared with the truth.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from mapapp.locate import Gazetteer
from mapapp.model import Claim, Place, Report, Status, Strength, StrengthUnit

COUNTRIES = "US RU GB FR DE PL TR CN IN UA RO IT ES CA AU JP".split()
NAMES = (
    "Poland Germany Romania Lithuania Latvia Estonia Hungary Bulgaria Slovakia Ukraine Belarus Syria Iraq Mali Niger "
    "Somalia Kosovo Norway Finland Greece Cyprus Kuwait Qatar Japan Taiwan Philippines"
).split()
TOWNS = (
    "Rzeszow Vilnius Riga Tallinn Constanta Budapest Minsk Aleppo Baghdad Gao Niamey Mogadishu Pristina Oslo".split()
)
STAGES = (Status.PLANNED, Status.ORDERED, Status.UNDER_WAY, Status.COMPLETED)
UNITS = (StrengthUnit.PERSONNEL, StrengthUnit.PERSONNEL, StrengthUnit.AIRCRAFT, StrengthUnit.SHIPS)
START = date(2022, 1, 1)


def reports(count: int, seed: int = 7) -> list[tuple[list[Claim], list[int]]]:
    """Return about `count` claims by report, each list with the numbers of the movements they tell of.

    Three claims a report, each movement told by three reports on average within ten days; the days grow with the
    count, so that a day has about 300 claims.
    """
    dice = random.Random(seed)  # noqa: S311 (a seed, so that all get the same)
    gazetteer = Gazetteer()
    places = [place for name in (*NAMES, *TOWNS) if (place := gazetteer.place(name)) is not None]
    days = max(30, count // 300)
    moves = [_movement(dice, places, days) for _ in range(max(1, count // 3))]
    by_day: dict[int, list[int]] = {}
    for number, move in enumerate(moves):
        for _ in range(3):
            by_day.setdefault(move[0] + dice.randrange(10), []).append(number)
    found = []
    for day, numbers in sorted(by_day.items()):
        dice.shuffle(numbers)
        for at in range(0, len(numbers), 3):
            told = list(dict.fromkeys(numbers[at : at + 3]))
            found.append((_report(dice, len(found), day, [moves[number] for number in told]), told))
    return found


def _movement(
    dice: random.Random, places: list[Place], days: int
) -> tuple[int, str, Place, Place, Strength, str | None]:
    unit = dice.choice(UNITS)
    size = dice.randrange(100, 9_900, 50) if unit is StrengthUnit.PERSONNEL else dice.randrange(1, 40)
    name = f"{dice.randrange(1, 200)}th Brigade" if dice.random() < 0.4 else None
    origin, goal = dice.sample(places, 2)
    return dice.randrange(days), dice.choice(COUNTRIES), origin, goal, Strength(size, size, unit), name


def _report(
    dice: random.Random, number: int, day: int, moves: list[tuple[int, str, Place, Place, Strength, str | None]]
) -> list[Claim]:
    lines = []
    for begun, actor, origin, goal, strength, name in moves:
        said = f"{strength.low} {strength.unit} of {actor}{f', the {name},' if name else ''} {origin.name} {goal.name}"
        lines.append(f"Report {number}, day {begun}: {said}, as {dice.getrandbits(40):x} says.")
    report = Report("\n".join(lines), f"r{number:06d}", START + timedelta(days=day), publisher=f"Paper {number % 40}")
    claims, start = [], 0
    for line, (begun, actor, origin, goal, strength, name) in zip(lines, moves, strict=True):
        stage = STAGES[min(3, max(0, (day - begun) // 2))]
        about = strength if dice.random() < 0.8 else _about(strength)
        claims.append(
            Claim(
                report.quote(start, start + len(line)),
                stage,
                actor,
                name if dice.random() < 0.7 else None,
                strength=about,
                origin=origin if dice.random() < 0.6 else None,
                destination=goal,
                confidence=round(dice.uniform(0.3, 0.95), 3),
            )
        )
        start += len(line) + 1
    return claims


def _about(strength: Strength) -> Strength:
    low = strength.low or 0
    rounded = max(1, round(low, -2) or low)
    return Strength(rounded, rounded, strength.unit, approximate=True)
