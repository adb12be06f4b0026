"""Makes the picture of README.md from the built-in sample: ``python docs/img/make_map.py``.

Needs a Chromium (or Chrome) on this machine and the `test` extra.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from mapapp import deployment_map, reconcile, samples, save_html  # noqa: E402 (the checkout goes on the path first)

#: The view: zoom, latitude, longitude, degrees; and the origin of the movement whose card is open.
VIEW = "4/50.5/13.5"
OPEN = "Fort Bragg"


def main() -> None:
    """Write docs/img/map.png."""
    movements = reconcile(samples.reports())
    chosen = max(
        (movement for movement in movements if movement.origin is not None and movement.origin.name == OPEN),
        key=lambda movement: movement.strength.high or 0,
    )
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        title = "February 2022: three sample dispatches"
        path = save_html(deployment_map(movements, theme="light", title=title), Path(folder) / "map.html")
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1360, "height": 800}, device_scale_factor=1.25)
        page.goto(f"{path.as_uri()}#id={chosen.id}&z={VIEW}")
        page.wait_for_selector("html[data-ready]", state="attached")
        page.locator(".dm-key summary").first.click()
        page.wait_for_function("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        page.screenshot(path=HERE / "map.png")
        browser.close()


if __name__ == "__main__":
    main()
