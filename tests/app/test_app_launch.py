"""`mapapp app` serves the page from any folder, with its own settings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

from serving import free_port, serve

from mapapp.app import launch


def test_the_page_is_served_from_another_folder(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    port = free_port()
    served: Iterator[str] = serve(launch.command(port, browser=False), port, tmp_path, tmp_path / "home")
    address = next(served)
    with urlopen(address) as answer:  # noqa: S310 (an address of this machine)
        assert answer.status == 200
    said = (tmp_path / "home" / "log.txt").read_text()
    assert "External URL" not in said
    assert "Network URL" not in said
    assert list(served) == []
