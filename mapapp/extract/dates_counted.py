"""Dates counted from a day: "three days ago", "two years later", "weeks ago", "within 48 hours", "in two weeks"."""

from __future__ import annotations

from datetime import timedelta

from mapapp.extract import dates_calendar as calendar
from mapapp.extract.dates_calendar import Days
from mapapp.extract.dates_frame import Frame, Reading
from mapapp.extract.dates_words import Kind, Tokens
from mapapp.model import DatePrecision


class Counted:
    """Reads an amount of days, weeks, months or years and counts it from a day; methods take the index of a token."""

    def __init__(self, tokens: Tokens, frame: Frame) -> None:
        self.tokens = tokens
        self.frame = frame

    def amount(self, index: int) -> tuple[int | None, int]:
        """Return a small number (0 is "a few"), or None without one, and the index after it."""
        token = self.tokens.at(index)
        if token is None or token.kind not in (Kind.AMOUNT, Kind.NUMBER):
            return None, index
        number, following = token.number, index + 1
        if token.word in ("a", "an") and (few := self.tokens.joined(following)) is not None and few.kind is Kind.AMOUNT:
            number, following = few.number, following + 1
        elif token.number >= 20 and token.number % 10 == 0 and token.kind is Kind.AMOUNT:
            units = self.tokens.joined(following, "-")
            if units is not None and units.kind is Kind.AMOUNT and 0 < units.number < 10:
                number, following = number + units.number, following + 1
        while self.tokens.word(following, "of"):
            following += 1
        return (number, following) if number <= 999 else (None, index)

    def stretch_back(self, name: str, amount: int | None) -> Days | None:
        """Return the days up to publication; without an amount, what "a few" stands for."""
        today = self.frame.published
        if today is None:
            return None
        return Days(calendar.counted(today, name, amount, -1), today, DatePrecision.SPAN)

    def stretch_ahead(self, name: str, amount: int | None) -> Days | None:
        """Return the days from publication on."""
        today = self.frame.published
        if today is None:
            return None
        return Days(today, calendar.counted(today, name, amount, 1), DatePrecision.SPAN)

    def vague_ago(self, begin: int, index: int, name: str) -> Reading | None:
        """Read "weeks ago", "days later"; also "within days"."""
        if not self.tokens.word(index + 1, "ago", "earlier"):
            if begin and self.tokens.all[begin - 1].word == "within" and self.frame.tense() is not False:
                return Reading(self.stretch_ahead(name, None), "coming", index + 1)
            return None
        today = self.frame.published
        days = None
        if today is not None and name in calendar.VAGUE_DAYS:
            size = calendar.UNIT_DAYS.get(name, 1)
            days = Days(today - timedelta(calendar.VAGUE_DAYS[name]), today - timedelta(2 * size), DatePrecision.SPAN)
        elif today is not None and name in calendar.VAGUE_MONTHS:
            size = calendar.UNIT_MONTHS[name]
            first, last = (
                calendar.moved(today, -max(calendar.VAGUE_MONTHS[name], 10 * size)),
                calendar.moved(today, -2 * size),
            )
            days = Days(first, last, DatePrecision.SPAN)
        return Reading(days, "ago", index + 2)

    def read(self, index: int) -> Reading | None:
        """Read "three days ago", "a month earlier", "two years later", "in two weeks", "within 48 hours"."""
        amount, following = self.amount(index)
        unit = self.tokens.joined(following)
        if amount is None or unit is None or unit.kind is not Kind.UNIT:
            return None
        name = "century" if unit.word == "centuries" else unit.word.rstrip("s")
        if amount == 0:
            return self.vague_ago(index, following, name) if unit.plural else None
        stop = following + 2
        if self.tokens.word(following + 1, "ago"):
            base, step = self.frame.published, -1
        elif self.tokens.word(following + 1, "earlier", "before"):
            base, step = (
                self.frame.base or self.frame.published,
                -1,
            )
        elif self.tokens.word(following + 1, "later", "after", "hence"):
            base, step = self.frame.base, 1
        elif self.tokens.word(following + 1, "from") and self.tokens.word(following + 2, "now"):
            base, step, stop = self.frame.published, 1, stop + 1
        else:
            return self._ahead(index, amount, name, following + 1)
        if self.tokens.word(following + 1, "before", "after") and self.tokens.joined(following + 2) is not None:
            return None  # "two days before Friday"
        if base is None:
            return Reading(None, "ago", stop)
        if name == "hour":
            day = base + timedelta(step * (amount // 24))
            return Reading(
                Days(min(day, day + timedelta(step)) if step < 0 else day, day, DatePrecision.SPAN), "ago", stop
            )
        return Reading(calendar.whole(name, base, step * amount), "ago", stop)

    def _ahead(self, index: int, amount: int, name: str, stop: int) -> Reading | None:
        """Read "within 48 hours" and, of what is to come, "in two weeks"."""
        before = self.tokens.all[index - 1].word if index and self.tokens.joined(index) is not None else ""
        tense = self.frame.tense()
        if before == "within" and tense is not False:
            return Reading(self.stretch_ahead(name, amount), "coming", stop)
        if before != "in" or not tense:
            return None
        if self.tokens.word(stop, "time", gaps=("’", "'", "’s", "'s")):
            stop += 1
        if self.frame.published is None:
            return Reading(None, "coming", stop)
        if name == "hour":
            return Reading(self.stretch_ahead(name, amount), "coming", stop)
        return Reading(calendar.whole(name, self.frame.published, amount), "coming", stop)
