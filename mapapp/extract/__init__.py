"""Reading: a report becomes claims.

The stages, in order; each knows only what stands before it:

1. `select`     the paragraphs that can hold a movement; the rest is never parsed
2. `forces`     what moves, and how many (`strengths`, `lexicon`)
3. `spots`      where: places by `mapapp.locate`; `parts`: the part that each plays
4. `dates`      when
5. `triggers`   the words that say that something moves, stays or is readied (`words`)
6. `frames`     which force goes with which place
7. `status`     done, ordered, planned, possible, denied …, by `tense` and by `governors`
8. `actors`     whose forces
9. `discourse`  what carries over: totals and parts, "they", "there", an order told before
10. `weigh`     a small model's second opinion: what was missed, what is no movement, what was left open
11. `claims`    records with their exact quotes, links and confidence

`sentences` runs 2 to 5 for each sentence and puts what they find into a `scene`; `frames` asks 7 and 8 for each draft.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from mapapp import language, locate
from mapapp.extract import backdrop, claims, dates, discourse, frames, select, sentences, weigh, when, worth
from mapapp.extract.cast import Cast
from mapapp.extract.forces import fellows

if TYPE_CHECKING:
    from mapapp.extract.scene import Draft, Scene
    from mapapp.locate import Gazetteer, Toponym
    from mapapp.model import Claim, Report

    Watch = Callable[[frames.Frame, list[Draft], list[Draft]], None]

__all__ = ["Extractor", "extract"]

#: What turns a report into its claims, in its order, links counting places in the list.  `extract` is one; another may
#: raise `InputError` for one report, and any other `MapappError` when it can read none.
Extractor: TypeAlias = "Callable[[Report], list[Claim]]"


def extract(report: Report, gazetteer: Gazetteer | None = None, *, extractor: Extractor | None = None) -> list[Claim]:
    """Return what a report claims of military movements and presences, in the order in which it says so.

    Parameters
    ----------
    report : Report
    gazetteer : mapapp.locate.Gazetteer, optional
        Where places are looked up; by default the one that comes with the install.
    extractor : callable, optional
        Another extractor to read the report with, such as `mapapp.LLMExtractor`; it brings its own gazetteer.

    Returns
    -------
    list of Claim
        Each with the exact quote that says so.  Links (`part_of`, `same_as`, `shared_with`) count places in this list.

    Raises
    ------
    LanguageModelError, GazetteerError
        When the install is damaged.
    """
    if extractor is not None:
        return extractor(report)
    wanted = select.paragraphs(report.text)
    if not wanted:
        return []
    parsed = language.parse(report.text, wanted, select.ordinary())
    return claims.make(report, drafts(report, parsed, gazetteer or _gazetteer()))


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    return locate.Gazetteer()


class Reading(NamedTuple):
    """What the grammar read in a report: its sentences, the drafts of its claims, and who was named."""

    scenes: list[Scene]
    drafts: list[Draft]
    cast: Cast


def drafts(
    report: Report, parsed: list[language.Paragraph], gazetteer: Gazetteer, watch: Watch | None = None
) -> list[Draft]:
    """Return the drafts of a report's claims, read by the grammar and weighed by the model."""
    reading = read(report, parsed, gazetteer, watch)
    weighed = weigh.weigh(report.text, reading.scenes, reading.drafts, reading.cast)
    return when.ahead(fellows.each(weighed), report.published)


def read(report: Report, parsed: list[language.Paragraph], gazetteer: Gazetteer, watch: Watch | None = None) -> Reading:
    """Return what the grammar reads in a report, carried over from sentence to sentence.

    `watch`, if given, is told of each sentence: its frame, the drafts made of it, and those kept after discourse.
    """
    toponyms = locate.toponyms(report, parsed, gazetteer)
    lookup = backdrop.lookup(toponyms, gazetteer)
    cast = Cast(report.published, backdrop.home(report), backdrop.common(report), backdrop.dated(report, toponyms))
    thread = discourse.Thread(cast, backdrop.theatre(report, lookup))
    anchor = dates.context(report.text, report.published)
    here = _by_paragraph(parsed, toponyms)
    scenes: list[Scene] = []
    found: list[Draft] = []
    for paragraph in parsed:
        for scene in sentences.scenes(report, paragraph, here[paragraph.start], lookup, anchor, cast.ships):
            cast.learn(scene)
            frame = frames.hang(scene, cast)
            made = when.date(frames.drafts(frame))
            kept = thread.take(scene, made)
            scenes.append(scene)
            found.extend(kept)
            if watch is not None:
                watch(frame, made, kept)
    discourse.carry_orders(found)
    return Reading(scenes, [draft for draft in found if worth.is_record(draft)], cast)


def _by_paragraph(parsed: list[language.Paragraph], toponyms: list[Toponym]) -> dict[int, list[Toponym]]:
    """Deal the toponyms of a report, in order, out to its paragraphs."""
    dealt: dict[int, list[Toponym]] = defaultdict(list)
    waiting = iter(sorted(toponyms, key=lambda toponym: toponym.start))
    toponym = next(waiting, None)
    for paragraph in parsed:
        end = paragraph.start + len(paragraph.doc.text)
        while toponym is not None and toponym.start < end:
            dealt[paragraph.start].append(toponym)
            toponym = next(waiting, None)
    return dealt
