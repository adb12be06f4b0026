"""Where a force is kept and what it does meet in one sentence.

"The company based at Tromsø will go": the base is the origin of the move, not a presence of its own.  "two companies
would be withdrawn, leaving one in Gao": those who go leave the place where the others stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.extract.words import Sense
from mapapp.model import Status

if TYPE_CHECKING:
    from mapapp.extract.scene import Draft

_AWAY = frozenset((Sense.WITHDRAW, Sense.LEAVE))


def give_place_left(drafts: list[Draft]) -> None:
    """Let those who withdraw without a place leave the place where others are left."""
    for stay in drafts:
        if stay.trigger is not None and stay.trigger.root.lemma_ == "leave" and Sense.HAVE in stay.senses:
            break
    else:
        return
    for draft in drafts if stay.destinations else ():
        if draft.origin is None and not draft.destinations and draft.senses & _AWAY:
            draft.origin = stay.destinations[0]


def settled(drafts: list[Draft]) -> list[Draft]:
    """Make the place where a moving force is kept, or that a participle says it came from, its origin."""
    out = []
    for draft in drafts:
        others = [d for d in drafts if d is not draft]
        if _is_kept(draft):
            moves = [d for d in others if _goes_on(d, draft)]
            left = draft.destinations
        else:
            left = (draft.origin,) if draft.origin is not None and _only_came(draft) else ()
            moves = [d for d in others if left and d.destinations and d.origin is None and _one_force(d, draft)]
        for move in moves:
            move.origin = move.origin or left[0]
        if not moves:
            out.append(draft)
    return out


def _only_came(draft: Draft) -> bool:
    """Whether a draft only says where a force came from ("The troops, flown from Kampala, are in Bunia")."""
    trigger = draft.trigger
    told = trigger is not None and (trigger.participle or trigger.root.dep_ == "relcl")
    return told and not draft.destinations and not draft.via and draft.status in (Status.COMPLETED, Status.WITHDRAWN)


def _is_kept(draft: Draft) -> bool:
    """Whether a draft only says where a force is, beside what else the sentence says of it."""
    return draft.status is Status.PRESENT and (draft.trigger is None or draft.trigger.participle)


def _goes_on(move: Draft, stay: Draft) -> bool:
    """Whether `move` tells what the force of `stay` does next."""
    if _is_kept(move) or not stay.destinations:
        return False
    return _one_force(move, stay) and bool(move.destinations or move.senses & (_AWAY | {Sense.ALERT}))


def _one_force(one: Draft, other: Draft) -> bool:
    mine = {id(force) for force in (one.force, *one.force.merged)}
    return any(id(force) in mine for force in (other.force, *other.force.merged))
