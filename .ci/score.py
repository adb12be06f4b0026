"""Scores two annotated newspaper articles: ``python .ci/score.py CORPUS``.

CORPUS is a folder with ``passages.jsonl`` and ``score.py``; where it is missing, nothing is scored, and that is said.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ARTICLES = ("ap-2022-02-02", "wt-2022-02-02")
#: The least F1 that passes.
LEAST = {"core": 0.85, "strict": 0.65}


def main(corpus: Path) -> int:
    """Print the score; return 1 when it is too low."""
    passages, scorer = corpus / "passages.jsonl", corpus / "score.py"
    if not (passages.is_file() and scorer.is_file()):
        print("not scored: the annotated articles are not on this machine")
        return 0
    lines = [line for line in passages.read_text("utf-8").splitlines() if json.loads(line)["id"] in ARTICLES]
    if len(lines) != len(ARTICLES):
        print(f"not scored: {len(lines)} of {len(ARTICLES)} annotated articles are on this machine")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        gold, found = Path(folder) / "gold.jsonl", Path(folder) / "found.jsonl"
        gold.write_text("\n".join(lines) + "\n", "utf-8")
        subprocess.run([sys.executable, "-m", "mapapp", "extract", str(gold), "-o", str(found)], check=True)
        words = [sys.executable, str(scorer), str(found), "--gold", str(gold), "--by-field"]
        said = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    print(said)
    passed = True
    for name, least in LEAST.items():
        match = re.search(rf"{name} F1 (\d\.\d+)", said)
        if match is None or float(match[1]) < least:
            print(f"{name} F1 {match[1] if match else 'is missing'}: at least {least} is due")
            passed = False
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
