"""RTF, by striprtf."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mapapp.read.document import Document, Found, Trouble

MEDIA_TYPE = "application/rtf"

_CELL = re.compile(r"[ \t]*\|[ \t]*")
_LINES = re.compile(r"\s*\n\s*")


def read(data: bytes, name: str) -> Iterator[Found]:
    """Yield the one document that an RTF file holds."""
    from striprtf.striprtf import rtf_to_text  # noqa: PLC0415 (loaded where it is used)

    if not data.startswith(b"{\\rtf"):
        yield Trouble(name, "not an RTF file, by its first bytes")
        return
    if data.count(b"{") - data.count(b"\\{") > data.count(b"}") - data.count(b"\\}"):
        yield Trouble(name, "an RTF file that breaks off; copy it again")
        return
    try:
        text: str = rtf_to_text(data.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, OverflowError) as error:
        yield Trouble(
            name, f"a damaged RTF file ({type(error).__name__}); open it in a word processor and save it again"
        )
        return
    text = _LINES.sub("\n\n", _CELL.sub(" | ", text.replace("|\n", "\n")).strip().replace("\x00", ""))
    if not text:
        yield Trouble(name, "an RTF file without text")
        return
    yield Document(text, MEDIA_TYPE, name)
