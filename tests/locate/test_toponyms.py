"""Spans, derived places and reasons, and that any text is read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapapp.locate import Gazetteer, Toponym, geoparse
from mapapp.locate.ranking import kilometres
from mapapp.model import PlaceKind, Report

Read = Callable[[str], list[Toponym]]
CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "passages.jsonl"
RADIUS = {"country": 600.0, "region": 800.0, "sea": 800.0}


@pytest.mark.parametrize(
    ("text", "surface", "kind", "names"),
    [
        ("They left Fort Bragg, North Carolina, today.", "Fort Bragg, North Carolina", None, 2),
        ("Fighting in eastern Ukraine goes on.", "eastern Ukraine", PlaceKind.REGION, 1),
        ("Troops are near the Ukrainian border now.", "near the Ukrainian border", PlaceKind.REGION, 1),
        (
            "Posts on the border between Syria and Turkey.",
            "on the border between Syria and Turkey",
            PlaceKind.REGION,
            2,
        ),
        ("It lies 50 km east of Kyiv.", "50 km east of Kyiv", PlaceKind.CITY, 1),
        ("Ships wait off the coast of Libya.", "off the coast of Libya", PlaceKind.SEA, 1),
        ("Khmeimim in Syria was hit.", "Khmeimim in Syria", PlaceKind.BASE, 2),
        ("Forces around Ukraine were counted.", "around Ukraine", PlaceKind.REGION, 1),
        ("Poland's east is guarded.", "Poland's east", PlaceKind.REGION, 1),
    ],
)
def test_derived_places_cover_the_phrase(
    read_places: Read, text: str, surface: str, kind: PlaceKind | None, names: int
) -> None:
    (top,) = [one for one in read_places(text) if one.surface == surface]
    assert top.place is not None
    assert kind is None or top.place.kind is kind
    assert len(top.inner) == names
    assert all(text[one.start : one.end] == one.surface for one in (top, *top.inner))


def test_distance_and_bearing(read_places: Read) -> None:
    (top,) = read_places("The camp is 100 km north of Warsaw.")
    assert top.place is not None
    assert top.place.precision == 2
    assert abs(kilometres(top.place.lat, top.place.lon, 52.23, 21.01) - 100) < 2
    assert top.place.lat > 53


def test_a_report_has_one_place_for_one_name(read_places: Read) -> None:
    found = read_places("Crews left Moscow, Idaho, at noon. By night Moscow was safe. Moscow cheered.")
    places = {top.place.id for top in found if top.place is not None and top.surface.startswith("Moscow")}
    assert len(places) == 1


def test_what_is_not_known_stays_open_with_a_reason(read_places: Read) -> None:
    found = read_places("They marched into Xyqwotville at dawn.")
    assert all(top.place is None and top.reason for top in found)


def test_runners_up_are_given(read_places: Read) -> None:
    (top,) = [one for one in read_places("A train left Springfield.") if one.surface == "Springfield"]
    assert top.runners_up
    assert top.reason


def test_geoparse_gives_the_inner_names(gazetteer: Gazetteer) -> None:
    found = geoparse(Report("Fighting in eastern Ukraine near Donetsk.", id="test"), gazetteer)
    assert [top.surface for top in found] == ["Ukraine", "Donetsk"]


def test_offsets_count_code_points_of_the_whole_report(read_places: Read) -> None:
    text = "🚀 One line.\n\nTroops reached Łódź and Kraków.\n\n- Kyiv"
    for top in read_places(text):
        assert text[top.start : top.end] == top.surface
    assert "Kyiv" in {top.surface for top in read_places(text)}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(alphabet=st.sampled_from(list("Aa bKyivLondon,.'’-\n50km east of the US{}<>$`\u202e\x00")), max_size=120)
)
def test_any_text_is_read(read_places: Read, text: str) -> None:
    done = 0
    for top in read_places(text):
        assert done <= top.start < top.end <= len(text)
        assert text[top.start : top.end].replace("\n", " ") == top.surface.replace("\n", " ")
        done = top.end


def test_scan_prefilters_by_spelling(gazetteer: Gazetteer) -> None:
    text = "Nothing here, but Vilseck and Fort Bragg."
    assert {name for _, _, name in gazetteer.scan(text)} >= {"Vilseck", "Fort Bragg"}


@pytest.mark.skipif(not CORPUS.is_file(), reason="the annotated passages are not beside the checkout")
def test_the_places_of_the_passages_are_found(gazetteer: Gazetteer, read_places: Read) -> None:
    found = total = 0
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        report = json.loads(line)
        places = [part.place for top in read_places(report["text"]) for part in (top, *top.inner) if part.place]
        wanted = {
            place["name"]: place
            for move in report["movements"]
            for place in (move.get("origin"), move.get("dest"), *(move.get("via") or ()))
            if place and place.get("lat") is not None
        }
        for gold in wanted.values():
            reach = max(161.0, float(gold.get("radius_km") or RADIUS.get(gold.get("kind"), 0)))
            total += 1
            found += any(kilometres(one.lat, one.lon, gold["lat"], gold["lon"]) <= reach for one in places)
    assert found >= 0.97 * total
