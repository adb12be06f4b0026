"""Serves a page on loopback for the tests."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
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


def choose(page: Any, panel: Any, label: str, option: str | int) -> None:
    """Choose an option of a list, by its words or its place.

    An open list closes when the page scrolls or is drawn anew, and a click may scroll: then it is opened by key.
    """
    options = page.get_by_role("option")
    wanted = options.nth(option) if isinstance(option, int) else options.filter(has_text=option).first
    box = panel.get_by_label(label)
    box.click()
    for _ in range(10):
        if soon(wanted) and done(wanted.click):
            return
        page.wait_for_selector(IDLE)
        box.press("ArrowDown")
    found = f"{options.all_inner_texts()} at {box.evaluate('box => box.outerHTML')}"
    raise AssertionError(f"the list {label} gave no {option}, only {found}")


def soon(wanted: Any) -> bool:
    """Whether something shows within five seconds."""
    return done(wanted.wait_for)


def done(act: Callable[..., object]) -> bool:
    """Do something that may take five seconds; say whether it could be done."""
    try:
        act(timeout=5_000)
    except Exception as error:
        if type(error).__name__ != "TimeoutError":
            raise
        return False
    return True
