"""Buildings that are named after something and stand in a town: "the Palestine Hotel in Baghdad" is in Baghdad.

What a building is called after is no place of the report: an embassy's country, a saint, a founder.  A name of a place
inside a building's name gives way to the building, where the words behind it say in which town that stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from mapapp.locate.beside import inside
from mapapp.locate.toponym import Toponym
from mapapp.model import PlaceKind

#: "U.S.", "St.", "Smith-Jones"; not a word with the full stop of its sentence ("in Dallas. The University").
_WORD = r"(?:(?:[A-Z]\.){1,4}|[A-Z]\w{0,3}\.|[A-Z][\w’'&-]{0,40}(?:\.[\w’'&-]{1,10}){0,4})"
_PART = rf"(?:{_WORD}|of|the|and|for)"
#: A building's name; what stands before it may be its own ("the U.S. Embassy") or follow ("the Embassy of Armenia").
_SITE = re.compile(
    rf"(?<![\w.’'&-])(?:{_PART} ){{0,5}}?(?:(?P<mission>Embassy|Consulate|Consulate General|High Commission|Chancery)|"
    r"Hotel|Hospital|Clinic|College|University|Institute|Academy|School|Chapel|Church|Cathedral|Mosque|Synagogue|Temple|"
    r"Theatre|Theater|Museum|Library|Stadium|Arena|Palace|Tower|Towers|Hall|Court|Courthouse|Prison|Jail|Mall|Club|"
    r"Cultural Cent(?:re|er)|Medical Cent(?:re|er)|Shopping Cent(?:re|er))"
    rf"(?: of(?: the)?(?: {_WORD}){{1,6}}?(?: of(?: the)? {_WORD})?)?(?=,? (?:in|at) |, | [A-Z])"
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
    starts = [top.start for top in found]
    kept: list[Toponym] = []
    taken = 0  # of the names, those that are kept or have given way
    for match in _SITE.finditer(text):
        first, behind = bisect_left(starts, match.start()), bisect_left(starts, match.end())
        town = found[behind] if behind < len(found) else None
        if first < taken or first == behind or town is None or found[behind - 1].end > match.end():
            continue
        if town.place is None or _THERE.fullmatch(text, match.end(), town.start) is None:
            continue
        if town.place.kind is not PlaceKind.CITY and not (match["mission"] and town.place.kind is PlaceKind.COUNTRY):
            continue
        start = min(match.start() + _article(match.group()), found[first].start)
        if first > taken and found[first - 1].end > start:
            continue
        surface = text[start : match.end()]
        place, reason = inside(town.place, surface), f"said to be in {town.place.name}"
        kept += [*found[taken:first], Toponym(start, match.end(), surface, place, town.score * 0.6, (), reason)]
        taken = behind
    return [*kept, *found[taken:]]


def _article(words: str) -> int:
    """Return how many characters of small words and articles stand before a name."""
    begun = re.match(r"(?:(?:[Tt]he|of|and|for|A|An|At|In) )*", words)
    return begun.end() if begun is not None else 0
