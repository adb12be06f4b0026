"""The date of a draft: the one that hangs on its trigger, or that of the order which stands above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.extract.syntax import up
from mapapp.model import Status

if TYPE_CHECKING:
    from mapapp.extract.scene import Dated, Draft, Trigger

_HIGHEST = 13


def date(drafts: list[Draft]) -> None:
    """Give each draft the first date of its sentence that tells when it was so."""
    for draft in drafts:
        if draft.trigger is None:
            continue
        ordered = draft.status is Status.ORDERED
        for day in draft.scene.dates:
            if _hangs_on(day, draft.trigger, ordered=ordered):
                draft.date = day
                break


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
