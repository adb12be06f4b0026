"""The input cut into parts, the same way each time: lines and rows by their number, other files by their names."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mapapp.errors import SourceError
from mapapp.read import Parser
from mapapp.read.kinds import Kind, by_ending
from mapapp.scale.job import Job

#: Files that are no tables are slower to read than lines: so many fewer make a part.
_FILES_PER_REPORT = 8
#: Bytes of a usual report, parts that an input is cut into at least, if they have so many reports.
_USUAL, _PARTS, _LEAST = 4_000, 64, 16
#: CSV has no place to start from in the middle, so each part reads what is before it.
_LARGEST_CSV = 500_000_000

Part = dict[str, Any]


def plan(job: Job) -> tuple[list[Part], list[dict[str, Any]]]:
    """Return the parts of the input, and its files with size and SHA-256.

    Raises
    ------
    SourceError
        When there is nothing to read.
    """
    parts: list[Part] = []
    inputs: list[dict[str, Any]] = []
    files: list[str] = []
    paths = list(_files(job.source))
    # Small inputs are cut into small parts, so that all workers have some.
    guessed = sum(map(os.path.getsize, paths)) // _USUAL // _PARTS
    per_part = max(1, min(job.per_part, max(guessed, _LEAST)))
    step = max(1, per_part // _FILES_PER_REPORT)
    parser = Parser()
    for path in paths:
        kind = by_ending(path)
        if kind is Kind.LINES:
            lines, entry = _lines(path, per_part)
            parts += lines
        elif kind is Kind.PARQUET:
            parts += _row_groups(path, per_part, parser)
            entry = _entry(path)
        elif kind is Kind.TABLE:
            entry = _entry(path)
            if entry["bytes"] > _LARGEST_CSV:
                raise SourceError(f"{path}: CSV of more than 500 MB; make it Parquet first (docs/scale.md says how)")
            parts += _rows(path, per_part)
        else:
            files.append(path)
            entry = _entry(path)
        inputs.append(entry)
    parser.close()
    parts += [{"kind": "files", "paths": files[first : first + step]} for first in range(0, len(files), step)]
    if not parts:
        raise SourceError(f"{job.source}: holds no report that can be read")
    return [{**part, "name": f"{number:06d}"} for number, part in enumerate(parts)], inputs


def stamp(source: str) -> list[list[Any]]:
    """Return what tells quickly whether the input has changed: names, sizes, times."""
    found = []
    for path in _files(source):
        status = os.stat(path)
        found.append([path, status.st_size, status.st_mtime_ns])
    return found


def _files(source: str) -> Iterator[str]:
    if not os.path.isdir(source):
        if not os.path.exists(source):
            raise SourceError(f"{source}: there is no such file or folder")
        yield source
        return
    for folder, inner, names in os.walk(source):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and by_ending(name) is not Kind.OTHER:
                yield os.path.join(folder, name)


def _entry(path: str) -> dict[str, Any]:
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return {"path": path, "bytes": os.path.getsize(path), "sha256": digest.hexdigest()}


def _lines(path: str, per_part: int) -> tuple[list[Part], dict[str, Any]]:
    """Cut a file of lines where a part of them begins, reading it once for that and for its hash."""
    parts: list[Part] = []
    digest = hashlib.sha256()
    offset = line = 0
    begins = True
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
            at = 0
            while at < len(block):
                if begins and line % per_part == 0:
                    parts.append(
                        {"kind": "lines", "path": path, "offset": offset + at, "first": line, "count": per_part}
                    )
                end = block.find(b"\n", at)
                begins = end >= 0
                line += begins
                at = end + 1 if begins else len(block)
            offset += len(block)
    return parts, {"path": path, "bytes": offset, "sha256": digest.hexdigest()}


def _row_groups(path: str, per_part: int, parser: Parser) -> Iterator[Part]:
    import pyarrow.parquet as pq  # noqa: PLC0415 (loaded where it is used)

    if parser.trouble(path, None, path) is not None:
        yield {"kind": "files", "paths": [path]}  # its failure is told where it is read
        return
    metadata = pq.ParquetFile(path).metadata
    before = 0
    for group in range(metadata.num_row_groups):
        rows = metadata.row_group(group).num_rows
        # A group has no place to start from in the middle: each part unpacks what is before it.
        count = max(per_part, -(-rows // _PARTS))
        for first in range(0, rows, count):
            yield {"kind": "parquet", "path": path, "group": group, "before": before, "first": first, "count": count}
        before += rows


def _rows(path: str, per_part: int) -> Iterator[Part]:
    with open(path, "rb") as file:
        most = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")) + 1
    for first in range(0, most, per_part):
        yield {"kind": "csv", "path": path, "first": first, "count": per_part}


def name_of(part: Part) -> str:
    """Return where a part's reports come from, for people."""
    return str(Path(part["path"]).name if "path" in part else Path(part["paths"][0]).parent.name)
