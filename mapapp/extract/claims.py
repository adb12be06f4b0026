"""Stage 8: drafts become claims, one for each actor and destination, with their links, marks and confidence."""

from __future__ import annotations

import re

from mapapp.extract import confidence
from mapapp.extract.discourse import covers, overlap
from mapapp.extract.scene import Draft, Spot
from mapapp.model import Claim, Mark, Report, Status, Strength, StrengthUnit, Unplaced

_LEAD = re.compile(
    r"(?:near|around|off|outside|inside|close to|north of|south of|east of|west of|across|along)\s+(?=\w)", re.I
)
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
    """Return the claims of a report in the order of their quotes."""
    claims: list[Claim] = []
    index: dict[int, int] = {}
    for draft in drafts:
        first: int | None = None
        actors = draft.actors or (None,)
        places: tuple[Spot | None, ...] = draft.destinations or (None,)
        for actor in actors:
            for spot in places:
                claim = _claim(report, draft, actor, spot, claims)
                if claim is None:
                    continue
                if first is None:
                    first = len(claims)
                    index[id(draft)] = first
                else:
                    claim = _with(claim, shared_with=first)
                total = index.get(id(draft.total)) if draft.total is not None else None
                if total is not None and claims[total].strength.unit == claim.strength.unit:
                    claim = _with(claim, part_of=_best_total(claims, total, claim))
                claims.append(claim)
    return claims


def _best_total(claims: list[Claim], total: int, part: Claim) -> int:
    """Of a total told with several destinations, choose the record of the part's own."""
    for i, claim in enumerate(claims):
        if (
            (i == total or claim.shared_with == total)
            and claim.destination is not None
            and part.destination is not None
        ):
            if covers(claim.destination, part.destination):
                return i
    return total


def _with(claim: Claim, **changes: object) -> Claim:
    from dataclasses import replace  # noqa: PLC0415

    return replace(claim, **changes)  # type: ignore[arg-type]


def _claim(report: Report, draft: Draft, actor: str | None, spot: Spot | None, claims: list[Claim]) -> Claim | None:
    offset = draft.scene.offset
    sentence = draft.scene.sentence
    quote = report.quote(offset + sentence.start_char, offset + sentence.end_char)
    spots = [s for s in (draft.origin, spot, *draft.via) if s is not None]
    unplaced = tuple(
        Unplaced(s.text, offset + s.start, offset + s.end, s.reason or "not in the gazetteer")
        for s in spots
        if s.place is None
    )
    destination = spot.place if spot is not None else None
    origin = draft.origin.place if draft.origin is not None else None
    via = tuple(v.place for v in draft.via if v.place is not None)
    if (
        origin is not None
        and destination is not None
        and (origin.name, origin.lat, origin.lon) == (destination.name, destination.lat, destination.lon)
    ):
        origin = None
    if via and destination is None and not unplaced:
        destination = via[-1]
    strength = draft.strength if draft.strength.unit is not None else Strength(unit=StrengthUnit.PERSONNEL)
    if draft.status == Status.DENIED and draft.force.none:
        strength = Strength(unit=strength.unit)
    claim = Claim(
        quote=quote,
        status=Status(draft.status),
        actor=actor,
        unit=draft.unit,
        equipment=draft.equipment,
        strength=strength,
        origin=origin,
        destination=destination,
        via=via,
        date=draft.date.span if draft.date is not None else None,
        voice=draft.voice,
        confidence=confidence.of(draft, actor, destination, origin),
        marks=tuple(_marks(draft, spot)),
        unplaced=unplaced,
    )
    same = next((i for i, other in enumerate(claims) if other.same_as is None and _same(other, claim)), None)
    if same is not None:
        copy = claims[same]
        if (copy.quote, copy.strength, copy.status, copy.origin, copy.unit, copy.equipment) == (
            claim.quote,
            claim.strength,
            claim.status,
            claim.origin,
            claim.unit,
            claim.equipment,
        ):
            return None
        claim = _with(claim, same_as=same)
    return claim


def _same(first: Claim, again: Claim) -> bool:
    if first.actor != again.actor or first.strength.unit != again.strength.unit:
        return False
    if not any(first.status in life and again.status in life for life in _LIFE):
        return False
    a, b = first.destination, again.destination
    if (a is None) != (b is None):
        return False
    if a is not None and b is not None and not (covers(a, b) or covers(b, a)):
        return False
    if a is None and b is None:
        x, y = first.origin, again.origin
        if x is not None and y is not None and not (covers(x, y) or covers(y, x)):
            return False
    if first.quote.start == again.quote.start and first.strength != again.strength:
        return False
    return overlap(first.strength, again.strength)


def _marks(draft: Draft, spot: Spot | None) -> list[Mark]:
    offset, force = draft.scene.offset, draft.force
    marks = [Mark("force", offset + force.start, offset + force.end)]
    if force.strength_span is not None:
        marks.append(Mark("strength", offset + force.strength_span[0], offset + force.strength_span[1]))
    if draft.trigger is not None:
        root = draft.trigger.root
        marks.append(Mark("trigger", offset + root.idx, offset + root.idx + len(root)))
    low, high = draft.scene.sentence.start_char, draft.scene.sentence.end_char
    for name, place in (("origin", draft.origin), ("destination", spot)):
        if place is not None and low <= place.start < high:
            lead = _LEAD.match(place.text)
            skip = lead.end() if lead is not None else 0
            marks.append(Mark(name, offset + place.start + skip, offset + place.end))
    if draft.date is not None:
        marks.append(Mark("date", offset + draft.date.start, offset + draft.date.end))
    return marks
