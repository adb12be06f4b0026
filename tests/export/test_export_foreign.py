"""Each format is opened by something that is not ours: GDAL, duckdb, openpyxl, the KML schema, RFC 7946's shapes."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from geojson_pydantic import FeatureCollection

from mapapp.export import acled, export
from mapapp.export.annotations import annotation_page
from mapapp.export.records import COLUMNS, record, writable
from mapapp.model import Movement


def ogrinfo(path: Path) -> dict[str, Any]:
    program = shutil.which("ogrinfo")
    if program is None:
        reason = "no ogrinfo on this machine (Debian: gdal-bin)"
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(reason)
        pytest.skip(reason)
    said = subprocess.run([program, "-ro", "-al", str(path)], capture_output=True, text=True, check=True)
    assert "ERROR" not in said.stderr, said.stderr
    return {"out": said.stdout, "features": said.stdout.count("OGRFeature(")}


@pytest.mark.parametrize("ending", [".geojson", ".gpkg", ".kml"])
def test_ogrinfo_reads_every_movement(movements: Sequence[Movement], tmp_path: Path, ending: str) -> None:
    export(movements, tmp_path / f"m{ending}")
    read = ogrinfo(tmp_path / f"m{ending}")
    assert read["features"] == len(movements)
    assert 'ID["EPSG",4326]' in read["out"]


def test_geojson_is_what_rfc_7946_says(movements: Sequence[Movement], tmp_path: Path) -> None:
    export(movements, tmp_path / "m.geojson")
    text = (tmp_path / "m.geojson").read_text()
    collection = FeatureCollection.model_validate_json(text)
    assert len(collection.features) == len(movements)
    assert "crs" not in json.loads(text)
    for feature in json.loads(text)["features"]:
        if feature["geometry"]:
            for lon, lat in _positions(feature["geometry"]["coordinates"]):
                assert -180 <= lon <= 180
                assert -90 <= lat <= 90
                assert (round(lon, 7), round(lat, 7)) == (lon, lat)


def _positions(value: Any) -> list[tuple[float, float]]:
    if isinstance(value[0], int | float):
        return [(value[0], value[1])]
    return [position for part in value for position in _positions(part)]


def test_kml_fits_its_schema_and_has_the_days_that_google_earth_plays(
    movements: Sequence[Movement], tmp_path: Path
) -> None:
    from lxml import etree  # noqa: PLC0415 (for this test)

    export(movements, tmp_path / "m.kml")
    tree = etree.parse(str(tmp_path / "m.kml"))
    folder = files("fastkml") / "schema"
    schema = etree.XMLSchema(etree.parse(str(folder / "ogckml22.xsd")))
    schema.assertValid(tree)
    space = {"k": "http://www.opengis.net/kml/2.2"}
    spans = tree.findall(".//k:Placemark/k:TimeSpan", space)
    dated = [movement for movement in movements if movement.date and (movement.date.start or movement.date.end)]
    assert len(spans) == len(dated) > 0
    for span, movement in zip(spans, dated, strict=True):
        assert movement.date is not None
        for name, day, time in (("begin", movement.date.start, "00:00:00"), ("end", movement.date.end, "23:59:59")):
            said = span.findtext(f"k:{name}", None, space) or None
            assert said == (f"{day.isoformat()}T{time}" if day else None), "both days are in the span"


def test_duckdb_reads_parquet_and_csv_with_every_value(movements: Sequence[Movement], tmp_path: Path) -> None:
    import duckdb  # noqa: PLC0415 (for this test)

    export(movements, tmp_path / "m.parquet")
    export(movements, tmp_path / "m.csv")
    names = ", ".join(name for name in COLUMNS if name not in ("date_start", "date_end"))
    with duckdb.connect() as connection:
        rows = connection.execute(f"SELECT {names} FROM read_parquet('{tmp_path}/m.parquet')").fetchall()  # noqa: S608
        wanted = [
            tuple(value for name, value in record(movement).items() if name not in ("date_start", "date_end"))
            for movement in movements
        ]
        assert rows == wanted
        ids = connection.execute(f"SELECT id FROM read_csv('{tmp_path}/m.csv')").fetchall()  # noqa: S608
        assert [row[0] for row in ids] == [movement.id for movement in movements]


def test_openpyxl_reads_the_workbook_with_every_value(movements: Sequence[Movement], tmp_path: Path) -> None:
    import openpyxl  # noqa: PLC0415 (for this test)

    export(movements, tmp_path / "m.xlsx")
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    assert book.sheetnames == ["movements", "claims", "columns"]
    sheet = book["movements"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == list(COLUMNS)
    for row, movement in zip(rows[1:], movements, strict=True):
        for name, was, is_now in zip(COLUMNS, record(movement).values(), row, strict=True):
            now = is_now.date().isoformat() if isinstance(is_now, datetime) else is_now
            assert now == writable(was), name
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "b", "d"}, "no formula"
    assert len(list(book["claims"].iter_rows())) == 1 + sum(len(movement.claims) for movement in movements)
    assert [row[0].value for row in book["columns"].iter_rows()][1:] == list(COLUMNS)


def test_the_acled_columns_hold_what_they_say(movements: Sequence[Movement], tmp_path: Path) -> None:
    export(movements, tmp_path / "m.acled.csv")
    with open(tmp_path / "m.acled.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == list(acled.COLUMNS)
    for row, movement in zip(rows, movements, strict=True):
        assert row["event_id_cnty"].endswith(movement.id)
        assert row["time_precision"] in "123"
        assert row["geo_precision"] in ("", "1", "2", "3")
        if row["event_date"]:
            assert date.fromisoformat(row["event_date"]).year == int(row["year"])
        place = movement.destination or movement.origin
        assert row["latitude"] == (str(round(place.lat, 7)) if place else "")


def test_annotations_find_their_quotes_by_words_and_by_place(movements: Sequence[Movement], tmp_path: Path) -> None:
    export(movements, tmp_path / "m.jsonld")
    page = json.loads((tmp_path / "m.jsonld").read_text())
    assert page == json.loads(json.dumps(annotation_page(movements)))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    claims = [claim for movement in movements for claim in movement.claims]
    assert len({item["id"] for item in page["items"]}) == len(claims)
    for item, claim in zip(page["items"], claims, strict=True):
        quoted, at = item["target"]["selector"]
        text = claim.report.text
        assert (quoted["type"], at["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        assert text[at["start"] : at["end"]] == quoted["exact"]
        assert f"{quoted['prefix']}{quoted['exact']}{quoted['suffix']}" in text
