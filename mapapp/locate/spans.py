"""Where a text could name a place: spelling first, then what the sentence says about the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mapapp.datelines import dated_from
from mapapp.language import Paragraph
from mapapp.locate import nations
from mapapp.locate.clues import agency
from mapapp.locate.found import Found
from mapapp.locate.judging import LONGEST, Reader
from mapapp.locate.lexicon import SMALL_STARTS
from mapapp.locate.unlisted import guesses, with_entities
from mapapp.locate.words import Words

if TYPE_CHECKING:
    from mapapp.locate.gazetteer import Gazetteer

_GRID = re.compile(r"\b\d{1,2}[C-HJ-NP-X] ?[A-HJ-NP-Z]{2} ?(?:\d{5} ?\d{5}|\d{4} ?\d{4}|\d{3} ?\d{3}|\d{2} ?\d{2})\b")
_WORDS = re.compile(r"[^\W\d_][\w’'.\-]*|\d+\w*")


def raw_spans(text: str, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the longest names that stand in `text`, by spelling alone."""
    words = [(match.start(), match.end()) for match in _WORDS.finditer(text)]
    done = 0
    for at, (start, _) in enumerate(words):
        if start < done or not text[start].isupper():
            continue
        for last in range(min(len(words), at + LONGEST) - 1, at - 1, -1):
            span = text[start : words[last][1]].rstrip(".'’-")
            for piece in (span, span.removesuffix("'s").removesuffix("’s")):
                if any(row.own for row in gazetteer.rows(piece)):
                    yield start, start + len(piece)
                    done = start + len(piece)
                    break
            if done > start:
                break


def persons(paragraphs: Sequence[Words]) -> frozenset[str]:
    """Return the names that people bear in a report: the parts of names of two words or more."""
    names: set[str] = set()
    for words in paragraphs:
        for first, last, label in words.entities:
            if label == "PERSON" and last > first:
                names.update(words.word[i] for i in range(first, last + 1) if words.capital(i))
    return frozenset(names)


def find(words: Words, gazetteer: Gazetteer, people: frozenset[str]) -> list[Found]:
    """Return the spans of one paragraph that name places, in order, none overlapping; offsets in the paragraph."""
    hits = {
        hit.start: hit
        for hit in nations.find(words.text)
        if hit.form in ("name", "abbreviation", "adjective", "demonym")
    }
    titles = dict(nations.find_titles(words.text))
    bodies = {hit.start: hit for hit in nations.find_organisations(words.text)}
    reader = Reader(words, gazetteer, people)
    found = [Found(at.start(), at.end(), at.group(), "grid") for at in _GRID.finditer(words.text)]
    titles |= {one.start: one.end for one in found}
    opening = _opening(words, gazetteer)
    found += opening
    done = opening[0].end if opening else 0
    agencies = []
    for i, start in enumerate(words.start):
        if start in titles:
            done = max(done, titles[start])
        if start < done or not _may_begin(words, i):
            continue
        if agency(words, i):
            agencies.append((start, words.end[i]))
            continue
        one = reader.longest(i)
        if one is not None and words.lower[i] == "the":
            longer = reader.longest(i + 1) if words.capital(i + 1) else None
            if longer is not None and longer.end > one.end:
                continue  # "the Gulf" of "the Gulf of Oman"
        hit, body = hits.get(start), bodies.get(start)
        if body is not None and (one is None or (body.end >= one.end and one.how == "adjective")):
            one, done = None, body.end
        if hit is not None and (one is None or hit.end >= one.end):
            one = None if hit.form == "demonym" else reader.nation(hit, i)
            done = hit.end
        if one is not None:
            found.append(one)
            done = one.end
    taken = [*((body.start, body.end) for body in bodies.values()), *titles.items(), *agencies]
    doubtful = [
        one for one in dict.fromkeys(reader.doubtful) if not any(a < one.end and one.start < b for a, b in taken)
    ]
    known = [*with_entities(words, found, taken), *doubtful]
    unknown = guesses(words, [*taken, *((one.start, one.end) for one in known)], people)
    return sorted([*known, *unknown], key=lambda one: (one.start, -one.end))


def _opening(words: Words, gazetteer: Gazetteer) -> list[Found]:
    """Return the place that a paragraph is dated from, where the gazetteer knows it."""
    end = dated_from(words.text)
    name = words.text[:end]
    meaning = nations.lookup(name)
    if not end or (meaning is not None and meaning[1] in ("name", "abbreviation")):
        return []
    rows = [row for row in gazetteer.rows(name) if row.own]
    if not rows or (all(row.ordinary for row in rows) and words.text[end : end + 1] == ":"):
        return []
    return [Found(0, end, name, "gazetteer", label="GPE")]


def _may_begin(words: Words, i: int) -> bool:
    word = words.word[i]
    return word[:1].isupper() or words.lower[i] in SMALL_STARTS or word[:1].isdigit()


def find_all(paragraphs: Sequence[Paragraph], gazetteer: Gazetteer) -> list[tuple[int, Found]]:
    """Return the spans of a report's paragraphs with the offset of the paragraph that each is in."""
    read = [Words(paragraph.doc) for paragraph in paragraphs]
    people = persons(read)
    return [
        (paragraph.start, one)
        for paragraph, words in zip(paragraphs, read, strict=True)
        for one in find(words, gazetteer, people)
    ]
