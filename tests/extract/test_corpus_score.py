"""The two whole articles of the shared corpus, scored by its own script: skipped where the corpus is not there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
ARTICLES = ("ap-2022-02-02", "wt-2022-02-02")
CORE, STRICT = 0.90, 0.75

pytestmark = pytest.mark.skipif(not (CORPUS / "score.py").is_file(), reason=f"no corpus at {CORPUS}")


def f1(text: str, which: str) -> float:
    found = re.search(rf"{which} F1 (\d\.\d+)", text)
    assert found is not None, text
    return float(found[1])


def test_the_two_articles_are_read_well_enough(tmp_path):
    lines = (CORPUS / "passages.jsonl").read_text("utf-8").splitlines()
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(line for line in lines if json.loads(line)["id"] in ARTICLES) + "\n", "utf-8")
    read = tmp_path / "read.jsonl"
    subprocess.run([sys.executable, "-m", "mapapp", "extract", gold, "-o", read, "--quiet"], check=True, timeout=120)
    scored = subprocess.run(
        [sys.executable, CORPUS / "score.py", read, "--gold", gold],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout
    assert "documents 2" in scored
    assert f1(scored, "core") >= CORE, scored
    assert f1(scored, "strict") >= STRICT, scored
