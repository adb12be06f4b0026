"""The stage of a movement that a verb's own tense tells, before anything above it is heard.

"Sent" is completed, "is sending" under way, "will send" planned, "could send" possible; an infinitive leaves it to
what governs it ("ordered … to deploy").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.extract import words
from mapapp.extract.governors import governors
from mapapp.extract.syntax import children, lemma
from mapapp.extract.words import Sense
from mapapp.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

    from mapapp.extract.scene import Trigger

STANDING = frozenset((Sense.STAY, Sense.HAVE, Sense.HOST))
DONE = frozenset((Status.COMPLETED, Status.UNDER_WAY))

_BE = frozenset("is are was were am been 're ’re 's ’s 'm ’m be".split())
_WOULD = frozenset("would 'd ’d".split())
_SHOULD = frozenset(("should", "ought"))
#: What is seen in its course ("were seen heading north").
_SEEING = frozenset("see spot observe watch film photograph report".split())
_LASTING = frozenset(("remain", "stay", "continue", "keep"))
_NEARING = frozenset("head march roll advance steam converge near approach".split())
_PROMISING = frozenset("pledge promise plan announce earmark volunteer".split())
_TELLING = frozenset("VBD VBN VBZ VBP VBG NN NNS".split())
#: What a gerund stands behind that tells what was done before something else was ("seized it after landing").
_ONCE_DONE = frozenset("after since upon before".split())
_TIMES = frozenset("when once until till before after".split())
_AUXILIARIES = frozenset(("aux", "auxpass"))
_DEEPEST = 8


def own(trigger: Trigger) -> Status | None:
    """Return the stage that the trigger's own tense tells; None where a governor decides."""
    if trigger.noun:
        return None
    stage, verb = tense(trigger.root, standing=trigger.sense in STANDING), lemma(trigger.root)
    if stage not in DONE:
        return stage
    if verb in _PROMISING:
        return Status.PLANNED
    if verb in ("offer", "propose"):
        return Status.POSSIBLE
    return Status.ORDERED if verb in words.ORDERING else stage


def tense(verb: Token, *, standing: bool = False, depth: int = 0) -> Status | None:
    """Read the tense of a verb into a stage; None for infinitives and gerunds.

    Parameters
    ----------
    verb : Token
    standing : bool
        Whether the verb tells where a force is: "would remain" and "will stay" then tell of now.
    """
    before = {a.lower_ for a in auxiliaries(verb)}
    if before & words.MODALS_POSSIBLE or before & _SHOULD:
        return Status.POSSIBLE
    if "must" in before:
        return _owed(verb, before)
    if before & _WOULD:
        if standing and not (verb.tag_ == "VBN" and "be" in before):  # "would remain", not "would be stationed"
            return Status.PRESENT
        return Status.PLANNED if _reported(verb) else Status.POSSIBLE
    if before & words.MODALS_FUTURE:
        lasting = standing and verb.lemma_ in _LASTING and verb.tag_ == "VB" and "be" not in before
        return Status.PRESENT if lasting else Status.PLANNED
    if "to" in before:
        return Status.PLANNED if _headline(verb) else None
    if before == {"be"} and verb.tag_ == "VBN":
        return None
    if "being" in before:
        return Status.UNDER_WAY
    if verb.tag_ == "VBG":
        return _of_gerund(verb, before, depth)
    if verb.tag_ in ("VBZ", "VBP") and not before and verb.lemma_ in _NEARING:
        return Status.UNDER_WAY
    if verb.tag_ == "VB" and not before and verb.dep_ != "ROOT":
        return None
    return Status.PLANNED if _when_it_comes(verb) else Status.COMPLETED


def _when_it_comes(verb: Token) -> bool:
    """Whether a present stands in a clause of time under a future ("we will see peace when they leave")."""
    present = verb.tag_ in ("VBZ", "VBP") or any(aux.tag_ in ("VBZ", "VBP") for aux in auxiliaries(verb))
    if verb.dep_ != "advcl" or not present or verb.head.tag_ != "VB":
        return False
    timed = any(c.lower_ in _TIMES and c.i < verb.i for c in verb.children)
    return timed and any(aux.lower_ in words.MODALS_FUTURE for aux in auxiliaries(verb.head))


def _owed(verb: Token, before: set[str]) -> Status:
    """Return the stage of what must be: "must leave", "must have left by June 20"; "must have left" is a guess."""
    due = any(c.lower_ in ("by", "before", "within") for c in verb.children)
    return Status.PLANNED if "have" not in before or due else Status.POSSIBLE


def _of_gerund(verb: Token, before: set[str], depth: int) -> Status | None:
    if verb.dep_ == "pcomp" and verb.head.lower_ in _ONCE_DONE and tense(verb.head.head) in DONE:
        return Status.COMPLETED
    if verb.dep_ == "pcomp" and verb.head.lower_ in _ONCE_DONE and verb.head.head.pos_ in ("VERB", "AUX"):
        return tense(verb.head.head, depth=depth + 1) if depth < _DEEPEST else None
    if not before and _beside_past(verb):
        return Status.COMPLETED
    if verb.head.lemma_ in _SEEING and verb.lemma_ in _NEARING | {"move", "travel", "drive"}:
        return Status.UNDER_WAY
    if before & _BE or verb.dep_ in ("acl", "amod", "ROOT", "relcl", "advcl"):
        return Status.UNDER_WAY
    if verb.dep_ != "conj":
        return None
    above = verb.head.pos_ in ("VERB", "AUX") and depth < _DEEPEST
    return tense(verb.head, depth=depth + 1) if above else Status.UNDER_WAY


def _beside_past(verb: Token) -> bool:
    """Whether a participle tells beside a verb in the past what was done as well ("landing at Oran, they moved on")."""
    main = verb.head
    if verb.dep_ == "acl" and main.dep_ in ("nsubj", "nsubjpass") and main.i < verb.i and verb.nbor(-1).text == ",":
        main = main.head
    elif verb.dep_ != "advcl" or any(c.dep_ == "mark" for c in verb.children):
        return False
    return main.tag_ == "VBD" and lemma(main) not in words.SAYING and main.pos_ == "VERB"


def _headline(verb: Token) -> bool:
    """Whether an infinitive is a headline's future ("France to send 300 soldiers")."""
    if verb.dep_ == "ROOT":
        return True
    above = verb.head
    return verb.dep_ in ("acl", "relcl") and above.dep_ == "ROOT" and above.pos_ in ("NOUN", "PROPN")


def auxiliaries(verb: Token, depth: int = 0) -> list[Token]:
    """Return a verb's auxiliaries, its own or those of the verb that it is joined to ("will go and stay")."""
    found = children(verb, _AUXILIARIES)
    joined = verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX")
    alike = verb.tag_ == "VB" or (verb.tag_ in ("VBG", "VBN") and verb.tag_ == verb.head.tag_)
    if found or not joined or not alike or depth >= _DEEPEST:
        return found
    return auxiliaries(verb.head, depth + 1)


def _reported(verb: Token) -> bool:
    """Whether "would" reports a plan ("he said that they would go")."""
    return any(lemma(g) in words.SAYING | words.PLANNING and g.tag_ in _TELLING for g in governors(verb))
