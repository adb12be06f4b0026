"""What every map carries with it: Leaflet, the layer's own scripts and styles, the basemap.

Scripts and styles stand in the page as one deflated block; `assets/open.js` opens it while the page is read, and puts
them in as elements whose hashes the page's policy knows.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from mapapp.data import data_path
from mapapp.errors import DataError
from mapapp.show import text85

#: What opens the block; the layer needs the first of it too.
OPENERS = ("bytes.js", "inflate.js", "open.js")

#: The layer's scripts, in the order in which they are joined: words and data first, the page's parts last.
SCRIPTS = (
    "words.js",
    "bytes.js",
    "data.js",
    "geometry.js",
    "count.js",
    "signs.js",
    "symbols.js",
    "basemap.js",
    "flows.js",
    "areas.js",
    "paint.js",
    "crowd.js",
    "step.js",
    "labels.js",
    "edges.js",
    "layer.js",
    "painter.js",
    "hit.js",
    "state.js",
    "dom.js",
    "legend.js",
    "timeline.js",
    "card.js",
    "panel.js",
    "view.js",
    "picture.js",
    "api.js",
    "folium.js",
    "main.js",
)
STYLES = ("theme.css", "layout.css", "parts.css", "print.css")


#: Whose work a page carries; its licence wants to be named where the work is passed on.
CREDITS = "<!-- Leaflet 1.9.4, (c) 2010-2023 Vladimir Agafonkin, (c) 2010-2011 CloudMade, BSD-2-Clause -->"


@cache
def parts() -> tuple[tuple[str, str], ...]:
    """Return (tag, text) of each style and script of a page, in their order."""
    script, style = leaflet()
    return (("style", style), ("style", styles()), ("script", script), ("script", scripts()))


@cache
def packed() -> str:
    """Return `parts` as one block: JSON in ASCII, deflated, as text of 85 signs."""
    return text85.encode(deflated(json.dumps(parts()).encode("ascii")))


@cache
def opener() -> str:
    """Return the script that opens the block which stands before it."""
    return "(() => {\n" + "\n".join(_own(name) for name in OPENERS) + "\n})();"


def deflated(data: bytes, level: int = 6) -> bytes:
    """Return `data` deflated, without a header."""
    squeezer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return squeezer.compress(data) + squeezer.flush()


@cache
def scripts() -> str:
    """Return the layer's own scripts as one text that leaves only `mapappShow` behind."""
    parts = "\n".join(_own(name) for name in SCRIPTS)
    return f'const mapappShow = (() => {{\n"use strict";\n{parts}\nreturn start;\n}})();'


@cache
def styles() -> str:
    """Return the layer's own styles as one text."""
    return "\n".join(_own(name) for name in STYLES)


@cache
def leaflet() -> tuple[str, str]:
    """Return Leaflet's script and style; the style's images stand in it as data addresses.

    The style's rule that tells Leaflet where its markers' pictures lie goes: they come with the script.
    """
    script = re.sub(r"\n?//# sourceMappingURL=.*", "", _leaflet("leaflet.js").read_text(encoding="utf-8"))
    style = re.sub(r"\.leaflet-default-icon-path\s*\{[^}]*\}", "", _leaflet("leaflet.css").read_text(encoding="utf-8"))
    style = re.sub(r"url\((images/[\w-]+\.png)\)", lambda found: f"url({_picture(found[1])})", style)
    return f"{script}\n{_marker_pictures()}", style


def basemap() -> str:
    """Return the basemap, JSON in ASCII.

    Raises
    ------
    DataError
        When `geodata/basemap.json` is missing.
    """
    return _basemap(str(data_path("basemap.json")))


def basemap_block() -> str:
    """Return the basemap as a page holds it: its lines as they are packed already, and the rest deflated.

    Each of the four pieces (JSON, arcs, lakes, borders of first-order areas) follows its length, four bytes in
    big-endian order.
    """
    return _basemap_block(str(data_path("basemap.json")))


@cache
def _basemap(path: str) -> str:
    with open(path, encoding="ascii") as file:
        return file.read()


@cache
def _basemap_block(path: str) -> str:
    data = json.loads(_basemap(path))
    lines = [base64.b64decode(lines.pop("arcs")) for lines in (data, data["lakes"], data["states"])]
    rest = deflated(json.dumps(data, separators=(",", ":")).encode("ascii"))
    return text85.encode(b"".join(len(piece).to_bytes(4, "big") + piece for piece in (rest, *lines)))


def _marker_pictures() -> str:
    """Return the script that gives Leaflet's own markers their pictures, for users who add markers."""
    pairs = (
        ("iconUrl", "marker-icon.png"),
        ("iconRetinaUrl", "marker-icon-2x.png"),
        ("shadowUrl", "marker-shadow.png"),
    )
    options = ",".join(f'{name}:"{_picture(f"images/{file}")}"' for name, file in pairs)
    return (
        f'L.Icon.Default.mergeOptions({{imagePath:" ",{options}}});'
        "L.Icon.Default.prototype._getIconUrl=L.Icon.prototype._getIconUrl;"
    )


def _own(name: str) -> str:
    """Return a file of ours without its indents and the lines that are remarks."""
    text = files("mapapp.show").joinpath("assets", name).read_text(encoding="utf-8")
    return re.sub(r"^(?:[ \t]*//.*\n|[ \t]+|\n)|/\*.*?\*/\n?", "", text, flags=re.MULTILINE)


def _leaflet(name: str) -> Traversable:
    try:
        found = files("js_lib_leaflet").joinpath("static", "js_lib_leaflet", *name.split("/"))
    except ModuleNotFoundError:
        raise DataError("Leaflet's files are missing; pip install 'django-js-lib-leaflet>=1.9.4.1'") from None
    if not found.is_file():
        raise DataError(f"Leaflet's file {name} is missing; install django-js-lib-leaflet again")
    return found


def _picture(name: str) -> str:
    return "data:image/png;base64," + base64.b64encode(_leaflet(name).read_bytes()).decode("ascii")
