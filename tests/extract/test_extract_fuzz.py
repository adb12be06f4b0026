"""Word soup from the grammar's own vocabulary, and anything at all: what is read is well formed, nothing is raised."""

from __future__ import annotations

import invariants
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mapapp.extract import extract, words

VOCABULARY = sorted(
    {
        *words.SEND, *words.GO, *words.WITHDRAW, *words.NOUNS, *words.SITES, *words.POSSIBLE, *words.ORDERING,
        *words.NEGATIVES, *words.TO, *words.AT, *words.FROM, *words.POSTS, *words.ANAPHORS, *words.TRENDS,
        "300", "1,700 of the 2,000", "the other", "another", "up to",
        "troops", "soldiers", "frigate", "brigade", "F-16s",
        "HMS Kent",
        "82nd Airborne Division", "members", "US", "Russian", "France", "Mali", "Vilseck", "Black Sea", "NATO",
        "they", "there", "its", "which", "who", "that", "where", "will", "would have",
        "if", "had", "were", "been", "sent",
        "yesterday", "in May", "said", "denied", "including",
        "and", "or", ",", ";", ".", ":", "-", "|", "'s", "“", "”", "\n\n", "\n- ", "{{7*7}}", "</script>",
        "\u202e", "\x00", "\ud800", "Members",
    }
)  # fmt: skip


#: Anything that a text can hold, lone halves of surrogate pairs among it.
ANYTHING = st.text(st.characters(codec=None), max_size=200)
#: The grammar's own words, glued to each other and to anything.
GLUED = st.lists(st.one_of(st.sampled_from([*VOCABULARY, *" " * 40]), ANYTHING), max_size=40).map("".join)
#: What makes a paragraph worth reading, so that what stands around it is read too.
SENT = st.sampled_from(
    ["Spain sent 40 soldiers to Latvia", "Two frigates and 1,700 troops will leave Norfolk for Poland"]
)
SLOW = (HealthCheck.too_slow,)


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=SLOW)
@given(st.lists(st.sampled_from(VOCABULARY), max_size=60).map(" ".join))
def test_word_soup_gives_well_formed_claims(text: str) -> None:
    invariants.of_claims(text, extract(invariants.report(text)))


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=SLOW)
@given(st.tuples(GLUED, SENT, GLUED).map("".join))
def test_anything_glued_to_the_grammars_words_gives_well_formed_claims(text: str) -> None:
    invariants.of_claims(text, extract(invariants.report(text, dated=False)))


@settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=SLOW)
@given(st.tuples(SENT, st.lists(st.sampled_from(VOCABULARY), min_size=3, max_size=6).map(" ".join)).map(" ".join))
def test_what_repeats_without_end_is_read(text: str) -> None:
    long = f"{text} " * (4_000 // len(text))
    invariants.of_claims(long, extract(invariants.report(long)))


#: What dates and strengths are made of, glued to anything.
DATED = """Monday May Feb. 20 20th 1942 2022 next last this since until through early late mid spring winter fiscal year
years week month ago the of to and - – / from between by before after in on two several 3-7 31 30 00 99999 day 24:00
Christmas century decade 1990s '90s overnight tonight 29 February""".split()
COUNTED = """about up to another the other 1,700 2.000 17 000 half a million of them dozens hundreds thousands several
three-hundred and - – k % . , first 82nd between from to or so more than total strong man third 1e9 ½ ٣ ４""".split()


def soup(words: list[str]) -> st.SearchStrategy[str]:
    """Return texts of these words and of anything, with blanks between them or without."""
    parts = st.lists(st.one_of(st.sampled_from([*words, " ", " ", " "]), st.text(max_size=3)), max_size=40)
    return st.one_of(parts.map("".join), parts.map(" ".join))


@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=SLOW)
@given(soup(DATED))
@example("31 February 0000 to 32 May 99999")
def test_dates_are_exact_spans_in_order(text: str) -> None:
    invariants.of_dates(text)


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=SLOW)
@given(soup(COUNTED))
@example("0 of the 0, half of the 0 and 000,000")
def test_strengths_are_exact_spans_in_order(text: str) -> None:
    invariants.of_strengths(text)
