"""A page, by its address: each redirect looked at, robots.txt heeded, hosts not hurried, unchanged pages kept."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin

from mapapp.errors import SourceError
from mapapp.read.fetch.addresses import checked
from mapapp.read.fetch.cache import Cache, Kept
from mapapp.version import VERSION

if TYPE_CHECKING:
    from mapapp.read.fetch.connection import Answer

AGENT = "mapapp"
_MOVED = (301, 302, 303, 307, 308)
_LARGEST_ROBOTS = 500_000
_LONGEST_PAUSE = 30.0
_KEPT = {"content-type": "Content-Type", "last-modified": "Last-Modified", "etag": "ETag", "date": "Date"}


@dataclass(frozen=True)
class Policy:
    """What may be fetched, and how.

    Parameters
    ----------
    allow_private : bool
        Also ask hosts of private networks and this machine.
    contact : str or None
        Said to servers beside the program's name: an address for those who mind.
    seconds, largest, redirects : float, int, int
        Bounds of one page: time, bytes, hops.
    pause : float
        Seconds between two requests to one host, at least.
    cache : Path or None
        Where pages are kept; None keeps none.
    """

    allow_private: bool = False
    contact: str | None = None
    seconds: float = 30.0
    largest: int = 50_000_000
    redirects: int = 5
    pause: float = 1.0
    cache: Path | None = None


@dataclass(frozen=True)
class Page:
    """What was fetched; `address` is the one that answered in the end."""

    address: str
    fetched: datetime
    body: bytes
    headers: tuple[tuple[str, str], ...]
    media_type: str | None
    charset: str | None


@dataclass
class Fetcher:
    """Fetches pages by one policy, remembering hosts and their rules.

    Parameters
    ----------
    policy : Policy
    sleep, clock : callable
        What waits, and what tells the seconds; others in tests.
    """

    policy: Policy = field(default_factory=Policy)
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _asked: dict[str, float] = field(default_factory=dict)
    _rules: dict[str, _Rules] = field(default_factory=dict)

    def fetch(self, address: str) -> Page:
        """Return the page at `address`.

        Raises
        ------
        SourceError
            When it may not or cannot be fetched; one line says why.
        """
        wanted = checked(address)
        for _ in range(self.policy.redirects + 1):
            rules = self._rules_of(wanted)
            if not rules.allow(wanted.geturl()):
                raise SourceError(f"{wanted.geturl()}: the site's robots.txt asks programs not to read this page")
            found = self._page(wanted, rules.pause)
            if isinstance(found, Page):
                return found
            wanted = found
        raise SourceError(f"{address}: redirects more than {self.policy.redirects} times")

    def _page(self, wanted: SplitResult, pause: float) -> Page | SplitResult:
        address = wanted.geturl()
        cache = Cache(self.policy.cache) if self.policy.cache else None
        kept = cache.get(address) if cache else None
        headers = {}
        if kept and kept.headers.get("etag"):
            headers["If-None-Match"] = kept.headers["etag"]
        if kept and kept.headers.get("last-modified"):
            headers["If-Modified-Since"] = kept.headers["last-modified"]
        answer = self._ask(wanted, headers, pause, self.policy.largest)
        if answer.status in _MOVED:
            return self._next(wanted, answer)
        if answer.status == 304 and kept:
            return _as_page(kept)
        if answer.status != 200:
            raise SourceError(f"{address}: {_refusal(answer)}")
        if not answer.body:
            raise SourceError(f"{address}: an empty page")
        moment = datetime.now(UTC).replace(microsecond=0)
        fresh = Kept(address, moment.isoformat(), answer.headers, answer.body)
        if cache and "no-store" not in answer.headers.get("cache-control", "").lower():
            cache.put(fresh)
        return _as_page(fresh)

    def _next(self, wanted: SplitResult, answer: Answer) -> SplitResult:
        goal = answer.headers.get("location")
        if not goal:
            raise SourceError(f"{wanted.geturl()}: redirects without saying where to")
        try:
            return checked(urljoin(wanted.geturl(), goal))
        except ValueError as error:
            raise SourceError(f"{wanted.geturl()}: redirects to {error}") from None

    def _ask(self, wanted: SplitResult, headers: dict[str, str], pause: float, largest: int) -> Answer:
        from mapapp.read.fetch.connection import get  # noqa: PLC0415 (brings TLS, which files do not need)

        host = wanted.netloc
        now = self.clock()
        wait = self._asked.get(host, now - pause) + pause - now
        if wait > 0:
            self.sleep(wait)
        self._asked[host] = self.clock()
        agent = f"{AGENT}/{VERSION} ({self.policy.contact or 'reads what its user asks for'})"
        said = {"User-Agent": agent, "Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Encoding": "gzip"}
        return get(
            wanted, {**said, **headers}, seconds=self.policy.seconds, largest=largest,
            allow_private=self.policy.allow_private,
        )  # fmt: skip

    def _rules_of(self, wanted: SplitResult) -> _Rules:
        origin = f"{wanted.scheme}://{wanted.netloc}"
        if origin not in self._rules:
            self._rules[origin] = self._asked_rules(f"{origin}/robots.txt")
        return self._rules[origin]

    def _asked_rules(self, address: str) -> _Rules:
        """Ask for robots.txt (RFC 9309): none there allows all, a server in trouble nothing."""
        wanted = checked(address)
        for _ in range(6):
            answer = self._ask(wanted, {}, 0.0, _LARGEST_ROBOTS)
            if answer.status in _MOVED:
                wanted = self._next(wanted, answer)
                continue
            if answer.status == 200:
                return _Rules(answer.body.decode("utf-8", "replace"), self.policy.pause)
            if answer.status >= 500:
                raise SourceError(
                    f"{address}: {_refusal(answer)}, so what the site allows is not known; try again later"
                )
            break
        return _Rules("", self.policy.pause)


class _Rules:
    """What one host's robots.txt says to us."""

    def __init__(self, text: str, pause: float) -> None:
        from protego import Protego  # noqa: PLC0415 (loaded where it is used)

        self._parsed = Protego.parse(text)
        self.pause = min(max(pause, float(self._parsed.crawl_delay(AGENT) or 0)), max(_LONGEST_PAUSE, pause))

    def allow(self, address: str) -> bool:
        return bool(self._parsed.can_fetch(address, AGENT))


def _as_page(kept: Kept) -> Page:
    message = Message()
    message["Content-Type"] = kept.headers.get("content-type", "application/octet-stream")
    charset = message.get_content_charset()
    return Page(
        kept.address,
        datetime.fromisoformat(kept.fetched),
        kept.body,
        tuple((shown, kept.headers[name]) for name, shown in _KEPT.items() if name in kept.headers),
        message.get_content_type() if "content-type" in kept.headers else None,
        charset if isinstance(charset, str) else None,
    )


def _refusal(answer: Answer) -> str:
    said = f"the server answers {answer.status} {answer.reason[:60]}".rstrip()
    if answer.status in (401, 403, 407, 451):
        return f"{said}: it wants no reader, or a password"
    if answer.status == 429 and answer.headers.get("retry-after", "").isdigit():
        return f"{said}: asked too often; it wants {answer.headers['retry-after'][:6]} s of pause"
    return said
