"""Words that military reporting rests on, for the whole world since 1914.

Leaders, equipment, formations, ships, services, and the nouns for people and things.

The lists lie beside the code as TOML and are read when first asked for. `None` means "not certain": nothing is guessed.
"""

from __future__ import annotations

from mapapp.extract.lexicon._numbers import ORDINAL_WORD, ROMAN
from mapapp.extract.lexicon.equipment import (
    CAPITAL_ONLY,
    EQUIPMENT_PATTERN,
    designation_unit,
    equipment,
    equipment_words,
)
from mapapp.extract.lexicon.formations import UNIT_NAME_PATTERNS, FoundUnit, find_units
from mapapp.extract.lexicon.leaders import leader
from mapapp.extract.lexicon.missions import gone_to
from mapapp.extract.lexicon.nouns import (
    AMBIGUOUS_MATERIEL,
    AMBIGUOUS_PERSONNEL,
    CIVIL,
    MATERIEL,
    PERSONNEL,
    UNITS,
    unit_category,
)
from mapapp.extract.lexicon.services import one_word, services
from mapapp.extract.lexicon.ships import FoundShip, find_ships, ship_country

__all__ = [
    "AMBIGUOUS_MATERIEL",
    "AMBIGUOUS_PERSONNEL",
    "CAPITAL_ONLY",
    "CIVIL",
    "EQUIPMENT_PATTERN",
    "MATERIEL",
    "ORDINAL_WORD",
    "PERSONNEL",
    "ROMAN",
    "UNITS",
    "UNIT_NAME_PATTERNS",
    "FoundShip",
    "FoundUnit",
    "designation_unit",
    "equipment",
    "equipment_words",
    "find_ships",
    "find_units",
    "gone_to",
    "leader",
    "one_word",
    "services",
    "ship_country",
    "unit_category",
]
