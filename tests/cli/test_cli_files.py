"""`mapapp map`, `export`, `geocode`, `geoparse` and `app`: files whole or absent, notes apart from results."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import mapapp.extract
from mapapp.app import launch
from mapapp.cli import main
from mapapp.model import Claim, Place, PlaceKind, Report, Status, Strength, StrengthUnit, Unplaced

POLAND = Place("Poland", PlaceKind.COUNTRY, 52.0, 20.0, "country:PL", "PL", precision=6)


@pytest.fixture(autouse=True)
def a_number_is_a_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    def extract(report: Report) -> list[Claim]:
        if not report.text[0].isdigit():
            return []
        number = int(report.text.split()[0])
        return [
            Claim(
                report.quote(0, len(report.text)),
                Status.ORDERED,
                "US",
                strength=Strength(number, number, StrengthUnit.PERSONNEL),
                destination=POLAND,
                unplaced=(Unplaced("Nowhere\x1b[2J", 0, 1, "not in the gazetteer"),),
            )
        ]

    monkeypatch.setattr(mapapp.extract, "extract", extract)


@pytest.fixture
def two(tmp_path: Path) -> str:
    path = tmp_path / "two.jsonl"
    path.write_text('{"id": "a", "text": "1700 to Poland"}\n{"id": "b", "text": "Nothing"}\n')
    return str(path)


def test_a_map_is_one_file_with_its_title(two: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["map", two, "-o", str(tmp_path / "m.html"), "--title", "</title>{{7*7}}"]) == 0
    text = (tmp_path / "m.html").read_text(encoding="utf-8")
    assert "Content-Security-Policy" in text
    assert "{{7*7}}" not in text
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "mapapp: a: 'Nowhere\\x1b[2J' could not be placed (not in the gazetteer)",
        "mapapp: b: no movement found",
        f"mapapp: {tmp_path}/m.html: 1 movement",
    ]


def test_quiet_says_nothing_when_nothing_is_wrong(two: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--quiet", two, "-o", str(tmp_path / "m.geojson")]) == 0
    assert capsys.readouterr() == ("", "")
    assert len(json.loads((tmp_path / "m.geojson").read_text())["features"]) == 1


def test_a_report_without_a_movement_gives_an_empty_file_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "b.txt").write_text("Nothing")
    assert main(["export", str(tmp_path / "b.txt"), "-o", str(tmp_path / "m.csv")]) == 0
    assert "b.txt: no movement found" in capsys.readouterr().err
    assert (tmp_path / "m.csv").read_text().startswith("id,")


def test_without_any_report_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["map", str(tmp_path / "gone.txt"), "-o", str(tmp_path / "m.html")]) == 1
    assert list(tmp_path.iterdir()) == []
    assert capsys.readouterr().err.splitlines() == [
        f"mapapp: {tmp_path}/gone.txt: there is no such file",
        f"mapapp: no report could be read; {tmp_path}/m.html is not written",
    ]


def test_a_failure_beside_a_success_gives_status_1_and_the_file(two: str, tmp_path: Path) -> None:
    assert main(["export", two, str(tmp_path / "gone.txt"), "-o", str(tmp_path / "m.csv")]) == 1
    assert (tmp_path / "m.csv").is_file()


@pytest.mark.parametrize(
    ("target", "status", "words"),
    [
        ("m.docx", 2, "cannot write .docx; it can end in"),
        ("m", 2, "without an ending"),
        ("no/m.csv", 1, "there is no folder"),
        ("d.csv", 1, "a folder, where a file's name is due"),
    ],
)
def test_a_target_that_cannot_be_is_said_before_anything_is_read(
    target: str, status: int, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "d.csv").mkdir()
    assert main(["export", str(tmp_path / "gone.txt"), "-o", str(tmp_path / target)]) == status
    err = capsys.readouterr().err
    assert words in err
    assert "gone" not in err


def test_names_are_looked_up_in_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["geocode", "Fort Bragg", "--limit", "1"]) == 0
    head, row = capsys.readouterr().out.splitlines()
    assert head.split() == ["NAME", "KIND", "COUNTRY", "LAT", "LON", "ID"]
    assert "base" in row
    assert " 35.1" in row


def test_names_are_looked_up_as_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["geocode", "Vilseck", "Nowherexyz", "", "--json", "--country", "de"]) == 1
    out, err = capsys.readouterr()
    found = [json.loads(line) for line in out.splitlines()]
    assert {entry["country"] for entry in found} == {"DE"}
    assert [entry["rank"] for entry in found] == list(range(1, len(found) + 1))
    assert {"query", "name", "lat", "lon", "kind", "country", "id"} <= set(found[0])
    assert "Nowherexyz: not in the gazetteer for DE" in err
    assert len(err.splitlines()) == 2


def test_the_page_is_launched_with_the_words_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls: list[tuple[object, ...]] = []

    def launched(port: int | None, browser: bool, case: str | None, who: str) -> None:
        calls.append((port, browser, case, who))

    monkeypatch.setattr(launch, "launch", launched)
    case = str(tmp_path / "c")
    assert main(["app", "--port", "8600", "--no-browser", "--who", "ann"]) == 0
    assert main(["case", "create", case]) == 0
    assert main(["app", "--case", case, "--who", "ann"]) == 0
    assert calls == [(8600, False, None, "ann"), (None, True, case, "ann")]
    assert main(["app", "--case", str(tmp_path / "nothing")]) == 1
    assert "there is no such case" in capsys.readouterr().err
    assert len(calls) == 2


def test_every_place_in_a_report_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "The ministry named Poland, Vilseck in Germany and the Black Sea."
    (tmp_path / "p.txt").write_text(text)
    assert main(["geoparse", str(tmp_path / "p.txt")]) == 0
    line = json.loads(capsys.readouterr().out)
    assert line["id"] == "p.txt"
    found = {entry["name"]: entry for entry in line["toponyms"]}
    assert {"Poland", "Germany", "Black Sea"} <= set(found)
    for entry in line["toponyms"]:
        assert list(entry) == ["start", "end", "surface", "name", "lat", "lon", "kind", "country", "id"]
        assert text[entry["start"] : entry["end"]] == entry["surface"]


def test_a_file_of_places_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "good.csv").write_text("name,lat,lon\nCamp One,50.1,20.2\n")
    (tmp_path / "bad.csv").write_text("name,lat,lon\nCamp One,95,20.2\nCamp Two,1,\n")
    assert main(["gazetteer", "check", str(tmp_path / "good.csv")]) == 0
    assert "nothing is wrong" in capsys.readouterr().err
    assert main(["gazetteer", "check", str(tmp_path / "bad.csv")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 2
    assert main(["gazetteer", "check", str(tmp_path / "gone.csv")]) == 1
    assert main(["gazetteer", "sell", "x"]) == 2
