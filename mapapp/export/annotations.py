"""W3C Web Annotations: each quote as an annotation of its report, with both selectors that find it again.

One JSON-LD document, an AnnotationPage (https://www.w3.org/TR/annotation-model/).  A target's `TextQuoteSelector` has
the exact words with what stands around them, its `TextPositionSelector` the offsets in code points of the report's
text.  What the quote was read as is the body, as text; the movement is named by a URN of its id.  Places, links and
dates beyond these words are not in this format.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mapapp.model import Claim, Movement, Place
from mapapp.reconcile import publisher, strength_words

#: Characters before and after a quote that tell it from another with the same words.
AROUND = 32


def annotation_page(movements: Iterable[Movement]) -> dict[str, Any]:
    """Return the AnnotationPage of all quotes of `movements`, in their order."""
    items = [
        _annotation(movement, index, claim) for movement in movements for index, claim in enumerate(movement.claims)
    ]
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:mapapp:page",
        "type": "AnnotationPage",
        "startIndex": 0,
        "items": items,
    }


def write_annotations(movements: Iterable[Movement], path: Path) -> None:
    """Write the annotations of `movements` to `path`."""
    text = json.dumps(annotation_page(movements), ensure_ascii=True, allow_nan=False, indent=1)
    path.write_text(text + "\n", encoding="ascii", newline="\n")


def _annotation(movement: Movement, index: int, claim: Claim) -> dict[str, Any]:
    report, quote = claim.report, claim.quote
    source: dict[str, Any] = {
        "id": report.url or f"urn:sha256:{report.sha256}",
        "type": "Text",
        "format": "text/plain",
        "mapapp:sha256": report.sha256,
        "mapapp:report": report.id,
    }
    return {
        "id": f"urn:mapapp:{movement.id}:{index}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": [
            {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": _words(claim)},
            {"type": "SpecificResource", "purpose": "identifying", "source": f"urn:mapapp:{movement.id}"},
        ],
        "target": {
            "type": "SpecificResource",
            "source": source,
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": quote.verbatim,
                    "prefix": report.text[max(0, quote.start - AROUND) : quote.start],
                    "suffix": report.text[quote.end : quote.end + AROUND],
                },
                {"type": "TextPositionSelector", "start": quote.start, "end": quote.end},
            ],
            **(
                {"state": {"type": "TimeState", "sourceDate": f"{report.published}T00:00:00Z"}}
                if report.published
                else {}
            ),
        },
        "creator": {"type": "Software", "name": f"mapapp ({publisher(report)})"},
    }


def _words(claim: Claim) -> str:
    def name(place: Place | None) -> str:
        return place.name if place else ""

    strength = f"{strength_words(claim.strength)} {claim.strength.unit or ''}".strip() if claim.strength.known else ""
    way = " → ".join(part for part in (name(claim.origin), name(claim.destination)) if part)
    parts = (claim.actor or "unknown force", strength, claim.unit or claim.equipment or "", way, claim.status.value)
    return ", ".join(part for part in parts if part)
