"""The model that weighs readings: its files, its pieces, what it may add and what it may not."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.errors import LanguageModelError
from mapapp.extract import extract
from mapapp.extract.weigh import decide, model
from mapapp.extract.weigh.pieces import Vocabulary
from mapapp.model import Claim, Place, PlaceKind, Report, Status

TEXT = (
    "The brigade's vanguard, some 1,400 Ghanaian soldiers, reached Bamako on Monday. A further 200 are expected there "
    "by the end of the week. Nobody in Accra would say how long they would stay."
)


def claims(text: str) -> list[Claim]:
    return extract(Report(text, id="weighed", published=date(2013, 2, 6)))


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return model.load().vocabulary


def test_the_files_are_those_recorded():
    for line in (model.FOLDER / "model.sha256").read_text("ascii").splitlines():
        digest, name = line.split("  ", 1)
        assert hashlib.sha256((model.FOLDER / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("name", ["encoder.onnx", "heads.npz", "vocabulary.txt"])
def test_a_damaged_file_is_named(tmp_path, name):
    for file in model.FOLDER.iterdir():
        if file.is_file():
            (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / name).write_bytes(b"half")
    with pytest.raises(LanguageModelError, match=re.escape(name)):
        model.Model(tmp_path)


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(LanguageModelError, match="missing"):
        model.Model(tmp_path / "nowhere")


def test_products_are_exact_on_every_processor():
    """The sums of two 8-bit products fill more than 16 bits, which processors without VNNI are given by default."""
    told = model.load()._session.get_session_options()
    assert told.get_session_config_entry("session.x64quantprecision") == "1"


def test_pieces_know_their_words(words):
    text = "Paratroopers of the 2e REP jumped near Zouérat."
    found = words.pieces(text, 0, len(text))
    assert {text[p.start : p.end] for p in found} >= {"Paratroopers", "2e", "REP", "Zouérat", "."}
    assert all(p.number != words.unknown for p in found)


def test_accents_and_capitals_make_no_difference(words):
    plain, marked = (
        [p.number for p in words.pieces(text, 0, len(text))] for text in ("zouerat brigade", "ZOUÉRAT Brigade")
    )
    assert plain == marked


@given(st.text(max_size=200))
def test_any_text_has_pieces_in_order(text):
    found = model.load().vocabulary.pieces(text, 0, len(text))
    assert all(0 <= p.start < p.end <= len(text) for p in found)
    assert [p.start for p in found] == sorted(p.start for p in found)


def test_a_very_long_word_is_one_unknown_piece(words):
    assert [p.number for p in words.pieces("x" * 5000, 0, 5000)] == [words.unknown]


def test_shares_add_up():
    shares = model._shares(np.array([[1e4, -1e4, 0.0], [0.0, 0.0, 0.0]], dtype=np.float32))
    assert np.allclose(shares.sum(axis=1), 1)
    assert np.isfinite(shares).all()


def test_every_claim_stands_on_its_words():
    for claim in claims(TEXT):
        quote = claim.quote
        assert claim.report.text[quote.start : quote.end] == quote.verbatim
        if claim.strength.known and not claim.strength.implied:
            assert str(claim.strength.high) in claim.report.text.replace(",", "")


def test_the_same_text_is_weighed_the_same_beside_others():
    alone = [(c.actor, c.strength, c.status, c.confidence) for c in claims(TEXT)]
    for other in ("Rain fell.\n\n" * 3, "Chile sent 40 soldiers to Haiti.\n\n"):
        claims(other + TEXT)
    assert alone == [(c.actor, c.strength, c.status, c.confidence) for c in claims(TEXT)]


@pytest.mark.parametrize(
    "text",
    [
        "Had they been asked, 40 Spanish soldiers would have gone to Latvia.",
        "Gunmen killed 12 Malian soldiers near Gao.",
        "The airline stationed six aircraft in Gatwick.",
        "Spain has the right to send 40 soldiers to Latvia.",
    ],
)
def test_what_is_no_movement_is_not_added(text):
    assert claims(text) == []


def test_what_is_denied_stays_denied():
    statuses = {c.status for c in claims("Reports that Iranian soldiers had landed in Latakia are false.")}
    assert statuses == {Status.DENIED}


def test_a_sentence_that_the_grammar_leaves_open_gets_its_place():
    told = claims("About 900 American troops are in Romania. They will be joined in May by a company of Dutch marines.")
    assert any(c.actor == "NL" and c.destination is not None and c.destination.name == "Romania" for c in told)


@pytest.mark.parametrize(
    ("sure", "told", "start", "gives"),
    [
        (0.9, ["Malta"], None, ["Cyprus"]),  # certain of another than the grammar told
        (0.9, [], None, ["Cyprus"]),  # … or of one that the grammar left open
        (0.7, ["Malta"], None, ["Malta"]),
        (0.9, ["Malta", "Crete"], None, ["Malta", "Crete"]),
        (0.9, ["Malta"], "Cyprus", ["Malta"]),  # a force does not go where it comes from
    ],
)
def test_a_goal_is_set_right_only_where_the_model_is_certain(sure, told, start, gives):
    spots = {
        name: SimpleNamespace(
            text=name, start=9, reason="", place=Place(name, PlaceKind.REGION, lat, lon, f"region:{name}")
        )
        for name, lat, lon in (("Malta", 35.9, 14.4), ("Cyprus", 35.1, 33.2), ("Crete", 35.2, 24.9))
    }
    scene = SimpleNamespace(offset=0)
    goals = tuple(spots[name] for name in told)
    draft = SimpleNamespace(destinations=goals, origin=spots.get(start), trigger=None, senses=frozenset())
    candidate = SimpleNamespace(drafts=[draft], scene=scene, start=0)
    window = SimpleNamespace(places=[SimpleNamespace(at=[(scene, spot)]) for spot in spots.values()])
    answer = SimpleNamespace(goals=np.array([[0.02, 0.04, sure, 0.04]]))
    assert [spot.text for spot in decide._goals(draft, candidate, window, answer, 0)] == gives


def test_a_goal_that_to_leads_to_is_not_set_right():
    told = claims("Australia is sending 1,000 soldiers to East Timor, and a further 500 will go to Darwin.")
    assert [(c.strength.low, c.destination.name) for c in told] == [(1000, "Timor Leste"), (500, "Darwin")]


def test_a_country_that_others_go_to_sends_nobody():
    told = claims("Of the 900 Marines, 300 will go to Darwin, 400 to Guam and the rest to Okinawa.")
    assert "GU" not in {c.actor for c in told}


def test_a_long_list_is_read_in_windows():
    text = " ".join(
        f"Chile sent {n} soldiers to Haiti on Monday, said the ministry in Santiago." for n in range(10, 90)
    )
    assert len({c.strength.low for c in claims(text)}) == 80


def test_words_of_another_paragraph_are_not_marked_in_this_one():
    text = (
        "Two frigates and a corvette would sail or fly on Sunday towards West Africa, the agency said, and wait off "
        "Cape Verde.\n\nThe minister spoke for an hour of the price of rice and of the rain that had not come.\n\n"
        "The army numbers some 4,000 men and has, according to one study, one officer for every two soldiers."
    )
    found = claims(text)
    assert any(claim.strength.low == 4000 for claim in found)
    for claim in found:
        words = {mark.field: text[mark.start : mark.end] for mark in claim.marks}
        assert words.get("trigger", "fly") in ("sail", "fly")
        assert words.get("destination", "West Africa") in ("West Africa", "Cape Verde")
