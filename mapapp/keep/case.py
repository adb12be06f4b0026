"""The case: what is in it, adding to it, and reading it again with a newer reader.

Every change is one short transaction that writes the change, its entry in the log and the movements that follow from
it: another program sees all three or none.  What follows is worked out for the part that a change touches, from the
movements that stand there; all of it when they were worked out by other rules than this version's.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import Self

import sqlalchemy as sa

from mapapp.errors import CaseError
from mapapp.keep import log, migrate, picture, rows, store
from mapapp.keep.adding import Added, add_report
from mapapp.keep.codec import Plain
from mapapp.keep.judgement import Judgement, judged
from mapapp.keep.log import Entry
from mapapp.keep.state import RULES, State, load, present
from mapapp.keep.tables import META
from mapapp.model import Claim, Movement, Report
from mapapp.paused import paused
from mapapp.reconcile import rules as rules_now
from mapapp.reconcile.growing import Growing
from mapapp.version import VERSION


class Case:
    """A case file, or a case on a server, opened.

    Parameters
    ----------
    where : str or path-like
        A file, or ``postgresql://USER:PASSWORD@HOST:PORT/DATABASE``.
    who : str
        Whose name stands in the log.
    state : State, optional
        What another `Case` read here, `copied`: it is taken as it is, unless something came since.

    Raises
    ------
    CaseError
        When there is no case, it is damaged, of another program or of a newer version.
    """

    def __init__(self, where: str | os.PathLike[str], who: str, state: State | None = None) -> None:
        self.store = store.Store(os.fspath(where))
        self.who = who
        self._state = state
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
        with paused(), self.store.reading() as connection:
            return self.read(connection)

    def add(self, reports: Iterable[tuple[Report, Sequence[Claim], str | None]]) -> list[Added]:
        """Add reports with their claims and what they were read from; all are kept, or none.

        A report whose text is there already, word for word, is not added again; one whose id is taken gets a number.
        """
        listed = list(reports)
        with paused(), self.store.writing() as connection:
            state = self.taken(connection)
            known = rows.reports_of_texts(connection, {report.sha256 for report, _, _ in listed})
            taken = {one.report.id for one in state.reports.values()}, set(state.claim_by_id)
            added = []
            for told in listed:
                if (same := known.get(told[0].sha256)) is not None:
                    added.append(Added(same, known=same))
                    continue
                made, kept = add_report(connection, self.who, state, told, taken)
                known[kept.report.sha256] = kept.report.id
                added.append(made)
            if any(one.known is None for one in added):
                self._follow(connection, state)
            else:
                self._state = state
            return added

    def record(
        self, connection: sa.Connection, state: State, action: str, subject: str, body: Plain, *, anew: bool
    ) -> Entry:
        """Write an entry and what follows from it; `anew` says whether claims have to be reconciled again."""
        entry = log.append(connection, self.who, action, subject, body)
        state.entries.append(entry)
        with paused():
            self._follow(connection, state, anew=anew)
        return entry

    def read(self, connection: sa.Connection) -> State:
        """Return the case's state as a connection sees it."""
        held = self._state
        if held is not None and held.entries:
            new = log.entries(connection, after=len(held.entries) - 1)
            if len(new) == 1 and new[0].hash == held.last:  # another case may have been put in the place of this one
                return held
        self._state = load(connection)
        return self._state

    def taken(self, connection: sa.Connection) -> State:
        """Return the state for one who holds the write lock and changes it; it is kept again once that is committed."""
        state, self._state = self.read(connection), None
        return state

    def _follow(self, connection: sa.Connection, state: State, *, anew: bool = True) -> None:
        """Work out what follows from the entries, write it, and keep it once it is committed."""
        judgement = judged(log.standing(state.entries))
        effective, growing, rules = state.effective, state.growing, state.rules
        base: list[tuple[Movement, tuple[str, ...]]]
        if anew:
            effective = picture.effective(present(state.claims, state.reports), judgement, before=state.effective)
            growing, rules = self._grown(state, judgement, effective), rules_now()
            base = picture.named(growing.movements, effective)
        else:
            base = [(picture.unjudged(kept), kept.claims) for kept in state.movements]
        before = {kept.id: kept for kept in state.movements}
        movements = picture.overlaid(base, judgement, before)
        places = rows.write_movements(connection, movements, before, state.places)
        if rules is not None and rules != state.rules:
            connection.execute(sa.delete(META).where(META.c.key == RULES))
            connection.execute(sa.insert(META).values(key=RULES, value=rules))
        reports = rows.mark_removed(connection, state.reports, judgement)
        after = State(
            entries=state.entries,
            reports=reports,
            claims=state.claims,
            judgement=judgement,
            effective=effective,
            movements=movements,
            copies=state.copies,
            title=state.title,
            places=places,
            rules=rules,
            growing=growing,
        )
        sa.event.listen(connection, "commit", lambda _: setattr(self, "_state", after), once=True)

    def _grown(self, state: State, judgement: Judgement, effective: dict[str, Claim]) -> Growing:
        """Return the movements that claims give now: what the change did not touch is taken from the state."""
        claims, ties = picture.by_report(effective), picture.ties_of(effective, judgement)
        growing = state.growing
        if growing is None and state.rules == rules_now() and set(state.movement_of) == set(state.effective):
            growing = Growing(
                picture.by_report(state.effective),
                picture.ties_of(state.effective, state.judgement),
                [picture.unjudged(kept) for kept in state.movements],
            )
        if growing is None:
            return Growing(claims, ties)
        growing.become(claims, ties)
        return growing
