"""The words around a name that make another place of it; all patterns are bounded and look at few characters."""

from __future__ import annotations

import re

WAY = r"(?:north|south)[- ]?(?:east|west)|north|south|east|west"
#: Kilometres in one unit of a distance.
UNITS = {"km": 1.0, "kilom": 1.0, "mile": 1.609344, "mi": 1.609344, "nauti": 1.852, "nm": 1.852}
NUMBERS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "hundred": 100,
}  # fmt: skip
PART = re.compile(
    rf"(?:\b[Tt]he )?\b({WAY}|central)(?:ern|most)?"
    r"(?: (?:part|parts|half|end|edge|coast)(?: of)?)? ?(?:the )?$",
    re.IGNORECASE,
)
PART_OF = re.compile(
    rf"(?:\b[Tt]he )?\b(?:far )?({WAY}|centre|center)(?:ern)?"
    r"(?: (?:part|parts|half|end|edge|coast|shore|region|regions))? of (?:the )?$",
    re.IGNORECASE,
)
OWN_PART = re.compile(
    rf"^['’]s? (?:far )?({WAY}|central)(?:ern)?"
    r"(?: (?:region|regions|part|parts|half|coast|provinces?|areas?|flank|edge))?\b(?! border| front)",
    re.IGNORECASE,
)
DISTANCE = re.compile(
    rf"(?:\b(?:about|some|around|roughly|nearly|approximately|almost|just|more than|less than|over) )?"
    rf"\b(\d+(?:[.,]\d+)?|{'|'.join(NUMBERS)})[- ]?(km|kilomet(?:re|er)s?|miles?|mi|nautical miles?|nm)\b"
    rf"(?: \([^)]{{1,20}}\))? (?:(?:to the )?({WAY})(?:ward)? of|(?:away )?from|off|outside|inside|beyond) "
    rf"(?:the )?(?:(?:coast|city|town|village|port|capital|border) of )?(?:the )?$",
    re.IGNORECASE,
)
SIDE = re.compile(rf"(?:\b[Jj]ust )?\b({WAY}) of (?:the )?$", re.IGNORECASE)
COAST = re.compile(
    rf"\b(?:off|along) (?:the )?(?:({WAY})(?:ern)? )?(?:coasts?|shores?|coastline) of (?:the )?$"
    r"|\b(?:just )?off (?:of )?(?:the )?$",
    re.IGNORECASE,
)
OWN_COAST = re.compile(r"^(?:['’]s?)? (?:\w+ )?(?:coast|coastline|shores?|territorial waters|waters)\b", re.IGNORECASE)
NEAR = re.compile(
    r"\b(near|near to|around|outside|just outside|close to|in the vicinity of|on the outskirts of|the outskirts of|"
    r"surrounding|"
    r"in the area of|the area around|areas around|just across from|adjacent to|next to)"
    r" (?:the )?(?:(?:city|town|village|port|capital) of )?$",
    re.IGNORECASE,
)
BORDER_WITH = re.compile(
    rf"(?:\b(?:near|along|on|at|across) )?(?:\b(?:the|its|their|his|our) )?(?:({WAY})(?:ern)? )?"
    r"\b(?:border|borders|frontier|boundary)(?: (?:region|area|zone)s?)? (?:with|to|of) (?:the )?$",
    re.IGNORECASE,
)
#: Who does this to a border and goes "to" a country goes into that country.
CROSSING = re.compile(
    r"\b(?:across|over|through|cross(?:ed|es|ing)?|slip(?:s|ped|ping)?) (?:\w+ ){0,2}"
    r"(?:borders?|frontier|boundary) to (?:the )?$",
    re.IGNORECASE,
)
BORDER_BETWEEN = re.compile(
    r"(?:\b(?:near|along|on|at) )?(?:\bthe )?\b(?:border|borders|frontier|boundary) (?:region |area )?"
    r"between (?:the )?$",
    re.IGNORECASE,
)
BORDER = re.compile(
    rf"^(?:['’]s?)? ?(?:({WAY})(?:ern)? )?(?:land )?(?:border|borders|frontier|borderlands?)"
    r"(?: (?:region|regions|area|areas|zone|provinces?))?\b",
    re.IGNORECASE,
)
BEFORE_BORDER = re.compile(
    r"\b(?:near|along|on|at|around|close to|across|toward|towards|by) (?:the )?$|\bthe $", re.IGNORECASE
)
#: What names share in a list ("Stevens, Grant and Morton counties"), and the noun of one.
ONE_OF = {
    "counties": "county", "parishes": "parish", "districts": "district", "provinces": "province",
    "boroughs": "borough", "townships": "township", "departments": "department", "states": "state",
    "governorates": "governorate", "municipalities": "municipality", "prefectures": "prefecture", "regions": "region",
    "talukas": "taluka", "regencies": "regency", "oblasts": "oblast", "voivodeships": "voivodeship",
    "cantons": "canton", "emirates": "emirate",
}  # fmt: skip
