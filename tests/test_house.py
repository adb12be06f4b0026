"""The house around the code: what README promises is so, and nothing stands in the project that should not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest

import mapapp
from mapapp import cli
from mapapp.app.launch import SETTINGS
from mapapp.export.lines import report_line
from mapapp.model import Report

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "passages.jsonl"
README = (ROOT / "README.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
DOCS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/**/*.md"), *ROOT.glob("geodata/*.md")])
#: Folders of an author's own machine, and hosts that packages come from: written so as not to find themselves.
UNWANTED = re.compile(
    r"(?<![\w.<~])/(?:hom[e]|roo[t]|User[s]|wor[k]|opt|mnt)/\w+|pyp[i]\.org|pythonhoste[d]|registry\.npmj[s]"
)


@pytest.fixture(scope="session")
def tracked() -> list[Path]:
    """Return the text files that are kept under version control."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no clone: what is tracked cannot be told")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    names = [ROOT / name for name in listed.split("\0") if name]
    return [path for path in names if path.is_file() and path.suffix not in (".png", ".sqlite", ".gz", ".onnx", ".npz")]


def block(kind: str, holding: str) -> str:
    """Return README's fenced block of a kind that holds some words."""
    (found,) = [text for text in re.findall(rf"```{kind}\n(.*?)```", README, re.S) if holding in text]
    return str(found)


def within(shown: Any, real: Any) -> bool:
    """Say whether what is shown stands in what is real, fields being left out or not."""
    if isinstance(shown, dict):
        return isinstance(real, dict) and all(key in real and within(shown[key], real[key]) for key in shown)
    return bool(shown == real)


def test_the_example_in_readme_is_what_the_program_says() -> None:
    text, shown = block("text", "Fort Bragg"), json.loads(block("json", '"actor"'))
    report = Report(text, "dispatch.txt", date(2022, 2, 2))
    real = report_line(report, mapapp.extract(report))["movements"]
    assert len(real) == len(shown)
    for said, is_so in zip(shown, real, strict=True):
        assert within(said, is_so), (said, is_so)


def test_readme_has_one_command_that_opens_the_page_and_one_that_runs_the_tests() -> None:
    commands = re.findall(r"^python3 -m venv .*$", README, re.M)
    assert [line.rpartition("/")[2] for line in commands] == ["mapapp app", "pytest"]
    for line in commands:
        assert line.startswith("python3 -m venv .venv && .venv/bin/pip install -c constraints.txt -e ")


def test_readmes_library_lines_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("dispatch.txt").write_text(block("text", "Fort Bragg"), "utf-8")
    names: dict[str, Any] = {}
    exec(compile(block("python", "import mapapp"), "README.md", "exec"), names)  # noqa: S102 (README's own lines)
    assert Path("map.html").stat().st_size > 100_000
    assert len(names["frame"]) == len(names["movements"]) == len(names["claims"]) == 4
    assert names["frame"].crs.to_epsg() == 4326
    assert names["place"].raw["country"] == "US"


def test_readmes_figures_of_the_gazetteer_are_its_own() -> None:
    rows = json.loads((ROOT / "geodata" / "gazetteer.json").read_text("utf-8"))["rows"]
    bases = len((ROOT / "geodata" / "bases.csv").read_text("utf-8").splitlines()) - 1
    found = re.search(r"gazetteer of ([\d,]+) places: .*?and ([\d,]+) military\s+installations", README, re.S)
    assert found is not None
    places, installations = (int(figure.replace(",", "")) for figure in found.groups())
    assert abs(places - rows["place"]) < 1_000
    assert abs(installations - bases) < 20


def test_every_command_and_option_is_documented(capsys: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    assert cli.main(["--help"]) == 0
    names = re.findall(r"^    ([a-z]+)\b", capsys.readouterr().out, re.M)
    assert len(names) >= 7
    for name in names:
        assert f"## `mapapp {name}" in page, f"docs/commands.md tells nothing of {name}"
        assert cli.main([name, "--help"]) == 0
        for option in set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - {"--help", "--output"}:
            assert option in page, f"docs/commands.md tells nothing of {name} {option}"
        assert f"mapapp {name}" in README, f"README tells nothing of {name}"


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_decisions_are_numbered_once_and_short() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert len(pages) > 5
    assert len({page.name[:4] for page in pages}) == len(pages)
    for page in pages:
        text = page.read_text("utf-8")
        assert re.match(rf"# {int(page.name[:4])}\. \S", text), page.name
        assert "**What it costs.**" in text, page.name
        assert len(text.split()) <= 550, f"{page.name} is longer than a page"


def test_every_dependency_has_its_line_and_its_tested_version() -> None:
    page = "".join(path.read_text("utf-8") for path in (ROOT / "docs" / "decisions").glob("*.md"))
    pinned = dict(re.findall(r"^([\w.-]+)==(\S+)$", (ROOT / "constraints.txt").read_text("utf-8"), re.M))
    extras = PROJECT["project"]["optional-dependencies"]
    for wanted in [*PROJECT["project"]["dependencies"], *extras["postgres"], *extras["test"], *extras["build"]]:
        name = re.split(r"[<>=!~\[]", wanted)[0]
        assert name.lower() in page.lower(), f"docs/decisions tells nothing of {name}"
        if wanted not in extras["build"]:
            assert name in pinned, f"constraints.txt lacks {name}"


def test_constraints_are_exact_versions_and_nothing_else() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert len(lines) > 50
    assert [line for line in lines if not re.fullmatch(r"#.*|[\w.-]+==[\w.]+", line)] == []


def test_this_environment_is_the_one_that_constraints_tell() -> None:
    """A failure here says that something else than README's command made the environment: it fails nothing else."""
    lines = re.findall(r"^([\w.-]+)==(\S+)$", (ROOT / "constraints.txt").read_text("utf-8"), re.M)
    held = {name: wanted for name, wanted in lines if _version(name) == wanted}
    assert len(held) >= 0.8 * len(lines)


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def test_the_version_is_told_once_the_same() -> None:
    assert PROJECT["project"]["version"] == mapapp.__version__
    assert f"## {mapapp.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_nothing_is_measured_of_those_who_use_the_page() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["server"]["address"] == "localhost"
    assert SETTINGS["browser.gatherUsageStats"] == "false"


def test_no_machine_and_no_registry_is_named(tracked: list[Path]) -> None:
    assert len(tracked) > 100
    for path in tracked:
        found = UNWANTED.search(path.read_text("utf-8"))
        assert found is None, f"{path.relative_to(ROOT)}: {found}"


def test_no_sentence_of_other_peoples_texts_is_in_the_project(tracked: list[Path]) -> None:
    if not CORPUS.is_file():
        pytest.skip("the annotated texts are not on this machine")
    known = {run for line in CORPUS.read_text("utf-8").splitlines() for run in _runs(json.loads(line)["text"])}
    copied = {path.relative_to(ROOT).as_posix(): sorted(_runs(path.read_text("utf-8")) & known) for path in tracked}
    assert {name: found for name, found in copied.items() if found} == {}, "nine words in a row of another's text"


def _runs(text: str, size: int = 9) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[i : i + size]) for i in range(len(words) - size + 1)}


def test_the_command_starts_without_the_language_model_or_the_page() -> None:
    code = "import sys, mapapp.cli; mapapp.cli.main(['--version']); print(sorted(sys.modules))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    for heavy in ("spacy", "streamlit", "geopandas", "pandas", "folium"):
        assert f"'{heavy}'" not in said
