"""One POST to the endpoint that the user named: bounded in time and size, repeated with back-off, led nowhere else."""

from __future__ import annotations

import math
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from mapapp.errors import OptionError

if TYPE_CHECKING:
    from tenacity import RetryCallState

#: The longest answer, bytes; the longest wait that an endpoint may ask for, seconds.
LARGEST = 4_000_000
LONGEST_WAIT = 60.0
#: A shorter key is a made-up one for a server that wants none, and may be a word of any report.
SHORTEST_KEY = 12
#: What a try may take beyond its time-out, seconds, to say itself what went wrong.
_GRACE = 0.5
#: Answers that may be others a moment later (RFC 9110, RFC 6585).
PASSING = frozenset((408, 425, 429, 500, 502, 503, 504, 529))


@dataclass(frozen=True)
class Reply:
    """What one try gave: a status and a body, or a failure in words; `wait` is the patience it asks for, seconds."""

    status: int | None = None
    kind: str = ""
    body: str = ""
    failure: str = ""
    wait: float | None = None

    @property
    def passing(self) -> bool:
        """Whether another try may do better."""
        return self.status in PASSING or (self.status is None and not self.failure.startswith("its answer"))


class Wire(Protocol):
    """What carries a request: the seam that replaying and tests put something else behind; may raise `InputError`."""

    def post(self, body: bytes) -> tuple[Reply, ...]:
        """Return the replies to a request, one a try, the last one deciding."""
        ...


class HttpWire:
    """Asks ``{url}/chat/completions``.

    Parameters
    ----------
    url : str
        The base address of an OpenAI-compatible API ("http://127.0.0.1:8080/v1").
    key_env : str
        The environment variable that holds the key; no key is sent when it is not set.
    timeout : float
        Seconds that one try may take in all.
    retries : int
        Tries after the first.
    sleep : callable, optional
        What waits.
    said : callable, optional
        Told of each try that failed and is repeated.

    Raises
    ------
    OptionError
        When the address is none, holds a password, or the key would cross a network in the clear.
    """

    def __init__(
        self,
        url: str,
        *,
        key_env: str,
        timeout: float = 120.0,
        retries: int = 3,
        sleep: Callable[[float], None] = time.sleep,
        said: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.url = checked(url)
        self._key = _key(key_env, self.url)
        self._timeout, self._retries, self._sleep, self._said = timeout, retries, sleep, said

    def post(self, body: bytes) -> tuple[Reply, ...]:
        """Ask, and ask again while the failure may pass."""
        import tenacity  # noqa: PLC0415 (wanted by those alone who ask)

        replies: list[Reply] = []

        def attempt() -> Reply:
            replies.append(self._try(body))
            return replies[-1]

        def before_sleep(state: RetryCallState) -> None:
            last = replies[-1]
            reason = last.failure or f"status {last.status}"
            seconds = state.next_action.sleep if state.next_action else 0.0
            self._said(f"{self.host}: {reason}; trying again in {seconds:.0f} s ({len(replies)} of {self._retries})")

        def enough(state: RetryCallState) -> bool:
            return state.attempt_number > self._retries or (replies[-1].wait or 0.0) > LONGEST_WAIT

        def pause(state: RetryCallState) -> float:
            asked = replies[-1].wait
            return backoff(state) if asked is None else asked

        backoff = tenacity.wait_exponential_jitter(initial=1, max=LONGEST_WAIT, jitter=1)
        tenacity.Retrying(
            stop=enough,
            wait=pause,
            retry=tenacity.retry_if_result(lambda reply: reply.passing),
            retry_error_callback=lambda _: replies[-1],
            before_sleep=before_sleep,
            sleep=self._sleep,
        )(attempt)
        return tuple(replies)

    @property
    def host(self) -> str:
        """Return the host that is asked, with its port."""
        return urlsplit(self.url).netloc

    def _try(self, body: bytes) -> Reply:
        """Ask once, and wait no longer than the time-out, whatever trickles in: httpx bounds each read by itself."""
        reply: Future[Reply] = Future()

        def ask() -> None:
            try:
                reply.set_result(self._asked(body))
            except Exception as error:  # is raised where it is waited for
                reply.set_exception(error)

        threading.Thread(target=ask, daemon=True).start()
        try:
            return reply.result(self._timeout + _GRACE)
        except TimeoutError:
            return Reply(failure=f"no whole answer within {self._timeout:g} s")

    def _asked(self, body: bytes) -> Reply:
        import httpx  # noqa: PLC0415

        headers = {"content-type": "application/json", "accept": "application/json", "user-agent": "mapapp"}
        headers["accept-encoding"] = "identity"
        if self._key:
            headers["authorization"] = f"Bearer {self._key}"
        ends = time.monotonic() + self._timeout
        try:
            with (
                httpx.Client(timeout=self._timeout, follow_redirects=False) as client,
                client.stream("POST", f"{self.url}/chat/completions", content=body, headers=headers) as response,
            ):
                held = bytearray()
                for chunk in response.iter_bytes():
                    held += chunk
                    if len(held) > LARGEST:
                        return Reply(failure=f"its answer is longer than {LARGEST:,} bytes")
                    if time.monotonic() > ends:
                        return Reply(failure=f"no whole answer within {self._timeout:g} s")
        except httpx.TimeoutException:
            return Reply(failure=f"no whole answer within {self._timeout:g} s")
        except (httpx.ConnectError, httpx.ProxyError, httpx.UnsupportedProtocol) as error:
            return Reply(failure=f"cannot be reached ({self._safe(str(error))})")
        except httpx.DecodingError as error:
            return Reply(failure=f"its answer is damaged ({self._safe(str(error))})")
        except httpx.HTTPError as error:
            return Reply(failure=f"the connection broke ({self._safe(str(error)) or type(error).__name__})")
        except (httpx.InvalidURL, ValueError, OSError) as error:  # a proxy or certificates that the environment names
            return Reply(failure=f"cannot be reached ({self._safe(str(error)) or type(error).__name__})")
        return Reply(
            response.status_code,
            self._safe(response.headers.get("content-type", "")),
            self._safe(held.decode("utf-8", "replace")),
            f"leads to {self._safe(response.headers.get('location', 'nowhere'))}" if response.is_redirect else "",
            retry_after(response.headers.get("retry-after")),
        )

    def _safe(self, text: str) -> str:
        """Return `text` without the key: an endpoint that sends it back must not bring it into a file or a message."""
        return text.replace(self._key, "[key]") if len(self._key) >= SHORTEST_KEY else text


def checked(url: str) -> str:
    """Return the base address that `url` stands for, or refuse it.

    Raises
    ------
    OptionError
    """
    try:
        parts = urlsplit(url.strip())
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        sound = False
    if not sound or any(ord(char) <= 32 or ord(char) > 126 for char in url.strip()):
        raise OptionError(f"{url!r} is no address of an endpoint; one looks like http://127.0.0.1:8080/v1")
    if parts.username is not None or parts.password is not None:
        raise OptionError("the address of the endpoint holds a user or a password; the key comes from the environment")
    if parts.query or parts.fragment:
        raise OptionError(f"{url!r} has a query or a fragment; give the base address alone")
    return url.strip().rstrip("/").removesuffix("/chat/completions")


def _key(name: str, url: str) -> str:
    key = os.environ.get(name, "").strip()
    if any(ord(char) <= 32 or ord(char) > 126 for char in key):
        raise OptionError(f"the key in {name} has a blank or another character that no key has; set it again")
    parts = urlsplit(url)
    if key and parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise OptionError(f"the key in {name} would go to {parts.netloc} in the clear; use https, or unset {name}")
    return key


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def retry_after(value: str | None) -> float | None:
    """Return the seconds that a Retry-After header asks to wait (RFC 9110, 10.2.3), None when it says nothing sound."""
    if value is None:
        return None
    try:
        wait = float(value)
    except ValueError:
        try:
            when = parsedate_to_datetime(value)
        except (ValueError, OverflowError):
            return None
        wait = (when.replace(tzinfo=when.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return max(0.0, wait) if math.isfinite(wait) else None
