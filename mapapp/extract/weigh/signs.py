"""Signs: what the grammar and the parse say of a candidate, of a candidate with a place, and with a nation.

Each sign is a number between -1 and 1; their order is fixed, for the weights of the model go by it.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from mapapp.extract import status, words
from mapapp.extract.forces import MILITARY
from mapapp.extract.forces.counts import civilians
from mapapp.extract.forces.phrase import strong
from mapapp.extract.frames.drafting import handed_over, suffers
from mapapp.extract.frames.frame import by_token, owner
from mapapp.extract.frames.movers import carries, is_post
from mapapp.extract.parts import Part, part
from mapapp.extract.scene import Trigger
from mapapp.extract.syntax import is_passive, lemma
from mapapp.extract.weigh.candidates import KINDS
from mapapp.extract.words import Sense
from mapapp.model import PlaceKind, Status, StrengthUnit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from mapapp.extract.scene import Draft, Force, Named, Scene, Spot
    from mapapp.extract.weigh.candidates import Candidate

_RELATIONS = ("further", "other", "of_total", "total", "whole", "fraction")
_DEPS = ("nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj", "appos", "ROOT", "compound", "poss", "dative")
_FORMS = ("name", "adjective", "demonym", "government", "forces", "capital", "abbreviation", "organisation", "person")


class _OneOf(dict[object, tuple[float, ...]]):
    """Of each of some values, a 1 in its own place; of any other, nothing but 0."""

    def __init__(self, among: Sequence[object]) -> None:
        super().__init__({one: tuple(float(i == j) for j in range(len(among))) for i, one in enumerate(among)})
        self._none = (0.0,) * len(among)

    def __missing__(self, key: object) -> tuple[float, ...]:
        return self._none


_KIND, _UNIT, _STATUS, _SENSE = _OneOf(KINDS), _OneOf(tuple(StrengthUnit)), _OneOf(tuple(Status)), _OneOf(tuple(Sense))
_PART, _PLACE = _OneOf(tuple(Part)), _OneOf(tuple(PlaceKind))
_RELATION, _DEP, _FORM = _OneOf(_RELATIONS), _OneOf(_DEPS), _OneOf(_FORMS)


def _far(distance: float) -> float:
    """Return a distance as a number from 0 to 1, fine near 0."""
    return min(1.0, math.log1p(abs(distance)) / 6)


def nearest(scene: Scene, at: int) -> Trigger | None:
    """Return the trigger of a scene that stands nearest to an offset."""
    return min(scene.triggers, key=lambda t: abs(t.root.idx - at), default=None)


def verb_above(root: Token) -> Token:
    """Return the nearest verb above a word, else what stands highest within six steps."""
    node = root.head
    for _ in range(6):
        if node.pos_ in ("VERB", "AUX") or node.head == node:
            break
        node = node.head
    return node


def _supposed(candidate: Candidate) -> tuple[Token, Status, bool]:
    """Return the verb above, and stage and unreality as the grammar would read them, did it move the candidate."""
    scene, force = candidate.scene, candidate.force
    verb = verb_above(force.root)
    told = owner(by_token(scene), force.root)[0] or Trigger(verb, Sense.GO, passive=is_passive(verb))
    stage, _, unreal = status.read(scene, told, force)
    return verb, stage, unreal


#: What stands before a former level ("down from 80 soldiers").
_FORMER = re.compile(r"\b(?:up|down|from)\s+(?:(?:from|about|some|the|a|its)\s+)*\Z", re.I)


def barred(candidate: Candidate) -> bool:
    """Whether the grammar knows that a candidate is no movement, whatever the model makes of it.

    What never was, what something is done to ("killed three soldiers"), what only describes another force, former
    levels, how strong another is ("two battalions strong"), the whole that a part is told of, a force told before, a
    post that is already there ("handed over its base"), arms handed to an army, aircraft that take off, and who only
    says something ("the ministry said").
    """
    force, text = candidate.force, candidate.scene.text
    if civilians(force.root) or force.relation == "whole" or force.again or (is_post(force) and force.definite):
        return True
    if force.strength.known and strong(text, force.end):
        return True
    former = force.strength.known and _FORMER.search(text[max(0, force.start - 24) : force.start]) is not None
    said = force.root.head
    between = (c for c in said.children if c.dep_ == "nsubj" and force.root.i < c.i < said.i)  # "…, minister says"
    speaks = force.root.dep_ == "nsubj" and lemma(said) in words.SAYING and next(between, None) is None
    verb, _, unreal = _supposed(candidate)
    return (
        force.listed
        or former
        or speaks
        or suffers(force)
        or unreal
        or handed_over(candidate.scene, force, verb)
        or _bought(force)
        or _sortie(candidate.scene, verb)
        or carries(candidate.scene, force)
    )


#: What is bought, and verbs of buying.
_GOODS = frozenset((StrengthUnit.SHIPS, StrengthUnit.AIRCRAFT, StrengthUnit.VEHICLES, StrengthUnit.BATTERIES))
_BUYING = frozenset("order buy purchase procure acquire".split())


def _bought(force: Force) -> bool:
    """Whether arms are only ordered from those who make them ("ordered four frigates from a shipyard")."""
    verb = force.root.head
    ordered = force.root.dep_ == "dobj" and lemma(verb) in _BUYING
    return ordered and force.category in _GOODS and not any(c.dep_ in ("xcomp", "ccomp") for c in verb.children)


def _sortie(scene: Scene, verb: Token) -> bool:
    """Whether aircraft only take off, with no word of where to."""
    off = verb.lemma_ == "take" and any(c.lower_ == "off" for c in verb.children)
    return off and not any(part(scene, spot)[0] is Part.TO for spot in scene.spots)


def _stage(candidate: Candidate) -> list[float]:
    """Return the signs of the stage that the grammar would read."""
    force = candidate.force
    verb, stage, unreal = _supposed(candidate)
    word = lemma(verb)
    return [
        *_STATUS[stage],
        float(unreal),
        float(suffers(force)),
        float(word in words.HARM),
        float(word in words.GIVE),
        float(word in words.TRENDS),
        float(word in words.SAYING),
        float(word == "be"),
        float(word == "have"),
        float(verb.tag_ in ("VBD", "VBN")),
        float(verb.tag_ in ("VBZ", "VBP")),
        float(verb.tag_ == "VBG"),
        float(verb.tag_ == "VB"),
    ]


def of_candidate(candidate: Candidate, share: float) -> list[float]:
    """Return the signs of a candidate; `share` tells how far into the report it stands, 0 to 1."""
    force, scene, drafts = candidate.force, candidate.scene, candidate.drafts
    first = drafts[0] if drafts else None
    trigger = (first.trigger if first is not None else None) or nearest(scene, force.root.idx)
    strength, root = force.strength, force.root
    above = root.head
    return [
        *_KIND[candidate.kind],
        *_UNIT[force.category],
        float(strength.known),
        float(strength.implied),
        float(strength.approximate),
        float(force.none),
        float(force.listed),
        float(force.definite),
        float(force.named),
        float(bool(force.merged)),
        float(bool(force.nations)),
        *_RELATION[force.relation],
        min(len(drafts), 3) / 3,
        *_STATUS[first.status if first is not None else None],
        float(first is not None and bool(first.destinations)),
        float(first is not None and first.origin is not None),
        float(first is not None and bool(first.actors)),
        float(first is not None and bool(first.notes)),
        float(first is not None and first.trigger is not None),
        *_SENSE[trigger.sense if trigger is not None else None],
        float(trigger is not None and trigger.noun),
        float(trigger is not None and trigger.participle),
        float(trigger is not None and trigger.passive),
        float(trigger is not None and trigger.root.i == above.i),
        _far(trigger.root.i - root.i) if trigger is not None else 1.0,
        *_DEP[root.dep_],
        float(above.pos_ == "VERB"),
        float(above.pos_ == "ADP"),
        float(bool(MILITARY.search(scene.text, scene.sentence.start_char, scene.sentence.end_char))),
        float(bool(scene.spots)),
        float(root.tag_ in ("NNS", "NNPS")),
        *_stage(candidate),
        share,
    ]


def _between(candidate: Candidate, start: int, end: int) -> list[float]:
    """Return what stands between a candidate and a word of its sentence: forces, places, marks, an "and"."""
    scene, force = candidate.scene, candidate.force
    low, high = (force.end, start) if start >= force.end else (end, force.start)
    if high <= low:
        return [0.0] * 6
    text = scene.text[low:high]
    return [
        min(3, sum(low <= f.start < high for f in scene.forces)) / 3,
        min(3, sum(low <= s.start < high for s in scene.spots)) / 3,
        min(3, sum(low <= t.root.idx < high for t in scene.triggers)) / 3,
        min(3, text.count(",")) / 3,
        float(";" in text or ":" in text or "—" in text or "–" in text),
        float(" and " in text),
    ]


class Anchored(NamedTuple):
    """The part that a place plays in its sentence, its preposition, and the trigger above that."""

    role: Part
    anchor: Token | None
    trigger: Trigger | None


def anchored(scene: Scene, spot: Spot) -> Anchored:
    """Return what holds a place in its sentence."""
    role, anchor = part(scene, spot)
    if anchor is None:
        return Anchored(role, None, None)
    triggers = by_token(scene)
    return Anchored(role, anchor, triggers.get(anchor.i) or owner(triggers, anchor)[0])


def trigger_of(candidate: Candidate) -> Trigger | None:
    """Return the trigger that the grammar gave a candidate, else the nearest above it."""
    told = next((d.trigger for d in candidate.drafts if d.trigger is not None), None)
    if told is not None:
        return told
    triggers = by_token(candidate.scene)
    return triggers.get(candidate.force.root.i) or owner(triggers, candidate.force.root)[0]


def _governs(candidate: Candidate, own: Trigger | None, held: Anchored) -> list[float]:
    """Return whether one trigger stands above a candidate and a place's preposition."""
    if held.anchor is None:
        return [0.0, 0.0, 0.0]
    other = held.trigger
    return [
        float(own is not None and own is other),
        float(own is not None and other is not None and own is not other),
        float(held.anchor.head.i == candidate.force.root.i),
    ]


#: What is said of a place of another sentence.
_ELSEWHERE = Anchored(Part.NONE, None, None)


def told_before(candidate: Candidate, drafts: Sequence[Draft]) -> tuple[str, str]:
    """Return the goal of the last draft before a candidate, and of the last one of the same side, by their keys."""
    last = same = ""
    nations = {*candidate.force.nations, *(a for d in candidate.drafts for a in d.actors)}
    for draft in reversed(drafts):
        if draft.scene.offset + draft.force.start >= candidate.start or not draft.destinations:
            continue
        key = place_key(draft.destinations[0])
        last = last or key
        if nations & set(draft.actors):
            same = key
            break
    return last, same


def of_place(
    candidate: Candidate,
    own: Trigger | None,
    spot: Spot,
    at: Scene,
    held: Anchored,
    apart: int,
    away: int,
    share: float,
    before: tuple[str, str],
) -> list[float]:
    """Return the signs of a candidate with one mention of a place, `apart` sentences and `away` pieces away.

    `own` is the candidate's trigger, `held` what holds the place in its sentence, `share` the place's part in all
    mentions of the window, `before` what `told_before` returns.
    """
    drafts, key = candidate.drafts, place_key(spot)
    same = at is candidate.scene
    held = held if same else _ELSEWHERE
    force = candidate.force
    place = spot.place
    return [
        float(same),
        float(apart == -1),
        float(apart < -1),
        float(apart > 0),
        _far(away),
        float(away > 0),
        float(any(place_key(s) == key for d in drafts for s in d.destinations)),
        float(any(s is spot for d in drafts for s in d.destinations)),
        float(any(d.origin is not None and place_key(d.origin) == key for d in drafts)),
        float(any(place_key(s) == key for d in drafts for s in d.via)),
        float(any(d.destinations for d in drafts)),
        float(any(d.origin is not None for d in drafts)),
        *_PART[held.role],
        *_PLACE[place.kind if place is not None else None],
        float(place is not None and place.country in force.nations),
        float(any(place is not None and place.country in d.actors for d in drafts)),
        float(same and force.start <= spot.start < force.end),
        *_governs(candidate, own, held),
        share,
        float(key == before[0]),
        float(key == before[1]),
        float(apart == -1 and spot is at.spots[-1]),
        float(apart < 0 and place is not None and place.country in force.nations),
        *(_between(candidate, spot.start, spot.end) if same else [0.0] * 6),
        float(same and spot.start >= force.end and not any(force.end <= s.start < spot.start for s in at.spots)),
        float(same and spot.end <= force.start and not any(spot.end <= s.start < force.start for s in at.spots)),
    ]


def of_nation(
    candidate: Candidate, hit: Named | None, code: str, at: Scene | None, apart: int, away: int
) -> list[float]:
    """Return the signs of a candidate with one mention of a nation or body."""
    force, drafts = candidate.force, candidate.drafts
    same = at is candidate.scene
    return [
        float(same),
        float(apart == -1),
        float(apart < -1),
        float(apart > 0),
        _far(away),
        float(away > 0),
        *_FORM[hit.form if hit is not None else None],
        float(code in force.nations),
        float(any(code in d.actors for d in drafts)),
        float(bool(force.nations)),
        float(any(d.actors for d in drafts)),
        float(hit is not None and same and force.start <= hit.start < force.end),
        float(len(code) == 2),
        *(_between(candidate, hit.start, hit.end) if same and hit is not None else [0.0] * 6),
        float(any(s.place is not None and s.place.country == code for d in drafts for s in d.destinations)),
    ]


def place_key(spot: Spot) -> str:
    """Return what tells two places apart."""
    place = spot.place
    return f"?{spot.text.lower()}" if place is None else place.id or f"{place.name}|{place.lat:.3f}|{place.lon:.3f}"
