"""What hangs on what: each force and each place of a sentence belongs to the nearest trigger above it.

In "ordered troops sent to Mali home", "to Mali" hangs on "sent" and "troops" on "ordered".  A verb in between that
moves nothing blocks the way; a light one ("to help secure Mali") makes the place that of a purpose.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mapapp.extract import words
from mapapp.extract.parts import Part, Placing, part
from mapapp.extract.scene import Force, Scene, Spot, Trigger
from mapapp.extract.syntax import SUBJECTS, lemma, up
from mapapp.extract.words import Sense

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from mapapp.extract.cast import Cast

#: A force with its own places and the trigger that they go with.
Paired = tuple[Force, list[Placing], Trigger]

_LIGHT = frozenset(
    """recapture retake seize occupy liberate man help join support reinforce bolster strengthen augment defend protect
    deter reassure assist train exercise participate take bring include involve see begin start continue plan order
    direct serve work use make be expect agree decide prepare complete conduct carry increase relieve guard patrol
    secure""".split()
)
_ERRANDS = frozenset("exercise operation mission drill duty rotation way route passage voyage journey course".split())
_OBJECT_WAYS = frozenset(
    "dobj obj dative oprd appos conj ccomp compound poss nmod amod npadvmod dep advmod nummod".split()
)
_HIGHEST = 26


@dataclass
class Frame:
    """A scene with what hangs on each of its triggers, by the trigger's token."""

    scene: Scene
    cast: Cast
    by_token: dict[int, Trigger]
    heads: dict[int, Force]
    parts: dict[int, tuple[Part, Token | None]]
    paired: list[Paired] = field(default_factory=list)
    forces_of: dict[int, list[tuple[Force, str]]] = field(default_factory=dict)
    spots_of: dict[int, list[Placing]] = field(default_factory=dict)
    purpose_spots: dict[int, list[Spot]] = field(default_factory=dict)
    loose_spots: list[tuple[Spot, Part, Token]] = field(default_factory=list)

    @classmethod
    def of(cls, scene: Scene, cast: Cast, pairs: Callable[[Frame], list[Paired]]) -> Frame:
        """Hang the forces and places of a scene on its triggers, but for those that `pairs` finds first."""
        heads = {token.i: force for force in reversed(scene.forces) for token in force.tokens}
        parts = {id(spot): part(scene, spot) for spot in scene.spots}
        frame = cls(scene, cast, by_token(scene), heads, parts)
        frame.forces_of = {i: [] for i in frame.by_token}
        frame.spots_of = {i: [] for i in frame.by_token}
        frame.purpose_spots = {i: [] for i in frame.by_token}
        frame.paired = pairs(frame)
        frame._hang_forces({id(force) for force, _, _ in frame.paired})
        frame._hang_spots({id(spot) for _, places, _ in frame.paired for spot, _ in places})
        frame._settle_holding()
        return frame

    def force(self, token: Token) -> Force | None:
        """Return the force that `token` heads, describes or belongs to."""
        return self.heads.get(token.i) or self.scene.force_at(token)

    def part(self, spot: Spot) -> tuple[Part, Token | None]:
        """Return the part that a place plays and the token that its preposition hangs on."""
        return self.parts[id(spot)]

    def joined(self, spot: Spot) -> tuple[Spot, ...]:
        """Return a place with those joined to it by "and"."""
        return tuple(s for s in self.scene.spots if s.group == spot.group)

    def owned(self, trigger: Trigger) -> list[tuple[Force, str]]:
        """Return the forces that hang on a trigger, and how: subject, object, attr, with, by or oblique."""
        return self.forces_of[trigger.root.i]

    def spots(self, trigger: Trigger) -> list[Placing]:
        """Return the places that hang on a trigger."""
        return self.spots_of[trigger.root.i]

    def let_go(self, forces: set[int]) -> None:
        """Take forces, by identity, off their triggers."""
        for pairs in self.forces_of.values():
            pairs[:] = [(force, way) for force, way in pairs if id(force) not in forces]

    def _hang_forces(self, paired: set[int]) -> None:
        for force in self.scene.forces:
            trigger, path = owner(self.by_token, force.root)
            if trigger is None or id(force) in paired or any(_is_clause(t) for t in path[1:]):
                continue
            if force.relation != "whole" or trigger.participle:
                self.owned(trigger).append((force, way(path)))

    def _hang_spots(self, paired: set[int]) -> None:
        for spot in self.scene.spots:
            role, anchor = self.part(spot)
            if role is Part.NONE or id(spot) in paired:
                continue
            trigger, path = self._spot_owner(spot, role, anchor)
            if trigger is not None and role is Part.TO and trigger.sense is Sense.STAY and trigger.participle:
                trigger = self._mover(trigger) or trigger
            if trigger is None:
                if anchor is not None:
                    self.loose_spots.append((spot, role, anchor))
            elif not self._blocked(path) and not self._of_noun(trigger, role, anchor, path):
                if any(t.pos_ == "VERB" for t in path):
                    self.purpose_spots[trigger.root.i].append(spot)
                else:
                    self.spots(trigger).append((spot, role))

    def _spot_owner(self, spot: Spot, role: Part, anchor: Token | None) -> tuple[Trigger | None, list[Token]]:
        start = anchor if anchor is not None and role is not Part.OBJECT else spot.root
        if start.i in self.by_token:
            return self.by_token[start.i], [start] if start.pos_ != "VERB" else []
        return owner(self.by_token, start)

    def _mover(self, stay: Trigger) -> Trigger | None:
        """Return what moves those that a participle says are kept somewhere ("the transfer of men based in X to Y")."""
        above, _ = owner(self.by_token, stay.root)
        return above if above is not None and above.sense in (Sense.SEND, Sense.GO) else None

    def _blocked(self, path: list[Token]) -> bool:
        return any(t.pos_ == "VERB" and lemma(t) not in _LIGHT and t.i not in self.by_token for t in path)

    def _of_noun(self, trigger: Trigger, role: Part, anchor: Token | None, path: list[Token]) -> bool:
        """Whether a place tells of a noun that neither moves nor is a site ("a letter to Poland")."""
        nominal = [t for t in path[1:] if t.pos_ == "NOUN" and self.force(t) is None and t.lower_ not in words.SITES]
        if role not in (Part.TO, Part.AT) or anchor is None or anchor.head not in nominal or is_sited(anchor.head):
            return False
        if any(lemma(t) in words.ALERT_NOUNS for t in nominal):
            return False
        return not (trigger.sense is Sense.STAY and role is Part.AT and trigger.root.lemma_ != "be")

    def _settle_holding(self) -> None:
        """Read "hold" and "keep" with a place for their object as staying there."""
        for trigger in self.scene.triggers:
            if trigger.sense is not Sense.HAVE or trigger.passive or lemma(trigger.root) not in ("hold", "keep"):
                continue
            ways = {way for _, way in self.owned(trigger)}
            holds_place = any(role is Part.OBJECT for _, role in self.spots(trigger))
            if holds_place and "subject" in ways and "object" not in ways:
                trigger.sense = Sense.STAY


def by_token(scene: Scene) -> dict[int, Trigger]:
    """Return the triggers of a scene by their tokens."""
    return {trigger.root.i: trigger for trigger in scene.triggers}


def force_of(scene: Scene, token: Token) -> Force | None:
    """Return the force that `token` heads, describes or belongs to."""
    for force in scene.forces:
        if any(t.i == token.i for t in force.tokens):
            return force
    return scene.force_at(token)


def owner(triggers: dict[int, Trigger], token: Token) -> tuple[Trigger | None, list[Token]]:
    """Return the nearest trigger above a token and the way to it, the token first."""
    path: list[Token] = []
    for node in up(token, _HIGHEST):
        if path and node.i in triggers:
            return triggers[node.i], path
        path.append(node)
    return None, path


def is_sited(noun: Token) -> bool:
    """Whether a place behind a noun tells where one goes ("to bases in", "on a mission to")."""
    return noun.lower_ in words.SITES or lemma(noun) in _ERRANDS


def way(path: list[Token]) -> str:
    """Name how a token hangs on its trigger: subject, object, attr, with, by or oblique."""
    last = path[-1]
    if last.dep_ in SUBJECTS:
        return "subject"
    if last.dep_ == "attr":
        return "attr"
    if last.dep_ in _OBJECT_WAYS:
        return "object"
    if last.dep_ not in ("prep", "agent"):
        return "oblique"
    if last.lower_ in ("together", "along") or any(t.lower_ in ("with", "alongside") for t in path):
        return "with"
    if last.lower_ == "by":
        return "by"
    return "object" if last.lower_ in ("of", "including", "like", "between") else "oblique"


def _is_clause(token: Token) -> bool:
    """Whether a verb on the way keeps what is below it to itself."""
    return token.pos_ == "VERB" and token.dep_ in ("relcl", "acl", "advcl") and lemma(token) not in _LIGHT
