"""What is in a case at one entry of its log, and reading it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from mapapp.errors import CaseError
from mapapp.keep import log, picture, rows
from mapapp.keep.judgement import Judgement, judged
from mapapp.keep.log import Entry
from mapapp.keep.picture import Kept, KeptClaim, KeptReport
from mapapp.keep.tables import COPY, META
from mapapp.model import Claim, Movement
from mapapp.reconcile.growing import Growing

#: Under what `meta` has the rules by which the movements were worked out.
RULES = "rules"


@dataclass(frozen=True)
class State:
    """Everything in a case at one entry of its log.

    Parameters
    ----------
    entries : list of Entry
    reports : dict of int to KeptReport
        By number, in the order of adding, those taken out too.
    claims : dict of str to list of KeptClaim
        By report id, in the report's order, those rejected or gone too.
    judgement : Judgement
    effective : dict of str to Claim
        The claims that count, by id.
    movements : list of Kept
    copies : dict of str to str
        By report id: the first report of those that copy one text.
    title : str or None
    places : dict of str to int
        By movement: what the table sorts them by.
    rules : str or None
        What `mapapp.reconcile.rules` gave when the movements were worked out.
    growing : Growing or None
        What reconciling went through, where it is known: the next change goes on from there.
    """

    entries: list[Entry]
    reports: dict[int, KeptReport]
    claims: dict[str, list[KeptClaim]]
    judgement: Judgement
    effective: dict[str, Claim]
    movements: list[Kept]
    copies: dict[str, str] = field(default_factory=dict)
    title: str | None = None
    places: dict[str, int] = field(default_factory=dict)
    rules: str | None = None
    growing: Growing | None = field(default=None, repr=False, compare=False)

    @property
    def last(self) -> str:
        """The hash of the last entry."""
        return self.entries[-1].hash if self.entries else log.START

    @cached_property
    def by_id(self) -> dict[str, Kept]:
        """The movements by id."""
        return {kept.id: kept for kept in self.movements}

    @cached_property
    def movement_of(self) -> dict[str, str]:
        """The movement's id by the claim's."""
        return {name: kept.id for kept in self.movements for name in kept.claims}

    @cached_property
    def report_by_id(self) -> dict[str, KeptReport]:
        """The reports by id."""
        return {one.report.id: one for one in self.reports.values()}

    @cached_property
    def claim_by_id(self) -> dict[str, KeptClaim]:
        """All claims by id, those that do not count too."""
        return {one.id: one for listed in self.claims.values() for one in listed}

    def copied(self) -> State:
        """Return the same for another to go on from: what adding a report puts into is its own."""
        return replace(
            self,
            entries=list(self.entries),
            reports=dict(self.reports),
            claims={name: list(listed) for name, listed in self.claims.items()},
            effective=dict(self.effective),
            movements=list(self.movements),
            copies=dict(self.copies),
            places=dict(self.places),
            growing=None,
        )

    @property
    def shown(self) -> list[Movement]:
        """The movements that are not rejected: what maps and files hold."""
        return [kept.movement for kept in self.movements if kept.state != "rejected"]


def load(connection: sa.Connection, entries: list[Entry] | None = None) -> State:
    """Read a case's state; `entries` are those of its log, where they were read already.

    Raises
    ------
    CaseError
        When its rows do not fit each other.
    """
    entries = log.entries(connection) if entries is None else entries
    try:
        judgement = judged(log.standing(entries))
        reports = rows.kept_reports(connection)
        claims = rows.kept_claims(connection, reports)
        effective = picture.effective(present(claims, reports), judgement)
        movements, places = rows.kept_movements(connection, effective)
    except (KeyError, ValueError, TypeError, IndexError) as error:
        raise CaseError(
            f"the case was changed from outside ({type(error).__name__}: {error}); mapapp case verify says where"
        ) from error
    graded = {
        number: one if (grade := judgement.grades.get(one.report.id)) == one.grade else picture.graded(one, grade)
        for number, one in reports.items()
    }
    meta: dict[str, str] = {row[0]: row[1] for row in connection.execute(sa.select(META))}
    copies = _first_copies(connection, graded)
    title, rules = meta.get("title"), meta.get(RULES)
    return State(entries, graded, claims, judgement, effective, movements, copies, title, places, rules)


def present(claims: Mapping[str, list[KeptClaim]], reports: Mapping[int, KeptReport]) -> dict[str, list[KeptClaim]]:
    """Return the claims by report, in the order of adding."""
    return {one.report.id: claims[one.report.id] for one in reports.values()}


def _first_copies(connection: sa.Connection, reports: Mapping[int, KeptReport]) -> dict[str, str]:
    first: dict[int, int] = {}

    def top(number: int) -> int:
        while first.get(number, number) != number:
            number = first[number]
        return number

    for one, other in connection.execute(sa.select(COPY.c.one, COPY.c.other).order_by(COPY.c.one, COPY.c.other)):
        low, high = sorted((top(one), top(other)))
        first[high] = low
        first.setdefault(low, low)
    return {reports[number].report.id: reports[top(number)].report.id for number in first if number in reports}


def kept_claims_of(state: State, report: str) -> Sequence[KeptClaim]:
    """Return all claims of a report, or say that there is none of that id."""
    if report not in state.report_by_id:
        raise CaseError(f"{report!r} is no report of this case; mapapp case list --reports shows them")
    return state.claims[report]


def head(state: State) -> dict[str, Any]:
    """Return how many reports, claims, movements and entries a state holds, and the last hash."""
    return {
        "title": state.title,
        "reports": sum(not one.removed for one in state.reports.values()),
        "claims": len(state.effective),
        "movements": len(state.movements),
        "entries": len(state.entries),
        "head": state.last,
    }
