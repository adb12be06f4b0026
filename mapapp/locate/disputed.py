"""Areas that states dispute: whose they are by default, and the one setting that changes it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from mapapp.data import data_path
from mapapp.errors import OptionError
from mapapp.locate import nations
from mapapp.locate.store import Row


@lru_cache(maxsize=1)
def areas() -> dict[str, dict[str, Any]]:
    """Return the disputed areas by id, with the resolution that the default follows."""
    held = tomllib.loads(data_path("disputed.toml").read_text(encoding="utf-8"))
    return {row["id"]: row for row in held["area"]}


@dataclass(frozen=True)
class Claims:
    """Which country places of disputed areas are given instead of the default.

    Parameters
    ----------
    refs : dict of str to str
        Country by gazetteer id.
    towns : dict of (str, str) to str
        Country by (default country, GeoNames' admin1 code).
    """

    refs: dict[str, str]
    towns: dict[tuple[str, str], str]

    def apply(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """Return the rows with the countries that were asked for."""
        return tuple(self._one(row) for row in rows)

    def _one(self, row: Row) -> Row:
        code = self.refs.get(row.place.id) or self.towns.get((row.place.country or "", row.admin1 or ""))
        return replace(row, place=replace(row.place, country=code)) if code else row


def claims(wanted: Mapping[str, str]) -> Claims:
    """Return what a setting such as ``{"crimea": "RU"}`` changes.

    Raises
    ------
    OptionError
        When there is no such area or country.
    """
    refs: dict[str, str] = {}
    towns: dict[tuple[str, str], str] = {}
    for ident, code in wanted.items():
        if ident not in areas():
            raise OptionError(f"no disputed area is called {ident!r}; there are {', '.join(sorted(areas()))}")
        if code not in nations.codes():
            raise OptionError(f"{code!r} for {ident!r} is no ISO 3166 alpha-2 code")
        refs |= dict.fromkeys(areas()[ident]["refs"], code)
        towns |= {(pair[0], pair[1]): code for pair in areas()[ident]["towns"]}
    return Claims(refs, towns)
