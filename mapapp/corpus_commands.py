"""``mapapp corpus``: its words, and what it says while it runs."""

from __future__ import annotations

import argparse
import os
from typing import Any

from mapapp.console import Console
from mapapp.errors import OptionError
from mapapp.words import column_map, country, day

#: What begins the address of a database that a corpus is loaded into.
_SCHEMES = ("postgresql://", "postgres://")


def register(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the others."""
    text = "the pipeline over a corpus, on Dask: partitions of claims, movements and failures"
    sub = commands.add_parser("corpus", help=text, description=text, parents=[common])
    sub.set_defaults(run=_corpus)
    sub.add_argument(
        "input", metavar="INPUT", help="a .jsonl, .csv or .parquet file with one report a row, or a folder of reports"
    )
    sub.add_argument("output", metavar="OUTPUT", help="a new folder")
    sub.add_argument("--resume", action="store_true", help="go on with what an earlier run left")
    sub.add_argument("--scheduler", metavar="ADDRESS", help="a Dask cluster's scheduler, such as tcp://10.0.0.5:8786")
    sub.add_argument("--workers", type=_workers, metavar="N", help="processes on this machine (default: its cores)")
    sub.add_argument("--published", type=day, metavar="DATE", help="the day for reports that bring none of their own")
    sub.add_argument(
        "--columns", type=column_map, metavar="FIELD=COLUMN,…", help="what the fields of a report are called"
    )


def select(sub: argparse.ArgumentParser) -> None:
    """Add the options of `mapapp map` and `export` for the output of a corpus."""
    group = sub.add_argument_group("for the output of mapapp corpus")
    group.add_argument("--actor", metavar="NAME", help="only movements of this force: an ISO country code or a name")
    group.add_argument("--country", type=country, metavar="ISO", help="only movements from or to this country")
    group.add_argument(
        "--since", type=day, metavar="DATE", help="only what moved, or was reported, on or after this day"
    )
    group.add_argument("--until", type=day, metavar="DATE", help="… on or before this day")
    group.add_argument(
        "--most", type=_workers, default=10_000, metavar="N", help="the latest N movements (default 10000)"
    )


def loads(args: argparse.Namespace, console: Console) -> bool:
    """Load the output of a corpus into the database that the call names; return False when it names none."""
    if not args.output.startswith(_SCHEMES):
        return False
    from mapapp.scale import is_corpus  # noqa: PLC0415
    from mapapp.scale.postgis import load  # noqa: PLC0415

    if len(args.sources) != 1 or not is_corpus(args.sources[0]):
        raise OptionError(
            "only the output folder of mapapp corpus is loaded into a database; `mapapp case` keeps reports in one"
        )
    counts = load(args.sources[0], args.output)
    console.note(", ".join(f"{count:,} {name}" for name, count in counts.items()))
    return True


def asks(args: argparse.Namespace) -> bool:
    """Tell whether a call of `map` or `export` asks the output of a corpus."""
    from mapapp.scale import is_corpus  # noqa: PLC0415

    if len(args.sources) == 1 and is_corpus(args.sources[0]):
        return True
    if any(getattr(args, name) is not None for name in ("actor", "country", "since", "until")):
        raise OptionError("--actor, --country, --since and --until are for the output folder of mapapp corpus alone")
    return False


def selected(args: argparse.Namespace, console: Console) -> list[Any]:
    """Return the movements that the call asks for."""
    from mapapp.scale.asking import Question, select  # noqa: PLC0415

    since, until = (value.isoformat() if value else None for value in (args.since, args.until))
    found, count = select(args.sources[0], Question(args.actor, args.country, since, until, args.most))
    if count > len(found):
        console.note(f"{args.sources[0]}: the latest {len(found):,} of {count:,} movements; --most asks for more")
    return found


def _workers(word: str) -> int:
    if word.isascii() and word.isdigit() and 0 < int(word) <= 1_000_000:
        return int(word)
    raise argparse.ArgumentTypeError(f"{word!r} is no whole number from 1 to 1000000")


def _corpus(args: argparse.Namespace, console: Console) -> None:
    from mapapp.scale import Job  # noqa: PLC0415
    from mapapp.scale.cluster import Dask  # noqa: PLC0415
    from mapapp.scale.run import Progress, run, summary, told  # noqa: PLC0415

    published = args.published.isoformat() if args.published else None
    job = Job(os.path.abspath(args.input), os.path.abspath(args.output), published, args.columns or {}, watched=True)
    said: list[str] = []

    def tell(progress: Progress) -> None:
        if progress.dashboard and not said:
            said.append(progress.dashboard)
            console.note(f"Dask's page: {progress.dashboard}")
        console.progress(told(progress))

    try:
        manifest = run(job, Dask(args.scheduler, args.workers or os.cpu_count() or 1), resume=args.resume, tell=tell)
    finally:
        console.progress("")
    console.note(f"{args.output}: {summary(manifest)}")
    if manifest["counts"]["failures"]:
        console.note(f"{args.output}/failures tells what could not be read, and why")
