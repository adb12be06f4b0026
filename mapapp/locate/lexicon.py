"""Words around names, and what they say about them."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


#: Words that a name may begin with although they are written small.
SMALL_STARTS = words(
    "al el an ar as at az ash the eastern western northern southern central north south east west northeast northwest "
    "southeast southwest northeastern northwestern southeastern southwestern former annexed occupied mainland "
    "demilitarized demilitarised sub ex eurozone euro de south-east north-east south-west north-west"
)
#: Words after which a name is likely a place's.
LOCATIVE = words(
    "in at near from to toward towards into outside around of between via across throughout within inside over off on "
    "onto through leaving entering reached reaching visit visited visiting invade invaded along beyond above below "
    "beside against left based captured captures capture seized seize seizing held retook retake recaptured liberated "
    "liberate occupied besieged shelled bombed attacked defended defend defending enter reach leave visits"
)
#: Words inside names that a name neither begins nor ends with.
GLUE = words("of the el al an de la le los las del di da do dos des du en sur am bei und and & - – ' ’ . /")
#: Words after which a name is a person's.
TITLES = words(
    "mr mrs ms dr sir lord lady president minister senator sen gen general col colonel capt captain lt lieutenant maj "
    "major sgt sergeant admiral adm rep representative gov governor judge justice king queen prince princess pope "
    "secretary chancellor professor prof coach director chairman spokesman spokeswoman ambassador cmdr commander "
    "private pvt detective officer mayor bishop rabbi imam sheikh sheik miss brother sister"
)
#: Words after which a name is a ship's.
SHIPS = words(
    "uss hms hmas hmcs hmnzs usns usav rfa ins uscgc fs its hnlms css carrier destroyer frigate cruiser warship "
    "submarine yacht tanker ferry battleship hdms mv"
)
#: News agencies and broadcasters whose names are places' too: towns only where a word like "in" says so.
AGENCIES = words(
    "xinhua fars mehr petra sana ansa belga lusa mena irna isna maan andina antara anadolu tasnim tanjug hina apa "
    "aki efe"
)
#: Words that make a street of the name before them.
STREETS = words(
    "street st avenue ave road rd boulevard blvd lane drive dr square highway parkway court terrace way streets"
)
#: Words that alone are no name.
DIRECTIONS = words(
    "north south east west central northern southern eastern western northeast northwest southeast southwest centre "
    "center"
)
#: Words beside which a name is likely a person's.
SPEAKING = words(
    "said says told tells asked asks added adds recalled argued wrote replied explained thinks believes scored coached "
    "who whose he she his her him"
)
#: Words that join the names of a list.
AND = words("and or , & ; / as well")
#: Relatives, in the news of deaths and weddings.
KIN = words(
    "son sons daughter daughters husband wife brother brothers sister sisters mother father parents child children "
    "grandson grandsons granddaughter granddaughters grandchild grandchildren great-grandchildren stepson stepdaughter "
    "nephew nephews niece nieces cousin cousins survivors fiance fiancee widow widower uncle aunt siblings named"
)
#: Words after which the name before them is a team's, a company's or a paper's.
ORGANISED = words(
    "wanderers united rovers athletic albion hotspur fc afc sc cf villa celtics lakers nets knicks pistons bulls bears "
    "packers lions giants jets patriots eagles cowboys saints broncos chiefs raiders chargers rams cardinals cubs "
    "dodgers mets yankees braves astros rangers mariners orioles tigers royals twins pirates brewers padres rockies "
    "marlins nationals phillies reds sox bruins sabres canadiens senators canucks flames oilers penguins flyers "
    "blackhawks wildcats bulldogs warriors panthers hornets spurs rockets suns kings hawks nuggets pacers bucks "
    "inc corp co ltd llc plc sa ag gmbh group holdings bank airlines airways motors foods energy oil gas railroad "
    "railway times globe herald tribune post gazette news journal chronicle courier dispatch sentinel register star sun"
)
#: Places that a disease or its germ is called after, and words that make its name of theirs.
DISEASED = words(
    "marburg norwalk reston sudan zaire bundibugyo lassa ebola nipah hendra machupo zika congo louis california crosse "
    "omsk nile valley river forest andes seoul hantaan puumala dobrava toscana sindbis usutu powassan colorado "
    "heartland bourbon oropouche mayaro lyme coxsackie manzanilla canyon east mountain"
)
DISEASES = words(
    "virus viruses fever encephalitis encephalopathy haemorrhagic hemorrhagic respiratory ebolavirus marburgvirus "
    "hantavirus arenavirus henipavirus tick spotted syndrome"
)
#: After one of these whose name hardly means the place, it is the disease.
OUTBREAKS = words("case cases outbreak outbreaks patient patients epidemic infection infections vaccine vaccines")
ALWAYS_DISEASED = words("marburg norwalk reston lassa nipah hendra zika ebola")
#: What a place may be called after, but is rarely called alone.
GENERIC = STREETS | words(
    "loop church mound river rivers creek lake lakes island islands point hall park castle wing town towns mountain "
    "mountains falls grove gateway council police public bridge school schools college university hospital line bay "
    "beach cove harbor harbour port pass peak ridge rock rocks spring springs valley village hill hills forest field "
    "fields farm farms ford junction crossing corner corners station airport mill mine mines monument "
    "county district township ranch prairie plain plains parkway pike turnpike trail freeway expressway interstate "
    "way route mall plaza cemetery chapel temple tower house home stadium arena gardens garden court bank market "
    "motherland kingdom"
)
#: What makes the name of a natural feature, behind the words before it.
FEATURES = words(
    "river creek lake lakes mountain mountains island islands bay valley canyon pass falls forest hills reservoir "
    "glacier peninsula beach swamp marsh inlet sound lagoon plateau desert range ridge volcano fjord moor dunes delta "
    "estuary wetlands brook gorge butte buttes mesa"
)
