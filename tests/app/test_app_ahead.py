"""What the server makes before the first visit, and keeps: made once, whoever asks."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sample_claims import claims_of
from streamlit.testing.v1 import AppTest

from mapapp import samples
from mapapp.app import review, serve
from mapapp.app.shelf import Shelf
from mapapp.keep import Case


def test_what_is_asked_for_at_once_is_made_once() -> None:
    shelf, made, together = Shelf[int](2), [], threading.Barrier(4)

    def make() -> int:
        made.append(1)
        return len(made)

    def ask() -> None:
        together.wait(5)
        assert shelf.get("a", make) == 1

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    assert made == [1]


def test_the_last_are_kept_and_what_failed_is_made_again() -> None:
    shelf = Shelf[str](2)
    with pytest.raises(ZeroDivisionError):
        shelf.get("a", lambda: str(1 / 0))
    assert shelf.get("a", lambda: "first") == "first"
    assert shelf.get("b", lambda: "second") == "second"
    assert shelf.get("a", lambda: "anew") == "first"
    assert shelf.get("c", lambda: "third") == "third"
    assert shelf.get("b", lambda: "anew") == "anew"


def test_the_first_visit_of_a_case_finds_it_read_and_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = str(tmp_path / "case.mapapp")
    with Case.create(where, "ann", "Winter") as case:
        case.add([(report, claims_of(report), None) for report in samples.reports()])
    monkeypatch.setenv("MAPAPP_CASE", where)
    serve.ahead()
    asked: list[str] = []
    monkeypatch.setattr("mapapp.show.html", asked.append)
    monkeypatch.setattr("mapapp.keep.case.load", asked.append)
    page = AppTest.from_string(f"from mapapp.app import review\nreview.draw({where!r}, 'bob')\n", default_timeout=60)
    page.run()
    assert not page.exception
    assert asked == []
    assert any(text.value.startswith("1 of ") for text in page.text)


def test_a_case_that_is_not_there_is_left_to_the_visit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = str(tmp_path / "none.mapapp")
    monkeypatch.setenv("MAPAPP_CASE", where)
    serve.ahead()
    page = AppTest.from_string(f"from mapapp.app import review\nreview.draw({where!r}, 'bob')\n", default_timeout=60)
    page.run()
    assert not page.exception
    assert where in page.text[0].value
    assert review.opened() == (where, "page")
