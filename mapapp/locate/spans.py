"""Where a text could name a place: spelling first, then what the sentence says about the words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mapapp.language import Paragraph
from mapapp.locate import nations
from mapapp.locate.ranking import prior
from mapapp.locate.store import Row

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from mapapp.locate.gazetteer import Gazetteer

#: The most words in a name.
LONGEST = 7
PLACES = frozenset({"GPE", "LOC", "FAC"})
_WORDS = re.compile(r"[^\W\d_][\w’'.\-]*|\d+\w*")
#: Words that a name may begin with although they are written small.
SMALL_STARTS = frozenset(
    "al el an ar as at az ash the eastern western northern southern central north south east west northeast northwest "
    "southeast southwest northeastern northwestern southeastern southwestern former annexed occupied mainland "
    "demilitarized demilitarised sub post ex eurozone euro trans pan de".split()
)
LOCATIVE = frozenset(
    "in at near from to toward towards into outside around of between via across throughout within inside over off on "
    "onto through leaving entering reached reaching visit visited visiting invade invaded along beyond above below "
    "beside against for left based".split()
)
_GLUE = frozenset(
    "of the el al an de la le los las del di da do dos des du en sur am bei und and & - – ' ’ 's ’s . /".split()
)
_INITIAL = re.compile(r"^[A-Z]\.?$")
TITLES = frozenset(
    "mr mrs ms dr sir lord lady president minister senator sen gen general col colonel capt captain lt lieutenant maj "
    "major sgt sergeant admiral adm rep representative gov governor judge justice king queen prince princess pope "
    "secretary chancellor professor prof coach director chairman spokesman spokeswoman ambassador cmdr commander "
    "private pvt detective officer mayor bishop rabbi imam sheikh sheik miss brother sister saint".split()
)
SHIPS = frozenset("uss hms hmas hmcs hmnzs usns usav rfa ins uscgc fs its ss hnlms css carrier destroyer frigate cruiser "
                  "warship submarine aircraft-carrier yacht tanker ferry battleship hdms mv".split())  # fmt: skip
STREETS = frozenset(
    "street st avenue ave road rd boulevard blvd lane drive dr square highway parkway court plaza terrace way "
    "streets avenues".split()
)


@dataclass(frozen=True)
class Found:
    """A span that names a place by spelling and sentence, before it is known which."""

    start: int
    end: int
    text: str
    how: Literal["nation", "adjective", "ner", "gazetteer", "embedded"]
    nation: nations.NationHit | None = None
    label: str = ""


def raw_spans(text: str, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the longest names that stand in `text`, by spelling alone."""
    words = [(match.start(), match.end()) for match in _WORDS.finditer(text)]
    done = 0
    for at, (start, _) in enumerate(words):
        if start < done or not text[start].isupper():
            continue
        for last in range(min(len(words), at + LONGEST) - 1, at - 1, -1):
            end = words[last][1]
            span = text[start:end].rstrip(".'’-")
            for piece in (span, span.removesuffix("'s").removesuffix("’s")):
                if any(row.own for row in gazetteer.rows(piece)):
                    yield start, start + len(piece)
                    done = start + len(piece)
                    break
            if done > start:
                break


def find(paragraph: Paragraph, gazetteer: Gazetteer) -> list[Found]:
    """Return the spans of one paragraph that name places, in order, none overlapping; offsets in the paragraph."""
    doc = paragraph.doc
    text = doc.text
    labels = _labels(doc)
    hits = [
        hit for hit in nations.find(text) if hit.form in ("name", "abbreviation", "adjective", "demonym", "capital")
    ]
    at_nation = {hit.start: hit for hit in hits if hit.form != "capital"}
    found: list[Found] = []
    done = 0
    for token in doc:
        if token.idx < done or not _may_begin(token):
            continue
        one = _longest(doc, token.i, gazetteer, labels)
        hit = at_nation.get(token.idx)
        if hit is not None and (one is None or hit.end >= one.end):
            one = None if hit.form == "demonym" else _nation(doc, hit, labels)
            done = hit.end
        if one is not None:
            found.append(one)
            done = one.end
    return _with_entities(doc, found, gazetteer)


def _labels(doc: Doc) -> dict[int, Span]:
    return {token.i: ent for ent in doc.ents for token in ent}


def _may_begin(token: Token) -> bool:
    word: str = token.text
    return word[:1].isupper() or word.lower() in SMALL_STARTS or word[:1].isdigit() or word[:1] in "’'"


def _longest(doc: Doc, first: int, gazetteer: Gazetteer, labels: dict[int, Span]) -> Found | None:
    last = first
    while last + 1 < len(doc) and last + 1 - first < 2 * LONGEST and _may_continue(doc[last + 1]):
        last += 1
    small = not doc[first].text[:1].isupper()
    for end in range(last, first - 1, -1):
        word = doc[end]
        if word.text in ("'s", "’s") or (word.is_punct and word.text != ".") or (end > first and word.lower_ in _GLUE):
            continue
        if small and end == first:
            return None
        start, stop = doc[first].idx, doc[end].idx + len(doc[end].text)
        surface = doc.text[start:stop]
        rows = gazetteer.rows(surface)
        if small:
            rows = tuple(row for row in rows if row.place.id.startswith(("region:", "sea:", "feature:", "own:")))
        if not rows:
            continue
        found = _judge(doc, first, end, surface, rows, labels, small)
        if found is not None:
            return found
    return None


def _may_continue(token: Token) -> bool:
    word: str = token.text
    if token.is_space:
        return False
    if token.is_punct:
        return word in ("-", "–", "'", "’", ".", "/") and not (word == "." and len(token.nbor(-1).text) > 4)
    return word[:1].isupper() or word[:1].isdigit() or token.lower_ in _GLUE or word.islower()


def _judge(
    doc: Doc, first: int, last: int, surface: str, rows: tuple[Row, ...], labels: dict[int, Span], small: bool
) -> Found | None:
    """Decide whether the words really name a place."""
    start = doc[first].idx
    span = doc[first : last + 1]
    best = max(prior(row) for row in rows)
    own = [row for row in rows if row.own]
    ent = labels.get(first)
    label = ent.label_ if ent is not None else ""
    how: Literal["gazetteer", "embedded", "adjective"] = "gazetteer"
    words = [token for token in span if token.is_alpha]
    if small or any(token.is_lower and token.lower_ not in _GLUE for token in words):
        regional = [row for row in own if not row.place.id.startswith(("geonames:", "airport:"))]
        return Found(start, start + len(surface), surface, "gazetteer", label=label) if regional else None
    if len(words) < 2 and any(row.feature == "region" for row in rows):
        if label == "PERSON" and ent is not None and len(ent) > 1:
            return None
        if doc[first].pos_ in ("PROPN", "ADJ", "NOUN") and not surface.islower():
            how = "gazetteer" if any(row.feature == "region" for row in own) else "adjective"
            return Found(start, start + len(surface), surface, how, label=label)
    ordinary = all(row.ordinary for row in rows)
    if len(words) == 1 and not _single(doc, first, label, best - 0.3 * ordinary, bool(own)):
        return None
    if len(words) > 1 and not own and label not in PLACES:
        return None
    before = doc[first - 1] if first else None
    after = doc[last + 1] if last + 1 < len(doc) else None
    if before is not None and (before.lower_.rstrip(".") in TITLES or before.lower_ in SHIPS):
        return None
    if after is not None and after.lower_.rstrip(".") in STREETS and after.text[:1].isupper():
        return None
    if label == "PERSON":
        if ent is not None and (len(ent) > last - first + 1 or best < 0.6):
            return None
    elif label and label not in PLACES and label != "NORP" and ent is not None and len(ent) > last - first + 1:
        if best < 0.58 or ordinary:
            return None
        how = "embedded"
    elif label not in PLACES and _in_longer_name(before, after) and (best < 0.6 or ordinary):
        return None
    return Found(start, start + len(surface), surface, how, label=label)


def _single(doc: Doc, at: int, label: str, best: float, own: bool) -> bool:
    """Whether one word alone may be taken for a place."""
    token = doc[at]
    if not token.text[:1].isupper() or len(token.text) < 3:
        return False
    if label in PLACES:
        return best > 0.0 or own
    if token.pos_ != "PROPN" or token.is_stop:
        return False
    if not own:
        return False
    if label in ("DATE", "TIME", "MONEY", "CARDINAL", "LANGUAGE", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT"):
        return best >= 0.6
    before = doc[at - 1] if at else None
    located = before is not None and before.lower_ in LOCATIVE
    if label == "ORG":
        return best >= 0.5 or located
    if label == "PERSON":
        return located and best >= 0.4
    return best >= 0.6 or located


def _in_longer_name(before: Token | None, after: Token | None) -> bool:
    return any(token is not None and token.pos_ == "PROPN" and token.text[:1].isupper() for token in (before, after))


def _nation(doc: Doc, hit: nations.NationHit, labels: dict[int, Span]) -> Found | None:
    surface = doc.text[hit.start : hit.end]
    token = next((t for t in doc if t.idx <= hit.start < t.idx + len(t.text)), None)
    ent = labels.get(token.i) if token is not None else None
    label = ent.label_ if ent is not None else ""
    if label == "PERSON" and ent is not None and len(ent) > 1 and hit.form == "name":
        return None
    if label == "LANGUAGE":
        return None
    if token is not None and token.i and doc[token.i - 1].lower_ in SHIPS:
        return None
    how: Literal["nation", "adjective"] = "nation" if hit.form in ("name", "abbreviation") else "adjective"
    return Found(hit.start, hit.end, surface, how, nation=hit, label=label)


def _with_entities(doc: Doc, found: list[Found], gazetteer: Gazetteer) -> list[Found]:
    """Add what the language model calls a place and the gazetteer's spelling missed."""
    taken = [(one.start, one.end) for one in found]
    for ent in doc.ents:
        if ent.label_ not in PLACES:
            continue
        start, end = ent.start_char, ent.end_char
        if any(a < end and start < b for a, b in taken):
            continue
        surface = doc.text[start:end]
        bare = re.sub(r"^(?:the|The) |['’]s?$", "", surface)
        start += surface.find(bare)
        if not any(char.isupper() for char in bare) or bare[:1].isdigit():
            continue
        found.append(Found(start, start + len(bare), bare, "ner", label=ent.label_))
    return sorted(found, key=lambda one: one.start)
