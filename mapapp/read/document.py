"""What a reader of one format finds: text with what the document says of itself, in values that a pipe carries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Document:
    """Text taken out of an original, not yet a report.

    Parameters
    ----------
    text : str
    media_type : str
    name : str
        Path inside an archive or a mail, ``""`` for the source itself.
    published : str or None
        The day that the document says it was published on, ISO 8601.
    title, author, publisher, url : str or None
    headers : tuple of (str, str)
    places : tuple of (int, str)
        As in `mapapp.original.Original`.
    sha256, size : str, int
        Of the original's bytes; filled in by who reads it.
    """

    text: str
    media_type: str
    name: str = ""
    published: str | None = None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    places: tuple[tuple[int, str], ...] = ()
    sha256: str = ""
    size: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON takes it."""
        return asdict(self)

    @classmethod
    def from_dict(cls, entry: Mapping[str, Any]) -> Document:
        """Return what `as_dict` gave."""
        fields = dict(entry)
        for name in ("headers", "places"):
            fields[name] = tuple((first, second) for first, second in fields[name])
        return cls(**fields)


@dataclass(frozen=True)
class Trouble:
    """A part that gave no document; `reason` says why, without the source's name."""

    name: str
    reason: str


@dataclass(frozen=True)
class Link:
    """An item of a feed or a sitemap: `feed` when it is itself one; `published` is an ISO 8601 day."""

    address: str
    published: str | None = None
    title: str | None = None
    feed: bool = False


Found = Document | Trouble | Link
