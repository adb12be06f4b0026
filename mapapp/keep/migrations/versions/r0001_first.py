"""The first tables: reports, claims, movements, the log that only grows.

Revision ID: 0001
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables; on PostgreSQL also points, lines and their indexes."""
    op.create_table("meta", sa.Column("key", sa.Text, primary_key=True), sa.Column("value", sa.Text, nullable=False))
    op.create_table(
        "report",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("sha256", sa.String(64), nullable=False, index=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("published", sa.String(10)),
        sa.Column("title", sa.Text),
        sa.Column("publisher", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("author", sa.Text),
        sa.Column("original", sa.Text),
        sa.Column("source", sa.Text),
        sa.Column("retrieved", sa.String(32), nullable=False),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "claim",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("report", sa.Integer, sa.ForeignKey("report.number"), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("by_hand", sa.Boolean, nullable=False),
        sa.Column("gone", sa.Boolean, nullable=False, server_default=sa.false()),
        *_said(),
    )
    op.create_index("ix_claim_report", "claim", ["report", "place"])
    op.create_table(
        "movement",
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
    op.create_table(
        "movement_claim",
        sa.Column("claim", sa.String(16), primary_key=True),
        sa.Column("movement", sa.String(16), nullable=False, index=True),
    )
    op.create_table(
        "fingerprint",
        sa.Column("hash", sa.BigInteger, primary_key=True),
        sa.Column("report", sa.Integer, sa.ForeignKey("report.number"), primary_key=True),
    )
    op.create_table(
        "copy",
        sa.Column("one", sa.Integer, sa.ForeignKey("report.number"), primary_key=True),
        sa.Column("other", sa.Integer, sa.ForeignKey("report.number"), primary_key=True),
        sa.Column("share", sa.Float, nullable=False),
    )
    op.create_table(
        "log",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("action", sa.String(16), nullable=False, index=True),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
    )
    if op.get_bind().dialect.name == "postgresql":
        _on_postgresql()
    else:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER log_no_{change.lower()} BEFORE {change} ON log "
                "BEGIN SELECT RAISE(ABORT, 'the log only grows'); END"
            )


def _said() -> list[sa.Column[Any]]:
    ends = [
        column
        for end in ("origin", "dest")
        for column in (
            sa.Column(end, sa.Text),
            sa.Column(f"{end}_lat", sa.Float),
            sa.Column(f"{end}_lon", sa.Float),
            sa.Column(f"{end}_kind", sa.String(10)),
            sa.Column(f"{end}_country", sa.String(2)),
        )
    ]
    return [
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("actor", sa.Text, index=True),
        sa.Column("unit", sa.Text),
        sa.Column("strength_low", sa.BigInteger),
        sa.Column("strength_high", sa.BigInteger),
        sa.Column("strength_unit", sa.String(10)),
        *ends,
        sa.Column("date_start", sa.String(10)),
        sa.Column("date_end", sa.String(10)),
        sa.Column("confidence", sa.Float, nullable=False),
    ]


def _on_postgresql() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    for table in ("claim", "movement"):
        for end in ("origin", "dest"):
            op.execute(
                f"ALTER TABLE {table} ADD COLUMN {end}_point geometry(Point, 4326) GENERATED ALWAYS AS "
                f"(ST_SetSRID(ST_MakePoint({end}_lon, {end}_lat), 4326)) STORED"
            )
            op.execute(f"CREATE INDEX ix_{table}_{end}_point ON {table} USING gist ({end}_point)")
    op.execute(
        "ALTER TABLE movement ADD COLUMN line geometry(LineString, 4326) GENERATED ALWAYS AS "
        "(ST_SetSRID(ST_MakeLine(ST_MakePoint(origin_lon, origin_lat), ST_MakePoint(dest_lon, dest_lat)), 4326)) STORED"
    )
    op.execute(
        "CREATE FUNCTION log_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the log only grows'; END $$"
    )
    op.execute(
        "CREATE TRIGGER log_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON log "
        "FOR EACH STATEMENT EXECUTE FUNCTION log_only_grows()"
    )
