"""Reports, claims and decisions → movements as the case shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from mapapp.keep import fields
from mapapp.keep.judgement import STATES, Judgement, home
from mapapp.model import Claim, Movement, Report
from mapapp.reconcile import Ties, reconcile_claims


@dataclass(frozen=True)
class KeptReport:
    """A report as the case holds it.

    Parameters
    ----------
    report : Report
    number : int
        In the order of adding.
    source : str or None
        The file or address that it was read from.
    retrieved : str
        When it was added, UTC.
    reader : str
        The version that made its claims.
    removed : bool
        Taken out by an analyst: nothing rests on it any longer.
    grade : str or None
        The source's reliability, A to F (Admiralty).
    """

    report: Report
    number: int
    source: str | None
    retrieved: str
    reader: str
    removed: bool
    grade: str | None = None


@dataclass(frozen=True)
class KeptClaim:
    """A claim as the case holds it: with a stable id, and as the reader told it before any correction.

    `gone` marks one that a newer reader no longer finds.
    """

    id: str
    claim: Claim
    by_hand: bool = False
    gone: bool = False


@dataclass(frozen=True)
class Kept:
    """A movement with what the analyst thinks of it.

    Parameters
    ----------
    movement : Movement
        With the analyst's corrections.
    claims : tuple of str
        Ids of its claims, in the order of `movement.claims`.
    state : str
        ``open``, ``confirmed`` or ``rejected``.
    new : tuple of str
        Claims that were not there when it was last judged.
    was : dict
        Fields that were corrected: the plain value that the claims give.
    """

    movement: Movement
    claims: tuple[str, ...]
    state: str = "open"
    new: tuple[str, ...] = ()
    was: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The movement's id."""
        return self.movement.id


def effective(
    reports: Mapping[str, Sequence[KeptClaim]], judgement: Judgement, before: Mapping[str, Claim] | None = None
) -> dict[str, Claim]:
    """Return the claims that count, by id: corrected, without those rejected or gone, their links set right.

    Parameters
    ----------
    reports : mapping of str to sequence of KeptClaim
        By the report's id, all its claims in its order.
    judgement : Judgement
    before : mapping of str to Claim, optional
        What this gave before: a claim that is as it was is the same object.
    """
    found: dict[str, Claim] = {}
    decided = judgement.rejected | set(judgement.corrected)
    for report, claims in reports.items():
        if report in judgement.removed:
            continue
        if not any(one.gone or one.by_hand or one.id in decided for one in claims):
            found.update((one.id, one.claim) for one in claims)
            continue
        kept = [index for index, one in enumerate(claims) if _counts(one, judgement)]
        made = {
            index: fields.changed(claims[index].claim, judgement.corrected.get(claims[index].id, {})) for index in kept
        }
        if len(kept) < len(claims) or any(one.gone for one in claims):
            place = {index: number for number, index in enumerate(kept)}
            made = {
                index: replace(claim, part_of=None, same_as=None, shared_with=None)  # its reading's list is no more
                if claims[index].gone
                else _relinked(claim, place, claims)
                for index, claim in made.items()
            }
        found.update((claims[index].id, claim) for index, claim in made.items())
    for name, claim in found.items() if before else ():
        old = before.get(name) if before else None
        if old is not claim and old == claim and old is not None:
            found[name] = old
    return found


def _counts(one: KeptClaim, judgement: Judgement) -> bool:
    if one.id in judgement.rejected or (one.gone and one.id not in judgement.held):
        return False
    return not one.by_hand or one.id in judgement.by_hand


def _relinked(claim: Claim, place: Mapping[int, int], claims: Sequence[KeptClaim]) -> Claim:
    """Let a claim's links point to the places that are left; a link to one that is gone follows where that led."""

    def goal(link: int | None) -> int | None:
        seen: set[int] = set()
        while link is not None and link not in place and link not in seen and link < len(claims):
            seen.add(link)
            link = claims[link].claim.same_as
        return None if link is None else place.get(link)

    return replace(claim, part_of=goal(claim.part_of), same_as=goal(claim.same_as), shared_with=goal(claim.shared_with))


def reconciled(claims: Mapping[str, Claim], judgement: Judgement) -> list[tuple[Movement, tuple[str, ...]]]:
    """Return the movements of some claims, each with the ids of its claims."""
    return named(reconcile_claims(claims.values(), ties_of(claims, judgement)), claims)


def ties_of(claims: Mapping[str, Claim], judgement: Judgement) -> Ties:
    """Return what was decided of pairs of claims, of those that count."""
    pairs: dict[bool, list[tuple[Claim, Claim]]] = {True: [], False: []}
    for (one, other), joined in judgement.pairs.items():
        if one in claims and other in claims:
            pairs[joined].append((claims[one], claims[other]))
    return Ties(pairs[True], pairs[False])


def by_report(claims: Mapping[str, Claim]) -> dict[str, list[Claim]]:
    """Return claims by the report's id."""
    found: dict[str, list[Claim]] = {}
    for claim in claims.values():
        found.setdefault(claim.report.id, []).append(claim)
    return found


def named(movements: Iterable[Movement], claims: Mapping[str, Claim]) -> list[tuple[Movement, tuple[str, ...]]]:
    """Return movements, each with the ids of its claims."""
    name_of = {id(claim): name for name, claim in claims.items()}
    return [(movement, tuple(name_of[id(claim)] for claim in movement.claims)) for movement in movements]


def overlaid(
    movements: Iterable[tuple[Movement, tuple[str, ...]]],
    judgement: Judgement,
    before: Mapping[str, Kept] | None = None,
) -> list[Kept]:
    """Return movements with the analyst's verdicts and corrections laid over them.

    Parameters
    ----------
    movements : iterable of (Movement, tuple of str)
        Each with the ids of its claims.
    judgement : Judgement
    before : mapping of str to Kept, optional
        What was there before: of what did not change the same object is returned.
    """
    listed, held = list(movements), before or {}
    movement_of = {name: movement.id for movement, names in listed for name in names}
    verdicts: dict[str, tuple[str, frozenset[str]]] = {}
    for one in judgement.verdicts:
        if (goal := home(one.claims, movement_of)) is not None:
            verdicts[goal] = one.entry.action, one.claims
    overrides: dict[str, dict[str, Any]] = {}
    for one in judgement.overrides:
        if (goal := home(one.claims, movement_of)) is not None:
            overrides.setdefault(goal, {})[one.entry.body["field"]] = one.entry.body.get("new")
    return [
        _same(held.get(movement.id), _kept(movement, names, verdicts.get(movement.id), overrides.get(movement.id, {})))
        for movement, names in listed
    ]


def _same(old: Kept | None, new: Kept) -> Kept:
    return old if old is not None and old == new else new


def unjudged(kept: Kept) -> Movement:
    """Return a movement as its claims give it."""
    return fields.changed(kept.movement, dict(kept.was))


def graded(report: KeptReport, grade: str | None) -> KeptReport:
    """Return a report with its source's grade."""
    return replace(report, grade=grade)


def _kept(
    movement: Movement, names: tuple[str, ...], verdict: tuple[str, frozenset[str]] | None, values: dict[str, Any]
) -> Kept:
    state, new = "open", tuple[str, ...]()
    if verdict is not None:
        state = STATES[verdict[0]]
        new = tuple(name for name in names if name not in verdict[1])
        if state == "rejected" and new:  # told again by words that nobody has judged
            state = "open"
    was = {name: fields.shown(name, movement) for name in values}
    return Kept(fields.changed(movement, values), names, state, new, was)
