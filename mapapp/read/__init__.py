"""What turns a file, a folder or standard input into reports.

Text is taken as it stands: line ends, control characters and composed letters stay, so that an offset counts the
code points of the text as given.  Only a byte order mark is taken off.
"""

from __future__ import annotations

from mapapp.read.dates import published_date
from mapapp.read.sources import Failure, ReadResult, iter_sources, read, read_all
from mapapp.read.text import LONGEST_REPORT, decode, report_from_bytes, report_from_text

__all__ = [
    "LONGEST_REPORT",
    "Failure",
    "ReadResult",
    "decode",
    "iter_sources",
    "published_date",
    "read",
    "read_all",
    "report_from_bytes",
    "report_from_text",
]
