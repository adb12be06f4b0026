"""Shows that reading takes time in proportion to length: ``python benchmarks/linear.py [--largest KB] [--only WHAT]``.

One report of 1 KB, 10 KB … is read, of general news, of dense military news, and of texts made to be slow: one sentence
without an end, numbers without an end, one word without an end.  `dates` and `strengths` read the same texts.
Ends with status 1 where a character at the largest size costs more than twice what it costs at 10 KB.
Seconds are the processor's.  10,000 KB of dense news takes a quarter of an hour.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import tomllib
from collections.abc import Callable
from contextlib import closing
from datetime import date

import judge
import news

KB = 1000
#: How much more a character may cost at the largest size than at 10 KB.
MOST = 2.0
PUBLISHED = date(2022, 2, 2)


def military(size: int) -> str:
    """Return the table of short texts again and again, four to a paragraph."""
    path = judge.ROOT / "tests" / "cases" / "sentences.toml"
    short = [case["text"] for case in tomllib.loads(path.read_text("utf-8"))["case"]]
    text = "\n\n".join(" ".join(short[i : i + 4]) for i in range(0, len(short), 4)) + "\n\n"
    return (text * (size // len(text) + 1))[:size]


def towns(size: int) -> str:
    """Return a list of forces sent to towns, each another one: nothing that is told again can be found soon."""
    import sqlite3  # noqa: PLC0415

    from mapapp.data import data_path  # noqa: PLC0415

    with closing(sqlite3.connect(data_path("gazetteer.sqlite"))) as store:
        names = [row[0] for row in store.execute("select name from place where kind = 'city' order by name")]
    chance, parts, length = random.Random(7), [], 0  # noqa: S311
    while length < size:
        stop = "\n\n" if len(parts) % 4 == 3 else " "
        parts.append(f"France sent {10 + len(parts)} troops to {chance.choice(names)} on Monday.{stop}")
        length += len(parts[-1])
    return "".join(parts)[:size]


def endless(unit: str) -> Callable[[int], str]:
    """Return what repeats a unit to any size."""
    return lambda size: (unit * (size // len(unit) + 1))[:size]


TEXTS: dict[str, Callable[[int], str]] = {
    "general news": lambda size: news.report(random.Random(3), size)[:size],  # noqa: S311 (the same every time)
    "military news": military,
    "a list of towns": towns,
    "one sentence": endless("and three hundred more troops to Poland on Monday or the other "),
    "numbers": endless("1,700 of the 2,000 or between 30 and 40,000 to 1942 "),
    "one word": endless("troops"),
    "blanks": endless("troops \n\t \u00a0 "),
}


def readers() -> dict[str, Callable[[str], object]]:
    """Return what is measured; the model is loaded by then."""
    from mapapp import samples  # noqa: PLC0415
    from mapapp.extract import dates, extract, strengths  # noqa: PLC0415
    from mapapp.model import Report  # noqa: PLC0415

    for report in samples.reports():
        extract(report)
    return {
        "extract": lambda text: extract(Report(text, id="long", published=PUBLISHED)),
        "dates": lambda text: dates.find(text, PUBLISHED),
        "strengths": strengths.find,
    }


def measure(read: Callable[[str], object], make: Callable[[int], str], largest: int, name: str) -> float:
    """Print the time for each size; return a character's at the largest over a character's at 10 KB."""
    text, each, told, size = make(largest), {}, [], KB
    while size <= largest:
        begun = time.process_time()
        read(text[:size])
        took = time.process_time() - begun
        each[size] = took / size
        told.append(f"{took:9.3f}")
        size *= 10
    ratio = each[max(each)] / each[min(10 * KB, max(each))]
    print(f"  {name:26s}{''.join(told)}   {each[max(each)] * 1e6:7.1f}   {ratio:5.2f}", flush=True)
    return ratio


def main() -> int:
    """Print the table and return 1 where time grows faster than length."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--largest", type=int, default=100, metavar="KB", help="of the longest report (default 100)")
    parser.add_argument("--only", metavar="WHAT", help="extract, dates or strengths")
    parser.add_argument("--text", choices=TEXTS, help="one kind of text alone")
    args = parser.parse_args()
    largest, sizes = args.largest * KB, 1
    while KB * 10**sizes <= largest:
        sizes += 1
    heads = "".join(f"{10**power:6,d} KB" for power in range(sizes))
    print(f"seconds of the processor for one report\n  {'':26s}{heads}    µs/ch   times that at 10 KB")
    slow = []
    for what, read in readers().items():
        for kind, make in TEXTS.items():
            if args.only in (None, what) and args.text in (None, kind):
                ratio = measure(read, make, largest, f"{what}, {kind}")
                slow += [f"{what}, {kind}"] if ratio > MOST and largest > 10 * KB else []
    for name in slow:
        print(f"{name}: time grows faster than length")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
