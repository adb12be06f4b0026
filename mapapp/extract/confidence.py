"""How sure a claim is: the share of claims of its kind that are right.

A logistic model over yes-or-no signs of how a claim was read.  Each sign that holds adds its weight to `BASE`, and the
sum becomes a share by 1 / (1 + exp(-sum)).  "Right" means that whose force it is, how many, and where to are right.
``python benchmarks/fit_confidence.py --write`` fits the weights again and writes them below;
docs/decisions/0602-confidence.md says on what, and how well they hold.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mapapp.extract.scene import NOTE
from mapapp.extract.words import Sense
from mapapp.model import Status, StrengthUnit

if TYPE_CHECKING:
    from mapapp.extract.scene import Draft, Spot
    from mapapp.model import Place

#: No claim is surer or less sure than these: the texts that the model was fitted on say nothing beyond them.
LOWEST, HIGHEST = 0.05, 0.99
#: How far apart in words a force and its trigger are when the parser often errs between them.
FAR = 8
#: Notes of readings that go by the order of the words, not by the parser's tree.
_AS_IT_STANDS = frozenset(("adjacent", "beside", "brought to", "included", "table", "unclaimed goal"))

# weights: begin
# Fitted on 2026-11-27 by `python benchmarks/fit_confidence.py --write`; beside each weight, how many of
# 917 claims have the sign and how many of those are right.
BASE = 2.88
WEIGHTS = {
    "a number is given": 0.13,  # 477, 461 right
    "its nation is in the phrase": 0.51,  # 416, 404 right
    "the number is implied": 0.41,  # 138, 134 right
    "a formation moves": -0.28,  # 126, 118 right
    "an earlier force is meant": -1.14,  # 124, 111 right
    "the sentence is crowded": -0.22,  # 116, 105 right
    "no goal is named": -0.24,  # 90, 84 right
    "the place is lent": -0.98,  # 84, 69 right
    "it leaves": 0.06,  # 80, 75 right
    "the trigger is far": -0.52,  # 76, 66 right
    "it is denied or an alert": 0.65,  # 64, 64 right
    "the trigger is to be": -0.75,  # 57, 52 right
    "several goals share it": 0.48,  # 53, 53 right
    "the trigger is a noun": 0.39,  # 50, 49 right
    "it is read as it stands": 0.52,  # 39, 38 right
    "it is only possible": -0.78,  # 34, 29 right
    "whose it is stays unknown": -0.32,  # 6, 3 right
    "no place is named": 0.08,  # 1, 1 right
}
# weights: end

#: What the model that weighs readings adds (docs/decisions/0604-a-model-that-weighs.md).  Of what the grammar read:
#: base, the sum above, and the odds that the model gives; of what the model added: base and odds.
#: Fitted on 26 November 2026 by `python benchmarks/fit_worth.py`, which gave (-0.79, 0.75, 0.34) for what was read: the
#: grammar's sum counts somewhat more here, so that a bare guess stays well below a plain sentence.
READ = (-0.93, 0.75, 0.38)
ADDED = (0.27, 0.29)


def of(draft: Draft, actor: str | None, destination: Place | None, origin: Place | None) -> float:
    """Return the confidence of one claim of a draft, 0.05 to 0.99.

    Parameters
    ----------
    draft : Draft
    actor : str or None
        Whose force, in this claim.
    destination, origin : Place or None
        Where to and where from, in this claim.
    """
    total = BASE + sum(WEIGHTS.get(sign, 0.0) for sign in signs(draft, actor, destination, origin))
    if draft.worth is not None:
        likely = max(0.001, min(0.999, draft.worth))
        odds = math.log(likely / (1 - likely))
        total = ADDED[0] + ADDED[1] * odds if NOTE in draft.notes else READ[0] + READ[1] * total + READ[2] * odds
    return round(max(LOWEST, min(HIGHEST, 1 / (1 + math.exp(-total)))), 2)


def signs(draft: Draft, actor: str | None, destination: Place | None, origin: Place | None) -> tuple[str, ...]:
    """Return the signs that hold for one claim of a draft, by name, in a fixed order."""
    force, trigger, status = draft.force, draft.trigger, draft.status
    spots = [spot for spot in (*draft.destinations, draft.origin) if spot is not None]
    held = {
        "its nation is in the phrase": bool(force.nations),
        "whose it is stays unknown": actor is None,
        "a number is given": draft.strength.known and not draft.strength.implied,
        "the number is implied": draft.strength.implied,
        "an earlier force is meant": force.definite,
        "the place is lent": "place carried over" in draft.notes or any(_lent(draft, spot) for spot in spots),
        "a name is not placed": (bool(draft.destinations) and destination is None)
        or (draft.origin is not None and draft.origin.place is None),
        "no goal is named": destination is None and status != Status.ON_ALERT,
        "no place is named": destination is None and origin is None and status != Status.ON_ALERT,
        "several goals share it": len(draft.destinations) > 1,
        "a formation moves": force.category is StrengthUnit.UNITS,
        "the trigger is far": trigger is not None and abs(trigger.root.i - force.root.i) > FAR,
        "the trigger is a noun": trigger is not None and trigger.noun,
        "the trigger is to be": trigger is not None and trigger.root.lemma_ == "be",
        "it leaves": trigger is not None and trigger.sense in (Sense.LEAVE, Sense.WITHDRAW),
        "it is only possible": status == Status.POSSIBLE,
        "it is denied or an alert": status in (Status.DENIED, Status.ON_ALERT),
        "it is read as it stands": not _AS_IT_STANDS.isdisjoint(draft.notes),
        "the sentence is crowded": len(draft.scene.forces) > 2,
    }
    return tuple(name for name, holds in held.items() if holds)


def _lent(draft: Draft, spot: Spot) -> bool:
    """Whether a place comes from another sentence, from the title, or from a word that stands for it ("there")."""
    sentence = draft.scene.sentence
    here = spot.root.doc is draft.scene.doc and sentence.start_char <= spot.start < sentence.end_char
    elsewhere = not here or spot.start == draft.force.start
    return elsewhere or (spot.text.islower() and spot.root.pos_ != "PROPN")
