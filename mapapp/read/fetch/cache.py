"""Pages that were fetched, on disk: asked for again only if they have changed.

One file a page, written whole or not at all; the oldest go when all take more than `LARGEST`.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

#: Bytes of all pages together.
LARGEST = 500_000_000


@dataclass(frozen=True)
class Kept:
    """A page as it was fetched; `fetched` is an ISO 8601 moment."""

    address: str
    fetched: str
    headers: dict[str, str]
    body: bytes


def folder() -> Path:
    """Return where this machine keeps caches."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "mapapp" / "pages"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "mapapp" / "pages"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mapapp" / "pages"


class Cache:
    """Pages by their address; a cache that cannot be read or written is none."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def get(self, address: str) -> Kept | None:
        """Return the page that was kept, or None; a damaged one is none."""
        try:
            head, _, body = self._path(address).read_bytes().partition(b"\n")
            entry = json.loads(head)
            digest = entry.pop("sha256")
            if hashlib.sha256(body).hexdigest() != digest or entry["address"] != address:
                return None
            return Kept(body=body, **entry)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def put(self, kept: Kept) -> None:
        """Keep a page."""
        entry = {**asdict(kept), "sha256": hashlib.sha256(kept.body).hexdigest()}
        del entry["body"]
        path = self._path(kept.address)
        draft = path.with_suffix(f".{secrets.token_hex(6)}")
        try:
            self.place.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft.write_bytes(json.dumps(entry).encode() + b"\n" + kept.body)
            os.replace(draft, path)
            self._thin()
        except OSError:
            with suppress(OSError):
                draft.unlink(missing_ok=True)

    def _path(self, address: str) -> Path:
        return self.place / f"{hashlib.sha256(address.encode()).hexdigest()}.page"

    def _thin(self) -> None:
        pages = sorted((path.stat().st_mtime, path.stat().st_size, path) for path in self.place.glob("*.page"))
        size = sum(size for _, size, _ in pages)
        for _, bytes_, path in pages:
            if size <= LARGEST:
                return
            path.unlink(missing_ok=True)
            size -= bytes_
