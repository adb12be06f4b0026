"""What the stages found, in words: one line each, for `explain`."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from mapapp.extract.parts import Part, part

if TYPE_CHECKING:
    from mapapp.extract.scene import Draft, Force, Scene, Spot
    from mapapp.model import Place, Strength


def draft_line(draft: Draft) -> str:
    """Return a draft in one line: status, side, strength, way, and how it was read."""
    origin = [draft.origin] if draft.origin is not None else []
    ends = [" and ".join(place_words(spot) for spot in spots) or "-" for spots in (origin, draft.destinations)]
    via = f" by way of {' and '.join(place_words(spot) for spot in draft.via)}" if draft.via else ""
    side = ", ".join(draft.actors) or "unknown side"
    lent = "" if draft.force.nations or not draft.actors else " (from around it)"
    date = f", {quoted(draft.date.span.text)}" if draft.date is not None else ""
    voice = f", says {quoted(draft.voice)}" if draft.voice else ""
    notes = f" [{', '.join(draft.notes)}]" if draft.notes else ""
    what = f"{quoted(words_of(draft.scene, draft.force))} {strength_words(draft.strength)}"
    return f"{draft.status}: {what}, {side}{lent}, {' > '.join(ends)}{via}{date}{voice}{notes}"


def force_line(scene: Scene, force: Force) -> str:
    """Return a force in one line: words, strength or kind, side, unit."""
    side = f", {', '.join(force.nations)}" if force.nations else ""
    more = "".join(f", {word}" for word, holds in (("named", force.named), ("told before", force.definite)) if holds)
    unit = f", unit {quoted(force.unit)}" if force.unit else ""
    kind = strength_words(force.strength) or force.category or "kind unknown"
    return f"{quoted(words_of(scene, force))} {kind}{side}{unit}{more}"


def spot_line(scene: Scene, spot: Spot) -> str:
    """Return a place in one line: words, what they mean, and the part that it plays."""
    if spot.anaphor:
        what = "stands for a place told before"
    elif spot.place is None:
        what = f"not placed: {spot.reason or 'not in the gazetteer'}"
    else:
        what = f"{name(spot.place)} ({spot.place.kind}, {spot.place.country or 'no country'})"
    role = part(scene, spot)[0]
    return f"{quoted(spot.text)} {what}, {'no part in a move' if role is Part.NONE else f'read as {role}'}"


def words_of(scene: Scene, force: Force) -> str:
    """Return the words that name a force."""
    return scene.text[force.start : force.end]


def strength_words(strength: Strength) -> str:
    """Return a strength as "about 900 personnel"; an unknown one as its unit alone."""
    if not strength.known:
        return str(strength.unit or "")
    ends = {strength.low, strength.high}
    figure = " to ".join("…" if end is None else str(end) for end in (strength.low, strength.high))
    figure = str(strength.low) if len(ends) == 1 else figure
    marks = "about " if strength.approximate else ""
    return f"{marks}{figure} {strength.unit or ''}{' (implied)' if strength.implied else ''}".strip()


def place_words(spot: Spot) -> str:
    """Return what a spot means, or its words when that is not known."""
    return name(spot.place) if spot.place is not None else f"{quoted(spot.text)} (not placed)"


def name(place: Place | None) -> str:
    """Return a place's name, or a dash."""
    return place.name if place is not None else "-"


def quoted(text: str) -> str:
    """Return a report's words in quotation marks, shortened to 60 characters."""
    plain = " ".join(text.split())
    return f"“{plain if len(plain) <= 60 else plain[:57] + '…'}”"


def safe(text: str) -> str:
    """Return `text` on one line, with what would steer a terminal or reorder the line written as escapes."""
    flat = "".join(" " if char in "\n\r\t\v\f" else char for char in text)
    return "".join(
        char if char == " " or unicodedata.category(char)[0] not in "CZ" or char in "\u00a0\u202f" else _escape(char)
        for char in flat
    )


def _escape(char: str) -> str:
    return f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char):04x}"
