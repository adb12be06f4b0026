"""A case's tables, made and brought up to date by Alembic; what a newer version wrote is refused."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from mapapp.errors import CaseError
from mapapp.keep.tables import META
from mapapp.version import VERSION

if TYPE_CHECKING:
    from alembic.config import Config

#: The newest revision that this version knows; a test compares it with the scripts.
HEAD = "0001"
_VERSION = sa.table("alembic_version", sa.column("version_num", sa.String))


def revision(connection: sa.Connection) -> str | None:
    """Return the revision that the tables have, None where there are none."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.select(_VERSION.c.version_num)).scalar()


def check(connection: sa.Connection, shown: str) -> bool:
    """Say whether the tables are those of this version; False when they are older.

    Raises
    ------
    CaseError
        When there are none, or a newer version made them.
    """
    found = revision(connection)
    if found is None:
        raise CaseError(f"{shown}: holds no case; mapapp case create makes one")
    if found > HEAD:
        written = connection.execute(sa.select(META.c.value).where(META.c.key == "written_by")).scalar()
        raise CaseError(
            f"{shown}: was written by a newer mapapp ({written or 'unknown'}, this is {VERSION}); install that one"
        )
    return found == HEAD


def upgrade(connection: sa.Connection, title: str | None = None) -> None:
    """Bring the tables to `HEAD`, within the caller's transaction; without tables, make them."""
    from alembic import command  # noqa: PLC0415 (a third of a second, and seldom needed)

    command.upgrade(config(connection), "head")
    settings = {"written_by": VERSION}
    if title is not None:
        settings["title"] = title
    for key, value in settings.items():
        connection.execute(sa.delete(META).where(META.c.key == key))
        connection.execute(META.insert().values(key=key, value=value))


def config(connection: sa.Connection | None = None) -> Config:
    """Return Alembic's configuration for our scripts."""
    from alembic import config as alembic  # noqa: PLC0415

    made = alembic.Config()
    made.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made
