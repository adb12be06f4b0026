"""The case file: reports, claims, movements and an analyst's decisions, kept together.

`Case` is opened on a file or on a PostgreSQL address; `decisions` has what an analyst can do, `verify` says whether the
case is what its log says.  What is told of a case can be told of both databases: the tests run on both.
"""

from __future__ import annotations

from mapapp.keep.adding import Added
from mapapp.keep.case import Case
from mapapp.keep.log import Entry
from mapapp.keep.picture import Kept, KeptClaim, KeptReport
from mapapp.keep.state import State
from mapapp.keep.store import is_address, is_case_file

__all__ = [
    "Added",
    "Case",
    "Entry",
    "Kept",
    "KeptClaim",
    "KeptReport",
    "State",
    "is_address",
    "is_case_file",
]
