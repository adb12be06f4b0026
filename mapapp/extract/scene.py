"""What the stages find in one sentence, before it becomes claims."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mapapp.model import DateSpan, Place, Strength, StrengthUnit

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from mapapp.extract.words import Sense


@dataclass(eq=False)
class Force:
    """A noun phrase that names a force; offsets count within the paragraph."""

    start: int
    end: int
    root: Token
    category: StrengthUnit | None
    strength: Strength = Strength()
    strength_span: tuple[int, int] | None = None
    relation: str | None = None  # of the number: further, other, of_total, total
    unit: str | None = None
    equipment: str | None = None
    nations: tuple[str, ...] = ()
    named: bool = False  # has a proper name (a ship's, a unit's)
    definite: bool = False
    none: bool = False  # "no troops"
    listed: bool = False  # after "including", without a number of its own
    merged: list[Force] = field(default_factory=list)  # what describes the very same force
    base: Spot | None = None  # where it is kept, by its own words
    container: Force | None = None  # the total that it is a part of

    @property
    def tokens(self) -> list[Token]:
        """Root tokens of this force and of what describes it."""
        return [self.root, *(t for other in self.merged for t in other.tokens)]


@dataclass(eq=False)
class Spot:
    """A place mentioned in a paragraph, or a word that stands for one."""

    start: int
    end: int
    root: Token
    text: str
    place: Place | None
    reason: str = ""
    anaphor: bool = False
    group: int = 0  # places joined by "and" share a group


@dataclass(eq=False)
class Trigger:
    """A word that says that something moves, stays or is readied."""

    root: Token
    sense: Sense
    noun: bool = False
    participle: bool = False  # a participle that hangs on the force ("troops sent to …")
    word: str = ""  # the noun, where it is written with a hyphen
    passive: bool = False


@dataclass
class Dated:
    """A date phrase of the paragraph."""

    start: int
    end: int
    span: DateSpan
    root: Token


@dataclass(eq=False)
class Scene:
    """One sentence with all that was found in it."""

    doc: Doc
    sentence: Span
    offset: int  # of the paragraph in the report
    forces: list[Force] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)
    dates: list[Dated] = field(default_factory=list)
    names: list[tuple[int, int]] = field(default_factory=list)  # of ships, units and services
    nations: list[tuple[int, int, str, str]] = field(default_factory=list)  # start, end, country, form

    def force_at(self, token: Token) -> Force | None:
        """Return the force that `token` belongs to."""
        at = token.idx
        for force in self.forces:
            if force.start <= at < force.end:
                return force
        return None

    def named(self, start: int, end: int) -> bool:
        """Whether a stretch of the paragraph names a nation, an organisation, a ship, a unit or a day."""
        spans = (
            [(s, e) for s, e, _, form in self.nations if form not in ("capital", "name")]
            + [(d.start, d.end) for d in self.dates]
            + self.names
        )
        return any(s < end and start < e for s, e in spans)

    def spot_at(self, token: Token) -> Spot | None:
        """Return the place that `token` belongs to."""
        for spot in self.spots:
            if spot.start <= token.idx < spot.end:
                return spot
        return None


@dataclass(eq=False)
class Draft:
    """A claim in the making: one force, one way, one status."""

    scene: Scene
    trigger: Trigger | None
    force: Force
    status: str
    actors: tuple[str, ...]
    origin: Spot | None = None
    destinations: tuple[Spot, ...] = ()
    via: tuple[Spot, ...] = ()
    date: Dated | None = None
    voice: str | None = None
    strength: Strength = Strength()
    unit: str | None = None
    equipment: str | None = None
    notes: list[str] = field(default_factory=list)
    start: int = 0  # quote, offsets in the report
    end: int = 0
    relation: str | None = None
    total: Draft | None = None
    no_place_wanted: bool = False
