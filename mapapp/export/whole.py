"""All of a movement in one value beside a format's own columns, and movements read back from such values.

GeoJSON, GeoPackage, GeoParquet and CSV carry it as `record`: JSON in ASCII of the movement, its claims, and their
reports without their texts.  Of a report's text a file has the quotes alone; read back, blanks stand for what was
between them, so that offsets still hold.  Nothing else is lost.
"""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from mapapp.errors import InputError, MapappError, OptionError
from mapapp.keep.codec import claim_of, movement_of, original_of, plain_claim, plain_movement, plain_report
from mapapp.model import Claim, Movement, Report
from mapapp.paused import paused
from mapapp.read.dates import published_date

#: Writes a value that holds no cycle, as ours are made: looking for one costs a tenth of the time.
ENCODE = json.JSONEncoder(ensure_ascii=True, allow_nan=False, check_circular=False, separators=(",", ":")).encode
#: What the column or property is called.
RECORD = "record"
#: The endings that `read_movements` reads.
ENDINGS = (".geojson", ".csv", ".gpkg", ".parquet")
#: Characters of one report at most: its length is taken from the file.
_LONGEST = 50_000_000


def whole(movement: Movement) -> dict[str, Any]:
    """Return all of a movement as a plain value."""
    reports = list({id(claim.report): claim.report for claim in movement.claims}.values())
    number = {id(report): at for at, report in enumerate(reports)}
    return {
        "id": movement.id,
        **plain_movement(movement),
        "claims": [{**plain_claim(one), "report": number[id(one.report)]} for one in movement.claims],
        "quotes": [one.quote.verbatim for one in movement.claims],
        "reports": [{**plain_report(report), "length": len(report.text)} for report in reports],
    }


def whole_text(movement: Movement) -> str:
    """Return all of a movement as JSON in ASCII."""
    return ENCODE(whole(movement))


def read_movements(path: str | os.PathLike[str]) -> list[Movement]:
    """Return the movements of a file that `export` wrote.

    Parameters
    ----------
    path : str or path-like
        Ends in .geojson, .csv, .gpkg or .parquet.

    Returns
    -------
    list of Movement
        In the file's order.  A report's text has its quotes, and blanks for the rest.

    Raises
    ------
    OptionError
        When the ending is another one.
    InputError
        When the file cannot be read or was not written by `export`.
    """
    shown = os.fspath(path)
    ending = Path(path).suffix.lower()
    if ending not in ENDINGS or Path(path).name.lower().endswith(".acled.csv"):
        raise OptionError(f"{shown}: movements are read back from {', '.join(ENDINGS)} files alone")
    try:
        with paused():
            return list(_movements([_value(one) for one in _records(Path(path), ending)]))
    except MapappError as error:
        raise InputError(f"{shown}: does not hold what mapapp export writes ({error})") from error
    except OSError as error:
        raise InputError(f"{shown}: could not be read ({error.strerror or error})") from error
    except Exception as error:  # whatever a damaged file makes its reader raise
        said = " ".join(str(error).split())[:120]
        raise InputError(
            f"{shown}: does not hold what mapapp export writes ({type(error).__name__}: {said})"
        ) from error


def _records(path: Path, ending: str) -> Iterable[Any]:
    if ending == ".geojson":
        found = json.loads(path.read_text("utf-8"))
        return [feature["properties"][RECORD] for feature in found["features"]]
    if ending == ".csv":
        csv.field_size_limit(sys.maxsize)
        with open(path, encoding="utf-8-sig", newline="") as file:
            return [row[RECORD] for row in csv.DictReader(file)]
    if ending == ".parquet":
        import pyarrow.parquet  # noqa: PLC0415

        column: list[Any] = pyarrow.parquet.read_table(path, columns=[RECORD])[RECORD].to_pylist()
        return column
    import pyogrio  # noqa: PLC0415

    table = pyogrio.read_dataframe(path, layer="movements", columns=[RECORD], read_geometry=False)
    return list(table[RECORD])


def _value(record: Any) -> Mapping[str, Any]:
    value = json.loads(record) if isinstance(record, str) else record
    if not isinstance(value, dict):
        raise InputError("a row without its record")
    return value


def _movements(values: list[Mapping[str, Any]]) -> Iterator[Movement]:
    """Yield the movements; a report that several of them quote is one object, with all its quotes."""
    said: dict[str, dict[tuple[int, int], str]] = {}
    plain: dict[str, Mapping[str, Any]] = {}
    for value in values:
        names = [json.dumps(report, sort_keys=True) for report in value["reports"]]
        plain |= dict(zip(names, value["reports"], strict=True))
        for claim, quote in zip(value["claims"], value["quotes"], strict=True):
            start, end = claim["quote"]
            said.setdefault(names[claim["report"]], {})[start, end] = quote
    reports = {name: _report(report, said.get(name, {})) for name, report in plain.items()}
    for value in values:
        own = [reports[json.dumps(report, sort_keys=True)] for report in value["reports"]]
        claims: list[Claim] = [claim_of(own[one["report"]], one) for one in value["claims"]]
        yield movement_of(value["id"], claims, dict(value))


def _report(value: Mapping[str, Any], quotes: Mapping[tuple[int, int], str]) -> Report:
    if not 0 <= value["length"] <= _LONGEST:
        raise InputError(f"a report of {value['length']} characters")
    letters = [" "] * value["length"]
    for (start, end), quote in quotes.items():
        if not 0 <= start < end <= len(letters) or len(quote) != end - start:
            raise InputError(f"a quote at {start} to {end} of a report of {len(letters)} characters")
        letters[start:end] = quote
    return Report(
        "".join(letters),
        value["id"],
        published_date(value.get("published")),
        value.get("title"),
        value.get("publisher"),
        value.get("url"),
        value.get("author"),
        original_of(value.get("original")),
    )
