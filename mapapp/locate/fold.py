"""How names are compared: `fold` drops what spelling varies in, `skeleton` what transliteration varies in.

The build writes folded keys into the gazetteer and lookups fold what they are asked for, so both use this module.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {
        "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th",
        "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ı": "i", "ə": "e", "Ə": "e", "ħ": "h", "Ħ": "h",
        "ŋ": "n", "ƙ": "k", "ɗ": "d", "ɓ": "b", "Ɓ": "b", "Ɗ": "d", "Ƙ": "k",
    }
)  # fmt: skip
_DROPPED = re.compile(r"['’‘ʻʼʿʾ`´\"“”.]")
_BETWEEN = re.compile(r"[\W_]+")
#: Short forms that reports use, and the word that keys are written with.
_SHORT = {
    "st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "afb": "air force base", "ab": "air base",
    "nas": "naval air station", "ns": "naval station", "arb": "air reserve base", "airbase": "air base",
    "jb": "joint base", "intl": "international", "centre": "center", "harbour": "harbor",
}  # fmt: skip
_SOUNDS = (
    ("sch", "s"), ("tch", "c"), ("shch", "s"), ("kh", "k"), ("gh", "g"), ("zh", "z"), ("sh", "s"), ("ch", "c"),
    ("ph", "f"), ("th", "t"), ("dh", "d"), ("ts", "c"), ("tz", "c"), ("ck", "k"), ("ou", ""), ("x", "ks"), ("q", "k"),
    ("w", "v"), ("j", "i"), ("y", "i"),
)  # fmt: skip
_SOFT = re.compile(r"[aeiou\s]")
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return the key of a name: lower case, no marks, no punctuation, single blanks, short forms written out."""
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    plain = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    words = _BETWEEN.sub(" ", _DROPPED.sub("", plain)).split()
    if len(words) > 1:
        words = [_SHORT.get(word, word) for word in words]
    return " ".join(words)


def slug(name: str) -> str:
    """Return a name as it stands in an id."""
    return fold(name).replace(" ", "-")


@lru_cache(maxsize=65536)
def skeleton(key: str) -> str:
    """Return the consonants of a folded key, written one way for the spellings that transliteration makes of one."""
    bare = key.removeprefix("al ").removeprefix("el ").removeprefix("the ")
    for sound, letter in _SOUNDS:
        bare = bare.replace(sound, letter)
    first, rest = bare[:1], _SOFT.sub("", bare[1:])
    return _TWICE.sub(r"\1", first + rest)
