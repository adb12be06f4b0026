"""National services and forces that are known by a name of their own."""

from __future__ import annotations

from functools import cache

from mapapp.extract.lexicon._data import table, words
from mapapp.extract.lexicon._phrases import Phrases


def services(text: str) -> list[tuple[int, int, str | None]]:
    """Return (start, end, country) of every service named in `text`, in order, without overlaps.

    The country is ISO 3166 alpha-2, or None for names that several countries share ("IAF", "Republican Guard").
    """
    return [(start, end, country or None) for start, end, country in _phrases().find(text)]


@cache
def one_word() -> frozenset[str]:
    """Return the services and forces that a single word names ("Bundeswehr", "Tatmadaw"), lower case, no offices."""
    names = (name for listed in table("services").values() for name in words(listed))
    return frozenset(name.lower() for name in names if name.isalpha() and len(name) > 4) - _OFFICES


_OFFICES = frozenset(
    "kremlin pentagon whitehall moncloa elysee élysée miraflores zhongnanhai kantei stavka admiralty".split()
)


@cache
def _phrases() -> Phrases[str]:
    entries: dict[str, str] = {}
    for country, names in table("services").items():
        for name in words(names):
            entries[name] = "" if country == "shared" else country
    return Phrases(entries)
