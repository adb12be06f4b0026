"""The domain types: frozen, typed, without I/O.  They refuse nonsense when they are made.

Latitude comes before longitude.  Dates are calendar days and both ends of a span are included.  Offsets count
Unicode code points of the report's text.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from mapapp.errors import ModelError
from mapapp.original import Original

_E = TypeVar("_E", bound=StrEnum)


class Status(StrEnum):
    """How far a movement has got, by the words of a quote."""

    COMPLETED = "completed"
    UNDER_WAY = "under_way"
    ORDERED = "ordered"
    PLANNED = "planned"
    POSSIBLE = "possible"
    ON_ALERT = "on_alert"
    PRESENT = "present"
    WITHDRAWN = "withdrawn"
    DENIED = "denied"


class StrengthUnit(StrEnum):
    """What a strength counts."""

    PERSONNEL = "personnel"
    AIRCRAFT = "aircraft"
    SHIPS = "ships"
    VEHICLES = "vehicles"
    BATTERIES = "batteries"
    UNITS = "units"
    OTHER = "other"


class PlaceKind(StrEnum):
    """What a place is; it decides how the place is drawn."""

    BASE = "base"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"
    SEA = "sea"


class DatePrecision(StrEnum):
    """How exact a date is, coarsest last; `RELATIVE` has no report date to be read against."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    SPAN = "span"
    RELATIVE = "relative"


@dataclass(frozen=True)
class Report:
    """One source document.

    Parameters
    ----------
    text : str
        The text that quotes point into.
    id : str
        A name that is unique among the reports read together.
    published : datetime.date or None
        The day that "Wednesday" or "last month" is read against; None leaves such dates relative.
    title, publisher, url, author : str or None
        As given by the source.
    original : Original or None
        What the text was taken from; None for a text that was given as it stands.

    Raises
    ------
    ModelError
        When `id` is empty.
    """

    text: str = field(repr=False)
    id: str
    published: date | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    author: str | None = None
    original: Original | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if not self.id:
            raise ModelError("a report needs an id; give its file name or a number")

    @cached_property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the text in UTF-8 (lone surrogates kept)."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def quote(self, start: int, end: int) -> Quote:
        """Return the quote that covers ``text[start:end]``."""
        return Quote(self, start, end, self.text[start:end])


@dataclass(frozen=True)
class Quote:
    """An exact span of a report: ``report.text[start:end] == verbatim``.

    Raises
    ------
    ModelError
        When the span is empty, lies outside the report, or does not say `verbatim`.
    """

    report: Report = field(repr=False)
    start: int
    end: int
    verbatim: str

    def __post_init__(self) -> None:
        text = self.report.text
        if not 0 <= self.start < self.end <= len(text):
            raise ModelError(
                f"quote {self.start}..{self.end} lies outside report {self.report.id!r} of {len(text)} characters"
            )
        if text[self.start : self.end] != self.verbatim:
            raise ModelError(f"quote {self.start}..{self.end} is not what report {self.report.id!r} says there")


@dataclass(frozen=True)
class Place:
    """A gazetteer entry, or a place derived from one ("50 km east of …").

    Parameters
    ----------
    name : str
    kind : PlaceKind
    lat, lon : float
        Degrees, WGS 84: the point, or a central point of an area.
    id : str
        Stable within one gazetteer ("country:PL", "base:fort-bragg", "geonames:756135").
    country : str or None
        ISO 3166 alpha-2; None for seas and for regions across countries.
    extent : tuple of float or None
        (south, west, north, east) in degrees; west > east crosses the dateline.
    members : tuple of str
        ISO 3166 alpha-2 codes of the countries that a region is the union of, if it is one.
    precision : int
        UCDP's where_prec: 1 exact, 2 near a known point, 3 district, 4 first-order area, 5 between known
        points or a linear feature, 6 country, 7 sea, air space or a region across countries.
    radius_km : float or None
        Nominal radius of the uncertainty about the point, kilometres.

    Raises
    ------
    ModelError
        When a coordinate is off the globe, a code is no two capital letters, or the name is empty.
    """

    name: str
    kind: PlaceKind
    lat: float
    lon: float
    id: str = ""
    country: str | None = None
    extent: tuple[float, float, float, float] | None = None
    members: tuple[str, ...] = ()
    precision: int = 1
    radius_km: float | None = None

    def __post_init__(self) -> None:
        if not self.name:
            raise ModelError("a place needs a name")
        object.__setattr__(self, "kind", _member(PlaceKind, self.kind, "kind of place"))
        if not (math.isfinite(self.lat) and -90 <= self.lat <= 90):
            raise ModelError(f"latitude {self.lat} of {self.name!r} is not between -90 and 90")
        if not (math.isfinite(self.lon) and -180 <= self.lon <= 180):
            raise ModelError(f"longitude {self.lon} of {self.name!r} is not between -180 and 180")
        for code in (self.country, *self.members):
            if code is not None and not (len(code) == 2 and code.isascii() and code.isalpha() and code.isupper()):
                raise ModelError(f"{code!r} of {self.name!r} is no ISO 3166 alpha-2 code")
        if not 1 <= self.precision <= 7:
            raise ModelError(f"precision {self.precision} of {self.name!r} is not between 1 and 7")
        if self.radius_km is not None and not (math.isfinite(self.radius_km) and self.radius_km >= 0):
            raise ModelError(f"radius {self.radius_km} km of {self.name!r} is below 0")
        if self.extent is not None:
            south, west, north, east = self.extent
            if not (-90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
                raise ModelError(f"extent {self.extent} of {self.name!r} is not (south, west, north, east) in degrees")

    def reaches(self, lat: float, lon: float) -> bool:
        """Return whether a point, in degrees, lies in the extent; False without one."""
        if self.extent is None:
            return False
        south, west, north, east = self.extent
        across = west > east
        return south <= lat <= north and ((lon >= west or lon <= east) if across else west <= lon <= east)


@dataclass(frozen=True)
class Strength:
    """How many, from `low` to `high`, both included.

    An unknown number has neither end; an open one ("at least") keeps its figure at both ends and is
    `approximate`; "up to 300" is 0..300.  `implied` marks the 1 of "a frigate" or of a named unit.

    Raises
    ------
    ModelError
        When an end is negative or low > high.
    """

    low: int | None = None
    high: int | None = None
    unit: StrengthUnit | None = None
    approximate: bool = False
    implied: bool = False

    def __post_init__(self) -> None:
        if self.unit is not None:
            object.__setattr__(self, "unit", _member(StrengthUnit, self.unit, "unit of strength"))
        for end in (self.low, self.high):
            if end is not None and end < 0:
                raise ModelError(f"a strength of {end} is below 0")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ModelError(f"a strength from {self.low} to {self.high} has its ends the wrong way round")

    @property
    def known(self) -> bool:
        """Whether any number was given."""
        return self.low is not None or self.high is not None


@dataclass(frozen=True)
class DateSpan:
    """The days within which something happened; an open end is None.

    Parameters
    ----------
    start, end : datetime.date or None
        First and last day, both included.
    text : str
        The words that say so, as written.
    precision : DatePrecision
        `RELATIVE` when there was no report date to read the words against; both ends are then None.

    Raises
    ------
    ModelError
        When the ends are the wrong way round.
    """

    start: date | None
    end: date | None
    text: str = ""
    precision: DatePrecision = DatePrecision.DAY

    def __post_init__(self) -> None:
        object.__setattr__(self, "precision", _member(DatePrecision, self.precision, "precision of a date"))
        if self.start is not None and self.end is not None and self.start > self.end:
            raise ModelError(f"a span from {self.start} to {self.end} has its ends the wrong way round")
        if self.precision is DatePrecision.RELATIVE and (self.start or self.end):
            raise ModelError("a relative date has no days until a report date is given")


@dataclass(frozen=True)
class Mark:
    """Which words of the report gave one field of a claim ("strength", "origin", …), in the quote or outside it."""

    field: str
    start: int
    end: int


@dataclass(frozen=True)
class Unplaced:
    """A place name that a claim rests on and that could not be placed, and why."""

    name: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True)
class Claim:
    """What one quote says of one force.

    Parameters
    ----------
    quote : Quote
        The words that say so.
    status : Status
    actor : str or None
        ISO 3166 alpha-2 of the force's country, else the organisation's name ("NATO"); None is not known.
    unit, equipment : str or None
        As written.
    strength : Strength
    origin, destination : Place or None
    via : tuple of Place
    date : DateSpan or None
    voice : str or None
        Who says so, as written; None is the report itself.
    part_of, same_as, shared_with : int or None
        Places in the report's list of claims: the total that this is a part of; the first claim that says the
        very same; the first claim of one undivided strength that several destinations or actors share.
    confidence : float
        0 to 1.
    marks : tuple of Mark
    unplaced : tuple of Unplaced
    extractor : str or None
        Who read it: the name of the extractor that the user called in, None for the program's own grammar.

    Raises
    ------
    ModelError
        When the confidence is outside 0..1, a link is negative, or a mark lies outside the report.
    """

    quote: Quote
    status: Status
    actor: str | None = None
    unit: str | None = None
    equipment: str | None = None
    strength: Strength = Strength()
    origin: Place | None = None
    destination: Place | None = None
    via: tuple[Place, ...] = ()
    date: DateSpan | None = None
    voice: str | None = None
    part_of: int | None = None
    same_as: int | None = None
    shared_with: int | None = None
    confidence: float = 0.5
    marks: tuple[Mark, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    extractor: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "status", _member(Status, self.status, "status"))
        if not 0 <= self.confidence <= 1:
            raise ModelError(f"a confidence of {self.confidence} is not between 0 and 1")
        for link in (self.part_of, self.same_as, self.shared_with):
            if link is not None and link < 0:
                raise ModelError(f"a claim cannot point to claim {link}")
        for mark in self.marks:
            size = len(self.quote.report.text)
            if not 0 <= mark.start < mark.end <= size:
                raise ModelError(f"mark {mark} lies outside report {self.quote.report.id!r}")

    @property
    def report(self) -> Report:
        """The report that the quote stands in."""
        return self.quote.report


@dataclass(frozen=True)
class Disagreement:
    """One field on which the claims of a movement differ: each value as text, with the claims that give it."""

    field: str
    values: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True)
class Movement:
    """What one or more claims agree on, with what they disagree on.

    Parameters
    ----------
    id : str
        Stable: the same claims give the same id, in whatever order the reports came.
    claims : tuple of Claim
        At least one.
    status, actor, unit, equipment, strength, origin, destination, via, date, confidence
        The agreed view; as in `Claim`.
    part_of : str or None
        Id of the movement that this is a part of; its strength is within that movement's.
    shared_with : str or None
        Id of the movement whose undivided strength this one shares.
    disagreements : tuple of Disagreement

    Raises
    ------
    ModelError
        When there is no claim, the id is empty, or the movement is part of itself.
    """

    id: str
    claims: tuple[Claim, ...]
    status: Status
    actor: str | None = None
    unit: str | None = None
    equipment: str | None = None
    strength: Strength = Strength()
    origin: Place | None = None
    destination: Place | None = None
    via: tuple[Place, ...] = ()
    date: DateSpan | None = None
    confidence: float = 0.5
    part_of: str | None = None
    shared_with: str | None = None
    disagreements: tuple[Disagreement, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "status", _member(Status, self.status, "status"))
        if not self.id:
            raise ModelError("a movement needs an id")
        if not self.claims:
            raise ModelError(f"movement {self.id!r} rests on no claim")
        if self.id in (self.part_of, self.shared_with):
            raise ModelError(f"movement {self.id!r} cannot be part of itself")


def _member(kind: type[_E], value: str, what: str) -> _E:
    if value.__class__ is kind:
        return value
    try:
        return kind(value)
    except ValueError:
        raise ModelError(f"{value!r} is no {what}; it is one of {', '.join(kind)}") from None
