"""Rows of the tables ↔ what they stand for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
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
)
from mapapp.keep.judgement import Judgement
from mapapp.keep.picture import Kept, KeptClaim, KeptReport
from mapapp.keep.tables import CLAIM, MOVEMENT, MOVEMENT_CLAIM, REPORT
from mapapp.model import Claim, Movement, Place, Report

#: Parameters that one statement may have on every database.
_BATCH = 500


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
    """Return the row of a movement; `place` is its place among all."""
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
    rows = connection.execute(sa.select(REPORT).order_by(REPORT.c.number))
    found = {}
    for row in rows:
        published = date.fromisoformat(row.published) if row.published else None
        original = original_of(json.loads(row.original)) if row.original else None
        report = Report(row.text, row.id, published, row.title, row.publisher, row.url, row.author, original)
        found[row.number] = KeptReport(report, row.number, row.source, row.retrieved, row.reader, row.removed)
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
    for name, number, body, by_hand, gone in connection.execute(
        sa.select(*columns).order_by(CLAIM.c.report, CLAIM.c.place)
    ):
        report = reports[number].report
        found[report.id].append(KeptClaim(name, claim_of(report, json.loads(body)), by_hand, gone))
    return found


def kept_movements(connection: sa.Connection, claims: Mapping[str, Claim]) -> list[Kept]:
    """Return the movements as they were last written, in their order."""
    columns = (MOVEMENT.c.id, MOVEMENT.c.state, MOVEMENT.c.body, MOVEMENT.c.claims, MOVEMENT.c.told)
    found = []
    for name, state, body, names, told in connection.execute(sa.select(*columns).order_by(MOVEMENT.c.place)):
        listed, more = json.loads(names), json.loads(told)
        movement = movement_of(name, [claims[one] for one in listed], json.loads(body))
        found.append(Kept(movement, tuple(listed), state, tuple(more.get("new", ())), more.get("was", {})))
    return found


def write_movements(connection: sa.Connection, listed: Sequence[Kept]) -> None:
    """Let the table hold exactly these movements; rows that stay as they are are not touched."""
    wanted = {row["id"]: row for row in (movement_row(place, kept) for place, kept in enumerate(listed))}
    compared = ("id", "place", "state", "body", "claims", "told")
    held = {row[0]: tuple(row) for row in connection.execute(sa.select(*(MOVEMENT.c[column] for column in compared)))}
    changed = [name for name, row in wanted.items() if held.get(name) != tuple(row[column] for column in compared)]
    gone = [name for name in held if name not in wanted]
    moved = [name for name in changed if name in held and _only_moved(held[name], wanted[name])]
    for name in moved:
        connection.execute(sa.update(MOVEMENT).where(MOVEMENT.c.id == name).values(place=wanted[name]["place"]))
    changed = [name for name in changed if name not in set(moved)]
    _delete(connection, MOVEMENT.c.id, [*gone, *changed])
    _insert(connection, MOVEMENT, [wanted[name] for name in changed])
    links = {claim: kept.id for kept in listed for claim in kept.claims}
    linked = {row[0]: row[1] for row in connection.execute(sa.select(MOVEMENT_CLAIM))}
    _delete(
        connection,
        MOVEMENT_CLAIM.c.claim,
        [claim for claim, movement in linked.items() if links.get(claim) != movement],
    )
    _insert(
        connection,
        MOVEMENT_CLAIM,
        [{"claim": claim, "movement": movement} for claim, movement in links.items() if linked.get(claim) != movement],
    )


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


def _only_moved(held: tuple[Any, ...], row: Plain) -> bool:
    return held[2:] == (row["state"], row["body"], row["claims"], row["told"])


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
