"""The gazetteer as a geopy geocoder."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from geopy.exc import GeocoderQueryError, GeocoderServiceError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from mapapp.errors import OptionError
from mapapp.locate import Context, Gazetteer, grid


def test_it_is_a_geopy_geocoder(gazetteer: Gazetteer) -> None:
    assert isinstance(gazetteer, Geocoder)
    found = gazetteer.geocode("Fort Bragg")
    assert isinstance(found, Location)
    assert found.raw["kind"] == "base"
    assert (round(found.latitude), round(found.longitude)) == (35, -79)


def test_a_list_is_ranked_and_limited(gazetteer: Gazetteer) -> None:
    found = gazetteer.geocode("Springfield", exactly_one=False, limit=4)
    assert isinstance(found, list)
    assert len(found) == 4
    scores = [one.raw["score"] for one in found]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("query", "codes", "country"),
    [("Tripoli", "lb", "LB"), ("Tripoli", ["LY"], "LY"), ("Brest", "FR", "FR"), ("Georgia", "US", "US")],
)
def test_country_codes_narrow(gazetteer: Gazetteer, query: str, codes: str | list[str], country: str) -> None:
    found = gazetteer.geocode(query, country_codes=codes)
    assert isinstance(found, Location)
    assert found.raw["country"] == country


def test_near_narrows(gazetteer: Gazetteer) -> None:
    found = gazetteer.geocode("Brest", near=(48.0, -4.0))
    assert isinstance(found, Location)
    assert found.raw["country"] == "FR"


@pytest.mark.parametrize("query", ["", "   ", None, 5])
def test_an_empty_query_is_geopys_own_error(gazetteer: Gazetteer, query: str) -> None:
    with pytest.raises(GeocoderQueryError):
        gazetteer.geocode(query)


def test_nothing_is_invented(gazetteer: Gazetteer) -> None:
    assert gazetteer.geocode("Qwxzvutsrqp") is None
    assert gazetteer.geocode("Qwxzvutsrqp", exactly_one=False) is None


def test_reverse(gazetteer: Gazetteer) -> None:
    found = gazetteer.reverse((54.35, 18.65))
    assert isinstance(found, Location)
    assert found.raw["country"] == "PL"
    several = gazetteer.reverse("54.35, 18.65", exactly_one=False, limit=3)
    assert isinstance(several, list)
    assert len(several) == 3
    with pytest.raises(GeocoderQueryError):
        gazetteer.reverse("nowhere")


def test_reverse_across_the_date_line(gazetteer: Gazetteer) -> None:
    found = gazetteer.reverse((-16.8, 179.99))
    assert isinstance(found, Location)
    assert found.raw["country"] == "FJ"


def test_rate_limiter_takes_it(gazetteer: Gazetteer) -> None:
    limited = RateLimiter(gazetteer.geocode, min_delay_seconds=0.0)
    assert limited("Warsaw").raw["country"] == "PL"


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Kharkof", "UA"), ("Rzeszow", "PL"), ("Zaporizhia", "UA"), ("Mykolajiv", "UA"), ("Fort Brag", "US"),
        ("Ft. Bragg", "US"), ("Minot AFB", "US"), ("Incirlik airbase", "TR"), ("the city of Aleppo", "SY"),
        ("Grafenwohr", "DE"), ("Sanaa", "YE"), ("Deir Ezzor", "SY"), ("Al Fallujah", "IQ"), ("Kandahar airport", "AF"),
    ],
)  # fmt: skip
def test_other_spellings(gazetteer: Gazetteer, name: str, place: str) -> None:
    found = gazetteer.candidates(name)
    assert found
    assert found[0].place.country == place


def test_a_disputed_area_follows_the_general_assembly_unless_told_otherwise(gazetteer: Gazetteer) -> None:
    assert gazetteer.place("Simferopol").country == "UA"  # type: ignore[union-attr]
    other = Gazetteer(disputed={"crimea": "RU"})
    assert other.place("Simferopol").country == "RU"  # type: ignore[union-attr]
    assert other.place("Kharkiv").country == "UA"  # type: ignore[union-attr]
    with pytest.raises(OptionError, match="no disputed area"):
        Gazetteer(disputed={"atlantis": "RU"})
    with pytest.raises(OptionError, match="ISO 3166"):
        Gazetteer(disputed={"crimea": "QQ"})


@pytest.mark.parametrize("digits", [1, 3, 5])
@pytest.mark.parametrize("point", [(50.45, 30.52), (-33.9, 18.4), (0.2, 32.6), (60.4, 5.3), (-51.7, -58.9)])
def test_the_military_grid_both_ways(point: tuple[float, float], digits: int) -> None:
    lat, lon, half = grid.from_mgrs(grid.to_mgrs(*point, digits))
    assert abs(lat - point[0]) < half / 60
    assert abs(lon - point[1]) < half / 30


def test_the_military_grid_refuses_nonsense(gazetteer: Gazetteer) -> None:
    for text in ("", "36U", "99Z AA 11 11", "36U UB 123 12"):
        with pytest.raises(OptionError):
            grid.from_mgrs(text + "x")
    with pytest.raises(OptionError):
        grid.to_mgrs(89.0, 0.0)
    found = gazetteer.geocode("36UUB2394091604")
    assert isinstance(found, Location)
    assert round(found.latitude, 2) == 51.35


@pytest.fixture
def nominatim() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            body = json.dumps([{"lat": "1.5", "lon": "2.5", "display_name": "Somewhere", "place_id": 1}]).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_online_geocoder_is_asked_only_when_chained_and_only_for_the_unknown(
    nominatim: tuple[str, list[str]],
) -> None:
    domain, asked = nominatim
    online = Nominatim(user_agent="mapapp-test", domain=domain, scheme="http")
    chained = Gazetteer(online=online)
    assert chained.geocode("Warsaw") is not None
    assert not asked
    found = chained.geocode("Qwxzvutsrqp")
    assert isinstance(found, Location)
    assert found.latitude == 1.5
    assert len(asked) == 1


def test_context_chooses(gazetteer: Gazetteer) -> None:
    lebanon = gazetteer.candidates("Tripoli", Context(countries={"LB": 1.0}))
    assert lebanon[0].place.country == "LB"
    assert {one.place.country for one in lebanon[1:]} >= {"LY"}


def test_former_names_have_their_days(gazetteer: Gazetteer) -> None:
    assert gazetteer.former("Fort Liberty")["base:us-fort-bragg"] == ("2023-06-02", "2025-02-14")
    assert ("1924-01-26", "1991-09-06") in gazetteer.former("Leningrad").values()
    assert gazetteer.former("Warsaw") == {}
    assert gazetteer.former("Rhodesia")["country:ZW"] == ("1965-11-11", "1979-06-01")
    assert {"country:TW"} == set(gazetteer.former("Formosa"))


@pytest.mark.parametrize(("typo", "name"), [("Rzezsow", "Rzeszów"), ("Vilsek", "Vilseck"), ("Kharkof", "Kharkiv")])
def test_the_nearest_spelling_goes_first(gazetteer: Gazetteer, typo: str, name: str) -> None:
    assert gazetteer.candidates(typo)[0].place.name == name


def test_the_gazetteer_itself_asks_nobody(gazetteer: Gazetteer) -> None:
    with pytest.raises(GeocoderServiceError, match="asks nobody"):
        gazetteer.adapter.get_json("http://localhost", timeout=1, headers={})
