"""The log: every change as an entry that is never altered, each holding the hash of the one before.

An entry's hash is the SHA-256 of the canonical JSON of its number, time, author, action, subject, body and the hash of
the entry before it; whoever changes an entry, or takes one out, breaks the chain from there on.  Cutting entries off
the end leaves the chain whole: compare the last hash with one written down elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from mapapp.keep.codec import Plain, canonical, digest, values
from mapapp.keep.tables import LOG

#: What stands before the first entry.
START = "0" * 64
#: Actions that an analyst can take back; the others (creating, adding, reading again) stand.
UNDOABLE = frozenset("claim comment confirm correct grade merge reject remove reopen split undo".split())
_COLUMNS = [LOG.c[name] for name in "number at who action subject body previous hash".split()]


@dataclass(frozen=True)
class Entry:
    """One entry of the log.

    Parameters
    ----------
    number : int
        From 1, without gaps.
    at : str
        UTC, ISO 8601, to the second.
    who : str
    action : str
        create, add, reread, remove, claim, confirm, reject, reopen, correct, merge, split, comment, grade or undo.
    subject : str
        Id of the report, claim or movement; number of the entry that an undo takes back.
    body : dict
        What the action needs, among it `old`, `new` and `reason`.
    previous, hash : str
        Hexadecimal SHA-256.
    """

    number: int
    at: str
    who: str
    action: str
    subject: str
    body: Plain
    previous: str
    hash: str

    @property
    def expected(self) -> str:
        """The hash that an entry with this content has."""
        return digest([self.number, self.at, self.who, self.action, self.subject, self.body, self.previous])


def now() -> str:
    """Return the time as the log writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def append(connection: sa.Connection, who: str, action: str, subject: str, body: Plain) -> Entry:
    """Write the next entry; the caller holds the write lock of its transaction."""
    last = connection.execute(sa.select(LOG.c.number, LOG.c.hash).order_by(LOG.c.number.desc()).limit(1)).first()
    number, previous = (last.number + 1, last.hash) if last else (1, START)
    body = json.loads(canonical({key: value for key, value in body.items() if value is not None}))
    draft = Entry(number, now(), who, action, subject, body, previous, "")
    entry = Entry(number, draft.at, who, action, subject, body, previous, draft.expected)
    connection.execute(
        LOG.insert().values(
            number=number,
            at=entry.at,
            who=who,
            action=action,
            subject=subject,
            body=canonical(body),
            previous=previous,
            hash=entry.hash,
        )
    )
    return entry


def entries(connection: sa.Connection, after: int = 0) -> list[Entry]:
    """Return the entries after a number, in order."""
    rows = connection.execute(sa.select(*_COLUMNS).where(LOG.c.number > after).order_by(LOG.c.number)).all()
    try:
        bodies = values([row[5] for row in rows])
    except (ValueError, TypeError):  # someone has been at one
        bodies = [_body(row[5]) for row in rows]
    return [
        Entry(number, at, who, action, subject, body if isinstance(body, dict) else {"unreadable": text}, previous, own)
        for (number, at, who, action, subject, text, previous, own), body in zip(rows, bodies, strict=True)
    ]


def _body(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, TypeError):  # its entry's hash will say so
        return None


def breaks(listed: Iterable[Entry]) -> Iterator[str]:
    """Yield what is wrong with the chain, an entry a line."""
    previous, number = START, 0
    for entry in listed:
        number += 1
        if entry.number != number:
            yield f"log: entry {number} is missing"
            number = entry.number
        elif entry.previous != previous:
            yield f"log: entry {entry.number} does not follow the entry before it: one of the two was changed"
        if entry.hash != entry.expected:
            yield f"log: entry {entry.number} ({entry.action}, {entry.at}) was changed after it was written"
        previous = entry.hash


def standing(listed: Sequence[Entry]) -> list[Entry]:
    """Return the entries that no undo has taken back (an undo that is taken back itself takes nothing back)."""
    gone: set[int] = set()
    for entry in reversed(listed):
        if entry.action == "undo" and entry.number not in gone:
            gone.add(entry.body["of"])
    return [entry for entry in listed if entry.number not in gone]
