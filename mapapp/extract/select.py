"""Stage 1: which paragraphs can hold a movement.  Everything else is dropped before the costly stages.

One pass over the words: a paragraph is kept when it holds a word that can head a force, the designation of a type,
or a noun of presence.
"""

from __future__ import annotations

import re
from functools import cache

from mapapp import language
from mapapp.extract import lexicon

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PRESENCE = frozenset("presence buildup build-up deployment withdrawal pullout pull-out pullback pull-back drawdown".split())


@cache
def _heads() -> frozenset[str]:
    """Return the last words of everything that can head a force, lower case."""
    phrases = lexicon.PERSONNEL | lexicon.AMBIGUOUS_PERSONNEL | lexicon.UNITS | lexicon.equipment_words()
    return frozenset(phrase.split()[-1].lower() for phrase in phrases) | _PRESENCE | {"men", "missiles", "artillery", "armour"}


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of the paragraphs that name something military."""
    heads = _heads()
    kept = []
    for start, end in language.paragraphs(text):
        chunk = text[start:end]
        if not heads.isdisjoint(_WORD.findall(chunk.lower())) or lexicon.EQUIPMENT_PATTERN.search(chunk):
            kept.append((start, end))
    return kept
