"""Measures the reading: ``python benchmarks/extract.py [--reports N] [--large] [--json FILE]``.

- score: the corpus beside the checkout by its own `score.py`, per field and per status; the table of short texts
- calibration: of the claims given 0.9, how many are right; the expected calibration error
- speed: characters a second on general and on military news, against the bare spaCy pipeline over the same paragraphs
- memory: the most that a process held over N reports
- growth: seconds from 1 KB to 1 MB of one report; with --large, to 10 MB

What needs the corpus is left out, and said to be, where that is not there.  Seconds are the processor's: they tell the
same on a busy machine.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import judge
import news

#: What the project promises.
PROMISED = {"general": 3.0, "military": 0.8, "memory": 700.0}
KB = 1000


def scored() -> dict[str, Any]:
    """Print the score on the corpus and on the short texts, and how the confidences hold."""
    passages, figures = judge.passages(), {}
    made, whole, texts = judge.short_texts()
    if texts:
        figures["short"] = whole / texts
        print(f"short texts: {whole} of {texts} read rightly ({whole / texts:.1%})")
    if not passages:
        print(f"no corpus at {judge.CORPUS}: its score and the calibration on it are left out")
        _calibration("short texts", made)
        return figures
    score = judge.module(judge.CORPUS / "score.py")
    records = {passage["id"]: judge.claims(passage)[1] for passage in passages}
    result = score.evaluate(passages, records)
    score.report(result, passages, records, by_field=True)
    claims = [c for p in passages for c in judge.judged(p["id"], result["docs"][p["id"]], records[p["id"]])]
    fitted = [c for c in claims if not judge.kept_aside(c.document)]
    aside = [c for c in claims if judge.kept_aside(c.document)]
    figures |= {"core": result["core"][2], "strict": result["strict"][2]}
    figures["ece"] = _calibration("passages that the confidence was fitted on", fitted)
    figures["ece_aside"] = _calibration("passages kept aside", aside)
    _calibration("short texts", made)
    return figures


def _calibration(name: str, claims: list[judge.Judged]) -> float:
    rows, error = judge.calibration(claims)
    print(f"\ncalibration, {name}: {len(claims)} claims, expected calibration error {error:.3f}")
    for low, high, number, mean, share in rows:
        print(f"  {low:.1f} to {high:.1f}   {number:4d} claims   confidence {mean:.2f}   right {share:.2f}")
    return error


def seconds(work: Callable[[], object]) -> float:
    """Return the processor's seconds that `work` takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def general() -> dict[str, list[str]]:
    """Return texts of general news: our own, and GeoWebNews's where the corpus is there."""
    chance = random.Random(20)  # noqa: S311 (the same texts every time)
    texts = {"general news": [news.report(chance, 3 * KB) for _ in range(20)]}
    path = judge.CORPUS / "geowebnews.jsonl"
    if path.is_file():
        lines = path.read_text("utf-8").splitlines()[:24]
        texts["general news, GeoWebNews"] = [json.loads(line)["text"] for line in lines]
    return texts


def military() -> dict[str, list[str]]:
    """Return texts of military news: the short texts joined to reports, and the passages where they are there."""
    path = judge.ROOT / "tests" / "cases" / "sentences.toml"
    short = [case["text"] for case in tomllib.loads(path.read_text("utf-8"))["case"]]
    texts = {
        "military news": [
            "\n\n".join(" ".join(short[i : i + 4]) for i in range(j, j + 16, 4)) for j in range(0, len(short), 16)
        ]
    }
    passages = [p["text"] for p in judge.passages()]
    return texts | ({"military news, corpus": passages} if passages else {})


def speed() -> dict[str, float]:
    """Print characters a second beside the bare pipeline's; return the lowest ratio of each kind."""
    from mapapp import language, samples  # noqa: PLC0415
    from mapapp.extract import extract  # noqa: PLC0415
    from mapapp.model import Report  # noqa: PLC0415

    for report in samples.reports():  # loads the model, the gazetteer and the lists
        extract(report)
    print("\nspeed, characters a second of the processor:")
    print(f"  {'':28s}{'characters':>12s}{'spaCy':>10s}{'ours':>10s}   ratio")
    lowest: dict[str, float] = {}
    for kind, texts in (("general", general()), ("military", military())):
        for name, reports in texts.items():
            size, bare, ours = sum(map(len, reports)), 0.0, 0.0
            for number, text in enumerate(reports):  # by turns: the machine's pace changes within a run
                report = Report(text, id=f"{name} {number}")
                bare += seconds(lambda text=text: language.parse(text))  # type: ignore[misc]
                ours += seconds(lambda report=report: extract(report))  # type: ignore[misc]
            lowest[kind] = min(lowest.get(kind, 1e9), bare / ours)
            print(f"  {name:28s}{size:12,d}{size / bare:10,.0f}{size / ours:10,.0f}{bare / ours:8.2f}")
    return lowest


def memory(reports: int) -> float:
    """Print and return the megabytes that a process of its own held at most over many reports."""
    words = [sys.executable, __file__, "--child", str(reports)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"the process that reads {reports} reports left with {done.returncode}:\n{done.stderr}")
    early, late = map(float, done.stdout.split())
    print(f"\nmemory: {late:.0f} MB at most over {reports:,} reports ({early:.0f} MB after the first tenth)")
    return late


def child(reports: int) -> None:
    """Read many reports and print the most memory held after a tenth of them and after all, in megabytes."""
    from mapapp.extract import extract  # noqa: PLC0415
    from mapapp.model import Report  # noqa: PLC0415

    chance, dense = random.Random(5), military()["military news"]  # noqa: S311
    held = []
    for number in range(reports):
        text = dense[number % len(dense)] if number % 10 == 0 else news.report(chance, 500)
        extract(Report(text, id=str(number)))
        if number + 1 in (max(1, reports // 10), reports):
            held.append(_most())
    print(*(held * 2)[:2])


def _most() -> float:
    """Return the most memory, in megabytes, that this process has held."""
    status = Path("/proc/self/status")
    if status.is_file():  # Linux's getrusage hands the parent's figure on to a program that it starts
        line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / KB
    import resource  # noqa: PLC0415 (not on every system)

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (KB * KB if sys.platform == "darwin" else KB)


def growth(largest: int) -> float:
    """Print the seconds for one report of growing length; return time a character at the end over that at 10 KB."""
    from mapapp.extract import extract  # noqa: PLC0415
    from mapapp.model import Report  # noqa: PLC0415

    print("\ngrowth, one report of general news:")
    text, each = news.report(random.Random(3), largest), {}  # noqa: S311
    size = KB
    while size <= largest:
        took = seconds(lambda size=size: extract(Report(text[:size], id="long")))  # type: ignore[misc]
        each[size] = took / size
        print(f"  {size // KB:6,d} KB {took:9.2f} s {took / size * 1e6:8.1f} microseconds a character")
        size *= 10
    return each[max(each)] / each[10 * KB]


def summary(figures: dict[str, float]) -> str:
    """Return the figures as the lines that the README quotes."""
    lines = []
    if "core" in figures:
        lines.append(f"45 passages: core F1 {figures['core']:.2f}, strict F1 {figures['strict']:.2f}.")
        lines.append(
            f"Confidence is off by {figures['ece']:.2f} on average over those passages, "
            f"by {figures['ece_aside']:.2f} on passages kept aside."
        )
    if "short" in figures:
        lines.append(f"Short texts: {figures['short']:.1%} read rightly.")
    lines.append(
        f"Speed: {figures['general']:.1f} times the bare spaCy pipeline on general news, "
        f"{figures['military']:.1f} times on military news."
    )
    lines.append(f"Memory: {figures['memory']:.0f} MB at most over {figures['reports']:,.0f} reports.")
    lines.append(f"Time a character at the longest report: {figures['growth']:.2f} times that at 10 KB.")
    return "\n".join(lines)


def main() -> int:
    """Print the figures and return 1 if one is short of what is promised."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--reports", type=int, default=500, metavar="N", help="reports for the memory (default 500)")
    parser.add_argument("--large", action="store_true", help="let one report grow to 10 MB")
    parser.add_argument("--json", metavar="FILE", help="write the figures there too")
    parser.add_argument("--child", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        child(args.child)
        return 0
    begun = time.perf_counter()
    figures: dict[str, float] = scored()
    figures |= speed()
    figures["memory"], figures["reports"] = memory(args.reports), args.reports
    figures["growth"] = growth(10_000 * KB if args.large else 1_000 * KB)
    took = time.perf_counter() - begun
    print(f"\n{summary(figures)}\n\n{took:.0f} s of the clock, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    if args.json:
        with open(args.json, "w", encoding="utf-8") as file:
            json.dump({name: round(value, 4) for name, value in figures.items()}, file, indent=1)
    short = [k for k in ("general", "military") if figures[k] < PROMISED[k]]
    short += ["memory"] if figures["memory"] > PROMISED["memory"] else []
    for name in short:
        print(f"{name} is short of what is promised: {figures[name]:.2f}, not {PROMISED[name]}")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
