"""What an analyst decides, from the words of a call."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from mapapp.case_commands.opening import decisions, open_case
from mapapp.console import Console, one_line

if TYPE_CHECKING:
    from mapapp.keep import Case, Entry


def decision(
    run: Callable[[Any, argparse.Namespace], Iterable[Entry]],
) -> Callable[[argparse.Namespace, Console], None]:
    """Return a command that decides and prints the entries."""

    def decide(args: argparse.Namespace, console: Console) -> None:
        from mapapp.keep import why  # noqa: PLC0415

        with open_case(args) as case:
            for entry in run(case, args):
                print(one_line(why.words(entry)))

    return decide


def each(name: str) -> Callable[[Any, argparse.Namespace], Iterable[Entry]]:
    """Return what decides on each of the ids of a call."""
    return lambda case, args: (getattr(decisions(), name)(case, subject, args.reason) for subject in args.ids)


def by_hand(case: Case, args: argparse.Namespace) -> Iterable[Entry]:
    """Add a claim by hand."""
    from mapapp.keep.fields import FIELDS  # noqa: PLC0415

    values = {field: given for field in FIELDS if (given := getattr(args, field)) is not None}
    return [decisions().add_claim(case, args.report, args.quote, values, args.reason)]


def remove(args: argparse.Namespace, console: Console) -> None:
    """Take a report out, after saying what rests on it."""
    from mapapp.keep import why  # noqa: PLC0415

    with open_case(args) as case:
        rests = decisions().resting(case.state(), args.report)
        alone = [kept for kept in rests if {claim.report.id for claim in kept.movement.claims} == {args.report}]
        print(one_line(f"{args.report}: {len(rests)} movements rest on it, {len(alone)} of them on it alone"))
        for kept in rests:
            print(one_line(f"  {kept.id} {'alone   ' if kept in alone else 'in part '} {why.label(kept.movement)}"))
        if not args.yes:
            console.note("nothing was done; --yes takes it out (mapapp case undo brings it back)")
            return
        print(one_line(why.words(decisions().remove(case, args.report, args.reason))))
