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


#: Words that name no kind of force by themselves: "additional U.S. troops" may be any.
_ANY = frozenset(
    word.removesuffix("s")
    for word in """a additional aircraft all american and army based biggest british command contingent deployed element
    elements equipment extra first fleet for force forces from group groups in its largest men military more nato naval
    new newest of on other paratrooper personnel plane point rapid russian s service servicemember servicemen ship
    soldier some special strong support the their them these to troop u unit us vehicle vessel warplane warship woman
    women world""".split()
)
_VEHICLES = re.compile(r"\barmou?red (?:combat )?vehicles?\b", re.IGNORECASE)


def named_apart(one: str | None, other: str | None) -> bool:
    """Whether two names of a unit or of equipment each have a word of their own ("armoured", "infantry").

    A name that says less ("Bradleys") is no other than one that says more ("Bradley fighting vehicles").
    """
    if not one or not other:
        return False
    if designators(one) & designators(other):
        return False
    first, second = _telling(one), _telling(other)
    return bool(first - second and second - first)


@lru_cache(maxsize=20_000)
def _telling(words: str) -> frozenset[str]:
    words = _VEHICLES.sub(" ", words.replace("'s", "").replace("’s", ""))
    stems = (word.casefold() for word in re.findall(r"[^\W_]+", words))
    named = frozenset(stem.removesuffix("s") for stem in stems if not any(sign.isdigit() for sign in stem))
    return named - _ANY
