"""The whole way from a report's text to its claims."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from mapapp.extract import extract
from mapapp.model import Claim, Report, Status
from mapapp.reconcile import reconcile, totals


def read(text: str, **more: str) -> list[Claim]:
    return extract(Report(text, id="one", published=date(2024, 2, 2), **more))


def told(claim: Claim) -> tuple[str | None, int | None, str | None, str]:
    goal = claim.destination.name if claim.destination else None
    return claim.actor, claim.strength.high, goal, str(claim.status)


PARTS = (
    "Spain is sending 900 troops to eastern Europe. Of the 900 troops, 600 will go to Latvia. "
    "The other 300 soldiers will go to Slovakia."
)


def test_parts_are_linked_to_their_total():
    claims = read(PARTS)
    parts = [claim for claim in claims if claim.part_of is not None]
    assert sorted(claim.strength.high for claim in parts) == [300, 600]
    assert {claims[claim.part_of].strength.high for claim in parts} == {900}
    assert {claim.destination.country for claim in parts} == {"LV", "SK"}


def test_parts_are_never_added_to_their_total():
    movements = reconcile([Report(PARTS, id="one", published=date(2024, 2, 2))])
    assert {row.high for row in totals(movements) if row.actor == "ES"} == {900}


def test_a_denial_is_no_movement_but_is_told():
    (claim,) = read("Norway will not send any soldiers to Chad, its prime minister said.")
    assert told(claim) == ("NO", None, "Chad", "denied")


def test_forces_on_alert_need_no_place():
    (claim,) = read("Some 400 Danish soldiers have been put on alert.")
    assert told(claim) == ("DK", 400, None, "on_alert")


def test_a_presence_has_no_origin():
    (claim,) = read("About 70 Irish troops are stationed in Malta.")
    assert told(claim) == ("IE", 70, "Malta", "present")
    assert claim.strength.approximate
    assert claim.origin is None


def test_they_and_there_are_what_was_told_before():
    first, again = read("Kenya sent 60 soldiers to Haiti in January. They will stay there until May.")
    assert told(first) == ("KE", 60, "Haiti", "completed")
    assert (again.actor, again.destination) == ("KE", first.destination)


def test_who_joins_others_meets_those_already_there():
    claims = read(
        "Norway will send 300 soldiers to Latvia. They will reinforce about 90 Norwegian troops already in Latvia."
    )
    assert ("NO", 90, "Latvia", "present") in {told(claim) for claim in claims}


def test_two_destinations_share_one_strength():
    first, second = read("Italy sent 500 troops to Estonia and Lithuania.")
    assert (first.strength, first.shared_with) == (second.strength, None)
    assert second.shared_with == 0
    assert [claim.destination.country for claim in (first, second)] == ["EE", "LT"]


def test_a_withdrawal_has_an_origin_and_no_destination():
    (claim,) = read("France withdrew 200 soldiers from Niger.")
    assert claim.status is Status.WITHDRAWN
    assert (claim.origin.country, claim.destination) == ("NE", None)


def test_lists_are_read_from_left_to_right():
    claims = read("Greece is sending six jets to Cyprus and two frigates to Malta.")
    assert [(c.strength.high, c.destination.country) for c in claims] == [(6, "CY"), (2, "MT")]


def test_a_name_that_no_gazetteer_has_is_told_as_unplaced():
    (claim,) = read("Spain is sending 40 troops to Nowheresville.")
    assert [(one.name, claim.report.text[one.start : one.end]) for one in claim.unplaced] == [("Nowheresville",) * 2]


def test_a_name_taken_for_a_person_is_where_a_verb_of_movement_leads():
    (claim,) = read("Morocco flew 300 soldiers to Qasr al-Nowhere. Two frigates are off Aden.")[:1]
    assert claim.destination is None
    assert [one.name for one in claim.unplaced] == ["Qasr al-Nowhere"]


MANY = (
    f"{PARTS}\n\nSome 400 Danish soldiers are on alert. Italy sent 500 troops to Estonia and Lithuania.\n\n"
    "They remain there."
)


def test_every_quote_and_mark_is_an_exact_span():
    claims = read(MANY)
    assert claims
    for claim in claims:
        assert MANY[claim.quote.start : claim.quote.end] == claim.quote.verbatim
        for mark in claim.marks:
            assert MANY[mark.start : mark.end].strip()


def test_links_point_back_to_claims_of_the_same_list():
    claims = read(MANY)
    links = [(i, link) for i, c in enumerate(claims) for link in (c.part_of, c.same_as, c.shared_with)]
    assert all(link is None or link < len(claims) for _, link in links)
    assert all(c.same_as is None or c.same_as < i for i, c in enumerate(claims))


def test_the_same_text_gives_the_same_claims():
    assert read(MANY) == read(MANY)


def test_a_report_is_read_the_same_whatever_was_read_before():
    reports = [
        Report(text, id=str(i), published=date(2024, 2, 2)) for i, text in enumerate((PARTS, MANY, "Two ships left."))
    ]
    alone = {report.id: extract(report) for report in reports}
    for order in itertools.permutations(reports):
        assert {report.id: extract(report) for report in order} == alone


@pytest.mark.parametrize(
    "text",
    ["", " \n\t ", "The bakery in Lyon opened again.", "Troops.", "42", "…", "Soldiers are brave.", "a" * 50_000],
)
def test_a_text_without_a_movement_gives_no_claim(text):
    assert read(text) == []


SENT = "Spain sent 40 soldiers to Latvia."


@pytest.mark.parametrize(
    "text",
    [
        f"{{{{7*7}}}} {SENT}",
        f"</script><img src=x onerror=alert(1)> {SENT}",
        f"${{1}} `{SENT}`",
        f"\x00{SENT}\x00",
        f"\u202e{SENT}\u202c",
        f"\ud800 {SENT} \udfff",
        f"\ufeff{SENT}",
        "Spain sent 40\u00a0soldiers\u2028to Latvia.",
        f"{SENT}\r\n\r\n\x0b\x0c",
    ],
)
def test_hostile_text_is_text(text):
    claims = read(text)
    assert {told(claim)[1:] for claim in claims} <= {(40, "Latvia", "completed")}
    assert all(text[c.quote.start : c.quote.end] == c.quote.verbatim for c in claims)


def test_what_stands_around_a_sentence_does_not_hide_it():
    for text in (f"{{{{7*7}}}}\n\n{SENT}", f"</script>\n\n{SENT}", f"\x00\n\n{SENT}"):
        assert [told(claim) for claim in read(text)] == [("ES", 40, "Latvia", "completed")]


def test_a_megabyte_on_one_line_is_read_to_its_end():
    text = "The bakery opened again and sold bread to all who came. " * 18_000 + SENT
    assert len(text) > 1_000_000
    assert [told(claim) for claim in read(text)] == [("ES", 40, "Latvia", "completed")]


def test_a_title_tells_whose_we_is():
    (claim,) = read("We are sending 50 soldiers to Malta, the minister said.", title="Norway's new course")
    assert claim.actor in ("NO", None)


def test_ships_that_spell_out_a_number_are_parts_of_it() -> None:
    claims = extract(Report("Two American carriers, the Ranger and the America, entered the Red Sea.", id="r"))
    assert [(claim.strength.low, claim.part_of) for claim in claims] == [(2, None), (1, 0), (1, 0)]
