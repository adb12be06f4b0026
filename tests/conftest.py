"""What all tests share: no network but this machine's own, and a real Chromium for the page and the file.

``open_page(address, …)`` opens a page in which every error or warning on the console, every uncaught error and every
request that leaves this machine fails the test at its end.
"""

from __future__ import annotations

import importlib.util
import ipaddress
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--font-render-hinting=none",
]
READY = "html[data-ready]"


class NetworkBlockedError(RuntimeError):
    """A test tried to reach another machine."""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let sockets reach this machine only."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def checked(call: Callable[[socket.socket, Any], Any]) -> Callable[[socket.socket, Any], Any]:
        def reach(self: socket.socket, address: Any) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6) and not is_loopback(str(address[0])):
                raise NetworkBlockedError(f"this test reached for {address}")
            return call(self, address)

        return reach

    monkeypatch.setattr(socket.socket, "connect", checked(connect))
    monkeypatch.setattr(socket.socket, "connect_ex", checked(connect_ex))


def is_loopback(host: str) -> bool:
    """Say whether a host name or address is this machine."""
    if host in ("localhost", ""):
        return True
    try:
        return ipaddress.ip_address(host.split("%", maxsplit=1)[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium once; without one, skip, or fail where CI is set."""
    path = next((found for name in CHROMIUMS if (found := shutil.which(name))), None)
    missing = [f"no Chromium on this machine (looked for {', '.join(CHROMIUMS)})"] if path is None else []
    if importlib.util.find_spec("playwright") is None:
        missing.append("playwright is not installed (pip install -e .[test])")
    if missing and os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail("; ".join(missing))
    if missing:
        pytest.skip("; ".join(missing))
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (only where there is a browser to drive)

    playwright = sync_playwright().start()
    browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGS)
    yield browser
    browser.close()
    playwright.stop()


@dataclass
class Watched:
    """Opens pages and keeps everything that is wrong with them."""

    browser: Browser
    problems: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(
        self,
        address: str | Path,
        *,
        size: tuple[int, int] = (1440, 900),
        fragment: str = "",
        ready: str | None = READY,
        timeout: float = 20_000,
        **options: Any,
    ) -> Page:
        """Open a file or an address of this machine; wait for the selector `ready`."""
        options = {"locale": "en-GB", **options}
        context = self.browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        self._contexts.append(context)
        context.set_default_timeout(timeout)
        page = context.new_page()
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"uncaught: {error}"))
        page.on("request", lambda request: self._request(request.url))
        page.on("dialog", lambda dialog: (self.problems.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.goto((address.as_uri() if isinstance(address, Path) else address) + fragment)
        if ready:
            page.wait_for_selector(ready, state="attached")
        return page

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning", "assert"):
            self.problems.append(f"console {message.type}: {message.text} {message.location}")

    def _request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("file", "data", "blob", "about"):
            return
        if not (parts.scheme in ("http", "https", "ws", "wss") and is_loopback(parts.hostname or "?")):
            self.problems.append(f"request: {url}")

    def close(self) -> None:
        """Close all pages."""
        for context in self._contexts:
            context.close()


AXE_RUN = """async () => (await axe.run(document)).violations.flatMap(rule =>
  rule.nodes.map(node => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`))"""


@pytest.fixture(scope="session")
def violations() -> Callable[[Any], list[str]]:
    """Give a function that returns what axe-core holds against a page or a frame, one line a place."""
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")

    def check(page: Any) -> list[str]:
        page.evaluate(axe)
        return list(page.evaluate(AXE_RUN))

    return check


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Watched]:
    """Open pages in Chromium; see the module's docstring."""
    watched = Watched(chromium)
    yield watched
    watched.close()
    assert not watched.problems, "\n".join(watched.problems)
