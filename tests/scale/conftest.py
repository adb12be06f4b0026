"""A small corpus in our own words, with a line that is no report and one that is not English."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from corpus_reports import REPORTS


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "reports.jsonl"
    lines = [
        json.dumps({"id": name, "published": day, "publisher": publisher, "text": text})
        for name, day, publisher, text in REPORTS
    ]
    path.write_text("\n".join([*lines[:4], '{"text": 7}', *lines[4:]]) + "\n")
    return path
