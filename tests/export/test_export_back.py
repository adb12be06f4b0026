"""Movements read back from files: all that was written is there, but for the reports' texts between the quotes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapapp.errors import InputError, OptionError
from mapapp.export import export, read_movements
from mapapp.export.whole import ENDINGS, whole
from mapapp.keep.codec import plain_claim
from mapapp.model import Claim, DateSpan, Mark, Movement, Place, PlaceKind, Report, Status, Strength, StrengthUnit
from mapapp.original import Original
from mapapp.reconcile import reconcile_claims


def same(one: Sequence[Movement], other: Sequence[Movement]) -> None:
    """Hold that nothing differs but the reports' texts outside the quotes."""
    assert [movement.id for movement in one] == [movement.id for movement in other]
    for first, second in zip(one, other, strict=True):
        for field in fields(Movement):
            if field.name != "claims":
                assert getattr(first, field.name) == getattr(second, field.name), field.name
        for claim, read in zip(first.claims, second.claims, strict=True):
            assert plain_claim(claim) == plain_claim(read)
            assert claim.quote.verbatim == read.quote.verbatim
            assert replace(claim.report, text="") == replace(read.report, text="")
            assert len(claim.report.text) == len(read.report.text)


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_written_is_read_back(movements: Sequence[Movement], tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"m{ending}"
    export(movements, path)
    found = read_movements(path)
    same(movements, found)
    reports = {id(claim.report) for movement in found for claim in movement.claims}
    assert len(reports) == 2, "what several movements quote is one report"
    export(found, tmp_path / f"again{ending}")
    assert read_movements(tmp_path / f"again{ending}") == found


@pytest.mark.parametrize("ending", ENDINGS)
def test_nothing_is_read_back_as_nothing(tmp_path: Path, ending: str) -> None:
    export([], tmp_path / f"m{ending}")
    assert read_movements(tmp_path / f"m{ending}") == []


TEXTS = st.text(min_size=20, max_size=60)
PLACES = st.sampled_from(
    [
        None,
        Place("Łódź, \N{BOMB}", PlaceKind.CITY, 51.7592485, 19.4559833, "city:lodz", "PL", radius_km=3.5),
        Place("the Pacific", PlaceKind.SEA, -10.0, 180.0, "sea:p", None, (-60.0, 120.0, 60.0, -70.0), precision=7),
        Place("Benelux", PlaceKind.REGION, 51.0, 5.0, "region:b", None, members=("BE", "NL", "LU"), precision=7),
    ]
)
ORIGINAL = Original(
    "0" * 64, 9, "text/html", "a.html", None, datetime(2022, 2, 2, tzinfo=UTC), (("A", "b"),), ((0, "h"),)
)


@st.composite
def told(draw: st.DrawFn) -> list[Movement]:
    claims = []
    for number in range(draw(st.integers(1, 3))):
        text = draw(TEXTS)
        report = Report(
            text,
            f"r{number}",
            draw(st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))),
            draw(st.none() | st.text(max_size=8)),
            url=draw(st.none() | st.just("https://example.org/ä")),
            original=draw(st.sampled_from([None, ORIGINAL])),
        )
        for _ in range(draw(st.integers(1, 2))):
            start = draw(st.integers(0, len(text) - 2))
            end = draw(st.integers(start + 1, len(text)))
            low = draw(st.none() | st.integers(0, 10**9))
            claims.append(
                Claim(
                    report.quote(start, end),
                    draw(st.sampled_from(Status)),
                    draw(st.none() | st.just("US") | st.text(min_size=1, max_size=5)),
                    draw(st.none() | st.text(min_size=1, max_size=9)),
                    None,
                    Strength(low, low, draw(st.none() | st.sampled_from(StrengthUnit)), draw(st.booleans())),
                    draw(PLACES),
                    draw(PLACES),
                    date=draw(st.sampled_from([None, DateSpan(None, date(2022, 2, 2), "by Wednesday")])),
                    voice=draw(st.none() | st.text(max_size=5)),
                    confidence=draw(st.floats(0, 1)),
                    marks=(Mark("unit", 0, len(text)),),
                )
            )
    return reconcile_claims(claims)


@settings(deadline=None, max_examples=60)
@given(movements=told(), ending=st.sampled_from(ENDINGS))
def test_whatever_is_told_is_read_back(
    movements: list[Movement], ending: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("back") / f"m{ending}"
    export(movements, path)
    same(movements, read_movements(path))


def test_other_files_are_refused_in_one_line(movements: Sequence[Movement], tmp_path: Path) -> None:
    for name in ("m.kml", "m.xlsx", "m.acled.csv", "m.jsonld"):
        export(movements, tmp_path / name)
        with pytest.raises(OptionError, match="read back from"):
            read_movements(tmp_path / name)
    with pytest.raises(InputError, match="could not be read"):
        read_movements(tmp_path / "none.geojson")
    for ending in ENDINGS:
        path = tmp_path / f"cut{ending}"
        export(movements, path)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        with pytest.raises(InputError, match="does not hold what mapapp export writes") as caught:
            read_movements(path)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "change",
    [
        {"quotes": ["x"]},
        {"reports": [{"id": "r", "length": 10**12}]},
        {"reports": [{"id": "r", "length": -1}]},
        {"reports": []},
        {"status": "gone"},
        {"claims": []},
    ],
)
def test_a_record_that_was_changed_is_refused(
    movements: Sequence[Movement], tmp_path: Path, change: dict[str, Any]
) -> None:
    path = tmp_path / "m.geojson"
    feature = {"type": "Feature", "geometry": None, "properties": {"record": {**whole(movements[0]), **change}}}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    with pytest.raises(InputError, match="does not hold"):
        read_movements(path)
