"""Makes documents of each format, as offices and newsrooms do, and as those do who want to break a reader."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence

Placed = tuple[float, float, float, str]  # from the left, from below, size of the letters, words


def pdf(pages: Sequence[Sequence[Placed]], *, info: bytes = b"", tail: bytes = b"", kids: bytes | None = None) -> bytes:
    """Return a PDF of words at places, in Helvetica."""
    objects = [b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>", b""]
    numbers = []
    for page in pages:
        drawn = b"BT\n"
        for left, below, size, words in page:
            shown = words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
            drawn += b"/F1 %g Tf 1 0 0 1 %g %g Tm (%s) Tj\n" % (size, left, below, shown)
        drawn = zlib.compress(drawn + b"ET")
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 1 0 R >> >>"
            b" /Contents %d 0 R >>" % len(objects)
        )
        numbers.append(len(objects))
    listed = b" ".join(b"%d 0 R" % number for number in numbers) if kids is None else kids
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), listed)
    return pdf_of([*objects, b"<< /Type /Catalog /Pages 2 0 R >>", b"<< %s >>" % info], tail)


def pdf_of(objects: Sequence[bytes], tail: bytes = b"") -> bytes:
    """Return a PDF of these objects: the last is the information, the last but one the root."""
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    return b"%sxref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root %d 0 R /Info %d 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (
        out, count, table, count, count - 2, count - 1, tail, len(out)
    )  # fmt: skip


def column(left: float, top: float, lines: str, size: float = 10) -> list[Placed]:
    """Place lines below each other; an empty one leaves a gap."""
    return [(left, top - 1.4 * size * number, size, line) for number, line in enumerate(lines.split("|")) if line]


def table(left: float, top: float, width: float, rows: Sequence[Sequence[str]], size: float = 10) -> list[Placed]:
    """Place cells in columns of one width."""
    return [
        (left + width * across, top - 1.6 * size * down, size, cell)
        for down, row in enumerate(rows)
        for across, cell in enumerate(row)
    ]


def interleaved(*columns: list[Placed]) -> list[Placed]:
    """Mix columns row by row, as some programs write them."""
    return sorted((placed for column in columns for placed in column), key=lambda placed: (-placed[1], placed[0]))


def zipped(members: dict[str, bytes], stored: bool = False) -> bytes:
    """Return a ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def zip_of_zeros(name: str, megabytes: int) -> bytes:
    """Return a ZIP archive whose one member unpacks to so many megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive, archive.open(name, "w") as member:
        for _ in range(megabytes):
            member.write(bytes(1_000_000))
    return out.getvalue()


def locked(archive: bytes) -> bytes:
    """Return a ZIP archive whose members say that they are encrypted."""
    out = bytearray(archive)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(mark)
        while at >= 0:
            out[at + flags] |= 1
            at = out.find(mark, at + 4)
    return bytes(out)


_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    b' Target="word/document.xml"/></Relationships>'
)
W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_of(body: bytes, head: bytes = b"") -> bytes:
    """Return a Word file of this XML."""
    document = b'<?xml version="1.0"?>%s<w:document %s><w:body>%s</w:body></w:document>' % (head, W, body)
    return zipped({"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": document})


def article(body: str, head: str = "") -> str:
    """Return a page with a menu, an article and a foot, as sites have them."""
    menu = "".join(
        f"<li><a href='/{name}'>{name}</a></li>" for name in ("World", "Politics", "Sport", "Weather", "Jobs")
    )
    return (
        f"<!DOCTYPE html><html lang=en><head>{head}</head><body><nav><ul>{menu}</ul></nav><header>Accept our cookies"
        f"</header><article>{body}</article><aside><h3>Most read</h3><ul>{menu}</ul></aside><footer>Imprint, privacy, "
        "terms of use. All rights reserved.</footer></body></html>"
    )


BILLION_LAUGHS = (
    b'<!DOCTYPE lolz [<!ENTITY lol "lol">'
    + b"".join(
        b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10 if level > 1 else b"&lol;" * 10)
        for level in range(1, 10)
    )
    + b"]>"
)
