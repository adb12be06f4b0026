"""Draw `symbols.json`: the types of `symbols.toml` as paths, small enough for those in use to stand inside a map.

Source (build time only): military-symbol (MIT), which draws the codes of APP-6(D).  Its drawings are split into the
frame's body, and marks that are filled or stroked in ink, so that a map gives them its own colours; coordinates are
rounded to 1/100.  The marks of an echelon are what a land unit's symbol has with it and not without it.

Run ``python geodata/build_symbols.py [FOLDER]`` with the `build` extra.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path
from typing import Any

from military_symbol import get_symbol_svg_string_from_sidc
from recipes import sources
from svgpathtools import Arc, CubicBezier, parse_path
from svgpathtools import Path as Path_
from svgpathtools.parser import parse_transform
from svgpathtools.path import transform
from svgpathtools.svg_to_paths import ellipse2pathd

HERE = Path(__file__).resolve().parent
SETS = {"unit": "10", "air": "01", "sea": "30", "subsurface": "35", "equipment": "15"}
NUMBER = re.compile(r"-?\d*\.?\d+(?:e[+-]?\d+)?")
SVG = "{http://www.w3.org/2000/svg}"

Mark = list[str]


def build(out_dir: Path) -> None:
    """Write `symbols.json` into `out_dir`."""
    sources.path("military-symbol")  # refused when it is another version
    table = tomllib.loads((HERE / "symbols.toml").read_text(encoding="utf-8"))
    plain = marks("10", "000000")
    echelons = {}
    for name, row in table["echelons"].items():
        with_it = marks("10", "000000", echelon=row["code"])
        echelons[name] = {"words": row["words"], "marks": [mark for mark in with_it if mark not in plain]}
    types = {"land": {"group": "unit", "name": "unit", "words": [], "over": [], "marks": plain}}
    for group, code in SETS.items():
        for key, row in table[group].items():
            types[key] = {
                "group": group,
                "name": row.get("name", key),
                "words": row["words"],
                "over": row.get("over", []),
                "marks": marks(code, row["sidc"], first=row.get("first", "00"), second=row.get("second", "00")),
            }
    data = {"attribution": "Symbols: military-symbol (MIT)", "echelons": echelons, "types": types}
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=True)
    (out_dir / "symbols.json").write_text(text + "\n", encoding="ascii", newline="\n")
    print(f"symbols.json: {len(types)} types, {len(echelons)} echelons, {len(text)} bytes")


def marks(symbols: str, entity: str, first: str = "00", second: str = "00", echelon: str = "00") -> list[Mark]:
    """Return the paths of a code, each with what is done to it: "body", "fill" or "stroke"."""
    if symbols == "01":  # a military fixed-wing aircraft's role is the first modifier
        roles = {"110102": "01", "110103": "02", "110104": "04", "110107": "03", "110109": "06"}
        first, entity = roles.get(entity, first), "110100" if entity in roles else entity
    drawn = get_symbol_svg_string_from_sidc(
        f"1003{symbols}00{echelon}{entity}{first}{second}", style="light", bounding_padding=0
    )
    found: list[Mark] = []
    for element in ET.fromstring(drawn).iter():  # noqa: S314 (made by the package above)
        path = outline(element)
        if path is None:
            continue
        fill, stroke = element.get("fill", "#000000"), element.get("stroke")
        if fill == "#000000":
            found.append([path, "fill"])
        elif fill != "none":
            found.append([path, "body"])
        if stroke == "#000000" and fill != "#000000":
            found.append([path, "stroke"])
    if not found:
        raise SystemExit(f"code {symbols} {entity} draws nothing")
    return found


def outline(element: ET.Element) -> str | None:
    """Return an element's path in absolute coordinates, rounded; None for a group."""
    kind = element.tag.removeprefix(SVG)
    if kind in ("svg", "g") and not element.get("transform"):
        return None
    if kind == "path":
        path = parse_path(element.get("d", ""))
    elif kind in ("ellipse", "circle"):
        path = parse_path(ellipse2pathd(element.attrib))
    else:
        raise SystemExit(f"{kind} {element.attrib}: not understood")
    if element.get("transform"):
        path = transform(path, parse_transform(element.get("transform")))
    path = Path_(*(piece for segment in path for piece in without_arcs(segment)))
    return NUMBER.sub(lambda found: f"{round(float(found[0]), 2):g}", path.d(rel=False)).replace(",", " ")


def without_arcs(segment: Any) -> list[Any]:
    """Return a segment as it is, an elliptic arc as four cubic curves: paths then hold M, L, Q and C alone."""
    if not isinstance(segment, Arc):
        return [segment]
    ends = [k / 4 for k in range(5)]
    return [
        CubicBezier(
            segment.point(a),
            segment.point(a) + segment.derivative(a) * (b - a) / 3,
            segment.point(b) - segment.derivative(b) * (b - a) / 3,
            segment.point(b),
        )
        for a, b in pairwise(ends)
    ]


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
