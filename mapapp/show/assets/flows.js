// What is drawn for the movements in view: one item each, or one for many between the same areas when there are too many.
const MANY = 600, FAR = 5.5;

function newItem(data, i, ids) {
  const { m } = data, status = data.statusName(i);
  let via = m.via[i] || [], from = m.from[i], to = m.to[i], home = false, ahead = -1, kind = "none";
  const still = status === "denied" || status === "present" || status === "on_alert";
  // Without an end, the places on the way stand in for it.
  if (!still && via.length && to < 0) { to = via.at(-1); via = via.slice(0, -1); }
  if (!still && via.length && from < 0) { from = via[0]; via = via.slice(1); }
  if (status === "denied") {
    kind = "denied";
    if (to < 0) to = from;
  } else if (status === "present" || status === "on_alert") {
    kind = status === "present" ? "circle" : "alert";
    if (status === "on_alert" && from >= 0 && to >= 0 && !samePlace(data, from, to)) { ahead = to; to = from; }
    if (to < 0) to = from;
  } else if (from >= 0 && to >= 0) kind = samePlace(data, from, to) && !via.length ? "in" : "arc";
  else if (from >= 0) kind = "out";
  else if (to >= 0) kind = "in";
  if (from < 0 && to < 0) {
    if (status === "on_alert" && data.homeOf(data.actor(i)) >= 0) { to = data.homeOf(data.actor(i)); home = true; }
    else kind = "none";
  }
  return {
    i, ids, kind, from, to, home, ahead, status, via: kind === "arc" && via.length ? via : null, actor: data.actor(i),
    low: m.low[i], high: m.high[i], flags: m.flags[i], unit: data.unitName(i), lane: 0, lanes: 1, differs: m.differ[i] !== 0,
  };
}

// Whether a movement has no sign on the map, as `newItem` would find.
function signless(data, i) {
  const { m } = data, status = data.statusName(i);
  if (m.from[i] >= 0 || m.to[i] >= 0) return false;
  if (status === "on_alert") return data.homeOf(data.actor(i)) < 0;
  return status === "denied" || status === "present" || !m.via[i];
}

const samePlace = (data, a, b) =>
  a === b || (Math.abs(data.p.lat[a] - data.p.lat[b]) < 1e-3 && Math.abs(data.p.lon[a] - data.p.lon[b]) < 1e-3);
const sizeOf = (item) => item.high ?? item.low;
const rank = (item) => {
  const value = sizeOf(item);
  return value === null ? -1 : tenfold(value, item.unit);
};

// The items of the movements in `list`, smallest first, and whether some stand for several movements.
function makeItems(data, list, zoom) {
  let items;
  const merged = list.length > MANY && zoom < FAR;
  if (merged) {
    const groups = new Map();
    for (const i of list) {
      const key = data.groupOf(i);
      if (key < 0) continue;
      const group = groups.get(key);
      if (group) group.push(i);
      else groups.set(key, [i]);
    }
    items = [...groups.values()].map((ids) => (ids.length === 1 ? data.item(ids[0]) : groupItem(data, ids)));
  } else items = list.map((i) => data.item(i)).filter((item) => item.kind !== "none");
  for (const item of items) item.rank = rank(item);
  items.sort((a, b) => a.rank - b.rank || a.i - b.i);
  return { items, merged: merged && items.length < list.length };
}

// A number for what movements are drawn together by; -1 for those without a sign.
function grouping(data) {
  const numbers = new Map(), known = new Int32Array(data.n).fill(-2);
  return (i) => {
    if (known[i] > -2) return known[i];
    const item = data.item(i);
    const key = `${item.kind}|${areaKey(data, item.from)}|${areaKey(data, item.to)}|${areaKey(data, item.ahead)}|${item.actor}|${item.status}|${item.unit}`;
    if (item.kind !== "none" && !numbers.has(key)) numbers.set(key, numbers.size);
    return (known[i] = item.kind === "none" ? -1 : numbers.get(key));
  };
}

const areaKey = (data, k) => (k < 0 ? "" : data.p.country[k] || `#${k}`);

function groupItem(data, ids) {
  const lead = ids.reduce((best, i) => ((data.m.high[i] ?? -1) > (data.m.high[best] ?? -1) ? i : best), ids[0]);
  const [sum] = sums(data, ids);
  // Different towns of one country: the line or sign stands at the country, not at one of them.
  const end = (k, column) => (k < 0 || ids.every((i) => column[i] === column[lead]) ? k : data.homeOf(data.p.country[k]) >= 0 ? data.homeOf(data.p.country[k]) : k);
  const one = data.item(lead), { from, to } = one;
  const ends = { from: end(from, data.m.from), to: end(to, data.m.to) };
  return {
    ...one, ids, lane: 0, ...(ends.from === ends.to && from !== to ? {} : ends),
    low: sum.n ? sum.low : null, high: sum.n ? sum.high : null, flags: sum.flags, via: null,
    differs: ids.some((i) => data.m.differ[i] !== 0),
  };
}

// Items that share both ends run side by side: each gets a lane, the largest the middle one.
function setLanes(items) {
  const pairs = new Map();
  for (let k = items.length - 1; k >= 0; k--) {
    const item = items[k];
    const key = item.kind === "arc" ? `${Math.min(item.from, item.to)}-${Math.max(item.from, item.to)}`
      : `${item.kind === "out" ? item.from : item.to}@${item.kind === "in" || item.kind === "out" ? "stub" : "sign"}`;
    const n = pairs.get(key) ?? 0;
    pairs.set(key, n + 1);
    item.lane = n % 2 ? (n + 1) / 2 : -n / 2;
    item.order = n;
  }
}

// The great circle of an item through its way points, from a cache that items with the same ends share.
function itemCurve(data, item) {
  const stops = item.ahead >= 0 ? [item.to, item.ahead] : [item.from, ...(item.via ?? []), item.to];
  const key = stops.join(">");
  let curve = data.curves.get(key);
  if (!curve) {
    const at = (k) => [data.p.lat[k], data.p.lon[k]];
    const degrees = data.n > 20_000 ? 5 : data.n > 3_000 ? 2 : 1;
    let points = greatCircle(at(stops[0]), at(stops[1]), degrees);
    for (let k = 2; k < stops.length; k++) points = joined(points, greatCircle(at(stops[k - 1]), at(stops[k]), degrees));
    curve = { points, box: boxOf(points) };
    data.curves.set(key, curve);
  }
  return curve;
}

// What painting needs beside the columns: colours, items, curves, and where a force is at home.
function prepare(data, base) {
  data.colour = actorColours(data);
  data.curves = new Map();
  const items = new Array(data.n);
  data.item = (i) => (items[i] ??= newItem(data, i, [i]));
  data.groupOf = grouping(data);
  for (const [code, name] of base.names) if (!countryNames.has(code)) countryNames.set(code, name);
  const homes = new Map();
  data.homeOf = (actor) => {
    if (homes.has(actor)) return homes.get(actor);
    const known = base.names.find(([code]) => code === actor);
    let k = -1;
    if (known) {
      const { p } = data;
      k = p.name.push(-1) - 1;
      p.kind.push(data.kinds.indexOf("country"));
      p.lat.push(known[2]); p.lon.push(known[3]); p.country.push(actor);
      p.extent.push(0); p.members.push(0); p.precision.push(6); p.radius.push(0);
    }
    homes.set(actor, k);
    return k;
  };
  const named = data.placeName;
  data.placeName = (k) => (k >= 0 && data.p.name[k] < 0 ? actorName(data.p.country[k]) : named(k));
}
