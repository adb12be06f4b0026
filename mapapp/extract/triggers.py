"""Stage 3: the words that say that a force moves, stays or is readied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.extract import words
from mapapp.extract.scene import Scene, Trigger
from mapapp.extract.words import Sense

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECT = frozenset("nsubj nsubjpass csubj".split())
_OBJECT = frozenset("dobj obj dative".split())
_PLAIN = frozenset(
    "arrive arrives arrived deploy deploys sail sails depart departs land lands head heads enter enters".split()
)


def find(scene: Scene) -> list[Trigger]:
    """Return the triggers of a scene's sentence, in order."""
    found = []
    for token in scene.sentence:
        if scene.force_at(token) is not None and token.pos_ in ("NOUN", "PROPN", "NUM", "ADJ"):
            if not (token.lemma_.lower() in words.NOUNS and scene.force_at(token).root.i != token.i):  # type: ignore[union-attr]
                continue
        if token.dep_ in ("aux", "auxpass") or any(d.start <= token.idx < d.end for d in scene.dates):
            continue
        trigger = _verb(scene, token) if token.pos_ in ("VERB", "AUX", "ADJ") else None
        if (
            trigger is None
            and token.dep_ == "ROOT"
            and token.lower_ in _PLAIN
            and token.pos_ in ("NOUN", "PROPN", "ADJ")
        ):
            trigger = Trigger(token, Sense.GO)  # a headline's verb, taken for a noun
        if trigger is None and (token.pos_ in ("NOUN", "PROPN") or token.lower_ in ("up", "out", "back", "down")):
            trigger = _noun(scene, token)
        if trigger is not None:
            found.append(trigger)
    return found


def children(token: Token, deps: frozenset[str]) -> list[Token]:
    """Return the children of `token` on one of `deps`."""
    return [child for child in token.children if child.dep_ in deps]


def is_passive(token: Token) -> bool:
    """Whether a verb stands in the passive."""
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in token.children) or (
        token.dep_ == "conj"
        and token.tag_ == "VBN"
        and not children(token, _SUBJECT)
        and is_passive(token.head)
        and not any(c.dep_ == "aux" for c in token.children)
    )


def subject(token: Token, depth: int = 0) -> Token | None:
    """Return the subject of a verb, its own or the one that it shares with the verb that governs it."""
    own = children(token, _SUBJECT)
    if own:
        return own[0]
    if depth > 6:
        return None
    head = token.head
    if head is token:
        return None
    if token.dep_ in ("conj", "aux", "auxpass"):
        return subject(head, depth + 1)
    if token.dep_ in ("xcomp", "ccomp", "pcomp", "advcl", "prep", "acomp", "oprd", "attr"):
        if token.dep_ == "xcomp":
            objects = children(head, _OBJECT)
            if objects and head.lemma_.lower() not in ("promise", "vow"):
                return objects[0]
        if head.pos_ in ("VERB", "AUX", "ADP", "SCONJ", "ADJ"):
            return subject(head, depth + 1)
    if token.dep_ in ("acl", "relcl"):
        return head
    return None


def _objects(token: Token) -> list[Token]:
    return children(token, _OBJECT)


def _verb(scene: Scene, token: Token) -> Trigger | None:
    lemma = token.lemma_.lower()
    particles = {c.lower_ for c in token.children if c.dep_ in ("prt", "advmod", "prep")} | (
        {token.nbor(1).lower_} if token.i + 1 < scene.sentence.end else set()
    )
    participle = token.dep_ in ("acl", "amod") and token.tag_ in ("VBN", "VBG", "VBD")
    passive = is_passive(token) or (token.tag_ in ("VBN", "VBD") and token.dep_ == "acl")
    sense = _sense(scene, token, lemma, particles, passive)
    if sense is None:
        return None
    return Trigger(token, sense, participle=participle, passive=passive)


def _readied(token: Token) -> bool:
    """Whether the verb carries "on alert", "on standby", "on 48 hours' notice"."""
    for prep in token.children:
        if prep.dep_ in ("prep", "advmod", "prt") and prep.lower_ in ("on", "at", "to", "under"):
            for obj in prep.children:
                if obj.lemma_.lower() in words.ALERT_NOUNS or obj.lower_ in ("standby", "stand-by"):
                    return True
                if any(
                    t.lemma_.lower() in words.ALERT_NOUNS
                    for t in obj.children
                    if t.dep_ in ("compound", "amod", "conj")
                ):
                    return True
    return any(
        c.lemma_.lower() in ("standby", "alert")
        and c.dep_ in ("dobj", "attr", "acomp", "oprd")
        and token.lemma_ in ("be", "put", "place", "stand")
        for c in token.children
    )


def _sense(scene: Scene, token: Token, lemma: str, particles: set[str], passive: bool) -> Sense | None:
    if _readied(token) or lemma == "alert":
        return Sense.ALERT
    if lemma == "stand" and token.i + 1 < len(scene.doc) and token.nbor(1).lower_ in ("by", "ready"):
        return Sense.ALERT
    has_object = bool(_objects(token))
    if lemma == "be":
        return Sense.STAY
    if lemma == "pull" and not particles & {"out", "back", "off", "away", "from"}:
        return None
    if lemma in ("pull", "draw") and particles & {"out", "back", "down", "off", "away"}:
        return Sense.WITHDRAW
    if lemma == "take" and particles & {"out", "off", "away"}:
        return None
    if (
        lemma in words.WITHDRAW
        and lemma != "redeploy"
        and not (lemma in ("remove", "extract", "retire") and not has_object and not passive)
    ):
        return Sense.WITHDRAW
    if lemma in words.RELIEVE:
        return Sense.RELIEVE
    if lemma == "join":
        return Sense.JOIN
    if (lemma in ("hand", "turn", "transfer") and "over" in particles) or lemma in ("handover", "relinquish", "vacate"):
        return Sense.HAND_OVER
    if lemma == "bring" and any(c.lower_ in ("home", "back") for c in token.children):
        return Sense.WITHDRAW
    if lemma in ("close", "shut", "dismantle", "evacuate", "vacate") and any(
        o.lemma_.lower() in words.POSTS for o in _objects(token)
    ):
        return Sense.HAND_OVER
    if lemma in ("plan", "announce", "want", "seek") and any(o.lemma_.lower() in words.POSTS for o in _objects(token)):
        return Sense.SET_UP
    if lemma == "take" and "over" in particles and any(c.lower_ == "from" for c in token.children):
        return Sense.RELIEVE
    if lemma in words.LEAVE:
        kept = any((force := scene.force_at(o)) is not None and force.root.i == o.i for o in _objects(token))
        return Sense.HAVE if kept and lemma == "leave" else Sense.LEAVE
    if lemma in words.SET_UP and (
        lemma not in ("set", "build", "open", "create", "found") or lemma != "set" or "up" in particles
    ):
        return Sense.SET_UP
    if lemma in ("increase", "step", "ramp", "boost", "expand", "beef", "build") and has_object:
        return None
    if lemma in words.HOST and lemma not in ("hold", "house") and has_object:
        return Sense.HOST
    if token.dep_ == "acl" and token.head.dep_ == "ROOT" and token.tag_ in ("VBN", "VBD") and lemma in ("dock", "anchor", "berth", "moor"):
        return Sense.GO
    if lemma in words.KEPT and (
        passive or token.dep_ == "acl" or token.head.lemma_ in ("remain", "stay", "keep")
    ) and token.tag_ in ("VBN", "VBD"):
        return _kept(scene, token, lemma)
    if lemma in ("bear",):
        return None
    if lemma in words.HAVE and lemma in ("have", "maintain", "keep", "retain", "hold", "house") and has_object:
        return Sense.HAVE
    if lemma in words.SEND and (has_object or passive):
        return Sense.SEND
    if lemma in words.SEND and lemma not in words.GO and lemma not in words.KEPT:
        return Sense.SEND
    if lemma == "visit" and has_object:
        return Sense.ENTER
    if lemma in words.ENTER and (has_object or passive or lemma in ("cross", "penetrate")):
        return Sense.ENTER
    if lemma in words.GO:
        if (
            lemma == "go"
            and token.tag_ == "VBG"
            and any(
                c.lower_ == "to" and c.dep_ == "aux" for x in token.children if x.dep_ == "xcomp" for c in x.children
            )
        ):
            return None
        return Sense.GO
    if lemma in words.REINFORCE:
        return Sense.REINFORCE
    if lemma in words.STAY or lemma in words.KEPT:
        return Sense.STAY
    if lemma in words.SEND:
        return Sense.SEND
    return None


def _kept(scene: Scene, token: Token, lemma: str) -> Sense:
    """Decide whether "deployed" and its like tell of a move or of a stay."""
    if lemma in ("deploy", "place", "post", "position", "commit", "assign"):
        bearer = token
        while bearer.dep_ == "conj" and bearer.head.pos_ in ("VERB", "AUX") and not any(c.dep_ == "auxpass" for c in bearer.children):
            bearer = bearer.head
        auxiliaries = [c for c in bearer.children if c.dep_ in ("aux", "auxpass")]
        if token.dep_ in ("acl", "relcl") and not auxiliaries:
            return Sense.STAY
        forms = {a.lower_ for a in auxiliaries}
        if forms & {"are", "is", "'re", "’re", "am", "remain", "remains", "stay", "stays"} and "being" not in forms:
            return Sense.STAY
        if not auxiliaries and token.head.lemma_ in ("remain", "stay", "keep"):
            return Sense.STAY
        return Sense.SEND
    return Sense.STAY


def _noun(scene: Scene, token: Token) -> Trigger | None:
    lemma = token.lemma_.lower()
    if (
        token.lower_ in ("up", "out", "back", "down")
        and token.i >= scene.sentence.start + 2
        and token.nbor(-1).text in ("-", "–")
    ):
        joined = f"{token.nbor(-2).lower_}-{token.lower_}"
        if joined in words.NOUNS:
            return Trigger(token, words.NOUNS[joined], noun=True, word=joined)
    if lemma in ("host", "home") and token.dep_ == "attr" and token.head.lemma_ == "be":
        return Trigger(token, Sense.HOST, noun=True)
    if lemma in words.NOUNS and token.dep_ != "compound":
        return Trigger(token, words.NOUNS[lemma], noun=True)
    return None
