"""Places made from a name and the words around it: "eastern Ukraine", "50 km east of Kyiv", "the border with Poland".

Each becomes a place of its own with the extent that the words give it; the names inside it stay with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from geopy.distance import geodesic

from mapapp.locate import nations
from mapapp.locate.toponym import Toponym
from mapapp.model import Place, PlaceKind

_POINTS = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0, "south": 180.0, "southwest": 225.0,
    "west": 270.0, "northwest": 315.0,
}  # fmt: skip
_WAY = r"(?:north|south)[- ]?(?:east|west)|north|south|east|west"
#: Kilometres in one unit of a distance.
_UNITS = {"km": 1.0, "kilom": 1.0, "mile": 1.609344, "mi": 1.609344, "nauti": 1.852, "nm": 1.852}
_NUMBERS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100,
}  # fmt: skip
_PART = re.compile(
    rf"(?:\b[Tt]he )?\b({_WAY}|central)(?:ern|most)?(?: (?:part|parts|half|end|edge|coast)(?: of)?)? ?(?:the )?$", re.I
)
_PART_OF = re.compile(
    rf"(?:\b[Tt]he )?\b(?:far )?({_WAY}|centre|center)(?:ern)?(?: (?:part|parts|half|end|edge|coast|shore|region|regions))? of (?:the )?$",
    re.IGNORECASE,
)
_OWN_PART = re.compile(
    rf"^['’]s? (?:far )?({_WAY}|central)(?:ern)?(?: (?:region|regions|part|parts|half|coast|provinces?|areas?|flank|edge))?\b(?! border| front)",
    re.IGNORECASE,
)
_DISTANCE = re.compile(
    rf"(?:\b(?:about|some|around|roughly|nearly|approximately|almost|just|more than|less than|over) )?"
    rf"\b(\d+(?:[.,]\d+)?|{'|'.join(_NUMBERS)})[- ]?(km|kilomet(?:re|er)s?|miles?|mi|nautical miles?|nm)\b"
    rf"(?: \([^)]{{1,20}}\))? (?:(?:to the )?({_WAY})(?:ward)? of|(?:away )?from|off|outside|inside|beyond) "
    rf"(?:the )?(?:(?:coast|city|town|village|port|capital|border) of )?(?:the )?$",
    re.IGNORECASE,
)
_SIDE = re.compile(rf"(?:\b[Jj]ust )?\b({_WAY}) of (?:the )?$", re.IGNORECASE)
_COAST = re.compile(
    rf"\b(?:off|along) (?:the )?(?:({_WAY})(?:ern)? )?(?:coasts?|shores?|coastline) of (?:the )?$|\b(?:just )?off (?:of )?(?:the )?$",
    re.IGNORECASE,
)
_OWN_COAST = re.compile(r"^(?:['’]s?)? (?:\w+ )?(?:coast|coastline|shores?|territorial waters|waters)\b", re.IGNORECASE)
_NEAR = re.compile(
    r"\b(near|near to|around|outside|just outside|close to|in the vicinity of|on the outskirts of|the outskirts of|surrounding|"
    r"in the area of|the area around|areas around|just across from|adjacent to|next to)"
    r" (?:the )?(?:(?:city|town|village|port|capital) of )?$",
    re.IGNORECASE,
)
_BORDER_WITH = re.compile(
    rf"(?:\b(?:near|along|on|at|across) )?(?:\b(?:the|its|their|his|our) )?(?:({_WAY})(?:ern)? )?\b(?:border|borders|frontier|boundary)"
    r"(?: (?:region|area|zone)s?)? (?:with|to|of|into) (?:the )?$",
    re.IGNORECASE,
)
_BORDER_BETWEEN = re.compile(
    r"(?:\b(?:near|along|on|at) )?(?:\bthe )?\b(?:border|borders|frontier|boundary) (?:region |area )?between (?:the )?$",
    re.IGNORECASE,
)
_BORDER = re.compile(
    rf"^(?:['’]s?)? ?(?:({_WAY})(?:ern)? )?(?:land )?(?:border|borders|frontier|borderlands?)(?: (?:region|regions|area|areas|zone|provinces?))?\b",
    re.IGNORECASE,
)
_BEFORE_BORDER = re.compile(
    r"\b(?:near|along|on|at|around|close to|across|toward|towards|by) (?:the )?$|\bthe $", re.IGNORECASE
)


def derive(text: str, found: Sequence[Toponym], weights: Mapping[str, float]) -> list[Toponym]:
    """Return the toponyms with those that the words around turn into other places replaced.

    Parameters
    ----------
    text : str
        The report's text, white space made blanks.
    found : sequence of Toponym
        The plain names, in order, none overlapping.
    weights : mapping of str to float
        How much the report is about each country, for the other side of a border.
    """
    made: list[Toponym] = []
    at = 0
    while at < len(found):
        top, used = _joined(text, found, at)
        following = found[at + used] if at + used < len(found) else None
        pair = _pair(text, top, following) if following is not None else None
        if pair is not None:
            top, used = pair, used + 1
        else:
            top = _around(text, top, weights, made[-1].end if made else 0)
        made.append(top)
        at += used
    return made


def _joined(text: str, found: Sequence[Toponym], at: int) -> tuple[Toponym, int]:
    """Take "X, North Carolina" and "X in Syria" for one."""
    top, used = found[at], 1
    while at + used < len(found):
        other = found[at + used]
        between = text[top.end : other.start]
        inside = _within(top.place, other.place)
        if top.role != "name" or other.role != "name" or not inside:
            break
        if between not in (", ", " in ", ", in ") or (between != ", " and used > 1):
            break
        end = other.end
        top = replace(top, end=end, surface=text[top.start : end], inner=(*(top.inner or (top,)), other))
        used += 1
    return top, used


def _within(one: Place | None, other: Place | None) -> bool:
    if one is None or other is None or other.kind not in (PlaceKind.COUNTRY, PlaceKind.REGION) or not other.country:
        return False
    if one.kind not in (PlaceKind.CITY, PlaceKind.BASE, PlaceKind.REGION) or one.country != other.country:
        return False
    return one.id != other.id and (other.kind is PlaceKind.COUNTRY or one.kind is not PlaceKind.COUNTRY)


def _pair(text: str, top: Toponym, other: Toponym) -> Toponym | None:
    """Take "the border between X and Y" and "the X-Y border" for one."""
    between = text[top.end : other.start]
    codes = (_country(top.place), _country(other.place))
    if codes[0] is None or codes[1] is None or codes[0] == codes[1]:
        return None
    before = _BORDER_BETWEEN.search(text[max(0, top.start - 60) : top.start])
    after = re.match(r" (?:border|frontier|boundary)\b", text[other.end : other.end + 12], re.IGNORECASE)
    if not (before and between == " and ") and not (after and between in ("-", "–", " - ", "/")):
        return None
    place = nations.border(codes[0], codes[1])
    if place is None:
        return None
    start = max(0, top.start - 60) + before.start() if before else top.start
    end = other.end if before else other.end + (after.end() if after else 0)
    return _made(text, start, end, place, "their border", top, other)


def _around(text: str, top: Toponym, weights: Mapping[str, float], floor: int) -> Toponym:
    """Return what the words before and after one name make of it."""
    place = top.place
    if place is None:
        return top
    low = max(floor, top.start - 70)
    before, after = text[low : top.start], text[top.end : top.end + 50]
    country = _country(place)
    if country is not None and (border := _border(text, top, country, weights, low)) is not None:
        return border
    if top.role == "embedded":
        return top
    if match := _OWN_COAST.match(after):
        return _made(text, top.start, top.end + match.end(), _off(place, None), "its coast", top)
    if top.role == "adjective":
        return top
    if match := _OWN_PART.match(after):
        return _made(text, top.start, top.end + match.end(), part(place, match.group(1)), "a part of it", top)
    if match := _DISTANCE.search(before):
        return _made(text, low + match.start(), top.end, away(place, *_far(match)), "at a distance from it", top)
    for pattern in (_PART_OF, _PART):
        if (match := pattern.search(before)) and " coast" not in match.group() and _SIDE.search(before) is None:
            return _made(text, low + match.start(), top.end, part(place, match.group(1)), "a part of it", top)
    if (match := _SIDE.search(before)) and place.kind is not PlaceKind.COUNTRY:
        return _made(text, low + match.start(), top.end, away(place, 15.0, match.group(1)), "beside it", top)
    if match := _COAST.search(before):
        return _made(text, low + match.start(), top.end, _off(place, match.group(1)), "off its coast", top)
    if match := _NEAR.search(before):
        return _made(text, low + match.start(), top.end, near(place, match.group(1).lower()), "near it", top)
    return top


def _border(text: str, top: Toponym, country: str, weights: Mapping[str, float], low: int) -> Toponym | None:
    before, after = text[low : top.start], text[top.end : top.end + 50]
    match, start, end = _BORDER.match(after), top.start, top.end
    if match:
        end = top.end + match.end()
        lead = _BEFORE_BORDER.search(before)
        start = low + lead.start() if lead else start
    elif (match := _BORDER_WITH.search(before)) and top.role != "embedded":
        start = low + match.start()
    if not match:
        return None
    way = match.group(1)
    others = [(weights.get(code, 0.0), code) for code in nations.neighbours(country) if weights.get(code, 0.0) > 0]
    if way is None and others:
        place = nations.border(country, max(others)[1])
        if place is not None:
            return _made(text, start, end, place, "its border with the neighbour that the report is about", top)
    home = nations.country(country)
    edge = part(home, way, 0.46) if way else replace(home, kind=PlaceKind.REGION, precision=5)
    name = f"{way.lower()}ern border of {home.name}" if way else f"border of {home.name}"
    ident = f"border:{country}:{way.lower() if way else 'all'}"
    return _made(text, start, end, replace(edge, name=name, id=ident, precision=5), "its border", top)


def _country(place: Place | None) -> str | None:
    return place.country if place is not None and place.kind is PlaceKind.COUNTRY else None


def _made(text: str, start: int, end: int, place: Place, reason: str, *inner: Toponym) -> Toponym:
    names = tuple(name for top in inner for name in (top.inner or (top,)))
    score = min(top.score for top in inner)
    return Toponym(start, end, text[start:end], place, score, (), reason, "derived", names)


def _far(match: re.Match[str]) -> tuple[float, str | None]:
    number = match.group(1).lower()
    value = _NUMBERS[number] if number in _NUMBERS else float(number.replace(",", ""))
    unit = next(factor for start, factor in _UNITS.items() if match.group(2).lower().startswith(start))
    return value * unit, match.group(3)


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
    return _boxed(place, name, ident, kind, bearing, share)


def _boxed(place: Place, name: str, ident: str, kind: PlaceKind, bearing: float, share: float) -> Place:
    assert place.extent is not None  # noqa: S101 (the caller has looked)
    south, west, north, east = place.extent
    width, height = (east - west) % 360 or 360.0, north - south
    up = 1 if bearing in (0.0, 45.0, 315.0) else -1 if bearing in (135.0, 180.0, 225.0) else 0
    right = 1 if 0 < bearing < 180 else -1 if 180 < bearing < 360 else 0
    lat = max(-90.0, min(90.0, (south + north) / 2 + up * share * height if up else place.lat))
    lon = (west + width / 2) + right * share * width if right else place.lon
    lat = min(max(lat, south), north)
    box = (
        (south + north) / 2 if up > 0 else south,
        _turned(west + width / 2) if right > 0 else west,
        (south + north) / 2 if up < 0 else north,
        _turned(west + width / 2) if right < 0 else east,
    )
    return replace(
        place, name=name, id=ident, kind=kind, lat=round(lat, 3), lon=round(_turned(lon), 3), extent=box, precision=4,
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


def _off(place: Place, way: str | None) -> Place:
    """Return the sea off a place; without a coastline the point stays and the radius says so."""
    base = part(place, way, 0.5) if way and place.kind is not PlaceKind.SEA else place
    return replace(
        base, name=f"off {place.name}", id=f"{place.id}:off", kind=PlaceKind.SEA, country=None, precision=7,
        radius_km=round(max(60.0, (place.radius_km or 20.0) * 1.3), 1), members=(),
    )  # fmt: skip
