"""PDF: PDFium says which words stand where, `layout` in what order they are read.

Running heads, page numbers and words broken at a line's end are seen to here.  A PDF's own date says when the file was
made, not when its text was published, so it is kept among the headers and never taken for the report's date.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from mapapp.read.document import Document, Found, Trouble
from mapapp.read.formats import layout
from mapapp.read.formats.layout import Row, Word
from mapapp.read.text import LONGEST_REPORT

MEDIA_TYPE = "application/pdf"

_MARGIN = 0.12  # of a page's height: heads and page numbers stand there
_FIGURES = re.compile(r"\d+|\b[ivxlc]+\b")
_PAGE_NUMBER = re.compile(r"(?i)\W*(?:page|p\.)?\W*\d{1,4}(?:\W*(?:of|/)\W*\d{1,4})?\W*")
_ENDED = re.compile(r"[.!?:;…»”\")]\W*$")
_LINE_END = "\x02\ufffe"  # a hyphen that PDFium takes for the end of a line: what follows is another row's
_HEADERS = ("Title", "Author", "Subject", "Producer", "Creator", "CreationDate", "ModDate")


def read(data: bytes, name: str) -> Iterator[Found]:
    """Yield the one document that a PDF's bytes hold."""
    import pypdfium2  # noqa: PLC0415 (loaded where it is used)

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        yield Trouble(name, _refusal(str(error), data))
        return
    pages, letters, damaged = [], 0, list[int]()
    for number in range(len(pdf)):
        try:
            pages.append(_page(pdf, number))
        except pypdfium2.PdfiumError:
            pages.append(([], 1.0))
            damaged.append(number + 1)
        letters += sum(len(layout.text_of(row)) for row in pages[-1][0])
        if letters > LONGEST_REPORT:
            yield Trouble(name, f"more than {LONGEST_REPORT:,} characters; cut the PDF into reports")
            return
    text, places = _text(pages)
    if damaged and len(damaged) == len(pdf):
        yield Trouble(name, "a damaged PDF: no page of it can be loaded")
        return
    if not text:
        pictures = f"{len(pdf)} page{'s' * (len(pdf) != 1)} without text"
        yield Trouble(name, f"{pictures}: pictures of pages, it seems; run OCR over it first (such as ocrmypdf)")
        return
    for number in damaged:
        yield Trouble(name, f"page {number} is damaged and left out")
    said = {key: value for key, value in pdf.get_metadata_dict().items() if key in _HEADERS and value}
    yield Document(
        text,
        MEDIA_TYPE,
        name,
        title=said.get("Title") or None,
        author=said.get("Author") or None,
        headers=tuple(said.items()),
        places=tuple(places),
    )


def _refusal(error: str, data: bytes) -> str:
    if "password" in error.lower() or "security" in error.lower():
        return "an encrypted PDF; save a copy without its password"
    if b"%%EOF" not in data[-2048:]:
        return "a PDF that breaks off; fetch or copy it again"
    return "a damaged PDF that cannot be opened"


def _page(pdf: Any, number: int) -> tuple[list[Row], float]:
    page = pdf[number]
    try:
        letters = page.get_textpage()
        try:
            return layout.rows_of(list(_words(letters))), page.get_height()
        finally:
            letters.close()
    finally:
        page.close()


def _words(letters: Any) -> Iterator[Word]:
    """Yield the words of a page: PDFium tells the spaces, also those that no space character stands for."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    word, first = "", 0
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    loose = pdfium.FS_RECTF()
    count = letters.count_chars()
    for at in range(count + 1):
        index = at
        letter = chr(pdfium.FPDFText_GetUnicode(letters, index)) if index < count else " "
        if not letter.isspace() and letter != "\x00":
            first = first if word else index
            word += letter
            if letter not in _LINE_END:
                continue
            index += 1
        if word:
            pdfium.FPDFText_GetLooseCharBox(letters, first, loose)
            last = index - 1
            pdfium.FPDFText_GetCharBox(letters, last, left, right, bottom, top)
            if right.value <= loose.left and last > first:  # a sign that PDFium made up has no box of its own
                pdfium.FPDFText_GetCharBox(letters, last - 1, left, right, bottom, top)
            yield Word(loose.left, loose.bottom, max(right.value, loose.right), loose.top, word)
        word = ""


def _text(pages: list[tuple[list[Row], float]]) -> tuple[str, list[tuple[int, str]]]:
    """Return the text without running heads, and where each page begins in it."""
    heads = Counter(key for rows, height in pages for key in {_key(row, height) for row in rows} if key)
    text, places = "", []
    for number, (rows, height) in enumerate(pages, 1):
        kept = [row for row in rows if not _is_head(row, height, heads, len(pages))]
        for index, paragraph in enumerate(layout.paragraphs(kept)):
            if text and paragraph[:1].islower() and " | " not in paragraph and not _ENDED.search(text[-80:]):
                last = text.rfind("\n") + 1
                text = text[:last] + layout.join(text[last:], paragraph)
            else:
                text += f"\n\n{paragraph}" if text else paragraph
            if index == 0:
                places.append((len(text) - len(paragraph), f"page {number}"))
    return text, places


def _key(row: Row, height: float) -> tuple[str, int] | None:
    """Return what a running head has in common with itself on other pages; None for a row inside the page."""
    if _MARGIN * height < (row[0].top + row[0].bottom) / 2 < (1 - _MARGIN) * height:
        return None
    return _FIGURES.sub("#", layout.text_of(row).lower()), round(row[0].bottom / 6)


def _is_head(row: Row, height: float, heads: Counter[tuple[str, int]], pages: int) -> bool:
    key = _key(row, height)
    if key is None:
        return False
    return (heads[key] > 1 and heads[key] * 3 >= pages) or _PAGE_NUMBER.fullmatch(layout.text_of(row)) is not None
