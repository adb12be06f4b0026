"""Tellings of several reports → groups, one a movement.

Only tellings that share a place, a unit or about a figure are compared (blocks), and of those only the ones whose
reports lie within some weeks of each other.  Pairs are joined from the best down, and only when every telling of one
group fits every telling of the other and no report would tell the same movement twice: what a report tells
apart stays apart, and a row of small differences does not add up to a large one.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mapapp.model import Claim, Strength
from mapapp.reconcile.alike import ENOUGH, TOLERANCE, alike, copied_words, window
from mapapp.reconcile.places import areas
from mapapp.reconcile.tellings import ReportKey, Telling
from mapapp.reconcile.ties import Ties
from mapapp.reconcile.units import designators

#: The day of a report without one: before all others, and near to all.
_UNDATED = 0


@dataclass(eq=False)
class _Group:
    tellings: list[Telling]
    reports: set[ReportKey]


#: Two tellings that fit, with what speaks for it.
Edge = tuple[float, Telling, Telling]


def groups(tellings: Sequence[Telling], ties: Ties) -> list[list[Telling]]:
    """Return the groups, each in the order of its tellings' keys, sorted by their first."""
    weights = Weights()
    edges = ((weights(one, other), one, other) for one, other in _pairs(tellings))
    return grouped(
        tellings,
        [(found, one, two) for found, one, two in edges if found is not None and found >= ENOUGH],
        weights,
        ties,
    )


class Weights:
    """`alike` of two tellings, worked out once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], float | None] = {}

    def __call__(self, one: Telling, other: Telling) -> float | None:
        """Return how well they fit; None when they do not."""
        pair = (id(one), id(other)) if id(one) < id(other) else (id(other), id(one))
        if pair not in self._known:
            self._known[pair] = alike(one, other)
        return self._known[pair]


def grouped(tellings: Sequence[Telling], found: Iterable[Edge], weight: Weights, ties: Ties) -> list[list[Telling]]:
    """Return the groups that pairs of tellings give; `found` has every pair that fits well enough to be joined."""
    group_of = {id(telling): _Group([telling], {telling.report}) for telling in tellings}
    if ties:
        _tied(tellings, ties, group_of)
    place = {id(telling): number for number, telling in enumerate(sorted(tellings, key=lambda one: one.key))}
    edges = []
    for value, one, other in found:
        first, second = sorted((place[id(one)], place[id(other)]))
        edges.append((-value, first, second, one, other))
    edges.sort(key=lambda edge: edge[:3])
    for _, _, _, one, other in edges:
        left, right = group_of[id(one)], group_of[id(other)]
        if left is right or not left.reports.isdisjoint(right.reports):
            continue
        if any(weight(first, second) is None for first in left.tellings for second in right.tellings):
            continue
        if ties and ties.part(_claims(left), _claims(right)):
            continue
        _join(left, right, group_of)
    found_groups = {id(group): sorted(group.tellings, key=lambda one: one.key) for group in group_of.values()}
    return sorted(found_groups.values(), key=lambda group: group[0].key)


def _tied(tellings: Sequence[Telling], ties: Ties, group_of: dict[int, _Group]) -> None:
    """Join what someone has put together, in the order of the tellings, unless it was put apart."""
    telling_of = {id(claim): telling for telling in tellings for claim in telling.claims}
    for telling in sorted(tellings, key=lambda one: one.key):
        others = {id(other): other for name in ties.joins(telling.claims) if (other := telling_of.get(name))}
        for other in sorted(others.values(), key=lambda one: one.key):
            left, right = group_of[id(telling)], group_of[id(other)]
            if left is not right and not ties.part(_claims(left), _claims(right)):
                _join(left, right, group_of)


def _join(left: _Group, right: _Group, group_of: dict[int, _Group]) -> None:
    if len(left.tellings) < len(right.tellings):
        left, right = right, left
    left.tellings += right.tellings
    left.reports |= right.reports
    for telling in right.tellings:
        group_of[id(telling)] = left


def _claims(group: _Group) -> list[Claim]:
    return [claim for telling in group.tellings for claim in telling.claims]


@dataclass
class _Block:
    """Tellings that share something; two of `elsewhere` need no comparing here, another block has them both."""

    here: list[Telling] = field(default_factory=list)
    elsewhere: list[Telling] = field(default_factory=list)


def _pairs(tellings: Sequence[Telling]) -> Iterator[tuple[Telling, Telling]]:
    blocks: dict[tuple[str, str], dict[str | None, _Block]] = {}
    for telling in sorted(tellings, key=_day):
        for token, elsewhere in _tokens(telling):
            block = blocks.setdefault((telling.family, token), {}).setdefault(telling.agreed.actor, _Block())
            (block.elsewhere if elsewhere else block.here).append(telling)
    seen: set[tuple[int, int]] = set()
    for (kind, _), by_actor in blocks.items():
        unnamed = by_actor.pop(None, _Block())  # an actor that one report leaves out may be any that another names
        for block in by_actor.values() or (_Block(),):
            near = sorted((*block.here, *unnamed.here), key=_day)
            rest = sorted((*block.elsewhere, *unnamed.elsewhere), key=_day)
            for one, two in _near(near, rest, window(kind).days):
                pair = (id(one), id(two)) if id(one) < id(two) else (id(two), id(one))
                if one.report != two.report and pair not in seen:
                    seen.add(pair)
                    yield one, two


@dataclass(frozen=True)
class Signs:
    """What says whether a telling is compared with another: `tokens` with whether those like it are compared elsewhere.

    `day` is a day's number, 0 without one; `reach` is how many days two may lie apart.
    """

    report: ReportKey
    family: str
    actor: str | None
    day: int
    reach: int
    tokens: dict[str, bool]


def signs(telling: Telling) -> Signs:
    """Return by what a telling is compared with others."""
    kind = telling.family
    return Signs(telling.report, kind, telling.agreed.actor, _day(telling), window(kind).days, dict(_tokens(telling)))


def compared(one: Signs, other: Signs) -> bool:
    """Whether two tellings are compared at all: the pairs that `_pairs` yields."""
    if one.actor != other.actor and one.actor is not None and other.actor is not None:
        return False
    if one.family != other.family or one.report == other.report:
        return False
    if abs(one.day - other.day) > one.reach and _UNDATED not in (one.day, other.day):
        return False
    if len(one.tokens) > len(other.tokens):
        one, other = other, one
    others = other.tokens
    return any(not (away and others[token]) for token, away in one.tokens.items() if token in others)


def size_of(strength: Strength) -> int | None:
    """Return the size that an exact figure has, None without one.

    Sizes grow by more than the tolerance: two figures within it are in the same size or in neighbours.
    """
    if strength.low is None or strength.low != strength.high or strength.implied:
        return None
    return math.floor(math.log(max(strength.low, 1)) / math.log(1 / (1 - TOLERANCE)))


def _near(here: Sequence[Telling], elsewhere: Sequence[Telling], reach: int) -> Iterator[tuple[Telling, Telling]]:
    """Yield each of `here` with the rest of `here` and with `elsewhere`, both sorted by day, within `reach` days."""
    days, other_days = [_day(telling) for telling in here], [_day(telling) for telling in elsewhere]
    undated = bisect_right(other_days, _UNDATED)
    for index, (one, day) in enumerate(zip(here, days, strict=True)):
        if day == _UNDATED:
            yield from ((one, two) for two in (*here[index + 1 :], *elsewhere))
            continue
        low, high = bisect_left(other_days, day - reach), bisect_right(other_days, day + reach)
        yield from ((one, two) for two in here[index + 1 : bisect_right(days, day + reach)])
        yield from ((one, two) for two in (*elsewhere[:undated], *elsewhere[low:high]))


def _day(telling: Telling) -> int:
    return telling.published.toordinal() if telling.published else _UNDATED


def _tokens(telling: Telling) -> Iterator[tuple[str, bool]]:
    """Yield what a telling is looked up by, and whether those like it are compared under another token.

    Two that fit share at least one token under which they are compared: exact figures the place with their size, a
    vague one the place, one without a place its size.
    """
    agreed = telling.agreed
    strength = agreed.strength
    size = size_of(strength)
    exact = size is not None
    sizes = () if size is None else (size, size + 1)
    place = agreed.destination or agreed.origin
    if sizes and (strength.low or 0) >= 10:
        # Without a place that others are looked up by, the figure alone leads to those that it may be.
        placed = place is not None and bool(place.country or place.members)
        yield from ((f"strength {size} {strength.unit}", placed) for size in sizes)
    # What left may be told with the place it left, the one it went to, or both.
    left = telling.family == "withdrawal"
    ends = (agreed.destination, agreed.origin) if left else (place,)
    found = list(dict.fromkeys(area for end in ends if end is not None for area in areas(end)))
    from_only = agreed.destination is None and not left  # few: compared with all that name the same start
    for area in found:
        yield f"place {area}", exact and not from_only
        yield from ((f"place {area} {size}", False) for size in sizes)
    if agreed.destination is not None and agreed.origin is not None and not left:
        yield from ((f"place {area}", True) for area in dict.fromkeys(areas(agreed.origin)) if area not in found)
    yield from ((f"unit {designator}", False) for designator in designators(agreed.unit))
    yield from ((f"quote {words}", False) for words in sorted(copied_words(telling)))
