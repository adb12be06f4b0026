"""An hour of work on a case through its page: afterwards the review, the log, the map and the files agree.

Here every action is done twice or so; ``MAPAPP_HOUR=3600`` goes on for so many seconds.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sample_claims import claims_of
from serving import IDLE, ROOT, choose, free_port, serve, soon

from mapapp import samples
from mapapp.export import bundle
from mapapp.keep import Case, State, log, queue, verify

pytestmark = [pytest.mark.browser, pytest.mark.timeout(7_200)]
SECONDS = float(os.environ.get("MAPAPP_HOUR", "0"))
COUNTRIES = ("Poland", "Germany", "Romania", "Hungary", "Lithuania", "Latvia", "Estonia", "Bulgaria")
FORCES = ("Italian", "Spanish", "Dutch", "Canadian", "Portuguese", "French")


@pytest.fixture
def where(tmp_path: Path) -> str:
    path = tmp_path / "case.mapapp"
    with Case.create(path, "ann", "A long day") as case:
        case.add([(report, claims_of(report), None) for report in samples.reports()])
    return str(path)


@pytest.fixture
def address(where: str, tmp_path: Path) -> Iterator[str]:
    port = free_port()
    words = [sys.executable, "-m", "streamlit", "run", str(ROOT / "streamlit_app.py"), "--server.headless", "true"]
    words += ["--server.fileWatcherType", "none", "--server.port", str(port), "--browser.gatherUsageStats", "false"]
    home = tmp_path / "home"
    home.mkdir()
    yield from serve(words, port, ROOT, home, MAPAPP_CASE=where, MAPAPP_WHO="bob")


class Analyst:
    """Does things on the page; after each, the log has the entry that it should have, or the page said why not."""

    def __init__(self, page: Any, case: Case, folder: Path) -> None:
        self.page, self.case, self.folder = page, case, folder
        self.dice = random.Random(4)  # noqa: S311 (a seed, so that a failure can be had again)
        self.done: list[str] = []
        self.begun = len(case.state().entries)
        self.pasted = 0

    def settle(self) -> None:
        self.page.wait_for_selector(IDLE)

    def expect(self, action: str) -> None:
        """Wait for the entry of an action."""
        for _ in range(600):
            if len(self.case.state().entries) > self.begun + len(self.done):
                break
            self.page.wait_for_timeout(50)
        entries = self.case.state().entries[self.begun :]
        said = self.page.locator(".st-key-troubles").all_inner_texts()
        assert [entry.action for entry in entries] == [*self.done, action], said
        assert {entry.who for entry in entries} == {"bob"}
        self.done.append(action)
        self.page.get_by_text(f"{self.begun + len(self.done)} entries in the log").wait_for()
        self.settle()

    def current(self) -> str:
        """Return the movement that the page shows: the first that its account names, which may name others too."""
        self.settle()
        found = re.search(r"m-[0-9a-f]{12}", self.page.locator(".st-key-why").inner_text())
        assert found is not None
        return found[0]

    def press(self, key: str) -> None:
        self.page.get_by_role("heading", name="Case", exact=True).click()
        self.page.keyboard.press(key)

    def tab(self, name: str) -> Any:
        self.page.get_by_role("tab", name=name).click()
        self.settle()  # the page makes a tab when it is looked at
        return self.page.get_by_role("tabpanel", name=name)

    def add(self) -> None:
        self.pasted += 1
        figure = self.dice.randrange(200, 4_000, 50)
        force, goal = self.dice.choice(FORCES), self.dice.choice(COUNTRIES)
        said = f"About {figure:,} {force} soldiers have arrived in {goal}, the ministry said."
        text = f"{said} It was dispatch {self.pasted}."
        self.settle()
        button = self.page.get_by_role("button", name="Add a report")
        field = self.page.get_by_label("Text of the report")
        button.click()
        if not soon(field):
            self.settle()
            button.click()
        field.fill(text)
        self.page.get_by_role("button", name="Add to the case").click()
        self.expect("add")

    def confirm(self) -> None:
        name = self.current()
        self.press("y")
        self.expect("confirm")
        assert self.case.state().by_id[name].state == "confirmed"

    def reject(self) -> None:
        name = self.current()
        self.press("x")
        self.expect("reject")
        assert name not in {one.id for one in self.case.state().shown}

    def undo(self) -> None:
        can = [one.action for one in log.standing(self.case.state().entries) if one.action in log.UNDOABLE]
        if any(action != "undo" for action in can):
            self.press("u")
            self.expect("undo")

    def step(self) -> None:
        name = self.current()
        self.press("n")
        if len(queue.waiting(self.case.state())) > 1:
            for _ in range(600):
                if self.current() != name:
                    break
                self.page.wait_for_timeout(50)
            assert self.current() != name

    def correct(self) -> None:
        name, figure = self.current(), self.dice.randrange(100, 9_000)
        panel = self.tab("Correct")
        choose(self.page, panel, "Field", "strength")
        panel.get_by_label("Value").fill(f"about {figure} personnel")
        panel.get_by_label("Why").fill("counted again")
        panel.get_by_role("button", name="Correct").click()
        self.expect("correct")
        assert self.case.state().by_id[name].movement.strength.low == figure

    def merge(self) -> None:
        count = len(self.case.state().movements)
        panel = self.tab("Merge")
        choose(self.page, panel, "With", 0)
        panel.get_by_role("button", name="Merge").click()
        self.expect("merge")
        assert len(self.case.state().movements) <= count

    def split(self) -> None:
        claims = self.case.state().by_id[self.current()].claims
        if len(claims) < 2:
            return
        panel = self.tab("Split")
        panel.get_by_text(claims[0], exact=True).click()
        panel.get_by_role("button", name="Split").click()
        self.expect("split")

    def grade(self) -> None:
        panel = self.tab("Grade")
        choose(self.page, panel, "Grade", self.dice.choice("BCD") + " ")
        panel.get_by_role("button", name="Grade").click()
        self.expect("grade")

    def comment(self) -> None:
        panel = self.tab("Comment")
        panel.get_by_label("Comment").fill(f"seen <b>{len(self.done)}</b>")
        panel.get_by_role("button", name="Comment").click()
        self.expect("comment")

    def reload(self) -> None:
        self.page.reload()
        self.page.wait_for_selector("iframe[data-ready=true]", state="attached")
        self.settle()

    def export(self) -> None:
        """Download the map's data and the bundle: they hold what the case shows, and the whole case."""
        for name in ("GeoJSON", "Bundle"):
            self.page.get_by_role("button", name="Download").click()
            with self.page.expect_download() as found:
                self.page.get_by_role("button", name=name).click()
            path = self.folder / found.value.suggested_filename
            found.value.save_as(path)
            self.page.keyboard.press("Escape")
            state = self.case.state()
            if name == "GeoJSON":
                features = json.loads(path.read_text("utf-8"))["features"]
                assert {one["id"] for one in features} == {one.id for one in state.shown}
            else:
                assert zipfile.is_zipfile(path)
                problems, held = bundle.problems(path, state.last)
                assert problems == []
                assert held is not None
                assert held.last == state.last

    def agree(self) -> None:
        """Compare what the page shows with the case: the queue, the log, and what is on the map."""
        self.reload()
        state = self.case.state()
        assert verify.problems(self.case) == []
        waiting = len(queue.waiting(state))
        shown = self.page.evaluate("document.body.innerText")
        assert f"{len(state.reports)} reports, {len(state.movements)} movements, {waiting} waiting" in shown
        assert f"{waiting} waiting, {len(state.entries)} entries in the log" in shown
        assert [entry.action for entry in state.entries[self.begun :]] == self.done
        assert self.on_map() == {one.id for one in state.shown if one.origin or one.destination}

    def on_map(self) -> set[str]:
        """Return what the map draws on its days, taken together."""
        frame = next(frame for frame in self.page.frames if frame is not self.page.main_frame)
        state: State = self.case.state()
        days = {claim.report.published for one in state.shown for claim in one.claims if claim.report.published}
        found = set(frame.evaluate("window.deploymentMap.visible()"))
        for day in sorted(days):
            frame.evaluate("day => window.deploymentMap.setTime(day)", day.isoformat())
            found |= set(frame.evaluate("window.deploymentMap.visible()"))
        return found


def test_an_hour_of_work_leaves_review_log_and_map_in_agreement(
    where: str, address: str, open_page: Callable[..., Any], tmp_path: Path
) -> None:
    page = open_page(address, ready="iframe[data-ready=true]", timeout=120_000)
    with Case(where, "watcher") as case:
        analyst = Analyst(page, case, tmp_path)
        analyst.agree()
        first = (
            "add confirm step correct merge split undo grade comment reload reject undo add export step reject".split()
        )
        for name in first:
            getattr(analyst, name)()
        analyst.agree()
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            for name in analyst.dice.sample([one for one in first if one != "export"], 10):
                getattr(analyst, name)()
            analyst.export()
            analyst.agree()
        assert {"add", "confirm", "correct", "merge", "undo", "grade", "comment", "reject"} <= set(analyst.done)
