"""Stage 2: the forces that a sentence names, with their strengths.

A force is a noun phrase whose head counts people, units or military craft ("a frigate", "60 soldiers of the 5th").
Heads come from `lexicon/`; the rest of the phrase is read leftwards from the head, because parsers hang "a frigate and
F-16 warplanes" on one head.  Phrases that say the same of one force are joined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.extract.forces import counts, fellows, joining, phrase
from mapapp.extract.forces.names import MILITARY, Names
from mapapp.extract.syntax import lemma

if TYPE_CHECKING:
    from mapapp.extract.scene import Force, Scene
    from mapapp.extract.strengths import FoundStrength

__all__ = ["MILITARY", "Names", "find"]


def find(scene: Scene, numbers: list[FoundStrength], names: Names) -> list[Force]:
    """Return the forces of a scene's sentence, in order, those that describe one force merged.

    Parameters
    ----------
    scene : Scene
        With its nations and places.
    numbers : list of FoundStrength
        Those of the scene's paragraph.
    names : Names
        Of the scene's paragraph.
    """
    free = counts.Numbers(scene, numbers)
    found = phrase.find(scene, free, names)
    free.give_strong(found)
    found = sorted([*found, *free.headless(found)], key=lambda force: force.start)
    found = sorted([*found, *counts.further_ones(scene, found)], key=lambda force: force.start)
    found = joining.counted_together(scene, found)
    found = joining.merged(scene, joining.outermost(found))
    found = fellows.find(scene, found, names)
    joining.mark_listed(scene, found)
    return [force for force in found if not _mere_members(force)]


def _mere_members(force: Force) -> bool:
    """Whether "members" belong to nothing and are not counted; "service members" do."""
    if force.merged or force.strength.known or lemma(force.root) != "member":
        return False
    return force.root.i == 0 or force.root.nbor(-1).lower_ not in ("service", "crew")
