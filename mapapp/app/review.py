"""The page of a case: its map, and the review queue, one movement at a time, driven by keys.

Keys: Y confirms, X rejects, N and P go to the next and the one before, U takes the last decision back.  Each decision
is in the log before the page shows it.  Report text reaches the page as in `page`: components, tables, option lists and
`st.text`.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from mapapp.app import acts, forms, lists, parts, passages, work
from mapapp.app.page import STYLE
from mapapp.app.shelf import Shelf
from mapapp.errors import MapappError
from mapapp.keep import Case, State, decisions, queue, why
from mapapp.keep.picture import Kept
from mapapp.paused import paused
from mapapp.read.kinds import ENDINGS

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator


#: Movements from which a map takes long to load: a new page leaves the browser to it for so many seconds, first after
#: the map alone, then before the tables.
_LARGE, _FIRST, _THEN = 2_000, 0.3, 0.5


def draw(where: str, who: str) -> None:
    """Draw the page of the case at `where`; decisions stand in the log under the name `who`."""
    with paused():
        _draw(where, who)


def _draw(where: str, who: str) -> None:
    st.set_page_config(page_title="Case", layout="wide", initial_sidebar_state="collapsed")
    st.html(STYLE)
    session = st.session_state
    try:
        seen = _seen(where)
        with seen.reading:
            before = seen.read
        new = "case" not in session
        if new:
            session.case = Case(where, who, before and before.state.copied())
        state = session.case.state()
    except MapappError as error:
        st.text(str(error))
        st.button("Try again")
        return
    if before is None or before.state.last != state.last:
        before = seen.read = _Read(state.copied(), queue.waiting(state))
    waiting = before.waiting
    listed = [one.kept for one in waiting] if not session.get("everything") else list(state.movements)
    _place(listed)
    bar = st.container(horizontal=True, vertical_alignment="center", gap="small")
    troubles = st.container(key="troubles")  # what follows stays where it is, however many lines these are
    above = st.container()
    title = _title(state, where)
    name = f"{_identity(state)} {title}"
    drawn = seen.drawn == name
    if drawn:  # the browser begins with it while the rest is worked out
        _map(above, state, name, title)
    hurried = drawn and new and len(state.shown) > _LARGE
    time.sleep(_FIRST * hurried)
    with bar:
        st.title("Case", anchor=False)
        st.text(_counts(state, len(waiting)))
        _adding()
        _downloads(session.case, state)
        st.toggle("All movements, not only those that wait", key="everything")
    with troubles:
        for trouble in session.pop("troubles", []):
            st.text(trouble)
    left, right = st.columns([5, 6], gap="medium")
    kept = state.by_id.get(session.current or "")
    with left:
        _deciding(state, kept, listed)
        if kept is not None:
            forms.draw(state, kept)
    with right:
        if kept is not None:
            _reader(state, kept)
        time.sleep(_THEN * hurried)
        lists.draw(state, waiting)
    if not drawn:  # a large map takes a while to make: what is to be decided stands before it
        _map(above, state, name, title)
        seen.drawn = name


def _map(place: DeltaGenerator, state: State, name: str, title: str) -> None:
    with place:
        document = work.document(name, state.shown, title)
        parts.map_frame(document, name, st.session_state.current, acts.picked)


def ahead(where: str, who: str) -> None:
    """Read a case and make its map, before the first page asks for them.

    Raises
    ------
    CaseError
        When the case cannot be read.
    """
    with paused():
        seen = _seen(where)
        with seen.reading:
            case = Case(where, who)
            try:
                state = case.state()
            finally:
                case.close()
            seen.read = _Read(state, queue.waiting(state))
        title = _title(state, where)
        name = f"{_short(state)} {title}"
        work.document(name, state.shown, title)
        seen.drawn = name


class _Read(NamedTuple):
    """What a page read of a case, and the queue that it gives."""

    state: State
    waiting: list[queue.Waiting]


@dataclass
class _Seen:
    """What pages of this server read and drew of a case, for the next page to go on from."""

    read: _Read | None = None
    drawn: str | None = None  # which map was made: it stands ready
    reading: threading.Lock = field(default_factory=threading.Lock)  # held while it is read ahead


_SEEN = Shelf[_Seen](4)


def _seen(where: str) -> _Seen:
    """Return what was read and drawn of the case at `where`, nothing at first."""
    return _SEEN.get(where, _Seen)


def _title(state: State, where: str) -> str:
    return state.title or Path(where).name


def _place(listed: Sequence[Kept]) -> None:
    """Keep the movement that is looked at; when it has left the list, the one after it stands in its place."""
    session = st.session_state
    names = [kept.id for kept in listed]
    if session.get("current") not in names:
        at = min(session.get("at", 0), max(len(names) - 1, 0))
        session.current = names[at] if names else None
    session.at = names.index(session.current) if session.current else 0
    session.names = names


def _counts(state: State, waiting: int) -> str:
    reports = sum(not one.removed for one in state.reports.values())
    told = f"{_number(reports, 'report')}, {_number(len(state.movements), 'movement')}, {waiting:,} waiting"
    entries = len(state.entries)
    return f"{told}, {entries:,} {'entry' if entries == 1 else 'entries'} in the log"


def _number(many: int, what: str) -> str:
    return f"{many:,} {what}{'s' * (many != 1)}"


def _identity(state: State) -> str:
    """Return what tells what the map shows; a verdict that changes nothing there does not load it anew."""
    session = st.session_state
    if session.get("identity_of") != state.last:
        session.identity_of = state.last
        shown = state.shown
        if session.get("shown") != shown:
            session.shown, session.identity = shown, _short(state)
    return str(session.identity)


def _short(state: State) -> str:
    return str(state.last[:16])


def _deciding(state: State, kept: Kept | None, listed: Sequence[Kept]) -> None:
    st.header("Review", anchor=False)
    with st.container(horizontal=True, gap="small"):
        off = kept is None
        st.button(
            "Confirm",
            shortcut="Y",
            type="primary",
            disabled=off,
            on_click=acts.decide(decisions.confirm),
            key="confirm",
        )
        st.button("Reject", shortcut="X", disabled=off, on_click=acts.decide(decisions.reject), key="reject")
        st.button("Next", shortcut="N", disabled=off, on_click=acts.step(1), key="next")
        st.button("Before", shortcut="P", disabled=off, on_click=acts.step(-1), key="before")
        st.button("Undo", shortcut="U", on_click=acts.undo, key="undo")
    if kept is None:
        st.caption("Nothing waits.")
        return
    st.text(f"{st.session_state.at + 1:,} of {len(listed):,}, {kept.state}")
    with st.container(key="why"):
        lines = (line.strip() for line in why.why(state, kept.id).split("\n"))
        st.text("\n\n".join(lines))  # one element: a browser takes long over twenty


def _reader(state: State, kept: Kept) -> None:
    st.header("What the reports say", anchor=False)
    reports = list(dict.fromkeys(claim.report.id for claim in kept.movement.claims))
    if st.session_state.get("open_report") not in reports:
        st.session_state.open_report = reports[0]
    st.selectbox("Report", reports, key="open_report", label_visibility="collapsed")
    report = state.report_by_id[st.session_state.open_report].report
    spans = [
        (claim.quote.start, claim.quote.end, state.movement_of[one.id], "")
        for one in state.claims[report.id]
        if (claim := state.effective.get(one.id)) is not None and one.id in state.movement_of
    ]
    parts.reader(passages.blocks(report, spans), f"{report.id} {state.last}", kept.id, on_pick=acts.picked_in_report)


def _adding() -> None:
    session = st.session_state
    session.setdefault("round", 0)
    adding = st.popover("Add a report", icon=":material/add:", key="adding", on_change="rerun")
    if not adding.open:
        return
    with adding, st.form("add", border=False):
        st.text_area("Text of the report", key="pasted", height=180, placeholder="Paste it here …")
        st.file_uploader(
            "or files",
            type=[ending[1:] for ending in ENDINGS],
            accept_multiple_files=True,
            key=f"files{session.round}",
        )
        st.date_input("Published on", value=None, key="published", format="YYYY-MM-DD")
        st.form_submit_button("Add to the case", type="primary", on_click=acts.add)


def _downloads(case: Case, state: State) -> None:
    with st.popover("Download", icon=":material/download:"):
        for name, ending in (("Map", ".html"), ("GeoJSON", ".geojson"), ("Workbook", ".xlsx"), ("Bundle", ".zip")):
            st.download_button(
                name,
                data=_maker(case, state, ending),
                file_name=f"case{ending}",
                on_click="ignore",
                width="stretch",
                key=f"download {ending}",
            )


def _maker(case: Case, state: State, ending: str) -> Callable[[], bytes]:
    def make() -> bytes:
        if ending != ".zip":
            return work.file_bytes(state.shown, ending)
        import tempfile  # noqa: PLC0415

        from mapapp.export import bundle  # noqa: PLC0415

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "case.zip"
            bundle.write(case, path)
            return path.read_bytes()

    return make


def opened() -> tuple[str, str] | None:
    """Return the case that the page was started on, and in whose name; None when it was started without one."""
    where = os.environ.get("MAPAPP_CASE")
    return (where, os.environ.get("MAPAPP_WHO") or "page") if where else None
