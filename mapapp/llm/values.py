"""What the words of a record are worth: numbers, days and actors, by the program's own parsers and tables."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from mapapp.extract import dates, lexicon, strengths
from mapapp.llm.door import Checked, RefusedError, Span
from mapapp.llm.refusal import shown
from mapapp.locate import nations
from mapapp.model import DateSpan, Report, Status, Strength, StrengthUnit

if TYPE_CHECKING:
    from mapapp.extract.dates import DateContext

_ONE = re.compile(r"(?:an?|one|the|its|their|his|a single)\b", re.I)
_NONE = re.compile(r"(?:no|none|not any|zero|any)\b", re.I)
_NAME = re.compile(r"[A-Z][\w'’-]+")
_CODE = re.compile(r"[A-Z]{2}")


class Values:
    """Reads the values of the records of one report."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def strength(self, record: Checked) -> Strength:
        """Return how many, as `strengths` reads the words where they stand in the quote.

        Raises
        ------
        RefusedError
            When the words hold no number, or not the numbers that the record gives.
        """
        told = (record.low, record.high)
        if record.quantity is None:
            return self._untold(record)
        quote = self.report.text[record.quote.start : record.quote.end]
        words = self.report.text[record.quantity.start : record.quantity.end]
        low, high = record.quantity.start - record.quote.start, record.quantity.end - record.quote.start
        found = [one for one in strengths.find(quote) if one.value_start < high and low < one.value_end]
        if not found:
            if not (_ONE.match(words) or _NONE.match(words)):
                raise RefusedError(f"its quantity_text holds no number: {shown(words)}")
            if told == (None, None) or (told == (0, 0) and _NONE.match(words)):
                return Strength(unit=record.counted)
            if told != (1, 1) or _NONE.match(words):
                raise RefusedError(f"it says {_range(*told)} where the words are {shown(words)}")
            return Strength(1, 1, record.counted, implied=True)
        one = found[0]
        if one.low is not None and one.high is not None and not _within(one.low, record.low, record.high, one.high):
            raise RefusedError(f"it says {_range(*told)} where {shown(one.text)} reads {_range(one.low, one.high)}")
        return Strength(one.low, one.high, record.counted, one.approximate)

    @staticmethod
    def _untold(record: Checked) -> Strength:
        """Return the strength of a record without words for it: none, or the 1 of what is named."""
        named = record.unit is not None or record.equipment is not None
        if (record.low, record.high) == (1, 1) and named and record.counted not in (None, StrengthUnit.PERSONNEL):
            return Strength(1, 1, record.counted, implied=True)
        if record.status is Status.DENIED and (record.low, record.high) == (0, 0):
            return Strength(unit=record.counted)
        if record.low is not None or record.high is not None:
            raise RefusedError(f"it says {_range(record.low, record.high)} and gives no words for that")
        return Strength(unit=record.counted)

    def days(self, span: Span, quote: Span) -> DateSpan | None:
        """Return the days that the words of a date mean, as `dates` reads them in the quote, or None."""
        text = self.report.text[quote.start : quote.end]
        low, high = span.start - quote.start, span.end - quote.start
        found = [
            (min(one.end, high) - max(one.start, low), one.span)
            for one in dates.find(text, self.report.published, context=self._context)
            if one.start < high and low < one.end
        ]
        return max(found, key=lambda pair: pair[0])[1] if found else None

    @cached_property
    def _context(self) -> DateContext:
        return dates.context(self.report.text, self.report.published)

    def actor(self, said: str) -> tuple[str | None, str | None]:
        """Return the actor that a record names, or None and why it is left open.

        Raises
        ------
        RefusedError
            When it is neither a country's code nor a force that the report names.
        """
        if _CODE.fullmatch(said) and said in nations.codes():
            if said in self._countries:
                return said, None
            return None, f"nothing in the report names {nations.country(said).name}"
        known = {hit.name for hit in nations.find_organisations(said)} or {said} & set(nations.organisations().values())
        if len(known) == 1 and (name := known.pop()) in self._organisations:
            return name, None
        meaning = nations.lookup(said)
        if meaning is not None and meaning[0] in self._countries:
            return meaning[0], None
        if 1 < len(said) <= 80 and not _CODE.fullmatch(said) and re.search(rf"\b{re.escape(said)}\b", self._told):
            return " ".join(said.split()), None
        raise RefusedError(f"its actor is no country's code and no force that the report names: {shown(said)}")

    @cached_property
    def _told(self) -> str:
        told = (self.report.title, self.report.publisher, self.report.text)
        return "\n".join(part for part in told if part)

    @cached_property
    def _countries(self) -> frozenset[str]:
        """The countries that the report names, or whose leaders it names."""
        named = {hit.country for hit in nations.find(self._told)}
        people = {lexicon.leader(name, self.report.published) for name in set(_NAME.findall(self._told))}
        return frozenset(named | {country for country in people if country})

    @cached_property
    def _organisations(self) -> frozenset[str]:
        return frozenset(hit.name for hit in nations.find_organisations(self._told))


def _within(low: int, told_low: int | None, told_high: int | None, high: int) -> bool:
    given = [number for number in (told_low, told_high) if number is not None]
    return all(low <= number <= high for number in given) and (len(given) < 2 or given[0] <= given[1])


def _range(low: int | None, high: int | None) -> str:
    low, high = (min(one, 10**12) if one is not None else None for one in (low, high))
    if low == high or low is None or high is None:
        return f"{(low if low is not None else high):,}" if (low, high) != (None, None) else "no number"
    return f"{low:,} to {high:,}"
