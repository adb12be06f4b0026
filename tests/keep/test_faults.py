"""What goes wrong outside: killed at any moment, a full disk, a folder that cannot be written, two writers at once."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from told import FIRST, all_three

from mapapp.errors import CaseError, OutputError
from mapapp.keep import Case, decisions, migrate, store, verify

HERE = Path(__file__).parent
#: What is killed: it says on its output what was acknowledged.
WORK = """
import sys
sys.path.insert(0, {here!r})
from dataclasses import replace
from told import FIRST, first
from mapapp.keep import Case, decisions
from mapapp.export import export

with Case({where!r}, "ann") as case:
    for number in range(10_000):
        name = f"r{{number}}-{{sys.argv[1]}}"
        report = replace(FIRST, id=name, text=f"{{FIRST.text}} {{name}}.")
        claims = [replace(one, quote=report.quote(one.quote.start, one.quote.end), marks=()) for one in first()]
        (added,) = case.add([(report, claims, None)])
        print("add", added.report, flush=True)
        entry = decisions.confirm(case, case.state().movements[number % 5].id)
        print("entry", entry.hash, flush=True)
        export(case.state().shown, {out!r})
"""


def test_killed_at_random_moments_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    where, out = tmp_path / "case", tmp_path / "m.geojson"
    Case.create(where, "ann").close()
    dice = random.Random(5)  # noqa: S311 (a seed, so that a failure can be had again)
    acknowledged: list[list[str]] = []
    for round_ in range(int(os.environ.get("MAPAPP_KILLS", "3"))):
        code = WORK.format(here=str(HERE), where=str(where), out=str(out))
        with subprocess.Popen([sys.executable, "-c", code, str(round_)], stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for _ in range(dice.randrange(1, 6)):
                acknowledged.append(process.stdout.readline().split())
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(dice.random() / 20)
            process.kill()
            acknowledged += [line.split() for line in process.stdout.read().splitlines()]
        with Case(where, "ann") as case:
            assert verify.problems(case) == []
            state = case.state()
            hashes = {entry.hash for entry in state.entries}
            for what, name in acknowledged:
                assert name in (state.report_by_id if what == "add" else hashes)
        if out.exists():
            assert out.read_text().endswith("]}\n"), "an export is whole or absent"
    assert len(acknowledged) > 3


def test_two_writers_at_once_lose_nothing(where: str) -> None:
    Case.create(where, "ann").close()
    failures: list[BaseException] = []

    def work(name: str) -> None:
        try:
            with Case(where, name) as case:
                for number in range(5):
                    report = replace(FIRST, id=f"{name}{number}", text=f"{name} {number}: {FIRST.text}")
                    case.add([(report, [], None)])
                    decisions.comment(case, report.id, f"{name} was here")
        except BaseException as error:  # said by the test's own thread
            failures.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in ("ann", "bob")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with Case(where, "ann") as case:
        assert len(case.state().reports) == 10
        assert len(case.state().entries) == 21
        assert verify.problems(case) == []


def test_a_writer_that_is_kept_waiting_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "PATIENCE", 0.1)
    with Case.create(tmp_path / "c", "ann") as case, Case(tmp_path / "c", "bob") as other:
        other.add(all_three())
        subject = other.state().movements[0].id
        with case.store.writing(), pytest.raises(CaseError, match="another program has been writing"):
            decisions.confirm(other, subject)
        assert len(other.state().movements) > 3, "who reads does not wait"
        decisions.confirm(other, subject)


def test_a_full_disk_keeps_what_was_there(tmp_path: Path) -> None:
    with Case.create(tmp_path / "c", "ann") as case:
        case.add(all_three())
        before = case.state()
        pages = _pragma(case, "page_count")
        with case.store.engine.connect() as connection:  # the one connection of the pool: the limit is its own
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        report = replace(FIRST, id="large", text="many words " * 20_000)
        with pytest.raises(OutputError, match="the disk is full; nothing of this change was kept"):
            case.add([(report, [], None)])
        assert case.state().movements == before.movements
    with Case(tmp_path / "c", "ann") as case:
        assert len(case.state().reports) == 3
        assert verify.problems(case) == []


def _pragma(case: Case, name: str) -> int:
    with case.store.engine.connect() as connection:
        return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())


def test_a_folder_that_cannot_be_written_is_read_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "c"
    with Case.create(path, "ann") as case:
        case.add(all_three())
    real = os.access
    monkeypatch.setattr(
        os, "access", lambda name, mode: mode != os.W_OK and real(name, mode)
    )  # root may write anywhere
    with Case(path, "bob") as case:
        assert len(case.state().reports) == 3
        assert verify.problems(case) == []
        with pytest.raises(OutputError, match="no permission to write there"):
            decisions.comment(case, "first", "hm")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["c"]


def test_a_case_is_made_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(migrate, "upgrade", fail)
    with pytest.raises(OutputError, match="No space left"):
        Case.create(tmp_path / "c", "ann")
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_stops_and_starts_again_is_found_again(server: Any) -> None:
    where = server.database()
    with Case.create(where, "ann") as case:
        case.add(all_three())
        before = case.state()
        server.stop()
        with pytest.raises(CaseError, match="does not answer"):
            decisions.comment(case, "first", "hm")
        server.start()
        assert case.state().movements == before.movements
        decisions.comment(case, "first", "hm")
        assert verify.problems(case) == []


def test_the_newest_revision_is_the_one_that_this_version_knows() -> None:
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    assert ScriptDirectory.from_config(migrate.config()).get_heads() == [migrate.HEAD]


def test_points_and_lines_are_in_postgis(server: Any) -> None:
    with Case.create(server.database(), "ann") as case:
        case.add(all_three())
        with case.store.reading() as connection:
            found = connection.exec_driver_sql(
                "SELECT ST_AsText(origin_point), ST_AsText(dest_point), ST_NumPoints(line) FROM movement "
                "WHERE origin IS NOT NULL AND dest IS NOT NULL"
            ).all()
    assert found == [("POINT(-79 35.14)", "POINT(19.4 52.1)", 2)]
