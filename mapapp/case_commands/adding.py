"""What puts reports into a case: making one, adding to it, reading again."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from mapapp.case_commands.opening import counts, decisions, open_case
from mapapp.console import Console, one_line

if TYPE_CHECKING:
    from mapapp.keep import Case
    from mapapp.model import Claim, Report


Reads = Callable[[argparse.Namespace, Console], Iterator[tuple["Report", list["Claim"], str | None]]]
#: What is read is kept at the latest after so many reports or seconds: less is lost if the machine fails.
_BATCH, _SECONDS = 50, 5.0


def create(args: argparse.Namespace, console: Console) -> None:
    """Make a case."""
    from mapapp.keep import Case  # noqa: PLC0415

    Case.create(args.case, args.who, args.title).close()
    console.note(f"{args.case}: made; mapapp case add {args.case} SOURCE… puts reports into it")


def add(args: argparse.Namespace, console: Console, reads: Reads) -> None:
    """Read reports and add them."""
    with open_case(args) as case:
        batch: list[tuple[Report, list[Claim], str | None]] = []
        since = time.monotonic()
        for found in reads(args, console):
            batch.append(found)
            if len(batch) >= _BATCH or time.monotonic() - since > _SECONDS:
                _keep(case, args, batch)
                batch, since = [], time.monotonic()
        if batch:
            _keep(case, args, batch)
        console.note(f"{args.case}: {counts(case.state())}")


def _keep(case: Case, args: argparse.Namespace, batch: list[tuple[Report, list[Claim], str | None]]) -> None:
    for added in case.add(batch):
        if added.known:
            print(one_line(f"{added.known}: is in the case already"))
            continue
        copies = f", a copy of {', '.join(added.copies)}" if added.copies else ""
        print(one_line(f"{added.report}: {len(added.claims)} claims{copies}"), flush=True)
        if args.grade:
            decisions().grade(case, added.report, args.grade)


def reread(args: argparse.Namespace, console: Console) -> None:
    """Read reports again with this version."""
    from mapapp import __version__  # noqa: PLC0415
    from mapapp.extract import extract  # noqa: PLC0415
    from mapapp.keep.reread import reread  # noqa: PLC0415

    with open_case(args) as case:
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
