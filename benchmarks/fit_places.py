"""Fits the weights of `mapapp.locate.weighing`: ``python benchmarks/fit_places.py ANNOTATED.jsonl …``.

A conditional logit: of what a name may mean, the meanings within 161 km of the annotated point are to get the weight.
The support of the other names depends on the weights, so that fitting and supporting take turns.  The weights are
pulled towards those that stand in the code (ridge), as the texts are few.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np

from mapapp import language
from mapapp.language import Paragraph
from mapapp.locate import Gazetteer, resolve, signs, support, weighing
from mapapp.locate.ranking import Candidate, kilometres
from mapapp.model import Report

NEAR_KM = 161.0
ROUNDS, STEPS, RATE = 6, 400, 0.05
#: How far the weights of the signs are pulled towards the rules alone.
PULL = 0.25
#: Signs of which more never makes a place less likely; what the few texts say against that is chance.
RISING, LEAST_RISE = ("near", "score", "located", "place", "given"), 0.1


class Text:
    """One annotated text: its distinct names, their candidates, which of these are right, how often it is named."""

    def __init__(self, held: dict[str, Any], paragraphs: list[Paragraph], gazetteer: Gazetteer) -> None:
        self.spans, _ = resolve.one_by_one(Report(held["text"], id=held["id"]), paragraphs, gazetteer)
        self.gold = held["toponyms"]
        self.optional = held.get("optional", ())
        self.names: dict[str, tuple[Candidate, ...]] = {}
        self.right: dict[str, np.ndarray] = {}
        self.count: dict[str, int] = {}
        for span in self.spans:
            top = span.top
            if not top.candidates:
                continue
            some = self.names.setdefault(span.key, top.candidates)
            self.count[span.key] = self.count.get(span.key, 0) + 1
            for gold in self.gold:
                if gold["lat"] is not None and gold["start"] < top.end and top.start < gold["end"]:
                    near = [
                        kilometres(one.place.lat, one.place.lon, gold["lat"], gold["lon"]) <= NEAR_KM for one in some
                    ]
                    self.right.setdefault(span.key, np.array(near))


def doubts(texts: Iterable[Text]) -> tuple[np.ndarray, np.ndarray]:
    """Return the figures of every span in doubt, and whether it is annotated as a place."""
    figures, named = [], []
    for text in texts:
        for span in resolve.together(text.spans):
            top = span.top
            if span.figures and not any(a < top.end and top.start < b for a, b in text.optional):
                figures.append(span.figures)
                named.append(any(gold["start"] < top.end and top.start < gold["end"] for gold in text.gold))
    return np.array(figures), np.array(named, dtype=float)


def fit_signs(texts: Iterable[Text], ridge: float, tell: Callable[[str], object]) -> np.ndarray:
    """Return the weights of `mapapp.locate.signs` (logistic regression, Newton's method)."""
    figures, named = doubts(texts)
    start = np.array(signs.WEIGHTS)
    weights = np.zeros_like(start)
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(figures @ weights, -30, 30)))
        slope = figures.T @ (named - chance) - ridge * (weights - PULL * start)
        bend = (figures * (chance * (1 - chance))[:, None]).T @ figures + ridge * np.eye(len(weights))
        weights = weights + np.linalg.solve(bend, slope)
    rising = [signs.NAMES.index(name) for name in RISING]
    weights[rising] = np.maximum(weights[rising], LEAST_RISE)
    chance = 1 / (1 + np.exp(-figures @ weights))
    tell(
        f"spans {len(named)}, places {named.sum():.0f}; "
        f"by the rules {np.mean((figures[:, 0] > 0) == named):.3f} right, fitted {np.mean((chance > 0.5) == named):.3f}"
    )
    return weights


def cases(texts: Iterable[Text]) -> list[tuple[np.ndarray, np.ndarray, float]]:
    """Return (figures with support, which are right, weight) of every name that has a right and a wrong meaning."""
    found = []
    for text in texts:
        held = support.supports([(some, 1.0) for some in text.names.values()])
        for (key, some), rows in zip(text.names.items(), held, strict=True):
            right = text.right.get(key)
            if right is None or not right[: len(rows)].any() or right[: len(rows)].all():
                continue
            figures = np.array(
                [(*one.evidence, gain.near, gain.wide) for one, (_, gain) in zip(some, rows, strict=False)]
            )
            found.append((figures, right[: len(rows)], float(np.sqrt(text.count[key]))))
    return found


def fit(held: list[tuple[np.ndarray, np.ndarray, float]], start: np.ndarray, ridge: float) -> np.ndarray:
    """Return the weights that make the right meanings likeliest (Adam on the penalised log likelihood)."""
    weights = start.copy()
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        slope = ridge * (weights - start)
        for figures, right, weight in held:
            odds = figures @ weights
            chance = np.exp(odds - odds.max())
            good = chance * right
            slope += weight * figures.T @ (chance / chance.sum() - good / good.sum())
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def share_right(held: list[tuple[np.ndarray, np.ndarray, float]], weights: np.ndarray) -> float:
    """Return how many of the names get a right meaning, as a share."""
    return float(np.mean([right[np.argmax(figures @ weights)] for figures, right, _ in held]))


def run(texts: list[Text], ridge: float, tell: Callable[[str], object]) -> np.ndarray:
    """Return the fitted weights."""
    start = np.array(weighing.WEIGHTS)
    weights = start
    for turn in range(ROUNDS):
        held = cases(texts)
        weights = fit(held, start, ridge)
        tell(f"turn {turn}: {len(held)} names, {share_right(held, weights):.3f} right")
        support.WEIGHTS = tuple(weights)
    return weights


def main() -> None:
    """Print the fitted weights with the figures that they are for."""
    parser = argparse.ArgumentParser(description="Fits how much each figure counts for a meaning of a name.")
    parser.add_argument("texts", nargs="+", type=Path, help="JSON lines with id, text and toponyms")
    parser.add_argument("--ridge", type=float, default=1.0)
    given = parser.parse_args()
    gazetteer = Gazetteer()
    rows = [json.loads(line) for path in given.texts for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row.get("half") != "kept"]
    texts = [Text(row, language.parse(row["text"]), gazetteer) for row in rows]
    weights = run(texts, given.ridge, lambda line: print(line, file=sys.stderr))
    print("weighing.WEIGHTS")
    for name, weight in zip(weighing.NAMES, weights, strict=True):
        print(f"{name:14s} {weight:6.2f}")
    print("signs.WEIGHTS")
    fitted = fit_signs(texts, given.ridge, lambda line: print(line, file=sys.stderr))
    for name, weight in zip(signs.NAMES, fitted, strict=True):
        print(f"{name:14s} {weight:6.2f}")


if __name__ == "__main__":
    main()
