"""A whole copy of a case in a new file, whatever it is kept in: what a bundle holds."""

from __future__ import annotations

import os

import sqlalchemy as sa

from mapapp.keep import store
from mapapp.keep.case import Case
from mapapp.keep.state import State
from mapapp.keep.tables import META, METADATA


def copy_case(case: Case, path: str | os.PathLike[str]) -> State:
    """Write all rows of a case, as they are at one moment, to a new case file; return the state they give.

    Raises
    ------
    CaseError, OutputError
        As for creating a case.
    """
    with case.store.reading() as source:
        state = case.read(source)
        if case.store.on_server:
            store.create_file(path, None, lambda goal: _copied(source, goal))
        else:
            store.copy_file(source, path)
    return state


def _copied(source: sa.Connection, goal: sa.Connection) -> None:
    for table in METADATA.sorted_tables:
        if table.name == META.name:  # making the file wrote some already
            goal.execute(sa.delete(table))
        rows = source.execution_options(yield_per=500).execute(sa.select(table))
        for some in rows.mappings().partitions(500):
            goal.execute(sa.insert(table), [dict(row) for row in some])
