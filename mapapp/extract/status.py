"""Stage 7: how far a movement has got, from the trigger's own tense and from everything that governs it.

"Is considering whether to send": the infinitive leaves it open, "consider" makes it possible.  Governors are heard
nearest first; the first that has something to say about the stage decides, a denial above it can still turn it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from mapapp.extract import words
from mapapp.extract.denial import called_false, conditional, negated, put_aside, ruled_out, unreal
from mapapp.extract.governors import PAPERS, governors
from mapapp.extract.syntax import OBJECTS, children, lemma
from mapapp.extract.tense import DONE, STANDING, own, tense
from mapapp.extract.words import Sense
from mapapp.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

    from mapapp.extract.scene import Force, Scene, Trigger

#: What says that something can be done in general, not that it will be.
_ABLE = frozenset("right ability capability capacity capable able entitle".split())
_GOING = frozenset((Sense.WITHDRAW, Sense.LEAVE, Sense.HAND_OVER))
_OPEN = frozenset((Status.POSSIBLE, Status.PLANNED))
_DENIES_ALWAYS = frozenset("deny rule exclude refute reject denial dismiss drop".split())
_NOT_TOLD = frozenset("decide say confirm comment know clear disclose reveal specify".split())
_FOUND = frozenset("sign evidence indication hint trace proof plan intention intent".split())
#: Verbs behind which a bare verb tells a wish, not what is so.
_WISHING = frozenset("propose ask request urge recommend demand require order direct advise".split())
#: Verbs that leave open what their "of" or "about" tells ("spoke of sending").
_SPOKEN_OF = frozenset("speak talk dream boast hint think joke".split())
_WITNESSING = frozenset("see follow witness complete finish accuse after help".split())
_POSSIBLE = frozenset("possible potential proposed propose likely hypothetical".split())
_FUTURE = frozenset("planned plan upcoming impending forthcoming future expected announced".split())
_CONDITIONED = frozenset((None, Status.PLANNED, Status.ORDERED, Status.COMPLETED, Status.POSSIBLE))
_RESTING = frozenset("station base garrison headquarter mass amass concentrate".split())


@dataclass
class _Heard:
    """What has been heard on the way up from a trigger."""

    stage: Status | None
    denied: bool
    unreal: bool
    voice: str | None = None

    def hear(self, governor: Token) -> None:
        """Take in what one governor says."""
        word, negative = lemma(governor), negated(governor)
        open_ended = self.stage is None
        if word == "have" and any(c.lower_ == "yet" for c in governor.children):
            self.denied = True  # "has yet to arrive"
        if word in words.SAYING and self.voice is None:
            self.voice = _speaker(governor)
        refusing = word in words.DENYING and (word != "rule" or ruled_out(governor))
        refusing = refusing or (word == "drop" and any(lemma(c) in PAPERS for c in children(governor, OBJECTS)))
        spurned = word in ("turn", "vote") and any(c.lower_ == "down" for c in governor.children)
        refusing = refusing or spurned
        if refusing and (open_ended or word in _DENIES_ALWAYS or spurned):
            open_ended = False
            self.denied = not negative
            if negative:  # "has not ruled out sending"
                self.stage = Status.POSSIBLE
        elif negative and (open_ended or word in words.SAYING or word in _FOUND):
            self._negative(word, open_ended=open_ended)
        if open_ended and self.stage is None:
            self.stage = _governed(governor, word)
        elif self.stage is Status.PLANNED and word in words.POSSIBLE - words.SAYING and governor.dep_ != "conj":
            self.stage = Status.POSSIBLE
        self.unreal = self.unreal or unreal(governor) or word in _ABLE

    def _negative(self, word: str, *, open_ended: bool) -> None:
        if word not in _NOT_TOLD:
            self.denied = True
        elif open_ended:
            self.stage = Status.POSSIBLE


def read(scene: Scene, trigger: Trigger, force: Force) -> tuple[Status, str | None, bool]:
    """Return the status, the voice that says so, and whether the words are a counterfactual that is no claim."""
    root = trigger.root
    denied = force.none or negated(root) or called_false(root) or put_aside(root)
    if trigger.noun and trigger.sense is Sense.STAY and root.dep_ not in ("dobj", "attr", "nsubjpass"):
        denied = denied or (root.dep_ == "pobj" and any(_not_found(g) for g in islice(governors(root), 4)))
        return (Status.DENIED if denied else Status.PRESENT), _according(scene), unreal(root)
    heard = _Heard(_first_stage(trigger), denied, unreal(root))
    top = root
    for governor in governors(root):
        if lemma(governor) in ("way", "course") or _other_half(governor, top):
            break
        heard.hear(governor)
        top = governor
    stage = _predicated(root) or heard.stage
    if stage in _CONDITIONED and conditional(root, top):
        stage = Status.POSSIBLE
    if any(lemma(c) in _POSSIBLE for c in root.children):
        stage = Status.POSSIBLE
    if any(lemma(c) in _FUTURE for c in children(root, frozenset(("amod",))) if c.i < root.i):
        stage = Status.PLANNED
    status = Status.DENIED if heard.denied else _final(trigger, stage)
    return status, heard.voice or _according(scene), heard.unreal


def _not_found(governor: Token) -> bool:
    """Whether what is spoken of is denied ("no sign of a presence", "denied reports of a presence")."""
    word = lemma(governor)
    return word == "deny" or (word in _FOUND and negated(governor))


def _first_stage(trigger: Trigger) -> Status | None:
    """Return the stage that the trigger tells before its governors are heard."""
    root = trigger.root
    if trigger.on_the_way:
        return Status.UNDER_WAY
    if trigger.participle and trigger.sense is Sense.STAY and _exists(root.head):
        stage = tense(root.head.head)
        return stage if stage in _OPEN else None
    if (root.dep_ == "acl" and lemma(root.head) in PAPERS) or _wished(root):
        return None
    if root.lemma_ == "be" and any(c.lower_ == "due" and c.dep_ == "acomp" for c in root.children):
        return Status.PLANNED  # "are due at Georgetown today"
    return own(trigger)


def _wished(verb: Token) -> bool:
    """Whether a verb tells what others propose or ask ("proposed that the two powers send troops")."""
    bare = verb.tag_ in ("VB", "VBP") and not children(verb, frozenset(("aux", "auxpass", "neg")))
    return bare and verb.dep_ == "ccomp" and lemma(verb.head) in _WISHING


def _predicated(noun: Token) -> Status | None:
    """Return the stage that a noun is said to have reached ("the deployment … is under way")."""
    verb = noun.head
    if noun.pos_ != "NOUN" or noun.dep_ != "nsubj" or verb.lemma_ != "be" or tense(verb) in _OPEN:
        return None
    for said in verb.children:
        begun = said.lower_ == "under" and any(c.lower_ == "way" for c in said.children)
        if begun or said.lower_ in ("underway", "ongoing"):
            return Status.UNDER_WAY
        if said.lower_ in ("complete", "over", "finished"):
            return Status.COMPLETED
    return None


def _other_half(governor: Token, below: Token) -> bool:
    """Whether a semicolon stands between: the governor is of another sentence."""
    first, last = sorted((governor.i, below.i))
    return any(token.lower_ == ";" for token in governor.doc[first:last])


def _final(trigger: Trigger, stage: Status | None) -> Status:
    """Fit a stage to the sense of its trigger: who is stationed is present, who has gone is withdrawn."""
    if trigger.sense is Sense.ALERT:
        return Status.POSSIBLE if stage is Status.POSSIBLE else Status.ON_ALERT
    if stage in DONE and (lemma(trigger.root) in _RESTING or _takes_turns(trigger.root)):
        return Status.PRESENT
    if trigger.sense in STANDING:
        return stage if stage in (Status.POSSIBLE, Status.PLANNED, Status.ORDERED) else Status.PRESENT
    if stage is None and trigger.root.tag_ == "VBG":
        return Status.UNDER_WAY
    if stage is None and trigger.noun and trigger.sense is Sense.SEND:
        return Status.COMPLETED if _had_effect(trigger.root) else Status.PLANNED
    if stage in (None, Status.COMPLETED):
        return Status.WITHDRAWN if trigger.sense in _GOING or _out_of(trigger) else Status.COMPLETED
    return stage


def _had_effect(noun: Token) -> bool:
    """Whether what a noun tells has done something already ("the deployment of 300 soldiers angered the junta")."""
    verb = noun.head
    told = words.PLANNING | words.ORDERING | words.POSSIBLE | words.SAYING | words.DENYING | words.BEGINNING
    return noun.dep_ == "nsubj" and verb.tag_ == "VBD" and verb.pos_ == "VERB" and lemma(verb) not in told


def _out_of(trigger: Trigger) -> bool:
    """Whether forces are taken out of a place and nowhere ("moved its troops out of Gao")."""
    if trigger.noun or trigger.sense is not Sense.SEND or not (trigger.passive or children(trigger.root, OBJECTS)):
        return False
    ways = {c.lower_ for c in trigger.root.children if c.dep_ in ("prep", "advmod", "prt")}
    out = any(c.lower_ == "out" and c.nbor(1).lower_ == "of" for c in trigger.root.children if c.i + 1 < len(c.doc))
    return out and ways.isdisjoint(("to", "into", "toward", "towards", "for", "on"))


def _takes_turns(verb: Token) -> bool:
    """Whether forces come and go at a place ("have been rotating through Darwin")."""
    return lemma(verb) == "rotate" and any(c.lower_ == "through" for c in verb.children)


def _governed(governor: Token, word: str) -> Status | None:
    """Return the stage that a governor gives to what it governs."""
    told = tense(governor) if governor.pos_ in ("VERB", "AUX") else None
    if word in words.BEGINNING:
        return Status.UNDER_WAY if told in DONE or governor.pos_ == "NOUN" else told
    if word in words.ORDERING:
        return Status.ORDERED if told is None or told in DONE else told
    if word == "be" and governor.tag_ in ("VBZ", "VBP", "VBD"):
        return Status.PLANNED if children(governor, frozenset(("xcomp",))) else None
    if word == "go" and governor.tag_ == "VBG":
        return Status.PLANNED
    if word in words.PLANNING:
        return Status.POSSIBLE if told is Status.POSSIBLE else Status.PLANNED
    if word in words.POSSIBLE:
        return Status.POSSIBLE
    if word in _SPOKEN_OF and any(c.dep_ == "prep" and c.lower_ in ("of", "about", "at") for c in governor.children):
        return Status.POSSIBLE
    if word in words.SAYING:
        return None
    if word == "have":
        return Status.PLANNED
    if word in _WITNESSING:
        return told or Status.COMPLETED
    return told if told in _OPEN else None


def _exists(noun: Token) -> bool:
    """Whether a noun is what "there is" speaks of."""
    return noun.dep_ == "attr" and noun.head.lemma_ == "be" and any(c.dep_ == "expl" for c in noun.head.children)


def _speaker(verb: Token) -> str | None:
    """Return who says so, as written."""
    who = next(iter(children(verb, frozenset(("nsubj", "agent")))), None)
    return None if who is None or who.pos_ == "PRON" else _phrase(who)


def _according(scene: Scene) -> str | None:
    for token in scene.sentence:
        if token.lower_ == "according" and token.i + 2 < scene.sentence.end and token.nbor(1).lower_ == "to":
            source = next(iter(children(token.nbor(1), frozenset(("pobj",)))), None)
            if source is not None:
                return _phrase(source)
    return None


def _phrase(noun: Token) -> str:
    return str(noun.doc[noun.left_edge.i : noun.i + 1].text)
