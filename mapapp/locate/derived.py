"""Places made from a name and the words around it: "eastern Ukraine", "50 km east of Kyiv", "the border with Poland".

Each becomes a place of its own with the extent that the words give it; the names inside it stay with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from mapapp.locate import nations
from mapapp.locate.phrases import (
    BEFORE_BORDER,
    BORDER,
    BORDER_BETWEEN,
    BORDER_WITH,
    COAST,
    CROSSING,
    DISTANCE,
    NEAR,
    NUMBERS,
    OWN_COAST,
    OWN_PART,
    PART,
    PART_OF,
    SIDE,
    UNITS,
)
from mapapp.locate.shapes import away, near, off, part
from mapapp.locate.toponym import Toponym
from mapapp.model import Place, PlaceKind


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
    areas = one.kind is other.kind is PlaceKind.REGION
    if areas and other.extent is not None and not other.reaches(one.lat, one.lon):
        return False  # a list of areas
    return one.id != other.id


def _pair(text: str, top: Toponym, other: Toponym) -> Toponym | None:
    """Take "the border between X and Y" and "the X-Y border" for one."""
    between = text[top.end : other.start]
    codes = (_country(top.place), _country(other.place))
    if codes[0] is None or codes[1] is None or codes[0] == codes[1]:
        return None
    before = BORDER_BETWEEN.search(text[max(0, top.start - 60) : top.start])
    after = re.match(r" (?:border|frontier|boundary)\b", text[other.end : other.end + 12], re.IGNORECASE)
    if not (before and between == " and ") and not (after and between in ("-", "–", " - ", "/")):
        return None
    place = nations.border(codes[0], codes[1])
    if place is None:
        return None
    start = max(0, top.start - 60) + before.start() if before else top.start
    end = other.end if before else other.end + (after.end() if after else 0)
    return _made(text, (start, end), place, "their border", top, other)


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
    if match := OWN_COAST.match(after):
        return _made(text, (top.start, top.end + match.end()), off(place, None), "its coast", top)
    if top.role == "adjective":
        return top
    if match := OWN_PART.match(after):
        return _made(text, (top.start, top.end + match.end()), part(place, match.group(1)), "a part of it", top)
    if match := DISTANCE.search(before):
        return _made(text, (low + match.start(), top.end), away(place, *_far(match)), "at a distance from it", top)
    for pattern in (PART_OF, PART):
        if (match := pattern.search(before)) and " coast" not in match.group() and SIDE.search(before) is None:
            return _made(text, (low + match.start(), top.end), part(place, match.group(1)), "a part of it", top)
    if (match := SIDE.search(before)) and place.kind is not PlaceKind.COUNTRY:
        return _made(text, (low + match.start(), top.end), away(place, 15.0, match.group(1)), "beside it", top)
    if match := COAST.search(before):
        return _made(text, (low + match.start(), top.end), off(place, match.group(1)), "off its coast", top)
    if match := NEAR.search(before):
        return _made(text, (low + match.start(), top.end), near(place, match.group(1).lower()), "near it", top)
    return top


def _border(text: str, top: Toponym, country: str, weights: Mapping[str, float], low: int) -> Toponym | None:
    before, after = text[low : top.start], text[top.end : top.end + 50]
    match, start, end = BORDER.match(after), top.start, top.end
    if match:
        end = top.end + match.end()
        lead = BEFORE_BORDER.search(before)
        start = low + lead.start() if lead else start
    elif (match := BORDER_WITH.search(before)) and top.role != "embedded":
        if CROSSING.search(before) is not None:
            return None  # "over the frontier to Laos"
        start = low + match.start()
    if not match:
        return None
    way = match.group(1)
    others = [(weights.get(code, 0.0), code) for code in nations.neighbours(country) if weights.get(code, 0.0) > 0]
    if way is None and others:
        place = nations.border(country, max(others)[1])
        if place is not None:
            return _made(text, (start, end), place, "its border with the neighbour that the report is about", top)
    home = nations.country(country)
    edge = part(home, way, 0.46) if way else replace(home, kind=PlaceKind.REGION, precision=5)
    name = f"{way.lower()}ern border of {home.name}" if way else f"border of {home.name}"
    ident = f"border:{country}:{way.lower() if way else 'all'}"
    return _made(text, (start, end), replace(edge, name=name, id=ident, precision=5), "its border", top)


def _country(place: Place | None) -> str | None:
    return place.country if place is not None and place.kind is PlaceKind.COUNTRY else None


def _made(text: str, span: tuple[int, int], place: Place, reason: str, *inner: Toponym) -> Toponym:
    names = tuple(name for top in inner for name in (top.inner or (top,)))
    score = min(top.score for top in inner)
    start, end = span
    return Toponym(start, end, text[start:end], place, score, (), reason, "derived", names)


def _far(match: re.Match[str]) -> tuple[float, str | None]:
    number = match.group(1).lower()
    value = NUMBERS[number] if number in NUMBERS else float(number.replace(",", ""))
    unit = next(factor for start, factor in UNITS.items() if match.group(2).lower().startswith(start))
    return value * unit, match.group(3)
