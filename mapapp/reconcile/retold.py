"""One report that gives the same figure for the same force and place twice, in different words, tells it again.

A report's claims carry such links themselves where the words show them ("the 1,000", "they").  This catches the rest:
an equal exact figure in another sentence, with nothing that contradicts.  Counting it twice is the worse mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mapapp.model import Claim, Status
from mapapp.reconcile.agree import agree
from mapapp.reconcile.alike import alike
from mapapp.reconcile.tellings import Telling
from mapapp.reconcile.ties import Ties

#: A smaller figure may be the same by chance.
_LEAST = 10
#: An equal figure and a place that contains the other; of forces on alert, whose place is often left out, the figure.
_NEEDED = 4.0
_NEEDED_ON_ALERT = 2.5


def joined(tellings: Sequence[Telling], ties: Ties) -> list[Telling]:
    """Return `tellings` with those of one report that tell the same again taken together."""
    alikes: dict[tuple[object, ...], list[Telling]] = {}
    gone: dict[int, Telling] = {}
    for telling in tellings:
        strength = telling.agreed.strength
        if strength.low is None or strength.low != strength.high or strength.implied or strength.low < _LEAST:
            continue
        earlier = alikes.setdefault((telling.report, telling.family, strength.low, strength.unit), [])
        first = next(
            (one for one in earlier if _again(one, telling) and not ties.part(one.claims, telling.claims)), None
        )
        if first is None:
            earlier.append(telling)
        else:
            gone[id(telling)] = first
            first.claims = (*first.claims, *telling.claims)
            first.agreed = agree(first.claims)
            first.total, first.shared = first.total or telling.total, first.shared or telling.shared
    kept = [telling for telling in tellings if id(telling) not in gone]
    for telling in kept:
        telling.total = _now(telling.total, gone, telling)
        telling.shared = _now(telling.shared, gone, telling)
    return kept


def _again(one: Telling, other: Telling) -> bool:
    if other.total is one or one.total is other or other.shared is one or one.shared is other:
        return False
    if any(_overlap(first.quote.start, first.quote.end, other.claims) for first in one.claims):
        return False
    weight = alike(one, other)
    return weight is not None and weight >= (_NEEDED_ON_ALERT if one.agreed.status is Status.ON_ALERT else _NEEDED)


def _overlap(start: int, end: int, claims: Iterable[Claim]) -> bool:
    return any(start < claim.quote.end and claim.quote.start < end for claim in claims)


def _now(goal: Telling | None, gone: dict[int, Telling], telling: Telling) -> Telling | None:
    goal = gone.get(id(goal), goal)
    return None if goal is telling else goal
