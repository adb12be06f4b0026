"""The same input gives the same output, byte for byte, whatever the order of reports and the number of processes."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from mapapp import samples
from mapapp.cli import main

ROOT = Path(__file__).resolve().parents[2]


def reports() -> list[str]:
    """Return lines of a `.jsonl` source: some of the table of short texts, three to a report, and the samples."""
    cases = tomllib.loads((ROOT / "tests" / "cases" / "sentences.toml").read_text("utf-8"))["case"]
    texts = [" ".join(case["text"] for case in cases[i : i + 3]) for i in range(0, len(cases), 30)]
    texts += [report.text for report in samples.reports()]
    return [json.dumps({"id": f"r{k}", "text": text, "published": "2022-02-02"}) for k, text in enumerate(texts)]


def process(path: Path, seed: str) -> str:
    """Read a file in a process of its own, whose hashes are salted with `seed`."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
    words = [sys.executable, "-m", "mapapp", "extract", str(path)]
    return subprocess.run(words, capture_output=True, check=True, env=environment).stdout.decode("utf-8")


def test_order_processes_and_hashes_change_no_byte(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = reports()
    whole, shuffled = tmp_path / "whole.jsonl", lines[:]
    random.Random(4).shuffle(shuffled)  # noqa: S311 (the same order every time)
    halves = [shuffled[: len(lines) // 2], shuffled[len(lines) // 2 :]]
    whole.write_text("\n".join(lines), "utf-8")
    assert main(["extract", str(whole)]) == 0
    here = capsys.readouterr().out.splitlines()
    there: list[str] = []
    for number, half in enumerate(halves):
        path = tmp_path / f"half-{number}.jsonl"
        path.write_text("\n".join(half), "utf-8")
        there += process(path, str(number + 1)).splitlines()
    assert sum(len(json.loads(line)["movements"]) for line in here) > 20
    assert sorted(there) == sorted(here)
