"""The commands that read reports: ``extract``, ``geoparse``, ``explain``, ``map`` and ``export``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

from mapapp import asking, corpus_commands
from mapapp.case_commands import is_case, reports_of, shown_of
from mapapp.console import Console
from mapapp.errors import EndpointError, MapappError, SourceError
from mapapp.words import column_map, count, day

if TYPE_CHECKING:
    from mapapp.model import Claim, Report


def add_sources(sub: argparse.ArgumentParser) -> None:
    """Add the arguments of a command that reads reports."""
    sub.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="a text, HTML, PDF, DOCX, RTF, mail or ZIP file, a .jsonl, .csv or .parquet table, a folder, or - for "
        "standard input",
    )
    sub.add_argument(
        "--published",
        type=day,
        metavar="DATE",
        help='the day (YYYY-MM-DD) that "Wednesday" is read against; a report\'s own date comes first',
    )
    sub.add_argument(
        "--items", type=count, default=0, metavar="N", help="of a feed or a sitemap, fetch the newest N items"
    )
    sub.add_argument("--allow-private", action="store_true", help="also fetch from private networks and this machine")
    sub.add_argument("--contact", metavar="TEXT", help="said to web servers beside the program's name")
    sub.add_argument("--no-cache", action="store_true", help="keep no copy of the pages that are fetched")
    sub.add_argument(
        "--columns",
        type=column_map,
        metavar="FIELD=COLUMN,…",
        help="what the fields of a report are called in a table, such as text=body,published=date",
    )


def add_extraction(sub: argparse.ArgumentParser) -> None:
    """Add the arguments of a command that reads reports and extracts claims."""
    add_sources(sub)
    asking.add_options(sub)


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


def extract_reports(args: argparse.Namespace, console: Console) -> None:
    """Write one line of claims a report."""
    from mapapp.export.lines import report_line  # noqa: PLC0415

    _write_lines(args, (report_line(report, claims) for report, claims in _extracted(args, console)))


def explain_reports(args: argparse.Namespace, console: Console) -> None:
    """Write how each report was read, sentence by sentence."""
    from mapapp.extract.explain import explain  # noqa: PLC0415

    with _output(args.output) as file:
        for _, told in _each(args, console, explain):
            print(told, file=file, flush=file is sys.stdout)


def geoparse_reports(args: argparse.Namespace, console: Console) -> None:
    """Write one line of places a report."""
    from mapapp.export.lines import toponym_line  # noqa: PLC0415
    from mapapp.locate import Gazetteer, geoparse  # noqa: PLC0415

    gazetteer = Gazetteer()
    found = _each(args, console, lambda report: geoparse(report, gazetteer))
    _write_lines(args, (toponym_line(report, toponyms) for report, toponyms in found))


def export_reports(args: argparse.Namespace, console: Console) -> None:
    """Write the movements of the reports as a file of another program."""
    sheet = {"view": args.view, "day": args.day, "paper": args.paper, "upright": args.upright, "dpi": args.dpi}
    map_reports(args, console, sheet)


def map_reports(args: argparse.Namespace, console: Console, sheet: dict[str, Any] | None = None) -> None:
    """Write the map of the reports, of a case or of a corpus; `sheet` says how a picture is drawn."""
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


def _claims(args: argparse.Namespace, console: Console) -> list[Claim] | None:
    claims: list[Claim] | None = None
    for report, found in _extracted(args, console):
        claims = [*(claims or ()), *found]
        if not found:
            console.note(f"{report.id}: no movement found")
        for place in (place for claim in found for place in claim.unplaced):
            console.note(f"{report.id}: {place.name!r} could not be placed ({place.reason})")
    return claims


def for_case(args: argparse.Namespace, console: Console) -> Iterator[tuple[Report, list[Claim], str | None]]:
    """Yield each report with its claims and what it was read from, for a case."""
    for report, found in _extracted(args, console):
        if not found:
            console.note(f"{report.id}: no movement found")
        original = report.original
        yield report, found, (original.address or original.name if original else None) or report.url
