"""The words that dates are made of: a text becomes the tokens that matter, each with its offsets.

Only words of the lexicon and whole numbers become tokens; `Tokens.gap` tells what stands between two of them, so that
the grammar sees whether they belong together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What part a token can play."""

    MONTH = "month"
    WEEKDAY = "weekday"
    SEASON = "season"
    UNIT = "unit"
    NUMBER = "number"  # 1 to 31, a year, or an amount
    ORDINAL = "ordinal"
    AMOUNT = "amount"  # a number word; 0 is "a few", "several"
    DECADE = "decade"
    DAY = "day"  # written in figures: 2022-02-20
    FISCAL = "fiscal"
    PIECE = "piece"  # Q1, H2
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number that may be part of a date; `number` is its value, `word` its small letters."""

    kind: Kind
    start: int
    end: int
    word: str
    number: int = 0
    other: tuple[int, int, int] | None = None  # year, month, day of a date in figures
    short: bool = False  # abbreviated
    capital: bool = False
    plural: bool = False


MONTHS = "january february march april may june july august september october november december"
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"
#: Months that are words or names too: they need a preposition or a number beside them.
DOUBTFUL = frozenset(("march", "may", "april", "june", "august"))
_SHORT_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10}
_SHORT_MONTHS |= {"nov": 11, "dec": 12}
_SHORT_DAYS = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6}
_UNITS = "hour day night week weekend fortnight month quarter year decade century"
_AMOUNTS = "a one two three four five six seven eight nine ten eleven twelve"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth"
_WORDS = """
the of in on at by to and or from since until till through thru between before after during over within for around about
throughout as
up least ever so far starting beginning effective no not later than earlier prior ahead following ago hence
last past previous preceding recent this current present next coming upcoming that same new late early mid middle
end start close turn rest remainder half today yesterday tomorrow tonight overnight now currently presently moment dawn
dusk noon midday midnight daybreak sunrise sunset morning afternoon evening nightfall christmas eve fiscal
financial time
"""


def _lexicon() -> dict[str, tuple[Kind, int, bool, bool]]:
    """Return the word list: word to (kind, value, short, plural)."""
    words: dict[str, tuple[Kind, int, bool, bool]] = dict.fromkeys(_WORDS.split(), (Kind.WORD, 0, False, False))
    for number, name in enumerate(MONTHS.split(), 1):
        words[name] = (Kind.MONTH, number, False, False)
    for name, number in _SHORT_MONTHS.items():
        words[name] = (Kind.MONTH, number, True, False)
    for number, name in enumerate(WEEKDAYS.split()):
        words[name] = (Kind.WEEKDAY, number, False, False)
    for name, number in _SHORT_DAYS.items():
        words[name] = (Kind.WEEKDAY, number, True, False)
    for name in ("spring", "summer", "autumn", "fall", "winter"):
        words[name] = (Kind.SEASON, 0, False, False)
    for name in _UNITS.split():
        words[name] = (Kind.UNIT, 0, False, False)
        words[f"{name}s" if name != "century" else "centuries"] = (Kind.UNIT, 0, False, True)
    for number, name in enumerate(_AMOUNTS.split()):
        words[name] = (Kind.AMOUNT, number or 1, False, False)
    words |= {"an": (Kind.AMOUNT, 1, False, False), "couple": (Kind.AMOUNT, 2, False, False)}
    words |= dict.fromkeys(("few", "several", "many"), (Kind.AMOUNT, 0, False, True))
    for tens, name in enumerate(_TENS.split(), 2):
        words[name] = (Kind.AMOUNT, tens * 10, False, False)
    for number, name in enumerate(_ORDINALS.split(), 1):
        words[name] = (Kind.ORDINAL, number, False, False)
    return words


LEXICON = _lexicon()

_TOKEN = re.compile(
    r"(?P<iso>(?<![\w.-])(?P<y>\d{4})(?P<s>[-/])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?![\d/-]))|"
    r"(?P<figures>(?<![\w./-])(?P<d1>\d{1,2})(?P<s1>[./-])(?P<d2>\d{1,2})(?P=s1)(?P<y1>\d{4})(?![\d/-]))|"
    r"(?P<group>(?<!\w)(?P<gd>\d{2})\d{4}[A-Za-z]\s?(?P<gm>[A-Za-z]{3})\s?(?P<gy>\d{4}|\d{2})(?!\w))|"
    r"(?P<decade>(?<!\w)(?:(?P<dy>\d{3}0)|['’](?P<ds>\d0))['’]?s\b)|"
    r"(?P<ordinal>(?<![\w.,])(?P<o>\d{1,2})(?:st|nd|rd|th)\b)|"
    r"(?P<fiscal>\bFY\s?[-'’]?(?P<fy>\d{4}|\d{2})\b)|"
    r"(?P<piece>\b[QH][1-4]\b)|"
    r"(?P<number>(?<![\w.,:/$€£¥#+°])\d{1,4}(?!\w|[.,:/]\d|\s?[%°]))|"
    r"(?P<word>[A-Za-z]+)|\d+"
)
#: What must be in a text for it to hold a date at all, in small letters; a cheap first look.
ANCHOR = re.compile(
    r"\d|day|month|week|year|morning|night|evening|afternoon|now|current|decade|fortnight|hours|spring|summer|autumn|fall|"
    r"winter|january|february|march|april|may|june|july|august|september|october|november|"
    r"december|christmas|quarter|present|"
    r"tomorrow|yesterday|midnight|moment|recent"
)
#: A hyphen before a number usually makes it a designation ("F-16"); after these words it does not ("mid-1942").
_HYPHENED = re.compile(r"(?:^|[^\w-])(?:mid|end|early|late|year|pre|post|since)-\Z", re.I)
_BREAK = re.compile(r"\n\s*\n")


class Tokens:
    """The tokens of a text.

    Parameters
    ----------
    text : str
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.first = 0  # index of the token that the phrase being read begins with
        self.all: list[Token] = []
        for match in _TOKEN.finditer(text):
            token = _token(text, match)
            if token is not None:
                self.all.append(token)

    def at(self, index: int) -> Token | None:
        """Return token `index` if it is the first of the phrase, or follows directly."""
        return self.get(index) if index == self.first else self.joined(index)

    def __len__(self) -> int:
        return len(self.all)

    def get(self, index: int) -> Token | None:
        """Return a token, None past the last one."""
        return self.all[index] if 0 <= index < len(self.all) else None

    def gap(self, index: int) -> str | None:
        """Return what stands before token `index` and after the one before it, without blanks; None at the ends.

        A paragraph break gives a line break, so that nothing is read across it.
        """
        if not 0 < index < len(self.all):
            return None
        between = self.text[self.all[index - 1].end : self.all[index].start]
        return "\n" if _BREAK.search(between) else between.strip()

    def joined(self, index: int, *allowed: str) -> Token | None:
        """Return token `index` if only blanks, or one of the `allowed` marks, stand before it."""
        gap = self.gap(index)
        return self.all[index] if gap is not None and (gap == "" or gap in allowed) else None

    def word(self, index: int, *words: str, gaps: tuple[str, ...] = ()) -> bool:
        """Return whether token `index` follows directly and is one of `words`."""
        token = self.joined(index, *gaps)
        return token is not None and token.word in words


def _token(text: str, match: re.Match[str]) -> Token | None:
    start, end = match.span()
    if match["word"]:
        return _word(text, match["word"], start, end)
    if match["number"]:
        hyphened = start > 1 and text[start - 1] in "-–‑" and text[start - 2].isalpha()
        if hyphened and not _HYPHENED.search(text, max(0, start - 8), start):
            return None
        return Token(Kind.NUMBER, start, end, match["number"], int(match["number"]))
    if match["ordinal"]:
        return Token(Kind.ORDINAL, start, end, "", int(match["o"]), capital=True)
    if match["iso"]:
        return Token(Kind.DAY, start, end, "", other=(int(match["y"]), int(match["m"]), int(match["d"])))
    if match["figures"]:
        return _figures(match, start, end)
    if match["group"]:
        month = _SHORT_MONTHS.get(match["gm"].lower()) or (5 if match["gm"].lower() == "may" else 0)
        return Token(Kind.DAY, start, end, "group", other=(int(match["gy"]), month, int(match["gd"])))
    if match["decade"]:
        return Token(Kind.DECADE, start, end, "", int(match["dy"] or 1900 + int(match["ds"])))
    if match["fiscal"]:
        return Token(Kind.FISCAL, start, end, "", int(match["fy"]) + (2000 if len(match["fy"]) == 2 else 0))
    if match["piece"]:
        return Token(Kind.PIECE, start, end, match["piece"][0].lower(), int(match["piece"][1]))
    return None  # digits that no alternative wants


def _figures(match: re.Match[str], start: int, end: int) -> Token | None:
    """Read 20.02.2022 (day first), and 02/20/2022 or 20/02/2022 where only one order gives a date."""
    one, two, year = int(match["d1"]), int(match["d2"]), int(match["y1"])
    if match["s1"] != ".":
        if one <= 12 and two <= 12 and one != two:
            return None
        if two > 12:
            one, two = two, one
    return Token(Kind.DAY, start, end, "", other=(year, two, one))


def _word(text: str, written: str, start: int, end: int) -> Token | None:
    word = written.lower()
    entry = LEXICON.get(word)
    if entry is None or (start and text[start - 1].isdigit()):
        return None
    kind, number, short, plural = entry
    capital = written[0].isupper()
    if kind in (Kind.MONTH, Kind.WEEKDAY):
        if not capital:
            return None
        if short and text[end : end + 1] == ".":
            end += 1
    return Token(kind, start, end, word, number, short=short, capital=capital, plural=plural)
