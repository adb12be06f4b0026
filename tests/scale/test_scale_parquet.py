"""Parquet as a corpus: row groups cut into parts, each row in one of them, and files that are not fit to be read."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from mapapp.model import Report
from mapapp.read import Failure
from mapapp.scale import Job
from mapapp.scale.extracting import _found
from mapapp.scale.plan import Part, plan


def reports(part: Part, job: Job) -> list[Report | Failure]:
    return list(_found(part, job))


def test_each_row_is_in_one_part_under_its_own_number(tmp_path: Path) -> None:
    rows = pd.DataFrame({"text": [f"Ship {number} left." for number in range(1_000)]})
    rows.to_parquet(tmp_path / "rows.parquet", row_group_size=400)
    job = Job(str(tmp_path / "rows.parquet"), str(tmp_path / "out"), per_part=90)
    parts, _ = plan(job)
    assert {part["group"] for part in parts} == {0, 1, 2}
    found = [report for part in parts for report in reports(part, job)]
    assert [(one.id, one.text) for one in found if isinstance(one, Report)] == [
        (f"rows.parquet:{number + 1}", text) for number, text in enumerate(rows["text"])
    ]


def test_a_large_group_is_cut_into_few_parts_as_each_unpacks_what_is_before_it(tmp_path: Path) -> None:
    pd.DataFrame({"text": ["x"] * 100_000}).to_parquet(tmp_path / "rows.parquet")
    parts, _ = plan(Job(str(tmp_path / "rows.parquet"), str(tmp_path / "out"), per_part=2))
    assert len(parts) == 64
    assert sum(min(part["count"], 100_000 - part["first"]) for part in parts) == 100_000


def test_a_file_that_is_not_fit_to_be_read_costs_only_itself(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    pd.DataFrame({"text": ["One ship left."]}).to_parquet(folder / "a.parquet")
    data = (folder / "a.parquet").read_bytes()
    (folder / "b.parquet").write_bytes(data[:-20])
    (folder / "c.parquet").write_bytes(data)
    job = Job(str(folder), str(tmp_path / "out"))
    found = [one for part in plan(job)[0] for one in reports(part, job)]
    assert [one.id for one in found if isinstance(one, Report)] == ["a.parquet:1", "c.parquet:1"]
    (failure,) = [one for one in found if isinstance(one, Failure)]
    assert failure.reason.startswith(f"{folder / 'b.parquet'}: not a Parquet file that can be read (")
