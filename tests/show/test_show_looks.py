"""The map looks as it did when a person last looked at it: screenshots against those of `looks/` (see `looks.py`)."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from looks import CASES, LOOKS, look
from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
#: A point of the small picture has changed when a channel is off by more; so many of a hundred may.
SHADE, SHARE = 28, 1.0
FONT = """() => {
  const width = (font) => { const pen = document.createElement("canvas").getContext("2d"); pen.font = `40px ${font}`; return pen.measureText("Fort Bragg 1,700").width; };
  return width("system-ui, sans-serif") === width("'DejaVu Sans'") && width("'DejaVu Sans'") !== width("serif");
}"""  # noqa: E501


def changed(one: Image.Image, other: Image.Image) -> float:
    """Return how many of a hundred points differ."""
    apart = np.abs(np.asarray(one, dtype=np.int16) - np.asarray(other, dtype=np.int16)).max(axis=2)
    return float(100 * np.mean(apart > SHADE))


@pytest.mark.parametrize("name", CASES)
def test_it_looks_as_it_did(open_page: Callable[..., Page], tmp_path: Path, name: str) -> None:
    blank = tmp_path / "blank.html"
    blank.write_text("<!doctype html><title>blank</title>", encoding="utf-8")
    if not open_page(blank, ready=None).evaluate(FONT):
        reason = "the pictures were made with DejaVu Sans; this machine draws another font"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    now, then = look(name, open_page, tmp_path), Image.open(LOOKS / f"{name}.png").convert("RGB")
    assert now.size == then.size
    share = changed(now, then)
    if share > SHARE:
        now.save(tmp_path / "now.png")
    assert share <= SHARE, f"{share:.1f} of 100 points of {name} have changed; now: {tmp_path / 'now.png'}"


def test_a_change_that_a_reader_would_see_is_seen() -> None:
    then = Image.open(LOOKS / "sample-1440.png").convert("RGB")
    moved = then.copy()
    moved.paste(then.crop((0, 0, 250, 200)), (6, 0))  # the map, slid by 24 pixels
    assert changed(moved, then) > SHARE
    recoloured = Image.open(LOOKS / "dark-1440.png").convert("RGB")
    assert changed(recoloured, then) > SHARE
