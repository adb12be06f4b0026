"""A report's text as blocks of plain, highlighted and invisible parts, ready for the reader."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from mapapp.model import Report

#: A longer text is shown only around its claims: this many characters before and after each.
WHOLE = 100_000
AROUND = 1_500

Part = dict[str, Any]
#: Start and end of a claim's words in the text, the movement's id, and what to say of it.
Span = tuple[int, int, str, str]

_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SHORT = {
    "\u061c": "ALM",
    "\u200b": "ZWSP",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\ufeff": "BOM",
}


def blocks(report: Report, spans: Sequence[Span]) -> list[list[Part]]:
    """Return the lines of `report`, each a list of parts.

    A part has `kind` ("text", "claim", "control" or "gap"), `text`, and for a claim `ids` and `title`.  Invisible
    characters, which could turn or hide the text around them, are named instead.
    """
    text = report.text
    found: list[list[Part]] = []
    last = 0
    for start, end in _windows(len(text), spans):
        if start > last:
            found.append([{"kind": "gap", "text": f"… {start - last:,} characters …"}])
        found += _lines(text, start, end, spans)
        last = end
    if last < len(text):
        found.append([{"kind": "gap", "text": f"… {len(text) - last:,} characters …"}])
    return found


def _windows(size: int, spans: Sequence[Span]) -> list[tuple[int, int]]:
    if size <= WHOLE:
        return [(0, size)]
    windows: list[tuple[int, int]] = [(0, AROUND)]
    for start, end, _, _ in sorted(spans):
        low, high = max(0, start - AROUND), min(size, end + AROUND)
        if low <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(high, windows[-1][1]))
        else:
            windows.append((low, high))
    return windows


def _lines(text: str, start: int, end: int, spans: Sequence[Span]) -> Iterator[list[Part]]:
    edges = sorted({start, end, *(edge for span in spans for edge in span[:2] if start < edge < end)})
    line: list[Part] = []
    for low, high in pairwise(edges):
        over = [span for span in spans if span[0] <= low and high <= span[1]]
        ids = list(dict.fromkeys(span[2] for span in over))
        title = "\n".join(dict.fromkeys(span[3] for span in over))
        for number, piece in enumerate(text[low:high].split("\n")):
            if number:
                yield line
                line = []
            if piece := piece.removesuffix("\r"):
                line += [{"kind": "claim", "text": _named(piece), "ids": ids, "title": title}] if ids else _parts(piece)
    yield line


def _parts(piece: str) -> Iterator[Part]:
    at = 0
    for match in _INVISIBLE.finditer(piece):
        if match.start() > at:
            yield {"kind": "text", "text": piece[at : match.start()]}
        yield {"kind": "control", "text": _name(match[0])[0], "title": _name(match[0])[1]}
        at = match.end()
    if at < len(piece):
        yield {"kind": "text", "text": piece[at:]}


def _named(piece: str) -> str:
    return _INVISIBLE.sub(lambda match: f"[{_name(match[0])[0]}]", piece)


def _name(character: str) -> tuple[str, str]:
    if character < "\x20":
        return chr(0x2400 + ord(character)), f"control character U+{ord(character):04X}"
    return _SHORT.get(character, f"U+{ord(character):04X}"), unicodedata.name(character, "control character").lower()
