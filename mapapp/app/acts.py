"""What the controls of a case's page do: each action is one entry of the log, or a line that says why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from mapapp.app import reading
from mapapp.errors import MapappError
from mapapp.keep import Case, decisions


def _done(act: Callable[[Case, str], Any], **after: Any) -> None:
    """Do something to the movement that is looked at; what cannot be done is said on the page.

    Once it is done, fields of the page are `after`: what was filled in for one movement is not meant for the next.
    """
    session = st.session_state
    try:
        act(session.case, session.current or "")
    except MapappError as error:
        session.troubles = [str(error)]
    else:
        for field, value in after.items():
            session[field] = value


def decide(decision: Callable[[Case, str], Any]) -> Callable[[], None]:
    """Return what takes a decision about the movement."""
    return lambda: _done(decision)


def step(by: int) -> Callable[[], None]:
    """Return what turns to the movement so many further on."""

    def step() -> None:
        session = st.session_state
        if session.names:
            session.current = session.names[(session.at + by) % len(session.names)]

    return step


def undo() -> None:
    """Take the last decision back, and look at what it was about."""

    def act(case: Case, _: str) -> None:
        number = decisions.undo(case).body["of"]
        state = case.state()
        subject = next(entry.subject for entry in state.entries if entry.number == number)
        if subject.startswith(("m-", "c-")):
            st.session_state.current = decisions.movement(state, subject).id

    _done(act)


def correct() -> None:
    """Correct the chosen field."""
    session = st.session_state
    _done(
        lambda case, name: decisions.correct(case, name, session.field, session.value, session.correct_reason or None),
        value="",
        correct_reason="",
    )


def merge() -> None:
    """Merge the movement with the chosen one."""
    session = st.session_state
    if session.other:
        _done(
            lambda case, name: decisions.merge(case, [name, session.other], session.merge_reason or None),
            other=None,
            merge_reason="",
        )


def apart(claim: str) -> str:
    """Return the name of the field that takes a claim out of its movement."""
    return f"apart {claim}"


def split() -> None:
    """Take the ticked claims out of the movement."""
    session = st.session_state
    kept = session.case.state().by_id.get(session.current or "")
    chosen = [claim for claim in (kept.claims if kept else ()) if session.get(apart(claim))]
    _done(
        lambda case, name: decisions.split(case, name, chosen, session.split_reason or None),
        split_reason="",
        **{apart(claim): False for claim in chosen},
    )


def grade() -> None:
    """Grade the chosen report or claim."""
    session = st.session_state
    _done(lambda case, _: decisions.grade(case, session.graded, session.grade))


def comment() -> None:
    """Put a comment on the movement."""
    session = st.session_state
    _done(lambda case, name: decisions.comment(case, name, session.words), words="")


def add() -> None:
    """Add what was pasted and uploaded."""
    from mapapp.extract import extract  # noqa: PLC0415 (loads the language model)

    session = st.session_state
    uploads = [(file.name, file.getvalue()) for file in session[f"files{session.round}"]]
    taken = list(session.case.state().report_by_id)
    found, troubles = reading.gather(session.pasted, uploads, session.published, taken)
    session.troubles = troubles if found or troubles else ["There is nothing to read: paste a text or choose a file."]
    try:
        for added in session.case.add([(report, extract(report), "page") for report in found]):
            if added.known:
                session.troubles.append(f"{added.known}: is in the case already")
    except MapappError as error:
        session.troubles.append(str(error))
    session.pasted, session.round, session.adding = "", session.round + 1, False


def picked() -> None:
    """Turn to what was chosen on the map."""
    session = st.session_state
    _look_at(session["map"].picked)


def picked_in_report() -> None:
    """Turn to what was chosen in the report."""
    _look_at(st.session_state["reader"].picked)


def _look_at(movement: str | None) -> None:
    """Turn to a movement; one that does not wait is only to be seen among all."""
    session = st.session_state
    if movement and movement not in session.names:
        session.everything = True
    session.current = movement or session.current
