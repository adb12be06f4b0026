"""A source, or a part of one, that gave no report, and why in one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from mapapp.errors import InputError
from mapapp.model import Report


@dataclass(frozen=True)
class Failure:
    """A source, or one part of it, that gave no report.

    Parameters
    ----------
    source : str
    reason : str
        One line that names it.
    kind : str
        ``unreadable``, ``missing``, ``language`` (not English), ``fetch`` (an address) or ``fault`` (of ours).
    """

    source: str
    reason: str
    kind: str = "unreadable"


#: What a source gives: reports, and what could not be read of it.
Found = Report | Failure


def guarded(name: str, work: Callable[[], Iterable[Found]], kind: str = "unreadable") -> Iterator[Found]:
    """Yield what `work` yields, and a failure of that kind when it raises."""
    try:
        yield from work()
    except FileNotFoundError as error:
        yield Failure(name, f"{name}: {cause(error)}", "missing")
    except InputError as error:
        said = str(error)
        yield Failure(name, said if said.startswith(name) else f"{name}: {said}", kind)
    except (OSError, ValueError) as error:
        yield Failure(name, f"{name}: {cause(error)}", kind)


def cause(error: OSError | ValueError) -> str:
    """Return what an error says, in words."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    if isinstance(error, IsADirectoryError):
        return "a folder, where a file is due"
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
