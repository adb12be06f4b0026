"""What someone who has read the reports decided: claims that tell of one movement, and claims that do not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mapapp.model import Claim

Pair = tuple[Claim, Claim]


class Ties:
    """Pairs of claims that belong together or stay apart; claims are told by identity, not by what they say.

    Parameters
    ----------
    together, apart : iterable of (Claim, Claim)
        Where the two contradict each other, apart wins.
    """

    def __init__(self, together: Iterable[Pair] = (), apart: Iterable[Pair] = ()) -> None:
        joined, parted = list(together), list(apart)
        self._together = _neighbours(joined)
        self._apart = _neighbours(parted)
        self._claim = {id(claim): claim for pair in (*joined, *parted) for claim in pair}

    def __bool__(self) -> bool:
        return bool(self._together or self._apart)

    def joins(self, claims: Iterable[Claim]) -> set[int]:
        """Return the identities of the claims that belong with one of `claims`."""
        return _all(self._together, claims)

    def part(self, one: Iterable[Claim], other: Iterable[Claim]) -> bool:
        """Whether a claim of `one` must stay apart from one of `other`."""
        return bool(self._apart) and not _all(self._apart, one).isdisjoint(id(claim) for claim in other)

    def claims(self, identities: Iterable[int]) -> list[Claim]:
        """Return the claims of some identities."""
        return [self._claim[one] for one in identities]

    def differing(self, other: Ties) -> set[int]:
        """Return the identities of the claims of which the two say something different."""
        return {
            claim
            for one, two in ((self._together, other._together), (self._apart, other._apart))
            for claim in {**one, **two}
            if one.get(claim) != two.get(claim)
        }


def _neighbours(pairs: Iterable[Pair]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for one, other in pairs:
        if one is not other:
            found.setdefault(id(one), set()).add(id(other))
            found.setdefault(id(other), set()).add(id(one))
    return found


def _all(neighbours: dict[int, set[int]], claims: Iterable[Any]) -> set[int]:
    return {other for claim in claims for other in neighbours.get(id(claim), ())}
