"""The lexicons: table-driven samples with the traps beside them, the data's own soundness, and linear time."""

import time
from datetime import date
from itertools import pairwise

import pytest

from mapapp.errors import DataError
from mapapp.extract import lexicon
from mapapp.extract.lexicon import leaders, ships
from mapapp.extract.lexicon._data import table, words
from mapapp.locate import nations
from mapapp.model import StrengthUnit

GONE = {"UK", "SU", "YU", "CS", "DD", "ZR", "TP", "BU"}  # withdrawn or never ISO 3166 alpha-2


@pytest.mark.parametrize(
    ("name", "year", "country"),
    [
        ("Vladimir Putin", None, "RU"),
        ("BIDEN", None, "US"),
        ("Kim Jong-un", None, "KP"),
        ("Recep Tayyip Erdoğan", None, "TR"),
        ("Nouri al-Maliki", None, "IQ"),
        ("el-Sissi", None, "EG"),
        ("de Gaulle", None, "FR"),
        ("Chiang Kai-shek", None, "TW"),
        ("Saddam Hussein", None, "IQ"),
        ("King Hussein", None, "JO"),
        ("King Abdullah II", None, "JO"),
        ("Macron's", None, "FR"),
        ("Joseph R. Biden Jr.", None, "US"),
        ("French President Emmanuel Macron", None, "FR"),
        ("Pentagon press secretary John Kirby", None, "US"),
        ("Defence Secretary Ben Wallace", None, "GB"),
        ("Rodolfo Graziani", None, "IT"),
        ("Leopoldo Galtieri", None, "AR"),
        ("Yoweri Museveni", None, "UG"),
        # one surname, several people: the report's year decides
        ("Johnson", 1966, "US"),
        ("Johnson", 2021, "GB"),
        ("Johnson", None, None),
        ("President Johnson", None, "US"),
        ("Brown", 2008, "GB"),
        ("Brown", None, None),
        ("Park", 1970, "KR"),
        ("Park", None, None),
        ("Castro", None, "CU"),
        ("Castro", 2023, "HN"),
        # heads of organisations act for no country
        ("Stoltenberg", 2010, "NO"),
        ("Stoltenberg", 2022, None),
        ("Mark Rutte", 2019, "NL"),
        ("Mark Rutte", 2025, None),
        # ordinary words, ranks, months, places
        ("may", None, None),
        ("May", None, None),
        ("May", 2018, None),
        ("Prime Minister May", None, "GB"),
        ("Theresa May", None, "GB"),
        ("bush", None, None),
        ("President Bush", None, "US"),
        ("Major", 1994, None),
        ("Major Smith", None, None),
        ("Mr. Major", None, "GB"),
        ("Ford", None, None),
        ("Marshall", 1944, None),
        ("Gen. Marshall", None, "US"),
        ("Austin", None, None),
        ("Secretary Austin", 2022, "US"),
        ("said", None, None),
        ("Said", None, None),
        ("Washington", None, None),
        ("the president", None, None),
        ("Mr.", None, None),
        ("", None, None),
        ("Nobody Inparticular", None, None),
    ],
)
def test_leader(name: str, year: int | None, country: str | None) -> None:
    assert lexicon.leader(name, date(year, 6, 1) if year else None) == country


def test_every_leader_has_a_country_years_in_order_and_a_name_that_finds_it() -> None:
    everyone = leaders.all_leaders()
    assert len(everyone) >= 3000
    assert len({one.country for one in everyone}) >= 180
    for one in everyone:
        assert one.country == "" or (len(one.country) == 2 and one.country.isupper())
        assert one.country not in GONE
        assert 1840 < one.start <= (one.end or 2026) <= 2032, one
        assert all(name and "," not in name and not any(letter.isdigit() for letter in name) for name in one.names), one
        if one.country:
            assert lexicon.leader(one.names[0].replace("_", ""), date(one.start, 6, 1)) == one.country, one


@pytest.mark.parametrize(
    ("phrase", "unit"),
    [
        *((w, "aircraft") for w in ("fighter jets", "warplane", "helicopter gunships", "tanker aircraft", "airlifter")),
        *(
            (w, "aircraft")
            for w in ("Typhoons", "Black Hawks", "Apaches", "Ju 88s", "Spitfire", "KC-135 tankers", "Tu-22M3")
        ),
        *((w, "aircraft") for w in ("P-8A Poseidon", "an F-16 fighter", "Mirage 2000-5", "Panavia Tornado GR4s")),
        *(
            (w, "ships")
            for w in ("frigate", "guided-missile destroyers", "aircraft carrier", "landing ship dock", "ferries")
        ),
        *((w, "ships") for w in ("tank landing ships", "drone boats", "Type 45 destroyer", "Nimitz-class", "U-boats")),
        *((w, "ships") for w in ("guided missile submarine", "coast guard cutters", "troopship", "hospital ship")),
        *(
            (w, "vehicles")
            for w in ("tanks", "armoured personnel carriers", "self-propelled guns", "Leopard 2A6", "BMP-2s")
        ),
        *((w, "vehicles") for w in ("M2A2 Bradley's", "T-72B3s", "Strykers", "half-tracks", "lorries", "Humvees")),
        *((w, "batteries") for w in ("Patriot batteries", "air-defence systems", "S-400s", "HIMARS", "Iron Dome")),
        *((w, "batteries") for w in ("short-range missile launchers", "Pantsir-S", "THAAD")),
        *((w, "other") for w in ("howitzers", "radar systems", "field hospital", "outposts", "airbase")),
        *((w, None) for w in ("troops", "battalion", "tank regiment", "machine guns", "Patriot missiles", "Javelins")),
        *((w, None) for w in ("aid", "civilians", "fighter", "tanker", "USS", "", "rifles", "fighter squadron")),
    ],
)
def test_equipment(phrase: str, unit: str | None) -> None:
    assert lexicon.equipment(phrase) == (StrengthUnit(unit) if unit else None)
    assert lexicon.equipment(phrase.lower()) == (StrengthUnit(unit) if unit else None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Four F-16s, two B-52s and T-72B3s", ["F-16s", "B-52s", "T-72B3s"]),
        ("F/A-18E/F jets, Su-35C, MiG-29s", ["F/A-18E/F", "Su-35C", "MiG-29s"]),
        ("S-300PMU-2 beside 9K720", ["S-300PMU-2", "9K720"]),
        ("a Bf 109 over U-571 and a U-2", ["Bf 109", "U-571", "U-2"]),
        ("An 12 year old, AK-47, AIM-9, RPG-7, COVID-19, G-7, C-4, I-95, M16 rifles, M-16", []),
        ("Flight MH17, a F-150 truck, a K-9 dog, Vitamin B-12", []),
    ],
)
def test_equipment_pattern(text: str, found: list[str]) -> None:
    assert [match.group() for match in lexicon.EQUIPMENT_PATTERN.finditer(text)] == found


@pytest.mark.parametrize(
    ("texts", "unit"),
    [
        ("F-15E, B-52H, C-130J, AH-64D, CH-47, UH-60, Mi-24, Ka-52, MQ-9, RQ-4, J-20, H-6K, Z-10, Il-76", "aircraft"),
        ("An-124, E-3, KC-135, Ju-52, Il-2, A-10, U-2, MH-60R, Yak-130, JF-17, Shahed-136, TB2", "aircraft"),
        ("T-72B3, M1A2, BMP-2, BTR-80, T-34, PT-76, 2S19, CV90, AMX-10RC", "vehicles"),
        ("S-300, S-400, 9K720, HQ-9, PAC-3, BM-21, SA-11, IRIS-T", "batteries"),
        ("U-boat, U-571, LST-325, CVN-78, PT-109", "ships"),
        ("AK-47, COVID-19, G7, M16, F-16/99, T-1000000, S-9", None),
    ],
)
def test_designation_unit(texts: str, unit: str | None) -> None:
    for text in texts.split(", "):
        assert lexicon.designation_unit(text) == (StrengthUnit(unit) if unit else None), text


@pytest.mark.parametrize(
    ("noun", "category"),
    [
        ("brigade", "formation"),
        ("battalion tactical groups", "formation"),
        ("corps", "formation"),
        ("carrier strike group", "ship-group"),
        ("naval task force", "ship-group"),
        ("task force", "loose"),
        ("fighter squadrons", "air-unit"),
        ("squadron", "loose"),
        ("wing", "air-unit"),
        ("forward command post", "headquarters"),
        ("contingents", "loose"),
        ("banana", None),
        ("", None),
    ],
)
def test_unit_category(noun: str, category: str | None) -> None:
    assert lexicon.unit_category(noun) == category


UNITS = [
    ("1st Battalion, 503rd Infantry Regiment", "US"),
    ("82nd Airborne Division", "US"),
    ("173rd Airborne Brigade Combat Team", "US"),
    ("3rd Brigade of the 101st Airborne Division", "US"),
    ("3rd Battalion, 8th Marines", "US"),
    ("XVIII Airborne Corps", None),
    ("II Marine Expeditionary Force", "US"),
    ("26th MEU", "US"),
    ("CSG-3", "US"),
    ("Carrier Strike Group 3", "US"),
    ("VFA-103", "US"),
    ("Task Force 58", None),
    ("Sixth Fleet", "US"),
    ("16 Air Assault Brigade", "GB"),
    ("45 Commando Royal Marines", "GB"),
    ("3 Para", "GB"),
    ("2nd Battalion The Royal Anglian Regiment", "GB"),
    ("Green Howards", "GB"),
    ("4th Queen's Own Hussars", None),
    ("No. 617 Squadron RAF", "GB"),
    ("1st Guards Tank Army", "RU"),
    ("76th Guards Air Assault Division", "RU"),
    ("58th Combined Arms Army", "RU"),
    ("1st Ukrainian Front", "RU"),
    ("Black Sea Fleet", "RU"),
    ("93rd Kholodnyi Yar Mechanized Brigade", "UA"),
    ("Azov Regiment", "UA"),
    ("4th Panzer Division", "DE"),
    ("Panzerbrigade 45", "DE"),
    ("Afrika Korps", "DE"),
    ("2nd SS Panzer Division Das Reich", "DE"),
    ("III./JG 26", "DE"),
    ("27e Brigade d'infanterie de montagne", "FR"),
    ("2e REP", "FR"),
    ("Golani Brigade", "IL"),
    ("Folgore Brigade", "IT"),
    ("Brigata Sassari", "IT"),
    ("9th Australian Division", "AU"),
    ("1 RAR", "AU"),
    ("28th (Maori) Battalion", "NZ"),
    ("II Polish Corps", "PL"),
    ("33 Corps", "IN"),
    ("71st Group Army", "CN"),
    ("2nd/14th Battalion", None),
    ("2/3rd Gurkha Rifles", None),
    ("1 Commonwealth Division", None),
    ("Eighth Army", None),
    ("Brigade 41", None),
    ("XXX Corps", None),
    ("INDBATT", None),
]


@pytest.mark.parametrize(("name", "country"), UNITS)
def test_find_units(name: str, country: str | None) -> None:
    text = f"Men of the {name} would leave soon."
    (unit,) = lexicon.find_units(text)
    assert (unit.text, text[unit.start : unit.end]) == (name, name)
    if name != "XVIII Airborne Corps":
        assert unit.country == country


@pytest.mark.parametrize(
    "text",
    [
        "In 2003 Army units left",
        "100 Air Force personnel and 300 Marines, 22 Royal Fleet Auxiliary ships",
        "two brigades, 2 Brigades and 12 Squadrons",
        "on Oct. 7 Brigade staff met",
        "Highway 5 Regiment",
        "the first division title of the Second World War",
        "First Lady, the 5th Street, his 80th birthday",
        "I Command you",
        "He is in Group 7",
        "a task force on climate",
        "the 82nd birthday",
    ],
)
def test_no_unit(text: str) -> None:
    assert lexicon.find_units(text) == []


def test_units_of_a_list_stay_apart() -> None:
    found = lexicon.find_units("the 4th Panzer Division, XXX Corps, 617 Squadron, VFA-103")
    assert [unit.text for unit in found] == ["4th Panzer Division", "XXX Corps", "617 Squadron", "VFA-103"]


def test_a_number_alone_is_a_unit_once_it_was_named_in_full() -> None:
    text = "The 82nd Airborne Division flew out. The 82nd will stay."
    assert [(unit.text, unit.country) for unit in lexicon.find_units(text)] == [
        ("82nd Airborne Division", "US"),
        ("82nd", "US"),
    ]
    assert lexicon.find_units("The 82nd will stay.") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("USS Abraham Lincoln Carrier Strike Group", [("USS Abraham Lincoln", "US")]),
        ("the USS George H.W. Bush's crew", [("USS George H.W. Bush", "US")]),
        ("H.M.S. Hood and HMS Ark Royal", [("H.M.S. Hood", "GB"), ("HMS Ark Royal", "GB")]),
        ("HMCS St. John's Tuesday", [("HMCS St. John's", "CA")]),
        (
            "INS Vikrant, INS Hanit, INS Somethingelse",
            [("INS Vikrant", "IN"), ("INS Hanit", "IL"), ("INS Somethingelse", None)],
        ),
        ("the frigates Bayern, Hamburg and Hessen", [("Bayern", "DE"), ("Hamburg", "DE"), ("Hessen", "DE")]),
        ("the cruiser Moskva sank; the Moskva burned", [("Moskva", "RU"), ("Moskva", "RU")]),
        ("the carrier Liaoning left Liaoning province; the Liaoning coast", [("Liaoning", "CN")]),
        ("the Charles de Gaulle and the Yamato", [("Charles de Gaulle", "FR"), ("Yamato", "JP")]),
        ("the destroyer Unheardof sailed", [("Unheardof", None)]),
        ("the Liverpool Academy, the Hamilton County jail, a ship Hegseth named", []),
        ("the liner _Queen Elizabeth 2_ sailed", [("Queen Elizabeth 2", "GB")]),
        ("the Eagle has landed, the Lincoln Memorial, two ships Thursday", []),
        ("SAS Regiment, BAE Systems, SS General Wolff", []),
        ("SAS Amatola and SS Canberra", [("SAS Amatola", "ZA"), ("SS Canberra", "GB")]),
        ("bismarck and moskva", []),
    ],
)
def test_find_ships(text: str, found: list[tuple[str, str | None]]) -> None:
    assert [(ship.text, ship.country) for ship in lexicon.find_ships(text)] == found


@pytest.mark.parametrize(
    ("prefix", "country"),
    [
        ("USS", "US"),
        ("H.M.S.", "GB"),
        ("HMAS", "AU"),
        ("ROKS", "KR"),
        ("HNoMS", "NO"),
        ("Hr.Ms.", "NL"),
        ("BRP", "PH"),
        ("ARA", "AR"),
        *((prefix, None) for prefix in ("INS", "CNS", "XYZ", "")),
    ],
)
def test_ship_country(prefix: str, country: str | None) -> None:
    assert lexicon.ship_country(prefix) == country


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Royal Navy and U.S. Army", [("Royal Navy", "GB"), ("U.S. Army", "US")]),
        ("A.I.F. men, the RAAF", [("A.I.F", "AU"), ("RAAF", "AU")]),
        ("the PLA Navy, not the PLA", [("PLA Navy", "CN"), ("PLA", "CN")]),
        ("the ROYAL NAVY", [("ROYAL NAVY", "GB")]),
        ("Tsahal, UPDF and ARVN", [("Tsahal", "IL"), ("UPDF", "UG"), ("ARVN", "VN")]),
        ("the IAF and the Republican Guard", [("IAF", None), ("Republican Guard", None)]),
        ("royal navy blue, a wagner opera", []),
    ],
)
def test_services(text: str, found: list[tuple[str, str | None]]) -> None:
    assert [(text[start:end], country) for start, end, country in lexicon.services(text)] == found


def test_the_nouns_say_one_thing_each() -> None:
    assert {"troops", "peacekeeper", "blue helmets", "gurkhas", "paratroops", "airmen"} <= lexicon.PERSONNEL
    assert {"men", "advisers", "police officers", "engineers"} <= lexicon.AMBIGUOUS_PERSONNEL
    assert {"ammunition", "javelins", "vaccines", "grain"} <= lexicon.MATERIEL
    assert {"diplomats", "migrants", "students"} <= lexicon.CIVIL
    assert "equipment" in lexicon.AMBIGUOUS_MATERIEL
    assert not lexicon.PERSONNEL & (lexicon.AMBIGUOUS_PERSONNEL | lexicon.CIVIL | lexicon.MATERIEL)
    every = lexicon.PERSONNEL | lexicon.AMBIGUOUS_PERSONNEL | lexicon.MATERIEL | lexicon.CIVIL | lexicon.UNITS
    assert all(word == word.lower() for word in every)


def test_a_name_has_one_country() -> None:
    seen: dict[str, str] = {}
    for country, names in table("services").items():
        for name in words(names):
            assert seen.setdefault(name, country) == country, name
    assert len(ships._names()) >= 300


def test_a_missing_data_file_is_said() -> None:
    with pytest.raises(DataError, match="install mapapp again"):
        table("nothing")


HOSTILE = [
    "1st ",
    "1st Royal ",
    "Royal ",
    "A ",
    "3rd Armoured Infantry ",
    "1st Battalion, ",
    "1st Battalion of the ",
    "((((",
    "USS ",
    "HMS A ",
    "the destroyer ",
    "destroyers A, ",
    "F-",
    "T-72",
    "9",
    "XX ",
    "Task Force ",
    "Panzer",
    "27e Brigade d'infanterie ",
    "Brigata ",
    "the A de ",
    "_",
    "\u202e{{7*7}}</script>",
]


def test_a_megabyte_of_hostile_text_takes_linear_time() -> None:
    text = "\n".join(piece * (1_000_000 // len(HOSTILE) // len(piece)) for piece in HOSTILE)
    for find in (lexicon.find_units, lexicon.find_ships, lexicon.services, lexicon.EQUIPMENT_PATTERN.findall):
        start = time.process_time()
        found = find(text)
        assert time.process_time() - start < 30  # some 3 s on two cores; quadratic time would be hours
        if find is not lexicon.services and find is not lexicon.EQUIPMENT_PATTERN.findall:
            assert all(left.end <= right.start for left, right in pairwise(found))


def test_missions_stand_for_countries_that_are_known() -> None:
    text = "Soldiers went to UNIFIL, soldiers from MINUSMA came home, and the UNMISS commander spoke."
    assert [(text[a:b], country) for a, b, country in lexicon.gone_to(text, 0, len(text))] == [("UNIFIL", "LB")]
    assert set(table("missions")) <= set(nations.codes())
