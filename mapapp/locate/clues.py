"""What the words around a name say of it: who is whose child, who comes from where, what stands in a list of places."""

from __future__ import annotations

from mapapp.locate.lexicon import AGENCIES, AND, KIN, LOCATIVE
from mapapp.locate.words import Words

PLACES = frozenset({"GPE", "LOC", "FAC"})
_KINDS = frozenset({"province", "county", "city", "governorate", "district", "region", "airport"})
#: How many words a list is followed back, and a row of relatives.
LISTED, RELATED = 18, 10


def listed(words: Words, first: int, last: int) -> tuple[bool, bool]:
    """Return whether a name stands in a list with what the language model calls a place, and after "in", "between", …

    "Potosí and Sucre" in "the roads between Potosí and Sucre" is such a list.
    """
    beside = _follows(words, last + 1)
    i = first - 1
    if i < 0 or words.lower[i] not in AND:
        return beside, False
    while i >= 0 and first - i <= LISTED and (words.lower[i] in AND or words.lower[i] == "the" or words.capital(i)):
        beside = beside or words.label[i] in PLACES
        i -= 1
    return beside, i >= 0 and words.lower[i] in LOCATIVE


def _follows(words: Words, i: int) -> bool:
    """Whether "and" or a comma and a place stand here."""
    end = min(len(words), i + 3)
    if i >= end or words.lower[i] not in AND:
        return False
    while i < end and words.lower[i] in AND:
        i += 1
    return i < end and words.capital(i) and words.label[i] in PLACES


def hails(words: Words, last: int) -> bool:
    """Whether a home comes after a name ("Warren, of Bradenton")."""
    return (
        last + 3 < len(words)
        and words.word[last + 1] == ","
        and words.lower[last + 2] == "of"
        and words.capital(last + 3)
    )


def kin(words: Words, first: int) -> bool:
    """Whether a name stands among relatives ("daughter of Austin and Florence (Holland) Chase")."""
    i = first - 1
    while i >= 0 and first - i <= RELATED:
        word = words.lower[i]
        if word in KIN:
            return True
        if word == "of":
            return i > 0 and words.lower[i - 1] in KIN
        if not (words.capital(i) or word in AND or word in ("(", ")")):
            return False
        i -= 1
    return False


def beside_person(words: Words, first: int, last: int) -> bool:
    """Whether a person's name goes on into this one, or begins where it ends."""
    return (first > 0 and words.label[first - 1] == "PERSON" and words.capital(first - 1)) or (
        last + 1 < len(words) and words.label[last + 1] == "PERSON" and words.capital(last + 1)
    )


def inside_person(words: Words, first: int, last: int) -> bool:
    """Whether a name is a part of a person's of two words or more that no "in" or "at" stands before."""
    one, other = words.span[first]
    if words.label[first] != "PERSON" or (first == one and last >= other):
        return False
    capitals = sum(words.capital(i) for i in range(one, other + 1))
    if capitals < 2 or capitals <= sum(words.capital(i) for i in range(first, last + 1)):
        return False
    return not (first == one and one > 0 and words.lower[one - 1] in LOCATIVE)


def agency(words: Words, i: int) -> bool:
    """Whether a word is a news agency's name, not the town's ("Xinhua reported", "according to Fars")."""
    if words.lower[i] not in AGENCIES or not words.capital(i):
        return False
    before = words.lower[i - 1] if i else ""
    tells = before == "to" and i > 1 and words.lower[i - 2] == "according"
    following = words.lower[i + 1] if i + 1 < len(words) else ""
    named_on = words.capital(i + 1) if i + 1 < len(words) else False
    return tells or not (before in LOCATIVE or following in _KINDS or named_on or words.dateline(i))
