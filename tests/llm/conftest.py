"""What the tests of the second extractor share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from endpoint import Endpoint, serving

from mapapp.locate import Gazetteer
from mapapp.model import Report

TEXT = (
    "About 300 Norwegian soldiers will sail from Bergen\nto Latvia in May, the ministry said.\n\n"
    "A frigate is already in the Baltic Sea. No troops will be sent to Mali."
)


@pytest.fixture
def report() -> Report:
    return Report(TEXT, id="one", published=date(2024, 2, 2), title="Norway sends soldiers")


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    for name in ("MAPAPP_API_KEY", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with serving() as server:
        yield server


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer()
