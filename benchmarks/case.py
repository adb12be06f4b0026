"""Reconciling and keeping many claims: seconds of processor, memory, growth, and how right it is.

    python benchmarks/case.py [--claims 10000 30000 100000] [--pairs 2000] [--case 10000]

The claims are made up by a seed (`synthetic.py`), with the movement that each was made of.  `--pairs` compares with the
plain way, every claim beside every other, on that many claims; `--case` is a case of so many claims.  Wishes: 10,000
claims in 5 s, 100,000 in 60 s and 1 GB; each export of 10,000 movements in 3 s; a case of 10,000 reports opened in 2 s,
and one more report added in 1 s.
"""

from __future__ import annotations

import argparse
import math
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from synthetic import reports

from mapapp.export import export
from mapapp.keep import Case, decisions, verify
from mapapp.model import Claim
from mapapp.reconcile import Ties, reconcile_claims
from mapapp.reconcile.alike import ENOUGH, alike
from mapapp.reconcile.tellings import tellings

ENDINGS = (".geojson", ".csv", ".acled.csv", ".gpkg", ".kml", ".parquet", ".xlsx", ".jsonld", ".html")


def timed(act: Callable[[], object]) -> tuple[float, float, object]:
    """Return the seconds of processor and of the clock that something takes, and its result."""
    processor, clock = time.process_time(), time.perf_counter()
    result = act()
    return time.process_time() - processor, time.perf_counter() - clock, result


def scores(groups: Iterable[Iterable[Claim]], truth: dict[int, int]) -> str:
    """Return pairwise precision, recall and F1 of some groups of claims."""

    def pairs(sizes: Iterable[int]) -> int:
        return sum(size * (size - 1) // 2 for size in sizes)

    listed = [Counter(truth[id(claim)] for claim in group) for group in groups]
    right = sum(pairs(counts.values()) for counts in listed)
    found = pairs(sum(counts.values()) for counts in listed)
    gold = pairs(Counter(truth.values()).values())
    return f"precision {right / max(1, found):.3f}, recall {right / gold:.3f}, F1 {2 * right / (found + gold):.3f}"


def made_up(count: int) -> tuple[list[Claim], dict[int, int]]:
    told = reports(count)
    truth = {id(claim): number for claims, numbers in told for claim, number in zip(claims, numbers, strict=True)}
    return [claim for claims, _ in told for claim in claims], truth


def all_pairs(claims: list[Claim]) -> list[list[Claim]]:
    """Return the groups that every claim beside every other gives: what fits at all is joined."""
    told = tellings(claims, Ties())
    first = list(range(len(told)))

    def top(index: int) -> int:
        while first[index] != index:
            index = first[index]
        return index

    for one, other in combinations(range(len(told)), 2):
        if told[one].family == told[other].family and (alike(told[one], told[other]) or 0) >= ENOUGH:
            first[top(other)] = top(one)
    groups: dict[int, list[Claim]] = {}
    for index, telling in enumerate(told):
        groups.setdefault(top(index), []).extend(telling.claims)
    return list(groups.values())


def reconciling(counts: list[int]) -> None:
    before = None
    for count in counts:
        claims, truth = made_up(count)
        processor, _, movements = timed(lambda claims=claims: reconcile_claims(claims))  # type: ignore[misc]
        growth = ""
        if before:
            power = math.log(processor / before[1]) / math.log(len(claims) / before[0])
            growth = f", grows with the power {power:.2f}"
        before = (len(claims), processor)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        right = scores((movement.claims for movement in movements), truth)  # type: ignore[attr-defined]
        print(f"{len(claims):>7,} claims: {processor:6.2f} s of processor, {memory:4.0f} MB{growth}; {right}")


def beside_all_pairs(count: int) -> None:
    claims, truth = made_up(count)
    ours, _, movements = timed(lambda: reconcile_claims(claims))
    theirs, _, groups = timed(lambda: all_pairs(claims))
    print(f"{len(claims):,} claims, ours: {ours:.2f} s; {scores((one.claims for one in movements), truth)}")  # type: ignore[attr-defined]
    print(f"{len(claims):,} claims, all pairs: {theirs:.2f} s; {scores(groups, truth)}")  # type: ignore[arg-type]


def keeping(count: int) -> None:
    told = reports(count)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.mapapp"
        with Case.create(path, "benchmark") as case:
            seconds, _, _ = timed(lambda: case.add([(claims[0].report, claims, None) for claims, _ in told]))
        print(f"case of {len(told):,} reports: added at once in {seconds:.1f} s, {path.stat().st_size / 1e6:.0f} MB")
        with Case(path, "benchmark") as case:
            seconds, clock, _ = timed(case.state)
            print(f"  opened in {seconds:.2f} s of processor, {clock:.2f} s by the clock")
            report = replace(told[0][0][0].report, id="one more", text=told[0][0][0].report.text + " And more.")
            own = [replace(one, quote=report.quote(one.quote.start, one.quote.end)) for one in told[0][0]]
            print(f"  one report more in {timed(lambda: case.add([(report, own, None)]))[0]:.2f} s")
            subject = case.state().movements[0].id
            print(f"  a verdict in {timed(lambda: decisions.confirm(case, subject))[0]:.2f} s")
            print(f"  verified in {timed(lambda: verify.problems(case))[0]:.1f} s")
            shown = case.state().shown[:10_000]
            for ending in ENDINGS:
                goal = Path(folder) / f"m{ending}"
                seconds, _, _ = timed(lambda goal=goal: export(shown, goal))  # type: ignore[misc]
                size = goal.stat().st_size / 1e6
                print(f"  {len(shown):,} movements as {ending}: {seconds:.2f} s, {size:.1f} MB")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--claims", type=int, nargs="*", default=[3_000, 10_000, 30_000])
    parser.add_argument("--pairs", type=int, default=2_000)
    parser.add_argument("--case", type=int, default=30_000)
    args = parser.parse_args()
    reconciling(args.claims)
    beside_all_pairs(args.pairs)
    keeping(args.case)


if __name__ == "__main__":
    main()
