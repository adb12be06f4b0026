"""Where the map looks first, what it says of what lies beyond, how very many are drawn: counted against the data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sample_movements import PEARL, YOKOSUKA, movement, sample, theatres

from mapapp.model import Movement, Place, PlaceKind, Strength
from mapapp.show import deployment_map, save_html

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Open = Callable[..., "Page"]
IN_VIEW = re.compile(r"([\d,]+) of ([\d,]+) in this view")


def open_map(open_page: Open, tmp_path: Path, movements: list[Movement], **options: object) -> Page:
    return open_page(save_html(deployment_map(movements), tmp_path / "map.html"), **options)


def look(page: Page) -> tuple[float, float, float]:
    """Zoom, latitude and longitude of the view, from the link on a card."""
    page.evaluate("deploymentMap.select(deploymentMap.visible()[0])")
    zoom, lat, lon = page.locator(".dm-view-link a").get_attribute("href").split("z=")[1].split("/")  # type: ignore[union-attr]
    return float(zoom), float(lat), float(lon)


def test_the_first_view_is_where_most_movements_end(open_page: Open, tmp_path: Path) -> None:
    page = open_map(open_page, tmp_path, sample())
    page.wait_for_selector(".dm-crowd:not([hidden])")
    shown, of = (int(n) for n in IN_VIEW.match(page.locator(".dm-crowd").inner_text()).groups())  # type: ignore[union-attr]
    assert of == len(page.evaluate("deploymentMap.visible()")) == 15
    assert shown == 12  # not: the alert in the United States, the ship in the Pacific, the withdrawal from Syria
    page.get_by_role("button", name="Show all").click()
    page.wait_for_selector(".dm-crowd", state="hidden")


def test_ends_far_from_each_other_are_all_in_the_first_view(open_page: Open, tmp_path: Path) -> None:
    page = open_map(open_page, tmp_path, [m for m in sample() if m.id in ("ships", "pacific")])
    assert look(page)[0] < 3


def test_a_view_without_anything_says_so(open_page: Open, tmp_path: Path) -> None:
    page = open_map(open_page, tmp_path, sample(), fragment="#z=6/-30/-60")
    page.wait_for_selector(".dm-crowd:not([hidden])")
    assert page.locator(".dm-crowd").inner_text().startswith("0 of 15 in this view")


def test_many_between_two_countries_are_one_line_with_their_number_and_sum(open_page: Open, tmp_path: Path) -> None:
    towns = [Place(f"Town {k}", PlaceKind.CITY, 50 + k / 50, 10 + k / 50, f"t{k}", "DE") for k in range(50)]
    ports = [Place(f"Port {k}", PlaceKind.CITY, 35 + k / 50, 136 + k / 50, f"p{k}", "JP") for k in range(50)]
    whole = movement("whole", "he said", origin=towns[0], destination=ports[0], strength=Strength(5000, 5000))
    ten = {"strength": Strength(10, 10)}
    parts = [
        movement(
            f"m{k}",
            "he said",
            origin=towns[k % 50],
            destination=ports[k // 50],
            part_of="whole" if k < 100 else None,
            **ten,
        )
        for k in range(700)
    ]
    page = open_map(
        open_page, tmp_path, [whole, *parts, movement("ship", "he said", origin=PEARL, destination=YOKOSUKA)]
    )
    page.evaluate(
        """() => {
          window.said = [];
          const pen = CanvasRenderingContext2D.prototype, plain = pen.fillText;
          pen.fillText = function (text, ...at) { window.said.push(text); return plain.call(this, text, ...at); };
        }"""
    )
    page.evaluate("deploymentMap.filter({})")
    said = page.evaluate("window.said")
    assert "11,000 (701)" in said  # 5,000 with its hundred parts once, and 600 of 10
    assert {"Germany", "Japan"} <= set(said)
    assert not any(text.startswith(("Town", "Port")) for text in said)


def test_what_is_drawn_of_very_many_is_what_is_said(open_page: Open, tmp_path: Path) -> None:
    made = theatres(2000)
    page = open_map(open_page, tmp_path, made, fragment="#z=2/30/20")
    page.wait_for_selector(".dm-crowd:not([hidden])")
    drawn, of, hairs = (
        int(n.replace(",", "")) for n in re.findall(r"[\d,]*\d", page.locator(".dm-crowd").inner_text())
    )
    assert drawn == 45
    kinds = Counter(kind(m) for m in made)
    assert of == len(kinds)
    assert drawn + hairs <= of


def kind(m: Movement) -> tuple[object, ...]:
    """What movements are drawn together by: from which country to which, whose, how far it has got."""
    here = m.destination.country if m.destination else None
    start = m.origin.country if m.origin else None
    return (m.status, m.actor, start, here)
