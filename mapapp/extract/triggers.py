"""Stage 5: the words that say that a force moves, stays or is readied, and in which sense.

A verb's sense rests on its lemma, its particles and whether it has an object: "pulled out" withdraws, "pulled a
lever" does nothing; "moved" with an object sends, without one goes; "are deployed" stays, "were deployed" was sent.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mapapp.extract import words
from mapapp.extract.scene import Scene, Trigger
from mapapp.extract.syntax import OBJECTS, children, is_passive, lemma, subject
from mapapp.extract.words import Sense

if TYPE_CHECKING:
    from spacy.tokens import Token

_HEADLINE = frozenset(
    "arrive arrives arrived deploy deploys sail sails depart departs land lands head heads enter enters".split()
)
_PARTICLES = frozenset("up out back down".split())
_AWAY = frozenset("out back off away".split())
_OFTEN_A_MOVE = frozenset("deploy place post position commit assign".split())
_IS = frozenset("are is 're ’re am remain remains stay stays".split())
_REMAINING = frozenset(("remain", "stay", "keep"))
_AS_A_RULE = frozenset("normally usually ordinarily formerly previously".split())
#: What those take up who come to stay ("have taken up positions around Gori").
_STANDS = frozenset("position positions station stations post posts quarters".split())
_TO_DEPLOY = re.compile(r"\b(?:prepared?|ready)[- ]to[- ](?:deploy|move)(?:ment)?[- ]$")
_COUNTING = frozenset("numbering totaling totalling".split())
_GROWTH = frozenset("increase step ramp boost expand beef build".split())

#: Who does this at short notice is not on alert.
_ON_THE_MOVE = (words.GO | words.SEND) - {"put", "place", "position", "post", "station", "hold"}


def find(scene: Scene) -> list[Trigger]:
    """Return the triggers of a scene's sentence, in order."""
    return [trigger for token in scene.sentence if (trigger := _trigger(scene, token)) is not None]


def _trigger(scene: Scene, token: Token) -> Trigger | None:
    force = scene.force_at(token)
    moves = lemma(token) in words.NOUNS and (force is None or force.root.i != token.i)
    if force is not None and not moves and token.pos_ in ("NOUN", "PROPN", "NUM", "ADJ"):
        return None
    if token.lower_ in _COUNTING and token.dep_ == "acl":
        return None  # "four battalions totaling 3,000 men" tells how many, not where
    if token.dep_ in ("aux", "auxpass") or any(day.start <= token.idx < day.end for day in scene.dates):
        return None
    if token.pos_ in ("VERB", "AUX", "ADJ") and (trigger := _verb(scene, token)) is not None:
        return None if _as_a_rule(token) else trigger
    if token.dep_ == "ROOT" and token.lower_ in _HEADLINE and token.pos_ in ("NOUN", "PROPN", "ADJ"):
        return Trigger(token, Sense.GO)  # a headline's verb, taken for a noun
    if token.pos_ in ("NOUN", "PROPN") or token.lower_ in _PARTICLES:
        return _noun(scene, token)
    return None


def _as_a_rule(verb: Token) -> bool:
    """Whether the words tell where a force has its home, not where it is ("normally based at Fergana")."""
    return verb.tag_ == "VBN" and any(c.lower_ in _AS_A_RULE for c in verb.children)


def _noun(scene: Scene, token: Token) -> Trigger | None:
    hyphen = token.i >= scene.sentence.start + 2 and token.nbor(-1).text in ("-", "–")
    if hyphen and token.lower_ in _PARTICLES:
        joined = f"{token.nbor(-2).lower_}-{token.lower_}"
        if joined in words.NOUNS:
            return Trigger(token, words.NOUNS[joined], noun=True, word=joined)
    noun = lemma(token)
    if noun in ("host", "home") and token.dep_ == "attr" and token.head.lemma_ == "be":
        return Trigger(token, Sense.HOST, noun=True)
    if noun in words.NOUNS and token.dep_ != "compound":
        return Trigger(token, words.NOUNS[noun], noun=True)
    return None


def _verb(scene: Scene, token: Token) -> Trigger | None:
    passive = is_passive(token) or (token.tag_ in ("VBN", "VBD") and token.dep_ == "acl")
    sense = _sense(scene, token, passive)
    if sense is None:
        return None
    participle = token.dep_ in ("acl", "amod") and token.tag_ in ("VBN", "VBG", "VBD")
    if sense in (Sense.STAY, Sense.HAVE) and _on_the_way(token):
        moves = Sense.GO if sense is Sense.STAY else Sense.SEND  # "has two battalions on the way"
        return Trigger(token, moves, participle=participle, passive=passive, on_the_way=True)
    return Trigger(token, sense, participle=participle, passive=passive)


def _sense(scene: Scene, token: Token, passive: bool) -> Sense | None:
    """Return what a verb says of a force: the phrases first, then the classes of verbs."""
    verb = lemma(token)
    objects = children(token, OBJECTS)
    particles = {c.lower_ for c in token.children if c.dep_ in ("prt", "advmod", "prep")}
    following = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    if token.i + 1 < scene.sentence.end:
        particles.add(following)
    if _readied(token) or verb == "alert" or (verb == "stand" and following in ("by", "ready")):
        return Sense.ALERT
    if verb == "be":
        return Sense.STAY
    if verb == "pull" and not particles & (_AWAY | {"from"}):
        return None
    if verb in ("take", "assume", "occupy") and any(o.lower_ in _STANDS for o in objects):
        return Sense.STAY
    if verb == "take" and particles & {"out", "off", "away"}:
        return None
    if verb == "take" and any(t.lower_ == "part" for t in objects):
        return Sense.STAY
    phrase = _leaving(token, verb, particles, objects, passive) or _phrase(token, verb, particles, objects)
    if phrase is not None:
        return phrase
    if verb in words.LEAVE:
        left = any((f := scene.force_at(o)) is not None and f.root.i == o.i and not names_post(o) for o in objects)
        return Sense.HAVE if left and verb == "leave" else Sense.LEAVE
    if verb in words.SET_UP and (verb != "set" or "up" in particles):
        return Sense.SET_UP
    if verb in _GROWTH and objects:
        return Sense.GO if verb == "step" and "off" in particles else None  # "stepped off aircraft at …"
    return _by_class(token, verb, bool(objects), passive)


def names_post(noun: Token) -> bool:
    """Whether a noun names something built on the spot, which those leave who are in it."""
    return noun.lower_ in words.POSTS or lemma(noun) in words.POSTS


def _leaving(token: Token, verb: str, particles: set[str], objects: list[Token], passive: bool) -> Sense | None:
    if verb in ("pull", "draw") and particles & (_AWAY | {"down"}):
        return Sense.WITHDRAW
    civil = verb in ("remove", "extract", "retire") and not objects and not passive
    if verb in words.WITHDRAW and verb != "redeploy" and not civil:
        return Sense.WITHDRAW
    return None


def _phrase(token: Token, verb: str, particles: set[str], objects: list[Token]) -> Sense | None:
    """Read what a verb says together with a particle or its object ("hand over", "bring home", "close a base")."""
    posts = any(lemma(o) in words.POSTS for o in objects)
    below = {c.lower_ for c in token.children}
    if verb in words.RELIEVE:
        return Sense.RELIEVE
    if verb == "join":
        return Sense.JOIN
    if (verb in ("hand", "turn", "transfer") and "over" in particles) or verb in ("handover", "relinquish", "vacate"):
        return Sense.HAND_OVER
    if verb == "bring" and below & {"home", "back"}:
        return Sense.WITHDRAW
    if verb in ("close", "shut", "dismantle") and posts:
        return Sense.HAND_OVER
    if verb in ("plan", "announce", "want", "seek") and posts:
        return Sense.SET_UP
    return Sense.RELIEVE if verb == "take" and "over" in particles and "from" in below else None


def _of_place(verb: Token) -> bool:
    """Whether a place is a verb's subject ("Skopje houses the base")."""
    who = subject(verb)
    return who is not None and who.ent_type_ in ("GPE", "LOC", "FAC")


def _by_class(token: Token, verb: str, has_object: bool, passive: bool) -> Sense | None:
    """Return the sense of a verb by the classes that its lemma belongs to."""
    if has_object and (verb in words.HOST or (verb == "house" and _of_place(token))):
        return Sense.HOST
    past = token.tag_ in ("VBN", "VBD")
    if past and token.dep_ == "acl" and token.head.dep_ == "ROOT" and verb in ("dock", "anchor", "berth", "moor"):
        return Sense.GO
    if past and verb in words.KEPT and (passive or token.dep_ == "acl" or token.head.lemma_ in _REMAINING):
        return Sense.SEND if verb in _OFTEN_A_MOVE and not _standing(token) else Sense.STAY
    if verb in words.HAVE and has_object:
        return Sense.HAVE
    if verb in words.SEND and (has_object or passive or verb not in words.GO | words.KEPT):
        return Sense.SEND
    if verb == "visit" and has_object:
        return Sense.ENTER
    if verb in words.ENTER and (has_object or passive or verb in ("cross", "penetrate")):
        return Sense.ENTER
    if verb in words.GO:
        return None if _going_to(token, verb) else Sense.GO
    if verb in words.REINFORCE:
        return Sense.REINFORCE
    stays = verb in words.STAY | words.KEPT and not (passive and verb in words.HARM)  # who is trained goes nowhere
    return Sense.STAY if stays else None


def _going_to(token: Token, verb: str) -> bool:
    """Whether "going" only makes a future ("is going to send")."""
    if verb != "go" or token.tag_ != "VBG":
        return False
    return any(c.lower_ == "to" and c.dep_ == "aux" for x in children(token, frozenset(("xcomp",))) for c in x.children)


def _on_the_way(token: Token) -> bool:
    """Whether "be" or "have" tells of a move ("are on their way to …", "has two ships on the way")."""
    if token.lemma_ not in ("be", "have"):
        return False
    below = [*token.children, *(c for o in children(token, OBJECTS) if token.lemma_ == "have" for c in o.children)]
    return any(c.lower_ == "on" and any(o.lemma_ in ("way", "route") for o in c.children) for c in below)


def _readied(token: Token) -> bool:
    """Whether the verb carries "on alert", "on standby", "on 48 hours' notice"."""
    for prep in children(token, frozenset(("prep", "advmod", "prt"))):
        if prep.lower_ not in ("on", "at", "to", "under", "in"):
            continue
        for obj in prep.children:
            if _state_of_alert(obj):
                return True
            if prep.lower_ == "in" and lemma(obj) not in ("readiness", "alert"):
                continue
            within = [obj, *children(obj, frozenset(("compound", "amod", "conj")))]
            if (
                _prepared(obj)
                or obj.lower_ in ("standby", "stand-by")
                or any(lemma(t) in words.ALERT_NOUNS for t in within)
            ):
                return prep.lower_ != "at" or obj.lower_ != "notice" or token.lemma_ not in _ON_THE_MOVE
    put = token.lemma_ in ("be", "put", "place", "stand")
    objects = children(token, frozenset(("dobj", "attr", "acomp", "oprd")))
    return put and any(lemma(o) in ("standby", "alert") for o in objects)


def _state_of_alert(noun: Token) -> bool:
    """Whether forces are "in a state of readiness" or "on a war footing"."""
    if noun.lower_ == "footing":
        return any(c.lower_ in ("war", "wartime") for c in noun.children)
    of = (o for c in noun.children if c.lower_ == "of" for o in c.children)
    return noun.lower_ == "state" and any(lemma(o) in words.ALERT_NOUNS for o in of)


def _prepared(noun: Token) -> bool:
    """Whether orders only make ready ("on prepare-to-deploy orders")."""
    before = noun.doc.text[max(0, noun.idx - 24) : noun.idx].lower()
    return noun.lemma_ == "order" and _TO_DEPLOY.search(before) is not None


def _standing(token: Token) -> bool:
    """Whether "deployed" and its like tell of a stay ("are deployed"), not of a move ("were deployed")."""
    bearer = token
    while bearer.dep_ == "conj" and bearer.head.pos_ in ("VERB", "AUX"):
        if any(c.dep_ == "auxpass" for c in bearer.children):
            break
        bearer = bearer.head
    auxiliaries = {c.lower_ for c in children(bearer, frozenset(("aux", "auxpass")))}
    if not auxiliaries:
        return token.dep_ in ("acl", "relcl") or token.head.lemma_ in _REMAINING
    return bool(auxiliaries & _IS) and "being" not in auxiliaries
