"""What a record is: the definitions that prompt, schema and door share, with the names and values of `mapapp.model`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mapapp.extract import strengths
from mapapp.model import Status, StrengthUnit

#: The most records in one answer, and the longest quote: one that takes in half a report shows nothing.
MOST_RECORDS = 300
LONGEST_QUOTE = 1_000

STATUSES = {
    Status.COMPLETED: "it has happened: they arrived, were sent, set up a base",
    Status.UNDER_WAY: "it is happening now: they are on their way",
    Status.ORDERED: "those who may order it have done so, and no more is told",
    Status.PLANNED: "announced or decided for later",
    Status.POSSIBLE: "considered, proposed, conditional: could, may, if",
    Status.ON_ALERT: "made ready to go; this alone needs no place",
    Status.PRESENT: "they are somewhere: stationed, based, massed, staying",
    Status.WITHDRAWN: "they have left; the place left is the origin",
    Status.DENIED: "somebody says that it does not or did not happen",
}
#: Words whose numbers are a convention: the prompt shows what `strengths` makes of them.
CONVENTIONS = ("about 900", "at least 500", "up to 350", "200 to 300", "several", "dozens", "hundreds", "thousands")

_TEXT: dict[str, Any] = {"type": ["string", "null"]}
_LINK: dict[str, Any] = {"type": ["integer", "null"]}


@dataclass(frozen=True)
class Field:
    """One field of a record: its JSON schema, and what it means."""

    name: str
    schema: dict[str, Any]
    meaning: str


FIELDS = (
    Field("quote", {"type": "string"}, "the words of the text that say it all, copied exactly: one sentence, or more"),
    Field(
        "actor", _TEXT, "whose forces: ISO 3166 alpha-2 of the country, else the organisation's name; null if untold"
    ),
    Field("unit", _TEXT, "the formation or ship by its name, as in the quote"),
    Field("equipment", _TEXT, "what type of ship, aircraft or vehicle, as in the quote"),
    Field("quantity_text", _TEXT, 'the words that say how many, as in the quote ("about 1,700", "a")'),
    Field("quantity_min", _LINK, "the lowest number that these words allow; null if they tell none"),
    Field("quantity_max", _LINK, "the highest number that these words allow; null if they tell none"),
    Field(
        "quantity_unit",
        {"type": ["string", "null"], "enum": [*map(str, StrengthUnit), None]},
        "what is counted; a formation is one of `units`, an installation `other`",
    ),
    Field("origin", _TEXT, "the name of the place they come from or leave, as in the quote"),
    Field("dest", _TEXT, "the name of the place they go to or are at, as in the quote"),
    Field("via", {"type": "array", "items": {"type": "string"}}, "names of places on the way, as in the quote"),
    Field("status", {"type": "string", "enum": [*map(str, Status)]}, "see below"),
    Field("date_text", _TEXT, "the words that say when it happens, as in the quote; not the day of the report"),
    Field("voice", _TEXT, "who says so, as in the text; null if the report itself does"),
    Field("part_of", _LINK, "the number of the record (from 0) that this is a part of"),
    Field("same_as", _LINK, "the number of the earlier record that this tells again"),
    Field("shared_with", _LINK, "the number of the earlier record with which this shares one undivided strength"),
)


def record_schema() -> dict[str, Any]:
    """Return the JSON schema of one record."""
    return {
        "type": "object",
        "properties": {field.name: field.schema for field in FIELDS},
        "required": [field.name for field in FIELDS],
        "additionalProperties": False,
    }


def answer_schema() -> dict[str, Any]:
    """Return the JSON schema of an answer, in the subset that endpoints take for constrained output."""
    return {
        "type": "object",
        "properties": {"records": {"type": "array", "items": record_schema()}},
        "required": ["records"],
        "additionalProperties": False,
    }


def convention(words: str) -> str:
    """Return what the program makes of words for a number: "hundreds: 200 to 999"."""
    (found,) = strengths.find(f"{words} troops")
    return f"{words}: {found.low}" if found.low == found.high else f"{words}: {found.low} to {found.high}"
