"""What a case tells: its movements and reports, the queue, reasons, the log, and whether it is whole."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from mapapp.case_commands.opening import copy_of, counts, open_case
from mapapp.console import Console, one_line
from mapapp.errors import CaseError

if TYPE_CHECKING:
    pass


def list_all(args: argparse.Namespace, console: Console) -> None:
    """Print the movements, or the reports."""
    from mapapp.keep import why  # noqa: PLC0415

    with open_case(args) as case:
        state = case.state()
    if args.reports:
        for one in state.reports.values():
            if one.removed and not args.all:
                continue
            claims = sum(not claim.gone for claim in state.claims[one.report.id])
            if args.json:
                print(json.dumps({**_report_line(one), "claims": claims, "copy_of": copy_of(state, one.report.id)}))
                continue
            more = f", copy of {copy}" if (copy := copy_of(state, one.report.id)) else ""
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


def review(args: argparse.Namespace, console: Console) -> None:
    """Print what to look at next."""
    from mapapp.keep import queue, why  # noqa: PLC0415

    with open_case(args) as case:
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


def why_each(args: argparse.Namespace, console: Console) -> None:
    """Print why movements are what they are."""
    from mapapp.keep import why  # noqa: PLC0415

    with open_case(args) as case:
        state = case.state()
    for subject in args.ids:
        try:
            for line in why.why(state, subject).split("\n"):
                print(one_line(line))
        except CaseError as error:
            console.problem(str(error), error)


def log_all(args: argparse.Namespace, console: Console) -> None:
    """Print every change."""
    from mapapp.keep import log, why  # noqa: PLC0415

    with open_case(args) as case:
        state = case.state()
    standing = {entry.number for entry in log.standing(state.entries)}
    for entry in state.entries:
        if args.json:
            print(json.dumps({**asdict(entry), "stands": entry.number in standing}))
        else:
            print(one_line(f"{why.words(entry)}{'' if entry.number in standing else '  (taken back)'}"))


def verify_all(args: argparse.Namespace, console: Console) -> None:
    """Say whether a case or a bundle is what its log says."""
    from mapapp.keep import verify  # noqa: PLC0415

    if args.case.lower().endswith(".zip"):
        from mapapp.export import bundle  # noqa: PLC0415

        found, state = bundle.problems(args.case, args.head)
    else:
        with open_case(args) as case:
            found = verify.problems(case, args.head)
            state = case.state() if not found else None
    for problem in found:
        console.problem(f"{args.case}: {problem}")
    if state is not None and not found:
        print(f"{counts(state)}; all is as the log says")
        print(f"head {state.last}")
