"""The page, served on loopback with the sample's claims made by hand."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
#: Steps of waiting for the server, 0.1 s each.
PATIENCE = 600


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(words: list[str], port: int, folder: Path, home: Path) -> Iterator[str]:
    """Start a page, give its address once it answers, and stop it."""
    log = home / "log.txt"
    environment = {**os.environ, "HOME": str(home), "PYTHONPATH": str(ROOT)}
    with (
        open(log, "wb") as file,
        subprocess.Popen(words, cwd=folder, env=environment, stdout=file, stderr=subprocess.STDOUT) as process,
    ):
        try:
            answered = False
            for _ in range(PATIENCE):
                try:
                    with urlopen(f"http://localhost:{port}/_stcore/health", timeout=0.5) as answer:
                        answered = answer.status == 200
                    break
                except (URLError, OSError):
                    if process.poll() is not None:
                        break
                    with pytest.raises(subprocess.TimeoutExpired):
                        process.wait(0.1)
            assert answered, log.read_text()
            yield f"http://localhost:{port}/"
            assert "Traceback" not in log.read_text(), log.read_text()
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def page_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    words = [sys.executable, "-m", "streamlit", "run", str(HERE / "page_of_hand_claims.py")]
    words += ["--server.headless", "true", "--server.fileWatcherType", "none", "--server.port", str(port)]
    yield from serve(words, port, ROOT, tmp_path_factory.mktemp("home"))


@pytest.fixture
def open_app(open_page: Callable[..., Any], page_address: str) -> Callable[..., Any]:
    """Give a function that opens the page and waits until its map is drawn."""

    def opened(width: int = 1440, height: int = 900, scheme: str = "light") -> Any:
        return open_page(
            page_address, size=(width, height), ready="iframe[data-ready=true]", timeout=60_000, color_scheme=scheme
        )

    return opened
