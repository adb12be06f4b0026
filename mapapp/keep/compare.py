"""Two days, or two cases, beside each other: what is new, what has changed, what is gone.

A movement of one side is the same as one of the other when they rest on a common claim: the same words of
the same text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mapapp.keep import fields, picture
from mapapp.keep.state import State
from mapapp.model import Movement
from mapapp.reconcile.agree import STAGE

#: Fields that are compared, and what they are called.
_COMPARED = ("status", "actor", "unit", "strength", "origin", "destination", "date")


@dataclass(frozen=True)
class Change:
    """A movement that is ``new``, ``changed`` or ``gone``.

    Parameters
    ----------
    kind : str
    before, after : Movement or None
    fields : tuple of (str, str, str)
        Of a changed one: field, what it was, what it is, in words; "reports" when only more of them tell it.
    """

    kind: str
    before: Movement | None
    after: Movement | None
    fields: tuple[tuple[str, str, str], ...] = ()


def on_day(state: State, day: date) -> list[Movement]:
    """Return what the case's reports told up to a day, both included, with the decisions of today.

    Reports without a date are there on every day.
    """
    claims = {
        name: claim
        for name, claim in state.effective.items()
        if claim.report.published is None or claim.report.published <= day
    }
    kept = picture.overlaid(picture.reconciled(claims, state.judgement), state.judgement)
    return [one.movement for one in kept if one.state != "rejected"]


def compared(before: Sequence[Movement], after: Sequence[Movement]) -> list[Change]:
    """Return the changes from one list of movements to another: the new, then the changed, then the gone."""
    holders: dict[tuple[object, ...], list[int]] = {}
    for index, movement in enumerate(before):
        for key in _keys(movement):
            holders.setdefault(key, []).append(index)
    left = set(range(len(before)))
    new, changed = [], []
    for movement in after:
        shared: dict[int, int] = {}
        for key in _keys(movement):
            for index in holders.get(key, ()):
                if index in left:
                    shared[index] = shared.get(index, 0) + 1
        if not shared:
            new.append(Change("new", None, movement))
            continue
        best = min(shared, key=lambda index: (-shared[index], index))
        left.discard(best)
        if differences := _differences(before[best], movement):
            changed.append(Change("changed", before[best], movement, differences))
    gone = [Change("gone", before[index], None) for index in sorted(left)]
    return [*new, *changed, *gone]


def between(state: State, first: date, last: date) -> list[Change]:
    """Return what changed in a case from the end of one day to the end of another."""
    return compared(on_day(state, first), on_day(state, last))


def _keys(movement: Movement) -> set[tuple[object, ...]]:
    """Return what a movement is known by: its claims, by text and quote and what they count."""
    return {
        (claim.report.sha256, claim.quote.start, claim.quote.end, claim.strength.low, claim.status in STAGE)
        for claim in movement.claims
    }


def _differences(one: Movement, other: Movement) -> tuple[tuple[str, str, str], ...]:
    found = []
    for name in _COMPARED:
        was, is_now = fields.shown(name, one), fields.shown(name, other)
        if was != is_now:
            found.append((name, fields.words_of(was), fields.words_of(is_now)))
    reports = [len({claim.report.sha256 for claim in movement.claims}) for movement in (one, other)]
    if reports[0] != reports[1]:
        found.append(("reports", str(reports[0]), str(reports[1])))
    gaps = [
        ", ".join(dict.fromkeys(gap.field for gap in movement.disagreements)) or "nothing" for movement in (one, other)
    ]
    if gaps[0] != gaps[1]:
        found.append(("disagreements", gaps[0], gaps[1]))
    return tuple(found)
