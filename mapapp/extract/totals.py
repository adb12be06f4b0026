"""Totals and their parts: "of the 90, 60 will go to Chad; the other 30 will go to Niger".

A part is linked to its total, and the two are never added up.  It takes origin and side from the total; the total
takes the places of its parts where it has none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mapapp.model import StrengthUnit

if TYPE_CHECKING:
    from mapapp.extract.memory import Memory
    from mapapp.extract.scene import Draft, Force, Scene
    from mapapp.model import Strength

_OF = re.compile(r"(?:^|[\s,;(])of\s+(?:the|its|those|these|their)\b", re.I)
_OTHER = re.compile(r"[,;\d]")
_NEXT = re.compile(r"\s?[,:;(–—]?\s?(?:and\s)?(?:the\s)?[\"“'‘*_]?", re.I)
_BEFORE, _WITHIN = 24, 6


def link(drafts: list[Draft], memory: Memory) -> list[Draft]:
    """Link the parts among the drafts of one sentence to their total; return the drafts that stay."""
    here: Draft | None = None
    _leave_open(drafts)
    _spelled_out(drafts)
    for draft in drafts:
        if _is_total(draft):
            here = draft
            here.relation = "total"
    parts = []
    for draft in drafts:
        if here is not None and draft.force.start > here.force.start:
            parts.append(draft)
            _belong(draft, here)
        elif draft.relation == "other" and memory.total is not None:
            _belong(draft, memory.total)
    if here is None:
        if not _of_earlier(drafts, memory):
            _remember_first(drafts, memory)
        return drafts
    if not parts:
        here.relation = here.force.relation
        if here.destinations or here.origin:
            memory.total = here
        return drafts
    memory.total = here
    return _with_total(drafts, here, parts, memory)


def _spelled_out(drafts: list[Draft]) -> None:
    """Link ships to the number that they spell out ("two carriers, the Ranger and the America")."""
    ships = sorted((d for d in drafts if d.force.category is StrengthUnit.SHIPS), key=lambda d: d.force.start)
    for whole in ships:
        at = whole.force.end
        named: list[Draft] = []
        for draft in ships if _is_counted(whole) else ():
            if (
                draft.force.named
                and draft.force.start >= at
                and _NEXT.fullmatch(draft.scene.text, at, draft.force.start)
            ):
                named.append(draft)
                at = draft.force.end
        if len({id(draft.force) for draft in named}) == whole.strength.low:
            for draft in named:
                draft.total = whole


def _leave_open(drafts: list[Draft]) -> None:
    """Mark the totals of which only a part is told to go somewhere: where the rest goes is not known."""
    for force in drafts[0].scene.forces if drafts else ():
        if _is_whole(drafts[0].scene, force):
            parts = [d.strength.low or 0 for d in drafts if d.force.start > force.start and _is_counted(d)]
            force.again = bool(parts) and 0 < sum(parts) < (force.strength.low or 0)


def _is_counted(draft: Draft) -> bool:
    return draft.force.strength.known and not draft.force.strength.implied


def _is_total(draft: Draft) -> bool:
    """Whether a draft tells what others are part of."""
    return draft.trigger is not None and _is_whole(draft.scene, draft.force)


def _is_whole(scene: Scene, force: Force) -> bool:
    """Whether a strength is told as what others are part of ("of the 90 …")."""
    if not force.strength.known or force.strength.implied:
        return False
    first = max(0, force.start - _BEFORE)
    found = [match.end() for match in _OF.finditer(scene.text, first, force.start + _WITHIN)]
    return bool(found) and _OTHER.search(scene.text, found[-1], max(found[-1], force.start)) is None


def _of_earlier(drafts: list[Draft], memory: Memory) -> bool:
    """Link the drafts behind "of the 90" to the 90 told before, where the words themselves made no draft."""
    if not drafts:
        return False
    scene, made = drafts[0].scene, {id(draft.force) for draft in drafts}
    for force in scene.forces:
        total = _told_before(force.strength, (), memory) if _is_whole(scene, force) and id(force) not in made else None
        parts = [d for d in drafts if d.force.start > force.start and _is_counted(d)]
        if total is not None and parts:
            for part in parts:
                _belong(part, total)
            memory.total = total
            return True
    return False


def _belong(part: Draft, total: Draft) -> None:
    part.total = total
    part.origin = part.origin or total.origin
    part.actors = part.force.nations or total.actors or part.actors
    part.force.category = part.force.category or total.force.category or StrengthUnit.PERSONNEL


def _with_total(drafts: list[Draft], total: Draft, parts: list[Draft], memory: Memory) -> list[Draft]:
    """Decide whether a total is a record of its own: not when it was told before, and not without a place."""
    if total.destinations:
        return drafts
    told = _told_before(total.strength, total.actors, memory)
    if told is not None:
        for part in parts:
            part.total = told
        return [d for d in drafts if d is not total]
    if not total.force.again:
        total.destinations = tuple(dict.fromkeys(spot for part in parts for spot in part.destinations))
    return drafts if total.destinations else [d for d in drafts if d is not total]


def _told_before(strength: Strength, actors: tuple[str, ...], memory: Memory) -> Draft | None:
    """Return the first draft of the same strength, of one of the actors if any are known."""
    for draft in memory.drafts:
        same_side = not actors or set(draft.actors) & set(actors)
        if (
            draft.strength.known
            and (draft.strength.low, draft.strength.high) == (strength.low, strength.high)
            and same_side
        ):
            return draft
    return None


def _remember_first(drafts: list[Draft], memory: Memory) -> None:
    """Keep the first counted draft of a sentence as what "the other 300" may be part of."""
    counted = [d for d in drafts if _is_counted(d)]
    if counted and all(d.relation != "other" for d in drafts):
        memory.total = counted[0]
