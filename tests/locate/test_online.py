"""The online geocoder behind the gazetteer, against a server of this machine that answers like Nominatim."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.exc import (
    GeocoderInsufficientPrivileges,
    GeocoderQueryError,
    GeocoderRateLimited,
    GeocoderServiceError,
    GeocoderTimedOut,
)

from mapapp.errors import OptionError
from mapapp.locate import Gazetteer
from mapapp.locate.online import KEPT_DAYS, NOTHING_DAYS, Online, default_cache, nominatim

DAY = 86_400.0


class Server:
    """Answers like Nominatim, notes what it was asked, and fails with `status` when told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, list[str]], str]] = []
        self.status = 200
        outer = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                query = parse_qs(parts.query)
                outer.asked.append((parts.path, query, self.headers.get("User-Agent", "")))
                self.send_response(outer.status)
                self.end_headers()
                self.wfile.write(json.dumps(outer.answer(parts.path, query)).encode())

            def log_message(self, *_: object) -> None:
                return

        self.held = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        threading.Thread(target=self.held.serve_forever, daemon=True).start()
        self.domain = f"127.0.0.1:{self.held.server_port}"

    @staticmethod
    def answer(path: str, query: dict[str, list[str]]) -> Any:
        if path == "/reverse":
            return {"lat": query["lat"][0], "lon": query["lon"][0], "display_name": "There"}
        if query["q"][0].startswith("Nowhere"):
            return []
        return [{"lat": "12.5", "lon": "-3.25", "display_name": f"{query['q'][0]}, Testland", "place_id": 7}]


@pytest.fixture
def server() -> Iterator[Server]:
    held = Server()
    yield held
    held.held.shutdown()
    held.held.server_close()


def online(server: Server, cache: Path, **options: Any) -> Online:
    made = nominatim("newsroom-maps/1.0 (tests)", cache, domain=server.domain, scheme="http", timeout=5)
    made.close()
    return Online(made.geocoder, cache, **{"each_seconds": 0.0, "retries": 0} | options)


def test_an_answer_is_asked_for_once_even_after_a_restart(server: Server, tmp_path: Path) -> None:
    cache = tmp_path / "cache" / "geocoder.sqlite"
    first = online(server, cache)
    place = first.geocode("Xyqwotville  East")
    again = first.geocode("xyqwotville east")
    first.close()
    later = online(server, cache).geocode("Xyqwotville East")
    assert len(server.asked) == 1
    assert [(one.address, one.latitude, one.longitude, one.raw["place_id"]) for one in (place, again, later)] == [
        ("Xyqwotville East, Testland", 12.5, -3.25, 7)
    ] * 3
    assert server.asked[0][2] == "newsroom-maps/1.0 (tests)"


def test_lists_options_and_points_are_kept_apart(server: Server, tmp_path: Path) -> None:
    asker = online(server, tmp_path / "c.sqlite")
    assert asker.geocode("Abc").latitude == 12.5
    assert [one.latitude for one in asker.geocode("Abc", exactly_one=False)] == [12.5]
    assert asker.geocode("Abc", country_codes="de").latitude == 12.5
    assert asker.reverse((1.5, 2.5)).address == "There"
    assert asker.reverse("1.5, 2.5").longitude == 2.5
    assert [path for path, _, _ in server.asked] == ["/search"] * 3 + ["/reverse"]


def test_that_there_is_nothing_is_kept_for_a_while(server: Server, tmp_path: Path) -> None:
    now = [0.0]
    asker = online(server, tmp_path / "c.sqlite", clock=lambda: now[0])
    for days, asked in ((0, 1), (NOTHING_DAYS - 1, 1), (NOTHING_DAYS + 1, 2)):
        now[0] = days * DAY
        assert asker.geocode("Nowhere at all") is None
        assert len(server.asked) == asked
    asker.geocode("Somewhere")
    now[0] += (KEPT_DAYS + 1) * DAY
    asker.geocode("Somewhere")
    assert len(server.asked) == 4


def test_requests_are_a_second_apart_and_kept_answers_at_once(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker = online(server, tmp_path / "c.sqlite", each_seconds=1.0)
    now, slept = [100.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    monkeypatch.setattr(asker.limiter, "_clock", lambda: now[0])
    monkeypatch.setattr(asker.limiter, "_sleep", sleep)
    asker.geocode("One")
    now[0] += 0.25
    asker.reverse((1, 2))
    asker.geocode("One")
    asker.geocode("Two")
    assert slept == [0.75, 1.0]
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (403, GeocoderInsufficientPrivileges),
        (429, GeocoderRateLimited),
        (500, GeocoderServiceError),
        (503, GeocoderTimedOut),
    ],
)
def test_failures_are_geopys_and_are_not_kept(
    server: Server, tmp_path: Path, status: int, error: type[Exception]
) -> None:
    asker = online(server, tmp_path / "c.sqlite")
    server.status = status
    with pytest.raises(error):
        asker.geocode("Abc")
    server.status = 200
    assert asker.geocode("Abc").latitude == 12.5


def test_a_failed_request_is_tried_again_after_a_pause(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker = online(server, tmp_path / "c.sqlite", each_seconds=1.0, retries=2)
    server.status = 500
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        server.status = 200

    monkeypatch.setattr(asker.limiter, "_sleep", sleep)
    monkeypatch.setattr(asker.limiter, "_clock", lambda: 100.0 + 10 * len(slept))
    assert asker.geocode("Abc").latitude == 12.5
    assert slept == [5.0]


def test_a_server_that_is_gone_is_geopys_error(server: Server, tmp_path: Path) -> None:
    asker = online(server, tmp_path / "c.sqlite")
    server.held.shutdown()
    server.held.server_close()
    with pytest.raises(GeocoderServiceError):
        asker.geocode("Abc")


@pytest.mark.parametrize("query", ["", "   ", None])
def test_an_empty_name_is_no_query(server: Server, tmp_path: Path, query: Any) -> None:
    with pytest.raises(GeocoderQueryError):
        online(server, tmp_path / "c.sqlite").geocode(query)
    with pytest.raises(GeocoderQueryError):
        online(server, tmp_path / "c.sqlite").reverse("no point")
    assert server.asked == []


def test_a_damaged_cache_is_named_with_the_mend(server: Server, tmp_path: Path) -> None:
    cache = tmp_path / "c.sqlite"
    cache.write_bytes(b"no database at all" * 100)
    with pytest.raises(OptionError, match=r"c\.sqlite cannot be used .*delete it"):
        online(server, cache)
    (tmp_path / "file").write_text("x")
    with pytest.raises(OptionError, match="name another file"):
        online(server, tmp_path / "file" / "c.sqlite")


def test_a_lost_cache_loses_no_answer(server: Server, tmp_path: Path) -> None:
    asker = online(server, tmp_path / "c.sqlite")
    asker._base.execute("DROP TABLE answer")
    assert asker.geocode("Abc").latitude == 12.5
    assert asker.geocode("Abc").latitude == 12.5
    assert len(server.asked) == 2


def test_who_asks_must_be_said() -> None:
    with pytest.raises(OptionError, match="user agent"):
        nominatim("  ")


def test_the_default_cache_is_in_the_users_cache_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_cache() == tmp_path / "mapapp" / "geocoder.sqlite"


def test_the_gazetteer_asks_only_for_what_it_lacks(server: Server, tmp_path: Path) -> None:
    chained = Gazetteer(online=online(server, tmp_path / "c.sqlite"))
    assert chained.geocode("Warsaw").raw["id"] == "geonames:756135"
    assert server.asked == []
    assert chained.geocode("Xyqwotville").address == "Xyqwotville, Testland"
    assert chained.geocode("Xyqwotville", country_codes="DE").latitude == 12.5
    assert server.asked[1][1]["countrycodes"] == ["de"]
    assert chained.reverse((-48.9, -123.4)).address == "There"
