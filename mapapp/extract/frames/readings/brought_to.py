"""New levels: "raising their total there to some 75" tells what is there then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.extract.frames import ends
from mapapp.extract.parts import Part
from mapapp.extract.scene import Draft
from mapapp.extract.syntax import children, lemma
from mapapp.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

    from mapapp.extract.frames.frame import Frame
    from mapapp.extract.scene import Force, Spot

_BRINGING = frozenset("bring raise increase take boost swell double lift".split())
_LEVELS = frozenset("total number strength contingent presence force level garrison deployment".split())
_RAISED = frozenset(("dobj", "nsubjpass"))


def read(frame: Frame, drafts: list[Draft]) -> list[Draft]:
    """Return the levels that a sentence tells; without a place of their own they are where the last draft went."""
    last = next((d for d in reversed(drafts) if d.destinations), None)
    found = []
    for verb in frame.scene.sentence:
        force = _level(frame, verb) if verb.pos_ == "VERB" and lemma(verb) in _BRINGING else None
        places = (_places(frame, verb) or (last.destinations if last else ())) if force is not None else ()
        if force is not None and places:
            whose = force.nations or (last.actors if last is not None else ())
            trigger = frame.by_token.get(verb.i)
            found.append(
                Draft.of(frame.scene, trigger, force, Status.PRESENT, whose, destinations=places, note="brought to")
            )
    return found


def _level(frame: Frame, verb: Token) -> Force | None:
    """Return the strength that a level is brought to."""
    noun = next(iter(children(verb, _RAISED)), None)
    if noun is None or lemma(noun) not in _LEVELS:
        return None
    for force in frame.scene.forces:
        to = force.root.head.lower_ == "to" and verb in force.root.ancestors
        if to and force.strength.known and force.start > noun.idx:
            return force
    return None


def _places(frame: Frame, verb: Token) -> tuple[Spot, ...]:
    found = []
    for spot in frame.scene.spots:
        role, anchor = frame.part(spot)
        if role is Part.AT and anchor is not None and (anchor == verb or verb in anchor.ancestors):
            found.append((spot, role))
    return tuple(ends.choose(frame.scene, found))
