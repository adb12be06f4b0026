"""What a form gives, read beside the page's script: the script tells how far it is, and can be interrupted."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

from mapapp.errors import InputError
from mapapp.model import Report
from mapapp.read import Failure, Parser, iter_sources, read_upload, report_from_text
from mapapp.read.fetch import Policy


@dataclass
class Intake:
    """A pasted text, files and web addresses on their way to being reports.

    Parameters
    ----------
    pasted : str
    uploads : sequence of (str, bytes)
        Names and contents.
    addresses : sequence of str
    items : int
        Of each feed among the addresses, how many items to read.
    published : datetime.date or None
    policy : Policy
        How addresses are fetched.
    before : sequence of str
        Ids of the reports that stay on the map.
    """

    pasted: str
    uploads: Sequence[tuple[str, bytes]]
    addresses: Sequence[str] = ()
    items: int = 0
    published: date | None = None
    policy: Policy = field(default_factory=Policy)
    before: Sequence[str] = ()
    reports: list[Report] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    done: int = 0
    at: str = ""

    def __post_init__(self) -> None:
        self._parser = Parser()
        self._over, self._cancelled = threading.Event(), threading.Event()

    @property
    def of(self) -> int:
        """How many texts, files and addresses there are."""
        return bool(self.pasted.strip()) + len(self.uploads) + len(self.addresses)

    def start(self) -> Intake:
        """Begin to read, beside the caller."""
        threading.Thread(target=self.run, daemon=True).start()
        return self

    def wait(self, seconds: float) -> bool:
        """Wait so long at most; return whether all is read."""
        return self._over.wait(seconds)

    def cancel(self) -> None:
        """Leave what is not read yet, and end the process that reads."""
        self._cancelled.set()
        self._parser.close()

    def run(self) -> None:
        """Read all of it."""
        try:
            if self.pasted.strip():
                try:
                    self.reports.append(report_from_text(self.pasted, "Pasted report", published=self.published))
                except InputError as error:
                    self.failures.append(str(error))
                self.done += 1
            with self._parser:
                for path, data in self.uploads:
                    name = PurePath(path).name or "upload"
                    self._take(name, read_upload(name, data, self.published, self._parser))
            for address in self.addresses:
                self._take(address, iter_sources([address], self.published, fetching=self.policy, items=self.items))
        except Exception as error:  # the page must not wait for a thread that has gone
            self.failures.append(f"{self.at}: a fault in mapapp: {type(error).__name__}: {error}")
        finally:
            self._over.set()

    def _take(self, name: str, found: Iterable[object]) -> None:
        if self._cancelled.is_set():
            return
        self.at = name
        for one in found:
            if self._cancelled.is_set():
                return
            if isinstance(one, Report):
                self.reports.append(one)
            elif isinstance(one, Failure):
                self.failures.append(one.reason)
        self.done += 1


def addresses_of(words: str) -> list[str]:
    """Return the addresses that stand in a text, one a line or parted by spaces."""
    return list(dict.fromkeys(words.split()))
