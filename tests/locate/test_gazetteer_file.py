"""The gazetteer's file: opened fast, checked, and refused with the mend when it is damaged."""

from __future__ import annotations

import shutil
import sqlite3
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from mapapp.data import data_path
from mapapp.errors import GazetteerError
from mapapp.locate import Gazetteer
from mapapp.locate.store import Store, distance

FILE = data_path("gazetteer.sqlite")


def copied(folder: Path) -> Path:
    for path in (FILE, FILE.with_suffix(".json")):
        shutil.copy(path, folder / path.name)
    return folder / FILE.name


def test_a_whole_copy_opens_and_verifies(tmp_path: Path) -> None:
    store = Store(copied(tmp_path))
    store.verify()
    assert store.named("Warsaw")
    store.close()


def test_a_half_copied_file_is_refused_with_the_mend(tmp_path: Path) -> None:
    path = copied(tmp_path)
    with path.open("r+b") as held:
        held.truncate(path.stat().st_size // 2)
    with pytest.raises(GazetteerError, match=r"gazetteer\.sqlite has .* bytes .* install mapapp again"):
        Gazetteer(path)


def test_a_file_of_the_right_size_with_another_end_is_refused(tmp_path: Path) -> None:
    path = copied(tmp_path)
    with path.open("r+b") as held:
        held.seek(-100, 2)
        held.write(b"\xff" * 100)
    with pytest.raises(GazetteerError, match="checksum differs"):
        Gazetteer(path)


def test_damage_in_the_middle_is_found_by_verify(tmp_path: Path) -> None:
    path = copied(tmp_path)
    with path.open("r+b") as held:
        held.seek(path.stat().st_size // 2)
        held.write(b"\xff" * 4096)
    store = Store(path)
    with pytest.raises(GazetteerError, match="checksum differs"):
        store.verify()
    store.close()


@pytest.mark.parametrize("text", ["", "{", '{"schema": 1}', '{"schema": 99, "size": 1, "ends": "", "sha256": ""}'])
def test_a_damaged_manifest_is_refused(tmp_path: Path, text: str) -> None:
    path = copied(tmp_path)
    path.with_suffix(".json").write_text(text, encoding="utf-8")
    with pytest.raises(GazetteerError, match="install mapapp again"):
        Gazetteer(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"none\.sqlite is missing"):
        Gazetteer(tmp_path / "none.sqlite")


def test_opening_and_lookups_are_within_a_generous_multiple_of_their_bounds() -> None:
    start = time.perf_counter()
    gazetteer = Gazetteer()
    assert time.perf_counter() - start < 0.5
    gazetteer.store.rows.cache_clear()
    start = time.perf_counter()
    for _ in range(5):
        gazetteer.candidates("Kharkof")
    assert time.perf_counter() - start < 0.5


def test_the_file_is_within_its_size() -> None:
    assert FILE.stat().st_size <= 60_000_000


def test_threads_share_one_gazetteer(gazetteer: Gazetteer) -> None:
    found: list[str] = []

    def look() -> None:
        for name in ("Warsaw", "Vilseck", "Al Udeid", "Constanta"):
            place = gazetteer.place(name)
            found.append(place.name if place else "")

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 16
    assert "" not in found


def test_every_name_points_to_a_place() -> None:
    base = sqlite3.connect(f"file:{FILE}?mode=ro", uri=True)
    asked = "SELECT count(*) FROM name LEFT JOIN place ON id = place WHERE id IS NULL AND bearers IS NULL"
    assert base.execute(asked).fetchone() == (0,)
    base.close()


def test_names_that_many_share_hold_the_places_themselves(gazetteer: Gazetteer) -> None:
    base = sqlite3.connect(f"file:{FILE}?mode=ro", uri=True)
    shared = [key for (key,) in base.execute("SELECT key FROM name WHERE bearers IS NOT NULL")]
    base.close()
    assert len(shared) > 1000
    for key in shared[::25]:
        rows = gazetteer.store.rows(key)
        assert len(rows) >= 8
        for row in rows:
            assert replace(row, rank=0) == gazetteer.store.by_ref(row.place.id)


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [("kyiv", "kyiv", 0), ("kyiv", "kiyv", 1), ("aleppo", "alepo", 1), ("brest", "brussels", 4), ("", "abc", 3)],
)
def test_edit_distance(one: str, other: str, far: int) -> None:
    assert distance(one, other, 3) == far
