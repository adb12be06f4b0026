"""Opening a case's database: a file of SQLite or an address of PostgreSQL, its short transactions, its errors in words.

A write transaction takes the write lock at its beginning, so that what it read still holds when it writes; another
writer waits for it, up to `PATIENCE` seconds.  SQLite keeps a write-ahead log beside the file while the case is open:
readers never wait, and what a transaction has committed survives the program's end and the machine's.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import cast

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from mapapp.errors import CaseError, MissingExtraError, OutputError
from mapapp.keep import migrate
from mapapp.keep.tables import LOG

#: Seconds that a writer waits for another one.
PATIENCE = 30.0
#: "mapp": what tells our files from other SQLite files.
APPLICATION_ID = 0x6D617070
_SCHEMES = ("postgresql://", "postgres://", "postgresql+pg8000://")


def is_address(where: str) -> bool:
    """Whether `where` names a PostgreSQL database rather than a file."""
    return where.lower().startswith(_SCHEMES)


def is_case_file(path: str | os.PathLike[str]) -> bool:
    """Whether a file's head says that it is a case file; nothing else of it is read."""
    try:
        with open(path, "rb") as file:
            head = file.read(72)
    except OSError:
        return False
    return head.startswith(b"SQLite format 3\0") and int.from_bytes(head[68:72], "big") == APPLICATION_ID


class Store:
    """One case's database.

    Parameters
    ----------
    where : str
        As the user gave it; it starts every message, without the password.
    """

    def __init__(self, where: str) -> None:
        self.where = where
        self.read_only = False
        if is_address(where):
            self.shown, self.engine = _server(where)
        else:
            self.shown = where
            self.engine, self.read_only = _file(where)

    @property
    def on_server(self) -> bool:
        """Whether it is PostgreSQL."""
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection that sees one state of the case throughout."""
        with self._told(), self.engine.connect() as connection:
            if self.on_server:
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give a connection that holds the write lock; all that is done on it is kept, or nothing is.

        Raises
        ------
        CaseError
            When another program holds the lock for longer than `PATIENCE`, or the database fails.
        OutputError
            When the file or its folder cannot be written, or the disk is full.
        """
        if self.read_only:
            raise OutputError(f"{self.shown}: no permission to write there; copy the case to a folder of yours")
        with self._told(), self.engine.connect() as connection:
            connection.execution_options(mapapp_writes=True)
            with connection.begin():
                if self.on_server:
                    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{int(PATIENCE)}s'")
                    if sa.inspect(connection).has_table(LOG.name):
                        connection.exec_driver_sql("LOCK TABLE log IN SHARE ROW EXCLUSIVE MODE")
                yield connection

    def close(self) -> None:
        """Let go of the database; the write-ahead log is folded into the file."""
        self.engine.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            raise _in_words(self.shown, error) from error
        except SQLAlchemyError as error:
            raise CaseError(f"{self.shown}: the database failed ({_line(error)})") from error


def create_file(path: str | os.PathLike[str], title: str | None, fill: Callable[[sa.Connection], object]) -> None:
    """Make a new case file; it is whole or absent, and never takes another file's place.

    Parameters
    ----------
    path : str or path-like
    title : str or None
    fill : callable
        Writes the first rows, within the one transaction that makes the file.

    Raises
    ------
    CaseError
        When something of that name is there.
    OutputError
        When it cannot be written.
    """
    with _new_file(path) as draft:
        engine = _sqlite_engine(draft, f"file:{_quoted(draft)}")
        try:
            with engine.connect().execution_options(mapapp_writes=True) as connection, connection.begin():
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                migrate.upgrade(connection, title)
                fill(connection)
        finally:
            engine.dispose()


def copy_file(source: sa.Connection, path: str | os.PathLike[str]) -> None:
    """Write the file that `source` reads, as it sees it, to a new one, page by page; errors as in `create_file`."""
    with _new_file(path) as draft, closing(sqlite3.connect(draft)) as goal:
        own = cast("sqlite3.Connection", source.connection.driver_connection)
        own.backup(goal)
        goal.execute("PRAGMA journal_mode = DELETE")  # all in the one file


@contextmanager
def _new_file(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a path to write to; it becomes `path` when the block ends well, and is removed in any case."""
    shown, goal = os.fspath(path), Path(path).absolute()
    if goal.exists():
        raise CaseError(f"{shown}: is there already; choose another name, or add to it with mapapp case add")
    if not goal.parent.is_dir():
        raise OutputError(f"{shown}: there is no folder {os.path.dirname(shown) or '.'}; make it first")
    draft = goal.with_name(f".{goal.name[:100]}.{secrets.token_hex(6)}")
    try:
        yield draft
        os.link(draft, goal)
    except FileExistsError:
        raise CaseError(f"{shown}: is there already; choose another name") from None
    except (DBAPIError, sqlite3.Error) as error:
        raise _in_words(shown, error) from error
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        raise OutputError(f"{shown}: could not be written ({error.strerror or error})") from error
    finally:
        for leftover in (draft, *(draft.with_name(draft.name + end) for end in ("-wal", "-shm", "-journal"))):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


def _file(where: str) -> tuple[sa.Engine, bool]:
    path = Path(where)
    if not path.exists():
        raise CaseError(f"{where}: there is no such case; mapapp case create makes one")
    if not path.is_file():
        raise CaseError(f"{where}: a folder, where a case file is due")
    if not os.access(path, os.R_OK):
        raise CaseError(f"{where}: no permission to read it")
    with open(path, "rb") as file:
        head = file.read(100)
    if not head.startswith(b"SQLite format 3\0"):
        raise CaseError(f"{where}: is no case file{' (it is empty)' if not head else ''}")
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise CaseError(f"{where}: is an SQLite file of another program, no case file")
    ahead = path.with_name(path.name + "-wal")
    page = int.from_bytes(head[16:18], "big")
    said = int.from_bytes(head[28:32], "big") * (65_536 if page == 1 else page)
    if path.stat().st_size < said and not ahead.exists():
        raise CaseError(
            f"{where}: is cut short ({path.stat().st_size:,} bytes of {said:,}); take a whole copy, such as a bundle's"
        )
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    name = f"file:{_quoted(path.absolute())}"
    if not writable:
        if ahead.exists() and ahead.stat().st_size:
            raise OutputError(f"{where}: no permission to write there, and changes in {ahead.name} are not in it yet")
        name += "?mode=ro&immutable=1"
    else:
        name += "?mode=rw"
    return _sqlite_engine(path, name, writable=writable), not writable


def _quoted(path: Path) -> str:
    from urllib.parse import quote  # noqa: PLC0415

    return quote(os.fspath(path))


def _sqlite_engine(path: Path, name: str, writable: bool = True) -> sa.Engine:
    def connect() -> sqlite3.Connection:
        made = sqlite3.connect(name, uri=True, timeout=PATIENCE, check_same_thread=False, isolation_level=None)
        made.execute("PRAGMA foreign_keys = ON")
        if writable:
            if not path.name.startswith("."):  # a draft is made without a log beside it
                made.execute("PRAGMA journal_mode = WAL")
            made.execute("PRAGMA synchronous = FULL")
        made.execute("PRAGMA cache_size = -65536")
        return made

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.pool.QueuePool, pool_size=2, max_overflow=8)

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("mapapp_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _server(where: str) -> tuple[str, sa.Engine]:
    try:
        url = make_url(where)
    except ArgumentError:
        raise CaseError("a database's address is postgresql://USER:PASSWORD@HOST:PORT/DATABASE") from None
    url = URL.create(
        "postgresql+pg8000", url.username, url.password, url.host or "localhost", url.port, url.database, url.query
    )
    shown = url.set(drivername="postgresql").render_as_string(hide_password=True)
    try:
        engine = sa.create_engine(url, pool_pre_ping=True, connect_args={"timeout": int(PATIENCE)})
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"{shown}: a shared case needs the PostgreSQL driver; pip install 'mapapp[postgres]'"
        ) from error
    return shown, engine


def _in_words(shown: str, error: Exception) -> CaseError | OutputError:
    said = _line(error)
    low = said.lower()
    if "locked" in low or "lock timeout" in low or "55p03" in low:
        return CaseError(f"{shown}: another program has been writing to it for {PATIENCE:.0f} seconds; try again")
    if "disk is full" in low or "disk full" in low or "no space left" in low:
        return OutputError(f"{shown}: the disk is full; nothing of this change was kept")
    if "readonly" in low or "read-only" in low or "unable to open database file" in low:
        return OutputError(f"{shown}: no permission to write there; copy the case to a folder of yours")
    if "disk i/o error" in low:
        return OutputError(f"{shown}: the disk failed; nothing of this change was kept")
    if "malformed" in low or "not a database" in low:
        return CaseError(f"{shown}: is damaged ({said}); take a whole copy, such as a bundle's")
    if "postgis" in low:
        return CaseError(f"{shown}: the server has no PostGIS; have it installed, then try again")
    if any(
        word in low for word in ("connect", "network", "closed", "terminat", "timed out", "3d000", "28p01", "28000")
    ):
        return CaseError(f"{shown}: the database server does not let us in or does not answer ({said})")
    return CaseError(f"{shown}: the database failed ({said})")


def _line(error: Exception) -> str:
    origin = getattr(error, "orig", None) or error
    first = origin.args[0] if origin.args else origin
    if isinstance(first, dict):  # pg8000 tells its fields by letters: M is the message, C the code
        return f"{first.get('M', '')} {first.get('C', '')}".strip()
    return " ".join(str(first).split())[:200]
