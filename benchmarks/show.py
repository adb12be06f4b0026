"""Measures the map file: ``python benchmarks/show.py [--scripts FOLDER] [COUNT …]``.

Counts are 100, 1000, 10000 by default; 100000 takes a minute.  For each: seconds of processor to build the page, the
best of three, and its size; in a headless Chromium without GPU the time to the first frame (the best of five), steps of
time to the first paint of each with everything drawn, with the last 30 days and with 3 % active, frames a second while
dragging and while zooming, and the memory of the page's process.  A figure with a bound says whether it holds.

Folium's own ways to draw the same lines, and pydeck's, are built in the same run, for time and size; with ``--scripts``
(see show_peers.py) those with a slider are opened and stepped, too.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "tests" / "show")]

from sample_movements import many  # noqa: E402 (the checkout goes on the path first)
from show_peers import STEPS as PEER_STEPS  # noqa: E402
from show_peers import local, ways, windowed  # noqa: E402

from mapapp.model import Movement  # noqa: E402
from mapapp.show import deployment_map, html  # noqa: E402

#: Of each size what has to hold, and for every size.
BOUNDS: dict[int, dict[str, float]] = {
    10_000: {
        "built": 0.5, "size": 1.1, "first frame": 1000, "3 % active": 50, "everything drawn": 120, "frames": 25,
        "memory": 250,
    },
    100_000: {"built": 4, "size": 9, "first frame": 1800, "3 % active": 100, "everything drawn": 100},
}  # fmt: skip
EMPTY = 350_000  # bytes of basemap and scripts
SMALLER, SOONER = 10, 6  # times the best of folium's, at 10,000

STEPS = """async ([first, last, n]) => {
  const took = [];
  for (let k = 0; k < n; k++) {
    const t = first + ((last - first) * k) / n, day = new Date(t).toISOString(), start = performance.now();
    STEP;
    await new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
    took.push(performance.now() - start);
    await new Promise(done => setTimeout(done, 20));
  }
  return took;
}"""
OURS = STEPS.replace("STEP", "deploymentMap.setTime(day)")
FRAMES = """n => new Promise(done => {
  const start = performance.now();
  let left = n;
  const tick = () => (--left ? requestAnimationFrame(tick) : done((1000 * n) / (performance.now() - start)));
  requestAnimationFrame(tick);
})"""
# The task after the frame in which the map says that it is ready: that frame is then painted.
WATCH = """new MutationObserver((_, watch) => {
  if (!document.documentElement?.dataset.ready) return;
  watch.disconnect();
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => { window.paintedAt = performance.now(); };
  port2.postMessage(0);
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-ready"] });"""
FIRST, LAST, DAY = 1_609_459_200_000, 1_690_000_000_000, 86_400_000
EVERYTHING, FEW = "everything drawn", "3 % active"  # kinds of steps
ALL = [FIRST + (LAST - FIRST) * 0.8, LAST, 40]
MOVING = "completed under_way ordered planned possible on_alert withdrawn".split()  # with 30 of 1,000 days, 3 %


def main(counts: Sequence[int], scripts: Path | None) -> None:
    """Print one line a figure."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    figure("without a movement", len(html(deployment_map([])).encode()) / 1000, "KB", EMPTY / 1000)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for count in counts:
            movements, bounds = many(count), BOUNDS.get(count, {})
            print(f"\n{count:,} movements")
            text, seconds = best(lambda movements=movements: html(deployment_map(movements)))  # type: ignore[misc]
            file = Path(folder) / f"{count}.html"
            file.write_text(text, encoding="utf-8")
            size = len(text.encode())
            figure("built", seconds, "s", bounds.get("built"))
            figure("size", size / 1e6, "MB", bounds.get("size"))
            steps = measure(browser, file, bounds)
            if count <= 10_000:
                peers(browser, Path(folder), movements, (size, seconds, steps), scripts)
        browser.close()


def measure(browser: Browser, file: Path, bounds: dict[str, float]) -> dict[str, float]:
    """Print what an open page does; return the p95 of its steps, milliseconds, by what is drawn in them."""
    starts = []
    for _ in range(5):
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.add_init_script(WATCH)
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready]", state="attached")
        starts.append(page.evaluate("window.paintedAt"))
        if len(starts) < 5:
            page.close()
    figure("first frame", min(starts), "ms", bounds.get("first frame"))
    page.wait_for_selector("html[data-drawn=whole]", state="attached")
    steps = {EVERYTHING: report(EVERYTHING, page.evaluate(OURS, ALL), bounds)}
    page.get_by_label("Show", exact=True).select_option("30")
    active = len(page.evaluate("deploymentMap.visible()"))
    report(f"last 30 days, {active:,} active", page.evaluate(OURS, [FIRST + 30 * DAY, LAST, 60]), bounds, "3 % active")
    active = page.evaluate("status => deploymentMap.filter({ status })", MOVING)
    steps[FEW] = report(f"3 % active ({active:,})", page.evaluate(OURS, [FIRST + 30 * DAY, LAST, 60]), bounds, FEW)
    page.get_by_label("Show", exact=True).select_option("0")
    page.evaluate("deploymentMap.filter({}), deploymentMap.setTime(null)")
    page.wait_for_selector("html[data-drawn=whole]", state="attached")
    frames(page, bounds.get("frames"))
    figure("memory of the page", memory(page), "MB", bounds.get("memory"))
    page.close()
    return steps


def frames(page: Page, bound: float | None) -> None:
    """Print frames a second while the map is dragged, and while it is zoomed by the wheel."""
    page.mouse.move(500, 400)
    page.mouse.down()
    page.evaluate(f"window.counted = ({FRAMES})(60); 0")
    for k in range(60):
        page.mouse.move(500 - 6 * k, 400 + 3 * k)
    figure("dragging", page.evaluate("window.counted"), "frames a second", bound, least=True)
    page.mouse.up()
    page.mouse.move(500, 400)
    page.evaluate(f"window.counted = ({FRAMES})(60); 0")
    for k in range(12):
        page.mouse.wheel(0, -60 if k < 6 else 60)
        page.evaluate("new Promise((done) => setTimeout(done, 60))")
    figure("zooming", page.evaluate("window.counted"), "frames a second", bound, least=True)


def memory(page: Page) -> float:
    """Return the megabytes that the browser's page processes hold for themselves, by Linux's account."""
    session = page.context.browser.new_browser_cdp_session()  # type: ignore[union-attr]
    found = [row["id"] for row in session.send("SystemInfo.getProcessInfo")["processInfo"] if row["type"] == "renderer"]
    session.detach()
    held = 0
    for number in found:
        for line in Path(f"/proc/{number}/smaps_rollup").read_text().splitlines():
            held += int(line.split()[1]) if line.startswith(("Private_Clean", "Private_Dirty")) else 0
    return held / 1000


def report(what: str, took: list[float], bounds: dict[str, float], bound: str | None = None) -> float:
    """Print p50 and p95 of a step's milliseconds; return p95."""
    p95 = statistics.quantiles(took, n=20)[-1]
    figure(f"step, {what}: p50 {statistics.median(took):.0f} ms, p95", p95, "ms", bounds.get(bound or what))
    return p95


def figure(what: str, value: float, unit: str, bound: float | None = None, *, least: bool = False) -> None:
    """Print a figure, and beside it what it has to hold."""
    words = f"{value:.0f}" if value >= 10 else f"{value:.2f}"
    held = ""
    if bound is not None:
        holds = value >= bound if least else value <= bound
        held = f"   ({'≥' if least else '≤'} {bound:g}: {'holds' if holds else 'DOES NOT HOLD'})"
    print(f"  {what}: {words} {unit}{held}", flush=True)


def best(call: Callable[[], str], times: int = 3) -> tuple[str, float]:
    """Return what a call returns and how many seconds of processor it took, the least of some."""
    least = float("inf")
    for _ in range(times):
        start = time.process_time()  # of this process alone: other work on the machine does not count
        result = call()
        least = min(least, time.process_time() - start)
    return result, least


def peers(
    browser: Browser,
    folder: Path,
    movements: Sequence[Movement],
    ours: tuple[int, float, dict[str, float]],
    scripts: Path | None,
) -> None:
    """Print time, size and steps of folium's and pydeck's own ways to draw the same lines, and how ours compares."""
    sizes, times = [], []
    for name, way in ways(movements).items():
        text, seconds = best(way, 1 if "PolyLine" in name else 3)
        sizes.append(len(text.encode()))
        times.append(seconds)
        print(f"  {name}: built {seconds:.2f} s, {sizes[-1] / 1e6:.2f} MB and scripts from elsewhere")
    whole = len(movements) == 10_000
    smaller, sooner, slower = (SMALLER, SOONER, 1) if whole else (None, None, None)
    size, seconds, steps = ours
    figure("times smaller than the smallest of folium's", min(sizes[:4]) / size, "", smaller, least=True)
    figure("times sooner built than the soonest of folium's", min(times[:4]) / seconds, "", sooner, least=True)
    if scripts:
        moving = [movement for movement in movements if str(movement.status) in MOVING]
        for kind, pages, span in (
            (FEW, windowed(moving, 30), [FIRST + 30 * DAY, LAST, 60]),
            (EVERYTHING, {name: ways(movements)[name] for name in PEER_STEPS}, [*ALL[:2], 4 if whole else 40]),
        ):
            found = [stepped(browser, folder, scripts, kind, name, way(), span) for name, way in pages.items()]
            figure(f"step, {kind}, as part of the fastest of folium's", steps[kind] / min(found), "", slower)


def stepped(
    browser: Browser, folder: Path, scripts: Path, kind: str, name: str, text: str, span: Sequence[float]
) -> float:
    """Print and return the p95 of the steps of a peer's page, milliseconds."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(300_000)
    local(page, scripts)
    file = folder / "peer.html"
    file.write_text(text, encoding="utf-8")
    page.goto(file.as_uri(), timeout=300_000)
    found = report(f"{kind}, {name}", page.evaluate(STEPS.replace("STEP", PEER_STEPS[name]), span), {})
    page.close()
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--scripts", type=Path, help="folder of npm with the scripts that folium's pages ask for")
    parser.add_argument("counts", type=int, nargs="*", default=[100, 1_000, 10_000])
    given = parser.parse_args()
    main(given.counts, given.scripts)
