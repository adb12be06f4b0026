"""The patterns that `strengths` reads: numbers, what stands before them, and what stands after."""

from __future__ import annotations

import re

from mapapp.extract import numerals

_S = r"\s{1,3}"
_ENDS = r"(?![\w]|[.,:/]\d)"
_STARTS = r"(?<![\w$€£¥₹₽#])(?<!\d[.,:/])"

#: Where a numeral, a vague word or a share may begin, in small letters; a cheap first look.
CANDIDATE = re.compile(
    rf"\b(?:an?(?=\s{{1,3}}(?:couple|few|good|small|handful|pair|trio|quartet|hundred|thousand|million|lakh|crore|dozen|half|"
    rf"third|quarter|fifth|sixth|tenth))|half|several|many|some|dozens|scores|hundreds|thousands|millions|tens|"
    rf"{'|'.join(numerals.SMALL)})\b|(?<!\w)\d"
)
SMALL_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
#: A numeral or a vague word.
CORE = re.compile(rf"{_STARTS}(?:(?P<vague>{numerals.VAGUE})|(?P<exact>{numerals.NUMERAL})){_ENDS}", re.I)
OF = re.compile(rf"{_S}of\b", re.I)
#: "17 000", of which the first group may belong to what stands before ("May 5 300 troops").
SPACED = re.compile(r"(\d{1,3})[ \u00a0\u2009\u202f]\d{3}")
DECIMAL = re.compile(r"\d{1,3}\.\d{3}")
#: What must follow "1.000" for its point to separate thousands.
THOUSANDS_NOUN = re.compile(
    r"\s{1,3}(?:[A-Za-z][\w.’'-]{0,20}\s{1,3}){0,2}(?:troops|soldiers|men|personnel|marines|paratroopers|servicemen|"
    r"peacekeepers|reservists|fighters|tanks|vehicles|aircraft|ships|forces|sailors|mercenaries|volunteers)\b",
    re.I,
)

RANGE_LEAD = re.compile(rf"\b(?:between|from){_S}\Z", re.I)
RANGE = re.compile(
    rf"(?P<between>between){_S}(?P<low1>{numerals.NUMERAL}){_S}and{_S}(?P<high1>{numerals.NUMERAL}){_ENDS}|"
    rf"(?P<from>from{_S})?(?<![\w$€£¥₹₽#-])(?<!\d[.,:/])(?P<low2>{numerals.NUMERAL})"
    rf"(?P<join>(?<=[\dk])\s?[-–—‑]\s?|{_S}to{_S}(?:as{_S}many{_S}as{_S})?|{_S}or{_S}(?:(?:even|perhaps|maybe){_S})?)"
    rf"(?P<high2>{numerals.NUMERAL}){_ENDS}",
    re.I,
)
DASHES = ("-", "–", "—", "‑")
SCALE = re.compile(r"(hundred|thousand|million|lakh|dozen|k)\Z", re.I)
UNSCALED = re.compile(
    rf"\d{{1,3}}(?:\.\d{{1,3}})?|(?:{'|'.join(numerals.SMALL)})(?:-(?:{'|'.join(numerals.ONES)}))?", re.I
)
#: Before "from 80 to 120": a change, of which only the new level is a strength.
CHANGE = re.compile(
    r"\b(?:increas\w{1,4}|r[oi]s(?:e|es|ing|en)|rais\w{1,4}|gr[eo]w\w{0,3}|cut\w{0,4}|reduc\w{1,5}|expand\w{0,3}|"
    r"boost\w{0,3}|lower\w{0,3}|drop\w{0,4}|f[ae]ll\w{0,3}|doubl\w{1,3}|trebl\w{1,3}|tripl\w{1,3}|bring\w{0,3}|brought|"
    r"went|gone|down|up|shr[aiu]nk\w{0,3}|sw[eo]ll\w{0,3}|strengthen\w{0,3}|go(?:es|ing)?|jump\w{0,3}|halv\w{1,3}|"
    r"scal\w{1,3}|slash\w{0,3})\b[^.;:\n]{0,48}\Z",
    re.I,
)

_ABOUT = (
    r"about|around|some|roughly|approximately|approx\.?|nearly|almost|virtually|close\s{1,3}to|"
    r"(?:slightly\s|far\s|well\s|a\slittle\s|not\smuch\s)?(?:more|fewer|less|greater)\s{1,3}than|"
    r"(?:well|just|slightly|a\slittle)\s{1,3}(?:over|under|above|below|short\sof)|over|above|under|below|"
    r"at\s{1,3}least|(?:no|not)\s{1,3}(?:fewer|less)\s{1,3}than|upwards?\s{1,3}of|in\s{1,3}excess\s{1,3}of|"
    r"(?:an\s|the\s)?estimated|perhaps|maybe|possibly|probably|circa|c\.|ca\.|[~≈>≥<±]|as\s{1,3}few\s{1,3}as|"
    r"nearing|near|approaching|(?:the\s)?best\spart\sof|north\sof|a\s{1,3}minimum\s{1,3}of|reportedly|barely|"
    r"(?:a|the)\sreported|something\slike|in\sthe\s(?:region|order)\sof"
)
_UPTO = (
    r"(?:anything\s)?up\s{1,3}to|as\s{1,3}(?:many|much)\s{1,3}as|(?:no|not)\s{1,3}more\s{1,3}than|at\s{1,3}most|"
    r"a\s{1,3}maximum\s{1,3}of|≤"
)
_FURTHER = (
    r"(?:(?:a|some|yet\sa)\s{1,3})?further|(?:yet\s{1,3})?another|(?:(?:an|some)\s{1,3})?(?:additional|extra)|plus"
)
_OTHER = r"(?:the|these|those|its|their|his)\s{1,3}(?:other|remaining|rest\sof\sthe)|(?:the\s)?remaining"
_TOTAL = (
    r"(?:a\s{1,3}|the\s{1,3})?(?:grand\s{1,3}|combined\s{1,3}|overall\s{1,3})?total\s{1,3}of|"
    r"a\s{1,3}combined|totall?ing|all(?:\s{1,3}(?:of\s{1,3})?(?:the|its|their|these|those))?|"
    r"(?:the|its|their|his)\s{1,3}(?:full|entire|whole)"
)
#: Ends where the number begins: looked for on a bounded stretch to its left, again and again.
BEFORE = re.compile(
    rf"(?<![\w-])(?:(?P<upto>{_UPTO})|(?P<about>{_ABOUT})|(?P<further>{_FURTHER})|(?P<other>{_OTHER})|"
    rf"(?P<total>{_TOTAL}))(?:(?<=[~≈>≥<±≤])\s?|{_S}(?:(?:the|a|its|their){_S})?)\Z",
    re.I,
)
#: "Of the 2,000 …, about 1,700": the number is the total that parts follow of.
OF_THE = re.compile(
    rf"(?:\A|[.;:—–!?•\n(]\s{{0,3}}|[”\"“‘]\s{{0,3}})(?:Out{_S})?of{_S}(?:the|these|those|its|their|our|his|that|a)"
    rf"(?:{_S}(?:total|original|initial)(?:{_S}of)?)?{_S}\Z",
    re.I,
)
AFTER = re.compile(
    rf"(?P<so>{_S}or{_S}so\b|{_S}or{_S}(?:more|fewer|less|thereabouts)\b(?!{_S}than)|[-\s]odd\b|\+|[-\s]plus\b(?!{_S}\d))|"
    rf"(?P<total>,?{_S}(?:in{_S}(?:all|total)|all{_S}told|altogether)\b)|"
    rf"(?P<further>{_S}(?:more|additional|extra|further|others?)\b(?!{_S}(?:than|times|of)\b))|"
    rf"-(?P<counted>strong|man|woman|person|people|member|soldier|troop|marine|ship|vessel|boat|aircraft|plane|jet|warship|"
    rf"tank|vehicle|gun|helicopter|battalion|brigade|truck|launcher|trooper|company|squadron)\b|"
    rf"{_S}(?P<strong>strong)\b(?!{_S}(?:enough|defen|points?))|"
    rf"{_S}\((?P<gloss>{numerals.NUMERAL})\)|"
    rf"{_S}(?:out{_S})?of(?:{_S}(?P<them>(?:them|whom|which)\b|(?:those|these)\b(?!{_S}\w))|"
    rf"(?P<part>(?P<article>{_S}(?:the|its|their|those|these|his|her|our|[\w.]{{2,20}}['’]s|a(?={_S}(?:planned|promised|total|possible))))?\b))",
    re.I,
)
#: The total in "300 of the more than 2,000".
WHOLE = re.compile(
    rf"{_S}(?:(?:planned|promised|pledged|intended|authori[sz]ed|original|remaining|estimated){_S})?"
    rf"(?:(?:{_ABOUT}|total{_S}of){_S})?(?P<whole>{numerals.NUMERAL}){_ENDS}",
    re.I,
)

SHARE = re.compile(
    rf"(?<![\w-])(?:(?P<half>half)|(?P<top>an?|one|two|three|four)[\s-]{{1,3}}"
    rf"(?P<part>third|quarter|fifth|sixth|tenth)s?)(?={_S}(?:of|the|its|their|his)\b)",
    re.I,
)
SHARE_OF = re.compile(
    rf"{_S}(?:of{_S}(?:(?P<them>them|those|these|which|whom)\b(?!{_S}\d)|"
    rf"(?:the|its|their|his|her|our|all|some|those|these|that)\b)|(?:the|its|their|his)\b)",
    re.I,
)
NO_SHARE = re.compile(
    rf"{_S}(?:(?:next|last|first|previous|coming|total|world|country|national|nation|whole)(?:[’']s)?{_S})?"
    r"(?:year|month|week|day|hour|century|decade|time|way|world|country|population|people|budget|battle|size|number|"
    r"vote|voters|season|match|game|cost|price|territory|land|gdp|war|economy|distance|speed|seats)\b",
    re.I,
)
OTHER_HALF = re.compile(r"\b(?:first|second|other|latter|1st|2nd|final|last)\s{1,3}\Z", re.I)
PARTS = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "tenth": 10}
TOPS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}
