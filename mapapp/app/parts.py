"""The page's own components: the map's frame and the report reader, both from files beside this one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

import streamlit as st


def map_frame(
    html: str,
    identity: str,
    selected: str | None,
    on_pick: Callable[[], None],
    on_picture: Callable[[], None] | None = None,
) -> None:
    """Show the exported document `html`; it is loaded anew only when `identity` changes.

    A click on a movement puts its id into ``st.session_state["map"].picked`` and calls `on_pick`; one on the map's
    picture button puts what is in view into ``.picture`` and calls `on_picture`.
    """
    component = st.components.v2.component(
        "mapapp_map",
        html='<iframe sandbox="allow-scripts" title="Map of the movements" referrerpolicy="no-referrer"></iframe>'
        '<p class="wait" role="status">Drawing the map … <progress aria-label="Drawing the map"></progress></p>',
        css=_asset("map.css"),
        js=_asset("map.js"),
    )
    component(
        key="map",
        data={"html": html, "key": identity, "selected": selected, "pictures": on_picture is not None},
        on_picked_change=on_pick,
        on_picture_change=on_picture or _nothing,
    )


def reader(
    blocks: list[list[dict[str, Any]]], identity: str, selected: str | None, on_pick: Callable[[], None]
) -> None:
    """Show a report's text with its claims as buttons; a click does what one on the map does, under "reader"."""
    component = st.components.v2.component(
        "mapapp_reader",
        html='<div class="reader" role="region" aria-label="The report with its claims" tabindex="0"></div>',
        css=_asset("reader.css"),
        js=_asset("reader.js"),
    )
    component(key="reader", data={"blocks": blocks, "key": identity, "selected": selected}, on_picked_change=on_pick)


def _nothing() -> None:
    """Nobody asked for pictures."""


@cache
def _asset(name: str) -> str:
    return files("mapapp.app").joinpath("assets", name).read_text(encoding="utf-8")
