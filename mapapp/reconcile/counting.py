"""How many, counted once: a part is inside its total, an undivided strength counts for all who share it, and what
several reports tell is one movement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from mapapp.model import Movement, Status, Strength, StrengthUnit

Kind = Literal["deployment", "possible", "alert", "presence", "withdrawal", "denial"]
_KINDS: tuple[Kind, ...] = ("deployment", "possible", "alert", "presence", "withdrawal", "denial")


@dataclass(frozen=True)
class Estimate:
    """A figure between `low` and `high`, and the `best` one.

    `low` and `high` are the least and the most that any claim says, in the unit of the best figure.  `best` is the
    movement's own strength, chosen by the rules of `mapapp.reconcile.agree`; of a range it is the lower end, of
    "up to 300" it is 300.  All three are None when no claim gives a number.
    """

    low: int | None
    best: int | None
    high: int | None


@dataclass(frozen=True)
class Total:
    """The strength of one actor's movements of one kind.

    Parameters
    ----------
    actor : str or None
    kind : str
        ``deployment`` (planned, ordered, under way or completed), ``possible``, ``alert``, ``presence``,
        ``withdrawal`` or ``denial``; a denial has no strength.
    unit : StrengthUnit or None
    low, best, high : int
        Sums of the estimates of what is counted.
    movements : tuple of str
        Ids of the movements that are counted.
    within : tuple of str
        Ids of those whose strength lies within a counted one.
    unknown : tuple of str
        Ids of those for which no number is given.
    """

    actor: str | None
    kind: Kind
    unit: StrengthUnit | None
    low: int
    best: int
    high: int
    movements: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def kind_of(movement: Movement) -> Kind:
    """Return the kind of total that a movement belongs to."""
    if movement.status is Status.DENIED:
        return "denial"
    if movement.status is Status.ON_ALERT:
        return "alert"
    if movement.status is Status.PRESENT:
        return "presence"
    if movement.status is Status.WITHDRAWN or (movement.destination is None and movement.origin is not None):
        return "withdrawal"
    return "possible" if movement.status is Status.POSSIBLE else "deployment"


def estimate(movement: Movement) -> Estimate:
    """Return the low, best and high figure of a movement."""
    best = _figure(movement.strength)
    told = [
        claim.strength
        for claim in movement.claims
        if claim.strength.known and (claim.strength.unit or movement.strength.unit) == movement.strength.unit
    ]
    if best is None or not told:
        return Estimate(best, best, best)
    lows = [figure for strength in told if (figure := _either(strength.low, strength.high)) is not None]
    highs = [figure for strength in told if (figure := _either(strength.high, strength.low)) is not None]
    return Estimate(min(best, *lows), best, max(best, *highs))


def totals(movements: Iterable[Movement]) -> list[Total]:
    """Return the totals of `movements` for each actor, kind and unit, by actor, then kind, then unit.

    A part whose total is not among `movements` counts itself; so does the first of those that share a strength.
    """
    listed = sorted(movements, key=lambda movement: movement.id)
    here = {movement.id: movement for movement in listed}
    lead: dict[str, str] = {}
    for movement in listed:
        first = movement.shared_with
        if first is not None:
            lead.setdefault(first, first if first in here else movement.id)
    rows: dict[tuple[str, int, str], list[tuple[Movement, str]]] = {}
    for movement in listed:
        unit = movement.strength.unit
        key = (movement.actor or "", _KINDS.index(kind_of(movement)), unit.value if unit else "")
        rows.setdefault(key, []).append((movement, _place(movement, here, lead)))
    return [_total(rows[key]) for key in sorted(rows)]


def _place(movement: Movement, here: Mapping[str, Movement], lead: Mapping[str, str]) -> str:
    """Say whether a movement is ``counted``, ``within`` another that is, or ``unknown``."""
    if not movement.strength.known or movement.status is Status.DENIED:
        return "unknown"
    if _counted(movement.shared_with, here, lead) not in (None, movement.id):
        return "within"
    seen = {movement.id}
    above = _counted(movement.part_of, here, lead)
    while above is not None and above in here and above not in seen:
        seen.add(above)
        total = here[above]
        if (
            total.strength.known
            and total.strength.unit == movement.strength.unit
            and kind_of(total) == kind_of(movement)
        ):
            return "within"
        above = _counted(total.part_of, here, lead)
    return "counted"


def _counted(name: str | None, here: Mapping[str, Movement], lead: Mapping[str, str]) -> str | None:
    """Return the movement that counts for `name`: itself, or the one whose strength it shares."""
    if name is None:
        return None
    shared = here[name].shared_with if name in here else None
    return lead.get(shared or name, name)


def _total(rows: Sequence[tuple[Movement, str]]) -> Total:
    first = rows[0][0]
    found = [estimate(movement) for movement, how in rows if how == "counted"]
    ids = {
        how: tuple(movement.id for movement, other in rows if other == how) for how in ("counted", "within", "unknown")
    }
    return Total(
        first.actor,
        kind_of(first),
        first.strength.unit,
        low=sum(figures.low or 0 for figures in found),
        best=sum(figures.best or 0 for figures in found),
        high=sum(figures.high or 0 for figures in found),
        movements=ids["counted"],
        within=ids["within"],
        unknown=ids["unknown"],
    )


def _figure(strength: Strength) -> int | None:
    return strength.low if strength.low else _either(strength.high, strength.low)


def _either(one: int | None, other: int | None) -> int | None:
    return other if one is None else one
