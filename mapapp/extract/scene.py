"""What the stages find in one sentence, before it becomes claims."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from mapapp.model import DateSpan, Place, Status, Strength, StrengthUnit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Span, Token

    from mapapp.extract.strengths import FoundStrength
    from mapapp.extract.words import Sense


#: Marks a draft that the grammar did not read and the model added.
NOTE = "weighed"
#: The note on drafts of forces that go home.
HOME = "home"


@dataclass(eq=False)
class Force:
    """A noun phrase that names a force; offsets count within the paragraph."""

    start: int
    end: int
    root: Token
    category: StrengthUnit | None
    strength: Strength = field(default_factory=Strength)
    strength_span: tuple[int, int] | None = None
    share: float | None = None  # of a force told before, where the number is none ("half of them")
    relation: str | None = None  # of the number: further, other, of_total, total
    unit: str | None = None
    equipment: str | None = None
    nations: tuple[str, ...] = ()
    named: bool = False  # has a proper name (a ship's, a unit's)
    definite: bool = False
    none: bool = False  # "no troops"
    again: bool = False  # told before, and nothing new of it
    listed: bool = False  # after "including", without a number of its own
    fellows: tuple[str, ...] = ()  # names of units that share its noun ("the 7th and 8th Brigades")
    merged: list[Force] = field(default_factory=list)  # what describes the very same force

    @property
    def tokens(self) -> list[Token]:
        """Root tokens of this force and of what describes it."""
        return [self.root, *(t for other in self.merged for t in other.tokens)]

    def count(self, number: FoundStrength) -> None:
        """Take `number` as the strength."""
        self.strength = Strength(number.low, number.high, self.category, number.approximate)
        self.strength_span = (number.start, number.end)
        self.share = number.fraction if number.low is None else None


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
    on_the_way: bool = False  # "are on their way to …"


#: What stands between a place and its date.
_ON = re.compile(r"(?: (?:in|on|by|until|since|from|at))? ")
#: Where a parsed paragraph keeps its offset in the report.
BEGINS = "begins"


def begins(token: Token) -> int:
    """Return the offset in the report of the paragraph that a word stands in; drafts borrow words from others."""
    return int(token.doc.user_data[BEGINS])


@dataclass
class Dated:
    """A date phrase of the paragraph."""

    start: int
    end: int
    span: DateSpan
    root: Token


class Named(NamedTuple):
    """A nation or organisation named in a paragraph, and by which form of its name."""

    start: int
    end: int
    country: str  # ISO 3166 alpha-2, or the organisation's name
    form: str  # name, adjective, demonym, government, forces, capital, abbreviation, organisation


@dataclass(eq=False)
class Scene:
    """One sentence with all that was found in it."""

    doc: Doc
    text: str  # of the paragraph: spaCy joins it anew each time that it is asked for `Doc.text`
    sentence: Span
    offset: int  # of the paragraph in the report
    entities: list[Span] = field(default_factory=list)  # what the language model calls a name
    forces: list[Force] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)
    dates: list[Dated] = field(default_factory=list)
    nations: list[Named] = field(default_factory=list)

    def force_at(self, token: Token) -> Force | None:
        """Return the force that `token` belongs to."""
        at = token.idx
        for force in self.forces:
            if force.start <= at < force.end:
                return force
        return None

    def named(self, start: int, end: int) -> bool:
        """Whether a stretch of the paragraph names a nation by its people, an organisation or a day."""
        spans = [(hit.start, hit.end) for hit in self.nations if hit.form not in ("capital", "name")]
        spans += [(day.start, day.end) for day in self.dates]
        return any(s < end and start < e for s, e in spans)

    def day_behind(self, spot: Spot) -> Dated | None:
        """Return the date that stands right behind a place ("to Japan in May")."""
        for day in self.dates:
            if day.start >= spot.end and _ON.fullmatch(self.text, spot.end, day.start):
                return day
        return None

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
    status: Status
    actors: tuple[str, ...]
    origin: Spot | None = None
    destinations: tuple[Spot, ...] = ()
    via: tuple[Spot, ...] = ()
    date: Dated | None = None
    voice: str | None = None
    strength: Strength = field(default_factory=Strength)
    unit: str | None = None
    equipment: str | None = None
    relation: str | None = None
    notes: list[str] = field(default_factory=list)  # by which special reading it was made
    total: Draft | None = None
    worth: float | None = None  # how likely the model thinks it

    @classmethod
    def of(
        cls,
        scene: Scene,
        trigger: Trigger | None,
        force: Force,
        status: Status,
        actors: tuple[str, ...],
        *,
        origin: Spot | None = None,
        destinations: Iterable[Spot] = (),
        via: Iterable[Spot] = (),
        voice: str | None = None,
        note: str | None = None,
    ) -> Draft:
        """Return a draft that says of the force what its own words say."""
        return cls(
            scene,
            trigger,
            force,
            status,
            actors,
            origin,
            tuple(destinations),
            tuple(via),
            voice=voice,
            strength=force.strength,
            unit=force.unit,
            equipment=force.equipment,
            relation=force.relation,
            notes=[note] if note else [],
        )

    @property
    def senses(self) -> frozenset[Sense]:
        """The sense of the trigger, as a set that is empty where no trigger made the draft."""
        return frozenset() if self.trigger is None else frozenset((self.trigger.sense,))
