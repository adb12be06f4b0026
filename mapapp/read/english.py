"""Whether a text is English: what is not is named and left, for its words would be misread.

Most English shows by its small words, without a model; a text that does not is asked of py3langid, which knows 97
languages.  What is too short to tell is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from mapapp.model import Report
from mapapp.read.failure import Failure, Found

_SMALL = frozenset(
    "the of to and in a is that for it was on are with as be at by this have from or had not but which were will would "
    "has been their they its his he an after before more than about could into over who said".split()
)
_WORDS = re.compile(r"[^\W\d_]+")
#: Letters below which nothing is said of Latin text, and the least share of small words in English prose.
_FEWEST, _SHARE = 30, 0.12
#: How sure the model must be that a text is of another language, and how sure it must not be that it is English.
_SURE, _ENGLISH = 0.9, 0.02

_NAMES = dict(
    pair.split("=")
    for pair in (
        "af=Afrikaans am=Amharic ar=Arabic az=Azerbaijani be=Belarusian bg=Bulgarian bn=Bengali bs=Bosnian ca=Catalan "
        "cs=Czech cy=Welsh da=Danish de=German el=Greek eo=Esperanto es=Spanish et=Estonian eu=Basque fa=Persian "
        "fi=Finnish fr=French ga=Irish gl=Galician gu=Gujarati he=Hebrew hi=Hindi hr=Croatian hu=Hungarian hy=Armenian "
        "id=Indonesian is=Icelandic it=Italian ja=Japanese ka=Georgian kk=Kazakh km=Khmer kn=Kannada ko=Korean "
        "ku=Kurdish ky=Kyrgyz la=Latin lo=Lao lt=Lithuanian lv=Latvian mk=Macedonian ml=Malayalam mn=Mongolian "
        "mr=Marathi ms=Malay mt=Maltese nb=Norwegian ne=Nepali nl=Dutch nn=Norwegian no=Norwegian pa=Punjabi pl=Polish "
        "ps=Pashto pt=Portuguese ro=Romanian ru=Russian si=Sinhala sk=Slovak sl=Slovenian sq=Albanian sr=Serbian "
        "sv=Swedish sw=Swahili ta=Tamil te=Telugu th=Thai tl=Tagalog tr=Turkish ug=Uyghur uk=Ukrainian ur=Urdu "
        "vi=Vietnamese zh=Chinese zu=Zulu"
    ).split()
)


def other_language(text: str) -> str | None:
    """Return the name of the language of `text`, or None when it is English or cannot be told."""
    sample = _sample(text)
    words = _WORDS.findall(sample.lower())
    letters = sum(map(len, words))
    latin = sum(len(word) for word in words if max(word) < "ʰ")
    if not words or (letters < _FEWEST and latin > 0.5 * letters):
        return None
    if sum(word in _SMALL for word in words) >= _SHARE * len(words) and latin > 0.8 * letters:
        return None
    ranked = dict(_model().rank(sample.lower() if sample.isupper() else sample))
    best = max(ranked, key=ranked.__getitem__)
    if latin < 0.5 * letters:  # another script: only which language is open
        return _NAMES.get(best, "a language") if best != "en" else "a language in another script"
    if best == "en" or ranked[best] < _SURE or ranked.get("en", 0.0) > _ENGLISH:
        return None
    return _NAMES.get(best, f"the language {best!r}")


def _sample(text: str) -> str:
    """Return some thousand characters from beginning, middle and end."""
    if len(text) <= 6_000:
        return text
    middle = len(text) // 2
    return f"{text[:2_000]} {text[middle - 1_000 : middle + 1_000]} {text[-2_000:]}"


@lru_cache(maxsize=1)
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 (a second to load, seldom needed)

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def english_only(found: Iterable[Found], name: str) -> Iterator[Found]:
    """Name a report in another language as not read, and pass on the others."""
    for one in found:
        language = other_language(one.text) if isinstance(one, Report) else None
        if isinstance(one, Report) and language:
            where = name if one.id == Path(name).name or one.id == name else f"{name} ({one.id})"
            yield Failure(name, f"{where}: written in {language}, which is not read: only English is", "language")
        else:
            yield one
