"""Dates: the table of cases, round trips, what the words around a date change, and linear time."""

from __future__ import annotations

import time
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.extract import dates
from mapapp.extract.dates import DateContext
from mapapp.model import DatePrecision

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "dates.toml").read_text("utf-8"))["case"]
MONTHS = [date(2000, month, 1).strftime("%B") for month in range(1, 13)]
PUBLISHED = date(2022, 2, 2)
DAYS = st.dates(date(1600, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_table(case):
    found = [
        [d.span.text, str(d.span.start or ""), str(d.span.end or ""), str(d.span.precision)]
        for d in dates.find(case["text"], case.get("published"))
    ]
    assert found == case["found"]


def test_the_table_is_long_enough_and_says_nothing_twice():
    texts = [(case["text"], case.get("published")) for case in CASES]
    assert len(texts) >= 200
    assert len(set(texts)) == len(texts)


def spoken(day: date) -> list[str]:
    """Write a day in the ways in which reports write days with a year."""
    month = MONTHS[day.month - 1]
    suffix = "th" if 10 < day.day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return [
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{month} {day.day}{suffix}, {day.year}",
        f"the {day.day}{suffix} of {month} {day.year}",
        f"{month if month == 'May' else month[:3] + '.'} {day.day}, {day.year}",
        f"{day.day} {month[:3].upper()} {day.year}",
        day.isoformat(),
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day:02}1200Z {month[:3].upper()} {day.year}",
    ]


@given(DAYS, st.integers(0, 8), st.one_of(st.none(), DAYS))
def test_a_day_with_its_year_comes_back_whatever_the_day_of_publication(day, way, published):
    (found,) = dates.find(f"They left on {spoken(day)[way]} by sea.", published)
    assert (found.span.start, found.span.end, found.span.precision) == (day, day, DatePrecision.DAY)


@given(DAYS, st.integers(1, 400))
def test_a_range_comes_back_with_both_ends(first, length):
    last = min(first + timedelta(length), date(2099, 12, 31))
    text = f"It ran from {spoken(first)[0]} to {spoken(last)[0]}."
    if first < last:
        (found,) = dates.find(text, None)
        assert (found.span.start, found.span.end) == (first, last)


@given(DAYS, st.sampled_from([date(2000, 1, 3 + number).strftime("%A") for number in range(7)]))
def test_a_weekday_lies_within_six_days_on_the_side_that_the_tense_tells(published, name):
    (past,) = dates.find(f"They left on {name}.", published)
    (coming,) = dates.find(f"They will leave on {name}.", published)
    assert published - timedelta(6) <= past.span.start <= published <= coming.span.start <= published + timedelta(6)
    assert f"{past.span.start:%A}" == f"{coming.span.start:%A}" == name


@given(DAYS, st.sampled_from(MONTHS))
def test_a_bare_month_lies_on_the_side_that_is_asked_for(published, month):
    (past,) = dates.find(f"in {month}", published, future=False)
    (coming,) = dates.find(f"in {month}", published, future=True)
    assert past.span.start <= published <= coming.span.end
    assert (coming.span.end - past.span.start).days <= 2 * 366


@given(st.text(), st.one_of(st.none(), st.dates()))
def test_any_text_gives_spans_that_stand_in_it(text, published):
    holds(text, published)


def holds(text, published):
    end = 0
    for found in dates.find(text, published):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.span.text
        assert (found.span.precision is DatePrecision.RELATIVE) <= (found.span.start is found.span.end is None)
        end = found.end


WORDS = """
since until through by before after from to between and the end of early late mid- last next this past coming few two
weeks days months ago earlier later March May Feb. 9 20 31 2014 - 1990s fiscal second quarter half summer Friday Monday
night on in at , . ( ) yesterday year month 29 4th Christmas new rest so far within 99 hours 0001 9999 year's
"""


@given(st.lists(st.sampled_from(WORDS.split()), max_size=20).map(" ".join), st.one_of(st.none(), st.dates()))
def test_any_mix_of_date_words_gives_spans_that_stand_in_it(text, published):
    holds(text, published)


def test_the_year_said_before_goes_to_a_bare_month():
    (found,) = dates.find("They left in March.", PUBLISHED, context=DateContext(year=1982))
    assert (found.span.start, found.span.end) == (date(1982, 3, 1), date(1982, 3, 31))


@pytest.mark.parametrize(
    ("text", "published", "year"),
    [
        ("On 2 April 1982 they landed. The ships left on 5 April.", PUBLISHED, 1982),
        ("On 2 April 1982 they landed. On Wednesday the minister spoke.", PUBLISHED, None),
        ("On 2 April 1982 they landed, in 1990 they left. It began on 5 April.", PUBLISHED, None),
        ("On 2 April 1982 they landed, on 3 May 1982 and in 1990 too.", None, 1982),
        ("On Feb. 20, 2022 they go.", PUBLISHED, None),
        ("They left on 5 April.", None, None),
    ],
)
def test_a_report_of_one_earlier_year_lends_it_to_its_bare_days(text, published, year):
    assert dates.context(text, published).year == year


def test_the_day_said_before_is_what_later_counts_from():
    (found,) = dates.find("Two days later they left.", PUBLISHED, context=DateContext(day=date(1982, 5, 21)))
    assert found.span.start == date(1982, 5, 23)


def test_a_year_lends_itself_to_the_same_paragraph_alone():
    near = dates.find("They came in March 2014. In April they left.", PUBLISHED)
    far = dates.find("They came in March 2014.\n\nIn April they left.", PUBLISHED)
    assert near[1].span.start == date(2014, 4, 1)
    assert far[1].span.start == date(2021, 4, 1)


def test_nothing_is_read_across_a_paragraph_break():
    assert [d.span.text for d in dates.find("They left in 2014\n\n5 March", None)] == ["in 2014", "5 March"]


@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "12-",
        "May 5 ",
        "2014-",
        "on Friday, ",
        "the end of ",
        "late last ",
        "between March 3 and ",
        "A1-",
        "from 1 to ",
    ],
)
def test_time_grows_with_length_alone(piece):
    def seconds(count: int) -> float:
        text = piece * count + "2014"
        best = 9.0
        for _ in range(3):
            begin = time.process_time()
            dates.find(text, PUBLISHED)
            best = min(best, time.process_time() - begin)
        return best

    assert seconds(1_800) < 12 * max(seconds(300), 0.001)  # 6 times the text; quadratic time would be 36 times
