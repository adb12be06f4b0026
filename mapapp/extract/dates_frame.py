"""What a date is read against: the day of publication, what the report said before, and the tense around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from mapapp.extract import dates_calendar as calendar
from mapapp.extract.dates_calendar import Days

_FUTURE = (
    r"will|shall|would|won[’']t|[’']ll|going\sto|due|scheduled|set\sto|expected|plan(?:s|ned|ning)?\s(?:to|for|on)|"
    r"intend\w{0,3}|about\sto|(?:is|are|was|were)\sto|upcoming|forthcoming|could|might|should"
)
_PAST = (
    r"said|says|told|was|were|had|has|have|did|(?<!\bbe\s)(?<!\bbeing\s)(?:[a-z]{2,14}ed|sent|went|left|came|began|took|made|"
    r"gave|brought|flew|withdrew|saw|held|met|won|set\soff|put|built|struck|fell|rose|led|fought|quit|set\sup|got)"
)
#: An infinitive tells nothing by itself: "ordered the ship to move on Friday".
_OPEN = r"to\s(?!the\b|an?\b|its\b)(?-i:[a-z]{2,14})"
_CUE = re.compile(rf"\b(?:(?P<future>{_FUTURE})|(?P<past>{_PAST})|(?P<open>{_OPEN}))\b", re.I)
#: A sentence's end; not the point of "Feb." or "U.S."
_STOP = re.compile(r"(?<!\b[A-Z][a-z][a-z])(?<!\bSept)(?<!\b[A-Z])[.!?;](?=\s)|\n\s*\n")
_LOOK = 100
#: "Would arrive on April 3" may be told on April 6.
_JUST_GONE = 10
#: How far, in characters, an earlier date with its year lends that year to a bare month.
_REACH = 400


@dataclass(frozen=True)
class DateContext:
    """What a report said earlier, for bare months, days and phrases like "the next day".

    Parameters
    ----------
    year : int or None
        The year that bare months and days belong to, whatever the day of publication.
    day : datetime.date or None
        The last day named, for "two days later".
    """

    year: int | None = None
    day: date | None = None


@dataclass(frozen=True)
class Reading:
    """A date as read: its days (None when there is nothing to read it against) and the token after it.

    `bare` wants a preposition before it; `year`, `month` and `day` are what was written, for ranges.
    """

    days: Days | None
    kind: str
    stop: int
    bare: bool = False
    year: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass
class Frame:
    """The setting of the dates of one text; `anchor` moves on as dates are read."""

    text: str
    published: date | None
    context: DateContext
    future: bool | None
    begin: int = 0  # offset of the phrase that is being read
    lead: str | None = None  # "since", "by" …: what stands before the date
    anchor: date | None = None
    anchor_end: int = 0
    anchor_day: date | None = None

    def tense(self) -> bool | None:
        """Return True for what is to come, False for what is past, None where the words around do not tell."""
        if self.future is not None:
            return self.future
        start, lead = self.begin, self.lead
        if lead == "since":
            return False
        deadline = lead in ("by", "until", "before")
        before = self._cues_before(start)
        if before and deadline and before[-1]["past"]:  # "announced a withdrawal by Friday", but "had left by Friday"
            return before[-1]["past"].lower() not in ("had", "was", "were", "has", "have")
        told = [cue for cue in before if not cue["open"]]
        if told and (told[-1]["future"] or told[-1] is before[-1]):
            return told[-1]["future"] is not None
        if deadline or lead == "from":
            return True
        after = None if before else self._cue_after(start)
        return None if after is None or after["open"] else after["future"] is not None

    def _cues_before(self, start: int) -> list[re.Match[str]]:
        """Return the words of the same sentence, before `start`, that tell the tense."""
        low = max(0, start - _LOOK)
        for stop in _STOP.finditer(self.text, low, start):
            low = stop.end()
        return list(_CUE.finditer(self.text, low, start))

    def _cue_after(self, start: int) -> re.Match[str] | None:
        """Return the first word of the same sentence, from `start`, that tells the tense."""
        high = min(len(self.text), start + _LOOK)
        stop = _STOP.search(self.text, start, high)
        return _CUE.search(self.text, start, stop.start() if stop else high)

    def year_of(self, month: int, day: int | None) -> int | None:
        """Return the sensible year of a bare month or day; None when there is nothing to read it against."""
        if self.context.year is not None:
            return self.context.year
        tense = self.tense()
        if self.anchor is not None and not tense:
            near = self.begin - self.anchor_end <= _REACH and "\n\n" not in self.text[self.anchor_end : self.begin]
            older = self.published is None or self.anchor.year < self.published.year
            if older and (near or self.published is None):
                return self._nearest(month, day, self.anchor, None)
        return None if self.published is None else self._nearest(month, day, self.published, tense)

    @staticmethod
    def _nearest(month: int, day: int | None, base: date, tense: bool | None) -> int | None:
        best: tuple[int, int] | None = None
        for year in range(max(1, base.year - 4), min(9999, base.year + 4) + 1):
            try:
                days = calendar.month(year, month) if day is None else calendar.day(year, month, day)
            except ValueError:
                continue  # 29 February
            assert days.start is not None and days.end is not None  # noqa: S101, PT018 (both ends are closed)
            gone = (base - days.end).days > (0 if day is None else _JUST_GONE)
            if (tense and gone) or (tense is False and days.start > base):
                continue
            middle = days.start + (days.end - days.start) / 2
            distance = abs((middle - base).days)
            if best is None or distance < best[0]:
                best = (distance, year)
        return None if best is None else best[1]

    def weekday(self, number: int) -> Days | None:
        """Return the day of the week that is meant: the latest up to publication, or the next by the tense."""
        if self.published is None:
            return None
        back = (self.published.weekday() - number) % 7
        ahead = (number - self.published.weekday()) % 7
        only = self.published + timedelta(ahead if self.tense() else -back)
        return calendar.day(only.year, only.month, only.day)

    @property
    def base(self) -> date | None:
        """The last date named, for "two days later" and "the following week"."""
        return self.anchor_day or self.anchor or self.context.day

    def remember(self, days: Days | None, end: int, *, dated: bool) -> None:
        """Keep a date that was given with its year, or a single day, for what follows."""
        if days is None or days.start is None:
            return
        if dated:
            self.anchor, self.anchor_end = days.start, end
        if days.start == days.end:
            self.anchor_day = days.start
