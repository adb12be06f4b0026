"""Questions asked of the dependency parse: whose subject, which objects, active or passive.

Every walk up the tree has a bound: a hostile sentence may be a thousand words deep.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
OBJECTS = frozenset(("dobj", "obj", "dative"))
DIRECT = frozenset(("dobj",))
#: Clauses whose subject is that of the verb above.
_SHARING = frozenset("xcomp ccomp pcomp advcl prep acomp oprd attr".split())
_DEEPEST = 40


def children(token: Token, deps: frozenset[str]) -> list[Token]:
    """Return the children of `token` on one of `deps`."""
    return [child for child in token.children if child.dep_ in deps]


def up(token: Token, steps: int) -> Iterator[Token]:
    """Yield `token` and what stands above it, nearest first, at most `steps` of them."""
    for _ in range(steps):
        yield token
        if token.head == token:
            return
        token = token.head


def lemma(token: Token) -> str:
    """Return a token's lemma in small letters."""
    return str(token.lemma_.lower())


def is_relative(token: Token) -> bool:
    """Whether a token is a relative pronoun ("who", "which", "that")."""
    return token.tag_ in ("WDT", "WP")


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive, its own or the one of the verb that it is joined to."""
    for node in up(verb, _DEEPEST):
        if any(c.dep_ in ("auxpass", "nsubjpass") for c in node.children):
            return True
        shares = node.dep_ == "conj" and node.tag_ == "VBN" and not any(c.dep_ == "aux" for c in node.children)
        if not shares or children(node, SUBJECTS):
            return False
    return False


def subject(verb: Token, depth: int = 0) -> Token | None:
    """Return the subject of a verb, its own or the one that it shares with the verb that governs it."""
    own = children(verb, SUBJECTS)
    if own:
        return own[0]
    head = verb.head
    if depth > 6 or head == verb:
        return None
    if verb.dep_ in ("conj", "aux", "auxpass"):
        return subject(head, depth + 1)
    if verb.dep_ == "xcomp":
        objects = children(head, OBJECTS)
        if objects and lemma(head) not in ("promise", "vow"):
            return objects[0]
    if verb.dep_ in _SHARING and head.pos_ in ("VERB", "AUX", "ADP", "SCONJ", "ADJ"):
        return subject(head, depth + 1)
    if verb.dep_ in ("acl", "relcl"):
        return head
    return None


def antecedent(pronoun: Token) -> Token:
    """Return what a relative pronoun stands for; any other token stands for itself."""
    if is_relative(pronoun) and pronoun.head.dep_ == "relcl":
        return pronoun.head.head
    return pronoun


def objects_of(verb: Token, preposition: str) -> list[Token]:
    """Return what stands behind `preposition` below a verb or noun."""
    return [
        obj
        for prep in verb.children
        if prep.dep_ in ("prep", "agent") and prep.lower_ == preposition
        for obj in prep.children
        if obj.dep_ == "pobj"
    ]
