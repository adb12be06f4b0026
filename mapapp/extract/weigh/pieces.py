"""Words to the pieces that the small model knows (WordPiece, greedy from the left), with their offsets.

The usual library for it brings a client for a model hub with it; the rule itself is a dozen lines.
Source: Wu et al. 2016, arXiv:1609.08144, section 4.1, in the lower-case form of the model's own vocabulary.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+|\S")
_LONGEST = 40


class Piece(NamedTuple):
    """A piece: its number in the vocabulary, and where the word that it belongs to starts and ends."""

    number: int
    start: int
    end: int


class Vocabulary:
    """The pieces that a model knows, one a line of its vocabulary file."""

    def __init__(self, lines: list[str]) -> None:
        self._number = {line: i for i, line in enumerate(lines)}
        self.unknown, self.first, self.last = (self._number[mark] for mark in ("[UNK]", "[CLS]", "[SEP]"))
        self._word = lru_cache(maxsize=50_000)(self._split)

    def pieces(self, text: str, start: int, end: int) -> list[Piece]:
        """Return the pieces of ``text[start:end]``, offsets counted in `text`."""
        return [
            Piece(number, word.start(), word.end())
            for word in _WORD.finditer(text, start, end)
            for number in self._word(word.group())
        ]

    def _split(self, word: str) -> tuple[int, ...]:
        bare = unicodedata.normalize("NFD", word.lower())
        bare = "".join(c for c in bare if unicodedata.category(c) != "Mn")
        if len(bare) > _LONGEST:
            return (self.unknown,)
        numbers, at = [], 0
        while at < len(bare):
            mark = "##" if at else ""
            for stop in range(len(bare), at, -1):
                number = self._number.get(mark + bare[at:stop])
                if number is not None:
                    numbers.append(number)
                    at = stop
                    break
            else:
                return (self.unknown,)
        return tuple(numbers)
