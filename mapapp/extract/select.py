"""Stage 1: which paragraphs can hold a movement.  Everything else is dropped before the costly stages.

One pass over the words.  A paragraph is kept when it

- holds a word that only forces are called by, the designation of a type, or a ship's name: it is military; or
- holds a word that can head a force ("officers", "vessels", "team"), or a word of movement, and stands beside a
  military one; or
- names in one sentence a nation, people or a type that may be its force's, and a word of movement ("Kenya has sent 400
  police officers"), or a nation with a vessel, an aircraft or a base, or one that withdraws from somewhere; or
- names a service by a word of its own ("Bundeswehr") beside a word of movement.
"""

from __future__ import annotations

import re
from functools import cache

from spacy.lang.en.stop_words import STOP_WORDS

from mapapp import language
from mapapp.extract import lexicon, words
from mapapp.locate import nations

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PREFIXED = re.compile(r"\b[A-Z]{2,5}\s+[A-Z]")
_PRESENCE = frozenset(
    "presence buildup build-up deployment withdrawal pullout pull-out pullback pull-back drawdown".split()
)


@cache
def _heads() -> frozenset[str]:
    """Return the last words of everything that can head a force, lower case."""
    phrases = lexicon.PERSONNEL | lexicon.AMBIGUOUS_PERSONNEL | lexicon.UNITS | lexicon.equipment_words()
    return (
        frozenset(phrase.split()[-1].lower() for phrase in phrases)
        | _PRESENCE
        | {"men", "missiles", "artillery", "armour"}
    )


@cache
def ordinary() -> frozenset[str]:
    """Return the words that capitals make no names of, for headlines and cables."""
    verbs = words.SEND | words.GO | words.ENTER | words.LEAVE | words.WITHDRAW | words.STAY | words.KEPT | words.HAVE
    verbs |= (
        words.HOST | words.SET_UP | words.REINFORCE | words.RELIEVE | words.SAYING | words.PLANNING | words.POSSIBLE
    )
    verbs |= words.ORDERING | words.DENYING | words.BEGINNING | frozenset(words.NOUNS) | words.ALERT_NOUNS | words.SITES
    forms = {
        form for verb in verbs for form in (verb, f"{verb}s", f"{verb}ed", f"{verb}d", f"{verb}ing", f"{verb[:-1]}ing")
    }
    ordinary = frozenset(forms) | _heads() | {f"{head}s" for head in _heads()} | _IRREGULAR
    return ordinary - {"states"}  # "UNITED STATES" stays a name


_IRREGULAR = frozenset(
    """sent went left come came flown flew arrived withdrawn withdrew held kept built put set brought taken took found
    led said says told deny denies denied army navy air force military armed ground new more troops troop pulls
    pulled moves moved landed have has had been being will would could may might not no""".split()
) | frozenset(STOP_WORDS)


#: Words that only forces are called by, or what only forces do.
_MILITARY = frozenset(
    """troop troops soldier soldiers paratrooper paratroopers paratroops infantry infantryman infantrymen brigade
    brigades battalion battalions regiment regiments squadron squadrons platoon platoons warship warships frigate
    frigates destroyer destroyers corvette corvettes cruiser cruisers flotilla flotillas submarine submarines
    carrier carriers warplane warplanes jet jets bomber bombers fighter fighters interceptor interceptors marine
    marines army armies navy navies naval airforce armed unarmed military militarily militarised militarized
    peacekeeper peacekeepers peacekeeping peace-keeping peace-keepers garrison garrisons garrisoned deploy deploys
    deployed deploying deployment deployments redeploy redeployed redeploying redeployment missile missiles
    artillery tank tanks commando commandos militia militias militiaman militiamen mercenary mercenaries gendarme
    gendarmes gendarmerie legion legionnaire legionnaires contingent contingents serviceman servicemen servicewomen
    servicemember servicemembers airman airmen airwomen sailor sailors reinforcement reinforcements nato mobilise
    mobilised mobilisation mobilize mobilized mobilization trooper troopers fleet fleets armada corps division
    divisions force forces warfare combat howitzer howitzers drone drones rebel rebels detachment detachments
    defence defense stationed withdrawn withdrew withdrawal withdrawals pullout pull-out pullback pull-back drawdown
    buildup build-up minesweeper minesweepers minehunter minehunters gunboat gunboats recruit recruits reservist
    reservists battlegroup battlegroups cavalry artillerymen armour armor armoured armored guardsmen gunner gunners
    garrisoning mujahideen mujahedin insurgents guerrilla guerrillas guerillas peshmerga spetsnaz gurkha gurkhas
    fusiliers hussars lancers dragoons yeomanry grenadiers borderers highlanders zouaves bersaglieri tirailleurs
    airborne amphibious wagner pentagon spearhead vanguard battery batteries radar radars launcher launchers""".split()
)
_NAMED = re.compile(
    r"\b(?:battle|strike|task|tactical|army|action|ready|response)[ -](?:groups?|forces?)\b"
    r"|\b(?:air|national|coast|border|republican|revolutionary|presidential) (?:force|guard|wing)s?\b"
    r"|\b\d{2,}-strong\b",
    re.I,
)
#: Ships, aircraft and posts by their everyday names: with a nation they may be its forces.
_THINGS = frozenset(
    """ship ships vessel vessels cutter cutters icebreaker icebreakers aircraft helicopter helicopters plane planes
    base bases airbase airbases outpost outposts barracks convoy convoys""".split()
)


@cache
def _moves() -> frozenset[str]:
    """Return the forms of the words that tell of a move or a stay of forces, without those that stand everywhere."""
    verbs = words.SEND | words.GO | words.ENTER | words.LEAVE | words.WITHDRAW | words.KEPT | words.RELIEVE | _STAYS
    verbs = (verbs | frozenset(words.NOUNS) | words.ALERT_NOUNS) - _EVERYWHERE
    forms = {form for verb in verbs for form in (verb, f"{verb}s", f"{verb}es", f"{verb}ed", f"{verb}d", f"{verb}ing")}
    forms |= {f"{verb[:-1]}{end}" for verb in verbs for end in ("ing", "ied", "ies")}
    return frozenset(forms) | {f"{verb}{verb[-1]}{end}" for verb in verbs for end in ("ed", "ing")} | _PAST


_STAYS = frozenset("remain stay patrol operate exercise train guard host".split())
_EVERYWHERE = frozenset(
    """come go set put place give add offer call direct order provide supply launch push throw follow report start
    board face run take make lead hold build gather number total live sit stand be call drop pass pour stream flow
    drive ride house approach near round exit quit abandon visit position""".split()
)
_PAST = frozenset("sent flew flown left withdrew withdrawn brought withdrawing kept".split())


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of the paragraphs that can hold a movement."""
    spans = language.paragraphs(text)
    found = [(start, end, frozenset(_WORD.findall(text[start:end].lower()))) for start, end in spans]
    military = [_military(text[start:end], held) for start, end, held in found]
    kept = []
    for at, (start, end, held) in enumerate(found):
        beside = any(military[max(0, at - 1) : at + 2])
        if military[at] or _holds(text[start:end], held, beside=beside):
            kept.append((start, end))
    return kept


def _military(chunk: str, held: frozenset[str]) -> bool:
    if not _MILITARY.isdisjoint(held) or _NAMED.search(chunk) or lexicon.EQUIPMENT_PATTERN.search(chunk):
        return True
    return _PREFIXED.search(chunk) is not None and bool(lexicon.find_ships(chunk))


def _holds(chunk: str, held: frozenset[str], *, beside: bool) -> bool:
    """Whether a paragraph without a military word can tell of forces all the same."""
    moves = not _moves().isdisjoint(held)
    if moves and not _services().isdisjoint(held):
        return True
    if beside:
        heads = _heads()
        return moves or not heads.isdisjoint(held) or not heads.isdisjoint(w[:-1] for w in held if w.endswith("s"))
    people = (moves or _COUNTED.search(chunk)) and _named_so(chunk, held)
    if _THINGS.isdisjoint(held) and not people and _WITHDRAWS.search(chunk) is None:
        return False
    return any(_of_a_nation(sentence) for sentence in _SENTENCE.split(chunk))


def _of_a_nation(sentence: str) -> bool:
    """Whether a sentence names a nation, and with it a ship or a base, or people who are moved."""
    held = frozenset(_WORD.findall(sentence.lower()))
    told = not _moves().isdisjoint(held) or _COUNTED.search(sentence) is not None
    people = told and _named_so(sentence, held)
    if _THINGS.isdisjoint(held) and not people and _WITHDRAWS.search(sentence) is None:
        return False
    return bool(nations.find(sentence))


def _named_so(text: str, held: frozenset[str]) -> bool:
    """Whether a text names people or a unit that may be a force's, or a type of aircraft, ship or vehicle."""
    if not _people().isdisjoint(held):
        return True
    capital = {word.lower() for word in _CAPITAL.findall(text)}
    return not _types().isdisjoint(capital | {word[:-1] for word in capital if word.endswith("s")})


@cache
def _types() -> frozenset[str]:
    """Return the types that are known by one name with a capital ("Gripen", "Patriot"), lower case."""
    return frozenset(
        word for word in lexicon.equipment_words() | lexicon.CAPITAL_ONLY if word.isalpha() and len(word) > 3
    )


#: Somebody has people, so and so many, or keeps some at a place ("has 60 instructors in …").
_COUNTED = re.compile(
    r"\b(?:has|have|had|keeps?|kept|maintains?|maintained|are|were|is|was)\b(?:\W+\w+){0,3}\W+"
    r"(?:\d[\d,.]*|dozens|hundreds|thousands|some|several|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b",
    re.I,
)
#: "Turkey will not withdraw from …": a nation stands for its forces.
_WITHDRAWS = re.compile(r"\b(?:withdraw(?:s|ing)?|pull(?:s|ed|ing)? out)\b[^.;!?]{0,60}?\bfrom\b", re.I)
_CAPITAL = re.compile(r"(?<=\s)[A-Z][a-z]{3,}\b")


@cache
def _services() -> frozenset[str]:
    """Return the words that alone name a service, and units as other languages call them."""
    return lexicon.one_word() | frozenset("korps kampfgruppe panzergruppe".split())


_SENTENCE = re.compile(r"(?<=[.;!?])[\"”’)]{0,2}\s+(?=[\"“‘(]?[A-Z])")


@cache
def _people() -> frozenset[str]:
    """Return the words for people, units and vehicles that may be a force's, without those of every day."""
    ambiguous = lexicon.AMBIGUOUS_PERSONNEL | lexicon.PERSONNEL | lexicon.UNITS
    return (frozenset(phrase.split()[-1].lower() for phrase in ambiguous) - _EVERY_DAY) | _CARRIED


_CARRIED = frozenset("vehicle vehicles truck trucks lorry lorries boat boats guns".split())
_EVERY_DAY = frozenset(
    """agent agents analyst analysts boys hand hands host individual individuals lads lives man member members national
    nationals nurse nurses passenger passengers people souls staff staffer staffers strong surgeon surgeons women
    worker workers doctor doctors driver drivers expert experts foot horse band banner banners caravan cell chalk
    center centre column columns command commands component components element elements engineers escort expedition
    expeditions flight group groups grouping groupings hq line mission missions party parties private privates
    section sections signals staff stick team teams wedge wing wings cohort cohorts company levy levies mps para
    paras scout scouts ranger rangers regulars irregular effectives boots seals tommy recruit pioneer pioneers
    monitor monitors operator operators planner planners reserve reserves formation formations tabor unit units pack
    packs rider riders specialist specialists technician technicians""".split()
)
