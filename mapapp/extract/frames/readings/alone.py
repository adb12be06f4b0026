"""Triggers with no force beside them: "they will go", "its buildup on the border", "Peru will not withdraw from …".

The pronoun, the noun or the nation stands for the force; a later stage asks what was told before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.extract import actors, words
from mapapp.extract.frames import drafting
from mapapp.extract.parts import Part, Placing
from mapapp.extract.scene import Draft, Force
from mapapp.extract.syntax import DIRECT, SUBJECTS, children, lemma, subject
from mapapp.extract.words import Sense
from mapapp.model import PlaceKind, StrengthUnit

if TYPE_CHECKING:
    from spacy.tokens import Token

    from mapapp.extract.frames.frame import Frame
    from mapapp.extract.scene import Trigger
    from mapapp.model import Place

#: The notes on drafts whose force is told elsewhere.
PRONOUN, NOUN = "pronoun", "noun alone"
_BUILDUP = frozenset(("buildup", "build-up"))
_FORCES_THEMSELVES = _BUILDUP | frozenset(
    "presence withdrawal pullout pull-out pullback pull-back drawdown draw-down arrival concentration".split()
)
_INTENTIONS = frozenset("plan intention intent wish desire reason date deadline timetable".split())
_SUBJECTS = frozenset("they it these those some others another them most all".split())
_OBJECTS = frozenset("them it those these some others another all none any more".split())


def read(frame: Frame, trigger: Trigger, places: list[Placing]) -> list[Draft]:
    """Return the drafts of a trigger on which no force hangs."""
    if trigger.noun:
        return _noun(frame, trigger, places)
    pronoun = _pronoun(frame, trigger)
    if pronoun is None or _means_nation(frame, pronoun):
        return _nation(frame, trigger, places)
    return drafting.make(frame, trigger, _stand_in(pronoun), places, PRONOUN)


def _noun(frame: Frame, trigger: Trigger, places: list[Placing]) -> list[Draft]:
    noun, head = trigger.word or lemma(trigger.root), trigger.root.head
    trend = trigger.root.dep_ == "dobj" and lemma(head) in words.TRENDS
    if noun not in _FORCES_THEMSELVES or trend:
        return []
    force = _stand_in(trigger.root)
    force.category = StrengthUnit.PERSONNEL
    drafts = drafting.make(frame, trigger, force, places, NOUN)
    return [d for d in drafts if d.actors and (d.destinations or d.origin or noun in _BUILDUP)]


def _nation(frame: Frame, trigger: Trigger, places: list[Placing]) -> list[Draft]:
    """Read "Peru will not withdraw from northern Chile" and "Peru's army vacated its base in Arica": its forces."""
    objects = children(trigger.root, DIRECT)
    post = trigger.sense is Sense.HAND_OVER and any(lemma(each) in words.POSTS for each in objects)
    if trigger.passive or not (post or (trigger.sense is Sense.WITHDRAW and not objects)):
        return []
    who = _planner(trigger.root) or subject(trigger.root)
    areas = [(spot, role) for spot, role in places if (post or role is Part.FROM) and _on_land(spot.place)]
    if who is None or not areas or (who.pos_ not in ("PROPN", "NOUN") and who.lower_ != "it"):
        return []
    whose = actors.named_by(frame.scene, who, frame.cast)
    if not whose:
        return []
    force = Force(who.idx, who.idx + len(who), who, StrengthUnit.PERSONNEL, nations=whose)
    return drafting.make(frame, trigger, force, areas, "nation alone")


def _planner(verb: Token) -> Token | None:
    """Return who has the plan or the intention to do what a verb says ("Paris has no plans to withdraw from …")."""
    noun = verb.head
    if verb.dep_ == "pcomp" and noun.lower_ in ("of", "about", "for"):
        noun = noun.head
    held = lemma(noun) in _INTENTIONS and noun.dep_ == "dobj" and noun.head.pos_ in ("VERB", "AUX")
    return subject(noun.head) if held else None


def _means_nation(frame: Frame, pronoun: Token) -> bool:
    """Whether "it" is the nation that the same sentence has for a subject ("Cairo said it would not …")."""
    subjects = [t for t in frame.scene.sentence if t.i < pronoun.i and t.dep_ in SUBJECTS]
    named = subjects and any(hit.start <= subjects[-1].idx < hit.end for hit in frame.scene.nations)
    return pronoun.lower_ == "it" and bool(named)


def _on_land(place: Place | None) -> bool:
    return place is not None and place.kind is not PlaceKind.SEA


def _stand_in(token: Token) -> Force:
    force = Force(token.idx, token.idx + len(token), token, None, definite=True)
    force.none = token.lower_ == "none"
    return force


def _pronoun(frame: Frame, trigger: Trigger) -> Token | None:
    """Return the pronoun that stands for what a verb moves."""
    if trigger.sense in (Sense.SEND, Sense.WITHDRAW, Sense.HAVE) and not trigger.passive:
        for token in children(trigger.root, DIRECT):
            if token.lower_ in _OBJECTS:
                return token
        if trigger.sense is not Sense.WITHDRAW and trigger.root.lemma_ not in words.GO:
            return None
    if trigger.root.lemma_ == "be" and not frame.spots(trigger):
        return None
    who = subject(trigger.root)
    return who if who is not None and who.lower_ in _SUBJECTS else None
