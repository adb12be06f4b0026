"""The picture that the page's map asks for: what is in view there, on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qs

import streamlit as st

from mapapp.model import Movement

_KINDS = (("PNG", "png", "image/png"), ("SVG", "svg", "image/svg+xml"), ("PDF", "pdf", "application/pdf"))


@dataclass(frozen=True)
class Wish:
    """What the map showed: (zoom, latitude, longitude), the day, and the ids of the movements, None for all."""

    view: tuple[float, float, float] | None
    day: date | None
    ids: frozenset[str] | None


def wish(told: Any) -> Wish:
    """Return what the map's message says; whatever is none of it is left out, as the frame is not to be trusted."""
    given: Mapping[str, Any] = told if isinstance(told, Mapping) else {}
    fragment = given.get("view")
    words = parse_qs(fragment.removeprefix("#")[:2000]) if isinstance(fragment, str) else {}
    view, day = None, None
    with suppress(ValueError):
        zoom, lat, lon = (float(part) for part in words.get("z", [""])[0].split("/"))
        if 0 <= zoom <= 14 and abs(lat) <= 85 and abs(lon) <= 540:
            view = zoom, lat, lon
    with suppress(ValueError):
        day = date.fromisoformat(words["t"][0]) if "t" in words else None
    ids = given.get("ids")
    return Wish(view, day, frozenset(map(str, ids)) if isinstance(ids, list) else None)


@st.dialog("A picture of this view")
def offer(wished: Wish, movements: Sequence[Movement], title: str) -> None:
    """Hand out the picture in each size and format; one is made when it is asked for.

    Nothing here runs the script again: a button's file would be gone when it is pressed just then.
    """
    shown = [movement for movement in movements if wished.ids is None or movement.id in wished.ids]
    for column, paper in zip(st.columns(2), ("A4", "A3"), strict=True):
        for name, form, mime in _KINDS:
            column.download_button(
                f"{name}, {paper}",
                data=_maker(shown, form, title, wished, paper),
                file_name=f"deployments.{form}",
                mime=mime,
                on_click="ignore",
                width="stretch",
                key=f"picture {form} {paper}",
            )


def _maker(movements: Sequence[Movement], form: str, title: str, wished: Wish, paper: str) -> Any:
    def make() -> bytes:
        from mapapp.show.picture import picture  # noqa: PLC0415 (loads matplotlib)

        return picture(movements, form, title=title, view=wished.view, day=wished.day, paper=paper)

    return make
