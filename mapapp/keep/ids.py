"""Ids of claims: the same words of the same report, read the same way, give the same id."""

from __future__ import annotations

from collections.abc import Container

from mapapp.keep.codec import digest, plain_claim
from mapapp.model import Claim

#: What a claim is known by; dates, confidence and links may be read anew without its being another.
_KNOWN_BY = ("quote", "status", "actor", "unit", "strength", "origin", "destination")


def claim_id(claim: Claim, taken: Container[str]) -> str:
    """Return "c-" and twelve hexadecimal digits that are not `taken`."""
    plain = plain_claim(claim)
    said = [claim.report.sha256, claim.report.id, *(plain.get(name) for name in _KNOWN_BY)]
    number = 0
    while (name := "c-" + digest([*said, number])[:12]) in taken:
        number += 1
    return name
