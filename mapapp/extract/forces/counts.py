"""Which number counts which force.

"1,000 of the 11,000" are two numbers, a part and its whole.  A number without a noun behind it ("of the 90, 60 will
go") counts a force that the sentence leaves out.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from mapapp.extract import lexicon
from mapapp.extract.scene import Force, Scene
from mapapp.extract.syntax import lemma
from mapapp.model import Strength, StrengthUnit

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from mapapp.extract.strengths import FoundStrength

_FILL = re.compile(r"\s*(?:of\s+)?(?:(?:the|its|their|his|her|our|my|these|those|some|all|such)\s+)?\Z", re.I)
_ALONE = frozenset("nsubj nsubjpass dobj attr conj pobj nummod ROOT appos".split())
_NUMBERS = re.compile(
    r"(?: (?:in|of|at|from) [A-Z][\w ]{1,30})?,? "
    r"(?:(?:who|which) (?:now |already )?(?:number|total)s?|numbering|totall?ing) "
)
_ELSEWHERE = re.compile(r" (?:in|on|at|near) ")
_ANOTHER = re.compile(r"\b(another|a (?:second|third|fourth|fifth)) (?:to|from|in|at|off|near|on)\b")
_FROM = re.compile(r" from (?:the )?")
_NAMES = frozenset(("name", "abbreviation"))
_ALL_BUT = re.compile(r"\b(?:all|everyone|everybody) (?:but|except)(?: for)?\s{1,3}\Z", re.I)
#: "…, the first of 3,000"; and how far behind those who are called so it may stand.
_FIRST_OF = re.compile(
    r"(?:,| [-–—]) (?:the (?:first|last|latest|next|vanguard|forerunners|advance guard|bulk)|part|some|most|many)"
    r" of (?:the |a |an |its |their )?\Z"
)
_CALLED = 24
_BEHIND = frozenset("of to but except".split())
_NOUNS = frozenset(("NOUN", "PROPN", "SYM"))


class Numbers:
    """The numbers of a paragraph, and which of them already count a force of this sentence."""

    def __init__(self, scene: Scene, numbers: list[FoundStrength]) -> None:
        self.scene = scene
        self._all = [part for number in numbers for part in _parted(_all_but(scene.text, number))]
        self._used: set[int] = set()

    def at(self, token: Token) -> FoundStrength | None:
        """Return the number that `token` belongs to."""
        return next((n for n in self._all if n.start <= token.idx < n.end), None)

    def take(self, start: int, end: int) -> FoundStrength | None:
        """Return the last free number in a phrase or right before it; it is free no longer."""
        text, best = self.scene.text, None
        for number in self._all:
            if number.start in self._used or number.start >= end or number.end > end:
                continue
            inside = start <= number.start and number.end < end
            touching = number.start < start and (
                number.end > start or _FILL.fullmatch(text[number.end : start]) is not None
            )
            if inside or touching:
                best = number
        if best is not None:
            self._used.add(best.start)
        return best

    def give_strong(self, found: list[Force]) -> None:
        """Give "a force in Mali some 15,000 strong" its number, and one ", which numbers 15,000,"."""
        for number in self._all:
            if not self._free(number):
                continue
            before = [f for f in found if f.end <= number.start and (not f.strength.known or f.strength.implied)]
            if before and (number.counted == "strong" or self._is_told(before[-1], number)):
                force = before[-1]
                if force.category is StrengthUnit.UNITS and force.unit is None:
                    force.unit = force.root.text
                force.category = StrengthUnit.PERSONNEL
                force.count(number)
                self._used.add(number.start)

    def _is_told(self, force: Force, number: FoundStrength) -> bool:
        """Whether it is said by the way how many a force is ("French troops, who number 900, …")."""
        text, people = self.scene.text, force.category in (StrengthUnit.PERSONNEL, StrengthUnit.UNITS)
        if not people or number.counted is not None or _ELSEWHERE.match(text, number.end) is not None:
            return False
        return _NUMBERS.fullmatch(text, force.end, number.start) is not None

    def headless(self, found: list[Force]) -> list[Force]:
        """Return the forces that only a number stands for."""
        made = []
        for number in self._all:
            if not self._free(number) or any(f.start <= number.start < f.end for f in found):
                continue
            span = self.scene.doc.char_span(number.value_start, number.value_end, alignment_mode="expand")
            if span is not None and _others(span.root, span.end):
                span = self.scene.doc[span.start : span.end + 1]
            if span is not None and (_stands_alone(self.scene, span) or _part_of(number, span)):
                root = _all_of(span) if number.start < span.start_char else None
                force = Force(number.start, max(number.end, span.end_char), root or span.root, None)
                force.count(number)
                force.relation = number.relation
                force.nations = tuple(
                    hit.country
                    for hit in self.scene.nations
                    if hit.form in ("adjective", "demonym") and 0 < hit.start - number.end < 2  # "3,500 British"
                )
                self._be_of_those_before(force, found)
                made.append(force)
        return made

    def _be_of_those_before(self, force: Force, found: list[Force]) -> None:
        """Let "the first of 3,000" count what those are who are called so ("American soldiers, the first of …")."""
        said = _FIRST_OF.search(self.scene.text, max(0, force.start - 40), force.start)
        before = [f for f in found if said is not None and 0 <= said.start() - f.end < _CALLED]
        if before:
            force.category, force.nations = before[-1].category, force.nations or before[-1].nations
            force.relation = "whole"

    def _free(self, number: FoundStrength) -> bool:
        sentence = self.scene.sentence
        return number.start not in self._used and sentence.start_char <= number.start < sentence.end_char


def further_ones(scene: Scene, found: list[Force]) -> list[Force]:
    """Return the forces that "another" or "a third" stands for, of a kind told before it ("and another to Malta")."""
    made = []
    for match in _ANOTHER.finditer(scene.text, scene.sentence.start_char, scene.sentence.end_char):
        span = scene.doc.char_span(*match.span(1))
        before = [f for f in found if f.end <= match.start(1)]
        if span is None or not before or before[-1].category in (None, StrengthUnit.PERSONNEL):
            continue
        last = before[-1]
        force = Force(match.start(1), match.end(1), span.root, last.category, Strength(1, 1, last.category))
        force.nations, force.relation, force.equipment = last.nations, "further", last.equipment
        made.append(force)
    return made


def _others(number: Token, end: int) -> bool:
    """Whether what a number counts is told by "others" alone ("27 others stayed")."""
    return number.dep_ == "nummod" and number.head.i == end and number.head.lower_ == "others"


def _all_of(number: Span) -> Token | None:
    """Return the "all" that those are excepted from ("all but 200 left")."""
    return next((t for t in number.root.ancestors if t.lower_ == "all" and t.i < number.start), None)


def civilians(word: Token) -> bool:
    """Whether a word, or what it is a number or a part of, is people who are no force ("thousands of refugees")."""
    of = (o for prep in word.children if prep.lower_ == "of" for o in prep.children if o.dep_ == "pobj")
    return any(lemma(noun) in lexicon.CIVIL or noun.lower_ in lexicon.CIVIL for noun in (word, *of))


def _stands_alone(scene: Scene, span: Span) -> bool:
    """Whether a number is what is spoken of, not the count of a noun."""
    root = span.root
    if civilians(root):
        return False
    if _from_nation(scene, span):
        return True
    if root.dep_ not in _ALONE or (root.dep_ == "pobj" and root.head.lower_ not in _BEHIND):
        return False
    outside = not span.start <= root.head.i < span.end
    if root.dep_ == "nummod" and outside and root.head.pos_ in _NOUNS and root.head.i > root.i:
        return False
    following = scene.doc[span.end] if span.end < len(scene.doc) else None
    if following is None:
        return True
    if following.pos_ in _NOUNS and following.idx < scene.sentence.end_char:
        return False
    return not (following.pos_ == "ADJ" and following.dep_ == "amod" and following.head.i > following.i)


def _part_of(number: FoundStrength, span: Span) -> bool:
    """Whether a number is the part of another one that counts the noun ("400 of 1,700 soldiers")."""
    return number.relation == "of_total" and span.root.dep_ == "quantmod" and span.root.nbor(1).lower_ == "of"


def _from_nation(scene: Scene, span: Span) -> bool:
    """Whether a number counts those that a nation gives ("including 3,000 from Italy")."""
    behind = _FROM.match(scene.text, span.end_char)
    return behind is not None and any(hit.start == behind.end() and hit.form in _NAMES for hit in scene.nations)


def _all_but(text: str, number: FoundStrength) -> FoundStrength:
    """Count those that "all but 200 of the 1,000" are: 800; of how many there are not told, none."""
    said = _ALL_BUT.search(text, max(0, number.start - 24), number.start)
    if said is None:
        return number
    start, whole = said.start(), number.whole
    low = high = None
    if whole is not None and number.low is not None and number.high is not None and number.high < whole:
        low, high = whole - number.high, whole - number.low
    text = text[start : number.end]
    return replace(number, start=start, low=low, high=high, relation="of_total", text=text, fraction=None)


def _parted(number: FoundStrength) -> list[FoundStrength]:
    """Split "1,000 of the 11,000" into the part and the whole: each may do something else."""
    if number.whole is None or number.whole == number.low:
        return [number]
    at = number.text.lower().find(" of ", number.value_end - number.start - 1)
    if at < 0:
        return [number]
    cut = number.start + at
    whole = replace(
        number,
        start=cut + 4,
        low=number.whole,
        high=number.whole,
        approximate=False,
        relation="whole",
        text=number.text[at + 4 :],
        value_start=cut + 4,
        value_end=number.end,
        whole=None,
    )
    part = replace(number, end=cut, text=number.text[:at], value_end=min(number.value_end, cut), whole=None)
    return [part, whole]
