"""Whether a case is what its log says: the chain, the texts, the claims, and the movements worked out once more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import sqlalchemy as sa

from mapapp.errors import CaseError
from mapapp.keep import log, picture, rows
from mapapp.keep.case import Case
from mapapp.keep.codec import claims_digest, plain_claim, plain_movement, plain_report
from mapapp.keep.state import State, load
from mapapp.keep.tables import CLAIM, LOG, MOVEMENT, MOVEMENT_CLAIM
from mapapp.model import Claim, Movement


def problems(case: Case, head: str | None = None) -> list[str]:
    """Return what is wrong with a case, a line each; nothing when all is as the log says.

    Parameters
    ----------
    case : Case
    head : str, optional
        The hash of an entry, written down earlier: the log must still have it.
    """
    with case.store.reading() as connection:
        return list(_problems(connection, case.store.on_server, head))


def _problems(connection: sa.Connection, on_server: bool, head: str | None) -> Iterator[str]:
    if not on_server:
        for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
            if said != "ok":
                yield f"file: {said}"
    listed = log.entries(connection)
    yield from log.breaks(listed)
    if head is not None and head not in {entry.hash for entry in listed}:
        yield f"log: the entry {head} is not in it: entries were cut off or written anew"
    if not listed:
        yield "log: it is empty, and creating the case should stand in it"
    elif connection.execute(sa.select(sa.func.count()).select_from(LOG)).scalar() != len(listed):
        yield "log: entries cannot be read"
    try:
        state = load(connection)
    except CaseError as error:
        yield str(error)
        return
    yield from _reports(state)
    yield from _claims(state)
    yield from _movements(connection, state)


def _reports(state: State) -> Iterator[str]:
    added = {entry.subject: entry for entry in state.entries if entry.action == "add"}
    for one in state.reports.values():
        entry = added.pop(one.report.id, None)
        if entry is None:
            yield f"report {one.report.id}: the log does not say that it was added"
        elif entry.body.get("report") != plain_report(one.report):
            what = (
                "text" if entry.body.get("report", {}).get("sha256") != one.report.sha256 else "date, title or address"
            )
            yield f"report {one.report.id}: its {what} was changed after it was added"
        if one.removed != (one.report.id in state.judgement.removed):
            yield f"report {one.report.id}: whether it is taken out is not what the log says"
    for name in added:
        yield f"report {name}: the log says that it was added, and it is not there"


def _claims(state: State) -> Iterator[str]:
    digests = {entry.subject: entry.body.get("claims") for entry in state.entries if entry.action in ("add", "reread")}
    by_hand = {entry.subject: entry.body.get("new") for entry in state.entries if entry.action == "claim"}
    for report, claims in state.claims.items():
        read = [(one.id, plain_claim(one.claim)) for one in claims if not one.by_hand and not one.gone]
        if digests.get(report) != claims_digest(read):
            yield f"report {report}: its claims were changed after they were read"
    for one in state.claim_by_id.values():
        if one.by_hand and by_hand.pop(one.id, None) != plain_claim(one.claim):
            yield f"claim {one.id}: was changed after it was added by hand"
    for name in by_hand:
        yield f"claim {name}: the log says that it was added by hand, and it is not there"


def _movements(connection: sa.Connection, state: State) -> Iterator[str]:
    wanted = picture.overlaid(picture.reconciled(state.effective, state.judgement), state.judgement)
    if [(kept.id, kept.claims) for kept in wanted] != [(kept.id, kept.claims) for kept in state.movements]:
        yield "movements: they are not what the claims and the decisions give"
        return
    for one, other in zip(wanted, state.movements, strict=True):
        if (plain_movement(one.movement), one.state, one.new, dict(one.was)) != (
            plain_movement(other.movement),
            other.state,
            other.new,
            dict(other.was),
        ):
            yield f"movement {one.id}: is not what the claims and the decisions give"
    links = {row[0]: row[1] for row in connection.execute(sa.select(MOVEMENT_CLAIM))}
    if links != state.movement_of:
        yield "movements: the table of their claims was changed"
    told: dict[sa.Table, Mapping[str, Claim | Movement]] = {
        CLAIM: {name: one.claim for name, one in state.claim_by_id.items()},
        MOVEMENT: {kept.id: kept.movement for kept in state.movements},
    }
    for table, held in told.items():
        for row in connection.execute(sa.select(table.c.id, *rows.told_columns(table))):
            if tuple(row[1:]) != rows.told_values(held[row[0]]):
                yield f"{table.name} {row[0]}: its columns are not what it says"
