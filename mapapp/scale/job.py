"""What a run over a corpus is told, and where its files lie."""

from __future__ import annotations

import json
import os
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from mapapp.errors import OutputError

MANIFEST, WORK = "manifest.json", ".work"
#: The folders of partitions.
TABLES = ("claims", "failures", "movements")


@dataclass(frozen=True)
class Job:
    """One run over a corpus.

    Parameters
    ----------
    source, output : str
        Absolute paths, the same on every worker.
    published : str or None
        ISO 8601 day for reports without one.
    columns : dict
        What the fields of a report are called.
    per_part : int
        Reports of one part at most: what a killed worker may lose.
    watched : bool
        Whether a worker may be ended when one report takes it too long.
    """

    source: str
    output: str
    published: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    per_part: int = 500
    watched: bool = False

    def settings(self) -> dict[str, Any]:
        """Return what decides the result: two runs that share it can go on from each other."""
        told = asdict(self)
        return {name: told[name] for name in ("source", "published", "columns", "per_part")}

    def path(self, *parts: str) -> Path:
        """Return a path inside the output."""
        return Path(self.output, *parts)

    def part(self, table: str, name: str) -> Path:
        """Return the path of one partition."""
        return self.path(table, f"part-{name}.parquet")

    def write(self, path: Path, data: bytes) -> None:
        """Write a file of the output whole or not at all; a killed process leaves its draft in the work folder.

        Raises
        ------
        OutputError
            When it cannot be written.
        """
        write_whole(path, data, self.path(WORK, "drafts"))

    def mark(self, stage: str, name: str) -> Path:
        """Return the path of the mark that says that a part is done."""
        return self.path(WORK, stage, f"{name}.json")


def write_json(path: Path, value: object) -> None:
    """Write JSON whole or not at all."""
    write_whole(path, as_json(value))


def as_json(value: object) -> bytes:
    """Return JSON with sorted names."""
    return (json.dumps(value, indent=1, sort_keys=True) + "\n").encode()


def write_whole(path: Path, data: bytes, drafts: Path | None = None) -> None:
    """Write `data` to `drafts`, or beside its place, and move it there.

    Raises
    ------
    OutputError
        When it cannot be written; nothing half-written is left.
    """
    draft = (drafts or path.parent) / f".{path.name}.{secrets.token_hex(6)}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.parent.mkdir(parents=True, exist_ok=True)
        with open(draft, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise OutputError(f"{path}: could not be written ({error.strerror or error})") from None


def read_json(path: Path) -> Any:
    """Return what a JSON file holds, None when there is none or it breaks off."""
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None


def is_corpus(path: str | os.PathLike[str]) -> bool:
    """Tell whether `path` is the finished output of a run."""
    manifest = read_json(Path(path) / MANIFEST) if os.path.isdir(path) else None
    return isinstance(manifest, dict) and manifest.get("kind") == "mapapp corpus"
