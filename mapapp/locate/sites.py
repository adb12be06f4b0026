"""Buildings that are named after something and stand in a town: "the Palestine Hotel in Baghdad" is in Baghdad.

What a building is called after is no place of the report: an embassy's country, a saint, a founder.  A name of a place
inside a building's name gives way to the building, where the words behind it say in which town that stands.
"""

from __future__ import annotations

import re
from dataclasses import replace

from mapapp.locate.toponym import Toponym
from mapapp.model import Place, PlaceKind

_PART = r"(?:[A-Z][\w.’'&-]*|of|the|and|for)"
#: A building's name; what stands before it may be its own ("the U.S. Embassy") or follow ("the Embassy of Armenia").
_SITE = re.compile(
    rf"(?:{_PART} ){{0,5}}?(?:(?P<mission>Embassy|Consulate|Consulate General|High Commission|Chancery)|"
    r"Hotel|Hospital|Clinic|College|University|Institute|Academy|School|Chapel|Church|Cathedral|Mosque|Synagogue|Temple|"
    r"Theatre|Theater|Museum|Library|Stadium|Arena|Palace|Tower|Towers|Hall|Court|Courthouse|Prison|Jail|Mall|Club|"
    r"Cultural Cent(?:re|er)|Medical Cent(?:re|er)|Shopping Cent(?:re|er))"
    rf"(?: of(?: the)?(?: [A-Z][\w.’'-]*)+?(?: of(?: the)? [A-Z][\w.’'-]*)?)?(?=,? (?:in|at) |, | [A-Z])"
)
#: What may stand between a building and its town.
_THERE = re.compile(r"(?:,| in| at|, in)? (?:(?:central|downtown|nearby|the|the city of|the capital,?) )?")


def housed(text: str, found: list[Toponym]) -> list[Toponym]:
    """Return the names with each building that stands in a placed town in place of the names inside its own.

    Parameters
    ----------
    text : str
    found : list of Toponym
        In order, none overlapping.
    """
    made: list[Toponym] = []
    done = 0
    for match in _SITE.finditer(text):
        if match.start() < done:
            continue
        inner = [top for top in found if match.start() <= top.start and top.end <= match.end()]
        town = next((top for top in found if top.start >= match.end()), None)
        if not inner or town is None or town.place is None or not _THERE.fullmatch(text[match.end() : town.start]):
            continue
        if town.place.kind is not PlaceKind.CITY and not (match["mission"] and town.place.kind is PlaceKind.COUNTRY):
            continue
        start = min(match.start() + _article(match.group()), inner[0].start)
        surface = text[start : match.end()]
        place = _inside(town.place, surface)
        reason = f"said to be in {town.place.name}"
        made.append(Toponym(start, match.end(), surface, place, town.score * 0.6, (), reason))
        done = town.start
    kept = [top for top in found if not any(one.start < top.end and top.start < one.end for one in made)]
    return sorted([*kept, *made], key=lambda top: top.start)


def _inside(town: Place, name: str) -> Place:
    radius = max(10.0, town.radius_km or 0.0)
    return replace(town, name=name, id=f"{town.id}:in", precision=max(2, town.precision or 2), radius_km=radius)


def _article(words: str) -> int:
    """Return how many characters of small words and articles stand before a name."""
    begun = re.match(r"(?:(?:[Tt]he|of|and|for|A|An|At|In) )*", words)
    return begun.end() if begun is not None else 0
