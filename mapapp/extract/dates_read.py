"""The grammar of single dates with the words that narrow them: "early", "the end of", "the first half of", "later".

Each method takes the index of a token and returns a `Reading`, or None when no date begins there.  A reading spans a
handful of tokens, so that nothing is looked at often.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from mapapp.extract import dates_calendar as calendar
from mapapp.extract.dates_calendar import Days
from mapapp.extract.dates_explicit import Explicit
from mapapp.extract.dates_frame import Frame, Reading
from mapapp.extract.dates_relative import Relative
from mapapp.extract.dates_words import Kind, Token, Tokens
from mapapp.model import DatePrecision

#: How many narrowing words may stand in a row ("the end of the first half of late 2022").
_DEEPEST = 4
#: What may stand between the words of one date.
_GAPS = ("", "-", "–", "‑")
_PARTS = {"early": "early", "mid": "mid", "middle": "mid", "late": "late"}
_EDGES = {"end": "end", "close": "end", "start": "start", "beginning": "start", "turn": "start"}


class Reader:
    """Reads dates off the tokens of a text, in the setting of a frame."""

    def __init__(self, tokens: Tokens, frame: Frame) -> None:
        self.tokens = tokens
        self.frame = frame
        self.explicit = Explicit(tokens, frame)
        self.relative = Relative(tokens, frame)
        self._depth = 0

    def modified(self, index: int) -> Reading | None:
        """Read a date with the words that narrow it: "early", "the end of", "later", "the first half of"."""
        if self._depth == _DEEPEST:
            return None
        self._depth += 1
        try:
            return self._modified(index)
        finally:
            self._depth -= 1

    def _modified(self, index: int) -> Reading | None:
        token = self.tokens.get(index)
        if token is None or (index != self.tokens.first and self.tokens.gap(index) not in _GAPS):
            return None
        if token.word == "the" and (after := self.tokens.joined(index + 1)) is not None:
            return self._whole(index + 1, after, article=True)
        return self._whole(index, token, article=False)

    def _whole(self, index: int, token: Token, *, article: bool) -> Reading | None:
        return (
            self._narrowed(index, token)
            or self.explicit.read(index)
            or self.relative.read(index, token, article=article)
        )

    # Narrowing words ------------------------------------------------------------------------------------------

    def _narrowed(self, index: int, token: Token) -> Reading | None:
        word = token.word
        if word in _PARTS:
            return self._part(index, _PARTS[word])
        if word in _EDGES and self.tokens.word(index + 1, "of"):
            inner = self.modified(index + 2)
            return self._apply(inner, lambda days: calendar.edge(days, _EDGES[word]))
        if word in ("rest", "remainder") and self.tokens.word(index + 1, "of"):
            return self._split(self.modified(index + 2), later=True)
        if word in ("earlier", "later"):
            return self._earlier(index, later=word == "later")
        if token.kind in (Kind.ORDINAL, Kind.PIECE) or word in ("last", "final", "past"):
            return self._piece(index, token)
        return None

    def _part(self, index: int, which: str) -> Reading | None:
        following = index + 1
        if self.tokens.joined(following, "-", "–", "‑") is None:
            return None
        while self.tokens.word(following, "in", "on", "of", gaps=("-", "–", "‑")):
            following += 1
        inner = self.modified(following)
        if inner is None or inner.kind in ("now", "group"):
            return None
        return self._apply(inner, lambda days: calendar.part(days, which))

    @staticmethod
    def _apply(inner: Reading | None, change: Callable[[Days], Days]) -> Reading | None:
        if inner is None:
            return None
        return replace(inner, days=None if inner.days is None else change(inner.days), bare=False)

    def _earlier(self, index: int, *, later: bool) -> Reading | None:
        """Read "earlier this month", "later in the year", "later that day"."""
        following = index + 1
        while self.tokens.word(following, "in", "on"):
            following += 1
        inner = self.modified(following)
        if inner is None or (following == index + 1 and inner.kind not in ("this", "same", "day", "today")):
            return None
        return self._split(inner, later=later)

    def until_now(self, days: Days | None) -> Days | None:
        """Return the part of a span up to publication ("so far this year")."""
        cut = self._split(Reading(days, "this", 0), later=False)
        return None if cut is None else cut.days

    def _split(self, inner: Reading | None, *, later: bool) -> Reading | None:
        """Cut a span that holds the day of publication there."""
        if inner is None:
            return None
        days, today = inner.days, self.frame.published
        if days is None or today is None or days.start is None or days.end is None:
            return replace(inner, bare=False)
        if days.start <= today <= days.end and days.start != days.end:
            ends = (today, days.end) if later else (days.start, today)
            days = Days(*ends, DatePrecision.SPAN)
        return replace(inner, days=days, bare=False)

    def _piece(self, index: int, token: Token) -> Reading | None:
        """Read "the second quarter of 2024", "Q2 2024", "the first half of the year", "the last week of March"."""
        number, following = token.number, index + 1
        if token.kind is Kind.PIECE:
            pieces = 4 if token.word == "q" else 2
        elif self.tokens.word(following, "half", "quarter"):
            after = self.tokens.get(following)
            pieces = 4 if after is not None and after.word == "quarter" else 2
            number = number or pieces
            following += 1
        else:
            return self._stretch(index, token)
        if number > pieces:
            return None
        while self.tokens.word(following, "of"):
            following += 1
        inner = self.modified(following) if self.tokens.get(following) is not None else None
        if inner is None or inner.kind not in ("year", "month", "this", "last", "next", "fiscal"):
            if pieces != 4 or (following > index + 1 and self.tokens.word(following - 1, "of")):
                return None
            inner = self._this_year(following, number)
        return self._apply(inner, lambda days: calendar.piece(days, number, pieces))

    def _this_year(self, stop: int, quarter: int) -> Reading:
        """Return the year of a bare "second quarter"."""
        year = self.frame.year_of(3 * quarter - 1, None)
        return Reading(None if year is None else calendar.year(year), "year", stop)

    def _stretch(self, index: int, token: Token) -> Reading | None:
        """Read "the first week of March", "the last days of 2021"."""
        following = index + 1
        if token.kind is Kind.ORDINAL and token.capital:
            return None
        few = self.tokens.joined(following)
        if few is not None and few.kind is Kind.AMOUNT:
            following += 1
        unit = self.tokens.joined(following)
        if unit is None or unit.kind is not Kind.UNIT or not self.tokens.word(following + 1, "of"):
            return None
        inner = self.modified(following + 2)
        if inner is None or inner.kind in ("day", "weekday", "today", "now"):
            return None
        size = {"day": 3 if unit.plural else 1, "week": 14 if unit.plural else 7, "month": 31}.get(
            unit.word.rstrip("s")
        )
        if size is None:
            return None
        number = token.number

        def change(days: Days) -> Days:
            if days.start is None or days.end is None:
                return days
            if number:
                first = days.start + timedelta(size * (number - 1))
                return Days(first, max(first, min(days.end, first + timedelta(size - 1))), DatePrecision.SPAN)
            return Days(max(days.start, days.end - timedelta(size - 1)), days.end, DatePrecision.SPAN)

        return self._apply(inner, change)
