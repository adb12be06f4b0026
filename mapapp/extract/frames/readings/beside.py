"""Forces that simply are somewhere: "some 40 already in Malta", "Irish personnel in Lebanon"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.extract import actors
from mapapp.extract.frames.drafting import suffers
from mapapp.extract.parts import Part
from mapapp.extract.scene import Draft
from mapapp.extract.syntax import up
from mapapp.model import Status, StrengthUnit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from mapapp.extract.frames.frame import Frame
    from mapapp.extract.scene import Force, Spot

#: The note on drafts that no verb makes.
NOTE = "beside"


def read(frame: Frame, made: list[Draft]) -> list[Draft]:
    """Return a presence for each force with its place beside it that none of the drafts `made` tells of."""
    used = {id(draft.force) for draft in made}
    found = []
    for spot, anchor in _places(frame):
        force = _bearer(frame, anchor)
        if force is not None and id(force) not in used and _can_stand(force):
            where = frame.joined(spot)
            whose = actors.of_force(frame.scene, force, None, frame.cast)
            found.append(Draft.of(frame.scene, None, force, Status.PRESENT, whose, destinations=where, note=NOTE))
    return found


def _places(frame: Frame) -> Iterator[tuple[Spot, Token]]:
    """Yield the places that hang on no trigger, then those of triggers that hang on a force within."""
    for spot, role, anchor in frame.loose_spots:
        if role is Part.AT:
            yield spot, anchor
    heads = {token.i for force in frame.scene.forces for token in force.tokens}
    for pairs in frame.spots_of.values():
        for spot, role in pairs:
            _, hook = frame.part(spot)
            if role is Part.AT and hook is not None and hook.head.i in heads:
                yield spot, hook


def _bearer(frame: Frame, anchor: Token) -> Force | None:
    """Return the first force on the way up from a preposition, with no verb in between."""
    for node in up(anchor, 6):
        force = frame.force(node)
        if force is not None or node.pos_ in ("VERB", "AUX"):
            return force
    return None


def _can_stand(force: Force) -> bool:
    described = force.none or force.listed or force.relation == "whole"
    return force.category is not StrengthUnit.OTHER and not described and not suffers(force)
