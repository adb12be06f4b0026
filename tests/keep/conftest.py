"""Cases to test: each test that asks for `where` runs on a file and on a PostgreSQL server of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from mapapp.keep.tables import METADATA

SETTINGS = "fsync=off shared_buffers=32MB max_connections=40 unix_socket_directories='' listen_addresses=127.0.0.1"


@dataclass
class Server:
    """A private PostgreSQL on a loopback port, in a temporary folder."""

    programs: Path
    folder: Path
    port: int

    def run(self, *words: str) -> None:
        as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []  # it refuses to run as root
        # It is started in the background and keeps what it is given as output: a file, not a pipe that would stay open.
        with open(self.folder / "said", "wb") as said:
            done = subprocess.run(
                [*as_user, str(self.programs / words[0]), *words[1:]], check=False, cwd="/", stdout=said, stderr=said
            )
        assert done.returncode == 0, f"{words}: {(self.folder / 'said').read_text()}"

    def start(self) -> None:
        flags = " ".join(f"-c {setting}" for setting in [*SETTINGS.split(), f"port={self.port}"])
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-l", str(self.folder / "log"), "-w", "-o", flags, "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")

    def address(self, database: str) -> str:
        return f"postgresql://mapapp@127.0.0.1:{self.port}/{database}"

    def tell(self, words: str, database: str = "postgres") -> None:
        engine = sa.create_engine(self.address(database).replace("://", "+pg8000://"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(words)
        engine.dispose()

    def database(self) -> str:
        """Empty the database of what the test before made, which is faster than a new one, and return its address."""
        tables = ", ".join(table.name for table in METADATA.sorted_tables)
        self.tell(f"DROP TABLE IF EXISTS {tables}, alembic_version CASCADE", "cases")
        self.tell("DROP FUNCTION IF EXISTS log_only_grows", "cases")
        return self.address("cases")


def _programs() -> Path | None:
    found = [Path(path).parent for path in (shutil.which("initdb"),) if path]
    found += sorted((path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")), reverse=True)
    return found[0] if found else None


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Start a PostgreSQL server once; without one, skip, or fail where CI is set."""
    programs = _programs()
    if programs is None:
        reason = "no PostgreSQL on this machine (Debian: postgresql, postgresql-postgis)"
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(reason)
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="mapapp-postgres-"))  # pytest's own are cleared by other runs of it
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    made = Server(programs, folder, port)
    made.run("initdb", "-D", str(folder / "data"), "-U", "mapapp", "-A", "trust", "-E", "UTF8", "--no-sync")
    made.start()
    made.tell("CREATE DATABASE cases")
    made.tell("CREATE EXTENSION postgis", "cases")
    yield made
    made.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["file", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the place of a case that is still to be made."""
    if request.param == "file":
        return str(tmp_path / "case.mapapp")
    server: Server = request.getfixturevalue("server")
    return server.database()
