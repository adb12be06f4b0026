"""The case: what is in it, adding to it, and reading it again with a newer reader.

Every change is one short transaction that writes the change, its entry in the log and the movements that follow from
it: another program sees all three or none.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Self

import sqlalchemy as sa

from mapapp.errors import CaseError
from mapapp.keep import log, migrate, picture, rows, store
from mapapp.keep.codec import Plain, claims_digest, plain_claim, plain_report
from mapapp.keep.copies import copied, fingerprints
from mapapp.keep.ids import claim_id
from mapapp.keep.judgement import Judgement, judged
from mapapp.keep.log import Entry
from mapapp.keep.picture import Kept, KeptClaim, KeptReport
from mapapp.keep.tables import CLAIM, COPY, FINGERPRINT, META, REPORT
from mapapp.model import Claim, Movement, Report
from mapapp.version import VERSION


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
    """

    entries: list[Entry]
    reports: dict[int, KeptReport]
    claims: dict[str, list[KeptClaim]]
    judgement: Judgement
    effective: dict[str, Claim]
    movements: list[Kept]
    copies: dict[str, str] = field(default_factory=dict)
    title: str | None = None

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

    @property
    def shown(self) -> list[Movement]:
        """The movements that are not rejected: what maps and files hold."""
        return [kept.movement for kept in self.movements if kept.state != "rejected"]


@dataclass(frozen=True)
class Added:
    """What adding one report did.

    `copies` names the reports that it copies or is copied by; `known` the one that has this very text already, in
    which case nothing was added.
    """

    report: str
    claims: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    known: str | None = None


class Case:
    """A case file, or a case on a server, opened.

    Parameters
    ----------
    where : str or path-like
        A file, or ``postgresql://USER:PASSWORD@HOST:PORT/DATABASE``.
    who : str
        Whose name stands in the log.

    Raises
    ------
    CaseError
        When there is no case, it is damaged, of another program or of a newer version.
    """

    def __init__(self, where: str | os.PathLike[str], who: str) -> None:
        self.store = store.Store(os.fspath(where))
        self.who = who
        self._state: State | None = None
        try:
            with self.store.reading() as connection:
                current = migrate.check(connection, self.store.shown)
            if not current:
                with self.store.writing() as connection:
                    if not migrate.check(connection, self.store.shown):
                        migrate.upgrade(connection)
        except BaseException:
            self.close()
            raise

    @classmethod
    def create(cls, where: str | os.PathLike[str], who: str, title: str | None = None) -> Self:
        """Make a case and open it.

        Raises
        ------
        CaseError
            When something is there already.
        OutputError
            When it cannot be written.
        """
        name = os.fspath(where)

        def begin(connection: sa.Connection) -> None:
            log.append(connection, who, "create", "case", {"title": title, "version": VERSION})

        if store.is_address(name):
            made = store.Store(name)
            try:
                with made.writing() as connection:
                    if migrate.revision(connection) is not None:
                        raise CaseError(f"{made.shown}: holds a case already; add to it with mapapp case add")
                    migrate.upgrade(connection, title)
                    begin(connection)
            finally:
                made.close()
        else:
            store.create_file(name, title, begin)
        return cls(where, who)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()

    def state(self) -> State:
        """Return what is in the case now; read anew only when somebody changed it."""
        with self.store.reading() as connection:
            return self._read(connection)

    def add(self, reports: Iterable[tuple[Report, Sequence[Claim], str | None]]) -> list[Added]:
        """Add reports with their claims and what they were read from; all are kept, or none.

        A report whose text is there already, word for word, is not added again; one whose id is taken gets a number.
        """
        with self.store.writing() as connection:
            state = self.taken(connection)
            known = {one.report.sha256: one for one in state.reports.values()}
            taken = set(state.claim_by_id)
            added = []
            for report, claims, source in reports:
                if (same := known.get(report.sha256)) is not None and not same.removed:
                    added.append(Added(same.report.id, known=same.report.id))
                    continue
                made, kept = self._add(connection, state, report, claims, source, taken)
                known[kept.report.sha256] = kept
                added.append(made)
            if any(one.known is None for one in added):
                self._follow(connection, state)
            return added

    def _add(
        self,
        connection: sa.Connection,
        state: State,
        report: Report,
        claims: Sequence[Claim],
        source: str | None,
        taken: set[str],
    ) -> tuple[Added, KeptReport]:
        report, claims = _named_anew(report, claims, {one.report.id for one in state.reports.values()})
        retrieved = log.now()
        row = rows.report_row(report, source, retrieved, VERSION)
        number: int = connection.execute(sa.insert(REPORT).values(**row).returning(REPORT.c.number)).scalar_one()
        listed: list[tuple[str, Claim]] = []
        for claim in claims:
            name = claim_id(claim, taken)
            taken.add(name)
            listed.append((name, claim))
        if listed:
            connection.execute(
                sa.insert(CLAIM),
                [rows.claim_row(name, number, place, claim) for place, (name, claim) in enumerate(listed)],
            )
        copies = self._copies(connection, state, number, report)
        log_body = {
            "report": plain_report(report),
            "source": source,
            "reader": VERSION,
            "claims": claims_digest((name, plain_claim(claim)) for name, claim in listed),
            "count": len(listed),
            "copies": copies or None,
        }
        state.entries.append(log.append(connection, self.who, "add", report.id, log_body))
        kept = KeptReport(report, number, source, retrieved, VERSION, removed=False)
        state.reports[number] = kept
        state.claims[report.id] = [KeptClaim(name, claim) for name, claim in listed]
        return Added(report.id, tuple(name for name, _ in listed), tuple(copies)), kept

    def _copies(self, connection: sa.Connection, state: State, number: int, report: Report) -> list[str]:
        """Keep the fingerprints of a report, and which reports it shares them with; return these reports' ids."""
        own = fingerprints(report.text)
        if not own:
            return []
        shared: dict[int, int] = {}
        listed = sorted(own)
        for start in range(0, len(listed), 500):
            found = (
                sa.select(FINGERPRINT.c.report, sa.func.count())
                .where(FINGERPRINT.c.hash.in_(listed[start : start + 500]))
                .group_by(FINGERPRINT.c.report)
            )
            for other, count in connection.execute(found):
                shared[other] = shared.get(other, 0) + count
        connection.execute(sa.insert(FINGERPRINT), [{"hash": one, "report": number} for one in listed])
        counted = (
            sa.select(FINGERPRINT.c.report, sa.func.count())
            .where(FINGERPRINT.c.report.in_(list(shared)))
            .group_by(FINGERPRINT.c.report)
        )
        sizes: dict[int, int] = {row[0]: row[1] for row in connection.execute(counted)}
        copies = [other for other, count in sorted(shared.items()) if copied(count, len(own), sizes[other])]
        if copies:
            connection.execute(
                sa.insert(COPY),
                [
                    {"one": other, "other": number, "share": shared[other] / min(len(own), sizes[other])}
                    for other in copies
                ],
            )
            state.copies.clear()
            state.copies.update(_first_copies(connection, state.reports, (number, report.id)))
        return [state.reports[other].report.id for other in copies]

    def record(
        self, connection: sa.Connection, state: State, action: str, subject: str, body: Plain, *, anew: bool
    ) -> Entry:
        """Write an entry and what follows from it; `anew` says whether claims have to be reconciled again."""
        entry = log.append(connection, self.who, action, subject, body)
        state.entries.append(entry)
        self._follow(connection, state, anew=anew)
        return entry

    def _read(self, connection: sa.Connection) -> State:
        """Return the case's state as a connection sees it."""
        held = self._state
        new = log.entries(connection, after=len(held.entries) if held else 0)
        if held is not None and not new:
            return held
        self._state = load(connection)
        return self._state

    def taken(self, connection: sa.Connection) -> State:
        """Return the state for one who holds the write lock and changes it; it is kept again once that is committed."""
        state, self._state = self._read(connection), None
        return state

    def _follow(self, connection: sa.Connection, state: State, *, anew: bool = True) -> None:
        """Work out what follows from the entries, write it, and keep it once it is committed."""
        judgement = judged(log.standing(state.entries))
        if anew:
            effective = picture.effective(_present(state.claims, state.reports), judgement)
            base = picture.reconciled(effective, judgement)
        else:
            effective = state.effective
            base = [(picture.unjudged(kept), kept.claims) for kept in state.movements]
        movements = picture.overlaid(base, judgement)
        rows.write_movements(connection, movements)
        reports = rows.mark_removed(connection, state.reports, judgement)
        after = State(state.entries, reports, state.claims, judgement, effective, movements, state.copies, state.title)
        sa.event.listen(connection, "commit", lambda _: setattr(self, "_state", after), once=True)


def load(connection: sa.Connection) -> State:
    """Read a case's state.

    Raises
    ------
    CaseError
        When its rows do not fit each other.
    """
    entries = log.entries(connection)
    try:
        judgement = judged(log.standing(entries))
        reports = rows.kept_reports(connection)
        claims = rows.kept_claims(connection, reports)
        effective = picture.effective(_present(claims, reports), judgement)
        movements = rows.kept_movements(connection, effective)
    except (KeyError, ValueError, TypeError, IndexError) as error:
        raise CaseError(
            f"the case was changed from outside ({type(error).__name__}: {error}); mapapp case verify says where"
        ) from error
    graded = {
        number: one if (grade := judgement.grades.get(one.report.id)) == one.grade else picture.graded(one, grade)
        for number, one in reports.items()
    }
    title = connection.execute(sa.select(META.c.value).where(META.c.key == "title")).scalar()
    copies = _first_copies(connection, graded)
    return State(entries, graded, claims, judgement, effective, movements, copies, title)


def _present(claims: Mapping[str, list[KeptClaim]], reports: Mapping[int, KeptReport]) -> dict[str, list[KeptClaim]]:
    return {one.report.id: claims[one.report.id] for one in reports.values()}


def _first_copies(
    connection: sa.Connection, reports: Mapping[int, KeptReport], new: tuple[int, str] | None = None
) -> dict[str, str]:
    names: dict[int, str] = {number: one.report.id for number, one in reports.items()}
    if new:
        names[new[0]] = new[1]
    first: dict[int, int] = {}

    def top(number: int) -> int:
        while first.get(number, number) != number:
            number = first[number]
        return number

    for one, other in connection.execute(sa.select(COPY.c.one, COPY.c.other).order_by(COPY.c.one, COPY.c.other)):
        low, high = sorted((top(one), top(other)))
        first[high] = low
        first.setdefault(low, low)
    return {names[number]: names[top(number)] for number in first if number in names}


def _named_anew(report: Report, claims: Sequence[Claim], taken: set[str]) -> tuple[Report, Sequence[Claim]]:
    """Give a report whose id another has a number, and its claims quotes of it."""
    name, number = report.id, 1
    while name in taken:
        number += 1
        name = f"{report.id}-{number}"
    if name == report.id:
        return report, claims
    made = replace(report, id=name)
    return made, [replace(claim, quote=made.quote(claim.quote.start, claim.quote.end)) for claim in claims]


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
