"""The forms about a movement: correct a field, merge, split, grade, comment; only the one that is looked at is made."""

from __future__ import annotations

import streamlit as st

from mapapp.app import acts, tables
from mapapp.keep import State, grading
from mapapp.keep.fields import FIELDS
from mapapp.keep.picture import Kept

#: Movements in a list to choose from.
_SHOWN = 200
#: Claims in a list to choose from that need no scrolling, and pixels of a longer one.
_FEW, _FEW_LINES = 8, 320


def draw(state: State, kept: Kept) -> None:
    """Draw the forms about the movement that is looked at."""
    tabs = st.tabs(list(_FORMS), key="changing", on_change="rerun")  # only the one that is looked at is made
    names = {name: _quote(state, name) for name in kept.claims}
    for tab, form in zip(tabs, _FORMS.values(), strict=True):
        if tab.open:
            with tab:
                form(state, kept, names)


def _correct(state: State, kept: Kept, names: dict[str, str]) -> None:
    with st.form("correct", border=False):
        st.selectbox("Field", FIELDS, key="field")
        st.text_input(
            "Value", key="value", placeholder='"about 1,700 personnel", "Rzeszow, PL", 2022-02-02, - for none'
        )
        st.text_input("Why", key="correct_reason")
        st.form_submit_button("Correct", on_click=acts.correct)


def _merge(state: State, kept: Kept, names: dict[str, str]) -> None:
    with st.form("merge", border=False):
        others = {one.id: tables.label(one.movement) for one in _likely(state, kept)}
        st.selectbox(
            "With (or another's id)",
            list(others),
            format_func=lambda name: others.get(name, name),
            key="other",
            index=None,
            accept_new_options=True,
        )
        st.text_input("Why", key="merge_reason")
        st.form_submit_button("Merge", on_click=acts.merge)


def _split(state: State, kept: Kept, names: dict[str, str]) -> None:
    with st.form("split", border=False):
        st.caption("These apart from the rest")
        with st.container(height=_FEW_LINES if len(names) > _FEW else "content", border=False):
            for name, said in names.items():
                with st.container(horizontal=True, gap="small"):
                    st.checkbox(name, key=acts.apart(name))
                    st.text(said)
        st.text_input("Why", key="split_reason")
        st.form_submit_button("Split", on_click=acts.split)


def _grade(state: State, kept: Kept, names: dict[str, str]) -> None:
    with st.form("grade", border=False):
        reports = {claim.report.id: f"source: {claim.report.id}" for claim in kept.movement.claims}
        subjects = {**reports, **{name: f"claim: {said}" for name, said in names.items()}}
        st.selectbox("Of", list(subjects), format_func=subjects.__getitem__, key="graded")
        grades = {**grading.RELIABILITY, **grading.CREDIBILITY}
        st.selectbox("Grade", list(grades), format_func=lambda grade: f"{grade} {grades[grade]}", key="grade")
        st.form_submit_button("Grade", on_click=acts.grade)


def _comment(state: State, kept: Kept, names: dict[str, str]) -> None:
    with st.form("comment", border=False):
        st.text_area("Comment", key="words")
        st.form_submit_button("Comment", on_click=acts.comment)


_FORMS = {"Correct": _correct, "Merge": _merge, "Split": _split, "Grade": _grade, "Comment": _comment}


def _likely(state: State, kept: Kept) -> list[Kept]:
    """Return what a movement is most likely merged with, at most as many as a list shows: its actor's others first."""
    actor = kept.movement.actor
    others = (one for one in state.movements if one is not kept)
    return sorted(others, key=lambda one: one.movement.actor != actor)[:_SHOWN]


def _quote(state: State, claim: str) -> str:
    one = state.claim_by_id[claim].claim
    words = " ".join(one.quote.verbatim.split())
    return f"{one.report.id}: {words[:80]}"
