"""Scores the reading on texts kept aside while learning: ``python benchmarks/own_texts.py [FOLDER]``.

FOLDER (training/passages) holds annotated texts in the corpus's form, written for this project, of which one in six, by
the SHA-256 of its id, is kept aside; the rules are those of the corpus's own `score.py`, so that corpus must stand
beside the checkout.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import judge


def main() -> int:
    """Read each text, print the score of each file and of all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", nargs="?", type=Path, default=judge.ROOT / "training" / "passages")
    args = parser.parse_args()
    if not (judge.CORPUS / "score.py").is_file():
        raise SystemExit(f"no score.py at {judge.CORPUS}: put the corpus beside the checkout")
    score = judge.module(judge.CORPUS / "score.py")
    passages, records = [], {}
    for path in sorted(args.folder.glob("*.jsonl")):
        here = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        here = [passage for passage in here if judge.kept_aside(passage["id"])]
        records |= {passage["id"]: judge.claims(passage)[1] for passage in here}
        passages += here
        result = score.evaluate(here, records)
        print(
            f"{path.stem:10} {len(here):4} texts  core F1 {result['core'][2]:.3f}  strict F1 {result['strict'][2]:.3f}"
        )
    score.report(score.evaluate(passages, records), passages, records)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
