"""Rows of the tables ↔ what they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import sqlalchemy as sa

from mapapp.keep.codec import (
    Plain,
    canonical,
    claim_of,
    movement_of,
    original_of,
    plain_claim,
    plain_movement,
    plain_original,
    values,
)
from mapapp.keep.judgement import Judgement
from mapapp.keep.picture import Kept, KeptClaim, KeptReport
from mapapp.keep.tables import CLAIM, MOVEMENT, MOVEMENT_CLAIM, REPORT
from mapapp.model import Claim, Movement, Place, Report

#: Between two movements, so that others can be put there; and the farthest number that every database's column holds.
_STEP, _FAR = 1024, 2**31
#: Parameters that one statement may have on every database.
_BATCH = 500
_NAMES = "number original published source retrieved reader removed text id title publisher url author"
_REPORT = [REPORT.c[name] for name in _NAMES.split()]


def report_row(report: Report, source: str | None, retrieved: str, reader: str) -> Plain:
    """Return the row of a report."""
    return {
        "id": report.id,
        "sha256": report.sha256,
        "text": report.text,
        "published": report.published.isoformat() if report.published else None,
        "title": report.title,
        "publisher": report.publisher,
        "url": report.url,
        "author": report.author,
        "original": canonical(plain_original(report.original)) if report.original else None,
        "source": source,
        "retrieved": retrieved,
        "reader": reader,
    }


def claim_row(name: str, report: int, place: int, claim: Claim, *, by_hand: bool = False) -> Plain:
    """Return the row of a claim; `place` is its place in the report's list."""
    body = canonical(plain_claim(claim))
    return {
        "id": name,
        "report": report,
        "place": place,
        "by_hand": by_hand,
        "gone": False,
        "body": body,
        **_said(claim),
    }


def movement_row(place: int, kept: Kept) -> Plain:
    """Return the row of a movement; the table is sorted by `place`."""
    movement = kept.movement
    told = {"new": list(kept.new), "was": dict(kept.was)}
    return {
        "id": movement.id,
        "place": place,
        "state": kept.state,
        "body": canonical(plain_movement(movement)),
        **_said(movement),
        "part_of": movement.part_of,
        "shared_with": movement.shared_with,
        "disagreements": len(movement.disagreements),
        "claims": canonical(list(kept.claims)),
        "told": canonical({key: value for key, value in told.items() if value}),
    }


def kept_reports(connection: sa.Connection) -> dict[int, KeptReport]:
    """Return all reports by their number, in the order of adding."""
    rows = connection.execute(sa.select(*_REPORT).order_by(REPORT.c.number)).all()
    originals = values([row[1] or "null" for row in rows])
    found = {}
    for row, original in zip(rows, originals, strict=True):
        number, _, published, source, retrieved, reader, removed, *told = row
        text, name, title, publisher, url, author = told
        day = date.fromisoformat(published) if published else None
        report = Report(text, name, day, title, publisher, url, author, original_of(original))
        found[number] = KeptReport(report, number, source, retrieved, reader, removed)
    return found


def reports_of_texts(connection: sa.Connection, hashes: Iterable[str]) -> dict[str, str]:
    """Return the id of the report that has a text, by the text's SHA-256; what was taken out does not count."""
    listed, found = list(hashes), {}
    for start in range(0, len(listed), _BATCH):
        some = REPORT.c.sha256.in_(listed[start : start + _BATCH])
        for sha, name in connection.execute(
            sa.select(REPORT.c.sha256, REPORT.c.id).where(some, ~REPORT.c.removed).order_by(REPORT.c.number)
        ):
            found[sha] = name
    return found


def kept_claims(connection: sa.Connection, reports: Mapping[int, KeptReport]) -> dict[str, list[KeptClaim]]:
    """Return all claims of `reports` by the report's id, in the report's order.

    Raises
    ------
    ModelError, ValueError, KeyError, TypeError
        When a row was changed and does not fit its report any longer.
    """
    columns = (CLAIM.c.id, CLAIM.c.report, CLAIM.c.body, CLAIM.c.by_hand, CLAIM.c.gone)
    found: dict[str, list[KeptClaim]] = {one.report.id: [] for one in reports.values()}
    listed = connection.execute(sa.select(*columns).order_by(CLAIM.c.report, CLAIM.c.place)).all()
    bodies = values([row[2] for row in listed])
    for (name, number, _, by_hand, gone), body in zip(listed, bodies, strict=True):
        report = reports[number].report
        found[report.id].append(KeptClaim(name, claim_of(report, body), by_hand, gone))
    return found


def kept_movements(connection: sa.Connection, claims: Mapping[str, Claim]) -> tuple[list[Kept], dict[str, int]]:
    """Return the movements as they were last written, in their order, and what the table sorts them by."""
    columns = (MOVEMENT.c.id, MOVEMENT.c.state, MOVEMENT.c.body, MOVEMENT.c.claims, MOVEMENT.c.told, MOVEMENT.c.place)
    found, places = [], {}
    every = connection.execute(sa.select(*columns).order_by(MOVEMENT.c.place)).all()
    parts = (values([row[column] for row in every]) for column in (2, 3, 4))
    for (name, state, *_, place), body, listed, more in zip(every, *parts, strict=True):
        movement = movement_of(name, [claims[one] for one in listed], body)
        found.append(Kept(movement, tuple(listed), state, tuple(more.get("new", ())), more.get("was", {})))
        places[name] = place
    return found, places


def write_movements(
    connection: sa.Connection, listed: Sequence[Kept], before: Mapping[str, Kept], places: Mapping[str, int]
) -> dict[str, int]:
    """Let the table hold exactly these movements; rows that stay as they are are not touched.

    Parameters
    ----------
    connection : Connection
    listed : sequence of Kept
    before : mapping of str to Kept
        What the table holds; what did not change is the same object in `listed`.
    places : mapping of str to int
        What the table sorts them by.

    Returns
    -------
    dict of str to int
        What the table sorts them by now.
    """
    found = _places([kept.id for kept in listed], places)
    changed = [kept for kept in listed if before.get(kept.id) is not kept]
    wanted = {kept.id for kept in listed}
    gone = [name for name in before if name not in wanted]
    stay = wanted.difference(kept.id for kept in changed)
    moved = [{"name": name, "goal": found[name]} for name in stay if found[name] != places.get(name)]
    if moved:
        move = sa.update(MOVEMENT).where(MOVEMENT.c.id == sa.bindparam("name")).values(place=sa.bindparam("goal"))
        connection.execute(move, moved)
    _delete(connection, MOVEMENT.c.id, [*gone, *(kept.id for kept in changed if kept.id in before)])
    _insert(connection, MOVEMENT, [movement_row(found[kept.id], kept) for kept in changed])
    links = {claim: kept.id for kept in changed for claim in kept.claims}
    linked = {claim: name for name in (*gone, *links.values()) if name in before for claim in before[name].claims}
    _delete(connection, MOVEMENT_CLAIM.c.claim, [one for one, name in linked.items() if links.get(one) != name])
    _insert(
        connection,
        MOVEMENT_CLAIM,
        [{"claim": one, "movement": name} for one, name in links.items() if linked.get(one) != name],
    )
    return found


def _places(names: Sequence[str], places: Mapping[str, int]) -> dict[str, int]:
    """Return rising numbers for names in their order; those that have one keep it while there is room between them."""
    found: dict[str, int] = {}
    waiting: list[str] = []
    last: int | None = None
    for name in names:
        place = places.get(name)
        if place is None:
            waiting.append(name)
            continue
        if waiting:
            first = last if last is not None else place - _STEP * (len(waiting) + 1)
            found |= {one: first + (place - first) * at // (len(waiting) + 1) for at, one in enumerate(waiting, 1)}
            waiting = []
        found[name] = last = place
    end = last if last is not None else 0
    found |= {one: end + _STEP * at for at, one in enumerate(waiting, 1)}
    numbers = [found[name] for name in names]
    if (
        all(one < other for one, other in pairwise(numbers))
        and -_FAR < (numbers or [0])[0] <= (numbers or [0])[-1] < _FAR
    ):
        return found
    return {name: _STEP * at for at, name in enumerate(names, 1)}


def mark_removed(
    connection: sa.Connection, reports: Mapping[int, KeptReport], judgement: Judgement
) -> dict[int, KeptReport]:
    """Return the reports as a judgement leaves them; the table's column follows."""
    found = {}
    for number, one in reports.items():
        removed, grade = one.report.id in judgement.removed, judgement.grades.get(one.report.id)
        if removed != one.removed:
            connection.execute(sa.update(REPORT).where(REPORT.c.number == number).values(removed=removed))
        same = removed == one.removed and grade == one.grade
        found[number] = one if same else replace(one, removed=removed, grade=grade)
    return found


def _insert(connection: sa.Connection, table: sa.Table, rows: Sequence[Plain]) -> None:
    if rows:
        connection.execute(sa.insert(table), list(rows))


def _delete(connection: sa.Connection, column: sa.Column[Any], names: Iterable[Any]) -> None:
    listed = list(names)
    for start in range(0, len(listed), _BATCH):
        connection.execute(sa.delete(column.table).where(column.in_(listed[start : start + _BATCH])))


def told_columns(table: sa.Table) -> list[sa.Column[Any]]:
    """Return the columns that say again what the body says."""
    return [table.c[name] for name in _TOLD]


def told_values(told: Claim | Movement) -> tuple[Any, ...]:
    """Return what stands in these columns."""
    return tuple(_said(told).values())


def _said(told: Claim | Movement) -> Plain:
    strength, when = told.strength, told.date
    return {
        "status": told.status.value,
        "actor": told.actor,
        "unit": told.unit,
        "strength_low": strength.low,
        "strength_high": strength.high,
        "strength_unit": strength.unit.value if strength.unit else None,
        **_end("origin", told.origin),
        **_end("dest", told.destination),
        "date_start": when.start.isoformat() if when and when.start else None,
        "date_end": when.end.isoformat() if when and when.end else None,
        "confidence": told.confidence,
    }


def _end(name: str, place: Place | None) -> Plain:
    return {
        name: place.name if place else None,
        f"{name}_lat": place.lat if place else None,
        f"{name}_lon": place.lon if place else None,
        f"{name}_kind": place.kind.value if place else None,
        f"{name}_country": place.country if place else None,
    }


_TOLD = (
    "status actor unit strength_low strength_high strength_unit "
    "origin origin_lat origin_lon origin_kind origin_country dest dest_lat dest_lon dest_kind dest_country "
    "date_start date_end confidence"
).split()
