"""Stage 8: whose forces they are.

The force's own words come first ("Russian troops", "HMS …"), then who sends it, then whose order it is, then what
the report said before.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from mapapp.extract import words
from mapapp.extract.syntax import children, is_relative, lemma, objects_of, subject, up

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Span, Token

    from mapapp.extract.cast import Cast
    from mapapp.extract.scene import Force, Named, Scene, Trigger

_OFFICES = frozenset(
    """president minister secretary officials official spokesman spokeswoman spokesperson leader chief general commander
    ambassador premier chancellor king forces troops officers sources media newspaper""".split()
)
_ARMED = frozenset("army navy military force forces ministry marines command corps defence defense staff".split())
_THIRD = frozenset("it its he his him they their them she her".split())
_FIRST = frozenset("we our us i my me ours".split())
_LANDS = frozenset("country nation government homeland kingdom republic".split())
_STATES = frozenset("name abbreviation capital government organisation".split())
_LISTED = frozenset("name abbreviation capital government".split())
_NOMINATIVE = frozenset(("nsubj",))
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_CLAUSES = frozenset(("relcl", "acl"))
_MODIFIERS = frozenset(("amod", "compound", "nmod"))
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
#: How far a pronoun is followed to what it stands for.
_DEEPEST = 4


def of_force(scene: Scene, force: Force, trigger: Trigger | None, cast: Cast) -> tuple[str, ...]:
    """Return the actors of a force that a trigger moves: country codes or organisation names."""
    if force.nations:
        return _sender_of_allied(scene, force, trigger, cast) or force.nations
    owner = _possessor(scene, force.root, cast)
    if owner or trigger is None:
        return owner
    if trigger.noun:
        owner = _possessor(scene, trigger.root, cast)
        if not owner and trigger.word and trigger.root.i > 1:
            owner = _possessor(scene, trigger.root.nbor(-2), cast)
        return owner or _agent_of_noun(scene, trigger.root, cast)
    who = _agent(trigger)
    return named_by(scene, who, cast) if who is not None and scene.force_at(who) is not force else ()


def _sender_of_allied(scene: Scene, force: Force, trigger: Trigger | None, cast: Cast) -> tuple[str, ...]:
    """Return who sends a force that is only named as an army ("France sent Foreign Legion troops")."""
    own = {hit.form for hit in scene.nations if force.start <= hit.start and hit.end <= force.end}
    agent = _agent(trigger) if own == {"forces"} and trigger is not None and not trigger.noun else None
    return named_by(scene, agent, cast) if agent is not None and scene.force_at(agent) is None else ()


def governing(scene: Scene, trigger: Trigger, cast: Cast) -> tuple[str, ...]:
    """Return whose word or order the movement is under, nearest governor first."""
    for node in up(trigger.root, 13):
        if node == trigger.root or node.pos_ not in ("VERB", "AUX", "NOUN"):
            continue
        who = _subject_or_agent(node) if lemma(node) not in words.SAYING else None
        told = named_by(scene, who, cast) if who is not None else ()
        told = told or (_possessor(scene, node, cast) if node.pos_ == "NOUN" else ())
        if told:
            return told
    return ()


def speaking(scene: Scene, cast: Cast) -> tuple[str, ...]:
    """Return the nation of a military speaker: an army tells of its own."""
    for who in _speakers(scene):
        if any(t.lower_ in _ARMED for t in who.subtree):
            return named_by(scene, who, cast)
    return ()


def named_by(scene: Scene, who: Token, cast: Cast, depth: int = 0) -> tuple[str, ...]:
    """Return the nations that a noun phrase acts for."""
    force = scene.force_at(who)
    if force is not None and force.nations:
        return force.nations
    if who.lower_ in _FIRST and who.tag_ in ("PRP", "PRP$"):
        return _quoted(scene, cast, depth) or ((cast.home,) if cast.home else cast.last)
    if who.lower_ in _THIRD or is_relative(who):
        return _before(scene, who, cast, depth)
    low, high = _extent(who)
    high = max([high, *(t.idx + len(t) for t in _along(who))])
    hits = [hit for hit in scene.nations if low <= hit.start and hit.end <= high]
    people = _people(scene, low, high, cast)
    states = [hit for hit in hits if hit.form != "organisation"]
    if len(states) > 1 and not _listed(scene, states):
        head = [hit.country for hit in states if hit.start <= who.idx < hit.end]
        return _distinct(head or people or [states[0].country])
    told = [hit.country for hit in states] or people or [hit.country for hit in hits]
    if not told and depth < _DEEPEST and who.lower_ in _LANDS:  # "a Thai colonel said his country's 1,000 men"
        return next((named_by(scene, c, cast, depth + 1) for c in who.children if c.tag_ == "PRP$"), ())
    return _distinct(told)


def _along(who: Token) -> Iterator[Token]:
    """Yield whom a subject acts with, told between it and its verb ("Egypt, along with Jordan, will send …")."""
    for word in (*who.children, *who.head.children):
        if word.lower_ in ("along", "together") and who.i < word.i < who.head.i:
            yield from (t for t in word.subtree if t.dep_ in ("pobj", "conj"))


def _extent(who: Token) -> tuple[int, int]:
    """Return the offsets of a noun phrase without the clauses behind it."""
    clause = next((c for c in who.subtree if c.dep_ in _CLAUSES and c.i > who.i), None)
    end = who.right_edge.idx + len(who.right_edge)
    return who.left_edge.idx, end if clause is None else min(end, clause.left_edge.idx)


def _distinct(countries: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(countries))


def _speakers(scene: Scene) -> Iterator[Token]:
    for token in scene.sentence:
        if token.pos_ == "VERB" and lemma(token) in words.SAYING:
            yield from children(token, _NOMINATIVE)


def _quoted(scene: Scene, cast: Cast, depth: int) -> tuple[str, ...]:
    """Return whose words a sentence quotes ("…," the Czech minister said)."""
    who = next((w for w in _speakers(scene) if w.pos_ != "PRON"), None)
    return named_by(scene, who, cast, depth + 1) if who is not None and depth < _DEEPEST else ()


def _listed(scene: Scene, hits: list[Named]) -> bool:
    """Whether nations stand in a list ("Britain, France and Belgium")."""
    near = all(b.start - a.end <= 18 for a, b in pairwise(hits))
    return near and all(hit.form in _LISTED for hit in hits)


def _people(scene: Scene, low: int, high: int, cast: Cast) -> list[str]:
    """Return the countries that the people named between two offsets act for."""
    entities = [
        ent
        for ent in scene.entities
        if ent.label_ in ("PERSON", "ORG", "GPE") and low <= ent.start_char and ent.end_char <= high
    ]
    told = []
    for entity in entities:
        bare, titled = _bare(entity.text), _bare(_with_title(scene, entity))
        country = cast.person(titled) or cast.person(bare)
        if country:
            told.append(country)
    if told:
        return told
    words_ = (t.text for t in scene.sentence if low <= t.idx < high and t.pos_ == "PROPN" and t.text[0].isupper())
    return [country for word in words_ if (country := cast.person(word))][:1]


def _bare(name: str) -> str:
    return name.removesuffix("’s").removesuffix("'s")


def _with_title(scene: Scene, entity: Span) -> str:
    """Return a name with the rank or office right before it ("Admiral Cunningham")."""
    first = entity.start
    while (
        first > scene.sentence.start
        and scene.doc[first - 1].pos_ == "PROPN"
        and scene.doc[first - 1].dep_ == "compound"
    ):
        first -= 1
    return scene.doc[first : entity.end].text


def _before(scene: Scene, pronoun: Token, cast: Cast, depth: int) -> tuple[str, ...]:
    """Return whom a pronoun stands for: the last subject named before it in the sentence, else in the report."""
    if depth < _DEEPEST:
        told = _related(scene, pronoun, cast, depth + 1)
        if told:
            return told
    earlier = [hit for hit in scene.nations if hit.end <= pronoun.idx]
    if pronoun.lower_ in ("it", "its"):
        states = [hit for hit in earlier if hit.form in _STATES and not _of_person(scene, hit)]
        nearest = states or (earlier if pronoun.lower_ == "its" else [])
        if nearest:
            return (nearest[-1].country,)
        return cast.last or tuple(hit.country for hit in earlier[-1:])
    if depth < _DEEPEST:
        subjects = [t for t in scene.sentence if t.i < pronoun.i and t.dep_ in _SUBJECTS and t.pos_ != "PRON"]
        for token in reversed(subjects):
            told = named_by(scene, token, cast, depth + 1)
            if told:
                return told
    return cast.last or tuple(hit.country for hit in earlier[:1])


def _related(scene: Scene, pronoun: Token, cast: Cast, depth: int) -> tuple[str, ...]:
    """Return whom a relative clause tells of ("Turkey, which …", "a country that sent its troops")."""
    if is_relative(pronoun) and pronoun.head.dep_ == "relcl" and pronoun.head.head != pronoun:
        told = named_by(scene, pronoun.head.head, cast, depth)
        if told:
            return told
    if pronoun.lower_ not in ("its", "their", "his"):
        return ()
    clause = next((a for a in (pronoun, *pronoun.ancestors) if a.dep_ == "relcl"), None)
    if clause is None or not any(is_relative(c) for c in children(clause, _SUBJECTS)):
        return ()
    return named_by(scene, clause.head, cast, depth)


def _of_person(scene: Scene, hit: Named) -> bool:
    """Whether a country only says whose a person or thing is ("Venezuela's President")."""
    span = scene.doc.char_span(hit.start, hit.end, alignment_mode="expand")
    if span is None or span.root.dep_ in ("poss", "amod", "pobj"):
        return True
    head = span.root.head
    person = head.ent_type_ == "PERSON" or head.tag_ == "NNP" or head.lower_ in _OFFICES
    return span.root.dep_ == "compound" and person


def _possessor(scene: Scene, noun: Token, cast: Cast) -> tuple[str, ...]:
    """Return whose a noun is: "Russia's", "its", or by an adjective."""
    for child in noun.children:
        if _is_possessive(child, noun):
            told = named_by(scene, child, cast)
            if told:
                return told
        if child.dep_ in _MODIFIERS and child.i < noun.i:
            told = tuple(hit.country for hit in scene.nations if hit.start <= child.idx < hit.end)
            if told:
                return told
    return ()


def _is_possessive(child: Token, noun: Token) -> bool:
    if child.dep_ == "poss":
        return True
    marked = child.i + 1 < noun.i and child.nbor(1).lower_ in _POSSESSIVE
    return marked and child.dep_ in ("compound", "nmod") and child.pos_ == "PROPN"


def _agent_of_noun(scene: Scene, noun: Token, cast: Cast) -> tuple[str, ...]:
    """Return by whom a noun is done ("a deployment by France")."""
    who = next(iter(objects_of(noun, "by")), None)
    return named_by(scene, who, cast) if who is not None else ()


def _subject_or_agent(verb: Token) -> Token | None:
    own = children(verb, _NOMINATIVE)
    agents = [o for agent in children(verb, frozenset(("agent",))) for o in children(agent, frozenset(("pobj",)))]
    return next(iter([*own, *agents]), None)


def _agent(trigger: Trigger) -> Token | None:
    """Return who does what a verb says: the subject, or who stands behind "by"."""
    verb = trigger.root
    if trigger.passive or (verb.tag_ == "VBN" and trigger.participle):
        return next(iter(objects_of(verb, "by")), None)
    return subject(verb)
