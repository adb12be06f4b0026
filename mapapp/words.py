"""The words of a call → values, each refused in one line that says how to write it."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from mapapp.errors import OptionError


def day(word: str) -> date | None:
    """Return the day that a word names, ISO 8601."""
    from mapapp.read import published_date  # noqa: PLC0415 (each room is loaded when its command runs)

    try:
        return published_date(word)
    except OptionError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def column_map(words: str) -> dict[str, str]:
    """Return the field → column map that ``text=body,published=date`` tells."""
    from mapapp.read import column_map as mapped  # noqa: PLC0415

    try:
        return mapped(words)
    except OptionError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def country(word: str) -> str:
    """Return a two-letter country code in capitals."""
    if len(word) == 2 and word.isascii() and word.isalpha():
        return word.upper()
    raise argparse.ArgumentTypeError(f"{word!r} is no two-letter country code, such as PL")


def view(word: str) -> tuple[float, float, float]:
    """Return zoom, latitude and longitude in degrees from ``5/50.1/20.2``."""
    try:
        zoom, lat, lon = (float(part) for part in word.removeprefix("z=").split("/"))
        if 0 <= zoom <= 14 and abs(lat) <= 85 and abs(lon) <= 540:
            return zoom, lat, lon
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{word!r} is no zoom/latitude/longitude, such as 5/50.1/20.2")


def point(word: str) -> tuple[float, float]:
    """Return latitude and longitude in degrees from ``52.2,21.0``."""
    try:
        lat, lon = (float(part) for part in word.split(","))
        if -90 <= lat <= 90 and -180 <= lon <= 180:
            return lat, lon
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{word!r} is no latitude,longitude in degrees, such as 52.2,21.0")


def count(word: str) -> int:
    """Return a whole number from 1 to 99999."""
    if word.isascii() and word.isdigit() and 0 < int(word) < 100_000:
        return int(word)
    raise argparse.ArgumentTypeError(f"{word!r} is no whole number from 1 to 99999")


def html(word: str) -> str:
    """Return the name of a file that ends in .html."""
    if Path(word).suffix.lower() in (".html", ".htm"):
        return word
    raise argparse.ArgumentTypeError(f"{word!r} does not end in .html; mapapp export writes other formats")
