"""What speaks for one meaning of a name, as figures, and how much each figure counts.

The weights are those of a conditional logit fitted by benchmarks/fit_places.py (docs/decisions/0105-which-place.md).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapapp.model import PlaceKind

if TYPE_CHECKING:
    from mapapp.locate.ranking import Context
    from mapapp.locate.store import Row

#: What each figure tells, in the order of `evidence`; the last two are the support by the report's other names.
NAMES = (
    "own", "people", "fame", "country", "first_order", "lower_order", "news_region", "nature", "airport", "base",
    "hamlet", "town", "capital", "named_country", "named_area", "given_area", "fits", "misfits", "prior", "near",
    "wide",
)  # fmt: skip
PRIORS = len(NAMES) - 2
CAPITAL = NAMES.index("capital")
COUNTRY, AREA = NAMES.index("named_country"), NAMES.index("named_area")
#: The most candidates of one name that are weighed against the rest of the report.
MOST = 40


@dataclass(frozen=True)
class Support:
    """What the other names of a report say for one candidate, from nearby and from farther off, each 0 to 1."""

    near: float = 0.0
    wide: float = 0.0


NO_SUPPORT = Support()


def evidence(row: Row, context: Context, prior: float, inside: float, fits: float, capital: bool) -> tuple[float, ...]:
    """Return the figures of a place by itself and in its context, without the support."""
    place, ref = row.place, row.place.id
    populated = ref.startswith("geonames:")
    first = ref.startswith("iso:") and place.precision == 4
    named = context.countries.get(place.country, 0.0) if place.country else 0.0
    area = context.areas.get((place.country, row.admin1), 0.0) if place.country and row.admin1 else 0.0
    return (
        float(row.own),
        math.log10(row.population + 10) if populated else 0.0,
        math.log10(row.fame + 1) if populated else 0.0,
        float(place.kind is PlaceKind.COUNTRY),
        float(first),
        float(ref.startswith(("county:", "district:")) or (ref.startswith("iso:") and not first)),
        float(ref.startswith("region:")),
        float(ref.startswith(("sea:", "feature:"))),
        float(ref.startswith("airport:")),
        float(ref.startswith("base:")),
        float(row.feature == "hamlet"),
        float(row.feature == "town"),
        float(capital),
        named if place.kind is not PlaceKind.COUNTRY else 0.0,
        area,
        inside,
        max(0.0, fits),
        min(0.0, fits),
        prior,
    )


#: Fitted; see the module's docstring.
WEIGHTS = (
    0.53, -0.06, 1.73, 3.06, 2.84, 1.28, 0.83, 2.52, 0.00, 2.00, 1.94, 0.45, -3.72, 1.44, 2.24, 8.00, 8.97, 8.48,
    14.44, 6.75, 3.65,
)  # fmt: skip
