"""What governs a word: the verbs and nouns above it whose meaning reaches down to it, nearest first.

"Has not ruled out sending" reaches; "sending warships, it has …" does not: a free participle stands by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.extract import words
from mapapp.extract.syntax import children, lemma

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

#: Papers that tell what is to happen ("an order sending …").
PAPERS = frozenset(
    "order decree directive plan decision proposal bill resolution memo memorandum agreement deal".split()
)

_UP = frozenset("xcomp ccomp acl advcl pcomp prep dobj pobj obj nsubj nsubjpass conj relcl acomp attr dep oprd".split())
_PARTICIPLE_OF = (
    words.PLANNING
    | words.POSSIBLE
    | words.DENYING
    | PAPERS
    | {"sign", "evidence", "indication", "hint", "trace", "proof", "process", "report", "chance", "risk", "talk"}
    | {"claim", "allegation", "accusation", "rumour", "rumor", "charge", "assertion", "suggestion"}
)
_REACHED = frozenset("VERB AUX NOUN ADJ PROPN".split())
_MARK = frozenset(("mark",))
_AUX = frozenset(("aux",))
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_BESIDE_IN_TIME = frozenset(("before", "after"))
_HIGHEST = 20


def governors(token: Token) -> Iterator[Token]:
    """Yield what governs a trigger, nearest first, to the top of its sentence."""
    node = token
    for _ in range(_HIGHEST):
        if node.dep_ == "conj":
            node = _first_conjunct(node)  # what is joined by "and" is governed alike, but does not govern each other
        if node.dep_ not in _UP or node.head == node or _stands_by_itself(node):
            return
        below, node = node, node.head
        if node.pos_ in _REACHED:
            yield from _drawn_up(node, below)
            yield node
        elif node.pos_ not in ("ADP", "SCONJ"):
            return


def _drawn_up(verb: Token, below: Token) -> Iterator[Token]:
    """Yield the paper that an infinitive belongs to across a verb ("plans are being drawn up to withdraw …")."""
    if below.dep_ in ("xcomp", "advcl", "acl") and any(c.lower_ == "to" for c in children(below, _AUX)):
        yield from (t for t in children(verb, _SUBJECTS) if t.pos_ == "NOUN" and lemma(t) in PAPERS)


def _first_conjunct(token: Token) -> Token:
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token


def _stands_by_itself(node: Token) -> bool:
    """Whether what stands above a clause says nothing of how far the clause has got."""
    head = node.head
    if node.dep_ == "relcl":
        return True
    if node.dep_ in ("nsubj", "nsubjpass"):
        return head.lemma_ in ("be", "include", "involve")
    if node.dep_ == "pcomp" and head.lower_ in _BESIDE_IN_TIME:
        return head.head.tag_ != "VB" or bool(children(head.head, _AUX))  # "stopped in Malta before sailing to Crete"
    if node.dep_ == "advcl":
        if any(c.lower_ not in ("that", "to") for c in children(node, _MARK)):
            return True
        return head.tag_ in ("VBD", "VBZ", "VBP", "VBN") and all(c.lower_ != "to" for c in node.children)
    if node.dep_ == "acl":
        participle = head.pos_ in ("NOUN", "PROPN") and node.tag_ in ("VBN", "VBD", "VBG")
        return participle and lemma(head) not in _PARTICIPLE_OF
    return False
