"""Says of each claim whether it is right: by the corpus where it is there, and by the table of short texts.

A claim on a passage of the corpus is right when `score.py` matches it to an annotated movement, or finds it a repeat of
one that was matched; otherwise it is wrong.  A claim on a short text is right when a record of its case says the same.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mapapp.model import Claim

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
sys.path.insert(0, str(ROOT))


@dataclass(frozen=True)
class Judged:
    """A claim's confidence, whether it is right, and the document that it was read from."""

    document: str
    confidence: float
    right: bool


def module(path: Path) -> ModuleType:
    """Load a Python file that is no part of a package."""
    spec = importlib.util.spec_from_file_location(f"benchmark_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} cannot be loaded as Python")
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = loaded
    spec.loader.exec_module(loaded)
    return loaded


def passages() -> list[dict[str, Any]]:
    """Return the passages of the corpus, or none when it is not there."""
    path = CORPUS / "passages.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()] if path.is_file() else []


def kept_aside(name: str) -> bool:
    """Whether a passage is one of those that nothing is fitted on: one in six by its id's SHA-256."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 6 == 0


def claims(passage: dict[str, Any]) -> tuple[list[Claim], list[dict[str, Any]]]:
    """Return the claims on a passage, and the same as the records that `mapapp extract` prints."""
    from mapapp.export.lines import report_line  # noqa: PLC0415
    from mapapp.extract import extract  # noqa: PLC0415
    from mapapp.model import Report  # noqa: PLC0415

    day = date.fromisoformat(passage["published"]) if passage.get("published") else None
    report = Report(passage["text"], id=passage["id"], published=day, title=passage.get("title"))
    made = extract(report)
    return made, report_line(report, made)["movements"]


def judged(name: str, result: dict[str, Any], records: list[dict[str, Any]]) -> list[Judged]:
    """Judge each record of one passage by what `score.score_doc` says of them."""
    wrong = set(result["fp"])
    return [Judged(name, record["confidence"], number not in wrong) for number, record in enumerate(records)]


def short_texts() -> tuple[list[Judged], int, int]:
    """Judge the claims on the table of short texts; return them, the texts read rightly and all texts."""
    try:
        table = module(ROOT / "tests" / "extract" / "test_sentences.py")
    except ImportError as error:
        print(f"the short texts are left out: {error}")
        return [], 0, 0
    made: list[Judged] = []
    for number, case in enumerate(table.CASES):
        for claim in table.read(number):
            right = any(table.same(record, claim) for record in case["records"])
            made.append(Judged(f"case-{number}", claim.confidence, right))
    return made, sum(map(table.right, range(len(table.CASES)))), len(table.CASES)


def calibration(claims: list[Judged], bins: int = 10) -> tuple[list[tuple[float, float, int, float, float]], float]:
    """Return rows (low, high, number, mean confidence, share right) of the bins that hold any, and the error.

    The expected calibration error is the mean over claims of the distance between the mean confidence and the share
    right of their bin (Naeini, Cooper and Hauskrecht 2015), with bins of equal width.
    """
    rows, error = [], 0.0
    for number in range(bins):
        low, high = number / bins, (number + 1) / bins
        held = [c for c in claims if low <= c.confidence < high or (c.confidence == high == 1.0)]
        if held:
            mean = sum(c.confidence for c in held) / len(held)
            share = sum(c.right for c in held) / len(held)
            rows.append((low, high, len(held), mean, share))
            error += abs(mean - share) * len(held) / len(claims)
    return rows, error
