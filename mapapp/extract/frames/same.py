"""Forces that a sentence tells twice, and forces that take their kind or side from words beside them.

"Some 60 are members of the 5th Engineers" is one force; "of the 90 Irish troops, 60 will go" counts Irish
troops both times; "warships from Japan and India" are theirs.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from mapapp.extract.frames.frame import by_token, force_of, owner
from mapapp.extract.parts import Part, part
from mapapp.extract.syntax import SUBJECTS, children, lemma, objects_of, subject
from mapapp.extract.words import Sense
from mapapp.locate import nations
from mapapp.model import PlaceKind, StrengthUnit

if TYPE_CHECKING:
    from spacy.tokens import Token

    from mapapp.extract.scene import Force, Scene, Spot, Trigger

_OBJECTS = frozenset(("dobj",))
_CHANGING = frozenset("fall drop shrink dwindle grow rise swell increase cut reduce".split())
_ATTRIBUTES = frozenset(("attr",))
_OF_TOTAL = re.compile(r"\bof\s+(?:the|its|those|these|their|some)\b")
_FROM = re.compile(r"\s+from\s+(?:the\s+)?")
_NEAR = 12


def unite(scene: Scene) -> None:
    """Merge forces that are one, and give each the kind and the side that the words beside it tell."""
    for token in scene.sentence:
        if token.lemma_ == "be" and token.pos_ in ("AUX", "VERB"):
            _identify(scene, token)
    for token in scene.sentence:
        _counted(scene, token)
    triggers = by_token(scene)
    for force in scene.forces:
        if not _side_told(triggers, force):
            _from_countries(scene, force)
    _share_kind(scene)


def _identify(scene: Scene, verb: Token) -> None:
    """Join "A are members of B" into one force."""
    who = next((force_of(scene, t) for t in children(verb, SUBJECTS)), None)
    what = _predicate(scene, verb) if who is not None else None
    if who is None or what is None or what is who or (what.strength.known and not what.strength.implied):
        return
    unit = what.category is StrengthUnit.UNITS
    if not (unit or what.unit or who.category in (None, what.category)):
        return
    who.merged.append(what)
    who.unit = what.unit or who.unit
    who.equipment = who.equipment or what.equipment
    who.nations = who.nations or what.nations
    if who.category is None:
        who.category = StrengthUnit.PERSONNEL if unit else what.category
    scene.forces = [f for f in scene.forces if f is not what]


def _counted(scene: Scene, verb: Token) -> None:
    """Give a unit the strength that is said of it ("the company has 220 men", "is down from 400 to 300 men")."""
    what = _has(scene, verb) or _now_at(scene, verb)
    who = next((force_of(scene, t) for t in children(verb, SUBJECTS)), None)
    if who is None and verb.dep_ == "conj":
        above = subject(verb)
        who = force_of(scene, above) if above is not None else None
    if what is None or who is None or who is what or (who.strength.known and not who.strength.implied):
        return
    people = who.category in (None, StrengthUnit.PERSONNEL, StrengthUnit.UNITS)
    if what.category is not who.category and not (people and what.category in (None, StrengthUnit.PERSONNEL)):
        return
    if who.category is StrengthUnit.UNITS:
        who.unit = who.unit or who.root.text
    who.category = what.category or who.category
    who.strength = replace(what.strength, unit=who.category)
    who.strength_span = what.strength_span
    level = [t for preposition in ("from", "to") for t in objects_of(verb, preposition)]
    gone = [what, *(force for t in level if (force := force_of(scene, t)) is not None)]
    who.merged += gone
    scene.forces = [f for f in scene.forces if f is who or all(f is not other for other in gone)]


def _has(scene: Scene, verb: Token) -> Force | None:
    """Return the strength that a unit has, told without a place."""
    if lemma(verb) != "have" or verb.pos_ not in ("VERB", "AUX"):
        return None
    what = next((force_of(scene, t) for t in children(verb, _OBJECTS)), None)
    placed = any(part(scene, spot)[1] in (verb, *verb.children) for spot in scene.spots if spot.start > verb.idx)
    if what is None or placed or what.nations or what.unit is not None:
        return None
    return what if what.strength.known and not what.strength.implied else None


def _now_at(scene: Scene, verb: Token) -> Force | None:
    """Return the strength that a force has come to."""
    behind = [verb, *(c for c in verb.children if c.lower_ in ("down", "up"))]
    if lemma(verb) not in _CHANGING and not (verb.lemma_ == "be" and len(behind) > 1):
        return None
    told = (force_of(scene, t) for word in behind for t in objects_of(word, "to"))
    return next((f for f in told if f is not None and f.strength.known and not f.strength.implied), None)


def _predicate(scene: Scene, verb: Token) -> Force | None:
    what = next((force_of(scene, t) for t in children(verb, _ATTRIBUTES)), None)
    if what is not None:
        return what
    behind = (t for preposition in ("from", "with", "of") for t in objects_of(verb, preposition))
    return next((force for t in behind if (force := force_of(scene, t)) is not None), None)


def _side_told(triggers: dict[int, Trigger], force: Force) -> bool:
    """Whether it is known whose a force is, or "from" tells whence it leaves."""
    if force.definite or any(country in nations.codes() for country in force.nations):
        return True
    trigger, _ = owner(triggers, force.root)
    leaving = trigger is not None and trigger.sense in (Sense.WITHDRAW, Sense.LEAVE)
    return leaving and not force.nations


def _from_countries(scene: Scene, force: Force) -> None:
    """Read "warships from Japan and India" as theirs."""
    tokens = {t.i for t in force.tokens}
    for spot in scene.spots:
        if not force.start < spot.start <= force.end + _NEAR:
            continue
        role, anchor = part(scene, spot)
        right_behind = force.category is None and _FROM.fullmatch(scene.text, force.end, spot.start) is not None
        hangs = role is Part.FROM and anchor is not None and anchor.head.i in tokens
        if not (hangs or right_behind):
            continue
        group = [s for s in scene.spots if s.group == spot.group]
        codes = [code for s in group if (code := _country(s)) is not None]
        if len(codes) == len(group) and not _onward(scene, group[-1]):
            force.nations = tuple(dict.fromkeys(codes))
            scene.spots = [s for s in scene.spots if s not in group]
        return


def _country(spot: Spot) -> str | None:
    place = spot.place
    return place.country if place is not None and place.kind is PlaceKind.COUNTRY else None


def _onward(scene: Scene, last: Spot) -> bool:
    """Whether "to" follows right behind "from": then it is a way, not a side."""
    behind = [s for s in scene.spots if last.end < s.start < last.end + _NEAR]
    return any(part(scene, s)[0] is Part.TO for s in behind)


def _share_kind(scene: Scene) -> None:
    """Let "60" in "of the 90 Irish troops, 60 will go" be of the kind and side of its total."""
    for some, whole in pairwise(scene.forces):
        if some.category is None and whole.relation == "whole" and 0 <= whole.start - some.end <= 5:
            some.category, some.nations = whole.category, whole.nations
            some.unit, some.equipment = whole.unit, whole.equipment
    total: Force | None = None
    for force in scene.forces:
        before = scene.text[max(0, force.start - _NEAR) : force.start + 4].lower()
        if force.category is not None and force.strength.known and _OF_TOTAL.search(before):
            total = force
        elif total is not None and force.category is None:
            force.category, force.nations = total.category, total.nations
            force.relation = force.relation or "of_total"
