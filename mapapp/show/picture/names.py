"""Names of actors, as the basemap has them."""

from __future__ import annotations

from mapapp.show.picture.basemap import basemap
from mapapp.show.picture.style import plain


def actor_name(code: str | None) -> str:
    """Return a country's name, or the organisation's own."""
    if not code:
        return "actor not known"
    known = basemap().country_point(code)
    return known[0] if known else plain(code, 30)
