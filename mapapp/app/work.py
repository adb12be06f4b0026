"""What the page computes, kept between runs of its script: claims by report, the document by its movements."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import streamlit as st

from mapapp import samples
from mapapp.app.shelf import Shelf
from mapapp.errors import MapappError
from mapapp.model import Claim, Movement, Report
from mapapp.reconcile import reconcile_claims

#: Seconds after which the first picture is drawn and a processor is free.
SETTLED = 6.0
#: The last documents made.
_DOCUMENTS = Shelf[str](20)
#: The language model is loaded by one thread alone.
_LOADING, _LOADED = threading.Lock(), threading.Event()


@dataclass(frozen=True)
class Picture:
    """All that the page shows of some reports.

    Parameters
    ----------
    reports : tuple of Report
    claims : dict
        Claims by the report's id.
    failures : dict
        By the report's id: why it could not be read.
    movements : list of Movement
    """

    reports: tuple[Report, ...]
    claims: dict[str, list[Claim]]
    failures: dict[str, str]
    movements: list[Movement]
    by_id: dict[str, Movement] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What tells one picture from another."""
        said = [*(movement.id for movement in self.movements), *(report.sha256 for report in self.reports)]
        return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def picture(reports: Sequence[Report], progress: Callable[[int, int], None]) -> Picture:
    """Return what `reports` tell; `progress` is called with how many are read and how many there are."""
    claims: dict[str, list[Claim]] = {}
    failures: dict[str, str] = {}
    for number, report in enumerate(reports):
        progress(number, len(reports))
        try:
            claims[report.id] = _claims(_key(report), report)
        except MapappError as error:
            failures[report.id] = str(error)
        except Exception as error:  # one report's fault must not cost the others, nor show a traceback
            failures[report.id] = f"a fault in mapapp: {type(error).__name__}: {error}"
    progress(len(reports), len(reports))
    movements = reconcile_claims(claim for found in claims.values() for claim in found)
    return Picture(tuple(reports), claims, failures, movements, {movement.id: movement for movement in movements})


def _key(report: Report) -> tuple[str, ...]:
    fields = (report.id, report.sha256, report.published, report.title, report.publisher, report.url)
    return tuple(str(field) for field in fields)


@st.cache_data(show_spinner=False, max_entries=500)
def _claims(key: tuple[str, ...], _report: Report) -> list[Claim]:
    known = samples.claims_of(_report)
    return _extract(_report) if known is None else known


def _extract(report: Report) -> list[Claim]:
    from mapapp.extract import extract  # noqa: PLC0415 (loads the language model)

    if _LOADED.is_set():
        return extract(report)
    with _LOADING:
        claims = extract(report)
    _LOADED.set()
    return claims


@st.cache_resource(show_spinner=False)
def warm() -> None:
    """Load the language model in the background, once a server, so that the first report need not wait for it."""

    def load() -> None:
        with contextlib.suppress(Exception):  # whoever reads a report is told
            _extract(Report("Two ships sailed to Malta.", "warm"))

    timer = threading.Timer(SETTLED, load)
    timer.daemon = True
    timer.start()


def document(key: str, movements: Sequence[Movement], title: str) -> str:
    """Return the exported HTML document; `key` tells the movements apart."""

    def make() -> str:
        from mapapp.show import deployment_map, html  # noqa: PLC0415 (loads folium)

        return html(deployment_map(movements, title=title))

    return _DOCUMENTS.get((key, title), make)


def file_bytes(movements: Sequence[Movement], ending: str) -> bytes:
    """Return the export of `movements` in the format of `ending`, ".geojson" or ".csv"."""
    import tempfile  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    from mapapp.export import export  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"movements{ending}"
        export(movements, path)
        return path.read_bytes()
