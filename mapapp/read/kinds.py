"""What a file is: by its first bytes where they tell, else by its name's ending or what the server says."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePath

#: So many bytes from a file's beginning are enough to tell.
HEAD = 4096


class Kind(StrEnum):
    """What is read, and how."""

    TEXT = "text"
    MARKDOWN = "markdown"
    LINES = "jsonl"
    TABLE = "csv"
    PARQUET = "parquet"
    HTML = "html"
    PDF = "pdf"
    WORD = "docx"
    RTF = "rtf"
    MAIL = "eml"
    ZIP = "zip"
    GZIP = "gz"
    FEED = "feed"
    OTHER = "other"


ENDINGS = {
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".jsonl": Kind.LINES,
    ".ndjson": Kind.LINES,
    ".csv": Kind.TABLE,
    ".tsv": Kind.TABLE,
    ".parquet": Kind.PARQUET,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".pdf": Kind.PDF,
    ".docx": Kind.WORD,
    ".rtf": Kind.RTF,
    ".eml": Kind.MAIL,
    ".zip": Kind.ZIP,
    ".gz": Kind.GZIP,
}
_MEDIA_TYPES = {
    "text/plain": Kind.TEXT,
    "text/markdown": Kind.MARKDOWN,
    "text/html": Kind.HTML,
    "application/xhtml+xml": Kind.HTML,
    "text/csv": Kind.TABLE,
    "application/jsonl": Kind.LINES,
    "application/x-ndjson": Kind.LINES,
    "application/pdf": Kind.PDF,
    "application/rtf": Kind.RTF,
    "text/rtf": Kind.RTF,
    "message/rfc822": Kind.MAIL,
    "application/zip": Kind.ZIP,
    "application/gzip": Kind.GZIP,
    "application/x-gzip": Kind.GZIP,
    "application/rss+xml": Kind.FEED,
    "application/atom+xml": Kind.FEED,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Kind.WORD,
}
_MAGIC = (
    (b"%PDF-", Kind.PDF),
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"{\\rtf", Kind.RTF),
    (b"\x1f\x8b", Kind.GZIP),
    (b"PAR1", Kind.PARQUET),
)
#: What is known and not read, and what to do with it.
_NOT_READ = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or an encrypted Office file; save it as .docx without a password"),
    (b"\x89PNG", "a picture; run OCR over it first"),
    (b"\xff\xd8\xff", "a picture; run OCR over it first"),
    (b"GIF8", "a picture; run OCR over it first"),
    (b"II*\x00", "a picture; run OCR over it first"),
    (b"MM\x00*", "a picture; run OCR over it first"),
    (b"7z\xbc\xaf'\x1c", "a 7z archive; unpack it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"BZh", "a bzip2 archive; unpack it first"),
    (b"\xfd7zXZ", "an xz archive; unpack it first"),
    (b"PARE", "an encrypted Parquet file; save a copy that is not"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive; unpack it first"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
)
_PAGE = re.compile(
    rb"(?is)(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)?(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html|head|body)\b"
)
_FEED = re.compile(
    rb"(?is)(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b"
)
_MUST_START = {
    Kind.PDF: "a PDF",
    Kind.WORD: "a Word file",
    Kind.ZIP: "a ZIP archive",
    Kind.GZIP: "gzip",
    Kind.PARQUET: "Parquet",
    Kind.RTF: "RTF",
}


def by_ending(name: str) -> Kind:
    """Return what the ending of `name` says."""
    return ENDINGS.get(PurePath(name).suffix.lower(), Kind.OTHER)


def kind_of(head: bytes, name: str, media_type: str | None = None) -> Kind:
    """Return what `head`, the first bytes of `name`, begins; a ZIP may turn out to be a Word file."""
    for start, kind in _MAGIC:
        if head.startswith(start):
            return kind
    named = by_ending(name)
    if named is Kind.OTHER and media_type:
        named = _MEDIA_TYPES.get(media_type, Kind.OTHER)
    if named is Kind.PDF and b"%PDF-" in head[:1024]:
        return Kind.PDF
    if named in (Kind.TEXT, Kind.MARKDOWN, Kind.LINES, Kind.TABLE, Kind.MAIL) and not (
        media_type and named is Kind.TEXT
    ):
        return named
    if _FEED.match(head) and named is not Kind.HTML:
        return Kind.FEED
    if _PAGE.match(head):
        return Kind.HTML
    return named


def refusal(head: bytes, name: str, kind: Kind) -> str | None:
    """Return why a file that begins with `head` cannot be read; None when it may be."""
    for start, reason in _NOT_READ:
        if head.startswith(start):
            return reason
    if (
        kind in _MUST_START
        and kind is by_ending(name)
        and not any(head.startswith(start) for start, of in _MAGIC if of is kind)
    ):
        if kind is Kind.WORD and head.startswith(b"PK"):
            return None
        if kind is Kind.PDF and b"%PDF-" in head[:1024]:
            return None
        return (
            f"named {PurePath(name).suffix}, but not {_MUST_START[kind]} by its first bytes"
            if head
            else "an empty file"
        )
    return None
