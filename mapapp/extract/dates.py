"""Dates: the date phrases of a text, read against the day it was published.

`find` reads "on Wednesday", "since late last year", "through Feb. 20", "between March 3 and 7" and the like into
spans of days, both ends included; an end that the words leave open is None.  Without a day of publication,
absolute dates still resolve and relative ones are said to be relative.  What "early", "late", "spring" and
"fiscal" mean stands in `dates_calendar`, what "a few weeks" means in `dates_read`.  Time is linear in the length
of the text.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from mapapp.extract.dates_calendar import Days
from mapapp.extract.dates_frame import DateContext, Frame, Reading
from mapapp.extract.dates_read import Reader
from mapapp.extract.dates_relative import DAYPARTS
from mapapp.extract.dates_words import ANCHOR, Kind, Tokens
from mapapp.model import DatePrecision, DateSpan

__all__ = ["DateContext", "FoundDate", "context", "find"]

_LEADS = {"since": "since", "until": "until", "till": "until", "through": "until", "thru": "until", "by": "by"}
_LEADS |= {"before": "before", "after": "after", "from": "from", "between": "between", "starting": "from"}
_LEADS |= {"beginning": "from", "effective": "from"}
_LEADS |= dict.fromkeys(
    ("on", "in", "at", "during", "over", "within", "for", "around", "about", "throughout", "of"), "at"
)
_TO = ("to", "until", "till", "through", "thru")
_DASHES = ("-", "–", "‑")
_NAMED = ("day", "month", "year", "weekday", "season", "last", "this", "next", "range")


@dataclass(frozen=True)
class FoundDate:
    """A date phrase: ``span.text == source[start:end]``.

    Parameters
    ----------
    start, end : int
        Offsets of the phrase, with its preposition ("since late last year").
    span : DateSpan
    kind : str
        How it was said: day, range, weekday, today, now, last, this, next, same, month, season, year, decade, fiscal,
        past ("the past week"), coming, ago, week; or the preposition that opens or ends it: since, until, by, before,
        after, from.
    """

    start: int
    end: int
    span: DateSpan
    kind: str


def find(
    text: str, published: date | None, *, context: DateContext | None = None, future: bool | None = None
) -> list[FoundDate]:
    """Return the date phrases of `text` in order; they do not overlap.

    Parameters
    ----------
    text : str
    published : datetime.date or None
        The day that "Wednesday" is read against; None leaves relative dates without days.
    context : DateContext or None
        What was said before this text.
    future : bool or None
        Whether the text tells what is to come (True) or what is past (False); None takes it from the words around
        each date, where they tell.

    Examples
    --------
    >>> found = find("They will stay through Feb. 20.", date(2022, 2, 2))
    >>> [(d.span.text, d.span.start, str(d.span.end), d.kind) for d in found]
    [('through Feb. 20', None, '2022-02-20', 'until')]
    """
    if ANCHOR.search(text.lower()) is None:
        return []
    frame = Frame(text, published, context or DateContext(), future)
    phrases = _Phrases(Tokens(text), frame)
    found: list[FoundDate] = []
    index = 0
    while index < len(phrases.tokens):
        try:
            date_found, stop = phrases.read(index)
        except (ValueError, OverflowError):  # a day that the calendar does not have
            date_found, stop = None, index + 1
        if date_found is not None:
            found.append(date_found)
        index = max(stop, index + 1)
    return found


def context(text: str, published: date | None) -> DateContext:
    """Return the year that the bare months and days of a whole report belong to, if it is not that of publication.

    A text that gives its days with one earlier year, and never speaks of "Wednesday" or "last month", tells history:
    its bare days belong to that year.  Without a day of publication the year that it names most often is taken.

    Examples
    --------
    >>> context("On 2 April 1982 they landed. The ships left on 5 April.", date(2022, 2, 2))
    DateContext(year=1982, day=None)
    """
    years: Counter[int] = Counter()
    for found in find(text, None):
        span = found.span
        if span.precision is DatePrecision.RELATIVE and found.kind not in ("day", "month", "range", *_LEADS.values()):
            if published is not None:
                return DateContext()
        elif span.start is not None and span.end is not None and span.start.year == span.end.year:
            exact = span.precision in (DatePrecision.DAY, DatePrecision.MONTH)
            years[span.start.year] += exact or published is None
    if not years.total():
        return DateContext()
    year = years.most_common(1)[0][0]
    if published is not None and (len(years) > 1 or year >= published.year):
        return DateContext()
    return DateContext(year=year)


class _Phrases:
    """Dates with what stands around them: prepositions, ranges, parts of the day."""

    def __init__(self, tokens: Tokens, frame: Frame) -> None:
        self.tokens = tokens
        self.frame = frame
        self.reader = Reader(tokens, frame)

    def read(self, index: int) -> tuple[FoundDate | None, int]:
        """Return the date phrase that begins at a token, if one does, and the index to go on from."""
        lead, following = self._lead(index)
        start = self.tokens.all[index].start
        self.tokens.first, self.frame.begin, self.frame.lead = following, start, lead
        if following > index and self.tokens.gap(following) not in ("", "-", "–", "‑"):
            return None, index + 1
        reading = self.reader.modified(following)
        if reading is None:
            return None, index + 1
        days, stop, kind = reading.days, reading.stop, reading.kind
        ranged = self._range(reading, lead)
        if ranged is not None:
            days, stop, kind = ranged.days, ranged.stop, "range"
        elif (lead == "between" and kind != "range") or (reading.bare and lead is None):
            return None, index + 1
        if self.tokens.text.startswith(("so far", "So far"), start):
            days = self.reader.until_now(days)
        stop = self._day_part(stop)
        end = self.tokens.all[stop - 1].end
        if "(" in self.frame.text[start:end] and self.frame.text[end : end + 1] == ")":
            end += 1
        self.frame.remember(days, end, dated=reading.year is not None and reading.month is not None)
        if lead not in (None, "at", "between") and not (lead == "from" and kind == "range"):
            attributive = self.tokens.all[following].word == "the" and reading.kind in ("year", "month")
            days, kind = _opened(days, str(lead), attributive=attributive), str(lead)
        if days is None:
            span = DateSpan(None, None, self.frame.text[start:end], DatePrecision.RELATIVE)
        else:
            span = DateSpan(days.start, days.end, self.frame.text[start:end], days.precision)
        return FoundDate(start, end, span, kind), stop

    def _lead(self, index: int) -> tuple[str | None, int]:
        """Return what the words before a date make of it, and the index of the date."""
        lead: str | None = None
        position = index
        for _ in range(4):
            token = self.tokens.get(position) if position == index else self.tokens.joined(position)
            if token is None or token.kind is not Kind.WORD:
                break
            word, found, step = token.word, _LEADS.get(token.word), 1
            if word == "as" and self.tokens.word(position + 1, "of", "early", "late", "from"):
                found, step = "from" if self.tokens.word(position + 1, "from") else "at", 2
                if self.tokens.word(position + 1, "early", "late") and self.tokens.word(position + 2, "as"):
                    step = 3
            elif (word == "up" and self.tokens.word(position + 1, "until", "to", "till")) or (
                word == "through" and self.tokens.word(position + 1, "to")
            ):
                found, step = "until", 2
            elif (
                word in ("no", "not")
                and self.tokens.word(position + 1, "later")
                and self.tokens.word(position + 2, "than")
            ):
                found, step = "by", 3
            elif word in ("prior", "ahead") and self.tokens.word(position + 1, "to", "of"):
                found, step = "before", 2
            elif word == "at" and self.tokens.word(position + 1, "least"):
                step = 2
            elif word == "ever" and self.tokens.word(position + 1, "since"):
                found, step = "since", 2
            elif word == "following" and position == index and not self._article_before(position):
                found = "after"
            elif word in ("starting", "beginning") and self.tokens.word(position + 1, "of"):
                break
            elif word == "so" and self.tokens.word(position + 1, "far"):
                found, step = "at", 2
            elif self.tokens.word(position + 1, "on", "of") and word in DAYPARTS and lead == "at":
                step = 2
            elif word == "the" and self.tokens.word(position + 1, *DAYPARTS) and self.tokens.word(position + 2, "of"):
                step = 3
            if found is None and step == 1:
                break
            lead = found if found is not None and (lead in (None, "at") or found != "at") else lead
            position += step
        return (lead, position) if position > index else (None, index)

    def _article_before(self, index: int) -> bool:
        return index > 0 and self.tokens.joined(index) is not None and self.tokens.all[index - 1].word == "the"

    def _range(self, first: Reading, lead: str | None) -> Reading | None:
        """Return "from X to Y", "between X and Y", "X to Y" and "X-Y" as one reading."""
        index = first.stop
        token = self.tokens.joined(index, *_DASHES)
        if token is None or first.kind not in _NAMED:
            return None
        dash = self.tokens.gap(index) in _DASHES
        if lead == "between":
            if token.word != "and":
                return None
            index += 1
        elif token.word in _TO and not dash:
            index += 1
        elif not dash:
            return None
        second = self._second(index, first)
        if second is None:
            return None
        days = self._span(first, second)
        return None if days is None and first.days is not None else Reading(days, "range", second.stop)

    def _second(self, index: int, first: Reading) -> Reading | None:
        """Read the end of a range, which may be a mere day of the same month ("between March 3 and 7")."""
        token = self.tokens.get(index)
        second = self.reader.modified(index)
        if second is not None and second.kind in _NAMED:
            return second
        if token is None or token.kind not in (Kind.NUMBER, Kind.ORDINAL) or first.day is None or first.month is None:
            return None
        if first.days is None or first.days.start is None or not first.day < token.number <= 31:
            return None
        only = first.days.start.replace(day=token.number)
        return Reading(
            Days(only, only, DatePrecision.DAY), "day", index + 1, False, first.year, first.month, token.number
        )

    def _span(self, first: Reading, second: Reading) -> Days | None:
        low, high = first.days, second.days
        if low is None or high is None or low.start is None or high.end is None:
            return None
        start, end = low.start, high.end
        if first.year is None and second.year is not None and first.month is not None and second.month is not None:
            year = second.year - 1 if first.month > second.month else second.year
            start = start.replace(year=year)
        elif start > end and second.year is None and second.month is not None:
            end = end.replace(year=start.year + (second.month < start.month))
        elif second.year is None and first.year is not None and second.month is not None:
            end = end.replace(year=first.year + (second.month < (first.month or 1)))
        if second.kind == "weekday":
            end = start + timedelta((end.weekday() - start.weekday()) % 7)
        return Days(start, end, DatePrecision.SPAN) if start <= end else None

    def _day_part(self, stop: int) -> int:
        """Take in "morning" after "Friday", "at dawn" after a day."""
        if self.tokens.word(stop, *DAYPARTS):
            return stop + 1
        if self.tokens.word(stop, "at") and self.tokens.word(stop + 1, *DAYPARTS):
            return stop + 2
        return stop


def _opened(days: Days | None, lead: str, *, attributive: bool) -> Days | None:
    """Return a span that "since" or "after" opens to the right, "until", "by" or "before" to the left.

    An attributive date ("after the 2014 annexation") dates something within it.
    """
    if days is None:
        return None
    if lead in ("since", "from") or (lead == "after" and attributive):
        return Days(days.start, None, days.precision)
    if lead == "after":
        return Days(days.end, None, days.precision)
    if lead == "before" and not attributive:
        return Days(None, None if days.start is None else days.start - timedelta(1), days.precision)
    return Days(None, days.end, days.precision)
