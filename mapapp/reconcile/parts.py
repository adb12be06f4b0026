"""Parts of a total within one report, where its claims do not say so themselves.

A report's claims carry such links where the grammar found them ("of the 2,000, about 1,700").  This finds more, by

- *sums*: two or more figures of one force and unit that add up to another, within its place ("600 … 150 … 450");
- *words*: what is told right after "including", "comprised", "of them", what is "among" or contributed to a larger
  figure of the same sentence, "one" of "three brigades", and what comes with a "whole" or a total "in all";
- *breadth*: a number that is left open, to a region, with two or more figures to places in it.

A part is in its total's place, or moves to it; it is smaller; and it has one total.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mapapp.model import Place, PlaceKind, Status, Strength, StrengthUnit
from mapapp.reconcile.agree import STAGE
from mapapp.reconcile.places import contains, kilometres
from mapapp.reconcile.tellings import Telling
from mapapp.reconcile.ties import Ties

#: Figures beside a total at most: subsets are tried.
_MOST = 14
#: Tellings of one report at most: more are a table.
_TABLE = 200
_INCLUDING = re.compile(
    r"\b(?:includ(?:e[sd]?|ing)|compris(?:e[sd]?|ing)|consist(?:s|ed|ing)? of|made up of|"
    r"of (?:them|these|those|whom|which))\b",
    re.IGNORECASE,
)
_AMONG = re.compile(
    r"\b(?:among|out of|part of|of|to)\s+(?:the|its|their|these|those|[\w.]+['’]s?)?\s*(?:[\w-]+\s+){0,2}\Z",
    re.IGNORECASE,
)
_GIVES = re.compile(r"\bcontribut(?:e[sd]?|ing|ions?)\b", re.IGNORECASE)
_ONE_OF = re.compile(r"[,;:(–—]\s*(?:one|two|three|four|five)\b(?!\s+of\s+the\b)", re.IGNORECASE)
#: A region without a radius of its own reaches so far from its middle, kilometres.
_REGION_KM = 800.0
_WHOLE = re.compile(r"\b(?:whole|entire|in all|altogether|in total|a total of|totall?ing)\b", re.IGNORECASE)


def parted(tellings: Sequence[Telling], ties: Ties) -> Sequence[Telling]:
    """Link the tellings that have no total to the one that their report gives, and return them."""
    by_report: dict[object, list[Telling]] = {}
    for telling in tellings:
        by_report.setdefault(telling.report, []).append(telling)
    for told in by_report.values():
        if 1 < len(told) <= _TABLE:
            listed = sorted(told, key=_start)
            for rule in (_sums, _within, _given, _of_several, _whole, _broad):
                for part, total in rule(listed):
                    if _can(part, total, ties):
                        part.total = total
    return tellings


def _can(part: Telling, total: Telling, ties: Ties) -> bool:
    """Whether a part may still be linked: it has no total, and the total is neither its part nor its sharer."""
    if part.total is not None or part is total or ties.part(part.claims, total.claims):
        return False
    above: Telling | None = total
    for _ in range(_MOST):
        if above is None:
            return True
        if above is part or above.shared is part or above is part.shared:
            return False
        above = above.total
    return False


def _sums(listed: Sequence[Telling]) -> Iterable[tuple[Telling, Telling]]:
    for total in listed:
        whole = _exact(total.agreed.strength)
        if whole is None or whole < 2 or total.shared is not None or any(one.total is total for one in listed):
            continue
        parts = [
            one
            for one in listed
            if one.total is None
            and one.shared is None
            and (figure := _exact(one.agreed.strength)) is not None
            and 0 < figure < whole
            and one.agreed.strength.unit == total.agreed.strength.unit
            and one.agreed.actor == total.agreed.actor
            and _alike(one, total)
            and _inside(one, total, listed)
        ]
        if 2 <= len(parts) <= _MOST and (found := _subset(parts, whole)):
            for part in (*found, *(one for one in listed if any(one.shared is lead for lead in found))):
                yield part, total


def _subset(parts: Sequence[Telling], whole: int) -> list[Telling]:
    """Return the first parts, in the order of the text, that add up to a figure; none when no two or more do."""
    reached: dict[int, list[Telling]] = {0: []}
    for part in parts:
        figure = _exact(part.agreed.strength) or 0
        for summed, used in list(reached.items()):
            if summed + figure <= whole:
                reached.setdefault(summed + figure, [*used, part])
    found = reached.get(whole, [])
    return found if len(found) > 1 else []


def _within(listed: Sequence[Telling]) -> Iterable[tuple[Telling, Telling]]:
    """Yield what stands after "including" with the figure that stands before it."""
    for part in listed:
        quote, text = part.claims[0].quote, part.claims[0].report.text
        at = _place_of_figure(part)
        cues = [cue for cue in _INCLUDING.finditer(text, quote.start, quote.end) if cue.end() <= at]
        if not cues or "\n\n" in text[cues[-1].end() : at]:
            continue
        for total in reversed(listed):
            if total is not part and _place_of_figure(total) < cues[-1].start() and _can_hold(total, part):
                between = text[_place_of_figure(total) : cues[-1].start()]
                if between.count("\n\n") <= 1 and _inside(part, total, listed):
                    yield part, total
                    break


def _can_hold(total: Telling, part: Telling) -> bool:
    """Whether a telling may have units and figures in it: people, or more of the same."""
    one, other = total.agreed, part.agreed
    if one.actor != other.actor or not _alike(part, total):
        return False
    if one.strength.unit is not other.strength.unit:
        return one.strength.unit is StrengthUnit.PERSONNEL and not one.strength.implied
    return _larger(one.strength, other.strength)


def _given(listed: Sequence[Telling]) -> Iterable[tuple[Telling, Telling]]:
    """Yield what is "among" a larger figure of its sentence, and what states contribute to a force of several."""
    for part in listed:
        text = part.claims[0].report.text
        for total in listed:
            if total is part or not _alike(part, total) or not _larger(total.agreed.strength, part.agreed.strength):
                continue
            if not _inside(part, total, listed):
                continue
            joint = total.agreed.actor is not None and len(total.agreed.actor) > 2
            if joint and any(_GIVES.search(claim.quote.verbatim) for claim in part.claims):
                yield part, total
                continue
            start, end = _place_of_figure(part), _place_of_figure(total)
            same = any(
                one.quote.start < two.quote.end and two.quote.start < one.quote.end
                for one in part.claims
                for two in total.claims
            )
            if (
                same
                and start < end
                and part.agreed.strength.known
                and _AMONG.search(text[start:end])
                and (joint or part.agreed.actor == total.agreed.actor)
            ):
                yield part, total


def _whole(listed: Sequence[Telling]) -> Iterable[tuple[Telling, Telling]]:
    for total in listed:
        quote, text = total.claims[0].quote, total.claims[0].report.text
        if not total.agreed.strength.known or not _WHOLE.search(quote.verbatim):
            continue
        paragraph = text.rfind("\n\n", 0, quote.start)
        for part in listed:
            start = _place_of_figure(part)
            goal, held = part.agreed.destination, part.agreed.strength
            if not paragraph < start <= quote.end or goal is None or goal != total.agreed.destination:
                continue
            if part.agreed.actor != total.agreed.actor or not _alike(part, total):
                continue
            if held.unit is not total.agreed.strength.unit or _larger(total.agreed.strength, held):
                yield part, total


def _broad(listed: Sequence[Telling]) -> Iterable[tuple[Telling, Telling]]:
    for total in listed:
        agreed = total.agreed
        if agreed.strength.known or agreed.destination is None or agreed.destination.kind is not PlaceKind.REGION:
            continue
        parts = [
            part
            for part in listed
            if _counted(part, total)
            and part.agreed.actor == agreed.actor
            and part.total is None
            and part.agreed.status in STAGE
            and _alike(part, total)
            and part.agreed.destination is not None
            and contains(agreed.destination, part.agreed.destination)
        ]
        parts += _points(total, listed)
        if len({part.agreed.destination.id for part in parts if part.agreed.destination}) > 1:
            yield from ((part, total) for part in parts)


def _counted(part: Telling, total: Telling) -> bool:
    """Whether a telling has a figure of the total's kind, or is a formation among people."""
    own, unit = part.agreed.strength, total.agreed.strength.unit
    if own.unit is StrengthUnit.UNITS and unit is StrengthUnit.PERSONNEL:
        return own.known
    return own.known and not own.implied and own.unit is unit


def _points(total: Telling, listed: Sequence[Telling]) -> list[Telling]:
    """Return what one later statement, without a figure, says of several points of the total's region."""
    found: dict[int, list[Telling]] = {}
    for part in listed:
        goal, whole = part.agreed.destination, total.agreed.destination
        if goal is None or whole is None or part.agreed.strength.known or part is total or not _alike(part, total):
            continue
        if part.agreed.actor != total.agreed.actor or _place_of_figure(part) <= _place_of_figure(total):
            continue
        if goal.kind is not PlaceKind.COUNTRY and kilometres(goal, whole) <= (whole.radius_km or _REGION_KM):
            found.setdefault(id(part.shared or part), []).append(part)
    return next((parts for parts in found.values() if len(parts) > 1), [])


def _of_several(listed: Sequence[Telling]) -> Iterable[tuple[Telling, Telling]]:
    """Yield what "three brigades …, one near the coast" says of the one."""
    for total in listed:
        claim = total.claims[0]
        whole, name = _exact(total.agreed.strength), _head(total)
        after = claim.report.text[_place_of_figure(total) : claim.quote.end]
        if whole is None or whole < 2 or not name or not _ONE_OF.search(after):
            continue
        for part in listed:
            figure = part.agreed.strength
            if part is total or _head(part) != name or part.agreed.actor != total.agreed.actor:
                continue
            overlap = any(
                one.quote.start < claim.quote.end and claim.quote.start < one.quote.end for one in part.claims
            )
            if overlap and part.agreed.status is total.agreed.status and figure.low and figure.low < whole:
                yield part, total


def _head(telling: Telling) -> str:
    words = (telling.agreed.unit or telling.agreed.equipment or "").casefold().split()
    return words[-1].removesuffix("s") if words else ""


def _alike(part: Telling, total: Telling) -> bool:
    """Whether both are of one kind of movement; what is done may be part of what is planned, not of what might be."""
    if part.family != total.family:
        return False
    return (part.agreed.status is Status.POSSIBLE) == (total.agreed.status is Status.POSSIBLE)


def _inside(part: Telling, total: Telling, listed: Iterable[Telling]) -> bool:
    """Whether a part's place lies in its total's, or in that of one who shares the total's strength."""
    places = [one.agreed.destination or one.agreed.origin for one in listed if one is total or one.shared is total]
    own = part.agreed.destination or part.agreed.origin
    return own is None or any(place is None or _in(place, own) for place in places)


def _in(outer: Place, inner: Place) -> bool:
    return contains(outer, inner) or contains(inner, outer)


def _larger(one: Strength, other: Strength) -> bool:
    if not one.known or one.implied:
        return False
    high = one.high if one.high is not None else one.low
    return not other.known or (high or 0) > (other.low or other.high or 0)


def _exact(strength: Strength) -> int | None:
    return strength.low if strength.low == strength.high and not strength.implied else None


def _start(telling: Telling) -> tuple[int, int]:
    return _place_of_figure(telling), telling.key[1]


def _place_of_figure(telling: Telling) -> int:
    """Return where in the text the figure stands, else the unit or the equipment, else the quote."""
    claim = telling.claims[0]
    for mark in claim.marks:
        if mark.field in ("strength", "unit"):
            return mark.start
    text, start, end = claim.report.text, claim.quote.start, claim.quote.end
    low = claim.strength.low
    figures = [] if low is None or claim.strength.implied else [f"{low:,}", str(low)]
    for words in (*figures, claim.unit, claim.equipment):
        at = text.find(words, start, end) if words else -1
        if at >= 0:
            return at
    return start
