"""The page in a browser: the sample, a click there and back, a report of one's own, hostile text, downloads."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
HOSTILE = (
    "{{7*7}} ${1} `x` {% raw %} </script><script>alert(1)</script><img src=x onerror=alert(1)> "
    "**bold** :red[red] $x^2$ ![p](https://example.org/p.png) \u202eabc\u202c end\x00."
)


def frame_of(page: Any) -> Any:
    return page.frame_locator("iframe")


def visible(page: Any) -> list[str]:
    return list(page.locator("iframe").content_frame.locator("body").evaluate("() => deploymentMap.visible()"))


def table_rows(page: Any) -> int:
    return int(page.get_by_test_id("stDataFrame").first.locator("table").get_attribute("aria-rowcount")) - 1


def add_report(page: Any, text: str, name: str = "Put on the map") -> None:
    page.get_by_role("button", name="Add a report").click()
    page.get_by_label("Text of the report").fill(text)
    page.get_by_role("button", name=name).click()


@pytest.mark.parametrize(
    ("width", "height", "scheme"), [(1440, 900, "light"), (1024, 768, "dark"), (390, 844, "light")]
)
def test_the_first_screen_shows_the_sample(open_app: Open, width: int, height: int, scheme: str) -> None:
    page = open_app(width, height, scheme)
    assert frame_of(page).get_by_text("3,000").first.is_visible()
    box = page.locator("iframe").bounding_box()
    assert box["y"] < height / 3
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    background = frame_of(page).locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    assert (sum(map(int, background.removeprefix("rgb(").rstrip(")").split(",")[:3])) < 384) == (scheme == "dark")


def test_a_choice_on_the_map_opens_the_report_at_its_words(open_app: Open) -> None:
    page = open_app()
    reader = page.locator(".reader")
    assert reader.locator("mark.on").count() == 0
    frame_of(page).get_by_text("Netherlands → Bulgaria").first.click()
    on = reader.locator("mark.on")
    on.wait_for()
    assert on.all_inner_texts() == ["The Netherlands plans to send two F-35 aircraft to Bulgaria in April"]
    assert page.get_by_role("combobox", name="Report").input_value() == "Sample dispatch C, 2022-02-08"
    inside = page.evaluate(
        """() => { const r = document.querySelector('.reader') ?? [...document.querySelectorAll('*')]
            .map(e => e.shadowRoot?.querySelector('.reader')).find(Boolean);
            const a = r.getBoundingClientRect(), b = r.querySelector('mark.on').getBoundingClientRect();
            return b.top >= a.top && b.bottom <= a.bottom; }"""
    )
    assert inside


def test_a_choice_in_the_report_is_chosen_on_the_map_without_a_new_map(open_app: Open) -> None:
    page = open_app()
    page.locator("iframe").content_frame.locator("body").evaluate("() => { window.same = 1; }")
    mark = page.locator(".reader mark", has_text="300 soldiers are with the 18th Airborne Corps")
    mark.focus()
    page.keyboard.press("Enter")
    page.locator(".reader mark.on", has_text="300 soldiers are with").wait_for()
    frame_of(page).get_by_text("18th Airborne Corps").first.wait_for()
    assert page.locator("iframe").content_frame.locator("body").evaluate("() => window.same") == 1
    frame_of(page).get_by_role("button", name="Play").first.click()
    assert page.locator("iframe").content_frame.locator("body").evaluate("() => window.same") == 1


def test_a_choice_in_the_table_is_chosen_on_the_map_and_in_the_report(open_app: Open) -> None:
    page = open_app()
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    page.mouse.click(box["x"] + 16, box["y"] + 35 + 35 // 2)  # the first row's box, under the heading's 35 pixels
    page.locator(".reader mark.on", has_text="2,000 troops to Poland and Germany").wait_for()
    frame_of(page).get_by_text("What the reports say (2)").wait_for()


def test_a_report_of_ones_own_takes_the_samples_place(open_app: Open) -> None:
    page = open_app()
    add_report(page, "Nothing moves here.")
    page.get_by_text("No movement was found.").wait_for()
    page.locator(".reader", has_text="Nothing moves here.").wait_for()
    page.get_by_text("Not on the map (1)").wait_for()
    page.get_by_role("button", name="Reports").click()
    page.get_by_role("button", name="Take all away and show the sample").click()
    page.get_by_text("All 17 movements").wait_for()


def test_hostile_text_is_shown_as_text(open_app: Open) -> None:
    page = open_app()
    add_report(page, HOSTILE)
    reader = page.locator(".reader", has_text="{{7*7}}")
    reader.wait_for()
    page.wait_for_selector("iframe[data-ready=true]")
    reader.locator("mark").first.click()
    card = frame_of(page).locator(".dm-panel", has_text="{% raw %}")
    card.wait_for()
    assert "**bold** :red[red] $x^2$" in card.inner_text()
    assert card.locator("img, script").count() == 0
    shown = reader.inner_text()
    for part in ("{{7*7}} ${1} `x` {% raw %}", "<script>alert(1)</script>", "**bold** :red[red] $x^2$", "![p]("):
        assert part in shown
    assert "[RLO]abc[PDF] end[␀]." in shown
    assert reader.locator("script, img").count() == 0
    page.get_by_text("Not on the map (1)").wait_for()


def test_ten_megabytes_on_one_line_are_refused_in_one_line(open_app: Open, tmp_path: Path) -> None:
    page = open_app()
    (tmp_path / "long.txt").write_text("x" * 10_000_000)
    page.get_by_role("button", name="Add a report").click()
    page.locator("input[type=file]").set_input_files(tmp_path / "long.txt")
    page.get_by_text("long.txt").first.wait_for()
    page.get_by_role("button", name="Put on the map").click()
    page.get_by_text("long.txt: 10 MB are more than one report may hold").wait_for()
    page.get_by_text("All 17 movements").wait_for()  # drawn after what stands above it


def test_an_upload_with_a_bad_line_keeps_the_others(open_app: Open, tmp_path: Path) -> None:
    page = open_app()
    (tmp_path / "two.jsonl").write_text('{"text": "First.", "publisher": "*Paper*"}\nbad\n')
    page.get_by_role("button", name="Add a report").click()
    page.locator("input[type=file]").set_input_files(tmp_path / "two.jsonl")
    page.get_by_text("two.jsonl").first.wait_for()
    page.get_by_role("button", name="Put on the map").click()
    page.get_by_text("two.jsonl:2: not JSON").wait_for()
    page.locator(".reader", has_text="First.").wait_for()
    assert page.get_by_role("combobox", name="Report").input_value() == "*Paper*, no date"


@pytest.mark.parametrize(
    ("name", "file", "words"),
    [
        ("Map as one HTML file", "deployments.html", "Content-Security-Policy"),
        ("GeoJSON", "deployments.geojson", "FeatureCollection"),
        ("CSV", "deployments.csv", "id,kind,status"),
    ],
)
def test_what_is_seen_can_be_taken_away(open_app: Open, name: str, file: str, words: str) -> None:
    page = open_app()
    page.get_by_role("button", name="Download").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    assert waiting.value.suggested_filename == file
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert words in text
    if file.endswith(".geojson"):
        assert len(json.loads(text)["features"]) == 17


def test_a_report_can_be_taken_off_the_map(open_app: Open) -> None:
    page = open_app()
    page.get_by_role("button", name="Reports").click()
    page.get_by_label("Remove Sample dispatch C, 2022-02-08").or_(
        page.locator("[data-baseweb=tag]", has_text="Sample dispatch C").get_by_role("presentation").last
    ).first.click()
    page.get_by_text("All 11 movements").wait_for()


def test_reading_can_be_stopped(open_app: Open, tmp_path: Path, gate: Path) -> None:
    page = open_app()
    (tmp_path / "three.jsonl").write_text('{"text": "First."}\n{"text": "gate"}\n{"text": "Third."}\n')
    page.get_by_role("button", name="Add a report").click()
    page.locator("input[type=file]").set_input_files(tmp_path / "three.jsonl")
    page.get_by_text("three.jsonl").first.wait_for()
    page.get_by_role("button", name="Put on the map").click()
    page.get_by_text("Reading report 2 of 3").wait_for()
    page.get_by_role("button", name="Stop").click()
    # The server's one loop answers this after it has taken in the click: only then may the second report end.
    assert page.evaluate("fetch('/_stcore/health').then(answer => answer.status)") == 200
    gate.touch()
    page.get_by_text("three.jsonl:3, no date: not read, you stopped").wait_for()
    page.locator(".reader", has_text="First.").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_page_and_map(open_app: Open, violations: Callable[[Any], list[str]], scheme: str) -> None:
    page = open_app(1366, 768, scheme)
    assert violations(page) == []
    assert violations(page.locator("iframe").element_handle().content_frame()) == []


def test_the_map_in_the_page_gives_a_picture_of_its_view(open_app: Open) -> None:
    page = open_app()
    frame = page.locator("iframe").content_frame
    frame.locator("body").evaluate("() => deploymentMap.filter({actor: 'GB'})")
    frame.get_by_role("button", name="Save a picture of this view").click()
    dialog = page.get_by_role("dialog")
    with page.expect_download() as download:
        dialog.get_by_role("button", name="SVG, A4").click()
    drawn = Path(download.value.path()).read_bytes()
    assert drawn.startswith(b"<?xml")
    assert b"350" in drawn  # the marines of the United Kingdom, and nobody else
    assert b"about 30,000" not in drawn
