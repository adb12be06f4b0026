"""What turns a file, a folder, an archive, a web address or standard input into reports.

Plain text is taken as it stands: line ends, control characters and composed letters stay, so that an offset counts
the code points of the text as given.  Only a byte order mark is taken off.  Of other formats the text is taken out, in
a process of its own that has bounds, and a report keeps what is known of its original.
"""

from __future__ import annotations

from mapapp.read.bounded import Parser
from mapapp.read.dates import published_date
from mapapp.read.failure import Failure
from mapapp.read.rows import column_map
from mapapp.read.sources import ReadResult, iter_sources, read, read_all, read_upload
from mapapp.read.text import LONGEST_REPORT, decode, report_from_bytes, report_from_text

__all__ = [
    "LONGEST_REPORT",
    "Failure",
    "Parser",
    "ReadResult",
    "column_map",
    "decode",
    "iter_sources",
    "published_date",
    "read",
    "read_all",
    "read_upload",
    "report_from_bytes",
    "report_from_text",
]
