"""What is kept of the original refuses nonsense, and tells where a quote stands in it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mapapp.errors import ModelError
from mapapp.original import Original

SHA = "0" * 64


@pytest.mark.parametrize(
    ("offset", "place"), [(0, None), (3, "page 1"), (11, "page 1"), (12, "page 2"), (10**6, "page 3")]
)
def test_a_place_reaches_to_the_next(offset: int, place: str | None) -> None:
    original = Original(SHA, 9, "application/pdf", places=((3, "page 1"), (12, "page 2"), (40, "page 3")))
    assert original.place(offset) == place


def test_without_places_nothing_is_said() -> None:
    assert Original(SHA, 0, "text/html").place(4) is None


@pytest.mark.parametrize("places", [((4, "page 1"), (4, "page 2")), ((9, "page 1"), (4, "page 2")), ((-1, "page 1"),)])
def test_places_that_do_not_rise_are_refused(places: tuple[tuple[int, str], ...]) -> None:
    with pytest.raises(ModelError, match="must rise"):
        Original(SHA, 9, "application/pdf", places=places)


def test_nonsense_is_refused() -> None:
    with pytest.raises(ModelError, match="no SHA-256"):
        Original("ABC", 9, "text/html")
    with pytest.raises(ModelError, match="-1 bytes"):
        Original(SHA, -1, "text/html")
    with pytest.raises(ModelError, match="time zone"):
        Original(SHA, 1, "text/html", fetched=datetime(2022, 2, 2))
    assert Original(SHA, 1, "text/html", fetched=datetime(2022, 2, 2, tzinfo=UTC)).fetched is not None
