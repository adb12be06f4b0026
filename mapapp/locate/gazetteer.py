"""The offline gazetteer, a geopy geocoder."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderQueryError, GeocoderServiceError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from mapapp.data import data_path
from mapapp.errors import OptionError
from mapapp.locate import nations
from mapapp.locate.disputed import claims
from mapapp.locate.fold import fold
from mapapp.locate.grid import is_mgrs
from mapapp.locate.grid import place as grid_place
from mapapp.locate.ranking import NOTHING, Candidate, Context, kilometres, rank
from mapapp.locate.states import DOTTED, STATE_CODES, STATES
from mapapp.locate.store import Row, Store, distance
from mapapp.model import Place, PlaceKind

#: A township takes its name from a place of fewer people than this.
SMALL_TOWN = 30_000
#: What the name of an area begins with that a place may be said to lie in ("Aldershot, Hampshire").
_AREAS = ("iso:", "region:", "county:gb-", "county:ie-")
#: The first word of a state's name, cut short ("N. Carolina", "W. Virginia").
_POINT = re.compile(r"^([NSW])\. (?=[A-Z])")
_POINTS = {"N": "North ", "S": "South ", "W": "West "}
#: Words that a name may come with or without.
_BEFORE = re.compile(
    r"^(?:the )?(?:city|town|village|port|district|province|region|state|settlement|suburb|county|municipality|"
    r"island|hamlet|township|emirate|kingdom|republic) of "
)
_AFTER = (
    " air base", " air force base", " military air base", " airfield", " military airfield", " airport",
    " naval base", " navy base", " army base", " military base", " base", " port", " harbor", " city", " town",
    " village", " province",
    " region", " oblast", " governorate", " district", " county", " island", " islands", " training area",
    " training ground", " military training area", " garrison", " training center", " barracks",
    " international airport", " state", " prefecture", " department", " peninsula", " river", " valley", " area",
)  # fmt: skip


class _Offline(BaseSyncAdapter):  # type: ignore[misc]  # geopy has no types
    """Asks nobody; geopy's own adapter reads the system's certificates first, which takes 40 ms."""

    def get_json(self, url: str, *, timeout: Any, headers: Any) -> Any:
        raise GeocoderServiceError(f"the offline gazetteer asks nobody, not even {url}")

    def get_text(self, url: str, *, timeout: Any, headers: Any) -> Any:
        raise GeocoderServiceError(f"the offline gazetteer asks nobody, not even {url}")


class Gazetteer(Geocoder):  # type: ignore[misc]  # geopy has no types
    """Places by name, offline.

    Parameters
    ----------
    path : path-like, optional
        Another gazetteer file than the one that comes with the install.
    user_places : iterable of Place with names, optional
        The user's own places (see `mapapp.locate.userplaces.read`); they go before the rest.
    online : geopy geocoder, optional
        Asked when this gazetteer finds nothing; never by default.  `mapapp.locate.online.nominatim` makes one that
        keeps to one request a second and keeps its answers on disk.
    disputed : mapping of str to str, optional
        Country code by the id of a disputed area, where it is not to follow the United Nations General Assembly
        (``{"crimea": "RU"}``; geodata/disputed.toml lists the areas).

    Raises
    ------
    GazetteerError
        When the file is missing or damaged.
    OptionError
        When `disputed` names an area or a country that there is not.
    """

    def __init__(
        self,
        path: str | Path | None = None,
        user_places: Iterable[tuple[Place, tuple[str, ...]]] | None = None,
        online: Any = None,
        disputed: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(scheme="https", timeout=DEFAULT_SENTINEL, adapter_factory=_Offline)
        self.store = Store(Path(path) if path is not None else data_path("gazetteer.sqlite"))
        self.online = online
        self._claims = claims(disputed) if disputed else None
        self._own: dict[str, list[Row]] = {}
        for place, names in user_places or ():
            for key in {fold(name) for name in (place.name, *names)}:
                self._own.setdefault(key, []).append(Row(place, 0, "own", None, 0))

    def rows(self, name: str) -> tuple[Row, ...]:
        """Return the places that bear this very name, the user's own alone where there are any."""
        key = fold(name)
        own = self._own.get(key)
        if own:
            return tuple(own)
        found = self.store.rows(key) or self._townships(key)
        return self._claims.apply(found) if self._claims else found

    def _townships(self, key: str) -> tuple[Row, ...]:
        """Return the small places of the United States that a township shares its name with."""
        stem = key.removesuffix(" township").removesuffix(" charter")
        if stem == key:
            return ()
        return tuple(
            replace(row, place=replace(row.place, name=f"{row.place.name} Township", precision=3, radius_km=10.0))
            for row in self.store.rows(stem)
            if row.own and row.place.country == "US" and 0 < row.population < SMALL_TOWN
        )

    def candidates(self, name: str, context: Context = NOTHING, fuzzy: bool = True, edits: int = 3) -> list[Candidate]:
        """Return what a name may mean, the likeliest first.

        Parameters
        ----------
        name : str
            A name, with or without "the", "Air Base", "province", …; "X, North Carolina" narrows it down.
        context : Context
            What the text around says.
        fuzzy : bool
            Whether to try other spellings when nothing bears the name.
        edits : int
            Letters in which another spelling may differ at most.
        """
        name, context = self.narrowed(name, context)
        found = rank(self.rows(name), context)
        if found:
            return found
        bare = re.sub(r"\s*\([^)]*\)", "", name).strip()
        for other in [*([fold(bare)] if bare != name else ()), *self._variants(fold(name))]:
            found = rank(self.rows(other), context)
            if found:
                return found
        if not fuzzy or len(fold(name)) < 4:
            return []
        key = fold(name)
        found = [
            replace(one, score=round(one.score * max(0.2, 0.75 - 0.15 * distance(key, other, 3)), 4))
            for other in self.store.alike(key)[:8]
            if distance(key, other, 3) <= edits
            for one in rank(tuple(row for row in self.rows(other) if row.own), context)
        ]
        return sorted(found, key=lambda one: (-one.score, -one.population, one.place.id))

    def narrowed(self, name: str, context: Context = NOTHING) -> tuple[str, Context]:
        """Split "X, Y" into the name and a context that keeps to Y."""
        parts = [part.strip() for part in name.split(",") if part.strip()]
        if len(parts) < 2:
            return name.strip(), context
        country, within = context.country, context.within
        for part in parts[1:]:
            area = self.area(part)
            if area is not None and area.place.kind is PlaceKind.COUNTRY:
                country = area.place.country
            elif area is not None:
                within = area
        if country is None and within is not None:
            country = within.place.country
        return parts[0], Context(context.countries, context.near, country, within, context.wants)

    def area(self, name: str) -> Row | None:
        """Return the country or first-order area that a name stands for ("N.C.", "Texas", "Poland")."""
        whole = self.state(name) or self.country(name)
        if whole is not None:
            return whole
        rows = [row for row in self.rows(name) if row.place.id.startswith(_AREAS) and row.own]
        return max(rows, key=lambda row: (row.place.precision == 4, row.place.id), default=None)

    def country(self, name: str) -> Row | None:
        """Return the country that a name or its short form stands for."""
        meaning = nations.lookup(name)
        if meaning is None or meaning[1] not in ("name", "abbreviation"):
            return None
        return Row(nations.country(meaning[0]), 0, "country", None, 0)

    def state(self, name: str) -> Row | None:
        """Return the American, Canadian or Australian state that a name or its short form stands for."""
        bare = name.replace(".", "").replace(" ", "")
        inner = "." in name.rstrip(".")
        dotted = ("." in name and (not inner or bare.upper() in DOTTED)) or bare in ("NSW", "Qld", "QLD")
        plain = bare in STATE_CODES and (not inner or bare in DOTTED)
        code = bare if plain else STATES.get(bare.lower()) if dotted else None
        if code is None:
            spelled = _POINT.sub(lambda found: _POINTS[found[1]], name)
            rows = [row for row in self.rows(spelled) if row.place.id.startswith("iso:US-") and row.own]
            return rows[0] if rows else None
        return self.store.by_ref(f"iso:{code}" if "-" in code else f"iso:US-{code}")

    def _variants(self, key: str) -> Iterable[str]:
        bare = _BEFORE.sub("", key).removeprefix("the ")
        seen = {key}
        for base in (bare, bare.removeprefix("al "), bare.removeprefix("el "), f"al {bare}"):
            for other in (base, *(base.removesuffix(end) for end in _AFTER if base.endswith(end))):
                if other and other not in seen:
                    seen.add(other)
                    yield other
        yield from (f"{bare}{end}" for end in (" air base", " airport", " air force base", " city"))

    def place(
        self,
        name: str,
        country: str | None = None,
        near: tuple[float, float] | None = None,
        wants: str | None = None,
        fuzzy: bool = False,
    ) -> Place | None:
        """Return the likeliest place of this name, or None.

        Parameters
        ----------
        name : str
        country : str, optional
            ISO 3166 alpha-2; other countries are ruled out.
        near : tuple of float, optional
            (latitude, longitude) in degrees that the place is likely near.
        wants : str, optional
            base, city, region, country or sea.
        """
        context = Context(country=country, near=((*near, 1.0),) if near else (), wants=wants)
        found = self.candidates(name, context, fuzzy=fuzzy)
        return found[0].place if found else None

    def geocode(
        self,
        query: str,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        *,
        country_codes: str | Sequence[str] | None = None,
        near: tuple[float, float] | None = None,
        limit: int | None = None,
    ) -> Location | list[Location] | None:
        """Return what a name means, as geopy locations whose ``raw`` holds the place's fields.

        Parameters
        ----------
        query : str
            A name ("Fort Bragg", "Springfield, Illinois").
        exactly_one : bool
            One location, or a list.
        country_codes : str or sequence of str, optional
            ISO 3166 alpha-2 codes to keep to.
        near : tuple of float, optional
            (latitude, longitude) that the place is likely near.
        limit : int, optional
            The most locations in a list.

        Raises
        ------
        geopy.exc.GeocoderQueryError
            When the query is empty or not a text.
        """
        if not isinstance(query, str) or not query.strip():
            raise GeocoderQueryError("the name to look up is empty; give a place name")
        wanted = [country_codes] if isinstance(country_codes, str) else list(country_codes or ())
        codes = {code.upper() for code in wanted}
        if is_mgrs(query):
            return self._on_grid(query, exactly_one)
        found = self.candidates(query, Context(near=((*near, 1.0),) if near else ()))
        if codes:
            found = [one for one in found if one.place.country in codes or codes & set(one.place.members)]
        if not found:
            return self._asked(query, exactly_one, timeout, sorted(codes))
        locations = [location(one) for one in found[: 1 if exactly_one else limit]]
        return locations[0] if exactly_one else locations

    def _asked(
        self, query: str, exactly_one: bool, timeout: Any, codes: Sequence[str]
    ) -> Location | list[Location] | None:
        """Return what the online geocoder says, if the user has chained one; it keeps to countries where it can."""
        if self.online is None:
            return None
        asker = getattr(self.online, "geocoder", self.online)
        keeps = codes and "country_codes" in inspect.signature(asker.geocode).parameters
        options = {"country_codes": [code.lower() for code in codes]} if keeps else {}
        found: Location | list[Location] | None = self.online.geocode(
            query, exactly_one=exactly_one, timeout=timeout, **options
        )
        return found

    @staticmethod
    def _on_grid(query: str, exactly_one: bool) -> Location | list[Location]:
        try:
            found = location(Candidate(grid_place(query), 1.0, "grid"))
        except OptionError as error:
            raise GeocoderQueryError(str(error)) from None
        return found if exactly_one else [found]

    def reverse(
        self, query: Any, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL, *, limit: int | None = None
    ) -> Location | list[Location] | None:
        """Return the towns and bases nearest to a point, nearest first.

        Parameters
        ----------
        query : geopy Point, (latitude, longitude) or "lat, lon"
        limit : int, optional
            The most locations in a list, 10 when not given.

        Raises
        ------
        geopy.exc.GeocoderQueryError
            When the point is none.
        """
        try:
            point = Point(query)
        except (TypeError, ValueError) as error:
            raise GeocoderQueryError(f"{query!r} is no point ({error}); give latitude, longitude") from None
        rows = self.store.around(point.latitude, point.longitude)
        rows.sort(key=lambda r: kilometres(point.latitude, point.longitude, r.place.lat, r.place.lon))
        if not rows:
            if self.online is not None:
                return self.online.reverse(query, exactly_one=exactly_one, timeout=timeout)
            return None
        found = [
            location(Candidate(row.place, 1.0, row.feature, row.population, row.admin1))
            for row in rows[: 1 if exactly_one else limit or 10]
        ]
        return found[0] if exactly_one else found

    def scan(self, text: str) -> list[tuple[int, int, str]]:
        """Return (start, end, text) of what could be a place's name by spelling alone, for prefiltering."""
        from mapapp.locate.spans import raw_spans  # noqa: PLC0415 (spans imports this module)

        return [(start, end, text[start:end]) for start, end in raw_spans(text, self)]

    def former(self, name: str) -> dict[str, tuple[str | None, str | None]]:
        """Return, by id, the first and last day that places bore a former name; None where the day is open."""
        return self.store.former(name)

    def verify(self) -> None:
        """Check every byte of the gazetteer file; raises `GazetteerError` when it is damaged."""
        self.store.verify()


def location(one: Candidate) -> Location:
    """Return a candidate as geopy's location: address, point and the place's fields in ``raw``."""
    place = one.place
    raw = asdict(place) | {"kind": str(place.kind), "score": one.score, "feature": one.feature}
    raw["population"] = one.population
    parts = [place.name]
    if one.admin1 and place.country == "US":
        parts.append(one.admin1)
    if place.country and place.kind is not PlaceKind.COUNTRY:
        parts.append(nations.country(place.country).name if place.country in nations.codes() else place.country)
    return Location(", ".join(parts), Point(place.lat, place.lon), raw)
