"""Which place each name means, by the names around it and the report as a whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mapapp import language
from mapapp.errors import OptionError
from mapapp.language import Paragraph
from mapapp.locate import grid, nations, spans
from mapapp.locate.around import around_here
from mapapp.locate.beside import NOTHING_GIVEN, Given, bases_at, given, inside_towns, of_many, wanted
from mapapp.locate.derived import derive
from mapapp.locate.fold import fold
from mapapp.locate.found import Found
from mapapp.locate.gazetteer import Gazetteer
from mapapp.locate.judging import unshouted
from mapapp.locate.ranking import Candidate, Context, rank
from mapapp.locate.signs import PERSONAL, chance
from mapapp.locate.sites import housed
from mapapp.locate.store import Row
from mapapp.locate.toponym import Role, Toponym
from mapapp.locate.weighing import AREA, CAPITAL, COUNTRY, MOST, NO_SUPPORT, Support
from mapapp.model import Place, PlaceKind, Report

#: Below this nothing is sure enough.
THRESHOLD = 0.12
#: From this on, a name tells what country a report is about.
SURE = 0.45
#: What a town that bears a country's name must have over the country, and the support that it must have nearby.
MARGIN, NEARBY = 1.0, 0.55
#: A span that is less likely than this to name a place is none.
LEAST = 0.5
#: Ids of the places of which there are many small ones; below how many people they are small.
SMALL = ("geonames:", "town:", "district:")
HAMLET, TOWN = 5_000, 20_000
#: Letters from which a name may be spelled otherwise in two places.
LONG = 9
#: What makes a base of a town's name.
_FIELD = re.compile(r"\s+(?:air ?base|air force base|naval base|air ?field|airport|barracks|garrison)\Z", re.IGNORECASE)


def resolve(
    report: Report, paragraphs: Sequence[Paragraph], gazetteer: Gazetteer
) -> tuple[list[Toponym], dict[str, float]]:
    """Return the plain names of places in a report, none overlapping, and how much it is about each country."""
    names, countries = one_by_one(report, paragraphs, gazetteer)
    kept = _disjoint([name for name in together(names) if name.chance >= LEAST])
    judged = together(kept)
    found = inside_towns(report.text, housed(report.text, _agreed([name.top for name in judged])))
    strays = {name.top.start: name.top.place for name in judged if name.stray}
    still = {top.start for top in found if top.start in strays and top.place == strays[top.start]}
    far = {name.top.start for name in judged if name.stray > 1}
    areas = {name.top.start: name.area for name in judged if name.area is not None}
    guesses = {name.top.start for name in judged if name.found.how == "ner" and not name.found.sure}
    placed = around_here(found, still, far, areas)
    return [top for top in placed if top.place is not None or top.start not in guesses], countries


@dataclass(frozen=True)
class Named:
    """A span with what it may mean, and how likely it names a place at all.

    Parameters
    ----------
    stray : int
        1 where a small place was taken that nothing in the report speaks for, 2 where it is a hamlet.
    area : Place or None
        What an unknown name is said to lie in ("Tan My, Vietnam").
    """

    found: Found
    top: Toponym
    given: bool = False
    chance: float = 1.0
    figures: tuple[float, ...] = ()
    stray: int = 0
    area: Place | None = None

    @property
    def key(self) -> str:
        """The same for names that are to mean the same."""
        return fold(self.top.surface) + ("|" + self.top.reason if self.top.reason.startswith("in ") else "")


def one_by_one(
    report: Report, paragraphs: Sequence[Paragraph], gazetteer: Gazetteer
) -> tuple[list[Named], dict[str, float]]:
    """Return the names with what they may mean, each for itself with what the report is about: see `resolve`."""
    every = spans.find_all(paragraphs, gazetteer)
    found = [at for at in every if at[1].sure]
    text = report.text
    known = given(text, found, gazetteer)
    demonyms = [hit.country for hit in nations.find(text) if hit.form == "demonym"]
    context = Context(_countries(found, [], known, demonyms))
    first = [_one(text, at, gazetteer, context, known.get(at[0] + at[1].start, NOTHING_GIVEN)) for at in found]
    wider = Context(_countries(found, first, known, demonyms), _sure(first), areas=_first_order(first, gazetteer))
    names = []
    for at, following in zip(every, _following(every), strict=True):
        start = at[0] + at[1].start
        beside = known.get(start, NOTHING_GIVEN)
        if not at[1].sure and following is not None:
            beside = given(text, [at, following], gazetteer).get(start, NOTHING_GIVEN)
        top = _one(text, at, gazetteer, wider, beside)
        area = beside.within.place if beside.lacking and beside.within is not None else None
        names.append(Named(at[1], top, beside.within is not None and top.place is not None, area=area))
    return names, wider.countries


def _following(every: list[tuple[int, Found]]) -> list[tuple[int, Found] | None]:
    """Return, for each span, the next sure one behind it."""
    found: list[tuple[int, Found] | None] = []
    for n, (offset, one) in enumerate(every):
        after = (at for at in every[n + 1 : n + 8] if at[1].sure and at[0] + at[1].start >= offset + one.end)
        found.append(next(after, None))
    return found


def together(names: Sequence[Named]) -> list[Named]:
    """Rank each name's meanings again by what the report's other names say for them, and say how likely it is one."""
    from mapapp.locate.support import supports  # noqa: PLC0415 (numpy, which looking up a name can do without)

    some: dict[str, tuple[Candidate, ...]] = {}
    trust: dict[str, float] = {}
    sure = {name.key for name in names if name.found.sure}
    for name in names:
        if name.top.candidates:
            some.setdefault(name.key, name.top.candidates)
            trust[name.key] = 1.0 if name.key in sure else 0.0
    held = dict(zip(some, supports([(found, trust[key]) for key, found in some.items()]), strict=True))
    return [_judged(name, some.get(name.key, ()), held.get(name.key, []), name.key in sure) for name in names]


def _judged(name: Named, some: tuple[Candidate, ...], held: list[tuple[float, Support]], sure: bool) -> Named:
    top = _lifted(name.top, some, held) if name.top.candidates else name.top
    name = replace(name, stray=_stray(top, some, held))
    if not name.found.signs:
        return replace(name, top=top)
    best = max(zip(held, some, strict=False), key=lambda pair: pair[0][0], default=None)
    weight, gain = best[0] if best is not None else (0.0, NO_SUPPORT)
    elsewhere = sure and not name.found.sure
    figures = (*name.found.signs, weight / 10, gain.near, gain.wide, float(name.given), float(elsewhere))
    likely = chance(figures)
    if name.found.sure and best is not None and best[1].evidence[CAPITAL] and not name.found.signs[PERSONAL]:
        likely = max(likely, LEAST)  # capitals act and own: "Santiago's garrison"
    return replace(name, top=top, chance=likely, figures=figures)


def _stray(top: Toponym, some: tuple[Candidate, ...], held: list[tuple[float, Support]]) -> int:
    """Return whether a small place was taken that neither the words beside it nor the other names speak for."""
    if top.place is None or top.reason.startswith("in ") or not top.place.id.startswith((*SMALL, "feature:")):
        return 0
    for one, (_, gain) in zip(some, held, strict=False):
        if one.place.id == top.place.id:
            if gain.near > 0.1 or gain.wide > 0.15 or one.evidence[AREA]:
                return 0
            lone = gain.wide < 0.05
            if top.place.id.startswith("feature:"):
                return int(lone and top.place.country is not None and not one.evidence[COUNTRY])
            if one.population < HAMLET or (one.population < TOWN and lone and not one.evidence[COUNTRY]):
                return 2 if one.population < HAMLET / 5 and lone else 1
    return 0


def _disjoint(names: list[Named]) -> list[Named]:
    """Return the names without those that overlap a likelier one."""
    kept: list[Named] = []
    for name in sorted(names, key=lambda one: (-one.chance, one.top.start - one.top.end)):
        if not any(one.top.start < name.top.end and name.top.start < one.top.end for one in kept):
            kept.append(name)
    return sorted(kept, key=lambda one: one.top.start)


def _lifted(top: Toponym, some: tuple[Candidate, ...], held: list[tuple[float, Support]]) -> Toponym:
    order = sorted(zip(held, some, strict=False), key=lambda pair: -pair[0][0])
    if top.place is not None and top.place.kind is PlaceKind.COUNTRY and top.reason == "country":
        home = next((pair for pair in order if pair[1].place.id == top.place.id), order[0])
        (weight, gain), one = order[0]
        if weight < home[0][0] + MARGIN or gain.near < NEARBY or not one.evidence[0]:
            order = [home, *(pair for pair in order if pair is not home)]
    best = order[0][1]
    again = tuple(replace(one, score=min(1.0, one.score + 0.3 * gain.near)) for (_, gain), one in order[:6])
    return replace(top, place=best.place, score=again[0].score, runners_up=again[1:])


def _sure(found: list[Toponym]) -> tuple[tuple[float, float, float], ...]:
    """Return the points that the report is surely about."""
    points = {
        top.place.id: (top.place.lat, top.place.lon, min(1.0, top.score))
        for top in found
        if top.place is not None and top.place.kind in (PlaceKind.CITY, PlaceKind.BASE) and top.score > 0.5
    }
    return tuple(points.values())[:40]


def _first_order(found: list[Toponym], gazetteer: Gazetteer) -> dict[tuple[str, str], float]:
    """Return the first-order areas that the report names, with how surely."""
    counts: Counter[tuple[str, str]] = Counter()
    for top in found:
        if top.place is None or not top.place.id.startswith("iso:") or top.score < 0.4:
            continue
        row = gazetteer.store.by_ref(top.place.id)
        if row is not None and row.admin1 and row.place.country:
            counts[row.place.country, row.admin1] += 1
    most = max(counts.values(), default=1)
    return {key: 0.4 + 0.6 * count / most for key, count in counts.items()}


def _stands_out(top: Toponym) -> bool:
    """Whether nothing else of the name comes near."""
    return top.score > THRESHOLD and all(other.score < 0.6 * top.score for other in top.runners_up)


def _countries(
    found: list[tuple[int, Found]], placed: list[Toponym], known: dict[int, Given], demonyms: Sequence[str]
) -> dict[str, float]:
    """Return how much the report is about each country (0 to 1)."""
    counts: Counter[str] = Counter()
    for offset, one in found:
        itself = known.get(offset + one.start, NOTHING_GIVEN).itself
        if itself is not None and itself.place.country:
            counts[itself.place.country] += 2
        elif one.nation is not None:
            counts[one.nation.country] += 2
    for top in placed:
        if top.place is not None and top.place.country and (top.score > SURE or _stands_out(top)):
            counts[top.place.country] += 1
    for hit in demonyms:
        counts[hit] += 1
    most = max(counts.values(), default=1)
    return {code: 0.7 + 0.3 * count / most for code, count in counts.items()}


def _one(text: str, at: tuple[int, Found], gazetteer: Gazetteer, context: Context, beside: Given) -> Toponym:
    offset, one = at
    area = beside.within
    start, end = offset + one.start, offset + one.end
    surface = text[start:end]
    if one.how == "grid":
        return _on_grid(start, end, surface)
    role: Role = "adjective" if one.how == "adjective" else "embedded" if one.how == "embedded" else "name"
    wants = wanted(text, start, end) or ("region" if of_many(text, start, end) else None)
    here = Context(
        context.countries,
        context.near,
        area.place.country if area is not None else None,
        area if area is not None and area.place.kind is not PlaceKind.COUNTRY else None,
        wants,
        context.areas,
    )
    rows = gazetteer.rows(one.text)
    many = of_many(text, start, end) if role == "name" else None
    if many is not None:
        rows = gazetteer.rows(f"{one.text} {many}") or rows
    rows = _at_home(one.text, rows, context, gazetteer)
    if beside.lacking and area is not None and not (rows := bases_at(one.text, area, gazetteer)):
        return Toponym(start, end, surface, None, 0.0, (), f"in {area.place.name}, but not known there", role)
    if surface.isupper() and len(surface) < 4 and not text.isupper():
        rows = unshouted(surface, rows)
    candidates = rank(rows, here)
    if beside.itself is not None:
        candidates = [Candidate(beside.itself.place, 0.9, beside.itself.feature), *candidates]
    short = "." in one.text or not candidates
    if short and len(one.text) < 7 and (state := gazetteer.state(one.text)) is not None and one.nation is None:
        candidates = [Candidate(state.place, 0.8, state.feature), *candidates]
    if not candidates and one.how == "ner" and one.sure:
        candidates = _alike(one.text, gazetteer, here)
    if one.nation is not None and not candidates:
        candidates = [Candidate(nations.country(one.nation.country), 0.9, "country")]
    if one.nation is not None and area is None and beside.itself is None:
        ident = f"country:{one.nation.country}"
        named = any(_own_region(candidate, surface) for candidate in candidates)
        candidates.sort(key=lambda c: not _own_region(c, surface) if named else c.place.id != ident)
    if not candidates:
        return Toponym(start, end, surface, None, 0.0, (), "no place of this name is known", role)
    best = candidates[0]
    if best.score < THRESHOLD:
        return Toponym(start, end, surface, None, best.score, tuple(candidates[:5]), "nothing is sure enough", role)
    reason = f"in {area.place.name}" if area is not None else "country" if one.nation else "likeliest of its name"
    again = tuple(candidates[:MOST]) if role != "adjective" and all(c.evidence for c in candidates) else ()
    return Toponym(start, end, surface, best.place, best.score, tuple(candidates[1:6]), reason, role, candidates=again)


def _on_grid(start: int, end: int, surface: str) -> Toponym:
    try:
        return Toponym(start, end, surface, grid.place(surface), 1.0, (), "a position on the military grid")
    except OptionError as error:
        return Toponym(start, end, surface, None, 0.0, (), str(error))


def _own_region(candidate: Candidate, surface: str) -> bool:
    """Whether a part of a country bears the very name that stands for the whole ("England")."""
    return candidate.place.id.startswith("region:") and candidate.place.name == surface


def _at_home(name: str, rows: tuple[Row, ...], context: Context, gazetteer: Gazetteer) -> tuple[Row, ...]:
    """Return, for a base of a country that the report is not about, the town of its name in one that it is about."""
    town = _FIELD.sub("", name)
    if town == name or not rows or any(row.place.country in context.countries for row in rows):
        return rows
    return tuple(row for row in gazetteer.rows(town) if row.own and row.place.country in context.countries) or rows


def _alike(name: str, gazetteer: Gazetteer, context: Context) -> list[Candidate]:
    """Return what a name that nothing bears may be a spelling of, in the countries of the report alone."""
    found = gazetteer.candidates(name, context, edits=1 if len(name) < LONG else 2)
    return [one for one in found if one.place.country in context.countries or one.place.country is None]


def _agreed(found: list[Toponym]) -> list[Toponym]:
    """Give the same name the same place throughout: the one that introduced it ("Moscow, Idaho"), else the surest."""
    best: dict[str, Toponym] = {}
    for top in found:
        key = fold(top.surface)
        if top.place is not None and (key not in best or top.score > best[key].score):
            best[key] = top
    introduced: dict[str, Toponym] = {}
    agreed = []
    for top in found:
        key = fold(top.surface)
        told = top.reason.startswith("in ")
        if told and top.role == "name":
            introduced[key] = top
        sure = introduced.get(key) or best.get(key)
        weaker = sure is not None and (key in introduced or top.score < sure.score - 0.1)
        if sure is None or sure.place is None or top.place == sure.place or told or not weaker:
            agreed.append(top)
        else:
            reason, score = "as elsewhere in the report", sure.score * 0.9
            agreed.append(replace(top, place=sure.place, score=score, runners_up=sure.runners_up, reason=reason))
    return agreed


def toponyms(report: Report, paragraphs: Sequence[Paragraph], gazetteer: Gazetteer) -> list[Toponym]:
    """Return the places named in a report: plain names and what is made from them ("50 km east of Kyiv").

    Parameters
    ----------
    report : Report
    paragraphs : sequence of Paragraph
        The report's parsed paragraphs (`mapapp.language.parse`).
    gazetteer : Gazetteer

    Returns
    -------
    list of Toponym
        In order, none overlapping; offsets in ``report.text``.
    """
    found, weights = resolve(report, paragraphs, gazetteer)
    return derive(language.plain(report.text), found, weights)


def geoparse(report: Report, gazetteer: Gazetteer) -> list[Toponym]:
    """Return every place named in a report, movement or not, the names inside derived places for themselves."""
    return [
        inner for top in toponyms(report, language.parse(report.text), gazetteer) for inner in (top.inner or (top,))
    ]
