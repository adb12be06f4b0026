"""What the command says beside its results: notes, problems and progress, on standard error."""

from __future__ import annotations

import re
import sys
import traceback

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def one_line(text: str) -> str:
    """Return `text` without what would break the line or steer a terminal."""
    return _UNSAFE.sub(lambda match: f"\\x{ord(match[0]):02x}", text)


class Console:
    """Standard error, one line a message.

    Parameters
    ----------
    quiet : bool
        Leave out notes and progress.
    verbose : bool
        Add the traceback to a problem.
    """

    def __init__(self, *, quiet: bool = False, verbose: bool = False) -> None:
        self.quiet = quiet
        self.verbose = verbose
        self.failed = False
        self._shown = 0

    def problem(self, text: str, error: BaseException | None = None) -> None:
        """Say what could not be done; the exit status will be 1."""
        self.failed = True
        if self.verbose and error is not None:
            self._print("".join(traceback.format_exception(error)).rstrip())
        self._print(f"mapapp: {one_line(text)}")

    def note(self, text: str) -> None:
        """Say what is worth knowing."""
        if not self.quiet:
            self._print(f"mapapp: {one_line(text)}")

    def progress(self, text: str) -> None:
        """Show how far the work is, on a terminal; an empty text clears it."""
        if self.quiet or not sys.stderr.isatty():
            return
        line = one_line(text)[:78]
        sys.stderr.write("\r" + line.ljust(self._shown) + ("" if line else "\r"))
        sys.stderr.flush()
        self._shown = len(line)

    def _print(self, text: str) -> None:
        if self._shown:
            sys.stderr.write("\r" + " " * self._shown + "\r")
            self._shown = 0
        sys.stderr.write(text + "\n")
