"""What the form gives is read beside the page, told of, and can be left."""

from __future__ import annotations

import socket
import threading
from datetime import date
from typing import Any

import pytest

from mapapp.app.intake import Intake, addresses_of

PAGE = b"<html><article><p>Three frigates left Kiel for the Baltic Sea on Monday, the navy said.</p></article></html>"


def test_texts_files_and_addresses_are_read_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    uploads = [("C:/a/one.html", PAGE), ("two.txt", b""), ("three.txt", b"Two ships left.")]
    intake = Intake("Pasted.", uploads, ["https://example.org/x", "http://127.0.0.1/"], published=date(2022, 2, 2))
    assert intake.of == 6
    intake.start()
    assert intake.wait(60)
    assert [report.id for report in intake.reports] == ["Pasted report", "one.html", "three.txt"]
    assert {report.published for report in intake.reports} == {date(2022, 2, 2)}
    assert intake.failures[0] == "two.txt: holds no text"
    assert "there is no such host, or no network" in intake.failures[1]
    assert intake.done == 6


def test_what_is_cancelled_reads_no_further() -> None:
    reached, go = threading.Event(), threading.Event()

    def slowly() -> Any:
        for number in range(3):
            yield number
            reached.set()
            go.wait(30)

    intake = Intake("", [("one.txt", b"One ship left.")])
    thread = threading.Thread(target=intake._take, args=("slow", slowly()))
    thread.start()
    assert reached.wait(30)
    intake.cancel()
    go.set()
    thread.join(30)
    assert not thread.is_alive()
    intake.run()
    assert intake.reports == []
    assert intake.done == 0


def test_a_fault_does_not_keep_the_page_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object) -> Any:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("mapapp.app.intake.read_upload", faulty)
    intake = Intake("", [("one.txt", b"One ship left.")]).start()
    assert intake.wait(30)
    assert "a fault in mapapp: ZeroDivisionError" in intake.failures[0]


def test_addresses_stand_one_a_line_or_parted_by_spaces() -> None:
    assert addresses_of(" https://a.org/1\nhttps://a.org/2 https://a.org/1\n") == ["https://a.org/1", "https://a.org/2"]
