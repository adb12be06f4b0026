"""``mapapp case …``: adding to a case, deciding, asking, exporting; words in, lines out."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from mapapp.console import Console, one_line
from mapapp.errors import CaseError, OptionError

if TYPE_CHECKING:
    from mapapp.keep import Case, Entry, State
    from mapapp.model import Claim, Movement, Report

Reads = Callable[[argparse.Namespace, Console], Iterator[tuple["Report", list["Claim"], str | None]]]
#: What is read is kept at the latest after so many reports or seconds: less is lost if the machine fails.
_BATCH, _SECONDS = 50, 5.0


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
        sub = command(name, _decision(run), text)
        sub.add_argument("--reason", help="why; it stands in the log")
        add_who(sub)
        return sub

    sub = command("create", _create, "makes a new, empty case")
    sub.add_argument("--title", help="what the case is about")
    add_who(sub)

    sub = command("add", lambda args, console: _add(args, console, reads), "reads reports and adds them")
    sources(sub)
    sub.add_argument("--grade", metavar="A-F", help="how reliable the source is (Admiralty)")
    add_who(sub)

    sub = command("reread", _reread, "reads reports again with this version")
    sub.add_argument("reports", nargs="*", metavar="REPORT", help="ids (default: all that another version read)")
    add_who(sub)

    sub = command("list", _list, "the movements, or the reports")
    sub.add_argument("--reports", action="store_true", help="the reports instead")
    sub.add_argument("--all", action="store_true", help="those rejected or taken out, too")
    sub.add_argument("--json", action="store_true", help="JSON lines")

    sub = command("review", _review, "what to look at next: the least certain and most contradictory first")
    sub.add_argument("--limit", type=int, default=20, metavar="N", help="at most so many (default 20)")
    sub.add_argument("--json", action="store_true", help="JSON lines")

    sub = command("why", _why, "why a movement is what it is: claims, rules, decisions")
    sub.add_argument("ids", nargs="+", metavar="ID")

    for name, text in (
        ("confirm", "says that movements are right"),
        ("reject", "takes movements off the map, or claims out of them"),
        ("reopen", "takes a verdict back: to be judged again"),
    ):
        sub = decides(name, _each(name), text)
        sub.add_argument("ids", nargs="+", metavar="ID")

    sub = decides(
        "correct",
        lambda case, args: [_d().correct(case, args.id, args.field, args.value, args.reason)],
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
        "merge", lambda case, args: [_d().merge(case, args.ids, args.reason)], "makes one movement of several"
    )
    sub.add_argument("ids", nargs="+", metavar="ID")

    sub = decides(
        "split",
        lambda case, args: [_d().split(case, args.id, args.claims, args.reason)],
        "takes claims out of a movement",
    )
    sub.add_argument("id", metavar="ID")
    sub.add_argument("claims", nargs="+", metavar="CLAIM")

    sub = decides("comment", lambda case, args: [_d().comment(case, args.id, args.text)], "says something about one")
    sub.add_argument("id", metavar="ID")
    sub.add_argument("text", metavar="TEXT")

    sub = decides(
        "grade",
        lambda case, args: [_d().grade(case, args.id, args.grade, args.reason)],
        "grades a report's source (A-F) or a claim (1-6)",
    )
    sub.add_argument("id", metavar="ID")
    sub.add_argument("grade", metavar="GRADE")

    sub = decides("claim", _by_hand, "adds by hand what a report says")
    sub.add_argument("report", metavar="REPORT")
    sub.add_argument("--quote", required=True, help="the exact words of the report")
    for field in ("status", "actor", "unit", "equipment", "strength", "origin", "destination", "date"):
        sub.add_argument(
            f"--{field}", help="as for correct" if field != "status" else "needed", required=field == "status"
        )

    sub = command("remove", _remove, "takes a report out; says first what rests on it")
    sub.add_argument("report", metavar="REPORT")
    sub.add_argument("--yes", action="store_true", help="do it: without this it is only said what rests on it")
    sub.add_argument("--reason", help="why; it stands in the log")
    add_who(sub)

    sub = decides("undo", lambda case, args: [_d().undo(case, args.number, args.reason)], "takes a decision back")
    sub.add_argument("number", nargs="?", type=int, metavar="ENTRY", help="its number in the log (default: the last)")

    sub = command("log", _log, "every change, from the first")
    sub.add_argument("--json", action="store_true", help="JSON lines, hashes too")

    sub = command("verify", _verify, "whether the case, or a bundle of it, is what its log says")
    sub.add_argument("--head", metavar="HASH", help="an entry's hash that you wrote down: it must still be there")

    sub = command("export", _export, "the movements that are not rejected, as a file; .zip is a bundle of all")
    sub.add_argument("-o", "--output", required=True, metavar="FILE")
    sub.add_argument("--title", help="stands above an .html map (default: the case's)")

    sub = command("compare", _compare, "what is new, changed and gone between two days, or two cases")
    sub.add_argument("sides", nargs="+", metavar="DAY|CASE", help="two days (YYYY-MM-DD), or another case")
    sub.add_argument("-o", "--output", metavar="FILE", help="the changes as a map (.html) or as .geojson")
    sub.add_argument("--json", action="store_true", help="JSON lines")


def is_case(source: str) -> bool:
    """Whether a source is a case file or a shared case, by its first bytes or its scheme."""
    if source.lower().startswith(("postgresql://", "postgres://")):
        return True
    if not os.path.isfile(source):
        return False
    try:
        with open(source, "rb") as file:
            head = file.read(72)
    except OSError:
        return False
    return head.startswith(b"SQLite format 3\0") and head[68:] == b"mapp"


def reports_of(source: str) -> list[Report]:
    """Return the reports of a case that are not taken out."""
    with _open(argparse.Namespace(case=source)) as case:
        return [one.report for one in case.state().reports.values() if not one.removed]


def shown_of(source: str) -> list[Movement]:
    """Return the movements of a case that are not rejected, with the decisions that were taken."""
    with _open(argparse.Namespace(case=source)) as case:
        return case.state().shown


def add_who(sub: argparse.ArgumentParser) -> None:
    """Add the option that says whose name stands in the log."""
    sub.add_argument("--who", default=_user(), help="whose name stands in the log (default: yours on this machine)")


def _user() -> str:
    try:
        return os.environ.get("MAPAPP_WHO") or getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def _d() -> Any:
    from mapapp.keep import decisions  # noqa: PLC0415 (SQLAlchemy takes a third of a second to load)

    return decisions


def _open(args: argparse.Namespace) -> Case:
    from mapapp.keep import Case  # noqa: PLC0415

    return Case(args.case, getattr(args, "who", "reader"))


def _decision(
    run: Callable[[Any, argparse.Namespace], Iterable[Entry]],
) -> Callable[[argparse.Namespace, Console], None]:
    def decide(args: argparse.Namespace, console: Console) -> None:
        from mapapp.keep import why  # noqa: PLC0415

        with _open(args) as case:
            for entry in run(case, args):
                print(one_line(why.words(entry)))

    return decide


def _each(name: str) -> Callable[[Any, argparse.Namespace], Iterable[Entry]]:
    return lambda case, args: (getattr(_d(), name)(case, subject, args.reason) for subject in args.ids)


def _by_hand(case: Case, args: argparse.Namespace) -> Iterable[Entry]:
    from mapapp.keep.fields import FIELDS  # noqa: PLC0415

    values = {field: given for field in FIELDS if (given := getattr(args, field)) is not None}
    return [_d().add_claim(case, args.report, args.quote, values, args.reason)]


def _create(args: argparse.Namespace, console: Console) -> None:
    from mapapp.keep import Case  # noqa: PLC0415

    Case.create(args.case, args.who, args.title).close()
    console.note(f"{args.case}: made; mapapp case add {args.case} SOURCE… puts reports into it")


def _add(args: argparse.Namespace, console: Console, reads: Reads) -> None:
    with _open(args) as case:
        batch: list[tuple[Report, list[Claim], str | None]] = []
        since = time.monotonic()
        for found in reads(args, console):
            batch.append(found)
            if len(batch) >= _BATCH or time.monotonic() - since > _SECONDS:
                _keep(case, args, batch)
                batch, since = [], time.monotonic()
        if batch:
            _keep(case, args, batch)
        console.note(f"{args.case}: {_counts(case.state())}")


def _keep(case: Case, args: argparse.Namespace, batch: list[tuple[Report, list[Claim], str | None]]) -> None:
    for added in case.add(batch):
        if added.known:
            print(one_line(f"{added.known}: is in the case already"))
            continue
        copies = f", a copy of {', '.join(added.copies)}" if added.copies else ""
        print(one_line(f"{added.report}: {len(added.claims)} claims{copies}"), flush=True)
        if args.grade:
            _d().grade(case, added.report, args.grade)


def _reread(args: argparse.Namespace, console: Console) -> None:
    from mapapp import __version__  # noqa: PLC0415
    from mapapp.extract import extract  # noqa: PLC0415
    from mapapp.keep.reread import reread  # noqa: PLC0415

    with _open(args) as case:
        state = case.state()
        names = args.reports or [
            one.report.id for one in state.reports.values() if one.reader != __version__ and not one.removed
        ]
        if not names:
            console.note(f"every report was read by this version ({__version__})")
        for name in names:
            console.progress(f"reading {name} again")
            if name not in state.report_by_id:
                console.problem(f"{name}: is no report of this case")
                continue
            found = reread(case, name, extract(state.report_by_id[name].report))
            print(one_line(f"{name}: {len(found.changed)} changed, {len(found.new)} new, {len(found.gone)} gone"))
            for claim, field, was, now in found.changed:
                print(one_line(f"  {claim} {field}: {was} → {now}"))
            for claim in found.gone:
                print(f"  {claim} is no longer found")
            for claim in found.decided:
                print(f"  {claim} had been decided on: look at it again")


def _list(args: argparse.Namespace, console: Console) -> None:
    from mapapp.keep import why  # noqa: PLC0415

    with _open(args) as case:
        state = case.state()
    if args.reports:
        for one in state.reports.values():
            if one.removed and not args.all:
                continue
            claims = sum(not claim.gone for claim in state.claims[one.report.id])
            if args.json:
                print(json.dumps({**_report_line(one), "claims": claims, "copy_of": _copy_of(state, one.report.id)}))
                continue
            more = f", copy of {copy}" if (copy := _copy_of(state, one.report.id)) else ""
            gone = ", taken out" if one.removed else ""
            day = one.report.published or "no date"
            print(one_line(f"{one.report.id}  {day}  [{one.grade or '-'}]  {claims} claims{more}{gone}"))
        return
    for kept in state.movements:
        if kept.state == "rejected" and not args.all:
            continue
        if args.json:
            from mapapp.export.records import record  # noqa: PLC0415

            line = {"state": kept.state, **record(kept.movement), "claims": list(kept.claims), "new": list(kept.new)}
            print(json.dumps(line))
        else:
            mark = "!" if kept.movement.disagreements else " "
            print(one_line(f"{kept.id} {mark} {kept.state:<9} {why.label(kept.movement)}"))


def _report_line(one: Any) -> dict[str, Any]:
    report = one.report
    return {
        "id": report.id,
        "published": report.published.isoformat() if report.published else None,
        "publisher": report.publisher,
        "title": report.title,
        "url": report.url,
        "sha256": report.sha256,
        "source": one.source,
        "retrieved": one.retrieved,
        "reader": one.reader,
        "grade": one.grade,
        "removed": one.removed,
    }


def _copy_of(state: State, report: str) -> str | None:
    first = state.copies.get(report, report)
    return first if first != report else None


def _review(args: argparse.Namespace, console: Console) -> None:
    from mapapp.keep import queue, why  # noqa: PLC0415

    with _open(args) as case:
        waiting = queue.waiting(case.state())
    for one in waiting[: max(args.limit, 0)]:
        if args.json:
            line = {"id": one.kept.id, "urgency": one.urgency, "sources": one.sources, "reasons": list(one.reasons)}
            print(json.dumps({**line, "label": why.label(one.kept.movement)}))
        else:
            print(one_line(f"{one.kept.id} {one.urgency:5.2f}  {why.label(one.kept.movement)}"))
            print(one_line(f"                       {'; '.join(one.reasons) or 'not judged yet'}"))
    if len(waiting) > args.limit:
        console.note(f"{len(waiting) - args.limit} more are waiting; --limit shows them")


def _why(args: argparse.Namespace, console: Console) -> None:
    from mapapp.keep import why  # noqa: PLC0415

    with _open(args) as case:
        state = case.state()
    for subject in args.ids:
        try:
            for line in why.why(state, subject).split("\n"):
                print(one_line(line))
        except CaseError as error:
            console.problem(str(error), error)


def _remove(args: argparse.Namespace, console: Console) -> None:
    from mapapp.keep import why  # noqa: PLC0415

    with _open(args) as case:
        rests = _d().resting(case.state(), args.report)
        alone = [kept for kept in rests if {claim.report.id for claim in kept.movement.claims} == {args.report}]
        print(one_line(f"{args.report}: {len(rests)} movements rest on it, {len(alone)} of them on it alone"))
        for kept in rests:
            print(one_line(f"  {kept.id} {'alone   ' if kept in alone else 'in part '} {why.label(kept.movement)}"))
        if not args.yes:
            console.note("nothing was done; --yes takes it out (mapapp case undo brings it back)")
            return
        print(one_line(why.words(_d().remove(case, args.report, args.reason))))


def _log(args: argparse.Namespace, console: Console) -> None:
    from dataclasses import asdict  # noqa: PLC0415

    from mapapp.keep import log, why  # noqa: PLC0415

    with _open(args) as case:
        state = case.state()
    standing = {entry.number for entry in log.standing(state.entries)}
    for entry in state.entries:
        if args.json:
            print(json.dumps({**asdict(entry), "stands": entry.number in standing}))
        else:
            print(one_line(f"{why.words(entry)}{'' if entry.number in standing else '  (taken back)'}"))


def _verify(args: argparse.Namespace, console: Console) -> None:
    from mapapp.keep import verify  # noqa: PLC0415

    if args.case.lower().endswith(".zip"):
        from mapapp.export import bundle  # noqa: PLC0415

        found, state = bundle.problems(args.case, args.head)
    else:
        with _open(args) as case:
            found = verify.problems(case, args.head)
            state = case.state() if not found else None
    for problem in found:
        console.problem(f"{args.case}: {problem}")
    if state is not None and not found:
        print(f"{_counts(state)}; all is as the log says")
        print(f"head {state.last}")


def _export(args: argparse.Namespace, console: Console) -> None:
    from mapapp.export import bundle, check_target, export  # noqa: PLC0415

    zipped = args.output.lower().endswith(".zip")
    if not zipped:
        check_target(args.output)
    with _open(args) as case:
        if zipped:
            bundle.write(case, args.output)
            state = case.state()
        else:
            state = case.state()
            export(state.shown, args.output, title=args.title or state.title)
    console.note(f"{args.output}: {len(state.shown)} movements")


def _compare(args: argparse.Namespace, console: Console) -> None:
    from mapapp.keep import compare, why  # noqa: PLC0415

    with _open(args) as case:
        state = case.state()
        days = [_day(side) for side in args.sides]
        if len(days) == 2 and days[0] and days[1]:
            changes = compare.between(state, days[0], days[1])
        elif len(days) == 1 and days[0] is None:
            with _open(argparse.Namespace(case=args.sides[0])) as other:
                changes = compare.compared(state.shown, other.state().shown)
        else:
            raise OptionError("give two days (YYYY-MM-DD), or one other case, to compare with")
    for change in changes:
        movement = change.after or change.before
        if movement is None:
            continue
        if args.json:
            line = {"change": change.kind, "id": movement.id, "label": why.label(movement)}
            print(json.dumps({**line, "fields": [list(field) for field in change.fields]}))
            continue
        print(one_line(f"{change.kind:<8} {movement.id}  {why.label(movement)}"))
        for field, was, now in change.fields:
            print(one_line(f"           {field}: {was} → {now}"))
    if args.output:
        from mapapp.export.changes import write_changes  # noqa: PLC0415

        write_changes(changes, args.output)
    counts = [sum(change.kind == kind for change in changes) for kind in ("new", "changed", "gone")]
    console.note(f"{counts[0]} new, {counts[1]} changed, {counts[2]} gone")


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None


def _counts(state: State) -> str:
    reports = sum(not one.removed for one in state.reports.values())
    return (
        f"{reports} reports, {len(state.effective)} claims, {len(state.movements)} movements, "
        f"{len(state.entries)} entries in the log"
    )
