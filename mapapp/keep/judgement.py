"""What an analyst decided: the log's standing entries, read from first to last.

A decision about a movement is kept as one about the claims that it had: reports that come later, and a newer reader,
change movements, and the decision goes to the one that holds most of those claims.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from mapapp.keep.log import Entry

#: What the analyst's word makes of a movement.
STATES = {"confirm": "confirmed", "reject": "rejected", "reopen": "open"}


@dataclass(frozen=True)
class Anchored:
    """An entry about a movement, with the claims that the movement had then."""

    entry: Entry
    claims: frozenset[str]


@dataclass
class Judgement:
    """The decisions that stand.

    Parameters
    ----------
    rejected : set of str
        Claims taken out.
    corrected : dict
        By claim: its fields' plain values.
    grades : dict
        By report (A to F) or claim (1 to 6).
    pairs : dict
        By pair of claims, the smaller id first: whether they belong together.
    removed : set of str
        Reports taken out.
    by_hand : set of str
        Claims added by hand.
    held : set of str
        Claims of confirmed movements and corrected claims: they stay when a newer reader no longer finds them.
    verdicts, overrides, comments : list of Anchored
        About movements, in the log's order.
    """

    rejected: set[str] = field(default_factory=set)
    corrected: dict[str, dict[str, Any]] = field(default_factory=dict)
    grades: dict[str, str] = field(default_factory=dict)
    pairs: dict[tuple[str, str], bool] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    by_hand: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    verdicts: list[Anchored] = field(default_factory=list)
    overrides: list[Anchored] = field(default_factory=list)
    comments: list[Anchored] = field(default_factory=list)


def judged(entries: Iterable[Entry]) -> Judgement:
    """Return what standing entries decide; a later one goes before an earlier one."""
    found = Judgement()
    for entry in entries:
        body, subject = entry.body, entry.subject
        claims = frozenset(body.get("claims", ()))
        of_claim = subject.startswith("c-")
        if entry.action in STATES and of_claim:
            (found.rejected.add if entry.action == "reject" else found.rejected.discard)(subject)
        elif entry.action in STATES:
            found.verdicts.append(Anchored(entry, claims))
            found.held = found.held | claims if entry.action == "confirm" else found.held - claims
        elif entry.action == "correct" and of_claim:
            found.corrected.setdefault(subject, {})[body["field"]] = body.get("new")
            found.held.add(subject)
        elif entry.action == "correct":
            found.overrides.append(Anchored(entry, claims))
        elif entry.action == "grade":
            found.grades[subject] = body["new"]
        elif entry.action == "comment":
            found.comments.append(Anchored(entry, claims or frozenset([subject])))
        elif entry.action == "merge":
            _merge(found.pairs, body["claims"])
        elif entry.action == "split":
            found.pairs |= {_pair(one, other): False for one, other in product(body["apart"], body["claims"])}
        elif entry.action == "remove":
            found.removed.add(subject)
        elif entry.action == "claim":
            found.by_hand.add(subject)
    return found


def _merge(pairs: dict[tuple[str, str], bool], claims: Sequence[str]) -> None:
    """Tie each claim to the first; what was split among them before is so no longer."""
    together = set(claims)
    for pair in [pair for pair, joined in pairs.items() if not joined and together.issuperset(pair)]:
        del pairs[pair]
    pairs |= {_pair(claims[0], other): True for other in claims[1:]}


def _pair(one: str, other: str) -> tuple[str, str]:
    return min(one, other), max(one, other)


def home(claims: Iterable[str], movement_of: Mapping[str, str]) -> str | None:
    """Return the movement that holds most of some claims; of several the one of the smallest id."""
    counts = Counter(movement for claim in claims if (movement := movement_of.get(claim)) is not None)
    return min(counts, key=lambda name: (-counts[name], name)) if counts else None
