"""The exported file in a real Chromium, from file://, every console message and request held against it."""

from __future__ import annotations

import json
import random
import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import folium
import pypdfium2 as pdfium
import pytest
from PIL import Image
from sample_movements import FEB_2, GERMANY, POLAND, movement, sample

from mapapp.model import Claim, Movement, Place, PlaceKind, Report, Status, Strength, Unplaced
from mapapp.show import deployment_map, files, html, save_html, text85

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Open = Callable[..., "Page"]


@pytest.fixture
def show(open_page: Open, tmp_path: Path) -> Callable[..., Page]:
    """Write movements to a file and open it."""

    def opened(movements: list[Movement], *, title: str | None = None, **options: Any) -> Page:
        return open_page(save_html(deployment_map(movements, title=title), tmp_path / "map.html"), **options)

    return opened


def visible(page: Page) -> list[str]:
    return page.evaluate("deploymentMap.visible()")


def settle(page: Page) -> None:
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def colours(page: Page) -> int:
    """How many pixels of the movements' canvas are painted."""
    return page.evaluate(
        """() => { const c = [...document.querySelectorAll('.leaflet-deployment-marks-pane canvas')][0];
        const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
        let n = 0; for (let i = 3; i < d.length; i += 4) if (d[i]) n++; return n; }"""
    )


def test_every_placed_movement_is_drawn_and_the_other_is_listed(show: Callable[..., Page]) -> None:
    page = show(sample(), title="Forces on the move")
    assert page.title() == "Forces on the move"
    assert set(visible(page)) == {m.id for m in sample()} - {"lost"}
    assert colours(page) > 5_000
    off = page.locator(".dm-off")
    assert "Rukla" in off.inner_text()
    assert "no place of that name in the gazetteer" in off.inner_text()


def test_totals_count_nothing_twice(show: Callable[..., Page]) -> None:
    page = show([m for m in sample() if m.id in ("total", "poland", "germany", "romania")])
    assert page.locator(".dm-new").inner_text().split("\n")[-1].strip() == "3,000"


def test_parts_count_when_their_total_is_filtered_away(show: Callable[..., Page]) -> None:
    total, *parts = (m for m in sample() if m.id in ("total", "poland", "germany"))
    page = show([*parts, Movement(**{**vars(total), "status": Status.POSSIBLE})])
    assert "2,000" in page.locator(".dm-new").inner_text()
    assert "2,000" in page.locator(".dm-rest").inner_text()


def test_a_shared_strength_counts_once(show: Callable[..., Page]) -> None:
    first = movement("a", "300 for Germany", destination=GERMANY, strength=Strength(300, 300))
    second = movement("b", "300 for Germany", destination=POLAND, strength=Strength(300, 300), shared_with="a")
    assert show([second, first]).locator(".dm-new b").inner_text() == "300"


def test_time_hides_what_has_not_happened(show: Callable[..., Page]) -> None:
    page = show(sample())
    assert page.evaluate("deploymentMap.setTime('2022-01-20')") is True
    shown = set(visible(page))
    assert {"yelnya", "belarus", "syria"} == shown
    assert "20 January 2022" in page.locator(".dm-now").inner_text()
    assert page.evaluate("deploymentMap.setTime('no date')") is False
    assert set(visible(page)) == shown
    assert "of 16 shown" in page.locator(".dm-live").inner_text()


def test_what_has_no_date_comes_into_view_when_it_is_first_told(show: Callable[..., Page]) -> None:
    page = show([m for m in sample() if m.id in ("jets", "unknown")])
    page.evaluate("deploymentMap.setTime('2022-02-04')")
    assert visible(page) == ["unknown"]
    assert "no date given, reported" in page.locator(".dm-list").inner_text()
    page.evaluate("deploymentMap.setTime('2022-02-03')")
    assert visible(page) == []
    page.evaluate("deploymentMap.setTime('2030-01-01')")
    assert visible(page) == ["jets", "unknown"]


def test_a_range_of_days_can_be_set(show: Callable[..., Page]) -> None:
    page = show(sample())
    page.get_by_label("Shown from").fill(str((date(2022, 2, 4) - date(1970, 1, 1)).days))
    shown = set(visible(page))
    assert {"sappers", "ships", "jets", "pacific", "yelnya"} <= shown
    assert {"poland", "belarus", "syria"}.isdisjoint(shown)
    assert re.fullmatch(r"4\s*–\s*20 February 2022", page.locator(".dm-now").inner_text())
    page.get_by_label("Shown from").press("Home")
    assert "poland" in visible(page)


def test_undated_movements_are_counted_and_can_be_left_out(show: Callable[..., Page]) -> None:
    page = show(sample())
    box = page.get_by_label("1 undated")
    assert box.is_checked()
    box.uncheck()
    assert "unknown" not in visible(page)


def test_filters_take_one_or_several_and_nothing(show: Callable[..., Page]) -> None:
    page = show(sample())
    page.evaluate("deploymentMap.filter({actor: 'RU'})")
    assert set(visible(page)) == {"yelnya", "sappers", "belarus", "ships", "syria"}
    page.evaluate("deploymentMap.filter({actor: ['RU', 'GB'], status: ['completed']})")
    assert set(visible(page)) == {"belarus", "jets"}
    page.evaluate("deploymentMap.filter({report: 'daily-2'})")
    assert "poland" not in visible(page)
    page.evaluate("deploymentMap.filter({})")
    assert len(visible(page)) == 15


def test_selecting_opens_the_card_with_quote_link_and_disagreement(show: Callable[..., Page]) -> None:
    page = show(sample())
    page.evaluate("document.addEventListener('deployment-select', event => { window.heard = event.detail.id; })")
    assert page.evaluate("deploymentMap.select('romania')") is True
    card = page.locator(".dm-card")
    assert card.locator("mark").first.inner_text() == "A squadron of 1,000 moves from Vilseck to Romania"
    assert "where about 900 already serve." in card.locator("blockquote").first.inner_text()
    link = card.locator("figcaption a").first
    assert link.get_attribute("href") == "https://example.org/wire/1"
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert "about 1,200" in card.locator(".dm-differ").inner_text()
    assert page.evaluate("window.heard") == "romania"
    assert page.evaluate("deploymentMap.select('nobody')") is False
    assert card.is_hidden()


def test_the_card_says_which_other_extractor_read_a_quote(show: Callable[..., Page]) -> None:
    made = movement("there", "about 900 already serve", destination=POLAND)
    (own,) = made.claims
    page = show([replace(made, claims=(own, replace(own, extractor="llm:a<b>model</b>")))])
    page.evaluate("deploymentMap.select('there')")
    plain, read = page.locator(".dm-quotes figcaption").all_inner_texts()
    assert "read by" not in plain
    assert "read by llm:a<b>model</b>" in read


def test_totals_and_parts_lead_to_each_other(show: Callable[..., Page]) -> None:
    page = show(sample())
    page.evaluate("deploymentMap.select('poland')")
    page.get_by_role("button", name="2,000").click()
    assert page.locator(".dm-card h2").inner_text().startswith("2,000")
    assert page.locator(".dm-links .dm-link").count() == 2


def test_a_click_on_a_line_selects_it(show: Callable[..., Page]) -> None:
    only = [m for m in sample() if m.id == "romania"]
    page = show(only)
    page.evaluate("window.addEventListener('deployment-select', event => { window.heard = event.detail.id; })")
    page.evaluate("location.hash = '#z=6/47.9/18.4'")
    settle(page)
    box = page.locator(".folium-map").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.evaluate("window.heard") == "romania"


def test_the_fragment_restores_a_view_and_is_kept(show: Callable[..., Page]) -> None:
    page = show(sample(), fragment="#t=2022-02-02&id=poland&z=5/50.1/20.2")
    assert page.locator(".dm-card h2").inner_text().startswith("1,700")
    assert "2 February 2022" in page.locator(".dm-now").inner_text()
    href = page.locator(".dm-view-link a").get_attribute("href")
    assert href == "#t=2022-02-02&id=poland&z=5/50.100/20.200"


def test_keyboard_alone_reaches_slider_play_list_and_card(show: Callable[..., Page]) -> None:
    page = show(sample())
    slider = page.get_by_label("Day shown")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    assert slider.get_attribute("aria-valuetext") == "10 February 2022"
    page.keyboard.press("Home")
    page.get_by_label("Play").focus()
    page.keyboard.press("Enter")
    assert page.get_by_label("Pause").is_visible()
    page.keyboard.press("Enter")
    page.evaluate("deploymentMap.setTime(null)")
    page.locator(".dm-entry").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".dm-card").is_visible()
    page.keyboard.press("Escape")
    assert page.locator(".dm-list").is_visible()


def test_play_ends_with_everything_in_view(show: Callable[..., Page]) -> None:
    page = show([m for m in sample() if m.id in ("poland", "romania", "belarus")])
    page.get_by_label("Speed").select_option("4")
    page.get_by_label("Play").click()
    page.wait_for_selector(".dm-play:not(.dm-on)")
    assert set(visible(page)) == {"poland", "romania", "belarus"}


def test_search_looks_into_quotes_units_and_places(show: Callable[..., Page]) -> None:
    page = show(sample())
    for words, found in (("cavalry", {"romania"}), ("heightened", {"alert"}), ("łask", {"jets"})):
        page.get_by_label("Search").fill(words)
        assert set(visible(page)) == found
    page.get_by_label("Search").fill("nothing at all")
    assert "Nothing matches" in page.locator(".dm-list").inner_text()


def test_the_legend_lists_only_what_is_on_the_map(show: Callable[..., Page]) -> None:
    page = show(sample())
    key = page.locator(".dm-key")
    assert "Denied" in key.inner_text() or "denied" in key.inner_text()
    page.evaluate("deploymentMap.filter({actor: 'GB'})")
    words = key.inner_text()
    assert "United Kingdom" in words
    assert "Completed" in words
    assert not any(word in words for word in ("Russia", "denied", "On alert", "Planned", "Ordered", "Under way"))


def test_an_alert_stands_where_the_force_is_and_is_no_deployment(show: Callable[..., Page]) -> None:
    fields = {"status": Status.ON_ALERT, "strength": Strength(8500, 8500)}
    page = show([movement("m", "Another 8,500", origin=GERMANY, destination=POLAND, **fields)])
    assert visible(page) == ["m"]
    assert "No new deployment" in page.locator(".dm-totals").inner_text()
    assert "8,500" in page.locator(".dm-rest").inner_text()
    page.locator(".dm-key details summary").click()
    assert "on alert for" in page.locator(".dm-key").inner_text()


def test_one_sides_forces_are_never_added_to_the_others(show: Callable[..., Page]) -> None:
    words = show(sample()).locator(".dm-rest li", has_text="Already there").inner_text()
    assert "75,000–80,000" in words
    assert "about 900" in words


def test_a_denial_is_never_a_deployment(show: Callable[..., Page]) -> None:
    page = show([m for m in sample() if m.id == "denied"])
    assert "No new deployment" in page.locator(".dm-totals").inner_text()
    assert page.locator(".dm-key h3", has_text="Line").count() == 0


def test_an_empty_map_says_so(show: Callable[..., Page]) -> None:
    page = show([])
    assert "No movement was found" in page.locator(".dm-panel").inner_text()
    assert visible(page) == []


def test_one_day_only_still_has_a_before(show: Callable[..., Page]) -> None:
    page = show([m for m in sample() if m.id == "poland"])
    page.get_by_label("Step back").click()
    assert visible(page) == []
    page.get_by_label("Step on").click()
    assert visible(page) == ["poland"]


def test_across_the_dateline_the_short_way(show: Callable[..., Page]) -> None:
    page = show([m for m in sample() if m.id == "pacific"])
    z, lat, lon = page.evaluate("deploymentMap.select('pacific')") and page.locator(".dm-view-link a").get_attribute(
        "href"
    ).split("z=")[1].split("/")  # type: ignore[union-attr]
    assert abs(float(lon)) > 150
    assert float(z) > 2.5
    assert 10 < float(lat) < 50


POLES = [
    Place("North Slope", PlaceKind.CITY, 70.0, -150.0),
    Place("Severomorsk", PlaceKind.BASE, 69.0, 33.4, country="RU"),
    Place("Antipode", PlaceKind.CITY, -70.0, 30.0),
]


@pytest.mark.parametrize("pair", [(0, 1), (0, 2), (2, 0), (1, 1)])
def test_over_the_poles_and_to_the_other_side(show: Callable[..., Page], pair: tuple[int, int]) -> None:
    origin, destination = POLES[pair[0]], POLES[pair[1]]
    page = show([movement("m", "he said", origin=origin, destination=destination, strength=Strength(500, 500))])
    assert visible(page) == ["m"]
    assert colours(page) > 200


def test_places_on_the_way_stand_in_for_a_missing_end(show: Callable[..., Page]) -> None:
    fields = {"strength": Strength(1, 1), "status": Status.COMPLETED}
    page = show(
        [
            movement("through", "he said", via=(GERMANY,), **fields),
            movement("out", "he said", origin=POLAND, via=(GERMANY,), **fields),
            movement("round", "he said", origin=POLAND, destination=POLAND, via=(GERMANY,), **fields),
            movement("within", "he said", origin=POLAND, destination=POLAND, **fields),
        ]
    )
    assert set(visible(page)) == {"through", "out", "round", "within"}
    page.locator(".dm-key details summary").click()
    assert "Already there" not in page.locator(".dm-key").inner_text()


HOSTILE = [
    "{{7*7}} {% for x in y %}{# no #}",
    "${1} `${2}` \\u0041",
    "</script><script>window.hit = 1</script>",
    "<img src=x onerror=\"window.hit = 1\"><svg onload='window.hit=1'>",
    "\u202etxt.exe\u202c \u2066left\u2069 \u200f",
    "nul \x00 bell \x07 escape \x1b[31m",
    "lone \ud800 surrogate \udc00",
    "javascript:window.hit=1",
    "--></style><!-- ]]> &lt;b&gt; %0a %3Cscript%3E",
    "x" * 20_000,
    "'\"><a href=javascript:window.hit=1>",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_shown_as_text(show: Callable[..., Page], text: str) -> None:
    whole = f"Before {text} after."
    report = Report(whole, text, title=text, publisher=text, url=text)
    quote = report.quote(0, len(whole))
    place = Place(text, PlaceKind.CITY, 50.0, 20.0, text)
    made = Claim(quote, Status.ORDERED, voice=text, unplaced=(Unplaced(text, 0, 1, text),))
    move = Movement("m", (made,), Status.ORDERED, text, text, text, Strength(5, 5), POLES[1], place, date=FEB_2)
    lost = Movement(text, (made,), Status.COMPLETED, text)
    page = show([move, lost], title=text)
    page.evaluate("deploymentMap.select('m')")
    assert page.evaluate("window.hit") is None
    assert page.locator("main script, main img, aside script, aside img, aside svg").count() == 0
    assert page.locator(".dm-card figcaption a").count() == 0
    shown = page.locator(".dm-card mark").inner_text()
    assert "Before" in shown
    if text[:2] in ("{{", "${", "</", "<i", "ja", "--", "'\""):
        assert text in shown
        assert text in page.title()
    assert "49" not in shown
    assert page.evaluate("deploymentMap.filter({actor: null})") == 2


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org", "x"])
def test_only_web_addresses_become_links(show: Callable[..., Page], url: str) -> None:
    report = Report("Five went.", "r", title="T", url=url)
    claim = Claim(report.quote(0, 10), Status.ORDERED)
    page = show([Movement("m", (claim,), Status.ORDERED, destination=POLAND)])
    page.evaluate("deploymentMap.select('m')")
    assert page.locator(".dm-card figcaption a").count() == 0


FRAME = """<!doctype html><meta charset="utf-8"><title>frame</title><script>
window.heard = []; addEventListener('message', event => window.heard.push(event.data));
</script><iframe id="f" sandbox="allow-scripts" width="900" height="600"></iframe><script>
document.getElementById('f').srcdoc = PAGE;
</script>"""


def test_in_a_sandboxed_frame_it_speaks_by_messages(open_page: Open, tmp_path: Path) -> None:
    page_text = json.dumps(html(deployment_map(sample()))).replace("</", "<\\/")
    host = tmp_path / "host.html"
    host.write_text(FRAME.replace("PAGE", page_text), encoding="utf-8")
    page = open_page(host, ready=None)
    page.wait_for_function("window.heard.some(m => m.type === 'deployment-ready')")
    send = "m => document.getElementById('f').contentWindow.postMessage({type: 'deployment-map', ...m}, '*')"
    page.evaluate(send, {"call": "select", "args": ["poland"]})
    page.wait_for_function("window.heard.some(m => m.type === 'deployment-select' && m.id === 'poland' && m.told)")
    page.evaluate(send, {"call": "constructor", "args": []})
    page.evaluate(send, {"call": "setTime", "args": ["2022-01-20"]})
    frame = page.frames[1]
    frame.locator(".dm-now", has_text=re.compile(r"20 January 2022|January 20, 2022")).wait_for()


@pytest.mark.parametrize("size", [(1440, 900), (1366, 768), (1024, 768), (390, 844)])
def test_nothing_is_cut_at_any_width(show: Callable[..., Page], size: tuple[int, int]) -> None:
    page = show(sample(), title="Forces on the move", size=size)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= size[0]
    outside = page.evaluate(
        """() => [...document.querySelectorAll('.dm button, .dm input, .dm select, .dm h1')].filter(e => {
        const b = e.getBoundingClientRect(); return b.width && (b.left < -1 || b.right > innerWidth + 1); })
        .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert outside == []
    assert page.locator(".dm-stage").bounding_box()["height"] > 280  # type: ignore[index]


def test_dark_and_light_can_be_set_from_outside(show: Callable[..., Page]) -> None:
    page = show(sample(), color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.querySelector('.dm')).backgroundColor") == "rgb(20, 29, 37)"
    page.evaluate("deploymentMap.theme('light')")
    assert page.evaluate("getComputedStyle(document.querySelector('.dm')).backgroundColor") == "rgb(255, 255, 255)"


def test_a_picture_of_the_view_can_be_saved(show: Callable[..., Page], tmp_path: Path) -> None:
    page = show(sample(), title="Forces: on the move?")
    with page.expect_download() as waiting:
        page.get_by_label("Save a picture").click()
    path = tmp_path / "picture.png"
    waiting.value.save_as(path)
    assert waiting.value.suggested_filename == "Forces on the move.png"
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG")
    assert int.from_bytes(data[16:20], "big") == 3 * round(page.locator(".folium-map").bounding_box()["width"])  # type: ignore[index]


def test_a_phone_has_every_control(show: Callable[..., Page]) -> None:
    page = show(sample(), size=(390, 844), has_touch=True)
    assert page.get_by_label("Speed").is_hidden()
    page.get_by_label("More about time").tap()
    page.get_by_label("1 undated").tap()
    assert "unknown" not in visible(page)
    page.get_by_label("Show the panel").tap()
    page.locator(".dm-entry").first.tap()
    assert page.locator(".dm-card").is_visible()
    page.get_by_role("button", name="All deployments").tap()
    page.get_by_label("Hide the panel").tap()
    page.locator(".dm-key summary").first.tap()
    assert page.locator(".dm-key h3").first.is_visible()


def test_foliums_own_layers_work_on_it(open_page: Open, tmp_path: Path) -> None:
    m = deployment_map(sample(), location=(50.0, 22.0), zoom=4.5)
    ring = [[10, 50], [20, 50], [20, 55], [10, 50]]
    shape = {"type": "Feature", "properties": {"a": 1}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    folium.Marker((50, 20), popup="Hello", tooltip="tip").add_to(m)
    folium.CircleMarker((48, 25), radius=12).add_to(m)
    collection = {"type": "FeatureCollection", "features": [shape]}
    folium.GeoJson(collection, name="shape", tooltip=folium.GeoJsonTooltip(["a"])).add_to(m)
    folium.LayerControl().add_to(m)
    page = open_page(save_html(m, tmp_path / "map.html"))
    page.locator(".leaflet-marker-icon").click(force=True)
    assert page.locator(".leaflet-popup-content").inner_text() == "Hello"
    assert len(visible(page)) == 15


def test_it_prints(show: Callable[..., Page]) -> None:
    page = show(sample(), title="Forces on the move")
    sheets = pdfium.PdfDocument(page.pdf(format="A4", landscape=True))
    first = sheets[0].render(scale=0.5).to_pil().convert("RGB")
    sea, land = (colours_near(first, shade) for shade in ((223, 232, 237), (248, 246, 241)))
    assert sea > 0.05  # the map stands on the first sheet, with its basemap
    assert land > 0.05
    words = "".join(sheet.get_textpage().get_text_range() for sheet in sheets)
    assert "Forces on the move" in words
    assert "1,700 are bound for Poland" in words


def colours_near(image: Image.Image, shade: tuple[int, int, int]) -> float:
    """Say what share of an image has a colour."""
    counts = image.getcolors(image.width * image.height) or []
    near = sum(n for n, found in counts if max(abs(a - b) for a, b in zip(found, shade, strict=True)) < 6)  # type: ignore[arg-type]
    return near / (image.width * image.height)


def damaged(folder: Path, block: str) -> Path:
    """Write the sample's file with a hole in one of its blocks."""
    text = html(deployment_map(sample()))
    start = text.index(f'application/octet-stream" id="{block}') + 100
    broken = folder / "broken.html"
    broken.write_text(text[:start] + "AAAA" + text[start + 400 :], encoding="utf-8")
    return broken


def shown_days(page: Page) -> tuple[int, int]:
    """Return the first and the last day shown, days since 1970."""
    return int(page.get_by_label("Shown from").input_value()), int(page.get_by_label("Day shown").input_value())


def test_the_days_shown_can_be_moved_together(show: Callable[..., Page]) -> None:
    page = show(sample())
    first = (date(2022, 2, 2) - date(1970, 1, 1)).days
    both = page.get_by_role("slider", name="moved together")
    assert both.is_hidden()  # everything is shown: there is nothing to move
    page.evaluate("deploymentMap.setTime('2022-02-10')")
    page.get_by_label("Shown from").fill(str(first))
    assert shown_days(page) == (first, first + 8)
    box = both.bounding_box()
    assert box
    assert box["height"] >= 24
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 15)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 - 90, box["y"] + 15, steps=4)
    page.mouse.up()
    moved = shown_days(page)
    assert moved[0] < first
    assert moved[1] - moved[0] == 8
    page.get_by_label("Step", exact=True).select_option("day")
    both.focus()
    page.keyboard.press("ArrowRight")
    assert shown_days(page) == (moved[0] + 1, moved[1] + 1)
    page.keyboard.press("End")
    assert shown_days(page)[1] - shown_days(page)[0] == 8
    assert shown_days(page)[1] == int(page.get_by_label("Day shown").get_attribute("max") or 0)
    assert "2022" in (both.get_attribute("aria-valuetext") or "")


@pytest.mark.parametrize(
    ("locale", "figure", "day"), [("de-DE", "75.000–80.000", "20. Februar 2022"), ("ar-EG", "75,000–80,000", "2022")]
)
def test_numbers_and_dates_follow_the_readers_language(
    show: Callable[..., Page], locale: str, figure: str, day: str
) -> None:
    page = show(sample(), locale=locale)
    assert page.get_by_text(figure).first.is_visible()
    assert day in page.locator(".dm-now").inner_text()
    assert page.get_by_text("Already there").first.is_visible()


def test_the_key_closes_when_the_window_gets_narrow(show: Callable[..., Page]) -> None:
    page = show(sample())
    assert page.locator(".dm-key").get_attribute("open") is not None
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_selector(".dm-key:not([open])")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.wait_for_selector(".dm-key[open]")


@pytest.mark.parametrize("block", ["deployment-basemap", "deployment_layer_"])
def test_damaged_data_are_said_to_be_damaged(open_page: Open, tmp_path: Path, block: str) -> None:
    page = open_page(damaged(tmp_path, block))
    assert "damaged" in page.locator(".dm-complaint").inner_text()


def test_damaged_scripts_are_said_to_be_damaged(open_page: Any, tmp_path: Path) -> None:
    page = open_page(damaged(tmp_path, "deployment-parts"))
    assert "damaged" in page.locator(".dm-complaint").inner_text()
    assert all("is not defined" in problem for problem in open_page.problems)  # folium's own scripts miss Leaflet
    open_page.problems.clear()


def test_the_pages_own_inflating_is_zlibs(open_page: Open, tmp_path: Path) -> None:
    blank = tmp_path / "blank.html"
    blank.write_text("<!doctype html><title>blank</title>", encoding="utf-8")
    page, rng = open_page(blank, ready=None), random.Random(1)  # noqa: S311
    source = "\n".join((Path(files.__file__).parent / "assets" / name).read_text("utf-8") for name in files.OPENERS[:2])
    kinds = [zlib.Z_DEFAULT_STRATEGY, zlib.Z_FIXED, zlib.Z_HUFFMAN_ONLY, zlib.Z_RLE]
    for number in range(60):
        size = rng.choice([0, 1, 5, 300, 5_000, 70_000])
        data = rng.choice([rng.randbytes(size), bytes(rng.choices(b"abc ", k=size)), (b"hello world " * size)[:size]])
        squeezer = zlib.compressobj(rng.choice([0, 1, 6, 9]), zlib.DEFLATED, -15, 9, kinds[number % 4])
        text = text85.encode(squeezer.compress(data) + squeezer.flush())
        made = page.evaluate(f"(text) => {{ {source}\n return [...inflate(bytesOf(text))]; }}", text)
        assert bytes(made) == data


def test_facets_count_what_the_other_filters_leave(show: Callable[..., Page]) -> None:
    page = show(sample())
    page.locator(".dm-facets summary").click()
    page.get_by_label("ships").uncheck()
    assert {"ships", "pacific"}.isdisjoint(visible(page))
    page.evaluate("deploymentMap.filter({actor: 'RU'})")
    rows = page.locator(".dm-facets label", has_text="personnel")
    assert rows.locator("small").inner_text() == "4"
    page.get_by_role("button", name="Clear filters").click()
    assert len(visible(page)) == 15


def test_units_and_strengths_are_facets_too(show: Callable[..., Page]) -> None:
    page = show(sample())
    page.locator(".dm-facets summary").click()
    units = page.locator("fieldset", has_text="Unit or equipment")
    assert units.locator("label", has_text="82nd Airborne Division").locator("small").inner_text() == "2"
    units.get_by_label("not named").uncheck()
    assert set(visible(page)) == {"total", "poland", "romania"}
    page.get_by_role("button", name="Clear filters").click()
    sizes = page.locator("fieldset", has_text="How many")
    counts = {
        row.inner_text().rsplit("\n", 1)[0].strip(): int(row.locator("small").inner_text())
        for row in sizes.locator("label").all()
    }
    assert counts == {
        "strength not known": 2,
        "1–9": 3,
        "10–99": 1,
        "100–999": 4,
        "1,000–9,999": 5,
        "10,000 and more": 1,
    }
    for words in ("100–999", "1,000–9,999"):
        sizes.get_by_label(words).uncheck()
    assert set(visible(page)) == {"denied", "yelnya", "ships", "pacific", "jets", "unknown"}


def test_a_frame_of_another_page_shows_the_map_alone(show: Callable[..., Page]) -> None:
    page = show(sample(), fragment="#z=4/50/22&embed=map", size=(640, 420))
    assert page.get_by_role("link", name="Deployments").is_visible()
    assert page.locator(".dm-panel").is_hidden()
    assert page.locator(".dm-time").is_hidden()
    page.evaluate("deploymentMap.select('romania')")
    assert page.locator(".dm-card").is_visible()
    assert "embed=map" in (page.locator(".dm-view-link a").get_attribute("href") or "")
    page.keyboard.press("Escape")
    assert page.locator(".dm-card").is_hidden()
    page = show(sample(), fragment="#embed=time", size=(640, 420))
    assert page.get_by_label("Day shown").is_visible()
