"""Reads a numbered unit from left to right: "36th Separate Marine Brigade", "XXX Corps", "No. 617 Squadron RAF"."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from mapapp.extract.lexicon._data import plain, table, words
from mapapp.extract.lexicon._numbers import ORDINAL_WORD, ROMAN, number_of
from mapapp.extract.lexicon.nouns import unit_category

_ORDINAL = (
    r"(?:\d{1,4}(?:st|nd|rd|th|ST|ND|RD|TH)(?:/\d{1,3}(?:st|nd|rd|th))?|\d{1,2}/\d{1,3}(?:st|nd|rd|th)?|"
    rf"{ORDINAL_WORD})"
)
_BARE = r"(?:(?:No\.?|Nr\.?|Number) ?\d{1,4}|\d{1,3})"
_WORD = r"\(?[^\W\d_](?:[\w'’&]|-(?=\w))*\)?"
#: A number and up to nine words after it.
NUMBERED = re.compile(
    rf"(?<![\w/$£€.,-])(?:(?P<ordinal>{_ORDINAL})|(?P<roman>{ROMAN})|(?P<bare>{_BARE}))"
    rf"(?P<rest>(?:[ \n\u00a0-]{_WORD}){{1,9}})(?!\w)"
)
_ROMAN_NOUN = re.compile(r"[Cc]orps|Force|Command|MEF|CORPS")
_PLURAL = re.compile(r"(division|brigade|regiment|battalion|team|wing|squadron)s$")
_BEFORE = re.compile(r"([^\W\d_]+)\.?[ \n\u00a0]$")
_AIR = frozenset(
    [
        "fighter",
        "bomber",
        "bombardment",
        "bomb",
        "aviation",
        "airlift",
        "refueling",
        "interceptor",
        "helicopter",
        "rescue",
        "aircraft",
    ]
)
_SEA = frozenset(
    [
        "destroyer",
        "submarine",
        "cruiser",
        "carrier",
        "amphibious",
        "minesweeping",
        "countermeasures",
        "escort",
        "torpedo",
        "battle",
        "naval",
        "fleet",
    ]
)
_MOST_UNKNOWN = 3  # "93rd Kholodnyi Yar Mechanized Brigade"


def read_numbered(text: str, match: re.Match[str]) -> tuple[int, str | None, str] | None:
    """Return (end, country, category) of the unit whose number `match` found, or None when it is no unit's number."""
    offset = match.start("rest")
    found = list(re.finditer(_WORD, match["rest"]))
    parts = [m.group() for m in found]
    ends = [m.end() + offset for m in found]
    if match["roman"] and not _ROMAN_NOUN.search(match["rest"]):
        return None
    if match["bare"] and _counts_something(text, match.start()):
        return None
    used = _walk(match, parts)
    number = number_of(match["ordinal"] or match["roman"] or match["bare"])
    if used:
        name = tuple(parts[:used])
        return ends[used - 1], country_of(name, number), _category(name, bare=bool(match["bare"]))
    used = _short(match, parts)
    if used:
        return ends[used - 1], country_of(tuple(parts[:used]), number), "formation"
    return None


def _counts_something(text: str, start: int) -> bool:
    before = _BEFORE.search(text, max(0, start - 24), start)
    return bool(before and before[1] in _grammar("not_before", fold=False))


def _walk(match: re.Match[str], parts: list[str]) -> int:
    """Return how many words belong to the name, up to its last formation noun; 0 when there is none."""
    digits = (match["ordinal"] or "")[:1].isdigit()
    best = unknown = k = 0
    while k < len(parts):
        size = _noun_at(parts, k)
        if size and _noun_fits(match, parts, k, size, digits):
            k += size
            best = k
            continue
        word = parts[k].strip("()")
        if best and not word[0].isupper():
            break
        if word.lower() in _arm_words() and (word[0].isupper() or digits):
            k += 1
        elif not best and _may_be_named(word) and unknown < _MOST_UNKNOWN and (digits or match["bare"]):
            unknown += 1
            k += 1
        else:
            break
    return best


def _may_be_named(word: str) -> bool:
    return word[0].isupper() and word not in _grammar("stops", fold=False)


def _noun_at(parts: list[str], k: int) -> int:
    nouns = _grammar("nouns")
    for size in (5, 4, 3, 2, 1):
        if k + size <= len(parts) and " ".join(parts[k : k + size]).lower() in nouns:
            return size
    return 0


def _noun_fits(match: re.Match[str], parts: list[str], k: int, size: int, digits: bool) -> bool:
    noun = " ".join(parts[k : k + size])
    capital, low = noun[0].isupper(), noun.lower()
    if match["roman"]:
        return capital and low in _grammar("roman_nouns") and all(part[0].isupper() for part in parts[:k])
    if match["bare"]:
        single = not noun.endswith("s") or low == "corps"
        return capital and single and (low in _grammar("bare_nouns") or (k > 0 and low not in _grammar("never_bare")))
    if not digits:
        return capital and (k > 0 or low not in _grammar("loose_nouns"))
    return capital or k > 0 or low not in _grammar("loose_nouns")


def _short(match: re.Match[str], parts: list[str]) -> int:
    """Return how many words make a unit without a formation noun: "82nd Airborne", "4th Queen's Own Hussars"."""
    if match["bare"]:
        fits = match["bare"].isdigit() and parts[0][0].isupper() and parts[0].lower() in _grammar("short_bare")
        return int(fits)
    if match["roman"] or not match["ordinal"][:1].isdigit():
        return 0
    used = 0
    for k, part in enumerate(parts[:5], start=1):
        if not part[0].isupper() or part in _grammar("stops", fold=False):
            break
        if part.lower() in _grammar("short"):
            used = k
    return used


@lru_cache(maxsize=4096)
def country_of(parts: tuple[str, ...], number: int) -> str | None:
    """Return the country that a numbered name tells: by a nation's word in it, else by the table of known numbers."""
    name = " ".join(parts)
    for nation, country in _nationalities():
        if nation in name and re.search(rf"(?<!\w){re.escape(nation)}(?!\w)", name):
            return country
    known = tuple(part for part in parts if part.lower() not in ("separate", "independent"))
    shorter = tuple(part for part in known if part.strip("()").lower() in _arm_words() | _noun_words())
    for candidate in (parts, known, shorter):
        key = _PLURAL.sub(r"\1", plain(" ".join(candidate)).lower().replace("motorised", "motorized"))
        found = _known().get((key, number)) or _known().get((key, 0))
        if found:
            return found
    return None


def _category(parts: tuple[str, ...], *, bare: bool) -> str:
    lowered = [part.lower() for part in parts]
    noun, arms = lowered[-1], set(lowered[:-1])
    flies = bool(arms & _AIR) or ("air" in arms and not arms & {"assault", "defense", "defence"})
    if noun.startswith(("squadron", "group", "regiment", "wing", "sqn", "flotilla", "force")):
        if flies:
            return "air-unit"
        if arms & _SEA and not noun.startswith("regiment"):
            return "ship-group"
        if noun.startswith(("squadron", "sqn")):
            return "air-unit" if bare and len(parts) == 1 else "formation"
    if noun == "command":
        return "headquarters"
    return unit_category(" ".join(lowered)) or "formation"


@cache
def _grammar(key: str, *, fold: bool = True) -> frozenset[str]:
    entries = words(table("units")["grammar"][key])
    return frozenset(entry.lower() for entry in entries) if fold else frozenset(entries)


@cache
def _arm_words() -> frozenset[str]:
    return frozenset(part for arm in _grammar("arms") for part in arm.split())


@cache
def _noun_words() -> frozenset[str]:
    return frozenset(part for noun in _grammar("nouns") for part in noun.split())


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
                found[plain(name).strip().lower(), 0 if number == "*" else int(number)] = country
    return found
