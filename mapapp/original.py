"""What a report's text was taken from: kept with the report, so that a quote can be shown where it stands.

Without I/O; it refuses nonsense when it is made.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from mapapp.errors import ModelError


@dataclass(frozen=True)
class Original:
    """The file or page that a report's text was taken from, and where in it each part of the text stands.

    Parameters
    ----------
    sha256 : str
        Hexadecimal SHA-256 of the original's bytes, as read or as sent by the server.
    size : int
        Bytes.
    media_type : str
        Such as ``application/pdf``, by what the bytes are, not by the name.
    name : str or None
        Path of the file, with the path inside it for a member of an archive: ``week.zip/day 1/army.pdf``.
    address : str or None
        Where it was fetched from, after redirects.
    fetched : datetime.datetime or None
        When, with its time zone.
    headers : tuple of (str, str)
        What the server or the document says of itself, in its own names: ``("Last-Modified", …)``, ``("From", …)``.
    places : tuple of (int, str)
        From which offset of the report's text on which place of the original is told, such as ``(0, "page 1")``;
        by rising offset.

    Raises
    ------
    ModelError
        When `sha256` is none, the size negative, the time without a zone, or the places do not rise from 0 on.
    """

    sha256: str
    size: int
    media_type: str
    name: str | None = None
    address: str | None = None
    fetched: datetime | None = None
    headers: tuple[tuple[str, str], ...] = ()
    places: tuple[tuple[int, str], ...] = ()

    def __post_init__(self) -> None:
        if len(self.sha256) != 64 or not set(self.sha256) <= set("0123456789abcdef"):
            raise ModelError(f"{self.sha256[:80]!r} is no SHA-256 in hexadecimal")
        if self.size < 0:
            raise ModelError(f"an original of {self.size} bytes cannot be")
        if self.fetched is not None and self.fetched.tzinfo is None:
            raise ModelError("the time of fetching needs its time zone")
        offsets = [-1, *(offset for offset, _ in self.places)]
        if any(before >= after for before, after in pairwise(offsets)):
            raise ModelError("the places of an original must rise with the text's offsets, from 0 on")

    def place(self, offset: int) -> str | None:
        """Return the place of the original that the report's text at `offset` comes from, such as ``page 2``."""
        number = bisect_right(self.places, offset, key=lambda place: place[0])
        return self.places[number - 1][1] if number else None
