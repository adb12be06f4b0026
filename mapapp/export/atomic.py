"""A file that is whole or absent: written beside its place, then moved there."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mapapp.errors import OutputError


@contextmanager
def whole_file(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a path to write to; it becomes `path` when the block ends well, and is removed when it does not.

    Raises
    ------
    OutputError
        When the file cannot be written; what stood at `path` before is then untouched.
    """
    goal = Path(os.path.realpath(path))
    check_writable(path)
    if goal.exists() and not goal.is_file():  # a pipe or a device is written to as it stands
        with _reported(path):
            yield goal
        return
    draft = goal.with_name(f".{goal.stem[:100]}.{secrets.token_hex(6)}{goal.suffix}")
    try:
        with _reported(path):
            yield draft
            with open(draft, "rb+") as file:
                os.fsync(file.fileno())
            if goal.exists():
                os.chmod(draft, goal.stat().st_mode & 0o777)
            os.replace(draft, goal)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def check_writable(path: str | os.PathLike[str]) -> None:
    """Refuse a place where no file can be written, before the work of making it.

    Raises
    ------
    OutputError
    """
    shown, goal = os.fspath(path), Path(os.path.realpath(path))
    if goal.is_dir():
        raise OutputError(f"{shown}: a folder, where a file's name is due")
    if not goal.parent.is_dir():
        raise OutputError(f"{shown}: there is no folder {os.path.dirname(shown) or '.'}; make it first")
    if not os.access(goal if goal.exists() else goal.parent, os.W_OK):
        raise OutputError(f"{shown}: no permission to write there")


@contextmanager
def _reported(path: str | os.PathLike[str]) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        raise OutputError(f"{os.fspath(path)}: could not be written ({error.strerror or error})") from error
