"""Strengths, places and reports in a few words, for disagreements, tables and files."""

from __future__ import annotations

from collections.abc import Iterable

from mapapp.model import Report, Strength

#: What vague words stand for, so that they can be said again.
_VAGUE = {
    (3, 9): "several",
    (200, 999): "hundreds",
    (2_000, 9_999): "thousands",
    (20_000, 99_999): "tens of thousands",
    (200_000, 999_999): "hundreds of thousands",
}


def strength_words(strength: Strength) -> str:
    """Return "about 2,000", "up to 300", "200–299", "hundreds (200–999)" or "not given"."""
    low, high = strength.low, strength.high
    if low is not None and high is not None and (vague := _VAGUE.get((low, high))):
        return f"{vague} ({low:,}–{high:,})"
    about = "about " if strength.approximate else ""
    if low is None and high is None:
        return "not given"
    if low is None or (low == 0 and high):
        return f"up to {high:,}"
    if high is None:
        return f"at least {low:,}"
    return f"{about}{low:,}" if low == high else f"{about}{low:,}–{high:,}"


def listed(names: Iterable[str]) -> str:
    """Return "Poland", "Poland and Germany" or "Poland, Germany and Romania"."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def publisher(report: Report) -> str:
    """Return who speaks: the publisher, else the title, else the report's id."""
    return report.publisher or report.title or report.id
