"""The naming habits of single armies that do not follow "number, arm, noun"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Style:
    """A pattern for unit names, with what a match tells of country and category."""

    name: str
    pattern: re.Pattern[str]
    country_of: Callable[[re.Match[str]], str | None]
    category_of: Callable[[re.Match[str]], str]


def _always(value: str | None) -> Callable[[re.Match[str]], str | None]:
    return lambda _match: value


def _formation(_match: re.Match[str]) -> str:
    return "formation"


_US_NAVY = {
    **dict.fromkeys(("CSG", "ESG", "ARG", "DESRON", "PHIBRON", "CARGRU", "CRUDESGRU", "TF", "CTF"), "ship-group"),
    **dict.fromkeys(("MEU", "MEB", "MAGTF", "RCT"), "formation"),
}
_FRENCH_ONLY = re.compile(
    r"étrang|RPIMa|RIMa|BIMa|REP|REI|REC|REG|RCP|RHP|RHC|BCA|DBLE|DLB|RAMa|BPC|DFL|montagne|marine|chasseurs alpins|parachutiste|blindée|"
    r"spahis|zouaves|tirailleurs|dragons|hussards"
)


def _french(match: re.Match[str]) -> str | None:
    return "FR" if _FRENCH_ONLY.search(match.group()) else None


def _german(match: re.Match[str]) -> str | None:
    return "DE" if re.search(r"[Pp]anzer|Luftlande|Fallschirm|Luftwaffe|geschwader|Stuka", match.group()) else None


def _air_or(match: re.Match[str]) -> str:
    return "air-unit" if re.search(r"geschwader|Stormo|Escadr|Squadron|Wing|Geschwader", match.group()) else "formation"


def _after(match: re.Match[str]) -> str:
    noun = match["noun"].lower()
    if re.search(
        r"strike group|ready group|battle group|flotilla|task group|amphibious|destroyer|naval", match.group().lower()
    ):
        return "ship-group"
    if re.search(
        r"attack squadron|patrol squadron|fighter|air wing|aircraft|helicopter|tiltrotor|airlift", match.group().lower()
    ):
        return "air-unit"
    return "loose" if noun in ("task force", "group", "squadron", "task group", "unit") else "formation"


def _after_country(match: re.Match[str]) -> str | None:
    return (
        "US"
        if re.match(
            r"(?:Carrier Strike|Expeditionary Strike|Marine|Destroyer Squadron|Amphibious Squadron|Strike Fighter)",
            match.group(),
        )
        else None
    )


_GERMAN_ARM = r"(?:[Pp]anzer(?:-?[Gg]renadier|lehr|jäger|aufklärungs|pionier|artillerie)?|Gebirgs(?:jäger)?|Fallschirmjäger|Jäger|Luftlande|Luftbewegliche|Artillerie|Aufklärungs|Logistik|Flugabwehrraketen|Infanterie|Grenadier|Raketenartillerie|Taktisches Luftwaffen|Lufttransport|Hubschrauber|Marineflieger|Jagd|Kampf|Stuka|Jagdbomber|Schlacht|Nachtjagd|Zerstörer|Transporthubschrauber|Kampfhubschrauber)"
_GERMAN_NOUN = r"-?(?:brigade|division|bataillon|regiment|geschwader|korps|armee|gruppe|lehrbrigade|lehrbataillon|kompanie|abteilung|Brigade|Division|Bataillon|Regiment|Korps)"
_FRENCH_WORD = r"(?:[ ](?:d['’]|de la |de l['’]|de |du |des )?[A-Za-zÀ-ÿ][\w-]*)"
_FRENCH_ARM = r"(?:[ ](?:(?:d['’]|de la |de l['’]|de |du |des )(?:infanterie|montagne|marine|parachutistes?|artillerie|cavalerie|chasseurs|chars|hussards|dragons|spahis|combat|génie|hélicoptères|marche|tirailleurs|zouaves|commandement|Légion|transport|campagne|chasse|ligne|reconnaissance|choc)|légère|blindée?|mécanisée?|motorisée?|parachutiste|étrangère?|alpins?|coloniale?|franco-allemande|aéroportée?|algériens|marocains|sénégalais|cuirassiers|géographique))"

STYLES: tuple[Style, ...] = (
    Style(
        "number after the noun",
        re.compile(
            r"\b(?:(?:Combined|Joint|Carrier|Expeditionary|Amphibious|Ready|Strike|Marine|Attack|Fighter|Patrol|Destroyer|Maritime|Naval|Mobile|Construction|Air|Medium|Heavy|"
            r"Light|Helicopter|Tiltrotor|All-Weather|Surface|Submarine|Electronic|Special|Operations|Aerial|Refueler|Transport|Wing|Aircraft|Support|Combat|Explosive|Ordnance|Disposal|Sea|Regimental) ){0,5}"
            r"(?P<noun>Task Force|Task Group|Strike Group|Battle Group|Ready Group|Squadron|Brigade|Regiment|Battalion|Group|Combat Team|Combat Command|Air Wing|Flotilla|Unit)"
            r"[ -](?:(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve)\b(?! of)|\d{1,4}(?:\.\d){0,3}\b(?![,.]\d|%))"
        ),
        _after_country,
        _after,
    ),
    Style(
        "Army Group",
        re.compile(
            r"\bArmy Group (?:North|South|Centre|Center|Vistula|[A-G]|Africa|North Ukraine|South Ukraine|Don|E|F)(?: (?:Ukraine))?\b"
        ),
        _always("DE"),
        _formation,
    ),
    Style("Kampfgruppe", re.compile(r"\bKampfgruppe [A-ZÄÖÜ][\wäöüß-]+"), _always("DE"), _formation),
    Style(
        "named task force",
        re.compile(r"\bTask Force (?!To\b|In\b|On\b|The\b|For\b|Of\b)[A-Z][A-Za-z-]+(?: [A-Z][a-z]+(?=\W|$))?"),
        _always(None),
        lambda _m: "loose",
    ),
    Style(
        "American naval codes",
        re.compile(
            r"\b(?:VFA|VMFA|VMFAT|VMA|VMAQ|VMM|VMGR|VAQ|VAW|VRC|VRM|HMH|HMLA|HMM|HSC|HSM|VPU|CVW|MAG|CSG|ESG|ARG|DESRON|PHIBRON|VF|VP|CARGRU|CRUDESGRU)[ -]\d{1,3}\b"
        ),
        _always("US"),
        lambda m: _US_NAVY.get(re.split(r"[ -]", m.group())[0], "air-unit"),
    ),
    Style(
        "task force codes", re.compile(r"\b(?:CTF|CTG|TF|TG)[ -]\d{1,3}(?:\.\d)?\b"), _always(None), lambda _m: "loose"
    ),
    Style(
        "American codes",
        re.compile(
            r"\b\d{1,2}(?:st|nd|rd|th) (?:MEU|MEB|BCT|ABCT|SBCT|IBCT|CAB|SFAB|ACR|MLR|MAW|MLG|SFG|RCT)\b(?: ?\(SOC\))?"
        ),
        _always("US"),
        _formation,
    ),
    Style(
        "French",
        re.compile(
            rf"\b\d{{1,3}}(?:e|er|ère|ème|re|è)\.? (?:REP|REI|REC|REG|RCP|RPIMa|RPIMA|RIMa|RIMA|BIMa|BIMA|RHP|RHC|RICM|RI|RIC|BCA|BPC|BB|DBLE|DLB|DB|DFL|RAMa|RAMA|RCh|"
            rf"(?:[Bb]rigade|[Rr]égiment|[Dd]ivision|[Bb]ataillon|[Cc]ompagnie|[Ee]scadron|[Ee]scadre|[Dd]emi-brigade|[Cc]orps|[Aa]rmée){_FRENCH_ARM}{{0,5}})(?!\w)"
        ),
        _french,
        _air_or,
    ),
    Style(
        "German",
        re.compile(
            rf"\b(?:\d{{1,3}}\. )?{_GERMAN_ARM}{_GERMAN_NOUN}(?: \d{{1,4}}| [„\"]?[A-ZÄÖÜ][a-zäöüß]+[“\"]?)?(?!\w)"
        ),
        _german,
        _air_or,
    ),
    Style(
        "Luftwaffe codes",
        re.compile(r"\b(?:[IV]{1,3}\./)?(?:JG|StG|NJG|ZG) ?\d{1,3}\b"),
        _always("DE"),
        lambda _m: "air-unit",
    ),
    Style(
        "Taktisches Luftwaffengeschwader",
        re.compile(r"\bTaktische[sn] Luftwaffengeschwaders? \d{1,3}\b"),
        _always("DE"),
        lambda _m: "air-unit",
    ),
    Style(
        "Italian",
        re.compile(
            r"\b(?:\d{1,3}[º°]? )?(?:Reggimento|Brigata|Stormo|Divisione|Battaglione)(?: (?:alpini|bersaglieri|paracadutisti|artiglieria|carri|fanteria|lagunari|meccanizzata|corazzata|alpina|aeromobile|[A-Z][a-zà-ù]+|d['’]|di|da|della|del)){1,5}"
        ),
        _always("IT"),
        _air_or,
    ),
    Style(
        "Spanish and Portuguese",
        re.compile(
            r"\b(?:\d{1,3}[ºª°]? )?(?:Regimiento|Brigada|Batallón|Bandera|Regimento|Batalhão|Companhia|Compañía)(?: (?:de|del|la|do|da|[A-ZÁÉÍÓÚ][a-zá-ú]+|[IVX]+|\d{1,3})\b){1,7}"
        ),
        _always(None),
        _formation,
    ),
)
