"""Names that the language model calls places and that no list knows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mapapp.locate.clues import PLACES, listed
from mapapp.locate.found import Found
from mapapp.locate.lexicon import DIRECTIONS, GENERIC, LOCATIVE, STREETS
from mapapp.locate.words import Words

#: Words that a place's name follows more often than anything else's.
LIKELY = frozenset({"in", "at", "near", "outside", "around", "between", "towards"})
#: Entities that are no places.
NO_PLACES = frozenset(
    {"DATE", "TIME", "MONEY", "LANGUAGE", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT", "ORDINAL", "NORP", "CARDINAL"}
)


def with_entities(words: Words, known: Sequence[Found], others: Sequence[tuple[int, int]]) -> list[Found]:
    """Add what the language model calls a place and the gazetteer's spelling missed."""
    found = list(known)
    taken = [*((one.start, one.end) for one in found), *others]
    for first, last, label in words.entities:
        if label not in PLACES:
            continue
        start, end = words.start[first], words.end[last]
        if any(a < end and start < b for a, b in taken):
            continue
        surface = words.text[start:end]
        bare = re.sub(r"^(?:the|The) |['’]s?$", "", surface)
        start += surface.find(bare)
        if not any(char.isupper() for char in bare) or bare[:1].isdigit() or bare.lower() in DIRECTIONS:
            continue
        if not _asserted(words, first, last, bare, label):
            continue
        found.append(Found(start, start + len(bare), bare, "ner", label=label))
    return sorted(found, key=lambda one: one.start)


def guesses(words: Words, taken: Sequence[tuple[int, int]], people: frozenset[str]) -> list[Found]:
    """Return the unknown names that "in" or "near" or a list of places stands before.

    They are worth a place only where the report's other names give them one.
    """
    found: list[Found] = []
    i = 0
    while i < len(words):
        last = i
        while _goes_on(words, last):
            last += 2 if words.word[last + 1] == "-" else 1
        start, end = words.start[i], words.end[last]
        if _guessed(words, i, last, people) and not any(a < end and start < b for a, b in taken):
            found.append(Found(start, end, words.text[start:end], "ner", label=words.label[i], sure=False))
        i = last + 1
    return found


def _goes_on(words: Words, i: int) -> bool:
    if not words.capital(i):
        return False
    after = i + 2 if i + 2 < len(words) and words.word[i + 1] == "-" else i + 1
    return words.capital(after) and words.pos[after] == "PROPN"


def _guessed(words: Words, first: int, last: int, people: frozenset[str]) -> bool:
    if first == 0 or not words.capital(first) or words.pos[first] != "PROPN" or words.label[first] in NO_PLACES:
        return False
    if any(words.word[i] in people or not words.word[i].replace("-", "").isalpha() for i in range(first, last + 1)):
        return False
    name = words.surface(first, last)
    if name.isupper() or len(name) < 4 or last - first > 3 or words.lower[last] in GENERIC:
        return False
    return words.lower[first - 1] in LIKELY or listed(words, first, last)[1]


def _asserted(words: Words, first: int, last: int, bare: str, label: str) -> bool:
    """Whether the sentence speaks of an unknown name as of a place."""
    lead = words.lower[first - 1] if first else ""
    if lead == "the" and first > 1:
        lead = words.lower[first - 2]
    if (bare.isupper() and len(bare) <= 5) or words.lower[last].rstrip(".") in STREETS or any(map(str.isdigit, bare)):
        return False
    if words.pos[last] == "PROPN" and words.capital(last + 1) and words.pos[last + 1] == "PROPN":
        return False
    followed = last + 2 < len(words) and words.word[last + 1] == "," and words.capital(last + 2)
    return lead in LOCATIVE or followed or (label == "FAC" and " " in bare)
