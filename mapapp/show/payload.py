"""Movements → the encoded block that carries all report text into the browser.

Columns of numbers that point into one table of strings, as JSON in ASCII, deflated, as text of 85 plain signs: no text
of a report can meet a template, an HTML parser or a shell on its way.  The browser unpacks it with
`DecompressionStream` and puts what it finds there into text nodes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from mapapp.model import Movement, Place, PlaceKind, Quote, Report, Status, StrengthUnit
from mapapp.show import text85
from mapapp.show.files import deflated
from mapapp.show.symbols import Symbol, drawing, symbol

#: A quote longer than this is cut in the middle, and the sentence around a quote at either side.
LONGEST_QUOTE = 1_200
LONGEST_CONTEXT = 300
#: Any other single text (a name, a unit, a reason).
LONGEST_TEXT = 300

_STATUSES = list(Status)
_UNITS = list(StrengthUnit)
_KINDS = list(PlaceKind)
_STATUS = {status: number for number, status in enumerate(_STATUSES)}
_UNIT = {unit: number for number, unit in enumerate(_UNITS)}
#: In the column `high`: as high as low.  The column `end` counts days from `start` where that is known.
_SAME = -1
_EPOCH = date(1970, 1, 1).toordinal()
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]{0,3}\s|\n\s*\n")

Columns = dict[str, list[Any]]


def encode(movements: Sequence[Movement], **settings: object) -> str:
    """Return the payload of `movements` and of the map's `settings` (title, theme, …) as text of 85 signs."""
    raw = json.dumps({**_Tables().tables(movements), "settings": settings}, separators=(",", ":"), ensure_ascii=True)
    return text85.encode(deflated(raw.encode("ascii"), 5))  # the next level takes twice as long for a hundredth


class _Tables:
    """Gathers each string, place and report once."""

    def __init__(self) -> None:
        self._strings: dict[str, int] = {}
        self._places: dict[Place, int] = {}
        self._seen_places: dict[int, int] = {}
        self._symbols: dict[Symbol, int] = {}
        self._reports: dict[int, tuple[int, Report]] = {}  # by identity: hashing would read the whole text

    def tables(self, movements: Sequence[Movement]) -> dict[str, Any]:
        moves = self._moves(movements)
        claims = self._claims(movements)
        reports, places = self._report_columns(), self._place_columns()
        return {
            "statuses": _STATUSES,
            "units": _UNITS,
            "kinds": _KINDS,
            "moves": moves,
            "claims": claims,
            "reports": reports,
            "places": places,
            "symbols": [drawing(found) for found in self._symbols],
            "strings": list(self._strings),
        }

    def _text(self, text: str | None) -> int:
        if text is None:
            return -1
        if len(text) > LONGEST_TEXT:
            text = text[:LONGEST_TEXT] + "…"
        return self._long(text)

    def _long(self, text: str) -> int:
        return self._strings.setdefault(text, len(self._strings))

    def _place(self, place: Place | None) -> int:
        if place is None:
            return -1
        found = self._seen_places.get(id(place))  # most movements share a place's very object: no hashing of its fields
        if found is None:
            found = self._seen_places[id(place)] = self._places.setdefault(place, len(self._places))
        return found

    def _symbol(self, movement: Movement) -> int:
        found = symbol(movement.unit, movement.equipment, movement.strength.unit)
        return -1 if found is None else self._symbols.setdefault(found, len(self._symbols))

    def _report(self, report: Report) -> int:
        return self._reports.setdefault(id(report), (len(self._reports), report))[0]

    def _moves(self, movements: Sequence[Movement]) -> Columns:
        rows = []
        index = {movement.id: number for number, movement in enumerate(movements)}
        text, place = self._text, self._place
        for movement in movements:
            strength, when = movement.strength, movement.date
            start, end = (None, None) if when is None else (_day(when.start), _day(when.end))
            row = (  # of numbers, not a list: the collector of garbage leaves it alone
                self._long(movement.id),
                text(movement.actor),
                _STATUS[movement.status],
                strength.low,
                _SAME if strength.high == strength.low else strength.high,
                -1 if strength.unit is None else _UNIT[strength.unit],
                strength.approximate + 2 * strength.implied,
                text(movement.unit),
                text(movement.equipment),
                place(movement.origin),
                place(movement.destination),
                [place(stop) for stop in movement.via] if movement.via else 0,
                start,
                end if start is None or end is None else end - start,
                text(when.text or None if when else None),
                -1 if when is None else text(when.precision.value),
                round(movement.confidence * 100),
                self._symbol(movement),
                index.get(movement.part_of or "", -1),
                index.get(movement.shared_with or "", -1),
                len(movement.claims),
                self._gaps(movement) if movement.disagreements else 0,
            )
            rows.append(row)
        return _columns(_MOVES, rows)

    def _gaps(self, movement: Movement) -> list[Any]:
        return [
            [self._text(gap.field), [[self._text(value), list(who)] for value, who in gap.values]]
            for gap in movement.disagreements
        ]

    def _claims(self, movements: Sequence[Movement]) -> Columns:
        rows = []
        for movement in movements:
            for claim in movement.claims:
                before, quote, after = in_sentence(claim.quote)
                row = (
                    self._report(claim.report),
                    self._long(before),
                    self._long(quote),
                    self._long(after),
                    self._text(claim.voice),
                    self._text(claim.extractor),
                    [[self._text(gap.name), self._text(gap.reason)] for gap in claim.unplaced] if claim.unplaced else 0,
                )
                rows.append(row)
        return _columns(("report", "before", "quote", "after", "voice", "extractor", "unplaced"), rows)

    def _report_columns(self) -> Columns:
        rows = [
            [
                self._text(report.id),
                self._text(report.title),
                self._text(report.publisher),
                -1 if report.url is None or len(report.url) > 2_000 else self._long(report.url),
                _day(report.published),
            ]
            for _, report in self._reports.values()
        ]
        return _columns(("id", "title", "publisher", "url", "published"), rows)

    def _place_columns(self) -> Columns:
        rows = [
            [
                self._text(place.name),
                _KINDS.index(place.kind),
                round(place.lat, 5),
                round(place.lon, 5),
                place.country or "",
                place.extent or 0,
                place.members or 0,
                place.precision,
                place.radius_km or 0,
            ]
            for place in self._places
        ]
        names = ("name", "kind", "lat", "lon", "country", "extent", "members", "precision", "radius")
        return _columns(names, rows)


_MOVES = (
    "id actor status low high unit flags force equipment from to via start end when precision confidence symbol partOf "
    "shared claims differ"
).split()


def in_sentence(quote: Quote) -> tuple[str, str, str]:
    """Return the quote's sentence as what stands before the quote, the quote, and what stands after it."""
    text, start, end = quote.report.text, quote.start, quote.end
    head = text[max(0, start - LONGEST_CONTEXT) : start]
    stops = list(_SENTENCE_END.finditer(head))
    before = head[stops[-1].end() :] if stops else ("…" if start > LONGEST_CONTEXT else "") + head
    tail = text[end : end + LONGEST_CONTEXT]
    stop = _SENTENCE_END.search(text[max(0, end - 1) : end] + tail + "\n")
    cut = max(0, stop.end() - (1 if end else 0)) if stop else len(tail)
    after = tail[:cut] + ("…" if stop is None and end + LONGEST_CONTEXT < len(text) else "")
    said = quote.verbatim
    if len(said) > LONGEST_QUOTE:
        half = LONGEST_QUOTE // 2
        said = f"{said[:half]} […] {said[-half:]}"
    return before.lstrip(), said, after.rstrip()


def _day(day: date | None) -> int | None:
    """Days since 1970-01-01."""
    return None if day is None else day.toordinal() - _EPOCH


def _columns(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> Columns:
    if not rows:
        return {name: [] for name in names}
    return {name: list(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)}
