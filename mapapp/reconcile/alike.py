"""How well two tellings fit each other: a weight, or None when they cannot be the same movement.

The weights say how much a field that fits speaks for one movement: an equal figure (3) more than an equal place (2)
or unit (2), an equal place more than one that contains the other (1).  `ENOUGH` is an equal destination alone: the same
force, the same kind of move, the same weeks, the same place, and nothing against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from mapapp.model import Place, PlaceKind, Status, Strength, StrengthUnit
from mapapp.reconcile.agree import Agreed, overlap
from mapapp.reconcile.places import contains, near
from mapapp.reconcile.tellings import Telling
from mapapp.reconcile.units import designators

ENOUGH = 2.0
#: Figures this far apart at most can be one figure told differently: 1,700 and 2,000.
TOLERANCE = 0.25
#: The least figure that tells a movement from others by itself.
_TELLING = 10
#: Days between what two reports say of a date, and still the same movement.
DATE_SLACK = timedelta(days=31)


def window(kind: str) -> timedelta:
    """Return how many days apart two reports may tell of the same one: a garrison stays, a move passes."""
    return timedelta(days=365 if kind == Status.PRESENT else 45)


def alike(one: Telling, other: Telling) -> float | None:
    """Return how much speaks for one movement; None when a field speaks against it."""
    first, second = one.agreed, other.agreed
    if first.actor != second.actor and first.actor and second.actor:
        return None
    whole = 0.0 if first.actor == second.actor else -1.5
    for part in _parts(one, other):
        if part is None:
            return None
        whole += part
    if _crosswise(first, second):
        whole -= 2.0
    if not copied_words(one).isdisjoint(copied_words(other)):
        return whole + 3.0
    return whole if _anchored(first, second) else min(whole, ENOUGH - 0.5)


def _anchored(first: Agreed, second: Agreed) -> bool:
    """Whether a place, a unit's number or a figure that tells ties them: "some troops" alone are anybody's."""
    if all(agreed.destination or agreed.origin for agreed in (first, second)):
        return True
    if designators(first.unit) & designators(second.unit):
        return True
    figures = (first.strength, second.strength)
    return all(one.low is not None and one.low == one.high and one.low >= _TELLING for one in figures)


def copied_words(telling: Telling) -> set[str]:
    """Return the quotes that are long enough to tell a copy: two reports do not say by chance the same five words."""
    return {claim.quote.verbatim for claim in telling.claims if claim.quote.verbatim.count(" ") >= 4}


def _crosswise(first: Agreed, second: Agreed) -> bool:
    """Whether one names only where from and the other only where to: a figure alone would join them."""
    ends = ((first.destination, second.destination), (first.origin, second.origin))
    placed = all(agreed.destination or agreed.origin for agreed in (first, second))
    return placed and not any(one and other for one, other in ends)


def _parts(one: Telling, other: Telling) -> Iterator[float | None]:
    """Yield what each field says, the cheapest to compare first."""
    first, second = one.agreed, other.agreed
    yield _strengths(first, second)
    yield 0.0 if _same_time(one, other) else None
    yield _places(first.destination, second.destination, same=2.0, missing=-0.5)
    yield _places(first.origin, second.origin, same=1.5, missing=0.0)
    yield _names(first.unit, second.unit, 2.0)
    yield _names(first.equipment, second.equipment, 1.0)


def _strengths(first: Agreed, second: Agreed) -> float | None:
    one, other = first.strength, second.strength
    if not (one.known and other.known):
        return 0.0
    if one.unit and other.unit and one.unit != other.unit:
        formation = StrengthUnit.UNITS in (one.unit, other.unit)  # "a brigade of the 82nd" and "1,700 of the 82nd"
        return 0.0 if formation and designators(first.unit) & designators(second.unit) else None
    if one.implied and other.implied:
        return 0.5
    if overlap(one, other):
        # A range, or a handful, may be equal by chance: without a place or a unit it is not enough.
        telling = one.low is not None and one.low == one.high and one.low >= _TELLING
        return 3.0 if telling and (one.low, one.high) == (other.low, other.high) else 1.5
    return 0.0 if _close(one, other) else None  # not against it, and nothing for it


def _close(one: Strength, other: Strength) -> bool:
    """Whether the gap between the two ranges is within `TOLERANCE` of the larger figure."""
    low = min(one.high or 0, other.high or 0)
    high = max(one.low or 0, other.low or 0)
    return high > 10 and high - low <= TOLERANCE * high


def _names(one: str | None, other: str | None, weight: float) -> float | None:
    if not one or not other:
        return 0.0
    first, second = designators(one), designators(other)
    if first and second:
        return weight if first & second else None
    return weight / 4 if one.casefold() == other.casefold() else 0.0


def _places(one: Place | None, other: Place | None, *, same: float, missing: float) -> float | None:
    if one is None or other is None:
        return missing if one is not other else 0.0
    if one is other or (one.id and one.id == other.id) or one == other:
        return same
    if near(one, other):
        return same * 0.75
    if contains(one, other) or contains(other, one):
        outer = one if contains(one, other) else other
        return same / 2 if outer.kind is PlaceKind.COUNTRY else same / 4
    return None


def _same_time(one: Telling, other: Telling) -> bool:
    day, other_day = one.published, other.published
    families = (one.family, other.family)  # two kinds only where someone put them together
    if day and other_day and abs(day - other_day) > max(map(window, families)):
        return False
    first, second = one.agreed.date, other.agreed.date
    if first is None or second is None or Status.PRESENT in families:
        return True
    start = max(first.start or date.min, second.start or date.min)
    ends = [end for end in (first.end, second.end) if end]
    return not ends or start == date.min or start - min(ends) <= DATE_SLACK
