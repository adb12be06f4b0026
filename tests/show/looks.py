"""Screenshots of the map, a quarter as large, for `test_show_looks.py`; ``python tests/show/looks.py`` makes them anew.

Look at each before you commit it: they are what the map has to look like.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE), str(HERE.parent)]

from sample_movements import sample, theatres  # noqa: E402 (the checkout goes on the path first)

from mapapp.model import Movement  # noqa: E402
from mapapp.show import deployment_map, save_html  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page

LOOKS = HERE / "looks"
FRAME = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def some(*ids: str) -> list[Movement]:
    """The sample's movements of these ids."""
    return [movement for movement in sample() if movement.id in ids]


#: Name → movements, window, fragment, colour scheme, and what to do before the picture.
CASES: dict[str, tuple[Callable[[], list[Movement]], tuple[int, int], str, str, str]] = {
    "sample-1440": (sample, (1440, 900), "", "light", ""),
    "sample-1366": (sample, (1366, 768), "", "light", ""),
    "sample-1024": (sample, (1024, 768), "", "light", ""),
    "sample-390": (sample, (390, 844), "", "light", ""),
    "card-390": (sample, (390, 844), "", "light", "deploymentMap.select('romania')"),
    "dark-1440": (sample, (1440, 900), "#id=poland", "dark", ""),
    "dateline-1440": (lambda: some("pacific", "ships"), (1440, 900), "", "light", ""),
    "empty-1024": (lambda: [], (1024, 768), "", "light", ""),
    "presence-1024": (lambda: some("there"), (1024, 768), "", "light", ""),
    "many-2": (lambda: theatres(3000), (1440, 900), "#z=2/30/10", "light", ""),
    "many-4": (lambda: theatres(3000), (1440, 900), "#z=4/45/20", "light", ""),
    "many-6": (lambda: theatres(3000), (1440, 900), "#z=6/48/20", "light", ""),
    "print": (sample, (1100, 800), "", "light", "window.dispatchEvent(new Event('beforeprint'))"),
}


def look(name: str, open_page: Callable[..., Page], folder: Path) -> Image.Image:
    """Return how a case looks now, a quarter as large."""
    movements, size, fragment, scheme, act = CASES[name]
    path = save_html(deployment_map(movements(), title="Forces on the move"), folder / f"{name}.html")
    page = open_page(path, size=size, fragment=fragment, color_scheme=scheme, reduced_motion="reduce", timeout=90_000)
    if act:
        page.evaluate(act)
    page.wait_for_selector("html[data-drawn=whole]", state="attached")
    page.evaluate(FRAME)
    shot = Image.open(io.BytesIO(page.screenshot(full_page=name == "print"))).convert("RGB")
    return shot.resize((shot.width // 4, shot.height // 4), Image.Resampling.BOX)


def main() -> None:
    """Write every picture of `CASES`."""
    import tempfile  # noqa: PLC0415

    from conftest import CHROMIUM_ARGS, CHROMIUMS, Watched  # noqa: PLC0415
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    def browsers() -> Iterator[Any]:
        import shutil  # noqa: PLC0415

        with sync_playwright() as playwright:
            path = next(found for name in CHROMIUMS if (found := shutil.which(name)))
            yield playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGS)

    LOOKS.mkdir(exist_ok=True)
    for browser in browsers():
        watched = Watched(browser)
        with tempfile.TemporaryDirectory() as folder:
            for name in CASES:
                look(name, watched, Path(folder)).save(LOOKS / f"{name}.png", optimize=True)
        watched.close()
        browser.close()


if __name__ == "__main__":
    main()
