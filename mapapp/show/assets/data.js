// The payload: signs → bytes → inflated → columns. Texts come out as strings and are used as text only.
const inflated = (bytes) => new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")));
const unpack = (text) => inflated(bytesOf(text)).text();

const FLAG_ABOUT = 1, FLAG_IMPLIED = 2;

// One movement is a number i below data.n; its fields stand in data.m.<column>[i].
function readData(raw) {
  const { moves: m, claims: c, places: p, reports: r, strings } = raw;
  const n = m.id.length;
  m.high = m.high.map((high, i) => (high === -1 ? m.low[i] : high)); // as mapapp/show/payload.py packs them
  m.end = m.end.map((end, i) => (end === null || m.start[i] === null ? end : m.start[i] + end));
  const text = (k) => (k < 0 ? null : strings[k]);
  const firstClaim = new Int32Array(n + 1);
  for (let i = 0; i < n; i++) firstClaim[i + 1] = firstClaim[i] + m.claims[i];
  const parts = new Map(), sharers = new Map(), index = new Map();
  const push = (map, key, value) => (map.has(key) ? map.get(key).push(value) : map.set(key, [value]));
  for (let i = 0; i < n; i++) {
    index.set(text(m.id[i]), i);
    if (m.partOf[i] >= 0) push(parts, m.partOf[i], i);
    if (m.shared[i] >= 0) push(sharers, m.shared[i], i);
  }
  const status = Uint8Array.from(m.status);
  const data = {
    n, m, c, p, r, text, firstClaim, parts, sharers, index, status,
    symbols: raw.symbols, symbolOf: (i) => (m.symbol[i] < 0 ? null : raw.symbols[m.symbol[i]]),
    statuses: raw.statuses, units: raw.units, kinds: raw.kinds, settings: raw.settings ?? {},
    id: (i) => strings[m.id[i]],
    actor: (i) => text(m.actor[i]) ?? "",
    statusName: (i) => raw.statuses[m.status[i]],
    unitName: (i) => (m.unit[i] < 0 ? "personnel" : raw.units[m.unit[i]]),
    placeName: (k) => (k < 0 ? null : text(p.name[k])),
    isArea: (k) => { const kind = raw.kinds[p.kind[k]]; return kind !== "base" && kind !== "city"; },
    claimsOf: (i) => Array.from({ length: m.claims[i] }, (_, k) => firstClaim[i] + k),
    reportsOf: (i) => [...new Set(data.claimsOf(i).map((k) => c.report[k]))],
  };
  data.dated = dates(data);
  return data;
}

// first[i]..full[i]: the days over which movement i comes into view; last[i]: after it, it is no longer current.
// undated[i]: the words give no day; it then comes into view on the day of the first report that tells it, if that is known.
function dates({ n, m, c, r, text, status, statuses, firstClaim }) {
  const first = new Float64Array(n), full = new Float64Array(n), last = new Float64Array(n), undated = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const start = m.start[i], end = m.end[i];
    if (start === null && end === null) {
      let told = Infinity;
      for (let k = firstClaim[i]; k < firstClaim[i + 1]; k++) told = Math.min(told, r.published[c.report[k]] ?? Infinity);
      undated[i] = 1;
      first[i] = full[i] = told < Infinity ? told : NaN;
      last[i] = told < Infinity ? Infinity : NaN;
      continue;
    }
    first[i] = start ?? end;
    const vague = start !== null && end !== null && end > start;
    const present = statuses[status[i]] === "present";
    full[i] = vague && !present ? end : first[i];
    const ends = text(m.precision[i]) === "span" && present && end !== null;
    last[i] = ends ? end : Infinity;
  }
  return { first, full, last, undated };
}
