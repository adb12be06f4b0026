"""Ordinal words and Roman numerals of unit names."""

from __future__ import annotations

import re

_ONES = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_TEENS = [
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_TENS = ["twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth"]
_TEN = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

_VALUE = {
    **{word: n + 1 for n, word in enumerate(_ONES)},
    **{word: n + 10 for n, word in enumerate(_TEENS)},
    **{word: 20 + 10 * n for n, word in enumerate(_TENS)},
    **{f"{ten}-{one}": 20 + 10 * t + n + 1 for t, ten in enumerate(_TEN) for n, one in enumerate(_ONES)},
}
#: A pattern for ordinals in words with a capital: "Eighth", "Twenty-First", "FIRST".
ORDINAL_WORD = (
    "(?:(?:"
    + "|".join(t.title() for t in _TEN)
    + ")[- ](?:"
    + "|".join(f"[{o[0].upper()}{o[0]}]{o[1:]}" for o in _ONES)
    + ")"
    "|"
    + "|".join(w.title() for w in (*_ONES, *_TEENS, *_TENS))
    + "|"
    + "|".join(w.upper() for w in (*_ONES, *_TEENS))
    + r")\b"
)
#: A pattern for Roman numerals from I to LXXXIX.
ROMAN = r"(?:(?:L?X{1,3}|X?L)(?:IX|IV|V?I{0,3})|IX|IV|VI{0,3}|I{1,3}|L)\b"


def number_of(text: str) -> int:
    """Return the number of an ordinal, a Roman numeral or figures; the last of "2/14th"; 0 when there is none."""
    lowered = text.lower().replace(" ", "-")
    if lowered in _VALUE:
        return _VALUE[lowered]
    digits = re.findall(r"\d+", text)
    if digits:
        return int(digits[-1])
    total = 0
    steps = [{"I": 1, "V": 5, "X": 10, "L": 50}.get(letter, 0) for letter in text]
    for here, following in zip(steps, [*steps[1:], 0], strict=True):
        total += -here if here < following else here
    return total
