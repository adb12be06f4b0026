"""Annotated texts become windows with signs and labels, as tensors."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import aligned
import numpy as np
import torch

from mapapp import language, locate
from mapapp.extract import read, select
from mapapp.extract.weigh import candidates, pieces, windows
from mapapp.model import Report

FOLDER = Path(__file__).parent
Example = dict[str, Any]


def passages(folder: Path = FOLDER / "passages") -> Iterator[Example]:
    """Yield the annotated texts of a folder, one JSON object a line."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as file:
            yield from (json.loads(line) for line in file if line.strip())


def kept_aside(name: str) -> bool:
    """Whether a text is for judging, not for learning: one in six, by the SHA-256 of its id."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 6 == 0


def examples(passage: Example, gazetteer: locate.Gazetteer, vocabulary: pieces.Vocabulary) -> list[Example]:
    """Return the windows of a text as tensors, with what is right of their candidates."""
    day = passage["published"]
    report = Report(
        id=passage["id"],
        text=passage["text"],
        published=date.fromisoformat(day) if day else None,
        title=passage.get("title"),
    )
    parsed = language.parse(report.text, select.paragraphs(report.text), select.ordinary())
    reading = read(report, parsed, gazetteer)
    found = candidates.find(reading.scenes, reading.drafts)
    told = aligned.aligned(report.text, passage["movements"], found)
    covered = {id(record) for group in told.values() for record in group}
    missing = [r["quote"] for r in passage["movements"] if id(r) not in covered]
    open_quotes = [span for quote in missing for span in aligned.spans(report.text, quote)]
    number = {id(candidate): i for i, candidate in enumerate(found)}
    cuts = windows.cut(reading.scenes, found, report.text, reading.cast, vocabulary, reading.drafts)
    return [_tensors(window, aligned.labels(window, told, open_quotes, number)) for window in cuts]


def _tensors(window: windows.Window, right: Example) -> Example:
    size = len(window.pieces)

    def clipped(spans: list[tuple[int, int]]) -> torch.Tensor:
        cut = [(min(a, size - 1), min(max(a + 1, b), size)) for a, b in spans]
        return torch.tensor(cut, dtype=torch.long).reshape(-1, 2)

    out: Example = {
        "pieces": torch.tensor(window.pieces),
        "spans": clipped(window.spans),
        "heads": torch.tensor([min(h, size - 1) for h in window.heads]),
        "verbs": torch.tensor([min(v, size - 1) for v in window.verbs]),
        "signs": torch.tensor(window.signs, dtype=torch.float),
    }
    for kind, mentioned, signs in (
        ("p", window.places, window.place_signs),
        ("n", window.nations, window.nation_signs),
    ):
        out[f"{kind} spans"] = clipped([span for one in mentioned for span in one.spans])
        out[f"{kind} own"] = torch.tensor([i for i, one in enumerate(mentioned) for _ in one.spans], dtype=torch.long)
        flat = [[sign for one in row for sign in one] for row in signs]
        out[f"{kind} signs"] = torch.tensor(np.array(flat, dtype=np.float32))
        out[f"{kind} count"] = len(mentioned)
    for name, values in right.items():
        whole = name in ("status", "unit")
        out[name] = torch.tensor(values, dtype=torch.long if whole else torch.float)
    return out
