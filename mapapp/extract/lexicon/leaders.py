"""Whose forces a person speaks for: heads of state and government, ministers, commanders, since about 1914."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from mapapp.extract.lexicon._data import plain, table, words

#: The data files, `leaders_REGION.toml`.
REGIONS = ("americas", "europe", "asia", "africa", "bodies")
_ENTRY = re.compile(r"(?P<names>.+?) (?P<start>\d{4})-(?P<end>\d{4})?")
_PARTICLES = frozenset(
    [
        "de",
        "da",
        "do",
        "dos",
        "di",
        "del",
        "della",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "ten",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "ben",
        "abu",
        "st",
        "saint",
        "mac",
    ]
)
_SUFFIX = re.compile(r",? (?:Jr|Sr|II|III|IV)\.?$")
_ARTICLE = re.compile(r"^(?:al|el|ul|as|es) ")
#: Last words of names that are no surname: ordinals of monarchs, titles that follow.
_NO_SURNAME = frozenset(
    [
        "i",
        "ii",
        "iii",
        "iv",
        "v",
        "vi",
        "xii",
        "xiii",
        "shah",
        "pasha",
        "khan",
        "arabia",
        "jordan",
        "libya",
        "king",
        "bey",
        "singh",
        "iran",
    ]
)
#: Which offices a title can mean.
_OFFICES = (
    (re.compile(r"\bpresident", re.I), frozenset({"president", "head"})),
    (re.compile(r"\b(?:prime|premier|chancellor)", re.I), frozenset({"premier", "head"})),
    (re.compile(r"\b(?:defen[cs]e|secretary of war|war)", re.I), frozenset({"defence", "head"})),
    (re.compile(r"\b(?:foreign|secretary of state)", re.I), frozenset({"foreign", "state", "defence", "head"})),
    (
        re.compile(r"\b(?:gen|general|adm|admiral|marshal|field|col|colonel|maj|brig|brigadier|lt|lieutenant)\b", re.I),
        frozenset({"commander", "joint_chiefs", "defence", "head"}),
    ),
)
#: Whoever is named by surname in a report was in office at most this many years before or after.
_SLACK = 1


@dataclass(frozen=True)
class Leader:
    """A person who can act for a country, and the years of that; a head of an organisation has the country ""."""

    names: tuple[str, ...]
    country: str
    office: str
    start: int
    end: int | None

    def held(self, on: date, slack: int) -> bool:
        """Whether the office was held on a day, give or take `slack` years."""
        return self.start - slack <= on.year <= (self.end or 9999) + slack


@cache
def all_leaders() -> tuple[Leader, ...]:
    """Return every entry of the data."""
    found = []
    files = [table(f"leaders_{region}") for region in REGIONS]
    for country, offices in (item for file in files for item in file.items()):
        for office, text in offices.items():
            for entry in words(text):
                match = _ENTRY.fullmatch(entry)
                if match is None:
                    raise ValueError(f"{entry!r} of {country} in leaders.toml is not 'Name/Alias from-to'")
                names = tuple(name.strip() for name in match["names"].split("/"))
                end = int(match["end"]) if match["end"] else None
                code = "" if country == "bodies" else country
                found.append(Leader(names, code, office, int(match["start"]), end))
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
    bare = " ".join(plain(name).split()).strip(" ,;:").removesuffix("'s").removesuffix("'")
    title = _title(bare)
    short = bare[len(title) :]
    if not any(part[:1].isupper() for part in re.split("[ -]", short)):
        return None
    full = _index()[0]
    for written in (bare, _SUFFIX.sub("", bare), _SUFFIX.sub("", short)):
        key = _key(written)
        held = full.get(key) or full.get(_without_initials(key))
        if held:
            return _one(held, on)
    return _surname(_key(_SUFFIX.sub("", short)), title, on)


def _title(bare: str) -> str:
    """Return the titles before a name, with the nation or ministry in front of them: "French President ", "Gen. "."""
    ends = [match.end() for match in _titles().finditer(bare[:100])]
    return bare[: ends[-1]] if ends and ends[-1] < len(bare) else ""


@cache
def _titles() -> re.Pattern[str]:
    choice = "|".join(re.escape(word) for word in words(table("leaders")["settings"]["titles"]))
    return re.compile(rf"(?<![\w-])(?:(?:{choice})\.? )+", re.I)


def _surname(key: str, title: str, on: date | None) -> str | None:
    short, guarded = _index()[1], _guarded()
    held = short.get(key) or short.get(_ARTICLE.sub("", key)) or []
    held = _of_office(held, title)
    if not held or (key in guarded["words"] and not title):
        return None
    famous = guarded["famous"].get(key)
    if on is not None:
        now = [one for one in held if one.held(on, 0)] or [one for one in held if one.held(on, _SLACK)]
        if now:
            countries = {one.country for one in now}
            return famous if famous in countries else _one(now, None)
    if not title and (key in guarded["common"] or key in guarded["words"]):
        return None
    return famous or _one(held, None)


def _of_office(held: list[Leader], title: str) -> list[Leader]:
    """Return those whose office goes with a title, all of them where none does."""
    for pattern, offices in _OFFICES:
        if pattern.search(title):
            fitting = [one for one in held if one.office in offices]
            return fitting or held
    return held


def _one(held: Iterable[Leader], on: date | None) -> str | None:
    countries = {one.country for one in held}
    if len(countries) > 1 and on is not None:
        countries = {one.country for one in held if one.held(on, 0)}
    return (countries.pop() or None) if len(countries) == 1 else None


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
        for surname in surnames - _NO_SURNAME:
            (full if " " in surname else short).setdefault(surname, []).append(one)
    return full, short


def _family(name: str, first: bool) -> str:
    """Return the surname: marked by ``_``, else the first word where that is the custom, else the last ones."""
    marked = [part.partition("_")[2] for part in name.split() if "_" in part]
    if marked:
        return _key(" ".join(marked))
    parts = name.split()
    if first or " of " in name:
        return _key(parts[0])
    start = len(parts) - 1
    while start > 1 and plain(parts[start - 1]).lower() in _PARTICLES:
        start -= 1
    return _ARTICLE.sub("", _key(" ".join(parts[start:])))


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
