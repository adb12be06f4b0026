// How many: the words for one strength, and sums in which nothing counts twice.
function strengthText(low, high, flags, unit, { withUnit = true } = {}) {
  if (low === null && high === null) return say("notKnown");
  const vague = flags & FLAG_ABOUT && VAGUE[`${low}-${high}`];
  const noun = withUnit ? say(`${low === 1 && high === 1 ? "u1" : "u"}_${unit ?? "personnel"}`) : "";
  const end = noun ? ` ${noun}` : "";
  if (vague) return say(vague) + end;
  if (low === null || (low === 0 && high !== null && high > 0)) return say("upTo", { n: number(high) }) + end;
  if (high === null) return say("atLeast", { n: number(low) }) + end;
  const figure = low === high ? number(low) : say("range", { low: number(low), high: number(high) });
  return (flags & FLAG_ABOUT && low === high ? say("about", { n: figure }) : figure) + end;
}
// Ranges that stand for words of a report ("several thousand").
const VAGUE = { "3-9": "several", "200-999": "hundreds", "2000-9999": "thousands", "20000-99999": "tensOfThousands", "200000-999999": "hundredsOfThousands" };
const strengthOf = (data, i, options) =>
  strengthText(data.m.low[i], data.m.high[i], data.m.flags[i], data.unitName(i), options);

const NEW = new Set(["completed", "under_way", "ordered", "planned"]);
const isNew = (data, i) => NEW.has(data.statusName(i)) && data.m.to[i] >= 0;
const known = (data, i) => data.m.low[i] !== null || data.m.high[i] !== null;

// Of the given movements those whose strengths may be added: a part goes when a total above it is there and has a
// figure of the same unit; of several that share one strength the first stays.
function countable(data, list) {
  if (!list.some((i) => data.m.partOf[i] >= 0 || data.m.shared[i] >= 0)) return list;
  const there = new Set(list), groups = new Set(), kept = [];
  const covered = (i) => {
    for (let k = data.m.partOf[i], seen = 0; k >= 0 && seen < 50; k = data.m.partOf[k], seen++) {
      if (there.has(k) && known(data, k) && data.unitName(k) === data.unitName(i)) return true;
    }
    return false;
  };
  for (const i of list) {
    if (covered(i)) continue;
    let group = i;
    for (let seen = 0; data.m.shared[group] >= 0 && seen < 50; seen++) group = data.m.shared[group];
    if (groups.has(group)) continue;
    groups.add(group);
    kept.push(i);
  }
  return kept;
}

// Sums by unit: {unit, low, high, flags, unknown, n} in the order of the units.
function sums(data, list) {
  const byUnit = new Map();
  for (const i of countable(data, list)) {
    const unit = data.unitName(i);
    const sum = byUnit.get(unit) ?? { unit, low: 0, high: 0, flags: 0, unknown: 0, n: 0 };
    byUnit.set(unit, sum);
    if (known(data, i)) {
      sum.low += data.m.low[i] ?? 0;
      sum.high += data.m.high[i] ?? data.m.low[i];
      sum.flags |= data.m.flags[i] & FLAG_ABOUT;
      sum.n++;
    } else sum.unknown++;
  }
  return data.units.map((unit) => byUnit.get(unit)).filter(Boolean);
}
const sumText = (sum) =>
  sum.n ? strengthText(sum.low, sum.high, sum.flags, sum.unit) : say("notKnown");
