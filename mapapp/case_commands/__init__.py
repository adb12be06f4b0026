"""``mapapp case …``: adding to a case, deciding, asking, exporting; words in, lines out."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from mapapp.case_commands.adding import Reads, add, create, reread
from mapapp.case_commands.deciding import by_hand, decision, each, remove
from mapapp.case_commands.giving import compare_sides, export_case
from mapapp.case_commands.opening import add_who, decisions, is_case, reports_of, shown_of
from mapapp.case_commands.telling import list_all, log_all, review, verify_all, why_each
from mapapp.console import Console

if TYPE_CHECKING:
    from mapapp.keep import Entry

__all__ = ["add_who", "is_case", "register", "reports_of", "shown_of"]


def register(
    commands: Any, common: argparse.ArgumentParser, sources: Callable[[argparse.ArgumentParser], None], reads: Reads
) -> None:
    """Add the command ``case`` with its own commands.

    Parameters
    ----------
    commands : argparse subparsers
    common : ArgumentParser
        With the options of all commands.
    sources : callable
        Adds the arguments of a command that reads reports.
    reads : callable
        Yields each report of the call with its claims and what it was read from.
    """
    text = "the case file: reports, claims, movements and your decisions, kept together"
    group = commands.add_parser("case", help=text, description=text)
    inner = group.add_subparsers(dest="case_command", metavar="COMMAND", required=True)

    def command(name: str, run: Callable[[argparse.Namespace, Console], None], text: str) -> argparse.ArgumentParser:
        sub: argparse.ArgumentParser = inner.add_parser(name, help=text, description=text, parents=[common])
        sub.set_defaults(run=run)
        sub.add_argument("case", metavar="CASE", help="a case file, or postgresql://USER:PASSWORD@HOST/DATABASE")
        return sub

    def decides(
        name: str, run: Callable[[Any, argparse.Namespace], Iterable[Entry]], text: str
    ) -> argparse.ArgumentParser:
        sub = command(name, decision(run), text)
        sub.add_argument("--reason", help="why; it stands in the log")
        add_who(sub)
        return sub

    sub = command("create", create, "makes a new, empty case")
    sub.add_argument("--title", help="what the case is about")
    add_who(sub)

    sub = command("add", lambda args, console: add(args, console, reads), "reads reports and adds them")
    sources(sub)
    sub.add_argument("--grade", metavar="A-F", help="how reliable the source is (Admiralty)")
    add_who(sub)

    sub = command("reread", reread, "reads reports again with this version")
    sub.add_argument("reports", nargs="*", metavar="REPORT", help="ids (default: all that another version read)")
    add_who(sub)

    sub = command("list", list_all, "the movements, or the reports")
    sub.add_argument("--reports", action="store_true", help="the reports instead")
    sub.add_argument("--all", action="store_true", help="those rejected or taken out, too")
    sub.add_argument("--json", action="store_true", help="JSON lines")

    sub = command("review", review, "what to look at next: the least certain and most contradictory first")
    sub.add_argument("--limit", type=int, default=20, metavar="N", help="at most so many (default 20)")
    sub.add_argument("--json", action="store_true", help="JSON lines")

    sub = command("why", why_each, "why a movement is what it is: claims, rules, decisions")
    sub.add_argument("ids", nargs="+", metavar="ID")

    for name, text in (
        ("confirm", "says that movements are right"),
        ("reject", "takes movements off the map, or claims out of them"),
        ("reopen", "takes a verdict back: to be judged again"),
    ):
        sub = decides(name, each(name), text)
        sub.add_argument("ids", nargs="+", metavar="ID")

    sub = decides(
        "correct",
        lambda case, args: [decisions().correct(case, args.id, args.field, args.value, args.reason)],
        "sets a field of a movement or of a claim",
    )
    sub.add_argument("id", metavar="ID")
    sub.add_argument(
        "field", metavar="FIELD", help="status, actor, unit, equipment, strength, origin, destination or date"
    )
    sub.add_argument(
        "value", metavar="VALUE", help='such as "about 1,700 personnel", "Rzeszów, PL", 2022-02-02; - empties it'
    )

    sub = decides(
        "merge", lambda case, args: [decisions().merge(case, args.ids, args.reason)], "makes one movement of several"
    )
    sub.add_argument("ids", nargs="+", metavar="ID")

    sub = decides(
        "split",
        lambda case, args: [decisions().split(case, args.id, args.claims, args.reason)],
        "takes claims out of a movement",
    )
    sub.add_argument("id", metavar="ID")
    sub.add_argument("claims", nargs="+", metavar="CLAIM")

    sub = decides(
        "comment", lambda case, args: [decisions().comment(case, args.id, args.text)], "says something about one"
    )
    sub.add_argument("id", metavar="ID")
    sub.add_argument("text", metavar="TEXT")

    sub = decides(
        "grade",
        lambda case, args: [decisions().grade(case, args.id, args.grade, args.reason)],
        "grades a report's source (A-F) or a claim (1-6)",
    )
    sub.add_argument("id", metavar="ID")
    sub.add_argument("grade", metavar="GRADE")

    sub = decides("claim", by_hand, "adds by hand what a report says")
    sub.add_argument("report", metavar="REPORT")
    sub.add_argument("--quote", required=True, help="the exact words of the report")
    for field in ("status", "actor", "unit", "equipment", "strength", "origin", "destination", "date"):
        sub.add_argument(
            f"--{field}", help="as for correct" if field != "status" else "needed", required=field == "status"
        )

    sub = command("remove", remove, "takes a report out; says first what rests on it")
    sub.add_argument("report", metavar="REPORT")
    sub.add_argument("--yes", action="store_true", help="do it: without this it is only said what rests on it")
    sub.add_argument("--reason", help="why; it stands in the log")
    add_who(sub)

    sub = decides(
        "undo", lambda case, args: [decisions().undo(case, args.number, args.reason)], "takes a decision back"
    )
    sub.add_argument("number", nargs="?", type=int, metavar="ENTRY", help="its number in the log (default: the last)")

    sub = command("log", log_all, "every change, from the first")
    sub.add_argument("--json", action="store_true", help="JSON lines, hashes too")

    sub = command("verify", verify_all, "whether the case, or a bundle of it, is what its log says")
    sub.add_argument("--head", metavar="HASH", help="an entry's hash that you wrote down: it must still be there")

    sub = command("export", export_case, "the movements that are not rejected, as a file; .zip is a bundle of all")
    sub.add_argument("-o", "--output", required=True, metavar="FILE")
    sub.add_argument("--title", help="stands above an .html map (default: the case's)")

    sub = command("compare", compare_sides, "what is new, changed and gone between two days, or two cases")
    sub.add_argument("sides", nargs="+", metavar="DAY|CASE", help="two days (YYYY-MM-DD), or another case")
    sub.add_argument("-o", "--output", metavar="FILE", help="the changes as a map (.html) or as .geojson")
    sub.add_argument("--json", action="store_true", help="JSON lines")
