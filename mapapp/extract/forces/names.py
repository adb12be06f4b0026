"""Which words of a paragraph can head a force, by the lexicon.

Names of units, ships and types are found over the whole text first; other words are looked up one by one.  Words that
may be civil ("company", "group", "men") count only in a paragraph that speaks of armed forces.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mapapp.extract import lexicon, words
from mapapp.extract.syntax import lemma
from mapapp.locate import nations
from mapapp.model import StrengthUnit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

_PREFIX = re.compile(r"^(?:[A-Z]{2,6}|(?:[A-Z]\.){2,5})\s+")
_CALLED = re.compile(r"\b[Tt]he (?P<name>[A-Z][\w.-]*(?: [A-Z][\w.-]*){0,3})(?![\w-]| [A-Z])")
#: Countries, which a ship may be called after, that are named with "the"; and what a ship leads.
_WITH_THE = frozenset(
    ("United States", "States", "United Kingdom", "Kingdom", "Netherlands", "Philippines", "Congo", "Sudan", "Ukraine")
)
_GROUPS = frozenset("group strike battle carrier task amphibious".split())
#: What says that a text speaks of armed forces.
MILITARY = re.compile(
    r"\b(?:milit\w+|troops?|army|armies|armed|soldiers?|navy|naval|air force|marines?|combat|war\w*|defen[cs]e|"
    r"deploy\w*|brigades?|battalions?|regiments?|divisions?|squadrons?|nato|peacekeep\w+|paratroop\w*|infantry|forces?|commando\w*|"
    r"submarines?|warships?|frigates?|destroyers?|cruisers?|carriers?|missiles?|tanks?|sail\w*|embark\w*|bases?|strong|"
    r"men|pentagon|guerrilla|garrison\w*|corps|special operations)\b",
    re.I,
)
#: People who count as a force when a country sends them.
_NEARLY = frozenset(
    """officers policemen police gendarmes trainers advisers advisors instructors fighters men observers
    volunteers personnel contractors medics engineers""".split()
)
_ARMS = frozenset("missiles artillery armor armour rockets guns howitzers".split())
_FORMATIONS = frozenset(("formation", "ship-group", "air-unit"))
_CRAFT = frozenset((StrengthUnit.AIRCRAFT, StrengthUnit.SHIPS, StrengthUnit.VEHICLES))
_NOMINAL = frozenset("NOUN PROPN ADJ NUM X VERB".split())
#: What one does ("480 soldiers guarding shrines") is no force.
_VERBAL = frozenset("VB VBD VBP VBZ VBG".split())
#: What may stand between the first word of a name and its last ("rapid-reaction force", "ship of the line").
_WITHIN = frozenset("NOUN PROPN ADJ NUM PUNCT X SYM".split())


def _alone(doc: Doc, called: re.Match[str]) -> bool:
    """Whether a name behind "the" stands for itself: "the Georgia coast" and "the United States" are no ships."""
    span = doc.char_span(*called.span("name"), alignment_mode="expand")
    if span is None or called["name"] in _WITH_THE:
        return False
    following = doc[span.end] if span.end < len(doc) else None
    return following is None or following.pos_ not in ("NOUN", "ADJ") or following.lower_ in _GROUPS


class Names:
    """Which tokens of a paragraph belong to forces; made once a paragraph.

    Attributes
    ----------
    kinds : dict of int to StrengthUnit
        Tokens that belong to names of units, ships and types.
    proper : dict of int to (int, int)
        Tokens of proper names (ships, units), with the start and end of the name.
    again : list of (int, int)
        Where a ship is named again by its bare name ("the Georgia", told of as USS Georgia before).

    Parameters
    ----------
    doc : Doc
    ships : dict of str to str or None
        The bare names of the ships that the report named so far, with their countries; this paragraph adds its own.
    """

    def __init__(self, doc: Doc, ships: dict[str, str | None]) -> None:
        text = doc.text
        named = nations.find(text)
        self._people = {hit.start for hit in named if hit.form == "demonym" and text[hit.start : hit.end].endswith("s")}
        self._nations = bool(named)
        self._nationality = any(hit.form in ("adjective", "forces", "demonym") for hit in named)
        self._military = MILITARY.search(text) is not None or bool(nations.find_organisations(text))
        self._country: dict[int, str] = {}
        self.kinds: dict[int, StrengthUnit] = {}
        self.proper: dict[int, tuple[int, int]] = {}
        for unit in lexicon.find_units(text):
            kind = StrengthUnit.BATTERIES if "batter" in unit.text.lower() else StrengthUnit.UNITS
            self._add(doc, unit.start, unit.end, kind, unit.country)
        for match in lexicon.EQUIPMENT_PATTERN.finditer(text):
            type_kind = lexicon.designation_unit(match.group())
            if type_kind is not None:
                self._add(doc, match.start(), match.end(), type_kind, None, proper=False)
        for ship in lexicon.find_ships(text):
            self._add(doc, ship.start, ship.end, StrengthUnit.SHIPS, ship.country)
            bare = _PREFIX.sub("", ship.text)
            ships |= {bare: ship.country, bare.rpartition(" ")[2]: ship.country}
        called = _CALLED.finditer(text) if ships else ()
        self.again = [at.span("name") for at in called if at["name"] in ships and _alone(doc, at)]
        for start, end in self.again:
            self._add(doc, start, end, StrengthUnit.SHIPS, ships[text[start:end]])
        for start, end, country in lexicon.services(text):
            self._add(doc, start, end, None, country, proper=False)

    def _add(
        self, doc: Doc, start: int, end: int, kind: StrengthUnit | None, country: str | None, *, proper: bool = True
    ) -> None:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            return
        for token in span:
            if kind is not None:
                self.kinds[token.i] = kind
            if country:
                self._country[token.i] = country
            if proper:
                self.proper[token.i] = (span.start_char, span.end_char)

    def countries(self, tokens: Iterable[Token]) -> list[str]:
        """Return the countries that names of ships, units and services among `tokens` tell."""
        return list(dict.fromkeys(self._country[t.i] for t in tokens if t.i in self._country))

    def kind(self, token: Token) -> StrengthUnit | None:
        """Return what `token` counts when it heads a force, else None."""
        if token.i in self.kinds:
            return self.kinds[token.i]
        if token.idx in self._people and token.i and token.nbor(-1).pos_ in ("NUM", "ADJ"):
            return StrengthUnit.PERSONNEL
        if token.pos_ not in _NOMINAL or token.tag_ in _VERBAL:
            return None
        return self._people_or_arms(token) or self._craft(token) or self._unit(token)

    def _people_or_arms(self, token: Token) -> StrengthUnit | None:
        word = token.lower_
        before = token.nbor(-1).lower_ if token.i else ""
        if word == "force" and (before == "task" or lexicon.unit_category(f"{before} force") in _FORMATIONS):
            return StrengthUnit.UNITS
        if word == "regulars" or word in lexicon.PERSONNEL or f"{before} {word}" in lexicon.PERSONNEL:
            return StrengthUnit.PERSONNEL
        return StrengthUnit.OTHER if word in _ARMS and token.pos_ in ("NOUN", "PROPN") else None

    def _craft(self, token: Token) -> StrengthUnit | None:
        """Return the kind of a type or craft; people whom a type's name precedes ("Abrams crews") are counted as it."""
        word = token.lower_
        if word in lexicon.AMBIGUOUS_PERSONNEL:
            if token.i:
                before = self.kinds.get(token.i - 1) or lexicon.equipment(token.nbor(-1).lower_)
                if before in _CRAFT:
                    return before
            armed = self._military or (self._nations and word in _NEARLY)
            return StrengthUnit.PERSONNEL if armed and token.pos_ in ("NOUN", "PROPN") else None
        own = lexicon.equipment(word)
        kind = lexicon.equipment(_phrase(token)) or own
        if kind is None and word.endswith("s") and token.tag_ in ("NNS", "NNPS", "NNP"):
            kind = lexicon.equipment(word[:-1])
        if kind is not None and own is None and len(word) <= 3 and word.isalpha():
            kind = None  # a word, not a type's mark
        if kind is None and word in ("carrier", "carriers") and (self._military or self._nationality):
            kind = StrengthUnit.SHIPS
        return None if word in lexicon.CAPITAL_ONLY and token.text[:1].islower() else kind

    def _unit(self, token: Token) -> StrengthUnit | None:
        if token.lower_ in lexicon.AMBIGUOUS_PERSONNEL:
            return None
        category = lexicon.unit_category(_phrase(token)) or lexicon.unit_category(lemma(token))
        loose = category == "loose"
        if category is None or (loose and token.lower_ in lexicon.CIVIL):
            return None
        if loose and not (self._military or self._nationality or _sent_by_its_own(token)):
            return None
        return StrengthUnit.UNITS


def _sent_by_its_own(token: Token) -> bool:
    """Whether somebody sends or calls back what is theirs ("Ireland withdrew its contingent")."""
    own = any(c.dep_ == "poss" and c.lower_ in ("its", "their") for c in token.children)
    return own and token.dep_ == "dobj" and token.head.lemma_ in words.WITHDRAW | {"send", "dispatch", "deploy"}


def _phrase(token: Token) -> str:
    """Return a word with up to four before it that may belong to its name, in small letters."""
    first = int(token.i)
    while first > max(0, token.i - 4) and token.doc[first - 1].pos_ in _WITHIN:
        first -= 1
    return " ".join(t.lower_ for t in token.doc[first : token.i + 1])
