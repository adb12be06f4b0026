"""The public names: sorted, each to be had, and a room that is also a function can be called."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import mapapp


def test_the_public_names_are_a_sorted_list() -> None:
    assert mapapp.__all__ == sorted(
        [
            "AnswerError",
            "Case",
            "CaseError",
            "Claim",
            "DataError",
            "DatePrecision",
            "DateSpan",
            "Disagreement",
            "EndpointError",
            "Gazetteer",
            "GazetteerError",
            "InputError",
            "LLMExtractor",
            "LanguageModelError",
            "MapappError",
            "Mark",
            "MissingExtraError",
            "ModelError",
            "Movement",
            "OptionError",
            "Original",
            "OutputError",
            "Place",
            "PlaceKind",
            "Quote",
            "Report",
            "SourceError",
            "Status",
            "Strength",
            "StrengthUnit",
            "Unplaced",
            "deployment_map",
            "export",
            "extract",
            "read",
            "read_all",
            "read_movements",
            "reconcile",
            "save_html",
            "to_geodataframe",
            "totals",
        ]
    )


def test_each_public_name_can_be_had() -> None:
    for name in mapapp.__all__:
        assert callable(getattr(mapapp, name)), name
    assert set(mapapp.__all__) <= set(dir(mapapp))


def test_a_room_can_be_called_however_it_was_imported(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Forty tanks.")
    code = (
        "import mapapp.read.text, mapapp\n"
        "from mapapp.read import read_all\n"
        f"path = {str(tmp_path / 'one.txt')!r}\n"
        "assert mapapp.read(path).text == 'Forty tanks.'\n"
        "assert mapapp.read.read_all is read_all\n"
        "from mapapp import read\n"
        "assert read(path, published='2022-02-02').id == 'one.txt'\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(mapapp.__file__).parents[1])}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
