"""Fits what the model that weighs readings adds to the confidence: ``python benchmarks/fit_worth.py``.

On the passages of the corpus, without those kept aside (`judge.kept_aside`), and on the texts of training/passages that
the model did not learn from, each of whose claims counts a twentieth: they are denser than news.  Prints `READ` and
`ADDED` of `mapapp.extract.confidence`, and on each set the mean confidence, the share right and the calibration error.
Run it after `fit_confidence.py`, whose weights it rests on.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import judge
import numpy as np
from numpy.typing import NDArray

from mapapp.extract import claims, confidence
from mapapp.extract.scene import NOTE

Floats = NDArray[np.float64]
DENSE, RIDGE = 0.05, 1.0
#: Names a claim by a confidence that only it has.
_STEP = 1e7


class Example(NamedTuple):
    """A judged claim: the sum of the grammar's signs, the model's odds, whether the model added it, its set."""

    total: float
    odds: float
    added: bool
    right: bool
    kind: str


def texts() -> list[dict[str, Any]]:
    """Return the annotated texts that the model did not learn from."""
    folder = judge.ROOT / "training" / "passages"
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    return [text for text in map(json.loads, lines) if judge.kept_aside(text["id"])]


def examples(passages: Sequence[dict[str, Any]], kind: str) -> list[Example]:
    """Return the claims on passages, judged."""
    noted: list[tuple[float, float, bool]] = []
    given = confidence.of

    def note(draft: Any, *words: Any) -> float:
        total = confidence.BASE + sum(confidence.WEIGHTS.get(sign, 0.0) for sign in confidence.signs(draft, *words))
        likely = max(0.001, min(0.999, draft.worth if draft.worth is not None else 0.5))
        noted.append((total, math.log(likely / (1 - likely)), NOTE in draft.notes))
        return len(noted) / _STEP

    claims.confidence.of = note  # type: ignore[attr-defined]
    score, found = judge.module(judge.CORPUS / "score.py"), []
    try:
        for passage in passages:
            made, records = judge.claims(passage)
            told = judge.judged(passage["id"], score.score_doc(passage, records), records)
            for claim, one in zip(made, told, strict=True):
                found.append(Example(*noted[round(claim.confidence * _STEP) - 1], one.right, kind))
    finally:
        claims.confidence.of = given  # type: ignore[attr-defined]
    return found


def rows(held: Sequence[Example], *, added: bool) -> Floats:
    """Return the base, the grammar's sum (0 for what the model added) and the odds of each."""
    return np.array([[1.0, 0.0 if added else one.total, one.odds] for one in held])


def fit(table: Floats, right: Floats, weight: Floats) -> Floats:
    """Return the likeliest weights, by Newton's method with a ridge."""
    ridge, found = np.array([0.01, RIDGE, RIDGE]), np.zeros(3)
    for _ in range(50):
        share = 1 / (1 + np.exp(-table @ found))
        bend = (table.T * (weight * share * (1 - share))) @ table + np.diag(ridge)
        found += np.linalg.solve(bend, table.T @ (weight * (right - share)) - ridge * found)
    return found


def main() -> int:
    """Fit and print."""
    if not judge.passages():
        raise SystemExit(f"no corpus at {judge.CORPUS}: there is nothing to fit the confidence on")
    read = [p for p in judge.passages() if not judge.kept_aside(p["id"])]
    aside = [p for p in judge.passages() if judge.kept_aside(p["id"])]
    held = [*examples(read, "passages"), *examples(texts(), "own texts"), *examples(aside, "passages kept aside")]
    for name, added in (("READ", False), ("ADDED", True)):
        learn = [one for one in held if one.added is added and one.kind != "passages kept aside"]
        weight = np.array([DENSE if one.kind == "own texts" else 1.0 for one in learn])
        found = fit(rows(learn, added=added), np.array([float(one.right) for one in learn]), weight)
        print(name, tuple(round(float(w), 2) for w in (found[[0, 2]] if added else found)))
        for kind in dict.fromkeys(one.kind for one in held):
            some = [one for one in held if one.kind == kind and one.added is added]
            if some:
                shares = 1 / (1 + np.exp(-rows(some, added=added) @ found))
                told = [judge.Judged(kind, float(s), one.right) for s, one in zip(shares, some, strict=True)]
                right = sum(one.right for one in some) / len(some)
                error = judge.calibration(told)[1]
                means = f"given {shares.mean():.2f}  right {right:.2f}  error {error:.3f}"
                print(f"  {kind:20s} {len(some):4d} claims  {means}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
