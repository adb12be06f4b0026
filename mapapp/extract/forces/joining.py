"""Phrases that speak of one force become one: "members of the 2nd Regiment", "a battalion of 900", "A, the 18th Corps".

And what is listed after "including" without a number is marked as no force of its own.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from mapapp.model import Strength, StrengthUnit

if TYPE_CHECKING:
    from mapapp.extract.scene import Force, Scene

_BELONGS = re.compile(
    r"\s*(?:numbering|totall?ing|of|from|with|in|within|among|as part of|part of|drawn from|"
    r"(?:belonging|assigned|attached) to)\s+"
    r"(?:(?:the|its|their|a|an|both|his)\s+)*",
    re.I,
)
_BESIDE = re.compile(r"\s*(?:the\s+)?", re.I)
_INCLUDING = re.compile(r"\b(?:including|such as|e\.g\.|for example|especially|notably|like)\s+(?:\w+\s+){0,2}$", re.I)
_NEXT = re.compile(r"\s*(?:,|,?\s*and|,?\s*or|;)\s*(?:\w+\s+)?")
_OR = re.compile(r",?\s+(?:or|that is|i\.e\.)\s+|,\s+in all\s+")
_AND = re.compile(r"\s+and\s+")


def outermost(forces: list[Force]) -> list[Force]:
    """Drop a force whose whole phrase lies within another's, longer one, which takes its number if it has none."""
    kept = []
    for force in forces:
        outer = next((other for other in forces if _within(force, other)), None)
        if outer is None:
            kept.append(force)
        elif outer.start == force.start and _counted(force) and not _counted(outer):
            outer.strength = replace(force.strength, unit=outer.category)
            outer.strength_span, outer.relation = force.strength_span, force.relation
    return kept


def _counted(force: Force) -> bool:
    return force.strength.known and not force.strength.implied


def _within(inner: Force, outer: Force) -> bool:
    longer = outer.end - outer.start > inner.end - inner.start
    return longer and outer.start <= inner.start and inner.end <= outer.end


def counted_together(scene: Scene, forces: list[Force]) -> list[Force]:
    """Read "1,000 soldiers and police" as one thousand of both."""
    out: list[Force] = []
    for force in forces:
        last = out[-1] if out else None
        if last is not None and _shares_count(scene, last, force):
            last.merged.append(force)
            last.end = force.end
        else:
            out.append(force)
    return out


def _shares_count(scene: Scene, first: Force, second: Force) -> bool:
    people = first.category is StrengthUnit.PERSONNEL and second.category is StrengthUnit.PERSONNEL
    bare = not (second.strength.known or second.nations or second.named)
    joined = _AND.fullmatch(scene.text[first.end : second.start]) is not None
    return people and bare and first.strength.known and joined


def merged(scene: Scene, forces: list[Force]) -> list[Force]:
    """Join each force with those right behind it that tell of the very same."""
    out: list[Force] = []
    for force in forces:
        if out and _speaks_of(scene.text, out[-1], force) and _compatible(out[-1], force):
            _take(out[-1], force)
        else:
            out.append(force)
    return out


def mark_listed(scene: Scene, forces: list[Force]) -> None:
    """Mark the types listed after "including" that have no number: they describe a force and are none of their own."""
    text = scene.text
    before: Force | None = None
    for force in forces:
        first = _INCLUDING.search(text[max(0, force.start - 40) : force.start]) is not None
        further = before is not None and before.listed and _NEXT.fullmatch(text[before.end : force.start])
        if first or further:
            force.listed = not force.strength.known
        before = force


def _speaks_of(text: str, force: Force, other: Force) -> bool:
    """Whether the words between two phrases, or the parse, say that the second describes the first."""
    between = text[force.end : other.start]
    if _BELONGS.fullmatch(between) or (other.relation == "total" and between == " "):
        return True
    if _in_people(text, force, other):
        return True
    if other.named and force.root.tag_ not in ("NNS", "NNPS") and _BESIDE.fullmatch(between):
        return True
    if other.root.dep_ != "appos" or all(other.root.head.i != t.i for t in force.tokens):
        return False
    if other.category is force.category and (force.named or not other.strength.known):
        return True
    if other.category is force.category and other.named and not _counted(other) and force.strength.high == 1:
        return True  # "a second carrier, the Dwight D. Eisenhower"
    return (
        other.named and force.category is StrengthUnit.UNITS and not force.named
    )  # "its headquarters, the 18th Corps"


def _in_people(text: str, force: Force, other: Force) -> bool:
    """Whether a second number tells how many people formations are ("four brigades, or 8,000 men")."""
    formations = force.category is StrengthUnit.UNITS and force.strength.known
    formations = formations or (force.definite and not force.strength.known)  # "the Emergency Force, 3,400 men, …"
    people = other.category is StrengthUnit.PERSONNEL and _counted(other) and not other.nations
    if not (formations and people):
        return False
    between = text[force.end : other.start]
    return _OR.fullmatch(between) is not None or (other.root.dep_ == "appos" and between in (", ", " ("))


def _compatible(outer: Force, inner: Force) -> bool:
    """Whether two phrases can be one force: "jets of the German air force" can, "a ship with jets" cannot."""
    if inner.category in (StrengthUnit.UNITS, None) or outer.category in (StrengthUnit.UNITS, inner.category):
        return True
    if outer.category is StrengthUnit.BATTERIES and inner.category is StrengthUnit.PERSONNEL:
        return True
    return inner.definite and bool(inner.nations) and not inner.strength.known


def _take(outer: Force, inner: Force) -> None:
    """Let `outer` say what `inner` adds to it."""
    outer.merged.append(inner)
    outer.category = outer.category or inner.category  # "two of the four brigades"
    counted = inner.strength.known and not inner.strength.implied
    formations = outer.category is StrengthUnit.UNITS and inner.category is StrengthUnit.PERSONNEL
    vague = not outer.strength.known or outer.strength.implied or formations
    if counted and vague and (inner.category is not StrengthUnit.UNITS or outer.category is None):
        if outer.category is StrengthUnit.UNITS and outer.unit is None:
            outer.unit = outer.root.text
        people = outer.category in (StrengthUnit.UNITS, StrengthUnit.BATTERIES, StrengthUnit.PERSONNEL)
        unit = inner.category or (StrengthUnit.PERSONNEL if people else outer.category)
        outer.strength = Strength(inner.strength.low, inner.strength.high, unit, inner.strength.approximate)
        outer.strength_span, outer.category = inner.strength_span, unit
        outer.relation = inner.relation or outer.relation
    if inner.unit and (inner.named or outer.unit is None):
        formation = outer.category is StrengthUnit.UNITS and outer.unit and not counted
        outer.unit = f"{outer.unit} of {inner.unit}" if formation else inner.unit
    outer.equipment = outer.equipment or inner.equipment
    outer.nations = outer.nations or inner.nations
    outer.named = outer.named or inner.named
    outer.end = max(outer.end, inner.end)
