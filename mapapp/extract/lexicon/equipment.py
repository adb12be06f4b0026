"""What a strength counts, by the words for the thing: aircraft, ships, vehicles, batteries, other."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from mapapp.extract.lexicon._data import both, plain, singular, table, words
from mapapp.extract.lexicon._designations import EQUIPMENT_PATTERN, designation_unit
from mapapp.extract.lexicon.nouns import MATERIEL
from mapapp.model import StrengthUnit

__all__ = ["CAPITAL_ONLY", "EQUIPMENT_PATTERN", "designation_unit", "equipment"]

_LONGEST = 5
_MARK = re.compile(r"(?:mk|mark|block|blk|class|variant|type|series)?\.?-?[ivx]*\d*[a-z]{0,3}\d{0,3}[a-z]?", re.I)
#: Nouns that fit several kinds: the word before them decides ("KC-135 tankers", "F-16 fighter").
_SIDEWAYS = frozenset({"tanker", "transport", "fighter", "trainer", "variant", "type", "model", "system"})
_KINDS = {
    "aircraft": StrengthUnit.AIRCRAFT,
    "ships": StrengthUnit.SHIPS,
    "vehicles": StrengthUnit.VEHICLES,
    "batteries": StrengthUnit.BATTERIES,
    "other": StrengthUnit.OTHER,
}

#: Named types that are ordinary words too ("hurricane", "patriot"): in running text they want a capital.
CAPITAL_ONLY = frozenset(words(table("equipment")["ordinary"]))


@cache
def _nouns() -> dict[str, StrengthUnit]:
    return {
        noun.lower(): unit for kind, unit in _KINDS.items() for noun in both(words(table("equipment")[kind]["nouns"]))
    }


@cache
def _types() -> dict[str, StrengthUnit]:
    return {_norm(name): unit for kind, unit in _KINDS.items() for name in words(table("equipment")[kind]["types"])}


def equipment_words() -> frozenset[str]:
    """Return every noun and type name that `equipment` knows, lower case."""
    return frozenset(_nouns()) | frozenset(_types())


@lru_cache(maxsize=4096)
def equipment(words: str) -> StrengthUnit | None:
    """Return what a noun phrase counts, by its head: the longest known ending, else a type's name, else a designation.

    Parameters
    ----------
    words : str
        A noun phrase, as written or in lower case, singular or plural ("F-16 fighter jets", "Leopard 2A6 tanks",
        "Typhoons", "guided-missile destroyer"). Names of `CAPITAL_ONLY` are taken in lower case too: the
        caller sees the capitals.

    Returns
    -------
    StrengthUnit or None
        None for people, formations, materiel and anything unknown.
    """
    parts = _norm(words).split()[-12:]
    while parts:
        for start in range(max(0, len(parts) - _LONGEST), len(parts)):
            ending = " ".join(parts[start:])
            if ending in MATERIEL:
                return None
            unit = _nouns().get(ending) or _lookup_type(ending) or designation_unit(ending)
            if unit:
                return unit
        if len(parts) == 1 or not (_MARK.fullmatch(parts[-1]) or singular(parts[-1]) in _SIDEWAYS):
            return None
        parts = parts[:-1]
    return None


def _lookup_type(name: str) -> StrengthUnit | None:
    types = _types()
    found = types.get(name)
    if found is None:
        head, _, last = name.rpartition(" ")
        shorter = (last[:-1] if last.endswith("s") else last, singular(last))
        found = next((types[key] for one in shorter if (key := f"{head} {one}".strip()) in types), None)
    return found


def _norm(words: str) -> str:
    text = plain(words).lower().replace("–", "-").replace('"', " ").strip(" .,;:")
    return " ".join(text.split())
