"""Reports that copy one another: a wire story printed by ten papers is one source.

A text's fingerprints are the least hashes of its runs of six words, one of every window of eight (winnowing:
S. Schleimer, D. Wilkerson, A. Aiken, 2003): two texts that share 13 words in a row share a fingerprint.  What share of
the shorter text's fingerprints the longer one has says how far it is a copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from urllib.parse import urlsplit

from mapapp.model import Claim, Report

RUN = 6
WINDOW = 8
#: Share of the shorter text that makes a copy; and the least number of fingerprints in common.
COPIED = 0.5
LEAST = 2
#: A quote of that many words that two reports have word for word was written once.
_SAME_WORDS = 8
_WORD = re.compile(r"\w+")


def fingerprints(text: str) -> set[int]:
    """Return the fingerprints of a text, each a whole number below 2**63."""
    words = [word.casefold() for word in _WORD.findall(text)]
    runs = [" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))]
    hashes = [
        int.from_bytes(blake2b(run.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1
        for run in runs
    ]
    return {min(hashes[at : at + WINDOW]) for at in range(max(1, len(hashes) - WINDOW + 1))} if words else set()


def copied(shared: int, one: int, other: int) -> bool:
    """Whether two reports with so many fingerprints each, and so many in common, copy one another."""
    return shared >= min(LEAST, one, other) and shared >= COPIED * min(one, other) > 0


def independent(claims: Iterable[Claim], copies: Mapping[str, str]) -> int:
    """Return how many independent sources some claims come from.

    Reports of one publisher are one source, so are copies of one text, and so are reports whose quotes are the same
    eight words or more.

    Parameters
    ----------
    claims : iterable of Claim
    copies : mapping of str to str
        By report id: the report that stands for all copies of one text.
    """
    keys: list[tuple[str, str, str]] = []
    for claim in claims:
        quote = claim.quote
        report = quote.report
        words = _WORD.findall(quote.verbatim.casefold())
        said = " ".join(words) if len(words) >= _SAME_WORDS else f"\n{report.id}"
        keys.append((copies.get(report.id, report.id), _publisher(report), said))
    if all(len(set(column)) == len(keys) for column in zip(*keys, strict=True)):
        return len(keys)
    return len({id(source) for source in _sources(keys)})


def _sources(keys: Iterable[tuple[str, ...]]) -> Iterable[set[tuple[int, str]]]:
    """Return, for each key, the set of all keys that belong to its source, each with its column."""
    source_of: dict[tuple[int, str], set[tuple[int, str]]] = {}
    for row in keys:
        named = set(enumerate(row))
        known = {id(source): source for key in named if (source := source_of.get(key)) is not None}
        source, *others = sorted(known.values(), key=len, reverse=True) or [set()]
        new = named.union(*others)
        source |= new
        source_of |= dict.fromkeys(new, source)
    return source_of.values()


def _publisher(report: Report) -> str:
    if report.publisher:
        return report.publisher.casefold().strip()
    host = urlsplit(report.url or "").hostname if report.url else None
    return host or f"report {report.id}"
