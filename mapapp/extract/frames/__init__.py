"""Stage 6: what moves where.  Each trigger takes the forces and places that hang on it, paired from left to right.

"Six jets to Cyprus and two boats to the Aegean" is read as it stands: forces gather until places come, the
places are theirs, and the next force starts anew.  What triggers and parse leave over goes to special readings, in the
order of `drafts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.extract import words
from mapapp.extract.frames import drafting, goals, movers, pairing, same
from mapapp.extract.frames.frame import Frame
from mapapp.extract.frames.readings import (
    alone,
    as_it_stands,
    beside,
    brought_to,
    gapped,
    hosted,
    included,
    kept,
    relieved,
    tables,
)
from mapapp.extract.syntax import children, lemma
from mapapp.extract.words import Sense

if TYPE_CHECKING:
    from mapapp.extract.cast import Cast
    from mapapp.extract.scene import Draft, Scene, Trigger

__all__ = ["Frame", "drafts", "hang"]

_CLAUSES = frozenset(("xcomp", "ccomp"))


def hang(scene: Scene, cast: Cast) -> Frame:
    """Return a scene with what hangs on each of its triggers.

    Parameters
    ----------
    scene : Scene
        With forces, places, dates and triggers.  Forces that prove to be one are merged in it.
    cast : Cast
        Who has been named so far in the report.
    """
    same.unite(scene)
    return Frame.of(scene, cast, as_it_stands.pairs)


def drafts(frame: Frame) -> list[Draft]:
    """Return the drafts of a sentence."""
    out = tables.read(frame)
    frame.let_go({id(draft.force) for draft in out})
    for trigger in frame.scene.triggers:
        if not _only_leads(frame, trigger):
            out += _of(frame, trigger)
    for force, places, trigger in frame.paired:
        out += drafting.make(frame, trigger, force, places)
    out += included.read(frame)
    out += as_it_stands.read(frame, out)
    out = gapped.read(frame, out)
    goals.give_unclaimed(frame, out)
    goals.give_starts(frame, out)
    out = brought_to.read(frame, out)
    out += beside.read(frame, out)
    kept.give_place_left(out)
    return kept.settled(out)


def _only_leads(frame: Frame, trigger: Trigger) -> bool:
    """Whether a trigger only leads to another, or is what a force is readied for."""
    alerted = any(t.sense is Sense.ALERT and t.root in trigger.root.ancestors for t in frame.scene.triggers)
    if alerted and trigger.sense in (Sense.GO, Sense.SEND):
        return True
    # the order is told; what is ordered stands below it
    below = children(trigger.root, _CLAUSES)
    below += [further for clause in below for further in children(clause, _CLAUSES)]  # "ordered them to begin leaving"
    return lemma(trigger.root) in words.ORDERING and any(c.i in frame.by_token for c in below)


def _of(frame: Frame, trigger: Trigger) -> list[Draft]:
    """Return the drafts of one trigger."""
    if trigger.sense is Sense.REINFORCE:
        return relieved.reinforced(frame, trigger)
    moving = movers.able(frame, trigger)
    if trigger.sense is Sense.HOST:
        return hosted.read(frame, trigger, moving)
    places = goals.places(frame, trigger, moving)
    if not moving:
        return alone.read(frame, trigger, places)
    if trigger.sense is Sense.RELIEVE:
        return relieved.read(frame, trigger)
    return [
        draft
        for forces, theirs in pairing.pair(trigger, moving, places)
        for force in forces
        for draft in drafting.make(frame, trigger, force, theirs)
    ]
