"""Whether a case survives being killed: ``python benchmarks/kills.py [--times 500] [--case CASE] [--seed 1]``.

A program adds reports, another decides, a third exports in one format after the other; each says on its output what it
has acknowledged, and is killed (SIGKILL) at a random moment: while it starts, in the middle of a change or of a file.
After each kill the case opens, `verify` finds nothing, everything acknowledged is there, and each exported file is
whole, read by another program where there is one, or absent.  The case is begun anew after every 25 kills, so that
checking stays short; `--case` takes an address of PostgreSQL as well, whose case is then kept throughout.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

from synthetic import reports

from mapapp.errors import CaseError
from mapapp.export import bundle, export
from mapapp.keep import Case, decisions, verify

KINDS = ("add", "review", "export")
ENDINGS = (".geojson", ".csv", ".acled.csv", ".gpkg", ".kml", ".parquet", ".xlsx", ".jsonld", ".html", ".zip")
#: Kills before a case is begun anew.
ROUND = 25


def say(what: str, name: str) -> None:
    print(what, name, flush=True)


def add(case: Case, seed: int) -> None:
    """Add reports, one a transaction."""
    for claims, _ in reports(3_000, seed):
        (added,) = case.add([(claims[0].report, claims, None)])
        say("report", added.report)


def review(case: Case, seed: int) -> None:
    """Decide on what is there, in every way."""
    dice = random.Random(seed)  # noqa: S311 (what to decide on, no secret)
    while True:
        movements = case.state().movements
        kept, other = dice.sample(movements, 2)
        act: Callable[[], object] = dice.choice(
            [
                lambda kept=kept: decisions.confirm(case, kept.id, "seen"),
                lambda kept=kept: decisions.reject(case, kept.id),
                lambda kept=kept: decisions.correct(case, kept.id, "strength", "about 700 personnel"),
                lambda kept=kept: decisions.correct(case, kept.claims[0], "actor", "GB"),
                lambda kept=kept, other=other: decisions.merge(case, [kept.id, other.id]),
                lambda kept=kept: decisions.comment(case, kept.id, "hm"),
                lambda kept=kept: decisions.grade(case, kept.movement.claims[0].report.id, "B"),
                lambda: decisions.undo(case),
            ]
        )
        try:
            entry = act()
        except CaseError:  # nothing to take back, or merged with itself
            continue
        say("entry", entry.hash)  # type: ignore[attr-defined]


def write(case: Case, folder: Path) -> None:
    """Export again and again, in every format."""
    while True:
        for ending in ENDINGS:
            goal = folder / f"out{ending}"
            if ending == ".zip":
                bundle.write(case, goal)
            else:
                export(case.state().shown, goal)
            say("file", goal.name)


def whole(path: Path) -> None:
    """Read an exported file to its end; raises when it is not whole."""
    ending = path.name.removeprefix("out")
    if ending in (".geojson", ".jsonld"):
        json.loads(path.read_text("utf-8"))
    elif ending == ".kml":
        ElementTree.parse(path)  # noqa: S314 (written by ourselves a moment ago)
    elif ending == ".gpkg":
        import pyogrio  # noqa: PLC0415

        pyogrio.read_dataframe(path)
    elif ending == ".parquet":
        import pyarrow.parquet  # noqa: PLC0415

        pyarrow.parquet.read_table(path)
    elif ending == ".xlsx":
        with zipfile.ZipFile(path) as archive:
            if (broken := archive.testzip()) is not None:
                raise ValueError(broken)
    elif ending == ".zip":
        if found := bundle.problems(path, None)[0]:
            raise ValueError(found[0])
    elif ending == ".html":
        if not path.read_text("utf-8").rstrip().endswith("</html>"):
            raise ValueError("it does not end")
    elif not path.read_bytes().endswith(b"\n"):
        raise ValueError("its last line does not end")


def killed(kind: str, where: str, folder: Path, seed: int, dice: random.Random) -> list[list[str]]:
    """Start one of the programs, kill it, and return what it had acknowledged."""
    command = [sys.executable, __file__, "--work", kind, "--case", where, "--folder", str(folder), "--seed", str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        if process.stdout is None:
            raise SystemExit("no output to read")
        said = []
        if dice.random() < 0.1:
            time.sleep(dice.uniform(0.0, 2.0))  # while it starts
        else:
            for _ in range(dice.randrange(1, 8)):
                said.append(process.stdout.readline())
            time.sleep(dice.uniform(0.0, 0.3))
        if process.poll() is not None:
            raise SystemExit(f"{kind} ended by itself: {process.returncode}")
        process.kill()
        said += process.stdout.read().splitlines()
    return [words for line in said if len(words := line.split()) == 2]


def check(where: str, folder: Path, acknowledged: list[list[str]]) -> list[str]:
    """Return what is wrong with the case and the files."""
    with Case(where, "checker") as case:
        found = verify.problems(case)
        state = case.state()
    hashes = {entry.hash for entry in state.entries}
    for what, name in acknowledged:
        if what == "report" and name not in state.report_by_id:
            found.append(f"report {name} was acknowledged and is not there")
        if what == "entry" and name not in hashes:
            found.append(f"entry {name} was acknowledged and is not there")
        if what == "file" and not (folder / name).exists():
            found.append(f"{name} was acknowledged and is not there")
    for path in folder.glob("out*"):
        try:
            whole(path)
        except Exception as error:  # every kind of damage counts
            found.append(f"{path.name} is not whole: {error}")
    return found


def begin(where: str) -> None:
    with Case.create(where, "begin") as case:
        case.add([(claims[0].report, claims, None) for claims, _ in reports(240, 1)])


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--times", type=int, default=500)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--case", help="a server's empty database (default: files of its own)")
    words.add_argument("--work", choices=KINDS, help=argparse.SUPPRESS)
    words.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    args = words.parse_args()
    if args.work:
        with Case(args.case, args.work) as case:
            if args.work == "export":
                write(case, args.folder)
            (add if args.work == "add" else review)(case, args.seed)
        return
    dice = random.Random(args.seed)  # noqa: S311 (when to kill, no secret)
    counts: Counter[str] = Counter()
    since = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        if args.case:
            begin(args.case)
        acknowledged: list[list[str]] = []
        for number in range(args.times):
            folder = Path(name) / f"round{number // ROUND}"
            if not folder.exists():
                folder.mkdir()
                acknowledged = acknowledged if args.case else []
                if not args.case:
                    begin(str(folder / "case.mapapp"))
            where = args.case or str(folder / "case.mapapp")
            kind = KINDS[number % len(KINDS)]
            acknowledged = [one for one in acknowledged if one[0] != "file"]
            acknowledged += killed(kind, where, folder, 100 + number, dice)
            counts[kind] += 1
            if found := check(where, folder, acknowledged):
                print("\n".join(found[:20]))
                raise SystemExit(f"kill {number + 1} ({kind}) left the case or a file damaged")
            if (number + 1) % ROUND == 0 or number + 1 == args.times:
                said = ", ".join(f"{kind} {count}" for kind, count in counts.items())
                print(f"{number + 1} kills ({said}), {time.monotonic() - since:.0f} s: nothing lost", flush=True)


if __name__ == "__main__":
    main()
