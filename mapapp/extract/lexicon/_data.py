"""The lexicon's data files: read once, when first asked for."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from importlib import resources
from typing import Any

from mapapp.errors import DataError


@cache
def table(name: str) -> dict[str, Any]:
    """Return the data file `name` (without ``.toml``) of the lexicon.

    Raises
    ------
    DataError
        When the file is missing or damaged.
    """
    try:
        text = resources.files(__package__).joinpath(f"{name}.toml").read_text("utf-8")
        return tomllib.loads(text)
    except (OSError, tomllib.TOMLDecodeError) as problem:
        raise DataError(f"lexicon file {name}.toml cannot be read ({problem}); install mapapp again") from None


def words(text: str) -> list[str]:
    """Return the comma-separated entries of a data field; line breaks count as blanks."""
    return [" ".join(part.split()) for part in text.split(",") if part.strip()]


def plain(text: str) -> str:
    """Return `text` without accents, with typographic quotes made straight; the case stays."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LETTERS)


_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae"})


def singular(word: str) -> str:
    """Return the likely singular of a lower-case English noun ("batteries" → "battery", "men" → "man")."""
    if word.endswith("'s"):
        word = word[:-2]
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("men") and len(word) > 3:
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


_IRREGULAR = {"men": "man", "women": "woman", "people": "people", "aircraft": "aircraft", "corps": "corps"}


def both(entries: list[str]) -> frozenset[str]:
    """Return singular entries with their plurals; an entry that starts with ``=`` is taken as it stands."""
    found: set[str] = set()
    for entry in entries:
        if entry.startswith("="):
            found.add(entry[1:])
        else:
            found |= {entry, plural(entry)}
    return frozenset(found)


def plural(word: str) -> str:
    """Return the plural of a lower-case English noun phrase, by its last word."""
    if word.endswith("man"):
        return word[:-3] + "men"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "ch", "sh")):
        return word if word.endswith(("corps", "forces", "aircraft", "series")) else word + "es"
    return word + "s"
