"""Makes the pictures of docs/reading-the-map.md from the map's own key: ``python docs/img/make_signs.py``.

Needs a Chromium (or Chrome) on this machine and the `test` extra.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE.parent.parent / "tests" / "show")]

from sample_movements import sample  # noqa: E402 (the checkout goes on the path first)

from mapapp.show import deployment_map, save_html  # noqa: E402

SIGNS = {
    "Completed": "completed",
    "Under way": "under-way",
    "Ordered": "ordered",
    "Planned": "planned",
    "Possible": "possible",
    "Withdrawn": "withdrawn",
    "Already there": "present",
    "On alert": "on-alert",
    "denied": "denied",
    "somewhere in the area": "area",
    "at a known place": "point",
    "leaves": "leaves",
    "arrives": "arrives",
    "strength not known": "unknown",
    "core and band": "range",
    "airborne infantry division": "symbol",
}


def main() -> None:
    """Write one picture a sign into docs/img/signs/."""
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = save_html(deployment_map(sample(), theme="light"), Path(folder) / "map.html")
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1440, "height": 900}, device_scale_factor=2)
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready]", state="attached")
        page.locator(".dm-key details summary").click()
        page.evaluate("document.querySelector('.dm-key').style.background = 'white'")
        for words, name in SIGNS.items():
            row = page.locator(".dm-key li", has_text=words).first
            row.locator("canvas").screenshot(path=HERE / "signs" / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
