"""From the places of a force, each with its part, to origin, destinations and the way between.

"From Cork through Gibraltar to Malta, at Luqa": the finer place within the goal is the goal; members listed
behind a region stand for it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mapapp.extract import words
from mapapp.extract.parts import Part, Placing
from mapapp.extract.syntax import lemma
from mapapp.extract.words import Sense
from mapapp.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapapp.extract.scene import Scene, Spot, Trigger

_LEAVING = frozenset((Sense.WITHDRAW, Sense.LEAVE, Sense.HAND_OVER))
_BOUND = frozenset((Sense.ALERT, Sense.GO, Sense.LEAVE))
#: Verbs after which "for" leads to a goal.
_FOR = frozenset("bind destine depart leave pledge offer earmark promise assign contribute commit provide".split())
_CROSSING = frozenset("cross transit pass round".split())
_ONWARD = re.compile(r"\b(?:to|into|from)\b")
_LISTING = re.compile(r"[:—–(,-]|including|such as")


class Ends(NamedTuple):
    """Where a movement starts, where it ends, and what it passes."""

    origin: Spot | None
    destinations: list[Spot]
    via: list[Spot]


def find(scene: Scene, trigger: Trigger, places: Sequence[Placing]) -> Ends:
    """Return the ends of what a trigger moves."""
    origin: Spot | None = None
    goals: list[Placing] = []
    via: list[Spot] = []
    leaving = trigger.sense in _LEAVING
    onward = any(role is Part.TO for _, role in places)
    for spot, role in places:
        if role in (Part.FROM, Part.BASED) or (leaving and role in (Part.OBJECT, Part.AT)):
            origin = origin or spot
        elif role is Part.VIA or (role is Part.OBJECT and onward and lemma(trigger.root) in _CROSSING):
            via.append(spot)
        elif role is Part.FOR:
            if trigger.sense in _BOUND or trigger.root.lemma_ in _FOR:
                goals.append((spot, Part.TO))
        elif role is Part.OBJECT:
            if goals and spot.root.dep_ == "appos":
                goals.append((spot, Part.AT))
            elif _enters(trigger):
                goals.append((spot, Part.TO))
        else:
            goals.append((spot, role))
    return Ends(origin, choose(scene, goals), via)


def _enters(trigger: Trigger) -> bool:
    """Whether the object of a verb is where one goes or stays."""
    stays = trigger.sense is Sense.STAY and lemma(trigger.root) in words.STAY_OBJECT
    return stays or trigger.sense in (Sense.ENTER, Sense.GO)


def choose(scene: Scene, goals: Sequence[Placing]) -> list[Spot]:
    """Return the destinations among the goals: the first "to" with what is joined to it, or what is finer."""
    if not goals:
        return []
    aims = [spot for spot, role in goals if role is Part.TO] or [spot for spot, _ in goals]
    first = [spot for spot in aims if spot.group == aims[0].group]
    place = aims[0].place
    if len(first) > 1 or place is None:
        return first
    if place.kind is PlaceKind.COUNTRY:
        return _finer(aims[0], goals) or first
    if place.kind is PlaceKind.REGION and place.members:
        told = [s for s, _ in goals if s.start > aims[0].end and _is_member(s, place.members)]
        return (told if len(told) > 1 else _members_behind(scene, aims[0], place.members)) or first
    return first


def _finer(country: Spot, goals: Sequence[Placing]) -> list[Spot]:
    """Return a finer place that follows within the same country ("to Malta, at Luqa")."""
    for spot, role in goals:
        near = country.end < spot.start < country.end + 40
        if role is not Part.AT or not near or spot.place is None or country.place is None:
            continue
        if spot.place.kind in (PlaceKind.BASE, PlaceKind.CITY) and spot.place.country == country.place.country:
            return [spot]
    return []


def _is_member(spot: Spot, members: tuple[str, ...]) -> bool:
    return spot.place is not None and spot.place.kind is PlaceKind.COUNTRY and spot.place.country in members


def _members_behind(scene: Scene, region: Spot, members: tuple[str, ...]) -> list[Spot]:
    """Find the members listed right behind a region ("our Benelux allies: Belgium, Luxembourg, …")."""
    follow = [s for s in scene.spots if s.start >= region.end]
    behind = [s for s in follow if s.place is not None and s.place.kind is PlaceKind.COUNTRY]
    if not behind or behind[0].start - region.end > 60:
        return []
    other = follow[0]  # "in West Africa to the Baltic states: Estonia, …"
    if other is not behind[0] and _ONWARD.search(scene.text, region.end, other.start):
        return []
    if not _LISTING.search(scene.text[region.end : behind[0].start]):
        return []
    group = [s for s in behind if s.group == behind[0].group]
    return group if len(group) > 1 and all(_is_member(s, members) for s in group) else []
