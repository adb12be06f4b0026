"""Which of the forces on a trigger it is that moves, stays or is readied: subject or object, by the trigger's sense.

"France sent 300 soldiers" moves its object, "300 soldiers left" its subject, "troops sent to Mali" the noun that the
participle hangs on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mapapp.extract import words
from mapapp.extract.syntax import DIRECT, SUBJECTS, antecedent, children, is_relative, lemma, subject
from mapapp.extract.triggers import names_post
from mapapp.extract.words import Sense
from mapapp.model import StrengthUnit

if TYPE_CHECKING:
    from spacy.tokens import Token

    from mapapp.extract.frames.frame import Frame
    from mapapp.extract.scene import Force, Scene, Trigger

#: Arms that count as a force only where they are deployed, not where they are sent or sold.
ARMS = frozenset(
    "missiles missile artillery armor armour rockets guns howitzers launchers weapons weaponry air-defences".split()
)
_EMPLACING = frozenset("deploy redeploy move position mass concentrate shift".split())
_KEEPING_UP = frozenset("establish maintain have keep build begin increase sustain retain hold".split())
_GOING = frozenset((Sense.GO, Sense.ENTER, Sense.LEAVE))
_SENDING = frozenset((Sense.SEND, Sense.HAVE, Sense.HOST, Sense.SET_UP))
_WITH_OBJECT = frozenset((Sense.SEND, Sense.WITHDRAW, Sense.HAVE))
_RELATIVE_OBJECT = frozenset((Sense.SEND, Sense.ALERT, Sense.HAVE, Sense.WITHDRAW))
_OBJECT_OR_SUBJECT = frozenset((Sense.WITHDRAW, Sense.ALERT, Sense.HAND_OVER))
_ARMS_MOVE = frozenset((Sense.SEND, Sense.HOST, Sense.GO, Sense.HAVE, Sense.WITHDRAW))
#: Right before a ship that others go in, in so many characters.
_CLOSE = 14
_ON_BOARD = re.compile(r"\b(?:aboard|on board) (?:the )?[\"“'‘*_]?\Z", re.I)
_AND = re.compile(r",?\s*and\s+$")


def able(frame: Frame, trigger: Trigger) -> list[Force]:
    """Return the forces that a trigger moves, those that go along with them, and none that could not."""
    moving = [force for force in dict.fromkeys(find(frame, trigger)) if _can(trigger, force)]
    if trigger.sense in _GOING:
        along = [force for force, way in frame.owned(trigger) if way == "with" and force not in moving]
        moving += [force for force in along if force.strength.known or not moving]
    return moving


def find(frame: Frame, trigger: Trigger) -> list[Force]:
    """Return the forces that a trigger moves."""
    sense = trigger.sense
    if trigger.noun:
        return [force for force, _ in frame.owned(trigger)] or _of_noun(frame, trigger)
    subjects, objects = _ways(frame, trigger, "subject"), _objects(frame, trigger)
    if trigger.participle or (trigger.root.dep_ == "relcl" and _tells_of_head(trigger)):
        head = frame.force(trigger.root.head) or _of_first(frame, trigger.root.head)
        if head is not None:
            if sense in _WITH_OBJECT and objects and trigger.root.tag_ == "VBG":
                return objects
            return [head, *(objects if sense is Sense.SEND else [])]
    if sense is Sense.JOIN and trigger.passive:
        return _ways(frame, trigger, "by")
    if trigger.passive:
        return subjects or inherited(frame, trigger) or objects
    if sense in _SENDING:
        if objects:
            return [*objects, *(_after_purpose(frame, trigger) if sense is Sense.SEND else [])]
        by_itself = sense is Sense.SEND and lemma(trigger.root) in words.GO | {"deploy", "redeploy"}
        return subjects or inherited(frame, trigger) if by_itself else []
    if trigger.root.lemma_ == "be" and any(c.dep_ == "expl" for c in trigger.root.children):
        return [force for force, way in frame.owned(trigger) if way in ("attr", "subject", "object")]
    if sense is Sense.REINFORCE:
        return objects
    # "the Americans vacated their biggest airfield": those who had it are gone
    if sense is Sense.HAND_OVER and lemma(trigger.root) != "close":
        objects = [f for f in objects if f.category is not StrengthUnit.OTHER or f.strength.known]
    if sense in _OBJECT_OR_SUBJECT and objects:
        return objects
    return subjects or inherited(frame, trigger)


def _of_first(frame: Frame, token: Token) -> Force | None:
    """Return those of whom "the first" are ("the first of 800 who will be based there")."""
    behind = (t for prep in token.children if prep.lower_ == "of" for t in prep.children)
    return next((force for t in behind if (force := frame.force(t)) is not None and force.relation == "whole"), None)


def inherited(frame: Frame, trigger: Trigger) -> list[Force]:
    """Return the force that is the subject of the verbs above, with those joined to it."""
    who = subject(trigger.root)
    if who is None:
        return []
    force = frame.force(who)
    if force is None and antecedent(who) != who:
        force = frame.force(antecedent(who))
    if force is None:  # "a group of six ships"
        inner = (f for f in frame.scene.forces if f.root.head.lower_ == "of" and f.root.head.head.i == who.i)
        force = next(inner, None)
    if force is None:
        return []
    return [force, *(f for f in _joined(frame, who) if f is not force)]


def _joined(frame: Frame, who: Token) -> list[Force]:
    return [force for force in (frame.force(t) for t in who.conjuncts) if force is not None]


def _ways(frame: Frame, trigger: Trigger, wanted: str) -> list[Force]:
    return [force for force, way in frame.owned(trigger) if way == wanted]


def _objects(frame: Frame, trigger: Trigger) -> list[Force]:
    along = trigger.sense in (Sense.SEND, Sense.HAVE)
    return [
        force
        for force, way in frame.owned(trigger)
        if way == "object" or (way == "with" and along and force.strength.known)
    ]


def _of_noun(frame: Frame, trigger: Trigger) -> list[Force]:
    """Return whose presence it is that somebody keeps up ("three ships maintain a presence in …")."""
    root = trigger.root
    if trigger.sense is not Sense.STAY or root.dep_ not in ("dobj", "pobj") or lemma(root.head) not in _KEEPING_UP:
        return []
    who = subject(root.head)
    force = frame.force(who) if who is not None else None
    return [force, *_joined(frame, who)] if force is not None and who is not None else []


def _after_purpose(frame: Frame, trigger: Trigger) -> list[Force]:
    """Find what a list goes on with after a purpose ("two tankers to support Peru's air defence, and a corvette")."""
    text = frame.scene.text
    return [
        force
        for other in frame.scene.triggers
        if other.sense is Sense.REINFORCE and trigger.root in other.root.ancestors
        for force in _ways(frame, other, "object")
        if force.strength.known and _AND.search(text[max(0, force.start - 6) : force.start])
    ]


def _tells_of_head(trigger: Trigger) -> bool:
    """Whether a relative clause tells of its head ("who went to", "that Turkey moved to")."""
    own = children(trigger.root, SUBJECTS)
    if not own or is_relative(own[0]):
        return True
    objects = children(trigger.root, DIRECT)
    return trigger.sense in _RELATIVE_OBJECT and (not objects or is_relative(objects[0]))


def is_post(force: Force) -> bool:
    """Whether a force is something built on the spot."""
    return names_post(force.root)


def _can(trigger: Trigger, force: Force) -> bool:
    """Whether a force of this kind can do what the trigger says: posts are set up and hosted, they do not go."""
    if force.listed:
        return False
    if force.category is not StrengthUnit.OTHER:
        return trigger.sense is not Sense.SET_UP or force.category is StrengthUnit.UNITS
    if force.root.lower_ in ARMS:
        return lemma(trigger.root) in _EMPLACING
    if is_post(force):
        kept = trigger.sense is Sense.HAVE and bool(force.nations or force.strength.known)
        return kept or trigger.sense in (Sense.SET_UP, Sense.HOST, Sense.HAND_OVER)
    return trigger.sense in _ARMS_MOVE


def carries(scene: Scene, force: Force) -> bool:
    """Whether a ship is only told as what others go in ("2,000 Marines will sail aboard the Bataan")."""
    before = max(0, force.start - _CLOSE)
    if force.category is not StrengthUnit.SHIPS or _ON_BOARD.search(scene.text, before, force.start) is None:
        return False
    men = (StrengthUnit.PERSONNEL, StrengthUnit.UNITS)
    return any(f.category in men and f.strength.known and f.end <= force.start for f in scene.forces)
