"""DOCX: paragraphs and tables in the order of the text, then footnotes; what a reviewer struck out is left out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from mapapp.read.document import Document, Found, Trouble

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

#: Bytes that all parts of the file may unpack to.
LARGEST_UNPACKED = 200_000_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DAMAGED = "a damaged Word file; open it in a word processor and save it again"


def read(data: bytes, name: str) -> Iterator[Found]:
    """Yield the one document that a Word file holds."""
    import docx  # noqa: PLC0415 (loaded where it is used)
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415
    from lxml.etree import LxmlError  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > LARGEST_UNPACKED:
            yield Trouble(name, f"a Word file that unpacks to {unpacked / 1e6:,.0f} MB, more than is read")
            return
        document = docx.Document(io.BytesIO(data))
        blocks = list(_blocks(document.element.body))
        for part in document.part.package.iter_parts():
            if str(part.partname) in ("/word/footnotes.xml", "/word/endnotes.xml"):
                blocks += _blocks(_root(part))
        said = _said(document)
    except (
        zipfile.BadZipFile,
        PackageNotFoundError,
        LxmlError,
        LookupError,
        ValueError,
        AttributeError,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        yield Trouble(
            name, "an encrypted Word file; save a copy without its password" if "encrypted" in str(error) else _DAMAGED
        )
        return
    text = "\n\n".join(block for block in blocks if block.strip())
    if not text:
        yield Trouble(name, "a Word file without text")
        return
    yield Document(
        text,
        MEDIA_TYPE,
        name,
        title=said.get("title") or None,
        author=said.get("author") or None,
        headers=tuple((key, value) for key, value in said.items() if value),
    )


def _said(document: Any) -> dict[str, str]:
    """Return what the file says of itself; python-docx makes up a title for a file that says nothing."""
    if not any(str(part.partname) == "/docProps/core.xml" for part in document.part.package.iter_parts()):
        return {}
    core = document.core_properties
    days = {name: moment.isoformat() for name in ("created", "modified") if (moment := getattr(core, name))}
    return {"title": core.title, "author": core.author, **days}


def _root(part: Any) -> Any:
    if hasattr(part, "element"):
        return part.element
    from docx.oxml import parse_xml  # noqa: PLC0415 (resolves no entities)

    return parse_xml(part.blob)


def _blocks(body: Any) -> Iterator[str]:
    """Yield paragraphs and table rows; the tree may be nested to any depth, so no call nests."""
    skip: set[Any] = set()
    for element in body.iter(f"{_W}p", f"{_W}tr"):
        if element in skip:
            continue
        if element.tag == f"{_W}tr":
            skip.update(element.iter(f"{_W}p", f"{_W}tr"))
            cells = (" ".join(map(_text, cell.iter(f"{_W}p"))) for cell in element.iterchildren(f"{_W}tc"))
            yield " | ".join(cell.strip() for cell in cells)
        else:
            skip.update(element.iterdescendants(f"{_W}p"))  # a text box: its words are in the paragraph's
            yield _text(element).strip()


def _text(paragraph: Any) -> str:
    words = []
    for part in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        tag = part.tag.removeprefix(_W)
        words.append(
            part.text or "" if tag == "t" else "-" if tag == "noBreakHyphen" else "\t" if tag == "tab" else "\n"
        )
    return "".join(words)
