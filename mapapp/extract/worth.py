"""What is worth a record: a force with a place, or one on alert.

"A company of engineers went to Turin" is civil unless something beside it speaks of armed forces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.extract.forces import MILITARY
from mapapp.extract.words import Sense

if TYPE_CHECKING:
    from mapapp.extract.scene import Draft

#: Words for what may be a force or may not.
_EVERYDAY = frozenset(
    """fleet army aircraft plane planes car cars truck trucks lorry lorries tanker tankers ship ships vessel vessels
    boat boats volunteers volunteer engineers men man team teams crew crews helicopter helicopters rangers
    company companies jets jet group groups unit units members staff workers personnel convoy convoys contingent
    mission missions tugs ferry ferries trailers vehicles vehicle drones drone balloon""".split()
)


def is_record(draft: Draft) -> bool:
    """Whether a draft has what a record needs."""
    placed = bool(draft.destinations or draft.origin or draft.via)
    return (placed or Sense.ALERT in draft.senses) and not _is_civil(draft)


def _is_civil(draft: Draft) -> bool:
    """Whether nothing says that what moves is a force: no side, no name, no military word beside it."""
    force = draft.force
    if draft.actors or force.named or force.root.lower_ not in _EVERYDAY:
        return False
    text = draft.scene.text
    return MILITARY.search(f"{text[: force.start]} {text[force.end :]}") is None
