"""A Folium map whose one layer draws all movements on a canvas."""

from __future__ import annotations

from collections.abc import Sequence

import folium
from branca.element import Element, Figure, MacroElement
from folium.template import Template

from mapapp.errors import OptionError
from mapapp.model import Movement
from mapapp.show import files
from mapapp.show.payload import encode

THEMES = ("auto", "light", "dark")


class Raw(Element):
    """Text that enters the page as it is: branca compiles no template from it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def render(self, **_kwargs: object) -> str:
        return self._text


class DeploymentLayer(MacroElement):
    """The canvas layer with its panel, legend and timeline; its data stand in an encoded block of the page."""

    _template = Template(
        "{% macro script(this, kwargs) %}mapappShow({{ this._parent.get_name() }}, "
        '"{{ this.get_name() }}");{% endmacro %}'
    )

    def __init__(self, payload: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "DeploymentLayer"
        self._payload = payload

    def render(self, **kwargs: object) -> str:
        """Put the data block into the page's body, then the call that reads it."""
        figure = self.get_root()
        if isinstance(figure, Figure):
            block = f'<script type="application/octet-stream" id="{self.get_name()}">{self._payload}</script>'
            figure.html.add_child(Raw(block), name=f"{self.get_name()}_data")
        super().render(**kwargs)  # type: ignore[no-untyped-call]
        return ""


class DeploymentMap(folium.Map):
    """A `folium.Map` that shows movements and asks nothing of the network; other folium layers can be added to it.

    Made by `deployment_map`.  Folium plugins that load their scripts from elsewhere still do so: `save_html` then
    says which.
    """

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 (folium declares them so)
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    def __init__(self, payload: str) -> None:
        super().__init__(tiles=None, zoom_snap=0.25, zoom_delta=0.5, wheel_px_per_zoom_level=90)
        self._name = "Map"
        self.add_child(DeploymentLayer(payload))

    def render(self, **kwargs: object) -> str:
        """Put Leaflet, the layer's files and the basemap into the figure's header, then the map."""
        figure = self.get_root()
        if isinstance(figure, Figure):
            parts = (
                files.CREDITS,
                '<meta name="referrer" content="no-referrer"><title>Deployment map</title>',
                f'<script type="application/octet-stream" id="deployment-parts">{files.packed()}</script>'
                f"<script>{files.opener()}</script>",
                f'<script type="application/octet-stream" id="deployment-basemap">{files.basemap_block()}</script>',
            )
            for number, part in enumerate(parts):
                figure.header.add_child(Raw(part), name=f"deployment_{number}")
        super().render(**kwargs)  # type: ignore[no-untyped-call]
        return ""


def deployment_map(
    movements: Sequence[Movement],
    *,
    title: str | None = None,
    theme: str = "auto",
    location: tuple[float, float] | None = None,
    zoom: float | None = None,
) -> DeploymentMap:
    """Return a map of `movements`: arcs, presences, areas, timeline, legend and a panel with every quote.

    Parameters
    ----------
    movements : sequence of Movement
        In any order; an empty one gives a map that says so.
    title : str, optional
        What the panel and the browser's tab say; any text.
    theme : {"auto", "light", "dark"}
        "auto" follows the reader's system.
    location : tuple of float, optional
        (latitude, longitude) of the first view, degrees; by default all movements are in view.
    zoom : float, optional
        Zoom level of the first view, 1 to 12; with `location` only.

    Returns
    -------
    DeploymentMap
        A `folium.Map`; ``add_child`` and ``add_to`` work as usual.

    Raises
    ------
    OptionError
        When the theme is unknown, or the first view is off the globe or incomplete.
    DataError
        When Leaflet's files or the basemap are missing from the install.
    """
    if theme not in THEMES:
        raise OptionError(f"theme {theme!r} is unknown; choose one of {', '.join(THEMES)}")
    if (location is None) != (zoom is None):
        raise OptionError("a first view needs both location and zoom; give both or neither")
    view = None
    if location is not None and zoom is not None:
        if not (-90 <= location[0] <= 90 and -180 <= location[1] <= 180 and 1 <= zoom <= 12):
            raise OptionError(f"first view {location}, zoom {zoom} is not (latitude, longitude), 1 to 12")
        view = [*location, zoom]
    return DeploymentMap(encode(movements, title=title, theme=theme, view=view))
