"""GeoJSON (RFC 7946): one feature a movement, with its claims and their quotes.

A movement with two ends is a great-circle line in its direction, one with a single end a point; one without a place
has no geometry (null) and is there all the same.  Countries, regions and seas are central points: `origin_kind` and
`dest_kind` say so, `origin_bbox` and `dest_bbox` (west, south, east, north) how far they reach.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mapapp.export.arcs import arc, position
from mapapp.export.records import record
from mapapp.export.whole import ENCODE, RECORD, whole
from mapapp.model import Claim, Movement, Place
from mapapp.reconcile import publisher


def feature_collection(movements: Iterable[Movement]) -> dict[str, Any]:
    """Return the GeoJSON object of `movements`."""
    return {"type": "FeatureCollection", "features": [_feature(movement) for movement in movements]}


def geojson_text(movements: Iterable[Movement]) -> str:
    """Return the GeoJSON of `movements`, a feature a line."""
    features = (ENCODE(_feature(movement)) for movement in movements)
    return '{"type": "FeatureCollection", "features": [\n' + ",\n".join(features) + "\n]}\n"


def write_geojson(movements: Iterable[Movement], path: Path) -> None:
    """Write the GeoJSON of `movements` to `path`."""
    path.write_text(geojson_text(movements), encoding="ascii", newline="\n")


def geometry(movement: Movement) -> dict[str, Any] | None:
    """Return the geometry of `movement`, None without a place."""
    ends = [place for place in (movement.origin, *movement.via, movement.destination) if place is not None]
    if not ends:
        return None
    pieces = arc(ends)
    if not pieces:
        return {"type": "Point", "coordinates": position(ends[-1])}
    if len(pieces) == 1:
        return {"type": "LineString", "coordinates": pieces[0]}
    return {"type": "MultiLineString", "coordinates": pieces}


def _feature(movement: Movement) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": movement.id,
        "geometry": geometry(movement),
        "properties": {
            **record(movement),
            "origin_bbox": _bbox(movement.origin),
            "dest_bbox": _bbox(movement.destination),
            "disagreements": [
                {"field": gap.field, "values": [{"value": value, "claims": list(who)} for value, who in gap.values]}
                for gap in movement.disagreements
            ],
            "claims": [_claim(claim) for claim in movement.claims],
            RECORD: whole(movement),
        },
    }


def _claim(claim: Claim) -> dict[str, Any]:
    report = claim.report
    return {
        "report": report.id,
        "publisher": publisher(report),
        "published": report.published.isoformat() if report.published else None,
        "url": report.url,
        "sha256": report.sha256,
        "quote": claim.quote.verbatim,
        "quote_start": claim.quote.start,
        "quote_end": claim.quote.end,
        "status": claim.status.value,
        "quantity_min": claim.strength.low,
        "quantity_max": claim.strength.high,
        "approximate": claim.strength.approximate,
        "voice": claim.voice,
        "extractor": claim.extractor,
        "confidence": round(claim.confidence, 3),
    }


def _bbox(place: Place | None) -> list[float] | None:
    if place is None or place.extent is None:
        return None
    south, west, north, east = place.extent
    return [west, south, east, north]
