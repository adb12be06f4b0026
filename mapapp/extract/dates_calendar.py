"""Calendar arithmetic for dates: spans of days, both ends included; None where a day leaves the calendar.

Weeks run from Monday to Sunday (ISO 8601).  Seasons are the northern hemisphere's meteorological ones, a winter
begins in December of the year that it is named after; the United States' fiscal year N runs from 1 October N-1 to
30 September N.  "Early", "mid" and "late" are the first ten days of a month, the next ten, and the rest; January to
March, May to August, and October to December of a year; the first, second and third month of a season or quarter;
Monday and Tuesday, Wednesday and Thursday, Friday to Sunday of a week; years 0 to 3, 4 to 6, 7 to 9 of a decade.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from mapapp.model import DatePrecision

#: Days, or months, that "a few", "several" or no number stand for: "in recent weeks" is the last 28 days.
VAGUE_DAYS = {"hour": 1, "day": 7, "night": 7, "week": 28, "weekend": 28, "fortnight": 28}
VAGUE_MONTHS = {"month": 6, "quarter": 9, "year": 60, "decade": 360, "century": 2400}
UNIT_DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
UNIT_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


@dataclass(frozen=True)
class Days:
    """From one day to another, an open end being None."""

    start: date | None
    end: date | None
    precision: DatePrecision


def day(year: int, month: int, number: int) -> Days:
    """Return one day; `ValueError` when the calendar has no such day."""
    only = date(year, month, number)
    return Days(only, only, DatePrecision.DAY)


def month(year: int, number: int, count: int = 1) -> Days:
    """Return a month, or `count` months from it."""
    last_year, last = shifted(year, number, count - 1)
    end = date(last_year, last, monthrange(last_year, last)[1])
    return Days(date(year, number, 1), end, DatePrecision.MONTH if count == 1 else DatePrecision.SPAN)


def year(number: int) -> Days:
    """Return a calendar year."""
    return Days(date(number, 1, 1), date(number, 12, 31), DatePrecision.YEAR)


def years(first: int, last: int) -> Days:
    """Return calendar years, both included."""
    return Days(date(first, 1, 1), date(last, 12, 31), DatePrecision.SPAN)


def season(number: int, name: str) -> Days:
    """Return the season of a year: 1 December to the end of February for a winter."""
    return Days(*_ends(month(number, SEASONS[name], 3)), DatePrecision.SEASON)


def fiscal(number: int) -> Days:
    """Return a fiscal year of the United States."""
    return Days(date(number - 1, 10, 1), date(number, 9, 30), DatePrecision.YEAR)


def week(of: date) -> Days:
    """Return the week from Monday to Sunday that holds a day."""
    monday = of - timedelta(of.weekday())
    return Days(monday, monday + timedelta(6), DatePrecision.WEEK)


def weekend(of: date) -> Days:
    """Return Saturday and Sunday of the week that holds a day."""
    monday = of - timedelta(of.weekday())
    return Days(monday + timedelta(5), monday + timedelta(6), DatePrecision.SPAN)


def shifted(year_number: int, month_number: int, months: int) -> tuple[int, int]:
    """Return (year, month) moved by a number of months."""
    index = year_number * 12 + month_number - 1 + months
    return index // 12, index % 12 + 1


def moved(of: date, months: int) -> date:
    """Return the same day of another month, or that month's last day."""
    to_year, to_month = shifted(of.year, of.month, months)
    return date(to_year, to_month, min(of.day, monthrange(to_year, to_month)[1]))


def counted(today: date, name: str, amount: int | None, step: int) -> date:
    """Return the day that lies so many units from `today`; without an amount, what "a few" of them are taken for."""
    if name == "hour":
        return today + timedelta(step * max(1, -(-(amount or 24) // 24)))
    if name in UNIT_DAYS:
        return today + timedelta(step * (amount * UNIT_DAYS[name] if amount else VAGUE_DAYS[name]))
    return moved(today, step * (amount * UNIT_MONTHS[name] if amount else VAGUE_MONTHS[name]))


def whole(name: str, base: date, step: int) -> Days | None:
    """Return the day, week, month … that lies `step` of them from the one that holds `base`."""
    if name in ("day", "night"):
        only = base + timedelta(step)
        return day(only.year, only.month, only.day)
    if name == "week":
        return week(base + timedelta(7 * step))
    if name == "weekend":
        return weekend(base + timedelta(7 * step))
    if name == "fortnight":
        return week(base + timedelta(14 * step))
    if name == "month":
        return month(*shifted(base.year, base.month, step))
    if name == "quarter":
        return month(*shifted(base.year, (base.month - 1) // 3 * 3 + 1, 3 * step), 3)
    if name == "year":
        return year(base.year + step)
    if name == "decade":
        first = base.year + 10 * step
        return years(first - 1, first + 1) if step else years(first // 10 * 10, first // 10 * 10 + 9)
    return None


def part(of: Days, which: str) -> Days:
    """Return the early, mid or late part of a span."""
    if of.start is None or of.end is None:
        return of
    length = (of.end - of.start).days + 1
    if length <= 3:
        return of
    if length <= 7:
        first, last = {"early": (0, 1), "mid": (2, 3), "late": (4, 6)}[which]
        return Days(of.start + timedelta(first), min(of.end, of.start + timedelta(last)), DatePrecision.SPAN)
    if length <= 31:
        first, last = {"early": (0, 9), "mid": (10, 19), "late": (20, 30)}[which]
        return Days(of.start + timedelta(first), min(of.end, of.start + timedelta(last)), DatePrecision.SPAN)
    months = (of.end.year - of.start.year) * 12 + of.end.month - of.start.month + 1
    if months == 3:
        return _months(of.start, *{"early": (0, 0), "mid": (1, 1), "late": (2, 2)}[which])
    if months == 12:
        return _months(of.start, *{"early": (0, 2), "mid": (4, 7), "late": (9, 11)}[which])
    if months == 120:
        return _months(of.start, *{"early": (0, 47), "mid": (48, 83), "late": (84, 119)}[which])
    third = months // 3
    return _months(
        of.start, *{"early": (0, third - 1), "mid": (third, 2 * third - 1), "late": (2 * third, months - 1)}[which]
    )


def edge(of: Days, which: str) -> Days:
    """Return the first or last stretch ("the start of", "the end of"): ten days of a month, a month of a year."""
    if of.start is None or of.end is None:
        return of
    months = (of.end.year - of.start.year) * 12 + of.end.month - of.start.month + 1
    if months <= 1:
        return part(of, "early" if which == "start" else "late")
    return _months(of.start, 0, 0) if which == "start" else _months(of.start, months - 1, months - 1)


def piece(of: Days, number: int, pieces: int) -> Days:
    """Return the `number`-th of equal pieces counted in months: halves and quarters of years."""
    if of.start is None or of.end is None:
        return of
    months = (of.end.year - of.start.year) * 12 + of.end.month - of.start.month + 1
    if months == 1:  # the halves of a month
        middle = of.start + timedelta(14)
        ends = (of.start, middle) if number == 1 else (middle + timedelta(1), of.end)
        return Days(*ends, DatePrecision.SPAN)
    size = months // pieces
    return _months(of.start, size * (number - 1), size * number - 1)


def _months(start: date, first: int, last: int) -> Days:
    from_year, from_month = shifted(start.year, start.month, first)
    return Days(*_ends(month(from_year, from_month, last - first + 1)), DatePrecision.SPAN)


def _ends(of: Days) -> tuple[date | None, date | None]:
    return of.start, of.end
