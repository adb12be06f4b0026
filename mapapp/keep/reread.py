"""Reports read again by a newer reader: claims keep their ids, and with them the analyst's decisions.

A new claim is the old one when it says the same of the same words; else when their quotes overlap by half of the
shorter and more of their fields agree than of any other two.  An old claim that nothing matches is gone; one that was
corrected, or whose movement was confirmed, counts all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from mapapp.keep import fields, rows
from mapapp.keep.case import Case
from mapapp.keep.codec import claims_digest, plain_claim
from mapapp.keep.ids import claim_id
from mapapp.keep.picture import KeptClaim
from mapapp.keep.state import State, kept_claims_of
from mapapp.keep.tables import CLAIM, REPORT
from mapapp.model import Claim
from mapapp.version import VERSION


@dataclass(frozen=True)
class Reread:
    """What reading a report again changed.

    Parameters
    ----------
    report : str
    changed : tuple of (str, str, str, str)
        Claim, field, what it was, what it is, in words.
    new, gone : tuple of str
        Ids of claims.
    decided : tuple of str
        Of those gone or changed: claims that an analyst had decided on.
    """

    report: str
    changed: tuple[tuple[str, str, str, str], ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    decided: tuple[str, ...]


def reread(case: Case, report: str, claims: Sequence[Claim]) -> Reread:
    """Put a new reading of a report in the place of the old one; the log says what changed.

    Parameters
    ----------
    report : str
    claims : sequence of Claim
        All claims of the new reading, in its order.

    Raises
    ------
    CaseError
        When there is no such report.
    """
    with case.store.writing() as connection:
        state = case.taken(connection)
        held = list(kept_claims_of(state, report))
        kept = state.report_by_id[report]
        own = [replace(claim, quote=kept.report.quote(claim.quote.start, claim.quote.end)) for claim in claims]
        read = [one for one in held if not one.by_hand]
        match = _matched(read, own)
        taken = set(state.claim_by_id)
        names = []
        for index, claim in enumerate(own):
            name = match[index].id if index in match else claim_id(claim, taken)
            taken.add(name)
            names.append(name)
        found = _told(state, report, read, own, names, match)
        matched = {one.id for one in match.values()}
        listed = [
            *(KeptClaim(name, claim) for name, claim in zip(names, own, strict=True)),
            *(one for one in held if one.by_hand),
            *(replace(one, gone=True) for one in read if one.id not in matched),
        ]
        connection.execute(sa.delete(CLAIM).where(CLAIM.c.report == kept.number))
        if listed:
            connection.execute(
                sa.insert(CLAIM),
                [
                    {**rows.claim_row(one.id, kept.number, place, one.claim, by_hand=one.by_hand), "gone": one.gone}
                    for place, one in enumerate(listed)
                ],
            )
        connection.execute(sa.update(REPORT).where(REPORT.c.number == kept.number).values(reader=VERSION))
        state.claims[report] = listed
        state.reports[kept.number] = replace(kept, reader=VERSION)
        body = {
            "reader": VERSION,
            "was": kept.reader,
            "claims": claims_digest((name, plain_claim(claim)) for name, claim in zip(names, own, strict=True)),
            "count": len(own),
            "changed": [list(change) for change in found.changed] or None,
            "new": list(found.new) or None,
            "gone": list(found.gone) or None,
        }
        case.record(connection, state, "reread", report, body, anew=True)
        return found


def _told(
    state: State,
    report: str,
    read: Sequence[KeptClaim],
    own: Sequence[Claim],
    names: Sequence[str],
    match: dict[int, KeptClaim],
) -> Reread:
    changed = [
        (match[index].id, name, fields.words_of(was), fields.words_of(now))
        for index, claim in enumerate(own)
        if index in match
        for name in fields.FIELDS
        if (was := fields.shown(name, match[index].claim)) != (now := fields.shown(name, claim))
    ]
    matched = {one.id for one in match.values()}
    gone = [one.id for one in read if one.id not in matched and not one.gone]
    touched = {*gone, *(change[0] for change in changed)}
    about = {
        name
        for entry in state.entries
        if entry.action not in ("add", "reread")
        for name in (entry.subject, *entry.body.get("claims", ()), *entry.body.get("apart", ()))
    }
    new = [name for index, name in enumerate(names) if index not in match]
    return Reread(report, tuple(changed), tuple(new), tuple(gone), tuple(sorted(touched & about)))


def _matched(read: Sequence[KeptClaim], own: Sequence[Claim]) -> dict[int, KeptClaim]:
    """Return for each place in the new reading the old claim that it is, each old one at most once."""
    pairs = []
    for index, claim in enumerate(own):
        for place, one in enumerate(read):
            overlap = _overlap(claim, one.claim)
            if overlap >= 0.5:
                same = sum(
                    getattr(claim, name) == getattr(one.claim, name)
                    for name in ("status", "actor", "unit", "equipment", "strength", "origin", "destination")
                )
                pairs.append((-same, -overlap, one.gone, abs(index - place), index, place))
    match: dict[int, KeptClaim] = {}
    used: set[int] = set()
    for *_, index, place in sorted(pairs):
        if index not in match and place not in used:
            match[index] = read[place]
            used.add(place)
    return match


def _overlap(one: Claim, other: Claim) -> float:
    shared = min(one.quote.end, other.quote.end) - max(one.quote.start, other.quote.start)
    return shared / min(one.quote.end - one.quote.start, other.quote.end - other.quote.start)
