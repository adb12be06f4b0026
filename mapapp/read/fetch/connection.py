"""One request: to a number that was checked, within bounds of time and size, without following anything."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult

import certifi
import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    DecodeError,
    HTTPError,
    IncompleteRead,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
    SSLError,
)

from mapapp.errors import SourceError
from mapapp.read.fetch.addresses import numbers

_CONNECT, _SILENCE = 10.0, 15.0  # seconds for one connection; without a byte


@dataclass(frozen=True)
class Answer:
    """What a server answered; names of headers are in small letters."""

    status: int
    reason: str
    headers: dict[str, str]
    body: bytes


def get(parts: SplitResult, headers: Mapping[str, str], *, seconds: float, largest: int, allow_private: bool) -> Answer:
    """Ask for one address and return the answer, whatever its status.

    Parameters
    ----------
    parts : SplitResult
        From `mapapp.read.fetch.addresses.checked`.
    headers : mapping
    seconds : float
        For all of it, from the first packet to the last.
    largest : int
        Bytes of the body at most, unpacked.
    allow_private : bool

    Raises
    ------
    SourceError
    """
    address = parts.geturl()
    line = _Line(allow_private)
    pool = _pool(parts, line)
    alarm = threading.Timer(seconds, line.cut)
    alarm.daemon = True
    alarm.start()
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        answer = pool.urlopen(
            "GET", target, headers=dict(headers), redirect=False, retries=False, preload_content=False,
            timeout=urllib3.Timeout(connect=_CONNECT, read=_SILENCE),
        )  # fmt: skip
        with answer:
            said = {name.lower(): value for name, value in answer.headers.items()}
            length = said.get("content-length", "")
            if answer.status == 200 and length.isdigit() and int(length) > largest:
                raise _too_large(address, largest)
            body = b"" if answer.status in (301, 302, 303, 304, 307, 308) else _body(answer, address, largest)
            if line.was_cut:
                raise _too_slow(address, seconds)
            return Answer(answer.status, answer.reason or "", said, body)
    except SourceError:
        raise
    except (HTTPError, OSError, ValueError) as error:
        if line.was_cut:
            raise _too_slow(address, seconds) from None
        raise SourceError(f"{address}: {_cause(error)}") from None
    finally:
        alarm.cancel()
        line.close()
        pool.close()


def _body(answer: Any, address: str, largest: int) -> bytes:
    parts, size = [], 0
    for part in answer.stream(65_536, decode_content=True):
        size += len(part)
        if size > largest:
            raise _too_large(address, largest)
        parts.append(part)
    return b"".join(parts)


class _Line:
    """The open connection, held apart so that a slow server can be cut off from another thread."""

    def __init__(self, allow_private: bool) -> None:
        self.allow_private = allow_private
        self.was_cut = False
        self._held: list[socket.socket] = []

    def open(self, host: str, port: int) -> socket.socket:
        trouble: OSError | None = None
        for family, place in numbers(host, port, self.allow_private):
            line = socket.socket(family, socket.SOCK_STREAM)
            line.settimeout(_CONNECT)
            try:
                line.connect(place)
            except OSError as error:
                line.close()
                trouble = error
                continue
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._held.append(line.dup())
            return line
        raise trouble or OSError("no address to connect to")

    def cut(self) -> None:
        self.was_cut = True
        for line in self._held:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        for line in self._held:
            line.close()


def _pool(parts: SplitResult, line: _Line) -> urllib3.HTTPConnectionPool:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _opened(self, line)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _opened(self, line)

    host = parts.hostname or ""
    if parts.scheme == "https":
        trusted = ssl.create_default_context()
        trusted.load_verify_locations(certifi.where())
        secure = urllib3.HTTPSConnectionPool(host, parts.port or 443, ssl_context=trusted)
        secure.ConnectionCls = Secure
        return secure
    plain = urllib3.HTTPConnectionPool(host, parts.port or 80)
    plain.ConnectionCls = Plain
    return plain


def _opened(connection: HTTPConnection, line: _Line) -> socket.socket:
    try:
        return line.open(connection.host.strip("[]"), connection.port or 80)
    except TimeoutError as error:
        raise ConnectTimeoutError(connection, str(error)) from error
    except OSError as error:
        raise NewConnectionError(connection, str(error)) from error


def _too_large(address: str, largest: int) -> SourceError:
    return SourceError(f"{address}: larger than {largest / 1e6:,.0f} MB; it is not fetched")


def _too_slow(address: str, seconds: float) -> SourceError:
    return SourceError(f"{address}: it took longer than {seconds:g} s; try again later")


def _cause(error: Exception) -> str:
    inner = error.args[1] if isinstance(error, ProtocolError) and len(error.args) > 1 else error
    if isinstance(error, SSLError) or isinstance(inner, ssl.SSLError):
        return "its certificate is not valid, so nobody knows who answers"
    if isinstance(inner, IncompleteRead):
        return "the answer breaks off; try again"
    if isinstance(error, NewConnectionError):  # to urllib3 it is a ConnectTimeoutError too
        return "nothing answers there, or no network"
    if isinstance(error, ReadTimeoutError | ConnectTimeoutError | TimeoutError):
        return "no answer; try again later"
    if isinstance(error, DecodeError):
        return "the answer is packed in a way that cannot be undone"
    return "the answer is not HTTP, or breaks off"
