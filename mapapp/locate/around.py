"""Names that no list knows, or only far from everything else that the report names: the report's own area has them.

A small place that is in no gazetteer mostly stands beside others that are, in a report about its corner of the world.
What is placed so says so; it stands at the place in the middle of what is named around it, with the radius of the area.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mapapp.locate.ranking import kilometres
from mapapp.locate.toponym import Toponym
from mapapp.model import Place, PlaceKind

#: Characters of text over which a name's say about its neighbours falls to a third.
READ = 600.0
#: What is named lies together when it lies within so many kilometres, such a share of it by weight, in so many names.
TOGETHER_KM, SHARE, NAMES = 90.0, 0.6, 3
#: A report with so many other names says enough for a hamlet far from all of them to stay open.
ENOUGH = 4


@dataclass(frozen=True)
class Site:
    """A place that a report surely names: where in the text, and where it lies."""

    at: int
    place: Place


def around_here(found: Sequence[Toponym], strays: set[int], far: set[int], areas: Mapping[int, Place]) -> list[Toponym]:
    """Give unknown names, and those known only far away, the area that the text around them is about.

    Parameters
    ----------
    found : sequence of Toponym
    strays : set of int
        Where names begin whose place was taken although nothing in the report speaks for it.
    far : set of int
        Those of them that are left open when the report is about no single area.
    areas : mapping of int to Place
        What unknown names are said to lie in, by where they begin.
    """
    sites = [
        Site(top.start, top.place)
        for top in found
        if top.place is not None and top.start not in strays and _is_small(top.place)
    ]
    return [_placed(top, sites, strays, far, areas.get(top.start)) for top in found]


def _is_small(place: Place) -> bool:
    return place.kind in (PlaceKind.CITY, PlaceKind.BASE) or (
        place.kind is PlaceKind.REGION and (place.radius_km or 0.0) <= TOGETHER_KM / 2
    )


def _placed(top: Toponym, sites: Sequence[Site], strays: set[int], far: set[int], area: Place | None) -> Toponym:
    if top.role not in ("name", "embedded") or not (top.place is None or top.start in strays):
        return top
    near = _middle(top.start, sites)
    if area is not None and (near is None or not _holds(area, near)):
        inside = replace(area, name=top.surface, id=f"{area.id}:in")
        return replace(top, place=inside, score=0.25, reason=f"not known; said to be in {area.name}")
    if near is None:
        if top.start in far and len({site.place.id for site in sites}) >= ENOUGH:
            return replace(top, place=None, score=0.0, reason="known only far from all that the report names")
        return top
    reason = f"not known; the report is about the area of {near.name}"
    if top.place is not None:
        reason = f"known only far away; the report is about the area of {near.name}"
    return replace(top, place=replace(near, name=top.surface), score=0.25, reason=reason)


def _middle(at: int, sites: Sequence[Site]) -> Place | None:
    """Return the area that the text about `at` is about, if it is about one."""
    if len({site.place.id for site in sites}) < NAMES:
        return None
    weights = [math.exp(-abs(site.at - at) / READ) for site in sites]
    total = sum(weights)
    best: tuple[float, int] = (0.0, 0)
    for number, site in enumerate(sites):
        best = max(best, (sum(w for w, other in zip(weights, sites, strict=True) if _near(site, other)), -number))
    home = sites[-best[1]]
    members = [(w, site) for w, site in zip(weights, sites, strict=True) if _near(home, site)]
    if best[0] < SHARE * total or len({site.place.id for _, site in members}) < NAMES - 1:
        return None
    place = home.place
    return replace(
        place, id=f"{place.id}:around", kind=PlaceKind.CITY, precision=2, radius_km=TOGETHER_KM / 2, extent=None
    )


def _holds(area: Place, place: Place) -> bool:
    reach = (area.radius_km or 0.0) + TOGETHER_KM
    return area.country == place.country and kilometres(area.lat, area.lon, place.lat, place.lon) <= reach


def _near(one: Site, other: Site) -> bool:
    return kilometres(one.place.lat, one.place.lon, other.place.lat, other.place.lon) <= TOGETHER_KM
