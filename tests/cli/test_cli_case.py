"""``mapapp case …`` from the first report to the bundle, and what it says when something is wrong."""

from __future__ import annotations

import json
import re
import sqlite3
import zipfile
from pathlib import Path

import pytest

from mapapp import cli
from mapapp.keep.store import APPLICATION_ID

TEXT = """About 1,700 paratroopers of the 82nd Airborne Division will fly from Fort Bragg to Poland this month,
the Pentagon said on Wednesday. Up to 350 German soldiers could follow to Lithuania. Some 900 American troops are
already in Romania. No U.S. forces will be sent to Ukraine.
"""
OTHER = (
    "On Friday 1,700 paratroopers of the 82nd Airborne Division arrived in Poland. Some 900 U.S. troops are in Romania."
)

Said = tuple[int, str, str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MAPAPP_WHO", "ann")

    def call(*words: str) -> Said:
        status = cli.main(["case", *words])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return status, said.out, said.err

    Path("one.txt").write_text(TEXT, "utf-8")
    Path("two.txt").write_text(OTHER, "utf-8")
    return call


def lines(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_a_case_from_the_first_report_to_the_bundle(run: object) -> None:
    case = run  # type: ignore[assignment]
    assert case("create", "c", "--title", "A winter")[0] == 0
    status, out, err = case("add", "c", "one.txt", "nothing.txt", "--published", "2022-02-02", "--grade", "b")
    assert (status, out) == (1, "one.txt: 4 claims\n")
    assert "nothing.txt: there is no such file" in err
    assert case("add", "c", "two.txt", "one.txt", "--published", "2022-02-05")[1].splitlines()[1].endswith("already")
    movements = lines(case("list", "c", "--json")[1])
    move = next(one for one in movements if one["strength_best"] == 1700)
    assert (move["status"], move["date_text"]) == ("completed", "On Friday")
    name = str(move["id"])
    assert "planned (2022-02-02) → completed (2022-02-05)" in case("why", "c", name)[1]
    assert [one["id"] for one in lines(case("review", "c", "--json")[1])] == [
        one["id"]
        for one in sorted(lines(case("review", "c", "--json")[1]), key=lambda one: -float(str(one["urgency"])))
    ]
    assert case("confirm", "c", name, "--reason", "a photo")[1].strip().endswith(f"confirm {name} — a photo")
    assert case("correct", "c", name, "strength", "about 1,750 personnel")[0] == 0
    assert lines(case("list", "c", "--json")[1])[movements.index(move)]["strength_best"] == 1750
    assert case("undo", "c")[0] == 0
    assert case("comment", "c", "one.txt", "a\nline")[1].count("\n") == 1
    assert case("grade", "c", "two.txt", "C", "--who", "bob")[0] == 0
    assert [entry["who"] for entry in lines(case("log", "c", "--json")[1])] == ["ann"] * 8 + ["bob"]
    assert "(taken back)" in case("log", "c")[1]
    status, out, err = case("remove", "c", "two.txt")
    assert (status, "1 of them on it alone" not in out) == (0, True)
    assert "nothing was done" in err
    assert case("claim", "c", "one.txt", "--quote", "the Pentagon", "--status", "possible", "--actor", "US")[0] == 0
    status, out, _ = case("verify", "c")
    assert (status, out.splitlines()[0]) == (
        0,
        "2 reports, 7 claims, 5 movements, 10 entries in the log; all is as the log says",
    )
    head = out.split()[-1]
    assert case("verify", "c", "--head", head)[0] == 0
    assert case("compare", "c", "2022-02-02", "2022-02-05", "-o", "d.geojson")[0] == 0
    assert {one["properties"]["change"] for one in json.loads(Path("d.geojson").read_text())["features"]} <= {
        "new",
        "changed",
    }
    assert case("export", "c", "-o", "b.zip")[0] == 0
    assert case("verify", "b.zip", "--head", head)[0] == 0
    assert case("reject", "c", name)[0] == 0
    assert cli.main(["export", "c", "-o", "s.geojson"]) == 0, "a case is a source like any other"
    assert name not in {one["id"] for one in json.loads(Path("s.geojson").read_text())["features"]}
    assert case("undo", "c")[0] == 0
    assert case("export", "c", "-o", "m.geojson")[0] == 0
    assert len(json.loads(Path("m.geojson").read_text())["features"]) == 5


def test_a_bundle_that_was_changed_is_refused(run: object, tmp_path: Path) -> None:
    case = run  # type: ignore[assignment]
    case("create", "c")
    case("add", "c", "two.txt")
    assert case("export", "c", "-o", "b.zip")[0] == 0
    with zipfile.ZipFile("b.zip") as bundle:
        inside = {name: bundle.read(name) for name in bundle.namelist()}
    assert {"case.mapapp", "manifest.json", "map.html", "movements.geojson"} < set(inside)

    def written(**changes: bytes | None) -> Said:
        with zipfile.ZipFile("x.zip", "w") as bundle:
            for name, data in {**inside, **{key.replace("_", "."): value for key, value in changes.items()}}.items():
                if data is not None:
                    bundle.writestr(name, data)
        return case("verify", "x.zip")

    assert written()[0] == 0
    for changes, said in (
        ({"map_html": b"x"}, "map.html: is not what the manifest says"),
        ({"map_html": None}, "map.html: the manifest names it"),
        ({"extra": b"x"}, "extra: is not in the manifest"),
        ({"case_mapapp": inside["case.mapapp"][:9000]}, "case.mapapp: is cut short"),
        ({"manifest_json": b"{}"}, "cannot be read"),
        ({"manifest_json": None}, "is no bundle"),
    ):
        status, _, err = written(**changes)  # type: ignore[arg-type]
        assert (status, said in err) == (1, True), err
    Path("y.zip").write_bytes(Path("b.zip").read_bytes()[:-100])
    assert "is no whole .zip" in case("verify", "y.zip")[2]


def test_what_is_no_case_is_said_in_one_line(run: object) -> None:
    case = run  # type: ignore[assignment]
    assert case("create", "c")[0] == 0
    Path("cut").write_bytes(Path("c").read_bytes()[:20_000])
    Path("text").write_text("hello")
    Path("empty").write_bytes(b"")
    for name, number in (("foreign", 0), ("hollow", APPLICATION_ID)):
        made = sqlite3.connect(name)
        made.execute("CREATE TABLE a (b)")
        made.execute(f"PRAGMA application_id = {number}")
        made.commit()
        made.close()
    newer = sqlite3.connect("c")
    newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.execute("UPDATE meta SET value = '9.1' WHERE key = 'written_by'")
    newer.commit()
    newer.close()
    Path("garbled").write_bytes(Path("cut").read_bytes()[:100] + b"\xff" * (Path("c").stat().st_size - 100))
    for name, said in (
        ("cut", "is cut short"),
        ("text", "is no case file"),
        ("empty", "it is empty"),
        ("foreign", "SQLite file of another program"),
        ("hollow", "holds no case"),
        ("c", "newer mapapp (9.1, this is"),
        ("garbled", "is damaged"),
        ("nowhere", "there is no such case"),
        (".", "a folder"),
        ("postgresql://nobody:secret@127.0.0.1:1/none", "does not answer"),
    ):
        for words in (["list"], ["verify"], ["confirm"]):
            status, _, err = case(words[0], name, *(["m-1"] if words[0] == "confirm" else []))
            assert (status, said in err, err.count("\n")) == (1, True, 1), err
            assert "secret" not in err
    assert case("create", "c")[0] == 1
    assert case("create", "no/such/folder/c")[0] == 1


def test_every_command_of_a_case_is_documented(capsys: pytest.CaptureFixture[str]) -> None:
    page = (Path(__file__).parents[2] / "docs" / "case.md").read_text("utf-8")
    assert cli.main(["case", "--help"]) == 0
    names = re.findall(r"^    ([a-z]+)\b", capsys.readouterr().out, re.M)
    assert len(names) >= 18
    for name in names:
        assert f"`mapapp case {name}" in page, f"docs/case.md tells nothing of {name}"
        assert cli.main(["case", name, "--help"]) == 0
        for option in set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - {"--help", "--output"}:
            told = page + (Path(__file__).parents[2] / "docs" / "commands.md").read_text("utf-8")
            assert option in told, f"docs tell nothing of {name} {option}"
