"""What a corpus costs: ``python benchmarks/corpus.py [--reports 1000 10000] [--movements 1000000]``.

Reports come from the seeded generator `benchmarks/news.py`, `--characters` (2,000) each; of twenty paragraphs one tells
of forces.  Where the annotated texts are on the machine, one report in `--annotated` (50) is one of them.  Measured are
reports a second in one process without Dask (with one thread of arithmetic and held to one core, as a worker is), on
one worker and on two, the memory of a worker, and questions to a million movements.  The processor's seconds stand
beside the clock's: on a busy machine they alone tell.  The shorter the reports, the larger Dask's share:
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
import threading
import time
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


def measured(source: Path, output: Path, cluster: Any) -> dict[str, Any]:
    """Run the pipeline once; return figures of it."""
    before = _processor()
    begun, most, over = time.monotonic(), [0], threading.Event()

    def look() -> None:
        while not over.wait(0.5):
            for child in psutil.Process().children(recursive=True):
                try:
                    if "spawn" in " ".join(child.cmdline()):
                        most[0] = max(most[0], child.memory_info().rss)
                except psutil.Error:
                    continue

    thread = threading.Thread(target=look)
    thread.start()
    ready: list[float] = []

    def tell(progress: Any) -> None:
        ready.append(time.monotonic())

    cores = os.sched_getaffinity(0)
    try:
        if isinstance(cluster, Here):  # one process on one core, as a worker is one
            os.sched_setaffinity(0, {min(cores)})
        manifest = run(Job(str(source), str(output)), cluster, tell=tell)
    finally:
        os.sched_setaffinity(0, cores)
        over.set()
        thread.join()
    seconds = time.monotonic() - begun
    counts = manifest["counts"]
    used = _processor() - before
    return {
        "reports": counts["reports"],
        "claims": counts["claims"],
        "seconds": round(seconds, 1),
        "processor": round(used, 1),
        "reports_per_second": round(counts["reports"] / (seconds - (ready[0] - begun)), 1),
        "ms_of_processor_each": round(1000 * used / counts["reports"], 1),
        "worker_MB": round(most[0] / 1e6),
        "output_MB": round(sum(file["bytes"] for file in manifest["files"]) / 1e6, 2),
    }


def compared(figures: dict[tuple[int, str], dict[str, Any]]) -> list[str]:
    """Return what each report more costs between two sizes, in words: what starting costs is the same in both."""
    found = []
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
    args = words.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small = None
        figures: dict[tuple[int, str], dict[str, Any]] = {}
        # From here on this process has its model loaded.
        run(Job(str(corpus(folder, 20)), str(folder / "first")), Here())
        for count in args.reports:
            source = corpus(folder, count, args.characters, args.annotated)
            for label, cluster in (("no Dask", Here()), ("1 worker", Dask(workers=1)), ("2 workers", Dask(workers=2))):
                output = folder / f"{count} {label}"
                figures[count, label] = measured(source, output, cluster)
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
