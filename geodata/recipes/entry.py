"""One entry of the gazetteer as the recipes hand it to the store."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """A place with its names.

    Parameters
    ----------
    ref : str
        Stable id ("geonames:756135").
    kind : str
        base, city, region, country or sea.
    feature : str
        What it is more exactly ("air_base", "strait", "river", "state").
    lat, lon : float
        Degrees.
    names : tuple of str
        Other names; `name` itself is always one.
    weak : tuple of str
        Names that mean this place only when nothing else bears them.
    fame : int
        In how many names and spellings GeoNames knows it.
    """

    ref: str
    name: str
    kind: str
    feature: str
    lat: float
    lon: float
    country: str | None = None
    admin1: str | None = None
    names: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    former: tuple[tuple[str, str, str], ...] = ()
    extent: tuple[float, float, float, float] | None = None
    members: tuple[str, ...] = ()
    precision: int = 1
    radius_km: float = 1.0
    population: int = 0
    fame: int = 0
