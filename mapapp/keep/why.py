"""Why a movement is what it is: its claims in order, what brought them together, what won, what stands against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from mapapp.keep import fields, grading, log
from mapapp.keep.decisions import movement as find
from mapapp.keep.picture import Kept
from mapapp.keep.state import State
from mapapp.model import Claim, Movement
from mapapp.reconcile import Ties, estimate, explain, publisher, strength_words
from mapapp.reconcile.agree import agree
from mapapp.reconcile.tellings import Telling, tellings


def why(state: State, subject: str) -> str:
    """Return the account of a movement, or of the movement that a claim belongs to, in lines.

    Raises
    ------
    CaseError
        When there is none.
    """
    if subject in state.claim_by_id and subject not in state.movement_of:
        one = state.claim_by_id[subject]
        reason = "a newer reader no longer finds it" if one.gone else "it was rejected, or its report was taken out"
        return "\n".join([f"{subject}: counts in no movement: {reason}", *_decided(state, {subject}, subject)])
    kept = find(state, subject)
    return "\n".join(
        [
            _head(kept),
            *_fields(kept),
            *_claims(state, kept),
            *_joined(state, kept),
            *_links(state, kept),
            *_against(kept.movement),
            *_decided(state, set(kept.claims), kept.id),
        ]
    )


def label(movement: Movement) -> str:
    """Return "US: 1,700 personnel, Fort Bragg → Poland, ordered"."""
    ends = " → ".join(place.name for place in (movement.origin, movement.destination) if place)
    strength = f"{strength_words(movement.strength)} {movement.strength.unit or ''}" if movement.strength.known else ""
    parts = (strength.strip(), movement.unit or "", ends, movement.status.replace("_", " "))
    return f"{movement.actor or 'unknown force'}: {', '.join(part for part in parts if part)}"


def _head(kept: Kept) -> str:
    return f"{kept.id} ({kept.state}{', with new claims since' if kept.new else ''})  {label(kept.movement)}"


def _fields(kept: Kept) -> Iterator[str]:
    movement = kept.movement
    figures = estimate(movement)
    if figures.best is not None and figures.low != figures.high:
        yield f"  low {figures.low:,}, best {figures.best:,}, high {figures.high:,}: {explain.best_figure(movement)}"
    if len({claim.status for claim in movement.claims}) > 1:
        life = " → ".join(
            f"{claim.status.replace('_', ' ')} ({claim.report.published or 'no date'})" for claim in movement.claims
        )
        yield f"  its life: {life}"
    for name, value in kept.was.items():
        yield (
            f"  {name} was corrected: the claims give {fields.words_of(value)}, "
            f"the analyst {fields.words_of(fields.shown(name, movement))}"
        )


def _claims(state: State, kept: Kept) -> Iterator[str]:
    yield f"  claims: {len(kept.claims)}, from {grading.of_movement(state, kept)} independent source(s)"
    for name, claim in zip(kept.claims, kept.movement.claims, strict=True):
        quote = " ".join(claim.quote.verbatim.split())
        quote = quote if len(quote) <= 200 else f"{quote[:200]}…"
        day = f", {claim.report.published}" if claim.report.published else ""
        new = " new" if name in kept.new else ""
        yield f"    {name} [{grading.words(state, name)}]{new} {publisher(claim.report)}{day}: “{quote}”"


def _joined(state: State, kept: Kept) -> Iterator[str]:
    """Say for each two of its claims that fit directly what speaks for one movement."""
    if len(kept.claims) < 2:
        return
    yield "  brought together because"
    names = {id(state.effective[name]): name for name in kept.claims}
    told = _tellings(state, kept, names)
    for one in told:
        if len(one.claims) > 1:
            yield f"    {_names(one.claims, names)}: told again in one report, by its own words"
    for one, other in combinations(told, 2):
        tied = [
            joined
            for (first, second), joined in state.judgement.pairs.items()
            if {first, second} <= set(kept.claims) and joined
        ]
        reasons = explain.fit(one, other)
        if reasons:
            yield f"    {_names(one.claims, names)} and {_names(other.claims, names)}: {'; '.join(reasons)}"
        elif tied:
            yield f"    {_names(one.claims, names)} and {_names(other.claims, names)}: an analyst merged them"


def _tellings(state: State, kept: Kept, names: Mapping[int, str]) -> list[Telling]:
    """Return what its reports tell of it; their links count places among all their claims, so each is taken whole."""
    reports = dict.fromkeys(claim.report.id for claim in kept.movement.claims)
    every = (state.effective[one.id] for name in reports for one in state.claims[name] if one.id in state.effective)
    found = []
    for one in tellings(every, Ties()):
        if own := tuple(claim for claim in one.claims if id(claim) in names):
            found.append(Telling(one.key, one.report, own, agree(own)))
    return found


def _names(claims: tuple[Claim, ...], names: dict[int, str]) -> str:
    return ", ".join(names[id(claim)] for claim in claims)


def _links(state: State, kept: Kept) -> Iterator[str]:
    movement = kept.movement
    if movement.part_of and movement.part_of in state.by_id:
        yield f"  part of {movement.part_of}: {label(state.by_id[movement.part_of].movement)}"
    if movement.shared_with and movement.shared_with in state.by_id:
        yield f"  shares one undivided strength with {movement.shared_with}"
    parts = [other for other in state.movements if other.movement.part_of == kept.id]
    for other in parts:
        yield f"  has the part {other.id}: {label(other.movement)}"
    if rest := explain.rest(movement, [other.movement for other in parts]):
        yield f"  {rest}"


def _against(movement: Movement) -> Iterator[str]:
    for gap in movement.disagreements:
        values = []
        for value, who in gap.values:
            names = dict.fromkeys(publisher(movement.claims[index].report) for index in who)
            values.append(f"{value} ({', '.join(names)})" if names else value)
        yield f"  they differ on {gap.field}: {' / '.join(values)}"


def _decided(state: State, claims: set[str], subject: str) -> Iterator[str]:
    standing = {entry.number for entry in log.standing(state.entries)}
    for entry in state.entries:
        about = {entry.subject, *entry.body.get("claims", ()), *entry.body.get("apart", ())}
        if entry.action in log.UNDOABLE and entry.number in standing and (about & claims or entry.subject == subject):
            yield f"  decided: {words(entry)}"


def words(entry: log.Entry) -> str:
    """Return an entry in one line."""
    body = entry.body
    what = ""
    if entry.action == "correct":
        what = f" {body['field']}: {fields.words_of(body.get('old'))} → {fields.words_of(body.get('new'))}"
    elif entry.action in ("grade", "comment"):
        what = f": {body['new']}"
    elif entry.action == "undo":
        what = f" ({body['action']})"
    elif entry.action == "merge":
        what = f" {', '.join(body['movements'])}"
    elif entry.action == "split":
        what = f": {', '.join(body['apart'])} apart"
    elif entry.action in ("add", "reread"):
        what = f" ({body['count']} claims)"
    reason = f" — {body['reason']}" if body.get("reason") else ""
    return f"#{entry.number} {entry.at} {entry.who}: {entry.action} {entry.subject}{what}{reason}"
