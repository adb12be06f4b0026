"""Stages 2 to 5 for each sentence of a paragraph: forces, places, dates and triggers come together in a scene.

Names and numbers are looked for once a paragraph, then dealt out to its sentences.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from mapapp.extract import dates, forces, spots, strengths, triggers
from mapapp.extract.scene import BEGINS, Dated, Named, Scene
from mapapp.locate import nations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc

    from mapapp.language import Paragraph
    from mapapp.locate import Toponym
    from mapapp.model import Report


def scenes(
    report: Report,
    paragraph: Paragraph,
    toponyms: list[Toponym],
    lookup: spots.Lookup,
    anchor: dates.DateContext,
    ships: dict[str, str | None],
) -> Iterator[Scene]:
    """Yield the sentences of a paragraph with all that was found in them.

    Parameters
    ----------
    report : Report
    paragraph : Paragraph
    toponyms : list of Toponym
        Those of this paragraph.
    lookup : callable
        Gives the place that a bare name means in this report.
    anchor : DateContext
        What dates without a year are read against.
    ships : dict of str to str or None
        The bare names of the ships that the report named so far, with their countries; this paragraph adds its own.
    """
    text = paragraph.doc.text
    paragraph.doc.user_data[BEGINS] = paragraph.start
    entities = paragraph.doc.ents
    numbers = strengths.find(text)
    named = _named(text)
    names = forces.Names(paragraph.doc, ships)
    named = [hit for hit in named if not any(low <= hit.start and hit.end <= high for low, high in names.again)]
    days = list(_dated(paragraph.doc, dates.find(text, report.published, context=anchor)))
    for sentence in paragraph.doc.sents:
        low, high = sentence.start_char, sentence.end_char
        scene = Scene(paragraph.doc, text, sentence, paragraph.start)
        scene.entities = [ent for ent in entities if sentence.start <= ent.start and ent.end <= sentence.end]
        scene.nations = [hit for hit in named if low <= hit.start and hit.end <= high]
        scene.dates = [day for day in days if low <= day.start < high]
        proper = sorted({span for span in names.proper.values() if low <= span[0] < high})
        scene.spots = spots.find(scene, toponyms, proper)
        scene.forces = forces.find(scene, numbers, names)
        if scene.forces:
            scene.spots = spots.by_grammar(scene, lookup)
        scene.triggers = triggers.find(scene)
        yield scene


#: Behind a place that a class of ships is called after ("a Hamilton-class cutter").
_CLASS = re.compile(r"[ -][Cc]lass\b")


def _named(text: str) -> list[Named]:
    told = (h for h in nations.find(text) if h.form not in ("name", "capital") or _CLASS.match(text, h.end) is None)
    countries = (Named(h.start, h.end, h.country, str(h.form)) for h in told)
    bodies = (Named(h.start, h.end, h.name, "organisation") for h in nations.find_organisations(text))
    return sorted(chain(countries, bodies))


def _dated(doc: Doc, found: Iterable[dates.FoundDate]) -> Iterator[Dated]:
    for day in found:
        span = doc.char_span(day.start, day.end, alignment_mode="expand")
        if span is not None:
            yield Dated(day.start, day.end, day.span, span.root)
