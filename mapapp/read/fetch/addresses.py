"""Which addresses may be asked: http and https, and no host inside a private network unless that is allowed.

A name is resolved once, what it resolves to is checked, and the connection goes to that very number: a second answer
of the name server changes nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit, urlunsplit

from mapapp.errors import SourceError

#: Ports below 1024 that serve pages; the others there are mail, files and the like.
_WELL_KNOWN = (80, 443)
_LONGEST = 4_000

Number = tuple[socket.AddressFamily, tuple[str, int]]


def checked(address: str) -> SplitResult:
    """Return the parts of an address without its fragment.

    Raises
    ------
    SourceError
        When it is no http(s) address, holds a user name, or names a port that serves no pages.
    """
    shown = address if len(address) <= 200 else address[:200] + "…"
    if len(address) > _LONGEST:
        raise SourceError(f"{shown}: the address is longer than {_LONGEST:,} characters")
    if any(ord(sign) <= 0x20 or 0x7F <= ord(sign) < 0xA0 for sign in address) or "\\" in address:
        raise SourceError(f"{shown!r}: no address: it holds a space, a control character or a backslash")
    try:
        parts = urlsplit(address)
        port = parts.port
        host = (
            (parts.hostname or "").encode("idna").decode("ascii")
            if ":" not in (parts.hostname or "")
            else parts.hostname
        )
    except ValueError:  # UnicodeError is one
        raise SourceError(f"{shown}: no address that can be asked") from None
    if parts.scheme.lower() not in ("http", "https"):
        raise SourceError(f"{shown}: only http and https addresses are fetched")
    if not host:
        raise SourceError(f"{shown}: the address names no host")
    if parts.username is not None or parts.password is not None:
        raise SourceError(f"{parts.scheme}://{host}: an address with a user name or password is not fetched")
    if port is not None and port < 1024 and port not in _WELL_KNOWN:
        raise SourceError(f"{shown}: port {port} serves no pages")
    where = f"[{host}]" if ":" in host else host
    return urlsplit(
        urlunsplit(
            (parts.scheme.lower(), where if port is None else f"{where}:{port}", parts.path or "/", parts.query, "")
        )
    )


def numbers(host: str, port: int, allow_private: bool) -> list[Number]:
    """Return what `host` resolves to, every one of it checked.

    Raises
    ------
    SourceError
        When it resolves to nothing, or to an address that may not be asked.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise SourceError(f"{host}: there is no such host, or no network") from None
    answers: list[Number] = []
    for family, _, _, _, place in found:
        if family not in (socket.AF_INET, socket.AF_INET6):
            continue
        number = str(place[0])
        refuse(host, number, allow_private)
        answers.append((family, (number, port)))
    if not answers:
        raise SourceError(f"{host}: there is no such host, or no network")
    return answers


def refuse(host: str, number: str, allow_private: bool) -> None:
    """Raise when `number`, which `host` leads to, may not be asked.

    Raises
    ------
    SourceError
    """
    address = _meant(ipaddress.ip_address(number.split("%", maxsplit=1)[0]))
    leads = host if host == number else f"{host} (which leads to {number})"
    if address.is_multicast or address.is_unspecified or address.is_reserved:
        raise SourceError(f"{leads}: no host has this address")
    if not address.is_global and not allow_private:
        raise SourceError(
            f"{leads}: an address inside a private network or of this machine; --allow-private fetches it"
        )


def _meant(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """Return the IPv4 address that an IPv6 one wraps (mapped, 6to4, Teredo, NAT64), else itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    compatible = int(address) >> 32 == 0 and int(address) > 1  # ::127.0.0.1
    if compatible or address in ipaddress.ip_network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.teredo is not None:
        return address.teredo[1]
    return address.ipv4_mapped or address.sixtofour or address
