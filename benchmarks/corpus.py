"""What a corpus costs: ``python benchmarks/corpus.py [--reports 1000 10000] [--movements 1000000]``.

Reports come from the seeded generator `benchmarks/news.py`, `--characters` (2,000) each; of twenty paragraphs one tells
of forces.  Where the annotated texts are on the machine, one report in `--annotated` (50) is one of them.  Measured are
reports a second in one process without Dask (with one thread of arithmetic and held to one core, as a worker is), on
one worker and on two, the memory of a worker, and questions to a million movements.  Each run is a program of its own,
timed from its start to its end: what it loads counts.  The processor's seconds stand beside the clock's: on a busy
machine they alone tell.  The shorter the reports, the larger Dask's share:
``--reports 1000 10000 100000 --characters 500 --annotated 200`` takes forty minutes.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy is loaded; a worker's is the same

import duckdb
import pandas
import psutil
import pyarrow as pa
import pyarrow.parquet as pq
from news import report

from mapapp.scale import Job
from mapapp.scale.asking import Question, select
from mapapp.scale.cluster import Dask, Here
from mapapp.scale.job import MANIFEST, write_json
from mapapp.scale.run import run

_LINKS = ("part_of", "same_as", "shared_with", "disagreements")
ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "corpus" / "passages.jsonl"


def corpus(folder: Path, count: int, characters: int = 2_000, annotated: int = 50) -> Path:
    """Write a corpus of `count` reports, the same each time; one in `annotated` is an annotated text."""
    chance = random.Random(count)  # noqa: S311 (a corpus, not a secret)
    known = [json.loads(line) for line in SHARED.read_text("utf-8").splitlines()] if SHARED.is_file() else []
    path = folder / f"reports-{count}.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            day = f"2022-{1 + number * 12 // count:02d}-{1 + number % 28:02d}"
            entry: dict[str, Any] = {"id": f"r{number}", "published": day, "publisher": f"Desk {number % 40}"}
            entry["text"] = report(chance, characters)
            if known and number % annotated == 7:
                entry["text"] = known[number // annotated % len(known)]["text"]
            file.write(json.dumps(entry) + "\n")
    return path


def measured(source: Path, output: Path, workers: int) -> dict[str, Any]:
    """Run the pipeline once as a program of its own, 0 workers being no Dask; return figures of it."""
    before = _processor()
    words = [sys.executable, __file__, "--one", str(workers), str(source), str(output)]
    begun, most = time.time(), 0
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            time.sleep(0.5)
            for child in psutil.Process(process.pid).children(recursive=True) if process.poll() is None else ():
                with suppress(psutil.Error):
                    if "spawn" in " ".join(child.cmdline()):
                        most = max(most, child.memory_info().rss)
        told = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise SystemExit(f"the run of {workers} workers failed")
    figures = json.loads(told.splitlines()[-1])
    figures["seconds"] = round(figures.pop("ended") - begun, 2)
    used = _processor() - before
    return {
        **figures,
        "processor": round(used, 1),
        "reports_per_second": round(figures["reports"] / figures["seconds"], 1),
        "ms_of_processor_each": round(1000 * used / figures["reports"], 1),
        "worker_MB": round(most / 1e6),
    }


def one(workers: int, source: str, output: str) -> None:
    """Run the pipeline in this process and print figures of it."""
    if not workers:  # one process on one core, as a worker is one
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    manifest = run(Job(source, output, watched=True), Dask(workers=workers) if workers else Here())
    counts = manifest["counts"]
    figures = {
        "reports": counts["reports"],
        "claims": counts["claims"],
        "ended": time.time(),
        "output_MB": round(sum(file["bytes"] for file in manifest["files"]) / 1e6, 2),
    }
    print(json.dumps(figures))


def compared(figures: dict[tuple[int, str], dict[str, Any]]) -> list[str]:
    """Return Dask's share and what a second worker brings, whole runs, and what each report more costs, in words."""
    found = []
    for count in sorted({count for count, _ in figures}):
        here, first, second = (figures[count, label]["seconds"] for label in ("no Dask", "1 worker", "2 workers"))
        found.append(
            f"{count:,} reports: 1 worker takes {first / here - 1:+.1%} beside no Dask (wished: 10 % at most), "
            f"2 workers are {first / second:.2f} times as fast as 1 (wished: 1.7)"
        )
    for small, large in itertools.pairwise(sorted({count for count, _ in figures})):
        for name, words in (("seconds", "by the clock"), ("processor", "of the processor")):
            here, one, two = (
                1000 * (figures[large, label][name] - figures[small, label][name]) / (large - small)
                for label in ("no Dask", "1 worker", "2 workers")
            )
            found.append(
                f"{small:,} to {large:,} reports, ms {words} for each report more: no Dask {here:.1f}, "
                f"1 worker {one:.1f} ({one / here - 1:+.1%}), 2 workers {two:.1f} ({one / two:.2f} times as fast as 1)"
            )
    return found


def _processor() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def multiplied(small: Path, goal: Path, count: int, per_part: int = 50_000) -> None:
    """Write an output of `count` movements: those of `small` again and again, on other days, by other forces."""
    movements = pd_of(small / "movements")
    claims = pd_of(small / "claims").set_index("claim_id")
    types = {name: pq.read_schema(next((small / name).iterdir())) for name in ("movements", "claims")}
    first = [names[0] for names in movements["claims"]]
    files = []
    for part in range(count // per_part):
        chosen = [(part * per_part + number) % len(movements) for number in range(per_part)]
        names = [f"{part:06d}-{number:06d}-0" for number in range(per_part)]
        some = movements.iloc[chosen].reset_index(drop=True)
        some["id"] = [f"m{part:03d}{number:06d}" for number in range(per_part)]
        days = pandas.to_datetime("2009-01-01") + pandas.to_timedelta(
            [part * 273 + n % 273 for n in range(per_part)], "D"
        )
        some["first_reported"] = some["last_reported"] = days.date
        some["date_start"] = some["date_end"] = None
        some["claims"] = [[name] for name in names]
        some["movement"] = [
            json.dumps({k: v for k, v in json.loads(one).items() if k not in _LINKS}) for one in some["movement"]
        ]
        told = claims.loc[[first[index] for index in chosen]].reset_index(drop=True)
        told.insert(0, "claim_id", names)
        told["published"] = days.date
        told["claim"] = [
            json.dumps({k: v for k, v in json.loads(one).items() if k not in _LINKS}) for one in told["claim"]
        ]
        for name, frame, file in (("movements", some, f"part-{part:06d}"), ("claims", told, f"part-{part:06d}")):
            path = goal / name / f"{file}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            table = pa.Table.from_pandas(frame, schema=types[name], preserve_index=False)
            pq.write_table(table, path, compression="zstd", row_group_size=50_000)
            files.append({"file": f"{name}/{path.name}", "rows": per_part, "bytes": path.stat().st_size})
    write_json(goal / MANIFEST, {"kind": "mapapp corpus", "files": files, "counts": {"movements": count}})


def pd_of(folder: Path) -> pandas.DataFrame:
    return pq.read_table(folder).to_pandas()


def questions(output: Path) -> dict[str, float]:
    """Return the seconds that questions to an output take, the better of two."""
    asked = {
        "into a country by month": "SELECT strftime(coalesce(date_end, date_start, last_reported), '%Y-%m') AS month, "
        "count(*), sum(strength_best) FROM '{}/movements/*.parquet' WHERE dest_country = 'PL' GROUP BY month",
        "units by last place": "SELECT unit, last(dest ORDER BY last_reported, id) FROM '{}/movements/*.parquet' "
        "WHERE unit IS NOT NULL AND dest IS NOT NULL GROUP BY unit",
        "without corroboration": "SELECT actor, count(*) FROM '{}/movements/*.parquet' "
        "WHERE sources = 1 GROUP BY actor",
    }
    found = {name: _best(lambda sql=sql: duckdb.sql(sql.format(output)).fetchall()) for name, sql in asked.items()}
    question = Question(actor="RU", since="2022-01-01")
    found["select for a map"] = _best(lambda: select(str(output), question))
    goal = output.parent / "map.html"
    words = [
        sys.executable,
        "-m",
        "mapapp",
        "map",
        str(output),
        "--actor",
        "RU",
        "--since",
        "2022-01-01",
        "-o",
        str(goal),
    ]
    found["the map, as a command"] = _best(lambda: subprocess.run(words, check=True, capture_output=True))
    return found


def _best(work: Any) -> float:
    times = []
    for _ in range(2):
        begun = time.monotonic()
        work()
        times.append(time.monotonic() - begun)
    return round(min(times), 2)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--reports", type=int, nargs="*", default=[1_000, 10_000])
    words.add_argument("--characters", type=int, default=2_000)
    words.add_argument("--annotated", type=int, default=50)
    words.add_argument("--movements", type=int, default=1_000_000)
    words.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    args = words.parse_args()
    if args.one:
        one(int(args.one[0]), *args.one[1:])
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small = None
        figures: dict[tuple[int, str], dict[str, Any]] = {}
        measured(corpus(folder, 20), folder / "first", 0)  # the machine has the files at hand
        for count in args.reports:
            source = corpus(folder, count, args.characters, args.annotated)
            for workers, label in enumerate(("no Dask", "1 worker", "2 workers")):
                output = folder / f"{count} {label}"
                figures[count, label] = measured(source, output, workers)
                print(f"{count:>7} {label:<9}", json.dumps(figures[count, label]), flush=True)
                small = output
        print(*compared(figures), sep="\n", flush=True)
        if args.movements and small is None:
            small = folder / "small"
            run(Job(str(corpus(folder, 300)), str(small)), Here())
        if args.movements and small is not None:
            multiplied(small, folder / "large", args.movements)
            size = sum(path.stat().st_size for path in (folder / "large").rglob("*.parquet"))
            print(f"{args.movements:,} movements, {size / 1e6:,.0f} MB:", json.dumps(questions(folder / "large")))


if __name__ == "__main__":
    main()
