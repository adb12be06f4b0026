"""What several claims about one movement say together, and where they differ.

The rules, field by field:

- *status*: the furthest of the latest report's, on the line possible, planned, ordered, under way, completed.  An
  arrival without a number does not complete a movement that has one: it is then under way.
- *strength*: the best figure is an exact one before an approximate one before a range; then the one that most reports
  give; then the latest; then the lower.  People are counted before aircraft, and so on.
- *places*: the most exact one; then the one that most reports give.
- *unit*: the one that says most, with a number ("82nd") before one without.
- *date*: the narrowest span among the claims that give the status.

Figures that do not overlap, places of which none contains the other, and a later report that goes back on an
earlier one are disagreements between reports, or between those whom one report quotes: each value with its claims.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from mapapp.model import Claim, DateSpan, Disagreement, Movement, Place, Status, Strength, StrengthUnit
from mapapp.reconcile.places import contains, near
from mapapp.reconcile.units import designators
from mapapp.reconcile.words import strength_words

#: How far along a movement's life a status is.
STAGE = {
    Status.POSSIBLE: 0,
    Status.PLANNED: 1,
    Status.ORDERED: 2,
    Status.UNDER_WAY: 3,
    Status.COMPLETED: 4,
    Status.WITHDRAWN: 4,
}
_UNITS = list(StrengthUnit)
_T = TypeVar("_T")


@dataclass(frozen=True)
class Agreed:
    """The common view of some claims; the fields are those of `Movement`."""

    status: Status
    actor: str | None
    unit: str | None
    equipment: str | None
    strength: Strength
    origin: Place | None
    destination: Place | None
    via: tuple[Place, ...]
    date: DateSpan | None
    confidence: float


def agree(claims: Sequence[Claim]) -> Agreed:
    """Return the common view of `claims`, which must be in the order of their reports' days."""
    strength = _strength(claims)
    status = _status(claims, strength)
    said_so = [claim for claim in claims if claim.status is status] or list(claims)
    return Agreed(
        status=status,
        actor=_most(claims, lambda claim: claim.actor),
        unit=_fullest(claim.unit for claim in claims),
        equipment=_fullest(claim.equipment for claim in claims),
        strength=strength,
        origin=_place([(claim, claim.origin) for claim in claims]),
        destination=_place([(claim, claim.destination) for claim in claims]),
        via=max((claim.via for claim in claims), key=len),
        date=_date(said_so) or _date(claims),
        confidence=max(claim.confidence for claim in claims),
    )


def family(agreed: Agreed) -> str:
    """Return what kind of movement it is: only within one kind can two tellings be the same."""
    if agreed.status is Status.WITHDRAWN or (agreed.status in STAGE and not agreed.destination and agreed.origin):
        return "withdrawal"
    return "move" if agreed.status in STAGE else agreed.status.value


def disagreements(claims: Sequence[Claim], agreed: Agreed | Movement) -> tuple[Disagreement, ...]:
    """Return the fields on which `claims` differ; each value names the places of its claims in `claims`."""
    found: list[Disagreement] = []
    counted = [
        (index, claim.strength) for index, claim in enumerate(claims) if _comparable(claim.strength, agreed.strength)
    ]
    if any(
        not overlap(one, other) and _two_voices(claims, first, second)
        for first, one in counted
        for second, other in counted
    ):
        found.append(_differ("strength", [(strength_words(strength), index) for index, strength in counted]))
    for field in ("origin", "destination"):
        places = [(index, place) for index, claim in enumerate(claims) if (place := getattr(claim, field)) is not None]
        if any(
            not _agree(one, other) and _two_voices(claims, first, second)
            for first, one in places
            for second, other in places
        ):
            found.append(_differ(field, [(place.name, index) for index, place in places]))
    if _goes_back(claims):
        found.append(_differ("status", [(claim.status.replace("_", " "), index) for index, claim in enumerate(claims)]))
    return tuple(found)


def _two_voices(claims: Sequence[Claim], first: int, second: int) -> bool:
    """Whether two reports speak, or one that lets two speak or was read by two: no report disagrees with itself."""
    one, other = claims[first], claims[second]
    return one.report is not other.report or one.voice != other.voice or one.extractor != other.extractor


def overlap(one: Strength, other: Strength) -> bool:
    """Whether some figure fits both; an open end fits all."""
    low = max(one.low or 0, other.low or 0)
    highs = [high for high in (one.high, other.high) if high is not None]
    return not highs or low <= min(highs)


def _differ(field: str, said: Iterable[tuple[str, int]]) -> Disagreement:
    values: dict[str, list[int]] = {}
    for value, index in said:
        values.setdefault(value, []).append(index)
    return Disagreement(field, tuple((value, tuple(who)) for value, who in values.items()))


def _comparable(one: Strength, other: Strength) -> bool:
    return one.known and other.known and (one.unit or other.unit) == (other.unit or one.unit)


def _agree(one: Place, other: Place) -> bool:
    return contains(one, other) or contains(other, one) or near(one, other)


def _goes_back(claims: Sequence[Claim]) -> bool:
    """Whether a report says less than one of an earlier day, or two of one day are two stages apart."""
    stages = [(claim.report.published, STAGE[claim.status], claim.report) for claim in claims if claim.status in STAGE]
    for day, stage, report in stages:
        for other_day, other, other_report in stages:
            if report is other_report or day is None or other_day is None:
                continue
            if day < other_day and stage > max(other, STAGE[Status.ORDERED]):
                return True
            if day == other_day and stage >= STAGE[Status.COMPLETED] and other <= STAGE[Status.PLANNED]:
                return True
    return False


def _status(claims: Sequence[Claim], strength: Strength) -> Status:
    latest = max((claim.report.published or date.min for claim in claims), default=date.min)
    counted = strength.known and not strength.implied
    best: Status | None = None
    for claim in claims:
        if (claim.report.published or date.min) != latest:
            continue
        status = claim.status
        if status is Status.COMPLETED and counted and not claim.strength.known and len(claims) > 1:
            status = Status.UNDER_WAY
        if best is None or STAGE.get(status, 0) > STAGE.get(best, 0):
            best = status
    return best if best is not None else claims[0].status


def _strength(claims: Sequence[Claim]) -> Strength:
    known = [claim for claim in claims if claim.strength.known]
    if not known:
        named = [claim.strength for claim in claims if claim.strength.unit]
        return named[0] if named else Strength()
    unit = min((claim.strength.unit or StrengthUnit.OTHER for claim in known), key=_UNITS.index)
    known = [claim for claim in known if (claim.strength.unit or unit) == unit]
    tellers: dict[tuple[int | None, int | None], set[int]] = {}
    for claim in known:
        tellers.setdefault((claim.strength.low, claim.strength.high), set()).add(id(claim.report))

    def rank(claim: Claim) -> tuple[int, int, int, int, int]:
        strength = claim.strength
        exact = 0 if strength.implied else 3 if strength.low == strength.high else 1
        exact -= 1 if strength.approximate and exact else 0
        day = (claim.report.published or date.min).toordinal()
        return exact, len(tellers[strength.low, strength.high]), day, -(strength.low or 0), -(strength.high or 0)

    best = max(known, key=rank).strength
    return best if best.unit or unit is StrengthUnit.OTHER else replace(best, unit=unit)


def _place(said: Sequence[tuple[Claim, Place | None]]) -> Place | None:
    places = [(claim, place) for claim, place in said if place is not None]
    if not places:
        return None
    tellers: dict[str, set[int]] = {}
    for claim, place in places:
        tellers.setdefault(place.id or place.name, set()).add(id(claim.report))
    return min(
        (place for _, place in places),
        key=lambda place: (place.precision, -len(tellers[place.id or place.name]), place.id, place.name),
    )


def _date(claims: Sequence[Claim]) -> DateSpan | None:
    spans = [claim.date for claim in claims if claim.date is not None]
    return min(spans, key=_width) if spans else None


def _width(span: DateSpan) -> tuple[int, int, str]:
    if span.start is None or span.end is None:
        known = span.start or span.end
        return (10**6 if known else 10**7), (known.toordinal() if known else 0), span.text
    return (span.end - span.start).days, span.start.toordinal(), span.text


def _fullest(words: Iterable[str | None]) -> str | None:
    given = [word for word in words if word]
    return max(given, key=lambda word: (bool(designators(word)), len(word), word)) if given else None


def _most(claims: Sequence[Claim], value: Callable[[Claim], _T | None]) -> _T | None:
    counts: dict[_T, int] = {}
    for claim in claims:
        if (given := value(claim)) is not None:
            counts[given] = counts.get(given, 0) + 1
    return max(counts, key=lambda given: (counts[given], str(given))) if counts else None
