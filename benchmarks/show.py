"""Measures the map file: ``python benchmarks/show.py [COUNT …]`` (100 1000 10000 by default; 100000 takes a minute).

For each count: seconds to build the page and its size; in a headless Chromium without GPU the time to the first
frame, time steps (to the first paint of each) with everything drawn and with the last 30 days alone, frames a second
while panning, and the page's memory.  Folium's own ways to draw the same lines, and pydeck's, are built in the same
run, for time and size; they are not opened, as their pages ask other hosts for scripts.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import folium
import pydeck
from folium.plugins import Timeline, TimelineSlider, TimestampedGeoJson
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "tests" / "show")]

from sample_movements import many  # noqa: E402 (the checkout goes on the path first)

from mapapp.model import Movement  # noqa: E402
from mapapp.show import deployment_map, html  # noqa: E402

STEPS = """async ([first, last, n]) => {
  const took = [];
  for (let k = 0; k < n; k++) {
    const day = new Date(first + ((last - first) * k) / n).toISOString(), start = performance.now();
    deploymentMap.setTime(day);
    await new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
    took.push(performance.now() - start);
    await new Promise(done => setTimeout(done, 20));
  }
  return took;
}"""
FRAMES = """n => new Promise(done => {
  const start = performance.now();
  let left = n;
  const tick = () => (--left ? requestAnimationFrame(tick) : done((1000 * n) / (performance.now() - start)));
  requestAnimationFrame(tick);
})"""
FIRST, LAST = 1_609_459_200_000, 1_690_000_000_000


def main(counts: Sequence[int]) -> None:
    """Print one line a figure."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for count in counts:
            movements = many(count)
            text, seconds = timed(lambda movements=movements: html(deployment_map(movements)))  # type: ignore[misc]
            file = Path(folder) / f"{count}.html"
            file.write_text(text, encoding="utf-8")
            print(f"\n{count:,} movements\n  mapapp: built {seconds:.2f} s, {len(text.encode()) / 1e6:.2f} MB")
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(file.as_uri())
            page.wait_for_selector("html[data-ready]", state="attached")
            measure(page)
            page.close()
            if count <= 10_000:
                peers(movements, len(text.encode()), seconds)
        browser.close()


def measure(page: Page) -> None:
    """Print what one open page does."""
    print(f"  first frame after {page.evaluate('performance.now()'):.0f} ms (and the wait to be told)")
    report("step, everything drawn", page.evaluate(STEPS, [FIRST + (LAST - FIRST) * 0.8, LAST, 40]))
    page.get_by_label("Show", exact=True).select_option("30")
    active = len(page.evaluate("deploymentMap.visible()"))
    report(f"step, last 30 days ({active} active)", page.evaluate(STEPS, [FIRST, LAST, 60]))
    page.get_by_label("Show", exact=True).select_option("0")
    page.evaluate("deploymentMap.setTime(null)")
    page.mouse.move(500, 400)
    page.mouse.down()
    frames = page.evaluate_handle(f"window.counted = ({FRAMES})(30); 0")
    for k in range(30):
        page.mouse.move(500 - 6 * k, 400 + 3 * k)
    print(f"  panning: {page.evaluate('window.counted'):.0f} frames a second")
    page.mouse.up()
    frames.dispose()
    memory = page.context.new_cdp_session(page).send("Runtime.getHeapUsage")
    print(f"  JavaScript heap: {memory['usedSize'] / 1e6:.0f} MB")


def report(what: str, took: list[float]) -> None:
    """Print p50 and p95 of milliseconds."""
    cuts = statistics.quantiles(took, n=20)
    print(f"  {what}: p50 {statistics.median(took):.0f} ms, p95 {cuts[-1]:.0f} ms")


def timed(call: Callable[[], str]) -> tuple[str, float]:
    """Return what a call returns and how many seconds of processor it took."""
    start = time.process_time()  # of this process alone: other work on the machine does not count
    result = call()
    return result, time.process_time() - start


def peers(movements: Sequence[Movement], size: int, took: float) -> None:
    """Print time and size of folium's and pydeck's own ways to draw the same lines, and how ours compares."""
    ways: dict[str, Callable[[], str]] = {
        "folium PolyLine + Popup": lambda: polylines(movements).get_root().render(),
        "folium GeoJson": lambda: geojson(movements).get_root().render(),
        "folium TimestampedGeoJson": lambda: timestamped(movements).get_root().render(),
        "folium Timeline + TimelineSlider": lambda: timeline(movements).get_root().render(),
        "pydeck ArcLayer": lambda: arcs(movements),
    }
    sizes, times = [], []
    for name, way in ways.items():
        text, seconds = timed(way)
        sizes.append(len(text.encode()))
        times.append(seconds)
        print(f"  {name}: built {seconds:.2f} s, {sizes[-1] / 1e6:.2f} MB and scripts from elsewhere")
    smaller, sooner = min(sizes[:4]) / size, min(times[:4]) / took
    print(f"  the smallest of folium's is {smaller:.1f} times ours, the soonest takes {sooner:.1f} times as long")


def arcs(movements: Sequence[Movement]) -> str:
    """All in one pydeck ArcLayer: great circles with a tooltip, no time, no sign for a status."""
    ends = [(m, m.origin or m.destination, m.destination or m.origin) for m in movements]
    rows = [
        {
            "from": [a.lon, a.lat],
            "to": [b.lon, b.lat],
            "id": m.id,
            "quote": m.claims[0].quote.verbatim,
            "day": str(m.date.start if m.date else ""),
        }
        for m, a, b in ends
        if a is not None and b is not None
    ]
    layer = pydeck.Layer(
        "ArcLayer", rows, get_source_position="from", get_target_position="to", great_circle=True, pickable=True
    )
    deck = pydeck.Deck(layers=[layer], map_provider=None, tooltip={"text": "{id} {quote}"})
    return str(deck.to_html(as_string=True))


def line(movement: Movement) -> list[tuple[float, float]]:
    """Return (latitude, longitude) of 16 points between a movement's ends."""
    to = movement.destination
    start = movement.origin or to
    if to is None or start is None:
        return []
    return [(start.lat + (to.lat - start.lat) * k / 15, start.lon + (to.lon - start.lon) * k / 15) for k in range(16)]


def features(movements: Sequence[Movement]) -> dict[str, Any]:
    """Return the movements as GeoJSON with the properties that folium's plugins want."""
    made = []
    for movement in movements:
        points = line(movement)
        day = str(movement.date.start if movement.date else "2021-01-01")
        made.append(
            {
                "type": "Feature",
                "geometry": {
                    "type": "LineString",
                    "coordinates": [[round(lon, 4), round(lat, 4)] for lat, lon in points],
                },
                "properties": {
                    "id": movement.id,
                    "quote": movement.claims[0].quote.verbatim,
                    "start": day,
                    "end": "2024-01-01",
                    "times": [day] * len(points),
                },
            }
        )
    return {"type": "FeatureCollection", "features": made}


def polylines(movements: Sequence[Movement]) -> folium.Map:
    """One PolyLine with a Popup each."""
    m = folium.Map()
    for movement in movements:
        folium.PolyLine(line(movement), popup=folium.Popup(movement.claims[0].quote.verbatim)).add_to(m)
    return m


def geojson(movements: Sequence[Movement]) -> folium.Map:
    """All in one GeoJson layer."""
    m = folium.Map()
    folium.GeoJson(features(movements), popup=folium.GeoJsonPopup(["id", "quote"])).add_to(m)
    return m


def timestamped(movements: Sequence[Movement]) -> folium.Map:
    """All in one TimestampedGeoJson."""
    m = folium.Map()
    TimestampedGeoJson(json.dumps(features(movements))).add_to(m)
    return m


def timeline(movements: Sequence[Movement]) -> folium.Map:
    """All in one Timeline with its slider."""
    m = folium.Map()
    layer = Timeline(features(movements)).add_to(m)
    TimelineSlider().add_timelines(layer).add_to(m)
    return m


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]] or [100, 1_000, 10_000])
