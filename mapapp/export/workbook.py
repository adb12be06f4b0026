"""XLSX: a sheet of movements, one of their claims with quotes, and one that says what the columns mean.

Nothing is a formula or a link: every text is written as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from mapapp.export.records import COLUMNS, record, writable
from mapapp.model import Movement
from mapapp.paused import paused
from mapapp.reconcile import publisher, strength_words

#: Characters that a cell holds at most.
LONGEST = 32_767
#: More movements than this are written row by row.
_HELD = 20_000
_CLAIMS = "movement report publisher published url quote start end status strength confidence voice".split()
_DAYS = ("date_start", "date_end")
#: The day before a spreadsheet's first, as `date.toordinal` counts.
_BEGIN = date(1899, 12, 30).toordinal()


def write_xlsx(movements: Iterable[Movement], path: Path) -> None:
    """Write the workbook; a text longer than a cell holds is cut and ends in "…"."""
    import xlsxwriter  # noqa: PLC0415 (only for this format)

    listed = list(movements)
    options = {
        # Each text once, in a table, is written faster; but all cells are then held in memory.
        "constant_memory": len(listed) > _HELD,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with paused(), xlsxwriter.Workbook(str(path), options) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        bold = book.add_format({"bold": True})
        rows = (_row(record(movement)) for movement in listed)
        _sheet(book, "movements", list(COLUMNS), rows, day, bold)
        _sheet(book, "claims", _CLAIMS, (row for movement in listed for row in _claims(movement)), day, bold)
        _sheet(book, "columns", ["column", "what stands in it"], list(COLUMNS.items()), day, bold)


@cache
def _without_spans() -> type:
    """Return a sheet that does not look over all its cells for the "spans" of its rows, which readers do without."""
    from xlsxwriter.worksheet import Worksheet  # noqa: PLC0415 (only for this format)

    class Plain(Worksheet):  # type: ignore[misc]
        def _calculate_spans(self) -> None:
            self.row_spans: dict[int, str] = {}

    return Plain


def _sheet(
    book: Any, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], day: object, bold: object
) -> None:
    sheet = book.add_worksheet(name, _without_spans())
    sheet.freeze_panes(1, 0)
    # Without the wrapper that looks whether a cell is given as "A1" each time.
    write_text, write_number = (
        getattr(method, "__wrapped__", method) for method in (type(sheet).write_string, type(sheet).write_number)
    )
    for column, title in enumerate(columns):
        sheet.write_string(0, column, title, bold)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if value is None:
                continue
            if isinstance(value, str):
                text = value if value.isprintable() else writable(value)
                write_text(sheet, number, column, text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…")
            elif isinstance(value, bool):
                sheet.write_boolean(number, column, value)
            elif isinstance(value, date):
                if value.year > 1900:  # a number of days, which is how a sheet holds it
                    write_number(sheet, number, column, value.toordinal() - _BEGIN, day)
                elif value.year == 1900:  # whose February has a day too many there
                    sheet.write_datetime(number, column, value, day)
                else:  # before a spreadsheet's calendar begins
                    sheet.write_string(number, column, value.isoformat())
            else:
                write_number(sheet, number, column, value)


def _row(values: dict[str, Any]) -> list[Any]:
    return [date.fromisoformat(value) if name in _DAYS and value else value for name, value in values.items()]


def _claims(movement: Movement) -> Iterable[list[Any]]:
    for claim in movement.claims:
        report = claim.report
        yield [
            movement.id,
            report.id,
            publisher(report),
            report.published,
            report.url,
            claim.quote.verbatim,
            claim.quote.start,
            claim.quote.end,
            claim.status.value,
            strength_words(claim.strength),
            round(claim.confidence, 3),
            claim.voice,
        ]
