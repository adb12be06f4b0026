"""What the tests of placing share."""

from __future__ import annotations

import pytest

from mapapp import language
from mapapp.locate import Gazetteer, Toponym, toponyms
from mapapp.model import Report


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer()


class Reader:
    """Reads texts for places."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def __call__(self, text: str) -> list[Toponym]:
        return toponyms(Report(text, id="test"), language.parse(text), self.gazetteer)


@pytest.fixture(scope="session")
def read_places(gazetteer: Gazetteer) -> Reader:
    return Reader(gazetteer)
