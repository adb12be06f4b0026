"""What was pasted and uploaded → reports; what could not be read, each in one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from mapapp.errors import InputError
from mapapp.model import Report
from mapapp.read import Parser, read_upload, report_from_text


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
    with Parser() as parser:
        for path, data in uploads:
            for found in read_upload(PurePath(path).name or "upload", data, published, parser):
                if isinstance(found, Report):
                    reports.append(found)
                else:
                    failures.append(found.reason)
    return _unique(reports, taken), failures


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
