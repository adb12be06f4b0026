"""HTML: trafilatura tells the main text from menus and the like, htmldate the day that the page says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mapapp.read.document import Document, Found, Trouble
from mapapp.read.text import MARKS

MEDIA_TYPE = "text/html"

_HTML = re.compile(r"(?i)<(?:!doctype|html|head|body|p|div|article|h1)\b")
_RULE = re.compile(r"^[\s|:-]+$")  # below the head of a table


def read(data: bytes, name: str, charset: str | None = None, address: str | None = None) -> Iterator[Found]:
    """Yield the one document of a page; `charset` is what the server says, it goes before what the page says."""
    from trafilatura import bare_extraction  # noqa: PLC0415 (half a second to load)

    page = _decoded(data, charset)
    if not _HTML.search(page[:100_000] if isinstance(page, str) else page[:100_000].decode("latin-1")):
        yield Trouble(name, "not an HTML page; save the text as a .txt file")
        return
    found: Any = bare_extraction(
        page,
        url=address,
        include_comments=False,
        with_metadata=True,
        # Only what the page marks as its date: a day found in running text may be any day.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    lines = (found.text or "").split("\n") if found else []
    text = "\n\n".join(cells for line in lines if (cells := _RULE.sub("", line).strip(" |\t\r")))
    if not text:
        yield Trouble(name, "no article was found on the page; paste its text, or save it as a .txt file")
        return
    yield Document(
        text,
        MEDIA_TYPE,
        name,
        published=found.date or None,
        title=found.title or None,
        author=found.author or None,
        publisher=found.sitename or None,
        url=address or found.url or None,
    )


def _decoded(data: bytes, charset: str | None) -> bytes | str:
    """Return the page as text where a mark or the server says how it is encoded; else the page itself may say."""
    marked = next((encoding for mark, encoding in MARKS if data.startswith(mark)), None)
    for encoding in filter(None, (marked, charset)):
        try:
            return data.decode(encoding).lstrip("\ufeff")
        except (LookupError, UnicodeDecodeError):
            pass
    return data
