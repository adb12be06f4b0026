"""What could be a force: what the grammar found, and every other noun phrase, number and pronoun of a sentence."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mapapp.extract import lexicon, strengths
from mapapp.extract.forces.phrase import is_none
from mapapp.extract.scene import Force
from mapapp.extract.syntax import lemma
from mapapp.extract.words import NOUNS
from mapapp.model import Strength, StrengthUnit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Span, Token

    from mapapp.extract.scene import Draft, Scene
    from mapapp.extract.strengths import FoundStrength

#: How a candidate was come by, likeliest first.
KINDS = ("force", "reading", "trigger", "people", "number", "name", "pronoun", "phrase")
#: No sentence has more candidates than this; those of the grammar come first.
MOST = 48
_PRONOUNS = frozenset("they them it one ones others both some all those she most none many several half rest".split())
#: Beside a number, these say that it counts nothing ("{{7*7}}", "40 %").
_MARKS = frozenset("{}*=<>/\\|+$%#@^~[]_€£")
_NO_PEOPLE = frozenset("PERCENT MONEY DATE TIME ORDINAL".split())


@dataclass(eq=False)
class Candidate:
    """Something in a sentence that may be a force, with what the grammar made of it."""

    scene: Scene
    force: Force
    kind: str
    drafts: list[Draft] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Offset in the report."""
        return self.scene.offset + self.force.start

    @property
    def end(self) -> int:
        """Offset in the report, excluded."""
        return self.scene.offset + self.force.end


def find(scenes: Sequence[Scene], drafts: Iterable[Draft]) -> list[Candidate]:
    """Return the candidates of a report, in order, those of one sentence by what the grammar thinks of them.

    Parameters
    ----------
    scenes : sequence of Scene
        The sentences of the report.
    drafts : iterable of Draft
        What the grammar read in them.
    """
    read: dict[int, list[Draft]] = defaultdict(list)
    by_scene: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        read[id(draft.force)].append(draft)
        by_scene[id(draft.scene)].append(draft)
    found: list[Candidate] = []
    numbers: dict[int, list[FoundStrength]] = {}
    for scene in scenes:
        if scene.offset not in numbers:
            numbers[scene.offset] = strengths.find(scene.text)
        here = _of_grammar(scene, read, by_scene[id(scene)])
        taken = [(force.start, force.end) for c in here for force in (c.force, *c.force.merged)]
        taken += [c.force.strength_span for c in here if c.force.strength_span is not None]
        for candidate in _others(scene, numbers[scene.offset]):
            if len(here) >= MOST:
                break
            force = candidate.force
            if not any(s < force.end and force.start < e for s, e in taken):
                here.append(candidate)
                taken.append((force.start, force.end))
        found.extend(sorted(here, key=lambda c: c.force.start))
    return found


def _of_grammar(scene: Scene, read: dict[int, list[Draft]], drafts: list[Draft]) -> list[Candidate]:
    here = [Candidate(scene, force, "force", read.get(id(force), [])) for force in scene.forces]
    known = {id(force) for force in scene.forces}
    for draft in drafts:
        if id(draft.force) not in known:
            known.add(id(draft.force))
            here.append(Candidate(scene, draft.force, "reading", read[id(draft.force)]))
    return here


def _others(scene: Scene, numbers: list[FoundStrength]) -> Iterator[Candidate]:
    low, high = scene.sentence.start_char, scene.sentence.end_char
    inside = [n for n in numbers if low <= n.start and n.end <= high]
    for trigger in scene.triggers:
        if trigger.noun and lemma(trigger.root) in NOUNS:
            yield Candidate(scene, _phrase(scene, _around(trigger.root), inside), "trigger")
    for hit in scene.nations:
        if hit.form == "demonym":
            span = scene.doc.char_span(hit.start, hit.end, alignment_mode="expand")
            if span is not None and span.root.dep_ not in ("amod", "compound", "nmod"):
                yield Candidate(scene, _phrase(scene, _around(span.root), inside), "people")
    for chunk in scene.sentence.noun_chunks:
        kind = _kind(scene, chunk)
        if kind is not None:
            yield Candidate(scene, _phrase(scene, chunk, inside), kind)
    for number in inside:
        span = scene.doc.char_span(number.start, number.end, alignment_mode="expand")
        marked = _MARKS & {
            *scene.text[max(0, number.start - 1) : number.start],
            *scene.text[number.end : number.end + 1],
        }
        if span is not None and span.root.ent_type_ not in _NO_PEOPLE and not marked:
            yield Candidate(scene, _phrase(scene, span, inside), "number")
    for token in scene.sentence:
        if token.lower_ in _PRONOUNS and token.pos_ in ("PRON", "DET", "NUM", "NOUN"):
            yield Candidate(scene, _phrase(scene, scene.doc[token.i : token.i + 1], inside), "pronoun")


def _around(noun: Token) -> Span:
    """Return a noun with the words that belong to it and stand before it."""
    first = max(noun.left_edge.i, noun.i - 8)
    return noun.doc[first : noun.i + 1]


def _kind(scene: Scene, chunk: Span) -> str | None:
    """Return what a noun phrase may be; None for a place, a day or a word that is no force."""
    root = chunk.root
    if root.pos_ == "PRON":
        return "pronoun" if root.lower_ in _PRONOUNS else None
    spot = scene.spot_at(root)
    if spot is not None and not spot.anaphor:
        return None
    if any(day.start <= root.idx < day.end for day in scene.dates):
        return None
    return "name" if root.pos_ == "PROPN" else "phrase"


def _phrase(scene: Scene, span: Span, numbers: list[FoundStrength]) -> Force:
    """Return a force that a stretch of a sentence may be, with the number and the nation that stand in it."""
    start, end, root = span.start_char, span.end_char, span.root
    force = Force(start, end, root, _category(root))
    inner = [n for n in numbers if n.start < end and start < n.end]
    if inner:
        number = inner[-1]
        force.start = min(start, number.start) if number.end > start else start
        force.strength = Strength(number.low, number.high, force.category, number.approximate)
        force.strength_span, force.relation = (number.start, number.end), number.relation
    told = [hit.country for hit in scene.nations if start <= hit.start and hit.end <= end]
    force.nations = tuple(dict.fromkeys(told))
    first = span[0].lower_
    force.definite = not inner and first in ("the", "these", "those", "its", "their", "his", "our", "this", "that")
    force.none = is_none(span[0])
    if not inner and root.tag_ in ("NN", "NNP") and (first in ("a", "an", "one", "another") or root.pos_ == "PROPN"):
        force.strength = Strength(1, 1, force.category, implied=True)
    return force


def _category(root: Token) -> StrengthUnit | None:
    word = root.lower_
    if word in lexicon.PERSONNEL or word in lexicon.AMBIGUOUS_PERSONNEL:
        return StrengthUnit.PERSONNEL
    return lexicon.equipment(word) or (StrengthUnit.UNITS if lexicon.unit_category(lemma(root)) else None)
