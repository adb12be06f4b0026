"""Stage 1: the forces that a sentence names, with their strengths.

A force is a noun phrase whose head counts people, units or military craft.  Heads come from `lexicon/`; the rest
of the phrase is read leftwards from the head, because parsers hang "a frigate and F-16 warplanes" on one head.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from mapapp.extract import lexicon, strengths
from mapapp.extract.scene import Force, Scene
from mapapp.locate import nations
from mapapp.model import Strength, StrengthUnit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from mapapp.extract.strengths import FoundStrength

_LEFT = frozenset("ADJ NOUN PROPN NUM DET X SYM".split())
_FILL = re.compile(r"\s*(?:of\s+)?(?:(?:the|its|their|his|her|our|my|these|those|some|all|such)\s+)?\Z", re.I)
MILITARY = re.compile(
    r"\b(?:milit\w+|troops?|army|armies|armed|soldiers?|navy|naval|air force|marines?|combat|war\w*|defen[cs]e|deploy\w*|"
    r"brigades?|battalions?|regiments?|divisions?|squadrons?|nato|peacekeep\w+|paratroop\w*|infantry|forces|commando\w*|"
    r"submarines?|warships?|frigates?|destroyers?|cruisers?|carriers?|missiles?|tanks?|sail\w*|embark\w*|bases?|strong|men|"
    r"pentagon|guerrilla|garrison\w*|corps|special operations)\b",
    re.I,
)
#: Nouns before which a unit or troop word is only an adjective ("army chief", "brigade commander").
#: People who count as a force when a country sends them.
_NEARLY = frozenset(
    "officers policemen police gendarmes trainers advisers advisors instructors fighters men observers".split()
)
_ARMS = frozenset("missiles artillery armor armour rockets guns howitzers".split())
_IMPLIED = frozenset("a an one".split())
_PART_NOUNS = frozenset(
    """member members element elements part parts bulk majority company companies detachment detachments
    remainder rest remnants most component components""".split()
)
_LOOSE_UNIT_WORDS = frozenset("force forces".split())


def find(scene: Scene, numbers: list[FoundStrength], names: Names) -> list[Force]:
    """Return the forces of a scene's sentence, in order, those that describe one force merged."""
    sentence = scene.sentence
    found: list[Force] = []
    used: set[int] = set()
    numbers = [part for number in numbers for part in _parted(number)]
    for token in sentence:
        category = names.category(token)
        if category is None or not _is_head(token, names):
            continue
        if _names_place(scene, token, category):
            continue
        force = _phrase(scene, token, category, numbers, names, used)
        if force is not None and not _abstract(scene, force):
            found.append(force)
    _strong(scene, numbers, found, used)
    found.extend(_headless(scene, numbers, found, used))
    found.sort(key=lambda force: force.start)
    found = _counted_together(scene, found)
    found = _mark_listed(scene, _merge(scene, _inside_out(found), numbers))
    return [
        f
        for f in found
        if f.merged or f.strength.known or f.root.lemma_.lower() != "member" or f.root.nbor(-1).lower_ in ("service", "crew")
    ]


def _parted(number: FoundStrength) -> list[FoundStrength]:
    """Split "1,000 of the 11,000" into the part and the whole: each may do something else."""
    if number.whole is None or number.whole == number.low:
        return [number]
    at = number.text.lower().find(" of ", number.value_end - number.start - 1)
    if at < 0:
        return [number]
    cut = number.start + at
    whole = replace(
        number,
        start=cut + 4,
        low=number.whole,
        high=number.whole,
        approximate=False,
        relation="whole",
        text=number.text[at + 4 :],
        value_start=cut + 4,
        value_end=number.end,
        whole=None,
    )
    return [replace(number, end=cut, text=number.text[:at], value_end=min(number.value_end, cut), whole=None), whole]


def _names_place(scene: Scene, head: Token, category: StrengthUnit) -> bool:
    """Whether the word belongs to a place's name ("Incirlik Air Base", "Fort Bragg base")."""
    spot = scene.spot_at(head)
    if spot is not None and not spot.anaphor and spot.end >= head.idx + len(head):
        return spot.end == head.idx + len(head) or spot.root.i == head.i
    if category is not StrengthUnit.OTHER:
        return False
    left = [t for t in head.lefts if t.dep_ in ("compound", "nmod", "amod", "poss")]
    within = any(scene.spot_at(t) is not None for t in left)
    return within and not any(t.lower_ in ("a", "an", "new", "another") or t.pos_ == "NUM" for t in head.lefts)


def _abstract(scene: Scene, force: Force) -> bool:
    """Whether "force" is no force ("a show of force", "by force")."""
    text = scene.doc.text[force.start : force.end].lower()
    if force.root.lower_ == "sail" and force.root.head.lemma_ == "set":
        return True
    if force.root.lemma_.lower() == "mission":
        return not (
            force.nations
            or re.search(r"peace|training|military|observ|monitor|stabili[sz]ation|support|assistance", text)
        )
    if force.root.lower_ in ("host", "home", "position", "defense", "defence", "defenses", "defences"):
        return force.root.lower_ in ("host", "home", "position") or not (force.strength.known or force.nations)
    return text in (
        "force",
        "military force",
        "armed force",
        "lethal force",
        "brute force",
        "power",
        "air power",
        "sea power",
    )


class Names:
    """Which tokens of a paragraph belong to forces, by the lexicon; made once a paragraph."""

    def __init__(self, doc: Doc) -> None:
        text = doc.text
        named = nations.find(text)
        self.nations = bool(named)
        self._people = {h.start for h in named if h.form == "demonym" and text[h.start : h.end].endswith("s")}
        self.nationality = any(hit.form in ("adjective", "forces", "demonym") for hit in named)
        self.military = MILITARY.search(text) is not None or bool(nations.find_organisations(text))
        self._category: dict[int, StrengthUnit] = {}
        self._country: dict[int, str] = {}
        self.proper: dict[int, tuple[int, int]] = {}
        for unit in lexicon.find_units(text):
            category = StrengthUnit.BATTERIES if "batter" in unit.text.lower() else StrengthUnit.UNITS
            self._add(doc, unit.start, unit.end, category, unit.country)
        for match in lexicon.EQUIPMENT_PATTERN.finditer(text):
            kind = lexicon.designation_unit(match.group())
            if kind is not None:
                self._add(doc, match.start(), match.end(), kind, None, proper=False)
        self.ships: list[tuple[int, int]] = []
        for ship in lexicon.find_ships(text):
            self.ships.append((ship.start, ship.end))
            self._add(doc, ship.start, ship.end, StrengthUnit.SHIPS, ship.country)
        for start, end, country in lexicon.services(text):
            self._add(doc, start, end, None, country, proper=False)

    def _add(
        self, doc: Doc, start: int, end: int, kind: StrengthUnit | None, country: str | None, proper: bool = True
    ) -> None:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            return
        for token in span:
            if kind is not None:
                self._category[token.i] = kind
            if country:
                self._country[token.i] = country
            if proper:
                self.proper[token.i] = (span.start_char, span.end_char)

    def proper_spans(self, low: int, high: int) -> list[tuple[int, int]]:
        """Return the spans of proper names of ships and units between two offsets."""
        return sorted({span for span in self.proper.values() if low <= span[0] < high})

    @property
    def known(self) -> dict[int, StrengthUnit]:
        """Tokens that belong to names of units, ships and types."""
        return self._category

    def countries(self, tokens: Iterable[Token]) -> list[str]:
        """Return the countries that names of ships, units and services among `tokens` tell."""
        return list(dict.fromkeys(self._country[t.i] for t in tokens if t.i in self._country))

    def category(self, token: Token) -> StrengthUnit | None:
        """Return what `token` counts when it heads a force, else None."""
        if token.i in self._category:
            return self._category[token.i]
        if token.idx in self._people and token.i and (token.nbor(-1).pos_ == "NUM" or token.nbor(-1).pos_ == "ADJ"):
            return StrengthUnit.PERSONNEL
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM", "X", "VERB") or token.tag_ in ("VB", "VBD", "VBP", "VBZ"):
            return None
        return self._word(token)

    def _word(self, token: Token) -> StrengthUnit | None:
        word = token.lower_
        if word == "force" and lexicon.unit_category(f"{token.nbor(-1).lower_ if token.i else ''} force") in (
            "formation",
            "ship-group",
            "air-unit",
        ):
            return StrengthUnit.UNITS
        if word == "force" and token.i and token.nbor(-1).lower_ == "task":
            return StrengthUnit.UNITS
        if word in lexicon.PERSONNEL or word in ("regulars",):
            return StrengthUnit.PERSONNEL
        if token.i and f"{token.nbor(-1).lower_} {word}" in lexicon.PERSONNEL:
            return StrengthUnit.PERSONNEL
        if word in _ARMS and token.pos_ in ("NOUN", "PROPN"):
            return StrengthUnit.OTHER
        if word in lexicon.AMBIGUOUS_PERSONNEL and token.i:
            type_before = self._category.get(token.i - 1) or lexicon.equipment(token.nbor(-1).lower_)
            if type_before in (StrengthUnit.AIRCRAFT, StrengthUnit.SHIPS, StrengthUnit.VEHICLES):
                return type_before
        if word in lexicon.AMBIGUOUS_PERSONNEL:
            armed = self.military or (self.nations and word in _NEARLY)
            return StrengthUnit.PERSONNEL if armed and token.pos_ in ("NOUN", "PROPN") else None
        phrase = " ".join(t.lower_ for t in token.doc[max(0, token.i - 4) : token.i + 1])
        kind = lexicon.equipment(phrase) or lexicon.equipment(word)
        if kind is None and word.endswith("s") and token.tag_ in ("NNS", "NNPS", "NNP"):
            kind = lexicon.equipment(word[:-1])
        if kind is not None and len(word) <= 3 and word.isalpha() and lexicon.equipment(word) is None:
            kind = None  # a word, not a type's mark
        if kind is None and word in ("carrier", "carriers") and (self.military or self.nationality):
            kind = StrengthUnit.SHIPS
        if kind is not None and not (word in lexicon.CAPITAL_ONLY and token.text[:1].islower()):
            return kind
        category = lexicon.unit_category(phrase) or lexicon.unit_category(token.lemma_.lower())
        if category is None:
            return None
        if category == "loose" and (word in lexicon.CIVIL or not (self.military or self.nationality)):
            return None
        return StrengthUnit.UNITS


def _is_head(token: Token, names: Names) -> bool:
    """Whether no further word of the same noun phrase takes the head's part."""
    if token.i + 1 >= len(token.doc):
        return True
    nxt = token.nbor(1)
    if token.i in names.known and token.i not in names.proper:
        for ahead in token.doc[token.i + 1 : token.i + 8]:
            if ahead.pos_ not in ("ADJ", "NOUN", "PROPN", "ADP") and ahead.text not in ("-", "–"):
                break
            if ahead.pos_ == "ADP" and ahead.dep_ != "compound" and not ahead.text_with_ws.rstrip() == ahead.text_with_ws:
                break
            if ahead.pos_ in ("NOUN", "PROPN") and names.category(ahead) is not None:
                return False  # "S-400 anti-aircraft missile divisions"
    if token.i in names.proper and nxt.idx < names.proper[token.i][1]:
        return False
    if nxt.sent != token.sent:
        return True
    if nxt.lower_ in ("-", "–", "/") and not nxt.whitespace_ and token.i + 2 < len(token.doc):
        following = token.nbor(2)
        return not (following.pos_ in ("NOUN", "PROPN", "ADJ", "VERB") and token.head.i >= following.i)
    if nxt.lower_ in ("'s", "’s", "'", "’"):
        return token.i in names.proper or names.category(token) is not None and _possessed(token)
    if nxt.pos_ in ("NOUN", "PROPN") and nxt.dep_ not in ("appos", "npadvmod"):
        if names.category(nxt) is not None:
            return False
        # "army chief", "troop levels", "air force base": the noun after takes over
        return not (token.dep_ in ("compound", "nmod", "amod", "poss") and token.head.i > token.i)
    return not (nxt.pos_ == "NUM" and names.category(nxt) is not None)


def _possessed(token: Token) -> bool:
    """Whether a plural type name only looks possessive ("Bradley's")."""
    return token.dep_ not in ("poss",)


def _phrase(
    scene: Scene, head: Token, category: StrengthUnit, numbers: list[FoundStrength], names: Names, used: set[int]
) -> Force | None:
    doc, first = scene.doc, scene.sentence.start
    left = head.i
    if head.i in names.proper:
        while left > first and doc[left - 1].idx >= names.proper[head.i][0]:
            left -= 1
    while left > first:
        token = doc[left - 1]
        if (
            token.pos_ in _LEFT
            or token.i in names.known
            or token.lower_ in ("'s", "’s", "’", "'")
            or token.tag_ in ("PRP$", "WP$")
            or (token.tag_ == "VBN" and token.dep_ in ("amod", "compound", "nmod"))
        ):
            if token.pos_ == "DET" and token.lower_ not in ("all", "both", "half"):
                left -= 1
                break
            if (
                token.pos_ == "NUM"
                and token.i not in names.proper
                and _number_at(numbers, token) is None
                and token.ent_type_ in ("DATE", "TIME")
            ):
                break
            left -= 1
        elif token.lower_ in ("-", "–", "/") and not token.whitespace_:
            left -= 1
        elif token.lower_ in ("and", ",", "or") and _two_nations(scene, doc, left):
            left -= 1
        elif token.lower_ in ('"', "“", "”", "‘") and left - 1 > first and doc[left - 2].pos_ in ("ADJ", "DET", "NOUN"):
            left -= 1
        elif token.tag_ == "VBG" and token.dep_ in ("amod", "compound"):
            left -= 1
        else:
            break
    start, end = doc[left].idx, head.idx + len(head)
    if head.i in names.proper:
        end = max(end, names.proper[head.i][1])
    number = _number_for(doc.text, start, end, numbers, used)
    if number is not None:
        used.add(number.start)
        start = min(start, number.start)
    tokens = [t for t in scene.sentence if start <= t.idx < end]
    words = {t.lower_ for t in tokens}
    force = Force(start, end, head, category)
    force.nations = _nations(scene, tokens, names)
    force.named = any(t.i in names.proper for t in tokens)
    force.definite = (
        bool(words & {"the", "these", "those", "its", "their", "his", "our", "this", "that"}) and number is None
    )
    force.none = tokens[0].lower_ in ("no", "neither") if tokens else False
    if number is not None:
        if number.counted == "strong" and category is StrengthUnit.UNITS:
            force.category = StrengthUnit.PERSONNEL
        force.strength = Strength(number.low, number.high, force.category, number.approximate)
        force.strength_span = (number.start, number.end)
        force.relation = number.relation
    else:
        force.strength = _implied(head, tokens, category, force.named, names)
    _describe(force, doc.text, names)
    return force


def _two_nations(scene: Scene, doc: Doc, left: int) -> bool:
    """Whether the comma or "and" before `left` joins two nationalities ("Ugandan and Burundian troops")."""
    here, before = doc[left].idx, doc[left - 2].idx if left >= 2 else -1
    at = {s for s, _, _, form in scene.nations if form in ("adjective", "abbreviation", "demonym")}
    return here in at and before in at


def _describe(force: Force, text: str, names: Names) -> None:
    phrase = text[force.start : force.end]
    bare = re.sub(r"^(?:the|a|an|its|their|his|her|our|my|these|those|no|some)\s+", "", phrase, flags=re.I)
    if force.strength_span is not None:
        cut = force.strength_span[1] - force.start
        if 0 < cut < len(phrase):
            bare = re.sub(r"^\s*(?:of\s+)?(?:the\s+)?", "", phrase[cut:])
    if force.category in (StrengthUnit.UNITS, StrengthUnit.BATTERIES):
        force.unit = bare.strip() or None
    elif force.category is not StrengthUnit.PERSONNEL:
        force.equipment = bare.strip() or None
        proper = names.proper.get(force.root.i)
        if proper is not None:
            force.unit = text[proper[0] : proper[1]]
    elif force.named:
        force.unit = bare.strip() or None


def _implied(head: Token, tokens: list[Token], category: StrengthUnit, named: bool, names: Names) -> Strength:
    if category is StrengthUnit.PERSONNEL:
        return Strength(unit=category)
    plural = head.tag_ in ("NNS", "NNPS") or head.morph.get("Number") == ["Plur"]
    first = next((t.lower_ for t in tokens), "")
    if not plural and (first in _IMPLIED or (named and head.i in names.proper) or first in ("another", "each", "this")):
        return Strength(1, 1, category, implied=True)
    if not plural and category is StrengthUnit.UNITS and head.lower_ not in _LOOSE_UNIT_WORDS:
        return Strength(1, 1, category, implied=True)
    return Strength(unit=category)


def _nations(scene: Scene, tokens: list[Token], names: Names) -> tuple[str, ...]:
    if not tokens:
        return ()
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    hits = [(c, form) for s, e, c, form in scene.nations if start <= s and e <= end]
    told = [c for c, form in hits if form not in ("organisation", "forces")] or [
        c for c, form in hits if form == "forces"
    ]
    told = told or names.countries(tokens)
    told = told or [c for c, form in hits if form == "organisation"]
    return tuple(dict.fromkeys(told))


def _number_at(numbers: list[FoundStrength], token: Token) -> FoundStrength | None:
    return next((n for n in numbers if n.start <= token.idx < n.end), None)


def _number_for(text: str, start: int, end: int, numbers: list[FoundStrength], used: set[int]) -> FoundStrength | None:
    best = None
    for number in numbers:
        if number.start in used or number.start >= end:
            continue
        inside = start <= number.start and number.end < end
        touching = (
            number.start < start
            and number.end <= end
            and (
                number.end > start
                or _FILL.match(text, number.end, start) is not None
                and _FILL.fullmatch(text[number.end : start])
            )
        )
        if inside or touching:
            best = number
    return best


def _headless(scene: Scene, numbers: list[FoundStrength], found: list[Force], used: set[int]) -> list[Force]:
    made = []
    low, high = scene.sentence.start_char, scene.sentence.end_char
    for number in numbers:
        if number.start in used or not low <= number.start < high:
            continue
        if any(f.start <= number.start < f.end for f in found):
            continue
        span = scene.doc.char_span(number.value_start, number.value_end, alignment_mode="expand")
        if span is None:
            continue
        root = span.root
        governor = root.head.lower_ if root.dep_ == "pobj" else "of"
        if root.dep_ not in (
            "nsubj",
            "nsubjpass",
            "dobj",
            "attr",
            "conj",
            "pobj",
            "nummod",
            "ROOT",
            "appos",
        ) or governor not in ("of", "to"):
            continue
        if root.dep_ in ("nummod", "quantmod", "compound", "amod") and root.head.i not in range(span.start, span.end):
            if root.head.pos_ in ("NOUN", "PROPN", "SYM") and root.head.i > root.i:
                continue
        following = scene.doc[span.end] if span.end < len(scene.doc) else None
        if following is not None and following.pos_ in ("NOUN", "PROPN", "SYM") and following.idx < high:
            continue
        if (
            following is not None
            and following.pos_ == "ADJ"
            and following.dep_ == "amod"
            and following.head.i > following.i
        ):
            continue
        force = Force(number.start, number.end, root, None)
        force.strength = Strength(number.low, number.high, None, number.approximate)
        force.strength_span = (number.start, number.end)
        force.relation = number.relation
        made.append(force)
    return made


def _strong(scene: Scene, numbers: list[FoundStrength], found: list[Force], used: set[int]) -> None:
    """Give "a force in Mali some 15,000 strong" its number."""
    for number in numbers:
        if number.counted != "strong" or number.start in used:
            continue
        before = [f for f in found if f.end <= number.start and (not f.strength.known or f.strength.implied)]
        if before and scene.sentence.start_char <= number.start < scene.sentence.end_char:
            force = before[-1]
            if force.category is StrengthUnit.UNITS and force.unit is None:
                force.unit = force.root.text
            force.category = StrengthUnit.PERSONNEL
            force.strength = Strength(number.low, number.high, StrengthUnit.PERSONNEL, number.approximate)
            force.strength_span = (number.start, number.end)
            used.add(number.start)


def _inside_out(found: list[Force]) -> list[Force]:
    """Drop a force whose whole phrase lies within another's."""
    return [
        f
        for f in found
        if not any(
            o is not f and o.start <= f.start and f.end <= o.end and o.end - o.start > f.end - f.start for o in found
        )
    ]


def _merge(scene: Scene, forces: list[Force], numbers: list[FoundStrength]) -> list[Force]:
    """Join phrases that name one force: "members of the 2nd Regiment", "a battalion of 900", "soldiers from …"."""
    out: list[Force] = []
    text = scene.doc.text
    skip: set[int] = set()
    for i, force in enumerate(forces):
        if i in skip:
            continue
        j = i + 1
        while j < len(forces):
            other = forces[j]
            between = text[force.end : other.start]
            link = re.fullmatch(
                r"\s*(?:of|from|with|in|within|among|as part of|part of|drawn from|belonging to|assigned to|attached to)\s+(?:(?:the|its|their|a|an|both|his)\s+)*",
                between,
                re.I,
            )
            if (
                link is None
                and re.fullmatch(r"\s*,?\s*(?:the\s+)?", between)
                and other.named
                and force.root.tag_ not in ("NNS", "NNPS")
                and "," not in between
            ):
                link = re.match("", "")
            if (
                link is None
                and other.root.dep_ == "appos"
                and other.category is force.category
                and (force.named or not other.strength.known)
                and any(other.root.head.i == t.i for t in force.tokens)
            ):
                link = re.match("", "")
            if link is None and _renames(force, other):
                link = re.match("", "")
            if link is None or not _one(force, other):
                break
            _take(force, other)
            skip.add(j)
            j += 1
        out.append(force)
    return out


def _renames(first: Force, other: Force) -> bool:
    """Whether `other` stands in apposition to `first` ("its headquarters, the 18th Corps")."""
    return (
        other.root.dep_ == "appos"
        and other.named
        and any(other.root.head.i == t.i for t in first.tokens)
        and first.category is StrengthUnit.UNITS
        and not first.named
    )


def _counted_together(scene: Scene, forces: list[Force]) -> list[Force]:
    """Read "1,000 soldiers and police" as one thousand of both."""
    out: list[Force] = []
    for force in forces:
        last = out[-1] if out else None
        if (
            last is not None
            and last.category is StrengthUnit.PERSONNEL is force.category
            and last.strength.known
            and not force.strength.known
            and not force.nations
            and not force.named
            and re.fullmatch(r"\s+and\s+", scene.doc.text[last.end : force.start])
        ):
            last.merged.append(force)
            last.end = force.end
        else:
            out.append(force)
    return out


def _mark_listed(scene: Scene, forces: list[Force]) -> list[Force]:
    """Mark the types listed after "including" that have no number: they describe a force and are none of their own."""
    text = scene.doc.text
    before: Force | None = None
    for force in forces:
        lead = text[max(0, force.start - 40) : force.start]
        if re.search(
            r"\b(?:including|such as|e\.g\.|for example|especially|notably|like)\s+(?:\w+\s+){0,2}$", lead, re.I
        ):
            force.listed = not force.strength.known
        elif (
            before is not None
            and before.listed
            and re.fullmatch(r"\s*(?:,|,?\s*and|,?\s*or|;)\s*(?:\w+\s+)?", text[before.end : force.start])
        ):
            force.listed = not force.strength.known
        before = force
    return forces


def _one(outer: Force, inner: Force) -> bool:
    if inner.category in (StrengthUnit.UNITS, None):
        return True
    if inner.definite and inner.nations and not inner.strength.known:
        return True  # "six jets of the German air force"
    if outer.category is StrengthUnit.UNITS:
        return True
    return outer.category is inner.category


def _take(outer: Force, inner: Force) -> None:
    """Let `outer` say what `inner` adds to it."""
    outer.merged.append(inner)
    counted = inner.strength.known and not inner.strength.implied
    vague = not outer.strength.known or outer.strength.implied
    if counted and vague and (inner.category is not StrengthUnit.UNITS or outer.category is None):
        unit = inner.category or (
            StrengthUnit.PERSONNEL if outer.category in (StrengthUnit.UNITS, StrengthUnit.PERSONNEL) else outer.category
        )
        if outer.category is StrengthUnit.UNITS and outer.unit is None:
            outer.unit = outer.root.text
        outer.strength = Strength(inner.strength.low, inner.strength.high, unit, inner.strength.approximate)
        outer.strength_span, outer.category, outer.relation = (
            inner.strength_span,
            unit,
            inner.relation or outer.relation,
        )
    if inner.unit and (inner.named or outer.unit is None):
        outer.unit = (
            f"{outer.unit} of {inner.unit}"
            if outer.category is StrengthUnit.UNITS and outer.unit and not counted
            else inner.unit
        )
    outer.equipment = outer.equipment or inner.equipment
    outer.nations = outer.nations or inner.nations
    outer.named = outer.named or inner.named
    outer.end = max(outer.end, inner.end)
