"""The written files, opened by what is not ours: json, csv, GDAL, pyarrow."""

from __future__ import annotations

import csv
import json
import os
import stat
from collections.abc import Sequence
from pathlib import Path

import geopandas
import pyogrio
import pytest

import mapapp.export.spreadsheet
from mapapp.errors import OptionError, OutputError
from mapapp.export import ENDINGS, check_target, export, to_geodataframe
from mapapp.export.records import COLUMNS, record
from mapapp.model import Movement, Status


def test_geojson_has_a_feature_a_movement_with_its_quotes(movements: Sequence[Movement], tmp_path: Path) -> None:
    path = tmp_path / "m.geojson"
    export(movements, path)
    collection = json.loads(path.read_text(encoding="utf-8"))
    assert [feature["id"] for feature in collection["features"]] == [movement.id for movement in movements]
    arc = next(
        f
        for f in collection["features"]
        if f["properties"]["dest"] == "Poland" and f["geometry"]["type"] == "LineString"
    )
    assert arc["geometry"]["coordinates"][0] == [-79.0, 35.14]
    assert arc["geometry"]["coordinates"][-1] == [19.4, 52.1]
    assert arc["properties"]["dest_bbox"] == [14.1, 49.0, 24.2, 54.8]
    assert arc["properties"]["dest_kind"] == "country"
    claims = arc["properties"]["claims"]
    assert [claim["report"] for claim in claims] == ["r1", "r2"]
    assert claims[0]["quote"] == movements[0].claims[0].quote.verbatim
    assert arc["properties"]["disagreements"][0]["field"] == "strength"


def test_geojson_cuts_a_line_at_the_dateline(movements: Sequence[Movement], tmp_path: Path) -> None:
    export(movements, tmp_path / "m.geojson")
    collection = json.loads((tmp_path / "m.geojson").read_text())
    (shape,) = (f["geometry"] for f in collection["features"] if f["properties"]["dest"] == "Vladivostok")
    assert shape["type"] == "MultiLineString"
    first, second = shape["coordinates"]
    assert (first[0], second[-1]) == ([-117.1647, 32.7157], [131.8735, 43.1056])
    assert (first[-1][0], second[0][0]) == (-180.0, 180.0)
    assert first[-1][1] == second[0][1]


def test_what_has_no_place_is_there_without_geometry(movements: Sequence[Movement], tmp_path: Path) -> None:
    export(movements, tmp_path / "m.geojson")
    collection = json.loads((tmp_path / "m.geojson").read_text())
    (alert,) = (f for f in collection["features"] if f["properties"]["status"] == "on_alert")
    assert alert["geometry"] is None
    assert alert["properties"]["unplaced"] == "Nowhere (not in the gazetteer)"


def test_gdal_reads_the_geojson(movements: Sequence[Movement], tmp_path: Path) -> None:
    export(movements, tmp_path / "m.geojson")
    frame = geopandas.read_file(tmp_path / "m.geojson", engine="pyogrio")
    assert frame.crs.to_epsg() == 4326
    assert len(frame) == len(movements)


def test_csv_has_the_documented_columns_and_no_formula(movements: Sequence[Movement], tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    export(movements, path)
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == [*COLUMNS, "record"]
    assert len(rows) == len(movements)
    for row in rows:
        for name, cell in row.items():
            assert "\x00" not in cell
            assert not cell.startswith(("=", "+", "@", "\t", "\r")), (name, cell)
            assert not cell.startswith("-") or name.endswith(("_lat", "_lon"))
    ordered = next(row for row in rows if row["status"] == "ordered")
    assert ordered["unit"] == "'+82nd Airborne Division"
    assert ordered["publishers"] == "'@Paper; Other"
    assert ordered["quotes"].startswith("'=cmd|")
    assert (ordered["strength_low"], ordered["strength_best"], ordered["strength_high"]) == ("1500", "1500", "1700")
    assert ordered["disagreements"] == "strength: about 1,700 (@Paper) / 1,500 (Other)"


def test_a_record_has_the_documented_columns(movements: Sequence[Movement]) -> None:
    for movement in movements:
        assert list(record(movement)) == list(COLUMNS)


def test_a_frame_has_lines_points_and_days(movements: Sequence[Movement]) -> None:
    frame = to_geodataframe(movements)
    assert frame.crs.to_epsg() == 4326
    assert list(frame.columns) == [*COLUMNS, "geometry"]
    by_status = frame.set_index("status")
    assert by_status.loc["ordered", "geometry"].geom_type == "LineString"
    assert by_status.loc["present", "geometry"].geom_type == "Point"
    assert by_status.loc["on_alert", "geometry"] is None
    assert str(by_status.loc["ordered", "date_start"].date()) == "2022-02-02"
    assert int(by_status.loc["ordered", "strength_high"]) == 1700


def test_a_frame_of_nothing_has_the_columns() -> None:
    frame = to_geodataframe([])
    assert list(frame.columns) == [*COLUMNS, "geometry"]
    assert len(frame) == 0


@pytest.mark.parametrize("ending", [".gpkg", ".kml", ".parquet"])
def test_other_programs_read_what_geopandas_writes(movements: Sequence[Movement], tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"m{ending}"
    export(movements, path)
    frame = geopandas.read_parquet(path) if ending == ".parquet" else geopandas.read_file(path, engine="pyogrio")
    assert len(frame) == len(movements)
    assert frame.crs.to_epsg() == 4326
    assert sorted(frame["actor"].dropna()) == ["US"] * len(movements)
    assert any(shape is not None and shape.geom_type == "MultiLineString" for shape in frame.geometry)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_kml_has_a_time_span(movements: Sequence[Movement], tmp_path: Path) -> None:
    export(movements, tmp_path / "m.kml")
    text = (tmp_path / "m.kml").read_text(encoding="utf-8")
    assert "<begin>2022-02-02" in text
    assert "<name>US: Fort Bragg → Poland</name>" in text
    assert "<script" not in text


@pytest.mark.parametrize("ending", sorted(set(ENDINGS) - {".html", ".htm"}))
def test_every_format_takes_nothing(tmp_path: Path, ending: str) -> None:
    export([], tmp_path / f"m{ending}")
    assert (tmp_path / f"m{ending}").stat().st_size > 0


def test_an_unknown_ending_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"m\.docx: cannot write \.docx; it can end in \.html, .*\.parquet"):
        export([], tmp_path / "m.docx")
    with pytest.raises(OptionError, match="without an ending"):
        check_target(tmp_path / "m")


def test_a_file_is_whole_or_absent(
    movements: Sequence[Movement], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "m.csv"
    export(movements, path)
    before = path.read_bytes()

    def fail(movement: Movement) -> dict[str, object]:
        if movement.status is Status.PRESENT:
            raise OSError(28, "No space left on device")
        return record(movement)

    monkeypatch.setattr(mapapp.export.spreadsheet, "record", fail)
    with pytest.raises(OutputError, match=r"m\.csv: could not be written \(No space left on device\)"):
        export(movements, path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["m.csv"]


def test_a_new_file_has_ordinary_rights_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        export([], tmp_path / "m.csv")
        assert stat.S_IMODE((tmp_path / "m.csv").stat().st_mode) == 0o644
        os.chmod(tmp_path / "m.csv", 0o600)
        export([], tmp_path / "m.csv")
        assert stat.S_IMODE((tmp_path / "m.csv").stat().st_mode) == 0o600
    finally:
        os.umask(mask)


def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    export([], tmp_path / "link.csv")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text().startswith("id,")


@pytest.mark.parametrize("where", ["none/m.csv", "folder.csv"])
def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, where: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(OutputError) as caught:
        export([], tmp_path / where)
    assert "\n" not in str(caught.value)


def test_gdal_sees_the_layers_name(movements: Sequence[Movement], tmp_path: Path) -> None:
    export(movements, tmp_path / "m.gpkg")
    assert [name for name, _ in pyogrio.list_layers(tmp_path / "m.gpkg").tolist()] == ["movements"]
