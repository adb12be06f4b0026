// All words of the interface, in one table: another language is another table.
const WORDS = {
  language: "en",
  title: "Deployments",
  sub: "{movements} from {reports}", subDate: "{sub} of {date}",
  movement: "1 movement", movements: "{n} movements",
  report: "1 report", reports: "{n} reports",
  newDeployments: "New deployments", newNote: "totals and their parts count once",
  noNew: "No new deployment in view",
  unknownMore: "strength not known for {n}", noFigure: "{movements} without a figure",
  others: "+ {n} more",
  alsoOnMap: "Also",
  s_completed: "completed", s_under_way: "under way", s_ordered: "ordered", s_planned: "planned",
  s_possible: "possible", s_on_alert: "on alert", s_present: "already there", s_withdrawn: "withdrawn", s_denied: "denied",
  S_completed: "Completed", S_under_way: "Under way", S_ordered: "Ordered", S_planned: "Planned",
  S_possible: "Possible", S_on_alert: "On alert", S_present: "Already there", S_withdrawn: "Withdrawn", S_denied: "Denied", S_leaving: "Leaving",
  u_personnel: "", u_aircraft: "aircraft", u_ships: "ships", u_vehicles: "vehicles", u_batteries: "batteries",
  u_units: "units", u_other: "", u1_aircraft: "aircraft", u1_ships: "ship", u1_vehicles: "vehicle",
  u1_batteries: "battery", u1_units: "unit", u1_personnel: "", u1_other: "",
  U_personnel: "personnel", U_aircraft: "aircraft", U_ships: "ships", U_vehicles: "vehicles", U_batteries: "batteries",
  U_units: "units", U_other: "other",
  about: "about {n}", upTo: "up to {n}", several: "several", hundreds: "hundreds", thousands: "thousands", tensOfThousands: "tens of thousands", hundredsOfThousands: "hundreds of thousands", range: "{low}–{high}", notKnown: "strength not known", atLeast: "at least {n}",
  actorUnknown: "Actor not known",
  to: "{from} → {to}", from: "from {from}", into: "to {to}", in: "in {at}", at: "at {at}", nowhere: "no place named",
  search: "Search units, places, quotes", searchShort: "Search", filters: "Filters", clear: "Clear filters", actor: "Actor", status: "Status",
  reportFacet: "Report", forceFacet: "Unit or equipment", sizeFacet: "How many", noForce: "not named", andMore: "{n} and more", kind: "What", list: "List of deployments", more: "Show {n} more", none: "Nothing matches. Clear the filters or choose another day.",
  empty: "No movement was found in what was read.",
  sort: "Order", sortSize: "largest", sortDate: "newest", sortActor: "actor",
  shownOf: "{k} of {n} shown", notOnMap: "Not on the map", because: "because {why}",
  whyNoPlace: "the report names no place that could be found", whyUnplaced: "“{name}” could not be placed: {reason}",
  symbolFor: "NATO symbol: {name}", k_symbol: "{name}",
  back: "All deployments", who: "Who", what: "What", howMany: "How many", origin: "From", destination: "To", where: "Where",
  via: "By way of", when: "When", confidence: "Confidence", quotes: "What the reports say", differ: "Where they differ",
  links: "Totals and parts", partOf: "Part of", parts: "Parts of it", shares: "One strength, shared with",
  here: "Also here", undatedOne: "no date given", undatedTold: "no date given, reported {date}", source: "Open the report", saidBy: "according to {voice}", readBy: "read by {reader}",
  close: "Close", thisView: "Link to this view", copied: "Link copied", notStated: "not stated",
  alertHome: "The report names no place: the sign stands in the force’s own country.",
  areaNote: "only the area is known", nearNote: "place known to about {km}",
  c_high: "high", c_middle: "middling", c_low: "low", differMark: "reports differ",
  field_strength: "How many", field_status: "Status", field_date: "When", field_origin: "From", field_destination: "To",
  field_actor: "Who", field_unit: "Unit", field_equipment: "Equipment", field_via: "By way of",
  legend: "Key", moreSigns: "More signs", legendActors: "Colour: whose force", legendStatus: "Line: how far it has got",
  legendWidth: "Width and size: how many", legendSigns: "Other signs", otherActors: "others ({n})",
  k_present: "present: circle", k_area: "somewhere in the area", k_point: "at a known place", k_out: "leaves; where to is not said",
  k_in: "arrives; where from is not said", k_unknown: "strength not known", k_range: "from … to …: core and band",
  k_denied: "denied: said not to happen", k_alert: "on alert", k_ahead: "on alert for what lies there", k_country: "country or region as a whole", k_differ: "reports differ",
  k_many: "drawn as one, with their number",
  time: "Time", timeSlider: "Day shown", fromSlider: "Shown from", bothSlider: "All of the days shown, moved together", fromNote: "from {date}", play: "Play", pause: "Pause", before: "Step back", after: "Step on",
  step: "Step", stepDay: "day", stepWeek: "week", stepEvent: "event", span: "Show", spanAll: "all so far",
  spanDays: "last {n} days", spanDay: "that day only", speed: "Speed", undated: "{n} undated",
  noDates: "No dates were given: everything is shown.", histogram: "Movements by date",
  said: "{date}: {k} of {n} shown", all: "all",
  fit: "Show everything", picture: "Save a picture of this view", timeMore: "More about time", panel: "Panel", openPanel: "Show the panel", closePanel: "Hide the panel",
  theme: "Light or dark", zoomIn: "Zoom in", zoomOut: "Zoom out",
  map: "Map of deployments: arrow keys move it, plus and minus zoom",
  several: "{n} movements", relativeDate: "date not resolved", asOf: "as written: {text}",
  cannot: "This browser cannot open the map’s data (DecompressionStream is missing). A browser from 2023 or later can.",
  broken: "The map’s data are damaged; export the file again.",
  credits: "Made with Natural Earth. Every sign rests on a quote.", until: "until {date}", since: "since {date}",
  crowd: "The {k} largest of {n} lines and signs in full, {hairs} as hairlines: zoom in or filter", inView: "{k} of {n} in this view", showAll: "Show all", times: "{text} ({n})",
};

const say = (key, values = {}) => (WORDS[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
const count = (noun, n) => (n === 1 ? say(noun) : say(`${noun}s`, { n: number(n) }));

// Numbers and dates follow the reader's own language, in the digits and the calendar that a report's own figures have;
// names of countries and orders by name are in the interface's language.
const LOCALE = [...(navigator.languages ?? [])].find((tag) => tag.startsWith(WORDS.language)) ?? WORDS.language;
const READER = (() => {
  try { return new Intl.Locale(navigator.language, { calendar: "gregory", numberingSystem: "latn" }); } catch { return LOCALE; }
})();
const numbers = new Intl.NumberFormat(READER);
const number = (n) => numbers.format(n);
const dayFormat = new Intl.DateTimeFormat(READER, { dateStyle: "long", timeZone: "UTC" });
const shortFormat = new Intl.DateTimeFormat(READER, { dateStyle: "medium", timeZone: "UTC" });
const regions = new Intl.DisplayNames([LOCALE], { type: "region", fallback: "code" });
const DAY = 86_400_000;
const longDate = (day) => dayFormat.format(day * DAY);
const shortDate = (day) => shortFormat.format(day * DAY);
const dateRange = (start, end) => (start === end ? longDate(start) : dayFormat.formatRange(start * DAY, end * DAY));
const isoDate = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const dayOf = (iso) => {
  const at = Date.parse(`${String(iso).slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(at) ? null : Math.round(at / DAY);
};

// The basemap's own names go before the browser's, so that map and panel say the same.
const countryNames = new Map();
function actorName(code) {
  if (code === null || code === "") return say("actorUnknown");
  if (!/^[A-Z]{2}$/.test(code)) return code;
  if (countryNames.has(code)) return countryNames.get(code);
  try { return regions.of(code) ?? code; } catch { return code; }
}
