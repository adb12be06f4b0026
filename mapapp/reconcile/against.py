"""Where movements stand against each other: a denial, and a strength that one report divides and another does not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from mapapp.model import Claim, Disagreement, Movement, Place, Status
from mapapp.reconcile.agree import STAGE, overlap
from mapapp.reconcile.places import areas, contains
from mapapp.reconcile.words import listed, publisher, strength_words

#: Days between a denial and a report that it can be meant for.
_REACH = timedelta(days=30)


def marked(movements: Sequence[Movement]) -> list[Movement]:
    """Return the movements with what others say against them added to their disagreements."""
    added: dict[str, list[Disagreement]] = {}
    _denials(movements, added)
    _shares(movements, added)
    return [
        replace(movement, disagreements=(*movement.disagreements, *added[movement.id]))
        if movement.id in added
        else movement
        for movement in movements
    ]


def _denials(movements: Sequence[Movement], added: dict[str, list[Disagreement]]) -> None:
    """Set each denial against the movements of its force to or from the place denied, and these against it."""
    moving: dict[tuple[str | None, str, str], list[Movement]] = {}
    for movement in movements:
        if movement.status in STAGE:
            field, place = _end(movement)
            for area in areas(place) if place else ():
                moving.setdefault((movement.actor, field, area), []).append(movement)
    for denial in movements:
        if denial.status is not Status.DENIED:
            continue
        field, place = _end(denial)
        seen: set[str] = set()
        for area in areas(place) if place else ():
            for other in moving.get((denial.actor, field, area), ()):
                if other.id not in seen and _meant(denial, other, place):
                    seen.add(other.id)
                    _oppose(denial, other, added)
                    _oppose(other, denial, added)


def _end(movement: Movement) -> tuple[str, Place | None]:
    """Return the end that a denial names: the destination, or the origin of a withdrawal."""
    return ("destination", movement.destination) if movement.destination else ("origin", movement.origin)


def _meant(denial: Movement, other: Movement, place: Place | None) -> bool:
    end = _end(other)[1]
    if place is None or end is None or not contains(place, end):
        return False
    if denial.strength.known and other.strength.known and not overlap(denial.strength, other.strength):
        return False
    return any(_near(one, two) for one in denial.claims for two in other.claims)


def _near(one: Claim, two: Claim) -> bool:
    day, other = one.report.published, two.report.published
    return day is None or other is None or abs(day - other) <= _REACH


def _oppose(movement: Movement, other: Movement, added: dict[str, list[Disagreement]]) -> None:
    own = (movement.status.replace("_", " "), tuple(range(len(movement.claims))))
    against = f"{other.status.replace('_', ' ')}, says {_speakers(other.claims)}"
    added.setdefault(movement.id, []).append(Disagreement("status", (own, (against, ()))))


def _shares(movements: Sequence[Movement], added: dict[str, list[Disagreement]]) -> None:
    """Mark an undivided strength with several destinations of which another report names one alone.

    Its part that goes to that destination is marked too: it is what the other report gives another figure for.
    """
    sharing: dict[str, list[Movement]] = {}
    parts: dict[str, list[Movement]] = {}
    for movement in movements:
        if movement.shared_with:
            sharing.setdefault(movement.shared_with, []).append(movement)
        if movement.part_of:
            parts.setdefault(movement.part_of, []).append(movement)
    for first in movements:
        group = [first, *sharing.get(first.id, ())]
        destinations = {member.destination.name: None for member in group if member.destination}
        if len(destinations) < 2:
            continue
        dividing = frozenset.intersection(*(frozenset(id(claim.report) for claim in member.claims) for member in group))
        for member in group:
            alone = [index for index, claim in enumerate(member.claims) if _alone(claim, dividing, member)]
            if alone and member.destination:
                both = tuple(index for index, claim in enumerate(member.claims) if id(claim.report) in dividing)
                added.setdefault(member.id, []).append(
                    Disagreement("destination", ((listed(destinations), both), (member.destination.name, tuple(alone))))
                )
                told = [member.claims[index] for index in alone]
                for part in (part for one in group for part in parts.get(one.id, ())):
                    _otherwise(part, member.destination, told, added)


def _alone(claim: Claim, dividing: frozenset[int], movement: Movement) -> bool:
    return (
        id(claim.report) not in dividing
        and claim.destination is not None
        and claim.strength.known
        and overlap(claim.strength, movement.strength)
    )


def _otherwise(part: Movement, place: Place, told: Sequence[Claim], added: dict[str, list[Disagreement]]) -> None:
    if part.destination is None or not contains(place, part.destination):
        return
    if not part.strength.known or overlap(part.strength, told[0].strength):
        return
    own = (strength_words(part.strength), tuple(range(len(part.claims))))
    other = f"{strength_words(told[0].strength)}, says {_speakers(told)}"
    added.setdefault(part.id, []).append(Disagreement("strength", (own, (other, ()))))


def _speakers(claims: Iterable[Claim]) -> str:
    return listed(dict.fromkeys(publisher(claim.report) for claim in claims))
