"""A total whose parts fall short by exactly what another movement has: that movement is the missing part.

"2,000 to Poland and Germany", "of these 1,700 to Poland" in one report and "300 to Germany" in another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from mapapp.model import Movement, Strength
from mapapp.reconcile.counting import kind_of
from mapapp.reconcile.places import contains

_REACH = timedelta(days=45)


def missing_parts(movements: Sequence[Movement], parts: Mapping[str, str], shared: Mapping[str, str]) -> dict[str, str]:
    """Return for each missing part that was found the total that it belongs to.

    Parameters
    ----------
    movements : sequence of Movement
    parts, shared : mapping of str to str
        The links that the reports themselves give: a part's total, a sharer's first.
    """
    group: dict[str, list[Movement]] = {movement.id: [movement] for movement in movements}
    known: dict[str, list[Movement]] = {}
    for movement in movements:
        if movement.id in shared:
            group[shared[movement.id]].append(movement)
        if movement.id in parts:
            known.setdefault(shared.get(parts[movement.id], parts[movement.id]), []).append(movement)
    by_figure: dict[tuple[object, ...], list[Movement]] = {}
    for movement in movements:
        if movement.id not in parts and movement.id not in shared and movement.id not in known:
            key = (movement.actor, kind_of(movement), movement.strength.unit, _exact(movement.strength))
            by_figure.setdefault(key, []).append(movement)
    found: dict[str, str] = {}
    for total in movements:
        whole, children = _exact(total.strength), known.get(total.id, ())
        figures = [_exact(child.strength) for child in children if child.strength.unit == total.strength.unit]
        if whole is None or not figures or None in figures:
            continue
        rest = whole - sum(figure or 0 for figure in figures)
        fitting = [
            one
            for actor in {total.actor, None}
            for one in by_figure.get((actor, kind_of(total), total.strength.unit, rest), ())
            if one.id != total.id and _fits(one, group[total.id])
        ]
        if len(fitting) == 1:
            found.setdefault(fitting[0].id, total.id)
    return found


def _exact(strength: Strength) -> int | None:
    return strength.low if strength.low == strength.high and not strength.implied else None


def _fits(part: Movement, totals: Sequence[Movement]) -> bool:
    if part.destination is None or not any(
        total.destination and contains(total.destination, part.destination) for total in totals
    ):
        return False
    days = [claim.report.published for claim in part.claims if claim.report.published]
    others = [claim.report.published for claim in totals[0].claims if claim.report.published]
    return not days or not others or any(abs(day - other) <= _REACH for day in days for other in others)
