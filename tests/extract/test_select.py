"""Which paragraphs are read: those that can tell of forces, and not the rest of the news."""

from __future__ import annotations

import pytest

from mapapp.extract import select


def read(*paragraphs: str) -> list[bool]:
    """Return for each paragraph whether it is kept."""
    text = "\n\n".join(paragraphs)
    kept = {start for start, _ in select.paragraphs(text)}
    starts = [sum(len(before) + 2 for before in paragraphs[:number]) for number in range(len(paragraphs))]
    return [start in kept for start in starts]


@pytest.mark.parametrize(
    "text",
    [
        "Two hundred soldiers left at dawn.",
        "Peru has sent 60 police officers to Haiti.",
        "Several Indian ships are near Socotra.",
        "Six Gripens from Sweden landed in Malta.",
        "HMS Lancaster is heading for Gibraltar.",
        "A pair of Su-27s flew east.",
        "Norway closed its base at Bodo.",
        "An 800-strong battle group stays in Rukla.",
        "The pull-out began on Monday.",
    ],
)
def test_what_can_tell_of_forces_is_read(text: str):
    assert read(text) == [True]


@pytest.mark.parametrize(
    "text",
    [
        "This is the best time to see the city, and I think people know it.",
        "A group of workers moved the piano to Lyon on Friday.",
        "The company sent its staff home after the match in Turin.",
        "Members of the party in Accra said that the area had no doctors.",
        "Rain fell on the town for a week.",
    ],
)
def test_the_rest_of_the_news_is_not(text: str):
    assert read(text) == [False]


def test_what_stands_beside_a_military_paragraph_is_read_when_it_moves():
    move, other = "They will return in May.", "Rain fell on the town for a week."
    assert read("Chile sent 40 soldiers to Haiti.", move, other, move) == [True, True, False, False]
