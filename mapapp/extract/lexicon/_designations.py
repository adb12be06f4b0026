"""Designations of types: F-16, Su-35C, CH-47, T-72B3, S-400, U-571.  One pattern is made from the data."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from mapapp.extract.lexicon._data import table, words
from mapapp.model import StrengthUnit

_HYPHEN = "[-‐‑–]"
#: Letters and figures of a variant: Su-35C, Tu-95MS, T-72B3, M1A2, F-15E, AH-64D, F/A-18E/F, Su-30MKI, Mk 2.
_VARIANT = r"(?:[A-Z]{1,4}(?:-\d|\d{0,2}[A-Z]{0,2})|[a-z](?![a-z]))?(?:/[A-Z](?![A-Za-z]))?(?:M[\dVv]{1,2})?"
_FREE = {"*": r"\d{1,4}", "**": r"\d{2,4}"}
#: What follows a designation that names no machine of war.
_NOT = (
    "rifle|carbine|assault rifle|machine|machinegun|pistol|motorway|highway|road|visa|dog|unit|handler|officer|corridor"
)
_KINDS = (StrengthUnit.SHIPS, StrengthUnit.VEHICLES, StrengthUnit.BATTERIES, StrengthUnit.AIRCRAFT)


def _scheme(lines: str, separator: str) -> list[str]:
    """Return one alternative for all lines: what they share is written, and compiled, once."""
    found = []
    for line in lines.splitlines():
        letters, colon, numbers = line.partition(":")
        if colon:
            listed = sorted(numbers.split(), key=len, reverse=True)
            choice = "|".join(_FREE.get(number) or re.escape(number) for number in listed)
            found.append(rf"{re.escape(letters.strip())}{separator}(?:{choice})")
    return [rf"(?:{'|'.join(found)})(?![0-9]){_VARIANT}"] if found else []


def _family(kind: StrengthUnit) -> str:
    data = table("designations")[kind.value]
    names = [re.escape(word).replace(r"\-", _HYPHEN).replace(r"\ ", " ") for word in words(data["whole"])]
    parts = sorted(names, key=len, reverse=True)
    parts += _scheme(data["loose"], f"(?:{_HYPHEN}| )?") + _scheme(data.get("typed", ""), f"{_HYPHEN}")
    parts += _scheme(data["dash"], _HYPHEN)
    return f"(?P<{kind.value}>{'|'.join(parts)})"


#: Finds designations in running text, a plural's "s" or "'s" included.
#: The name of the group that matched is the value of the `StrengthUnit`.
EQUIPMENT_PATTERN: re.Pattern[str] = re.compile(
    rf"(?<![\w/.-])(?=[A-Z0-9][\w/.]{{0,8}}[-‐‑– ]?[\w/]|[A-Z]{{3}})"
    rf"(?:{'|'.join(map(_family, _KINDS))})(?:['’]?s)?(?![\w])"
    rf"(?!{_HYPHEN}\d|['’]\w| (?:{_NOT}))"
)


@cache
def _any_case() -> re.Pattern[str]:
    """Return the pattern for either case, which few reports need and which takes long to compile."""
    return re.compile(EQUIPMENT_PATTERN.pattern, re.I)


@cache
def _most_blanks() -> int:
    """Return how many blanks a designation can hold: one between letters and number, or those of a listed name."""
    named = (name for kind in _KINDS for name in words(table("designations")[kind.value]["whole"]))
    return max(1, *(name.count(" ") for name in named))


@lru_cache(maxsize=1 << 14)
def designation_unit(text: str) -> StrengthUnit | None:
    """Return what a designation counts, or None when `text` as a whole is none ("Su-35s", "su-35s" → aircraft)."""
    bare = text.strip()
    if bare.count(" ") > _most_blanks():
        return None
    match = EQUIPMENT_PATTERN.fullmatch(bare) or _any_case().fullmatch(bare)
    return StrengthUnit(match.lastgroup) if match and match.lastgroup else None
