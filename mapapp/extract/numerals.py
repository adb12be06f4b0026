"""Numerals as reports write them, in digits or words, and what they are worth.

`NUMERAL` is the pattern of an exact numeral ("1,700", "17 000", "1.5 million", "six hundred and fifty", "two
dozen", "half a million", "7 lakh"); `value` reads one.  `VAGUE` is the pattern of words that stand for a range
("several thousand", "dozens"); `vague` reads them, with the bounds that the annotation guideline sets: hundreds
are 200 to 999, thousands 2,000 to 9,999, tens of thousands 20,000 to 99,999, several 3 to 9.

Patterns are bounded, want `re.IGNORECASE`, and hold no word boundary of their own at the ends.
"""

from __future__ import annotations

import re

_ONES = "one two three four five six seven eight nine"
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ONES = {word: number for number, word in enumerate(_ONES.split(), 1)}
TEENS = {word: number for number, word in enumerate(_TEENS.split(), 10)}
TENS = {word: 10 * number for number, word in enumerate(_TENS.split(), 2)}
SMALL = ONES | TEENS | TENS
SCALES = {
    "k": 1_000,
    "thousand": 1_000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "crores": 10_000_000,
}
_FACTORS = {"hundred": 100, "dozen": 12}
_FILL = frozenset(("and", "a", "an"))
_HALF = "half"

_GAP = r"[ \u00a0\u2009\u202f]"
#: "1,700", "1,70,000" (Indian), "17 000", "1.200.000", "1'700", "12.5", "300"
DIGITS = (
    r"(?:\d{1,3}(?:,\d{3}){1,3}(?!\d)|\d{1,2}(?:,\d{2}){1,3},\d{3}(?!\d)|"
    rf"\d{{1,3}}(?:{_GAP}\d{{3}}){{1,3}}(?!\d)|\d{{1,3}}(?:\.\d{{3}}){{2,3}}(?!\d)|"
    r"\d{1,3}(?:['’]\d{3}){1,3}(?!\d)|\d{1,9}(?:\.\d{1,3})?(?!\d))"
)
_S = r"\s{1,3}"
_BIG = r"(?:hundred|thousand|lakh|million|crore|dozen)\b"
_SUB = (
    rf"(?:(?:{'|'.join(TENS)})(?:[\s-]{{1,3}}(?:{'|'.join(ONES)})\b)?|{'|'.join(TEENS)}|"
    rf"{'|'.join(f'{word}(?!teen|ty)' for word in ONES)})"
)
_HUNDREDS = rf"(?:(?:{_SUB}|an?){_S}hundred\b(?:(?:{_S}and)?{_S}{_SUB}\b(?!{_S}(?:hundred|dozen)\b|-))?)"
_PLAIN = rf"(?:{_HUNDREDS}|{_SUB})"
_THOUSANDS = rf"(?:(?:{_HUNDREDS}|{_SUB}|an?){_S}(?:thousand|lakh)\b(?:(?:{_S}and)?{_S}{_PLAIN}\b(?!{_S}{_BIG}|-))?)"
_MILLIONS = rf"(?:(?:{_HUNDREDS}|{_SUB}|a){_S}(?:million|crore)\b(?:(?:{_S}and)?{_S}(?:{_THOUSANDS}|{_PLAIN})\b)?)"
_HALVES = (
    rf"(?:half{_S}an?{_S}(?:million|thousand|hundred|dozen)|(?:a{_S})?half[-\s]dozen|"
    rf"{_SUB}{_S}and{_S}a{_S}half{_S}(?:thousand|million)|"
    rf"an?{_S}(?:thousand|million){_S}and{_S}a{_S}half)"
)
WORDS = rf"(?:{_HALVES}|{_MILLIONS}|{_THOUSANDS}|(?:{_SUB}|a){_S}dozen|{_HUNDREDS}|{_SUB})\b"
_SCALED = rf"{DIGITS}(?:(?:{_S}|-)?(?:hundred|thousand|million|lakhs?|crores?|dozen)\b|k\b)"
NUMERAL = rf"(?:{_SCALED}|{DIGITS}|{WORDS})"

_SOME = r"(?:several|many|a\s{1,3}(?:good\s{1,3})?few|some\s{1,3}few)"
_RANGES = (
    (r"hundreds,?\s{1,3}(?:if\s{1,3}not|or(?:\s{1,3}even)?)\s{1,3}thousands", 200, 9_999),
    (r"dozens,?\s{1,3}(?:if\s{1,3}not|or(?:\s{1,3}even)?)\s{1,3}hundreds", 24, 999),
    (rf"(?:{_SOME}\s{{1,3}})?tens\s{{1,3}}of\s{{1,3}}millions", 20_000_000, 99_999_999),
    (rf"(?:{_SOME}\s{{1,3}})?hundreds\s{{1,3}}of\s{{1,3}}thousands|{_SOME}{_S}hundred{_S}thousand", 200_000, 999_999),
    (rf"(?:{_SOME}\s{{1,3}})?tens\s{{1,3}}of\s{{1,3}}thousands", 20_000, 99_999),
    (rf"{_SOME}{_S}millions?|millions", 2_000_000, 9_999_999),
    (rf"{_SOME}{_S}thousands?|thousands", 2_000, 9_999),
    (rf"{_SOME}{_S}hundreds?|hundreds", 200, 999),
    (rf"{_SOME}{_S}dozens?|dozens", 24, 99),
    (rf"{_SOME}{_S}scores?|scores(?={_S}of\b)", 40, 99),
    (rf"tens(?={_S}of\b)", 20, 99),
    (rf"a{_S}couple(?:{_S}of)?{_S}million", 2_000_000, 2_000_000),
    (rf"a{_S}couple(?:{_S}of)?{_S}thousand", 2_000, 2_000),
    (rf"a{_S}couple(?:{_S}of)?{_S}hundred", 200, 200),
    (rf"a{_S}couple(?:{_S}of)?{_S}dozen", 24, 24),
    (rf"a{_S}couple(?={_S}(?:of|more)\b)", 2, 2),
    (rf"a{_S}(?:small{_S})?handful", 3, 9),
    (r"several|a\s{1,3}few", 3, 9),
)
#: Words for a small exact number that are no numerals.
_EXACT = ((rf"a{_S}pair(?={_S}of\b)", 2), (rf"a{_S}trio(?={_S}of\b)", 3), (rf"a{_S}quartet(?={_S}of\b)", 4))
VAGUE = "(?:" + "|".join([pattern for pattern, *_ in (*_RANGES, *_EXACT)]) + r")\b"
_READERS = [(re.compile(rf"(?:{pattern})\b", re.I), low, high) for pattern, low, high in _RANGES]
_READERS += [(re.compile(rf"(?:{pattern})\b", re.I), number, number) for pattern, number in _EXACT]
_EXACT_FROM = len(_RANGES)

_TOKEN = re.compile(rf"{DIGITS}|[a-z]+", re.I)
_GROUPED = re.compile(rf"\d{{1,3}}(?:{_GAP}\d{{3}})+|\d{{1,3}}(?:\.\d{{3}}){{2,}}|[\d,'’]+")


def value(numeral: str) -> int | None:
    """Return what an exact numeral is worth; None when that is no whole number ("12.5") or no numeral.

    Examples
    --------
    >>> value("1.5 million"), value("six hundred and fifty"), value("17 000"), value("12.5")
    (1500000, 650, 17000, None)
    """
    total: float = 0
    part: float = 0
    seen = False
    for match in _TOKEN.finditer(numeral):
        word = match.group().lower()
        if word[0].isdigit():
            part += _digits(word)
        elif word in SMALL:
            part += SMALL[word]
        elif word in _FACTORS:
            part = (part or 1) * _FACTORS[word]
        elif word in SCALES:
            total += (part or 1) * SCALES[word]
            part = 0
        elif word == _HALF:
            # "half a million", "two and a half thousand": of what follows; "a million and a half": of what stood
            part += 0.5 * (_last_scale(numeral) if total else 1)
        elif word not in _FILL:
            return None
        seen = True
    result = total + part
    return round(result) if seen and abs(result - round(result)) < 1e-6 else None


def vague(text: str, start: int = 0) -> tuple[int, int, bool] | None:
    """Return (low, high, approximate) of the words at offset `start` that stand for a number, None when none do.

    Examples
    --------
    >>> vague("several thousand"), vague("a pair of jets"), vague("a pair")
    ((2000, 9999, True), (2, 2, False), None)
    """
    for index, (pattern, low, high) in enumerate(_READERS):
        match = pattern.match(text, start)
        if match:
            return low, high, index < _EXACT_FROM
    return None


def _digits(written: str) -> float:
    return float(re.sub(r"\D", "", written) if _GROUPED.fullmatch(written) else written)


def _last_scale(numeral: str) -> int:
    names = [word for word in numeral.lower().split() if word in SCALES]
    return SCALES[names[-1]] if names else 1
