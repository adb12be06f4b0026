"""Movements → a picture for print (PNG, SVG, PDF), without a browser."""

from __future__ import annotations

from mapapp.show.picture.sheet import FORMATS, PAPERS, picture, save_picture

__all__ = ["FORMATS", "PAPERS", "picture", "save_picture"]
