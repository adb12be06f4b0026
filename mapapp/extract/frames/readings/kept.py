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
    """Make the place where a moving force is kept its origin."""
    out = []
    for draft in drafts:
        moves = [d for d in drafts if d is not draft and _goes_on(d, draft)] if _is_kept(draft) else []
        for move in moves:
            move.origin = move.origin or draft.destinations[0]
        if not moves:
            out.append(draft)
    return out


def _is_kept(draft: Draft) -> bool:
    """Whether a draft only says where a force is, beside what else the sentence says of it."""
    return draft.status is Status.PRESENT and (draft.trigger is None or draft.trigger.participle)


def _goes_on(move: Draft, stay: Draft) -> bool:
    """Whether `move` tells what the force of `stay` does next."""
    if _is_kept(move) or not stay.destinations:
        return False
    mine = {id(force) for force in (move.force, *move.force.merged)}
    same = any(id(force) in mine for force in (stay.force, *stay.force.merged))
    return same and bool(move.destinations or move.senses & (_AWAY | {Sense.ALERT}))
