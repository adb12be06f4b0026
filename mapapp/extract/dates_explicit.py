"""Dates that name their day, month or year: "20 February 2022", "Feb. 9-20", "2014-2016", "fiscal 2023"."""

from __future__ import annotations

import re
from datetime import date

from mapapp.extract import dates_calendar as calendar
from mapapp.extract.dates_calendar import Days
from mapapp.extract.dates_frame import Frame, Reading
from mapapp.extract.dates_relative import Relative
from mapapp.extract.dates_words import DOUBTFUL, Kind, Token, Tokens
from mapapp.extract.strengths_never import counts, is_label
from mapapp.model import DatePrecision

#: What follows a month that is a place's name.
_PLACE_BEHIND = re.compile(r" (?:Field|Air (?:(?:Force|Reserve) )?Base|AFB|ARB|Barracks)\b")
_RANGE = ("-", "–", "—", "‑")
_YEAR_LEADS = frozenset(
    [
        "in",
        "since",
        "until",
        "till",
        "by",
        "from",
        "to",
        "of",
        "during",
        "before",
        "after",
        "through",
        "between",
        "and",
        "early",
        "late",
        "mid",
        "the",
        "around",
        "about",
    ]
)


def _is_year(token: Token) -> bool:
    return token.kind is Kind.NUMBER and len(token.word) == 4 and 1500 <= token.number <= 2100


class Explicit:
    """Reads the dates that say which day they mean; each method takes the index of a token."""

    def __init__(self, tokens: Tokens, frame: Frame) -> None:
        self.tokens = tokens
        self.frame = frame
        self.relative = Relative(tokens, frame)

    def read(self, index: int) -> Reading | None:
        token = self.tokens.get(index)
        if token is None:
            return None
        if token.kind is Kind.WEEKDAY and not token.plural:
            dated = self.tokens.joined(index + 1, ",", "(", ", the", "the")
            skip = index + 2 if dated is not None and dated.word == "the" else index + 1
            inner = self.read(skip) if dated is not None and dated.kind is not Kind.WEEKDAY else None
            if inner is not None and inner.day is not None:
                return inner
            return None
        if token.kind is Kind.DAY:
            return self._in_figures(index, token)
        if (
            token.kind in (Kind.NUMBER, Kind.ORDINAL)
            and 1 <= token.number <= 31
            and (reading := self._day_month(index))
        ):
            return reading
        if token.kind is Kind.MONTH:
            return self._month(index, token)
        if token.kind is Kind.SEASON:
            return self._season_year(index, token)
        if token.kind is Kind.DECADE:
            return Reading(calendar.years(token.number, token.number + 9), "decade", index + 1)
        if token.kind is Kind.FISCAL or token.word in ("fiscal", "financial"):
            return self._fiscal(index, token)
        if token.kind is Kind.NUMBER:
            return self.year(index)
        return self._feast(index, token)

    def _in_figures(self, index: int, token: Token) -> Reading | None:
        year, month, number = token.other or (0, 0, 0)
        if token.word == "group" and year < 100:
            year = self._century(year)
        try:
            return Reading(calendar.day(year, month, number), "day", index + 1, False, year, month, number)
        except ValueError:
            return None

    def _century(self, two: int) -> int:
        """Return the year that two figures stand for: not more than five years after publication."""
        if self.frame.published is not None:
            limit = self.frame.published.year + 5
            return next(year for year in range(limit, limit - 100, -1) if year % 100 == two)
        return two + (1900 if two >= 40 else 2000)

    def _day_month(self, index: int) -> Reading | None:
        """Read "20 February 2022", "9-20 February", "the 20th of February"."""
        number, last, following = self.tokens.all[index].number, None, index + 1
        if (other := self._other_day(following, number)) is not None:
            last, following = other
        if self.tokens.word(following, "of"):
            following += 1
        month = self.tokens.joined(following, "-")
        if month is None or month.kind is not Kind.MONTH:
            return None
        year, stop = self._year_after(following + 1, month)
        return self._settled(year, month.number, number, last, stop)

    def _other_day(self, index: int, first: int) -> tuple[int, int] | None:
        """Return the last day of "9-20", "9 to 20", "9 and 10", and the index after it."""
        following = index
        token = self.tokens.joined(index, *_RANGE, "/")
        if token is None:
            return None
        dash = self.tokens.gap(index) != ""
        if not dash:
            if token.word not in ("to", "and", "through", "until", "or"):
                return None
            following += 1
            token = self.tokens.joined(following)
        if token is None or token.kind not in (Kind.NUMBER, Kind.ORDINAL) or not first < token.number <= 31:
            return None
        return token.number, following + 1

    def _month(self, index: int, month: Token) -> Reading | None:
        """Read "February 20, 2022", "Feb. 9-20", "February 2022", "February"."""
        first = self.tokens.joined(index + 1)
        if first is not None and first.kind in (Kind.NUMBER, Kind.ORDINAL) and 1 <= first.number <= 31:
            counting = first.kind is Kind.NUMBER and index > 0 and self._after_in(index)
            ordinal_word = first.kind is Kind.ORDINAL and not first.capital
            after = self.frame.text[first.end : first.end + 120]
            if not ordinal_word and not is_label(after) and not (counting and counts(after, 5)):
                last, following = None, index + 2
                if (other := self._other_day(following, first.number)) is not None:
                    behind = self.tokens.joined(other[1])
                    if behind is None or behind.kind is not Kind.MONTH:
                        last, following = other
                year, stop = self._year_after(following, None)
                return self._settled(year, month.number, first.number, last, stop)
        following = index + 1
        if self.tokens.word(following, "of"):
            following += 1
        year_token = self.tokens.joined(following, ",")
        if year_token is not None and _is_year(year_token):
            days = calendar.month(year_token.number, month.number)
            return Reading(days, "month", following + 1, False, year_token.number, month.number)
        spoken, stop = self._spoken_year(following)
        if spoken is not None:
            return Reading(calendar.month(spoken, month.number), "month", stop, False, spoken, month.number)
        if self._names_place(month) or (month.short and not self._short_alone(index)):
            return None
        year = self.frame.year_of(month.number, None)
        bare = month.word in DOUBTFUL or month.short
        known = None if year is None else calendar.month(year, month.number)
        return Reading(known, "month", index + 1, bare, None, month.number)

    def _names_place(self, month: Token) -> bool:
        """Return whether a month opens the name of a place ("March Field", "March Air Reserve Base")."""
        return month.capital and _PLACE_BEHIND.match(self.frame.text, month.end) is not None

    def _after_in(self, index: int) -> bool:
        return self.tokens.all[index - 1].word == "in" and self.tokens.joined(index) is not None

    def _short_alone(self, index: int) -> bool:
        """Return whether "Jan." may stand alone: not before a name ("Jan Mayen", "Mar del Plata")."""
        end = self.tokens.all[index].end
        after = self.frame.text[end : end + 2]
        return not (after[:1].isspace() and after[1:2].isupper()) and not after.lower().startswith(" d")

    def _settled(self, year: int | None, month: int, first: int, last: int | None, stop: int) -> Reading | None:
        known = year if year is not None else self.frame.year_of(month, first)
        try:
            days = None
            if known is not None:
                days = calendar.day(known, month, first)
                if last is not None:
                    days = Days(days.start, date(known, month, last), DatePrecision.SPAN)
            elif last is not None:
                date(2000, month, last)
        except ValueError:
            return None
        return Reading(days, "day" if last is None else "range", stop, False, year, month, first)

    def _year_after(self, index: int, short: Token | None) -> tuple[int | None, int]:
        """Return the year that follows a day and month, if one does, and the index after it."""
        comma = self.tokens.gap(index) in (",", "/")
        following = index + 1 if self.tokens.word(index, "of") or self.tokens.word(index, "in") else index
        token = self.tokens.joined(following, ",", "-")
        if token is not None and _is_year(token):
            return token.number, following + 1
        spoken, stop = self._spoken_year(following)
        if spoken is not None:
            return spoken, stop
        if following == index + 1:
            return None, index
        two = token is not None and token.kind is Kind.NUMBER and len(token.word) == 2 and not comma
        if two and token is not None and short is not None and (short.short or len(short.word) == 3):
            after = self.frame.text[token.end : token.end + 2]
            if not (after[:1].isspace() and after[1:2].islower()) and self.frame.text[short.end - 1] != ".":
                return self._century(token.number), index + 1
        return None, index

    def _spoken_year(self, index: int) -> tuple[int | None, int]:
        """Return the year of "last year", "next year" or "that year" after a month, and the index after it."""
        token = self.tokens.joined(index)
        if (
            token is None
            or token.word not in ("this", "last", "next", "that")
            or not self.tokens.word(index + 1, "year")
        ):
            return None, index
        inner = self.relative.read(index, token, article=False)
        start = inner.days.start if inner is not None and inner.days is not None else None
        return (None, index) if start is None else (start.year, index + 2)

    def year(self, index: int) -> Reading | None:
        """Read "2014", "2014-2016", "2014-16"."""
        token = self.tokens.get(index)
        if token is None or not _is_year(token):
            return None
        before = self.tokens.joined(index)
        lead = before is not None and index > 0 and self.tokens.all[index - 1].word in _YEAR_LEADS
        left = self.frame.text[max(0, token.start - 40) : token.start]
        right = self.frame.text[token.end : token.end + 120]
        if is_label(right, left=left) or (not lead and counts(right, 4)):
            return None
        last = self.tokens.joined(index + 1, *_RANGE)
        if last is not None and self.tokens.gap(index + 1) in _RANGE and last.kind is Kind.NUMBER:
            end = last.number if len(last.word) == 4 else token.number // 100 * 100 + last.number
            if len(last.word) in (2, 4) and token.number < end <= 2100:
                return Reading(calendar.years(token.number, end), "range", index + 2, False, token.number)
        return Reading(calendar.year(token.number), "year", index + 1, False, token.number)

    def _season_year(self, index: int, token: Token) -> Reading | None:
        following = index + 2 if self.tokens.word(index + 1, "of") else index + 1
        year = self.tokens.joined(following, ",")
        if year is not None and _is_year(year):
            stop = following + 1
            second = self.tokens.joined(stop, *_RANGE, "/")
            if (
                second is not None
                and self.tokens.gap(stop) != ""
                and second.kind is Kind.NUMBER
                and len(second.word) in (2, 4)
            ):
                stop += 1
            return Reading(calendar.season(year.number, token.word), "season", stop, False, year.number)
        return None

    def _fiscal(self, index: int, token: Token) -> Reading | None:
        if token.kind is Kind.FISCAL:
            return Reading(calendar.fiscal(token.number), "fiscal", index + 1, False, token.number)
        following = index + 2 if self.tokens.word(index + 1, "year") else index + 1
        year = self.tokens.joined(following)
        if year is None or not _is_year(year):
            return None
        return Reading(calendar.fiscal(year.number), "fiscal", following + 1, False, year.number)

    def _feast(self, index: int, token: Token) -> Reading | None:
        """Read Christmas, Christmas Eve, New Year's Eve and New Year's Day."""
        month, number, stop = 12, 25, index + 1
        if token.word == "new" and self.tokens.word(index + 1, "year"):
            if not self.tokens.word(index + 2, "day", "eve", gaps=("’s", "'s")):
                return None
            eve = self.tokens.word(index + 2, "eve", gaps=("’s", "'s"))
            month, number, stop = (12, 31, index + 3) if eve else (1, 1, index + 3)
        elif token.word != "christmas" or not token.capital:
            return None
        elif self.tokens.word(stop, "day", "eve"):
            number, stop = (24 if self.tokens.word(stop, "eve") else 25), stop + 1
        following = self.tokens.joined(stop, ",")
        year = following.number if following is not None and _is_year(following) else None
        return self._settled(year, month, number, None, stop + (year is not None))
