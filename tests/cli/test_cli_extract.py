"""`mapapp extract`: one line a report, in order; what goes wrong is said and costs only itself."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import mapapp.extract
from mapapp.cli import main
from mapapp.model import Claim, Report, Status, Strength


@pytest.fixture(autouse=True)
def two_words_are_a_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    def extract(report: Report) -> list[Claim]:
        if "boom" in report.text:
            raise RuntimeError("a fault\nin two lines")
        return [Claim(report.quote(0, 2), Status.ORDERED, actor="US", strength=Strength(5, 5))]

    monkeypatch.setattr(mapapp.extract, "extract", extract, raising=False)


@pytest.fixture
def one(tmp_path: Path) -> str:
    path = tmp_path / "one.txt"
    path.write_text("Ab cd — Łódź")
    return str(path)


def test_one_line_a_report_in_order(one: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text('{"id": "x", "text": "Xx"}\n{"id": "y", "text": "Yy", "published": "2022-02-02"}\n')
    assert main(["extract", str(many), one, "--published", "2022-01-01"]) == 0
    out, err = capsys.readouterr()
    found = [json.loads(line) for line in out.splitlines()]
    assert [(line["id"], line["published"]) for line in found] == [
        ("x", "2022-01-01"),
        ("y", "2022-02-02"),
        ("one.txt", "2022-01-01"),
    ]
    assert found[2]["movements"][0]["quote"] == "Ab"
    assert err == ""


def test_a_failure_gives_status_1_and_the_rest_is_done(
    one: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "boom.txt").write_text("boom")
    assert main(["extract", str(tmp_path / "gone.txt"), str(tmp_path / "boom.txt"), one]) == 1
    out, err = capsys.readouterr()
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["one.txt"]
    assert err.splitlines() == [
        f"mapapp: {tmp_path}/gone.txt: there is no such file",
        "mapapp: boom.txt: a fault in mapapp: RuntimeError: a fault\\x0ain two lines",
    ]


def test_verbose_shows_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "boom.txt").write_text("boom")
    assert main(["extract", "--verbose", str(tmp_path / "boom.txt")]) == 1
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["extract"],
        ["unknown"],
        ["extract", "x.txt", "--published", "soon"],
        ["extract", "x.txt", "--published", "2022-02-30"],
        ["map", "x.txt"],
        ["map", "x.txt", "-o", "x.pdf"],
        ["geocode", "X", "--near", "91,0"],
        ["geocode", "X", "--country", "POL"],
        ["geocode", "X", "--limit", "0"],
    ],
)
def test_words_that_are_off_give_status_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err


def test_the_output_file_is_whole_or_absent(one: str, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    assert main(["extract", one, "-o", str(target)]) == 0
    assert json.loads(target.read_text(encoding="utf-8"))["id"] == "one.txt"
    before = target.read_bytes()
    assert main(["extract", str(tmp_path / "gone.txt"), "-o", str(target)]) == 1
    assert target.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.txt", "out.jsonl"]


@pytest.mark.parametrize("where", ["no/such/folder/out.jsonl", "."])
def test_an_output_that_cannot_be_written(
    one: str, where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", one, "-o", str(tmp_path / where)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"Ab")))
    assert main(["extract", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "standard input"


def test_a_name_cannot_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(tmp_path / "a\x1b[2J\nb.txt")]) == 1
    err = capsys.readouterr().err
    assert "\x1b" not in err
    assert len(err.splitlines()) == 1


def test_files_of_other_kinds_in_a_folder_are_named(
    one: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.png").write_bytes(b"")
    assert main(["extract", str(tmp_path)]) == 0
    assert "left out" in capsys.readouterr().err
    assert main(["extract", "--quiet", str(tmp_path)]) == 0
    assert capsys.readouterr().err == ""


def run(*words: str, **options: object) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    return subprocess.run(
        [sys.executable, "-W", "error", *words], capture_output=True, text=True, env=environment, check=False
    )


def test_help_and_version_load_nothing_heavy() -> None:
    code = (
        "import sys, mapapp.cli\n"
        "status = mapapp.cli.main(['--help'])\n"
        "heavy = {'spacy', 'folium', 'pandas', 'geopandas', 'numpy', 'streamlit'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else status)\n"
    )
    done = run("-c", code)
    assert done.returncode == 0, done.stderr
    for command in ("extract", "geoparse", "geocode", "map", "export", "gazetteer", "app"):
        assert re.search(rf"^    {command}\b", done.stdout, re.MULTILINE), command
    assert run("-m", "mapapp", "--version").stdout.startswith("mapapp ")


def test_a_reader_that_leaves_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_text('{"text": "Ab"}\n' * 5000)
    code = (
        "import sys, mapapp.extract, mapapp.cli\n"
        "mapapp.extract.extract = lambda report: []\n"
        f"sys.exit(mapapp.cli.main(['extract', {str(tmp_path / 'many.jsonl')!r}]))\n"
    )
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(root)},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
