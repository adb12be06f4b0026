"""Which reports may tell of what one telling tells: a rough index of claims, of each actor only once it is asked for.

It is rough so that it can be made of claims alone, before what a report tells has been worked out: it may name reports
whose tellings are not compared (`mapapp.reconcile.group.compared` says which are), and leaves out none that are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mapapp.model import Claim
from mapapp.reconcile.alike import copied_words
from mapapp.reconcile.group import size_of
from mapapp.reconcile.places import areas
from mapapp.reconcile.tellings import Telling
from mapapp.reconcile.units import designators

#: A report with more pairs of a place and a size than this is named for its places alone.
_MOST = 64
_Token = tuple[str, ...] | tuple[str, int] | tuple[str, str, int]


class Lookup:
    """The reports of some claims by actor, place, size, unit and words.

    Parameters
    ----------
    claims : mapping of str to sequence of Claim
        By the report's id.
    """

    def __init__(self, claims: Mapping[str, Sequence[Claim]]) -> None:
        self._of_actor: dict[str | None, dict[str, Sequence[Claim]]] = {}
        self._known: dict[str | None, dict[_Token, set[str]]] = {}
        for report, listed in claims.items():
            self.add(report, listed)

    def add(self, report: str, claims: Sequence[Claim]) -> None:
        """Take in a report's claims."""
        for actor in {claim.actor for claim in claims}:
            self._of_actor.setdefault(actor, {})[report] = claims
            if actor in self._known:
                _enter(self._known[actor], report, _of(actor, claims))

    def remove(self, report: str, claims: Sequence[Claim]) -> None:
        """Forget a report."""
        for actor in {claim.actor for claim in claims}:
            self._of_actor.get(actor, {}).pop(report, None)
            for token in _tokens(_of(actor, claims)) if actor in self._known else ():
                self._known[actor].get(token, set()).discard(report)

    def near(self, telling: Telling) -> set[str]:
        """Return the reports that may have a telling to compare with this one."""
        actor = telling.agreed.actor
        tokens = list(_asked(telling))
        asked = list(self._of_actor) if actor is None else [actor, None]
        return {report for one in asked for token in tokens for report in self._index(one).get(token, ())}

    def _index(self, actor: str | None) -> dict[_Token, set[str]]:
        if actor not in self._known:
            made = self._known[actor] = {}
            for report, claims in self._of_actor.get(actor, {}).items():
                _enter(made, report, _of(actor, claims))
        return self._known[actor]


def _of(actor: str | None, claims: Sequence[Claim]) -> Sequence[Claim]:
    """Return the claims that a telling of an actor may rest on: only a report's own link joins two actors."""
    if any(claim.same_as is not None for claim in claims):
        return claims
    return [claim for claim in claims if claim.actor == actor or claim.actor is None]


def _enter(index: dict[_Token, set[str]], report: str, claims: Sequence[Claim]) -> None:
    for token in _tokens(claims):
        index.setdefault(token, set()).add(report)


def _tokens(claims: Sequence[Claim]) -> Iterator[_Token]:
    """Yield all that a telling of these claims could be looked up by: any place of them with any size."""
    places = {area for claim in claims for end in (claim.destination, claim.origin) if end for area in areas(end)}
    sizes: set[int] = set()
    vague = loose = False
    for claim in claims:
        end = claim.destination or claim.origin
        loose = loose or end is None or not (end.country or end.members)
        size = size_of(claim.strength)
        if size is None:
            vague = True
        else:
            sizes |= {size, size + 1}
        yield from (("unit", one) for one in designators(claim.unit))
        if claim.quote.verbatim.count(" ") >= 4:
            yield "quote", claim.quote.verbatim
    yield from (("size", size) for size in sizes)
    if loose:
        yield from (("loose", size) for size in sizes)
    many = len(places) * len(sizes) > _MOST
    for area in places:
        yield "place", area
        if vague or many:
            yield "vague", area
        if not many:
            yield from (("place", area, size) for size in sizes)


def _asked(telling: Telling) -> Iterator[_Token]:
    """Yield under what the reports stand whose tellings are compared with one."""
    agreed = telling.agreed
    size = size_of(agreed.strength)
    ends: Iterable[str] = {area for end in (agreed.destination, agreed.origin) if end for area in areas(end)}
    if size is None:
        yield from (("place", area) for area in ends)
    else:
        for area in ends:
            yield "vague", area
            yield "place", area, size
            yield "place", area, size + 1
        # Two that have a place are compared under it.
        end = agreed.destination or agreed.origin
        kind = "loose" if end is not None and (end.country or end.members) else "size"
        yield kind, size
        yield kind, size + 1
    yield from (("unit", one) for one in designators(agreed.unit))
    yield from (("quote", words) for words in copied_words(telling))
