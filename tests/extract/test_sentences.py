"""Short texts from all continents and many decades: what the extractor must take from each, and from which nothing.

Each text is read once; a text is right when its claims and the expected records pair off one to one.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from mapapp.extract import extract
from mapapp.model import Claim, Place, PlaceKind, Report

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "sentences.toml").read_text("utf-8"))["case"]
RIGHT = 0.97


@cache
def read(number: int) -> tuple[Claim, ...]:
    case = CASES[number]
    report = Report(case["text"], id=f"case-{number}", published=case.get("published"), title=case.get("title"))
    return tuple(extract(report))


def folded(name: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return bare.casefold().replace("’", "'").replace("-", " ").removeprefix("the ").strip()


def names(claim: Claim, field: str) -> set[str]:
    """Return what the report itself calls a place of the claim."""
    text = claim.report.text
    return {folded(text[mark.start : mark.end]) for mark in claim.marks if mark.field == field}


def same_place(expected: str | None, place: Place | None, written: set[str]) -> bool:
    if expected == "*":
        return True
    if expected is None or place is None:
        return expected is None and place is None
    if len(expected) == 2 and expected.isupper():
        return expected in (place.country, *place.members) and place.kind in (PlaceKind.COUNTRY, PlaceKind.REGION)
    wanted = folded(expected)
    named = folded(place.name)
    return wanted in (named, *written, *named.split(", ")) or named.startswith(f"{wanted} ")


def same_strength(record: dict[str, object], claim: Claim) -> bool:
    low = record.get("low")
    if low == "*":
        return True
    if low is None:
        return not claim.strength.known
    if record.get("implied") and not claim.strength.known:
        return True
    return (claim.strength.low, claim.strength.high) == (low, record["high"])


def same_days(record: dict[str, object], claim: Claim) -> bool:
    if "from" not in record:
        return True
    days = (None, None) if claim.date is None else (claim.date.start, claim.date.end)
    return days == tuple(date.fromisoformat(end) if end else None for end in (record["from"], record["to"]))


def same(record: dict[str, object], claim: Claim) -> bool:
    return (
        record["actor"] in ("*", claim.actor or "")
        and same_strength(record, claim)
        and (record["unit"] == "*" or str(claim.strength.unit) in str(record["unit"]).split("/"))
        and claim.status in str(record["status"]).split("/")
        and same_place(record.get("dest"), claim.destination, names(claim, "destination"))
        and same_place(record.get("origin"), claim.origin, names(claim, "origin"))
        and same_days(record, claim)
    )


def paired(records: list[dict[str, object]], claims: list[Claim]) -> bool:
    """Return whether all can be paired; a repeat (`same_as`) and an optional record may stay alone."""
    if not records:
        return all(claim.same_as is not None for claim in claims)
    first, rest = records[0], records[1:]
    for number, claim in enumerate(claims):
        if same(first, claim) and paired(rest, claims[:number] + claims[number + 1 :]):
            return True
    return bool(first.get("optional")) and paired(rest, claims)


def right(number: int) -> bool:
    return paired(CASES[number]["records"], list(read(number)))


def told(number: int) -> str:
    """Return a case and what was read from it, for whoever looks at a failure."""
    lines = [f"[{CASES[number]['phenomenon']}] {CASES[number]['text']}"]
    for record in CASES[number]["records"]:
        lines.append("   wanted " + "; ".join(f"{key} {value}" for key, value in record.items()))
    for claim in read(number):
        places = [place.name if place else "-" for place in (claim.origin, claim.destination)]
        days = f"{claim.date.start}..{claim.date.end}" if claim.date else "-"
        strength = f"{claim.strength.low}..{claim.strength.high} {claim.strength.unit}"
        lines.append(f"   read   {claim.actor}; {strength}; {' > '.join(places)}; {claim.status}; {days}")
    return "\n".join(lines)


def test_the_table_is_long_and_wide_enough():
    assert len(CASES) >= 300
    assert len({case["text"] for case in CASES}) == len(CASES)
    held = Counter(record["status"] for case in CASES for record in case["records"])
    statuses = "completed under_way ordered planned possible on_alert present withdrawn denied"
    assert all(held[status] >= 9 for status in statuses.split())
    assert sum(not case["records"] for case in CASES) >= 50


def test_nearly_all_texts_are_read_rightly():
    held = [number for number, case in enumerate(CASES) if "known_to_fail" not in case]
    wrong = [number for number in held if not right(number)]
    print("\n".join(told(number) for number in wrong))  # noqa: T201 (shown when the test fails)
    assert len(wrong) <= (1 - RIGHT) * len(held), f"{len(wrong)} of {len(held)} texts are read wrongly"


KNOWN = [number for number, case in enumerate(CASES) if "known_to_fail" in case]


@pytest.mark.parametrize("number", KNOWN, ids=lambda number: CASES[number]["text"][:60])
def test_what_is_known_to_fail_still_fails(number):
    assert not right(number), "this text is read rightly now: take its known_to_fail away"


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: CASES[number]["text"][:60])
def test_every_quote_is_an_exact_span(number):
    for claim in read(number):
        quote = claim.quote
        assert CASES[number]["text"][quote.start : quote.end] == quote.verbatim
