"""Tables that are broken, or made to break what reads them: each with words of the one line that it costs."""

from __future__ import annotations

import base64
import gzip
import io
import json
import struct
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow.parquet import encryption


def parquet(table: pa.Table, **how: Any) -> bytes:
    """Return a Parquet file."""
    out = io.BytesIO()
    pq.write_table(table, out, **how)
    return out.getvalue()


SOUND = parquet(pa.table({"text": [f"Ship {number} left." for number in range(500)]}), compression="none")


class _Keys(encryption.KmsClient):  # type: ignore[misc]
    """Wraps keys by writing them down: enough for a file that nobody here may read."""

    def wrap_key(self, key: bytes, master: str) -> bytes:
        return base64.b64encode(key)

    def unwrap_key(self, wrapped: bytes, master: str) -> bytes:
        return base64.b64decode(wrapped)


def locked(*, footer: bool) -> bytes:
    """Return an encrypted Parquet file, of which the footer can be read or not."""
    table = pa.table({"text": ["One ship left."]})
    settings = encryption.EncryptionConfiguration(
        footer_key="f", column_keys={"c": ["text"]}, plaintext_footer=not footer, cache_lifetime=timedelta(minutes=5)
    )
    factory = encryption.CryptoFactory(lambda _: _Keys())
    keys = factory.file_encryption_properties(encryption.KmsConnectionConfig(), settings)
    return parquet(table, encryption_properties=keys)


def nested(depth: int) -> bytes:
    """Return a Parquet file of no rows whose second column is a group in a group, `depth` times (Thrift's compact form)."""

    def number(value: int) -> bytes:
        return bytes([value & 0x7F]) if value < 0x80 else bytes([value & 0x7F | 0x80]) + number(value >> 7)

    def element(name: bytes, children: int) -> bytes:
        kind = b"" if children else b"\x15\x0c"  # bytes, where there is nothing below
        named = (b"\x25\x02\x18" if kind else b"\x35\x02\x18") + number(len(name)) + name
        return kind + named + (b"\x15" + number(2 * children) if children else b"") + b"\0"

    elements = [element(b"schema", 2), element(b"text", 0), *[element(b"a", 1)] * depth, element(b"a", 0)]
    listed = b"\x19\xfc" + number(len(elements)) + b"".join(elements)
    footer = b"\x15\x02" + listed + b"\x16\x00\x19\x0c\x00"
    return b"PAR1" + footer + struct.pack("<I", len(footer)) + b"PAR1"


def damaged() -> bytes:
    """Return a Parquet file with zeros where its first page's head was."""
    return SOUND[:4] + bytes(60) + SOUND[64:]


def lying() -> bytes:
    """Return a Parquet file that gives its footer two gigabytes."""
    return SOUND[:-8] + struct.pack("<I", 2_000_000_000) + b"PAR1"


_PICTURE = b"\x89PNG\r\n\x1a\n"
_ZEROS = bytes(150_000_000)

#: Name, bytes, words of the one line.
BROKEN_TABLES: list[tuple[str, Callable[[], bytes], str]] = [
    ("deep.jsonl", lambda: b"[" * 100_000 + b"\n", "nested too deeply"),
    ("breaks off.jsonl", lambda: b'{"text": "One sh', "not JSON"),
    ("no text.jsonl", lambda: b'{"body": "One ship left."}\n', "a report needs its text as a string in the field 'text'"),
    ("number.jsonl", lambda: b'{"text": 7}\n', "a report needs its text"),
    ("wide.jsonl", lambda: "{}\n".encode("utf-16"), "JSON lines are UTF-8, this is UTF-16"),
    ("zeros.jsonl", lambda: bytes(30_000_000), "the line is longer than 25 MB"),
    ("zeros.jsonl.gz", lambda: gzip.compress(_ZEROS, 1), "unpacks to more than 100 MB"),
    ("long number.jsonl", lambda: b'{"text": ' + b"9" * 5_000 + b"}\n", "not JSON"),
    ("no text.csv", lambda: b"a,b\n1,2\n", "no column 'text'; say which holds the text with --columns text=COLUMN"),
    ("wide.csv", lambda: b"id,text\n1,One ship left.,more\n", "more cells than the first row has names"),
    ("short.csv", lambda: b"id,text\n1\n", "a report needs its text as a string in the field 'text'"),
    ("open.csv", lambda: b'id,text\n1,"' + b"x" * 3_100_000, "not CSV from line"),
    ("blank.csv", lambda: b"  \n", "holds no text"),
    ("picture.csv", lambda: _PICTURE, "a picture"),
    ("zeros.csv", lambda: bytes(9_000_000), "a binary file, not text"),
    ("zeros.csv.gz", lambda: gzip.compress(_ZEROS, 1), "unpacks to more than 100 MB"),
    ("page.csv", lambda: b"<!DOCTYPE html>\n<html><p>Not found</p></html>\n", "no column 'text'"),
    ("wide head.csv", lambda: b"a," * 100_000 + b"\n", "no column 'text'"),
    ("breaks off.utf16.csv", lambda: json.dumps("id,text").encode("utf-16")[:-1], "not UTF-16-LE text"),
    ("text.parquet", lambda: b"Three frigates left.", "named .parquet, but not Parquet by its first bytes"),
    ("starts.parquet", lambda: b"PAR1" + bytes(40), "not a Parquet file that can be read"),
    ("breaks off.parquet", lambda: SOUND[: len(SOUND) // 2], "not a Parquet file that can be read"),
    ("lies.parquet", lying, "not a Parquet file that can be read"),
    ("damaged.parquet", damaged, "not a Parquet file that can be read"),
    ("locked.parquet", lambda: locked(footer=True), "an encrypted Parquet file"),
    ("locked columns.parquet", lambda: locked(footer=False), "an encrypted Parquet file"),
    ("deep.parquet", lambda: nested(100_000), "too deeply nested"),
    ("no text.parquet", lambda: parquet(pa.table({"body": ["One ship left."]})), "no column 'text'"),
    ("numbers.parquet", lambda: parquet(pa.table({"text": [7]})), "a report needs its text as a string"),
    ("blank.parquet", lambda: parquet(pa.table({"text": pa.array([], pa.string())})), "holds no text"),
    ("picture.parquet", lambda: _PICTURE, "a picture"),
]  # fmt: skip
