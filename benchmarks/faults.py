"""Whether a run over a corpus survives: ``python benchmarks/faults.py [--workers-killed 50] [--schedulers 5] …``.

Runs the pipeline over a small corpus once undisturbed, then again and again while workers are killed at random, the
scheduler of a cluster is killed, the disk fills up (a file system of some kilobytes, which needs root), and all
processes are killed at once.  A run that ends between two kills is looked at and begun anew.  Each output, whenever a
run ends, must equal the undisturbed one, byte for byte: every file, and no other.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil
from corpus import corpus

COMMAND = [sys.executable, "-m", "mapapp", "corpus"]
CHANCE = random.Random(7)  # noqa: S311 (when to kill, no secret)
LOCAL = ("--workers", "2")


def content(output: Path) -> dict[str, str]:
    """Return every file of an output with its hash."""
    files = sorted(path for path in output.rglob("*") if path.is_file())
    return {path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


class Trial:
    """Runs of one corpus into one folder, each of whose results must be that of the undisturbed run."""

    def __init__(self, source: Path, output: Path, whole: dict[str, str]) -> None:
        self.source, self.output, self.whole = source, output, whole
        self.kills = self.ends = 0

    def start(self, *more: str) -> subprocess.Popen[bytes]:
        """Begin a run, or go on with one that was broken off; what has ended is looked at and removed first."""
        if (self.output / "manifest.json").exists():
            self.compare()
            shutil.rmtree(self.output)
        words = [*COMMAND, str(self.source), str(self.output), *more]
        words += ["--resume"] if (self.output / ".work").exists() else []
        return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def finish(self, *more: str) -> None:
        """Run until it is done, as a person would who calls it again."""
        for _ in range(20):
            if (self.output / "manifest.json").exists():
                break
            process = self.start(*more)
            said = tell(process)
            if process.returncode:
                print("   ", said, flush=True)
        self.compare()

    def compare(self) -> None:
        """Hold what lies in the folder against the undisturbed run."""
        now = content(self.output)
        if now != self.whole:
            other = sorted(name for name in {*now, *self.whole} if now.get(name) != self.whole.get(name))
            raise SystemExit(f"{self.output.name}: ANOTHER OUTPUT after {self.kills} kills: {', '.join(other[:5])}")
        self.ends += 1


def tell(process: subprocess.Popen[bytes]) -> str:
    """Wait until a run ends; return the last line that it said."""
    said, _ = process.communicate()
    return (said.decode().strip().splitlines() or [""])[-1][:160]


def below(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    try:
        return psutil.Process(process.pid).children(recursive=True)
    except psutil.Error:
        return []


def workers(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """Return the processes that do the work: those that their keepers have spawned."""
    found = []
    for child in below(process):
        with suppress(psutil.Error):
            if "spawn_main" in " ".join(child.cmdline()):
                found.append(child)
    return found


def kill_workers(trial: Trial, times: int) -> None:
    """Kill a worker at random moments, `times` in all."""
    while trial.kills < times:
        process = trial.start(*LOCAL)
        while process.poll() is None and trial.kills < times:
            time.sleep(CHANCE.uniform(1.0, 8.0))
            if alive := workers(process):
                with suppress(psutil.Error):
                    CHANCE.choice(alive).kill()
                    trial.kills += 1
        tell(process)
    trial.finish(*LOCAL)


def kill_all(trial: Trial, times: int) -> None:
    """Kill every process of a run at once, as when the machine goes down."""
    while trial.kills < times:
        process = trial.start(*LOCAL)
        time.sleep(CHANCE.uniform(4.0, 25.0))
        trial.kills += process.poll() is None
        for one in [*below(process), psutil.Process(process.pid)]:
            with suppress(psutil.Error):
                one.send_signal(signal.SIGKILL)
        process.communicate()
    trial.finish(*LOCAL)


def quietly(program: str, *words: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.{program}", *words]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def kill_scheduler(trial: Trial, times: int) -> None:
    """Kill the scheduler of a cluster while a run is on it, then start another."""
    while trial.kills < times:
        port = CHANCE.randrange(20_000, 30_000)
        address = f"tcp://127.0.0.1:{port}"
        scheduler = quietly("dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
        worker = quietly("dask_worker", address, "--nthreads", "1", "--death-timeout", "60", "--no-dashboard")
        time.sleep(5)
        process = trial.start("--scheduler", address)
        with suppress(subprocess.TimeoutExpired):
            process.wait(CHANCE.uniform(10.0, 30.0))
        trial.kills += process.poll() is None
        scheduler.kill()
        print("   ", tell(process), flush=True)
        for one in (worker, scheduler):
            one.terminate()
            one.wait()
    trial.finish(*LOCAL)


def fill_disk(trial: Trial, kilobytes: int = 220) -> None:
    """Let the output stand on a file system too small for it, then on one that is large enough."""
    goal = trial.output
    goal.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(goal)], check=True)
    try:
        process = trial.start(*LOCAL)
        print("   ", tell(process), flush=True)
        if process.returncode != 1:
            raise SystemExit("it should have said that the disk is full")
        trial.kills += 1
        subprocess.run(["mount", "-o", "remount,size=200m", str(goal)], check=True)
        trial.finish(*LOCAL)
    finally:
        subprocess.run(["umount", str(goal)], check=True)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--reports", type=int, default=600)
    words.add_argument("--workers-killed", type=int, default=50)
    words.add_argument("--schedulers", type=int, default=5)
    words.add_argument("--reboots", type=int, default=10)
    words.add_argument("--no-disk", action="store_true")
    args = words.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = corpus(folder, args.reports)
        begun = time.monotonic()
        undisturbed = Trial(source, folder / "undisturbed", {})
        print("   ", tell(undisturbed.start(*LOCAL)), f"({time.monotonic() - begun:.0f} s)", flush=True)
        whole = content(undisturbed.output)
        trials: list[tuple[str, Callable[[Trial], None]]] = [
            ("all processes killed", lambda trial: kill_all(trial, args.reboots)),
            ("workers killed", lambda trial: kill_workers(trial, args.workers_killed)),
            ("schedulers killed", lambda trial: kill_scheduler(trial, args.schedulers)),
        ]
        if not args.no_disk and os.geteuid() == 0:
            trials.append(("disk filled", fill_disk))
        for label, work in trials:
            trial = Trial(source, folder / label.replace(" ", "-"), whole)
            begun = time.monotonic()
            work(trial)
            seconds = time.monotonic() - begun
            print(f"{label}: {trial.kills} times, {trial.ends} outputs, each the same ({seconds:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
