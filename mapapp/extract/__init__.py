"""Reading: a report becomes claims.

The stages, in order; each knows only what stands before it:

1. `select`     the paragraphs that can hold a movement; the rest is never parsed
2. `forces`     what moves, and how many (`strengths`, `lexicon`)
3. `spots`      where: places by `mapapp.locate`, and the part that each plays
4. `dates`      when
5. `triggers`   the words that say that something moves, stays or is readied
6. `frames`     which force goes with which place
7. `status`     done, ordered, planned, possible, denied …, by tense and by what governs it
8. `actors`     whose forces
9. `discourse`  what carries over: totals and parts, "they", "there", an order told before
10. `claims`    records with their exact quotes, links and confidence
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from mapapp import language, locate
from mapapp.extract import claims, dates, discourse, forces, lexicon, select, spots, strengths, triggers
from mapapp.extract.actors import Cast
from mapapp.extract.frames import Frames
from mapapp.extract.scene import Dated, Draft, Scene
from mapapp.extract.words import Sense
from mapapp.locate import nations
from mapapp.model import PlaceKind, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapapp.locate import Gazetteer, Toponym
    from mapapp.model import Claim, Place, Report

__all__ = ["extract"]


def extract(report: Report, gazetteer: Gazetteer | None = None) -> list[Claim]:
    """Return what a report claims of military movements and presences, in the order in which it says so.

    Parameters
    ----------
    report : Report
    gazetteer : mapapp.locate.Gazetteer, optional
        Where places are looked up; by default the one that comes with the install.

    Returns
    -------
    list of Claim
        Each with the exact quote that says so.  Links (`part_of`, `same_as`, `shared_with`) count places in this list.

    Raises
    ------
    LanguageModelError, GazetteerError
        When the install is damaged.
    """
    wanted = select.paragraphs(report.text)
    if not wanted:
        return []
    parsed = language.parse(report.text, wanted, select.ordinary())
    places = locate.toponyms(report, parsed, gazetteer or _gazetteer())
    return claims.make(report, drafts(report, parsed, places, _lookup(places, gazetteer or _gazetteer())))


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    return locate.Gazetteer()


_IN_TITLE = re.compile(r"\b(?:[Ii]n|[Tt]o|[Nn]ear|[Oo]ff|[Oo]n|[Oo]ver|[Aa]bout) (?:the )?([A-Z]\w+(?: [A-Z]\w+){0,3})")
_WAR_TITLE = re.compile(r"\b([A-Z]\w+(?: [A-Z]\w+){0,2}) (?:[Ww]ar|[Cc]ampaign|[Cc]risis|[Cc]onflict|[Ii]ntervention|[Cc]onfrontation)\b")
#: What may follow a name and say what it is ("Taftanaz Military Airbase", "Deir Sunbul village").
_TYPE = re.compile(
    r"\s+(?:(?:military|air|naval|training|army)\s+)*(?:base|airbase|airport|airfield|barracks|camp|garrison|village|town|city|area|"
    r"district|province|governorate|region|sector|harbou?r|port|ground|grounds|range)\Z",
    re.I,
)


def _lookup(places: list[Toponym], gazetteer: Gazetteer) -> spots.Lookup:
    """Return a look-up of bare names in the light of the countries that the report names."""
    counts = Counter(t.place.country for t in places if t.place is not None and t.place.country)
    most = max(counts.values(), default=1)
    context = locate.Context(countries={code: n / most for code, n in counts.items() if code})

    def place(name: str) -> Place | None:
        for tried in (name, _TYPE.sub("", name)):
            found = gazetteer.candidates(tried, context, fuzzy=False) if tried else []
            if found:
                return found[0].place
        return None

    return place


def drafts(
    report: Report,
    parsed: list[language.Paragraph],
    places: list[Toponym],
    lookup: spots.Lookup,
    watch: Callable[[Frames, list[Draft], list[Draft]], None] | None = None,
) -> list[Draft]:
    """Return the drafts of a report's claims, carried over from sentence to sentence.

    `watch`, if given, is told of each sentence: its frames, the drafts made of it, and those kept after discourse.
    """
    cast = Cast(report.published, _home(report))
    anchor = dates.context(report.text, report.published)
    cast.common = [
        c
        for c, _ in Counter(
            h.country for h in nations.find(report.text) if h.form in ("adjective", "government", "forces", "demonym")
        ).most_common()
    ]
    thread = discourse.Thread(cast)
    thread.theatre = _theatre(report, lookup)
    found: list[Draft] = []
    for paragraph in parsed:
        for scene in scenes(report, paragraph, places, lookup, anchor):
            cast.learn(scene)
            frames = Frames(scene, cast)
            made = frames.drafts()
            _date(made)
            kept = thread.take(scene, made)
            found.extend(kept)
            if watch is not None:
                watch(frames, made, kept)
    discourse.carry_orders(found)
    return [d for d in found if _worth(d)]


def scenes(report: Report, paragraph: language.Paragraph, places: list[Toponym], lookup: spots.Lookup, anchor: dates.DateContext) -> list[Scene]:
    """Return the sentences of a paragraph with all that was found in them."""
    text = paragraph.doc.text
    numbers = strengths.find(text)
    named = [(h.start, h.end, h.country, str(h.form)) for h in nations.find(text)]
    named += [(h.start, h.end, h.name, "organisation") for h in nations.find_organisations(text)]
    named.sort()
    names = forces.Names(paragraph.doc)
    days = dates.find(text, report.published, context=anchor)
    out = []
    for sentence in paragraph.doc.sents:
        scene = Scene(paragraph.doc, sentence, paragraph.start)
        low, high = sentence.start_char, sentence.end_char
        scene.nations = [h for h in named if low <= h[0] and h[1] <= high]
        scene.names = names.proper_spans(low, high)
        for day in days:
            if low <= day.start < high and (
                span := paragraph.doc.char_span(day.start, day.end, alignment_mode="expand")
            ):
                scene.dates.append(Dated(day.start, day.end, day.span, span.root))
        scene.spots = spots.find(scene, paragraph, places, names.ships)
        scene.forces = forces.find(scene, numbers, names)
        if scene.forces:
            spots.by_grammar(scene, lookup)
        scene.triggers = triggers.find(scene)
        out.append(scene)
    return out


def _date(made: list[Draft]) -> None:
    """Give each draft the date that hangs on its trigger."""
    for draft in made:
        if draft.trigger is None:
            continue
        for day in draft.scene.dates:
            node = day.root
            for _ in range(12):
                if node.i == draft.trigger.root.i:
                    draft.date = draft.date or day
                    break
                if node.head is node or (node.pos_ == "VERB" and node.i != draft.trigger.root.i):
                    break
                node = node.head
            if draft.date is None and draft.status == Status.ORDERED and node in draft.trigger.root.ancestors:
                draft.date = day  # the day of the order, told with who says so


def _worth(draft: Draft) -> bool:
    """Whether a draft has what a record needs: a place, or a force on alert."""
    if _civil(draft):
        return False
    alerted = draft.trigger is not None and draft.trigger.sense is Sense.ALERT
    return bool(draft.destinations or draft.origin or draft.via) or alerted


def _civil(draft: Draft) -> bool:
    """Whether nothing says that what moves is a force: no side, no name, no military word beside it."""
    if draft.actors or draft.force.named or draft.force.root.lower_ not in _EVERYDAY:
        return False
    text = draft.scene.doc.text
    rest = text[: draft.force.start] + " " + text[draft.force.end :]
    return not forces.MILITARY.search(rest)


#: Words for what may be a force or may not.
_EVERYDAY = frozenset(
    """fleet army aircraft plane planes car cars truck trucks lorry lorries tanker tankers ship ships vessel vessels boat boats
    volunteers volunteer engineers men man team teams crew crews helicopter helicopters rangers company companies jets jet
    group groups unit units members staff workers personnel convoy convoys contingent mission missions tugs ferry ferries
    trailers vehicles vehicle drones drone balloon""".split()
)


def _theatre(report: Report, lookup: spots.Lookup) -> Place | None:
    """Return the region or sea that the title names after "in the" and its like."""
    title = report.title or ""
    for match in (*_WAR_TITLE.finditer(title), *_IN_TITLE.finditer(title)):
        name = match.group(1)
        while name:
            place = lookup(name)
            if place is not None and place.kind in (PlaceKind.REGION, PlaceKind.SEA, PlaceKind.COUNTRY):
                return place
            name = name.rpartition(" ")[0]
    return None


def _home(report: Report) -> str | None:
    """Guess whose "we" and "our" are: the title's leader, else the nation most often named."""
    words = [w.strip("',.:;()").removesuffix("'s") for w in (report.title or "").replace("’", "'").split()]
    for size in (3, 2, 1):
        for i in range(len(words) - size + 1):
            name = " ".join(words[i : i + size])
            told = lexicon.leader(name, report.published) if name[:1].isupper() else None
            if told:
                return told
    hits = nations.find(report.text[:20_000])
    counts = Counter(h.country for h in hits if h.form not in ("name", "capital"))
    counts.update(h.country for h in hits if h.country in counts or len(hits) > 8)
    return counts.most_common(1)[0][0] if counts else None
