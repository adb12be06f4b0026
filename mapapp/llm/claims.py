"""Checked records become claims, with what the program's own parsers and gazetteer make of their words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from mapapp.llm.door import Checked, RefusedError, Span
from mapapp.llm.places import Places
from mapapp.llm.refusal import Refusal, shown
from mapapp.llm.values import Values
from mapapp.locate import Gazetteer
from mapapp.model import Claim, Mark, Place, Report, Status, Unplaced

#: How sure a model's claim is: nothing is known of it, so neither much nor little.
CONFIDENCE = 0.5


def make(
    report: Report,
    records: Sequence[Checked],
    gazetteer: Gazetteer,
    extractor: str,
    refuse: Callable[[Refusal], None],
) -> list[Claim]:
    """Return the claims of a report's records; links count places in this list."""
    places = Places(report, [record.quote for record in records], gazetteer)
    values = Values(report)
    made: dict[int, Claim] = {}
    for record in records:
        try:
            claim = _claim(report, record, values, places, refuse)
            again = next((number for number, other in made.items() if other == claim), None)
            if again is not None:
                raise RefusedError(f"it says what record {again} says, no more and no less")
        except RefusedError as error:
            refuse(Refusal(report.id, record.number, str(error)))
        else:
            made[record.number] = claim
    return _linked(report, {record.number: record for record in records}, made, extractor, refuse)


def _claim(report: Report, record: Checked, values: Values, places: Places, refuse: Callable[[Refusal], None]) -> Claim:
    """Return what one record claims, without links."""
    strength = values.strength(record)
    origin, destination, *via = (
        None if span is None else places.at(span) for span in (record.origin, record.destination, *record.via)
    )
    if origin is None and destination is None and not via and record.status is not Status.ON_ALERT:
        raise RefusedError("it names no place, and no force on alert")
    if origin == destination:
        origin = None
    actor = None
    if record.actor is not None:
        actor, open_for = values.actor(record.actor)
        if open_for is not None:
            refuse(Refusal(report.id, record.number, open_for, "actor"))
    days = values.days(record.date, record.quote) if record.date is not None else None
    if days is None and record.date is not None:
        words = report.text[record.date.start : record.date.end]
        refuse(Refusal(report.id, record.number, f"{shown(words)} reads as no date", "date_text"))
    return Claim(
        quote=report.quote(record.quote.start, record.quote.end),
        status=record.status,
        actor=actor,
        unit=_said(report, record.unit),
        equipment=_said(report, record.equipment),
        strength=strength,
        origin=origin if isinstance(origin, Place) else None,
        destination=destination if isinstance(destination, Place) else None,
        via=tuple(place for place in via if isinstance(place, Place)),
        date=days,
        voice=_said(report, record.voice),
        confidence=CONFIDENCE,
        marks=_marks(record),
        unplaced=tuple(place for place in (origin, destination, *via) if isinstance(place, Unplaced)),
    )


def _said(report: Report, span: Span | None) -> str | None:
    return None if span is None else " ".join(report.text[span.start : span.end].split())


def _marks(record: Checked) -> tuple[Mark, ...]:
    fields = (
        ("force", record.unit or record.equipment),
        ("strength", record.quantity),
        ("origin", record.origin),
        ("destination", record.destination),
        ("date", record.date),
    )
    return tuple(Mark(name, span.start, span.end) for name, span in fields if span is not None)


def _linked(
    report: Report,
    records: dict[int, Checked],
    made: dict[int, Claim],
    extractor: str,
    refuse: Callable[[Refusal], None],
) -> list[Claim]:
    """Return the claims in the order of their quotes, with those links that lead to another and in no circle."""
    order = sorted(made, key=lambda number: (made[number].quote.start, number))
    at = {number: place for place, number in enumerate(order)}
    claims = []
    for number in order:
        links: dict[str, int] = {}
        for name, goal in records[number].links.items():
            fault = _fault(name, number, goal, records, at)
            if fault is None:
                links[name] = at[goal]
            else:
                refuse(Refusal(report.id, number, fault, name))
        claims.append(replace(made[number], extractor=extractor, **links))  # type: ignore[arg-type]
    return claims


def _fault(name: str, number: int, goal: int, records: dict[int, Checked], at: dict[int, int]) -> str | None:
    """Return why a link cannot stand, if it cannot."""
    if goal not in at or goal == number:
        return f"there is no other record {goal}"
    if name != "part_of":
        return None if at[goal] < at[number] else f"record {goal} does not come before it"
    for _ in range(len(at)):
        following = records[goal].links.get(name)
        if following is None or following not in at:
            return None
        if following == number:
            return "the links lead in a circle"
        goal = following
    return None  # it leads into a circle of others, whose links are left open
