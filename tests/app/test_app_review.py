"""The page of a case in Chromium: decisions by key and by form are in the log and on the map, also after a reload."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from sample_claims import claims_of
from serving import IDLE, ROOT, choose, free_port, serve

from mapapp import samples
from mapapp.keep import Case, decisions, verify

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("case") / "case.mapapp"
    with Case.create(path, "ann", "A <b>winter</b>") as case:
        case.add([(report, claims_of(report), None) for report in samples.reports()])
    return str(path)


@pytest.fixture(scope="module")
def address(where: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    script = ROOT / "tests" / "app" / "page_of_hand_claims.py"
    words = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless", "true"]
    words += ["--server.fileWatcherType", "none", "--server.port", str(port)]
    home = tmp_path_factory.mktemp("home")
    yield from serve(words, port, ROOT, home, MAPAPP_CASE=where, MAPAPP_WHO="bob")


def until(page: Any, case: Case, entries: int) -> list[tuple[str, str]]:
    """Wait until the log has so many entries, and return them as (who, action)."""
    for _ in range(300):
        listed = case.state().entries
        if len(listed) >= entries:
            return [(entry.who, entry.action) for entry in listed]
        page.wait_for_timeout(100)
    said = page.locator(".st-key-troubles").all_inner_texts()
    raise AssertionError(f"{len(listed)} entries instead of {entries}: {said}")


def looked_at(page: Any, after: str = "") -> str:
    """Wait until the account of an open movement stands on the page, another than `after`; return the movement."""
    head = page.locator(".st-key-why").get_by_text(re.compile(rf"^(?!{after or '-'} )m-[0-9a-f]{{12}} \(open\)"))
    return str(head.inner_text()).split()[0]


def shown(page: Any) -> set[str]:
    frame = next(frame for frame in page.frames if frame is not page.main_frame)
    return set(frame.evaluate("window.deploymentMap.visible()"))


def test_a_late_answer_of_the_map_is_no_choice(where: str, address: str, open_page: Callable[..., Any]) -> None:
    page = open_page(address, ready="iframe[data-ready=true]", timeout=120_000)
    with Case(where, "watcher") as case:
        ids = [one.id for one in case.state().movements]
    page.get_by_text("1 of ").wait_for()
    before = looked_at(page)
    other = next(name for name in ids if name != before)
    frame = next(frame for frame in page.frames if frame is not page.main_frame)
    answer = "m => parent.postMessage({type: 'deployment-select', ...m}, '*')"
    frame.evaluate(answer, {"id": other, "told": True})
    page.wait_for_timeout(1_500)
    assert looked_at(page) == before
    frame.evaluate(answer, {"id": other})
    page.locator(".st-key-why").get_by_text(f"{other} (").wait_for()


def test_an_hour_of_review_in_short(where: str, address: str, open_page: Callable[..., Any]) -> None:
    page = open_page(address, ready="iframe[data-ready=true]", timeout=120_000)
    with Case(where, "watcher") as case:
        begun = len(case.state().entries)
        page.get_by_text("1 of ").wait_for()
        first = looked_at(page)
        page.keyboard.press("y")
        assert until(page, case, begun + 1)[-1] == ("bob", "confirm")
        assert case.state().by_id[first].state == "confirmed"
        page.get_by_text(f"{first} (open)").wait_for(state="detached")
        page.keyboard.press("u")
        assert until(page, case, begun + 2)[-1] == ("bob", "undo")
        page.get_by_text(f"{first} (open)").wait_for()
        page.keyboard.press("n")
        page.get_by_text("2 of ").wait_for()
        second = looked_at(page, first)
        page.keyboard.press("x")
        assert until(page, case, begun + 3)[-1] == ("bob", "reject")
        assert case.state().by_id[second].state == "rejected"
        page.get_by_text(f"{second} (open)").wait_for(state="detached")
        page.wait_for_selector(IDLE)  # the next movement's lines may still push the form down, from under a click
        choose(page, page, "Field", "strength")
        page.get_by_label("Value").last.fill("about 1,234 personnel")
        page.get_by_test_id("stFormSubmitButton").get_by_role("button", name="Correct").click()
        until(page, case, begun + 4)
        entry = case.state().entries[-1]
        assert (entry.action, entry.body["field"], entry.body["new"][0]) == ("correct", "strength", 1234)
        page.wait_for_selector(IDLE)
        page.get_by_label("Value").last.fill("many")
        page.get_by_test_id("stFormSubmitButton").get_by_role("button", name="Correct").click()
        page.get_by_text("is no number").wait_for()
        one, other = [kept for kept in case.state().movements if kept.state == "open"][:2]
        decisions.merge(case, [one.id, other.id], "by command, while the page is open")
        report = replace(samples.reports()[0], id="late", text="About 44 soldiers are in Poland, it was said.")
        case.add([(report, [], None)])
        page.reload()
        page.wait_for_selector("iframe[data-ready=true]", state="attached")
        page.get_by_text("4 reports").wait_for()
        ids = {movement.id for movement in case.state().shown}
        assert second not in ids
        assert shown(page) <= ids
        assert verify.problems(case) == []
