"""CSV with the columns of ACLED's export, so that what reads ACLED reads this; for names that end in `.acled.csv`.

A movement is an event of the type "Strategic developments".  Its sub-event says "Movement of forces" and the like,
which ACLED's list does not have, rather than something that did not happen.  The point is the destination, else the
origin.  `COLUMNS` says what stands in each; claims one by one, links and the second end are not in this format.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from mapapp.export.records import disagreement_words
from mapapp.export.spreadsheet import cell
from mapapp.model import DatePrecision, Movement, Place, PlaceKind
from mapapp.reconcile import estimate, kind_of

COLUMNS = {
    "event_id_cnty": "the force's code, then the movement's id",
    "event_date": "first day of the movement, else the day of its first report, ISO 8601",
    "year": "of that day",
    "time_precision": "1 the day, 2 within a week, 3 within a month or more, or the report's day",
    "disorder_type": "Strategic developments",
    "event_type": "Strategic developments",
    "sub_event_type": "Movement of forces, Presence of forces, Alert, Withdrawal, Possible movement or Denial",
    "actor1": "the force's ISO 3166 alpha-2 code, or the organisation",
    "assoc_actor_1": "the unit, as written",
    "country": "ISO 3166 alpha-2 of the place",
    "location": "the destination, else the origin",
    "latitude": "degrees, WGS 84",
    "longitude": "degrees, WGS 84",
    "geo_precision": "1 a town or base, 2 an area within a country, 3 a country, a sea or more",
    "source": "publishers, separated by semicolons",
    "notes": "the quotes",
    "fatalities": "0: none is told of",
    "tags": "status, strength, unit of strength, equipment, origin, disagreements, separated by semicolons",
    "timestamp": "days since 1970-01-01 of the last report, in seconds",
}
_KINDS = {
    "deployment": "Movement of forces",
    "possible": "Possible movement",
    "alert": "Alert",
    "presence": "Presence of forces",
    "withdrawal": "Withdrawal",
    "denial": "Denial",
}


def write_acled(movements: Iterable[Movement], path: Path) -> None:
    """Write one row a movement; text that a spreadsheet would run gets an apostrophe before it."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for movement in movements:
            writer.writerow([cell(value) for value in row(movement).values()])


def row(movement: Movement) -> dict[str, Any]:
    """Return the row of `movement`."""
    place, when = movement.destination or movement.origin, movement.date
    days = sorted(claim.report.published for claim in movement.claims if claim.report.published)
    day = (when.start if when else None) or (days[0] if days else None)
    reports = {id(claim.report): claim.report for claim in movement.claims}.values()
    figures = estimate(movement)
    tags = [
        f"status={movement.status.value}",
        *([f"strength={figures.low}-{figures.best}-{figures.high}"] if figures.best is not None else []),
        *([f"unit={movement.strength.unit.value}"] if movement.strength.unit else []),
        *([f"equipment={movement.equipment}"] if movement.equipment else []),
        *([f"origin={movement.origin.name}"] if movement.origin else []),
        *disagreement_words(movement),
    ]
    return {
        "event_id_cnty": f"{movement.actor or 'XX'}-{movement.id}",
        "event_date": day.isoformat() if day else None,
        "year": day.year if day else None,
        "time_precision": _time_precision(movement),
        "disorder_type": "Strategic developments",
        "event_type": "Strategic developments",
        "sub_event_type": _KINDS[kind_of(movement)],
        "actor1": movement.actor,
        "assoc_actor_1": movement.unit,
        "country": place.country if place else None,
        "location": place.name if place else None,
        "latitude": round(place.lat, 7) if place else None,
        "longitude": round(place.lon, 7) if place else None,
        "geo_precision": _geo_precision(place) if place else None,
        "source": "; ".join(dict.fromkeys(report.publisher or report.id for report in reports)),
        "notes": "\n".join(dict.fromkeys(claim.quote.verbatim for claim in movement.claims)),
        "fatalities": 0,
        "tags": "; ".join(tags),
        "timestamp": (days[-1].toordinal() - date(1970, 1, 1).toordinal()) * 86_400 if days else None,
    }


def _time_precision(movement: Movement) -> int:
    when = movement.date
    if when is None or when.start is None:
        return 3
    if when.precision is DatePrecision.DAY and when.start == when.end:
        return 1
    return 2 if when.end is not None and (when.end - when.start).days <= 7 else 3


def _geo_precision(place: Place) -> int:
    if place.kind in (PlaceKind.BASE, PlaceKind.CITY):
        return 1
    return 2 if place.kind is PlaceKind.REGION and place.country else 3
