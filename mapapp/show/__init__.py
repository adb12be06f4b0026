"""Movements → a Folium map → one HTML file that needs nothing else.

The only room that imports folium.  `deployment_map` makes the map, `html` the page, `save_html` the file.
"""

from __future__ import annotations

from mapapp.show.map import DeploymentMap, deployment_map
from mapapp.show.page import html, save_html

__all__ = ["DeploymentMap", "deployment_map", "html", "save_html"]
