"""What a case gives out: files, and what changed between two days or two cases."""

from __future__ import annotations

import argparse
import json
from datetime import date
from typing import TYPE_CHECKING

from mapapp.case_commands.opening import open_case
from mapapp.console import Console, one_line
from mapapp.errors import OptionError

if TYPE_CHECKING:
    pass


def export_case(args: argparse.Namespace, console: Console) -> None:
    """Write the movements as a file."""
    from mapapp.export import bundle, check_target, export  # noqa: PLC0415

    zipped = args.output.lower().endswith(".zip")
    if not zipped:
        check_target(args.output)
    with open_case(args) as case:
        if zipped:
            bundle.write(case, args.output)
            state = case.state()
        else:
            state = case.state()
            export(state.shown, args.output, title=args.title or state.title)
    console.note(f"{args.output}: {len(state.shown)} movements")


def compare_sides(args: argparse.Namespace, console: Console) -> None:
    """Print what changed between two days or two cases."""
    from mapapp.keep import compare, why  # noqa: PLC0415

    with open_case(args) as case:
        state = case.state()
        days = [_day(side) for side in args.sides]
        if len(days) == 2 and days[0] and days[1]:
            changes = compare.between(state, days[0], days[1])
        elif len(days) == 1 and days[0] is None:
            with open_case(argparse.Namespace(case=args.sides[0])) as other:
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
