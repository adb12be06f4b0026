"""What a report as a whole tells before its first sentence is read: whose "we" is, which war, which countries.

A title "Macron in Mali: our soldiers …" makes "our" French and the theatre Mali.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from mapapp import language
from mapapp.datelines import dated_from
from mapapp.extract import lexicon
from mapapp.locate import Context, nations
from mapapp.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapapp.extract.spots import Lookup
    from mapapp.locate import Gazetteer, Toponym
    from mapapp.model import Place, Report

_NAME = r"([A-Z]\w+(?: [A-Z]\w+){0,3})"
_IN_TITLE = re.compile(rf"\b(?:[Ii]n|[Tt]o|[Nn]ear|[Oo]ff|[Oo]n|[Oo]ver|[Aa]bout) (?:the )?{_NAME}")
_WAR = r"(?:[Ww]ar|[Cc]ampaign|[Cc]risis|[Cc]onflict|[Ii]ntervention|[Cc]onfrontation)"
_WAR_TITLE = re.compile(rf"\b([A-Z]\w+(?: [A-Z]\w+){{0,2}}) {_WAR}\b")
#: What may follow a name and say what it is ("Taftanaz Military Airbase", "Deir Sunbul village").
_TYPE = re.compile(
    r"\s+(?:(?:military|air|naval|training|army)\s+)*(?:base|airbase|airport|airfield|barracks|camp|garrison|village|town|"
    r"city|area|district|province|governorate|region|sector|harbou?r|port|ground|grounds|range)\Z",
    re.I,
)
_AREAS = frozenset((PlaceKind.REGION, PlaceKind.SEA, PlaceKind.COUNTRY))
_PEOPLE = frozenset("adjective government forces demonym".split())
#: Titles of what somebody says in the first person, and those that only Americans speak under.
_SPEECH = re.compile(
    r"\b(?:address|statement|remarks|speech|message|letter|telegram|memorandum|despatch|dispatch|testimony|briefing|"
    r"aide-m[ée]moire|airgram|minutes|"
    r"transcript|interview|broadcast|press conference|state of the union)\b",
    re.I,
)
_AMERICAN = re.compile(
    r"\b(?:state of the union|joint session of (?:the )?congress|department of state|secretary of state\b(?! for))",
    re.I,
)
#: An office, before its country or behind it; the characters in which it is looked for.
_OFFICE = re.compile(
    r"\W{0,3}(?:\w+ )?(?:prime minister|president|premier|chancellor|king|queen|minister|ministry|government|"
    r"chief of \w+ staff|general staff|admiralty|war office)\b(?: of| for)?(?: defen[cs]e)?(?: of)?(?: the)? ?",
    re.I,
)
_OFFICE_NEAR = 60
#: Who serves in the place that a title names behind it.
_AT_POST = re.compile(
    r"\b(?:representative|ambassador|high commissioner|minister|consul|consul general|charg[ée](?: d['’]affaires)?|"
    r"attach[ée]|delegation|legation|embassy|mission|commissioner)(?: \([^)]{1,40}\))? \Z",
    re.I,
)
#: What "we" do with our own forces; the characters in which these are named, and what they are.
_WE_SEND = re.compile(
    r"\b(?:we|I)(?:['’](?:re|ve|ll|m))? (?:\w+ ){0,3}?(?:send|sending|sent|deploy|deploying|deployed|order|ordered|"
    r"ordering|commit|committed|committing|withdraw|withdrawing|withdrew|bring|bringing|brought|station|stationed|"
    r"dispatch|dispatched|dispatching)\b"
)
_SENT_NEAR = 60
#: What stands before a country that "we" go to.
_WE_GO = re.compile(r"\b(?:we|our)\b[^.;:]{0,40} (?:in|to|into|from|out of)(?: the)? \Z", re.I)
_FORCES = re.compile(
    r"(?:['’]s)? (?:\w+ ){0,2}?(?:troops|soldiers|marines|sailors|airmen|forces|warships|ships|aircraft|battalions?|"
    r"brigades?|regiments?|divisions?|paratroopers|personnel|army|navy|infantry|men)\b",
    re.I,
)
#: Characters at a report's head that tell whose it is.
_HEAD = 20_000
#: Characters in which a report's dateline is looked for.
_DATED = 1_000


def lookup(places: list[Toponym], gazetteer: Gazetteer) -> Lookup:
    """Return a look-up of bare names in the light of the countries that the report names."""
    counts = Counter(t.place.country for t in places if t.place is not None and t.place.country)
    most = max(counts.values(), default=1)
    context = Context(countries={code: n / most for code, n in counts.items() if code})

    def place(name: str) -> Place | None:
        for tried in (name, _TYPE.sub("", name)):
            found = gazetteer.candidates(tried, context, fuzzy=False) if tried else []
            if found:
                return found[0].place
        return None

    return place


def theatre(report: Report, look: Lookup) -> Place | None:
    """Return the region, sea or country that the title names after "in the" and its like, or before "war"."""
    title = report.title or ""
    for match in (*_WAR_TITLE.finditer(title), *_IN_TITLE.finditer(title)):
        if _AT_POST.search(title, max(0, match.start() - _OFFICE_NEAR), match.start()):
            continue  # "the Special Representative in the United Kingdom"
        name = match.group(1)
        while name:
            meaning = nations.lookup(name)
            place = look(name) if meaning is None or meaning[1] not in _PEOPLE else None  # "to the British Embassy"
            if place is not None and place.kind in _AREAS:
                return place
            name = name.rpartition(" ")[0]
    return None


def home(report: Report) -> str | None:
    """Guess whose "we" and "our" are: the title's leader or office, who "we send" are, the nation most often named."""
    leader = _leader(report) or _office(report)
    if leader is not None:
        return leader
    hits = nations.find(report.text[:_HEAD])
    own = _sent_by_us(report.text[:_HEAD], hits)
    if own is not None:
        return own
    abroad = {
        hit.country for hit in hits if hit.form == "name" and _WE_GO.search(report.text[: hit.start][-_SENT_NEAR:])
    }
    hits = [hit for hit in hits if hit.country not in abroad]
    counts = Counter(hit.country for hit in hits if hit.form not in ("name", "capital"))
    counts.update(hit.country for hit in hits if hit.country in counts or len(hits) > 8)
    return counts.most_common(1)[0][0] if counts else None


def _office(report: Report) -> str | None:
    """Return whose the office is that speaks in a title ("Statement by the Prime Minister of Australia")."""
    title = report.title or ""
    if _SPEECH.search(title) is None:
        return None
    if _AMERICAN.search(title):
        return "US"
    hits = nations.find(title)
    told = [
        h for h in hits if h.form == "government" or _OFFICE.search(title[max(0, h.start - _OFFICE_NEAR) : h.start])
    ]
    told += [h for h in hits if _OFFICE.match(title, h.end)]
    return told[0].country if told else None


def _sent_by_us(text: str, hits: Sequence[nations.NationHit]) -> str | None:
    """Return whose the forces most often are that "we" send ("we're sending 4,000 United States marines")."""
    told: Counter[str] = Counter()
    for match in _WE_SEND.finditer(text):
        near = (h for h in hits if match.end() <= h.start < match.end() + _SENT_NEAR and h.form != "capital")
        first = next(near, None)
        if first is None or not _FORCES.match(text, first.end):
            continue
        if not any(mark in text[match.end() : first.start] for mark in ".;:"):
            told[first.country] += 1
    return told.most_common(1)[0][0] if told else None


def _leader(report: Report) -> str | None:
    """Return the country of the leader whom the title names, by the longest name."""
    title = (report.title or "").replace("’", "'")
    words = [word.strip("',.:;()").removesuffix("'s") for word in title.split()]
    for size in (3, 2, 1):
        for i in range(len(words) - size + 1):
            name = " ".join(words[i : i + size])
            told = lexicon.leader(name, report.published) if name[:1].isupper() else None
            if told:
                return told
    return None


def common(report: Report) -> list[str]:
    """Return the nations whose people, forces or government a report names, most often named first."""
    counts = Counter(hit.country for hit in nations.find(report.text) if hit.form in _PEOPLE)
    return [country for country, _ in counts.most_common()]


def dated(report: Report, places: Sequence[Toponym]) -> str | None:
    """Return the country of the place that one of a report's first paragraphs is dated from; None for several."""
    for start, end in language.paragraphs(report.text[:_DATED]):
        stop = start + dated_from(report.text[start:end])
        if report.text[stop : stop + 1] == "/":
            return None
        inside = (t.place.country for t in places if start <= t.start < stop and t.place is not None)
        told = next((country for country in inside if country), None)
        if told is not None:
            return told
    return None
