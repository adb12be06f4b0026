"""The closed classes of the movement grammar: verbs and nouns of movement, governors of status, prepositions.

Open classes (kinds of unit, equipment, ships, services, leaders) are data in `lexicon/`.
"""

from __future__ import annotations

from enum import StrEnum

from mapapp.locate.phrases import ONE_OF


class Sense(StrEnum):
    """What a trigger does with the force and with a place beside it."""

    SEND = "send"  # object moves, subject sends
    GO = "go"  # subject moves
    ENTER = "enter"  # subject moves into the object place
    LEAVE = "leave"  # subject moves out of the object place
    WITHDRAW = "withdraw"  # object (or subject, without object) moves out
    STAY = "stay"  # subject is somewhere
    HAVE = "have"  # subject has the object somewhere
    HOST = "host"  # the subject is the place, the object the force
    SET_UP = "set_up"  # subject makes a post somewhere
    ALERT = "alert"  # readiness
    RELIEVE = "relieve"  # subject comes, object leaves
    REINFORCE = "reinforce"  # subject comes to the object
    JOIN = "join"  # subject comes to where others are
    HAND_OVER = "hand_over"  # subject gives up a post or place


#: Verbs whose object moves; those that also move by themselves stand in GO too.
SEND = frozenset(
    """send deploy dispatch despatch move shift redeploy rush ship fly airlift transfer relocate reposition
    commit bring carry pour contribute lend second mobilise mobilize detach assign allocate provide rotate
    sail airdrop parachute land transport ferry reassign push draft hurl throw launch steam truck bus
    haul divert insert infiltrate pledge promise surge add deliver forward-deploy pre-position preposition post
    concentrate mass amass station base garrison position place put quarter billet field supply direct
    order convey embark give offer introduce funnel assemble marshal redirect reroute""".split()
)
GO = frozenset(
    """go come arrive deploy move head travel march sail steam fly redeploy relocate advance proceed journey
    land rotate return roll drive ride shift transfer stream flow pour rush jump parachute drop
    disembark descend converge flock transit pass cross set embark trickle dock anchor call berth
    intervene surge debark board push start report follow wade trek trudge race hurry hasten motor rumble snake lumber
    slip hike swarm step""".split()
)
ENTER = frozenset("enter reach cross penetrate transit approach near round invade".split())
LEAVE = frozenset("leave depart exit quit evacuate vacate abandon".split())
WITHDRAW = frozenset("withdraw pull recall remove evacuate repatriate extract redeploy extricate retire".split())
STAY = frozenset(
    """be remain stay stand sit operate patrol serve stop linger gather muster encamp camp bivouac manoeuvre
    maneuver cruise loiter face number total continue deploy participate exercise train drill live hold
    guard surround encircle ring monitor conduct mass wait shelter""".split()
)
#: Verbs of staying whose object is the place ("surrounding Ukraine").
STAY_OBJECT = frozenset("surround encircle ring patrol guard garrison occupy man police hold keep defend".split())
#: Participles that say where a force is kept.
KEPT = frozenset(
    """station base garrison deploy post position locate concentrate mass amass quarter billet place
    headquarter house encamp assemble gather home-port homeport entrench dig array stand camp mobilise
    mobilize stick park moor dock anchor berth spread scatter disperse split divide distribute engage
    assign""".split()
)
HAVE = frozenset("have maintain keep retain hold house".split())
HOST = frozenset("host accommodate receive welcome home".split())
SET_UP = frozenset("establish set build create open construct erect install found".split())
REINFORCE = frozenset("reinforce augment bolster strengthen supplement back beef buttress support".split())
RELIEVE = frozenset("relieve replace".split())

#: Nouns of movement and of presence.
NOUNS: dict[str, Sense] = {
    **dict.fromkeys(
        """deployment redeployment dispatch despatch transfer relocation repositioning airlift sending
        reinforcement movement move shift commitment contribution extension surge posting augmentation""".split(),
        Sense.SEND,
    ),
    **dict.fromkeys(
        "arrival rotation landing transit entry return advance passage intervention incursion voyage journey".split(),
        Sense.GO,
    ),
    **dict.fromkeys("departure exit evacuation".split(), Sense.LEAVE),
    **dict.fromkeys(
        "withdrawal pullout pull-out drawdown draw-down pullback pull-back recall repatriation removal".split(),
        Sense.WITHDRAW,
    ),
    **dict.fromkeys(
        "presence stationing basing buildup build-up concentration massing garrison positioning".split(), Sense.STAY
    ),
}
ALERT_NOUNS = frozenset("alert standby stand-by readiness notice defcon".split())

# ---- status --------------------------------------------------------------------------------------------------
#: What governs a movement, by lemma.
ORDERING = frozenset(
    """order authorise authorize direct instruct command approve sign mandate decree greenlight ratify endorse
    tell authorisation authorization directive instruction""".split()
)
PLANNING = frozenset(
    """plan announce pledge promise agree decide intend expect schedule prepare vow commit undertake aim slate
    design due set decision intention announcement agreement poise resolve ready volunteer arrange
    contract want earmark""".split()
)
POSSIBLE = frozenset(
    """consider mull weigh propose suggest ask request urge recommend contemplate discuss study explore
    possibility option proposal offer call demand appeal advocate debate possible potential willing
    likely may might could seek hope wish threaten fear speculate warn plea review envisage envision
    appear believe suspect invite beg need require prospect suggestion examine readiness willingness threat
    desire""".split()
)
DENYING = frozenset(
    """deny rule refuse reject decline dismiss exclude forbid prohibit denial refusal stop oppose cancel scrap
    abandon shelve halt postpone prevent bar block refute avoid""".split()
)
BEGINNING = frozenset("begin start continue keep resume commence carry proceed process".split())
SAYING = frozenset(
    """say tell report state confirm add note insist claim declare write stress acknowledge reveal disclose
    indicate estimate believe think quote cite describe explain argue maintain observe remark mean show
    understand know learn tweet post assert reiterate admit contend reckon suggest""".split()
)
MODALS_POSSIBLE = frozenset("could might may can".split())
MODALS_FUTURE = frozenset("will shall 'll ’ll wo ll".split())
NEGATIVES = frozenset("no not n't n’t never neither nor without none nobody hardly".split())

# ---- places --------------------------------------------------------------------------------------------------
TO = frozenset("to into toward towards onto for aboard".split())
AT = frozenset(
    """in at on near around across throughout over off along inside within outside by beside above alongside
    amid between among beyond opposite surrounding upon aboard round""".split()
)
FROM = frozenset("from out leaving".split())
VIA = frozenset("via through past".split())
#: What several names share ("the Kursk, Oryol and Tula regions").
AREAS = frozenset(ONE_OF) | frozenset("areas islands sectors valleys".split())
#: Nouns that stand between a preposition and a place without changing its part ("to bases in Poland").
SITES = frozenset(
    """base bases port ports camp camps barrack barracks garrison garrisons airfield airfields airport airports
    location locations position positions post posts site sites area areas town towns city cities
    village villages region regions province provinces island islands part parts side sides outskirts
    coast shore shores border borders frontier frontiers facility facilities installation installations
    ground grounds range ranges harbour harbor waters territory soil north south east west northeast
    northwest southeast southwest vicinity neighbourhood neighborhood centre center heart edge tip state
    country countries nation nations ally allies capital district sector zone line lines front theatre
    theater station headquarters airbase airbases stronghold exercise exercises drill drills manoeuvres
    maneuvers mission operation operations training fort hall halls square embassy palace building buildings
    bridge bridges crossing crossings checkpoint checkpoints junction valley plateau plain desert triangle strip
    delta monastery university mine mines refinery oilfield oilfields enclave pocket suburb suburbs quarter""".split()
)
#: What stands for a place named before.
ANAPHORS = frozenset(
    """border frontier region area country countries island islands peninsula theatre theater city town zone territory
    base village province district capital port harbour harbor airport airfield airstrip embassy mainland coast strait
    colony kingdom republic continent enclave valley archipelago sector""".split()
)

#: What is built on the spot.
POSTS = frozenset(
    """base bases basis outpost post camp headquarters installation site facility checkpoint position garrison
    station airfield airstrip airbase barracks depot hospital fort hub centre center bridgehead
    beachhead defense defence""".split()
)

#: Verbs that hand arms to somebody else.
GIVE = frozenset("deliver donate supply sell ship provide give export lend lease gift hand transfer".split())
#: Senders that are no state: what they send is no force.
BUSINESS = frozenset(
    """company firm airline retailer club bank manufacturer supplier operator utility charity team party
    airport""".split()
)
#: Nouns whose "of" names what something is done to.
HARMED = frozenset(
    """bombing attack killing death deaths capture loss sinking downing strike seizure hijacking destruction
    shelling murder ambush defeat surrender training funding arrest rescue release kidnapping abduction
    wounding targeting raid raids strikes""".split()
)
#: Verbs whose object is no presence.
HARM = frozenset(
    """kill wound injure attack strike hit bomb ambush capture kidnap target shell destroy down lose command
    lead visit meet address honour honor bury inspect arrest defeat rout shoot raid behead murder abduct
    praise thank accuse blame criticise criticize condemn train advise equip arm pay fund""".split()
)

#: Verbs that tell of a trend, not of a force.
TRENDS = frozenset(
    """increase step grow boost expand strengthen bolster enhance deepen reduce raise ramp beef cut scale
    review end""".split()
)
