"""How well `reconcile` finds repeats and parts: the annotated records as claims, without their links.

    python benchmarks/reconcile_gold.py FOLDER [--half dev|kept] [--errors]

FOLDER holds `passages.jsonl`.  Each record becomes a claim with its `same_as` and `part_of` taken away; what
reconcile links is compared with what the annotation links, pair by pair: two records of one movement (repeats), a
record of a part and one of its total (parts).  An undivided strength that several destinations share stands for its
first record.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from mapapp.locate import Gazetteer
from mapapp.model import Claim, DatePrecision, DateSpan, Place, PlaceKind, Report, Status, Strength, StrengthUnit
from mapapp.reconcile import reconcile_claims

Pairs = set[tuple[str, int, int]]


def kept_aside(name: str) -> bool:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 6 == 0


def place(value: dict[str, Any] | None) -> Place | None:
    if not value or value.get("lat") is None:
        return None
    code = value.get("country")
    kind = PlaceKind(value["kind"])
    identity = f"{kind.value}:{value['name'].lower()}"
    exact = {"base": 1, "city": 1, "region": 4, "country": 6, "sea": 7}[kind.value]
    return Place(value["name"], kind, value["lat"], value["lon"], identity, code, precision=exact)


def claims_of(passage: dict[str, Any], enrich: Any) -> list[Claim]:
    published = date.fromisoformat(passage["published"][:10]) if passage.get("published") else None
    report = Report(passage["text"], passage["id"], published)
    made: list[Claim] = []
    shared: dict[tuple[Any, ...], int] = {}
    for index, gold in enumerate(passage["movements"]):
        start = report.text.index(gold["quote"])
        low, high = gold["quantity_min"], gold["quantity_max"]
        unit = StrengthUnit(gold["quantity_unit"]) if gold["quantity_unit"] else None
        days = [date.fromisoformat(day) if (day := gold.get(end)) else None for end in ("date_start", "date_end")]
        first = None
        if gold.get("shared_quantity"):
            key = (gold["quote"], low, high, gold["unit"])
            first = shared.setdefault(key, index)
        made.append(
            Claim(
                report.quote(start, start + len(gold["quote"])),
                Status(gold["status"]),
                gold["actor"],
                gold["unit"],
                gold["equipment"],
                Strength(low, high, unit, bool(gold["approximate"]), bool(gold.get("quantity_implied"))),
                enrich(gold["origin"]),
                enrich(gold["dest"]),
                tuple(one for value in gold["via"] if (one := enrich(value))),
                DateSpan(days[0], days[1], gold["date_text"] or "", DatePrecision.SPAN) if any(days) else None,
                shared_with=first if first != index else None,
            )
        )
    return made


def gold_pairs(passage: dict[str, Any], claims: list[Claim]) -> tuple[Pairs, Pairs]:
    records = passage["movements"]
    root = list(range(len(records)))
    for index, gold in enumerate(records):
        if gold.get("same_as") is not None:
            root[index] = root[gold["same_as"]]
    name = passage["id"]
    lead = leads(claims)
    same = {(name, a, b) for a, b in combinations(sorted(set(lead)), 2) if root[a] == root[b]}
    parts: Pairs = set()
    for index, gold in enumerate(records):
        if gold.get("part_of") is not None:
            for a in range(len(records)):
                for b in range(len(records)):
                    if root[a] == root[index] and root[b] == root[gold["part_of"]]:
                        parts.add((name, lead[a], lead[b]))
    return same, parts


def found_pairs(passage: dict[str, Any], claims: list[Claim]) -> tuple[Pairs, Pairs]:
    place_of = {id(claim): index for index, claim in enumerate(claims)}
    movements = reconcile_claims(claims)
    members = {one.id: [place_of[id(claim)] for claim in one.claims] for one in movements}
    by_id = {one.id: one for one in movements}
    name = passage["id"]
    lead = leads(claims)
    given = {place_of[id(claim)] for claim in claims if claim.shared_with is not None}
    counted: dict[str, set[int]] = {}
    for one in movements:  # what shares another's strength, by reconcile's word, is that strength told again
        goal = one.shared_with if one.shared_with and not given & set(members[one.id]) else one.id
        counted.setdefault(goal, set()).update(lead[index] for index in members[one.id])
    same = {(name, a, b) for listed in counted.values() for a, b in combinations(sorted(listed), 2)}
    parts: Pairs = set()
    for one in movements:
        total = one.part_of
        if total is None:
            continue
        total = by_id[total].shared_with or total
        parts |= {(name, lead[a], lead[b]) for a in members[one.id] for b in members[total]}
    return same, parts


def leads(claims: list[Claim]) -> list[int]:
    """Return for each record the first of those that share its undivided strength."""
    found = list(range(len(claims)))
    for index, claim in enumerate(claims):
        first = claim.shared_with
        if first is not None and claim.strength.known and claims[first].actor == claim.actor:
            found[index] = first
    return found


def f1(gold: Pairs, found: Pairs) -> tuple[float, float, float]:
    right = len(gold & found)
    precision, recall = right / max(1, len(found)), right / max(1, len(gold))
    return precision, recall, 2 * right / max(1, len(gold) + len(found))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=["dev", "kept", "all"], default="all")
    parser.add_argument("--errors", action="store_true", help="print what differs, of the texts not kept aside")
    args = parser.parse_args()
    passages = [json.loads(line) for line in (args.folder / "passages.jsonl").read_text("utf-8").splitlines()]
    wanted = [one for one in passages if args.half == "all" or kept_aside(one["id"]) == (args.half == "kept")]
    totals: list[list[Pairs]] = [[set(), set()], [set(), set()]]
    for passage in wanted:
        claims = claims_of(passage, enriched())
        for kind, (gold, found) in enumerate(
            zip(gold_pairs(passage, claims), found_pairs(passage, claims), strict=True)
        ):
            totals[kind][0] |= gold
            totals[kind][1] |= found
            if args.errors and not kept_aside(passage["id"]):
                show(passage, "repeat" if kind == 0 else "part", gold, found)
    for kind, (gold, found) in zip(("repeats", "parts"), totals, strict=True):
        precision, recall, both = f1(gold, found)
        pairs = f"{len(gold)} pairs, {len(found)} found"
        print(f"{kind}: precision {precision:.3f}, recall {recall:.3f}, F1 {both:.3f} ({pairs})")


def show(passage: dict[str, Any], kind: str, gold: Pairs, found: Pairs) -> None:
    def one(index: int) -> str:
        record = passage["movements"][index]
        ends = [record[end]["name"] if record[end] else "-" for end in ("origin", "dest")]
        figure = f"{record['quantity_min']}..{record['quantity_max']} {record['quantity_unit']}"
        shared = " shared" if record.get("shared_quantity") else ""
        when = f"{record['date_start']}..{record['date_end']}"
        names = f"[{record['unit']}|{record['equipment']}]"
        return f"{index}: {record['actor']} {record['status']} {figure} {names} {' > '.join(ends)} {when}{shared}"

    for sign, pairs in (("MISSED", gold - found), ("WRONG", found - gold)):
        for name, a, b in sorted(pairs):
            print(f"{sign} {kind} {name}\n    {one(a)}\n    {one(b)}")


def enriched() -> Any:
    """Give places the country codes that a gazetteer gives: from the nearest place of that name."""
    gazetteer = Gazetteer()
    known: dict[str, Place | None] = {}

    def enrich(value: dict[str, Any] | None) -> Place | None:
        if not value or value.get("lat") is None:
            return None
        key = json.dumps(value, sort_keys=True)
        if key not in known:
            found = gazetteer.place(value["name"], near=(value["lat"], value["lon"]))
            bare = place(value)
            near = found is not None and abs(found.lat - value["lat"]) < 5 and abs(found.lon - value["lon"]) < 8
            if near or bare is None or bare.country or bare.kind in (PlaceKind.SEA, PlaceKind.COUNTRY):
                known[key] = found if near else bare
            else:  # as every place of the gazetteer has it
                around = gazetteer.reverse((bare.lat, bare.lon))
                code = around.raw["country"] if around else None
                known[key] = replace(bare, country=code if bare.kind is not PlaceKind.REGION else None)
        return known[key]

    return enrich


if __name__ == "__main__":
    main()
