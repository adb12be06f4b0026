"""Fetching: only addresses that the user gave, and items of their feeds when asked for."""

from __future__ import annotations

from mapapp.read.fetch.cache import folder as cache_folder
from mapapp.read.fetch.fetcher import Fetcher, Page, Policy

__all__ = ["Fetcher", "Page", "Policy", "cache_folder"]
