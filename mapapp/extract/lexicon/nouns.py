"""Nouns of military reporting: who is counted, what is delivered, who is no force, and what formations are called."""

from __future__ import annotations

from mapapp.extract.lexicon._data import both, table, words


def _nouns(key: str) -> frozenset[str]:
    return frozenset(word.lower() for word in both(words(table("nouns")[key])))


#: Head nouns that always count people under arms, singular and plural, lower case.
PERSONNEL = _nouns("personnel")
#: Head nouns that count such people only where the words around them are military.
AMBIGUOUS_PERSONNEL = _nouns("ambiguous_personnel") - PERSONNEL
#: Things whose sending is a delivery, not a movement of a force.
MATERIEL = _nouns("materiel")
#: Things that are materiel unless a crew or unit goes with them.
AMBIGUOUS_MATERIEL = _nouns("ambiguous_materiel") - MATERIEL
#: People and animals that move without being a force.
CIVIL = _nouns("civil") - PERSONNEL

_CATEGORY: dict[str, str] = {
    noun.lower(): category
    for category in ("loose", "headquarters", "air-unit", "ship-group", "formation")
    for noun in both(words(table("nouns")["units"][category]))
}
#: Formation nouns, singular and plural, lower case; `unit_category` says of which sort each is.
UNITS = frozenset(_CATEGORY)


def unit_category(noun: str) -> str | None:
    """Return what a formation noun names: formation, ship-group, air-unit, headquarters or loose.

    Parameters
    ----------
    noun : str
        A noun or noun phrase, singular or plural; its longest known ending decides ("naval task force" →
        ship-group, "task force" → loose).
    """
    parts = noun.lower().replace("’", "'").split()
    for start in range(max(0, len(parts) - 5), len(parts)):
        found = _CATEGORY.get(" ".join(parts[start:]))
        if found:
            return found
    return None
