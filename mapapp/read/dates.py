"""The day a report was published, read strictly."""

from __future__ import annotations

import re
from datetime import date, datetime

from mapapp.errors import OptionError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")


def published_date(value: str | date | None) -> date | None:
    """Return the day that `value` names.

    Parameters
    ----------
    value : str, datetime.date or None
        ``2022-02-02``, or a moment such as ``2022-02-02T09:30:00Z`` of which the day is kept as written.

    Raises
    ------
    OptionError
        When it is no ISO 8601 calendar day.
    """
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        if _DAY.match(value):
            return date.fromisoformat(value)
        if _MOMENT.match(value):
            return datetime.fromisoformat(value).date()
    except ValueError:
        pass
    raise OptionError(f"{_shown(value)} is no date; write it as YYYY-MM-DD, such as 2022-02-02")


def _shown(value: str) -> str:
    return repr(value if len(value) <= 40 else value[:40] + "…")
