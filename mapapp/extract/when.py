"""The date of a draft: the one that hangs on its trigger, or that of the order which stands above it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date as date_
from typing import TYPE_CHECKING

from mapapp.extract.syntax import up
from mapapp.model import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from mapapp.extract.scene import Dated, Draft, Trigger

_HIGHEST = 13
_COMING = re.compile(r"\b(?:next|tomorrow|tonight|coming|later|soon|upcoming|in \w+ (?:days|weeks|months))\b", re.I)
_ON_THE_WAY = frozenset((Status.COMPLETED, Status.UNDER_WAY))
#: What was before, and when: "400 soldiers, down from 900 in 2020".
_FORMERLY = re.compile(
    r"\b(?:(?:down|up|reduced|increased) from|compared (?:with|to)|against|from a (?:peak|high|low) of) "
    r"(?:(?:about|some|around|nearly|more than|only|just|a|the|peak|of) ){0,3}"
    r"\d[\d,.]*(?: \w{2,12}){0,2} (?:in |on |at )?\Z"
)


def date(drafts: list[Draft]) -> list[Draft]:
    """Give each draft the date of its sentence that tells when it was so; return them, cut where places have their own.

    Of several dates that of its own place goes first ("to Japan in May and to Guam in June"), then that of its own
    part ("200 on Monday and 300 on Thursday"), then the first that hangs on its trigger.
    """
    found = [one for draft in drafts for one in _by_place(draft)]
    for draft in found:
        if draft.trigger is None:
            continue
        days = [day for day in draft.scene.dates if not _former(draft.scene.text, day)]
        ordered = draft.status is Status.ORDERED
        first = next((day for day in days if _hangs_on(day, draft.trigger, ordered=ordered)), None)
        own = _of_place(draft, days) if len(days) > 1 else None
        draft.date = own or (_of_part(draft, days, first, found) if first is not None else None)
    return found


def ahead(drafts: list[Draft], published: date_ | None) -> list[Draft]:
    """Let what is told in the present of a later day be planned ("HMS Ark Royal sails next month")."""
    for draft in drafts:
        day, verb = draft.date, draft.trigger.root if draft.trigger is not None else None
        if day is None or verb is None or published is None or draft.status not in _ON_THE_WAY:
            continue
        later = day.span.start is not None and day.span.start > published
        if later and _told_now(verb) and _COMING.search(draft.scene.text, day.start, day.end):
            draft.status = Status.PLANNED
    return drafts


def _told_now(verb: Token) -> bool:
    return verb.tag_ in ("VBZ", "VBP") and not any(c.dep_ in ("aux", "auxpass") for c in verb.children)


def _former(text: str, day: Dated) -> bool:
    return _FORMERLY.search(text, max(0, day.start - 60), day.start) is not None


def _by_place(draft: Draft) -> list[Draft]:
    """Cut a draft of several goals of which each has its date."""
    goals, days = draft.destinations, draft.scene.dates
    if len(goals) < 2 or len(days) < 2 or not all(map(draft.scene.day_behind, goals)):
        return [draft]
    cut = [replace(draft, destinations=(goal,)) for goal in goals[1:]]
    draft.destinations = goals[:1]
    return [draft, *cut]


def _of_place(draft: Draft, days: Sequence[Dated]) -> Dated | None:
    ends = draft.destinations[:1] if draft.destinations else (draft.origin,)
    behind = (draft.scene.day_behind(end) for end in ends if end is not None and end.start > draft.force.start)
    return next((day for day in behind if day in days), None)


def _of_part(draft: Draft, days: Sequence[Dated], first: Dated, drafts: Sequence[Draft]) -> Dated | None:
    """Return the date of one of the forces that a trigger moves: behind it, or before it where the first one is."""
    same = {d.force.start: d.force for d in drafts if d.trigger is not None and d.trigger.root == _root(draft)}
    starts = sorted(same)
    nearest = [start for start in starts if start < first.start]
    if nearest and nearest[-1] > draft.force.start and same[nearest[-1]].relation == "of_total":
        return None  # "sent 600, 200 of them in January"
    if len(starts) < 2 or len(days) < 2:
        return first
    at = starts.index(draft.force.start)
    if first.start < starts[0]:
        floor = starts[at - 1] if at else 0
        return next((day for day in reversed(days) if floor < day.start < starts[at]), first)
    low, high = starts[at], starts[at + 1] if at + 1 < len(starts) else draft.scene.sentence.end_char
    return next((day for day in days if low < day.start < high), first)


def _root(draft: Draft) -> Token | None:
    return draft.trigger.root if draft.trigger is not None else None


def _hangs_on(day: Dated, trigger: Trigger, *, ordered: bool) -> bool:
    """Whether no other verb stands between a date and a trigger."""
    root = trigger.root
    node = day.root
    for node in up(day.root, _HIGHEST):
        if node == root:
            return True
        if node.pos_ == "VERB":
            break
    # the day of the order, told with who says so
    return ordered and node in root.ancestors
