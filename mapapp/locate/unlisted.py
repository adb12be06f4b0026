"""Names that the language model calls places and that no list knows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mapapp.locate.clues import PLACES
from mapapp.locate.found import Found
from mapapp.locate.lexicon import DIRECTIONS, LOCATIVE, STREETS
from mapapp.locate.words import Words


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
