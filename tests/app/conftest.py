"""The page, served on loopback with the sample's claims made by hand."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from serving import HERE, ROOT, free_port, serve


@pytest.fixture(scope="session")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that the reading of a report with the text "gate" waits for."""
    return tmp_path_factory.mktemp("gate") / "open"


@pytest.fixture(scope="session")
def page_address(tmp_path_factory: pytest.TempPathFactory, gate: Path) -> Iterator[str]:
    port = free_port()
    words = [sys.executable, "-m", "streamlit", "run", str(HERE / "page_of_hand_claims.py")]
    words += ["--server.headless", "true", "--server.fileWatcherType", "none", "--server.port", str(port)]
    yield from serve(words, port, ROOT, tmp_path_factory.mktemp("home"), MAPAPP_TEST_GATE=str(gate))


@pytest.fixture
def open_app(open_page: Callable[..., Any], page_address: str) -> Callable[..., Any]:
    """Give a function that opens the page and waits until its map is drawn."""

    def opened(width: int = 1440, height: int = 900, scheme: str = "light") -> Any:
        return open_page(
            page_address, size=(width, height), ready="iframe[data-ready=true]", timeout=60_000, color_scheme=scheme
        )

    return opened
