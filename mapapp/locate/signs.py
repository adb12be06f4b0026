"""What a sentence says about whether a span names a place, as figures; the span's spelling is in the gazetteer.

The rules of `spans` judge first; what they turn down comes back where the report's other names lie around it, and what
they take falls where little speaks for it.  The weights are those of a logistic regression fitted by
benchmarks/fit_places.py (docs/decisions/0106-what-is-a-place.md).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from mapapp.locate.clues import PLACES, beside_person, hails, kin, listed
from mapapp.locate.lexicon import LOCATIVE, ORGANISED, SPEAKING
from mapapp.locate.ranking import prior
from mapapp.locate.store import Row
from mapapp.locate.words import Words

#: Below this prior a place speaks for no government.
FAMOUS = 0.75

#: What each figure tells, in the order of `signs` and, from "score" on, of `chance`.
NAMES = (
    "judged", "place", "place_longer", "person", "person_longer", "group", "group_longer", "other_label", "proper",
    "located", "the", "before_comma", "after_comma", "opening", "speaking", "ordinary", "several", "of_a_person",
    "own", "capital_before", "capital_after", "possessive", "shouted", "dateline", "constant", "listed",
    "listed_in", "hails", "kin", "beside_person", "bare_surname", "organised",
    "speaking_small", "score", "near", "wide",
    "given", "sure_elsewhere",
)  # fmt: skip
PERSONAL = NAMES.index("of_a_person")


def signs(
    words: Words, first: int, last: int, rows: Sequence[Row], people: frozenset[str], judged: bool
) -> list[float]:
    """Return the figures of a span of words that `rows` bear the name of."""
    label = words.label[first]
    one, other = words.span[first]
    longer = label != "" and (one < first or other > last)
    before = words.lower[first - 1] if first else ""
    lead = words.lower[first - 2] if before == "the" and first > 1 else before
    after = words.word[last + 1] if last + 1 < len(words) else ""
    follows = words.word[last + 2] if last + 2 < len(words) else ""
    beside, located = listed(words, first, last)
    speaks = after.lower() in SPEAKING or (before in SPEAKING and label not in PLACES)
    personal = any(words.word[i] in people for i in range(first, last + 1))
    return [
        float(judged),
        float(label in PLACES),
        float(label in PLACES and longer),
        float(label == "PERSON"),
        float(label == "PERSON" and longer),
        float(label in ("ORG", "NORP")),
        float(label in ("ORG", "NORP") and longer),
        float(label != "" and label not in PLACES and label not in ("PERSON", "ORG", "NORP")),
        float(all(words.pos[i] == "PROPN" for i in range(first, last + 1) if words.word[i][:1].isupper())),
        float(lead in LOCATIVE),
        float(before == "the"),
        float(after == "," and follows[:1].isupper()),
        float(before == "," and first > 1 and words.capital(first - 2)),
        float(first == 0 or words.word[first - 1] in (".", "\u201d", '"', ":")),
        float(speaks),
        float(all(row.ordinary for row in rows)),
        float(last > first),
        float(personal),
        float(any(row.own for row in rows)),
        float(words.capital(first - 1) and words.pos[first - 1] == "PROPN"),
        float(words.capital(last + 1) and words.pos[last + 1] == "PROPN"),
        float(after in ("'s", "’s", "'", "’")),
        float(words.surface(first, last).isupper()),
        float(words.dateline(first)),
        1.0,
        float(beside),
        float(located),
        float(hails(words, last)),
        float(kin(words, first)),
        float(beside_person(words, first, last)),
        float(personal and lead not in LOCATIVE and not located),
        float(words.capital(last + 1) and after.lower().rstrip(".") in ORGANISED),
        float(speaks and last == first and max(map(prior, rows)) < FAMOUS),
    ]


#: Fitted; see the module's docstring.
WEIGHTS = (
    1.52, 1.65, -0.36, -0.05, 0.50, 0.39, -0.08, -1.23, 0.00, 1.44, -0.05, 0.20, 0.05, -0.02, 0.49, -0.72, 0.82,
    -1.18, -1.80, 0.73, 0.23, -0.85, 0.41, 0.12, -1.74, 0.79, 1.69, -1.02, -4.91, -0.41, -0.76, -1.22, -1.23, 1.85,
    0.64, 1.40, 0.10, 1.39,
)  # fmt: skip


def chance(figures: Sequence[float]) -> float:
    """Return how likely a span with these figures names a place (0 to 1)."""
    odds = sum(weight * figure for weight, figure in zip(WEIGHTS, figures, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
