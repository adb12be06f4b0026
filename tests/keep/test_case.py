"""A case keeps what was read and decided, whatever it is kept in: every test here runs on a file and on PostgreSQL."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pytest
from told import EUROPE, FIRST, GERMANY, POLAND, ROMANIA, SECOND, THIRD, all_three, first, second, third, told

from mapapp.errors import CaseError
from mapapp.keep import Case, codec, decisions, log, queue, verify, why
from mapapp.keep.codec import claim_of, movement_of, plain_claim, plain_movement
from mapapp.keep.compare import between
from mapapp.keep.duplicate import copy_case
from mapapp.keep.picture import Kept
from mapapp.keep.reread import reread
from mapapp.model import Claim, Movement, Report, Status, Strength
from mapapp.reconcile import reconcile_claims


@pytest.fixture
def case(where: str) -> Any:
    with Case.create(where, "ann", "A winter") as made:
        made.add(all_three())
        yield made


def kept(case: Case, strength: int, to: str, status: Status | None = None) -> Kept:
    (found,) = (
        one
        for one in case.state().movements
        if one.movement.strength.low == strength
        and one.movement.destination
        and one.movement.destination.name == to
        and status in (None, one.movement.status)
    )
    return found


def test_claims_and_movements_come_back_from_plain_values_as_they_were() -> None:
    claims = [*first(), *second(), *third()]
    for claim in claims:
        assert claim_of(claim.report, plain_claim(claim)) == claim
    for movement in reconcile_claims(claims):
        assert movement_of(movement.id, movement.claims, plain_movement(movement)) == movement


def test_what_is_added_is_there_for_the_next_who_opens_it(case: Case, where: str) -> None:
    own = case.state()
    with Case(where, "bob") as other:
        state = other.state()
    assert [kept.movement for kept in state.movements] == reconcile_claims([*first(), *second(), *third()])
    assert state.movements == own.movements
    assert [one.report for one in state.reports.values()] == [FIRST, SECOND, THIRD]
    assert (state.title, state.reports[1].source) == ("A winter", "first.txt")
    assert [entry.action for entry in state.entries] == ["create", "add", "add", "add"]
    assert verify.problems(case) == []


def test_one_goes_on_from_what_another_read_and_neither_changes_the_others(case: Case, where: str) -> None:
    given = case.state().copied()
    before = case.state().copied()
    with Case(where, "bob", given) as other:
        assert other.state() is given
        other.add([(replace(FIRST, id="more", text="Other words."), [], None)])
        decisions.reject(other, kept(other, 300, "Germany").id)
        assert case.state() == other.state()
    assert (before.entries, before.reports, before.movements) != (case.state().entries, case.state().reports, [])
    assert len(before.entries) == 4
    assert verify.problems(case) == []


def test_a_case_put_in_the_place_of_another_is_read_anew(case: Case, tmp_path: Any) -> None:
    with Case.create(tmp_path / "other.mapapp", "ann", "A spring") as other:
        other.add([*all_three()])
        taken = other.state().copied()
    with Case(case.store.where, "bob", taken) as reader:
        assert reader.state().title == "A winter"


def test_adding_one_by_one_gives_what_adding_at_once_gives(where: str, case: Case, tmp_path: Any) -> None:
    with Case.create(tmp_path / "other.mapapp", "ann") as other:
        for told in reversed(all_three()):
            other.add([told])
        assert [one.movement for one in other.state().movements] == [one.movement for one in case.state().movements]
        assert verify.problems(other) == []


def test_a_text_is_added_once_and_a_taken_id_gets_a_number(case: Case) -> None:
    (same, new) = case.add([(replace(FIRST, id="again"), [], None), (replace(SECOND, text="Other words."), [], None)])
    assert (same.known, same.report) == ("first", "first")
    assert (new.known, new.report) == (None, "second-2")
    assert len(case.state().reports) == 4
    assert verify.problems(case) == []


def test_verdicts_stay_with_the_claims_and_new_claims_call_for_a_look(case: Case) -> None:
    there = kept(case, 900, "Romania")
    decisions.confirm(case, there.id, "seen the list")
    decisions.reject(case, kept(case, 300, "Germany").id)
    assert kept(case, 900, "Romania").state == "confirmed"
    assert 300 not in {movement.strength.low for movement in case.state().shown}
    assert there.id not in {one.kept.id for one in queue.waiting(case.state())}
    report = replace(
        SECOND, id="later", text="Nine hundred? 900 or so are in Romania, we hear.", publisher="Late Paper"
    )
    claim = replace(second()[1], quote=report.quote(14, 37))
    case.add([(report, [claim], None)])
    again = kept(case, 900, "Romania")
    assert again.id != there.id
    assert (again.state, len(again.new)) == ("confirmed", 1)
    assert again.id in {one.kept.id for one in queue.waiting(case.state())}
    assert decisions.movement(case.state(), there.id).id == again.id
    assert verify.problems(case) == []


def test_a_rejected_movement_that_is_told_again_is_open_again(case: Case) -> None:
    decisions.reject(case, kept(case, 300, "Germany").id)
    report = replace(SECOND, id="later", text="300 to Germany, says another.", publisher="Late Paper")
    case.add([(report, [replace(first()[3], quote=report.quote(0, 14), part_of=None)], None)])
    assert kept(case, 300, "Germany").state == "open"


def test_a_correction_of_a_movement_shows_what_the_claims_gave(case: Case) -> None:
    subject = kept(case, 1700, "Poland").id
    decisions.correct(case, subject, "strength", "about 1,650 personnel", "counted twice")
    decisions.correct(case, subject, "destination", "50.04,22.0 Rzeszów")
    decisions.correct(case, subject, "date", "2022-02-03..2022-02-06")
    found = case.state().by_id[subject]
    assert (found.movement.strength.low, found.movement.strength.approximate) == (1650, True)
    assert (found.movement.destination.name, found.movement.destination.lat) == ("Rzeszów", 50.04)
    assert found.was["strength"][0] == 1700
    assert "counted twice" in why.why(case.state(), subject)
    entry = case.state().entries[4]
    assert (entry.who, entry.body["field"], entry.body["old"][0], entry.body["new"][0]) == (
        "ann",
        "strength",
        1700,
        1650,
    )
    assert verify.problems(case) == []


def test_a_correction_of_a_claim_can_bring_it_into_another_movement(case: Case) -> None:
    there = kept(case, 900, "Romania")
    before = len(case.state().movements)
    decisions.correct(case, there.claims[1], "destination", "54.7,25.3 Vilnius")
    assert len(case.state().movements) == before + 1
    decisions.undo(case)
    assert len(case.state().movements) == before
    assert verify.problems(case) == []


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("status", "gone"),
        ("strength", "many"),
        ("destination", "Nowhereatall"),
        ("destination", "99,200"),
        ("date", "yesterday"),
        ("date", ".."),
        ("colour", "red"),
    ],
)
def test_what_is_no_value_is_refused_and_nothing_is_written(tmp_path: Any, field: str, words: str) -> None:
    with Case.create(tmp_path / "c", "ann") as case:
        case.add(all_three())
        with pytest.raises(CaseError) as refused:
            decisions.correct(case, case.state().movements[0].id, field, words)
        assert "\n" not in str(refused.value)
        assert len(case.state().entries) == 4


def test_merge_and_split_hold_against_what_the_fields_say(case: Case) -> None:
    one, other = kept(case, 300, "Germany"), kept(case, 900, "Romania")
    decisions.merge(case, [one.id, other.id], "the same company")
    merged = decisions.movement(case.state(), one.id)
    assert set(merged.claims) == {*one.claims, *other.claims}
    assert "an analyst merged them" in why.why(case.state(), merged.id)
    decisions.split(case, merged.id, list(one.claims), "it was not")
    assert kept(case, 300, "Germany").claims == one.claims
    decisions.split(case, kept(case, 900, "Romania").id, [other.claims[1]])
    assert len([one for one in case.state().movements if one.movement.strength.low == 900]) == 2
    decisions.merge(case, list(other.claims))
    assert kept(case, 900, "Romania").claims == other.claims
    assert verify.problems(case) == []


def test_undo_is_an_entry_and_can_be_undone(case: Case) -> None:
    subject = kept(case, 900, "Romania").id
    decisions.confirm(case, subject)
    undone = decisions.undo(case)
    assert case.state().by_id[subject].state == "open"
    with pytest.raises(CaseError, match="taken back already"):
        decisions.undo(case, undone.body["of"])
    decisions.undo(case, undone.number)
    assert case.state().by_id[subject].state == "confirmed"
    assert [entry.action for entry in case.state().entries[4:]] == ["confirm", "undo", "undo"]
    with pytest.raises(CaseError, match="cannot be taken back"):
        decisions.undo(case, 2)


def test_a_claim_by_hand_needs_words_that_stand_in_the_report_once(case: Case) -> None:
    values = {"status": "planned", "actor": "fr", "strength": "up to 300 personnel", "destination": "45.9,25.0 Camp"}
    for words in ("", "not there", "Poland"):
        with pytest.raises(CaseError, match="times, not once"):
            decisions.add_claim(case, "first", words, values)
    decisions.add_claim(case, "first", "The capital will send", values, "missed")
    (found,) = (one for one in case.state().movements if one.movement.actor == "FR")
    assert (found.movement.strength.low, found.movement.strength.high) == (0, 300)
    assert verify.problems(case) == []
    decisions.undo(case)
    assert not [one for one in case.state().movements if one.movement.actor == "FR"]


def test_a_rejected_claim_no_longer_counts_and_links_to_it_go(case: Case) -> None:
    state = case.state()
    total = next(one for one in state.claims["first"] if one.claim.destination == POLAND)
    decisions.reject(case, total.id)
    assert total.id not in case.state().movement_of
    assert not [one for one in case.state().movements if one.movement.shared_with]
    decisions.reopen(case, total.id)
    assert [one.movement for one in case.state().movements] == [one.movement for one in state.movements]
    assert "rejected" not in why.why(case.state(), total.id)


def test_taking_a_report_out_leaves_nothing_that_rests_on_it_alone(case: Case) -> None:
    before = [one.movement for one in case.state().movements]
    rests = decisions.resting(case.state(), "first")
    assert len(rests) >= 5
    decisions.remove(case, "first", "a forgery")
    state = case.state()
    assert {claim.report.id for one in state.movements for claim in one.movement.claims} == {"second", "third"}
    assert state.report_by_id["first"].removed
    assert verify.problems(case) == []
    decisions.undo(case)
    assert [one.movement for one in case.state().movements] == before
    assert not case.state().report_by_id["first"].removed


def test_grades_are_kept_and_a_one_needs_a_second_source(case: Case) -> None:
    there, alone = kept(case, 900, "Romania").claims[0], kept(case, 300, "Germany").claims[0]
    decisions.grade(case, "first", "b")
    with pytest.raises(CaseError, match="second, independent source"):
        decisions.grade(case, alone, "1")
    decisions.grade(case, there, "1")
    assert "[B1]" in why.why(case.state(), there)
    decisions.remove(case, "second")
    assert "[B2]" in why.why(case.state(), there)
    for subject, value in (("first", "1"), ("first", "G"), (there, "A"), ("m-0", "1")):
        with pytest.raises(CaseError):
            decisions.grade(case, subject, value)


def test_copies_of_one_story_are_one_source(case: Case) -> None:
    copy = replace(SECOND, id="copy", text=f"{SECOND.text} (wire)", publisher="Other Paper")
    claims = [replace(claim, quote=copy.quote(claim.quote.start, claim.quote.end)) for claim in second()]
    (added,) = case.add([(copy, claims, None)])
    assert added.copies == ("second",)
    assert case.state().copies["copy"] == "second"
    decisions.remove(case, "first")
    with pytest.raises(CaseError, match="second, independent source"):
        decisions.grade(case, kept(case, 900, "Romania").claims[0], "1")


def test_a_new_reading_keeps_ids_and_decisions_and_says_what_changed(case: Case) -> None:
    state = case.state()
    names = [one.id for one in state.claims["first"]]
    decisions.confirm(case, state.movement_of[names[4]])
    decisions.correct(case, names[3], "strength", "310 personnel")
    new = first()
    new[2] = replace(new[2], strength=Strength(1750, 1750, new[2].strength.unit))
    new = [new[0], new[1], new[2], new[3], new[5]]  # the presence is no longer found, and was confirmed
    found = reread(case, "first", new)
    assert [(change[0], change[1]) for change in found.changed] == [(names[2], "strength")]
    assert (found.new, found.gone, found.decided) == ((), (names[4],), (names[4],))
    assert [one.id for one in case.state().claims["first"]] == [*names[:4], names[5], names[4]]
    assert case.state().by_id[case.state().movement_of[names[4]]].state == "confirmed"
    assert kept(case, 310, "Germany").claims == (names[3],)
    assert verify.problems(case) == []


def test_parts_merged_by_hand_are_accounted_for_without_their_total(case: Case) -> None:
    report = Report("Some 410 men went to Romania and 140 to Germany, of 550 sent to Europe in all.", "parts")
    parts = [
        told(report, words, Status.COMPLETED, number, destination=place, part_of=above)
        for words, number, place, above in (
            ("410 men went to Romania", 410, ROMANIA, 2),
            ("140 to Germany", 140, GERMANY, 2),
            ("550 sent to Europe", 550, EUROPE, None),
        )
    ]
    case.add([(report, parts, None)])
    decisions.merge(case, [kept(case, 410, "Romania").id, kept(case, 140, "Germany").id])
    merged = next(one for one in case.state().movements if set(one.movement.claims) == set(parts[:2]))
    assert "an analyst merged them" in why.why(case.state(), merged.id)


def test_two_days_beside_each_other(case: Case) -> None:
    from datetime import date  # noqa: PLC0415

    changes = between(case.state(), date(2022, 2, 2), date(2022, 2, 9))
    kinds = [change.kind for change in changes]
    assert kinds == sorted(kinds, key=["new", "changed", "gone"].index)
    life = next(change for change in changes if change.after and change.after.strength.low == 1700)
    assert ("status", "ordered", "completed") in life.fields
    assert between(case.state(), date(2022, 2, 9), date(2022, 2, 9)) == []


def test_a_copy_is_the_whole_case_in_a_file(case: Case, tmp_path: Any) -> None:
    decisions.confirm(case, kept(case, 900, "Romania").id, "e\N{COMBINING ACUTE ACCENT}")
    copy_case(case, tmp_path / "copy")
    with Case(tmp_path / "copy", "bob") as copy:
        assert copy.state().movements == case.state().movements
        assert copy.state().entries == case.state().entries
        assert verify.problems(copy) == []


def change(case: Case, words: str) -> None:
    with case.store.engine.connect() as connection:
        connection.exec_driver_sql(words)
        connection.commit()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("UPDATE log SET who = 'eve' WHERE number = 2", "entry 2 (add"),
        ("UPDATE log SET body = '{}' WHERE number = 5", "entry 5 (confirm"),
        ("UPDATE log SET body = '{' WHERE number = 5", "entry 5 (confirm"),
        ("UPDATE log SET body = '[]' WHERE number = 5", "entry 5 (confirm"),
        ("UPDATE log SET body = '{},{}' WHERE number = 5", "entry 5 (confirm"),
        ("DELETE FROM log WHERE number = 3", "entry 3 is missing"),
        ("DELETE FROM log WHERE number = 5", "not what the claims and the decisions give"),
        ("UPDATE report SET text = text || ' ' WHERE id = 'second'", "second: its text was changed"),
        ("UPDATE report SET published = '2022-02-05' WHERE id = 'second'", "second: its date"),
        ("UPDATE claim SET place = place + 7 WHERE place = 0", "claims were changed"),
        ("UPDATE claim SET body = replace(body, '1700', '1701')", "first: its claims were changed"),
        ("UPDATE claim SET strength_low = 3 WHERE strength_low = 300", "columns are not what it says"),
        ("UPDATE movement SET dest = 'Peru' WHERE dest = 'Romania'", "columns are not what it says"),
        ("UPDATE movement SET state = 'rejected'", "not what the claims and the decisions give"),
        ("DELETE FROM movement_claim", "the table of their claims was changed"),
    ],
)
def test_what_is_changed_from_outside_shows(tmp_path: Any, words: str, said: str) -> None:
    with Case.create(tmp_path / "c", "ann") as case:
        case.add(all_three())
        decisions.confirm(case, kept(case, 900, "Romania").id)
        if " log " in words:
            for name in ("log_no_update", "log_no_delete"):
                change(case, f"DROP TRIGGER {name}")
        change(case, words)
    with Case(tmp_path / "c", "bob") as other:
        found = verify.problems(other)
    assert any(said in line for line in found), found


def test_what_is_changed_from_outside_shows_in_a_shared_case_too(case: Case, where: str) -> None:
    change(case, "UPDATE report SET text = text || ' ' WHERE id = 'second'")
    change(case, "UPDATE movement SET dest = 'Peru' WHERE dest = 'Romania'")
    with Case(where, "bob") as other:
        found = verify.problems(other)
    assert any("second: its text was changed" in line for line in found), found
    assert len(found) > 1


def test_the_log_refuses_to_be_changed(case: Case) -> None:
    for words in ("UPDATE log SET who = 'eve'", "DELETE FROM log"):
        with pytest.raises(Exception, match="the log only grows"):
            change(case, words)


def test_a_log_cut_short_shows_beside_a_hash_that_was_written_down(case: Case) -> None:
    decisions.confirm(case, kept(case, 900, "Romania").id)
    head = case.state().last
    assert verify.problems(case, head) == []
    assert any("is not in it" in line for line in verify.problems(case, "0" * 64))


def test_a_hash_depends_on_all_that_an_entry_says(case: Case) -> None:
    entry = case.state().entries[1]
    for other in ({"number": 9}, {"at": "x"}, {"who": "x"}, {"action": "x"}, {"subject": "x"}, {"body": {}}):
        assert replace(entry, **other).expected != entry.hash  # type: ignore[arg-type]
    assert list(log.breaks(case.state().entries)) == []


@pytest.mark.parametrize(
    "act",
    [
        lambda case: decisions.confirm(case, "m-nothing"),
        lambda case: decisions.reject(case, "c-nothing"),
        lambda case: decisions.merge(case, [case.state().movements[0].id]),
        lambda case: decisions.split(case, case.state().movements[0].id, ["c-nothing"]),
        lambda case: decisions.split(case, case.state().movements[0].id, list(case.state().movements[0].claims)),
        lambda case: decisions.comment(case, "first", " "),
        lambda case: decisions.comment(case, "nobody", "hm"),
        lambda case: decisions.remove(case, "nothing"),
        decisions.undo,
        lambda case: decisions.undo(case, 77),
        lambda case: decisions.add_claim(case, "first", "The capital", {}),
        lambda case: reread(case, "nothing", []),
    ],
)
def test_what_cannot_be_decided_is_refused_in_one_line(tmp_path: Any, act: Callable[[Case], object]) -> None:
    with Case.create(tmp_path / "c", "ann") as case:
        case.add(all_three())
        with pytest.raises(CaseError) as refused:
            act(case)
        assert "\n" not in str(refused.value)
        assert len(case.state().entries) == 4
        assert verify.problems(case) == []


def test_germany_is_where_the_rest_goes(case: Case) -> None:
    said = why.why(case.state(), kept(case, 2000, "Poland").id)
    assert "2,000 = 1,700 + 300" in said
    assert GERMANY.name in said


@pytest.mark.parametrize("kind", [Report, Claim, Movement])
def test_the_codec_knows_every_field(kind: type) -> None:
    source = inspect.getsource(codec)
    elsewhere = {"text", "id", "claims"}  # columns of their own
    lost = [one.name for one in fields(kind) if f'"{one.name}"' not in source and one.name not in elsewhere]
    assert not lost, f"{kind.__name__}: {lost} would not be kept"
