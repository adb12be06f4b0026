"""Measures the way from a report to a map: ``python benchmarks/start.py [RUNS]`` (3 by default).

Each run is a new process, as a user starts one, with the files of the program already in the system's cache:

- cold: ``mapapp map one.txt -o one.html``, from start to exit, with the most memory that the process held;
- further: ``mapapp map`` of another report within a process that has made a map before: reading and writing the file;
- imports: the packages whose own code took longest to load on the way, by ``-X importtime``.

Seconds are of the clock and, in brackets, of the processor: on a busy machine only the second tells.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
FIRST = (
    "The United States will send 1,700 soldiers of the 82nd Airborne Division from Fort Bragg to Poland, the Pentagon "
    "said on Wednesday. About 900 American soldiers are already stationed in Romania. No troops will go to Ukraine."
)
SECOND = (
    "Denmark is sending a frigate to the Baltic Sea and four F-16 fighters to Lithuania, its defence ministry said. "
    "The Netherlands plans to send two F-35 aircraft to Bulgaria in April. Spain has 350 soldiers in Latvia."
)
AGAIN = """
import json, time
from mapapp.cli import main
took = []
for name in ["one.txt", *(f"more{number}.txt" for number in range(10))]:
    begun, worked = time.perf_counter(), time.process_time()
    assert main(["map", name, "--quiet", "--published", "2022-02-02", "-o", "map.html"]) == 0
    took.append((time.perf_counter() - begun, time.process_time() - worked))
print(json.dumps(took[1:]))
"""
#: What the project promises: seconds, seconds, megabytes.
PROMISED = {"cold": 6.0, "further": 0.5, "memory": 700.0}


def run(folder: Path, *names: str, options: tuple[str, ...] = ()) -> tuple[float, float, float, str]:
    """Make a map of the named files; return seconds, processor seconds, megabytes and what was said."""
    words = [sys.executable, *options, "-m", "mapapp", "map", *names, "--published", "2022-02-02", "-o", "map.html"]
    begun = time.perf_counter()
    with open(folder / "said.txt", "w+", encoding="utf-8") as said:
        process = subprocess.Popen(words, cwd=folder, stderr=said, env={**os.environ, "PYTHONPATH": str(ROOT)})
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read()
    seconds = time.perf_counter() - begun
    if process.returncode:
        raise SystemExit(f"{' '.join(words)} left with {process.returncode}:\n{text}")
    kilobytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return seconds, usage.ru_utime + usage.ru_stime, kilobytes / 1000, text


def further(folder: Path) -> tuple[float, float]:
    """Return the median seconds, and processor seconds, of ten maps after the first one in a process."""
    words = [sys.executable, "-c", AGAIN]
    said = subprocess.check_output(words, cwd=folder, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    pairs = json.loads(said)
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def imports(said: str) -> Counter[str]:
    """Return the seconds that each package's own modules took, from what ``-X importtime`` said."""
    found: Counter[str] = Counter()
    for own, name in re.findall(r"import time:\s+(\d+) \|\s+\d+ \|\s+([\w.]+)", said):
        found[name.split(".")[0]] += int(own)
    return found


def main(runs: int) -> int:
    """Print the figures and return 1 if one is over what is promised."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "one.txt").write_text(FIRST, "utf-8")
        for number in range(10):
            (folder / f"more{number}.txt").write_text(SECOND, "utf-8")
        run(folder, "one.txt")  # fills the system's cache
        cold = [run(folder, "one.txt") for _ in range(runs)]
        again, again_work = further(folder)
        loaded = imports(run(folder, "one.txt", options=("-X", "importtime"))[3])
    seconds, work, memory = (statistics.median(values) for values in list(zip(*cold, strict=True))[:3])
    figures = {"cold": seconds, "further": again, "memory": memory}
    print(
        f"median of {runs} runs, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}"
    )
    print(f"cold     {seconds:6.2f} s ({work:.2f} s)  from start to exit, one report of {len(FIRST)} characters")
    print(f"further  {again:6.2f} s ({again_work:.2f} s)  another report of {len(SECOND)} characters, median of ten")
    print(f"memory   {memory:6.0f} MB  at most, one report")
    print("imports  " + ", ".join(f"{name} {us / 1e6:.2f} s" for name, us in loaded.most_common(8)))
    over = [name for name, value in figures.items() if value > PROMISED[name]]
    print(json.dumps({name: round(value, 3) for name, value in figures.items()}))
    for name in over:
        print(f"{name} is over what is promised: {figures[name]:.2f} > {PROMISED[name]}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
