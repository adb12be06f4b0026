"""Throws mutated texts at the readers: ``python benchmarks/fuzz.py TARGET [--minutes N] [--keep FOLDER]``.

TARGET is ``extract``, ``dates``, ``strengths``, or ``door`` (what a language model answers).  atheris (``pip install -e
".[fuzz]"``) watches which lines of mapapp each text reaches and keeps those that reach new ones.  Of every text
`tests/extract/invariants.py` must hold, in bounded time: one that raises, breaks an invariant or is slow ends the run
with status 1 and is written to FOLDER.
N minutes are of the processor, so that a busy machine tests as much as an idle one.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import sys
import time
import tomllib
import traceback
from collections.abc import Callable
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "extract"), str(ROOT / "tests" / "llm")]

with atheris.instrument_imports(include=["mapapp"]):
    import endpoint
    import invariants

    from mapapp import samples
    from mapapp.errors import MapappError
    from mapapp.export.lines import dump_line, report_line
    from mapapp.extract import extract
    from mapapp.llm import LLMExtractor, prompt
    from mapapp.llm.wire import Reply
    from mapapp.model import Report
    from mapapp.reconcile import reconcile_claims

#: The longest text, bytes, and the seconds of the processor that one may cost.
LONGEST = 3_000
SECONDS = 2.0
DICTIONARY = """troops soldiers brigade frigate F-16s battalion NATO Russian U.S. Poland Vilseck
"Black Sea" "Fort Bragg"
"82nd Airborne Division" "HMS Kent" "1,700" "up to" "half of the" dozens thousands "of the 2,000" another "the other"
deployed withdrew "will send" "has not" "denied that" "could be" "on alert" ordered rotation including "said on"
Wednesday "Feb. 20" "last month" "since late" "fiscal 2023" "by the end of" spring "from March 3 to 7" they there
its both "km east of" "{{7*7}}" "</script>" "38T KM 1 1" "between" "or" "-" "--" "," ";" "." "\\x0a\\x0a" "\\x00"
"\\xe2\\x80\\x9c" "\\xe2\\x80\\x9d" "\\xe2\\x80\\xae" "\\xc2\\xa0" "\\xef\\xbb\\xbf" "\\xc4\\xb0" "\\xed\\xa0\\x80" """


def _extract(text: str) -> None:
    for dated in (True, False):
        invariants.of_claims(text, extract(invariants.report(text, dated=dated)))


class _Said:
    """A wire that brings what it is told to."""

    content = ""

    def post(self, _: bytes) -> tuple[Reply, ...]:
        return (Reply(200, "application/json", json.dumps(endpoint.chat(self.content))),)


_SAID = _Said()
_MODEL = LLMExtractor("here", "m", wire=_SAID, on_refused=str)
_ASKED = Report(prompt.EXAMPLE_TEXT, id="asked", published=invariants.PUBLISHED)


def _answer(text: str) -> str:
    """Return what the model answers: the text, or the records that its lines "field=value" change in the example."""
    if not text.startswith("="):
        return text
    records = []
    for number, told in enumerate(text[1:].split("\n\n")):
        record = dict(prompt.EXAMPLE_RECORDS[number % 3])
        for line in told.split("\n"):
            name, _, value = line.partition("=")
            try:
                record[name] = json.loads(value)
            except (ValueError, RecursionError):
                record[name] = value
        records.append({name: value for name, value in record.items() if name})
    return json.dumps({"records": records})


def _door(text: str) -> None:
    _SAID.content = _answer(text)
    try:
        claims = _MODEL(_ASKED)
    except MapappError:
        return
    invariants.of_claims(_ASKED.text, claims)
    dump_line(report_line(_ASKED, claims))
    reconcile_claims(claims)


TARGETS: dict[str, Callable[[str], None]] = {
    "extract": _extract,
    "dates": invariants.of_dates,
    "strengths": invariants.of_strengths,
    "door": _door,
}


def seeds(target: str) -> list[str]:
    """Return the texts that mutation starts from: the tables of cases and the samples."""
    if target == "door":
        lines = ["=", "quote=A frigate", "dest=Latvia", "part_of=1", "quantity_min=2", "voice=the ministry", "actor=NO"]
        lines += ['via=["Bergen"]', "date_text=in May", "status=denied", "quantity_text=A", "unit=soldiers\n\n"]
        return [json.dumps({"records": prompt.EXAMPLE_RECORDS}), "\n".join(lines), *(f"={line}\n\n" for line in lines)]
    table = {"extract": "sentences"}.get(target, target)
    cases = tomllib.loads((ROOT / "tests" / "cases" / f"{table}.toml").read_text("utf-8"))["case"]
    return [case["text"] for case in cases] + [report.text for report in samples.reports()]


class Run:
    """Runs one target over what atheris makes, until the minutes are used up or a text breaks it."""

    def __init__(self, target: str, minutes: float, keep: Path) -> None:
        self.check, self.name, self.keep = TARGETS[target], target, keep
        self.begun, self.limit = time.process_time(), 60 * minutes
        self.texts = self.characters = 0
        self.slowest = 0.0

    def __call__(self, data: bytes) -> None:
        """Read one text; libFuzzer keeps no thread of ours waiting, so that the end is an exit."""
        text = _decoded(data)
        begun = time.process_time()
        try:
            self.check(text)
            took = time.process_time() - begun
            if took > SECONDS:
                raise TimeoutError(f"{took:.1f} s of the processor for {len(text)} characters")
        except Exception:
            self.fail(text)
        self.texts += 1
        self.characters += len(text)
        self.slowest = max(self.slowest, took)
        if time.process_time() - self.begun > self.limit:
            self.leave(0)

    def fail(self, text: str) -> None:
        """Write the text that broke the target, tell why, and leave."""
        path = self.keep / f"{self.name}-broken-{self.texts}.txt"
        path.write_text(text, "utf-8", "surrogatepass")
        traceback.print_exc()
        print(f"\nbroken by the text in {path}: {text[:300]!r}")
        self.leave(1)

    def leave(self, status: int) -> None:
        """Print what was done and end the process."""
        minutes = (time.process_time() - self.begun) / 60
        read = f"{self.texts:,} texts, {self.characters:,} characters"
        print(
            f"{self.name}: {read}, {minutes:.1f} minutes of the processor, "
            f"the slowest text {self.slowest:.2f} s; {'broken' if status else 'nothing broke'}",
            flush=True,
        )
        os._exit(status)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def main() -> None:
    """Fuzz one target."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--minutes", type=float, default=1.0, metavar="N", help="of the processor (default 1)")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"), metavar="FOLDER", help="default fuzz-found")
    parser.add_argument("--again", type=Path, metavar="FILE", help="read this one text instead")
    args = parser.parse_args()
    if args.again:
        TARGETS[args.target](args.again.read_text("utf-8", "surrogatepass"))
        print("nothing broke")
        return
    corpus = args.keep / args.target
    corpus.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(seeds(args.target)):
        (corpus / f"seed-{number}").write_bytes(text.encode()[:LONGEST])
    words = args.keep / "words.dict"
    words.write_text("\n".join(f'"{word}"' for word in _words()), "utf-8")
    for text in seeds(args.target)[:1]:
        TARGETS[args.target](text)  # loads the model, which no text is to pay for
    run = Run(args.target, args.minutes, args.keep)
    # libFuzzer's own time-out is of the clock: long, so that a process that somebody pauses is not taken for a hang.
    options = [f"-dict={words}", f"-max_len={LONGEST}", "-timeout=1800", "-rss_limit_mb=4000", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], run)
    atheris.Fuzz()


def _words() -> list[str]:
    return [word.replace("\\\\", "\\") for word in shlex.split(DICTIONARY.replace("\\", "\\\\"))]


if __name__ == "__main__":
    main()
