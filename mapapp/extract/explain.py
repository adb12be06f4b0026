"""How a report was read: sentence by sentence what was seen, what was decided at which stage, and what was left out.

The stages are run once more on the report and watched; nothing of what is told here decides anything.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapapp import language, locate
from mapapp.extract import claims as claiming
from mapapp.extract import confidence, drafts, dropped, select, wording, worth
from mapapp.extract.scene import NOTE
from mapapp.model import Status

if TYPE_CHECKING:
    from mapapp.extract.frames import Frame
    from mapapp.extract.scene import Draft
    from mapapp.locate import Gazetteer
    from mapapp.model import Claim, Report

WIDTH = 110
_NO_MOVE = "the words around it tell of no movement, as the model reads them"
_LABEL = 12


@dataclass(frozen=True)
class Line:
    """One thing that was seen or decided.

    Parameters
    ----------
    level : int
        0 the report, 1 a paragraph, 2 a sentence, 3 what a stage says of it, 4 more on the line before.
    stage : str
        The stage that it comes from: select, forces, spots, dates, triggers, frames, discourse, weigh, claims; or "".
    text : str
        Plain text on one line; characters that would steer a terminal are written as escapes.
    """

    level: int
    stage: str
    text: str


@dataclass(frozen=True)
class _Step:
    """A sentence, and its drafts with the status that each had when the sentence was done."""

    frame: Frame
    made: list[Draft]
    kept: list[Draft]
    statuses: dict[int, str]


def explain(report: Report, gazetteer: Gazetteer | None = None) -> str:
    """Return how a report was read, as plain text for a terminal.

    Parameters
    ----------
    report : Report
    gazetteer : mapapp.locate.Gazetteer, optional
        As for `mapapp.extract.extract`.

    Raises
    ------
    LanguageModelError, GazetteerError
        When the install is damaged.
    """
    return "\n".join(row for line in lines(report, gazetteer) for row in _rows(line)) + "\n"


def lines(report: Report, gazetteer: Gazetteer | None = None) -> list[Line]:
    """Return how a report was read, one thing a line, in the order of the text."""
    places = gazetteer if gazetteer is not None else locate.Gazetteer()
    everything = language.paragraphs(report.text)
    wanted = select.paragraphs(report.text)
    parsed = language.parse(report.text, wanted, select.ordinary())
    steps: dict[int, list[_Step]] = {}

    def watch(frame: Frame, made: list[Draft], kept: list[Draft]) -> None:
        step = _Step(frame, list(made), list(kept), {id(draft): str(draft.status) for draft in kept})
        steps.setdefault(frame.scene.offset, []).append(step)

    found = drafts(report, parsed, places, watch) if parsed else []
    made = claiming.make(report, found)
    owners, final = _owners(found, made), {id(draft) for draft in found}
    added: dict[int, list[Draft]] = {}
    for draft in found:
        if NOTE in draft.notes:
            added.setdefault(id(draft.scene), []).append(draft)
    out = [Line(0, "", _head(report, len(everything), len(wanted), len(made)))]
    read = {start for start, _ in wanted}
    for number, (start, end) in enumerate(everything, 1):
        out.append(Line(1, "", f"paragraph {number}, characters {start} to {end}"))
        if start not in read:
            out.append(
                Line(2, "select", f"not read: nothing in it can be a force: {wording.quoted(report.text[start:end])}")
            )
        for step in steps.get(start, ()):
            out.extend(_sentence(step, final, owners))
            for draft in added.get(id(step.frame.scene), ()):
                out.append(Line(3, "weigh", f"added, {draft.worth or 0:.2f} likely: {wording.draft_line(draft)}"))
                out.extend(_decided(step, draft, owners.get(id(draft), [])))
    return [Line(line.level, line.stage, wording.safe(line.text)) for line in out]


def _head(report: Report, paragraphs: int, wanted: int, claims: int) -> str:
    day = report.published.isoformat() if report.published else "of no known date"
    return f"report {report.id}, {day}: {paragraphs} paragraphs, {wanted} read, {claims} claims"


def _sentence(step: _Step, final: set[int], owners: dict[int, list[tuple[int, Claim]]]) -> Iterator[Line]:
    scene = step.frame.scene
    span = scene.sentence
    yield Line(2, "", f"{scene.offset + span.start_char}: {span.text}")
    yield from (Line(3, "forces", wording.force_line(scene, force)) for force in scene.forces)
    yield from (Line(3, "spots", wording.spot_line(scene, spot)) for spot in scene.spots)
    for day in scene.dates:
        ends = f"{day.span.start or '…'} to {day.span.end or '…'}" if day.span.start or day.span.end else "no day"
        yield Line(3, "dates", f"{wording.quoted(day.span.text)} {ends} ({day.span.precision})")
    for trigger in scene.triggers:
        took = [draft for draft in step.made if draft.trigger is trigger]
        reason = "" if took else f"; left out: {dropped.trigger(step.frame, trigger)}"
        noun = ", a noun" if trigger.noun else ", passive" if trigger.passive else ""
        yield Line(3, "triggers", f"{wording.quoted(trigger.root.text)} {trigger.sense}{noun}{reason}")
    for draft in step.made:
        yield Line(3, "frames", wording.draft_line(draft))
        if not any(draft is other for other in step.kept):
            yield Line(4, "discourse", f"left out: {dropped.by_discourse(draft)}")
        elif id(draft) not in final:
            stage, reason = ("claims", dropped.unworthy(draft)) if not worth.is_record(draft) else ("weigh", _NO_MOVE)
            yield Line(4, stage, f"left out: {reason}")
        else:
            yield from _decided(step, draft, owners.get(id(draft), []))


def _decided(step: _Step, draft: Draft, made: list[tuple[int, Claim]]) -> Iterator[Line]:
    """Say what became of a draft that was kept."""
    before = step.statuses.get(id(draft), str(draft.status))
    if draft.status != before:
        ordered = draft.status is Status.ORDERED
        reason = "an order told elsewhere governs it" if ordered else "so say the words around it"
        yield Line(4, "discourse" if ordered else "weigh", f"{draft.status}, not {before}: {reason}")
    if draft.total is not None:
        yield Line(4, "discourse", f"part of {wording.quoted(wording.words_of(draft.total.scene, draft.total.force))}")
    if not made:
        yield Line(4, "claims", "left out: the sentence says the very same already")
    for number, claim in made:
        links = "".join(
            f", {word} claim {link + 1}"
            for word, link in (
                ("part of", claim.part_of),
                ("tells again", claim.same_as),
                ("shares with", claim.shared_with),
            )
            if link is not None
        )
        ends = f"{wording.name(claim.origin)} > {wording.name(claim.destination)}"
        yield Line(4, "claims", f"claim {number + 1}: {claim.actor or 'unknown side'}, {ends}, {claim.status}{links}")
        if NOTE in draft.notes:
            yield Line(4, "claims", f"confidence {claim.confidence:.2f}: the model gives {draft.worth or 0:.2f}")
            continue
        signs = confidence.signs(draft, claim.actor, claim.destination, claim.origin)
        doubt = "" if draft.worth is None else f"; the model gives {draft.worth:.2f}"
        weighed = ", ".join(f"{sign} {confidence.WEIGHTS.get(sign, 0.0):+.2f}" for sign in signs)
        yield Line(
            4,
            "claims",
            f"confidence {claim.confidence:.2f}: base {confidence.BASE:+.2f}, {weighed or 'no sign'}{doubt}",
        )


def _owners(found: Sequence[Draft], made: Sequence[Claim]) -> dict[int, list[tuple[int, Claim]]]:
    """Return, by the id of a draft, its claims with their places in the report's list."""
    out: dict[int, list[tuple[int, Claim]]] = {}
    by_quote: dict[int, list[Draft]] = {}
    for draft in found:
        by_quote.setdefault(draft.scene.offset + draft.scene.sentence.start_char, []).append(draft)
    for number, claim in enumerate(made):
        fitting = [draft for draft in by_quote.get(claim.quote.start, ()) if _gave(draft, claim)]
        if fitting:
            free = [d for d in fitting if len(out.get(id(d), ())) < max(1, len(d.actors)) * max(1, len(d.destinations))]
            out.setdefault(id((free or fitting)[0]), []).append((number, claim))
    return out


def _gave(draft: Draft, claim: Claim) -> bool:
    offset = draft.scene.offset
    marks = {mark.field: mark.start for mark in claim.marks}
    own = draft.trigger is not None and draft.trigger.root.doc is draft.scene.doc
    trigger = offset + draft.trigger.root.idx if draft.trigger is not None and own else None
    goals = [spot.place for spot in draft.destinations] or [None]
    return (
        claim.status == draft.status
        and (marks.get("force"), marks.get("trigger")) == (offset + draft.force.start, trigger)
        and claim.actor in (draft.actors or (None,))
        and (claim.destination in goals or (not draft.destinations and claim.destination in claim.via))
    )


def _rows(line: Line) -> Iterator[str]:
    """Yield the rows of a line, wrapped, the later ones indented further."""
    margin = "  " * line.level
    label = f"{line.stage:<{_LABEL}}" if line.stage else ""
    rows = textwrap.wrap(
        line.text,
        WIDTH - len(margin) - len(label),
        break_on_hyphens=False,
    ) or [""]
    yield f"{margin}{label}{rows[0]}".rstrip()
    yield from (f"{margin}{' ' * len(label)}{row}" for row in rows[1:])
