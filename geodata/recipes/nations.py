"""countries.json: names, demonyms, capitals, points and extents of countries.

From pyworldatlas, Natural Earth and nations.toml.
"""

from __future__ import annotations

import json
import math
import re
import sqlite3
import tomllib
from pathlib import Path
from typing import Any

import geopandas
import shapely
import shapely.ops

from recipes import sources

HERE = Path(__file__).resolve().parent.parent
FORMS = ("names", "former", "abbreviations", "adjectives", "demonyms", "capital", "government", "forces")
#: Natural Earth's own codes for units that stand under another ISO code here.
NE_CODES = {"KOS": "XK", "PSX": "PS", "TWN": "TW", "SAH": "EH", "SOL": "SO", "CYN": "CY", "NOR": "NO", "FRA": "FR"}
#: Names in pyworldatlas that news uses for something else.
LOOSE = {"CG": ("Congo",), "PS": ("West Bank",), "BA": ("NA",)}
PEOPLE = {"man": "men", "woman": "women"}


def rows() -> dict[str, dict[str, Any]]:
    """Return the plain facts of pyworldatlas for each alpha-2 code."""
    base = sqlite3.connect(f"file:{sources.path('pyworldatlas')}?mode=ro", uri=True)
    found: dict[str, dict[str, Any]] = {}
    for ident, code, name, official, area in base.execute(
        "SELECT id, alpha2, name, official_name, total_area_km2 FROM country ORDER BY alpha2"
    ):
        names = [
            row[0] for row in base.execute("SELECT name FROM country_name WHERE country_id=? ORDER BY 1", (ident,))
        ]
        noun, adjective = base.execute(
            "SELECT noun, adjective FROM country_demonym WHERE country_id=?", (ident,)
        ).fetchone() or ("", "")
        capital = _column(base, "SELECT name FROM capital WHERE country_id=? ORDER BY is_primary DESC, 1", ident)
        found[code] = {
            "name": name.strip(),
            "names": [name.strip(), official, *names],
            "demonyms": _nouns(noun or ""),
            "adjectives": _adjectives(adjective or ""),
            "capital": capital,
            "area": area,
        }
    base.close()
    return found


def _column(base: sqlite3.Connection, query: str, ident: int) -> list[str]:
    return [row[0] for row in base.execute(query, (ident,))]


def _nouns(text: str) -> list[str]:
    words: list[str] = []
    for part in re.split(r",\s*|\s+or\s+", text):
        stem = re.sub(r"\s*\((?!s\)|men\)|women\)).*?\)", "", part).strip()
        word = re.sub(r"\((s|men|women)\)$", "", stem)
        if not word[:1].isupper() or "note" in word or word == "NA":
            continue
        words.append(word)
        if stem.endswith("(s)"):
            words.append(word + "s")
        for one, many in PEOPLE.items():
            if word.endswith(one):
                words.append(word.removesuffix(one) + many)
    return words


def _adjectives(text: str) -> list[str]:
    parts = re.split(r"[,;]\s*|\s+or\s+", re.sub(r"\(.*?\)", "", text))
    return [part.strip() for part in parts if part.strip()[:1].isupper() and part.strip() not in ("Dutch",)]


def shapes() -> dict[str, Any]:
    """Return Natural Earth's 10m countries (the viewpoint that keeps Crimea in Ukraine), by alpha-2 code."""
    frame = geopandas.read_file(str(sources.path("natural-earth")))
    found: dict[str, Any] = {}
    for row in frame.itertuples():
        code = NE_CODES.get(row.ADM0_A3, row.ISO_A2_EH if row.ISO_A2_EH != "-99" else None)
        if code is None:
            continue
        shape = row.geometry if row.geometry.is_valid else row.geometry.buffer(0)
        if code in found:
            old = found[code]
            found[code] = (
                old[0].union(shape),
                old[1] if old[2] >= shape.area else (row.LABEL_Y, row.LABEL_X),
                max(old[2], shape.area),
            )
        else:
            found[code] = (shape, (row.LABEL_Y, row.LABEL_X), shape.area)
    return found


def extent(shape: Any) -> list[float]:
    """Return (south, west, north, east) of the main body.

    It takes in the parts of at least 1 % of the largest that lie within 25 degrees of it.
    """
    parts = sorted(getattr(shape, "geoms", [shape]), key=lambda part: -part.area)
    first = parts[0].bounds

    def shifted(bounds: tuple[float, ...]) -> tuple[float, ...]:
        west, south, east, north = bounds
        turn = 360 * round(((first[0] + first[2]) / 2 - (west + east) / 2) / 360)
        return (west + turn, south, east + turn, north)

    box = list(first)
    for part in parts[1:]:
        west, south, east, north = shifted(part.bounds)
        near = west < first[2] + 25 and east > first[0] - 25 and south < first[3] + 25 and north > first[1] - 25
        if near and part.area >= 0.01 * parts[0].area:
            box = [min(box[0], west), min(box[1], south), max(box[2], east), max(box[3], north)]
    wrapped = [((lon + 180) % 360) - 180 if abs(lon) > 180 else lon for lon in (box[0], box[2])]
    return [round(value, 3) for value in (box[1], wrapped[0], box[3], wrapped[1])]


def borders(drawn: dict[str, Any]) -> dict[str, list[float]]:
    """Return, for each pair of neighbours ("BY-PL"), the middle of their border and the box around it."""
    plain = {code: row[0].simplify(0.01).buffer(0.02) for code, row in sorted(drawn.items())}
    codes = list(plain)
    tree = shapely.STRtree(list(plain.values()))
    found: dict[str, list[float]] = {}
    for number, code in enumerate(codes):
        for other in sorted(int(at) for at in tree.query(plain[code], predicate="intersects")):
            if other <= number:
                continue
            strip = plain[code].intersection(plain[codes[other]])
            west, south, east, north = strip.bounds
            if strip.area < 1e-5 or east - west > 180:
                continue
            longest = max(getattr(strip, "geoms", [strip]), key=lambda part: part.area)
            near = shapely.ops.nearest_points(longest, longest.centroid)[0]
            found[f"{code}-{codes[other]}"] = [round(v, 2) for v in (near.y, near.x, south, west, north, east)]
    return found


def build(target: Path) -> dict[str, Any]:
    """Write countries.json and return what is in it."""
    more: dict[str, Any] = tomllib.loads((HERE / "nations.toml").read_text(encoding="utf-8"))
    blocked = more.pop("not")
    facts, drawn = rows(), shapes()
    facts.setdefault(
        "TW",
        {"name": "Taiwan", "names": ["Taiwan"], "demonyms": [], "adjectives": [], "capital": ["Taipei"], "area": 35980},
    )
    facts.setdefault(
        "XK", {"name": "Kosovo", "names": ["Kosovo"], "demonyms": [], "adjectives": [], "capital": [], "area": 10887}
    )
    countries: dict[str, Any] = {}
    for code in sorted(facts):
        plain, own = facts[code], more.get(code, {})
        shape = drawn.get(code)
        point = own.get("point") or (list(shape[1]) if shape else None)
        if point is None:
            print(f"  {code} {plain['name']}: no point, left out")
            continue
        forms: dict[str, list[str]] = {}
        for form in FORMS:
            given = [] if form in ("demonyms", "adjectives") and form in own else plain.get(form, [])
            words = [_plain(word) for word in [*given, *own.get(form, [])]]
            forms[form] = list(dict.fromkeys(word for word in words if word and word not in LOOSE.get(code, ())))
        area = float(plain["area"] or 1)
        countries[code] = {
            "name": plain["name"],
            "point": [round(float(value), 3) for value in point],
            "radius_km": round(max(1.0, math.sqrt(area / math.pi)), 1),
            "extent": extent(shape[0]) if shape else None,
            **{form: words for form, words in forms.items() if words},
        }
    organisations = tomllib.loads((HERE / "organisations.toml").read_text(encoding="utf-8"))["organisation"]
    held = {
        "countries": countries,
        "not": blocked["phrases"],
        "titles": blocked["titles"],
        "organisations": {row["name"]: row["aliases"] for row in organisations},
    }
    held["borders"] = borders(drawn)
    lines = json.dumps(held, ensure_ascii=False, separators=(",", ":")).replace('},"', '},\n"').replace('],"', '],\n"')
    target.write_text(lines + "\n", encoding="utf-8")
    return held


def _plain(word: str) -> str:
    return word.replace("’", "'").replace("‘", "'").strip()
