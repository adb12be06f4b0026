"""Measures the page: ``python benchmarks/show_page.py [COUNT]`` (10000 by default).

Seconds from ``streamlit run`` to the first picture of the sample; then, over made-up movements, milliseconds from a
filter and from a step of time to the map's paint, inside the page's frame; how often the map was mounted, and what was
asked of other hosts.  A figure with a bound says whether it holds.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Frame, Page, sync_playwright

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "show"), str(ROOT / "tests" / "app")]

from serving import free_port  # noqa: E402 (the checkout goes on the path first)
from show import DAY, FIRST, LAST, OURS, STEPS, figure  # noqa: E402

FILTERS = STEPS.replace("STEP", "deploymentMap.filter(k % 2 ? {} : { actor: ['US', 'RU', 'GB', 'FR'][(k / 2) % 4] })")
LONGEST = 4.0  # seconds to the first picture
SOON = 300.0  # milliseconds to the map, p50


@contextmanager
def served(script: Path, port: int, **more: str) -> Iterator[None]:
    """Run a page's script on a port of this machine."""
    words = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless=true", f"--server.port={port}"]
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "HOME": home, "PYTHONPATH": str(ROOT), **more}
        with subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as process:
            try:
                yield
            finally:
                process.terminate()


def opened(browser: Browser, port: int) -> tuple[Page, Frame, list[str]]:
    """Open the page as soon as it answers; return it, the map's frame once it is ready, and what was asked for."""
    asked: list[str] = []
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.on("request", lambda request: asked.append(request.url))
    for _ in range(600):
        try:
            page.goto(f"http://localhost:{port}/")
            break
        except Exception:  # not there yet
            time.sleep(0.05)
    page.wait_for_selector("iframe[data-ready]", timeout=120_000)
    frame = page.query_selector("iframe").content_frame()  # type: ignore[union-attr]
    if frame is None:
        raise SystemExit("the page has no frame")
    return page, frame, asked


def main(count: int) -> None:
    """Print one line a figure."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        starts = []
        for _ in range(3):
            port, began = free_port(), time.perf_counter()
            with served(ROOT / "streamlit_app.py", port):
                page, _, _ = opened(browser, port)
                starts.append(time.perf_counter() - began)
                page.close()
        figure("streamlit run to the first picture of the sample", min(starts), "s", LONGEST)
        port = free_port()
        with served(HERE / "page_of_many.py", port, MAPAPP_MANY=str(count)):
            page, frame, asked = opened(browser, port)
            frame.evaluate("window.mounted = 1; 0")
            frame.wait_for_selector("html[data-drawn=whole]", state="attached")
            print(f"{count:,} movements")
            for what, steps, given in (
                ("a filter", FILTERS, [FIRST, LAST, 24]),
                ("a step of time", OURS, [FIRST + 30 * DAY, LAST, 40]),
            ):
                took = frame.evaluate(steps, given)
                p95 = statistics.quantiles(took, n=20)[-1]
                figure(f"{what} to the map: p95 {p95:.0f} ms, p50", statistics.median(took), "ms", SOON)
            page.get_by_role("button", name="Download").click()
            page.get_by_role("button", name="Map as one HTML file").wait_for()
            same = page.query_selector("iframe").content_frame().evaluate("window.mounted")  # type: ignore[union-attr]
            figure("mounts of the map", 1 if same == 1 else 2, "", 1)
            strange = {url.split("/")[2] for url in asked if url.startswith("http") and f"localhost:{port}" not in url}
            figure("hosts asked beside the page's own", len(strange), "", 0)
            page.close()
        browser.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 10_000)
