"""Fits the weights of `mapapp.extract.confidence`: ``python benchmarks/fit_confidence.py [--write]``.

On the passages of the corpus, without those kept aside (`judge.kept_aside`), and on the table of short texts, each of
whose claims counts a quarter: they are shorter and plainer than news.  Logistic regression with a ridge, by Newton's
method.  The errors that are printed are of ten folds: no document is judged by weights that it helped to fit.  With
--write the table in mapapp/extract/confidence.py is written anew.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import judge
import numpy as np
from numpy.typing import NDArray

from mapapp.extract import claims, confidence

Floats = NDArray[np.float64]
#: What a claim on a short text counts beside one on a passage; how strongly weights are drawn to 0; number of folds.
SHORT, RIDGE, FOLDS = 0.25, 2.0, 10
TABLE = judge.ROOT / "mapapp" / "extract" / "confidence.py"
_TABLE = re.compile(r"(?<=# weights: begin\n).*?(?=# weights: end\n)", re.S)


@dataclass(frozen=True)
class Example:
    """A judged claim and the signs that hold for it."""

    judged: judge.Judged
    signs: tuple[str, ...]
    kind: str  # passage, aside, short


def examples() -> list[Example]:
    """Read everything once, noting the signs of each claim and the confidence that it has now."""
    noted: list[tuple[tuple[str, ...], float]] = []
    now = confidence.of

    def note(*words: Any) -> float:
        noted.append((confidence.signs(*words), now(*words)))
        return len(noted) / 1e9  # names the claim; exact far beyond the number of claims

    claims.confidence.of = note  # type: ignore[attr-defined]
    score = judge.module(judge.CORPUS / "score.py")
    found = []
    for passage in judge.passages():
        made, records = judge.claims(passage)
        kind = "aside" if judge.kept_aside(passage["id"]) else "passage"
        for told, claim in zip(
            judge.judged(passage["id"], score.score_doc(passage, records), records), made, strict=True
        ):
            found.append((told, claim.confidence, kind))
    found += [(told, told.confidence, "short") for told in judge.short_texts()[0]]
    out = []
    for told, number, kind in found:
        signs, before = noted[round(number * 1e9) - 1]
        out.append(Example(replace(told, confidence=before), signs, kind))
    return out


def matrix(held: Sequence[Example], names: Sequence[str]) -> Floats:
    """Return a row of 0 and 1 for each example, the base first."""
    return np.array([[1.0, *(float(name in one.signs) for name in names)] for one in held])


def fit(rows: Floats, right: Floats, weight: Floats) -> Floats:
    """Return the weights, the base first, that make the given answers likeliest."""
    ridge = np.full(rows.shape[1], RIDGE)
    ridge[0] = 0.01
    found = np.zeros(rows.shape[1])
    for _ in range(50):
        share = 1 / (1 + np.exp(-rows @ found))
        slope = rows.T @ (weight * (right - share)) - ridge * found
        bend = (rows.T * (weight * share * (1 - share))) @ rows + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        found += step
        if np.abs(step).max() < 1e-10:
            break
    return found


def fold(name: str) -> int:
    """Return the fold of a document, the same in every run."""
    return int(hashlib.sha256(f"fold {name}".encode()).hexdigest(), 16) % FOLDS


def shares(rows: Floats, found: Floats) -> Floats:
    """Return the confidences that weights give."""
    return np.round(np.clip(1 / (1 + np.exp(-rows @ found)), confidence.LOWEST, confidence.HIGHEST), 2)


def told(name: str, held: Sequence[Example], given: Floats) -> str:
    """Return a line with the calibration error and how well the confidence tells right from wrong."""
    again = [replace(one.judged, confidence=float(share)) for one, share in zip(held, given, strict=True)]
    right = np.array([one.right for one in again])
    high, low = given[right], given[~right]
    above = (
        float(np.mean((high[:, None] > low) + 0.5 * (high[:, None] == low))) if len(high) and len(low) else float("nan")
    )
    means = f"{len(again):4d} claims  given {given.mean():.2f}  right {right.mean():.2f}"
    return f"{name:32s} {means}  error {judge.calibration(again)[1]:.3f}  right above wrong {above:.2f}"


def main() -> int:
    """Fit, print and, when asked to, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--write", action="store_true", help="write the weights into mapapp/extract/confidence.py")
    args = parser.parse_args()
    if not judge.passages():
        raise SystemExit(f"no corpus at {judge.CORPUS}: there is nothing to fit the confidence on")
    held = examples()
    names = list(dict.fromkeys(sign for one in held for sign in one.signs))
    names.sort(key=lambda name: (-sum(name in one.signs for one in held if one.kind != "aside"), name))
    fitted = [one for one in held if one.kind != "aside"]
    rows, right = matrix(fitted, names), np.array([float(one.judged.right) for one in fitted])
    weight = np.array([SHORT if one.kind == "short" else 1.0 for one in fitted])
    folds = np.array([fold(one.judged.document) for one in fitted])
    given = np.zeros(len(fitted))
    for number in range(FOLDS):
        there = folds == number
        given[there] = shares(rows[there], fit(rows[~there], right[~there], weight[~there]))
    final = fit(rows, right, weight)
    for kind, name in (("passage", "passages"), ("short", "short texts")):
        those = np.array([one.kind == kind for one in fitted])
        some = [one for one in fitted if one.kind == kind]
        print(told(f"{name}, as it is now", some, np.array([one.judged.confidence for one in some])))
        print(told(f"{name}, ten folds", some, given[those]))
    aside = [one for one in held if one.kind == "aside"]
    print(told("kept aside, as it is now", aside, np.array([one.judged.confidence for one in aside])))
    print(told("kept aside, by the new weights", aside, shares(matrix(aside, names), final)))
    lines = [
        f"# Fitted on {date.today()} by `python benchmarks/fit_confidence.py --write`; beside each weight, how many of"
    ]
    lines += [f"# {len(fitted)} claims have the sign and how many of those are right.", f"BASE = {final[0]:.2f}"]
    lines += ["WEIGHTS = {"]
    for name, value in zip(names, final[1:], strict=True):
        those_right = [one.judged.right for one in fitted if name in one.signs]
        lines.append(f'    "{name}": {value:.2f},  # {len(those_right)}, {sum(those_right)} right')
    table = "\n".join([*lines, "}", ""])
    print(f"\n{table}")
    if args.write:
        TABLE.write_text(_TABLE.sub(lambda _: table, TABLE.read_text("utf-8")), "utf-8")
        print(f"written to {TABLE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
