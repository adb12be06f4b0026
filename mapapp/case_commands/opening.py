"""Opening the case that a call names, and whose name stands in its log."""

from __future__ import annotations

import argparse
import getpass
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mapapp.keep import Case, State
    from mapapp.model import Movement, Report


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
    with open_case(argparse.Namespace(case=source)) as case:
        return [one.report for one in case.state().reports.values() if not one.removed]


def shown_of(source: str) -> list[Movement]:
    """Return the movements of a case that are not rejected, with the decisions that were taken."""
    with open_case(argparse.Namespace(case=source)) as case:
        return case.state().shown


def add_who(sub: argparse.ArgumentParser) -> None:
    """Add the option that says whose name stands in the log."""
    sub.add_argument("--who", default=_user(), help="whose name stands in the log (default: yours on this machine)")


def _user() -> str:
    try:
        return os.environ.get("MAPAPP_WHO") or getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def decisions() -> Any:
    """Return what an analyst can do."""
    from mapapp.keep import decisions as module  # noqa: PLC0415 (SQLAlchemy takes a third of a second to load)

    return module


def open_case(args: argparse.Namespace) -> Case:
    """Open the case that a call names."""
    from mapapp.keep import Case  # noqa: PLC0415

    return Case(args.case, getattr(args, "who", "reader"))


def counts(state: State) -> str:
    """Return in words how much a case holds."""
    reports = sum(not one.removed for one in state.reports.values())
    return (
        f"{reports} reports, {len(state.effective)} claims, {len(state.movements)} movements, "
        f"{len(state.entries)} entries in the log"
    )


def copy_of(state: State, report: str) -> str | None:
    """Return the report that a report copies."""
    first = state.copies.get(report, report)
    return first if first != report else None
