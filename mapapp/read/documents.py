"""Documents → reports: names, dates and what is kept of the original."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

from mapapp.errors import InputError, OptionError
from mapapp.model import Report
from mapapp.original import Original
from mapapp.read.dates import published_date
from mapapp.read.document import Document, Found, Trouble
from mapapp.read.failure import Failure
from mapapp.read.text import report_from_text


@dataclass(frozen=True)
class Fetched:
    """What is known of an original that came from an address."""

    address: str
    moment: datetime
    headers: tuple[tuple[str, str], ...] = ()


def reports_of(
    found: Iterable[Found], source: str, published: date | None, fetched: Fetched | None = None
) -> Iterator[Report | Failure]:
    """Yield each document as a report, with an id after its name, and each trouble as a failure.

    A document's own date comes before `published`; one that is no date is left.
    """
    for part in found:
        if not isinstance(part, Document | Trouble):
            continue
        where = f"{source}/{part.name}" if part.name else source
        if isinstance(part, Trouble):
            yield Failure(source, f"{where}: {part.reason}")
            continue
        base = source if fetched else PurePath(source).name
        identity = f"{base}/{part.name}" if part.name else base
        try:
            yield report_from_text(
                part.text,
                identity,
                published=_day(part.published) or published,
                title=part.title,
                publisher=part.publisher,
                url=part.url or (fetched.address if fetched else None),
                author=part.author,
                original=_original(part, where, fetched),
            )
        except InputError as error:
            yield Failure(source, f"{where}: {str(error).removeprefix(f'{identity}: ')}")


def _day(words: str | None) -> date | None:
    try:
        return published_date(words)
    except OptionError:
        return None


def _original(part: Document, where: str, fetched: Fetched | None) -> Original:
    return Original(
        part.sha256,
        part.size,
        part.media_type,
        name=None if fetched and not part.name else where,
        address=fetched.address if fetched else None,
        fetched=fetched.moment if fetched else None,
        headers=(*(fetched.headers if fetched else ()), *part.headers),
        places=part.places,
    )
