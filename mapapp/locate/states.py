"""Short forms of American, Canadian and Australian states, and the ISO 3166-2 code each stands for."""

from __future__ import annotations

#: By the short form without points, in small letters; a code without a country is one of the United States.
STATES = {
    "ala": "AL", "ariz": "AZ", "ark": "AR", "calif": "CA", "colo": "CO", "conn": "CT", "del": "DE", "fla": "FL",
    "ga": "GA", "ill": "IL", "ind": "IN", "kan": "KS", "kans": "KS", "ky": "KY", "la": "LA", "md": "MD", "mass": "MA",
    "mich": "MI", "minn": "MN", "miss": "MS", "mo": "MO", "mont": "MT", "neb": "NE", "nev": "NV", "nh": "NH",
    "nj": "NJ", "nm": "NM", "ny": "NY", "nc": "NC", "nd": "ND", "okla": "OK", "ore": "OR", "pa": "PA", "penn": "PA",
    "ri": "RI", "sc": "SC", "sd": "SD", "tenn": "TN", "tex": "TX", "vt": "VT", "va": "VA", "wash": "WA", "wva": "WV",
    "wis": "WI", "wyo": "WY", "dc": "DC",
}  # fmt: skip
STATES |= {
    "bc": "CA-BC", "alta": "CA-AB", "sask": "CA-SK", "man": "CA-MB", "ont": "CA-ON", "que": "CA-QC", "nb": "CA-NB",
    "ns": "CA-NS", "pei": "CA-PE", "nl": "CA-NL", "nsw": "AU-NSW", "qld": "AU-QLD", "vic": "AU-VIC", "tas": "AU-TAS",
}  # fmt: skip
STATE_CODES = frozenset(code for code in STATES.values() if len(code) == 2) | {
    "OH",
    "IA",
    "ID",
    "UT",
    "AK",
    "HI",
    "ME",
    "TX",
}
#: Short forms that are written with a point between the letters; "P.A.", "M.D." and "S.A." are no states.
DOTTED = frozenset(
    {"NC", "SC", "ND", "SD", "NH", "NJ", "NM", "NY", "RI", "WVA", "DC", "BC", "NB", "NS", "PEI", "NL", "NSW"}
)
