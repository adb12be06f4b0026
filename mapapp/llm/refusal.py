"""What did not pass the door, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """A record that a model answered and that was refused, or one field of it that was left open.

    Parameters
    ----------
    report : str
        The report's id.
    record : int or None
        The record's number in the answer, from 0; None when a whole answer was refused.
    reason : str
        One line; it may hold words of the report or of the model.
    field : str or None
        The field that was left open; None when the whole record was refused.
    """

    report: str
    record: int | None
    reason: str
    field: str | None = None

    def __str__(self) -> str:
        if self.record is None:
            return f"{self.report}: {self.reason}"
        if self.field is not None:
            return f"{self.report}: record {self.record}: {self.field} left open: {self.reason}"
        return f"{self.report}: record {self.record} refused: {self.reason}"


def shown(text: str, longest: int = 80) -> str:
    """Return `text` in quotes, cut where it is long."""
    return repr(text if len(text) <= longest else f"{text[:longest]}…")
