"""Stage 4: how far a movement has got, from the trigger's own tense and from everything that governs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.extract import words
from mapapp.extract.triggers import children, subject
from mapapp.extract.words import Sense
from mapapp.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from mapapp.extract.scene import Force, Scene, Trigger

_STANDING = frozenset((Sense.STAY, Sense.HAVE, Sense.HOST))
#: Papers that tell what is to happen ("an order sending …").
_PAPERS = frozenset("order decree directive plan decision proposal bill resolution memo memorandum agreement deal".split())
#: What says that something can be done in general, not that it will be.
_ABLE = frozenset("right ability capability capacity capable able entitle".split())
_GOING = frozenset((Sense.WITHDRAW, Sense.LEAVE, Sense.HAND_OVER))
_UP = frozenset("xcomp ccomp acl advcl pcomp prep dobj pobj obj nsubj nsubjpass conj relcl acomp attr dep oprd".split())


def read(scene: Scene, trigger: Trigger, force: Force) -> tuple[Status, str | None, bool]:
    """Return the status, the voice that says so, and whether the words are a counterfactual that is no claim."""
    denied = force.none or _negated(trigger.root)
    stage = _own(trigger)
    voice = None
    unreal = _unreal(trigger.root)
    node = trigger.root
    if (
        trigger.sense is Sense.STAY
        and trigger.root.lemma_ == "be"
        and any(
            c.lower_ == "on" and any(o.lemma_ in ("way", "route") for o in c.children) for c in trigger.root.children
        )
    ):
        stage = Status.UNDER_WAY
        trigger.sense = Sense.GO
    if trigger.root.dep_ == "acl" and trigger.root.head.lemma_.lower() in _PAPERS:
        stage = None
    if _false(trigger.root):
        denied = True
    if trigger.noun and trigger.sense is Sense.STAY and trigger.root.dep_ not in ("dobj", "attr", "nsubjpass"):
        return (Status.DENIED if denied else Status.PRESENT), _according(scene), unreal
    if trigger.participle and trigger.sense is Sense.STAY and _exists(trigger.root.head):
        stage = tense(trigger.root.head.head)
        stage = stage if stage in (Status.PLANNED, Status.POSSIBLE) else None
    for governor in _governors(trigger.root):
        lemma = governor.lemma_.lower()
        open_ended = stage is None
        negated = _negated(governor)
        if lemma in ("way", "course") or any(
            t.lower_ == ";" for t in governor.doc[min(governor.i, node.i) : max(governor.i, node.i)]
        ):
            break
        if lemma == "have" and any(c.lower_ == "yet" for c in governor.children):
            denied = True
        if lemma in words.SAYING and voice is None:
            voice = _speaker(governor)
        refusing = lemma in words.DENYING and not (lemma == "rule" and not _ruled_out(governor))
        if refusing and (open_ended or lemma in ("deny", "rule", "exclude", "refute", "reject", "denial", "dismiss")):
            if negated:  # "has not ruled out sending"
                stage, denied = Status.POSSIBLE, False
            else:
                denied = True
            open_ended = False
        elif negated and (open_ended or lemma in words.SAYING or lemma in ("sign", "evidence", "plan", "intention")):
            if lemma in ("decide", "say", "confirm", "comment", "know", "clear", "disclose", "reveal", "specify"):
                if open_ended:
                    stage = Status.POSSIBLE
            else:
                denied = True
        if open_ended and stage is None:
            stage = _governed(governor, lemma, stage)
        elif (
            lemma in words.POSSIBLE
            and stage in (Status.PLANNED,)
            and governor.dep_ != "conj"
            and lemma not in words.SAYING
        ):
            stage = Status.POSSIBLE
        unreal = unreal or _unreal(governor) or lemma in _ABLE
        node = governor
    if _conditional(trigger.root, node) and stage in (
        None,
        Status.PLANNED,
        Status.ORDERED,
        Status.COMPLETED,
        Status.POSSIBLE,
    ):
        stage = Status.POSSIBLE
    if any(
        c.lemma_.lower() in ("possible", "potential", "proposed", "likely", "hypothetical")
        for c in trigger.root.children
    ):
        stage = Status.POSSIBLE
    if any(
        c.lemma_.lower()
        in ("planned", "plan", "upcoming", "impending", "forthcoming", "future", "expected", "announced")
        and c.dep_ == "amod"
        for c in trigger.root.children
    ):
        stage = Status.PLANNED
    voice = voice or _according(scene)
    if denied:
        return Status.DENIED, voice, unreal
    return _final(trigger, stage), voice, unreal


def _final(trigger: Trigger, stage: Status | None) -> Status:
    if trigger.sense is Sense.ALERT:
        return stage if stage in (Status.POSSIBLE, Status.PLANNED) and stage is Status.POSSIBLE else Status.ON_ALERT
    if trigger.root.lemma_.lower() in (
        "station",
        "base",
        "garrison",
        "headquarter",
        "mass",
        "amass",
        "concentrate",
    ) and stage in (Status.COMPLETED, Status.UNDER_WAY):
        return Status.PRESENT
    if trigger.sense in _STANDING:
        return stage if stage in (Status.POSSIBLE, Status.PLANNED, Status.ORDERED) else Status.PRESENT
    if stage is None and trigger.root.tag_ == "VBG":
        stage = Status.UNDER_WAY
    if stage is None:
        stage = Status.COMPLETED if not trigger.noun or trigger.sense is not Sense.SEND else Status.PLANNED
    if trigger.sense in _GOING and stage is Status.COMPLETED:
        return Status.WITHDRAWN
    return stage


def _own(trigger: Trigger) -> Status | None:
    """Return the stage that the trigger's own tense tells; None where a governor decides."""
    root = trigger.root
    if trigger.noun:
        return None
    stage = tense(root, trigger)
    if root.lemma_.lower() in ("pledge", "promise", "plan", "announce", "earmark", "volunteer") and stage in (
        Status.COMPLETED,
        Status.UNDER_WAY,
    ):
        return Status.PLANNED
    if root.lemma_.lower() in ("offer", "propose") and stage in (Status.COMPLETED, Status.UNDER_WAY):
        return Status.POSSIBLE
    if root.lemma_.lower() in words.ORDERING and stage in (Status.COMPLETED, Status.UNDER_WAY):
        return Status.ORDERED
    return stage


def tense(verb: Token, trigger: Trigger | None = None) -> Status | None:
    """Read the tense of a verb into a stage; None for infinitives and gerunds."""
    aux = _auxiliaries(verb)
    lower = [a.lower_ for a in aux]
    standing = trigger is not None and trigger.sense in _STANDING
    if any(w in words.MODALS_POSSIBLE for w in lower):
        return Status.POSSIBLE
    if any(w in ("should", "ought") for w in lower):
        return Status.POSSIBLE
    if "would" in lower or "'d" in lower or "’d" in lower:
        if standing:
            return Status.PRESENT
        return Status.PLANNED if _reported(verb) else Status.POSSIBLE
    if any(w in words.MODALS_FUTURE for w in lower):
        return (
            Status.PRESENT
            if standing
            and (verb.lemma_ in ("remain", "stay", "continue", "keep") and verb.tag_ == "VB")
            and "be" not in lower
            else Status.PLANNED
        )
    if "to" in lower and (
        verb.dep_ == "ROOT"
        or (verb.dep_ in ("acl", "relcl") and verb.head.dep_ == "ROOT" and verb.head.pos_ in ("NOUN", "PROPN"))
    ):
        return Status.PLANNED  # a headline: "France to send 300 soldiers"
    if "to" in lower or (lower == ["be"] and verb.tag_ == "VBN"):
        return None
    if "being" in lower:
        return Status.UNDER_WAY
    if verb.tag_ == "VBG":
        if any(
            w in ("is", "are", "was", "were", "am", "been", "'re", "’re", "'s", "’s", "'m", "’m", "be") for w in lower
        ):
            return Status.UNDER_WAY
        if verb.dep_ in ("acl", "amod", "ROOT", "relcl"):
            return Status.UNDER_WAY
        if verb.dep_ in ("advcl", "conj"):
            return (
                tense(verb.head, None)
                if verb.head is not verb and verb.head.pos_ in ("VERB", "AUX") and verb.dep_ == "conj"
                else Status.UNDER_WAY
            )
        return None
    if verb.tag_ in ("VBD", "VBN"):
        return Status.COMPLETED
    if (
        verb.tag_ in ("VBZ", "VBP")
        and verb.lemma_ in ("head", "march", "roll", "advance", "steam", "converge", "near", "approach")
        and not lower
    ):
        return Status.UNDER_WAY
    if verb.tag_ == "VB" and not lower:
        if verb.dep_ in ("ROOT",):
            return Status.COMPLETED
        return None
    return Status.COMPLETED


def _auxiliaries(verb: Token) -> list[Token]:
    own = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if not own and verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        shared = _auxiliaries(verb.head)
        if verb.tag_ in ("VB", "VBG", "VBN") and verb.tag_ == verb.head.tag_ or verb.tag_ == "VB":
            return shared
    return own


def _reported(verb: Token) -> bool:
    return any(
        g.lemma_.lower() in words.SAYING | words.PLANNING and g.tag_ in ("VBD", "VBN", "VBZ", "VBP", "VBG", "NN", "NNS")
        for g in _governors(verb)
    )


def _governors(token: Token) -> Iterator[Token]:
    """Yield what governs a trigger, nearest first, to the top of its sentence."""
    node = token
    for _ in range(20):
        if node.dep_ not in _UP or node.head is node:
            return
        head = node.head
        if node.dep_ == "conj":
            # what is joined by "and" is governed alike, but does not govern each other
            node = head
            while node.dep_ == "conj" and node.head is not node:
                node = node.head
            if node.dep_ not in _UP or node.head is node:
                return
            head = node.head
        if node.dep_ in ("nsubj", "nsubjpass") and head.lemma_ in ("be", "include", "involve"):
            return
        if node.dep_ == "relcl" or (
            node.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ not in ("that", "to") for c in node.children)
        ):
            return
        if (
            node.dep_ == "advcl"
            and head.tag_ in ("VBD", "VBZ", "VBP", "VBN")
            and not any(c.lower_ == "to" for c in node.children)
        ):
            # "sending warships, it has …": a free participle keeps its own stage
            return
        if (
            node.dep_ == "acl"
            and head.pos_ in ("NOUN", "PROPN")
            and node.tag_ in ("VBN", "VBD", "VBG")
            and head.lemma_.lower()
            not in (
                words.PLANNING
                | words.POSSIBLE
                | words.DENYING
                | _PAPERS | {"sign", "evidence", "process", "report", "chance", "risk", "talk"}
            )
        ):
            return
        if head.pos_ in ("VERB", "AUX", "NOUN", "ADJ", "PROPN", "SCONJ", "ADP"):
            if head.pos_ not in ("ADP", "SCONJ"):
                yield head
            node = head
            continue
        return


def _governed(governor: Token, lemma: str, stage: Status | None) -> Status | None:
    own = tense(governor) if governor.pos_ in ("VERB", "AUX") else None
    if lemma in words.BEGINNING:
        return Status.UNDER_WAY if own in (Status.COMPLETED, Status.UNDER_WAY) or governor.pos_ == "NOUN" else own
    if lemma in words.ORDERING and lemma not in ("tell",) or (lemma == "tell" and stage is None):
        return Status.ORDERED if own in (None, Status.COMPLETED, Status.UNDER_WAY) else own
    if lemma == "be" and governor.tag_ in ("VBZ", "VBP", "VBD"):
        return Status.PLANNED if any(c.dep_ == "xcomp" for c in governor.children) else None
    if lemma == "go" and governor.tag_ == "VBG":
        return Status.PLANNED
    if lemma in words.PLANNING:
        return Status.POSSIBLE if own is Status.POSSIBLE else Status.PLANNED
    if lemma in words.POSSIBLE:
        return Status.POSSIBLE
    if lemma in words.SAYING:
        return None
    if lemma in ("have",):
        return Status.PLANNED
    if lemma in ("see", "follow", "witness", "complete", "finish", "accuse", "after", "help"):
        return own or Status.COMPLETED
    return own if own in (Status.POSSIBLE, Status.PLANNED) else None


def _negated(token: Token) -> bool:
    for child in token.children:
        if child.i > token.i and child.i + 1 < len(child.doc) and child.nbor(1).pos_ == "ADP" and child.lower_ == "not":
            continue  # "to Lima, not to Cusco"
        if child.dep_ in ("neg", "det", "advmod", "preconj", "cc") and child.lower_ in words.NEGATIVES:
            following = child.nbor(1).lower_ if child.i + 1 < len(child.doc) else ""
            if following in ("only", "just", "merely", "least", "less", "more", "fewer", "later", "necessarily"):
                continue
            return True
    if (
        token.dep_ == "conj"
        and token.head.pos_ in ("VERB", "AUX")
        and not [c for c in token.children if c.dep_ in ("aux", "nsubj", "nsubjpass")]
    ):
        return token.tag_ == token.head.tag_ and token.tag_ in ("VB", "VBN") and _negated(token.head)
    own = subject(token) if token.pos_ in ("VERB", "AUX") else None
    if own is not None and (
        own.lower_ in ("none", "nobody", "neither", "nothing")
        or any(c.dep_ in ("det", "preconj", "cc", "nmod") and c.lower_ in ("no", "neither") for c in own.children)
    ):
        return token.lemma_ not in ("be",) or True
    return False


def _ruled_out(token: Token) -> bool:
    return any(c.lower_ == "out" for c in token.children) or (
        token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "out"
    )


def _conditional(root: Token, top: Token) -> bool:
    nodes = {root, top}
    for node in nodes:
        for child in node.children:
            if child.dep_ == "advcl" and any(
                m.lower_ in ("if", "unless", "should") and m.dep_ in ("mark", "advmod", "aux") for m in child.children
            ):
                return True
    for node in (root, *list(_governors(root))[:3]):
        if any(m.dep_ in ("mark", "advmod") and m.lower_ in ("if", "unless", "whether") for m in node.children):
            return True
    return False


def _unreal(token: Token) -> bool:
    """Whether a counterfactual ("would have sent", "had they returned") or a wish governs the words."""
    aux = [a.lower_ for a in _auxiliaries(token)]
    return ("have" in aux and bool({"would", "could", "might", "should"} & set(aux))) or (
        bool(aux) and aux[0] == "had" and token.dep_ == "advcl" and token.left_edge.lower_ == "had"
    )


def _exists(noun: Token) -> bool:
    """Whether a noun is what "there is" speaks of."""
    return noun.dep_ == "attr" and noun.head.lemma_ == "be" and any(c.dep_ == "expl" for c in noun.head.children)


def _false(token: Token) -> bool:
    """Whether the words stand in a report that is called false ("reports that … are false")."""
    for node in (token, *token.ancestors):
        if node.dep_ in ("nsubj", "nsubjpass") and node.lemma_.lower() in (
            "report",
            "claim",
            "rumour",
            "rumor",
            "allegation",
            "story",
            "suggestion",
        ):
            verb = node.head
            said = {c.lower_ for c in verb.children} | {verb.lower_}
            return bool(
                said
                & {
                    "false",
                    "untrue",
                    "wrong",
                    "baseless",
                    "unfounded",
                    "incorrect",
                    "fake",
                    "denied",
                    "dismissed",
                    "rejected",
                    "nonsense",
                }
            )
    return False


def _speaker(verb: Token) -> str | None:
    who = next(iter(children(verb, frozenset(("nsubj", "agent")))), None)
    if who is None or who.pos_ == "PRON":
        return None
    return who.doc.text[who.left_edge.idx : who.idx + len(who)]


def _according(scene: Scene) -> str | None:
    for token in scene.sentence:
        if token.lower_ == "according" and token.i + 2 < scene.sentence.end and token.nbor(1).lower_ == "to":
            what = next((c for c in token.nbor(1).children if c.dep_ == "pobj"), None)
            if what is not None:
                return scene.doc.text[what.left_edge.idx : what.idx + len(what)]
    return None
