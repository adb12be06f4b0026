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


def _is(category: str) -> Callable[[re.Match[str]], str]:
    return lambda _match: category


def _when(pattern: str, country: str) -> Callable[[re.Match[str]], str | None]:
    fitting = re.compile(pattern)
    return lambda match: country if fitting.search(match.group()) else None


def _choice(*names: str) -> str:
    return "|".join(" ".join(names).split())


_SHIPS = re.compile(r"strike group|ready group|battle group|flotilla|task group|amphibious|destroyer|naval", re.I)
_PLANES = re.compile(
    r"attack squadron|patrol squadron|fighter|air wing|aircraft|helicopter|tiltrotor|airlift|refuel", re.I
)
_FLYING = re.compile(r"geschwader|Stormo|[Ee]scadr|Squadron|Wing|Luftwaffen")
_LOOSE = frozenset({"task force", "group", "squadron", "unit"})


def _by_noun(match: re.Match[str]) -> str:
    if _SHIPS.search(match.group()):
        return "ship-group"
    if _PLANES.search(match.group()):
        return "air-unit"
    return "loose" if match["noun"].lower() in _LOOSE else "formation"


def _air_or_land(match: re.Match[str]) -> str:
    return "air-unit" if _FLYING.search(match.group()) else "formation"


_FLOTS = frozenset({"CSG", "ESG", "ARG", "DESRON", "PHIBRON", "CARGRU", "CRUDESGRU"})


def _navy_code(match: re.Match[str]) -> str:
    return "ship-group" if re.split(r"[ -]", match.group())[0] in _FLOTS else "air-unit"


_BEFORE_NOUN = _choice(
    "Combined Joint Carrier Expeditionary Amphibious Ready Strike Marine Attack Fighter Patrol Destroyer",
    "Maritime Naval Mobile Construction Air Medium Heavy Light Helicopter Tiltrotor All-Weather Surface Submarine",
    "Electronic Special",
    "Operations Aerial Refueler Transport Wing Aircraft Support Combat Explosive Ordnance Disposal Sea Regimental",
)
_NOUN = (
    "Task Force|Task Group|Strike Group|Battle Group|Ready Group|Squadron|Brigade|Regiment|Battalion|Combat Team|"
    "Combat Command|Air Wing|Flotilla|Division"
)
_GERMAN_ARM = (
    "(?:[Pp]anzer(?:-?[Gg]renadier|lehr|jäger|aufklärungs|pionier|artillerie)?|Gebirgs(?:jäger)?|Fallschirmjäger|Jäger|"
    "Luftlande|Luftbewegliche|Artillerie|Aufklärungs|Logistik|Flugabwehrraketen|Infanterie|Grenadier|Raketenartillerie|"
    "Lufttransport|(?:Transport|Kampf)?[Hh]ubschrauber|Marineflieger|Jagd|Kampf|Stuka|Jagdbomber|Schlacht|Nachtjagd|"
    "Zerstörer)"
)
_GERMAN_NOUN = (
    "-?(?:lehr)?(?:[Bb]rigade|[Dd]ivision|[Bb]ataillon|[Rr]egiment|geschwader|[Kk]orps|armee|gruppe|kompanie|abteilung)"
)
_FRENCH_CODE = _choice(
    "REP REI REC REG RCP RPIMa RPIMA RIMa RIMA BIMa BIMA RHP RHC RICM RI RIC BCA BPC BB DBLE DLB DB DFL RAMa RAMA RCh"
)
_FRENCH_ARM = (
    r"(?: (?:(?:d['’]|de la |de l['’]|de |du |des )(?:infanterie|montagne|marine|parachutistes?|artillerie|cavalerie|"
    r"chasseurs|chars|hussards|dragons|spahis|combat|génie|hélicoptères|marche|tirailleurs|zouaves|commandement|Légion|"
    r"transport|campagne|chasse|ligne|reconnaissance|choc)|légère|blindée?|mécanisée?|motorisée?|parachutiste|"
    r"étrangère?|alpins?|coloniale?|franco-allemande|aéroportée?|algériens|marocains|sénégalais|cuirassiers)\b)"
)
_ITALIAN_WORD = (
    "(?:alpini|bersaglieri|paracadutisti|artiglieria|carri|fanteria|lagunari|meccanizzata|corazzata|alpina|aeromobile|"
    "[A-Z][a-zà-ù]+|d['’]|di|da|della|del)"
)

#: What regiments are called whose men are called so, and of them those that Britain alone has.
_MEN = (
    "Lancers|Hussars|Dragoon Guards|Dragoons|Fusiliers|Highlanders|Borderers|Yeomanry|Light Infantry|Grenadiers|"
    "Foresters"
)
_BRITISH = (
    r"shire|\b(?:Scots|Welsh|Welch)\b|Scottish|Borderers|Yeomanry|Gordon|Seaforth|Argyll|Northumberland|Durham|Devon|"
    r"Cornwall|Sussex|Surrey|Kent|Essex|Norfolk|Suffolk|Somerset|Dorset|Lovat|Sherwood"
)
STYLES: tuple[Style, ...] = (
    Style(
        "regiment by its men",
        re.compile(
            r"(?<![\w-])(?:\d{1,3}(?:st|nd|rd|th) |\d{1,2}/|(?!(?:The|A|An|In|At|Of|On|And|To) )"
            r"(?:King's|Queen's|[A-Z][a-z]{2,15})(?: Own| and [A-Z][a-z]{2,15})? )"
            rf"(?:[A-Z][a-z]{{2,15}} ){{0,2}}(?:{_MEN})\b"
        ),
        _when(_BRITISH, "GB"),
        _is("formation"),
    ),
    Style(
        "number after the noun",
        re.compile(
            rf"\b(?:(?:{_BEFORE_NOUN}) ){{0,5}}(?P<noun>{_NOUN}|Unit(?= \d\d\d))[ -]"
            r"(?:(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve)\b(?! of)|"
            r"\d{1,4}(?:\.\d){0,3}\b(?![,.]\d|%))"
        ),
        _when(
            "^(?:Carrier Strike|Expeditionary Strike|Marine|Destroyer Squadron|Amphibious Squadron|Strike Fighter)",
            "US",
        ),
        _by_noun,
    ),
    Style(
        "Army Group",
        re.compile(
            r"\bArmy Group (?:North Ukraine|South Ukraine|North|South|Centre|Center|Vistula|Don|Africa|[A-G])\b"
        ),
        _always("DE"),
        _is("formation"),
    ),
    Style(
        "Soviet front",
        re.compile(
            r"\b(?:[1-4](?:st|nd|rd|th)|First|Second|Third|Fourth) "
            r"(?:Ukrainian|Belorussian|Byelorussian|Baltic|Far Eastern) Front\b"
        ),
        _always("RU"),
        _is("formation"),
    ),
    Style("Kampfgruppe", re.compile(r"\bKampfgruppe [A-ZÄÖÜ][\wäöüß-]+"), _always("DE"), _is("formation")),
    Style(
        "named task force",
        re.compile(r"\bTask Force (?!(?:To|In|On|The|For|Of|Is|And)\b)[A-Z][A-Za-z-]+"),
        _always(None),
        _is("loose"),
    ),
    Style(
        "multinational",
        re.compile(
            r"\bMultinational (?:Division|Corps|Brigade|Battalion|Battlegroup)"
            r"(?: (?:North|South|East|West|Centre|Center|Northeast|Southeast|North-East|South-East)\b)?"
        ),
        _always(None),
        _is("formation"),
    ),
    Style(
        "American naval codes",
        re.compile(
            r"\b(?:VFA|VMFA|VMFAT|VMA|VMAQ|VMM|VMGR|VAQ|VAW|VRC|VRM|HMH|HMLA|HMM|HSC|HSM|VPU|CVW|MAG|CSG|ESG|ARG|"
            r"DESRON|PHIBRON|VF|VP|CARGRU|CRUDESGRU)[ -]\d{1,3}\b"
        ),
        _always("US"),
        _navy_code,
    ),
    Style("task force codes", re.compile(r"\b(?:CTF|CTG|TF|TG)[ -]\d{1,3}(?:\.\d)?\b"), _always(None), _is("loose")),
    Style(
        "American codes",
        re.compile(
            r"\b\d{1,2}(?:st|nd|rd|th) (?:MEU|MEB|BCT|ABCT|SBCT|IBCT|CAB|SFAB|ACR|MLR|MAW|MLG|SFG|RCT)\b(?: ?\(SOC\))?"
        ),
        _always("US"),
        _is("formation"),
    ),
    Style(
        "French",
        re.compile(
            rf"\b\d{{1,3}}(?:e|er|ère|ème|re|è)\.? (?:(?:{_FRENCH_CODE})|(?:[Bb]rigade|[Rr]égiment|[Dd]ivision|"
            rf"[Bb]ataillon|[Cc]ompagnie|[Ee]scadron|[Ee]scadre|[Dd]emi-brigade|[Cc]orps|[Aa]rmée){_FRENCH_ARM}{{0,5}})(?!\w)"
        ),
        _when(
            "étrang|RPIMa|RIMa|BIMa|REP|REI|REC|REG|RCP|RHP|RHC|BCA|DBLE|DLB|RAMa|BPC|DFL|montagne|marine|"
            "chasseurs alpins|parachutiste|blindée|spahis|zouaves|tirailleurs|dragons|hussards",
            "FR",
        ),
        _air_or_land,
    ),
    Style(
        "German",
        re.compile(
            rf"\b(?:\d{{1,3}}\. )?{_GERMAN_ARM}{_GERMAN_NOUN}(?: \d{{1,4}}| [„\"]?[A-ZÄÖÜ][a-zäöüß]+[“\"]?)?(?!\w)"
        ),
        _when("[Pp]anzer|Luftlande|Fallschirm|Gebirgsjäger|geschwader|Stuka", "DE"),
        _air_or_land,
    ),
    Style(
        "Luftwaffe codes",
        re.compile(r"\b(?:[IV]{1,3}\./)?(?:JG|StG|NJG|ZG) ?\d{1,3}\b"),
        _always("DE"),
        _is("air-unit"),
    ),
    Style(
        "Taktisches Luftwaffengeschwader",
        re.compile(r"\bTaktische[sn] Luftwaffengeschwaders? \d{1,3}\b"),
        _always("DE"),
        _is("air-unit"),
    ),
    Style(
        "Italian",
        re.compile(
            r"\b(?:\d{1,3}[º°]? )?(?:Reggimento|Brigata|Stormo|Divisione|Battaglione)"
            rf"(?: {_ITALIAN_WORD}(?!\w)){{1,5}}"
        ),
        _always("IT"),
        _air_or_land,
    ),
    Style(
        "Spanish and Portuguese",
        re.compile(
            r"\b(?:\d{1,3}[ºª°]? )?(?:Regimiento|Brigada|Batallón|Bandera|Regimento|Batalhão|Companhia|Compañía)"
            r"(?: (?:de|del|la|do|da|[A-ZÁÉÍÓÚ][a-zá-ú]+|[IVX]+|\d{1,3})\b){1,7}"
        ),
        _always(None),
        _is("formation"),
    ),
)
