"""Stage 9: what carries over from sentence to sentence.

"They will augment …" and "there" stand for what was told before; "another 600 will arrive in May" goes where the last
ones went; an order governs later mentions of the same deployment.  Where nothing fits, nothing is guessed: the claim
stays without a place or an actor, or is not made.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from mapapp.extract import totals
from mapapp.extract.actors import speaking
from mapapp.extract.forces.counts import civilians
from mapapp.extract.forces.phrase import TOO_MANY
from mapapp.extract.frames.readings import alone, included
from mapapp.extract.likeness import covers
from mapapp.extract.memory import Memory
from mapapp.extract.scene import HOME, Draft, Spot
from mapapp.extract.spots import home_is
from mapapp.extract.stand_ins import resolve
from mapapp.extract.words import Sense
from mapapp.locate import nations
from mapapp.model import Place, Status, Strength, StrengthUnit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapapp.extract.cast import Cast
    from mapapp.extract.scene import Force, Scene

_AWAY = frozenset((Sense.WITHDRAW, Sense.LEAVE))
_MOVES = frozenset((Sense.SEND, Sense.GO, Sense.WITHDRAW, Sense.LEAVE))
_OUTWARD = frozenset((Sense.LEAVE, Sense.GO, Sense.SEND))
_HOMEWARD = frozenset((Sense.LEAVE, Sense.GO, Sense.SEND, Sense.WITHDRAW))
_WAY = (Status.POSSIBLE, Status.PLANNED, Status.ORDERED, Status.UNDER_WAY, Status.COMPLETED)
_DONE = frozenset((Status.COMPLETED, Status.UNDER_WAY))
_PEOPLE = frozenset("adjective government forces demonym".split())
_NO_WAY_ON = frozenset("take bring cross pass call come".split())
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_SAME = re.compile(r"\bsame\b")
_THE = re.compile(r"(?:the|these|those|its|their)\s", re.I)
#: Pronouns that stand for some of those told before, or for others.
_SOME = frozenset("any some most others none more".split())
#: Pronouns that stand for all of a force.
_THOSE = frozenset("they them".split())
#: Verbs that bring a force home ("have already come home").
_COMES = frozenset("come return fly sail go bring be".split())
#: Characters after which a move told without a goal no longer goes where the last one went: two long sentences.
_NEAR = 400
_MEN = (StrengthUnit.PERSONNEL, StrengthUnit.UNITS)
_FORMATIONS = frozenset((StrengthUnit.UNITS, StrengthUnit.BATTERIES))
#: Movements back to which a force without a nation may take its own.
_WHOSE = 6


class Thread:
    """Follows a report from sentence to sentence.

    Parameters
    ----------
    cast : Cast
    theatre : Place or None
        The region that the report's title names.
    """

    def __init__(self, cast: Cast, theatre: Place | None) -> None:
        self.cast = cast
        self.memory = Memory(theatre, cast.dated)

    def take(self, scene: Scene, drafts: list[Draft]) -> list[Draft]:
        """Resolve what the drafts of one sentence leave open, and remember the sentence."""
        kept: list[Draft] = []
        for draft in totals.link(drafts, self.memory):
            if self._resolve(draft, kept):
                kept.append(draft)
        self._remember(scene, kept)
        return kept

    def _remember(self, scene: Scene, drafts: list[Draft]) -> None:
        self.memory.places.extend(
            s for s in scene.spots if s.place is not None and not s.anaphor and scene.force_at(s.root) is None
        )
        self.memory.drafts.extend(drafts)
        sides = [force.nations for force in scene.forces if force.nations]
        self.memory.side = sides[-1] if sides else self.memory.side
        for token in scene.sentence:
            if token.dep_ in _SUBJECTS and token.pos_ != "PRON":
                low, high = token.left_edge.idx, token.idx + len(token)
                hits = [hit for hit in scene.nations if low <= hit.start and hit.end <= high]
                if hits:
                    self.cast.last = (hits[-1].country,)

    def _resolve(self, draft: Draft, here: list[Draft]) -> bool:
        """Fill in what a draft leaves open; whether enough is known to keep it."""
        if included.NOTE in draft.notes and not self._of_deployment(draft, here):
            return False
        if alone.PRONOUN in draft.notes and not self._of_pronoun(draft, here):
            return False
        if not self._kind(draft, here):
            return False
        self._go_on(draft, here)
        self._home(draft, here)
        self._same_force(draft, here)
        self._share(draft, here)
        before = self._told_again(draft, here)
        if draft.strength.unit is None:
            draft.strength = replace(draft.strength, unit=draft.force.category)
        draft.actors = draft.actors or self._whose(draft, here)
        self._outward(draft)
        if alone.NOUN in draft.notes and not (draft.destinations or draft.origin or self._place_of_actor(draft)):
            return False
        draft.destinations = self._resolved(draft, draft.destinations)
        draft.origin = next(iter(self._resolved(draft, [draft.origin] if draft.origin else [])), None)
        draft.via = self._resolved(draft, draft.via)
        draft.force.again = before is not None and _says_no_more(draft, before)
        return not draft.force.again

    def _resolved(self, draft: Draft, spots: Iterable[Spot]) -> tuple[Spot, ...]:
        found = (resolve(spot, draft, self.memory) for spot in spots)
        return tuple(spot for spot in found if spot is not None)

    # ---- what stands for a force -----------------------------------------------------------------------------
    def _of_deployment(self, draft: Draft, here: list[Draft]) -> bool:
        """Let what "includes 1,000 soldiers" speaks of be part of the deployment told before."""
        whole = next(self.memory.latest(here), None)
        if whole is not None and included.NOTE in whole.notes:
            whole = whole.total
        if whole is not None and not whole.destinations and self.memory.theatre is not None:
            goal = _at_theatre(whole, self.memory.theatre)
            whole = replace(whole, destinations=goal, origin=None, status=Status.COMPLETED)
        if whole is None or not (whole.destinations or whole.origin):
            return False
        draft.total, draft.status, draft.trigger = whole, whole.status, whole.trigger
        draft.actors = draft.actors or whole.actors
        draft.destinations = whole.destinations
        if whole.scene is draft.scene or not whole.destinations:  # what is where need not have come from the same place
            draft.origin = whole.origin
        return True

    def _of_pronoun(self, draft: Draft, here: list[Draft]) -> bool:
        """Let "they" be the force named or told last; those who return or leave do so from where it went."""
        if _of_civilians(draft):
            return False
        before = next(self.memory.latest(here), None)
        named = self._named(draft, here)
        if named is not None:
            draft.unit, draft.equipment, draft.strength = named.unit, named.equipment, named.strength
            draft.force.category, draft.actors = named.category, named.nations
            return True
        if before is None:
            return False
        another = draft.force.root.lower_ == "another"
        if another and before.force.category is StrengthUnit.PERSONNEL:
            return False
        draft.unit, draft.equipment = None if another else before.unit, before.equipment
        if another:
            draft.strength = Strength(1, 1, before.force.category)
        elif draft.force.root.lower_ not in _SOME:
            draft.strength = before.strength
        more = draft.force.root.lower_ == "more"  # "it has 900 there and no plans to send more"
        draft.force.category, draft.actors = before.force.category, (more and draft.actors) or before.actors
        if more and not (draft.destinations or draft.origin or draft.via):
            draft.destinations = before.destinations
        back = draft.trigger is not None and draft.trigger.root.lemma_ in ("return", "leave", "withdraw")
        if back and draft.origin is None and before.destinations:
            draft.origin = before.destinations[0]
        return True

    def _named(self, draft: Draft, here: list[Draft]) -> Force | None:
        """Return the force that a sentence names before its "they" and tells nothing else of."""
        if draft.force.root.lower_ not in _THOSE:
            return None
        told = {id(d.force) for d in (*here, draft)}
        earlier = [f for f in draft.scene.forces if f.end <= draft.force.start]
        last = max(earlier, key=lambda f: f.start, default=None)
        if last is None or id(last) in told or last.category is None or not last.nations or last.listed or last.none:
            return None
        return last

    def _kind(self, draft: Draft, here: list[Draft]) -> bool:
        """Let a bare number count what was counted last; whether anything was."""
        if draft.force.category is not None:
            return True
        start = draft.force.start
        before = (d for d in self.memory.latest(here) if d.scene is not draft.scene or d.force.start < start)
        last = next((d.force.category for d in before if d.force.category), None)
        if last in _FORMATIONS and (draft.strength.low or 0) >= TOO_MANY:
            last = StrengthUnit.PERSONNEL  # "bringing the total to 79,000", after brigades
        draft.force.category = last or StrengthUnit.PERSONNEL
        return last is not None or draft.force.relation is not None

    def _same_force(self, draft: Draft, here: list[Draft]) -> None:
        """Give "the same ships" the strength and the side of the ships told last."""
        phrase = draft.scene.text[draft.force.start : draft.force.end].lower()
        if not draft.force.definite or draft.strength.known or not _SAME.search(phrase):
            return
        last = next((d for d in self.memory.latest(here) if d.force.category is draft.force.category), None)
        if last is not None:
            draft.strength, draft.actors = last.strength, draft.actors or last.actors

    def _share(self, draft: Draft, here: list[Draft]) -> None:
        """Work out "half of them" from the strength of the force told last."""
        share = draft.force.share
        if share is None or draft.strength.known:
            return
        whole = next((d for d in self.memory.latest(here) if d.force.category is draft.force.category), None)
        if whole is None or not whole.strength.known or whole.strength.implied:
            return
        told = whole.strength
        ends = [None if end is None else end * share for end in (told.low, told.high)]
        broken = any(end is not None and end != round(end) for end in ends)
        low, high = (None if end is None else round(end) for end in ends)
        draft.strength = Strength(low, high, told.unit, told.approximate or broken)
        draft.actors = draft.actors or whole.actors

    def _told_again(self, draft: Draft, here: list[Draft]) -> Draft | None:
        """Let "the 300 soldiers" be of the side of the 300 soldiers told before, whomever they join; return those."""
        force = draft.force
        again = force.strength.known and not force.strength.implied and not force.nations
        if not again or _THE.match(draft.scene.text, force.start, force.end) is None:
            return None
        for other in self.memory.latest(here):
            if other.force.category is force.category and other.strength.low == force.strength.low and other.actors:
                draft.actors = other.actors
                return other
        return None

    # ---- where ------------------------------------------------------------------------------------------------
    def _go_on(self, draft: Draft, here: list[Draft]) -> None:
        """Let "another 600 will arrive in May" go where the last ones went."""
        if draft.destinations or draft.origin or draft.via or not _goes_on(draft):
            return
        if _follows_suit(draft):
            self._follow(draft, here)
            return
        goal = self._goal_before(draft, here)
        if draft.senses & _AWAY:
            goal = next((d.destinations for d in reversed(here) if d.destinations and _one_side(d, draft)), goal)
        if goal and draft.senses & _AWAY:
            draft.origin = goal[0]
            if draft.status is Status.COMPLETED:
                draft.status = Status.WITHDRAWN
        else:
            draft.destinations = goal
        if goal:
            draft.notes.append("place carried over")

    def _follow(self, draft: Draft, here: list[Draft]) -> None:
        """Let those who "follow suit" move as the last ones did."""
        before = next(self.memory.latest(here), None)
        if before is None:
            return
        draft.origin, draft.destinations = before.origin, before.destinations
        if before.status is Status.WITHDRAWN and draft.status is Status.COMPLETED:
            draft.status = Status.WITHDRAWN
        draft.notes.append("place carried over")

    def _goal_before(self, draft: Draft, here: list[Draft]) -> tuple[Spot, ...]:
        start = draft.scene.offset + draft.scene.sentence.start_char
        met: tuple[Spot, ...] = ()
        for other in self.memory.latest(here):
            if start - (other.scene.offset + other.scene.sentence.end_char) > _NEAR:
                break
            known = any(spot.place is not None for spot in other.destinations)
            if not known or other.status in (Status.PRESENT, Status.DENIED):
                continue
            if Sense.JOIN not in other.senses or other.force.category is not StrengthUnit.SHIPS:
                return other.destinations
            met = met or other.destinations  # where ships met is not where they went
        return met or _at_theatre(draft, self.memory.theatre)

    def _home(self, draft: Draft, here: list[Draft]) -> None:
        """Read "left for home" as a withdrawal from where the same side's forces were last."""
        home = any(s.anaphor and s.root.lower_ == "home" for s in draft.destinations)
        comes = draft.trigger is not None and draft.trigger.root.lemma_ in _COMES
        here_again = Sense.STAY in draft.senses and draft.status is Status.PRESENT  # "is home again"
        if not home or here_again or not (draft.senses & _HOMEWARD or comes):
            return
        draft.notes.append(HOME)
        draft.origin = draft.origin or _sent_before(draft)
        if draft.status is Status.COMPLETED and (comes or Sense.LEAVE in draft.senses):
            draft.status = Status.WITHDRAWN
        own = set(draft.actors)
        last = (d for d in self.memory.latest(here) if d.destinations and set(d.actors) & (own or set(d.actors)))
        before = next(last, None) if draft.origin is None else None
        if before is not None and not own & _goals(before):
            draft.origin = before.destinations[0]
        elif before is None and draft.origin is None and own:
            draft.origin = self._left_by_others(own, here)

    def _left_by_others(self, own: set[str], here: list[Draft]) -> Spot | None:
        """Return the country that those have left who went before these ("and Germany brought its soldiers home")."""
        for other in self.memory.latest(here):
            if other.origin is None or other.origin.place is None or not other.senses & _AWAY:
                continue
            country = other.origin.place.country
            if country is not None and country not in own | set(other.actors):
                return replace(other.origin, place=nations.country(country))
        return None

    def _outward(self, draft: Draft) -> None:
        """Let those who left their own country have departed, not withdrawn, and gone to the report's theatre."""
        place = draft.origin.place if draft.origin is not None else None
        own = place is not None and place.country in draft.actors
        if own and draft.status is Status.WITHDRAWN and Sense.LEAVE in draft.senses:
            draft.status = Status.COMPLETED
        if draft.origin is not None and not draft.destinations and draft.senses & _OUTWARD and draft.status in _DONE:
            draft.destinations = _at_theatre(draft, self.memory.theatre)

    def _place_of_actor(self, draft: Draft) -> bool:
        """Give "its buildup" the place where the same side's forces went last; whether there was one."""
        own = set(draft.actors)
        before = next((d for d in reversed(self.memory.drafts) if d.destinations and own & set(d.actors)), None)
        if before is not None:
            draft.destinations = before.destinations
        return before is not None

    # ---- whose ------------------------------------------------------------------------------------------------
    def _whose(self, draft: Draft, here: list[Draft]) -> tuple[str, ...]:
        """Return whose a force is by what was told before; the country it goes to only where the report is about it."""
        homes = (s.place.country for s in draft.destinations if s.place is not None and home_is(draft.scene.text, s))
        if (own_home := next((code for code in homes if code), None)) is not None:
            return (own_home,)
        ends = [*draft.destinations, *([draft.origin] if draft.origin is not None else [])]
        goals = {s.place.country for s in ends if s.place is not None and s.place.country}
        said = speaking(draft.scene, self.cast) or self._of_the_same(draft, here)
        if not said and draft.status is Status.PRESENT:
            beside = (d.actors for d in reversed(here) if d.actors and goals & set(d.actors) & _goals(d))
            said = next(beside, ())
        stays = draft.status in (Status.PRESENT, Status.ON_ALERT) or not any(d.actors for d in here)
        own = None if HOME in draft.notes else self._own(goals)
        if (
            not said
            and stays
            and own is not None
            and not self._others(draft, own)
            and (own == self.cast.home or len(goals) == 1)
        ):
            return (own,)  # forces of no named side in the country that the report is about are its own
        return said or next((told for told in self._candidates(draft, here) if told and not goals & set(told)), ())

    def _of_the_same(self, draft: Draft, here: list[Draft]) -> tuple[str, ...]:
        """Return whose "the ship" is: of the side of the ship told last, wherever it goes."""
        force = draft.force
        if not force.definite or force.named or force.category is not StrengthUnit.SHIPS or force.root.tag_ != "NN":
            return ()
        ships = (d for d in self.memory.latest(here) if d.force.category is force.category and d.actors)
        return next((d.actors for d in ships if (d.strength.high or 0) == 1), ())

    def _others(self, draft: Draft, own: str) -> bool:
        """Whether a force goes where the forces that the report named last are not at home."""
        return draft.status in _DONE and bool(self.memory.side) and own not in self.memory.side

    def _own(self, goals: set[str]) -> str | None:
        """Return which of the countries that a force is in or goes to the report is about, or dated from.

        That it is dated from one counts for nothing once others' forces were told there.
        """
        here = self.cast.dated
        others = any(d.actors and here not in d.actors and here in _goals(d) for d in self.memory.drafts)
        about = (self.cast.home, *self.cast.common, None if others else here)
        return next((code for code in about if code is not None and code in goals), None)

    def _candidates(self, draft: Draft, here: list[Draft]) -> list[tuple[str, ...]]:
        """Return whom the force may belong to, likeliest first; countries before organisations."""
        same = [d.actors for d in reversed(here)]
        earlier = [d.actors for d in islice(reversed(self.memory.drafts), _WHOSE)]
        home = [(self.cast.home,)] if self.cast.home else []
        named = [(h.country,) for h in draft.scene.nations if h.start < draft.force.start and h.form in _PEOPLE]
        common = [(country,) for country in self.cast.common]
        ranked = [told for told in (*same, *earlier, *home, self.cast.last, *reversed(named), *common) if told]
        return sorted(ranked, key=lambda told: all(actor not in nations.codes() for actor in told))


def _says_no_more(draft: Draft, before: Draft) -> bool:
    """Whether a force told before is only told again: the same goal, and no further on the way to it."""
    if draft.status not in _WAY or before.status not in _WAY or draft.origin is not None:
        return False
    goals = [[spot.place.id for spot in d.destinations if spot.place is not None] for d in (draft, before)]
    return bool(goals[0]) and goals[0] == goals[1] and _WAY.index(draft.status) <= _WAY.index(before.status)


def _one_side(first: Draft, second: Draft) -> bool:
    return not second.actors or not set(first.actors).isdisjoint(second.actors)


def _goals(draft: Draft) -> set[str | None]:
    return {spot.place.country for spot in draft.destinations if spot.place is not None}


def _sent_before(draft: Draft) -> Spot | None:
    """Return where the phrase that a force goes home in says that it was ("troops fighting in Afghanistan")."""
    verb = draft.trigger.root.idx if draft.trigger is not None else draft.force.end
    between = (s for s in draft.scene.spots if draft.force.end <= s.start < verb and s.root.dep_ == "pobj")
    return next((spot for spot in between if spot.place is not None and not spot.anaphor), None)


def _of_civilians(draft: Draft) -> bool:
    """Whether "they" are those who live there or flee ("residents feel they must leave")."""
    pronoun = draft.force.root
    subjects = [t for t in draft.scene.sentence if t.i < pronoun.i and t.dep_ in _SUBJECTS and t.pos_ != "PRON"]
    return bool(subjects) and pronoun.lower_ in _THOSE and civilians(subjects[-1])


def _follows_suit(draft: Draft) -> bool:
    trigger = draft.trigger
    return (
        trigger is not None
        and trigger.root.lemma_ == "follow"
        and any(c.lower_ == "suit" for c in trigger.root.children)
    )


def _at_theatre(draft: Draft, theatre: Place | None) -> tuple[Spot, ...]:
    """Return the region that the report's title names, for forces told without a place."""
    force = draft.force
    return () if theatre is None else (Spot(force.start, force.end, force.root, theatre.name, theatre),)


def _goes_on(draft: Draft) -> bool:
    """Whether a move told without a place goes on where the last one was told ("Another 600 will arrive in May")."""
    trigger = draft.trigger
    if trigger is None or trigger.sense not in _MOVES or trigger.root.lemma_.lower() in _NO_WAY_ON:
        return False
    if draft.status in (Status.DENIED, Status.PRESENT) or (trigger.noun and draft.status is not Status.ORDERED):
        return False
    kind = draft.force.category
    more = trigger.sense is Sense.SEND and kind in _MEN and not draft.force.definite
    return draft.strength.known or draft.force.named or more


def carry_orders(drafts: list[Draft]) -> None:
    """Let an order that the report tells govern its later mentions of the same deployment."""
    goals: dict[str, dict[str, Place]] = defaultdict(dict)  # of each actor's orders, each place once
    for draft in drafts:
        if draft.status is Status.ORDERED:
            for place in _places(draft):
                for actor in draft.actors:
                    goals[actor].setdefault(f"{place.id} {place.kind} {place.name}", place)
    for draft in drafts:
        participle = draft.trigger is not None and draft.trigger.participle
        waits = draft.status is Status.PLANNED or (draft.status is Status.UNDER_WAY and participle)
        if not waits or draft.date is not None:
            continue
        ordered = [goal for actor in draft.actors for goal in goals[actor].values()]
        if any(covers(goal, place) for place in _places(draft) for goal in ordered):
            draft.status = Status.ORDERED


def _places(draft: Draft) -> list[Place]:
    return [spot.place for spot in draft.destinations if spot.place is not None]
