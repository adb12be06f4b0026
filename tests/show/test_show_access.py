"""The file for everyone: axe-core finds nothing, and Tab alone reaches every control."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sample_movements import sample

from mapapp.show import deployment_map, save_html

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Open = Callable[..., "Page"]
CASES = [("light", 1440, 900), ("dark", 1024, 768), ("light", 390, 844), ("dark", 390, 844)]


@pytest.mark.parametrize(("scheme", "width", "height"), CASES)
def test_axe_finds_nothing(
    open_page: Open, tmp_path: Path, violations: Callable[[Page], list[str]], scheme: str, width: int, height: int
) -> None:
    path = save_html(deployment_map(sample(), title="Forces on the move"), tmp_path / "map.html")
    page = open_page(path, size=(width, height), color_scheme=scheme)
    page.locator(".dm-facets").evaluate("(box) => { box.open = true; }")
    page.locator(".dm-key").evaluate(
        "(box) => box.querySelectorAll('details').forEach((part) => { part.open = true; })"
    )
    page.wait_for_selector(".dm-facets fieldset", state="attached")
    assert violations(page) == []
    page.evaluate("deploymentMap.select('romania')")
    assert violations(page) == []


def test_axe_finds_nothing_in_an_empty_map(
    open_page: Open, tmp_path: Path, violations: Callable[[Page], list[str]]
) -> None:
    assert violations(open_page(save_html(deployment_map([]), tmp_path / "map.html"))) == []


WALK = """() => {
  const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled;
  return [...document.querySelectorAll("button, select, input, summary, a[href], [tabindex='0']")].filter(seen)
    .map((e) => { e.dataset.toReach = "yes"; return e.outerHTML.slice(0, 80); });
}"""


@pytest.mark.parametrize("card", [False, True])
def test_tab_alone_reaches_every_control(open_page: Open, tmp_path: Path, card: bool) -> None:
    page = open_page(save_html(deployment_map(sample()), tmp_path / "map.html"))
    if card:
        page.evaluate("deploymentMap.select('poland')")
    for element in page.locator(".dm-facets, .dm-key, .dm-key details").all():
        element.evaluate("(box) => { box.open = true; }")
    page.wait_for_function("() => !document.querySelector('.dm-facets').open || document.querySelector('fieldset')")
    wanted = page.evaluate(WALK)
    page.evaluate("document.activeElement.blur()")
    for _ in range(len(wanted) + 5):
        page.keyboard.press("Tab")
        page.evaluate("delete document.activeElement.dataset.toReach")
    assert (
        page.evaluate("[...document.querySelectorAll('[data-to-reach]')].map((e) => e.outerHTML.slice(0, 200))") == []
    )
