"""Countries and organisations as news names them."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.data import data_path
from mapapp.locate import nations
from mapapp.model import PlaceKind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. sent US troops; trust us.", [("U.S.", "US", "abbreviation"), ("US", "US", "abbreviation")]),
        ("Poles polish cars.", [("Poles", "PL", "demonym")]),
        ("Polish troops", [("Polish", "PL", "adjective")]),
        ("a turkey from Turkey", [("Turkey", "TR", "name")]),
        ("DANES AND BRITONS SAIL", [("DANES", "DK", "demonym"), ("BRITONS", "GB", "demonym")]),
        ("GIVE US THE PLAN NOW", []),
        ("The Kremlin and Whitehall", [("Kremlin", "RU", "government"), ("Whitehall", "GB", "government")]),
        ("the Royal Navy", [("Royal Navy", "GB", "forces")]),
        ("IDF and Bundeswehr units", [("IDF", "IL", "forces"), ("Bundeswehr", "DE", "forces")]),
        ("in New Mexico and the Persian Gulf", []),
        ("the Washington Post and Michael Jordan", []),
        ("Papua New Guinea", [("Papua New Guinea", "PG", "name")]),
        ("North Korean gunners", [("North Korean", "KP", "adjective")]),
        ("Burma, Ceylon, Siam", [("Burma", "MM", "name"), ("Ceylon", "LK", "name"), ("Siam", "TH", "name")]),
        ("Ankara said", [("Ankara", "TR", "capital")]),
        ("the Soviet\nUnion", [("Soviet\nUnion", "RU", "name")]),
        ("Côte d’Ivoire", [("Côte d’Ivoire", "CI", "name")]),
    ],
)
def test_find(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(text[hit.start : hit.end], hit.country, hit.form) for hit in nations.find(text)] == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("UNIFIL patrols", "UN"), ("AMISOM troops", "African Union"), ("KFOR", "NATO"), ("EUFOR", "EU"),
        ("the MNJTF", "Multinational Joint Task Force"), ("Wagner fighters", "Wagner Group"),
        ("Hizbullah", "Hezbollah"), ("ECOMOG", "ECOWAS"), ("al-Shabab", "al-Shabaab"),
    ],
)  # fmt: skip
def test_find_organisations(text: str, name: str) -> None:
    assert [hit.name for hit in nations.find_organisations(text)] == [name]


def test_every_country_is_a_place_with_names() -> None:
    codes = nations.codes()
    assert {"XK", "TW", "PS", "US", "RU", "SS"} <= set(codes)
    assert len(codes) >= 240
    for code in codes:
        place = nations.country(code)
        assert place.kind is PlaceKind.COUNTRY
        assert place.country == code
        assert nations.names(code)
        meaning = nations.lookup(nations.names(code)[0])
        assert meaning is not None
        assert meaning[0] == code


def test_borders_and_neighbours() -> None:
    border = nations.border("UA", "RU")
    assert border is not None
    assert set(border.members) == {"UA", "RU"}
    assert nations.border("UA", "PT") is None
    assert {"BY", "PL", "RU"} <= set(nations.neighbours("UA"))


def test_former_states() -> None:
    assert nations.is_former("Soviet Union")
    assert not nations.is_former("Russia")


@given(st.text(max_size=200))
def test_any_text_is_read_and_hits_stay_in_it(text: str) -> None:
    done = 0
    for hit in nations.find(text):
        assert done <= hit.start < hit.end <= len(text)
        done = hit.end


def test_regions_have_a_source_and_a_day() -> None:
    held = tomllib.loads(data_path("regions.toml").read_text(encoding="utf-8"))
    known = set(nations.codes())
    for row in held["region"]:
        assert row["source"] in held["sources"], row["name"]
        assert row["as_of"], row["name"]
        assert set(row.get("members", ())) <= known, row["name"]
