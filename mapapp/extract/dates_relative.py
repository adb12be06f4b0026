"""Dates that lean on another day: "last week", "in the coming days", "next spring", "that year", "yesterday"."""

from __future__ import annotations

from datetime import timedelta

from mapapp.extract import dates_calendar as calendar
from mapapp.extract.dates_calendar import Days
from mapapp.extract.dates_counted import Counted
from mapapp.extract.dates_frame import Frame, Reading
from mapapp.extract.dates_words import Kind, Token, Tokens
from mapapp.model import DatePrecision

_PAST = frozenset(("last", "past", "previous", "preceding"))
_NOW = frozenset(("this", "current", "present"))
_NEXT = frozenset(("next", "coming", "upcoming", "following"))
_SAME = frozenset(("that", "same"))
DAYPARTS = frozenset(
    ("morning", "afternoon", "evening", "dawn", "dusk", "noon", "midday", "midnight", "daybreak", "sunrise", "sunset")
) | {"nightfall", "night"}
_NOT_SEASON = ("offensive", "campaign", "exercise", "thaw", "training", "counter", "collection", "break", "guard")


class Relative:
    """Reads the dates that need another day to be read against; each method takes the index of a token."""

    def __init__(self, tokens: Tokens, frame: Frame) -> None:
        self.tokens = tokens
        self.frame = frame
        self.counted = Counted(tokens, frame)

    def read(self, index: int, token: Token, *, article: bool) -> Reading | None:
        if token.kind is Kind.WEEKDAY and not token.short and not token.plural:
            return Reading(self.frame.weekday(token.number), "weekday", index + 1)
        if token.kind is Kind.SEASON and article:
            return self._bare_season(index, token)
        if token.kind is Kind.UNIT:
            return self._unit(index, token, article=article)
        if token.kind in (Kind.AMOUNT, Kind.NUMBER):
            return self.counted.read(index)
        return self._word(index, token) or self._leaning(index, token)

    def _word(self, index: int, token: Token) -> Reading | None:
        shift = {"today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1}.get(token.word)
        if shift is not None:
            return Reading(self._around(shift, shift), "today", index + 1)
        if token.word == "overnight":
            return Reading(self._around(-1, 0), "today", index + 1)
        if token.word in ("now", "currently", "presently"):
            return Reading(self._around(0, 0), "now", index + 1)
        if token.word in ("present", "moment") and index and self.tokens.all[index - 1].word in ("at", "the"):
            return Reading(self._around(0, 0), "now", index + 1)
        if token.word in ("last", "this") and self.tokens.word(index + 1, *DAYPARTS):
            back = -1 if token.word == "last" else 0
            return Reading(self._around(back, 0), "today", index + 2)
        if (
            token.word == "new"
            and self.tokens.word(index + 1, "year")
            and not self.tokens.word(index + 2, "s", gaps=("’",))
        ):
            return self._new_year(index + 2)
        return None

    def _new_year(self, stop: int) -> Reading:
        """Read "in the new year": its January."""
        today = self.frame.published
        days = None
        if today is not None:
            days = calendar.month(today.year + (self.frame.tense() is not False and today.month > 1), 1)
        return Reading(days, "month", stop, bare=True)

    def _around(self, first: int, last: int, precision: DatePrecision = DatePrecision.SPAN) -> Days | None:
        """Return the days from `first` to `last`, counted from publication."""
        today = self.frame.published
        if today is None:
            return None
        if first == last:
            precision = DatePrecision.DAY
        return Days(today + timedelta(first), today + timedelta(last), precision)

    def _unit(self, index: int, unit: Token, *, article: bool) -> Reading | None:
        """Read "weeks ago", "the year", "the weekend", "year's end", "the day before yesterday"."""
        name = unit.word.rstrip("s")
        if unit.plural:
            return self.counted.vague_ago(index, index, name)
        if name == "day" and article:
            return self._day_before(index)
        if name == "weekend" and article:
            days = self._around(0, 0)
            if days is not None and self.frame.published is not None:
                ahead = 7 if self.frame.published.weekday() >= 5 else 0
                back = -7 if self.frame.published.weekday() < 6 else 0
                tense = self.frame.tense()
                days = calendar.weekend(self.frame.published + timedelta(ahead if tense else back))
            return Reading(days, "week", index + 1)
        end = self.tokens.word(index + 1, "end", gaps=("-", "’s", "'s", "‑")) and name in ("year", "month", "week")
        if (not article and not end) or name in ("night", "hour"):
            return None
        days = self._current(name)
        if end:
            return Reading(
                None if days is None else calendar.edge(days, "end"),
                "this",
                index + 2,
                self.tokens.gap(index + 1) == "",
            )
        return Reading(days, "this", index + 1, bare=True)

    def _day_before(self, index: int) -> Reading | None:
        side = self.tokens.joined(index + 1)
        if side is None or side.word not in ("before", "after", "earlier"):
            return None
        step = 1 if side.word == "after" else -1
        other = self.tokens.joined(index + 2)
        if other is not None and other.word in ("yesterday", "tomorrow", "today"):
            base = {"yesterday": -1, "today": 0, "tomorrow": 1}[other.word]
            return Reading(self._around(base + step, base + step), "today", index + 3)
        return Reading(self._from_anchor(step), "ago", index + 2, bare=True)

    def _from_anchor(self, step: int) -> Days | None:
        base = self.frame.anchor_day or self.frame.context.day
        if base is None:
            return None
        only = base + timedelta(step)
        return calendar.day(only.year, only.month, only.day)

    def _current(self, name: str) -> Days | None:
        today = self.frame.published
        if today is None:
            return None
        return calendar.whole(name, today, 0)

    def _bare_season(self, index: int, token: Token) -> Reading | None:
        after = self.frame.text[token.end : token.end + 24].lower()
        if (
            self.tokens.word(index + 1, "of")
            or after.lstrip().startswith("of ")
            or after.lstrip().startswith(_NOT_SEASON)
        ):
            return None
        return Reading(self._season(token.word, self.frame.tense()), "season", index + 1, bare=True)

    def _season(self, name: str, tense: bool | None, *, holding: bool = True) -> Days | None:
        """Return the season before, around or after publication."""
        if self.frame.published is None:
            return None
        around = [calendar.season(self.frame.published.year + step, name) for step in (-2, -1, 0, 1, 2)]
        past = [s for s in around if s.start is not None and s.end is not None and s.end < self.frame.published]
        ahead = [s for s in around if s.start is not None and s.start > self.frame.published]
        within = [s for s in around if s not in past and s not in ahead]
        if within and holding:
            return within[0]
        if tense is None:
            return min((past[-1], ahead[0]), key=self._distance)
        return ahead[0] if tense else past[-1]

    def _distance(self, days: Days) -> int:
        assert self.frame.published is not None  # noqa: S101 (asked for only then)
        ends = [abs((end - self.frame.published).days) for end in (days.start, days.end) if end is not None]
        return min(ends)

    def _leaning(self, index: int, token: Token) -> Reading | None:
        """Read "last week", "the past two weeks", "this spring", "next Friday", "that year", "recent days"."""
        word, following = token.word, index + 1
        if word == "recent":
            unit = self.tokens.joined(following)
            if unit is None or unit.kind is not Kind.UNIT or not unit.plural:
                return None
            return Reading(self.counted.stretch_back(unit.word.rstrip("s"), None), "past", following + 1)
        if word == "this" and self.tokens.word(following, "past", "coming"):
            word, following = self.tokens.all[following].word, following + 1
        if word not in _PAST | _NOW | _NEXT | _SAME:
            return None
        amount, following = self.counted.amount(following)
        noun = self.tokens.joined(following)
        if noun is None:
            return None
        if noun.kind is Kind.UNIT:
            return self._leaning_unit(word, amount, noun, following + 1)
        if amount is not None:
            return None
        if noun.kind is Kind.WEEKDAY and not noun.short:
            return Reading(self._leaning_weekday(word, noun.number), "weekday", following + 1)
        if noun.kind is Kind.MONTH and not noun.short:
            return self._leaning_month(word, noun, following + 1)
        if noun.kind is Kind.SEASON:
            tense = True if word in _NEXT else False if word in _PAST else None
            return Reading(self._season(noun.word, tense, holding=word in _NOW), "season", following + 1)
        return None

    def _leaning_unit(self, word: str, amount: int | None, unit: Token, stop: int) -> Reading | None:
        name = "century" if unit.word == "centuries" else unit.word.rstrip("s")
        if unit.plural or amount is not None or (name == "hour" and word in _PAST | _NEXT):
            many = amount or None
            if word in _PAST:
                return Reading(self.counted.stretch_back(name, many), "past", stop)
            if word in _NEXT:
                return Reading(self.counted.stretch_ahead(name, many), "coming", stop)
            return None
        if name == "night" and word == "last":
            return Reading(self._around(-1, 0), "today", stop)
        if name == "century":
            return None
        if word in ("past", "coming"):  # "the past year" is twelve months
            back = word == "past"
            return Reading(
                self.counted.stretch_back(name, 1) if back else self.counted.stretch_ahead(name, 1),
                "past" if back else "coming",
                stop,
            )
        anchored = word in _SAME or word in ("following", "previous", "preceding") or (word, name) == ("next", "day")
        base = self.frame.base if anchored else self.frame.published
        if base is None and anchored and word not in _SAME:
            base = self.frame.published if name != "day" else None
        if base is None:
            return Reading(None, "same" if anchored else "last", stop)
        if name == "hour" or (name == "day" and word in ("last", "present", "current")):
            return None
        step = -1 if word in _PAST else 1 if word in _NEXT else 0
        kind = "same" if anchored else {-1: "last", 0: "this", 1: "next"}[step]
        return Reading(calendar.whole(name, base, step), kind, stop)

    def _leaning_weekday(self, word: str, number: int) -> Days | None:
        today = self.frame.published
        if today is None:
            return None
        if word in _PAST:
            back = (today.weekday() - number) % 7 or 7
            only = today - timedelta(back)
        elif word == "coming":
            only = today + timedelta((number - today.weekday()) % 7 or 7)
        elif word in _NEXT:
            only = today + timedelta(7 - today.weekday() + number)
        else:
            only = today + timedelta(number - today.weekday())
        return calendar.day(only.year, only.month, only.day)

    def _leaning_month(self, word: str, month: Token, stop: int) -> Reading:
        today = self.frame.published
        if today is None:
            return Reading(None, "month", stop, False, None, month.number)
        year = today.year
        if word in _PAST and month.number >= today.month:
            year -= 1
        elif word in _NEXT and month.number <= today.month:
            year += 1
        return Reading(calendar.month(year, month.number), "month", stop, False, year, month.number)
