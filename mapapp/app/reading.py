"""What was pasted and uploaded → reports; what could not be read, each in one line."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from mapapp.errors import InputError
from mapapp.model import Report
from mapapp.read import report_from_bytes, report_from_text
from mapapp.read.jsonl import read_lines


def gather(
    pasted: str, uploads: Iterable[tuple[str, bytes]], published: date | None, taken: Sequence[str]
) -> tuple[list[Report], list[str]]:
    """Return the reports of a form, with ids that are unique beside `taken`, and what could not be read."""
    reports: list[Report] = []
    failures: list[str] = []
    if pasted.strip():
        try:
            reports.append(report_from_text(pasted, "Pasted report", published=published))
        except InputError as error:
            failures.append(str(error))
    for path, data in uploads:
        name = PurePath(path).name or "upload"
        for found in _upload(name, data, published):
            if isinstance(found, Report):
                reports.append(found)
            else:
                failures.append(str(found))
    return _unique(reports, taken), failures


def _upload(name: str, data: bytes, published: date | None) -> Iterable[Report | InputError]:
    if name.lower().endswith(".jsonl"):
        found = list(read_lines(io.BytesIO(data), name, published))
        return found or [InputError(f"{name}: holds no text")]
    try:
        return [report_from_bytes(data, name, published)]
    except InputError as error:
        return [error]


def _unique(reports: Iterable[Report], taken: Sequence[str]) -> list[Report]:
    names = set(taken)
    found = []
    for report in reports:
        name, number = report.id, 1
        while name in names:
            number += 1
            name = f"{report.id} {number}"
        names.add(name)
        found.append(report if name == report.id else replace(report, id=name))
    return found
