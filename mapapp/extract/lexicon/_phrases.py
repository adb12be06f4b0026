"""A table of phrases found in a text in one pass: time grows with the text, not with the table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

from mapapp.extract.lexicon._data import plain

V = TypeVar("V")

_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[\s.'’‘&/–-]{0,3}")
#: A phrase has at most this many words.
LONGEST = 8


class Phrases(Generic[V]):
    """Phrases with a value each, matched as written or in capitals, never in lower case.

    Dots, blanks, hyphens and apostrophes between the words of a phrase count alike: "U.S. Army" finds "US-Army"
    only if the table has "US Army" too, since "U", "S" and "US" are different words.
    """

    def __init__(self, entries: Mapping[str, V]) -> None:
        self._by_start: dict[tuple[str, str], list[tuple[list[str], V]]] = {}
        for phrase, value in entries.items():
            parts = _WORD.findall(plain(phrase))[:LONGEST]
            if parts:
                self._by_start.setdefault(_start(parts), []).append((parts, value))
        for choices in self._by_start.values():
            choices.sort(key=lambda choice: -len(choice[0]))

    def find(self, text: str) -> Iterator[tuple[int, int, V]]:
        """Yield (start, end, value) of the longest phrases, left to right, without overlaps."""
        tokens = [(m.start(), m.end(), _folded(m.group())) for m in _WORD.finditer(text)]
        i = 0
        while i < len(tokens):
            first = tokens[i][2].casefold()
            second = tokens[i + 1][2].casefold() if i + 1 < len(tokens) else ""
            for start in ((first, second), (first, "")):
                found = self._longest_at(text, tokens, i, start)
                if found:
                    parts, value = found
                    yield tokens[i][0], tokens[i + len(parts) - 1][1], value
                    i += len(parts) - 1
                    break
            i += 1

    def _longest_at(
        self, text: str, tokens: list[tuple[int, int, str]], i: int, start: tuple[str, str]
    ) -> tuple[list[str], V] | None:
        for parts, value in self._by_start.get(start, ()):
            if self._matches(text, tokens, i, parts):
                return parts, value
        return None

    @staticmethod
    def _matches(text: str, tokens: list[tuple[int, int, str]], i: int, parts: list[str]) -> bool:
        if i + len(parts) > len(tokens):
            return False
        for k, part in enumerate(parts):
            word = tokens[i + k][2]
            if word != part and not (word.isupper() and word == part.upper() and len(word) > 1):
                return False
            if k and not _GAP.fullmatch(text, tokens[i + k - 1][1], tokens[i + k][0]):
                return False
        return True


def _start(parts: list[str]) -> tuple[str, str]:
    return parts[0].casefold(), parts[1].casefold() if len(parts) > 1 else ""


def _folded(word: str) -> str:
    return word if word.isascii() else plain(word)
