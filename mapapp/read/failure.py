"""A source, or a part of one, that gave no report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Failure:
    """A source, or one part of it, that gave no report.

    Parameters
    ----------
    source : str
    reason : str
        One line that names it.
    kind : str
        ``unreadable``, ``missing``, ``language`` (not English), ``fetch`` (an address) or ``fault`` (of ours).
    """

    source: str
    reason: str
    kind: str = "unreadable"
