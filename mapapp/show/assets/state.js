// What the reader has chosen, and which movements that leaves.
const SIFTED = ["actor", "status", "report", "kind", "force", "size", "query"];
const forceOf = (data, i) => data.text(data.m.force[i]) ?? data.text(data.m.equipment[i]) ?? "";
// 0 for a strength that is not known, else how many digits its upper figure has, 5 for five and more.
const sizeStep = (data, i) => { const size = data.m.high[i] ?? data.m.low[i]; return size === null ? 0 : Math.min(5, String(Math.max(1, Math.round(size))).length); };

function makeState(data) {
  const { first, full, last, undated } = data.dated;
  const days = [...new Set(Array.from(first).filter(Number.isFinite))].sort((a, b) => a - b);
  const ends = Array.from(full).filter(Number.isFinite);
  const listeners = [];
  const state = {
    days, min: days.length ? days[0] : null, max: days.length ? ends.reduce((a, b) => Math.max(a, b), days.at(-1)) : null,
    time: null, from: null, span: 0, undated: true, query: "", selected: -1, alpha: new Float32Array(data.n),
    actor: null, status: null, report: null, kind: null, force: null, size: null, shown: [], passing: [],
    nUndated: undated.reduce((sum, one) => sum + one, 0),
    on: (listener) => listeners.push(listener),
    set(change, why) {
      Object.assign(state, change);
      if (SIFTED.some((name) => name in change)) sift();
      update();
      for (const listener of listeners) listener(why ?? "state");
    },
  };
  state.time = state.max;

  // How plainly movement i is drawn on the chosen day: 0 not at all, 1 fully.
  const strengthAt = (i) => {
    if (undated[i] && !state.undated) return 0;
    if (Number.isNaN(first[i])) return 1;
    const t = state.time;
    if (t < first[i] || t > last[i]) return 0;
    if (state.from !== null && full[i] < state.from && data.statusName(i) !== "present") return 0;
    if (state.span && full[i] < t - state.span + 1 && data.statusName(i) !== "present") return 0;
    return t >= full[i] ? 1 : 0.4 + (0.6 * (t - first[i])) / (full[i] - first[i]);
  };
  const matches = (i) =>
    (!state.actor || state.actor.has(data.actor(i))) && (!state.status || state.status.has(data.statusName(i))) &&
    (!state.kind || state.kind.has(data.unitName(i))) && (!state.force || state.force.has(forceOf(data, i))) &&
    (!state.size || state.size.has(sizeStep(data, i))) &&
    (!state.report || data.reportsOf(i).some((k) => state.report.has(k))) &&
    (!state.query || searchText(data, i).includes(state.query));
  state.matches = matches;

  function sift() {
    state.passing = [];
    for (let i = 0; i < data.n; i++) if (matches(i)) state.passing.push(i);
    state.alpha.fill(0);
  }
  function update() {
    state.shown = [];
    for (const i of state.passing) {
      state.alpha[i] = strengthAt(i);
      if (state.alpha[i] > 0) state.shown.push(i);
    }
  }
  sift();
  update();
  return state;
}

// Small letters of everything by which a movement can be found, made when first asked for.
function searchText(data, i) {
  data.found ??= new Map();
  let text = data.found.get(i);
  if (text === undefined) {
    const { m, c } = data, parts = [data.id(i), actorName(data.actor(i)), data.actor(i), data.text(m.force[i]), data.text(m.equipment[i])];
    for (const k of [m.from[i], m.to[i], ...(m.via[i] || [])]) parts.push(data.placeName(k));
    for (const k of data.claimsOf(i)) parts.push(data.text(c.quote[k]), data.text(data.r.title[c.report[k]]), data.text(data.r.publisher[c.report[k]]));
    text = parts.filter(Boolean).join("\n").toLocaleLowerCase();
    data.found.set(i, text);
  }
  return text;
}
