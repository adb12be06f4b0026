"""One report that tells of the same movement twice, in different words.

A report's claims carry such links themselves where the words show them ("the 1,000", "they").  This catches the rest:
another sentence of the same report about the same force, to the same place or a place within it, with nothing that
contradicts; captions, headlines and later paragraphs say again what was said, more or less exactly.  Figures that one
sentence sets side by side are apart, and so is what is said to be more ("another 300").  Counting twice is the worse
mistake of the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from mapapp.model import Claim, DateSpan, Status, Strength
from mapapp.reconcile.agree import Agreed, agree
from mapapp.reconcile.alike import alike
from mapapp.reconcile.places import areas, contains, near
from mapapp.reconcile.tellings import Telling
from mapapp.reconcile.ties import Ties
from mapapp.reconcile.units import designators, named_apart

#: More tellings than this of one force, in one report and about one place, are a table: only equal figures are joined.
_MOST = 60
_MORE = re.compile(r"\b(?:another|additional|further|extra|more|other)\b(?!\s+than\b)", re.IGNORECASE)
#: A figure this large is not equal by chance.
_LEAST = 10


def joined(tellings: Sequence[Telling], ties: Ties) -> list[Telling]:
    """Return `tellings` with those of one report that tell the same again taken together."""
    blocks: dict[tuple[object, ...], list[Telling]] = {}
    for telling in tellings:
        blocks.setdefault((telling.report, telling.family), []).append(telling)
    lead: dict[int, list[Telling]] = {}
    for block in blocks.values():
        if len(block) > 1:
            _join(block, ties, lead)
    gone: dict[int, Telling] = {}
    for group in {id(group): group for group in lead.values()}.values():
        first, *others = sorted(group, key=lambda one: one.key)
        first.claims = tuple(claim for one in (first, *others) for claim in one.claims)
        first.agreed = agree(first.claims)
        for other in others:
            gone[id(other)] = first
            first.total, first.shared = first.total or other.total, first.shared or other.shared
    kept = [telling for telling in tellings if id(telling) not in gone]
    for telling in kept:
        telling.total = _now(telling.total, gone, telling)
        telling.shared = _now(telling.shared, gone, telling)
    return kept


def _join(block: Sequence[Telling], ties: Ties, group_of: dict[int, list[Telling]]) -> None:
    """Join from the best pair down, and only what fits every telling of either side."""
    weights: dict[tuple[int, int], float] = {}
    for one, other in _pairs(block):
        if not ties.part(one.claims, other.claims) and (weight := _again(one, other)) is not None:
            weights[id(one), id(other)] = weight
    place = {id(one): number for number, one in enumerate(block)}
    by_id = {id(one): one for one in block}
    enough = [pair for pair, weight in weights.items() if weight > 0]
    for pair in sorted(enough, key=lambda pair: (-weights[pair], place[pair[0]], place[pair[1]])):
        left, right = (group_of.setdefault(name, [by_id[name]]) for name in pair)
        if left is right or not all(_ordered(first, second, place) in weights for first in left for second in right):
            continue
        left += right
        for telling in right:
            group_of[id(telling)] = left


def _ordered(one: Telling, other: Telling, place: dict[int, int]) -> tuple[int, int]:
    return (id(one), id(other)) if place[id(one)] < place[id(other)] else (id(other), id(one))


def _pairs(block: Sequence[Telling]) -> Iterator[tuple[Telling, Telling]]:
    if len(block) <= _MOST:
        yield from combinations(block, 2)
        return
    alikes: dict[tuple[object, ...], list[Telling]] = {}
    for telling in block:
        strength, end = telling.agreed.strength, telling.agreed.destination or telling.agreed.origin
        for area in areas(end) if end else ("",):
            alikes.setdefault((telling.agreed.actor, strength.low, strength.high, area), []).append(telling)
    seen: set[tuple[int, int]] = set()
    place = {id(one): number for number, one in enumerate(block)}
    for listed in alikes.values():
        for one, other in combinations(listed[:_MOST], 2):
            pair = _ordered(one, other, place)
            if pair not in seen:
                seen.add(pair)
                yield one, other


def _again(one: Telling, other: Telling) -> float | None:
    """Return how surely two tellings of one report are the same, 0 when it cannot be told; None when they are not."""
    if one.total is other or other.total is one or (one.total is not other.total and one.total and other.total):
        return None
    if one.shared is other or other.shared is one or (one.shared is not None and one.shared is other.shared):
        return None
    if any(_overlap(first.quote.start, first.quote.end, other.claims) for first in one.claims):
        return None
    weight = alike(one, other)
    first, second = one.agreed, other.agreed
    if weight is None or first.strength.unit != second.strength.unit or _days_apart(first.date, second.date):
        return None
    if named_apart(_names(first), _names(second)):
        return None
    figures = [first.strength, second.strength]
    known = [figure for figure in figures if figure.known]
    equal = (figures[0].low, figures[0].high) == (figures[1].low, figures[1].high)
    if len(known) == 1 and known[0].implied:  # "a warship" is not what "warships" are
        return None
    if len(known) == 2 and not equal and all(map(_is_exact, known)):  # one report knows its figures
        return None
    whence = first.origin is not None and second.origin is not None
    if len(known) == 2 and not whence and not first.strength.implied and _further(one) != _further(other):
        return None
    if len(known) < 2 and (first.status is Status.POSSIBLE) != (second.status is Status.POSSIBLE):
        return None
    if first.status is Status.ON_ALERT and equal and len(known) == 2 and (figures[0].low or 0) >= _LEAST:
        return weight + 1
    return max(weight, 0.1) if _enough(first, second, len(known)) else 0.0


def _enough(first: Agreed, second: Agreed, known: int) -> bool:
    """Whether the places say that it is one movement: the same, or, where a figure or a name fits too, one within."""
    ends = (first.destination, second.destination)
    if ends == (None, None):
        ends = (first.origin, second.origin)
    here, there = ends
    if here is None or there is None:
        return False
    whence = first.origin is not None and second.origin is not None
    named = bool((first.equipment and second.equipment) or designators(first.unit) & designators(second.unit))
    few = known == 2 and not first.strength.implied and (first.strength.low or 0) < _LEAST
    if few and not whence and not named:  # may be equal by chance
        return False
    numbered = [bool(designators(agreed.unit)) for agreed in (first, second)]
    counted = [agreed.strength.known for agreed in (first, second)]
    if known == 1 and numbered[counted.index(False)] and not numbered[counted.index(True)]:  # may be a part of it
        return False
    if here.id == there.id or here == there or near(here, there):
        return True
    return (known == 2 or (known == 0 and named)) and (contains(here, there) or contains(there, here))


def _names(agreed: Agreed) -> str:
    return f"{agreed.unit or ''} {agreed.equipment or ''}".strip()


def _is_exact(strength: Strength) -> bool:
    return strength.low == strength.high and not strength.approximate


def _days_apart(one: DateSpan | None, other: DateSpan | None) -> bool:
    """Whether two dates have no day in common: one report knows what it dates."""
    if one is None or other is None:
        return False
    starts = [span.start for span in (one, other) if span.start]
    ends = [span.end for span in (one, other) if span.end]
    return bool(starts and ends) and max(starts) > min(ends)


def _further(telling: Telling) -> bool:
    return all(_MORE.search(claim.quote.verbatim) for claim in telling.claims)


def _overlap(start: int, end: int, claims: Iterable[Claim]) -> bool:
    return any(start < claim.quote.end and claim.quote.start < end for claim in claims)


def _now(goal: Telling | None, gone: dict[int, Telling], telling: Telling) -> Telling | None:
    goal = gone.get(id(goal), goal)
    return None if goal is telling else goal
