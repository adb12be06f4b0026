"""The door: of what a model answered, only what has the right shape and stands in the report's own words goes on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from mapapp.llm import fields
from mapapp.llm.refusal import shown
from mapapp.model import Status, StrengthUnit

if TYPE_CHECKING:
    import jsonschema

LINKS = ("part_of", "same_as", "shared_with")
_SPACE = re.compile(r"\s+")


class RefusedError(ValueError):
    """A record that does not pass; the message says why."""


@dataclass(frozen=True)
class Span:
    """Words of the report, by their offsets in it."""

    start: int
    end: int


@dataclass(frozen=True)
class Checked:
    """A record whose words all stand in the report: spans of it, and values that cannot be anything else."""

    number: int
    quote: Span
    status: Status
    actor: str | None
    unit: Span | None
    equipment: Span | None
    quantity: Span | None
    low: int | None
    high: int | None
    counted: StrengthUnit | None
    origin: Span | None
    destination: Span | None
    via: tuple[Span, ...]
    date: Span | None
    voice: Span | None
    links: Mapping[str, int]


class Words:
    """A piece of a report to look for words in, white space being all alike.

    Parameters
    ----------
    text : str
        As it was sent.
    offset : int
        Where in the report it begins.
    """

    def __init__(self, text: str, offset: int) -> None:
        self.offset = offset
        self.folded, self.where = _folded(text)

    def find(self, words: str, within: Span | None = None) -> Span | None:
        """Return where whole words stand, first of all, or None."""
        wanted = _SPACE.sub(" ", words).strip()
        if not wanted:
            return None
        low, high = (0, len(self.folded)) if within is None else self._inside(within)
        start = self.folded.find(wanted, low, high)
        while start >= 0:
            end = start + len(wanted)
            if not (_glued(self.folded, start) or _glued(self.folded, end)):
                return Span(self.offset + self.where[start], self.offset + self.where[end - 1] + 1)
            start = self.folded.find(wanted, start + 1, high)
        return None

    def _inside(self, within: Span) -> tuple[int, int]:
        start, end = (bisect_left(self.where, at - self.offset) for at in (within.start, within.end))
        return start, end


def _folded(text: str) -> tuple[str, list[int]]:
    """Return `text` with each run of white space as one blank, and where each character of that stood."""
    parts: list[str] = []
    where: list[int] = []
    last = 0
    for gap in _SPACE.finditer(text):
        parts += (text[last : gap.start()], " ")
        where += range(last, gap.start() + 1)
        last = gap.end()
    parts.append(text[last:])
    where += range(last, len(text))
    return "".join(parts), where


def _glued(text: str, at: int) -> bool:
    """Whether an offset lies inside a word or a number."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isalnum() and after.isalnum():
        return True
    inside = text[at - 2 : at - 1], text[at + 1 : at + 2]
    return (before in ",." and inside[0].isdigit() and after.isdigit()) or (
        after in ",." and before.isdigit() and inside[1].isdigit()
    )


@cache
def _validator() -> jsonschema.protocols.Validator:
    import jsonschema  # noqa: PLC0415 (wanted by those alone who ask a model)

    return jsonschema.Draft202012Validator(fields.record_schema())


def check(number: int, first: int, record: Any, words: Words) -> Checked:
    """Return a record whose every word was found in the text.

    Parameters
    ----------
    number, first : int
        Its number among the records of the report, and that of the first record of its answer, which links count from.
    record : any
        As answered.
    words : Words
        The piece of the report that was asked about.

    Raises
    ------
    RefusedError
        When it has another shape, or words that the report does not have.
    """
    from jsonschema.exceptions import best_match  # noqa: PLC0415

    fault = best_match(_validator().iter_errors(record))
    if fault is not None:
        path = ".".join(map(str, fault.absolute_path))
        raise RefusedError(f"{path}{': ' * bool(path)}{fault.message[:160]}")
    if len(record["quote"]) > fields.LONGEST_QUOTE:
        raise RefusedError(f"a quote of {len(record['quote']):,} characters; {fields.LONGEST_QUOTE:,} are most")
    quote = words.find(record["quote"])
    if quote is None:
        raise RefusedError(f"its quote is not in the report: {shown(record['quote'])}")

    def inside(name: str, said: str | None) -> Span | None:
        if said is None or not said.strip():
            return None
        found = words.find(said, quote)
        if found is None:
            raise RefusedError(f"its {name} is not in its quote: {shown(said)}")
        return found

    voice = record["voice"]
    spoken = words.find(voice) if voice else None
    if voice and spoken is None:
        raise RefusedError(f"its voice is not in the report: {shown(voice)}")
    counted = record["quantity_unit"]
    return Checked(
        number=number,
        quote=quote,
        status=Status(record["status"]),
        actor=(record["actor"] or "").strip() or None,
        unit=inside("unit", record["unit"]),
        equipment=inside("equipment", record["equipment"]),
        quantity=inside("quantity_text", record["quantity_text"]),
        low=_whole(record["quantity_min"]),
        high=_whole(record["quantity_max"]),
        counted=None if counted is None else StrengthUnit(counted),
        origin=inside("origin", record["origin"]),
        destination=inside("dest", record["dest"]),
        via=tuple(span for name in record["via"] if (span := inside("via", name)) is not None),
        date=inside("date_text", record["date_text"]),
        voice=spoken,
        links={name: first + int(record[name]) for name in LINKS if record[name] is not None},
    )


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)
