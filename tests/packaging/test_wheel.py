"""The wheel holds all that the program reads, and nothing that only its makers need."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: What the program reads beside its own code.
DATA = (".toml", ".js", ".css", ".jsonl", ".json", ".sha256", ".sqlite")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Build the wheel with the backend of the `test` extra: no network, no other environment."""
    pytest.importorskip("hatchling", reason="the `test` extra brings the build backend")
    folder = tmp_path_factory.mktemp("wheel")
    words = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


def tracked(folder: str) -> list[str]:
    """Return the files of a folder that are no leavings of a run."""
    return [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    ]


def test_every_module_and_asset_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    held = set(wheel.namelist())
    due = [name for name in tracked("mapapp") if name.endswith((".py", "py.typed", *DATA))]
    assert len(due) > 100
    assert [name for name in due if name not in held] == []


def test_the_data_in_the_wheel_is_the_data_of_the_checkout(wheel: zipfile.ZipFile) -> None:
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "mapapp").rglob("*.py"))
    read = {*re.findall(r'data_path\("([^"]+)"\)', code), "gazetteer.json", "SOURCES.toml"}
    assert {"basemap.json", "countries.json", "gazetteer.sqlite"} < read
    for name in sorted(read):
        shipped = hashlib.sha256(wheel.read(f"mapapp/geodata/{name}")).hexdigest()
        assert shipped == hashlib.sha256((ROOT / "geodata" / name).read_bytes()).hexdigest(), name


def test_the_gazetteer_is_the_one_that_is_recorded(wheel: zipfile.ZipFile) -> None:
    recorded = json.loads(wheel.read("mapapp/geodata/gazetteer.json"))
    held = wheel.read("mapapp/geodata/gazetteer.sqlite")
    assert (len(held), hashlib.sha256(held).hexdigest()) == (recorded["size"], recorded["sha256"])


def test_nothing_of_the_makers_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    allowed = ("mapapp/", "mapapp-")
    assert [name for name in wheel.namelist() if not name.startswith(allowed)] == []
    assert [name for name in wheel.namelist() if name.endswith((".csv", "/build.py", "/store.pyc"))] == []


def test_the_wheel_names_its_command_licence_and_sources(wheel: zipfile.ZipFile) -> None:
    (info,) = {name.split("/")[0] for name in wheel.namelist() if ".dist-info/" in name}
    assert "mapapp = mapapp.cli:main" in wheel.read(f"{info}/entry_points.txt").decode()
    assert "Apache License" in wheel.read(f"{info}/licenses/LICENSE").decode()
    metadata = Parser().parsestr(wheel.read(f"{info}/METADATA").decode("utf-8"))
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata["Requires-Python"] == ">=3.11"
    assert not [name for name in metadata.get_all("Requires-Dist") or () if "@" in name]
