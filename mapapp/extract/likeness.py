"""Whether two claims can speak of the same: places that hold each other, strengths that overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.model import PlaceKind

if TYPE_CHECKING:
    from mapapp.model import Place, Strength

_MOST = 10**12


def covers(outer: Place, inner: Place) -> bool:
    """Whether `inner` is `outer` or lies in it, by codes."""
    if (outer.id and outer.id == inner.id) or (outer.name, outer.kind) == (inner.name, inner.kind):
        return True
    if outer.kind is PlaceKind.COUNTRY:
        return inner.country == outer.country
    if outer.members and inner.country:
        return inner.country in outer.members
    return outer.kind in (PlaceKind.REGION, PlaceKind.SEA) and outer.reaches(inner.lat, inner.lon)


def overlap(a: Strength, b: Strength) -> bool:
    """Whether two strengths can be the same figure."""
    if not a.known or not b.known:
        return not (a.known or b.known) or a.implied or b.implied
    return _low(a) <= _high(b) and _low(b) <= _high(a)


def _low(strength: Strength) -> int:
    return strength.low or 0


def _high(strength: Strength) -> int:
    return strength.high if strength.high is not None else _MOST
