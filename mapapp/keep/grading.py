"""The Admiralty code: how reliable a source is (A to F), how credible a piece of information (1 to 6).

Reliability is a report's, credibility a claim's, both set by an analyst.  1, "confirmed by other sources", needs two
independent sources in the claim's movement: copies of one wire story, reports of one publisher and quotes with the same
words are one source.  Where the second source goes away later, the 1 no longer holds and is shown as 2.
"""

from __future__ import annotations

from mapapp.errors import CaseError
from mapapp.keep.copies import independent
from mapapp.keep.picture import Kept
from mapapp.keep.state import State

RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
CREDIBILITY = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}


def checked(state: State, subject: str, value: str) -> str:
    """Return a grade as it is kept.

    Raises
    ------
    CaseError
        When the subject is neither report nor claim, the grade is not of its kind, or a 1 lacks a second source.
    """
    value = value.strip().upper()
    if subject in state.report_by_id:
        if value not in RELIABILITY:
            raise CaseError(f"{value!r} is no grade of a source; it is one of A to F")
        return value
    if subject not in state.claim_by_id:
        raise CaseError(f"{subject}: is no report or claim of this case; only these are graded")
    if value not in CREDIBILITY:
        raise CaseError(f"{value!r} is no grade of a claim; it is one of 1 to 6")
    if value == "1" and sources(state, subject) < 2:
        raise CaseError(f"{subject}: 1 needs a second, independent source; this movement has one (copies count once)")
    return value


def sources(state: State, claim: str) -> int:
    """Return how many independent sources tell of a claim's movement; 0 when the claim does not count."""
    name = state.movement_of.get(claim)
    return of_movement(state, state.by_id[name]) if name else 0


def of_movement(state: State, kept: Kept) -> int:
    """Return how many independent sources tell of a movement."""
    return independent(kept.movement.claims, state.copies)


def credibility(state: State, claim: str) -> str | None:
    """Return a claim's grade as it holds now: a 1 without a second source counts as 2."""
    given = state.judgement.grades.get(claim)
    return "2" if given == "1" and sources(state, claim) < 2 else given


def words(state: State, claim: str) -> str:
    """Return a claim's full grade, such as "B2"; a part that is not graded is "-"."""
    report = state.report_by_id[state.claim_by_id[claim].claim.report.id]
    return f"{report.grade or '-'}{credibility(state, claim) or '-'}"
