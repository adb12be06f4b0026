"""Units by name, in the habits of many armies: "1st Battalion, 503rd Infantry Regiment", "3 Para", "27e Brigade …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from mapapp.extract.lexicon._data import table, words
from mapapp.extract.lexicon._numbered import NUMBERED, read_numbered
from mapapp.extract.lexicon._numbers import ORDINAL_WORD, ROMAN
from mapapp.extract.lexicon._phrases import Phrases
from mapapp.extract.lexicon._styles import STYLES


@dataclass(frozen=True)
class FoundUnit:
    """A unit named in a text; `category` as `unit_category` has them, `country` None where the name does not tell."""

    start: int
    end: int
    text: str
    country: str | None
    category: str


#: The patterns that `find_units` tries, by name: numbered names first, then the habits of single armies.
UNIT_NAME_PATTERNS: dict[str, re.Pattern[str]] = {
    "numbered": NUMBERED,
    **{style.name: style.pattern for style in STYLES},
}

_LINK = re.compile(r",? (?:of )?(?:the |The )?")
_LONGEST_LINK = len(", of the ")
_RANKS = {
    **dict.fromkeys(("platoon",), 0),
    **dict.fromkeys(("company", "coy", "battery", "troop"), 1),
    **dict.fromkeys(("squadron", "sqn", "battalion", "bn"), 2),
    **dict.fromkeys(("regiment", "regt", "group", "wing", "marines", "infantry", "cavalry"), 3),
    **dict.fromkeys(("brigade", "bde", "team", "bct"), 4),
    **dict.fromkeys(("division", "div", "airborne"), 5),
    **dict.fromkeys(("corps",), 6),
    **dict.fromkeys(("army", "fleet"), 7),
    **dict.fromkeys(("command",), 8),
}
#: Ranks that a comma alone may join: a battalion and its regiment or brigade, a brigade and its division.
_COMMA = frozenset({(1, 2), (1, 3), (2, 3), (2, 4), (2, 5), (3, 5), (4, 5)})
_SERVICE = re.compile(
    r",? (?:The |the )?(Royal Marines|RAF|RAAF|RCAF|RNZAF|SAAF|RAN|RN|USMC|Royal Engineers|Royal Artillery|"
    r"Royal Logistic Corps|RLC|Rifles)(?!\w)| \(Special Operations Capable\)"
)
_OF_SERVICE = {"RAAF": "AU", "RAN": "AU", "RCAF": "CA", "RNZAF": "NZ", "SAAF": "ZA", "USMC": "US", None: None}
_VERB = "is|are|was|were|has|have|had|will|would|could|may|and|to|in|at|from|for|into|on|arrived|left|moved|began|sent"
_AGAIN = re.compile(rf"\b[Tt]he (?P<number>\d{{1,4}}(?:st|nd|rd|th))(?=['’]s\b|[.,;:)]|\s(?:{_VERB})\b)")
_NUMBER_FIRST = re.compile(rf"\D*\d|{ROMAN}|{ORDINAL_WORD}")


def find_units(text: str) -> list[FoundUnit]:
    """Return the named units of `text`, in order, without overlaps; the longest name at a place wins.

    A battalion and its regiment ("1st Battalion, 503rd Infantry Regiment") are one unit; a unit and a higher one that
    it is "of" as well. "The 82nd" alone is a unit once the text has named it in full.
    """
    every = [*_numbered(text), *_named(text), *_styled(text)]
    every.sort(key=lambda unit: (unit.start, -unit.end))
    kept: list[FoundUnit] = []
    for found in every:
        if kept and found.start < kept[-1].end:
            continue
        if kept and _belongs(text, kept[-1], found):
            low = kept.pop()
            whole = text[low.start : found.end]
            kept.append(FoundUnit(low.start, found.end, whole, low.country or found.country, low.category))
        else:
            kept.append(found)
    return sorted([*kept, *_again(text, kept)], key=lambda unit: unit.start)


def _belongs(text: str, lower: FoundUnit, higher: FoundUnit) -> bool:
    if higher.start - lower.end > _LONGEST_LINK:
        return False
    between = text[lower.end : higher.start]
    if not _LINK.fullmatch(between):
        return False
    if lower.country and higher.country and lower.country != higher.country:
        return False
    below, above = _rank(lower.text), _rank(higher.text)
    if below is None or "/" in higher.text:
        return False
    if not _NUMBER_FIRST.match(higher.text):
        return higher.category == "formation" and _takes_name(below, above, between)
    return above is not None and below < above and between != " " and ("of" in between or (below, above) in _COMMA)


def _takes_name(below: int, above: int | None, between: str) -> bool:
    """Whether a unit goes on with a name of no number: "1st Battalion Royal Welsh", "2nd Panzer Division Das Reich"."""
    if above is not None:
        return below < above
    return between == " " or below <= _RANKS["battalion"]


def _rank(name: str) -> int | None:
    ranks = [_RANKS[word] for word in re.findall(r"[a-z]+", name.lower()) if word in _RANKS]
    return ranks[-1] if ranks else None


def _numbered(text: str) -> Iterator[FoundUnit]:
    position = 0
    while match := NUMBERED.search(text, position):
        found = read_numbered(text, match)
        if found is None:
            position = match.start("rest") + 1
            continue
        end, country, category = found
        service = _SERVICE.match(text, end)
        if service:
            end = service.end()
            country = country or _OF_SERVICE.get(service[1], "GB")
            category = "air-unit" if (service[1] or "").endswith("AF") else category
        yield FoundUnit(match.start(), end, text[match.start() : end], country, category)
        position = end


def _named(text: str) -> Iterator[FoundUnit]:
    for start, end, (country, category) in _phrases().find(text):
        yield FoundUnit(start, end, text[start:end], country or None, category)


def _styled(text: str) -> Iterator[FoundUnit]:
    for style in STYLES:
        for match in style.pattern.finditer(text):
            yield FoundUnit(
                match.start(), match.end(), match.group(), style.country_of(match), style.category_of(match)
            )


def _again(text: str, found: list[FoundUnit]) -> Iterator[FoundUnit]:
    """Yield "the 82nd" where the text has named the 82nd before."""
    first: dict[str, FoundUnit] = {}
    for unit in found:
        for number in re.findall(r"\d{1,4}(?:st|nd|rd|th)", unit.text):
            first.setdefault(number, unit)
    for match in _AGAIN.finditer(text):
        named = first.get(match["number"])
        if named and named.end <= match.start("number"):
            start, end = match.span("number")
            yield FoundUnit(start, end, text[start:end], named.country, named.category)


@cache
def _phrases() -> Phrases[tuple[str, str]]:
    entries: dict[str, tuple[str, str]] = {}
    for category, countries in table("units")["named"].items():
        for country, names in countries.items():
            for name in words(names):
                entries[name] = ("" if country == "shared" else country, category)
    return Phrases(entries)
