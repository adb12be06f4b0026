"""Which sources are independent of one another."""

from __future__ import annotations

from mapapp.keep.copies import independent
from mapapp.model import Claim, Report, Status

_WIRE = "About 900 soldiers of the brigade left for Romania on Monday."


def _told(name: str, publisher: str, words: str) -> Claim:
    report = Report(words, name, publisher=publisher)
    return Claim(report.quote(0, len(words)), Status.COMPLETED)


def test_as_many_as_share_neither_publisher_nor_text_nor_words() -> None:
    assert independent([], {}) == 0
    assert independent([_told("a", "Post", "They left.")] * 2, {}) == 1
    assert independent([_told("a", "Post", "They left."), _told("b", "Times", "They left.")], {}) == 2
    assert independent([_told("a", "Post", "They left."), _told("b", " POST", "Gone are they.")], {}) == 1
    assert independent([_told("a", "Post", _WIRE), _told("b", "Times", f'"{_WIRE.upper()}"')], {}) == 1
    assert independent([_told("a", "Post", "They left."), _told("b", "Times", "Gone.")], {"a": "a", "b": "a"}) == 1


def test_what_hangs_together_through_a_third_is_one_source() -> None:
    post, times, copy = _told("a", "Post", _WIRE), _told("b", "Times", "Gone."), _told("c", "Times", _WIRE)
    assert independent([post, times], {}) == 2
    for order in ([post, times, copy], [copy, times, post], [times, copy, post]):
        assert independent(order, {}) == 1
    assert independent([post, times, copy, _told("d", "Star", "None is left there.")], {}) == 2


def test_a_publisher_is_no_run_of_words() -> None:
    name = "one two three four five six seven eight"
    assert independent([_told("a", name, "They left."), _told("b", "Post", name)], {}) == 2
