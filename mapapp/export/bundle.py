"""A bundle: one .zip with the case file, its reports' texts, the movements as GeoJSON and as a map, and a manifest.

The manifest gives each file's size and SHA-256 and the last hash of the case's log.  Nothing of a bundle is unpacked
to a place that its names choose.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from mapapp.errors import CaseError, MapappError
from mapapp.export import export
from mapapp.export.atomic import whole_file
from mapapp.keep import Case, State, verify
from mapapp.keep.duplicate import copy_case
from mapapp.keep.state import head
from mapapp.paused import paused
from mapapp.version import VERSION

MANIFEST = "manifest.json"
CASE = "case.mapapp"
#: Bytes of a bundle's files together that are read at most, so that a small .zip cannot fill the disk.
LARGEST = 8 * 2**30
#: Bytes up to which a text is put in as it is: packing it takes long and saves little.
_SHORT = 1_000
_UNNAMED = re.compile(r"[^\w.-]+")


def write(case: Case, path: str | os.PathLike[str]) -> None:
    """Write a bundle of `case` to `path`; it is whole or absent.

    Raises
    ------
    OutputError
        When the file cannot be written.
    """
    with paused(), tempfile.TemporaryDirectory() as folder, whole_file(path) as draft:
        inside = Path(folder) / CASE
        state = copy_case(case, inside)
        files = {CASE: inside, "movements.geojson": Path(folder) / "m.geojson", "map.html": Path(folder) / "m.html"}
        manifest = {"format": "mapapp bundle 1", "version": VERSION, **head(state), "files": {}}
        with (
            zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bundle,
            ThreadPoolExecutor(1) as beside,
        ):
            packed = beside.submit(bundle.write, inside, CASE)  # packing leaves the interpreter to the others
            for name in ("movements.geojson", "map.html"):
                export(state.shown, files[name], title=state.title)
            packed.result()
            for name, file in files.items():
                if name != CASE:
                    bundle.write(file, name)
                manifest["files"][name] = _entry(file.read_bytes())
            for name, data in _texts(state):
                bundle.writestr(name, data, zipfile.ZIP_STORED if len(data) <= _SHORT else zipfile.ZIP_DEFLATED)
                manifest["files"][name] = _entry(data)
            bundle.writestr(MANIFEST, json.dumps(manifest, indent=1) + "\n")


def problems(path: str | os.PathLike[str], known_head: str | None = None) -> tuple[list[str], State | None]:
    """Return what is wrong with a bundle, a line each, and the case's state when it can be read.

    Raises
    ------
    CaseError
        When it is no bundle.
    """
    try:
        with zipfile.ZipFile(path) as bundle:
            return _problems(bundle, os.fspath(path), known_head)
    except FileNotFoundError:
        raise CaseError(f"{os.fspath(path)}: there is no such file") from None
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
        raise CaseError(f"{os.fspath(path)}: is no whole .zip ({error})") from None


def _problems(bundle: zipfile.ZipFile, shown: str, known_head: str | None) -> tuple[list[str], State | None]:
    names = bundle.namelist()
    if MANIFEST not in names or CASE not in names:
        raise CaseError(f"{shown}: is no bundle; it lacks {MANIFEST if MANIFEST not in names else CASE}")
    if sum(info.file_size for info in bundle.infolist()) > LARGEST:
        raise CaseError(f"{shown}: holds more than {LARGEST // 2**30} GB; unpack it yourself and verify {CASE}")
    try:
        manifest = json.loads(bundle.read(MANIFEST))
        files: dict[str, Any] = manifest["files"]
        last = manifest["head"]
    except (ValueError, KeyError, TypeError):
        raise CaseError(f"{shown}: its {MANIFEST} cannot be read") from None
    found = [f"{name}: is not in the manifest" for name in names if name not in files and name != MANIFEST]
    for name, said in files.items():
        if name not in names:
            found.append(f"{name}: the manifest names it, and it is not there")
        elif said != _hashed(bundle, name):
            found.append(f"{name}: is not what the manifest says")
    with tempfile.TemporaryDirectory() as folder:
        inside = Path(folder) / CASE
        with bundle.open(CASE) as source, open(inside, "wb") as goal:
            while block := source.read(2**20):
                goal.write(block)
        try:
            with Case(inside, "reader") as case:
                found += verify.problems(case, known_head)
                state = case.state()
        except MapappError as error:
            return [*found, str(error).replace(os.fspath(inside), CASE)], None
    if state.last != last:
        found.append(f"{CASE}: its log does not end where the manifest says")
    texts = dict(_texts(state))
    found += [
        f"{name}: is not the text that the case holds" for name in texts if files.get(name) != _entry(texts[name])
    ]
    return found, state


def _texts(state: State) -> Iterator[tuple[str, bytes]]:
    for number, one in sorted(state.reports.items()):
        name = _UNNAMED.sub("_", one.report.id)[:80].strip("._") or "report"
        yield f"reports/{number:05d}-{name}.txt", one.report.text.encode("utf-8", "surrogatepass")


def _entry(data: bytes) -> dict[str, Any]:
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def _hashed(bundle: zipfile.ZipFile, name: str) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    with bundle.open(name) as file:
        while block := file.read(2**20):
            digest.update(block)
            size += len(block)
    return {"bytes": size, "sha256": digest.hexdigest()}
