"""The command: reads words, calls the rooms, prints.

Results go to standard output or a file, everything else to standard error.  Exit status: 0 done, 1 something asked
for could not be done (one line each says what and why; the rest is done), 2 the call's words are off.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from mapapp import __version__, corpus_commands
from mapapp.case_commands import add_who, register
from mapapp.console import Console
from mapapp.errors import MapappError, OptionError
from mapapp.report_commands import (
    add_extraction,
    add_sources,
    explain_reports,
    export_reports,
    extract_reports,
    for_case,
    geoparse_reports,
    map_reports,
)
from mapapp.words import count, country, day, html, point, view

_ROW = "{:<44} {:<8} {:<7} {:>9} {:>10}  {}"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    # Before numpy is loaded: the matrices of a report are small, and a second thread only waits, at full speed.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    parser = _parser()
    try:
        args = parser.parse_args(argv)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 2
    console = Console(quiet=args.quiet, verbose=args.verbose)
    try:
        args.run(args, console)
        sys.stdout.flush()
    except OptionError as error:
        console.problem(str(error), error)
        return 2
    except MapappError as error:
        console.problem(str(error), error)
    except BrokenPipeError:  # the reader of our output has left: nothing more to say, and not our failure
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        console.problem("stopped")
        return 130
    except Exception as error:  # a fault of ours is one line too
        console.problem(f"a fault in mapapp: {type(error).__name__}: {error}; --verbose shows where", error)
    return 1 if console.failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mapapp", description="Reads news about military deployments and puts them on a map that can be checked."
    )
    parser.add_argument("--version", action="version", version=f"mapapp {__version__}")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("-q", "--quiet", action="store_true", help="say nothing but what went wrong")
    common.add_argument("-v", "--verbose", action="store_true", help="show where a fault happened")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def command(name: str, run: Callable[[argparse.Namespace, Console], None], text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text, parents=[common])
        sub.set_defaults(run=run)
        return sub

    sub = command("extract", extract_reports, "one JSON line a report: what moves where, by which words")
    add_extraction(sub)
    sub.add_argument("-o", "--output", metavar="FILE", help="write there instead of standard output")

    sub = command("geoparse", geoparse_reports, "one JSON line a report: every place that it names")
    add_sources(sub)
    sub.add_argument("-o", "--output", metavar="FILE", help="write there instead of standard output")

    sub = command(
        "explain", explain_reports, "how a report was read, sentence by sentence, and why something was left out"
    )
    add_sources(sub)
    sub.add_argument("-o", "--output", metavar="FILE", help="write there instead of standard output")

    sub = command("geocode", _geocode, "ranked gazetteer entries for a name")
    sub.add_argument("names", nargs="+", metavar="NAME")
    sub.add_argument("--country", type=country, metavar="ISO", help="two-letter code of the country to look in")
    sub.add_argument("--near", type=point, metavar="LAT,LON", help="prefer what is near, degrees")
    sub.add_argument("--limit", type=count, default=5, metavar="N", help="entries a name at most (default 5)")
    sub.add_argument("--json", action="store_true", help="JSON lines instead of a table")

    sub = command("map", map_reports, "one HTML file with the map, the time slider and the quotes")
    add_extraction(sub)
    corpus_commands.select(sub)
    sub.add_argument("-o", "--output", required=True, type=html, metavar="FILE.html")
    sub.add_argument("--title", help="stands above the map")

    sub = command("export", export_reports, "the movements as a file of another program")
    add_extraction(sub)
    corpus_commands.select(sub)
    sub.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="FILE",
        help="its ending says the format: .html .geojson .csv .gpkg .kml .parquet .png .svg .pdf",
    )
    sub.add_argument("--title", help="stands above the map of a page or a picture")
    sheet = sub.add_argument_group("pictures (.png .svg .pdf)")
    sheet.add_argument("--view", type=view, metavar="Z/LAT/LON", help="as after z= in the map's address")
    sheet.add_argument("--day", type=day, metavar="DATE", help="as on that day: only what has begun by then")
    sheet.add_argument("--paper", default="A4", metavar="SIZE", help="A3, A4 (default) or A5")
    sheet.add_argument("--upright", action="store_true", help="portrait instead of landscape")
    sheet.add_argument("--dpi", type=count, default=300, metavar="N", help="dots an inch of a .png (default 300)")

    register(commands, common, add_extraction, for_case)
    corpus_commands.register(commands, common)

    sub = command("gazetteer", _gazetteer, "checks a file of your own places (.csv or .geojson)")
    sub.add_argument("what", choices=["check"], metavar="check")
    sub.add_argument("file", metavar="FILE")

    sub = command("app", _app, "opens the page in a browser")
    sub.add_argument("--port", type=count, metavar="N", help="port of the page (default 8501)")
    sub.add_argument("--no-browser", action="store_true", help="do not open a browser")
    sub.add_argument("--case", metavar="CASE", help="review this case: a file, or postgresql://…")
    add_who(sub)
    return parser


def _geocode(args: argparse.Namespace, console: Console) -> None:
    from geopy.exc import GeopyError  # noqa: PLC0415

    from mapapp.export.lines import dump_line  # noqa: PLC0415
    from mapapp.locate import Gazetteer  # noqa: PLC0415

    gazetteer = Gazetteer()
    if not args.json:
        print(_ROW.format("NAME", "KIND", "COUNTRY", "LAT", "LON", "ID").rstrip())
    for name in args.names:
        try:
            found = gazetteer.geocode(
                name, exactly_one=False, country_codes=args.country, near=args.near, limit=args.limit
            )
        except GeopyError as error:
            console.problem(str(error), error)
            continue
        if not found:
            console.problem(f"{name}: not in the gazetteer{f' for {args.country}' if args.country else ''}")
        for rank, place in enumerate(found or (), 1):
            raw = place.raw
            if args.json:
                entry = {key: raw[key] for key in ("name", "lat", "lon", "kind", "country", "id")}
                print(
                    dump_line({"query": name, "rank": rank, **entry, "score": raw["score"], "address": place.address})
                )
            else:
                where = (f"{raw['lat']:.4f}", f"{raw['lon']:.4f}")
                print(_ROW.format(place.address, raw["kind"], raw["country"] or "-", *where, raw["id"]).rstrip())


def _gazetteer(args: argparse.Namespace, console: Console) -> None:
    from mapapp.locate import userplaces  # noqa: PLC0415

    for fault in userplaces.check(args.file):
        console.problem(fault)
    if not console.failed:
        console.note(f"{args.file}: nothing is wrong")


def _app(args: argparse.Namespace, console: Console) -> None:
    from mapapp.app.launch import launch  # noqa: PLC0415

    if args.case is not None:
        from mapapp.keep import Case  # noqa: PLC0415

        Case(args.case, args.who).close()  # what is no case is said here, not in the browser
    launch(port=args.port, browser=not args.no_browser, case=args.case, who=args.who)
