"""A run over a corpus: the same as report by report, whole or broken off and gone on with."""

from __future__ import annotations

import hashlib
import io
import json
import os
import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import geopandas
import pandas
import pyarrow.parquet as pq
import pytest
from corpus_reports import REPORTS

from mapapp import cli
from mapapp.errors import MissingExtraError, OptionError, OutputError, SourceError
from mapapp.extract import extract
from mapapp.read import read_all
from mapapp.reconcile import reconcile_claims
from mapapp.scale import Job, extracting, is_corpus
from mapapp.scale.asking import Question, connection, select
from mapapp.scale.cluster import Dask, Here
from mapapp.scale.extracting import extract_part
from mapapp.scale.gathering import spans
from mapapp.scale.plan import plan
from mapapp.scale.run import Progress, run, summary, told
from mapapp.scale.tables import CLAIMS, FAILURES, MOVEMENTS, claims_of, dump


def job(corpus: Path, output: Path, per_part: int = 3) -> Job:
    return Job(str(corpus), str(output), per_part=per_part)


def content(output: Path) -> dict[str, str]:
    """Return every file of an output with its hash."""
    files = sorted(path for path in output.rglob("*") if path.is_file())
    return {path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


class BreaksOff(Here):
    """Does some pieces of work, then is gone."""

    def __init__(self, after: int) -> None:
        self.after = after

    def map(self, work: Any, items: Iterable[Any], job: Job) -> Iterator[Any]:
        for item in items:
            if not self.after:
                raise OutputError("the cluster is gone")
            self.after -= 1
            yield item, work(item, job)


def test_a_corpus_gives_what_its_reports_give(corpus: Path, tmp_path: Path) -> None:
    manifest = run(job(corpus, tmp_path / "out"), Here())
    assert is_corpus(tmp_path / "out")
    reports = read_all([corpus]).reports
    expected = [claim for report in reports for claim in extract(report)]
    rows = [row for file in sorted((tmp_path / "out" / "claims").iterdir()) for row in pq.read_table(file).to_pylist()]
    again = [claim for _, claim in claims_of(rows)]
    assert [(claim.report.id, claim.report.sha256, claim.quote.verbatim) for claim in again] == [
        (claim.report.id, claim.report.sha256, claim.quote.verbatim) for claim in expected
    ]
    for one, two in zip(again, expected, strict=True):
        assert (one.strength, one.origin, one.destination, one.date, one.status, one.marks) == (
            two.strength, two.origin, two.destination, two.date, two.status, two.marks
        )  # fmt: skip
    found, count = select(str(tmp_path / "out"), Question())
    assert count == len(found) == manifest["counts"]["movements"]
    assert {movement.id for movement in found} == {movement.id for movement in reconcile_claims(expected)}
    told_twice = next(movement for movement in found if len(movement.claims) == 2)
    assert {claim.report.id for claim in told_twice.claims} == {"a", "b"}
    assert summary(manifest).startswith("10 reports, ")


def test_what_could_not_be_read_is_named(corpus: Path, tmp_path: Path) -> None:
    run(job(corpus, tmp_path / "out"), Here())
    rows = [
        row for file in sorted((tmp_path / "out" / "failures").iterdir()) for row in pq.read_table(file).to_pylist()
    ]
    assert [row["kind"] for row in rows] == ["unreadable", "language"]
    assert rows[0]["reason"].startswith(f"{corpus}:5: a report needs its text")
    assert "written in German" in rows[1]["reason"]


def test_the_partitions_are_geoparquet(corpus: Path, tmp_path: Path) -> None:
    manifest = run(job(corpus, tmp_path / "out"), Here())
    tables = {"claims": CLAIMS, "failures": FAILURES, "movements": MOVEMENTS}
    for file in manifest["files"]:
        path = tmp_path / "out" / file["file"]
        assert hashlib.sha256(path.read_bytes()).hexdigest() == file["sha256"]
        assert pq.read_schema(path).names == list(tables[file["file"].split("/")[0]])
    frame = geopandas.read_parquet(tmp_path / "out" / "movements" / "part-all.parquet")
    assert frame.crs.to_epsg() == 4326
    line = frame[frame.origin == "Fort Bragg"].geometry.iloc[0]
    assert line.geom_type == "LineString"
    assert line.coords[0] == pytest.approx((-79.006, 35.139), abs=0.05)
    assert {entry["path"] for entry in manifest["inputs"]} == {str(corpus)}
    assert manifest["inputs"][0]["sha256"] == hashlib.sha256(corpus.read_bytes()).hexdigest()
    assert manifest["versions"]["mapapp"]


@pytest.mark.parametrize("after", range(6))
def test_a_run_that_was_broken_off_is_gone_on_with(corpus: Path, tmp_path: Path, after: int) -> None:
    run(job(corpus, tmp_path / "whole"), Here())
    with pytest.raises(OutputError, match="the cluster is gone"):
        run(job(corpus, tmp_path / "out"), BreaksOff(min(after, 4)))
    assert not is_corpus(tmp_path / "out")
    if after == 5:  # a part's file that has gone is made again
        next((tmp_path / "out" / "claims").iterdir()).unlink()
    told_of: list[Progress] = []
    run(job(corpus, tmp_path / "out"), Here(), resume=True, tell=told_of.append)
    assert content(tmp_path / "out") == content(tmp_path / "whole")
    assert told_of[0].done == min(after, 4) - (after == 5)


def test_a_finished_run_is_not_done_again(corpus: Path, tmp_path: Path) -> None:
    first = run(job(corpus, tmp_path / "out"), Here())
    before = content(tmp_path / "out")
    assert run(job(corpus, tmp_path / "out"), BreaksOff(0), resume=True) == first
    assert content(tmp_path / "out") == before


def test_a_run_is_not_mixed_with_another(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        run(job(corpus, tmp_path / "out"), BreaksOff(1))
    with pytest.raises(OptionError, match="a run that was broken off; go on with --resume"):
        run(job(corpus, tmp_path / "out"), Here())
    with pytest.raises(OptionError, match="was made with another per_part"):
        run(job(corpus, tmp_path / "out", per_part=4), Here(), resume=True)
    corpus.write_text(corpus.read_text() + '{"text": "One more."}\n')
    with pytest.raises(OptionError, match="has changed since the run began"):
        run(job(corpus, tmp_path / "out"), Here(), resume=True)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.doc").write_text("x")
    with pytest.raises(OptionError, match="a folder with other files in it"):
        run(job(corpus, tmp_path / "full"), Here())
    with pytest.raises(SourceError, match="there is no such file or folder"):
        run(job(tmp_path / "gone.jsonl", tmp_path / "new"), Here())


def test_a_report_that_fails_costs_only_itself(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(report: Any) -> Any:
        if report.id == "d":
            raise ZeroDivisionError("by nought")
        return extract(report)

    monkeypatch.setattr("mapapp.extract.extract", faulty)
    manifest = run(job(corpus, tmp_path / "out"), Here())
    rows = [row for file in (tmp_path / "out" / "failures").iterdir() for row in pq.read_table(file).to_pylist()]
    assert {(row["source"], row["kind"]) for row in rows if row["kind"] == "fault"} == {("d", "fault")}
    assert manifest["counts"]["reports"] == 9


def test_a_report_that_ends_its_process_is_left_the_third_time(corpus: Path, tmp_path: Path) -> None:
    one = job(corpus, tmp_path / "out")
    (part, *_) = plan(one)[0]
    at = tmp_path / "out" / ".work" / "at" / part["name"]
    at.parent.mkdir(parents=True)
    for _ in range(2):  # what processes that die at the second report leave behind, and what the next one makes of it
        at.write_bytes(b"%12d" % 1)
        _notes_a_death(one, part["name"])
    at.write_bytes(b"%12d" % 1)
    done = extract_part(part, one)
    assert (done["reports"], done["failures"]) == (2, 1)
    (row,) = pq.read_table(tmp_path / "out" / "failures" / f"part-{part['name']}.parquet").to_pylist()
    assert (row["source"], row["kind"], row["number"]) == ("b", "killed", 1)
    assert row["reason"] == "b: it ended the process that read it 3 times"
    assert not at.exists()


def _notes_a_death(one: Job, name: str) -> None:
    extracting._Place(one, name)


def test_a_full_disk_is_told_and_gone_on_from(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(job(corpus, tmp_path / "whole"), Here())
    real, room = os.fsync, [4]

    def full(descriptor: int) -> None:
        room[0] -= 1
        if room[0] < 0:
            raise OSError(28, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"could not be written \(No space left on device\)"):
        run(job(corpus, tmp_path / "out"), Here())
    assert not list((tmp_path / "out").rglob("*.parquet.*"))
    monkeypatch.setattr(os, "fsync", real)
    run(job(corpus, tmp_path / "out"), Here(), resume=True)
    assert content(tmp_path / "out") == content(tmp_path / "whole")


@pytest.mark.parametrize("ending", ["parquet", "csv", "folder"])
def test_other_inputs_give_the_same(corpus: Path, tmp_path: Path, ending: str) -> None:
    frame = pandas.DataFrame(REPORTS, columns=["id", "published", "publisher", "text"])
    source = tmp_path / f"in.{ending}"
    if ending == "parquet":
        frame.to_parquet(source, row_group_size=4)
    elif ending == "csv":
        frame.to_csv(source, index=False)
    else:
        source.mkdir()
        for name, _, _, text in REPORTS:
            (source / f"{name}.txt").write_text(text)
    manifest = run(job(source, tmp_path / "out"), Here())
    assert manifest["counts"]["reports"] == 10
    assert manifest["counts"]["failures"] == 1
    found, _ = select(str(tmp_path / "out"), Question(actor="RU"))
    assert [claim.report.id for claim in found[0].claims] == ["e.txt" if ending == "folder" else "e"]


def test_spans_are_as_long_as_they_may_be() -> None:
    def done(**days: int) -> dict[str, Any]:
        return {"days": {day.strip("d").replace("_", "-"): count for day, count in days.items()}}

    parts = {"0": done(d2022_01_01=5, d2022_02_01=5), "1": done(d2022_02_02=5, d2023_01_01=5)}
    assert spans(parts, 20)[0] == "all"
    assert spans(parts, 15)[0] == "year"
    length, found = spans(parts, 10)
    assert length == "month"
    assert [(span["name"], span["parts"]) for span in found] == [
        ("2022-01", ["0"]), ("2022-02", ["0", "1"]), ("2023-01", ["1"])
    ]  # fmt: skip
    assert spans(parts, 5)[0] == "day"
    undated = {str(number): {"days": {"": 8}} for number in range(3)}
    assert [span["name"] for span in spans(undated, 10)[1]] == ["undated", "undated-1", "undated-2"]


def test_the_command_maps_what_is_asked_for(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(job(corpus, tmp_path / "out"), Here())
    goal = tmp_path / "moves.geojson"
    words = ["export", str(tmp_path / "out"), "-o", str(goal), "--since", "2022-02-01", "--until", "2022-02-28"]
    assert cli.main([*words, "--actor", "US", "--most", "1"]) == 0
    assert "the latest 1 of 3 movements; --most asks for more" in capsys.readouterr().err
    (feature,) = json.loads(goal.read_text())["features"]
    assert feature["properties"]["actor"] == "US"
    assert cli.main([*words, "--country", "LT"]) == 0
    assert [one["properties"]["actor"] for one in json.loads(goal.read_text())["features"]] == ["DE"]
    assert cli.main(["export", str(corpus), "-o", str(goal), "--actor", "US"]) == 2
    assert "for the output folder of mapapp corpus alone" in capsys.readouterr().err


def test_progress_is_told_in_words() -> None:
    assert (
        told(Progress("reading", 2, 9, 1_200, 3.0, 3_725.0, None))
        == "reading: part 2 of 9, 1,200 reports, 1:02:05 left"
    )
    assert told(Progress("reading", 0, 9, 0, 0.0, None, None)) == "reading: part 0 of 9, 0 reports"


def test_without_dask_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'mapapp\[corpus\]'"):
        Dask()
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'mapapp\[corpus\]'"):
        connection()


def test_no_scheduler_is_told_in_one_line(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"tcp://127\.0\.0\.1:9: no Dask scheduler answers there"):
        run(job(corpus, tmp_path / "out"), Dask("tcp://127.0.0.1:9", timeout=1.0))


def _page(address: str) -> bytes:
    for _ in range(50):  # it is there some moments after the workers
        with suppress(HTTPError), urlopen(address, timeout=10) as answer:  # noqa: S310 (our own, on this machine)
            return bytes(answer.read())
        time.sleep(0.1)
    raise AssertionError(address)


@pytest.mark.filterwarnings("ignore")
def test_a_worker_that_is_killed_costs_nothing(corpus: Path, tmp_path: Path) -> None:
    run(job(corpus, tmp_path / "whole"), Here())
    cluster = Dask(workers=1)
    killed: list[int] = []

    def kill(progress: Progress) -> None:
        if progress.done == 1 and not killed:
            assert progress.dashboard
            assert b"Dask" in _page(progress.dashboard)
            killed.extend(cluster.pids())
            os.kill(killed[0], signal.SIGKILL)

    run(job(corpus, tmp_path / "out"), cluster, tell=kill)
    assert killed
    assert content(tmp_path / "out") == content(tmp_path / "whole")


def test_many_rows_are_written_in_pieces_and_read_as_one() -> None:
    rows = [
        {"part": f"{number:06d}", "number": number, "source": "a", "kind": "fault", "reason": None}
        for number in range(4_500)
    ]
    data = dump(iter(rows), FAILURES)
    assert pq.read_table(io.BytesIO(data)).to_pylist() == rows
    assert dump(rows, FAILURES) == data
    assert pq.read_table(io.BytesIO(dump([], FAILURES))).num_rows == 0
