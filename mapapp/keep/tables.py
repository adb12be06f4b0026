"""The tables of a case file, the same on SQLite and on PostgreSQL.

`report`, `claim` and `log` hold what was read and decided; `movement`, `movement_claim`, `fingerprint` and `copy`
follow from them and can be made again.  Beside the whole value (`body`, JSON) stand columns for those who ask in SQL or
open the file in a GIS; on PostgreSQL the migrations add PostGIS points made of the latitude and longitude columns.
"""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy as sa

_ESCAPE = "\U000f5ca9"  # of a private plane: stands before what a text column cannot hold
_UNHELD = re.compile(f"[\x00\ud800-\udfff{_ESCAPE}]")
_HELD = re.compile(f"{_ESCAPE}([0-9a-f]{{5}})")


class Exact(sa.types.TypeDecorator[str]):
    """Text that comes back as it went in, with characters that databases refuse too (NUL, half a surrogate pair)."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        return None if value is None else _UNHELD.sub(lambda found: f"{_ESCAPE}{ord(found[0]):05x}", value)

    def process_result_value(self, value: str | None, dialect: Any) -> str | None:
        if value is None or _ESCAPE not in value:
            return value
        return _HELD.sub(lambda found: chr(int(found[1], 16)), value)


METADATA = sa.MetaData()

META = sa.Table(
    "meta",
    METADATA,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

REPORT = sa.Table(
    "report",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", Exact, nullable=False, unique=True),
    sa.Column("sha256", sa.String(64), nullable=False, index=True),
    sa.Column("text", Exact, nullable=False),
    sa.Column("published", sa.String(10)),
    sa.Column("title", Exact),
    sa.Column("publisher", Exact),
    sa.Column("url", Exact),
    sa.Column("author", Exact),
    sa.Column("original", sa.Text),
    sa.Column("source", Exact),
    sa.Column("retrieved", sa.String(32), nullable=False),
    sa.Column("reader", sa.Text, nullable=False),
    sa.Column("removed", sa.Boolean, nullable=False, server_default=sa.false()),
)


def _ends(name: str) -> list[sa.Column[Any]]:
    return [
        sa.Column(name, Exact),
        sa.Column(f"{name}_lat", sa.Float),
        sa.Column(f"{name}_lon", sa.Float),
        sa.Column(f"{name}_kind", sa.String(10)),
        sa.Column(f"{name}_country", sa.String(2)),
    ]


def _said() -> list[sa.Column[Any]]:
    return [
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("actor", Exact, index=True),
        sa.Column("unit", Exact),
        sa.Column("strength_low", sa.BigInteger),
        sa.Column("strength_high", sa.BigInteger),
        sa.Column("strength_unit", sa.String(10)),
        *_ends("origin"),
        *_ends("dest"),
        sa.Column("date_start", sa.String(10)),
        sa.Column("date_end", sa.String(10)),
        sa.Column("confidence", sa.Float, nullable=False),
    ]


CLAIM = sa.Table(
    "claim",
    METADATA,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("report", sa.Integer, sa.ForeignKey("report.number"), nullable=False),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("by_hand", sa.Boolean, nullable=False),
    sa.Column("gone", sa.Boolean, nullable=False, server_default=sa.false()),
    *_said(),
    sa.Index("ix_claim_report", "report", "place"),
)

MOVEMENT = sa.Table(
    "movement",
    METADATA,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    *_said(),
    sa.Column("part_of", sa.String(16)),
    sa.Column("shared_with", sa.String(16)),
    sa.Column("disagreements", sa.Integer, nullable=False),
    sa.Column("claims", sa.Text, nullable=False),
    sa.Column("told", sa.Text, nullable=False),
)

MOVEMENT_CLAIM = sa.Table(
    "movement_claim",
    METADATA,
    sa.Column("claim", sa.String(16), primary_key=True),
    sa.Column("movement", sa.String(16), nullable=False, index=True),
)

FINGERPRINT = sa.Table(
    "fingerprint",
    METADATA,
    sa.Column("hash", sa.BigInteger, primary_key=True),
    sa.Column("report", sa.Integer, sa.ForeignKey("report.number"), primary_key=True),
)

COPY = sa.Table(
    "copy",
    METADATA,
    sa.Column("one", sa.Integer, sa.ForeignKey("report.number"), primary_key=True),
    sa.Column("other", sa.Integer, sa.ForeignKey("report.number"), primary_key=True),
    sa.Column("share", sa.Float, nullable=False),
)

LOG = sa.Table(
    "log",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("who", Exact, nullable=False),
    sa.Column("action", sa.String(16), nullable=False, index=True),
    sa.Column("subject", Exact, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("previous", sa.String(64), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False, unique=True),
)
