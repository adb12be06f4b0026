"""Stage 2: the places of a sentence, words that stand for one, and the part that each plays.

The part comes from the preposition before the place; where a word like "bases" stands between ("from bases in
Germany"), from the preposition before that word.  Places joined by "and" play one part together.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from mapapp.extract import words
from mapapp.extract.scene import Scene, Spot
from mapapp.locate import nations
from mapapp.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from mapapp.language import Paragraph
    from mapapp.locate import Toponym
    from mapapp.model import Place

#: Gives the place that a bare name means in this report, or None.
Lookup = Callable[[str], "Place | None"]
_JOIN = re.compile(
    r"\s*(?:,|,?\s*(?:and|or|as well as|plus|then|&)|/|,?\s*and (?:also|then|later|finally))\s*"
    r"(?:(?:the|also|both|then|neighbou?ring|nearby)\s+)*",
    re.I,
)


class Part(StrEnum):
    """What a place is to a movement."""

    TO = "to"
    AT = "at"
    FROM = "from"
    VIA = "via"
    FOR = "for"
    OBJECT = "object"
    BASED = "based"
    NONE = "none"


def find(
    scene: Scene,
    paragraph: Paragraph,
    toponyms: Sequence[Toponym],
    ships: Sequence[tuple[int, int]],
) -> list[Spot]:
    """Return the places of a scene's sentence and the words that stand for one, in order."""
    low, high = scene.sentence.start_char, scene.sentence.end_char
    spots = []
    for toponym in toponyms:
        if toponym.role in ("adjective", "embedded") or toponym.surface.islower():
            continue
        start, end = toponym.start - paragraph.start, toponym.end - paragraph.start
        if not (low <= start and end <= high) or (
            any(s <= start and end <= e for s, e in ships)
            and (toponym.place is None or toponym.place.kind is not PlaceKind.BASE)
        ):
            continue
        if any(s <= start and end <= e for s, e, _, form in scene.nations if form == "organisation"):
            continue
        span = scene.doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            spots.append(Spot(start, end, span.root, toponym.surface, toponym.place, toponym.reason))
    for start, end, code, form in scene.nations:
        if form in ("adjective", "demonym") and not any(s.start < end and start < s.end for s in spots):
            spots.extend(_soil(scene, start, end, code))
    for token in scene.sentence:
        if _stands_for_place(token) and not any(s.start <= token.idx < s.end for s in spots):
            spots.append(Spot(token.idx, token.idx + len(token), token, token.text, None, anaphor=True))
    spots.sort(key=lambda s: s.start)
    scene.spots = spots
    _group(scene)
    return spots


def by_grammar(scene: Scene, lookup: Lookup) -> None:
    """Take a name after "to", "in" or "from" beside a movement for a place, known to the gazetteer or not."""
    found: list[Spot] = []
    spots = scene.spots
    for token in scene.sentence:
        if token.pos_ != "PROPN" or token.dep_ not in ("pobj", "dobj", "conj") or not token.text[:1].isupper():
            continue
        if token.dep_ == "pobj" and token.head.lower_ not in _LEADS:
            continue
        if token.dep_ == "dobj" and token.head.lemma_.lower() not in words.ENTER | words.LEAVE:
            continue
        if token.dep_ == "conj" and not any(s.start <= token.head.idx < s.end for s in [*spots, *found]):
            continue
        first = token.i
        while (
            first > scene.sentence.start
            and scene.doc[first - 1].pos_ == "PROPN"
            and scene.doc[first - 1].dep_ in ("compound", "amod", "nmod")
        ):
            first -= 1
        start, end = scene.doc[first].idx, token.idx + len(token)
        taken = [*spots, *found]
        if any(s.start < end and start < s.end for s in taken) or scene.named(start, end) or scene.force_at(token):
            continue
        if token.ent_type_ in ("DATE", "TIME", "NORP", "EVENT", "MONEY", "LAW", "WORK_OF_ART", "PRODUCT"):
            continue
        name = scene.doc.text[start:end]
        place = lookup(name)
        if place is None and token.ent_type_ in ("ORG", "PERSON"):
            continue
        found.append(Spot(start, end, token, name, place, "" if place else "not in the gazetteer"))
    if found:
        scene.spots = sorted([*spots, *found], key=lambda s: s.start)
        _group(scene)


_LEADS = frozenset("to into toward towards in at from near around via through off outside inside onto".split())


def _holds(before: Spot, spot: Spot, text: str) -> bool:
    """Whether the second of two names says where the first is ("Swidwin, western Poland")."""
    a, b = before.place, spot.place
    if "," not in text[before.end : spot.start] or a is None or b is None or a.country is None:
        return False
    return a.kind in (PlaceKind.BASE, PlaceKind.CITY) and b.kind in (PlaceKind.REGION, PlaceKind.COUNTRY) and a.country == b.country


def _group(scene: Scene) -> None:
    """Give places joined by "and" one group."""
    spots = scene.spots
    for number, spot in enumerate(spots):
        spot.group = number
        if number:
            before = spots[number - 1]
            if (
                not _holds(before, spot, scene.doc.text)
                and _JOIN.fullmatch(scene.doc.text, before.end, spot.start)
                and before.anaphor is spot.anaphor
                and (
                    spot.root.dep_ not in ("nsubj", "nsubjpass", "poss", "compound", "amod", "nmod")
                    or (spot.root.dep_ == "compound" and spot.root.head.lower_ in words.SITES)
                )
            ):
                spot.group = before.group


_SOIL = frozenset(
    """soil territory waters coast coastline mainland front battlefront battlefield frontier airspace theatre theater
    side heartland interior capital shores countryside desert jungle peninsula""".split()
)


def _soil(scene: Scene, start: int, end: int, code: str) -> list[Spot]:
    """Read "the Korean battlefront" and "Syrian soil" as the country."""
    span = scene.doc.char_span(start, end, alignment_mode="expand")
    if span is None or code not in nations.codes() or span.end >= scene.sentence.end:
        return []
    noun = scene.doc[span.end]
    if noun.lower_ not in _SOIL:
        return []
    return [
        Spot(start, noun.idx + len(noun), noun, scene.doc.text[start : noun.idx + len(noun)], nations.country(code))
    ]


def _within(scene: Scene, spot: Spot) -> Token | None:
    """Return the preposition that a derived place begins with ("near Russia's western border")."""
    span = scene.doc.char_span(spot.start, spot.end, alignment_mode="expand")
    if span is None or spot.anaphor:
        return None
    first = span[0]
    if first.lower_ in words.AT and first.pos_ in ("ADP", "SCONJ", "ADV", "VERB", "ADJ"):
        return first
    return (
        next(
            (
                t
                for t in span
                if t.pos_ == "ADP" and t.lower_ in ("of", "from") and span[0].pos_ in ("NUM", "ADV", "NOUN", "ADJ")
            ),
            None,
        )
        and first
    )


def _stands_for_place(token: Token) -> bool:
    word = token.lower_
    if word in ("there", "here"):
        return token.dep_ != "expl" and token.tag_ != "EX"
    if word == "home":
        return token.pos_ in ("ADV", "NOUN") and token.dep_ in ("advmod", "npadvmod", "pobj", "dobj")
    if word in words.ANAPHORS and token.pos_ == "NOUN" and token.dep_ in ("pobj", "dobj"):
        left = [t.lower_ for t in token.lefts]
        if word in ("border", "frontier"):
            return (
                bool(left) and left[0] in ("the", "its", "their") and not any(c.dep_ == "prep" for c in token.children)
            )
        return bool(left) and left[0] in ("the", "that", "this", "his", "its", "their", "both") and len(left) == 1
    return False


def part(scene: Scene, spot: Spot) -> tuple[Part, Token | None]:
    """Return the part that a place plays and the token that its preposition hangs on."""
    force = scene.force_at(spot.root)
    if force is not None and not _based(scene, spot):
        return Part.NONE, None
    if _owns_next(scene, spot):
        return Part.NONE, None
    first = next((s for s in scene.spots if s.group == spot.group), spot)
    own = _preposition(scene, spot)
    inside = _within(scene, spot)
    if inside is not None:
        return (own[0] if own is not None and own[0] in (Part.TO, Part.FROM) else Part.AT), inside
    if own is None and first is not spot:
        return part(scene, first)
    if spot.anaphor and spot.root.lower_ in ("there", "here"):
        before = scene.doc[spot.root.i - 1].lower_ if spot.root.i else ""
        return (Part.FROM if before == "from" else Part.AT), spot.root.head
    if spot.anaphor and spot.root.lower_ == "home" and own is None:
        return Part.TO, spot.root.head
    if own is None and _helped(scene, spot):
        return Part.OBJECT, spot.root.head
    if _based(scene, spot):
        return Part.BASED, force.root if force is not None else spot.root.head
    if own is None:
        if spot.root.dep_ in ("dobj", "obj", "oprd", "npadvmod", "attr", "nsubjpass", "appos"):
            return Part.OBJECT, spot.root.head
        return Part.NONE, None
    return own


_HELPED = frozenset("defence defense defences defenses border borders airspace security protection eastern".split())


def _helped(scene: Scene, spot: Spot) -> bool:
    """Whether a place is what a purpose serves ("to support Poland's air defence")."""
    del scene
    return spot.root.dep_ == "poss" and spot.root.head.lower_ in _HELPED and spot.root.head.dep_ in ("dobj", "pobj")


def _owns_next(scene: Scene, spot: Spot) -> bool:
    """Whether a finer place follows as this one's ("Turkey's Incirlik Air Base")."""
    return any(
        0 < other.start - spot.end <= 12
        and re.fullmatch(r"(?:['’]s?|&#0?39;s)\s+(?:\w+\s+)?", scene.doc.text[spot.end : other.start])
        for other in scene.spots
    )


def _based(scene: Scene, spot: Spot) -> bool:
    after = scene.doc.text[spot.end : spot.end + 24].lower()
    return re.match(r"\s*[-‑–]\s*(?:based|headquartered|stationed|home-?ported)\b", after) is not None


def _preposition(scene: Scene, spot: Spot) -> tuple[Part, Token] | None:
    doc, first = scene.doc, scene.sentence.start
    span = doc.char_span(spot.start, spot.end, alignment_mode="expand")
    i = span.start - 1
    sited = False
    while i >= first:
        token = doc[i]
        word = token.lower_
        inside = _part_of(word, token, doc)
        if inside is Part.AT and i > first and doc[i - 1].lower_ == "from":
            inside = Part.FROM
        if inside is not None:
            outer = _beyond_site(doc, first, i) if inside in (Part.AT, Part.NONE) else None
            if outer is not None:
                inside, token = outer
            if inside is Part.NONE:
                return None
            return inside, token
        if token.ent_type_ in ("DATE", "TIME") and token.pos_ == "NUM":
            return None
        if (
            token.pos_ in ("DET", "ADJ", "NUM", "ADV")
            or word in ("'s", "’s", '"', "“", "‘", "the", "[", "(")
            or token.dep_ in ("poss",)
        ):
            i -= 1
        elif token.pos_ in ("NOUN", "PROPN") and (
            word in words.SITES or word in ("ally", "allies", "capital", "state")
        ):
            i -= 1
            sited = True
        elif token.pos_ == "PROPN" and token.dep_ in ("compound", "poss") and not sited:
            i -= 1
        else:
            return None
    return None


def _part_of(word: str, token: Token, doc: object) -> Part | None:
    if token.pos_ not in ("ADP", "SCONJ", "ADV", "PART", "VERB", "ADJ") and word not in ("via", "near", "across"):
        return None
    if word in words.FROM:
        return Part.FROM
    if word in words.VIA:
        return Part.VIA
    if word == "for":
        return Part.FOR
    if word in ("to",) and token.pos_ == "PART":
        return None
    if word in words.TO:
        return Part.TO
    if word in words.AT:
        return Part.AT
    if word == "of":
        left = token.i - 1
        while left > 0 and token.doc[left].is_punct:
            left -= 1
        before = token.doc[left].lower_ if left >= 0 else ""
        if before == "out":
            return Part.FROM
        if before in ("north", "south", "east", "west", "inside", "outside", "off", "ahead") or before in words.SITES:
            return Part.NONE if before not in ("inside", "outside", "off") else Part.AT
        return Part.NONE
    if word in ("surrounding", "entering", "reaching"):
        return Part.AT
    return None


def _beyond_site(doc: object, first: int, at: int) -> tuple[Part, Token] | None:
    """Return the part before a site noun: "from bases in", "to the port of"."""
    i = at - 1
    seen = False
    while i >= first:
        token = doc[i]  # type: ignore[index]
        word = token.lower_
        if word in words.SITES and token.pos_ in ("NOUN", "PROPN", "ADJ"):
            seen = True
        elif seen and (inside := _part_of(word, token, doc)) is not None:
            return None if inside in (Part.NONE, Part.FOR) else (inside, token)
        elif token.pos_ not in ("DET", "ADJ", "NUM", "NOUN", "PROPN", "VERB") or (
            token.pos_ in ("VERB",) and token.tag_ not in ("VBN", "VBG")
        ):
            return None
        elif not seen:
            return None
        i -= 1
    return None
