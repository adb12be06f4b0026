"""Parts, borders and surroundings of a place as places of their own, with extent, radius and precision."""

from __future__ import annotations

import re
from dataclasses import replace

from geopy.distance import geodesic

from mapapp.model import Place, PlaceKind

_POINTS = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0, "south": 180.0, "southwest": 225.0,
    "west": 270.0, "northwest": 315.0,
}  # fmt: skip


def part(place: Place, way: str, share: float = 0.27) -> Place:
    """Return the part of an area that lies towards a point of the compass; a town keeps its point.

    Parameters
    ----------
    way : str
        "north", "north-east", …, "central".
    share : float
        How far from the middle its centre lies, as a share of the extent.
    """
    way = re.sub(r"[- ]", "", way.lower()).removesuffix("ern")
    name = f"{way} {place.name}" if way.startswith("cent") else f"{way}ern {place.name}"
    ident = f"{place.id}:{way}"
    if place.kind in (PlaceKind.CITY, PlaceKind.BASE) or way.startswith("cent"):
        kind = PlaceKind.REGION if place.kind is PlaceKind.COUNTRY else place.kind
        return replace(place, name=name, id=ident, kind=kind, precision=max(2, min(4, place.precision)))
    bearing = _POINTS[way]
    kind = PlaceKind.SEA if place.kind is PlaceKind.SEA else PlaceKind.REGION
    if place.extent is None:
        point = geodesic(kilometers=(place.radius_km or 50.0) * 0.5).destination((place.lat, place.lon), bearing)
        return replace(
            place, name=name, id=ident, kind=kind, lat=point.latitude, lon=point.longitude,
            radius_km=(place.radius_km or 50.0) * 0.6, precision=4,
        )  # fmt: skip
    return _boxed(replace(place, name=name, id=ident, kind=kind), place.extent, bearing, share)


def _boxed(place: Place, box: tuple[float, float, float, float], bearing: float, share: float) -> Place:
    south, west, north, east = box
    width, height = (east - west) % 360 or 360.0, north - south
    up = 1 if bearing in (0.0, 45.0, 315.0) else -1 if bearing in (135.0, 180.0, 225.0) else 0
    right = 1 if 0 < bearing < 180 else -1 if 180 < bearing < 360 else 0
    lat = max(-90.0, min(90.0, (south + north) / 2 + up * share * height if up else place.lat))
    lon = (west + width / 2) + right * share * width if right else place.lon
    lat = min(max(lat, south), north)
    half = (
        (south + north) / 2 if up > 0 else south,
        _turned(west + width / 2) if right > 0 else west,
        (south + north) / 2 if up < 0 else north,
        _turned(west + width / 2) if right < 0 else east,
    )
    return replace(
        place, lat=round(lat, 3), lon=round(_turned(lon), 3), extent=half, precision=4,
        members=(), radius_km=round((place.radius_km or 100.0) * 0.6, 1),
    )  # fmt: skip


def _turned(lon: float) -> float:
    return ((lon + 180) % 360) - 180 if abs(lon) > 180 else lon


def away(place: Place, km: float, way: str | None) -> Place:
    """Return the point `km` kilometres from a place, to the north, east, … of it; all round when no way is given."""
    if way is None:
        radius = km + (place.radius_km or 0.0)
        return replace(
            place, name=f"within {km:.0f} km of {place.name}", id=f"{place.id}:{km:.0f}km", precision=2, extent=None,
            kind=place.kind if place.kind is PlaceKind.SEA else PlaceKind.CITY, radius_km=round(radius, 1), members=(),
        )  # fmt: skip
    way = re.sub(r"[- ]", "", way.lower())
    point = geodesic(kilometers=km).destination((place.lat, place.lon), _POINTS[way])
    return replace(
        place, name=f"{km:.0f} km {way} of {place.name}", id=f"{place.id}:{km:.0f}km-{way}", precision=2, extent=None,
        lat=round(point.latitude, 4), lon=round(point.longitude, 4), members=(),
        kind=place.kind if place.kind is PlaceKind.SEA else PlaceKind.CITY, radius_km=round(max(5.0, 0.2 * km), 1),
    )  # fmt: skip


def near(place: Place, word: str = "near") -> Place:
    """Return the surroundings of a place."""
    radius = place.radius_km or 5.0
    if place.kind in (PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.SEA):
        kind = PlaceKind.SEA if place.kind is PlaceKind.SEA else PlaceKind.REGION
        return replace(
            place, name=f"{word} {place.name}", id=f"{place.id}:near", kind=kind, radius_km=round(radius * 1.4, 1),
            precision=max(4, place.precision),
        )  # fmt: skip
    return replace(
        place, name=f"{word} {place.name}", id=f"{place.id}:near", precision=2, radius_km=round(radius + 20.0, 1)
    )


def off(place: Place, way: str | None) -> Place:
    """Return the sea off a place; without a coastline the point stays and the radius says so."""
    base = part(place, way, 0.5) if way and place.kind is not PlaceKind.SEA else place
    return replace(
        base, name=f"off {place.name}", id=f"{place.id}:off", kind=PlaceKind.SEA, country=None, precision=7,
        radius_km=round(max(60.0, (place.radius_km or 20.0) * 1.3), 1), members=(),
    )  # fmt: skip
