"""An online geocoder behind the gazetteer, as its operators ask: one request a second, answers kept on disk.

Nothing here is used unless the user builds it and gives it to `Gazetteer(online=…)`.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from geopy.exc import GeocoderQueryError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from mapapp.errors import OptionError

#: Nominatim's usage policy: at most one request a second.
EACH_SECONDS = 1.0
#: How long an answer is kept, and the answer that there is none (days).
KEPT_DAYS, NOTHING_DAYS = 365.0, 30.0
_DAY = 86_400.0
_TABLE = (
    "CREATE TABLE IF NOT EXISTS answer "
    "(service TEXT, asked TEXT, found TEXT NOT NULL, day REAL NOT NULL, PRIMARY KEY (service, asked)) WITHOUT ROWID"
)


def default_cache() -> Path:
    """Return the file that answers are kept in when none is named, in the user's cache folder."""
    base = os.environ.get("XDG_CACHE_HOME") or (os.environ.get("LOCALAPPDATA") if os.name == "nt" else None)
    return Path(base or Path.home() / ".cache") / "mapapp" / "geocoder.sqlite"


def nominatim(user_agent: str, cache: str | Path | None = None, **options: Any) -> Online:
    """Return Nominatim as its usage policy asks: with a user agent, one request a second, answers kept.

    Parameters
    ----------
    user_agent : str
        Who asks ("newsroom-maps/1.0 (maps@example.org)"); the service refuses those who do not say.
    cache : path-like, optional
        The file that answers are kept in; `default_cache` when not given.
    **options
        Anything else that `geopy.geocoders.Nominatim` takes (``domain``, ``scheme``, ``timeout``).

    Raises
    ------
    OptionError
        When the user agent is empty, or the cache cannot be used.
    """
    if not user_agent.strip():
        raise OptionError("the user agent is empty; Nominatim asks who calls, such as 'newsroom-maps/1.0 (address)'")
    return Online(Nominatim(user_agent=user_agent, **options), cache)


class Online(Geocoder):  # type: ignore[misc]  # geopy has no types
    """A geopy geocoder that is asked slowly and never twice for the same.

    Parameters
    ----------
    geocoder : geopy geocoder
    cache : path-like, optional
        The file that answers are kept in; `default_cache` when not given.  It outlives the program and may be
        shared by several.
    each_seconds : float
        The least time between two requests.
    retries : int
        How often a request is tried again after the service failed.
    clock : callable
        Seconds since 1970, for telling old answers.

    Raises
    ------
    OptionError
        When the cache cannot be opened or is damaged; the message says what to do.
    """

    def __init__(
        self,
        geocoder: Any,
        cache: str | Path | None = None,
        each_seconds: float = EACH_SECONDS,
        retries: int = 1,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(scheme="https", timeout=DEFAULT_SENTINEL)
        self.geocoder = geocoder
        self.path = Path(cache) if cache is not None else default_cache()
        self._service = f"{type(geocoder).__name__} {getattr(geocoder, 'domain', '')}".strip()
        self._clock = clock
        self._lock = threading.Lock()
        self._base = self._opened()
        self.limiter = RateLimiter(
            self._ask,
            min_delay_seconds=each_seconds,
            max_retries=retries,
            error_wait_seconds=max(each_seconds, 5 * each_seconds),
            swallow_exceptions=False,
        )

    def geocode(
        self, query: str, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL, **options: Any
    ) -> Location | list[Location] | None:
        """Return what the service says of a name; see the geocoder's own documentation for its options.

        Raises
        ------
        geopy.exc.GeopyError
            What the geocoder raises when it cannot be reached or refuses; nothing is kept then.
        """
        if not isinstance(query, str) or not query.strip():
            raise GeocoderQueryError("the name to look up is empty; give a place name")
        name = " ".join(query.split())
        return self._answer("geocode", name, name.casefold(), exactly_one, timeout, options)

    def reverse(
        self, query: Any, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL, **options: Any
    ) -> Location | list[Location] | None:
        """Return what the service says of a point; coordinates are asked to five decimals (one metre).

        Raises
        ------
        geopy.exc.GeopyError
            As `geocode`.
        """
        try:
            point = Point(query)
        except (TypeError, ValueError) as error:
            raise GeocoderQueryError(f"{query!r} is no point ({error}); give latitude, longitude") from None
        text = f"{point.latitude:.5f}, {point.longitude:.5f}"
        return self._answer("reverse", text, text, exactly_one, timeout, options)

    def _answer(
        self, way: str, query: str, asked: str, exactly_one: bool, timeout: Any, options: dict[str, Any]
    ) -> Location | list[Location] | None:
        key = json.dumps([way, asked, exactly_one, options], sort_keys=True, default=str)
        kept = self._kept(key)
        if kept is None:
            found = self.limiter(way, query, exactly_one=exactly_one, timeout=timeout, **options)
            kept = [_plain(one) for one in ([found] if isinstance(found, Location) else found or [])]
            self._keep(key, kept)
        places = [Location(address, Point(lat, lon), raw) for address, lat, lon, raw in kept]
        if not places:
            return None
        return places[0] if exactly_one else places

    def _ask(self, way: str, query: str, **options: Any) -> Any:
        return getattr(self.geocoder, way)(query, **options)

    def _opened(self) -> sqlite3.Connection:
        mend = "delete it, or name another file"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            base = sqlite3.connect(self.path, timeout=10, check_same_thread=False)
            base.execute(_TABLE)
            base.execute("SELECT service, asked, found, day FROM answer LIMIT 1").fetchone()
        except OSError as error:
            raise OptionError(f"cache {self.path} cannot be made ({error.strerror}); name another file") from None
        except sqlite3.Error as error:
            raise OptionError(f"cache {self.path} cannot be used ({error}); {mend}") from None
        return base

    def _kept(self, key: str) -> list[tuple[str, float, float, Any]] | None:
        """Return the answer on disk, or None when there is none or it is too old."""
        with self._lock:
            try:
                row = self._base.execute(
                    "SELECT found, day FROM answer WHERE service = ? AND asked = ?", (self._service, key)
                ).fetchone()
            except sqlite3.Error:
                return None  # the service is asked instead
        if row is None:
            return None
        found: list[tuple[str, float, float, Any]] = json.loads(row[0])
        days = KEPT_DAYS if found else NOTHING_DAYS
        return found if self._clock() - row[1] < days * _DAY else None

    def _keep(self, key: str, found: list[tuple[str, float, float, Any]]) -> None:
        row = (self._service, key, json.dumps(found, ensure_ascii=False), self._clock())
        with self._lock:
            try:
                with self._base:
                    self._base.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)", row)
            except sqlite3.Error:
                return  # a full or locked disk loses the copy, not the answer

    def close(self) -> None:
        """Close the cache."""
        self._base.close()


def _plain(one: Location) -> tuple[str, float, float, Any]:
    return one.address, one.latitude, one.longitude, one.raw
