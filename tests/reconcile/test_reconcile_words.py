"""Strengths in words."""

from __future__ import annotations

import pytest

from mapapp.model import Strength
from mapapp.reconcile import strength_words
from mapapp.reconcile.words import listed


@pytest.mark.parametrize(
    ("strength", "words"),
    [
        (Strength(), "not given"),
        (Strength(1700, 1700), "1,700"),
        (Strength(900, 900, approximate=True), "about 900"),
        (Strength(0, 300), "up to 300"),
        (Strength(None, 300), "up to 300"),
        (Strength(300, None), "at least 300"),
        (Strength(75_000, 80_000), "75,000–80,000"),
        (Strength(200, 999, approximate=True), "hundreds (200–999)"),
        (Strength(0, 0), "0"),
    ],
)
def test_a_strength_reads_as_it_was_said(strength: Strength, words: str) -> None:
    assert strength_words(strength) == words


def test_a_list_reads_as_a_sentence_does() -> None:
    assert [listed(names) for names in (["A"], ["A", "B"], ["A", "B", "C"])] == ["A", "A and B", "A, B and C"]
