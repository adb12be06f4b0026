"""Reconciling and keeping many claims: seconds, memory, growth, how right it is; each figure beside what is wished for.

    python benchmarks/case.py [--claims 3000 10000 30000 100000] [--pairs 2000] [--case 30000] [--plot growth.svg]

The claims are made up by a seed (`synthetic.py`), with the movement that each was made of.  `--pairs` compares, on that
many claims, with the plain way, every claim beside every other, and with splink where it is installed
(``pip install 'mapapp[bench]'``); `--case` is a case of so many claims, three a report.  Seconds are of the processor,
so that what else the machine does counts little, but for the page in Chromium, which is by the clock.
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from urllib.request import urlopen

import linkage
from synthetic import reports

from mapapp.app import launch
from mapapp.export import bundle, export
from mapapp.keep import Case, decisions, verify
from mapapp.model import Claim
from mapapp.reconcile import Ties, reconcile_claims
from mapapp.reconcile.alike import ENOUGH, alike
from mapapp.reconcile.tellings import tellings

ENDINGS = (".geojson", ".csv", ".acled.csv", ".gpkg", ".kml", ".parquet", ".xlsx", ".jsonld", ".html")
#: Seconds wished for reconciling so many claims.
RECONCILED = {10_000: 5.0, 100_000: 60.0}


def say(what: str, value: float, unit: str, wished: float | None = None, more: str = "") -> None:
    """Print a figure, and whether it is within what is wished for."""
    bound = (
        "" if wished is None else f"   (wished: {wished:g} {unit} at most; {'held' if value <= wished else 'MISSED'})"
    )
    print(f"{what}: {value:.2f} {unit}{more}{bound}", flush=True)


def timed(act: Callable[[], object]) -> tuple[float, float, object]:
    """Return the seconds of processor and of the clock that something takes, and its result."""
    processor, clock = time.process_time(), time.perf_counter()
    result = act()
    return time.process_time() - processor, time.perf_counter() - clock, result


def measured(groups: Iterable[Iterable[Claim]], truth: dict[int, int]) -> tuple[float, float, float]:
    """Return pairwise precision, recall and F1 of some groups of claims."""

    def pairs(sizes: Iterable[int]) -> int:
        return sum(size * (size - 1) // 2 for size in sizes)

    listed = [Counter(truth[id(claim)] for claim in group) for group in groups]
    right = sum(pairs(counts.values()) for counts in listed)
    found = pairs(sum(counts.values()) for counts in listed)
    gold = pairs(Counter(truth.values()).values())
    return right / max(1, found), right / gold, 2 * right / (found + gold)


def in_words(found: tuple[float, float, float]) -> str:
    return f"precision {found[0]:.3f}, recall {found[1]:.3f}, F1 {found[2]:.3f}"


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


def reconciling(counts: list[int], plot: Path | None) -> None:
    found: list[tuple[int, float]] = []
    for count in counts:
        claims, truth = made_up(count)
        processor, _, movements = timed(lambda claims=claims: reconcile_claims(claims))  # type: ignore[misc]
        right = in_words(measured((one.claims for one in movements), truth))  # type: ignore[attr-defined]
        say(f"{len(claims):>7,} claims reconciled", processor, "s", RECONCILED.get(count), f"; {right}")
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        say("        memory at most", memory, "MB", 1024)
        found.append((len(claims), processor))
    for (first, one), (last, other) in pairwise(found):
        ratio = (other / one) / (last * math.log(last) / (first * math.log(first)))
        # Below 25,000 claims more of the made-up days lie within the weeks that are compared the more claims there are.
        wished = 1.0 if first > 25_000 else None
        say(f"growth from {first:,} to {last:,} claims, beside n log n", ratio, "times", wished)
    if plot is not None:
        draw(found, plot)


def draw(found: list[tuple[int, float]], plot: Path) -> None:
    """Draw seconds over claims, both in powers of ten, with the line of n log n through the first point."""
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.add_subplot()
    counts, seconds = [count for count, _ in found], [second for _, second in found]
    scale = seconds[0] / (counts[0] * math.log(counts[0]))
    axes.loglog(counts, seconds, "o-", label="reconcile")
    axes.loglog(counts, [scale * count * math.log(count) for count in counts], "--", label="n log n")
    axes.set(xlabel="claims", ylabel="seconds of processor")
    axes.legend()
    figure.savefig(plot)
    print(f"{plot}: the growth, drawn")


def beside_others(count: int) -> None:
    claims, truth = made_up(count)
    ours, _, movements = timed(lambda: reconcile_claims(claims))
    theirs, _, groups = timed(lambda: all_pairs(claims))
    said = in_words(measured((one.claims for one in movements), truth))  # type: ignore[attr-defined]
    print(f"{len(claims):,} claims, ours: {ours:.2f} s; {said}")
    print(f"{len(claims):,} claims, all pairs: {theirs:.2f} s; {in_words(measured(groups, truth))}")  # type: ignore[arg-type]
    if not linkage.available():
        print("splink is not installed: pip install 'mapapp[bench]'")
        return
    seconds, threshold, right, pairs = linkage.linked(claims, lambda groups: measured(groups, truth))
    said = f"{in_words(right)} (best threshold {threshold}, {pairs:,} pairs)"
    print(f"{len(claims):,} claims, splink: {seconds:.2f} s by the clock; {said}")


def keeping(count: int) -> None:
    told = reports(count)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.mapapp"
        with Case.create(path, "benchmark") as case:
            seconds, _, _ = timed(lambda: case.add([(claims[0].report, claims, None) for claims, _ in told]))
        print(f"case of {len(told):,} reports: added at once in {seconds:.1f} s, {path.stat().st_size / 1e6:.0f} MB")
        with Case(path, "benchmark") as case:
            seconds, clock, _ = timed(case.state)
            say("  opened", seconds, "s", more=f", {clock:.2f} s by the clock")
            for number, words in ((0, "first after opening"), (len(told) // 2, "second"), (len(told) - 1, "third")):
                own = told[number][0]
                report = replace(own[0].report, id=f"more {number}", text=f"{own[0].report.text} And more, {number}.")
                made = [replace(one, quote=report.quote(one.quote.start, one.quote.end)) for one in own]
                seconds, _, _ = timed(lambda report=report, made=made: case.add([(report, made, None)]))  # type: ignore[misc]
                say(f"  one report more, {words}", seconds, "s", 1.0)
            subject = case.state().movements[0].id
            say("  a verdict", timed(lambda: decisions.confirm(case, subject))[0], "s")
            say("  verified", timed(lambda: verify.problems(case))[0], "s")
            page(path)
            shown = case.state().shown[:10_000]
            for ending in ENDINGS:
                goal = Path(folder) / f"m{ending}"
                seconds, _, _ = timed(lambda goal=goal: export(shown, goal))  # type: ignore[misc]
                size = goal.stat().st_size / 1e6
                say(f"  {len(shown):,} movements as {ending}", seconds, "s", 3.0, f", {size:.1f} MB")
            goal = Path(folder) / "bundle.zip"
            seconds, clock, _ = timed(lambda: bundle.write(case, goal))
            size = goal.stat().st_size / 1e6
            say("  all of it as a bundle", seconds, "s", 3.0, f", {clock:.2f} s by the clock, {size:.1f} MB")


def page(path: Path) -> None:
    """Open a case in the page: what the server computes, and in Chromium, by the clock, until map and queue stand."""
    say("  opened in the page: what the server computes", drawn(path), "s", 2.0)
    if (chromium := find_chromium()) is None:
        print("  no Chromium: the page is not measured by the clock")
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    port = 18_900 + os.getpid() % 90
    words = launch.command(port, browser=False)
    place = {**os.environ, "MAPAPP_CASE": str(path), "MAPAPP_WHO": "benchmark"}
    with subprocess.Popen(words, env=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            answering(f"http://127.0.0.1:{port}/_stcore/health")
            with sync_playwright() as tool:
                browser = tool.chromium.launch(executable_path=chromium or None, args=["--no-sandbox"])
                for label in ("a visit as soon as the server answers", "the second", "the third"):
                    tab = browser.new_page()
                    tab.add_init_script(_READY)
                    begun = time.perf_counter()
                    tab.goto(f"http://127.0.0.1:{port}/")
                    tab.get_by_text("1 of ").wait_for(timeout=120_000)
                    queue = time.perf_counter() - begun
                    tab.wait_for_selector("iframe[data-ready=true]", state="attached", timeout=120_000)
                    driver = time.perf_counter() - begun
                    ready = tab.evaluate("window.mapReady") / 1000
                    more = f" until the map is drawn; {driver:.2f} s until the driver sees it, {queue:.2f} s the queue"
                    say(f"  opened in the page, by the clock, {label}", ready, "s", 2.0, more)
                    tab.close()
                browser.close()
        finally:
            server.terminate()


#: Notes, by the page's own clock from the visit on, when the map says that it is drawn.
_READY = """addEventListener("message", (event) => {
  if (event.data?.type === "deployment-ready") window.mapReady ??= performance.now();
});"""


def drawn(path: Path) -> float:
    """Return the seconds that the page's script takes when it is opened, its libraries being loaded already."""
    from streamlit.testing.v1 import AppTest  # noqa: PLC0415

    import mapapp.app.review  # noqa: PLC0415
    import mapapp.show  # noqa: F401, PLC0415

    script = f"from mapapp.app import review\nreview.draw({str(path)!r}, 'benchmark')\n"
    test = AppTest.from_string(script, default_timeout=300)
    seconds, _, _ = timed(test.run)
    if test.exception:
        raise SystemExit(str(test.exception))
    return seconds


def answering(address: str) -> None:
    """Wait until somebody answers at an address."""
    for _ in range(600):
        try:
            with urlopen(address, timeout=1) as answer:  # noqa: S310 (our own, on this machine)
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the page did not start")


def find_chromium() -> str | None:
    """Return the browser's path, empty for the one of playwright, None where there is none."""
    import shutil  # noqa: PLC0415

    try:
        import playwright  # noqa: F401, PLC0415
    except ImportError:
        return None
    return shutil.which("chromium") or shutil.which("google-chrome") or ""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--claims", type=int, nargs="*", default=[3_000, 10_000, 30_000])
    parser.add_argument("--pairs", type=int, default=2_000)
    parser.add_argument("--case", type=int, default=30_000)
    parser.add_argument("--plot", type=Path)
    args = parser.parse_args()
    if args.claims:
        reconciling(args.claims, args.plot)
    if args.pairs:
        beside_others(args.pairs)
    if args.case:
        keeping(args.case)


if __name__ == "__main__":
    main()
