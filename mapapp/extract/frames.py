"""Stage 6: what moves where.  Each trigger takes the forces and places that hang on it, paired from left to right.

"Four jets to Bulgaria and three ships to the Black Sea" is read as it stands: forces gather until places
come, the places are theirs, and the next force starts anew.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mapapp.extract import actors, status, words
from mapapp.extract.scene import Draft, Force, Scene, Spot, Trigger
from mapapp.extract.spots import Part, part
from mapapp.extract.triggers import children, subject
from mapapp.extract.words import Sense
from mapapp.locate import nations
from mapapp.model import PlaceKind, Status, StrengthUnit

if TYPE_CHECKING:
    from spacy.tokens import Token

    from mapapp.extract.actors import Cast

_LIGHT = frozenset(
    """recapture retake seize occupy liberate man help join support reinforce bolster strengthen augment defend protect deter reassure assist train exercise participate
    take bring include involve see begin start continue plan order direct serve work use make be expect agree
    decide prepare complete conduct carry increase relieve guard patrol secure""".split()
)
_SUBJECTS = frozenset("nsubj nsubjpass csubj".split())
#: Arms that count as a force only where they are deployed, not where they are sent or sold.
ARMS = frozenset(
    "missiles missile artillery armor armour rockets guns howitzers launchers weapons weaponry air-defences".split()
)
_LINK = re.compile(
    r"\s*(?:(?:,|;|and|or|,\s*and)\s*)?(?:(?:already|now|then|based|stationed|deployed|over|across|back|directly|on)\s+)*"
    r"(?:(?:from|to|in|into|at|via|through|toward|towards|on|near)\s+)?(?:(?:the|its|their|a)\s+)?",
    re.I,
)
_RULE = re.compile(r"\s*(?:[-–—:|]|\.{2,}|\t)\s*")
_IDENTITY = frozenset("be include comprise involve consist number total".split())


class Frames:
    """The drafts of one scene."""

    def __init__(self, scene: Scene, cast: Cast) -> None:
        self.scene, self.cast = scene, cast
        self.by_token = {t.root.i: t for t in scene.triggers}
        self.force_of = {f.root.i: f for f in scene.forces}
        self.taken: set[int] = set()
        self.used_spots: set[int] = set()
        self._identities()
        self._from_countries()
        self._parts_of_totals()
        self.forces_of: dict[int, list[tuple[Force, str]]] = {t.root.i: [] for t in scene.triggers}
        self.spots_of: dict[int, list[tuple[Spot, Part]]] = {t.root.i: [] for t in scene.triggers}
        self.purpose_spots: dict[int, list[tuple[Spot, Part]]] = {t.root.i: [] for t in scene.triggers}
        self.loose_spots: list[tuple[Spot, Part, Token]] = []
        self._assign()

    def _from_countries(self) -> None:
        """Read "warships from Japan and India" as theirs."""
        for force in self.scene.forces:
            trigger, _ = self.owner(force.root)
            leaving = trigger is not None and trigger.sense in (Sense.WITHDRAW, Sense.LEAVE)
            only_organisation = bool(force.nations) and not any(c in nations.codes() for c in force.nations)
            if (force.nations and not only_organisation) or force.definite or (leaving and not only_organisation):
                continue
            tokens = {t.i for t in force.tokens}
            for spot in list(self.scene.spots):
                role, anchor = part(self.scene, spot)
                if (
                    role is not Part.FROM
                    or anchor is None
                    or anchor.head.i not in tokens
                    or spot.start - force.end > 12
                ):
                    continue
                group = [s for s in self.scene.spots if s.group == spot.group]
                codes = [
                    s.place.country
                    for s in group
                    if s.place is not None and s.place.kind is PlaceKind.COUNTRY and s.place.country
                ]
                behind = [s for s in self.scene.spots if s.start > group[-1].end]
                onward = any(part(self.scene, s)[0] is Part.TO and s.start - group[-1].end < 12 for s in behind)
                if len(codes) == len(group) and not onward:
                    force.nations = tuple(dict.fromkeys(codes))
                    self.scene.spots = [s for s in self.scene.spots if s not in group]
                break

    def _parts_of_totals(self) -> None:
        """Let "1,700" in "of the 2,000 U.S. troops, 1,700 will go" be of the kind and side of its total."""
        total: Force | None = None
        for part_, whole in zip(self.scene.forces, self.scene.forces[1:], strict=False):
            if part_.category is None and whole.relation == "whole" and 0 <= whole.start - part_.end <= 5:
                part_.category, part_.nations = whole.category, whole.nations
                part_.unit, part_.equipment = whole.unit, whole.equipment
        for force in self.scene.forces:
            before = self.scene.doc.text[max(0, force.start - 12) : force.start + 4].lower()
            if (
                force.category is not None
                and force.strength.known
                and re.search(r"\bof\s+(?:the|its|those|these|their|some)\b", before)
            ):
                total = force
            elif total is not None and force.category is None:
                force.category, force.nations = total.category, total.nations
                force.relation = force.relation or "of_total"

    # ---- who hangs on what ------------------------------------------------------------------------------------
    def _identities(self) -> None:
        """Join "A are members of B" into one force."""
        for token in self.scene.sentence:
            if token.lemma_ != "be" or token.pos_ not in ("AUX", "VERB"):
                continue
            who = next((self._force(t) for t in children(token, _SUBJECTS)), None)
            if who is None:
                continue
            what = next((self._force(t) for t in children(token, frozenset(("attr",)))), None)
            if what is None:
                for prep in token.children:
                    if prep.dep_ == "prep" and prep.lower_ in ("from", "with", "of"):
                        what = what or next((self._force(t) for t in prep.children if t.dep_ == "pobj"), None)
            if what is None or what is who or (what.strength.known and not what.strength.implied):
                continue
            if (
                what.category is not StrengthUnit.UNITS
                and not what.unit
                and what.category is not who.category
                and who.category is not None
            ):
                continue
            who.merged.append(what)
            who.unit = what.unit or who.unit
            who.equipment = who.equipment or what.equipment
            who.nations = who.nations or what.nations
            if who.category is None:
                who.category = StrengthUnit.PERSONNEL if what.category is StrengthUnit.UNITS else what.category
            self.scene.forces = [f for f in self.scene.forces if f is not what]

    def _force(self, token: Token) -> Force | None:
        for force in self.scene.forces:
            if any(t.i == token.i for t in force.tokens):
                return force
        return self.scene.force_at(token)

    def owner(self, token: Token) -> tuple[Trigger | None, list[Token]]:
        """Return the nearest trigger above a token and the way to it, the token first."""
        path = [token]
        node = token
        for _ in range(25):
            if node.head is node:
                break
            node = node.head
            if node.i in self.by_token:
                return self.by_token[node.i], path
            path.append(node)
        return None, path

    def _assign(self) -> None:
        self.paired = self._pairs_as_they_stand()
        own_way = {id(f) for f, _, _ in self.paired}
        own_spots = {id(s) for _, places, _ in self.paired for s, _ in places}
        for force in self.scene.forces:
            trigger, path = self._force_owner(force)
            if id(force) in own_way or any(
                t.pos_ == "VERB" and t.dep_ in ("relcl", "acl", "advcl") and t.lemma_.lower() not in _LIGHT
                for t in path[1:]
            ):
                continue
            if trigger is not None and force.relation == "whole" and not trigger.participle:
                continue
            if trigger is not None:
                self.forces_of[trigger.root.i].append((force, _way(path)))
        for spot in self.scene.spots:
            role, anchor = part(self.scene, spot)
            if role is Part.NONE or id(spot) in own_spots:
                continue
            trigger, path = self._spot_owner(spot, role, anchor)
            if trigger is None:
                if anchor is not None:
                    self.loose_spots.append((spot, role, anchor))
                continue
            blocking = [
                t for t in path if t.pos_ == "VERB" and t.lemma_.lower() not in _LIGHT and t.i not in self.by_token
            ]
            nominal = [
                t for t in path[1:] if t.pos_ == "NOUN" and self._force(t) is None and t.lower_ not in words.SITES
            ]
            if blocking:
                continue
            purpose = any(t.pos_ == "VERB" for t in path)
            of_noun = (
                role in (Part.TO, Part.AT)
                and nominal
                and anchor is not None
                and anchor.head in nominal
                and not self._sited(anchor.head)
            )
            if of_noun and any(t.lemma_.lower() in words.ALERT_NOUNS for t in nominal):
                of_noun = False
            if of_noun and not (trigger.sense is Sense.STAY and role is Part.AT and trigger.root.lemma_ != "be"):
                continue
            if purpose:
                self.purpose_spots[trigger.root.i].append((spot, role))
            else:
                self.spots_of[trigger.root.i].append((spot, role))

    def _pairs_as_they_stand(self) -> list[tuple[Force, list[tuple[Spot, Part]], Trigger]]:
        """Find each force with its own "from … to …" right behind it: no parser is asked about those."""
        found = []
        for force in self.scene.forces:
            places = self._right_behind(force)
            roles = [role for _, role in places]
            if Part.FROM not in roles or Part.TO not in roles:
                continue
            before = [t for t in self.scene.triggers if t.root.idx < force.start and t.sense in (Sense.SEND, Sense.GO)]
            moving = [t for t in before if t.sense is Sense.SEND] or before
            if moving:
                found.append((force, places, moving[-1]))
        return found

    def _unclaimed(self, drafts: list[Draft]) -> None:
        """Give a move without a goal the next goal that no other move took."""
        claimed = {id(s) for d in drafts for s in (*d.destinations, *d.via, *([d.origin] if d.origin else []))}
        for draft in drafts:
            trigger = draft.trigger
            if (
                draft.destinations
                or trigger is None
                or trigger.sense not in (Sense.SEND, Sense.GO)
                or draft.status == Status.DENIED
            ):
                continue
            for spot, role in self._free(trigger):
                if (
                    role is Part.TO
                    and id(spot) not in claimed
                    and spot.start > max(trigger.root.idx, draft.force.start)
                ):
                    draft.destinations = tuple(s for s in self.scene.spots if s.group == spot.group)
                    draft.notes.append("unclaimed goal")
                    break

    def _free(self, trigger: Trigger) -> list[tuple[Spot, Part]]:
        """Return the goals after a trigger, as far as the next trigger that has forces of its own."""
        out = []
        for spot in self.scene.spots:
            if spot.start <= trigger.root.idx:
                continue
            between = [
                t
                for t in self.scene.triggers
                if trigger.root.idx < t.root.idx < spot.start and self.forces_of[t.root.i]
            ]
            role, anchor = part(self.scene, spot)
            if anchor is None or between:
                continue
            if anchor.head.pos_ == "NOUN" and self._force(anchor.head) is None and not self._sited(anchor.head):
                continue
            out.append((spot, role))
        return out

    def _sited(self, noun: Token) -> bool:
        return noun.lower_ in words.SITES or noun.lemma_.lower() in (
            "exercise",
            "operation",
            "mission",
            "drill",
            "duty",
            "rotation",
            "way",
            "route",
            "passage",
            "voyage",
            "journey",
            "course",
        )

    def _force_owner(self, force: Force) -> tuple[Trigger | None, list[Token]]:
        trigger, path = self.owner(force.root)
        if trigger is not None and trigger.sense is Sense.STAY and trigger.root.lemma_ == "be" and _way(path) == "attr":
            return trigger, path
        return trigger, path

    def _spot_owner(self, spot: Spot, role: Part, anchor: Token | None) -> tuple[Trigger | None, list[Token]]:
        start = anchor if anchor is not None and role is not Part.OBJECT else spot.root
        if start.i in self.by_token:
            return self.by_token[start.i], [start] if start.pos_ != "VERB" else []
        return self.owner(start)

    # ---- drafts -----------------------------------------------------------------------------------------------
    def drafts(self) -> list[Draft]:
        """Return the drafts of the scene, in the order of their forces."""
        out: list[Draft] = []
        tabled = self._tabled()
        for draft in tabled:
            for pairs in self.forces_of.values():
                pairs[:] = [(f, way) for f, way in pairs if f is not draft.force]
        out.extend(tabled)
        controls = [
            t
            for t in self.scene.triggers
            if t.root.lemma_.lower() in words.ORDERING
            and any(c.dep_ in ("xcomp", "ccomp") and c.i in self.by_token for c in t.root.children)
        ]
        alerts = [t for t in self.scene.triggers if t.sense is Sense.ALERT]
        for trigger in self.scene.triggers:
            if any(alert.root in trigger.root.ancestors for alert in alerts) and trigger.sense in (
                Sense.GO,
                Sense.SEND,
            ):
                continue  # what a force is readied for
            if trigger in controls:
                continue  # the order is told; what is ordered stands below it
            out.extend(self._of(trigger))
        for force, places, trigger in self.paired:
            out.extend(self._draft(trigger, force, places))
        out.extend(self._included())
        out.extend(self._adjacent(out))
        self._unclaimed(out)
        out.extend(self._brought_to(out))
        out.extend(self._standing({id(d.force) for d in out}))
        return self._settled(self._left_behind(out))

    def _settled(self, drafts: list[Draft]) -> list[Draft]:
        """Make the place where a moving force is kept its origin ("the regiment based at …, will go")."""
        out = []
        for draft in drafts:
            if (
                draft.status == Status.PRESENT
                and (draft.trigger is None or draft.trigger.participle)
                and draft.destinations
            ):
                other = next((d for d in drafts if d is not draft and self._goes_on(d, draft)), None)
                if other is not None:
                    for each in drafts:
                        if self._goes_on(each, draft) and each.origin is None:
                            each.origin = draft.destinations[0]
                    continue
            out.append(draft)
        return out

    def _left_behind(self, drafts: list[Draft]) -> list[Draft]:
        """Give "1,000 would be withdrawn, leaving 4,500 in Helmand" its one place."""
        stay = next(
            (
                d
                for d in drafts
                if d.trigger is not None and d.trigger.root.lemma_ == "leave" and d.trigger.sense is Sense.HAVE
            ),
            None,
        )
        if stay is not None and stay.destinations:
            for draft in drafts:
                if (
                    draft.origin is None
                    and not draft.destinations
                    and draft.trigger is not None
                    and draft.trigger.sense in (Sense.WITHDRAW, Sense.LEAVE)
                ):
                    draft.origin = stay.destinations[0]
        return drafts

    def _brought_to(self, drafts: list[Draft]) -> list[Draft]:
        """Read "bringing our total there to approximately 6,000": what is there then."""
        out = []
        for verb in self.scene.sentence:
            if (
                verb.lemma_.lower() not in ("bring", "raise", "increase", "take", "boost", "swell", "double", "lift")
                or verb.pos_ != "VERB"
            ):
                continue
            noun = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
            if noun is None or noun.lemma_.lower() not in (
                "total",
                "number",
                "strength",
                "contingent",
                "presence",
                "force",
                "level",
                "garrison",
                "deployment",
            ):
                continue
            figures = [
                f
                for f in self.scene.forces
                if f.strength.known and f.start > noun.idx and f.root.head.lower_ == "to" and verb in f.root.ancestors
            ]
            if not figures:
                continue
            force = figures[0]
            spots = [
                (s, r)
                for s in self.scene.spots
                for r, a in [part(self.scene, s)]
                if r is Part.AT and (a is not None) and (verb in a.ancestors or a is verb)
            ]
            last = next((d for d in reversed(drafts) if d.destinations), None)
            places = tuple(self._choose(spots)) or (last.destinations if last is not None else ())
            if not places:
                continue
            draft = Draft(
                self.scene,
                self.by_token.get(verb.i),
                force,
                Status.PRESENT,
                force.nations or (last.actors if last else ()),
                None,
                places,
            )
            draft.strength, draft.unit, draft.equipment = force.strength, force.unit, force.equipment
            draft.notes.append("brought to")
            out.append(draft)
        return out

    def _goes_on(self, move: Draft, stay: Draft) -> bool:
        if move.status == Status.PRESENT and (move.trigger is None or move.trigger.participle):
            return False
        mine = {id(move.force), *(id(f) for f in move.force.merged)}
        same = id(stay.force) in mine or any(id(f) in mine for f in stay.force.merged)
        away = move.trigger is not None and move.trigger.sense in (Sense.WITHDRAW, Sense.LEAVE, Sense.ALERT)
        return same and (bool(move.destinations) or away)

    def _movers(self, trigger: Trigger) -> list[Force]:
        owned = self.forces_of[trigger.root.i]
        root, sense = trigger.root, trigger.sense
        subjects = [f for f, way in owned if way in ("subject",)]
        objects = [
            f
            for f, way in owned
            if way == "object" or (way == "with" and sense in (Sense.SEND, Sense.HAVE) and f.strength.known)
        ]
        oblique = [f for f, way in owned if way == "oblique"]
        if trigger.noun:
            held = [f for f, _ in owned]
            if (
                not held
                and sense is Sense.STAY
                and root.dep_ in ("dobj", "pobj")
                and root.head.lemma_.lower()
                in ("establish", "maintain", "have", "keep", "build", "begin", "increase", "sustain", "retain", "hold")
            ):
                who = subject(root.head)
                force = self._force(who) if who is not None else None
                held = (
                    [force, *[f for f in (self._force(t) for t in who.conjuncts) if f is not None]]
                    if force is not None and who is not None
                    else []
                )
            return held
        if trigger.participle or (root.dep_ == "relcl" and self._relative_subject(trigger)):
            head = self._force(root.head)
            if head is not None:
                if sense in (Sense.SEND, Sense.WITHDRAW, Sense.HAVE) and objects and root.tag_ == "VBG":
                    return objects
                return [head, *[f for f in objects if sense is Sense.SEND]]
        if trigger.passive and sense is not Sense.JOIN:
            return subjects or self._inherited(trigger) or objects
        if sense in (Sense.SEND, Sense.HAVE, Sense.HOST, Sense.SET_UP):
            if objects:
                return [*objects, *self._after_purpose(trigger)] if sense is Sense.SEND else objects
            if sense is Sense.HAVE and root.lemma_.lower() in ("hold", "keep") and subjects and any(r is Part.OBJECT for _, r in self.spots_of[root.i]):
                trigger.sense = Sense.STAY
                return subjects
            if sense is Sense.SEND and root.lemma_.lower() in words.GO | {"deploy", "redeploy"}:
                return subjects or self._inherited(trigger)
            if sense is Sense.SEND and oblique and root.lemma_.lower() in words.SEND - words.WEAK_SEND:
                return []
            return []
        if sense is Sense.WITHDRAW:
            return objects or subjects or self._inherited(trigger)
        if sense is Sense.ALERT:
            return objects or subjects or self._inherited(trigger)
        if sense is Sense.STAY and root.lemma_ == "be":
            if any(c.dep_ == "expl" for c in root.children):
                return [f for f, way in owned if way in ("attr", "subject", "object")]
            return subjects or self._inherited(trigger)
        if sense is Sense.REINFORCE:
            return objects
        if sense is Sense.HAND_OVER:
            return objects or subjects or self._inherited(trigger)
        if sense is Sense.JOIN:
            return [f for f, way in owned if way == "by"] if trigger.passive else subjects or self._inherited(trigger)
        return subjects or self._inherited(trigger)

    def _after_purpose(self, trigger: Trigger) -> list[Force]:
        """Find what a list goes on with after a purpose ("two jets to support Poland's air defence, and a warship")."""
        out = []
        for other in self.scene.triggers:
            if other.sense is Sense.REINFORCE and trigger.root in other.root.ancestors:
                for force, way in self.forces_of[other.root.i]:
                    lead = self.scene.doc.text[max(0, force.start - 6) : force.start]
                    if way == "object" and force.strength.known and re.search(r",?\s*and\s+$", lead):
                        out.append(force)
        return out

    def _relative_subject(self, trigger: Trigger) -> bool:
        """Whether the relative clause tells of its head ("who went to", "that Turkey moved to")."""
        own = children(trigger.root, _SUBJECTS)
        if not own or own[0].tag_ in ("WDT", "WP"):
            return True
        objects = children(trigger.root, frozenset(("dobj",)))
        return trigger.sense in (Sense.SEND, Sense.ALERT, Sense.HAVE, Sense.WITHDRAW) and (not objects or objects[0].tag_ in ("WDT", "WP"))

    def _inherited(self, trigger: Trigger) -> list[Force]:
        who = subject(trigger.root)
        if who is None:
            return []
        force = self._force(who)
        if force is None and who.tag_ in ("WDT", "WP") and who.head.dep_ == "relcl":
            force = self._force(who.head.head)
        if force is None:
            inner = [
                f
                for f in self.scene.forces
                if who in f.root.ancestors and f.root.head.lower_ == "of" and f.root.head.head.i == who.i
            ]
            force = inner[0] if inner else None
        if force is None:
            return []
        joined = [f for f in (self._force(t) for t in who.conjuncts) if f is not None and f is not force]
        return [force, *joined]

    def _of(self, trigger: Trigger) -> list[Draft]:
        if trigger.sense is Sense.REINFORCE:
            return self._reinforced(trigger)
        movers = [f for f in dict.fromkeys(self._movers(trigger)) if self._can(trigger, f)]
        if trigger.sense in (Sense.GO, Sense.ENTER, Sense.LEAVE):
            movers += [
                f
                for f, way in self.forces_of[trigger.root.i]
                if way == "with" and f not in movers and (f.strength.known or not movers)
            ]
        spots = list(self.spots_of[trigger.root.i])
        spots += self._below(trigger)
        leaving = trigger.sense in (Sense.WITHDRAW, Sense.LEAVE)
        if not any(role is not Part.FROM for _, role in spots) and not leaving and movers:
            spots += self._aims(trigger)
        if leaving and not spots:
            spots += [(s, Part.FROM) for f in movers for s, _ in self._kept_at(f)]
        if trigger.root.dep_ == "relcl" and any(c.lower_ == "where" for c in trigger.root.children):
            spots += [(s, Part.AT) for s in [self.scene.spot_at(trigger.root.head)] if s is not None]
        if trigger.noun and trigger.sense is Sense.STAY and not spots and trigger.root.head.i in self.spots_of:
            spots += self.spots_of[trigger.root.head.i]
        if trigger.sense is Sense.HOST:
            return self._hosted(trigger, movers)
        if not movers:
            return self._without_force(trigger, spots)
        if trigger.sense is Sense.RELIEVE:
            return self._relieved(trigger)
        groups = self._pair(trigger, movers, spots)
        out = []
        for forces, places in groups:
            for force in forces:
                out.extend(self._draft(trigger, force, places))
        return out

    def _can(self, trigger: Trigger, force: Force) -> bool:
        """Whether a force of this kind can do what the trigger says: posts are set up and hosted, they do not go."""
        if force.listed:
            return False
        if force.category is not StrengthUnit.OTHER:
            return trigger.sense is not Sense.SET_UP or force.category is StrengthUnit.UNITS
        if force.root.lower_ in ARMS:
            return trigger.root.lemma_.lower() in (
                "deploy",
                "redeploy",
                "move",
                "position",
                "mass",
                "concentrate",
                "shift",
            )
        if force.root.lemma_.lower() in words.POSTS or force.root.lower_ in words.POSTS:
            return trigger.sense in (Sense.SET_UP, Sense.HOST, Sense.HAND_OVER) or (
                trigger.sense is Sense.HAVE and bool(force.nations or force.strength.known)
            )
        return trigger.sense in (Sense.SEND, Sense.HOST, Sense.GO, Sense.HAVE, Sense.WITHDRAW)

    def _below(self, trigger: Trigger) -> list[tuple[Spot, Part]]:
        """Return the places of triggers under this one that have no force of their own ("alert for deployment to")."""
        out: list[tuple[Spot, Part]] = []
        for other in self.scene.triggers:
            if other is trigger or other.root.i <= trigger.root.i:
                continue
            if not (trigger.noun or other.noun or trigger.sense is Sense.ALERT):
                continue
            above, _ = self.owner(other.root)
            alerted = (
                trigger.sense is Sense.ALERT
                and trigger.root in other.root.ancestors
                and other.sense in (Sense.SEND, Sense.GO)
            )
            if (above is trigger and not self._movers(other) and other.noun) or (
                alerted and not self.forces_of[other.root.i]
            ):
                out.extend(self.spots_of[other.root.i])
        return out

    def _aims(self, trigger: Trigger) -> list[tuple[Spot, Part]]:
        """Return the places of the purpose ("to strengthen our allies in …"), for a move that names no goal."""
        if trigger.sense not in (Sense.SEND, Sense.GO):
            return []
        found = [s for s, _ in self.purpose_spots[trigger.root.i]]
        for governor in trigger.root.ancestors:
            if governor.i in self.purpose_spots:
                found += [s for s, _ in self.purpose_spots[governor.i]]
        for other in self.scene.triggers:
            if (
                other.sense is Sense.REINFORCE
                and other.root.idx > trigger.root.idx
                and (not self.forces_of[other.root.i] or any(r is Part.OBJECT for _, r in self.spots_of[other.root.i]))
            ):
                found += [s for s, _ in self.spots_of[other.root.i]]
        if trigger.root.dep_ == "advcl" and trigger.root.tag_ == "VBG":
            head = trigger.root.head
            found += [
                s for s, role, anchor in self.loose_spots if role in (Part.AT, Part.TO) and head in anchor.ancestors
            ]
        return [(s, Part.TO) for s in dict.fromkeys(found)]

    def _kept_at(self, force: Force) -> list[tuple[Spot, Part]]:
        """Return the places that stand beside a force as where it is ("troops in the region")."""
        tokens = {t.i for t in force.tokens}
        out = []
        for spot in self.scene.spots:
            role, anchor = part(self.scene, spot)
            if role is Part.AT and anchor is not None and anchor.head.i in tokens:
                out.append((spot, role))
        return out

    def _pair(
        self, trigger: Trigger, movers: list[Force], spots: list[tuple[Spot, Part]]
    ) -> list[tuple[list[Force], list[tuple[Spot, Part]]]]:
        spots = sorted(spots, key=lambda pair: pair[0].start)
        root = trigger.root.idx
        before = [f for f in movers if f.start < root]
        after = sorted((f for f in movers if f.start >= root), key=lambda f: f.start)
        extra = [
            f for f, way in self.forces_of[trigger.root.i] if f.start > root and f not in movers and way in ("object",)
        ]
        if before and not after and not trigger.noun:
            after = []
        items: list[tuple[int, object]] = [(f.start, f) for f in after] + [(s.start, (s, r)) for s, r in spots]
        items.sort(key=lambda item: item[0])
        groups: list[tuple[list[Force], list[tuple[Spot, Part]]]] = []
        forces: list[Force] = list(before)
        places: list[tuple[Spot, Part]] = []
        del extra
        for _, item in items:
            if isinstance(item, Force):
                if forces and places and any(s.start > forces[-1].start for s, _ in places):
                    groups.append((forces, places))
                    forces, places = [], [p for p in places if p[1] is Part.FROM and False]
                forces.append(item)
            else:
                places.append(item)  # type: ignore[arg-type]
        if not places and groups and forces:
            places = [p for p in groups[-1][1] if p[1] is not Part.FROM]
        groups.append((forces, places))
        # places that no force precedes belong to the first group
        first, *rest = groups
        if not first[0] and rest:
            rest[0] = (rest[0][0], first[1] + rest[0][1])
            groups = rest
        return groups

    def _draft(self, trigger: Trigger, force: Force, places: list[tuple[Spot, Part]]) -> list[Draft]:
        told, voice, unreal = status.read(self.scene, trigger, force)
        if unreal or (self._suffers(force) and force.root.head.i != trigger.root.i and trigger.sense is Sense.STAY):
            return []
        origin, destinations, via = self._parts(trigger, force, places)
        if trigger.sense is Sense.STAY and origin is not None and not destinations:
            if trigger.root.lemma_ != "be":
                return []
            told = Status.WITHDRAWN if told == Status.PRESENT else told
        leaving = trigger.sense in (Sense.WITHDRAW, Sense.LEAVE, Sense.HAND_OVER)
        if leaving and origin is None and destinations and not any(r in (Part.TO, Part.FOR) for _, r in places):
            origin, destinations = destinations[0], []
        if (
            trigger.sense is Sense.LEAVE
            and told == Status.WITHDRAWN
            and (destinations or self._own_soil(force, origin))
        ):
            told = Status.COMPLETED
        if not leaving and origin is None and trigger.sense in (Sense.SEND, Sense.GO, Sense.ENTER) and destinations:
            whole = [f for f in self.scene.forces if f.relation == "whole" and 0 <= f.start - force.end <= 5]
            beside = [s for f in (force, *whole) for s, _ in self._kept_at(f) if s not in destinations]
            if beside:
                origin = beside[0]
        if not (origin or destinations or via) and trigger.sense is not Sense.ALERT:
            if self._emptyhanded(trigger) and not trigger.noun:
                return []
        if self._delivered(trigger, force, destinations):
            return []
        who = actors.of_force(self.scene, force, trigger, self.cast) or actors.governing(self.scene, trigger, self.cast)
        starts = [s for s, r in places if origin is not None and s.group == origin.group and r is Part.FROM] or [origin]
        out = []
        for start in starts:
            draft = Draft(self.scene, trigger, force, told, who, start, tuple(destinations), tuple(via), voice=voice)
            draft.strength, draft.unit, draft.equipment, draft.relation = (
                force.strength,
                force.unit,
                force.equipment,
                force.relation,
            )
            out.append(draft)
        return out

    def _delivered(self, trigger: Trigger, force: Force, destinations: list[Spot]) -> bool:
        """Whether arms are handed to another country, or the sender is no state: that is no movement of a force."""
        agent = subject(trigger.root) if not trigger.noun and not trigger.passive else None
        if agent is not None and agent.lemma_.lower() in words.BUSINESS:
            return True
        arms = force.category in (
            StrengthUnit.VEHICLES,
            StrengthUnit.AIRCRAFT,
            StrengthUnit.BATTERIES,
            StrengthUnit.OTHER,
            StrengthUnit.SHIPS,
        )
        given = trigger.root.lemma_.lower() in words.GIVE
        return arms and given and any(s.place is not None and s.place.kind is PlaceKind.COUNTRY for s in destinations)

    def _own_soil(self, force: Force, origin: Spot | None) -> bool:
        """Whether a force leaves its own country: a departure, not a withdrawal."""
        return origin is not None and origin.place is not None and origin.place.country in force.nations

    def _emptyhanded(self, trigger: Trigger) -> bool:
        return trigger.sense in (Sense.STAY, Sense.HAVE, Sense.SET_UP, Sense.ENTER)

    def _parts(
        self, trigger: Trigger, force: Force, places: list[tuple[Spot, Part]]
    ) -> tuple[Spot | None, list[Spot], list[Spot]]:
        origin: Spot | None = None
        to: list[tuple[Spot, Part]] = []
        via: list[Spot] = []
        leaving = trigger.sense in (Sense.WITHDRAW, Sense.LEAVE, Sense.HAND_OVER)
        for spot, role in places:
            if role is Part.FROM or (leaving and role in (Part.OBJECT, Part.AT)):
                origin = origin or spot
            elif role is Part.BASED:
                origin = origin or spot
            elif role is Part.VIA:
                via.append(spot)
            elif role is Part.FOR:
                if trigger.sense in (Sense.ALERT, Sense.GO, Sense.LEAVE) or trigger.root.lemma_ in (
                    "bind",
                    "destine",
                    "depart",
                    "leave",
                    "pledge",
                    "offer",
                    "earmark",
                    "promise",
                    "assign",
                    "contribute",
                    "commit",
                    "pledge",
                    "offer",
                    "earmark",
                    "promise",
                    "assign",
                    "provide",
                    "contribute",
                ):
                    to.append((spot, Part.TO))
            elif (
                role is Part.OBJECT
                and trigger.root.lemma_.lower() in ("cross", "transit", "pass", "round")
                and any(r is Part.TO for _, r in places)
            ):
                via.append(spot)
            elif role is Part.OBJECT:
                if spot.root.dep_ == "appos" and to:
                    to.append((spot, Part.AT))
                elif trigger.sense in (Sense.ENTER, Sense.GO) or (
                    trigger.sense is Sense.STAY and trigger.root.lemma_.lower() in words.STAY_OBJECT
                ):
                    to.append((spot, Part.TO))
            else:
                to.append((spot, role))
        return origin, self._choose(to), via

    def _choose(self, to: list[tuple[Spot, Part]]) -> list[Spot]:
        if not to:
            return []
        goals = [s for s, r in to if r is Part.TO] or [s for s, _ in to]
        first = [s for s in goals if s.group == goals[0].group]
        # a finer place that follows within the same country: "to Poland, at Rzeszow"
        if len(first) == 1 and first[0].place is not None and first[0].place.kind is PlaceKind.COUNTRY:
            for spot, role in to:
                place = spot.place
                if (
                    role is Part.AT
                    and spot.start > first[0].end
                    and place is not None
                    and spot.start - first[0].end < 40
                    and place.kind in (PlaceKind.BASE, PlaceKind.CITY)
                    and place.country == first[0].place.country
                ):
                    return [spot]
        region = first[0].place
        if len(first) == 1 and region is not None and region.kind is PlaceKind.REGION and region.members:
            members = [
                s
                for s, _ in to
                if s.start > first[0].end
                and s.place is not None
                and s.place.kind is PlaceKind.COUNTRY
                and s.place.country in region.members
            ]
            if len(members) > 1:
                return members
            members = self._members_behind(first[0])
            if members:
                return members
        return first

    def _members_behind(self, region: Spot) -> list[Spot]:
        """Find the members listed right behind a region ("our eastern flank allies: Estonia, Latvia, …")."""
        if region.place is None:
            return []
        behind = [
            s
            for s in self.scene.spots
            if s.start >= region.end and s.place is not None and s.place.kind is PlaceKind.COUNTRY
        ]
        if not behind or behind[0].start - region.end > 60:
            return []
        between = self.scene.doc.text[region.end : behind[0].start]
        if not re.search(r"[:—–(,-]|including|such as", between):
            return []
        group = [s for s in behind if s.group == behind[0].group]
        known = [s for s in group if s.place is not None and s.place.country in region.place.members]
        return known if len(known) == len(group) > 1 else []

    def _hosted(self, trigger: Trigger, movers: list[Force]) -> list[Draft]:
        who = subject(trigger.root.head if trigger.noun else trigger.root)
        if who is not None and who.tag_ in ("WDT", "WP") and who.head.dep_ == "relcl":
            who = who.head.head
        spot = self.scene.spot_at(who) if who is not None else None
        if spot is None and who is not None:
            spot = next((s for s in self.scene.spots if who in s.root.ancestors and s.start > who.idx), None)
        out = []
        for force in movers:
            if spot is None:
                continue
            told, voice, unreal = status.read(self.scene, trigger, force)
            if unreal:
                continue
            draft = Draft(self.scene, trigger, force, told, force.nations, None, (spot,), voice=voice)
            draft.strength, draft.unit, draft.equipment, draft.relation = (
                force.strength,
                force.unit,
                force.equipment,
                force.relation,
            )
            out.append(draft)
        return out

    def _reinforced(self, trigger: Trigger) -> list[Draft]:
        """Read "will augment about 900 already in Romania": the object is there already."""
        out = []
        for force in self._movers(trigger):
            near = [(s, r) for s, r in self.spots_of[trigger.root.i] if r in (Part.AT,) and s.start > force.start]
            if near:
                draft = Draft(
                    self.scene, trigger, force, Status.PRESENT, force.nations, None, tuple(self._choose(near))
                )
                draft.strength, draft.unit, draft.equipment = force.strength, force.unit, force.equipment
                out.append(draft)
        return out

    def _relieved(self, trigger: Trigger) -> list[Draft]:
        owned = self.forces_of[trigger.root.i]
        coming = [f for f, way in owned if way == "subject"] or self._inherited(trigger)
        going = [f for f, way in owned if way in ("object", "oblique")]
        spots = self.spots_of[trigger.root.i]
        where = self._choose([(s, r) for s, r in spots if r in (Part.AT, Part.TO)])
        if not where:
            return []
        out = []
        for force in coming:
            told, voice, unreal = status.read(self.scene, trigger, force)
            if not unreal:
                draft = Draft(
                    self.scene,
                    trigger,
                    force,
                    told,
                    actors.of_force(self.scene, force, None, self.cast),
                    None,
                    tuple(where),
                    voice=voice,
                )
                draft.strength, draft.unit, draft.equipment = force.strength, force.unit, force.equipment
                out.append(draft)
                if told in (Status.COMPLETED, Status.UNDER_WAY):
                    for other in going:
                        gone = Draft(
                            self.scene,
                            trigger,
                            other,
                            Status.WITHDRAWN,
                            actors.of_force(self.scene, other, None, self.cast) or draft.actors,
                            where[0],
                            (),
                        )
                        gone.strength, gone.unit, gone.equipment = other.strength, other.unit, other.equipment
                        out.append(gone)
        return out

    def _without_force(self, trigger: Trigger, spots: list[tuple[Spot, Part]]) -> list[Draft]:
        """Make a draft for nouns that are forces themselves ("its buildup on the border") and for pronouns."""
        scene = self.scene
        pronoun = None
        if not trigger.noun:
            pronoun = self._pronoun(trigger)
            if pronoun is None:
                return self._nation_leaves(trigger, spots)
        elif (trigger.word or trigger.root.lemma_.lower()) not in (
            "presence",
            "buildup",
            "build-up",
            "withdrawal",
            "pullout",
            "arrival",
            "pull-out",
            "pullback",
            "drawdown",
            "concentration",
        ):
            return []
        if trigger.noun and trigger.root.dep_ == "dobj" and trigger.root.head.lemma_.lower() in words.TRENDS:
            return []
        root = pronoun if pronoun is not None else trigger.root
        force = Force(root.idx, root.idx + len(root), root, StrengthUnit.PERSONNEL if pronoun is None else None)
        force.definite = True
        force.none = root.lower_ == "none"
        drafts = self._draft(trigger, force, spots)
        for draft in drafts:
            draft.notes.append("pronoun" if pronoun is not None else "noun alone")
        if pronoun is None:
            lasting = (trigger.word or trigger.root.lemma_.lower()) in ("buildup", "build-up")
            drafts = [d for d in drafts if d.actors and (d.destinations or d.origin or lasting)]
        return drafts

    def _nation_leaves(self, trigger: Trigger, spots: list[tuple[Spot, Part]]) -> list[Draft]:
        """Read "Turkey will not withdraw from northern Syria": its forces are meant."""
        who = subject(trigger.root)
        if trigger.sense is not Sense.WITHDRAW or trigger.passive or who is None or children(trigger.root, frozenset(("dobj",))):
            return []
        areas = [
            (s, r)
            for s, r in spots
            if r is Part.FROM and s.place is not None and s.place.kind is not PlaceKind.SEA
        ]
        if not areas or who.pos_ not in ("PROPN", "NOUN"):
            return []
        actors_ = actors.named_by(self.scene, who, self.cast)
        if not actors_:
            return []
        force = Force(who.idx, who.idx + len(who), who, StrengthUnit.PERSONNEL, nations=actors_)
        drafts = self._draft(trigger, force, areas)
        for draft in drafts:
            draft.notes.append("nation alone")
        return drafts

    def _pronoun(self, trigger: Trigger) -> Token | None:
        if trigger.sense in (Sense.SEND, Sense.WITHDRAW, Sense.HAVE) and not trigger.passive:
            for token in children(trigger.root, frozenset(("dobj",))):
                if token.lower_ in ("them", "it", "those", "these", "some", "others", "all", "none", "any"):
                    return token
            if trigger.sense is not Sense.WITHDRAW and trigger.root.lemma_ not in words.GO:
                return None
        if trigger.root.lemma_ == "be" and not self.spots_of[trigger.root.i]:
            return None
        who = subject(trigger.root)
        if who is not None and who.lower_ in ("they", "it", "these", "those", "some", "others", "them", "most", "all"):
            return who
        return None

    def _included(self) -> list[Draft]:
        """Read "the deployment to Romania includes about 1,000 soldiers", "that included a carrier strike group"."""
        out = []
        for verb in self.scene.sentence:
            if (
                verb.lemma_.lower() not in ("include", "comprise", "consist", "involve", "number", "total", "feature")
                or verb.pos_ != "VERB"
                or verb.lower_ == "including"
                or any(c.lower_ == "each" for c in verb.children)
            ):
                continue
            who = subject(verb)
            forces = [
                f
                for f in self.scene.forces
                if f.start > verb.idx and verb in (f.root.head, *f.root.ancestors) and not self._below_trigger(f, verb)
            ]
            if who is None or not forces:
                continue
            trigger = self.by_token.get(who.i)
            whole = self._force(who)
            for force in forces:
                if trigger is not None and trigger.noun:
                    out.extend(
                        self._draft(trigger, force, [*self.spots_of[trigger.root.i], *self._right_behind(force)])
                    )
                elif (
                    whole is not None
                    or who.pos_ == "PRON"
                    or who.lemma_.lower()
                    in ("adjustment", "package", "reinforcement", "effort", "move", "step", "measure")
                ):
                    if whole is not None and (whole.strength.known and not force.strength.known):
                        continue
                    draft = Draft(self.scene, None, force, Status.COMPLETED, force.nations, None, ())
                    draft.strength, draft.unit, draft.equipment = force.strength, force.unit, force.equipment
                    draft.notes.append("included")
                    out.append(draft)
        return out

    def _below_trigger(self, force: Force, verb: Token) -> bool:
        trigger, _ = self.owner(force.root)
        return trigger is not None and trigger.root.i != verb.i and verb in trigger.root.ancestors

    # ---- read as it stands ---------------------------------------------------------------------------------------
    def _adjacent(self, made: list[Draft]) -> list[Draft]:
        """Read "a battalion from Italy to Latvia; batteries from Germany to Slovakia" after a movement, as it stands.

        Parsers lose long lists.  A force that no trigger took, with its own "from" or "to" right behind it, goes with
        the last movement before it.
        """
        taken = {id(f) for d in made for f in (d.force, *d.force.merged) if d.destinations or d.origin}
        out = []
        for force in self.scene.forces:
            if (
                id(force) in taken
                or force.listed
                or force.root.lower_ in words.POSTS
                or force.root.lemma_.lower() in words.POSTS
            ):
                continue
            places = self._right_behind(force)
            if not any(role in (Part.TO, Part.FROM) for _, role in places):
                continue
            before = [
                t
                for t in self.scene.triggers
                if t.root.idx < force.start and t.sense in (Sense.SEND, Sense.GO, Sense.WITHDRAW, Sense.LEAVE)
            ]
            if before:
                drafts = self._draft(before[-1], force, places)
                for draft in drafts:
                    draft.notes.append("adjacent")
                out.extend(d for d in drafts if d.destinations or d.origin)
        return out

    def _right_behind(self, force: Force) -> list[tuple[Spot, Part]]:
        at, out = force.end, []
        for spot in self.scene.spots:
            if spot.start < at:
                continue
            between = self.scene.doc.text[at : spot.start]
            if not _LINK.fullmatch(between):
                break
            role, _ = part(self.scene, spot)
            if role is Part.NONE:
                break
            out.append((spot, role))
            at = spot.end
        return out

    # ---- forces that simply are somewhere ------------------------------------------------------------------------
    def _standing(self, used: set[int]) -> list[Draft]:
        """Read "about 900 already in Romania" and "U.S. personnel in Jordan": a force with its place beside it."""
        out = []
        for spot, role, anchor in [*self.loose_spots, *self._beside()]:
            if role not in (Part.AT,):
                continue
            node = anchor
            for _ in range(6):
                force = self._force(node)
                if force is not None and self._suffers(force):
                    break
                if force is not None:
                    if (
                        force.category is StrengthUnit.OTHER
                        or force.none
                        or force.listed
                        or force.relation == "whole"
                        or (id(force) in used and not self._merged_only(node, force))
                    ):
                        break
                    draft = Draft(
                        self.scene,
                        None,
                        force,
                        Status.PRESENT,
                        force.nations,
                        None,
                        tuple(s for s in self.scene.spots if s.group == spot.group),
                    )
                    draft.strength, draft.unit, draft.equipment, draft.relation = (
                        force.strength,
                        force.unit,
                        force.equipment,
                        force.relation,
                    )
                    draft.notes.append("beside")
                    out.append(draft)
                    break
                if node.head is node or node.pos_ in ("VERB", "AUX"):
                    break
                node = node.head
        return out

    def _suffers(self, force: Force) -> bool:
        """Whether something is done to the force that says nothing of where it is kept."""
        head = force.root.head
        if head.lower_ == "of" and head.head.lemma_.lower() in words.HARMED:
            return True
        return (
            head.lemma_.lower() in words.HARM
            and force.root.dep_ in ("dobj", "nsubjpass", "pobj", "attr")
            or (force.root.dep_ == "pobj" and head.head.lemma_.lower() in words.HARM)
        )

    def _merged_only(self, node: Token, force: Force) -> bool:
        return False

    def _tabled(self) -> list[Draft]:
        """Read "Mali - 400 Swedish soldiers" and "Kenya | Somalia | 4,000 soldiers"."""
        out = []
        for force in self.scene.forces:
            if not force.strength.known or force.strength.implied:
                continue
            before = [s for s in self.scene.spots if s.end <= force.start and not s.anaphor]
            if before and _RULE.fullmatch(self.scene.doc.text[before[-1].end : force.start]):
                actors_ = force.nations
                if (
                    not actors_
                    and len(before) > 1
                    and _RULE.fullmatch(self.scene.doc.text[before[-2].end : before[-1].start])
                ):
                    place = before[-2].place
                    actors_ = (place.country,) if place is not None and place.country else ()
                draft = Draft(self.scene, None, force, Status.PRESENT, actors_, None, (before[-1],))
                draft.strength, draft.unit, draft.equipment, draft.relation = (
                    force.strength,
                    force.unit,
                    force.equipment,
                    force.relation,
                )
                draft.notes.append("table")
                out.append(draft)
        return out

    def _beside(self) -> list[tuple[Spot, Part, Token]]:
        out = []
        for pairs in self.spots_of.values():
            for spot, role in pairs:
                _, anchor = part(self.scene, spot)
                if (
                    anchor is not None
                    and role is Part.AT
                    and anchor.head.i in {t.i for f in self.scene.forces for t in f.tokens}
                ):
                    out.append((spot, role, anchor))
        return out


def _way(path: list[Token]) -> str:
    """Name how a token hangs on its trigger: subject, object, attr or oblique."""
    last = path[-1]
    if last.dep_ in _SUBJECTS:
        return "subject"
    if last.dep_ == "attr":
        return "attr"
    if last.dep_ in (
        "dobj",
        "obj",
        "dative",
        "oprd",
        "appos",
        "conj",
        "ccomp",
        "compound",
        "poss",
        "nmod",
        "amod",
        "npadvmod",
        "dep",
        "advmod",
        "nummod",
    ):
        return "object"
    if last.dep_ in ("prep", "agent", "advmod") and (
        last.lower_ in ("with", "alongside", "together", "along")
        or any(t.lower_ in ("with", "alongside") for t in path)
    ):
        return "with"
    if last.dep_ in ("agent", "prep") and last.lower_ == "by":
        return "by"
    if last.dep_ in ("prep", "agent") and last.lower_ in ("of", "including", "like", "between"):
        return "object"
    return "oblique"
