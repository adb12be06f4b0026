"""The case file: reports, claims, movements and an analyst's decisions, kept together.

`Case` is opened on a file or on a PostgreSQL address; `decisions` has what an analyst can do, `verify` says whether the
case is what its log says.  What is told of a case can be told of both databases: the tests run on both.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mapapp.keep.adding import Added
    from mapapp.keep.case import Case
    from mapapp.keep.log import Entry
    from mapapp.keep.picture import Kept, KeptClaim, KeptReport
    from mapapp.keep.state import State
    from mapapp.keep.store import is_address, is_case_file

#: Loaded when they are first asked for: SQLAlchemy takes a quarter of a second, and `codec` needs none of it.
_MODULE_OF = {
    "Added": "adding",
    "Case": "case",
    "Entry": "log",
    "Kept": "picture",
    "KeptClaim": "picture",
    "KeptReport": "picture",
    "State": "state",
    "is_address": "store",
    "is_case_file": "store",
}

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


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
