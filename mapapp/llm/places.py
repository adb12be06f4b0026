"""Where the words of a record are: by the gazetteer, in the context of the report; the model gives no coordinates."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp import language, locate
from mapapp.extract import select
from mapapp.llm.door import Span
from mapapp.locate import Gazetteer, Toponym
from mapapp.model import Place, Report, Unplaced


class Places:
    """Places of one report; only paragraphs that may matter are parsed.

    Parameters
    ----------
    report : Report
    quotes : sequence of Span
        Where the names will stand.
    gazetteer : Gazetteer
    """

    def __init__(self, report: Report, quotes: Sequence[Span], gazetteer: Gazetteer) -> None:
        self.report, self.gazetteer = report, gazetteer
        moving = set(select.paragraphs(report.text))
        wanted = [
            span
            for span in language.paragraphs(report.text)
            if span in moving or any(quote.start < span[1] and span[0] < quote.end for quote in quotes)
        ]
        parsed = language.parse(report.text, wanted, select.ordinary())
        found = locate.toponyms(report, parsed, gazetteer)
        self._found = [inner for top in found for inner in (top, *top.inner)]

    def at(self, span: Span) -> Place | Unplaced:
        """Return the place that the words at `span` name, or why there is none."""
        named = [top for top in self._found if top.start < span.end and span.start < top.end]
        best = max(named, key=lambda top: _fit(top, span), default=None)
        if best is not None and best.place is not None:
            return best.place
        words = self.report.text[span.start : span.end]
        if best is None and _is_name(words):
            place = self.gazetteer.place(words)
            if place is not None:
                return place
        reason = best.reason if best is not None else "no place of this name is known"
        return Unplaced(words, span.start, span.end, reason)


def _fit(top: Toponym, span: Span) -> tuple[bool, bool, bool, int, int]:
    """Rank what lies at a name: the very words first, then what lies within them, then the longest."""
    same = (top.start, top.end) == (span.start, span.end)
    within = span.start <= top.start and top.end <= span.end
    return same, within, top.role != "adjective", -top.start if within else 0, top.end - top.start


def _is_name(words: str) -> bool:
    """Whether words can be a name that stands for a place by itself: capitals, and no ordinary word."""
    parts = words.split()
    ordinary = select.ordinary()
    return bool(parts) and parts[0][:1].isupper() and not all(part.lower() in ordinary for part in parts)
