"""Numbered units that share the noun behind the last of them: "the 7th and 8th Brigades", "40, 41 and 43 Commando"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from mapapp.extract.lexicon import ORDINAL_WORD, ROMAN
from mapapp.model import Strength, StrengthUnit

if TYPE_CHECKING:
    from mapapp.extract.forces.names import Names
    from mapapp.extract.scene import Draft, Force, Scene

_STYLES = tuple(
    (
        re.compile(one + r"(?=[ -])"),
        re.compile(rf"(?<![\w/$£€.-]){one}(?:, ?{one}){{0,5}},? (?:and|&) \Z"),
        re.compile(one),
    )
    for one in (r"\d{1,4}(?:st|nd|rd|th|ST|ND|RD|TH)\b", ORDINAL_WORD, ROMAN, r"\d{1,3}\b")
)
#: Characters before a name in which the numbers of its fellows are looked for.
_NEAR = 60
#: Nouns that stand for one unit and for several alike.
_ALIKE = frozenset(("corps", "commando"))
_PLURAL = re.compile(r"(?<=[a-z]{3})(?<!Corp)(?<!corp)s(?= of |\Z)", re.I)


def find(scene: Scene, found: list[Force], names: Names) -> list[Force]:
    """Tell each named unit of its fellows; return the forces without the numbers that are the fellows' own."""
    taken: list[tuple[int, int]] = []
    for force in found:
        span = names.proper.get(force.root.i)
        several = force.root.tag_ in ("NNS", "NNPS") or force.root.lower_.endswith("s") or force.root.lower_ in _ALIKE
        if span is None or force.category is not StrengthUnit.UNITS or not several:
            continue
        numbers = _numbers(scene.text, span[0])
        if numbers:
            unit = _PLURAL.sub("", force.unit or scene.text[span[0] : span[1]], count=1)
            own = next((style.match(unit) for style, *_ in _STYLES if style.match(unit)), None)
            rest = unit[own.end() :] if own is not None else f" {unit}"
            force.unit, force.fellows = unit, tuple(f"{scene.text[a:b]}{rest}" for a, b in numbers)
            if not force.strength.known:
                force.strength = Strength(1, 1, StrengthUnit.UNITS, implied=True)
            force.start = min(force.start, numbers[0][0])
            taken += numbers
    return [force for force in found if not any(a <= force.root.idx < b and not force.fellows for a, b in taken)]


def _numbers(text: str, start: int) -> list[tuple[int, int]]:
    """Return where the numbers of a unit's fellows stand before its own, in the same style."""
    for own, listed, one in _STYLES:
        if own.match(text, start) is None:
            continue
        low = max(0, start - _NEAR)
        told = listed.search(text, low, start)
        return [] if told is None else [at.span() for at in one.finditer(text, told.start(), start)]
    return []


def each(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with one for each fellow of a unit, told of as it is."""
    told: list[Draft] = []
    for draft in drafts:
        fellows = draft.force.fellows
        told += [replace(draft, unit=unit, notes=[*draft.notes]) for unit in fellows]
        told.append(draft)
    return told
