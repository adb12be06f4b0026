"""A span of a text that names a place by spelling and sentence, before it is known which place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mapapp.locate import nations


@dataclass(frozen=True)
class Found:
    """A span that names a place by spelling and sentence, before it is known which.

    Parameters
    ----------
    sure : bool
        Whether the rules of this module take it for a place's name; what they turned down may come back.
    signs : tuple of float
        What the sentence says of it (`mapapp.locate.signs`); empty where there is no doubt.
    """

    start: int
    end: int
    text: str
    how: Literal["nation", "adjective", "ner", "gazetteer", "embedded", "grid"]
    nation: nations.NationHit | None = None
    label: str = ""
    sure: bool = True
    signs: tuple[float, ...] = ()
