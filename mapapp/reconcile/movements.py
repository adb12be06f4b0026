"""Groups of tellings → movements, with ids that depend on what was said alone, and links that hold no circle."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from mapapp.model import Claim, Movement
from mapapp.reconcile.agree import agree, disagreements
from mapapp.reconcile.rest import missing_parts
from mapapp.reconcile.tellings import Telling, report_key

Group = Sequence[Telling]


def movements_of(groups: Sequence[Group]) -> list[Movement]:
    """Return one movement a group, in the order of the groups, linked to totals and to shared strengths."""
    made = [movement_of(group) for group in groups]
    return linked(made, *links_of(groups, made))


def links_of(groups: Sequence[Group], made: Sequence[Movement]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the links that the reports give: each part's total, and the first of those that share a strength."""
    of_telling = {id(telling): movement.id for group, movement in zip(groups, made, strict=True) for telling in group}
    totals = _links(groups, made, of_telling, lambda telling: telling.total)
    links = _links(groups, made, of_telling, lambda telling: telling.shared)
    return totals, {name: first for name in links if (first := _first(links, name)) is not None}


def linked(made: Sequence[Movement], totals: Mapping[str, str], shared: Mapping[str, str]) -> list[Movement]:
    """Return movements with the links that the reports give, and with the totals whose missing part they are.

    What has no link comes back as it is.
    """
    totals = dict(totals)
    for part, total in missing_parts(made, totals, shared).items():
        if part not in _chain(totals, total):
            totals[part] = total
    actors = {movement.id: movement.actor for movement in made}
    return [
        replace(
            movement,
            actor=movement.actor or actors.get(totals.get(movement.id, "")),
            part_of=totals.get(movement.id),
            shared_with=shared.get(movement.id),
        )
        if movement.id in totals or movement.id in shared
        else movement
        for movement in made
    ]


def movement_of(group: Group) -> Movement:
    """Return what a group tells, without links to other movements."""
    claims = tuple(claim for telling in group for claim in telling.claims)
    agreed = agree(claims)
    return Movement(
        id=_id(group),
        claims=claims,
        status=agreed.status,
        actor=agreed.actor,
        unit=agreed.unit,
        equipment=agreed.equipment,
        strength=agreed.strength,
        origin=agreed.origin,
        destination=agreed.destination,
        via=agreed.via,
        date=agreed.date,
        confidence=agreed.confidence,
        disagreements=disagreements(claims, agreed),
    )


def _id(group: Group) -> str:
    """Return "m-" and twelve hexadecimal digits of what the claims are."""
    said = sorted(json.dumps([telling.key[1], *map(_said, telling.claims)]) for telling in group)
    return "m-" + hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]


def _said(claim: Claim) -> list[object]:
    places = (claim.origin, claim.destination)
    return [
        *report_key(claim.report),
        *([claim.extractor] if claim.extractor is not None else []),
        claim.quote.start,
        claim.quote.end,
        claim.actor,
        claim.status.value,
        claim.strength.low,
        claim.strength.high,
        [[place.id, place.name] if place else None for place in places],
    ]


def _links(
    groups: Sequence[Group],
    made: Sequence[Movement],
    of_telling: Mapping[int, str],
    target: Callable[[Telling], Telling | None],
) -> dict[str, str]:
    """Return for each movement the one that most of its tellings point to; a link that closes a circle is left out."""
    links: dict[str, str] = {}
    for group, movement in zip(groups, made, strict=True):
        goals = Counter(of_telling[id(goal)] for telling in group if (goal := target(telling)) is not None)
        goals.pop(movement.id, None)
        for name, _ in sorted(goals.items(), key=lambda pair: (-pair[1], pair[0])):
            if movement.id not in _chain(links, name):
                links[movement.id] = name
                break
    return links


def _chain(links: Mapping[str, str], start: str) -> list[str]:
    chain = [start]
    while (following := links.get(chain[-1])) is not None:
        chain.append(following)
    return chain


def _first(links: Mapping[str, str], start: str) -> str | None:
    last = _chain(links, start)[-1]
    return None if last == start else last
