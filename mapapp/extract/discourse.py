"""Stage 7: what carries over from sentence to sentence.

"They will augment …", "the other 300", "of the 2,000", "there", "the region", an order that governs later mentions of the
same deployment, and repeats.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from mapapp.extract import actors
from mapapp.extract.scene import Draft, Force, Spot
from mapapp.extract.words import Sense
from mapapp.locate import nations
from mapapp.model import Place, PlaceKind, Status, Strength, StrengthUnit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapapp.extract.actors import Cast
    from mapapp.extract.scene import Scene

_OF = re.compile(r"(?:^|[\s,;(])of\s+(?:the|its|those|these|their)\b", re.I)
_AREAS = frozenset("region area theatre theater".split())


class Thread:
    """What a reader has in mind at this point of a report."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.places: list[Spot] = []
        self.drafts: list[Draft] = []
        self.theatre: Place | None = None  # the region that the title names
        self.total: Draft | None = None

    def take(self, scene: Scene, drafts: list[Draft]) -> list[Draft]:
        """Resolve what the drafts of one sentence leave open, and remember the sentence."""
        kept = []
        for draft in self._totals(drafts):
            if not self._resolve(draft, kept):
                continue
            kept.append(draft)
        self.places.extend(
            s for s in scene.spots if s.place is not None and not s.anaphor and scene.force_at(s.root) is None
        )
        self.drafts.extend(kept)
        who = [c for d in kept for c in d.actors]
        if who:
            self.cast.last_force = tuple(dict.fromkeys(kept[-1].actors))
        subjects = [t for t in scene.sentence if t.dep_ in ("nsubj", "nsubjpass") and t.pos_ != "PRON"]
        for token in subjects:
            hits = [h for h in scene.nations if token.left_edge.idx <= h[0] and h[1] <= token.idx + len(token)]
            if hits:
                self.cast.last = (hits[-1][2],)
        return kept

    # ---- totals and parts ----------------------------------------------------------------------------------------
    def _totals(self, drafts: list[Draft]) -> list[Draft]:
        """Link "1,700" and "the other 300" to the total that they are parts of."""
        out: list[Draft] = []
        here: Draft | None = None
        for draft in drafts:
            before = draft.scene.doc.text[max(0, draft.force.start - 24) : draft.force.start + 6]
            if (
                draft.force.strength.known
                and not draft.force.strength.implied
                and _OF.search(before)
                and draft.trigger is not None
            ):
                here = draft
                draft.relation = "total"
        for draft in drafts:
            if here is not None and draft is not here and draft.force.start > here.force.start:
                draft.total = here
                self._inherit(draft, here)
            elif draft.relation == "other" and self.total is not None:
                draft.total = self.total
                self._inherit(draft, self.total)
            out.append(draft)
        parts = [d for d in out if d.total is here] if here is not None else []
        if here is not None and not parts:
            here.relation = here.force.relation
            if here.destinations or here.origin:
                self.total = here
        elif here is not None:
            self.total = here
            told = self._same_total(here)
            if told is not None and not here.destinations:
                out = [d for d in out if d is not here]
                for each in parts:
                    each.total = told
                here.total = told
            elif not here.destinations:
                here.destinations = tuple(dict.fromkeys(s for d in parts for s in d.destinations))
                if not here.destinations:
                    out = [d for d in out if d is not here]
        elif (
            drafts
            and any(d.force.strength.known and not d.force.strength.implied for d in drafts)
            and not any(d.relation == "other" for d in drafts)
        ):
            counted = [d for d in drafts if d.force.strength.known and not d.force.strength.implied]
            if self.total is None or counted:
                self.total = self.total if self.total is not None and counted[0].relation == "other" else counted[0]
        return out

    def _inherit(self, part: Draft, total: Draft) -> None:
        part.origin = part.origin or total.origin
        part.actors = part.force.nations or total.actors or part.actors
        if part.force.category is None:
            part.force.category = total.force.category or StrengthUnit.PERSONNEL

    def _same_total(self, total: Draft) -> Draft | None:
        for draft in self.drafts:
            a, b = draft.strength, total.strength
            if (
                (a.low, a.high) == (b.low, b.high)
                and a.known
                and (not total.actors or set(draft.actors) & set(total.actors))
            ):
                return draft
        return None

    # ---- one draft ------------------------------------------------------------------------------------------------
    def _resolve(self, draft: Draft, here: list[Draft]) -> bool:
        force = draft.force
        if "included" in draft.notes:
            whole = self._antecedent(draft, here)
            whole = whole.total if whole is not None and "included" in whole.notes else whole
            if whole is not None and not whole.destinations and self.theatre is not None:
                whole = replace(whole, destinations=self._theatre_of(whole) or (), origin=None, status=Status.COMPLETED)
            if whole is None or not (whole.destinations or whole.origin):
                return False
            draft.total, draft.status, draft.actors = whole, whole.status, draft.actors or whole.actors
            draft.destinations, draft.origin = whole.destinations, whole.origin
            draft.trigger = whole.trigger
        if "pronoun" in draft.notes:
            before = self._antecedent(draft, here)
            if before is None:
                return False
            draft.strength, draft.unit, draft.equipment = before.strength, before.unit, before.equipment
            draft.force.category = before.force.category
            draft.actors = before.actors
            if (
                draft.origin is None
                and before.destinations
                and draft.trigger is not None
                and draft.trigger.root.lemma_ in ("return", "leave", "withdraw")
            ):
                draft.origin = before.destinations[0]
        if force.category is None:
            last = next((d.force.category for d in reversed([*self.drafts, *here]) if d.force.category), None)
            if last is None and force.relation is None and "noun alone" not in draft.notes:
                return False
            force.category = last if last is not None and "noun alone" not in draft.notes else StrengthUnit.PERSONNEL
        if not (draft.destinations or draft.origin or draft.via) and _goes_on(draft):
            before = self._goal_before(draft, here)
            if before is not None:
                if draft.trigger is not None and draft.trigger.sense in (Sense.WITHDRAW, Sense.LEAVE):
                    draft.origin = before[0]
                else:
                    draft.destinations = before
                draft.notes.append("place carried over")
        if (
            draft.trigger is not None
            and draft.trigger.sense is Sense.LEAVE
            and any(s.anaphor and s.root.lower_ == "home" for s in draft.destinations)
        ):
            last = next(
                (
                    d
                    for d in reversed([*self.drafts, *here])
                    if d.destinations and set(d.actors) & set(draft.actors or d.actors)
                ),
                None,
            )
            if draft.status == Status.COMPLETED:
                draft.status = Status.WITHDRAWN
            if draft.origin is None and last is not None:
                draft.origin = last.destinations[0]
        if (
            draft.force.definite
            and not draft.strength.known
            and re.search(r"\bsame\b", draft.scene.doc.text[force.start : force.end].lower())
        ):
            last = next((d for d in reversed([*self.drafts, *here]) if d.force.category is force.category), None)
            if last is not None:
                draft.strength, draft.actors = last.strength, draft.actors or last.actors
        leaving = draft.trigger is not None and draft.trigger.sense is Sense.LEAVE
        own = draft.origin is not None and draft.origin.place is not None and draft.origin.place.country in draft.actors
        if leaving and own and draft.status == Status.WITHDRAWN:
            draft.status = Status.COMPLETED
        if (
            draft.trigger is not None
            and draft.trigger.sense in (Sense.LEAVE, Sense.GO, Sense.SEND)
            and draft.origin is not None
            and not draft.destinations
            and draft.status in (Status.COMPLETED, Status.UNDER_WAY)
        ):
            draft.destinations = self._theatre_of(draft) or ()
        if draft.strength.unit is None:
            draft.strength = replace(draft.strength, unit=force.category)
        if not draft.actors:
            draft.actors = self._whose(draft, here)
        if "noun alone" in draft.notes and not (draft.destinations or draft.origin):
            before = next(
                (d for d in reversed(self.drafts) if set(d.actors) & set(draft.actors) and d.destinations), None
            )
            if before is None:
                return False
            draft.destinations = before.destinations
        draft.destinations = tuple(s for d in draft.destinations for s in self._placed(d, draft))
        draft.origin = next(iter(self._placed(draft.origin, draft)), None) if draft.origin is not None else None
        draft.via = tuple(s for v in draft.via for s in self._placed(v, draft))
        return True

    def _goal_before(self, draft: Draft, here: list[Draft]) -> tuple[Spot, ...] | None:
        """Return where the last sending told in the two sentences before went, for one told without a goal."""
        for other in reversed([*self.drafts, *here]):
            if (
                draft.scene.offset
                + draft.scene.sentence.start_char
                - (other.scene.offset + other.scene.sentence.end_char)
                > 400
            ):
                return self._theatre_of(draft)
            if other.destinations and other.status not in (Status.PRESENT, Status.DENIED):
                return other.destinations
        return self._theatre_of(draft)

    def _theatre_of(self, draft: Draft) -> tuple[Spot, ...] | None:
        """Return the region that the report's title names, for forces told without a place."""
        if self.theatre is None:
            return None
        root = draft.force.root
        return (Spot(draft.force.start, draft.force.end, root, self.theatre.name, self.theatre),)

    def _antecedent(self, draft: Draft, here: list[Draft]) -> Draft | None:
        return next((d for d in reversed([*self.drafts, *here])), None)

    def _whose(self, draft: Draft, here: list[Draft]) -> tuple[str, ...]:
        ends = [*draft.destinations, *([draft.origin] if draft.origin is not None else [])]
        goals = {s.place.country for s in ends if s.place is not None and s.place.country}
        said = actors.speaking(draft.scene, self.cast)
        if said:
            return said
        for told in self._candidates(draft, here):
            if told and not goals & set(told):
                return told
        return ()

    def _candidates(self, draft: Draft, here: list[Draft]) -> list[tuple[str, ...]]:
        """Return whom the force may belong to, likeliest first; countries before organisations."""
        same = [d.actors for d in reversed(here) if d.actors and d.scene is draft.scene]
        earlier = [d.actors for d in reversed(self.drafts[-6:]) if d.actors]
        home = [(self.cast.home,)] if self.cast.home else []
        here_named = [
            (c,)
            for s, _, c, form in draft.scene.nations
            if s < draft.force.start and form in ("adjective", "government", "forces", "demonym")
        ]
        ranked = [*same, *earlier, *home, *([self.cast.last] if self.cast.last else []), *reversed(here_named)]
        ranked += [(c,) for c in self.cast.common]
        return sorted(ranked, key=lambda told: all(c not in nations.codes() for c in told))

    def _placed(self, spot: Spot, draft: Draft) -> list[Spot]:
        if not spot.anaphor:
            return [spot]
        word = spot.root.lower_
        if word == "home":
            for code in draft.actors:
                if code in nations.codes():
                    return [_stand_in(spot, nations.country(code))]
            return []
        earlier = [
            s
            for s in draft.scene.spots
            if s.end <= spot.start and s.place is not None and not s.anaphor and draft.scene.force_at(s.root) is None
        ]
        memory = [*self.places, *earlier]
        own = set(draft.actors)

        def foreign(place: Place | None) -> bool:
            return place is not None and not (place.kind is PlaceKind.COUNTRY and place.country in own)

        if word in ("border", "frontier"):
            owner = next((t.lower_ for t in spot.root.lefts if t.tag_ == "PRP$"), None)
            codes = [code for code in draft.actors if code in nations.codes()]
            if owner is not None and codes:
                return [_stand_in(spot, nations.country(codes[0]))]
            choice = _last(memory, lambda p: "border" in p.name.lower()) or _last(
                memory, lambda p: p.kind is PlaceKind.REGION
            )
        elif word in _AREAS:
            choice = _last(memory, lambda p: p.kind in (PlaceKind.REGION, PlaceKind.SEA))
            if choice is None and self.theatre is not None:
                return [_stand_in(spot, self.theatre)]
            choice = choice or _last(memory, foreign)
        elif word in ("country", "countries", "territory"):
            choice = _last(memory, lambda p: p.kind is PlaceKind.COUNTRY and foreign(p))
            if choice is None and (inner := _last(memory, lambda p: p.country is not None)) is not None:
                assert inner.place is not None and inner.place.country is not None  # noqa: S101 (held by the line above)
                return [_stand_in(spot, nations.country(inner.place.country))]
        elif word in ("there", "here"):
            if draft.force.base is None and not earlier and self.drafts and self.drafts[-1].destinations:
                last_place = self.drafts[-1].destinations[0]
                return [_stand_in(spot, last_place.place)] if last_place.place is not None else []
            choice = _last(memory, foreign)
        else:
            choice = _last(memory, lambda p: word in p.name.lower() or p.kind is PlaceKind.REGION) or _last(
                memory, foreign
            )
        if choice is None or choice.place is None:
            return []
        return [_stand_in(spot, choice.place)]


def _stand_in(spot: Spot, place: Place) -> Spot:
    return Spot(spot.start, spot.end, spot.root, spot.text, place, group=spot.group)


def _last(spots: Iterable[Spot], wanted: object) -> Spot | None:
    return next((s for s in reversed(list(spots)) if s.place is not None and wanted(s.place)), None)  # type: ignore[operator]


def _goes_on(draft: Draft) -> bool:
    """Whether a move told without a place goes on where the last one was told ("Another 600 will arrive in May")."""
    trigger = draft.trigger
    return (
        trigger is not None
        and trigger.sense in (Sense.SEND, Sense.GO, Sense.WITHDRAW, Sense.LEAVE)
        and (not trigger.noun or draft.status == Status.ORDERED)
        and draft.status not in (Status.DENIED, Status.PRESENT)
        and (draft.strength.known or draft.force.named)
        and trigger.root.lemma_.lower() not in ("take", "bring", "cross", "pass", "call", "come")
    )


def carry_orders(drafts: list[Draft]) -> None:
    """Let an order that the report tells govern its later mentions of the same deployment."""
    ordered = [d for d in drafts if d.status == Status.ORDERED]
    for draft in drafts:
        going = draft.status == Status.UNDER_WAY and draft.trigger is not None and draft.trigger.participle
        if not (draft.status == Status.PLANNED or going) or draft.date is not None:
            continue
        for order in ordered:
            if set(order.actors) & set(draft.actors) and _same_way(order, draft):
                draft.status = Status.ORDERED
                break


def _same_way(order: Draft, draft: Draft) -> bool:
    return any(
        a.place is not None and b.place is not None and covers(a.place, b.place)
        for a in order.destinations
        for b in draft.destinations
    )


def covers(outer: Place, inner: Place) -> bool:
    """Whether `inner` is `outer` or lies in it, by codes."""
    if outer.id and outer.id == inner.id or (outer.name, outer.kind) == (inner.name, inner.kind):
        return True
    if outer.kind is PlaceKind.COUNTRY:
        return inner.country == outer.country
    if outer.members and inner.country:
        return inner.country in outer.members
    if outer.extent is not None and outer.kind in (PlaceKind.REGION, PlaceKind.SEA):
        south, west, north, east = outer.extent
        inside = west <= inner.lon <= east if west <= east else inner.lon >= west or inner.lon <= east
        return south <= inner.lat <= north and inside
    return False


def overlap(a: Strength, b: Strength) -> bool:
    """Whether two strengths can be the same figure."""
    if not a.known or not b.known:
        return not a.known and not b.known or a.implied or b.implied
    return (a.low or 0) <= (b.high if b.high is not None else 10**12) and (b.low or 0) <= (
        a.high if a.high is not None else 10**12
    )


def force_words(force: Force) -> str:
    """Return a force's unit or equipment, for comparing."""
    return (force.unit or force.equipment or "").lower()
