"""Numbers that are no strength: designations, dates, money, distances, ages and the like.

`refused` looks at a bounded stretch on either side of a number.  What it keeps can still count anything
("12 villages"): whether the counted thing is a force is for the caller to say.
"""

from __future__ import annotations

import re

from mapapp.extract import numerals

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)"
)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Nouns of what reports count when they count forces; only used to tell a count from a year or a name.
_COUNTED = _set(
    """
    troop troops soldier soldiers personnel men women serviceman servicemen servicewomen servicemembers marine
    marines paratrooper paratroopers paras commandos rangers sailor sailors airmen crew pilot pilots gunners
    sappers engineers medics adviser advisers advisors instructors trainers peacekeepers legionnaires militants
    mercenaries contractors reservists conscripts guards guardsmen police policemen officers observers
    infantrymen militiamen volunteers regulars members people forces staff specialists aircraft plane planes
    warplane warplanes airframes jet jets fighter fighters bomber bombers helicopter helicopters drone drones
    tanker tankers gunships interceptors ship ships warship warships vessel vessels frigate frigates destroyer
    destroyers cruiser cruisers corvette corvettes submarine submarines carrier carriers boat boats cutter
    cutters minesweeper minesweepers minehunter minehunters battleship battleships transports tank tanks vehicle
    vehicles trucks howitzer howitzers gun guns mortars launcher launchers missile missiles radars battery
    batteries systems battalion battalions brigade brigades division divisions regiment regiments squadron
    squadrons company companies platoon platoons corps army armies wing wings flotilla flotillas group groups
    unit units contingent contingents detachment detachments team teams squads formation formations battlegroup
    battlegroups patrol patrols post posts outpost outposts base bases reinforcements replacements more others
    additional extra typhoons rafales eurofighters gripens leopards abrams bradleys strykers apaches chinooks
    harriers spitfires patriots gurkhas cubans russians americans britons canadians germans turks poles
    """
)
_TYPE = re.compile(r"[A-Za-z]{1,6}-\d{1,4}[A-Za-z]{0,3}")
#: Words that end the noun phrase that a number begins.
_ENDS = _set("in of to from at by for and or on that which who will was were is are had has have with as the than")
_NEXT = re.compile(r"[\s-]{1,3}([\w’'/-]{1,24}(?:\.[A-Za-z]){0,3}\.?)")
_OF_THE = re.compile(r"\s{1,3}of\s{1,3}(?:the|its|their)\b")

_MONEY_LEFT = re.compile(r"(?:[$€£¥₹₽]|\b(?:US|USD|EUR|GBP|CHF|INR|PKR|CAD|AUD|Rs\.?|NT|HK))\s?\Z")
_JOINED_LEFT = re.compile(r"(?:[\w)][-\u2010\u2011]|[A-Za-z]/|[#+@_]|\+\d{1,3}(?:[\s-]\d{1,5}){0,3}[\s-]|\d[.,:/])\Z")
_NAMED_LEFT = re.compile(
    r"(?<![\w-])(?:Task Force|Brigade|Division|Corps|Regiment|Battalion|Squadron|Wing|Group|Unit|Fleet|Battery|Company|"
    r"Commando|Combat Team|Strike Group|Team|Camp|Base|Site|Hill|Height|Point|Route|Highway|Road|Motorway|Interstate|"
    r"Line|Area|Zone|Sector|Region|District|Resolution|"
    r"Order|Decree|Law|Act|Directive|Regulation|Protocol|Type|Mark|Mk\.?|Block|Class|Model|Project|Object|"
    r"Chapter|Title|Article|Flight|Channel|Falcon|Ariane|Soyuz|Group of|Gang of|Exercise|"
    r"Operation|Boeing|Airbus|Lockheed|Sukhoi|Antonov|Ilyushin|Tupolev|MiG|Su|Il|Tu|Mi|Ka|Yak|Mirage|Leopard|"
    r"Challenger|Merkava|Centurion|Chieftain|Ariete|BTR|BMP|BRDM|AMX|FV|Buk|Agni|Shaheen|Formula|Apollo|U-?boat|Pier|Gate|"
    r"Stalag|Oflag|Room|Building|Block|Elements? of|CVN|CV|DDG|DD|FFG|LHD|LHA|LPD|SSN|SSBN|Hull|Serial|Tail|Link|Annex|"
    r"Appendix|Figure|Fig\.|Table|Volume|Vol\.|Season|Super Bowl|Windows|Euro|Area)\s{1,3}\Z"
    r"|(?<![\w-])(?:Exercises?|Operations?|Ex\.?|Op\.?)\s{1,3}(?:[A-Z][\w’'-]{1,20}\s{1,3}){1,3}\Z"
    r"|(?<![\w-])(?:TASK FORCE|BRIGADE|DIVISION|CORPS|REGIMENT|BATTALION|SQUADRON|FLEET|BATTERY|HILL|ROUTE|TYPE|MARK|"
    r"TF|CTF|CTG|CTU|HQ)\s{1,3}\Z"
)
_LABEL_LEFT = re.compile(
    r"(?<![\w-])(?:no\.?|nos\.|nr\.?|number|numbers|page|pages|pp?\.|paragraph|para\.?|section|sec\.|article|art\.|annex|"
    r"clause|item|figure|step|phase|stage|day|week|year|level|tier|category|grade|rank|ranked|chapter|version|volume|part|"
    r"tranche|lot|lines?|aged|ages?(?:\s{1,3}of)?|room|channel|season|episode|appendix|verse|ref\.?|serial|tel\.?|phone|resolution|"
    r"at|since|until|before|around|about|nearly)\s{1,3}\Z",
    re.I,
)
_MAY_COUNT = re.compile(
    r"(?:\bat|\bsince|\buntil|\bbefore|\baround|\babout|\bnearly|\blines?|\bpart|\bnumbers?)\s{1,3}\Z", re.I
)
_DAYS = r"(?:\d{1,2}(?:st|nd|rd|th)?\s{0,3}(?:and|to|through|or|,|[-–—])\s{0,3})?"
_MONTH_LEFT = re.compile(rf"\b{_MONTH}\.?\s{{1,3}}{_DAYS}\Z")
_MONTH_LEFT_CAPITALS = re.compile(_MONTH_LEFT.pattern, re.I)
#: Digits without separators, alone or as a range.
_PLAIN = re.compile(r"(?:(?:between|from)\s{1,3})?\d{1,9}(?:\s{0,3}(?:[-–—‑]|to|and|or)\s{0,3}\d{1,9})?", re.I)
_MONTH_RIGHT = re.compile(rf"(?:\s{{1,3}}(?:of\s{{1,3}})?|-){_MONTH}\b")
_MONTH_RIGHT_CAPITALS = re.compile(rf"\s{{0,3}}(?:{_MONTH})\b", re.I)
_LIST_LEFT = re.compile(r"(?:\A|[\n\r])[ \t]{0,8}\(?\Z")
_LIST_RIGHT = re.compile(r"[.)](?:\s|\Z)")
_AGE_LEFT = re.compile(r"[A-Za-z’'.]+,\s{1,3}\Z")

_MEASURE = re.compile(
    r"(?:\s{0,3}(?:%|°|º|℃)|[\s-]{1,3}(?:per\s?cent|percent(?:age)?|pct|"
    r"(?:square|sq\.?|cubic|nautical|statute)\b|"
    r"(?:k|kilo|centi|milli)?met(?:er|re)s?|kms?|miles?|mi|mm|cm|m|yards?|yds?|feet|foot|ft|inch(?:es)?|nmi?|leagues?|"
    r"knots?|kts?|kn|mph|kph|km/h|mach|hectares?|acres?|ha|(?:kilo|mega)?tons?|(?:kilo|mega)?tonnes?|tonners?|"
    r"pounds?|pounders?|lbs?|kg|(?:kilo)?grams?|kilos?|lit(?:er|re)s?|gallons?|barrels?|degrees?|watts?|[kMG]W|hp|"
    r"horsepower|[kMG]?Hz|[MG]?bytes?|calib(?:er|re)s?|cal|"
    r"hours?|hrs?|minutes?|mins?|seconds|secs?|days?|nights?|weeks?|weekends?|fortnights?|months?|years?|yrs?|decades?|"
    r"centur(?:y|ies)|generations?|sorties?|[ap]\.?m\b\.?|o['’]clock|GMT|UTC|EST|BST|CET|"
    r"dollars?|euros?|cents|rou?bles?|yen|yuan|rupees?|kroner?|kronor|francs?|marks|pesos?|dinars?|shekels?|liras?|"
    r"(?:b|tr)illion|bn|USD|EUR|GBP|"
    r"times|fold|points?|seats?|votes?|goals?|runs?|wickets?|sets?|laps?|games?|matches|"
    r"(?:-|\s)?(?:years?|months?|days?)-olds?|thirds?|fourths?|fifths?|eighths?|tenths?|star|nation|way|"
    r"(?:[a-z]{2,14}(?:ing|al|an|ic|ese|ern|ied|er)\s{1,3}|(?:other|more|key|host|EU|NATO|African|Baltic|Gulf|UN|G5)\s{1,3}){0,2}"
    r"(?:countries|nations|states|capitals|governments|continents|allies))(?![\w]))",
    re.I,
)
_OF_MEASURE = re.compile(
    r"\s{1,3}(?:of\s{1,3})?(?:square\s|nautical\s|more\s|other\s|(?:billions|millions)\sof\s)?(?:kilomet(?:er|re)s|miles|met(?:er|re)s|yards|feet|"
    r"hours|minutes|days|weeks|months|years|decades|centuries|tons|tonnes|pounds|dollars|euros|rou?bles|rupees|yen|"
    r"times|countries|nations|degrees|percentage|points|gallons|barrels|lit(?:er|re)s|acres|hectares|sorties)\b",
    re.I,
)
_JOINED_RIGHT = re.compile(r"[-\u2010\u2011][A-Za-z]|[/:]\w|[°%]|-\d")
_POINT_RIGHT = re.compile(r"\s?[NSEW]\b(?!\.)")
_CARDINAL_UNIT = re.compile(
    r"\s{1,3}(?:\([A-Z]{2,3}\)\s)?(?:(?!U\.?S\b)[A-Z][\w’'-]*\s{1,3}){0,4}"
    r"(?:Brigade|Division|Corps|Regiment|Battalion|Squadron|Commando|Group|Wing|Fleet|Battery|Flotilla|Company|Platoon|"
    r"Flight|Para|PARA|Rifles|Cdo|Bde|Sqn|Regt|Bn|Coy|Div|RAR|RGR|PWRR|PPCLI|REP|REI|RIMA|RPIMA|RHA|SCOTS|RIFLES|YORKS|"
    r"LANCS|MERCIAN|RTR|GSP|SAS|BRIGADE|DIVISION|CORPS|REGIMENT|BATTALION|SQUADRON|COMMANDO|FLOTILLA|PARA(?:CHUTE)?)\b(?!-|\s{1,3}Auxiliary)"
)
_ORDINARY = re.compile(
    r"\s{1,3}(?:soldiers|troops|personnel|men|members|marines|paratroopers|vehicles|aircraft|tanks)\b"
)
#: "down from 80": a former level is no strength of today.
_FORMER = re.compile(
    r"\b(?:down|up)\s{1,3}from\s{1,3}(?:(?:about|around|some|nearly|roughly|more\s+than|the|a\s+peak\s+of)\s{1,3}){0,2}\Z",
    re.I,
)
_STREET = re.compile(r"\s{1,3}(?:[A-Z][a-z]+\s){1,3}(?:Street|Avenue|Road|Lane|Downing|Boulevard)\b|\s{1,3}Downing\b")
_YEAR_LEFT = re.compile(
    r"\b(?:in|since|until|till|by|from|of|during|after|before|between|and|to|through|for|the|early|late|mid|"
    r"spring|summer|autumn|fall|winter|circa|c\.|[A-Z][\w’'.-]*|year)\s{1,3}\Z"
)
_NO_ONE = re.compile(
    r"\b(?:no|any|every|some|each|this|that|the|which|another|number|day|square|wing|air force|phase|"
    r"level|part|chapter|by|from)[\s-]\Z",
    re.I,
)


def refused(text: str, start: int, end: int, number: int, *, hedged: bool) -> bool:
    """Return whether the number ``text[start:end]``, worth `number`, is something else than a strength.

    `hedged` says that words like "about" or "another" stand before it.
    """
    left = text[max(0, start - 40) : start]
    right = text[end : end + 120]
    if number == 0 or _MONEY_LEFT.search(left) or _JOINED_LEFT.search(left):
        return True
    if _MEASURE.match(right) or _STREET.match(right):
        return True
    if number == 1 and not _single(left, right):
        return True
    counting = counts(right, 5)
    word = text[start:end]
    if word[0].isdigit() or word[-1].isdigit():
        return _label(left, right, word, number, hedged=hedged, counting=counting)
    return not counting and _name(text, start, word)


def is_label(right: str, *, left: str = "") -> bool:
    """Return whether a number between `left` and `right` is a measure ("20 km") or part of a name ("Mirage 2000")."""
    return bool(_MEASURE.match(right) or _NAMED_LEFT.search(left) or _MONEY_LEFT.search(left))


def bound(text: str, start: int, end: int, *, hyphen: bool) -> bool:
    """Return whether the phrase that ends at `end` is bound to a measure, a former level or a hyphenated word.

    Parameters
    ----------
    start : int
        Where the number begins.
    hyphen : bool
        Whether a hyphen may follow at all ("30-nation").
    """
    if hyphen and _JOINED_RIGHT.match(text, end):
        return True
    return _OF_MEASURE.match(text, end) is not None or _FORMER.search(text, max(0, start - 40), start) is not None


#: "One of the three", "one of Russia's two".
_ONE_OF = re.compile(
    rf"\s{{1,3}}of\s{{1,3}}(?:the|its|their|our|[\w.]{{2,20}}['’]s)\s{{1,3}}{numerals.NUMERAL}\b", re.I
)


def counts(right: str, most: int, *, partitive: bool = True) -> bool:
    """Return whether one of the next words, within the noun phrase, is a noun that forces are counted by."""
    of = _OF_THE.match(right) if partitive else None
    position = of.end() if of else 0
    for _ in range(most):
        match = _NEXT.match(right, position)
        if match is None:
            return False
        word = match[1].rstrip(".").lower()
        if word in _COUNTED or _TYPE.fullmatch(word):
            return True
        if word in _ENDS:
            return False
        position = match.end()
    return False


def _single(left: str, right: str) -> bool:
    """Return whether "one" counts a force ("one battalion", "one of the three", not "one of the", "no one")."""
    if _NO_ONE.search(left) is not None:
        return False
    of = _ONE_OF.match(right)
    return counts(right if of is None else right[of.end() :], 4, partitive=False)


def _label(left: str, right: str, word: str, number: int, *, hedged: bool, counting: bool) -> bool:
    """Return whether a number in digits names, dates or points at something instead of counting."""
    if word[0] == "0" or (_LIST_LEFT.search(left) and _LIST_RIGHT.match(right)):
        return True
    if not _PLAIN.fullmatch(word):
        return not (hedged or counting) and _NAMED_LEFT.search(left) is not None
    if _POINT_RIGHT.match(right):
        return True
    if number <= 31 and _day(left, right, hedged=hedged):
        return True
    if 1700 <= number <= 2100 and not (hedged and (counting or number % 100 == 0)):
        return not counting or _YEAR_LEFT.search(left) is not None
    if hedged:
        return False
    if _NAMED_LEFT.search(left):
        return True
    if _LABEL_LEFT.search(left) and not (_MAY_COUNT.search(left) and (counting or number > 59)):
        return True
    if 16 <= number <= 99 and _AGE_LEFT.search(left) and right[:1] in (",", ")"):
        return True
    unit = _CARDINAL_UNIT.match(right) if number < 1000 else None
    return unit is not None and not (number >= 100 and _ORDINARY.match(right, unit.end()))


def _day(left: str, right: str, *, hedged: bool) -> bool:
    if left[-14:].isupper() or right[:10].isupper():
        return bool(_MONTH_RIGHT_CAPITALS.match(right) or (not hedged and _MONTH_LEFT_CAPITALS.search(left)))
    return bool(_MONTH_RIGHT.match(right) or (not hedged and _MONTH_LEFT.search(left)))


def _name(text: str, start: int, word: str) -> bool:
    """Return whether a capitalised number word within a sentence is a name ("Team Six", "the Big Three")."""
    if not word[0].isupper() or word.isupper():
        return False
    before = text[max(0, start - 40) : start].rstrip(" \t\n“\"'‘(")
    return bool(before) and (before[-1].isalnum() or before[-1] == "-")
