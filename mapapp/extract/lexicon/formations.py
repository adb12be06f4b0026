"""Units by name, in the habits of many armies: "1st Battalion, 503rd Infantry Regiment", "3 Para", "27e Brigade …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from mapapp.extract.lexicon._data import plain, table, words
from mapapp.extract.lexicon._numbers import ORDINAL_WORD, ROMAN, number_of
from mapapp.extract.lexicon._phrases import Phrases
from mapapp.extract.lexicon._styles import STYLES
from mapapp.extract.lexicon.nouns import unit_category


@dataclass(frozen=True)
class FoundUnit:
    """A unit named in a text; `category` as `unit_category` has them, `country` None where the name does not tell."""

    start: int
    end: int
    text: str
    country: str | None
    category: str


_ORDINAL = rf"(?:\d{{1,4}}(?:st|nd|rd|th|ST|ND|RD|TH)(?:/\d{{1,3}}(?:st|nd|rd|th))?|\d{{1,2}}/\d{{1,3}}(?:st|nd|rd|th)?|{ORDINAL_WORD})"
_BARE = r"(?:(?:No\.?|Nr\.?|Number) ?\d{1,4}|\d{1,3})"
_WORD = r"\(?[^\W\d_](?:[\w'’&]|-(?=\w))*\)?"
_NUMBERED = re.compile(
    rf"(?<![\w/$£€.,-])(?:(?P<ordinal>{_ORDINAL})|(?P<roman>{ROMAN})|(?P<bare>{_BARE}))(?P<rest>(?:[ \n\u00a0-]{_WORD}){{1,9}})(?!\w)"
)
_CHAIN = re.compile(r",? (?:of )?(?:the |The )?|, ")
_SPLIT = re.compile(r"[ \n\u00a0]|(?<=\d)-")
_STOP = frozenset(
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "The", "A", "An", "In", "On", "At", "To", "From", "For", "And", "Or", "But", "With", "By", "Of", "His", "Her", "Their", "Its", "It", "He", "She", "They", "We", "I", "You", "Mr", "Mrs", "General", "President", "World", "War", "Street", "Avenue", "Century", "Amendment", "Congress", "District", "Session", "Summit", "Anniversary", "Day", "Week", "Month", "Year", "Quarter", "Lady", "Minister", "Secretary"]
)
#: A number with one of these words alone is a unit: "82nd Airborne", "8th Marines", "1st Cavalry".
_SHORT = frozenset(
    ["airborne", "cavalry", "infantry", "marines", "rifles", "armored", "armoured", "mountain", "rangers", "guards", "hussars", "lancers", "dragoons", "fusiliers", "panzer", "panzers", "gurkhas", "gurkha", "stryker"]
)
_SHORT_BARE = frozenset(
    ["commando", "para", "scots", "rifles", "rar", "yorks", "mercian", "rgr", "ppcli", "rcr", "rep", "scots", "pwrr", "lancs", "welsh", "paras", "bn", "bde", "sqn", "coy", "meu", "nscr", "rtr", "rha"]
)
_LOOSE = frozenset(
    ["group", "command", "flight", "detachment", "contingent", "company", "force", "escadron", "corps", "army", "groups", "companies", "battery"]
)
_ROMAN_NOUN = frozenset(
    {"corps", "army corps", "marine expeditionary force", "mef", "air corps", "field force", "tactical air command"}
)
_ECHELON = {
    "platoon": 0, "company": 1, "coy": 1, "battery": 1, "troop": 1, "squadron": 2, "sqn": 2, "battalion": 2, "bn": 2, "group": 3,
    "regiment": 3, "regt": 3, "marines": 3, "infantry": 3, "wing": 3, "brigade": 4, "bde": 4, "team": 4, "bct": 4, "airborne": 5, "division": 5,
    "div": 5, "corps": 6, "fleet": 7, "army": 7, "command": 8,
}  # fmt: skip
#: Ranks that a comma alone may join: a battalion and its regiment or brigade, a brigade and its division.
_COMMA = frozenset({(1, 2), (1, 3), (2, 3), (2, 4), (2, 5), (3, 5), (4, 5)})
_AIR = frozenset(
    ["fighter", "bomber", "bombardment", "bomb", "aviation", "airlift", "refueling", "tactical", "interceptor", "helicopter", "rescue", "aircraft", "air"]
)
_SEA = frozenset(
    ["destroyer", "submarine", "cruiser", "carrier", "amphibious", "minesweeping", "countermeasures", "escort", "torpedo", "battle", "naval", "fleet"]
)
_SERVICE = re.compile(
    r",? (Royal Marines|RAF|RAAF|RCAF|RNZAF|SAAF|RAN|RN|USMC|Royal Engineers|Royal Artillery|Royal Logistic Corps|RLC)(?!\w)"
)
_OF_SERVICE = {"RAAF": "AU", "RAN": "AU", "RCAF": "CA", "RNZAF": "NZ", "SAAF": "ZA", "USMC": "US"}

#: The patterns that `find_units` tries, by name: numbered names first, then the habits of single armies.
UNIT_NAME_PATTERNS: dict[str, re.Pattern[str]] = {
    "numbered": _NUMBERED,
    **{style.name: style.pattern for style in STYLES},
}


def find_units(text: str) -> list[FoundUnit]:
    """Return the named units of `text`, in order, without overlaps; the longest name at a place wins.

    A battalion and its regiment ("1st Battalion, 503rd Infantry Regiment") are one unit; a unit and a higher one that
    it is "of" as well.
    """
    every = [*_numbered(text), *_named(text), *_styled(text)]
    every.sort(key=lambda unit: (unit.start, -unit.end))
    kept: list[FoundUnit] = []
    for unit in every:
        if kept and unit.start < kept[-1].end:
            continue
        if kept and _belongs(text, kept[-1], unit):
            first = kept.pop()
            unit = FoundUnit(
                first.start, unit.end, text[first.start : unit.end], first.country or unit.country, first.category
            )
        kept.append(unit)
    return kept


def _belongs(text: str, lower: FoundUnit, higher: FoundUnit) -> bool:
    between = text[lower.end : higher.start]
    if len(between) > 10 or not _CHAIN.fullmatch(between):
        return False
    if lower.country and higher.country and lower.country != higher.country:
        return False
    below, above = _echelon(lower.text), _echelon(higher.text)
    if below is None or above is None or below >= above or "/" in higher.text:
        return False
    return "of" in between or (below, above) in _COMMA


def _echelon(name: str) -> int | None:
    ranks = [_ECHELON[word] for word in re.findall(r"[a-z]+", name.lower()) if word in _ECHELON]
    return ranks[-1] if ranks else None


def _numbered(text: str) -> Iterator[FoundUnit]:
    position = 0
    while match := _NUMBERED.search(text, position):
        found = _read(text, match)
        if found is None:
            position = match.start("rest") + 1
            continue
        end, country, category = found
        service = _SERVICE.match(text, end)
        if service:
            end = service.end()
            country = country or _OF_SERVICE.get(service[1], "GB")
            category = "air-unit" if service[1].endswith("AF") else category
        yield FoundUnit(match.start(), end, text[match.start() : end], country, category)
        position = end


def _read(text: str, match: re.Match[str]) -> tuple[int, str | None, str] | None:
    """Return (end, country, category) of the numbered unit that starts at a number, or None."""
    start = match.start("rest")
    spans = [(m.start() + start, m.end() + start) for m in re.finditer(_WORD, match["rest"])]
    parts = [text[a:b] for a, b in spans]
    ordinal = match["ordinal"] or ""
    digits = ordinal[:1].isdigit()
    best: tuple[int, int] | None = None  # (words used, words of the noun)
    unknown = 0
    k = 0
    while k < len(parts):
        noun = _noun_at(parts, k)
        if noun and _noun_fits(match, parts[: k + noun], k, noun, digits):
            best = (k + noun, noun)
            k += noun
            if k >= len(parts) or not _goes_on(parts, k):
                break
            continue
        bare = parts[k].strip("()")
        if bare.lower() in _arm_words() and (bare[0].isupper() or digits):
            pass
        elif bare[0].isupper() and bare not in _STOP and unknown < 3 and (digits or match["bare"]):
            unknown += 1
        else:
            break
        k += 1
    if best is None:
        return _short(match, parts, spans)
    used, noun = best
    name = [part for part in parts[:used]]
    number = number_of(match["ordinal"] or match["roman"] or match["bare"])
    end = spans[used - 1][1]
    return end, _country(name, number), _category(name, noun, bool(match["bare"]))


def _goes_on(parts: list[str], k: int) -> bool:
    return _noun_at(parts, k) > 0 and parts[k][0].isupper()


def _noun_at(parts: list[str], k: int) -> int:
    for size in (5, 4, 3, 2, 1):
        if k + size <= len(parts) and " ".join(parts[k : k + size]).lower() in _noun_words():
            return size
    return 0


def _noun_fits(match: re.Match[str], parts: list[str], k: int, size: int, digits: bool) -> bool:
    noun = " ".join(parts[k : k + size])
    if match["roman"]:
        return (
            noun[0].isupper() and noun.lower() in _ROMAN_NOUN | {"panzer corps"} and all(p[0].isupper() for p in parts)
        )
    if match["bare"]:
        return (
            noun[0].isupper()
            and (not noun.endswith("s") or noun == "Corps")
            and not (k == 0 and noun.lower() in {"group", "force", "flight", "army", "command"})
        )
    if not digits:
        return noun[0].isupper() and (k > 0 or noun.lower() not in _LOOSE - {"army", "corps"})
    return noun[0].isupper() or k > 0 or noun.lower() not in _LOOSE - {"corps", "army", "company"}


def _short(match: re.Match[str], parts: list[str], spans: list[tuple[int, int]]) -> tuple[int, str | None, str] | None:
    word = parts[0]
    number = number_of(match["ordinal"] or match["roman"] or match["bare"])
    if match["bare"]:
        if word.lower() not in _SHORT_BARE or not word[0].isupper() or not match["bare"].isdigit():
            return None
        country = _known().get(("commando" if word == "Commando" else word.lower(), number)) or _known().get(
            (word.lower(), 0)
        )
        return spans[0][1], country, "formation"
    if match["roman"] or not match["ordinal"][:1].isdigit() or not word[0].isupper():
        return None
    used = 0
    while used < min(3, len(parts)) and parts[used].lower() in _arm_words() and parts[used][0].isupper():
        used += 1
    while used and parts[used - 1].lower() not in _SHORT:
        used -= 1
    if not used:
        return None
    return spans[used - 1][1], _country(parts[:used], number), "formation"


def _country(parts: list[str], number: int) -> str | None:
    name = " ".join(parts)
    for words_, country in _nationalities():
        if re.search(rf"(?<!\w){re.escape(words_)}(?!\w)", name):
            return country
    known = [part for part in parts if part.lower() not in ("separate", "independent")]
    shorter = [part for part in known if part.strip("()").lower() in _arm_words() or part.lower() in _noun_tokens()]
    for candidate in (parts, known, shorter):
        key = plain(" ".join(candidate)).lower().replace("motorised", "motorized")
        key = re.sub(r"(division|brigade|regiment|battalion|team|wing)s$", r"\1", key)
        found = _known().get((key, number)) or _known().get((key, 0))
        if found:
            return found
    return None


def _category(parts: list[str], noun_size: int, bare: bool) -> str:
    lowered = [part.lower() for part in parts]
    noun = lowered[-1]
    arms = set(lowered[:-1])
    if noun.startswith(("squadron", "group", "regiment", "wing", "sqn", "flotilla")):
        if arms & _AIR:
            return "air-unit"
        if arms & _SEA and not noun.startswith("regiment"):
            return "ship-group"
        if noun.startswith(("squadron", "sqn")):
            return "air-unit" if bare and len(parts) == 1 else "formation"
    if noun == "force" and "air" in arms:
        return "air-unit"
    return unit_category(" ".join(lowered)) or "formation"


def _named(text: str) -> Iterator[FoundUnit]:
    for start, end, (country, category) in _phrases().find(text):
        yield FoundUnit(start, end, text[start:end], country or None, category)


def _styled(text: str) -> Iterator[FoundUnit]:
    for style in STYLES:
        for match in style.pattern.finditer(text):
            yield FoundUnit(
                match.start(), match.end(), match.group(), style.country_of(match), style.category_of(match)
            )


@cache
def _phrases() -> Phrases[tuple[str, str]]:
    entries: dict[str, tuple[str, str]] = {}
    for category, countries in table("units")["named"].items():
        for country, names in countries.items():
            for name in words(names):
                entries[name] = ("" if country == "shared" else country, category)
    return Phrases(entries)


@cache
def _arm_words() -> frozenset[str]:
    return frozenset(part.lower() for arm in words(table("units")["grammar"]["arms"]) for part in arm.split())


@cache
def _noun_words() -> frozenset[str]:
    return frozenset(noun.lower() for noun in words(table("units")["grammar"]["nouns"]))


@cache
def _noun_tokens() -> frozenset[str]:
    return frozenset(part for noun in _noun_words() for part in noun.split())


@cache
def _nationalities() -> tuple[tuple[str, str], ...]:
    pairs = [(name, country) for country, names in table("units")["nationality"].items() for name in words(names)]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _known() -> dict[tuple[str, int], str]:
    """Return the country of (name, number); number 0 stands for any."""
    found: dict[tuple[str, int], str] = {}
    for country, lines in table("units")["numbered"].items():
        for line in lines.splitlines():
            name, _, numbers = line.partition(":")
            for number in numbers.split():
                found[(plain(name).strip().lower(), 0 if number == "*" else int(number))] = country
    return found
