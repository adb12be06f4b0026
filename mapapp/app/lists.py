"""The lists of a case: its queue, its log and its reports, as tables; only the one looked at is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from mapapp.keep import State, log, queue, why

#: Movements in the queue's table, entries in the log's, and reports.
_SHOWN = 200


def draw(state: State, waiting: Sequence[queue.Waiting]) -> None:
    """Draw the queue, the log and the reports as tables."""
    lists: dict[str, Callable[[], list[dict[str, Any]]]] = {
        "Queue": lambda: _queue(waiting),
        "Log": lambda: _log(state),
        "Reports": lambda: _reports(state),
    }
    for tab, rows in zip(st.tabs(list(lists), key="lists", on_change="rerun"), lists.values(), strict=True):
        if tab.open:
            tab.dataframe(pd.DataFrame(rows()), hide_index=True)


def _queue(waiting: Sequence[queue.Waiting]) -> list[dict[str, Any]]:
    return [
        {
            "Movement": why.label(one.kept.movement),
            "Why it waits": "; ".join(one.reasons),
            "Sources": one.sources,
            "Urgency": one.urgency,
        }
        for one in waiting[:_SHOWN]
    ]


def _log(state: State) -> list[dict[str, Any]]:
    standing = {entry.number for entry in log.standing(state.entries)}
    return [
        {"Entry": why.words(entry), "Stands": entry.number in standing} for entry in state.entries[: -_SHOWN - 1 : -1]
    ]


def _reports(state: State) -> list[dict[str, Any]]:
    return [
        {
            "Report": one.report.id,
            "Published": str(one.report.published or ""),
            "Source": one.grade or "",
            "Claims": sum(not claim.gone for claim in state.claims[one.report.id]),
            "Copy of": "" if (first := state.copies.get(one.report.id)) in (None, one.report.id) else first,
            "Taken out": one.removed,
        }
        for one in list(state.reports.values())[-_SHOWN:]
    ]
