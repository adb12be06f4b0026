"""Stage 5: whose forces they are.

The force's own words come first ("Russian troops", "HMS …"), then who sends it, then whose order it is, then what
the report said before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.extract import lexicon, words
from mapapp.extract.triggers import children, subject

if TYPE_CHECKING:
    from datetime import date

    from spacy.tokens import Token

    from mapapp.extract.scene import Force, Scene, Trigger

_NOT_SUBJECT_FORMS = frozenset()
_OFFICES = frozenset(
    """president minister secretary officials official spokesman spokeswoman spokesperson leader chief general commander
    ambassador premier chancellor king forces troops officers sources media newspaper""".split()
)
_THIRD = frozenset("it its he his him they their them she her".split())
_FIRST = frozenset("we our us i my me ours".split())


class Cast:
    """Who has been named so far in a report: people with their country, the last nations, the writer's own side."""

    def __init__(self, published: date | None, home: str | None) -> None:
        self.published = published
        self.home = home
        self.common: list[str] = []  # nations of the report, most often named first
        self.people: dict[str, str] = {}
        self.last: tuple[str, ...] = ()
        self.last_force: tuple[str, ...] = ()

    def learn(self, scene: Scene) -> None:
        """Remember "Russian President Vladimir Putin" as Putin of Russia."""
        for ent in scene.sentence.ents:
            if ent.label_ != "PERSON":
                continue
            before = [h for h in scene.nations if 0 <= ent.start_char - h[1] <= 45 and h[3] != "organisation"]
            if not before:
                continue
            start, end, country, _form = before[-1]
            between = scene.doc.text[end : ent.start_char].lower()
            if (
                any(mark in between for mark in (".", ",", ";", " and ", " to ", " in ", " with ", " of "))
                and "minister of" not in between
            ):
                continue
            if any(t.text[0].isalpha() for t in ent):
                self.people.setdefault(ent[-1].text.lower(), country)

    def person(self, name: str) -> str | None:
        """Return the country that a person acts for, if it is known."""
        last = name.split()[-1].lower() if name.split() else ""
        return self.people.get(last) or lexicon.leader(name, self.published)


def of_force(scene: Scene, force: Force, trigger: Trigger | None, cast: Cast) -> tuple[str, ...]:
    """Return the actors of a force that a trigger moves: country codes or organisation names."""
    if force.nations:
        own = {form for s, e, c, form in scene.nations if force.start <= s and e <= force.end}
        agent = _agent(trigger) if own == {"forces"} and trigger is not None and not trigger.noun else None
        sender = named_by(scene, agent, cast) if agent is not None and scene.force_at(agent) is None else ()
        return sender or force.nations
    owner = _possessor(scene, force.root, cast)
    if owner:
        return owner
    if trigger is not None:
        if trigger.noun:
            owner = _possessor(scene, trigger.root, cast) or (
                _possessor(scene, trigger.root.nbor(-2), cast) if trigger.word and trigger.root.i > 1 else ()
            )
            owner = owner or _agent_of_noun(scene, trigger.root, cast)
            if owner:
                return owner
        else:
            who = _agent(trigger)
            if who is not None and scene.force_at(who) is not force:
                told = named_by(scene, who, cast)
                if told:
                    return told
    return ()


def governing(scene: Scene, trigger: Trigger, cast: Cast) -> tuple[str, ...]:
    """Return whose word or order the movement is under, nearest governor first."""
    node = trigger.root
    for _ in range(12):
        if node.head is node:
            return ()
        node = node.head
        if node.pos_ in ("VERB", "AUX", "NOUN"):
            who = _subject_or_agent(node)
            if who is not None and node.lemma_.lower() not in words.SAYING:
                told = named_by(scene, who, cast)
                if told:
                    return told
            owner = _possessor(scene, node, cast) if node.pos_ == "NOUN" else ()
            if owner:
                return owner
    return ()


def named_by(scene: Scene, who: Token, cast: Cast) -> tuple[str, ...]:
    """Return the nations that a noun phrase acts for."""
    force = scene.force_at(who)
    if force is not None and force.nations:
        return force.nations
    if who.lower_ in _FIRST and who.tag_ in ("PRP", "PRP$"):
        speaker = _quoted(scene, cast)
        if speaker:
            return speaker
        return (cast.home,) if cast.home else cast.last
    if who.lower_ in _THIRD or who.tag_ in ("WDT", "WP"):
        return _before(scene, who, cast)
    low, high = who.left_edge.idx, who.right_edge.idx + len(who.right_edge)
    clause = next((c for c in who.subtree if c.dep_ in ("relcl", "acl") and c.i > who.i), None)
    if clause is not None:
        high = min(high, clause.left_edge.idx)
    hits = [h for h in scene.nations if low <= h[0] and h[1] <= high]
    people = _people(scene, low, high, cast)
    countries = [c for _, _, c, form in hits if form != "organisation"]
    if countries:
        if len(countries) > 1 and not _listed(scene, [h for h in hits if h[3] != "organisation"]):
            head = [c for s, e, c, f in hits if s <= who.idx < e and f != "organisation"]
            countries = head or people or countries[:1]
        return tuple(dict.fromkeys(countries))
    if people:
        return tuple(people)
    return tuple(dict.fromkeys(c for _, _, c, _ in hits))


def _quoted(scene: Scene, cast: Cast) -> tuple[str, ...]:
    """Return whose words a sentence quotes ("…," the Czech minister said)."""
    for token in scene.sentence:
        if token.lemma_.lower() in words.SAYING and token.pos_ == "VERB":
            for who in children(token, frozenset(("nsubj",))):
                if who.pos_ != "PRON":
                    return named_by(scene, who, cast)
    return ()


_ARMED = frozenset("army navy military force forces ministry marines command corps defence defense staff".split())


def speaking(scene: Scene, cast: Cast) -> tuple[str, ...]:
    """Return the nation of a military speaker: an army tells of its own."""
    for token in scene.sentence:
        if token.lemma_.lower() in words.SAYING and token.pos_ == "VERB":
            for who in children(token, frozenset(("nsubj",))):
                if any(t.lower_ in _ARMED for t in who.subtree):
                    return named_by(scene, who, cast)
    return ()


def _listed(scene: Scene, hits: list[tuple[int, int, str, str]]) -> bool:
    return all(form in ("name", "abbreviation", "capital", "government") for *_, form in hits) and all(
        len(scene.doc.text[a[1] : b[0]]) <= 18 for a, b in zip(hits, hits[1:], strict=False)
    )


def _people(scene: Scene, low: int, high: int, cast: Cast) -> list[str]:
    out = []
    for ent in scene.sentence.ents:
        if ent.label_ in ("PERSON", "ORG", "GPE") and low <= ent.start_char and ent.end_char <= high:
            country = cast.person(ent.text.removesuffix("’s").removesuffix("'s"))
            if country:
                out.append(country)
    if not out:
        for token in scene.sentence:
            if low <= token.idx < high and token.pos_ == "PROPN" and token.text[0].isupper():
                country = cast.person(token.text)
                if country:
                    out.append(country)
                    break
    return list(dict.fromkeys(out))


def _before(scene: Scene, pronoun: Token, cast: Cast) -> tuple[str, ...]:
    """Return whom a pronoun stands for: the last subject named before it in the sentence, else in the report."""
    if pronoun.tag_ in ("WDT", "WP") and pronoun.head.dep_ == "relcl":
        told = named_by(scene, pronoun.head.head, cast) if pronoun.head.head is not pronoun else ()
        if told:
            return told
    earlier = [h for h in scene.nations if h[1] <= pronoun.idx]
    clause = next((a for a in (pronoun, *pronoun.ancestors) if a.dep_ == "relcl"), None)
    if clause is not None and pronoun.lower_ in ("its", "their", "his") and any(
        c.tag_ in ("WDT", "WP") and c.dep_ in ("nsubj", "nsubjpass") for c in clause.children
    ):
        told = named_by(scene, clause.head, cast)
        if told:
            return told
    if pronoun.lower_ in ("it", "its"):
        states = [
            h
            for h in earlier
            if h[3] in ("name", "abbreviation", "capital", "government", "organisation") and not _of_person(scene, h)
        ]
        if states:
            return (states[-1][2],)
        if pronoun.lower_ == "its" and earlier:
            return (earlier[-1][2],)
        return cast.last or ((earlier[-1][2],) if earlier else ())
    subjects = [t for t in scene.sentence if t.i < pronoun.i and t.dep_ in ("nsubj", "nsubjpass") and t.pos_ != "PRON"]
    for token in reversed(subjects):
        told = named_by(scene, token, cast)
        if told:
            return told
    if earlier and not cast.last:
        return (earlier[0][2],)
    return cast.last or ((earlier[0][2],) if earlier else ())


def _of_person(scene: Scene, hit: tuple[int, int, str, str]) -> bool:
    """Whether a country only says whose a person or thing is ("Venezuela's President")."""
    span = scene.doc.char_span(hit[0], hit[1], alignment_mode="expand")
    if span is None or span.root.dep_ in ("poss", "amod", "pobj"):
        return True
    head = span.root.head
    return span.root.dep_ == "compound" and (
        head.ent_type_ == "PERSON" or head.tag_ == "NNP" or head.lower_ in _OFFICES
    )


def _possessor(scene: Scene, noun: Token, cast: Cast) -> tuple[str, ...]:
    for child in noun.children:
        if child.dep_ == "poss":
            told = named_by(scene, child, cast)
            if told:
                return told
        if child.dep_ in ("compound", "nmod") and child.pos_ == "PROPN" and child.i + 1 < noun.i and child.nbor(1).lower_ in ("'s", "’s", "'", "’"):
            told = named_by(scene, child, cast)
            if told:
                return told
        if child.dep_ in ("amod", "compound", "nmod") and child.i < noun.i:
            told = tuple(c for s, e, c, form in scene.nations if s <= child.idx < e)
            if told:
                return told
    return ()


def _agent_of_noun(scene: Scene, noun: Token, cast: Cast) -> tuple[str, ...]:
    for prep in noun.children:
        if prep.dep_ in ("prep", "agent") and prep.lower_ == "by":
            for obj in prep.children:
                if obj.dep_ == "pobj":
                    return named_by(scene, obj, cast)
    return ()


def _subject_or_agent(verb: Token) -> Token | None:
    own = children(verb, frozenset(("nsubj",)))
    if own:
        return own[0]
    for prep in children(verb, frozenset(("agent",))):
        for obj in prep.children:
            if obj.dep_ == "pobj":
                return obj
    return None


def _agent(trigger: Trigger) -> Token | None:
    verb = trigger.root
    if trigger.passive or verb.tag_ == "VBN" and trigger.participle:
        for prep in verb.children:
            if prep.dep_ == "agent" or (prep.dep_ == "prep" and prep.lower_ == "by"):
                return next((c for c in prep.children if c.dep_ == "pobj"), None)
        return None
    return subject(verb)
