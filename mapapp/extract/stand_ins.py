"""What "there", "home", "the border" and "that country" stand for: the last fitting place that the report named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.extract import words
from mapapp.extract.scene import Spot
from mapapp.extract.syntax import SUBJECTS, lemma
from mapapp.locate import nations
from mapapp.model import Place, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mapapp.extract.memory import Memory
    from mapapp.extract.scene import Draft

_AREAS = frozenset("region area theatre theater sector coast".split())
#: What stands in or beside a town.
_WITHIN_CITY = frozenset("airport airfield airstrip port harbour harbor embassy city town village base".split())
#: What a correspondent tells of without saying where, since it is where the report comes from.
_ON_THE_SCENE = frozenset("coast embassy airport airfield airstrip port harbour harbor capital".split())
_POINTS = (PlaceKind.CITY, PlaceKind.BASE)


def resolve(spot: Spot, draft: Draft, memory: Memory) -> Spot | None:
    """Return a place as it is and a word that stands for one as that place; None when nothing fits."""
    if not spot.anaphor:
        return spot
    place = _meant(spot, draft, memory)
    return None if place is None else Spot(spot.start, spot.end, spot.root, spot.text, place, group=spot.group)


def host(draft: Draft, spot: Spot) -> Place | None:
    """Return the country that says who will be there ("Belarus said 9,000 Russians would be stationed there")."""
    for other in reversed(named(draft)):
        teller = other.root.dep_ == "nsubj" and lemma(other.root.head) in words.SAYING and other.end <= spot.start
        place = other.place
        if teller and place is not None and place.kind is PlaceKind.COUNTRY:
            return None if not draft.actors or place.country in draft.actors else place
    return None


def _meant(spot: Spot, draft: Draft, memory: Memory) -> Place | None:
    word = spot.root.lower_
    own_country = next((nations.country(code) for code in draft.actors if code in nations.codes()), None)
    if word == "home":
        return None if draft.origin is not None else own_country
    here = [s for s in named(draft) if s.end <= spot.start and s.root.dep_ not in SUBJECTS]  # who acts is not where
    if word == "there" and (told := host(draft, spot)) is not None:
        return told
    if word in ("there", "here") and not here and memory.drafts and memory.drafts[-1].destinations:
        return memory.drafts[-1].destinations[0].place

    def foreign(place: Place) -> bool:
        return not (place.kind is PlaceKind.COUNTRY and place.country in draft.actors)

    def last(wanted: Callable[[Place], bool]) -> Place | None:
        return _last(here, wanted) or _last(memory.places, wanted)

    if word in ("there", "here"):
        return last(foreign)
    if word in ("border", "frontier"):
        if own_country is not None and any(t.tag_ == "PRP$" for t in spot.root.lefts):
            return own_country
        return last(lambda p: "border" in p.name.lower()) or last(lambda p: p.kind is PlaceKind.REGION)
    if not here and word in _ON_THE_SCENE and (scene := memory.scene_of_events()) is not None:
        return last(lambda p: p.country == scene and p.kind in _POINTS) or nations.country(scene)
    if word in _AREAS:
        area = last(lambda p: p.kind in (PlaceKind.REGION, PlaceKind.SEA))
        return area or memory.theatre or last(foreign)
    if word in _WITHIN_CITY:
        return last(lambda p: word in p.name.lower()) or last(lambda p: p.kind in _POINTS)
    abroad = last(lambda p: p.country not in (None, *draft.actors)) if word == "capital" else None
    if abroad is not None and (city := _capital(abroad, last)) is not None:
        return city
    if word in ("country", "countries", "territory", "colony", "kingdom", "republic", "mainland", "capital"):
        return last(lambda p: p.kind is PlaceKind.COUNTRY and foreign(p)) or _country(last(lambda p: bool(p.country)))
    area = last(lambda p: word in p.name.lower() or p.kind is PlaceKind.REGION)
    return area or last(lambda p: p.kind not in _POINTS and foreign(p)) or last(foreign)


def named(draft: Draft) -> list[Spot]:
    """Return the places that the sentence of a draft names by themselves, not as part of a force's name."""
    scene = draft.scene
    return [s for s in scene.spots if s.place is not None and not s.anaphor and scene.force_at(s.root) is None]


def _last(spots: Sequence[Spot], wanted: Callable[[Place], bool]) -> Place | None:
    return next((s.place for s in reversed(spots) if s.place is not None and wanted(s.place)), None)


def _capital(near: Place, last: Callable[[Callable[[Place], bool]], Place | None]) -> Place | None:
    """Return the capital, if the report named it, of the country that a place lies in."""
    seat = (near.country, "capital")
    return last(lambda p: p.kind is PlaceKind.CITY and p.country == near.country and nations.lookup(p.name) == seat)


def _country(place: Place | None) -> Place | None:
    """Return the country that a place lies in."""
    return nations.country(place.country) if place is not None and place.country is not None else None
