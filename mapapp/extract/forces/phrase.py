"""From the head of a noun phrase leftwards to its first word: number, nation, type, name.

"A dozen nuclear-capable Russian Su-24 bombers" is one force, read from "bombers" back to "a".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mapapp.extract.scene import Force, Scene
from mapapp.extract.syntax import lemma
from mapapp.model import Strength, StrengthUnit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from mapapp.extract.forces.counts import Numbers
    from mapapp.extract.forces.names import Names
    from mapapp.extract.scene import Named

_LEFT = frozenset("ADJ NOUN PROPN NUM DET X SYM".split())
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_HYPHENS = frozenset(("-", "–", "/"))
_MORE = (["more"], ["fewer"], ["less"], ["later"])
_QUOTE_MARKS = frozenset(('"', "“", "”", "‘"))
_DEFINITE = frozenset("the these those its their his our this that".split())
_ONE = frozenset("a an one another each this".split())
_CRAFT = frozenset((StrengthUnit.AIRCRAFT, StrengthUnit.VEHICLES, StrengthUnit.SHIPS))
_SITES = frozenset("base airbase airfield camp outpost post garrison facility hub".split())
_AT_SITES = frozenset("to into at from in near toward towards".split())
_OF_NATIONS = frozenset(("adjective", "abbreviation", "demonym"))
_OWN_NAMES = frozenset(("name", "capital"))
_LOOSE_UNIT_WORDS = frozenset(("force", "forces"))
_NO_FORCE = frozenset(
    ("force", "military force", "armed force", "lethal force", "brute force", "power", "air power", "sea power")
)
_OF_WHOM = re.compile(r"\s+(?:made up )?of\s+(?:(?:\d[\d,.]*|about|some|nearly|mainly|mostly)\s+)*")
_MISSIONS = re.compile(r"peace|training|military|observ|monitor|stabili[sz]ation|support|assistance")
_ARTICLE = re.compile(r"^(?:the|a|an|its|their|his|her|our|my|these|those|no|some)\s+", re.I)
#: So many of a formation's noun are people: nobody counts a hundred brigades.
TOO_MANY = 100
_STRONG = re.compile(r"\s+strong\b(?!-|\s+(?:enough|and))")
_OF_THE = re.compile(r"^\s*(?:of\s+)?(?:the\s+)?")


def find(scene: Scene, numbers: Numbers, names: Names) -> list[Force]:
    """Return the noun phrases of a sentence whose head is the head of a force."""
    found = []
    for token in scene.sentence:
        kind = names.kind(token)
        if kind is None or not _is_head(token, names) or _names_place(scene, token, kind):
            continue
        force = _read(scene, token, kind, numbers, names)
        if not _abstract(scene, force):
            found.append(force)
    return found


def _names_place(scene: Scene, head: Token, kind: StrengthUnit) -> bool:
    """Whether the word belongs to a place's name ("Incirlik Air Base", "Fort Bragg base")."""
    counted = head.i > scene.sentence.start and head.nbor(-1).pos_ == "NUM" and head.text.endswith("s")
    if counted and kind in _CRAFT:
        return False  # "144 Bradleys"
    spot, end = scene.spot_at(head), head.idx + len(head)
    if spot is not None and not spot.anaphor and spot.end >= end:
        return spot.end == end or spot.root.i == head.i
    if kind is not StrengthUnit.OTHER:
        return False
    within = any(t.dep_ in ("compound", "nmod", "amod", "poss") and scene.spot_at(t) is not None for t in head.lefts)
    return within and not any(t.lower_ in ("a", "an", "new", "another") or t.pos_ == "NUM" for t in head.lefts)


def _abstract(scene: Scene, force: Force) -> bool:
    """Whether "force" is no force ("a show of force", "by force", "set sail"), or tells how strong another is."""
    if force.strength.known and strong(scene.text, force.end):
        return True
    text, word = scene.text[force.start : force.end].lower(), force.root.lower_
    if word == "sail" and force.root.head.lemma_ == "set":
        return True
    if lemma(force.root) == "mission":
        return not force.nations and _MISSIONS.search(text) is None
    site = force.category is StrengthUnit.OTHER and lemma(force.root) in _SITES and not force.named
    if site and force.root.dep_ == "pobj" and force.root.head.lower_ in _AT_SITES:
        return True  # "flew to a base in the Gulf"
    if word in ("defense", "defence", "defenses", "defences"):
        return not (force.strength.known or force.nations)
    taken_up = word in ("station", "post", "stations", "posts") and force.root.head.lemma_ == "take"
    return taken_up or word in ("host", "home", "position") or text in _NO_FORCE


def strong(text: str, end: int) -> bool:
    """Whether a number only tells how strong another force is ("…, two battalions strong")."""
    return _STRONG.match(text, end) is not None


def _is_head(token: Token, names: Names) -> bool:
    """Whether no further word of the same noun phrase takes the head's part."""
    if token.i + 1 >= len(token.doc):
        return True
    if token.i in names.kinds and token.i not in names.proper and _type_before_noun(token, names):
        return False
    following = token.nbor(1)
    if token.i in names.proper and following.idx < names.proper[token.i][1]:
        return False
    if following.sent != token.sent:
        return True
    if following.lower_ in _HYPHENS and not following.whitespace_ and token.i + 2 < len(token.doc):
        joined = token.nbor(2)
        return not (joined.pos_ in ("NOUN", "PROPN", "ADJ", "VERB") and token.head.i >= joined.i)
    if following.lower_ in _POSSESSIVE:
        # a plural type name only looks possessive ("Bradley's")
        return token.i in names.proper or token.dep_ != "poss"
    if following.pos_ in ("NOUN", "PROPN") and following.dep_ not in ("appos", "npadvmod"):
        # "army chief", "troop levels", "air force base": the noun after takes over
        taken_over = token.dep_ in ("compound", "nmod", "amod", "poss") and token.head.i > token.i
        return names.kind(following) is None and not taken_over
    return following.pos_ != "NUM" or names.kind(following) is None


def is_none(first: Token) -> bool:
    """Whether a phrase that begins so is of nobody ("no soldier", "not a single tank"; not "no more than 200")."""
    following = [t.lower_ for t in first.doc[first.i + 1 : first.i + 3]]
    if first.lower_ == "not" or (first.i > 0 and first.nbor(-1).lower_ == "not" and first.lower_ in ("a", "one")):
        words = following if first.lower_ == "not" else [first.lower_, *following]
        return words[:1] == ["one"] or words[:2] == ["a", "single"]
    return first.lower_ in ("no", "neither") and following[:1] not in _MORE


def _type_before_noun(token: Token, names: Names) -> bool:
    """Whether a type's mark only describes a head that follows ("S-400 anti-aircraft missile divisions")."""
    for ahead in token.doc[token.i + 1 : token.i + 8]:
        if ahead.pos_ not in ("ADJ", "NOUN", "PROPN", "ADP") and ahead.text not in ("-", "–"):
            return False
        if ahead.pos_ == "ADP" and ahead.dep_ != "compound" and ahead.whitespace_:
            return False
        if ahead.pos_ in ("NOUN", "PROPN") and names.kind(ahead) is not None:
            return True
    return False


def _read(scene: Scene, head: Token, kind: StrengthUnit, numbers: Numbers, names: Names) -> Force:
    """Return the force that `head` heads, with all that its phrase says of it."""
    start, end = scene.doc[_left_edge(scene, head, numbers, names)].idx, head.idx + len(head)
    if head.i in names.proper:
        end = max(end, names.proper[head.i][1])
    number = numbers.take(start, end)
    if number is not None:
        start = min(start, number.start)
    tokens = [t for t in scene.sentence if start <= t.idx < end]
    force = Force(start, end, head, kind)
    force.nations = _nations(scene, tokens, names) or _made_up_of(scene, end)
    force.named = any(t.i in names.proper for t in tokens)
    force.definite = number is None and any(t.lower_ in _DEFINITE for t in tokens)
    force.none = bool(tokens) and is_none(tokens[0])
    if number is not None:
        people = number.counted == "strong" or (number.low or 0) >= TOO_MANY  # "some 500 naval infantry"
        if people and kind is StrengthUnit.UNITS:
            force.category = StrengthUnit.PERSONNEL
        force.count(number)
        force.relation = number.relation
    elif not force.none:
        force.strength = _implied(head, tokens, kind, names)
    if force.none and number is not None and number.low == number.high == 1:  # "not one soldier"
        force.strength = Strength(unit=force.category)
    _describe(force, scene.text, names)
    return force


def _left_edge(scene: Scene, head: Token, numbers: Numbers, names: Names) -> int:
    """Return the first token of the phrase that `head` ends."""
    doc, first, left = scene.doc, scene.sentence.start, int(head.i)
    if head.i in names.proper:
        while left > first and doc[left - 1].idx >= names.proper[head.i][0]:
            left -= 1
    while left > first:
        token = doc[left - 1]
        if _belongs(token, names):
            if token.pos_ == "DET" and token.lower_ not in ("all", "both", "half"):
                return left - 1
            dated = token.pos_ == "NUM" and token.i not in names.proper and token.ent_type_ in ("DATE", "TIME")
            if dated and numbers.at(token) is None:
                return left
        elif not _links(scene, token, left):
            return left
        left -= 1
    return left


def _belongs(token: Token, names: Names) -> bool:
    """Whether a word may stand within a noun phrase, before its head."""
    if token.pos_ in _LEFT or token.i in names.kinds or token.lower_ in _POSSESSIVE or token.tag_ in ("PRP$", "WP$"):
        return True
    return token.tag_ == "VBN" and token.dep_ in ("amod", "compound", "nmod")


def _links(scene: Scene, token: Token, left: int) -> bool:
    """Whether a mark or an "and" goes on with the phrase to the left."""
    word = token.lower_
    if word in _HYPHENS and not token.whitespace_:
        return True
    if word in ("and", ",", "or") and _two_nations(scene, left):
        return True
    if word in _QUOTE_MARKS and left - 1 > scene.sentence.start:
        return scene.doc[left - 2].pos_ in ("ADJ", "DET", "NOUN")
    return token.tag_ == "VBG" and token.dep_ in ("amod", "compound")


def _two_nations(scene: Scene, left: int) -> bool:
    """Whether the comma or "and" before `left` joins two nationalities ("Ugandan and Burundian troops")."""
    if left < 2:
        return False
    first, second = (
        next((hit.form for hit in scene.nations if hit.start <= t.idx < hit.end), None)
        for t in (scene.doc[left - 2], scene.doc[left])
    )
    return first in _OF_NATIONS and (second in _OF_NATIONS or second == "name")  # "British and New Zealand troops"


def _describe(force: Force, text: str, names: Names) -> None:
    """Set the unit or the equipment: the phrase without number and article."""
    phrase = text[force.start : force.end]
    bare = _ARTICLE.sub("", phrase)
    if force.strength_span is not None:
        cut = force.strength_span[1] - force.start
        if 0 < cut < len(phrase):
            bare = _OF_THE.sub("", phrase[cut:])
    said = bare.strip() or None
    if force.category in (StrengthUnit.UNITS, StrengthUnit.BATTERIES):
        force.unit = said
    elif force.category is not StrengthUnit.PERSONNEL:
        force.equipment = said
        proper = names.proper.get(force.root.i)
        if proper is not None:
            force.unit = text[proper[0] : proper[1]]
    elif force.named:
        force.unit = said


def _implied(head: Token, tokens: list[Token], kind: StrengthUnit, names: Names) -> Strength:
    """Return the 1 of "a frigate" and of a named ship or unit; no number for people, plurals and "the garrison"."""
    plural = head.tag_ in ("NNS", "NNPS") or head.morph.get("Number", []) == ["Plur"]
    if plural and tokens and tokens[0].lower_ == "both":
        return Strength(2, 2, kind)
    if kind is StrengthUnit.PERSONNEL or plural:
        return Strength(unit=kind)
    counted = bool(tokens) and tokens[0].lower_ in _ONE
    known = any(t.lower_ in _DEFINITE for t in tokens)  # how many are in "the garrison" was told before, or never
    unit = kind is StrengthUnit.UNITS and head.lower_ not in _LOOSE_UNIT_WORDS and not known
    return Strength(1, 1, kind, implied=True) if counted or unit or head.i in names.proper else Strength(unit=kind)


def _made_up_of(scene: Scene, end: int) -> tuple[str, ...]:
    """Return whose people a unit is made up of ("a company of Bangladeshis")."""
    return tuple(
        hit.country
        for hit in scene.nations
        if hit.form == "demonym" and 0 < hit.start - end < 24 and _OF_WHOM.fullmatch(scene.text[end : hit.start])
    )


def _names_ship(scene: Scene, hit: Named, ships: Sequence[tuple[int, int]]) -> bool:
    """Whether a country's or a capital's name is a ship's ("the carrier Guam"), not its owner's ("Guam's carrier")."""
    owns = scene.text[hit.end : hit.end + 1] in ("'", "’")
    return not owns and any(low <= hit.start and hit.end <= high for low, high in ships)


def _nations(scene: Scene, tokens: list[Token], names: Names) -> tuple[str, ...]:
    """Return whose force a phrase names, countries before organisations."""
    if not tokens:
        return ()
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    ships = [names.proper[t.i] for t in tokens if names.kinds.get(t.i) is StrengthUnit.SHIPS and t.i in names.proper]
    hits = [
        hit
        for hit in scene.nations
        if start <= hit.start and hit.end <= end and not (hit.form in _OWN_NAMES and _names_ship(scene, hit, ships))
    ]
    told = [hit.country for hit in hits if hit.form not in ("organisation", "forces")]
    told = told or [hit.country for hit in hits if hit.form == "forces"]
    told = told or names.countries(tokens)
    told = told or [hit.country for hit in hits if hit.form == "organisation"]
    return tuple(dict.fromkeys(told))
