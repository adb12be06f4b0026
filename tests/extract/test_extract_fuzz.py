"""Word soup from the grammar's own vocabulary: whatever is written, claims are well formed and nothing is raised."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapapp.extract import extract, words
from mapapp.model import Report

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


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(VOCABULARY), max_size=60).map(" ".join))
def test_word_soup_gives_well_formed_claims(text: str) -> None:
    claims = extract(Report(text, id="soup", published=date(2024, 2, 2)))
    for number, claim in enumerate(claims):
        assert text[claim.quote.start : claim.quote.end] == claim.quote.verbatim
        assert all(link is None or link < len(claims) for link in (claim.part_of, claim.same_as, claim.shared_with))
        assert claim.same_as is None or claim.same_as < number
        assert claim.origin is None or claim.origin != claim.destination


@settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(VOCABULARY), min_size=3, max_size=6).map(" ".join))
def test_what_repeats_without_end_is_read(text: str) -> None:
    long = f"{text} " * (4_000 // len(text))
    assert all(long[c.quote.start : c.quote.end] == c.quote.verbatim for c in extract(Report(long, id="long")))
