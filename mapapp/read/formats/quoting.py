"""What of a mail is its own and what it carries of earlier ones, each with the day it was sent on.

"On Tuesday" in a quoted mail is read against that mail's date, so each becomes a document of its own.  Every pattern
looks at one line, of which it reads a bounded part: the libraries that do this run for hours on a long line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime

_LONGEST = 300  # characters of a line that may be one of these
_MARK = re.compile(
    r"\W*(?:original message|forwarded message|begin forwarded message|forwarded by)\b.*|[-_]{20,}\s*", re.I
)
_FIELD = re.compile(r"\*?(from|sent|date|to|cc|subject|reply-to)\s?:\*?\s*(.*)", re.I)
_WROTE = re.compile(r"on\b.*\bwrote\s?:\s*", re.I)
_DAY = re.compile(
    r"\b(?P<d>\d{1,2})\s(?P<m>[A-Za-z]{3})[a-z]*\.?,?\s(?P<y>\d{4})\b"
    r"|\b(?P<m2>[A-Za-z]{3})[a-z]*\.?\s(?P<d2>\d{1,2}),?\s(?P<y2>\d{4})\b"
)


@dataclass
class Letter:
    """One message of a mail; `sent` is an ISO 8601 day, None where none is told, "" for the mail itself."""

    sent: str | None
    sender: str | None = None
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


def letters(text: str) -> list[Letter]:
    """Return the mail's own words, then each earlier mail that it quotes or forwards; empty ones are left out."""
    lines = [_depth(line) for line in text.splitlines()]
    own = Letter("")
    found, quoted = [own], dict[int, Letter]()  # by depth, below the letter that `own` is
    told: str | None = None  # the day of "On … wrote:"
    number = 0
    while number < len(lines):
        depth, line = lines[number]
        if depth == 0 and (header := _header(lines, number)) is not None:
            number, own = header
            found.append(own)
            quoted = {}
            continue
        if (stop := _wrote(lines, number)) is not None:
            told = _day(" ".join(line for _, line in lines[number:stop]))
            quoted = {level: letter for level, letter in quoted.items() if level <= depth}
            number = stop
            continue
        if depth == 0:
            own.lines.append(line)
        else:
            if depth not in quoted:
                quoted[depth] = Letter(told)
                found.append(quoted[depth])
                told = None
            quoted[depth].lines.append(line)
        number += 1
    return [letter for letter in found if letter.text]


def _depth(line: str) -> tuple[int, str]:
    """Return how often a line is quoted, and what it says."""
    depth, rest = 0, line
    while depth < 20 and rest[:4].lstrip().startswith(">"):
        depth, rest = depth + 1, rest.lstrip()[1:]
    return depth, rest.removeprefix(" ") if depth else line


def _header(lines: list[tuple[int, str]], number: int) -> tuple[int, Letter] | None:
    """Return the line after a header that an earlier mail begins with, and an empty letter with its day."""
    at = number
    marked = _MARK.fullmatch(lines[at][1][:_LONGEST].strip()) is not None
    while marked and at + 1 < len(lines) and at < number + 3:
        at += 1
        if lines[at][1].strip():
            break
    said: dict[str, str] = {}
    while at < len(lines) and (match := _FIELD.match(lines[at][1][:_LONGEST].strip())):
        said.setdefault(match[1].lower(), match[2].strip())
        at += 1
    day = said.get("sent") or said.get("date")
    if "from" not in said or not day or not ("to" in said or "subject" in said):
        return None
    return at, Letter(_day(day), said["from"] or None)


def _wrote(lines: list[tuple[int, str]], number: int) -> int | None:
    """Return the line after "On …, … wrote:", which may run over three, with quoted lines below."""
    depth, first = lines[number]
    if first[:3].lower() != "on ":
        return None
    said = ""
    for stop in range(number, min(number + 3, len(lines))):
        if lines[stop][0] != depth:
            return None
        said = f"{said} {lines[stop][1]}".strip()
        if len(said) > _LONGEST:
            return None
        if _WROTE.fullmatch(said):
            below = next((level for level, line in lines[stop + 1 : stop + 4] if line.strip()), depth)
            return stop + 1 if below > depth else None
    return None


def _day(words: str) -> str | None:
    try:
        return parsedate_to_datetime(words).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    if match := _DAY.search(words):
        day, month, year = match["d"] or match["d2"], match["m"] or match["m2"], match["y"] or match["y2"]
        try:
            return datetime.strptime(f"{day} {month} {year}", "%d %b %Y").date().isoformat()
        except ValueError:
            return None
    return None
