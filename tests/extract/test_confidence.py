"""What a claim's confidence means: a share between fixed ends, by signs that anyone can look up."""

from __future__ import annotations

import pytest

from mapapp.extract import confidence, extract
from mapapp.model import Claim, Report


def only(text: str) -> Claim:
    claims = extract(Report(text, id="one"))
    assert len(claims) == 1, [claim.quote.verbatim for claim in claims]
    return claims[0]


def test_the_table_knows_every_sign_that_it_weighs():
    source = confidence.signs.__code__.co_consts
    known = {name for const in source for name in (const if isinstance(const, tuple) else (const,))}
    assert set(confidence.WEIGHTS) <= known
    assert confidence.WEIGHTS, "the weights are missing: python benchmarks/fit_confidence.py --write"


def test_a_plain_sentence_is_surer_than_a_guess():
    plain = only("Chile sent 400 Chilean soldiers to Haiti.")
    guess = only("Some soldiers could go to Haiti.")
    assert plain.confidence > 0.85
    assert guess.confidence < plain.confidence - 0.15


def test_an_unknown_side_makes_a_claim_less_sure():
    assert confidence.WEIGHTS["whose it is stays unknown"] < 0
    known, unknown = only("Kenya sent 400 soldiers to Haiti."), only("About 400 soldiers went to Haiti.")
    assert unknown.actor is None
    assert unknown.confidence < known.confidence


@pytest.mark.parametrize("base", [-50.0, 50.0])
def test_it_stays_between_its_ends(monkeypatch: pytest.MonkeyPatch, base: float):
    monkeypatch.setattr(confidence, "BASE", base)
    given = only("Kenya sent 400 soldiers to Haiti.").confidence
    assert given == (confidence.HIGHEST if base > 0 else confidence.LOWEST)


def test_it_is_the_same_every_time():
    text = "Kenya sent 400 soldiers to Haiti. They will be joined by a battalion from Jamaica. It may follow in May."
    first = [claim.confidence for claim in extract(Report(text, id="one"))]
    assert first
    assert first == [claim.confidence for claim in extract(Report(text, id="one"))]
