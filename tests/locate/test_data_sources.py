"""Every source has a licence and an attribution, and the build refuses one that has not."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

GEODATA = Path(__file__).resolve().parents[2] / "geodata"
HELD = tomllib.loads((GEODATA / "SOURCES.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", HELD["source"], ids=[row["id"] for row in HELD["source"]])
def test_a_source_is_complete(row: dict[str, str]) -> None:
    for key in ("title", "licence", "licence_url", "attribution", "address"):
        assert row[key]
    if row["id"] != "own":
        assert len(row["sha256"]) == 64
        assert row["version"]


def test_every_file_made_names_known_sources() -> None:
    known = {row["id"] for row in HELD["source"]}
    for row in HELD["file"]:
        assert (GEODATA / row["name"]).is_file()
        assert (GEODATA / row["made_by"]).is_file()
        assert set(row["sources"]) <= known


def test_the_build_refuses_a_source_without_licence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(GEODATA))
    from recipes import sources  # noqa: PLC0415 (found through the path set above)

    text = (GEODATA / "SOURCES.toml").read_text(encoding="utf-8").replace('licence = "MIT"', 'licence = ""', 1)
    (tmp_path / "SOURCES.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(sources, "HERE", tmp_path)
    sources.sources.cache_clear()
    with pytest.raises(SystemExit, match="lacks licence"):
        sources.sources()
    sources.sources.cache_clear()
    for name in [name for name in sys.modules if name == "recipes" or name.startswith("recipes.")]:
        monkeypatch.delitem(sys.modules, name)
