"""How far a movement has got, by tense and by what governs it."""

from __future__ import annotations

import pytest

from mapapp.extract import extract
from mapapp.model import Report

CASES = [
    ("Spain sent 40 soldiers to Latvia.", "completed"),
    ("Spain is sending 40 soldiers to Latvia.", "under_way"),
    ("Spain will send 40 soldiers to Latvia.", "planned"),
    ("Spain to send 40 soldiers to Latvia", "planned"),
    ("Spain has decided to send 40 soldiers to Latvia.", "planned"),
    ("Spain may send 40 soldiers to Latvia.", "possible"),
    ("Spain is considering sending 40 soldiers to Latvia.", "possible"),
    ("Spain has not ruled out sending 40 soldiers to Latvia.", "possible"),
    ("If asked, Spain will send 40 soldiers to Latvia.", "possible"),
    ("Spain has ruled out sending 40 soldiers to Latvia.", "denied"),
    ("Spain did not send 40 soldiers to Latvia.", "denied"),
    ("Reports that Spain sent 40 soldiers to Latvia are false.", "denied"),
    ("Spain's king ordered 40 soldiers to deploy to Latvia.", "ordered"),
    ("Forty Spanish soldiers are stationed in Latvia.", "present"),
    ("Forty Spanish soldiers are on their way to Latvia.", "under_way"),
    ("Spain withdrew 40 soldiers from Latvia.", "withdrawn"),
    ("Spain will withdraw 40 soldiers from Latvia.", "planned"),
]


@pytest.mark.parametrize(("text", "status"), CASES)
def test_status(text, status):
    assert [str(claim.status) for claim in extract(Report(text, id="one"))] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "Spain would have sent 40 soldiers to Latvia.",
        "Had they returned, the 40 Spanish soldiers in question would have been praised.",
        "Spain has the right to send 40 soldiers to Latvia.",
    ],
)
def test_what_never_was_is_no_claim(text):
    assert extract(Report(text, id="one")) == []
