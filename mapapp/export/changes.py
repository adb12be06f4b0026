"""What is new, changed and gone, as a map or as GeoJSON: the movements themselves, each with what became of it.

On the map a change stands where disagreements stand: what it was, beside what it is.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mapapp.errors import OptionError
from mapapp.export import check_target, export
from mapapp.export.atomic import whole_file
from mapapp.export.geojson import feature_collection
from mapapp.keep.compare import Change
from mapapp.model import Disagreement, Movement


def write_changes(changes: Sequence[Change], path: str | os.PathLike[str], title: str | None = None) -> None:
    """Write changes to `path`, which ends in .html or .geojson; its features have a property ``change``.

    Raises
    ------
    OptionError
        When the ending is another.
    OutputError
        When the file cannot be written.
    """
    ending = Path(path).suffix.lower()
    if ending not in (".html", ".htm", ".geojson"):
        raise OptionError(f"{os.fspath(path)}: changes are written as .html or .geojson")
    check_target(path)
    counts = ", ".join(
        f"{sum(change.kind == kind for change in changes)} {kind}" for kind in ("new", "changed", "gone")
    )
    if ending != ".geojson":
        export([_marked(change) for change in changes], path, title=title or counts)
        return
    collection = feature_collection(_movement(change) for change in changes)
    for feature, change in zip(collection["features"], changes, strict=True):
        feature["properties"]["change"] = change.kind
        feature["properties"]["changed"] = [
            {"field": field, "was": was, "is": now} for field, was, now in change.fields
        ]
    with whole_file(path) as draft:
        draft.write_text(json.dumps(collection, allow_nan=False) + "\n", encoding="ascii")


def _movement(change: Change) -> Movement:
    movement = change.after or change.before
    if movement is None:
        raise OptionError("a change without a movement")
    return movement


def _marked(change: Change) -> Movement:
    movement = _movement(change)
    said = [Disagreement("change", ((change.kind, ()),))]
    said += [Disagreement(f"{field}, before and after", ((was, ()), (now, ()))) for field, was, now in change.fields]
    return replace(movement, part_of=None, shared_with=None, disagreements=(*said, *movement.disagreements))
