"""Stretches of a report that the small model reads at once, and what is asked about each.

A window holds whole sentences: those that are asked about, and some before and after them, for "they" and "there".
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from mapapp.extract.scene import Named
from mapapp.extract.weigh import signs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapapp.extract.cast import Cast
    from mapapp.extract.scene import Draft, Scene, Spot
    from mapapp.extract.weigh.candidates import Candidate
    from mapapp.extract.weigh.pieces import Piece, Vocabulary

#: Pieces in a window, and of them at most so many before and after what is asked about.
LONGEST, BEFORE, AFTER = 440, 150, 60

Range = tuple[int, int]


_M = TypeVar("_M")


@dataclass
class Mentioned(Generic[_M]):
    """A place or nation of a window, and where it is mentioned."""

    key: str
    spans: list[Range] = field(default_factory=list)  # in pieces
    at: list[tuple[Scene, _M]] = field(default_factory=list)


@dataclass
class Window:
    """Pieces of a report, and what is asked about: candidates with the places and nations around them."""

    pieces: list[int]
    candidates: list[Candidate]
    spans: list[Range]
    heads: list[int]
    verbs: list[int]  # the piece of the word above, or of the trigger
    signs: list[list[float]]
    places: list[Mentioned[Spot]]
    nations: list[Mentioned[Named]]
    place_signs: list[list[list[list[float]]]]  # candidate, place, mention, sign
    nation_signs: list[list[list[list[float]]]]


def cut(
    scenes: Sequence[Scene],
    found: Sequence[Candidate],
    text: str,
    cast: Cast,
    vocabulary: Vocabulary,
    drafts: Sequence[Draft],
) -> Iterator[Window]:
    """Yield the windows of a report, in order: each candidate stands in one."""
    split = [vocabulary.pieces(text, s.offset + s.sentence.start_char, s.offset + s.sentence.end_char) for s in scenes]
    split = [pieces[: LONGEST - 2] for pieces in split]
    asked: dict[int, list[Candidate]] = {}
    for candidate in found:
        asked.setdefault(id(candidate.scene), []).append(candidate)
    near = _near_forces(scenes)
    at = 0
    while at < len(scenes):
        first, room = at, LONGEST - 2 - len(split[at])
        before = BEFORE
        while first and len(split[first - 1]) <= min(before, room):
            first -= 1
            room -= len(split[first])
            before -= len(split[first])
        stop = at + 1
        while stop < len(scenes) and len(split[stop]) <= room:
            room -= len(split[stop])
            stop += 1
        last = stop  # what stands behind the last that is asked about, if there is more
        if stop < len(scenes):
            spent = 0
            while stop - 1 > at and spent + len(split[stop - 1]) <= AFTER:
                spent += len(split[stop - 1])
                stop -= 1
        here = [c for i in range(at, stop) if i in near for c in asked.get(id(scenes[i]), ())]
        if here:
            yield _window(list(scenes[first:last]), split[first:last], here, cast, vocabulary, len(text), drafts)
        at = stop


def _near_forces(scenes: Sequence[Scene]) -> set[int]:
    """Return the places of the sentences that name a force, and of the two behind each ("They …")."""
    return {i + behind for i, scene in enumerate(scenes) if scene.forces for behind in range(3)}


class _Index:
    """Finds the pieces of a stretch of the report."""

    def __init__(self, split: Sequence[Sequence[Piece]], vocabulary: Vocabulary) -> None:
        flat = [piece for pieces in split for piece in pieces]
        self.numbers = [vocabulary.first, *(p.number for p in flat), vocabulary.last]
        self._starts = [p.start for p in flat]
        self._ends = [p.end for p in flat]

    def span(self, start: int, end: int) -> Range:
        """Return the first piece and the one behind the last; at least one piece."""
        low = bisect_left(self._ends, start + 1)
        high = bisect_left(self._starts, end)
        low = min(low, len(self._starts) - 1)
        return low + 1, max(low + 2, high + 1)


def _window(
    scenes: list[Scene],
    split: list[list[Piece]],
    here: list[Candidate],
    cast: Cast,
    vocabulary: Vocabulary,
    length: int,
    drafts: Sequence[Draft],
) -> Window:
    index = _Index(split, vocabulary)
    number = {id(scene): i for i, scene in enumerate(scenes)}
    places, nations = _places(scenes, index), _nations(scenes, here, cast, index)
    spans = [index.span(c.start, c.end) for c in here]
    total = max(1, sum(len(place.at) for place in places))
    before = [signs.told_before(c, drafts) for c in here]
    triggers = [signs.trigger_of(c) for c in here]
    held = {id(spot): signs.anchored(scene, spot) for place in places for scene, spot in place.at}
    heads = [index.span(c.scene.offset + c.force.root.idx, c.scene.offset + c.force.root.idx + 1)[0] for c in here]

    def apart(scene: Scene, candidate: Candidate) -> int:
        return number[id(scene)] - number[id(candidate.scene)]

    return Window(
        index.numbers,
        here,
        spans,
        heads,
        [_verb(c, index) for c in here],
        [signs.of_candidate(c, c.start / max(1, length)) for c in here],
        places,
        nations,
        [
            [
                [
                    signs.of_place(
                        c,
                        own,
                        spot,
                        scene,
                        held[id(spot)],
                        apart(scene, c),
                        span[0] - head,
                        len(place.at) / total,
                        told,
                    )
                    for (scene, spot), span in zip(place.at, place.spans, strict=True)
                ]
                for place in places
            ]
            for c, own, head, told in zip(here, triggers, heads, before, strict=True)
        ],
        [
            [
                [
                    signs.of_nation(c, hit, nation.key, scene, apart(scene, c), span[0] - head)
                    for (scene, hit), span in zip(nation.at, nation.spans, strict=True)
                ]
                for nation in nations
            ]
            for c, head in zip(here, heads, strict=True)
        ],
    )


def _verb(candidate: Candidate, index: _Index) -> int:
    """Return the piece of the trigger that the grammar chose, else of the nearest verb above."""
    scene, root = candidate.scene, candidate.force.root
    told = next((d.trigger.root for d in candidate.drafts if d.trigger is not None), None)
    node = told or signs.verb_above(root)
    return index.span(scene.offset + node.idx, scene.offset + node.idx + 1)[0]


def _places(scenes: list[Scene], index: _Index) -> list[Mentioned[Spot]]:
    found: dict[str, Mentioned[Spot]] = {}
    for scene in scenes:
        for spot in scene.spots:
            if spot.anaphor or (spot.place is None and not spot.reason):
                continue
            key = signs.place_key(spot)
            place = found.setdefault(key, Mentioned(key))
            place.spans.append(index.span(scene.offset + spot.start, scene.offset + spot.end))
            place.at.append((scene, spot))
    return list(found.values())


def _nations(scenes: list[Scene], here: list[Candidate], cast: Cast, index: _Index) -> list[Mentioned[Named]]:
    found: dict[str, Mentioned[Named]] = {}

    def add(scene: Scene, hit: Named) -> None:
        nation = found.setdefault(hit.country, Mentioned(hit.country))
        nation.spans.append(index.span(scene.offset + hit.start, scene.offset + hit.end))
        nation.at.append((scene, hit))

    for scene in scenes:
        for hit in scene.nations:
            add(scene, hit)
        for person in scene.entities:
            country = cast.person(person.text) if person.label_ == "PERSON" else None
            if country:
                add(scene, Named(person.start_char, person.end_char, country, "person"))
    for candidate in here:
        force, scene = candidate.force, candidate.scene
        told = [*force.nations, *(a for d in candidate.drafts for a in d.actors), *([cast.home] if cast.home else [])]
        for code in told:
            if code not in found:
                add(scene, Named(force.start, force.end, code, "none"))
    return list(found.values())
