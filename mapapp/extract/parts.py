"""The part that a place plays in a movement, by the preposition before it.

Where a word like "bases" stands between ("from bases in Germany"), the preposition before that word decides.  Places
joined by "and" play one part together, that of the first.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from mapapp.extract import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from mapapp.extract.scene import Scene, Spot


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


#: A place and its part.
Placing = tuple["Spot", Part]

_OBJECTS = frozenset("dobj obj oprd npadvmod attr nsubjpass appos".split())
_HELPED = frozenset("defence defense defences defenses border borders airspace security protection eastern".split())
_BASED = re.compile(r"\s*[-‑–]\s*(?:based|headquartered|stationed|home-?ported)\b")
_OWNS = re.compile(r"\s*['’]s?\s+(?:\w+\s+)?")
_SPELLS_OUT = re.compile(r"(?:\s*[:—–]|,?\s+(?:including|namely|such as))\s+(?:the\s+)?$")
_BEFORE_NAME = frozenset(("'s", "’s", '"', "“", "‘", "the", "[", "("))
_PREPOSITIONS = frozenset("ADP SCONJ ADV PART VERB ADJ".split())
_INSIDE = frozenset(("inside", "outside", "off"))


def part(scene: Scene, spot: Spot) -> tuple[Part, Token | None]:
    """Return the part that a place plays and the token that its preposition hangs on."""
    force = scene.force_at(spot.root)
    based = _BASED.match(scene.text[spot.end : spot.end + 24].lower()) is not None
    if (force is not None and not based) or _owns_next(scene, spot):
        return Part.NONE, None
    own = _preposition(scene, spot)
    inside = _begins_with(scene, spot)
    if inside is not None:
        return (own[0] if own is not None and own[0] in (Part.TO, Part.FROM) else Part.AT), inside
    first = next((s for s in scene.spots if s.group == spot.group), spot)
    if own is None and first is not spot:
        return part(scene, first)
    if spot.anaphor and spot.root.lower_ in ("there", "here"):
        before = scene.doc[spot.root.i - 1].lower_ if spot.root.i else ""
        return (Part.FROM if before == "from" else Part.AT), spot.root.head
    if own is not None and not based:
        return own
    if (listed := _listed(scene, spot)) is not None:
        return listed
    if spot.anaphor and spot.root.lower_ == "home" and own is None:
        return Part.TO, spot.root.head
    if own is None and _helped(spot.root):
        return Part.OBJECT, spot.root.head
    if based:
        return Part.BASED, force.root if force is not None else spot.root.head
    if spot.root.dep_ in _OBJECTS:
        return Part.OBJECT, spot.root.head
    site = _site_of(first.root)
    return (Part.OBJECT, site.head) if site is not None else (Part.NONE, None)


def _site_of(root: Token) -> Token | None:
    """Return the site that a place tells of, where that is the object of a verb.

    "Guards the port of Banjul", "entered the Gedo and Bay regions".
    """
    noun = root.head.head if root.dep_ == "pobj" and root.head.lower_ in ("of", "in", "at") else None
    if root.dep_ in ("nmod", "compound") and root.head.lower_ in words.AREAS:
        noun = root.head
    known = noun is not None and noun.lower_ in words.SITES | words.AREAS
    return noun if known and noun is not None and noun.dep_ == "dobj" else None


def _helped(root: Token) -> bool:
    """Whether a place is what a purpose serves ("to support Peru's air defence")."""
    return root.dep_ == "poss" and root.head.lower_ in _HELPED and root.head.dep_ in ("dobj", "pobj")


def _owns_next(scene: Scene, spot: Spot) -> bool:
    """Whether a finer place follows as this one's ("Turkey's Incirlik Air Base")."""
    if scene.text[spot.end : spot.end + 8].lstrip()[:1] not in ("'", "’"):
        return False
    return any(
        0 < other.start - spot.end <= 18 and _OWNS.fullmatch(scene.text[spot.end : other.start])
        for other in scene.spots
    )


def _begins_with(scene: Scene, spot: Spot) -> Token | None:
    """Return the first token of a derived place ("near Russia's western border", "50 km east of …")."""
    span = scene.doc.char_span(spot.start, spot.end, alignment_mode="expand")
    if span is None or spot.anaphor:
        return None
    first: Token = span[0]
    if first.lower_ in words.AT and first.pos_ in ("ADP", "SCONJ", "ADV", "VERB", "ADJ"):
        return first
    measured = first.pos_ in ("NUM", "ADV", "NOUN", "ADJ")
    return first if measured and any(t.pos_ == "ADP" and t.lower_ in ("of", "from") for t in span) else None


_DISTANCES = frozenset("km kilometres kilometers miles mile metres meters kms away hours minutes".split())


def _preposition(scene: Scene, spot: Spot) -> tuple[Part, Token] | None:
    """Walk left from a place over the words that may stand before its name, to the preposition."""
    doc, first = scene.doc, scene.sentence.start
    span = doc.char_span(spot.start, spot.end, alignment_mode="expand")
    if span is None:
        return None
    sited = False
    for i in range(span.start - 1, first - 1, -1):
        token = doc[i]
        found = _part_of(token)
        if found is not None:
            if found is Part.FROM and i > first and doc[i - 1].lower_ in _DISTANCES:
                return None  # "50 km from the border"
            if found is Part.AT and i > first and doc[i - 1].lower_ == "from":
                found = Part.FROM
            outer = _beyond_site(doc, first, i) if found in (Part.AT, Part.NONE) else None
            found, token = outer or (found, token)
            return None if found is Part.NONE else (found, token)
        if token.ent_type_ in ("DATE", "TIME") and token.pos_ == "NUM":
            return None
        if token.pos_ in ("DET", "ADJ", "NUM", "ADV") or token.lower_ in _BEFORE_NAME or token.dep_ == "poss":
            continue
        if _describes(token):
            continue
        if token.pos_ in ("NOUN", "PROPN") and token.lower_ in words.SITES:
            sited = True
        elif sited or token.pos_ != "PROPN" or token.dep_ != "compound":
            return None
    return None


def _describes(token: Token) -> bool:
    """Whether a word is part of what a participle says of a name ("besieged Sarajevo", "rebel-held Gao")."""
    participle = token if token.dep_ == "amod" else token.head
    if participle.dep_ != "amod" or participle.tag_ not in ("VBN", "VBG") or participle.i < token.i:
        return False
    return token is participle or token.i >= participle.i - 2


def _listed(scene: Scene, spot: Spot) -> tuple[Part, Token] | None:
    """Return the part of the noun that a list behind it spells out ("to three countries: Chad, Niger and Mali")."""
    before = scene.text[scene.sentence.start_char : spot.start]
    lead = _SPELLS_OUT.search(before)
    span = scene.doc.char_span(spot.start, spot.end, alignment_mode="expand")
    if lead is None or span is None:
        return None
    at = span.start - 1
    while at > scene.sentence.start and scene.doc[at].idx >= scene.sentence.start_char + lead.start():
        at -= 1
    if scene.doc[at].tag_ not in ("NNS", "NNPS") or scene.spot_at(scene.doc[at]) is not None:
        return None
    for i in range(at - 1, scene.sentence.start - 1, -1):
        token = scene.doc[i]
        found = _part_of(token)
        if found is not None:
            return None if found in (Part.NONE, Part.FOR) else (found, token)
        if token.pos_ not in ("DET", "ADJ", "NUM", "NOUN", "PROPN", "ADV", "PRON", "PART") or token.dep_ in _OBJECTS:
            return None
    return None


def _part_of(token: Token) -> Part | None:
    """Return the part that a preposition gives, NONE for one that only belongs to a name, None for another word."""
    word = token.lower_
    if token.pos_ not in _PREPOSITIONS and word not in ("via", "near", "across"):
        return None
    if word == "of":
        return _part_of_of(token)
    if word in words.FROM:
        return Part.FROM
    if word in words.VIA:
        return Part.VIA
    if word == "for":
        return Part.FOR
    if word in words.TO:
        return None if word == "to" and token.pos_ == "PART" else Part.TO
    if word == "by" and token.dep_ == "agent":
        return Part.NONE  # who does it is not where
    return Part.AT if word in words.AT or word in ("entering", "reaching") else None


def _part_of_of(token: Token) -> Part:
    left = token.i - 1
    while left > 0 and token.doc[left].is_punct:
        left -= 1
    before = token.doc[left].lower_ if left >= 0 else ""
    if before == "out":
        return Part.FROM
    if before == "way" and left > 0 and token.doc[left - 1].lower_ == "by":
        return Part.VIA
    return Part.AT if before in _INSIDE else Part.NONE


def _beyond_site(doc: Doc, first: int, at: int) -> tuple[Part, Token] | None:
    """Return the part before a site noun: "from bases in", "to the port of"."""
    seen = False
    for i in range(at - 1, first - 1, -1):
        token = doc[i]
        if token.lower_ in words.SITES and token.pos_ in ("NOUN", "PROPN", "ADJ"):
            seen = True
            continue
        if not seen:
            return None
        found = _part_of(token)
        if found is not None:
            return None if found in (Part.NONE, Part.FOR) else (found, token)
        participle = token.pos_ == "VERB" and token.tag_ in ("VBN", "VBG")
        if not participle and token.pos_ not in ("DET", "ADJ", "NUM", "NOUN", "PROPN"):
            return None
    return None
