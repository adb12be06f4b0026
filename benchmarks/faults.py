"""Whether a run over a corpus survives: ``python benchmarks/faults.py [--workers-killed 50] [--schedulers 5] …``.

Runs the pipeline over a small corpus once undisturbed, then again and again while workers are killed at random, the
scheduler of a cluster is killed, the disk fills up (a file system of some kilobytes, which needs root), and all
processes are killed at once.  After each the output must equal the undisturbed one, byte for byte.
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
from pathlib import Path

import psutil
from corpus import corpus

COMMAND = [sys.executable, "-m", "mapapp", "corpus"]
CHANCE = random.Random(7)  # noqa: S311 (when to kill, no secret)


def content(output: Path) -> dict[str, str]:
    """Return every file of an output with its hash."""
    files = sorted(path for path in output.rglob("*") if path.is_file())
    return {path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def start(source: Path, output: Path, *more: str) -> subprocess.Popen[bytes]:
    words = [*COMMAND, str(source), str(output), *more, *(["--resume"] if (output / ".work").exists() else [])]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def finish(source: Path, output: Path, *more: str) -> None:
    """Run until it is done, as a person would who calls it again."""
    for _ in range(20):
        process = start(source, output, *more)
        said, _ = process.communicate()
        if process.returncode == 0:
            return
        print("   ", said.decode().strip().splitlines()[-1][:160], flush=True)
    raise SystemExit("it was not done after 20 calls")


def below(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    try:
        return psutil.Process(process.pid).children(recursive=True)
    except psutil.Error:
        return []


def workers(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """Return the processes that do the work: those that their keepers have spawned."""
    found = []
    for child in below(process):
        try:
            if "spawn_main" in " ".join(child.cmdline()):
                found.append(child)
        except psutil.Error:
            continue
    return found


def kill_workers(source: Path, output: Path, times: int) -> int:
    """Kill a worker at random moments, `times` in all; call again whenever a run ends before."""
    killed = 0
    while killed < times:
        process = start(source, output, "--workers", "2")
        while process.poll() is None and killed < times:
            time.sleep(CHANCE.uniform(1.0, 8.0))
            alive = workers(process)
            if alive:
                try:
                    CHANCE.choice(alive).kill()
                    killed += 1
                except psutil.Error:
                    continue
        if killed < times:
            process.wait()
            shutil.rmtree(output)
            continue
        process.communicate()
    finish(source, output, "--workers", "2")
    return killed


def kill_all(source: Path, output: Path, times: int) -> int:
    """Kill every process of a run at once, as when the machine goes down."""
    for _ in range(times):
        process = start(source, output, "--workers", "2")
        time.sleep(CHANCE.uniform(4.0, 25.0))
        for one in [*below(process), psutil.Process(process.pid)]:
            try:
                one.send_signal(signal.SIGKILL)
            except psutil.Error:
                continue
        process.communicate()
    finish(source, output, "--workers", "2")
    return times


def quietly(program: str, *words: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.{program}", *words]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def kill_scheduler(source: Path, output: Path, times: int) -> int:
    """Kill the scheduler of a cluster while a run is on it, then start another."""
    for number in range(times + 1):
        port = 18_786 + number
        address = f"tcp://127.0.0.1:{port}"
        scheduler = quietly("dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
        worker = quietly("dask_worker", address, "--nthreads", "1", "--death-timeout", "60", "--no-dashboard")
        time.sleep(5)
        process = start(source, output, "--scheduler", address)
        if number < times:
            time.sleep(CHANCE.uniform(15.0, 40.0))
            scheduler.kill()
        said, _ = process.communicate()
        print("   ", (said.decode().strip().splitlines() or [""])[-1][:160], flush=True)
        for one in (worker, scheduler):
            one.terminate()
            one.wait()
    return times


def fill_disk(source: Path, output: Path) -> int:
    """Let the output stand on a file system too small for it, then on one that is large enough."""
    output.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=220k", "tmpfs", str(output)], check=True)
    try:
        process = start(source, output, "--workers", "1")
        said, _ = process.communicate()
        print("   ", said.decode().strip().splitlines()[-1][:160], flush=True)
        if process.returncode != 1:
            raise SystemExit("it should have said that the disk is full")
        subprocess.run(["mount", "-o", "remount,size=200m", str(output)], check=True)
        finish(source, output, "--workers", "1")
        kept = output.with_name("copied")
        shutil.copytree(output, kept)
    finally:
        subprocess.run(["umount", str(output)], check=True)
    output.rmdir()
    kept.rename(output)
    return 1


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
        finish(source, folder / "whole", "--workers", "2")
        whole = content(folder / "whole")
        trials: list[tuple[str, Callable[[Path], int]]] = [
            ("all processes killed", lambda output: kill_all(source, output, args.reboots)),
            ("workers killed", lambda output: kill_workers(source, output, args.workers_killed)),
            ("schedulers killed", lambda output: kill_scheduler(source, output, args.schedulers)),
        ]
        if not args.no_disk and os.geteuid() == 0:
            trials.append(("disk filled", lambda output: fill_disk(source, output)))
        for label, trial in trials:
            output = folder / label.replace(" ", "-")
            begun = time.monotonic()
            times = trial(output)
            same = content(output) == whole
            print(
                f"{label}: {times} times, {time.monotonic() - begun:.0f} s: {'the same' if same else 'ANOTHER OUTPUT'}",
                flush=True,
            )
            if not same:
                raise SystemExit(1)


if __name__ == "__main__":
    main()
