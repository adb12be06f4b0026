"""The rules of reconciling, said of a single movement: why two tellings fit, why a figure is the best, what is left."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.model import Movement, Place
from mapapp.reconcile.alike import ENOUGH, alike, copied_words
from mapapp.reconcile.tellings import Telling
from mapapp.reconcile.units import designators
from mapapp.reconcile.words import strength_words


def fit(one: Telling, other: Telling) -> list[str]:
    """Return what speaks for two tellings being of one movement; nothing when they do not fit by themselves."""
    weight = alike(one, other) if one.family == other.family else None
    if weight is None or weight < ENOUGH:
        return []
    first, second = one.agreed, other.agreed
    reasons = []
    if first.strength.known and second.strength.known:
        said = [strength_words(first.strength), strength_words(second.strength)]
        reasons.append(
            f"the same figure ({said[0]})" if said[0] == said[1] else f"figures that fit ({' and '.join(said)})"
        )
    for name, here, there in (
        ("destination", first.destination, second.destination),
        ("origin", first.origin, second.origin),
    ):
        if here and there:
            reasons.append(_places(name, here, there))
    if shared := designators(first.unit) & designators(second.unit):
        reasons.append(f"the same unit number ({', '.join(sorted(shared))})")
    if copied_words(one) & copied_words(other):
        reasons.append("the same words")
    if first.actor and first.actor == second.actor:
        reasons.append(f"the same force ({first.actor})")
    return [*reasons, "nothing against it", f"weight {weight:g}, {ENOUGH:g} is enough"]


def _places(name: str, one: Place, other: Place) -> str:
    if one.id == other.id or one == other:
        return f"the same {name} ({one.name})"
    return f"{name}s that fit ({one.name} and {other.name})"


def best_figure(movement: Movement) -> str:
    """Return why the movement's strength is the best of those that its claims give."""
    strength = movement.strength
    told = [claim for claim in movement.claims if claim.strength.known and claim.strength.unit in (None, strength.unit)]
    here = [claim for claim in told if (claim.strength.low, claim.strength.high) == (strength.low, strength.high)]
    reports = len({claim.report.id for claim in here})
    exact = strength.low == strength.high and not strength.approximate
    kind = "exact" if exact else "approximate" if strength.low == strength.high else "a range"
    return (
        f"{strength_words(strength)} is {kind}, from {reports} of {len({claim.report.id for claim in told})} reports "
        "(exact goes before approximate before a range, then what most reports give, then the latest, then the lower)"
    )


def rest(total: Movement, parts: Sequence[Movement]) -> str:
    """Return what the parts of a total leave over: "2,000 = 1,700 + 300", or what is missing."""
    figures = [part.strength.low for part in parts if part.strength.unit == total.strength.unit and part.strength.low]
    whole = total.strength.low
    if not whole or not figures or whole != total.strength.high:
        return ""
    summed = " + ".join(f"{figure:,}" for figure in figures)
    left = whole - sum(figures)
    if left > 0:
        return f"{whole:,} = {summed} + {left:,} that nobody accounts for"
    return f"{whole:,} = {summed}" if left == 0 else f"its parts ({summed}) are {-left:,} more than {whole:,}"
