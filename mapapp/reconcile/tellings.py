"""What one report tells of one movement: its claims that say the same, taken together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from mapapp.errors import ModelError
from mapapp.model import Claim, Report
from mapapp.reconcile.agree import Agreed, agree, family
from mapapp.reconcile.ties import Ties

ReportKey = tuple[str, ...]


@dataclass(eq=False)
class Telling:
    """One report's claims about one movement.

    Parameters
    ----------
    key : tuple
        Sorts tellings the same way whatever order the reports came in.
    report : ReportKey
        The report as one extractor read it: what another read in it is brought together as if it were another report.
    claims : tuple of Claim
    agreed : Agreed
        What these claims say together.
    total, shared : Telling or None
        The total that this is a part of; the first telling of the undivided strength that this one shares.
    """

    key: tuple[ReportKey, int]
    report: ReportKey
    claims: tuple[Claim, ...]
    agreed: Agreed
    total: Telling | None = field(default=None, repr=False)
    shared: Telling | None = field(default=None, repr=False)

    @property
    def family(self) -> str:
        """What kind of movement it is."""
        return family(self.agreed)

    @property
    def published(self) -> date | None:
        """The report's day."""
        return self.claims[0].report.published


def report_key(report: Report) -> ReportKey:
    """Return what tells one report from another; its text is there by its hash."""
    day = report.published.isoformat() if report.published else "9999"
    return (day, report.id, report.sha256, report.publisher or "", report.title or "", report.url or "")


def tellings(claims: Iterable[Claim], ties: Ties) -> list[Telling]:
    """Return the tellings of all reports that `claims` come from, in the order of their keys.

    Raises
    ------
    ModelError
        When a claim points to one that its report's list does not have.
    """
    lists: dict[ReportKey, dict[int, list[Claim]]] = {}
    for claim in claims:
        key = (*report_key(claim.report), claim.extractor or "")
        lists.setdefault(key, {}).setdefault(id(claim.report), []).append(claim)
    found: list[Telling] = []
    for key in sorted(lists):
        found += _of_report(key, _once(list(lists[key].values())), ties)
    return found


def _once(lists: Sequence[list[Claim]]) -> list[Claim]:
    """Return the claims of one report; the same report given twice is taken once."""
    kept: list[list[Claim]] = []
    for claims in lists:
        if claims not in kept:
            kept.append(claims)
    return [claim for claims in kept for claim in claims]


def _of_report(key: ReportKey, claims: Sequence[Claim], ties: Ties) -> list[Telling]:
    roots = [_root(claims, index) for index in range(len(claims))]
    groups: dict[int, list[Claim]] = {}
    for index, claim in enumerate(claims):
        if ties and ties.part([claim], groups.get(roots[index], ())):
            roots[index] = index
        groups.setdefault(roots[index], []).append(claim)
    made = {root: Telling((key, root), key, tuple(members), agree(members)) for root, members in sorted(groups.items())}
    for index, claim in enumerate(claims):
        own = made[roots[index]]
        if claim.part_of is not None and own.total is None and made[roots[claim.part_of]] is not own:
            own.total = made[roots[claim.part_of]]
        if claim.shared_with is not None and own.shared is None and made[roots[claim.shared_with]] is not own:
            own.shared = made[roots[claim.shared_with]]
    return list(made.values())


def _root(claims: Sequence[Claim], index: int) -> int:
    """Return the first claim that claim `index` tells again; its links are checked on the way."""
    seen = {index}
    for link in (claims[index].part_of, claims[index].same_as, claims[index].shared_with):
        if link is not None and link >= len(claims):
            raise ModelError(
                f"report {claims[index].report.id!r}: claim {index} points to claim {link} of {len(claims)}; "
                "give all claims of a report, in its order"
            )
    while (following := claims[index].same_as) is not None and following not in seen and following < len(claims):
        seen.add(following)
        index = following
    return index if claims[index].same_as is None else min(seen)
