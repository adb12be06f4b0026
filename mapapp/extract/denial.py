"""Whether words are denied, hang on a condition, or speak of what never was.

"No troops will be sent", "if ordered", "had they returned", "reports that … are false".
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from mapapp.extract import words
from mapapp.extract.governors import governors
from mapapp.extract.syntax import SUBJECTS, children, lemma, subject
from mapapp.extract.tense import auxiliaries

if TYPE_CHECKING:
    from spacy.tokens import Token

_REPORTS = frozenset("report claim rumour rumor allegation story suggestion".split())
_FALSE = frozenset("false untrue wrong baseless unfounded incorrect fake denied dismissed rejected nonsense".split())
_NEGATING = frozenset("neg det advmod preconj cc".split())
_NOT_ONLY = frozenset("only just merely least less more fewer later necessarily".split())
_NO_ONE = frozenset(("none", "nobody", "neither", "nothing"))
_NOT = frozenset(("neg",))
_DETERMINERS = frozenset("det preconj cc nmod neg advmod".split())
#: "Not a single soldier remains": the one is denied, not the verb.
_SINGLE = re.compile(r"not (?:a single|one)\b(?! (?:but|only))", re.I)
_VERBS = frozenset(("VERB", "AUX"))
_MARKS = frozenset(("mark", "advmod", "aux"))
_DEEPEST = 8


def negated(token: Token, depth: int = 0) -> bool:
    """Whether a verb or noun is negated: by its own "not", its subject's "no", or the verb that it is joined to."""
    if any(_negates(child) for child in children(token, _NEGATING)):
        return True
    if any(_negates(child) for aux in auxiliaries(token) for child in children(aux, _NOT)):
        return True  # "has not, officials say, sent"
    if token.dep_ == "conj" and token.head.pos_ in _VERBS and not children(token, SUBJECTS | {"aux"}):
        alike = token.tag_ == token.head.tag_ and token.tag_ in ("VB", "VBN")
        return alike and depth < _DEEPEST and negated(token.head, depth + 1)
    who = subject(token) if token.pos_ in _VERBS else None
    if who is None:
        return False
    determiners = children(who, _DETERMINERS)
    if who.lower_ in _NO_ONE or any(c.lower_ in ("no", "neither") and not _only(c) for c in determiners):
        return True
    return any(c.lower_ == "not" and _SINGLE.match(c.doc.text, c.idx) is not None for c in determiners)


def _only(word: Token) -> bool:
    """Whether "no" belongs to "no more than"."""
    return word.i + 1 < len(word.doc) and word.nbor(1).lower_ in _NOT_ONLY


def _negates(child: Token) -> bool:
    if child.lower_ not in words.NEGATIVES:
        return False
    following = child.nbor(1) if child.i + 1 < len(child.doc) else None
    if following is None:
        return True
    if child.lower_ == "not" and child.i > child.head.i and following.pos_ == "ADP":
        return False  # "to Lima, not to Cusco"
    return following.lower_ not in _NOT_ONLY


def put_aside(token: Token) -> bool:
    """Whether a verb tells what is not done, since something else is ("rather than sending …", "instead of …")."""
    above = token.head
    if token.dep_ != "pcomp" or above.lower_ not in ("than", "of"):
        return False
    word = {"than": "rather", "of": "instead"}[above.lower_]
    return any(c.lower_ == word for c in above.children) or (above.i > 0 and above.nbor(-1).lower_ == word)


def ruled_out(token: Token) -> bool:
    """Whether "rule" stands with "out"."""
    following = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    return following == "out" or any(c.lower_ == "out" for c in token.children)


def conditional(root: Token, top: Token) -> bool:
    """Whether a movement hangs on an "if", at its own verb or at the topmost of its governors."""
    for clause in (child for node in (root, top) for child in node.children if child.dep_ == "advcl"):
        if any(mark.lower_ in ("if", "unless", "should") for mark in children(clause, _MARKS)):
            return True
    return any(
        mark.lower_ in ("if", "unless", "whether") and mark.dep_ != "aux"
        for node in (root, *islice(governors(root), 3))
        for mark in children(node, _MARKS)
    )


def unreal(token: Token) -> bool:
    """Whether a counterfactual ("would have sent", "had they returned") governs the words."""
    aux = [a.lower_ for a in auxiliaries(token)]
    if "have" in aux and not {"would", "could", "might", "should"}.isdisjoint(aux):
        return True
    return bool(aux) and aux[0] == "had" and token.dep_ == "advcl" and token.left_edge.lower_ == "had"


def called_false(token: Token) -> bool:
    """Whether the words stand in a report that is called false ("reports that … are false")."""
    for node in (token, *token.ancestors):
        if node.dep_ in ("nsubj", "nsubjpass") and lemma(node) in _REPORTS:
            said = {node.head.lower_, *(c.lower_ for c in node.head.children)}
            return not said.isdisjoint(_FALSE)
    return False
