"""Strengths: the number phrases of a text, with what they are worth and how they relate to other numbers.

A numeral or a vague word ("dozens") is found first; then ranges, and the words to its left ("about", "another",
"up to") and right ("or so", "more", "of the 2,000") that change it.  Time is linear in the length of the text:
every pattern is bounded and looks at a bounded stretch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from mapapp.extract import numerals
from mapapp.extract import strengths_words as words
from mapapp.extract.strengths_never import bound, refused


@dataclass(frozen=True)
class FoundStrength:
    """A number phrase: ``text == source[start:end]``, without the counted noun.

    Parameters
    ----------
    start, end : int
        Offsets of the phrase ("as many as 1,700 of the 2,000").
    low, high : int or None
        Both included; None for a share of something that is not counted ("a third of its fleet").
    approximate : bool
        The number is hedged, or a range.
    relation : str or None
        "further" (another, additional, N more), "other" (the other N, the remaining N), "of_total" (N of the M,
        N of them), "total" (a total of N, all N, "Of the N" at a sentence's start), "fraction" (half of the N).
    text : str
    value_start, value_end : int
        Offsets of the number itself ("1,700").
    whole : int or None
        The total that a part was said to be of: 2,000 in "1,700 of the 2,000" and in "half of the 2,000".
    fraction : float or None
        The share of it, for "half of", "two thirds of".
    counted : str or None
        The word that is bound to the number: "strong", "man", "member", "ship" in "a 12-ship flotilla".
    """

    start: int
    end: int
    low: int | None
    high: int | None
    approximate: bool
    relation: str | None
    text: str
    value_start: int
    value_end: int
    whole: int | None = None
    fraction: float | None = None
    counted: str | None = None


@dataclass(frozen=True)
class _Phrase:
    """A number as it grows by the words around it; `first` to `last` is the number itself."""

    start: int
    end: int
    first: int
    last: int
    low: int
    high: int
    approximate: bool
    relation: str | None = None
    whole: int | None = None
    counted: str | None = None


def find(text: str) -> list[FoundStrength]:
    """Return the strengths of `text` in order; they do not overlap.

    Examples
    --------
    >>> [(s.text, s.low, s.high, s.relation) for s in find("About 1,700 of the 2,000 left; up to 300 more may.")]
    [('About 1,700 of the 2,000', 1700, 1700, 'of_total'), ('up to 300 more', 0, 300, 'further')]
    """
    found: list[FoundStrength] = []
    position = floor = 0
    for candidate in words.CANDIDATE.finditer(_lowered(text)):
        start = candidate.start()
        if start < position:
            continue
        share, core = words.SHARE.match(text, start), words.CORE.match(text, start)
        if share is not None:
            strength, position = _share(text, share, floor)
        elif core is not None:
            strength, position = _counted(text, core, floor)
        else:
            continue
        if strength is not None:
            found.append(strength)
            floor = strength.end
    return found


def _lowered(text: str) -> str:
    """Return `text` in small letters, of the same length (a capital I with a dot becomes two characters)."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text.translate(words.SMALL_LETTERS)


def at(text: str, position: int) -> FoundStrength | None:
    """Return the strength that covers offset `position`, if there is one."""
    for strength in find(text):
        if strength.start <= position < strength.end:
            return strength
    return None


def _counted(text: str, core: re.Match[str], floor: int) -> tuple[FoundStrength | None, int]:
    """Return the strength at a numeral, if it is one, and the offset where to look on."""
    number, resume = _number(text, core, floor)
    if number is None:
        return None, resume
    phrase = _after(text, _before(text, number, floor))
    if refused(text, number.first, number.last, number.low, hedged=phrase.start < number.first):
        return None, resume
    if bound(text, number.first, phrase.end, hyphen=phrase.end == number.last):
        return None, resume
    if phrase.relation is None and words.OF_THE.search(text, max(0, phrase.start - 40), phrase.start):
        phrase = replace(phrase, relation="total")
    return _found(text, phrase), phrase.end


def _found(text: str, phrase: _Phrase) -> FoundStrength:
    return FoundStrength(
        phrase.start,
        phrase.end,
        phrase.low,
        phrase.high,
        phrase.approximate or phrase.low != phrase.high,
        phrase.relation,
        text[phrase.start : phrase.end],
        phrase.first,
        phrase.last,
        phrase.whole,
        counted=phrase.counted,
    )


def _number(text: str, core: re.Match[str], floor: int) -> tuple[_Phrase | None, int]:
    """Return the number at `core`, as a range where it starts one, and where to look on if it is refused."""
    start, end = core.span()
    if core["vague"] is not None:
        reading = numerals.vague(text, start)
        if reading is None:
            return None, end
        trail = words.OF.match(text, end)
        return _Phrase(start, trail.end() if trail else end, start, end, *reading), end
    ranged, resume = _range(text, core, floor)
    if resume:
        return ranged, resume
    written = core.group()
    spaced = words.SPACED.match(written)
    if spaced and refused(text, start, start + len(spaced[1]), int(spaced[1]), hedged=False):
        return None, start + len(spaced[1]) + 1  # "May 5 300 troops" is no 5,300
    number = numerals.value(written)
    if words.DECIMAL.fullmatch(written):
        number = int(written.replace(".", "")) if words.THOUSANDS_NOUN.match(text, end) else None
    return (None if number is None else _Phrase(start, end, start, end, number, number, False)), end


def _range(text: str, core: re.Match[str], floor: int) -> tuple[_Phrase | None, int]:
    """Return the range that `core` starts and its end; an end without a range means a score, a number of two parts."""
    lead = words.RANGE_LEAD.search(text, max(floor, core.start() - 12), core.start())
    match = (words.RANGE.match(text, lead.start()) if lead else None) or words.RANGE.match(text, core.start())
    if match is None:
        return None, 0
    group = "1" if match["between"] else "2"
    low_text, high_text, join = match[f"low{group}"], match[f"high{group}"], (match["join"] or "and").strip()
    low, high = numerals.value(_with_scale(low_text, high_text)), numerals.value(high_text)
    if low is None or high is None:
        return None, 0
    if match["join"] and low_text.isdigit() and low < 1000 <= high and high % 1000 == 0 and low * 1000 < high:
        low *= 1000  # "30-40,000"
    if join in words.DASHES and low_text.isdigit() and high_text.isdigit():
        if low >= high or _years(low_text, high_text) or len(high_text) > len(low_text) + 1:
            return None, match.end()
        if len(high_text) > len(low_text) == 3 and not words.THOUSANDS_NOUN.match(text, match.end()):
            return None, match.end()  # a telephone number
    changed = join.startswith("to") and (match["from"] or low > high)
    if changed and words.CHANGE.search(text, max(0, match.start() - 60), match.start()):
        first = match.start("high2")
        return _Phrase(first, match.end(), first, match.end(), high, high, False), match.end()
    if low >= high:
        return None, 0
    start = match.start() if match["between"] or match["from"] else match.start("low2")
    return _Phrase(start, match.end(), start, match.end(), low, high, True), match.end()


def _years(low: str, high: str) -> bool:
    return len(low) == 4 and low[:2] in ("17", "18", "19", "20") and len(high) in (2, 4)


def _with_scale(low: str, high: str) -> str:
    """Return the lower end with the scale word that it shares with the upper one ("two to three thousand")."""
    scale = words.SCALE.search(high)
    if scale and words.UNSCALED.fullmatch(low) and not words.SCALE.search(low):
        return f"{low} {scale[1]}"
    return low


def _before(text: str, phrase: _Phrase, floor: int) -> _Phrase:
    for _ in range(3):
        match = words.BEFORE.search(text, max(floor, phrase.start - 40), phrase.start)
        if match is None:
            break
        phrase = replace(phrase, start=match.start())
        if match["about"]:
            phrase = replace(phrase, approximate=True)
        elif match["upto"]:
            phrase = replace(phrase, approximate=True, low=0)
        else:
            phrase = replace(phrase, relation=phrase.relation or match.lastgroup)
    return phrase


def _after(text: str, phrase: _Phrase) -> _Phrase:
    if text[phrase.end - 3 : phrase.end].lower().endswith("of") and phrase.end > phrase.last:
        return phrase
    for _ in range(3):
        match = words.AFTER.match(text, phrase.end)
        if match is None:
            break
        if match["part"] is not None or match["them"]:
            return _part(text, phrase, match)
        if match["gloss"] and numerals.value(match["gloss"]) != phrase.high:
            break
        phrase = replace(
            phrase,
            end=match.end(),
            approximate=phrase.approximate or match["so"] is not None,
            relation=phrase.relation or (match.lastgroup if match.lastgroup in ("total", "further") else None),
            counted=(match["counted"] or match["strong"] or phrase.counted or "").lower() or None,
        )
    return phrase


def _part(text: str, phrase: _Phrase, match: re.Match[str]) -> _Phrase:
    """Read "of the 2,000", "of them" or "of the" after a number."""
    relation = phrase.relation or "of_total"
    whole = words.WHOLE.match(text, match.end()) if match["part"] is not None else None
    if phrase.high == 1 and whole is None:
        return phrase
    if whole is not None:
        total = numerals.value(whole["whole"])
        if (
            total is not None
            and total >= phrase.high
            and not refused(text, whole.start("whole"), whole.end("whole"), total, hedged=False)
        ):
            return replace(phrase, end=whole.end(), whole=total, relation=relation)
    if match["them"] or match["article"]:
        return replace(phrase, end=match.end(), relation=relation)
    return phrase


def _share(text: str, match: re.Match[str], floor: int) -> tuple[FoundStrength | None, int]:
    """Return "half of the 2,000" as a strength, "half of the fleet" as one without a number."""
    start, resume = match.start(), match.end()
    of = words.SHARE_OF.match(text, resume)
    if of is None or words.OTHER_HALF.search(text, max(0, start - 12), start):
        return None, resume
    share = Fraction(1, 2)
    if not match["half"]:
        share = Fraction(words.TOPS.get(match["top"].lower(), 1), words.PARTS[match["part"].lower()])
    hedge = words.BEFORE.search(text, max(floor, start - 40), start)
    approximate = hedge is not None and hedge["about"] is not None
    if hedge is not None and approximate:
        start = hedge.start()
    whole = words.WHOLE.match(text, of.end())
    if whole is not None and not of["them"]:
        core = words.CORE.match(text, whole.start("whole"))
        total = _counted(text, core, of.end())[0] if core else None
        if total is not None and total.high is not None and total.low == total.high:
            part = total.high * share
            number, end = round(part), total.end
            approximate = approximate or total.approximate or part.denominator != 1
            return FoundStrength(
                *(start, end, number, number, approximate, "fraction", text[start:end], match.start(), resume),
                whole=total.high,
                fraction=float(share),
            ), end
    if words.NO_SHARE.match(text, of.end()):
        return None, resume
    end = of.end()
    return FoundStrength(
        *(start, end, None, None, approximate, "fraction", text[start:end], match.start(), resume),
        fraction=float(share),
    ), end
