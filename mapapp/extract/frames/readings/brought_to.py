"""New levels: "raising their total there to some 75" tells what is there then, "will raise it to 2,500" is planned."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mapapp.extract import actors, status
from mapapp.extract.frames import ends
from mapapp.extract.parts import Part
from mapapp.extract.scene import Draft, Trigger
from mapapp.extract.spots import MISSION
from mapapp.extract.syntax import children, is_passive, lemma, subject
from mapapp.extract.words import Sense
from mapapp.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

    from mapapp.extract.frames.frame import Frame
    from mapapp.extract.scene import Force, Spot

_BRINGING = frozenset("bring raise increase take boost swell double lift".split())
_LEVELS = frozenset("total number strength contingent presence force level garrison deployment contribution".split())
#: What stands for a level told before ("will increase that to 2,500").
_TOLD = frozenset("that it this them these".split())
_TO = re.compile(r"\bfrom\b[^,;.]{1,40}\bto \Z")
_RAISED = frozenset(("dobj", "nsubjpass"))
#: Stages of what is still to be; what was or is brought there is there.
_AHEAD = frozenset((Status.PLANNED, Status.POSSIBLE, Status.ORDERED, Status.DENIED))


def read(frame: Frame, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with the levels that a sentence tells.

    Those without a place of their own are where the last draft went.
    """
    last = next((d for d in reversed(drafts) if d.destinations), None)
    found = []
    for verb in frame.scene.sentence:
        force = _level(frame, verb) if verb.pos_ == "VERB" and lemma(verb) in _BRINGING else None
        places = (_places(frame, verb) or (last.destinations if last else ())) if force is not None else ()
        if force is not None and places:
            whose = force.nations or _whose(frame, verb) or (last.actors if last is not None else ())
            trigger = frame.by_token.get(verb.i)
            stage = _stage(frame, verb, force)
            found.append(Draft.of(frame.scene, trigger, force, stage, whose, destinations=places, note="brought to"))
    taken = {id(draft.force) for draft in found}
    return [*(draft for draft in drafts if id(draft.force) not in taken), *found]


def _whose(frame: Frame, verb: Token) -> tuple[str, ...]:
    """Return who raises a level of its own ("France will raise its contribution to …")."""
    noun = next(iter(children(verb, _RAISED)), None)
    own = noun is not None and any(c.lower_ in ("its", "their", "his", "her") for c in noun.children)
    who = subject(verb) if own and not is_passive(verb) else None
    return actors.named_by(frame.scene, who, frame.cast) if who is not None else ()


def _stage(frame: Frame, verb: Token, force: Force) -> Status:
    if verb.tag_ == "VBG" and verb.dep_ == "advcl":
        return Status.PRESENT
    raising = Trigger(verb, Sense.SEND, passive=is_passive(verb))
    told = status.read(frame.scene, raising, force)[0]
    return told if told in _AHEAD else Status.PRESENT


def _level(frame: Frame, verb: Token) -> Force | None:
    """Return the strength that a level is brought to."""
    noun = next(iter(children(verb, _RAISED)), None)
    if noun is None or (lemma(noun) not in _LEVELS and noun.lower_ not in _TOLD):
        return None
    for force in frame.scene.forces:
        above = force.root.head.lower_
        ranged = above == "from" and _TO.search(
            frame.scene.text, noun.idx, _number(force)
        )  # "from 700 to 930 soldiers"
        to = (above == "to" or ranged) and verb in force.root.ancestors
        if to and force.strength.known and force.start > noun.idx:
            return force
    return None


def _number(force: Force) -> int:
    return force.start if force.strength_span is None else force.strength_span[0]


def _places(frame: Frame, verb: Token) -> tuple[Spot, ...]:
    found = []
    for spot in frame.scene.spots:
        role, anchor = frame.part(spot)
        fitting = role is Part.AT or spot.reason == MISSION  # "its contribution to UNIFIL"
        if fitting and anchor is not None and (anchor == verb or verb in anchor.ancestors):
            found.append((spot, role))
    return tuple(ends.choose(frame.scene, found))
