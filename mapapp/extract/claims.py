"""Stage 11: drafts become claims, one for each actor and destination, with their links, marks and confidence."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from mapapp.extract import confidence
from mapapp.extract.likeness import covers, overlap
from mapapp.extract.scene import begins
from mapapp.model import Claim, Mark, Status, Strength, StrengthUnit, Unplaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapapp.extract.scene import Draft, Spot
    from mapapp.model import Place, Report

_NUMBER = re.compile(r"\d+")
_LEAD = re.compile(
    r"(?:near|around|off|outside|inside|close to|north of|south of|east of|west of|across|along)\s+(?=\w)", re.I
)
#: How many different claims of one actor and one unit of strength a claim is held against, the latest ones: hardly a
#: report has as many, and a book of lists must not take time that grows with the square of its length.
_LOOK_BACK = 200
#: Statuses that tell of one and the same life of a movement.
_LIFE = (
    frozenset((Status.COMPLETED, Status.UNDER_WAY, Status.ORDERED, Status.PLANNED)),
    frozenset((Status.PRESENT, Status.COMPLETED, Status.UNDER_WAY)),
    frozenset((Status.WITHDRAWN,)),
    frozenset((Status.POSSIBLE,)),
    frozenset((Status.ON_ALERT,)),
    frozenset((Status.DENIED,)),
)


def make(report: Report, drafts: list[Draft]) -> list[Claim]:
    """Return the claims of a report, in the order of its drafts."""
    ledger = _Ledger()
    for draft in drafts:
        for actor, spot in product(draft.actors or (None,), draft.destinations or (None,)):
            ledger.enter(draft, _claim(report, draft, actor, spot))
    return ledger.claims


class _Ledger:
    """The claims so far, with what links the next ones to them."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []
        self._first: dict[int, int] = {}  # of each draft, its first claim
        self._originals: dict[tuple[str | None, StrengthUnit | None], deque[int]] = defaultdict(
            lambda: deque(maxlen=_LOOK_BACK)
        )

    def enter(self, draft: Draft, claim: Claim) -> None:
        """Add a claim with its links, unless it repeats another of the same sentence word for word."""
        originals = self._originals[claim.actor, claim.strength.unit]
        same = next((i for i in originals if _same(self.claims[i], claim)), None)
        if same is None:
            originals.append(len(self.claims))
        elif _repeats(self.claims[same], claim):
            return
        first = self._first.setdefault(id(draft), len(self.claims))
        shared = first if first != len(self.claims) else None
        claim = replace(claim, same_as=same, shared_with=shared)
        self.claims.append(replace(claim, part_of=self._total(draft, claim)))

    def _total(self, draft: Draft, part: Claim) -> int | None:
        """Return the total that a claim is a part of; of one with several destinations, that of the part's own."""
        total = self._first.get(id(draft.total)) if draft.total is not None else None
        if total is None or self.claims[total].strength.unit != part.strength.unit:
            return None
        goal = part.destination
        for i in range(total, len(self.claims)):
            whole = self.claims[i]
            if total not in (i, whole.shared_with):
                break
            if goal is not None and whole.destination is not None and covers(whole.destination, goal):
                return i
        return total


def _claim(report: Report, draft: Draft, actor: str | None, spot: Spot | None) -> Claim:
    """Return what a draft says of one actor and one destination, without links."""
    offset, sentence = draft.scene.offset, draft.scene.sentence
    unplaced = _unplaced(draft, spot)
    destination = spot.place if spot is not None else None
    origin = draft.origin.place if draft.origin is not None else None
    if origin is not None and destination is not None and _point(origin) == _point(destination):
        origin = None
    via = tuple(v.place for v in draft.via if v.place is not None)
    if via and destination is None and not unplaced:
        destination = via[-1]
    return Claim(
        quote=report.quote(offset + sentence.start_char, offset + sentence.end_char),
        status=draft.status,
        actor=actor,
        unit=draft.unit,
        equipment=draft.equipment,
        strength=_strength(draft),
        origin=origin,
        destination=destination,
        via=via,
        date=draft.date.span if draft.date is not None else None,
        voice=draft.voice,
        confidence=confidence.of(draft, actor, destination, origin),
        marks=tuple(_marks(draft, spot)),
        unplaced=unplaced,
    )


def _point(place: Place) -> tuple[str, float, float]:
    return place.name, place.lat, place.lon


def _strength(draft: Draft) -> Strength:
    """Return how many; of what is denied to any number, none."""
    strength = draft.strength if draft.strength.unit is not None else Strength(unit=StrengthUnit.PERSONNEL)
    denied = draft.status is Status.DENIED and draft.force.none
    return Strength(unit=strength.unit) if denied else strength


def _unplaced(draft: Draft, spot: Spot | None) -> tuple[Unplaced, ...]:
    """Return the names that a claim rests on and that no place is known for."""
    return tuple(
        Unplaced(s.text, begins(s.root) + s.start, begins(s.root) + s.end, s.reason or "not in the gazetteer")
        for s in (draft.origin, spot, *draft.via)
        if s is not None and s.place is None
    )


def _repeats(first: Claim, again: Claim) -> bool:
    """Whether a sentence says one thing twice."""
    fields = ("quote", "strength", "status", "origin", "unit", "equipment")
    return all(getattr(first, field) == getattr(again, field) for field in fields)


def _same(first: Claim, again: Claim) -> bool:
    """Whether two claims of one actor and one unit of strength can tell of the same movement."""
    if not any(first.status in life and again.status in life for life in _LIFE):
        return False
    if (first.destination is None) != (again.destination is None):
        return False
    if not _alike(first.destination, again.destination):
        return False
    if first.destination is None and not _alike(first.origin, again.origin):
        return False
    if first.quote.start == again.quote.start and first.strength != again.strength:
        return False
    return not _other_units(first, again) and overlap(first.strength, again.strength)


def _other_units(first: Claim, again: Claim) -> bool:
    """Whether two claims name different units: by other numbers, or by other names in one sentence."""
    if first.unit is None or again.unit is None or first.unit == again.unit:
        return False
    numbers = [set(_NUMBER.findall(claim.unit or "")) for claim in (first, again)]
    if all(numbers):
        return numbers[0].isdisjoint(numbers[1])
    return first.quote.start == again.quote.start and all(
        claim.unit[:1].isupper() for claim in (first, again) if claim.unit
    )


def _alike(a: Place | None, b: Place | None) -> bool:
    """Whether one place holds the other; an unknown place may be any."""
    return a is None or b is None or covers(a, b) or covers(b, a)


def _marks(draft: Draft, spot: Spot | None) -> Iterator[Mark]:
    """Yield which words of its paragraph gave which field; what was told in another one has no mark."""
    offset, force = draft.scene.offset, draft.force
    yield Mark("force", offset + force.start, offset + force.end)
    if force.strength_span is not None:
        yield Mark("strength", offset + force.strength_span[0], offset + force.strength_span[1])
    if draft.trigger is not None and draft.trigger.root.doc is draft.scene.doc:
        root = draft.trigger.root
        yield Mark("trigger", offset + root.idx, offset + root.idx + len(root))
    low, high = draft.scene.sentence.start_char, draft.scene.sentence.end_char
    for field, place in (("origin", draft.origin), ("destination", spot)):
        if place is not None and place.root.doc is draft.scene.doc and low <= place.start < high:
            lead = _LEAD.match(place.text)
            skip = lead.end() if lead is not None else 0
            yield Mark(field, offset + place.start + skip, offset + place.end)
    if draft.date is not None and draft.date.root.doc is draft.scene.doc:
        yield Mark("date", offset + draft.date.start, offset + draft.date.end)
