"""Stage 1: which paragraphs can hold a movement.  Everything else is dropped before the costly stages.

One pass over the words: a paragraph is kept when it holds a word that can head a force, the designation of a type,
or a noun of presence.
"""

from __future__ import annotations

import re
from functools import cache

from spacy.lang.en.stop_words import STOP_WORDS

from mapapp import language
from mapapp.extract import lexicon, words

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PREFIXED = re.compile(r"\b[A-Z]{2,5}\s+[A-Z]")
_PRESENCE = frozenset(
    "presence buildup build-up deployment withdrawal pullout pull-out pullback pull-back drawdown".split()
)


@cache
def _heads() -> frozenset[str]:
    """Return the last words of everything that can head a force, lower case."""
    phrases = lexicon.PERSONNEL | lexicon.AMBIGUOUS_PERSONNEL | lexicon.UNITS | lexicon.equipment_words()
    return (
        frozenset(phrase.split()[-1].lower() for phrase in phrases)
        | _PRESENCE
        | {"men", "missiles", "artillery", "armour"}
    )


@cache
def ordinary() -> frozenset[str]:
    """Return the words that capitals make no names of, for headlines and cables."""
    verbs = words.SEND | words.GO | words.ENTER | words.LEAVE | words.WITHDRAW | words.STAY | words.KEPT | words.HAVE
    verbs |= words.HOST | words.SET_UP | words.REINFORCE | words.RELIEVE | words.SAYING | words.PLANNING | words.POSSIBLE
    verbs |= words.ORDERING | words.DENYING | words.BEGINNING | frozenset(words.NOUNS) | words.ALERT_NOUNS | words.SITES
    forms = {form for verb in verbs for form in (verb, f"{verb}s", f"{verb}ed", f"{verb}d", f"{verb}ing", f"{verb[:-1]}ing")}
    return frozenset(forms) | _heads() | {f"{head}s" for head in _heads()} | _IRREGULAR


_IRREGULAR = frozenset(
    """sent went left come came flown flew arrived withdrawn withdrew held kept built put set brought taken took
    found led said says told deny denies denied army navy air force military armed ground new more troops troop
    pulls pulled moves moved landed have has had been being will would could may might not no""".split()
) | frozenset(STOP_WORDS)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of the paragraphs that name something military."""
    heads = _heads()
    kept = []
    for start, end in language.paragraphs(text):
        chunk = text[start:end]
        if _holds(heads, chunk):
            kept.append((start, end))
    return kept


def _holds(heads: frozenset[str], chunk: str) -> bool:
    found = set(_WORD.findall(chunk.lower()))
    if not heads.isdisjoint(found) or not heads.isdisjoint(w[:-1] for w in found if w.endswith("s")):
        return True
    if lexicon.EQUIPMENT_PATTERN.search(chunk):
        return True
    return _PREFIXED.search(chunk) is not None and bool(lexicon.find_ships(chunk))
