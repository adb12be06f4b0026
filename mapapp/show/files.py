"""What every map carries with it: Leaflet, the layer's own scripts and styles, the basemap."""

from __future__ import annotations

import base64
import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from mapapp.data import data_path
from mapapp.errors import DataError

#: The layer's scripts, in the order in which they are joined: words and data first, the page's parts last.
SCRIPTS = (
    "words.js",
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
    """Return Leaflet's script and style; the style's images stand in it as data addresses."""
    script = re.sub(r"\n?//# sourceMappingURL=.*", "", _leaflet("leaflet.js").read_text(encoding="utf-8"))
    style = re.sub(
        r"url\((images/[\w-]+\.png)\)", lambda found: f"url({_picture(found[1])})", _leaflet("leaflet.css").read_text()
    )
    return f"{script}\n{_marker_pictures()}", style


def basemap() -> str:
    """Return the basemap, JSON in ASCII.

    Raises
    ------
    DataError
        When `geodata/basemap.json` is missing.
    """
    return _basemap(str(data_path("basemap.json")))


@cache
def _basemap(path: str) -> str:
    with open(path, encoding="ascii") as file:
        return file.read()


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
    return files("mapapp.show").joinpath("assets", name).read_text(encoding="utf-8")


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
