"""What a deployment is made of: "the deployment to Chad includes some 70 drivers"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.extract.frames import drafting
from mapapp.extract.frames.frame import owner
from mapapp.extract.frames.goals import right_behind
from mapapp.extract.scene import Draft
from mapapp.extract.syntax import lemma, subject
from mapapp.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

    from mapapp.extract.frames.frame import Frame
    from mapapp.extract.scene import Force

#: The note on drafts whose place and status the deployment before them tells.
NOTE = "included"
_CONTAINING = frozenset("include comprise consist involve number total feature".split())
_WHOLES = frozenset("adjustment package reinforcement effort move step measure".split())


def read(frame: Frame) -> list[Draft]:
    """Return the drafts of what the sentence says to be included in a deployment."""
    found: list[Draft] = []
    for verb in frame.scene.sentence:
        if not _contains(verb):
            continue
        who = subject(verb)
        if who is not None:
            for force in _parts(frame, verb):
                found += _included(frame, who, force)
    return found


def _contains(verb: Token) -> bool:
    if verb.pos_ != "VERB" or lemma(verb) not in _CONTAINING or verb.lower_ == "including":
        return False
    return all(child.lower_ != "each" for child in verb.children)


def _parts(frame: Frame, verb: Token) -> list[Force]:
    """Return the forces behind the verb that hang on it and on no trigger in between."""
    found = []
    for force in frame.scene.forces:
        if force.start > verb.idx and verb in force.root.ancestors:
            trigger, _ = owner(frame.by_token, force.root)
            if trigger is None or trigger.root.i == verb.i or verb not in trigger.root.ancestors:
                found.append(force)
    return found


def _included(frame: Frame, who: Token, force: Force) -> list[Draft]:
    trigger, whole = frame.by_token.get(who.i), frame.force(who)
    if trigger is not None and trigger.noun:
        return drafting.make(frame, trigger, force, [*frame.spots(trigger), *right_behind(frame, force)])
    if whole is None and who.pos_ != "PRON" and lemma(who) not in _WHOLES:
        return []
    if whole is not None and whole.strength.known and not force.strength.known:
        return []
    places = [spot for spot, _ in right_behind(frame, whole)] if whole is not None else []
    if places:  # "the contingent in Mali comprises 1,200 Chadians"
        return [Draft.of(frame.scene, None, force, Status.PRESENT, force.nations, destinations=places)]
    return [Draft.of(frame.scene, None, force, Status.COMPLETED, force.nations, note=NOTE)]
