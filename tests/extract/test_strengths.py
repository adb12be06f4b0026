"""Strengths: the table of cases, round trips through digits and words, and time that grows with length alone."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.extract import numerals, strengths

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "strengths.toml").read_text("utf-8"))["case"]
ONES = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
ONES += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int, joiner: str) -> str:
    """Write a number from 1 to 999,999,999 in English words."""
    for scale, name in ((1_000_000, "million"), (1_000, "thousand")):
        if number >= scale:
            rest = number % scale
            tail = ""
            if rest:
                tail = f" {in_words(rest, joiner)}" if rest >= 100 else f"{joiner}{in_words(rest, joiner)}"
            return f"{in_words(number // scale, joiner)} {name}{tail}"
    if number >= 100:
        rest = number % 100
        return f"{ONES[number // 100]} hundred" + (f"{joiner}{in_words(rest, joiner)}" if rest else "")
    if number >= 20:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    return ONES[number]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_table(case):
    found = [
        [s.text, "?" if s.low is None else s.low, "?" if s.high is None else s.high, s.approximate, s.relation or ""]
        for s in strengths.find(case["text"])
    ]
    assert found == case["found"]


def test_the_table_is_long_enough_and_says_nothing_twice():
    texts = [case["text"] for case in CASES]
    assert len(texts) >= 200
    assert len(set(texts)) == len(texts)


@given(st.integers(2, 999_999_999), st.sampled_from([" and ", " "]))
def test_words_come_back_as_their_number(number, joiner):
    written = in_words(number, joiner)
    (found,) = strengths.find(f"They sent {written} soldiers there.")
    assert (found.text, found.low, found.high) == (written, number, number)


@given(st.integers(1, 999_999_999), st.sampled_from([",", " ", "\u00a0", "\u202f"]))
def test_grouped_digits_come_back_as_their_number(number, separator):
    written = f"{number:,}".replace(",", separator)
    if number == 1 or not number >= 1000:
        written = str(number + 1000)
        number += 1000
    (found,) = strengths.find(f"They sent {written} soldiers there.")
    assert (found.text, found.low, found.high) == (written, number, number)


@given(st.integers(1, 400_000), st.integers(1, 400_000), st.sampled_from(["-", "–", " to "]))
def test_a_range_keeps_its_ends(one, other, joiner):
    low, high = sorted((one + 1000, one + 1000 + other))
    (found,) = strengths.find(f"They sent {low:,}{joiner}{high:,} soldiers there.")
    assert (found.low, found.high, found.approximate) == (low, high, True)


@given(st.text())
def test_any_text_gives_spans_that_stand_in_it(text):
    end = 0
    for found in strengths.find(text):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        assert found.start <= found.value_start < found.value_end <= found.end
        assert found.low is None or 0 <= found.low <= found.high
        end = found.end


WORDS = """
about 1,700 of the 2,000 half dozen and one two hundred thousand - to between from up more a third several 12 (twelve)
May 5 300 $ % km , . of them strong 1.5 million
"""
PIECES = st.sampled_from(WORDS.split())


@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_any_mix_of_number_words_gives_spans_that_stand_in_it(text):
    test_any_text_gives_spans_that_stand_in_it.hypothesis.inner_test(text)


def test_at_gives_the_strength_over_an_offset():
    text = "They sent about 900 men."
    assert strengths.at(text, text.index("900")).text == "about 900"
    assert strengths.at(text, 0) is None


def test_value_refuses_what_is_no_whole_number():
    assert numerals.value("12.5") is None
    assert numerals.value("soldier") is None


@pytest.mark.parametrize(
    "piece", ["1 ", "one and ", "between ", "1,700 of the ", "half of the ", "12-", "from 1 to ", "twenty-", "about "]
)
def test_time_grows_with_length_alone(piece):
    def seconds(count: int) -> float:
        text = piece * count
        best = 9.0
        for _ in range(3):
            begin = time.process_time()
            strengths.find(text)
            best = min(best, time.process_time() - begin)
        return best

    assert seconds(2_400) < 12 * max(seconds(400), 0.001)  # 6 times the text; quadratic time would be 36 times
