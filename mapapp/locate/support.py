"""How far the names of a report speak for one another: namesakes that lie together are likelier than ones far apart.

A report tells of few corners of the world.  Each name shares its weight out over what it may mean, and what lies near
the likely meanings of many other names gains (toponym resolution by spatial minimality: Leidner 2007; Lieberman and
Samet's local lexicon, 2012).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mapapp.locate.ranking import EARTH_KM, Candidate
from mapapp.locate.weighing import MOST, PRIORS, WEIGHTS, Support
from mapapp.model import PlaceKind

Floats = NDArray[np.float64]
#: Distances in kilometres at which support has fallen to a third: the same county, the same part of a country.
NEAR_KM, WIDE_KM = 45.0, 250.0
#: The most candidates of a report's names together that take part.
TABLE = 900
ROUNDS = 3
#: The precision of a first-order area.
WHOLE = 4


def supports(names: Sequence[tuple[Sequence[Candidate], float]]) -> list[list[tuple[float, Support]]]:
    """Return, for each name, how much speaks for each of its candidates (log odds) with its support.

    Parameters
    ----------
    names : sequence of (candidates, trust)
        The candidates of each distinct name, the likeliest first, and how far the name may speak for others (0 to 1).
        The candidates past `most` are left out.
    """
    count = most(len(names))
    table = [(n, one) for n, (found, _) in enumerate(names) for one in found[:count]]
    if not table:
        return [[] for _ in names]
    owner = np.array([n for n, _ in table])
    trust = np.array([names[n][1] for n, _ in table])
    figures = np.array([one.evidence for _, one in table])
    weights = np.array(WEIGHTS)
    base = figures @ weights[:PRIORS]
    located = np.array([_is_local(one) for _, one in table])
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    kilometres = _distances(table)
    apart = (owner[:, None] != owner[None, :]) & located[None, :]
    within = _within([one for _, one in table])
    area = np.asarray(within.any(axis=1))
    close = np.where(apart, np.where(area[:, None], within, np.exp(-kilometres / NEAR_KM)), 0.0)
    broad = np.where(apart & ~area[:, None], np.exp(-kilometres / WIDE_KM), 0.0)
    held = located | area
    near, wide = np.zeros(len(table)), np.zeros(len(table))
    for _ in range(ROUNDS):
        share = _shared(base + weights[-2] * near + weights[-1] * wide, starts) * trust
        near, wide = (np.where(held, _gathered(reach * share, starts), 0.0) for reach in (close, broad))
    total = base + weights[-2] * near + weights[-1] * wide
    found: list[list[tuple[float, Support]]] = [[] for _ in names]
    for at, (n, _) in enumerate(table):
        found[n].append((float(total[at]), Support(float(near[at]), float(wide[at]))))
    return found


def most(names: int) -> int:
    """Return how many candidates of each name take part where there are so many names."""
    return max(4, min(MOST, TABLE // max(1, names)))


def _is_local(one: Candidate) -> bool:
    """Whether a place is small enough to lie near others."""
    place = one.place
    if place.kind is PlaceKind.COUNTRY or place.members:
        return False
    return (place.radius_km or 0.0) <= 120.0


def _within(found: Sequence[Candidate]) -> NDArray[np.bool_]:
    """Return which candidates (columns) lie in which first-order areas (rows), by GeoNames' codes."""
    codes = [(one.place.country, one.admin1) if one.admin1 else None for one in found]
    areas = [code if code and one.place.id.startswith("iso:") else None for code, one in zip(codes, found, strict=True)]
    numbers = {code: number for number, code in enumerate({*codes, *areas} - {None})}
    of = np.array([numbers.get(code, -1) for code in codes])
    wide = [code is not None and one.place.precision == WHOLE for code, one in zip(areas, found, strict=True)]
    inside: NDArray[np.bool_] = (of[:, None] == of[None, :]) & np.array(wide)[:, None] & (of >= 0)[:, None]
    return inside


def _distances(table: Sequence[tuple[int, Candidate]]) -> Floats:
    lat = np.radians([one.place.lat for _, one in table])
    lon = np.radians([one.place.lon for _, one in table])
    flat = np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))
    angle: Floats = EARTH_KM * np.arccos(np.clip(flat @ flat.T, -1.0, 1.0))
    return angle


def _shared(score: Floats, starts: NDArray[np.intp]) -> Floats:
    """Return each candidate's share of its name, by a softmax over the name's candidates."""
    sizes = np.diff(np.r_[starts, len(score)])
    top = np.repeat(np.maximum.reduceat(score, starts), sizes)
    raw = np.exp(score - top)
    shared: Floats = raw / np.repeat(np.add.reduceat(raw, starts), sizes)
    return shared


def _gathered(weight: Floats, starts: NDArray[np.intp]) -> Floats:
    """Return 1 - exp(-sum): the best candidate of each other name counts."""
    best = np.maximum.reduceat(weight, starts, axis=1)
    gathered: Floats = 1.0 - np.exp(-best.sum(axis=1) / 1.2)
    return gathered
