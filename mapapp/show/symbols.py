"""The NATO symbol (APP-6) of a unit or of equipment, where its name tells the type beyond doubt.

The drawings are data (`geodata/symbols.json`, made by `geodata/build_symbols.py`).  A name that tells several types,
or none, gets the plain frame of a land unit if it is one, else no symbol: a wrong symbol is worse than a plain one.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from mapapp.data import data_path
from mapapp.model import StrengthUnit

#: Longer names are not looked at past this many characters.
LONGEST = 200
PLAIN = "land"
#: What a name counted in these can be: "tank" in "tanker aircraft" is no tank.
_GROUPS = {
    StrengthUnit.AIRCRAFT: ("air",),
    StrengthUnit.SHIPS: ("sea", "subsurface"),
    StrengthUnit.VEHICLES: ("equipment",),
    StrengthUnit.BATTERIES: ("equipment", "unit"),
}
_EQUIPMENT = ("air", "sea", "subsurface", "equipment")
_NOT_LAND = (StrengthUnit.AIRCRAFT, StrengthUnit.SHIPS, StrengthUnit.VEHICLES)


@dataclass(frozen=True)
class Symbol:
    """A type of `symbols.json` and, for a land unit, its echelon there."""

    type: str
    echelon: str | None = None


@lru_cache(maxsize=20_000)
def symbol(unit: str | None, equipment: str | None, counted: StrengthUnit | None) -> Symbol | None:
    """Return the symbol of a movement's force.

    Parameters
    ----------
    unit, equipment : str or None
        As written in the report.
    counted : StrengthUnit or None
        What the strength counts.

    Returns
    -------
    Symbol or None
        None when nothing is named, or what is named may be anything.
    """
    if unit:
        text = unit[:LONGEST].lower()
        echelon = _one(_echelons(), text)
        if found := _type(text, ("unit",) if counted not in _NOT_LAND else _GROUPS.get(counted, ())):
            return Symbol(found, echelon if _types()[found]["group"] == "unit" else None)
        if found := _type(text, ("sea", "subsurface")):
            return Symbol(found)
        if echelon and counted not in _NOT_LAND:
            return Symbol(PLAIN, echelon)
    if equipment:
        groups = _GROUPS.get(counted, _EQUIPMENT) if counted else _EQUIPMENT
        if found := _type(equipment[:LONGEST].lower(), groups):
            return Symbol(found)
    return None


def drawing(found: Symbol) -> dict[str, Any]:
    """Return a symbol for the payload: its name and its paths, each with "body", "fill" or "stroke"."""
    row = _types()[found.type]
    above = _data()["echelons"][found.echelon]["marks"] if found.echelon else []
    words = [row["name"], found.echelon] if found.echelon else [row["name"]]
    if found.type == PLAIN:
        words = [found.echelon or row["name"]]
    return {"name": " ".join(word for word in words if word), "marks": row["marks"], "above": above}


def _type(text: str, groups: tuple[str, ...]) -> str | None:
    types = _types()
    found = {key for key, pattern in _patterns().items() if types[key]["group"] in groups and pattern.search(text)}
    found -= {under for key in found for under in types[key]["over"]}
    return found.pop() if len(found) == 1 else None


def _one(patterns: dict[str, re.Pattern[str]], text: str) -> str | None:
    """Return the key that stands last in the text: "brigade" of "a division's 2nd brigade"."""
    ends = {
        key: max((match.end() for match in pattern.finditer(text)), default=-1) for key, pattern in patterns.items()
    }
    best = max(ends, key=lambda key: ends[key])
    return best if ends[best] >= 0 else None


@cache
def _data() -> dict[str, Any]:
    with open(data_path("symbols.json"), encoding="ascii") as file:
        return dict(json.load(file))


def _types() -> dict[str, dict[str, Any]]:
    types: dict[str, dict[str, Any]] = _data()["types"]
    return types


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {key: _words(row["words"]) for key, row in _data()["types"].items() if row["words"]}


@cache
def _echelons() -> dict[str, re.Pattern[str]]:
    return {key: _words(row["words"]) for key, row in _data()["echelons"].items()}


def _words(words: list[str]) -> re.Pattern[str]:
    """Match any of the words, each as a whole, in the singular or with an s."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?<!anti-)(?:{'|'.join(map(re.escape, longest_first))})s?(?![\w])")
