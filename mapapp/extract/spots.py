"""Stage 3: the places of a sentence and the words that stand for one.

Names that `mapapp.locate` placed come first, then a country in "Syrian soil", then "there", "home", "the region",
which a later stage resolves.  A name that only the grammar shows to be a place ("sailed to Xyz") is taken too: what
the gazetteer lacks is told as unplaced, not dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from mapapp.extract import lexicon, words
from mapapp.extract.scene import Scene, Spot
from mapapp.extract.syntax import lemma
from mapapp.locate import nations
from mapapp.locate.lexicon import DIRECTIONS
from mapapp.model import Place, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from mapapp.locate import Toponym

#: What may stand before a word for a place told before without naming another ("the same area").
_SAME_ONE = frozenset("same former whole entire wider surrounding disputed neighbouring neighboring".split())

#: Why a country stands where a mission is named.
MISSION = "the mission's country"

#: Gives the place that a bare name means in this report, or None.
Lookup = Callable[[str], Place | None]

#: What joins the parts of an Arabic name, before a hyphen.
_ARTICLES = frozenset("al el ad ash as ar at az ez an ed es".split())
_JOIN = re.compile(
    r"\s*(?:,|,?\s*(?:and|or|as well as|plus|then|&)|/|,?\s*and (?:also|then|later|finally))\s*"
    r"(?:(?:the|also|both|then|neighbou?ring|nearby)\s+)*",
    re.I,
)
_WAYS = r"(?:to|into|in|at|from|for)"
_GOES_ON = re.compile(rf"(?:,|,? (?:and|then|and then)) ({_WAYS} )?(?:the )?", re.I)
_LED = re.compile(rf"\b({_WAYS}) (?:the )?\Z", re.I)
_AGAIN = re.compile(rf"(?:,|,? (?:and|then|and then|and later|or)) ({_WAYS}) (?:the )?", re.I)
_BARE = frozenset("there here home".split())
_GOALS = frozenset("to into toward towards".split())
_LEADS = frozenset("to into toward towards in at from near around via through off outside inside onto".split())
_NO_PLACES = frozenset("DATE TIME NORP EVENT MONEY LAW WORK_OF_ART".split())
_BESIDE_NOUN = frozenset("nsubj nsubjpass poss compound amod nmod".split())
_HOME = re.compile(
    r"\bhome (?:to|in) (?:(?:their|its|his|a|the) )?(?:(?:home )?(?:base|bases|port|barracks) (?:at|in|of) )?$"
)
_SOIL = frozenset(
    """soil territory waters coast coastline mainland front battlefront battlefield frontier airspace theatre theater
    side heartland interior capital shores countryside desert jungle peninsula""".split()
)


def find(scene: Scene, toponyms: Iterable[Toponym], ships: list[tuple[int, int]]) -> list[Spot]:
    """Return the places of a scene's sentence and the words that stand for one, in order.

    Parameters
    ----------
    scene : Scene
    toponyms : iterable of Toponym
        Those of the scene's paragraph.
    ships : list of (int, int)
        Where ships are named: a place in a ship's name is none, unless it is a base.
    """
    spots = [spot for toponym in toponyms if (spot := _spot(scene, toponym, ships)) is not None]
    for start, end, country in lexicon.gone_to(scene.text, scene.sentence.start_char, scene.sentence.end_char):
        span = scene.doc.char_span(start, end, alignment_mode="expand")
        if span is not None and not _taken(spots, start, end):
            spots.append(Spot(start, end, span.root, scene.text[start:end], nations.country(country), MISSION))
    for hit in scene.nations:
        if hit.form in ("adjective", "demonym") and not _taken(spots, hit.start, hit.end):
            spots.extend(_soil(scene, hit.start, hit.end, hit.country))
    for token in scene.sentence:
        if _stands_for_place(token) and not _taken(spots, token.idx, token.idx + 1) and not _spelled_out(token, spots):
            spots.append(Spot(token.idx, token.idx + len(token), token, token.text, None, anaphor=True))
    return _grouped(scene, spots)


def by_grammar(scene: Scene, lookup: Lookup) -> list[Spot]:
    """Return the places of a scene with the names after "to", "in" or "from" that no gazetteer step took."""
    found: list[Spot] = []
    for token in scene.sentence:
        known = [*scene.spots, *found]
        if not _in_place(token, known):
            continue
        start, end = _name(scene, token), token.idx + len(token)
        if _taken(known, start, end) or scene.named(start, end) or scene.force_at(token):
            continue
        if token.ent_type_ in _NO_PLACES:
            continue
        name = scene.text[start:end]
        place = lookup(name) if name.lower() not in DIRECTIONS else None  # "the South" is that of some land
        if (
            place is not None
            and place.kind is PlaceKind.CITY
            and scene.text[max(0, start - 4) : start].lower() == "the "
        ):
            place = None  # "the Canal" is no town of that name
        if place is not None or token.ent_type_ not in ("ORG", "PERSON") or _gone_to(token):
            found.append(Spot(start, end, token, name, place, "" if place else "not in the gazetteer"))
    return _grouped(scene, [*scene.spots, *found]) if found else scene.spots


def _taken(spots: Iterable[Spot], start: int, end: int) -> bool:
    return any(spot.start < end and start < spot.end for spot in spots)


def _spot(scene: Scene, toponym: Toponym, ships: list[tuple[int, int]]) -> Spot | None:
    """Return the place that a toponym is in this sentence, if it stands there for a place."""
    if toponym.role in ("adjective", "embedded") or toponym.surface.islower():
        return None
    start, end = toponym.start - scene.offset, toponym.end - scene.offset
    if not (scene.sentence.start_char <= start and end <= scene.sentence.end_char):
        return None
    base = toponym.place is not None and toponym.place.kind is PlaceKind.BASE
    if not base and any(s <= start and end <= e for s, e in ships):
        return None
    if any(hit.form == "organisation" and hit.start <= start and end <= hit.end for hit in scene.nations):
        return None
    span = scene.doc.char_span(start, end, alignment_mode="expand")
    return None if span is None else Spot(start, end, span.root, toponym.surface, toponym.place, toponym.reason)


def _in_place(token: Token, known: list[Spot]) -> bool:
    """Whether a proper noun stands where the grammar wants a place."""
    if token.pos_ != "PROPN" or not token.text[:1].isupper():
        return False
    if token.dep_ == "pobj":
        return token.head.lower_ in _LEADS
    if token.dep_ == "dobj":
        return lemma(token.head) in words.ENTER | words.LEAVE
    return token.dep_ == "conj" and _taken(known, token.head.idx, token.head.idx + 1)


def _gone_to(token: Token) -> bool:
    """Whether a name is where a verb of movement leads, whatever the language model takes it for."""
    verb = token.head.head
    leads = token.dep_ == "pobj" and token.head.lower_ in _GOALS and not token.text.isupper()
    return leads and verb.pos_ == "VERB" and lemma(verb) in words.SEND | words.GO


def _name(scene: Scene, token: Token) -> int:
    """Return where the name that `token` ends begins."""
    first = token.i
    while first > scene.sentence.start:
        before = scene.doc[first - 1]
        if before.text == "-" and first >= scene.sentence.start + 2 and scene.doc[first - 2].lower_ in _ARTICLES:
            first -= 2  # "Hafr al-Batin"
            continue
        if before.pos_ != "PROPN" or before.dep_ not in ("compound", "amod", "nmod"):
            break
        first -= 1
    return int(scene.doc[first].idx)


def _grouped(scene: Scene, spots: list[Spot]) -> list[Spot]:
    """Put places in order and give those joined by "and" one group."""
    spots = sorted(spots, key=lambda spot: spot.start)
    for number, spot in enumerate(spots):
        joined = number and _joined(scene, spots[number - 1], spot)
        spot.group = spots[number - 1].group if joined else number
    return spots


def _joined(scene: Scene, before: Spot, spot: Spot) -> bool:
    text = scene.text
    bare = any(one.anaphor and one.root.lower_ in _BARE for one in (before, spot))
    if (bare and before.anaphor is not spot.anaphor) or _holds(text, before, spot):
        return False
    day = scene.day_behind(before)
    if day is not None and day.end <= spot.start:
        goes_on = _GOES_ON.fullmatch(text, day.end, spot.start)  # "to Japan in May and (to) Guam in June"
        told = goes_on is not None and (goes_on[1] is not None or scene.day_behind(spot) is not None)
        return told and spot.root.dep_ not in _BESIDE_NOUN - {"nmod", "compound"}
    if not _JOIN.fullmatch(text, before.end, spot.start):
        led = _LED.search(text, max(0, before.start - 16), before.start)
        again = _AGAIN.fullmatch(text, before.end, spot.start)
        return led is not None and again is not None and led[1].lower() == again[1].lower()  # "to Chad and to Gabon"
    sited = spot.root.dep_ in ("compound", "nmod", "amod") and spot.root.head.lower_ in words.SITES | words.AREAS
    return sited or spot.root.dep_ not in _BESIDE_NOUN


def _holds(text: str, before: Spot, spot: Spot) -> bool:
    """Whether the second of two names says where the first is ("Swidwin, western Poland")."""
    inner, outer = before.place, spot.place
    if "," not in text[before.end : spot.start] or inner is None or outer is None or inner.country is None:
        return False
    finer = inner.kind in (PlaceKind.BASE, PlaceKind.CITY) and outer.kind in (PlaceKind.REGION, PlaceKind.COUNTRY)
    return finer and inner.country == outer.country


def home_is(text: str, spot: Spot) -> bool:
    """Whether a place is told as home ("flew home to Toulon")."""
    return _HOME.search(text, max(0, spot.start - 40), spot.start) is not None


def _spelled_out(token: Token, spots: Iterable[Spot]) -> bool:
    """Whether "home" is named behind it."""
    return token.lower_ == "home" and any(
        0 < spot.start - token.idx < 45 and spot.place is not None and home_is(token.doc.text, spot) for spot in spots
    )


def _soil(scene: Scene, start: int, end: int, code: str) -> list[Spot]:
    """Read "the Korean battlefront" and "Syrian soil" as the country."""
    span = scene.doc.char_span(start, end, alignment_mode="expand")
    if span is None or code not in nations.codes() or span.end >= scene.sentence.end:
        return []
    noun = scene.doc[span.end]
    if noun.lower_ not in _SOIL:
        return []
    end = noun.idx + len(noun)
    return [Spot(start, end, noun, scene.text[start:end], nations.country(code))]


def _stands_for_place(token: Token) -> bool:
    """Whether a word stands for a place named before ("there", "home", "the border", "that country")."""
    word = token.lower_
    if word in ("there", "here"):
        return token.dep_ != "expl" and token.tag_ != "EX"
    if word == "home":
        return token.pos_ in ("ADV", "NOUN") and token.dep_ in ("advmod", "npadvmod", "pobj", "dobj")
    above = token.head if token.dep_ == "conj" else token
    if word not in words.ANAPHORS or token.pos_ != "NOUN" or above.dep_ not in ("pobj", "dobj"):
        return False
    left = [t.lower_ for t in token.lefts if t.lower_ not in _SAME_ONE]
    if word in ("border", "frontier"):
        whose = bool(left) and left[0] in ("the", "its", "their")
        return whose and not any(c.dep_ == "prep" for c in token.children)
    return len(left) == 1 and left[0] in ("the", "that", "this", "his", "its", "their", "both")
