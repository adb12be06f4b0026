"""Adding a report: its row, its claims, its entry in the log, and which reports it copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from mapapp.keep import log, rows
from mapapp.keep.codec import claims_digest, plain_claim, plain_report
from mapapp.keep.copies import copied, fingerprints
from mapapp.keep.ids import claim_id
from mapapp.keep.picture import KeptClaim, KeptReport
from mapapp.keep.state import State
from mapapp.keep.tables import CLAIM, COPY, FINGERPRINT, REPORT
from mapapp.model import Claim, Report
from mapapp.version import VERSION


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


def add_report(
    connection: sa.Connection,
    who: str,
    state: State,
    told: tuple[Report, Sequence[Claim], str | None],
    taken: tuple[set[str], set[str]],
) -> tuple[Added, KeptReport]:
    """Write a report, its claims and its entry; put them into the state.

    Parameters
    ----------
    connection : Connection
        In the transaction that writes.
    who : str
    state : State
    told : (Report, sequence of Claim, str or None)
        The last is what it was read from.
    taken : (set of str, set of str)
        Ids of reports and of claims; the new ones are put in.
    """
    reports, names = taken
    report, claims = _named_anew(told[0], told[1], reports)
    reports.add(report.id)
    retrieved = log.now()
    row = rows.report_row(report, told[2], retrieved, VERSION)
    number: int = connection.execute(sa.insert(REPORT).values(**row).returning(REPORT.c.number)).scalar_one()
    listed: list[tuple[str, Claim]] = []
    for claim in claims:
        name = claim_id(claim, names)
        names.add(name)
        listed.append((name, claim))
    if listed:
        connection.execute(
            sa.insert(CLAIM),
            [rows.claim_row(name, number, place, claim) for place, (name, claim) in enumerate(listed)],
        )
    copies = _copies(connection, state, number, report)
    log_body = {
        "report": plain_report(report),
        "source": told[2],
        "reader": VERSION,
        "claims": claims_digest((name, plain_claim(claim)) for name, claim in listed),
        "count": len(listed),
        "copies": copies or None,
    }
    state.entries.append(log.append(connection, who, "add", report.id, log_body))
    kept = KeptReport(report, number, told[2], retrieved, VERSION, removed=False)
    state.reports[number] = kept
    state.claims[report.id] = [KeptClaim(name, claim) for name, claim in listed]
    return Added(report.id, tuple(name for name, _ in listed), tuple(copies)), kept


def _copies(connection: sa.Connection, state: State, number: int, report: Report) -> list[str]:
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
            [{"one": other, "other": number, "share": shared[other] / min(len(own), sizes[other])} for other in copies],
        )
        _join_copies(state, report.id, [state.reports[other] for other in copies])
    return [state.reports[other].report.id for other in copies]


def _join_copies(state: State, new: str, others: Sequence[KeptReport]) -> None:
    """Let the first of all that copy one text stand for a new report too, and for those that it brings together."""
    number_of = {one.report.id: one.number for one in others}
    tops = {state.copies.get(one.report.id, one.report.id) for one in others}
    if not tops <= number_of.keys():
        number_of = {one.report.id: number for number, one in state.reports.items()}
    first = min(tops, key=lambda name: number_of[name])
    state.copies.update({name: first for name, top in state.copies.items() if top in tops})
    state.copies.update(dict.fromkeys((new, *tops, *(one.report.id for one in others)), first))


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
