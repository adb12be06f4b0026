"""Warships by name: prefixed ("HMS Defender"), by class word ("the cruiser Moskva"), or well known ("the Bismarck")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from mapapp.extract.lexicon._data import plain, table, words


@dataclass(frozen=True)
class FoundShip:
    """A ship named in a text; `text` is what stands from `start` to `end`."""

    start: int
    end: int
    text: str
    country: str | None


_CAP = r"(?:(?:[A-Z]\.){1,3}(?=[ \n][A-Z]|[A-Z][a-z])|St\.|[A-ZÀ-ÖØ-Þ][\w'’-]*(?:[ ]Jr\.)?)"
_LINK = r"(?:de|del|da|do|dos|di|du|la|le|el|of|the|des|der|van|von|y|al|al-|bin|zu)"
_NAME = (
    rf"(?P<name>(?:The )?{_CAP}(?:[ \n](?:{_LINK}[ \n]){{0,2}}{_CAP}){{0,4}}"
    r"(?:[ \n](?:[IVX]{1,4}|[12]\d?))?(?![^\W_]))"
)
_MORE = re.compile(rf"(?:, (?:and )?|,? and )(?P<the>the )?{_NAME}")
_INTRODUCED = re.compile(
    rf"(?:\b[Tt]he[ \n][\"“'‘*_]?|[*_“\"])(?P<name>{_CAP}(?:[ \n](?:{_LINK}[ \n]){{0,2}}{_CAP}){{0,3}})"
)
_ABOARD = re.compile(
    rf"\b(?:[Aa]board|[Oo]n board)[ \n][Tt]he[ \n][\"“'‘*_]?{_NAME}(?![ \n][a-z]+(?:er|ship|liner|carrier)s?\b)"
)


@cache
def _prefixes() -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for country, names in table("ships")["prefixes"].items():
        if country != "known_only":
            for name in words(names):
                found[name.upper().replace(".", "")] = None if country == "shared" else country
    return found


@cache
def _known_only() -> frozenset[str]:
    """Prefixes that mean something else too ("SAS", "SS"): only before a ship's name that the table has."""
    return frozenset(words(table("ships")["prefixes"]["known_only"]))


@cache
def _prefixed() -> re.Pattern[str]:
    every = [p for names in table("ships")["prefixes"].values() for p in words(names)]
    choice = "|".join(re.escape(p) for p in sorted(every, key=len, reverse=True))
    dotted = r"(?:[A-Z]\.){2,5}"
    return re.compile(rf"\b(?P<prefix>{choice}|{dotted})[ \n\u00a0][\"“'‘*_]{{0,2}}{_NAME}")


@cache
def _class_pattern() -> re.Pattern[str]:
    settings = table("ships")["settings"]
    before = "|".join(word.replace(" ", "[- ]") for word in words(settings["class_before"]))
    nouns = "|".join(word.replace(" ", "[- ]") for word in words(settings["class_nouns"]))
    return re.compile(rf"\b(?i:(?:(?:{before})[- ])?(?P<noun>{nouns})s?)(?P<the>,[ \n]the)?,?[ \n][\"“'‘*_]?{_NAME}")


@cache
def _names() -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for country, names in table("ships")["names"].items():
        for name in words(names):
            key = _key(name)
            found[key] = country if found.get(key, country) == country else None
    return found


@cache
def _guarded() -> frozenset[str]:
    """Names that "the" alone makes no ship: those listed, and single words of navies that name by towns and men."""
    settings = table("ships")["settings"]
    listed = {_key(name) for name in words(settings["class_only"])}
    alone = {_key(name) for name in words(settings["alone"])}
    towns = {
        _key(name) for country in ("US", "GB", "AU", "CA", "NZ") for name in words(table("ships")["names"][country])
    }
    return frozenset(listed | {name for name in towns if " " not in name} - alone)


@cache
def _vague() -> frozenset[str]:
    """Class words before which an unknown name is taken for something else ("a ship Hegseth said …")."""
    return frozenset(words(table("ships")["settings"]["vague"]))


@cache
def _ends() -> frozenset[str]:
    return frozenset(words(table("ships")["settings"]["stops"]))


def ship_country(prefix: str) -> str | None:
    """Return the navy that a prefix belongs to ("HMAS" → AU); None when unknown or shared, as INS is."""
    return _prefixes().get(prefix.upper().replace(".", "").strip())


def find_ships(text: str) -> list[FoundShip]:
    """Return the ships named in `text`, in order, without overlaps.

    Four habits are known: a navy's prefix before the name; a class word before it, whatever the name; a
    well-known warship after "the", in quotation marks or in italics (``*Moskva*``, ``_Moskva_``); and "aboard the",
    whatever the name.
    """
    found: list[FoundShip] = []
    taken: list[tuple[int, int]] = []
    for start, end, country in (*_by_prefix(text), *_by_class(text), *_by_fame(text), *_aboard(text)):
        if end > start:
            taken.append((start, end))
            found.append(FoundShip(start, end, text[start:end], country))
    found.sort(key=lambda ship: (ship.start, -ship.end))
    kept: list[FoundShip] = []
    for ship in found:
        if not kept or ship.start >= kept[-1].end:
            kept.append(ship)
    return kept


def _by_prefix(text: str) -> Iterator[tuple[int, int, str | None]]:
    position = 0
    while match := _prefixed().search(text, position):
        position = match.end("prefix")
        prefix = match["prefix"].replace(".", "")
        if prefix.upper() not in _prefixes():
            continue
        end = _trim(text, match.start("name"), match.end("name"))
        if end > match.start("name"):
            country = ship_country(prefix)
            known = _names().get(_key(text[match.start("name") : end]))
            if prefix.upper() in _known_only() and _key(text[match.start("name") : end]) not in _names():
                continue
            yield match.start(), end, country or known
            position = end


def _by_class(text: str) -> Iterator[tuple[int, int, str | None]]:
    position = 0
    while match := _class_pattern().search(text, position):
        first: re.Match[str] | None = match
        position = match.start("name")
        vague = match["noun"].lower() in _vague() or match["noun"][0].isupper()
        while first is not None:
            start = first.start("name")
            end = _trim(text, start, first.end("name"))
            name = _key(text[start:end])
            said = first["the"] is not None  # "two carriers, the Ranger and the America": known names alone
            if end <= start or (name not in _names() and (vague or said or not _nameable(text[start:end]))):
                break
            yield start, end, _names().get(name)
            position = end
            first = _MORE.match(text, end)


def _by_fame(text: str) -> Iterator[tuple[int, int, str | None]]:
    names = _names()
    for match in _INTRODUCED.finditer(text):
        start, end = match.span("name")
        while end > start:
            key = _key(text[start:end])
            if key in names:
                if key not in _guarded() and not _GOES_ON.match(text, end):
                    yield start, end, names[key]
                break
            cut = max(text.rfind(" ", start, end), text.rfind("\n", start, end))
            end = cut if cut > start else start


def _aboard(text: str) -> Iterator[tuple[int, int, str | None]]:
    for match in _ABOARD.finditer(text):
        start = match.start("name")
        end = _trim(text, start, match.end("name"))
        if end > start and _nameable(text[start:end]) and not _GOES_ON.match(text, end):
            yield start, end, _names().get(_key(text[start:end]))


#: After a name, what makes it no ship's: another capital ("the Liverpool Academy") or a noun ("the Liaoning coast").
_GOES_ON = re.compile(
    r"[ \n](?:[A-Z]|(?:province|river|canal|islands?|region|strait|sea|city|coast|airport|academy|festival|memorial|"
    r"library|museum|university|bridge|street|prize|family|administration|doctrine|county|area|government|peninsula|province|salient|"
    r"club|team|hotel|residents?)\b)"
)


def _nameable(name: str) -> bool:
    """Whether capitalised words after a class word can be a ship's name: no month, weekday, nation or rank."""
    return name.split(maxsplit=1)[0].strip("'’.,") not in _ends() and len(name) > 2


def _trim(text: str, start: int, end: int) -> int:
    """Return the end of the name: a known name's, else before a word that starts something else; no possessive."""
    known = _known_end(text, start, end)
    if known is not None:
        return known
    at = start
    for part in re.split(r"([ \n])", text[start:end]):
        bare = re.sub(r"['’]s$", "", part)
        if at > start and bare.strip(".,") in _ends():
            return _strip_links(text, start, at)
        if bare.rstrip(".") in _prefixes():
            return _strip_links(text, start, at)
        if bare != part:
            return at + len(bare)
        at += len(part)
    return _strip_links(text, start, end)


def _known_end(text: str, start: int, end: int) -> int | None:
    cut = end
    while cut > start:
        for whole in (text[start:cut], re.sub(r"['’]s$", "", text[start:cut])):
            if " " in whole and _key(whole) in _names():
                return start + len(whole)
        cut = max(text.rfind(" ", start, cut), text.rfind("\n", start, cut))
    return None


def _strip_links(text: str, start: int, end: int) -> int:
    while end > start:
        while end > start and text[end - 1] in " \n'’-":
            end -= 1
        last = max(text.rfind(" ", start, end), text.rfind("\n", start, end)) + 1
        if last > start and re.fullmatch(_LINK, text[last:end]):
            end = last
        else:
            return end
    return end


@lru_cache(maxsize=8192)
def _key(name: str) -> str:
    return " ".join(plain(name).replace(".", ". ").casefold().replace(".", "").replace("-", " ").split())
