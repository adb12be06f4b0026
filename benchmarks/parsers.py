"""What our parsers of dates and strengths answer on their tables, beside existing libraries.

    pip install dateparser text2num number-parser quantulum3    # those that are missing are left out, and said so
    python benchmarks/parsers.py

The libraries answer other questions than ours: a moment instead of a span, a number instead of a range with its
relation.  So they are judged by a generous rule: a date is right when its day lies within the expected span, numbers
are right when the expected ends, and no others, come out.  Ours is judged by that rule and by the exact one.
"""

from __future__ import annotations

import re
import time
import tomllib
import warnings
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from mapapp.extract import dates, strengths

TABLES = Path(__file__).resolve().parent.parent / "tests" / "cases"
Case = dict[str, Any]
Answer = Callable[[Case], list[Any]]


def main() -> None:
    """Print one table for dates and one for strengths."""
    warnings.simplefilter("ignore")
    print("dates: right by the generous rule; ours also by the exact one (all spans, their precision and wording)")
    table("dates", [("ours", our_dates), *optional(search_dates, parse_phrases)], day_fits, exact_dates)
    print("\nstrengths: right by the generous rule; ours also by the exact one (range, hedge, relation and wording)")
    libraries = optional(text2num, number_parser, quantulum)
    table("strengths", [("ours", our_numbers), *libraries], numbers_fit, exact_strengths)


def table(
    name: str,
    answers: list[tuple[str, Answer]],
    fits: Callable[[Case, list[Any]], bool],
    exact: Callable[[Case], bool],
) -> None:
    """Run every answer over a table of cases and print how many are right, and how long one takes."""
    cases = tomllib.loads((TABLES / f"{name}.toml").read_text("utf-8"))["case"]
    holding = [case for case in cases if case["found"]]
    empty = [case for case in cases if not case["found"]]
    print(f"{'':24}{f'{len(holding)} that hold one':>22}{f'{len(empty)} that hold none':>22}{'a text':>12}")
    for label, answer in answers:
        begin = time.perf_counter()
        right = [sum(fits(case, given(answer, case)) for case in some) for some in (holding, empty)]
        took = (time.perf_counter() - begin) / len(cases) * 1e6
        print(f"{label:24}{share(right[0], holding):>22}{share(right[1], empty):>22}{took:>9.0f} µs")
    right = [sum(exact(case) for case in some) for some in (holding, empty)]
    print(f"{'ours, exactly':24}{share(right[0], holding):>22}{share(right[1], empty):>22}")


def share(right: int, cases: list[Case]) -> str:
    """Return a count and its share."""
    return f"{right} ({right / len(cases):.0%})"


def given(answer: Answer, case: Case) -> list[Any]:
    """Return what an answer gives; a library that fails on a text gives nothing."""
    try:
        return answer(case)
    except Exception:
        return []


def optional(*makers: Callable[[], tuple[str, Answer]]) -> list[tuple[str, Answer]]:
    """Return the answers of the libraries that are installed, and name the others."""
    found = []
    for maker in makers:
        try:
            found.append(maker())
        except ImportError as error:
            print(f"(left out: {maker.__name__}, {error})")
    return found


# Dates ------------------------------------------------------------------------------------------------------------


def day_fits(case: Case, days: list[Any]) -> bool:
    """Return whether each expected span has its day, in order; relative ones without a day of publication have none."""
    spans = [(start, end) for _, start, end, precision in case["found"] if precision != "relative"]
    if len(days) != len(spans):
        return False
    return all((start or "0") <= str(day) <= (end or "9") for day, (start, end) in zip(days, spans, strict=True))


def our_dates(case: Case) -> list[Any]:
    """Return one day of each span that we find."""
    spans = [found.span for found in dates.find(case["text"], case.get("published"))]
    return [span.start or span.end for span in spans if span.start or span.end]


def exact_dates(case: Case) -> bool:
    """Return whether we find the very spans."""
    found = [found.span for found in dates.find(case["text"], case.get("published"))]
    return [[s.text, str(s.start or ""), str(s.end or ""), str(s.precision)] for s in found] == case["found"]


def _settings(case: Case) -> dict[str, Any]:
    published: date | None = case.get("published")
    base = {"RELATIVE_BASE": datetime.combine(published, datetime.min.time())} if published else {}
    return {"PREFER_DATES_FROM": "current_period", **base}


def search_dates() -> tuple[str, Answer]:
    """Return dateparser's own search in a text."""
    from dateparser.search import search_dates as search  # noqa: PLC0415 (optional)

    def answer(case: Case) -> list[Any]:
        return [day.date() for _, day in search(case["text"], languages=["en"], settings=_settings(case)) or []]

    return "dateparser, search", answer


def parse_phrases() -> tuple[str, Answer]:
    """Return dateparser on the phrase that our table says is a date: it need not find it."""
    from dateparser import parse  # noqa: PLC0415 (optional)

    def answer(case: Case) -> list[Any]:
        days = [parse(phrase, languages=["en"], settings=_settings(case)) for phrase, *_ in case["found"]]
        return [day.date() for day in days if day]

    return "dateparser, told where", answer


# Strengths --------------------------------------------------------------------------------------------------------


def numbers_fit(case: Case, numbers: list[Any]) -> bool:
    """Return whether the expected ends came out, each once, whatever the order ("up to" has its upper end alone)."""
    wanted = {end for _, low, high, *_ in case["found"] for end in (low, high) if end not in ("?", 0)}
    return {round(number) for number in numbers} == wanted


def our_numbers(case: Case) -> list[Any]:
    """Return the ends of what we find."""
    found = strengths.find(case["text"])
    return [end for strength in found for end in (strength.low, strength.high) if end]


def exact_strengths(case: Case) -> bool:
    """Return whether we find the very strengths."""
    found = [
        [s.text, "?" if s.low is None else s.low, "?" if s.high is None else s.high, s.approximate, s.relation or ""]
        for s in strengths.find(case["text"])
    ]
    return found == case["found"]


def _digits(text: str) -> list[float]:
    return [float(number.replace(",", "")) for number in re.findall(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?", text)]


def text2num() -> tuple[str, Answer]:
    """Return text2num, which puts digits for number words."""
    from text_to_num import alpha2digit  # noqa: PLC0415 (optional)

    return "text2num", lambda case: _digits(alpha2digit(case["text"], "en"))


def number_parser() -> tuple[str, Answer]:
    """Return number-parser, which does the same."""
    from number_parser import parse  # noqa: PLC0415 (optional)

    return "number-parser", lambda case: _digits(parse(case["text"]))


def quantulum() -> tuple[str, Answer]:
    """Return quantulum3's quantities, with or without a unit that it knows."""
    from quantulum3 import parser  # noqa: PLC0415 (optional)

    return "quantulum3", lambda case: [quantity.value for quantity in parser.parse(case["text"])]


if __name__ == "__main__":
    main()
