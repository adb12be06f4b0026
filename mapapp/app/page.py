"""The page's layout: a bar, the map, then the report beside the table.

A report's words reach the page through the two components (as text nodes), tables and `st.text` alone: everything
that Streamlit would read as Markdown is ours.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from mapapp import samples
from mapapp.app import parts, passages, pictures, reading, tables, work
from mapapp.app.intake import Intake, addresses_of
from mapapp.model import Report
from mapapp.read import LONGEST_REPORT
from mapapp.read.fetch import Policy, cache_folder
from mapapp.read.kinds import ENDINGS
from mapapp.reconcile import publisher

#: More movements than a document is made of within a second.
MANY = 20_000
SAMPLE_TITLE = "February 2022: three sample dispatches"
STYLE = """<style>
.stMainBlockContainer { padding: 1.1rem 2rem 2.5rem; max-width: 1900px; }
.stAppHeader { display: none; }
h1 { font-size: 1.55rem !important; padding: 0 !important; }
h2 { font-size: 1.05rem !important; padding: .4rem 0 .2rem !important; }
[data-testid=stCaptionContainer] { color: inherit; opacity: .85; }
@media (max-width: 640px) {
  .stMainBlockContainer { padding: .7rem .8rem 2rem; }
  .st-key-heading [data-testid=stElementContainer]:has([data-testid=stCaptionContainer]) { display: none; }
}
</style>"""


def draw() -> None:
    """Draw the whole page once; Streamlit calls it again after each action."""
    st.set_page_config(page_title="Deployment map", layout="wide", initial_sidebar_state="collapsed")
    st.html(STYLE)
    state = st.session_state
    if "reports" not in state:
        _show_sample()
    _take_in()
    bar = st.container(horizontal=True, vertical_alignment="center", gap="small")
    with bar:
        _heading()
        _adding()
        chosen = _choosing()
        downloads = st.container(width="content")
    _troubles()
    shown = [report for report in state.reports if report.id in chosen]
    picture = _read(shown)
    if state.selected not in picture.by_id:
        state.selected = None
    title = SAMPLE_TITLE if state.sample else _title(shown)
    with st.spinner("Making the map …") if len(picture.movements) > MANY else contextlib.nullcontext():
        document = work.document(f"{picture.key} {title}", picture.movements, title)
    with downloads:
        _downloads(picture, title)
    parts.map_frame(document, f"{picture.key} {title}", state.selected, _picked_on_map, _picture_asked)
    if (asked := state.pop("picture", None)) is not None:
        pictures.offer(asked, picture.movements, title)
    left, right = st.columns([5, 6], gap="medium")
    with left:
        _reader(picture)
    with right:
        _tables(picture)
    work.warm()


def _heading() -> None:
    with st.container(key="heading"):
        st.title("Deployment map", anchor=False)
        st.caption("What reports say of military deployments, each line with the words that say so.")


def _adding() -> None:
    with (
        st.popover("Add a report", icon=":material/add:", type="primary", key="adding", on_change="rerun"),
        st.form("add", border=False),
    ):
        st.text_area("Text of the report", key="pasted", height=220, placeholder="Paste it here …")
        st.file_uploader(
            "or files",
            type=[ending[1:] for ending in ENDINGS],
            accept_multiple_files=True,
            key=f"files{st.session_state.round}",
        )
        st.text_area("or web addresses", key="addresses", height=68, placeholder="https://… one a line")
        st.number_input(
            "Items of a feed",
            0,
            1_000,
            key="feed_items",
            help="Of an RSS or Atom feed or a sitemap: how many of its items.",
        )
        st.date_input(
            "Published on",
            value=None,
            key="published",
            format="YYYY-MM-DD",
            help='"Wednesday" or "last month" is read against this day. Without it such dates stay open.',
        )
        st.form_submit_button("Put on the map", type="primary", on_click=_add)


def _choosing() -> list[str]:
    state = st.session_state
    with st.popover("Reports", icon=":material/description:"):
        names = {report.id: _name(report, state.reports) for report in state.reports}
        # Its content is mounted when it is opened: only a default, not a value set in the session, is then shown.
        chosen = st.multiselect(
            "On the map", list(names), default=state.on_map, format_func=names.__getitem__, key=f"chosen{state.round}"
        )
        if not state.sample:
            st.button("Take all away and show the sample", on_click=_show_sample)
    return chosen


def _downloads(picture: work.Picture, title: str) -> None:
    movements, key = picture.movements, picture.key
    with st.popover("Download", icon=":material/download:"):
        for name, ending, mime in (
            ("Map as one HTML file", ".html", "text/html"),
            ("GeoJSON", ".geojson", "application/geo+json"),
            ("CSV", ".csv", "text/csv"),
        ):
            st.download_button(
                name,
                data=_maker(f"{key} {title}", movements, title, ending),
                file_name=f"deployments{ending}",
                mime=mime,
                on_click="ignore",
                width="stretch",
                key=f"download {ending}",
            )


def _maker(key: str, movements: Sequence[Any], title: str, ending: str) -> Any:
    if ending == ".html":
        return lambda: work.document(key, movements, title).encode("utf-8", "surrogatepass")
    return lambda: work.file_bytes(movements, ending)


def _troubles() -> None:
    state = st.session_state
    if not state.troubles:
        return
    with st.container(border=True):
        st.markdown(":material/warning: **Could not be read**")
        for trouble in state.troubles[:20]:
            st.text(trouble)
        if len(state.troubles) > 20:
            st.text(f"and {len(state.troubles) - 20} more")
        st.button("Close", on_click=_forget_troubles)


def _read(reports: Sequence[Report]) -> work.Picture:
    read: set[str] = st.session_state.read
    place = st.empty()
    if any(report.id not in read for report in reports):
        with place.container(horizontal=True, vertical_alignment="center"):
            bar = st.empty()
            st.button("Stop", on_click=_stop_reading, help="Leave the reports that are not read yet off the map.")

    def progress(done: int, of: int) -> None:
        read.update(report.id for report in reports[:done])
        if done < of and reports[done].id not in read:
            bar.progress(done / of, f"Reading report {done + 1} of {of} …")

    picture = work.picture(reports, progress)
    place.empty()
    return picture


def _reader(picture: work.Picture) -> None:
    st.header("The report", anchor=False)
    reports = {report.id: report for report in picture.reports}
    if not reports:
        st.caption("No report is on the map. Add one, or choose one under Reports.")
        return
    state = st.session_state
    if state.get("open_report") not in reports:
        state.open_report = next(iter(reports))
    names = {name: _name(report, picture.reports) for name, report in reports.items()}
    st.selectbox(
        "Report", list(reports), format_func=names.__getitem__, key="open_report", label_visibility="collapsed"
    )
    report = reports[state.open_report]
    spans = [
        (claim.quote.start, claim.quote.end, movement.id, tables.label(movement))
        for movement in picture.movements
        for claim in movement.claims
        if claim.report.id == report.id
    ]
    parts.reader(
        passages.blocks(report, spans), f"{report.id} {picture.key}", state.selected, on_pick=_picked_in_report
    )


def _tables(picture: work.Picture) -> None:
    count = len(picture.movements)
    st.header("One movement" if count == 1 else f"All {count} movements", anchor=False)
    frame = pd.DataFrame(tables.movement_rows(picture.movements))
    st.session_state.row_ids = [movement.id for movement in picture.movements]
    st.session_state.told_in = {
        movement.id: [claim.report.id for claim in movement.claims] for movement in picture.movements
    }
    if frame.empty:
        st.caption("No movement was found.")
    else:
        st.dataframe(
            frame,
            hide_index=True,
            height=430 if len(frame) > 10 else "content",
            key="table",
            on_select=_picked_in_table,
            selection_mode="single-row",
        )
    gaps = tables.gap_rows(picture.reports, picture.claims, picture.failures)
    if gaps:
        with st.expander(f"Not on the map ({len(gaps)}): what could not be placed or read, and why"):
            st.dataframe(pd.DataFrame(gaps), hide_index=True)


def _name(report: Report, among: Sequence[Report]) -> str:
    name = publisher(report)
    if sum(publisher(other) == name for other in among) > 1:
        name = f"{name} ({report.id})"
    return f"{name}, {report.published}" if report.published else f"{name}, no date"


def _title(reports: Sequence[Report]) -> str:
    return f"{len(reports)} reports" if len(reports) != 1 else publisher(reports[0])


def _show_sample() -> None:
    state = st.session_state
    state.reports = list(samples.reports())
    state.on_map = [report.id for report in state.reports]
    state.sample, state.selected, state.troubles, state.round = True, None, [], state.get("round", 0) + 1
    state.read = set()


def _add() -> None:
    state = st.session_state
    uploads = [(file.name, file.getvalue()) for file in state[f"files{state.round}"]]
    before = [] if state.sample else state[f"chosen{state.round}"]
    intake = Intake(
        state.pasted,
        uploads,
        addresses_of(state.addresses),
        state.feed_items,
        state.published,
        Policy(cache=cache_folder()),
        before,
    )
    if intake.of:
        state.intake = intake.start()
    else:
        state.troubles = ["There is nothing to read: paste a text, choose a file or name an address."]


def _take_in() -> None:
    """Wait for what the form gave, above everything else; the script may be interrupted and comes back here."""
    state = st.session_state
    intake: Intake | None = state.get("intake")
    if intake is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        bar, name = st.empty(), st.empty()
        st.button("Cancel", on_click=_cancel, help="Add nothing.")
    while not intake.wait(0.1):
        bar.progress(intake.done / intake.of, f"Reading source {min(intake.done + 1, intake.of)} of {intake.of} …")
        name.text(intake.at)
    state.intake = None
    taken = [] if state.sample else [report.id for report in state.reports]
    found = reading.unique(intake.reports, taken)
    state.troubles = intake.failures
    if len(intake.pasted) > LONGEST_REPORT:
        state.pasted = ""  # the browser would send it again with every click
    if found:
        state.reports = found if state.sample else [*state.reports, *found]
        state.on_map = [*intake.before, *(report.id for report in found)]
        state.sample, state.selected, state.open_report, state.adding = False, None, found[0].id, False
        state.pasted, state.addresses, state.round = "", "", state.round + 1
        state.read = state.read if intake.before else set()
    st.rerun()


def _cancel() -> None:
    state = st.session_state
    if state.intake is not None:
        state.intake.cancel()
    state.intake, state.troubles = None, ["You cancelled: nothing was added."]


def _stop_reading() -> None:
    state = st.session_state
    left = [report for report in state.reports if report.id not in state.read]
    state.reports = [report for report in state.reports if report.id in state.read]
    state.on_map = [report.id for report in state.reports]
    state.round += 1
    state.sample = False
    state.troubles = [f"{_name(report, left)}: not read, you stopped" for report in left]


def _forget_troubles() -> None:
    st.session_state.troubles = []


def _picked_on_map() -> None:
    _select(st.session_state["map"].picked)


def _picture_asked() -> None:
    st.session_state.picture = pictures.wish(st.session_state["map"].picture)


def _picked_in_report() -> None:
    _select(st.session_state["reader"].picked)


def _picked_in_table() -> None:
    rows = st.session_state["table"].selection.rows
    if rows and rows[0] < len(st.session_state.row_ids):
        _select(st.session_state.row_ids[rows[0]])


def _select(movement: str | None) -> None:
    """Choose a movement; the reader turns to a report that tells of it, if the open one does not."""
    state = st.session_state
    state.selected = movement
    told_in = state.told_in.get(movement, ())
    if told_in and state.get("open_report") not in told_in:
        state.open_report = told_in[0]
