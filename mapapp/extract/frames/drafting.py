"""A trigger, a force and its places make a draft: whose it is, how far it has got, from where to where.

What only looks like a movement makes none: arms handed to another country, what never was, troops attacked in a place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.extract import actors, status, words
from mapapp.extract.frames import ends, goals
from mapapp.extract.parts import Part, Placing
from mapapp.extract.scene import Draft, Force, Scene, Spot, Trigger
from mapapp.extract.syntax import lemma, objects_of, subject
from mapapp.extract.words import Sense
from mapapp.model import PlaceKind, Status, StrengthUnit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from mapapp.extract.frames.frame import Frame

_LEAVING = frozenset((Sense.WITHDRAW, Sense.LEAVE, Sense.HAND_OVER))
_MOVING = frozenset((Sense.SEND, Sense.GO, Sense.ENTER))
#: Senses that tell nothing without a place.
_SOMEWHERE = frozenset((Sense.STAY, Sense.HAVE, Sense.SET_UP, Sense.ENTER))
_ARMS = frozenset(
    (StrengthUnit.VEHICLES, StrengthUnit.AIRCRAFT, StrengthUnit.BATTERIES, StrengthUnit.OTHER, StrengthUnit.SHIPS)
)


def make(
    frame: Frame, trigger: Trigger, force: Force, places: Sequence[Placing], note: str | None = None
) -> list[Draft]:
    """Return the drafts of what a trigger says of a force: one for each place that it comes from, mostly one."""
    told, voice, unreal = status.read(frame.scene, trigger, force)
    elsewhere = trigger.sense is Sense.STAY and force.root.head.i != trigger.root.i
    if unreal or (elsewhere and suffers(force)) or _as_casualty(trigger):
        return []
    origin, destinations, via = ends.find(frame.scene, trigger, places)
    if trigger.sense is Sense.STAY and origin is not None and not destinations:
        if trigger.root.lemma_ != "be":
            return []
        told = Status.WITHDRAWN if told is Status.PRESENT else told  # "are gone from"
    if trigger.sense in _LEAVING:
        if origin is None and destinations and not any(role in (Part.TO, Part.FOR) for _, role in places):
            origin, destinations = destinations[0], []
        departs = bool(destinations) or _own_soil(force, origin)
        if trigger.sense is Sense.LEAVE and told is Status.WITHDRAWN and departs:
            told = Status.COMPLETED
    elif origin is None and destinations and trigger.sense in _MOVING:
        origin = _kept_before(frame, force, destinations)
    if lemma(trigger.root) in _DRILLING and any(s.anaphor and s.root.lower_ == "home" for s in destinations):
        return []  # a drill at home
    nowhere = not (origin or destinations or via) and trigger.sense in _SOMEWHERE and not trigger.noun
    if nowhere or _delivered(frame.scene, trigger, force, destinations):
        return []
    who = actors.of_force(frame.scene, force, trigger, frame.cast)
    who = who or actors.governing(frame.scene, trigger, frame.cast)
    return [
        Draft.of(
            frame.scene,
            trigger,
            force,
            told,
            who,
            origin=start,
            destinations=destinations,
            via=via,
            voice=voice,
            note=note,
        )
        for start in _starts(origin, places)
    ]


def _starts(origin: Spot | None, places: Sequence[Placing]) -> list[Spot | None]:
    """Return all places that a force comes from ("from bases in Germany and Italy")."""
    left = (Part.FROM, Part.OBJECT)
    joined = [s for s, role in places if origin is not None and s.group == origin.group and role in left]
    return [*joined] or [origin]


def _kept_before(frame: Frame, force: Force, destinations: list[Spot]) -> Spot | None:
    """Return the place beside a moving force or the whole that it is of ("troops in Kuwait will go to Iraq")."""
    whole = [f for f in frame.scene.forces if f.relation == "whole" and 0 <= f.start - force.end <= 5]
    beside = (spot for f in (force, *whole) for spot in goals.kept_at(frame, f) if spot not in destinations)
    return next(beside, None)


_DRILLING = frozenset("exercise drill train manoeuvre maneuver".split())
_RECEIVERS = frozenset("army navy military force government ministry police".split())
_TOWARDS = frozenset("to with for by against".split())


def _own_soil(force: Force, origin: Spot | None) -> bool:
    """Whether a force leaves its own country: a departure, not a withdrawal."""
    return origin is not None and origin.place is not None and origin.place.country in force.nations


def _as_casualty(trigger: Trigger) -> bool:
    """Whether somebody hurt is only taken to be cared for ("was wounded and evacuated to Bangkok")."""
    hurt = trigger.root.head
    return trigger.root.dep_ == "conj" and hurt.pos_ == "VERB" and lemma(hurt) in ("wound", "injure", "hurt")


def _delivered(scene: Scene, trigger: Trigger, force: Force, destinations: list[Spot]) -> bool:
    """Whether arms are handed to another country, or the sender is no state: that is no movement of a force."""
    agent = subject(trigger.root) if not trigger.noun and not trigger.passive else None
    of_force = agent is not None and force.start <= agent.idx < force.end  # "a brigade combat team"
    if agent is not None and lemma(agent) in words.BUSINESS and not of_force:
        return True
    if handed_over(scene, force, trigger.root):
        return True
    given = force.category in _ARMS and lemma(trigger.root) in words.GIVE
    return given and any(s.place is not None and s.place.kind is PlaceKind.COUNTRY for s in destinations)


def handed_over(scene: Scene, force: Force, verb: Token) -> bool:
    """Whether arms go to a nation's army, not to a place ("sends tanks to Ukraine's army")."""
    return force.category in _ARMS and any(
        lemma(who) in _RECEIVERS and any(who.left_edge.idx <= hit.start < who.idx for hit in scene.nations)
        for who in objects_of(verb, "to")
    )


def suffers(force: Force) -> bool:
    """Whether something is done to the force that says nothing of where it is kept ("killed three soldiers in …")."""
    root, head = force.root, force.root.head
    if head.lower_ == "of" and lemma(head.head) in words.HARMED:
        return True
    if root.dep_ in ("dobj", "nsubjpass", "pobj", "attr") and lemma(head) in words.HARM:
        return True
    if root.dep_ == "pobj" and head.lower_ in _TOWARDS and force.definite and not force.strength.known:
        return True  # "200 soldiers to the UN force in Lebanon"
    return root.dep_ == "pobj" and lemma(head.head) in words.HARM
