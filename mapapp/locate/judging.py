"""Whether words that the gazetteer knows name a place in this sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from mapapp.locate import nations
from mapapp.locate.clues import PLACES, inside_person
from mapapp.locate.found import Found
from mapapp.locate.lexicon import (
    ALWAYS_DISEASED,
    DIRECTIONS,
    DISEASED,
    DISEASES,
    GENERIC,
    GLUE,
    LOCATIVE,
    OUTBREAKS,
    SHIPS,
    STREETS,
    TITLES,
)
from mapapp.locate.ranking import prior
from mapapp.locate.signs import signs
from mapapp.locate.states import DOTTED
from mapapp.locate.store import Row
from mapapp.locate.words import Words
from mapapp.model import PlaceKind

if TYPE_CHECKING:
    from mapapp.locate.gazetteer import Gazetteer

#: Says of the name before it that it is a place.
_IS_PLACE = re.compile(
    r"(?:\s\([^)]{0,80}\))?(?:,\s(?:also|often|formerly|officially|sometimes|once|locally|historically)\s[^,.;]{0,40},?)?"
    r"\s(?:is|was)\s(?:a|an|the|one of the)\s(?:(?!of\b|in\b|for\b|from\b|at\b|by\b)[\w-]{1,20}\s){0,5}?"
    r"(?:city|town|township|village|hamlet|suburb|municipality|community|settlement|neighbou?rhood|port|capital|seat|"
    r"county|district|parish|borough|river|mountain|hill|lake|island|commune|locality|place|department|province|region|"
    r"state|peninsula|prefecture|resort|cities|towns|villages)\b"
)
#: The most words in a name.
LONGEST = 7
#: Entities that are no places, whatever their words are.
OTHER = frozenset(
    {"DATE", "TIME", "MONEY", "CARDINAL", "LANGUAGE", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT", "ORDINAL"}
)
#: Ids of the places whose names may begin with a small letter.
SMALL_REFS = ("region:", "sea:", "feature:", "own:", "base:")


def unshouted(surface: str, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Drop small towns from what an abbreviation in a text of mixed case could mean."""
    if len(surface) > 5:
        return rows
    return tuple(
        row
        for row in rows
        if row.population > 400_000
        or not row.place.id.startswith(("geonames:", "town:", "airport:", "district:", "county:"))
    )


class Reader:
    """Reads names in one paragraph."""

    def __init__(self, words: Words, gazetteer: Gazetteer, people: frozenset[str]) -> None:
        self.words, self.gazetteer, self.people = words, gazetteer, people
        self.doubtful: list[Found] = []

    def longest(self, first: int) -> Found | None:
        """Return the longest name that begins at a word."""
        words = self.words
        last = first
        while last + 1 < len(words) and last - first < LONGEST + 2 and self._may_continue(last + 1):
            last += 1
        small = not words.capital(first) and not words.word[first][:1].isdigit()
        for end in range(last, first - 1, -1):
            word = words.word[end]
            if (words.punct[end] and word != ".") or (end > first and words.lower[end] in GLUE):
                continue
            if small and (end == first or not any(map(words.capital, range(first, end + 1)))):
                return None
            surface = words.surface(first, end)
            rows = self.gazetteer.rows(surface)
            if word in ("'s", "’s"):  # "St. John's", but not "Jordan's"
                rows = tuple(row for row in rows if row.own and "'" in row.place.name.replace("’", "'")[-3:])
            if small:
                rows = tuple(row for row in rows if row.place.id.startswith(SMALL_REFS))
            if end == first and (stop := self._abbreviated(first)) is not None:
                return Found(words.start[first], stop, words.text[words.start[first] : stop], "gazetteer", label="GPE")
            if not rows or inside_person(words, first, end) or (end == first and self._generic(first)):
                continue
            begins = first == 0 or words.word[first - 1] in (".", '"', "\n") or words.word[first - 1].isspace()
            if begins and not small and any(row.own for row in rows) and self._is_defined(end):
                return Found(words.start[first], words.end[end], surface, "gazetteer", label=words.label[first])
            found = self._judge(first, end, surface, rows, small)
            if found is not None:
                if small or found.how == "adjective":
                    return found
                figures = tuple(signs(words, first, end, rows, self.people, judged=True))
                return replace(found, signs=figures)
            if not small and self._possible(first, end, surface, rows):
                figures = tuple(signs(words, first, end, rows, self.people, judged=False))
                span = (words.start[first], words.end[end])
                self.doubtful.append(Found(*span, surface, "gazetteer", sure=False, signs=figures))
        return None

    def _possible(self, first: int, last: int, surface: str, rows: tuple[Row, ...]) -> bool:
        """Whether words that the rules turn down could name a place after all."""
        words = self.words
        if any(self._ordinary(i) for i in range(first, last + 1) if words.word[i][:1].isalpha()):
            return False
        rows = self._spelled(first, surface, rows)
        if not any(row.own for row in rows) or self._named_otherwise(first, last, rows):
            return False
        if last > first:
            return True
        if not words.capital(first) or len(surface) < 3 or words.lower[first] in DIRECTIONS or words.stop[first]:
            return False
        return words.pos[first] == "PROPN" or words.label[first] in PLACES

    def _abbreviated(self, i: int) -> int | None:
        """Return where a state's short form ends that stands here ("Ada, Okla.", "in D.C."), if one does."""
        words = self.words
        led = i > 0 and (words.lower[i - 1] in LOCATIVE or words.lower[i - 1] == "the")
        if led and "." in words.word[i][:-1] and words.word[i].replace(".", "") in DOTTED:
            return words.end[i]
        if i < 2 or words.word[i - 1] != "," or not words.capital(i - 2):
            return None
        if self.gazetteer.state(words.word[i]) is not None:
            return words.end[i]
        point = words.text[words.end[i] : words.end[i] + 1] == "."
        return words.end[i] + 1 if point and self.gazetteer.state(words.word[i] + ".") is not None else None

    def _generic(self, i: int) -> bool:
        """Whether a word is one of those that names end with, and no place by itself here ("16th Street")."""
        words = self.words
        if words.lower[i] not in GENERIC or words.dateline(i):
            return False
        after = words.word[i + 1] if i + 1 < len(words) else ""
        apart = not (words.capital(i - 1) and words.pos[i - 1] == "PROPN") and not words.capital(i + 1)
        if apart and words.label[i] in ("GPE", "LOC") and not after[:1].isdigit():
            return False
        given = i + 2 < len(words) and words.word[i + 1] == "," and self.gazetteer.area(words.word[i + 2]) is not None
        return not given

    def _may_continue(self, i: int) -> bool:
        words = self.words
        word = words.word[i]
        if words.punct[i]:
            return word in ("-", "–", "'", "’", "/") or (word == "." and len(words.word[i - 1]) <= 4)
        return not word.isspace()

    def _judge(self, first: int, last: int, surface: str, rows: tuple[Row, ...], small: bool) -> Found | None:
        """Decide whether the words really name a place."""
        words = self.words
        start, label = words.start[first], words.label[first]
        ent_first, ent_last = words.span[first]
        rows = self._spelled(first, surface, rows)
        if not rows:
            return None
        how: Literal["gazetteer", "embedded", "adjective"] = "gazetteer"
        plain = [i for i in range(first, last + 1) if words.word[i][:1].isalpha()]
        own = [row for row in rows if row.own]
        if small or any(self._ordinary(i) for i in plain):
            regional = [row for row in own if not row.place.id.startswith(("geonames:", "town:", "airport:"))]
            return Found(start, words.end[last], surface, how, label=label) if regional else None
        if len(plain) < 2 and any(row.place.id.startswith("region:") for row in rows):
            if label == "PERSON" and ent_last > ent_first:
                return None
            if words.pos[first] in ("PROPN", "ADJ", "NOUN"):
                how = "gazetteer" if any(row.place.id.startswith("region:") for row in own) else "adjective"
                return Found(start, words.end[last], surface, how, label=label)
        best = max(prior(row) for row in rows)
        ordinary = all(row.ordinary for row in rows)
        if len(plain) == 1 and not self._single(first, best, bool(own), ordinary):
            return None
        if len(plain) > 1 and not own and label not in PLACES:
            return None
        if self._named_otherwise(first, last, rows):
            return None
        longer = ent_last > last or ent_first < first
        if label == "PERSON":
            if longer or (best < 0.6 and not (own and len(plain) == 1)):
                return None
        elif label in PLACES:
            if longer and len(plain) == 1 and (ordinary or best < 0.5):
                return None
        elif label and label != "NORP" and longer:
            if best < 0.58 or ordinary:
                return None
            how = "embedded"
        elif self._in_longer_name(first, last) and (best < 0.6 or ordinary):
            return None
        return Found(start, words.end[last], surface, how, label=label)

    def _spelled(self, first: int, surface: str, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """Drop what the capitals rule out: a town where an abbreviation stands, a country where a word does ("Car")."""
        if surface.isupper():
            if "." in surface[:-1] and surface.replace(".", "") not in DOTTED:  # "P.A." and "M.D." are no states
                rows = tuple(row for row in rows if not row.place.id.startswith("iso:US-"))
            if self.words.text.isupper() or self.words.dateline(first):
                return rows
            return unshouted(surface, rows)
        if " " in surface or nations.lookup(surface) is not None:
            return rows
        return tuple(row for row in rows if row.place.kind is not PlaceKind.COUNTRY or len(surface) > 4)

    def _ordinary(self, i: int) -> bool:
        """Whether a word in small letters is no part of a name ("au" in "Port-au-Prince" is one)."""
        words = self.words
        if not words.word[i].islower() or words.lower[i] in GLUE:
            return False
        return not (words.word[i - 1] == "-" and i + 1 < len(words) and words.word[i + 1] == "-")

    def _single(self, i: int, best: float, own: bool, ordinary: bool) -> bool:
        """Whether one word alone may be taken for a place."""
        words = self.words
        word, label = words.word[i], words.label[i]
        if not word[:1].isupper() or len(word) < 3 or words.lower[i] in DIRECTIONS:
            return len(word) == 2 and word.isupper() and best > 0.55 and own
        located = i > 0 and words.lower[i - 1] in LOCATIVE
        if word in self.people and best < 0.75 and not (located and best >= 0.6):
            return False
        if label in PLACES:
            return not ordinary or best >= 0.45 or located
        if words.stop[i] or not (own or (located and not ordinary and best > 0.25)):
            return False
        sure = (located and best > 0.5) or (best >= 0.75 and not ordinary)
        if words.pos[i] != "PROPN" and not sure:
            return False
        if ordinary:
            best -= 0.3
        if label in OTHER:
            return best >= 0.6
        if label == "ORG":
            return best >= 0.5 or (located and not ordinary)
        if label == "PERSON":
            return (
                (located and best >= 0.4)
                or best >= 0.8
                or (own and not ordinary and best >= 0.45 and word not in self.people)
            )
        return best >= 0.45 or (located and not ordinary)

    def _named_otherwise(self, first: int, last: int, rows: tuple[Row, ...]) -> bool:
        """Whether the words around make it a person, a ship, a street or a government."""
        words = self.words
        before = words.lower[first - 1].rstrip(".") if first else ""
        if before in TITLES or before in SHIPS:
            return True
        if words.capital(last + 1) and words.lower[last + 1].rstrip(".") in STREETS:
            return True
        if self._diseased(first, last):
            return True
        if any(row.feature == "seat" for row in rows):
            lead = words.lower[first - 2] if first > 1 and before == "the" else before
            return lead not in ("in", "at", "near", "outside", "to", "from", "inside", "around")
        return False

    def _diseased(self, first: int, last: int) -> bool:
        """Whether a name is that of a disease ("West Nile virus", "the first Marburg cases")."""
        words = self.words
        if last + 1 >= len(words) or words.lower[last] not in DISEASED:
            return False
        following = words.lower[last + 1]
        return following in DISEASES or (
            following in OUTBREAKS and first == last and words.lower[last] in ALWAYS_DISEASED
        )

    def _is_defined(self, last: int) -> bool:
        """Whether it is said behind a name what kind of place it is ("Troy is a borough in Bradford County")."""
        end = self.words.end[last]
        return _IS_PLACE.match(self.words.text, end, min(len(self.words.text), end + 200)) is not None

    def _in_longer_name(self, first: int, last: int) -> bool:
        words = self.words
        return any(0 <= i < len(words) and words.pos[i] == "PROPN" and words.capital(i) for i in (first - 1, last + 1))

    def nation(self, hit: nations.NationHit, i: int) -> Found | None:
        """Return a country's name or adjective, unless it is a person's, a ship's or a language's."""
        words = self.words
        label = words.label[i]
        first, last = words.span[i]
        if label == "LANGUAGE" or (label == "PERSON" and last > first and hit.form == "name"):
            return None
        if (i and words.lower[i - 1] in SHIPS) or self._diseased(i, i):
            return None
        how: Literal["nation", "adjective"] = "nation" if hit.form in ("name", "abbreviation") else "adjective"
        return Found(hit.start, hit.end, words.text[hit.start : hit.end], how, nation=hit, label=label)
