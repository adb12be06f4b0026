// The visual language, in one place; docs/reading-the-map.md explains it to readers.

// Colours for whose force it is: apart from each other for every kind of colour vision, 3:1 and more on land and sea.
const PALETTE = 6, OTHER = PALETTE; // --actor-0 … --actor-5, --actor-6 for all others
const FIXED = { US: 0, RU: 1 };

function actorColours(data) {
  const weight = new Map();
  for (let i = 0; i < data.n; i++) {
    const actor = data.actor(i);
    weight.set(actor, (weight.get(actor) ?? 0) + 1 + Math.log10(1 + (data.m.high[i] ?? data.m.low[i] ?? 0)));
  }
  const order = [...weight.keys()].sort((a, b) => weight.get(b) - weight.get(a) || (a < b ? -1 : 1));
  const colours = new Map(), free = [...Array(PALETTE).keys()];
  const take = (actor, slot) => { colours.set(actor, slot); free.splice(free.indexOf(slot), 1); };
  for (const actor of order) if (actor in FIXED) take(actor, FIXED[actor]);
  const rest = order.filter((actor) => !(actor in FIXED));
  const late = free.filter((slot) => Object.values(FIXED).includes(slot));
  const early = free.filter((slot) => !late.includes(slot));
  const slots = [...early, ...late];
  rest.forEach((actor, k) => colours.set(actor, actor && k < slots.length ? slots[k] : OTHER));
  return { order, of: (actor) => colours.get(actor) ?? OTHER };
}

// Lines by status: dash in pixels for a line 3 px wide; empty is solid.
const LINES = {
  completed: [], under_way: [], ordered: [13, 6], planned: [6, 6], possible: [0.1, 7], on_alert: [0.1, 9],
  withdrawn: [16, 5, 3, 5], present: [], denied: [2, 5],
};

// Width grows with the tenfold: 100 people, 10 aircraft, one ship or unit are 3 px, each tenfold 2.5 px more.
const BASE = { personnel: 100, aircraft: 4, ships: 1, vehicles: 10, batteries: 1, units: 1, other: 10 };
const tenfold = (value, unit) => Math.log10(Math.max(value, 0.01) / (BASE[unit] ?? 100));
const widthOf = (value, unit) => Math.max(1.5, Math.min(12, 3 + 2.5 * tenfold(value, unit)));
const radiusOf = (value, unit) => Math.max(4, Math.min(34, 6.5 * 10 ** (0.22 * tenfold(value, unit))));
const WIDTH_UNKNOWN = 4, RADIUS_UNKNOWN = 7;

// Colours for the canvas come from the style sheet, so that light, dark and print need no second table.
function readColours(element) {
  const style = getComputedStyle(element);
  const get = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    sea: get("sea"), land: get("land"), coast: get("coast"), border: get("border"), lake: get("sea"),
    ink: get("ink"), faint: get("map-faint"), seaName: get("sea-name"), halo: get("halo"), pill: get("pill"),
    denied: get("denied"), select: get("select"),
    actors: Array.from({ length: PALETTE + 1 }, (_, k) => get(`actor-${k}`)),
  };
}

// Text for the canvas: one line, no controls, no marks that turn the writing direction.
const plainText = (text, most = 42) => {
  const clean = String(text).replace(/[\u0000-\u001f\u007f-\u009f]/g, " ")
    .replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/g, "").replace(/\s+/g, " ").trim();
  const signs = Array.from(clean.slice(0, 4 * most));
  return signs.length > most ? `${signs.slice(0, most - 1).join("")}…` : clean;
};
