"""CSV: one row a movement, UTF-8, safe to open in a spreadsheet.

The columns are those of `mapapp.export.records.COLUMNS`, then `record` for `mapapp.export.whole`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mapapp.export.records import COLUMNS, record, writable
from mapapp.export.whole import RECORD, whole_text
from mapapp.model import Movement

#: A spreadsheet takes a cell that starts with one of these for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_csv(movements: Iterable[Movement], path: Path) -> None:
    """Write the rows of `movements` to `path`; text that looks like a formula gets an apostrophe before it."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([*COLUMNS, RECORD])
        for movement in movements:
            writer.writerow([*(cell(value) for value in record(movement).values()), whole_text(movement)])


def cell(value: Any) -> Any:
    """Return `value` as a cell that no spreadsheet runs."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return value
    text = str(writable(value))
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
