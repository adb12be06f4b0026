"""ZIP and gzip: their members, each read as what it is, within bounds on what it all may unpack to."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from mapapp.read.document import Found, Trouble

#: Members of one archive, and archives in archives.
MOST_MEMBERS, DEEPEST = 100_000, 3
#: Bytes that one member may unpack to, and all members of a source together.
LARGEST_MEMBER, LARGEST_TOTAL = 100_000_000, 4_000_000_000

Reader = Callable[[bytes, str], Iterator[Found]]
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    LookupError,
    RuntimeError,
)


class Budget:
    """What may still be unpacked for one source."""

    def __init__(self) -> None:
        self.left = LARGEST_TOTAL


def read_zip(
    file: BinaryIO, name: str, inside: Reader, wanted: Callable[[str], bool], budget: Budget
) -> Iterator[Found]:
    """Yield what the members hold whose names are `wanted`, in order of name."""
    try:
        archive = zipfile.ZipFile(file)
        members = archive.infolist()
    except _BROKEN:
        yield Trouble(name, "a damaged ZIP archive, or one that breaks off; fetch or copy it again")
        return
    if len(members) > MOST_MEMBERS:
        yield Trouble(name, f"an archive of {len(members):,} files, more than are read ({MOST_MEMBERS:,})")
        return
    readable = [member for member in members if not member.is_dir() and wanted(member.filename)]
    if not readable:
        yield Trouble(name, "an archive without a file that can be read")
        return
    for member in sorted(readable, key=lambda member: member.filename):
        where = f"{name}/{member.filename}" if name else member.filename
        if member.flag_bits & 1:
            yield Trouble(where, "encrypted; unpack the archive with its password first")
            continue
        try:
            with archive.open(member) as part:
                data = part.read(LARGEST_MEMBER + 1)
        except _BROKEN as error:
            yield Trouble(where, f"a damaged member of the archive ({type(error).__name__})")
            continue
        if (refusal := _spent(len(data), budget)) is not None:
            yield Trouble(where, refusal)
            if budget.left <= 0:
                return
            continue
        yield from inside(data, where)


def read_gzip(data: bytes, name: str, inside: Reader, budget: Budget) -> Iterator[Found]:
    """Yield what the one file in a gzip holds."""
    try:
        with gzip.open(io.BytesIO(data)) as file:
            unpacked = file.read(LARGEST_MEMBER + 1)
    except _BROKEN:
        yield Trouble(name, "a damaged gzip file, or one that breaks off; fetch or copy it again")
        return
    if (refusal := _spent(len(unpacked), budget)) is not None:
        yield Trouble(name, refusal)
        return
    yield from inside(unpacked, name)


def _spent(size: int, budget: Budget) -> str | None:
    budget.left -= size
    if size > LARGEST_MEMBER:
        return f"unpacks to more than {LARGEST_MEMBER / 1e6:,.0f} MB, which is more than one report may hold"
    if budget.left <= 0:
        return f"the archive unpacks to more than {LARGEST_TOTAL / 1e9:,.0f} GB; the rest of it is not read"
    return None
