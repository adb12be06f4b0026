"""Why a word of movement, or a draft, came to nothing: said again from what the stages left behind, for `explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.extract import status, words
from mapapp.extract.syntax import subject
from mapapp.extract.words import Sense
from mapapp.model import StrengthUnit

if TYPE_CHECKING:
    from mapapp.extract.frames import Frame
    from mapapp.extract.scene import Draft, Force, Trigger

_MATERIEL = (
    StrengthUnit.VEHICLES,
    StrengthUnit.AIRCRAFT,
    StrengthUnit.BATTERIES,
    StrengthUnit.SHIPS,
    StrengthUnit.OTHER,
)


def trigger(frame: Frame, told: Trigger) -> str:
    """Return why no draft was made of a word that says that something moves, stays or is readied."""
    scene = frame.scene
    if not scene.forces and told.sense is not Sense.WITHDRAW:
        return "no force in the sentence"
    alerts = [other.root for other in scene.triggers if other.sense is Sense.ALERT and other is not told]
    if told.sense in (Sense.GO, Sense.SEND) and any(root in told.root.ancestors for root in alerts):
        return "it is what a force is readied for"
    if told.root.lemma_.lower() in words.ORDERING and any(
        child.dep_ in ("xcomp", "ccomp") and child.i in frame.by_token for child in told.root.children
    ):
        return "it is the order; what is ordered stands below it"
    forces = [force for force, _ in frame.forces_of[told.root.i]]
    if not forces:
        return "no force hangs on it"
    for reason in (_unreal(frame, told, forces), _given(told, forces)):
        if reason:
            return reason
    if all(force.listed for force in forces):
        return "its forces are only listed, without a number"
    if not frame.spots_of[told.root.i] and told.sense is not Sense.ALERT:
        return "no place hangs on it"
    return "its force and its place do not go together with it"


def by_discourse(draft: Draft) -> str:
    """Return why a draft was left out when the sentences before were asked what it means."""
    if "pronoun" in draft.notes:
        return "nothing before it that the pronoun can mean"
    if "included" in draft.notes:
        return "nothing before it that it can be a part of, with a place"
    if "noun alone" in draft.notes:
        return "no place, and none told before of the same side"
    if draft.force.again:
        return "the same force was told before, and nothing further of it"
    if draft.total is not None or draft.relation == "total":
        return "the total was told already; its parts are linked to that"
    if draft.force.category is None:
        return "nothing says what is counted"
    return "it depends on a sentence before that tells nothing"


def unworthy(draft: Draft) -> str:
    """Return why a draft that was kept gives no claim."""
    alerted = draft.trigger is not None and draft.trigger.sense is Sense.ALERT
    if draft.destinations or draft.origin or draft.via or alerted:
        return "civil: no side, no name and no military word beside it"
    return "no place, and it is no alert"


def _unreal(frame: Frame, told: Trigger, forces: list[Force]) -> str:
    unreal = all(status.read(frame.scene, told, force)[2] for force in forces)
    return "unreal: a counterfactual, or what could be done in general" if unreal else ""


def _given(told: Trigger, forces: list[Force]) -> str:
    who = subject(told.root) if not told.noun and not told.passive else None
    if who is not None and who.lemma_.lower() in words.BUSINESS:
        return "a delivery: who sends it is a business"
    if told.root.lemma_.lower() in words.GIVE and all(force.category in _MATERIEL for force in forces):
        return "a delivery: arms are handed over, no force moves"
    return ""
