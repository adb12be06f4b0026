"""Which candidate of a text an annotated record speaks of, and what is right of it: labels to learn from.

Records of one quote that share their numbers and differ only in actor or goal speak of one candidate.  Each pair of
such records and a candidate gets points for the same numbers, words and nation; the assignment with most is taken.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from geopy.distance import great_circle
from scipy.optimize import linear_sum_assignment

from mapapp.extract.weigh.candidates import Candidate
from mapapp.extract.weigh.windows import Mentioned, Window
from mapapp.model import Status, StrengthUnit

STATUSES = [str(status) for status in Status]
UNITS = [str(unit) for unit in StrengthUnit]
#: How far, in kilometres, a place of a kind may lie from the point that the annotation gives.
REACH = {"country": 600.0, "region": 800.0, "sea": 800.0}
NEAR = 161.0
_WORTH = {"force": 1.0, "reading": 1.0, "people": 0.8, "number": 0.5, "trigger": 0.4, "name": 0.3, "pronoun": 0.3}
Record = dict[str, Any]


def same_place(told: Record | None, lat: float, lon: float) -> bool:
    """Whether a point, in degrees, is where an annotated place lies."""
    if told is None:
        return False
    reach = max(NEAR, float(told.get("radius_km") or REACH.get(told["kind"], NEAR)))
    return bool(great_circle((told["lat"], told["lon"]), (lat, lon)).km <= reach)


def spans(text: str, part: str | None) -> Iterator[tuple[int, int]]:
    """Yield where a text holds a part of it."""
    at = text.find(part) if part else -1
    while at >= 0 and part:
        yield at, at + len(part)
        at = text.find(part, at + 1)


def grouped(records: Sequence[Record]) -> list[list[Record]]:
    """Return the records that speak of one force in one quote together."""
    groups: dict[tuple[str, ...], list[Record]] = {}
    fields = ("quote", "quantity_min", "quantity_max", "unit", "equipment", "status", "origin")
    for record in records:
        groups.setdefault(tuple(json.dumps(record[field]) for field in fields), []).append(record)
    return list(groups.values())


def aligned(text: str, records: Sequence[Record], found: Sequence[Candidate]) -> dict[int, list[Record]]:
    """Return, by the place of a candidate in `found`, the records that speak of it."""
    groups = grouped(records)
    if not groups or not found:
        return {}
    points = np.array([[_points(text, group, candidate) for candidate in found] for group in groups])
    rows, columns = linear_sum_assignment(points, maximize=True)
    return {int(c): groups[r] for r, c in zip(rows, columns, strict=True) if points[r, c] > 0}


def _ends(low: int | None, high: int | None) -> tuple[float, float] | None:
    return None if low is None and high is None else (low or 0.0, math.inf if high is None else float(high))


def _points(text: str, group: list[Record], candidate: Candidate) -> float:
    told = group[0]
    if not any(low <= candidate.start < high for low, high in spans(text, told["quote"])):
        return 0.0
    force = candidate.force
    points = 1.0 + _WORTH.get(candidate.kind, 0.0)
    points += _number_points(told, candidate)
    words = [span for part in (told["unit"], told["equipment"]) for span in spans(text, part)]
    if any(candidate.start < high and low < candidate.end for low, high in words):
        points += 3.5
    elif words and candidate.kind in ("force", "reading"):
        points -= 0.5
    points += force.category is not None and told["quantity_unit"] == str(force.category)
    if force.nations:
        points += 1 if any(record["actor"] in force.nations for record in group) else -2
    points += 0.4 * (force.root.dep_ in ("nsubj", "nsubjpass", "dobj"))
    if candidate.drafts:
        goals = [s.place for d in candidate.drafts for s in d.destinations if s.place is not None]
        points += 0.5 + 1.5 * any(same_place(r["dest"], p.lat, p.lon) for r in group for p in goals)
        points += 0.5 * any(str(d.status) == told["status"] for d in candidate.drafts)
    return points if points > 1.2 else 0.0


def _number_points(told: Record, candidate: Candidate) -> float:
    strength = candidate.force.strength
    wanted, given = _ends(told["quantity_min"], told["quantity_max"]), _ends(strength.low, strength.high)
    if wanted is None and given is None:
        return 1.0
    if wanted is None:
        return -0.3 if strength.implied else -4.0
    if given is None:
        return 0.5 if told.get("quantity_implied") else -1.0
    if wanted[0] <= given[1] and given[0] <= wanted[1]:
        return 6.0 if wanted == given else 4.0
    return -1.0 if strength.implied else -5.0


def labels(
    window: Window, told: dict[int, list[Record]], open_quotes: list[tuple[int, int]], number: dict[int, int]
) -> Record:
    """Return what is right of a window's candidates: 1 right, 0 wrong, -1 not known.

    `told` is what `aligned` returns, `number` the place of each candidate in its list by `id`; in `open_quotes` stand
    records that no candidate was found for, so that nothing can be said of the candidates in them.
    """
    count, places, nations = len(window.candidates), len(window.places), len(window.nations)
    right: Record = {
        "told": np.zeros(count),
        "status": np.full(count, -1),
        "unit": np.full(count, -1),
        "goal": np.full((count, places), -1.0),
        "start": np.full((count, places), -1.0),
        "via": np.full((count, places), -1.0),
        "actor": np.full((count, nations), -1.0),
    }
    for row, candidate in enumerate(window.candidates):
        group = told.get(number[id(candidate)])
        if group is None:
            if any(low <= candidate.start < high for low, high in open_quotes):
                right["told"][row] = -1
            continue
        first = group[0]
        right["told"][row], right["status"][row] = 1, STATUSES.index(first["status"])
        if first["quantity_unit"]:
            right["unit"][row] = UNITS.index(first["quantity_unit"])
        right["goal"][row] = _places([r["dest"] for r in group], window.places)
        right["start"][row] = _places([first["origin"]], window.places)
        right["via"][row] = _places(first["via"], window.places)
        actors = {str(record["actor"]).lower() for record in group}
        named = np.array([float(nation.key.lower() in actors) for nation in window.nations])
        if named.sum():
            right["actor"][row] = named
    return right


def _places(wanted: Sequence[Record | None], places: Sequence[Mentioned[Any]]) -> Any:
    """Return 1 for the likeliest of the places that can be meant, -1 for the others of them, 0 for the rest."""
    out = np.zeros(len(places))
    known = True
    for told in wanted:
        if told is None:
            continue
        name, fitting = told["name"].lower(), []
        for i, place in enumerate(places):
            spot = place.at[0][1]
            if spot.place is not None and same_place(told, spot.place.lat, spot.place.lon):
                alike = any(s.text.lower() in name or name in s.text.lower() for _, s in place.at)
                away = great_circle((told["lat"], told["lon"]), (spot.place.lat, spot.place.lon)).km
                fitting.append((not alike, away, i))
        known = known and bool(fitting)
        for rank, (_, _, i) in enumerate(sorted(fitting)):
            if rank == 0:
                out[i] = 1
            elif out[i] != 1:
                out[i] = -1
    return out if known else np.where(out == 1, 1, -1)
