"""Tellings of several reports → groups, one a movement.

Only tellings that share a place, a unit or about a figure are compared (blocks), and of those only the ones whose
reports lie within some weeks of each other.  Pairs are joined from the best down, and only when every telling of one
group fits every telling of the other and no report would tell the same movement twice: what a report tells
apart stays apart, and a row of small differences does not add up to a large one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from mapapp.reconcile.alike import ENOUGH, alike, family, window
from mapapp.reconcile.places import areas
from mapapp.reconcile.tellings import Telling
from mapapp.reconcile.units import designators


def groups(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """Return the groups, each in the order of its tellings' keys, sorted by their first."""
    member = {id(telling): [telling] for telling in tellings}
    weights: dict[tuple[int, int], float | None] = {}

    def weight(one: Telling, other: Telling) -> float | None:
        pair = (id(one), id(other)) if one.key <= other.key else (id(other), id(one))
        if pair not in weights:
            weights[pair] = alike(one, other)
        return weights[pair]

    edges = []
    for one, other in _pairs(tellings):
        found = weight(one, other)
        if found is not None and found >= ENOUGH:
            first, second = sorted((one, other), key=lambda telling: telling.key)
            edges.append((-found, first.key, second.key, first, second))
    edges.sort(key=lambda edge: edge[:3])
    for _, _, _, one, other in edges:
        left, right = member[id(one)], member[id(other)]
        if left is right or {telling.report for telling in left} & {telling.report for telling in right}:
            continue
        if any(weight(first, second) is None for first in left for second in right):
            continue
        joined = sorted(left + right, key=lambda telling: telling.key)
        for telling in joined:
            member[id(telling)] = joined
    seen = {id(group): group for group in member.values()}
    return sorted(seen.values(), key=lambda group: group[0].key)


def _pairs(tellings: Sequence[Telling]) -> Iterator[tuple[Telling, Telling]]:
    blocks: dict[tuple[str, str], dict[str | None, list[Telling]]] = {}
    for telling in tellings:
        kind = family(telling.agreed)
        for token in _tokens(telling):
            blocks.setdefault((kind, token), {}).setdefault(telling.agreed.actor, []).append(telling)
    seen: set[tuple[int, int]] = set()
    for (kind, _), by_actor in blocks.items():
        unnamed = by_actor.pop(None, [])  # an actor that one report leaves out may be any that another names
        for block in by_actor.values() or [[]]:
            yield from _near([*block, *unnamed], window(kind), seen)


def _near(block: Sequence[Telling], reach: timedelta, seen: set[tuple[int, int]]) -> Iterator[tuple[Telling, Telling]]:
    undated = [telling for telling in block if telling.published is None]
    dated = sorted((telling for telling in block if telling.published), key=_day)
    for index, one in enumerate(dated):
        for other in dated[index + 1 :]:
            if _day(other) - _day(one) > reach:
                break
            yield from _new(one, other, seen)
    for index, one in enumerate(undated):
        for other in (*undated[index + 1 :], *dated):
            yield from _new(one, other, seen)


def _new(one: Telling, other: Telling, seen: set[tuple[int, int]]) -> Iterator[tuple[Telling, Telling]]:
    pair = (id(one), id(other)) if id(one) < id(other) else (id(other), id(one))
    if one.report != other.report and pair not in seen:
        seen.add(pair)
        yield one, other


def _day(telling: Telling) -> date:
    return telling.published or date.min


def _tokens(telling: Telling) -> Iterator[str]:
    """Yield what a telling is looked up by; two that fit share at least one of these."""
    agreed = telling.agreed
    place = agreed.destination or agreed.origin
    if place is not None:
        yield from (f"place {area}" for area in areas(place))
    yield from (f"unit {designator}" for designator in designators(agreed.unit))
    figure = agreed.strength.high or agreed.strength.low
    if figure and not agreed.strength.implied:
        step = round(math.log(figure) / math.log(1.35))
        yield from (f"strength {near}" for near in (step - 1, step, step + 1))
    yield from (f"quote {claim.quote.verbatim}" for claim in telling.claims)
