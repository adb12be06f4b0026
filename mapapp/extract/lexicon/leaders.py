"""Whose forces a person speaks for: heads of state and government, ministers, commanders, since about 1914."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from mapapp.extract.lexicon._data import plain, table, words

_ENTRY = re.compile(r"(?P<names>.+?) (?P<start>\d{4})-(?P<end>\d{4})?")
_TITLE = re.compile(
    r"(?:(?:the|mr|mrs|ms|miss|dr|sir|lord|lady|dame|madam|president|vice|premier|prime|minister|chancellor|secretary|"
    r"defen[cs]e|foreign|state|of|senator|sen|king|queen|emperor|empress|tsar|czar|prince|crown|princess|sultan|emir|sheikh|"
    r"shah|ayatollah|generalissimo|marshal|field|gen|general|lt|lieutenant|maj|brig|brigadier|col|colonel|capt|captain|adm|"
    r"admiral|vice-admiral|rear|commander|chairman|chief|army|comrade|taoiseach|spokesman|spokeswoman|spokesperson|"
    r"acting|former|then|interim|supreme|leader|strongman|dictator|his|majesty|excellency|herr|monsieur|m|senor|signor)\.? )+",
    re.I,
)
_PARTICLES = frozenset(
    ["de", "da", "do", "dos", "di", "del", "della", "van", "von", "der", "den", "ter", "ten", "la", "le", "el", "al", "bin", "ibn", "ben", "abu", "st", "saint", "mac"]
)
#: Whoever is named by surname in a report was in office at most this many years before or after.
_SLACK = 1


@dataclass(frozen=True)
class Leader:
    """A person who can act for a country, and the years of that."""

    names: tuple[str, ...]
    country: str
    office: str
    start: int
    end: int | None

    def held(self, on: date) -> bool:
        """Whether the office was held on a day, give or take a year."""
        return self.start - _SLACK <= on.year <= (self.end or 9999) + _SLACK


@cache
def all_leaders() -> tuple[Leader, ...]:
    """Return every entry of the data."""
    found = []
    for country, offices in table("leaders").items():
        if len(country) != 2:
            continue
        for office, text in offices.items():
            for entry in words(text):
                match = _ENTRY.fullmatch(entry)
                if match is None:
                    raise ValueError(f"{entry!r} of {country} in leaders.toml is not 'Name/Alias from-to'")
                names = tuple(name.strip() for name in match["names"].split("/"))
                end = int(match["end"]) if match["end"] else None
                found.append(Leader(names, country, office, int(match["start"]), end))
    return tuple(found)


def leader(name: str, on: date | None = None) -> str | None:
    """Return the country that a person acts for.

    Parameters
    ----------
    name : str
        As written: a full name, a surname, with or without titles ("Gen. Milley", "Vladimir Putin", "ERDOGAN").
    on : datetime.date, optional
        The day of the report. It decides between people of one surname, and a common surname ("Brown") is taken
        only when it lies in the years of office. Of a full name shared by two people it decides as well.

    Returns
    -------
    str or None
        ISO 3166 alpha-2; None when unknown, ambiguous, or written like an ordinary word.
    """
    bare = " ".join(plain(name).replace(".", ". ").split()).strip(" ,;:").removesuffix("'s").removesuffix("'")
    titled = _TITLE.match(bare)
    if titled and len(bare) > titled.end():
        bare = bare[titled.end() :]
    else:
        titled = None
    if not bare or not bare.rpartition(" ")[2][:1].isupper():
        return None
    key = _key(bare)
    full, short = _index()
    if " " in key:
        return _one(full.get(key) or full.get(_without_initials(key)) or (), on) or _surname(
            key, short, on, bool(titled)
        )
    return _surname(key, short, on, bool(titled))


def _surname(key: str, short: dict[str, list[Leader]], on: date | None, titled: bool) -> str | None:
    held = short.get(key, ())
    if not held:
        return None
    guarded = _guarded()
    if key in guarded["words"] and not titled:
        return None
    if on is not None:
        now = [one for one in held if one.held(on)]
        if now:
            return _one(now, on)
    if key in guarded["common"] or key in guarded["words"]:
        return None
    if key in guarded["famous"]:
        return guarded["famous"][key]
    return _one(held, None)


def _one(held: Iterable[Leader], on: date | None) -> str | None:
    countries = {one.country for one in held}
    if len(countries) > 1 and on is not None:
        countries = {one.country for one in held if one.held(on)}
    return countries.pop() if len(countries) == 1 else None


@cache
def _index() -> tuple[dict[str, list[Leader]], dict[str, list[Leader]]]:
    full: dict[str, list[Leader]] = {}
    short: dict[str, list[Leader]] = {}
    first = set(table("leaders")["settings"]["surname_first"].split())
    for one in all_leaders():
        surnames = set()
        for name in one.names:
            key = _key(name.replace("_", ""))
            if " " in key:
                full.setdefault(key, []).append(one)
                surnames.add(_family(name, one.country in first))
            else:
                surnames.add(key)
        for surname in surnames:
            (full if " " in surname else short).setdefault(surname, []).append(one)
    return full, short


def _family(name: str, first: bool) -> str:
    """Return the surname: marked by ``_``, else the first word where that is the custom, else the last with particles."""
    marked = [part for part in name.split() if part.startswith("_")]
    if marked:
        return _key(" ".join(marked).replace("_", ""))
    parts = name.split()
    if first:
        return _key(parts[0])
    start = len(parts) - 1
    while start > 1 and plain(parts[start - 1]).lower() in _PARTICLES:
        start -= 1
    return _key(" ".join(parts[start:]))


def _key(name: str) -> str:
    return " ".join(plain(name).casefold().replace("-", " ").replace("'", "").replace(".", " ").split())


def _without_initials(key: str) -> str:
    parts = key.split()
    return " ".join(part for k, part in enumerate(parts) if len(part) > 1 or k in (0, len(parts) - 1))


@cache
def _guarded() -> dict[str, dict[str, str]]:
    settings = table("leaders")["settings"]
    famous = dict(entry.rsplit(" ", 1) for entry in words(settings["famous"]))
    return {
        "words": dict.fromkeys(_key(word) for word in words(settings["words"])),  # type: ignore[dict-item]
        "common": dict.fromkeys(_key(word) for word in words(settings["common"])),  # type: ignore[dict-item]
        "famous": {_key(name): country for name, country in famous.items()},
    }
