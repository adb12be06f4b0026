"""What tells one unit from another: its numbers ("82nd", "18th") and types ("F-16")."""

from __future__ import annotations

import re
from functools import lru_cache

_ORDINAL = re.compile(r"\b(\d{1,4})(?:st|nd|rd|th)\b", re.IGNORECASE)
_TYPE = re.compile(r"\b([A-Z]{1,4})[-‑–]?(\d{1,4}[A-Z]?)\b")
_NUMBER = re.compile(r"(?:\b|^)(\d{1,4})\b(?!,\d)")
_SPELLED = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(),
        range(1, 11),
        strict=True,
    )
)
_WORD = re.compile(r"[A-Za-z]+")


@lru_cache(maxsize=20_000)
def designators(words: str | None) -> frozenset[str]:
    """Return the numbers and types in a unit's or a piece of equipment's name: "82", "F16"."""
    if not words:
        return frozenset()
    found = {match[1].lstrip("0") for match in _ORDINAL.finditer(words)}
    found |= {f"{match[1]}{match[2]}" for match in _TYPE.finditer(words)}
    found |= {match[1].lstrip("0") for match in _NUMBER.finditer(_TYPE.sub(" ", words))}
    found |= {str(_SPELLED[word.lower()]) for word in _WORD.findall(words) if word.lower() in _SPELLED}
    return frozenset(found - {""})
