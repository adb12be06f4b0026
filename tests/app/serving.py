"""Serves a page on loopback for the tests."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
#: Matches the page when all that a click asked for stands on it.
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
#: Steps of waiting for the server, 0.1 s each.
PATIENCE = 600


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(words: list[str], port: int, folder: Path, home: Path, **more: str) -> Iterator[str]:
    """Start a page, give its address once it answers, and stop it."""
    log = home / "log.txt"
    environment = {**os.environ, "HOME": str(home), "PYTHONPATH": str(ROOT), **more}
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
