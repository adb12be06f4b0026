"""An analyst's decisions, each an entry in the log with who, when, what it was before, and why.

Subjects are named by id: reports as they are listed, claims "c-…", movements "m-…".  A movement's id that is no
longer in use is followed to the movement that holds its claims now.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from mapapp.errors import CaseError
from mapapp.keep import fields, grading, log, rows
from mapapp.keep.case import Case
from mapapp.keep.codec import Plain, plain_claim
from mapapp.keep.ids import claim_id
from mapapp.keep.judgement import STATES, home
from mapapp.keep.log import Entry
from mapapp.keep.picture import Kept, KeptClaim
from mapapp.keep.state import State, kept_claims_of
from mapapp.keep.tables import CLAIM
from mapapp.model import Claim, Status


def confirm(case: Case, subject: str, reason: str | None = None) -> Entry:
    """Say that a movement is right as it stands."""
    return _judge(case, "confirm", subject, reason)


def reject(case: Case, subject: str, reason: str | None = None) -> Entry:
    """Take a movement off the map, or a claim out of its movement."""
    return _judge(case, "reject", subject, reason)


def reopen(case: Case, subject: str, reason: str | None = None) -> Entry:
    """Let a movement be unjudged again, or a rejected claim count again."""
    return _judge(case, "reopen", subject, reason)


def correct(case: Case, subject: str, field: str, words: str, reason: str | None = None) -> Entry:
    """Set a field of a movement, or of one claim: a claim's may bring it into another movement.

    Raises
    ------
    CaseError
        As `mapapp.keep.fields.value_of`, or when there is no such subject.
    """
    value = fields.value_of(field, words)
    with case.store.writing() as connection:
        state = case.taken(connection)
        body: Plain = {"field": field, "new": value, "reason": reason}
        if subject.startswith("c-"):
            claim = state.effective.get(subject) or _claim(state, subject).claim
            body |= {"old": fields.shown(field, claim)}
        else:
            kept = movement(state, subject)
            subject = kept.id
            body |= {"old": fields.shown(field, kept.movement), "claims": list(kept.claims)}
        return case.record(connection, state, "correct", subject, body, anew=subject.startswith("c-"))


def merge(case: Case, subjects: Sequence[str], reason: str | None = None) -> Entry:
    """Make one movement of several."""
    with case.store.writing() as connection:
        state = case.taken(connection)
        found = {kept.id: kept for kept in (movement(state, subject) for subject in subjects)}
        if len(found) < 2:
            raise CaseError("a merge needs two movements or more")
        claims = [name for kept in found.values() for name in kept.claims]
        body = {"movements": list(found), "claims": claims, "reason": reason}
        return case.record(connection, state, "merge", next(iter(found)), body, anew=True)


def split(case: Case, subject: str, claims: Sequence[str], reason: str | None = None) -> Entry:
    """Take some claims out of a movement; they make one of their own, or join what they fit."""
    with case.store.writing() as connection:
        state = case.taken(connection)
        kept = movement(state, subject)
        apart, rest = [name for name in kept.claims if name in claims], [x for x in kept.claims if x not in claims]
        if stray := [name for name in claims if name not in kept.claims]:
            raise CaseError(f"{stray[0]}: is no claim of {kept.id}; mapapp case why {kept.id} lists them")
        if not apart or not rest:
            raise CaseError(f"{kept.id}: a split leaves at least one claim on either side")
        body = {"claims": rest, "apart": apart, "reason": reason}
        return case.record(connection, state, "split", kept.id, body, anew=True)


def comment(case: Case, subject: str, words: str) -> Entry:
    """Say something about a report, a claim or a movement."""
    if not words.strip():
        raise CaseError("the comment is empty")
    with case.store.writing() as connection:
        state = case.taken(connection)
        body: Plain = {"new": words}
        if subject.startswith("m-"):
            kept = movement(state, subject)
            subject, body = kept.id, {**body, "claims": list(kept.claims)}
        else:
            _known(state, subject)
        return case.record(connection, state, "comment", subject, body, anew=False)


def grade(case: Case, subject: str, value: str, reason: str | None = None) -> Entry:
    """Grade a report's source (A to F) or a claim's information (1 to 6); see `mapapp.keep.grading`."""
    with case.store.writing() as connection:
        state = case.taken(connection)
        new = grading.checked(state, subject, value)
        body = {"old": state.judgement.grades.get(subject), "new": new, "reason": reason}
        return case.record(connection, state, "grade", subject, body, anew=False)


def remove(case: Case, report: str, reason: str | None = None) -> Entry:
    """Take a report out: its claims no longer count.  Its text stays, so that this can be taken back."""
    with case.store.writing() as connection:
        state = case.taken(connection)
        kept_claims_of(state, report)
        if state.report_by_id[report].removed:
            raise CaseError(f"{report}: is taken out already")
        body = {"rested": [kept.id for kept in resting(state, report)], "reason": reason}
        return case.record(connection, state, "remove", report, body, anew=True)


def resting(state: State, report: str) -> list[Kept]:
    """Return the movements that rest on a report, wholly or in part."""
    own = {one.id for one in kept_claims_of(state, report)}
    return [kept for kept in state.movements if not own.isdisjoint(kept.claims)]


def add_claim(case: Case, report: str, words: str, values: dict[str, str], reason: str | None = None) -> Entry:
    """Add by hand what a report says and the reader missed.

    Parameters
    ----------
    words : str
        The exact words of the report that say so; they must stand in it once.
    values : dict of str to str
        Fields as in `mapapp.keep.fields.value_of`; `status` is needed.
    """
    if "status" not in values:
        raise CaseError(f"a claim needs a status: one of {', '.join(Status)}")
    plain = {field: fields.value_of(field, said) for field, said in values.items()}
    with case.store.writing() as connection:
        state = case.taken(connection)
        listed = list(kept_claims_of(state, report))
        kept = state.report_by_id[report]
        text = kept.report.text
        if not words or text.count(words) != 1:
            times = text.count(words) if words else 0
            raise CaseError(f"{report}: the quote stands in it {times} times, not once; give more words of it, exactly")
        start = text.index(words)
        claim = fields.changed(
            Claim(kept.report.quote(start, start + len(words)), Status.PRESENT, confidence=1.0), plain
        )
        name = claim_id(claim, state.claim_by_id)
        place = sum(not one.gone for one in listed)
        connection.execute(
            sa.update(CLAIM).where(CLAIM.c.report == kept.number, CLAIM.c.gone).values(place=CLAIM.c.place + 1)
        )
        row = rows.claim_row(name, kept.number, place, claim, by_hand=True)
        connection.execute(sa.insert(CLAIM).values(**row))
        state.claims[report] = [*listed[:place], KeptClaim(name, claim, by_hand=True), *listed[place:]]
        body = {"report": report, "new": plain_claim(claim), "reason": reason}
        return case.record(connection, state, "claim", name, body, anew=True)


def undo(case: Case, number: int | None = None, reason: str | None = None) -> Entry:
    """Take back an entry, the last one that stands and can be taken back by default; an undo can be undone.

    Raises
    ------
    CaseError
        When there is nothing to take back, or the entry cannot be.
    """
    with case.store.writing() as connection:
        state = case.taken(connection)
        standing = {entry.number: entry for entry in log.standing(state.entries)}
        if number is None:
            can = [entry for entry in standing.values() if entry.action in log.UNDOABLE and entry.action != "undo"]
            if not can:
                raise CaseError("there is no decision to take back")
            number = can[-1].number
        goal = standing.get(number)
        if goal is None:
            known = any(entry.number == number for entry in state.entries)
            raise CaseError(f"entry {number} {'has been taken back already' if known else 'is not in the log'}")
        if goal.action not in log.UNDOABLE:
            raise CaseError(f"entry {number} ({goal.action}) cannot be taken back; only decisions can")
        body = {"of": number, "action": goal.action, "reason": reason}
        return case.record(connection, state, "undo", str(number), body, anew=True)


def movement(state: State, subject: str) -> Kept:
    """Return the movement of an id, or the one that holds its claims now.

    Raises
    ------
    CaseError
        When there is none.
    """
    if subject in state.by_id:
        return state.by_id[subject]
    if subject in state.movement_of:
        return state.by_id[state.movement_of[subject]]
    for entry in reversed(state.entries):
        if entry.subject == subject or subject in entry.body.get("movements", ()):
            claims: Sequence[Any] = entry.body.get("claims", ())
            goal = home(claims, state.movement_of)
            if goal is not None:
                return state.by_id[goal]
    raise CaseError(f"{subject}: is no movement of this case; mapapp case list shows them")


def _judge(case: Case, action: str, subject: str, reason: str | None) -> Entry:
    with case.store.writing() as connection:
        state = case.taken(connection)
        if subject.startswith("c-"):
            _claim(state, subject)
            if action == "confirm":
                raise CaseError(f"{subject}: a claim is graded (1 to 6), a movement is confirmed")
            old = "rejected" if subject in state.judgement.rejected else "open"
            body: Plain = {"old": old, "new": STATES[action], "reason": reason}
            return case.record(connection, state, action, subject, body, anew=True)
        kept = movement(state, subject)
        body = {"old": kept.state, "new": STATES[action], "claims": list(kept.claims), "reason": reason}
        return case.record(connection, state, action, kept.id, body, anew=False)


def _known(state: State, subject: str) -> None:
    if subject not in state.report_by_id:
        _claim(state, subject)


def _claim(state: State, subject: str) -> KeptClaim:
    if subject not in state.claim_by_id:
        raise CaseError(f"{subject}: is no report, claim or movement of this case")
    return state.claim_by_id[subject]
