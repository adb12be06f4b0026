"""What was pasted and uploaded → reports; what could not be read, each in one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from mapapp.app.intake import Intake
from mapapp.model import Report


def gather(
    pasted: str, uploads: Iterable[tuple[str, bytes]], published: date | None, taken: Sequence[str]
) -> tuple[list[Report], list[str]]:
    """Return the reports of a form, with ids that are unique beside `taken`, and what could not be read."""
    intake = Intake(pasted, list(uploads), published=published)
    intake.run()
    return unique(intake.reports, taken), intake.failures


def unique(reports: Iterable[Report], taken: Sequence[str]) -> list[Report]:
    """Return the reports with ids that are unique beside `taken`."""
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
