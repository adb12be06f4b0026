r"""Folium's own ways to draw the movements, and pydeck's, for ``benchmarks/show.py``.

Folium's pages ask other hosts for scripts.  To open them without a network, install these once with npm into a folder,
and give it as ``--scripts FOLDER``::

    npm install --ignore-scripts --prefix FOLDER leaflet@1.9.3 jquery@3.7.1 bootstrap@5.2.2 moment@2.18.1 \
        leaflet-timedimension@1.1.1 leaflet.timeline@1.6.0 iso8601-js-period@0.2.1 jquery-ui-dist@1.13.2
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import folium
import pydeck
from folium.plugins import Timeline, TimelineSlider, TimestampedGeoJson
from playwright.sync_api import Page, Route

from mapapp.model import Movement

#: End of a script's address → where npm puts it.  What is not listed (fonts, styles, pictures) is answered empty.
SCRIPTS = {
    "leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet.css": "leaflet/dist/leaflet.css",
    "jquery-3.7.1.min.js": "jquery/dist/jquery.min.js",
    "jquery.min.js": "jquery/dist/jquery.min.js",
    "bootstrap.bundle.min.js": "bootstrap/dist/js/bootstrap.bundle.min.js",
    "jquery-ui.min.js": "jquery-ui-dist/jquery-ui.min.js",
    "iso8601.min.js": "iso8601-js-period/iso8601.js",
    "leaflet.timedimension.min.js": "leaflet-timedimension/dist/leaflet.timedimension.min.js",
    "leaflet.timedimension.control.css": "leaflet-timedimension/dist/leaflet.timedimension.control.css",
    "moment.min.js": "moment/min/moment.min.js",
    "leaflet.timeline.min.js": "leaflet.timeline/dist/leaflet.timeline.js",
}
#: Way → how a script of its page shows another time, given in milliseconds as `t`.
FIND = "const found = Object.values(window).find((v) => "
STEPS = {
    "folium TimestampedGeoJson": f"{FIND}v?.timeDimension?.setCurrentTime); found.timeDimension.setCurrentTime(t)",
    "folium Timeline + TimelineSlider": f"{FIND}v?.timelines && v.setTime); found.setTime(t)",
}


def local(page: Page, folder: Path) -> None:
    """Answer a page's requests to other hosts from npm's folder."""

    def answer(route: Route) -> None:
        found = SCRIPTS.get(route.request.url.rsplit("/", 1)[-1])
        if found is None:
            route.fulfill(body="", content_type="text/css" if ".css" in route.request.url else "text/javascript")
        else:
            route.fulfill(path=folder / "node_modules" / found)

    page.route(re.compile("^https?://"), answer)


def ways(movements: Sequence[Movement]) -> dict[str, Callable[[], str]]:
    """Return the peers' ways by name; each call makes its page."""
    return {
        "folium PolyLine + Popup": lambda: polylines(movements).get_root().render(),
        "folium GeoJson": lambda: geojson(movements).get_root().render(),
        "folium TimestampedGeoJson": lambda: timestamped(movements).get_root().render(),
        "folium Timeline + TimelineSlider": lambda: timeline(movements).get_root().render(),
        "pydeck ArcLayer": lambda: arcs(movements),
    }


def arcs(movements: Sequence[Movement]) -> str:
    """All in one pydeck ArcLayer: great circles with a tooltip, no time, no sign for a status."""
    ends = [(m, m.origin or m.destination, m.destination or m.origin) for m in movements]
    rows = [
        {
            "from": [a.lon, a.lat],
            "to": [b.lon, b.lat],
            "id": m.id,
            "quote": m.claims[0].quote.verbatim,
            "day": str(m.date.start if m.date else ""),
        }
        for m, a, b in ends
        if a is not None and b is not None
    ]
    layer = pydeck.Layer(
        "ArcLayer", rows, get_source_position="from", get_target_position="to", great_circle=True, pickable=True
    )
    deck = pydeck.Deck(layers=[layer], map_provider=None, tooltip={"text": "{id} {quote}"})
    return str(deck.to_html(as_string=True))


def line(movement: Movement) -> list[tuple[float, float]]:
    """Return (latitude, longitude) of 16 points between a movement's ends."""
    to = movement.destination
    start = movement.origin or to
    if to is None or start is None:
        return []
    return [(start.lat + (to.lat - start.lat) * k / 15, start.lon + (to.lon - start.lon) * k / 15) for k in range(16)]


def windowed(movements: Sequence[Movement], days: int) -> dict[str, Callable[[], str]]:
    """Return the pages with a slider in which each line is there for some days only."""
    return {
        "folium TimestampedGeoJson": lambda: timestamped(movements, days).get_root().render(),
        "folium Timeline + TimelineSlider": lambda: timeline(movements, days).get_root().render(),
    }


def features(movements: Sequence[Movement], days: int | None = None) -> dict[str, Any]:
    """Return the movements as GeoJSON with the properties that folium's plugins want; each line is there for `days`."""
    made = []
    for movement in movements:
        points = line(movement)
        first = (movement.date.start if movement.date else None) or date(2021, 1, 1)
        last = first + timedelta(days) if days else date(2024, 1, 1)
        day = str(first)
        made.append(
            {
                "type": "Feature",
                "geometry": {
                    "type": "LineString",
                    "coordinates": [[round(lon, 4), round(lat, 4)] for lat, lon in points],
                },
                "properties": {
                    "id": movement.id,
                    "quote": movement.claims[0].quote.verbatim,
                    "start": day,
                    "end": str(last),
                    "times": [day] * len(points),
                },
            }
        )
    return {"type": "FeatureCollection", "features": made}


def polylines(movements: Sequence[Movement]) -> folium.Map:
    """One PolyLine with a Popup each."""
    m = folium.Map()
    for movement in movements:
        folium.PolyLine(line(movement), popup=folium.Popup(movement.claims[0].quote.verbatim)).add_to(m)
    return m


def geojson(movements: Sequence[Movement]) -> folium.Map:
    """All in one GeoJson layer."""
    m = folium.Map()
    folium.GeoJson(features(movements), popup=folium.GeoJsonPopup(["id", "quote"])).add_to(m)
    return m


def timestamped(movements: Sequence[Movement], days: int | None = None) -> folium.Map:
    """All in one TimestampedGeoJson."""
    m = folium.Map()
    duration = f"P{days}D" if days else None
    TimestampedGeoJson(json.dumps(features(movements, days)), auto_play=False, duration=duration).add_to(m)
    return m


def timeline(movements: Sequence[Movement], days: int | None = None) -> folium.Map:
    """All in one Timeline with its slider."""
    m = folium.Map()
    layer = Timeline(features(movements, days)).add_to(m)
    TimelineSlider().add_timelines(layer).add_to(m)
    return m
