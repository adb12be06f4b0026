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
    from mapapp.extract.scene import Draft

_OF = re.compile(r"(?:^|[\s,;(])of\s+(?:the|its|those|these|their)\b", re.I)


def link(drafts: list[Draft], memory: Memory) -> list[Draft]:
    """Link the parts among the drafts of one sentence to their total; return the drafts that stay."""
    here: Draft | None = None
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
        _remember_first(drafts, memory)
        return drafts
    if not parts:
        here.relation = here.force.relation
        if here.destinations or here.origin:
            memory.total = here
        return drafts
    memory.total = here
    return _with_total(drafts, here, parts, memory)


def _is_counted(draft: Draft) -> bool:
    return draft.force.strength.known and not draft.force.strength.implied


def _is_total(draft: Draft) -> bool:
    """Whether a strength is told as what others are part of ("of the 2,000 …")."""
    before = draft.scene.text[max(0, draft.force.start - 24) : draft.force.start + 6]
    return draft.trigger is not None and _is_counted(draft) and _OF.search(before) is not None


def _belong(part: Draft, total: Draft) -> None:
    part.total = total
    part.origin = part.origin or total.origin
    part.actors = part.force.nations or total.actors or part.actors
    part.force.category = part.force.category or total.force.category or StrengthUnit.PERSONNEL


def _with_total(drafts: list[Draft], total: Draft, parts: list[Draft], memory: Memory) -> list[Draft]:
    """Decide whether a total is a record of its own: not when it was told before, and not without a place."""
    if total.destinations:
        return drafts
    told = _told_before(total, memory)
    if told is not None:
        for part in parts:
            part.total = told
        return [d for d in drafts if d is not total]
    total.destinations = tuple(dict.fromkeys(spot for part in parts for spot in part.destinations))
    return drafts if total.destinations else [d for d in drafts if d is not total]


def _told_before(total: Draft, memory: Memory) -> Draft | None:
    for draft in memory.drafts:
        a, b = draft.strength, total.strength
        same_side = not total.actors or set(draft.actors) & set(total.actors)
        if a.known and (a.low, a.high) == (b.low, b.high) and same_side:
            return draft
    return None


def _remember_first(drafts: list[Draft], memory: Memory) -> None:
    """Keep the first counted draft of a sentence as what "the other 300" may be part of."""
    counted = [d for d in drafts if _is_counted(d)]
    if counted and all(d.relation != "other" for d in drafts):
        memory.total = counted[0]
