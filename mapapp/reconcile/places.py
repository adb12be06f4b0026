"""Whether two places can be the same one, told more or less exactly."""

from __future__ import annotations

import math

from mapapp.model import Place, PlaceKind

#: Kilometres between two points that may be one place: a base and the town it is named after.
NEAR_KM = 60.0
_POINTS = (PlaceKind.BASE, PlaceKind.CITY)


def contains(outer: Place, inner: Place) -> bool:
    """Whether `inner` is `outer`, or lies within it."""
    if outer.id and inner.id:
        if outer.id == inner.id:
            return True
    elif outer == inner:
        return True
    if outer.kind in _POINTS:
        return False
    countries = {inner.country} if inner.country else set(inner.members)
    if outer.members and countries:
        return countries <= set(outer.members)
    if outer.kind is PlaceKind.COUNTRY:
        return inner.kind is not PlaceKind.COUNTRY and countries == {outer.country}
    if outer.kind is PlaceKind.REGION and outer.country and inner.country not in (None, outer.country):
        return False
    return inner.kind in _POINTS and outer.reaches(inner.lat, inner.lon)


def near(one: Place, other: Place) -> bool:
    """Whether both are points, and less than `NEAR_KM` apart."""
    return one.kind in _POINTS and other.kind in _POINTS and kilometres(one, other) <= NEAR_KM


def kilometres(one: Place, other: Place) -> float:
    """Return the distance on a sphere of the Earth's mean radius, kilometres: ±0.5 % is enough to compare."""
    lat, lat2 = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((lat2 - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(lat2) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(half)))


def areas(place: Place) -> tuple[str, ...]:
    """Return what to look a place up by: the countries that it covers, else itself."""
    if place.country:
        return (place.country,)
    return place.members or (place.id or place.name,)
