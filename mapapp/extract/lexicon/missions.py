"""Missions whose name tells where they serve."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mapapp.extract.lexicon._data import table, words

_LEAVING = re.compile(r"\b(?:with(?:draw|drew)|pull|recall|remov|repatriat|bring|brought|exit|left|leav)", re.I)


def gone_to(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, country) of each mission that part of a text names as where forces go ("joined UNIFIL")."""
    countries = _countries()
    for match in _pattern().finditer(text, start, end):
        if match["way"].lower() == "from" and not _LEAVING.search(text, max(0, match.start() - 80), match.start()):
            continue  # "soldiers from UNIFIL"
        yield match.start("name"), match.end("name"), countries[match["name"]]


@cache
def _countries() -> dict[str, str]:
    return {name: country for country, names in table("missions").items() for name in words(names)}


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(_countries(), key=len, reverse=True))
    return re.compile(
        rf"\b(?P<way>to|into|in|within|for|from|join(?:s|ed|ing)?)[ \n](?:the[ \n])?(?P<name>{names})\b"
        r"(?!['’]s|[ \n-][a-z]*(?:command|headquarter|base|position|troop|soldier|peacekeep|spokes|mandate|force|men\b|"
        r"resolution|member))"
    )
