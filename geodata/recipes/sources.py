"""The sources of SOURCES.toml: found in their packages, refused when a field is missing or the file is another."""

from __future__ import annotations

import hashlib
import importlib.util
import tomllib
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
NEEDED = ("id", "title", "licence", "licence_url", "attribution", "address")
NEEDED_OF_PACKAGES = ("package", "version", "file", "sha256")


@lru_cache(maxsize=1)
def sources() -> dict[str, dict[str, str]]:
    """Return the sources by id.

    Raises
    ------
    SystemExit
        When a source lacks a field; the message names all that are missing.
    """
    held = tomllib.loads((HERE / "SOURCES.toml").read_text(encoding="utf-8"))
    faults = []
    for row in held["source"]:
        needed = NEEDED if row.get("id") == "own" else (*NEEDED, *NEEDED_OF_PACKAGES)
        missing = [key for key in needed if not row.get(key)]
        if missing:
            faults.append(f"source {row.get('id')!r} lacks {', '.join(missing)}")
    known = {row.get("id") for row in held["source"]}
    for row in held["file"]:
        unknown = sorted(set(row.get("sources", ())) - known)
        if unknown or not row.get("sources"):
            faults.append(f"file {row.get('name')!r} names {', '.join(unknown) or 'no source'}")
    if faults:
        raise SystemExit("SOURCES.toml: " + "; ".join(faults))
    return {row["id"]: row for row in held["source"]}


@lru_cache(maxsize=16)
def path(ident: str) -> Path:
    """Return the file of a source inside its package, once its SHA-256 is right.

    Raises
    ------
    SystemExit
        When the package is not installed, or the file is not the one recorded.
    """
    row = sources()[ident]
    found = importlib.util.find_spec(row["package"])
    if found is None or found.origin is None:
        raise SystemExit(f"{row['package']} {row['version']} is not installed; pip install -e .[build]")
    file = Path(found.origin).parent / row["file"]
    if hashlib.sha256(file.read_bytes()).hexdigest() != row["sha256"]:
        raise SystemExit(f"{file.name} of {row['package']} is not that of {row['version']}; pip install -e .[build]")
    return file
