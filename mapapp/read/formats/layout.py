"""In what order the words of a page are read: columns one after the other, tables by their rows.

The library tells which words stand where; this tells what follows what.  A gutter is an upright strip that several
rows of words, one below the other, leave free: wide spaces of justified lines do not stand below each other.  Rows of
short cells are a table.  Coordinates are PDF points, from the lower left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

#: A gap to consider, in heights of a line, and how much of it so many rows must share: rivers of justified lines are
#: short or narrow.
_GAP = 0.45
_SHARED = {2: 1.2, 3: 0.8, 4: 0.6, 5: 0.35}
#: In steps from row to row: columns and tables do not go on below such a gap.
_APART = 2.5
#: Cells of a table are shorter than a line of prose; newspapers' narrow columns have 30 characters and more.
_CELL = 24
#: Deeper than this no page is divided, and a page of more rows than this is read from top to bottom.
_DEEPEST, _MOST_ROWS = 12, 2_000

#: Parts of words that keep their hyphen at the end of a line.
_KEPT = frozenset(
    "air all anti cease co counter cross ex five four half high home inter land long low mid multi near non north one "
    "post pre pro quick re rear sea self semi short six south sub ten three two under vice war well west east".split()
)
_BROKEN = re.compile(r"(\w+)[-\u00ad\u2010\x02\ufffe]$")


@dataclass(frozen=True)
class Word:
    """A word and the box that it stands in, as high as its line."""

    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 0.1)

    def beside(self, other: Word) -> bool:
        """Tell whether the two share more than half of the lower one's height."""
        return min(self.top, other.top) - max(self.bottom, other.bottom) > 0.5 * min(self.height, other.height)


Row = list[Word]


def rows_of(words: Sequence[Word]) -> list[Row]:
    """Return the rows of words that stand beside each other, from top to bottom, each from left to right."""
    rows: list[Row] = []
    for word in sorted(words, key=lambda word: (-word.top - word.bottom, word.left)):
        for row in rows[-3:]:
            if row[0].beside(word):
                row.append(word)
                break
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.left) for row in rows]


def paragraphs(rows: list[Row]) -> list[str]:
    """Return the paragraphs and table rows of a page in the order of reading; cells are parted by ``" | "``."""
    return list(_read(rows, _DEEPEST if len(rows) <= _MOST_ROWS else 0))


def text_of(row: Sequence[Word]) -> str:
    """Return the words of a row with spaces between."""
    return " ".join(word.text for word in row)


def _read(rows: list[Row], depth: int) -> Iterator[str]:
    while rows:
        band = _band(rows) if depth else None
        if band is None:
            yield from _prose(rows)
            return
        start, stop, gutter = band
        yield from _prose(rows[:start])
        inside, rows = rows[start:stop], rows[stop:]
        gutters = sorted([gutter, *_further(inside, gutter, 6)])
        cells = [[cell for cell in _cut(row, gutters) if cell] for row in inside]
        together = [row for row in cells if len(row) > 1]
        if sum(len(text_of(cell)) for row in together for cell in row) < _CELL * sum(map(len, together)):
            yield from (" | ".join(text_of(cell) for cell in row) for row in cells)
        else:
            for part in range(2):
                yield from _read([side for row in inside if (side := _cut(row, [gutter])[part])], depth - 1)


def _cut(row: Row, gutters: Sequence[float]) -> list[Row]:
    cells: list[Row] = [[] for _ in range(len(gutters) + 1)]
    for word in row:
        cells[sum(gutter < (word.left + word.right) / 2 for gutter in gutters)].append(word)
    return cells


def _further(rows: list[Row], gutter: float, most: int) -> list[float]:
    """Return the other gutters of a table: those that the two sides have by themselves."""
    found: list[float] = []
    for part in range(2):
        side = [cut for row in rows if (cut := _cut(row, [gutter])[part])]
        band = _band(side) if most and len(side) > 1 else None
        if band is not None and band[1] - band[0] >= 0.6 * len(side):
            found += [band[2], *_further(side, band[2], most - 1)]
    return found


def _band(rows: list[Row]) -> tuple[int, int, float] | None:
    """Return the first and last row (exclusive) that most rows share a gutter in, and where it is; None if none do."""
    best: tuple[int, int, int, float] | None = None
    gaps = [_gaps(row) for row in rows]
    heights = [max(word.height for word in row) for row in rows]
    pitch = median([_step(a, b) for a, b in pairwise(rows)] or [0.0])
    done = 0
    for start in range(len(rows)):
        if start < done:
            continue
        for left, right in gaps[start]:
            stop, shared, both = _extent(rows, gaps, heights, start, (left, right), pitch)
            enough = both > 1 and shared[1] - shared[0] >= _SHARED[min(both, 5)] * heights[start]
            if enough and (best is None or both > best[0]):
                best = (both, start, stop, (shared[0] + shared[1]) / 2)
                done = max(done, start + both // 2)
    if best is None:
        return None
    _, start, stop, gutter = best
    while start and _one_sided(rows[start - 1], gutter) and _step(rows[start - 1], rows[start]) <= 1.5 * pitch:
        start -= 1
    return start, stop, gutter


def _extent(
    rows: list[Row],
    gaps: list[list[tuple[float, float]]],
    heights: list[float],
    start: int,
    shared: tuple[float, float],
    pitch: float,
) -> tuple[int, tuple[float, float], int]:
    """Follow a gap down the rows: return the row after the last that has it, what all share, and how many do."""
    both, number = 1, start + 1
    while number < len(rows):
        row, least = rows[number], _SHARED[5] * heights[number]
        joined = None
        if _step(rows[number - 1], row) > _APART * pitch:
            break
        if row[-1].right <= shared[0] + least or row[0].left >= shared[1] - least:
            if _step(rows[number - 1], row) > 1.5 * pitch:
                break
            joined = max(shared[0], row[-1].right) if row[-1].right <= shared[0] + least else shared[0], shared[1]
        else:
            for left, right in gaps[number]:
                narrowed = max(left, shared[0]), min(right, shared[1])
                if narrowed[1] - narrowed[0] >= least:
                    joined = narrowed
                    both += 1
                    break
        if joined is None:
            break
        shared = joined
        number += 1
    return number, shared, both


def _gaps(row: Row) -> list[tuple[float, float]]:
    found, right = [], row[0].right
    for word in row[1:]:
        if word.left - right >= _GAP * word.height:
            found.append((right, word.left))
        right = max(right, word.right)
    return found


def _one_sided(row: Row, gutter: float) -> bool:
    return row[-1].right <= gutter or row[0].left >= gutter


def _step(above: Row, below: Row) -> float:
    return above[0].top - below[0].top


def _prose(rows: list[Row]) -> Iterator[str]:
    """Yield paragraphs: a wider gap, an indent, or letters of another size begin one."""
    if not rows:
        return
    steps = sorted(step for above, below in pairwise(rows) if (step := _step(above, below)) > 0.5 * below[0].height)
    usual = steps[len(steps) // 4] if steps else 0.0
    margin = sorted(row[0].left for row in rows)[len(rows) // 4]
    text = text_of(rows[0])
    for above, row in pairwise(rows):
        one, two = above[0].height, row[0].height
        indented = row[0].left - margin > 0.8 * two and above[0].left - margin < 0.4 * two
        if _step(above, row) > 1.3 * usual + 0.5 or max(one, two) > 1.15 * min(one, two) or indented:
            yield text
            text = text_of(row)
        else:
            text = join(text, text_of(row))
    yield text


def join(before: str, after: str) -> str:
    """Join two lines of a paragraph; a word that was broken at the line's end is made whole.

    A hyphen stays before a capital or a figure ("Anglo-American", "F-16") and after parts that are words of their own.
    """
    broken = _BROKEN.search(before)
    if not broken or not after:
        return f"{before} {after}".strip()
    stem = before[: broken.end(1)]
    if not after[0].islower() or broken[1].lower() in _KEPT or broken[1][-1:].isdigit():
        return f"{stem}-{after}"
    return stem + after
