"""Movements of claims that come and go: only what a change can touch is worked out anew.

Two tellings are joined only along pairs that fit (`group`), so what a change can touch is what is tied to it by such
pairs, one after the other: the new tellings, whatever the old ones fitted, and all that hangs together with those.
Everything else keeps its movement.  Links to totals and shared strengths stay within one report's tellings and are
followed in the same way; missing parts and denials are looked for among all movements, which is one pass over them.

The result is the one that `reconcile_claims` gives of the same claims; a test compares them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from mapapp.model import Claim, Movement
from mapapp.reconcile.against import marked
from mapapp.reconcile.agree import disagreements
from mapapp.reconcile.alike import ENOUGH
from mapapp.reconcile.group import Edge, Signs, Weights, compared, grouped, groups, signs
from mapapp.reconcile.lookup import Lookup
from mapapp.reconcile.movements import linked, links_of, movement_of
from mapapp.reconcile.parts import parted
from mapapp.reconcile.retold import joined
from mapapp.reconcile.tellings import ReportKey, Telling, tellings
from mapapp.reconcile.ties import Ties

Claims = Mapping[str, Sequence[Claim]]
#: When more than one report in so many is new or changed, all is worked out anew.
_SHARE = 4


class Growing:
    """What some claims were reconciled to, ready for more.

    Parameters
    ----------
    claims : mapping of str to sequence of Claim
        By the report's id: each report stands once, with all its claims in its order.
    ties : Ties
    movements : sequence of Movement, optional
        What `reconcile_claims` gave of these claims and ties, where it is known already.
    """

    def __init__(self, claims: Claims, ties: Ties, movements: Sequence[Movement] | None = None) -> None:
        self._claims, self._ties = claims, ties
        self._lookup: Lookup | None = None
        self._told: dict[str, list[Telling]] = {}
        self._telling: dict[int, Telling] = {}
        self._signs: dict[int, Signs] = {}
        self._final: dict[str, Movement] = {}
        if movements is None:
            self._all_anew()
        else:
            self._take_up(movements)

    @property
    def movements(self) -> list[Movement]:
        """The movements, as `reconcile_claims` has them."""
        return list(self._final.values())

    def become(self, claims: Claims, ties: Ties) -> list[Movement]:
        """Return the movements of other claims; those that did not change are the same objects as before.

        Parameters
        ----------
        claims, ties
            As above.  A claim that stays is the same object as before.
        """
        touched = self._touched(claims, ties)
        if len(touched) * _SHARE > len(claims):
            self._claims, self._ties, self._lookup = claims, ties, None
            self._all_anew()
        elif touched:
            self._some_anew(touched, claims, ties)
        return self.movements

    def _touched(self, claims: Claims, ties: Ties) -> set[str]:
        """Return the reports whose claims, or the decisions about them, are others than before."""
        before = self._claims
        found = {
            name
            for name in {**before, **claims}
            if (old := before.get(name, ())) is not (new := claims.get(name, ()))
            and (len(old) != len(new) or any(one is not other for one, other in zip(old, new, strict=True)))
        }
        decided = ties.differing(self._ties)
        if decided:
            found |= {
                name
                for listed in (before, claims)
                for name, told in listed.items()
                if any(id(claim) in decided for claim in told)
            }
        return found

    def _all_anew(self) -> None:
        self._told, self._telling, self._signs = {}, {}, {}
        told = _tellings((claim for listed in self._claims.values() for claim in listed), self._ties)
        found = groups(told, self._ties)
        self._made = [movement_of(group) for group in found]
        self._totals, self._shared = links_of(found, self._made)
        self._movement_of = {id(claim): one.id for one in self._made for claim in one.claims}
        self._conclude()

    def _take_up(self, movements: Sequence[Movement]) -> None:
        """Work out from a result what it was before movements were linked and set against each other."""
        self._final = {movement.id: movement for movement in movements}
        self._made = [_alone(movement) for movement in movements]
        self._movement_of = {id(claim): one.id for one in movements for claim in one.claims}
        self._shared = {one.id: one.shared_with for one in movements if one.shared_with}
        self._totals = {one.id: one.part_of for one in movements if one.part_of}
        for name in _may_be_rest(self._final):
            if self._totals[name] not in self._goals(name):
                del self._totals[name]

    def _conclude(self) -> None:
        """Link all movements and set them against each other; one that is as it was stays the same object."""
        before = self._final
        found = marked(linked(self._made, self._totals, self._shared))
        self._final = {
            one.id: old if (old := before.get(one.id)) is not None and (old is one or old == one) else one
            for one in found
        }

    def _some_anew(self, touched: set[str], claims: Claims, ties: Ties) -> None:
        if self._lookup is None:
            self._lookup = Lookup(self._claims)
        lookup = self._lookup
        lost = [telling for name in touched for telling in self._of_report(name)]
        seeds = {id(one): one for telling in lost for one in self._neighbours(telling, Weights())}
        for name in touched:
            lookup.remove(name, self._claims.get(name, ()))
            for telling in self._told.pop(name, ()):
                seeds.pop(id(telling), None)
                self._signs.pop(id(telling), None)
                for claim in telling.claims:
                    del self._telling[id(claim)]
        gone = {self._movement_of[id(claim)] for name in touched for claim in self._claims.get(name, ())}
        self._claims, self._ties = claims, ties
        for name in touched:
            lookup.add(name, claims.get(name, ()))
        seeds |= {id(one): one for name in touched for one in self._of_report(name)}
        region, edges, weights = self._hanging_together(seeds.values())
        gone |= {old for one in region for claim in one.claims if (old := self._movement_of.get(id(claim)))}
        self._put(grouped(region, edges, weights, ties), gone, touched)

    def _hanging_together(self, seeds: Iterable[Telling]) -> tuple[list[Telling], list[Edge], Weights]:
        """Return all tellings that pairs which fit lead to, with these pairs."""
        weights = Weights()
        edges: dict[tuple[int, int], Edge] = {}
        region = {id(one): one for one in seeds}
        waiting = list(region.values())
        while waiting:
            one = waiting.pop()
            for other in self._neighbours(one, weights):
                pair = (id(one), id(other)) if id(one) < id(other) else (id(other), id(one))
                found = weights(one, other)
                if found is not None and found >= ENOUGH:
                    edges[pair] = (found, one, other)
                if id(other) not in region:
                    region[id(other)] = other
                    waiting.append(other)
        # A pair that was put together by hand may fit as well without being one that is compared.
        return list(region.values()), [edge for edge in edges.values() if self._compared(*edge[1:])], weights

    def _found(self) -> Lookup:
        """Return where to look for tellings that may fit; it is made when it is first asked for."""
        if self._lookup is None:
            self._lookup = Lookup(self._claims)
        return self._lookup

    def _neighbours(self, telling: Telling, weights: Weights) -> list[Telling]:
        """Return what fits a telling well enough to be joined, and what someone put together with it."""
        if self._lookup is None:
            self._lookup = Lookup(self._claims)
        near = (other for name in self._lookup.near(telling) for other in self._of_report(name))
        found = [
            other for other in near if self._compared(telling, other) and (weights(telling, other) or 0.0) >= ENOUGH
        ]
        tied = self._ties.joins(telling.claims)
        for claim in self._ties.claims(tied) if tied else ():
            self._of_report(claim.report.id)
            if (other := self._telling.get(id(claim))) is not None and other is not telling:
                found.append(other)
        return found

    def _compared(self, one: Telling, other: Telling) -> bool:
        return compared(self._signs_of(one), self._signs_of(other))

    def _signs_of(self, telling: Telling) -> Signs:
        if (found := self._signs.get(id(telling))) is None:
            found = self._signs[id(telling)] = signs(telling)
        return found

    def _of_report(self, name: str) -> list[Telling]:
        """Return a report's tellings; they are worked out when they are first asked for."""
        if name not in self._told:
            self._told[name] = _tellings(self._claims.get(name, ()), self._ties)
            self._telling |= {id(claim): telling for telling in self._told[name] for claim in telling.claims}
        return self._told[name]

    def _group(self, movement: Movement) -> list[Telling]:
        """Return the tellings of a movement, in the order of its claims."""
        for claim in movement.claims:
            self._of_report(claim.report.id)
        found = {id(one): one for claim in movement.claims for one in (self._telling[id(claim)],)}
        return list(found.values())

    def _goals(self, name: str) -> set[str]:
        """Return the movements that a movement's reports say to be its total."""
        goals = [one.total for one in self._group(self._final[name]) if one.total is not None]
        return {self._movement_of[id(goal.claims[0])] for goal in goals}

    def _put(self, found: Sequence[list[Telling]], gone: set[str], touched: set[str]) -> None:
        """Put new groups in the place of movements; a group that is what it was keeps its movement."""
        held = {tuple(map(id, one.claims)): one for one in self._made if one.id in gone}
        fresh: dict[str, list[Telling]] = {}
        made = {one.id: one for one in self._made if one.id not in gone}
        for group in found:
            old = held.get(tuple(id(claim) for telling in group for claim in telling.claims))
            if old is None or any(claim.report.id in touched for claim in old.claims):
                old = movement_of(group)
                fresh[old.id] = group
            made[old.id] = old
        for name in gone:
            if name not in made or name in fresh:
                self._totals.pop(name, None)
                self._shared.pop(name, None)
        self._movement_of = {id(claim): one.id for one in made.values() for claim in one.claims}
        kept = [one for one in self._made if one.id in made and one.id not in fresh]
        for name in fresh:
            key = self._key(made[name])
            kept.insert(bisect_left(kept, key, key=self._key), made[name])
        self._made = kept
        self._link(fresh, made)
        self._conclude()

    def _key(self, movement: Movement) -> tuple[ReportKey, int]:
        """Return what movements are sorted by: the key of their first telling."""
        first = movement.claims[0]
        self._of_report(first.report.id)
        return self._telling[id(first)].key

    def _link(self, fresh: Mapping[str, list[Telling]], made: Mapping[str, Movement]) -> None:
        """Link new movements anew, with all that links lead to from them."""
        region = dict(fresh)
        waiting = list(fresh)
        while waiting:
            for telling in region[waiting.pop()]:
                others = [one for one in (telling.total, telling.shared) if one is not None]
                reports = {claim.report.id for claim in telling.claims}
                mates = (one for report in reports for one in self._of_report(report))
                others += [one for one in mates if one.total is telling or one.shared is telling]
                for name in (self._movement_of[id(other.claims[0])] for other in others):
                    if name not in region:
                        region[name] = self._group(made[name])
                        waiting.append(name)
        listed = sorted(region, key=lambda name: region[name][0].key)
        totals, shared = links_of([region[name] for name in listed], [made[name] for name in listed])
        for name in listed:
            self._totals.pop(name, None)
            self._shared.pop(name, None)
        self._totals |= totals
        self._shared |= shared


def _tellings(claims: Iterable[Claim], ties: Ties) -> list[Telling]:
    return list(parted(joined(tellings(claims, ties), ties), ties))


def _alone(movement: Movement) -> Movement:
    """Return a movement as its own claims give it."""
    if not (movement.part_of or movement.shared_with or movement.disagreements):
        return movement
    named = any(claim.actor is not None for claim in movement.claims)
    return replace(
        movement,
        actor=movement.actor if named else None,
        part_of=None,
        shared_with=None,
        disagreements=disagreements(movement.claims, movement) if movement.disagreements else (),
    )


def _may_be_rest(movements: Mapping[str, Movement]) -> list[str]:
    """Return the parts that may have been found as what a total's parts fell short by: those that complete a sum."""
    parts: dict[str, list[Movement]] = {}
    for one in movements.values():
        if (total := movements.get(one.part_of or "")) is not None:
            parts.setdefault(total.shared_with or total.id, []).append(one)
    found = []
    for name, listed in parts.items():
        whole = movements[name].strength
        counted = [one for one in listed if one.strength.unit == whole.unit]
        if sum(one.strength.low or 0 for one in counted) == (whole.low or 0):
            found += [one.id for one in counted]
    return found
