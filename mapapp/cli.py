"""The command: reads words, calls the rooms, prints.

Results go to standard output or a file, everything else to standard error.  Exit status: 0 done, 1 something asked
for could not be done (one line each says what and why; the rest is done), 2 the call's words are off.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from mapapp import __version__, asking, corpus_commands
from mapapp.case_commands import add_who, is_case, register, reports_of, shown_of
from mapapp.console import Console
from mapapp.errors import EndpointError, MapappError, OptionError, SourceError

if TYPE_CHECKING:
    from mapapp.model import Claim, Report

_ROW = "{:<44} {:<8} {:<7} {:>9} {:>10}  {}"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
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

    def reads_reports(sub: argparse.ArgumentParser) -> None:
        sub.add_argument(
            "sources",
            nargs="+",
            metavar="SOURCE",
            help="a text, HTML, PDF, DOCX, RTF, mail or ZIP file, a .jsonl, .csv or .parquet table, a folder, or - for "
            "standard input",
        )
        sub.add_argument(
            "--published",
            type=_day,
            metavar="DATE",
            help='the day (YYYY-MM-DD) that "Wednesday" is read against; a report\'s own date comes first',
        )
        sub.add_argument(
            "--items", type=_count, default=0, metavar="N", help="of a feed or a sitemap, fetch the newest N items"
        )
        sub.add_argument(
            "--allow-private", action="store_true", help="also fetch from private networks and this machine"
        )
        sub.add_argument("--contact", metavar="TEXT", help="said to web servers beside the program's name")
        sub.add_argument("--no-cache", action="store_true", help="keep no copy of the pages that are fetched")
        sub.add_argument(
            "--columns",
            type=_columns,
            metavar="FIELD=COLUMN,…",
            help="what the fields of a report are called in a table, such as text=body,published=date",
        )

    def extracts(sub: argparse.ArgumentParser) -> None:
        reads_reports(sub)
        asking.add_options(sub)

    sub = command("extract", _extract, "one JSON line a report: what moves where, by which words")
    extracts(sub)
    sub.add_argument("-o", "--output", metavar="FILE", help="write there instead of standard output")

    sub = command("geoparse", _geoparse, "one JSON line a report: every place that it names")
    reads_reports(sub)
    sub.add_argument("-o", "--output", metavar="FILE", help="write there instead of standard output")

    sub = command("explain", _explain, "how a report was read, sentence by sentence, and why something was left out")
    reads_reports(sub)
    sub.add_argument("-o", "--output", metavar="FILE", help="write there instead of standard output")

    sub = command("geocode", _geocode, "ranked gazetteer entries for a name")
    sub.add_argument("names", nargs="+", metavar="NAME")
    sub.add_argument("--country", type=_country, metavar="ISO", help="two-letter code of the country to look in")
    sub.add_argument("--near", type=_point, metavar="LAT,LON", help="prefer what is near, degrees")
    sub.add_argument("--limit", type=_count, default=5, metavar="N", help="entries a name at most (default 5)")
    sub.add_argument("--json", action="store_true", help="JSON lines instead of a table")

    sub = command("map", _map, "one HTML file with the map, the time slider and the quotes")
    extracts(sub)
    corpus_commands.select(sub, _day, _country)
    sub.add_argument("-o", "--output", required=True, type=_html, metavar="FILE.html")
    sub.add_argument("--title", help="stands above the map")

    sub = command("export", _export, "the movements as a file of another program")
    extracts(sub)
    corpus_commands.select(sub, _day, _country)
    sub.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="FILE",
        help="its ending says the format: .html .geojson .csv .gpkg .kml .parquet .png .svg .pdf",
    )
    sub.add_argument("--title", help="stands above the map of a page or a picture")
    sheet = sub.add_argument_group("pictures (.png .svg .pdf)")
    sheet.add_argument("--view", type=_view, metavar="Z/LAT/LON", help="as after z= in the map's address")
    sheet.add_argument("--day", type=_day, metavar="DATE", help="as on that day: only what has begun by then")
    sheet.add_argument("--paper", default="A4", metavar="SIZE", help="A3, A4 (default) or A5")
    sheet.add_argument("--upright", action="store_true", help="portrait instead of landscape")
    sheet.add_argument("--dpi", type=_count, default=300, metavar="N", help="dots an inch of a .png (default 300)")

    register(commands, common, extracts, _read)
    corpus_commands.register(commands, common, _day, _columns)

    sub = command("gazetteer", _gazetteer, "checks a file of your own places (.csv or .geojson)")
    sub.add_argument("what", choices=["check"], metavar="check")
    sub.add_argument("file", metavar="FILE")

    sub = command("app", _app, "opens the page in a browser")
    sub.add_argument("--port", type=_count, metavar="N", help="port of the page (default 8501)")
    sub.add_argument("--no-browser", action="store_true", help="do not open a browser")
    sub.add_argument("--case", metavar="CASE", help="review this case: a file, or postgresql://…")
    add_who(sub)
    return parser


def _day(word: str) -> date | None:
    from mapapp.read import published_date  # noqa: PLC0415 (each room is loaded when its command runs)

    try:
        return published_date(word)
    except OptionError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _columns(words: str) -> dict[str, str]:
    from mapapp.read import column_map  # noqa: PLC0415

    try:
        return column_map(words)
    except OptionError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _country(word: str) -> str:
    if len(word) == 2 and word.isascii() and word.isalpha():
        return word.upper()
    raise argparse.ArgumentTypeError(f"{word!r} is no two-letter country code, such as PL")


def _view(word: str) -> tuple[float, float, float]:
    try:
        zoom, lat, lon = (float(part) for part in word.removeprefix("z=").split("/"))
        if 0 <= zoom <= 14 and abs(lat) <= 85 and abs(lon) <= 540:
            return zoom, lat, lon
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{word!r} is no zoom/latitude/longitude, such as 5/50.1/20.2")


def _point(word: str) -> tuple[float, float]:
    try:
        lat, lon = (float(part) for part in word.split(","))
        if -90 <= lat <= 90 and -180 <= lon <= 180:
            return lat, lon
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{word!r} is no latitude,longitude in degrees, such as 52.2,21.0")


def _count(word: str) -> int:
    if word.isascii() and word.isdigit() and 0 < int(word) < 100_000:
        return int(word)
    raise argparse.ArgumentTypeError(f"{word!r} is no whole number from 1 to 99999")


def _html(word: str) -> str:
    if Path(word).suffix.lower() in (".html", ".htm"):
        return word
    raise argparse.ArgumentTypeError(f"{word!r} does not end in .html; mapapp export writes other formats")


def _reports(args: argparse.Namespace, console: Console) -> Iterator[Report]:
    """Yield the reports of the call's sources; what cannot be read is said and counted as a failure."""
    from mapapp.model import Report  # noqa: PLC0415
    from mapapp.read import Failure, iter_sources  # noqa: PLC0415
    from mapapp.read.fetch import Policy, cache_folder  # noqa: PLC0415

    left_out: list[str] = []
    policy = Policy(args.allow_private, args.contact, cache=None if args.no_cache else cache_folder())
    for source in filter(is_case, args.sources):
        yield from reports_of(source)
    sources = [source for source in args.sources if not is_case(source)]
    for found in iter_sources(sources, args.published, columns=args.columns, fetching=policy, items=args.items):
        if isinstance(found, Report):
            yield found
        elif isinstance(found, Failure):
            console.problem(found.reason)
        else:
            left_out.append(found.source)
    if left_out:
        more = f" and {len(left_out) - 3} more" if len(left_out) > 3 else ""
        console.note(f"left out, no reports by their endings: {', '.join(left_out[:3])}{more}")


def _each(
    args: argparse.Namespace,
    console: Console,
    work: Callable[[Report], Any],
    reports: Iterable[Report] | None = None,
) -> Iterator[tuple[Report, Any]]:
    """Yield each report with what `work` makes of it; a report that it fails on is said and left."""
    for number, report in enumerate(_reports(args, console) if reports is None else reports, 1):
        console.progress(f"report {number}: {report.id}")
        try:
            result = work(report)
        except MapappError as error:
            if not isinstance(error, ValueError | EndpointError):  # the install is at fault, not this report
                raise
            console.problem(f"{report.id}: {error}", error)
        except Exception as error:  # one report's fault must not cost the others
            console.problem(f"{report.id}: a fault in mapapp: {type(error).__name__}: {error}", error)
        else:
            yield report, result
    console.progress("")


@contextmanager
def _output(path: str | None) -> Iterator[TextIO]:
    if path is None or path == "-":
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        yield sys.stdout
        return
    from mapapp.export.atomic import whole_file  # noqa: PLC0415

    with whole_file(path) as draft, open(draft, "w", encoding="utf-8", newline="\n") as file:
        yield file


def _write_lines(args: argparse.Namespace, lines: Iterable[dict[str, Any]]) -> None:
    from mapapp.export.lines import dump_line  # noqa: PLC0415

    written = False
    with _output(args.output) as file:
        for line in lines:
            print(dump_line(line), file=file, flush=file is sys.stdout)
            written = True
        if not written and file is not sys.stdout:
            raise SourceError(f"no report could be read; {args.output} is not written")


def _extracted(args: argparse.Namespace, console: Console) -> Iterator[tuple[Report, list[Claim]]]:
    """Yield each report with its claims, by the extractor that the call names."""
    llm = asking.extractor(args, console)
    if llm is None:
        from mapapp.extract import extract  # noqa: PLC0415

        yield from _each(args, console, extract)
        return
    reports = list(_reports(args, console))
    asking.agree(llm, reports, args, console)
    with llm.ahead(reports, args.parallel):
        yield from _each(args, console, llm, reports)
    asking.tell_used(llm, args, console)


def _extract(args: argparse.Namespace, console: Console) -> None:
    from mapapp.export.lines import report_line  # noqa: PLC0415

    _write_lines(args, (report_line(report, claims) for report, claims in _extracted(args, console)))


def _explain(args: argparse.Namespace, console: Console) -> None:
    from mapapp.extract.explain import explain  # noqa: PLC0415

    with _output(args.output) as file:
        for _, told in _each(args, console, explain):
            print(told, file=file, flush=file is sys.stdout)


def _geoparse(args: argparse.Namespace, console: Console) -> None:
    from mapapp.export.lines import toponym_line  # noqa: PLC0415
    from mapapp.locate import Gazetteer, geoparse  # noqa: PLC0415

    gazetteer = Gazetteer()
    found = _each(args, console, lambda report: geoparse(report, gazetteer))
    _write_lines(args, (toponym_line(report, toponyms) for report, toponyms in found))


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


def _export(args: argparse.Namespace, console: Console) -> None:
    sheet = {"view": args.view, "day": args.day, "paper": args.paper, "upright": args.upright, "dpi": args.dpi}
    _map(args, console, sheet)


def _map(args: argparse.Namespace, console: Console, sheet: dict[str, Any] | None = None) -> None:
    from mapapp.export import check_target, export  # noqa: PLC0415
    from mapapp.reconcile import reconcile  # noqa: PLC0415

    if corpus_commands.loads(args, console):
        return
    check_target(args.output)
    if corpus_commands.asks(args):
        movements = corpus_commands.selected(args, console)
    elif len(args.sources) == 1 and is_case(args.sources[0]):
        movements = shown_of(args.sources[0])
    else:
        claims = _claims(args, console)
        if claims is None:
            raise SourceError(f"no report could be read; {args.output} is not written")
        movements = reconcile(claims)
    export(movements, args.output, title=args.title, sheet=sheet)
    console.note(f"{args.output}: {len(movements)} movement{'s' * (len(movements) != 1)}")


def _gazetteer(args: argparse.Namespace, console: Console) -> None:
    from mapapp.locate import userplaces  # noqa: PLC0415

    for fault in userplaces.check(args.file):
        console.problem(fault)
    if not console.failed:
        console.note(f"{args.file}: nothing is wrong")


def _claims(args: argparse.Namespace, console: Console) -> list[Claim] | None:
    claims: list[Claim] | None = None
    for report, found in _extracted(args, console):
        claims = [*(claims or ()), *found]
        if not found:
            console.note(f"{report.id}: no movement found")
        for place in (place for claim in found for place in claim.unplaced):
            console.note(f"{report.id}: {place.name!r} could not be placed ({place.reason})")
    return claims


def _read(args: argparse.Namespace, console: Console) -> Iterator[tuple[Report, list[Claim], str | None]]:
    """Yield each report with its claims and what it was read from, for a case."""
    for report, found in _extracted(args, console):
        if not found:
            console.note(f"{report.id}: no movement found")
        original = report.original
        yield report, found, (original.address or original.name if original else None) or report.url


def _app(args: argparse.Namespace, console: Console) -> None:
    from mapapp.app.launch import launch  # noqa: PLC0415

    if args.case is not None:
        from mapapp.keep import Case  # noqa: PLC0415

        Case(args.case, args.who).close()  # what is no case is said here, not in the browser
    launch(port=args.port, browser=not args.no_browser, case=args.case, who=args.who)
