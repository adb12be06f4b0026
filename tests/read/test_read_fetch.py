"""Fetching from a server of our own: pages, redirects, rules, the cache, bounds; and what must never be asked."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.errors import SourceError
from mapapp.model import Report
from mapapp.read import Failure, iter_sources
from mapapp.read.fetch import Fetcher, Policy, addresses, connection
from mapapp.read.fetch.addresses import checked, refuse
from mapapp.read.fetch.cache import Cache, Kept

MOVE = "Three frigates left Kiel for the Baltic Sea on Monday, the navy said in a statement to reporters in the city."
ARTICLE = (
    f"<html><head><title>Ships</title></head><body><article><p>{MOVE}</p><p>{MOVE} Later.</p></article></body></html>"
)


@dataclass
class Site:
    """A server on the loopback; `pages` says what it answers: status, headers, body."""

    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    slow: Callable[[Any], None] | None = None
    port: int = 0

    def at(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def put(self, path: str, body: str | bytes, status: int = 200, **headers: str) -> str:
        content = body.encode() if isinstance(body, str) else body
        said = {
            "Content-Type": "text/html; charset=utf-8",
            **{key.replace("_", "-"): value for key, value in headers.items()},
        }
        self.pages[path] = (status, said, content)
        return self.at(path)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            if site.slow and self.path == "/slow":
                site.slow(self)
                return
            status, headers, body = site.pages.get(self.path, (404, {}, b"not here"))
            if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                status, body = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield site
    server.shutdown()
    server.server_close()


def fetcher(**options: Any) -> Fetcher:
    return Fetcher(Policy(allow_private=True, pause=options.pop("pause", 0.0), **options), sleep=lambda _: None)


def refused(address: str, **options: Any) -> str:
    with pytest.raises(SourceError) as caught:
        Fetcher(Policy(pause=0.0, **options)).fetch(address)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_page_is_fetched_with_what_the_server_says(site: Site) -> None:
    address = site.put("/a?b=c", ARTICLE, ETag='"1"', Last_Modified="Wed, 02 Feb 2022 10:00:00 GMT")
    page = fetcher(contact="desk@example.org").fetch(f"{address}#part")
    assert (page.body.decode(), page.media_type, page.charset, page.address) == (ARTICLE, "text/html", "utf-8", address)
    assert ("ETag", '"1"') in page.headers
    agent = dict(site.asked)["/a?b=c"]["User-Agent"]
    assert agent.startswith("mapapp/")
    assert agent.endswith("(desk@example.org)")


def test_an_address_is_a_source(site: Site) -> None:
    address = site.put("/news/ships", ARTICLE)
    (report,) = iter_sources([address], "2022-02-02", fetching=Policy(allow_private=True, pause=0.0))
    assert isinstance(report, Report)
    assert (report.id, report.url, report.text) == (address, address, f"{MOVE}\n\n{MOVE} Later.")
    assert report.original is not None
    assert (report.original.address, report.original.media_type) == (address, "text/html")
    assert report.original.fetched is not None


def test_without_leave_this_machine_is_not_asked(site: Site) -> None:
    address = site.put("/", ARTICLE)
    (failure,) = iter_sources([address])
    assert isinstance(failure, Failure)
    assert failure.kind == "fetch"
    assert failure.reason.endswith(
        "127.0.0.1: an address inside a private network or of this machine; --allow-private fetches it"
    )
    assert site.asked == []


PRIVATE = (
    "127.0.0.1 [::1] 169.254.169.254 10.0.0.1 172.16.3.4 192.168.1.1 100.64.0.1 0.0.0.0 [::] [::ffff:127.0.0.1] "
    "[::ffff:10.0.0.1] [64:ff9b::7f00:1] [2002:7f00:1::] [2001:0:4136:e378:8000:63bf:807f:fffe] [fe80::1] [fd00::1] [::127.0.0.1] "
    "2130706433 0x7f000001 0x7f.0.0.1 0177.0.0.1 127.1 017700000001 224.0.0.1 255.255.255.255 192.0.2.1 localhost "
    "LOCALHOST 127.0.0.1. 127。0。0。1 ①②⑦.0.0.1"
).split()


@pytest.mark.parametrize("host", PRIVATE)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_form_of_a_private_address_is_asked(host: str, scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", _never)
    said = refused(f"{scheme}://{host}/latest/meta-data/")
    assert any(words in said for words in ("private network", "no host has this address", "no such host", "no address"))


def _never(*_: object) -> None:
    raise AssertionError("a connection was tried")


@pytest.mark.parametrize("goal", [f"http://{host}/secret" for host in PRIVATE if host.isascii()])
def test_no_redirect_leads_to_one(site: Site, goal: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first hop is let through as if it were public; the second is looked at like any other."""
    address = site.put("/go", "", 302, Location=goal)
    site.put("/secret", ARTICLE)
    _only_this_is_public(monkeypatch, site.port)
    said = refused(address)
    assert any(words in said for words in ("private network", "no host has this address", "no such host", "no address"))
    assert "/secret" not in site.paths()


def _only_this_is_public(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    """Let connections to our server pass as public ones."""

    def numbers(host: str, asked: int, allow_private: bool) -> list[addresses.Number]:
        if asked == port and host == "127.0.0.1":
            return [(socket.AF_INET, ("127.0.0.1", port))]
        return addresses.numbers(host, asked, allow_private)

    monkeypatch.setattr(connection, "numbers", numbers)


@pytest.mark.parametrize(
    "goal", ["file:///etc/passwd", "ftp://example.org/a", "gopher://127.0.0.1:70/_", "data:text/html,x", "javascript:1"]
)
def test_no_other_scheme_is_followed_or_asked(site: Site, goal: str) -> None:
    address = site.put("/go", "", 302, Location=goal)
    with pytest.raises(SourceError, match="only http and https"):
        fetcher().fetch(address)
    assert "only http and https" in refused(goal)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (["10.1.2.3"], "trap.example (which leads to 10.1.2.3): an address inside a private network"),
        (["93.184.216.34", "127.0.0.1"], "which leads to 127.0.0.1"),
        (["::ffff:169.254.169.254"], "which leads to ::ffff:169.254.169.254"),
        ([], "there is no such host"),
    ],
)
def test_what_a_name_resolves_to_is_checked(answers: list[str], words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [_place(answer) for answer in answers])
    monkeypatch.setattr(socket.socket, "connect", _never)
    assert words in refused("http://trap.example/")


def _place(number: str) -> tuple[Any, ...]:
    family = socket.AF_INET6 if ":" in number else socket.AF_INET
    return (family, socket.SOCK_STREAM, 6, "", (number, 80, 0, 0)[: 4 if ":" in number else 2])


def test_a_name_is_resolved_once_and_its_number_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second answer of the name server ("rebinding") changes nothing."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    went: list[object] = []

    def connect(_: object, place: object) -> None:
        went.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [_place(answer) for answer in next(answers)])
    monkeypatch.setattr(socket.socket, "connect", connect)
    assert "nothing answers there" in refused("http://rebind.example/")
    assert went == [("93.184.216.34", 80)]


@given(st.ip_addresses())
def test_what_is_not_global_is_refused(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    allowed = True
    try:
        refuse("host", str(address), False)
    except SourceError:
        allowed = False
    assert not allowed or address.is_global


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://user:word@example.org/", "with a user name or password is not fetched"),
        ("http://example.org:25/", "port 25 serves no pages"),
        ("http://example.org:99999/", "no address that can be asked"),
        ("http://example.org/a b", "holds a space"),
        ("http://example.org\\@127.0.0.1/", "a backslash"),
        ("http://exa\nmple.org/", "a control character"),
        ("http://" + "a" * 5_000, "longer than 4,000 characters"),
        ("//example.org/", "only http and https"),
        ("http://", "names no host"),
        ("http://[::1", "no address that can be asked"),
    ],
)
def test_odd_addresses_are_refused(address: str, words: str) -> None:
    with pytest.raises(SourceError, match=words.replace("[", r"\[")):
        checked(address)


def test_redirects_are_followed_so_far(site: Site) -> None:
    site.put("/end", ARTICLE)
    for hop in range(6):
        site.put(f"/{hop}", "", 301, Location=f"/{hop + 1}" if hop < 5 else "/end")
    assert fetcher().fetch(site.at("/1")).address == site.at("/end")
    with pytest.raises(SourceError, match="redirects more than 5 times"):
        fetcher().fetch(site.at("/0"))
    site.put("/loop", "", 302, Location="/loop")
    with pytest.raises(SourceError, match="redirects more than 5 times"):
        fetcher().fetch(site.at("/loop"))


def test_robots_are_heeded_and_asked_once(site: Site) -> None:
    site.put(
        "/robots.txt", "User-agent: *\nDisallow: /private\n\nUser-agent: mapapp\nDisallow: /never\nCrawl-delay: 7\n"
    )
    site.put("/private", ARTICLE)
    waited: list[float] = []
    one = Fetcher(Policy(allow_private=True), sleep=waited.append, clock=lambda: 100.0)
    assert one.fetch(site.at("/private")).body
    with pytest.raises(SourceError, match=r"robots\.txt asks programs not to read this page"):
        one.fetch(site.at("/never"))
    one.fetch(site.at("/private"))
    assert site.paths() == ["/robots.txt", "/private", "/private"]
    assert waited == [7.0, 7.0]


def test_a_server_in_trouble_allows_nothing(site: Site) -> None:
    site.put("/robots.txt", "", 503)
    with pytest.raises(SourceError, match="what the site allows is not known"):
        fetcher().fetch(site.at("/a"))


def test_an_unchanged_page_comes_from_the_cache(site: Site, tmp_path: Path) -> None:
    address = site.put("/a", ARTICLE, ETag='"1"')
    first = fetcher(cache=tmp_path).fetch(address)
    second = fetcher(cache=tmp_path).fetch(address)
    assert (first.body, first.fetched) == (second.body, second.fetched)
    assert dict(site.asked[-1][1])["If-None-Match"] == '"1"'
    site.put("/a", "<p>New", ETag='"2"')
    assert fetcher(cache=tmp_path).fetch(address).body == b"<p>New"
    (file,) = tmp_path.glob("*.page")
    file.write_bytes(file.read_bytes()[:-2])
    assert fetcher(cache=tmp_path).fetch(address).body == b"<p>New"
    assert "If-None-Match" not in site.asked[-1][1]


def test_a_cache_that_cannot_be_used_is_none(site: Site, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    assert fetcher(cache=blocked).fetch(site.put("/a", ARTICLE)).body
    site.put("/b", ARTICLE, Cache_Control="no-store")
    fetcher(cache=tmp_path / "new").fetch(site.at("/b"))
    assert not list(tmp_path.glob("new/*"))


def test_the_cache_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mapapp.read.fetch.cache.LARGEST", 1_000)
    cache = Cache(tmp_path)
    for number in range(6):
        cache.put(Kept(f"http://example.org/{number}", "2022-02-02T00:00:00+00:00", {}, bytes(300)))
    assert 1 <= len(list(tmp_path.glob("*.page"))) <= 2


@pytest.mark.parametrize(
    ("status", "headers", "words"),
    [
        (404, {}, "the server answers 404"),
        (403, {}, "it wants no reader, or a password"),
        (429, {"Retry_After": "120"}, "it wants 120 s of pause"),
        (500, {}, "the server answers 500"),
        (200, {}, "an empty page"),
    ],
)
def test_a_refusal_is_told(site: Site, status: int, headers: dict[str, str], words: str) -> None:
    address = site.put("/a", "" if status == 200 else "x", status, **headers)
    with pytest.raises(SourceError, match=words):
        fetcher().fetch(address)


def test_size_is_bounded_packed_or_not(site: Site) -> None:
    zeros = gzip.compress(bytes(30_000_000))
    for path, body, headers in (
        ("/told", b"x", {"Content_Length": "99000000"}),
        ("/large", bytes(3_000_000), {}),
        ("/packed", zeros, {"Content_Encoding": "gzip"}),
    ):
        address = site.put(path, body, **headers)
        with pytest.raises(SourceError, match="larger than 1 MB; it is not fetched"):
            fetcher(largest=1_000_000).fetch(address)
    assert fetcher().fetch(site.put("/fine", gzip.compress(b"<p>x"), Content_Encoding="gzip")).body == b"<p>x"


@pytest.mark.parametrize("part", [b"HTTP/1.0 200 OK\r\nX: ", b"HTTP/1.0 200 OK\r\n\r\n"], ids=["head", "body"])
def test_a_server_that_drips_is_cut_off(site: Site, part: bytes) -> None:
    over = threading.Event()

    def drip(handler: Any) -> None:
        handler.wfile.write(part)
        while not over.wait(0.02):
            try:
                handler.wfile.write(b"x")
                handler.wfile.flush()
            except OSError:
                return

    site.slow = drip
    begun = time.monotonic()
    with pytest.raises(SourceError, match=r"it took longer than 0\.4 s"):
        fetcher(seconds=0.4).fetch(site.at("/slow"))
    over.set()
    assert time.monotonic() - begun < 10


def test_an_answer_that_breaks_off_is_no_page(site: Site) -> None:
    site.slow = lambda handler: handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Length: 90\r\n\r\nhalf")
    with pytest.raises(SourceError, match="breaks off"):
        fetcher().fetch(site.at("/slow"))
    site.slow = lambda handler: handler.wfile.write(b"SSH-2.0-x\r\n")
    with pytest.raises(SourceError, match="not HTTP"):
        fetcher().fetch(site.at("/slow"))


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{}</channel></rss>"""


def _items(site: Site, count: int) -> str:
    items = ""
    for number in range(count):
        site.put(f"/{number}", ARTICLE.replace("Later", f"Item {number}"))
        items += f"<item><title>Item {number}</title><link>{site.at(f'/{number}')}</link><pubDate>Wed, 02 Feb 2022 10:00:00 GMT</pubDate></item>"
    return items


def test_a_feeds_items_are_fetched_only_when_asked_for(site: Site) -> None:
    address = site.put("/feed", RSS.format(_items(site, 3)), Content_Type="application/rss+xml")
    policy = Policy(allow_private=True, pause=0.0)
    (failure,) = iter_sources([address], fetching=policy)
    assert isinstance(failure, Failure)
    assert failure.reason == f"{address}: a feed of 3 items; --items 3 reads them"
    found = list(iter_sources([address], fetching=policy, items=2))
    assert [one.id for one in found if isinstance(one, Report)] == [site.at("/0"), site.at("/1")]
    assert {str(one.published) for one in found if isinstance(one, Report)} == {"2022-02-02"}
    assert site.paths().count("/2") == 0


def test_a_feeds_item_may_not_lead_inside(site: Site) -> None:
    items = "<item><link>http://10.0.0.1/</link></item><item><link>file:///etc/passwd</link></item>" + _items(site, 1)
    address = site.put("/feed", RSS.format(items), Content_Type="text/xml")
    policy = Policy(allow_private=True, pause=0.0, seconds=0.5)
    with pytest.MonkeyPatch.context() as patch:
        _only_this_is_public(patch, site.port)
        found = list(iter_sources([address], fetching=Policy(pause=0.0), items=9))
    assert policy.allow_private
    reasons = [one.reason for one in found if isinstance(one, Failure)]
    assert "private network" in reasons[0]
    assert "only http and https" in reasons[1]
    assert [one.id for one in found if isinstance(one, Report)] == [site.at("/0")]


def test_a_sitemap_gives_the_newest_first(site: Site) -> None:
    _items(site, 3)
    days = ("2022-01-01", "2022-03-01", "2022-02-01")
    urls = "".join(
        f"<url><loc>{site.at(f'/{n}')}</loc><lastmod>{day}T00:00:00Z</lastmod></url>" for n, day in enumerate(days)
    )
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    site.put("/map.xml", f"<urlset {space}>{urls}</urlset>", Content_Type="application/xml")
    index = site.put(
        "/index.xml",
        f"<sitemapindex {space}><sitemap><loc>{site.at('/map.xml')}</loc></sitemap></sitemapindex>",
        Content_Type="application/xml",
    )
    found = list(iter_sources([index], fetching=Policy(allow_private=True, pause=0.0), items=2))
    assert [one.id for one in found if isinstance(one, Report)] == [site.at("/1"), site.at("/2")]
    assert [one.published for one in found if isinstance(one, Report)] == [None, None]


def test_a_feed_that_laughs_costs_one_line(site: Site) -> None:
    laughs = '<!DOCTYPE r [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    address = site.put(
        "/feed",
        f"<?xml version='1.0'?>{laughs}]><rss><channel><title>&j;</title></channel></rss>",
        Content_Type="application/rss+xml",
    )
    (failure,) = iter_sources([address], fetching=Policy(allow_private=True, pause=0.0), items=3)
    assert isinstance(failure, Failure)
    assert "feed" in failure.reason
