"""Three short dispatches that come with the program, written for it with the facts of February 2022.

They show what the map is for: a total and its parts, two reports that disagree, a denial, an alert, forces that were
there before, and an order that is carried out a few days later.  Their publishers and sentences are made up.

What the program reads in them comes with it too, so that the page need not wait for the language model before it shows
them.  ``python -m mapapp.samples`` reads them anew and writes that file; a test holds the two against each other.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from mapapp import language
from mapapp.errors import MapappError
from mapapp.keep import codec
from mapapp.read import read_all

if TYPE_CHECKING:
    from mapapp.model import Claim, Report

#: The file, which `mapapp map` and the other commands read like any other.
PATH = Path(__file__).with_name("february_2022.jsonl")
#: What was read in it.
READ = Path(__file__).with_name("february_2022.read.json")


@cache
def reports() -> tuple[Report, ...]:
    """Return the sample reports."""
    return read_all([PATH]).reports


def claims_of(report: Report) -> list[Claim] | None:
    """Return what was read in a sample report before.

    None for any other report, for a sample that has changed since, and when the user has a language model of their own
    or the file is damaged: then it is to be read.
    """
    if report not in reports() or language.chosen() is not None:
        return None
    try:
        told = json.loads(READ.read_text("ascii"))[report.id]
        if told["sha256"] != report.sha256:
            return None
        return [codec.claim_of(report, value) for value in told["claims"]]
    except (OSError, ValueError, KeyError, TypeError, MapappError):
        return None


def written() -> str:
    """Read the sample reports and return what the file `READ` should hold."""
    from mapapp.extract import extract  # noqa: PLC0415 (loads the language model)

    told = {
        report.id: {"sha256": report.sha256, "claims": [codec.plain_claim(claim) for claim in extract(report)]}
        for report in reports()
    }
    return json.dumps(told, ensure_ascii=True, allow_nan=False, sort_keys=True, indent=1) + "\n"
