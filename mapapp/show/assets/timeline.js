// Time: a histogram, a slider over it, steps, play.
function makeTimeline(app) {
  const { data, state } = app;
  const canvas = h("canvas", { class: "dm-bars", "aria-hidden": "true" });
  const slider = h("input", { type: "range", class: "dm-slider", step: 1, "aria-label": say("timeSlider") });
  const since = h("input", { type: "range", class: "dm-slider dm-from", step: 1, "aria-label": say("fromSlider") });
  const both = h("div", { class: "dm-both", role: "slider", tabIndex: 0, hidden: true, "aria-label": say("bothSlider") });
  const now = h("output", { class: "dm-now" });
  const ends = [h("span"), h("span")];
  const play = button("", () => (timer ? stop() : start()), { class: "dm-play dm-icon" });
  const step = h("select", { "aria-label": say("step") }, ["event", "day", "week"].map((name) => h("option", { value: name }, say(`step${name[0].toUpperCase()}${name.slice(1)}`))));
  const span = h("select", { "aria-label": say("span") }, h("option", { value: 0 }, say("spanAll")),
    [30, 7].map((n) => h("option", { value: n }, say("spanDays", { n }))), h("option", { value: 1 }, say("spanDay")));
  const speed = h("select", { "aria-label": say("speed") }, [[1, "1×"], [2, "2×"], [4, "4×"]].map(([value, text]) => h("option", { value }, text)));
  const undated = h("input", { type: "checkbox", checked: true });
  const options = h("div", { class: "dm-time-options" },
    h("label", {}, h("span", {}, say("step")), step), h("label", {}, h("span", {}, say("span")), span), h("label", {}, h("span", {}, say("speed")), speed),
    state.nUndated ? h("label", { class: "dm-check" }, undated, say("undated", { n: number(state.nUndated) })) : null);
  const more = button("…", () => more.setAttribute("aria-expanded", String(element.classList.toggle("dm-time-open"))), { class: "dm-icon dm-time-more", "aria-label": say("timeMore"), "aria-expanded": "false" });
  const element = h("section", { class: "dm-time", "aria-label": say("time") },
    h("div", { class: "dm-steps" }, button("‹", () => move(-1), { class: "dm-icon", "aria-label": say("before") }), play,
      button("›", () => move(1), { class: "dm-icon", "aria-label": say("after") })),
    h("div", { class: "dm-track" }, now, h("div", { class: "dm-histogram" }, canvas, slider, since, both), h("div", { class: "dm-ends", "aria-hidden": "true" }, ends)), more, options);
  let timer = 0;
  if (state.min === null) {
    const nothing = h("section", { class: "dm-time dm-time-none", "aria-label": say("time") }, h("p", {}, data.n ? say("noDates") : ""));
    return { element: data.n ? nothing : h("span", { hidden: true }), render() {}, stop() {} };
  }
  const lowest = state.min === state.max ? state.min - 1 : state.min;
  slider.min = lowest;
  slider.max = since.max = state.max;
  since.min = lowest;

  const stepDays = () => ({ day: 1, week: 7 })[step.value];
  function next(way) {
    if (stepDays()) return state.time + way * stepDays();
    return way > 0 ? state.days.find((day) => day > state.time) ?? state.max : state.days.findLast((day) => day < state.time) ?? lowest;
  }
  function go(day) {
    const time = Math.max(lowest, Math.min(state.max, day));
    state.set({ time }, "time");
  }
  function move(way) { stop(); go(next(way)); }
  function start() {
    if (state.time >= state.max) go(lowest);
    play.classList.add("dm-on");
    const many = (state.max - lowest) / (stepDays() ?? 1) > 120;
    const tick = () => {
      const far = many ? Math.max(next(1), state.time + Math.ceil((state.max - lowest) / 120)) : next(1);
      go(far);
      if (state.time >= state.max) stop();
      else timer = setTimeout(tick, (many ? 120 : 900) / Number(speed.value));
    };
    timer = setTimeout(tick, 350 / Number(speed.value));
    label();
  }
  function stop() {
    clearTimeout(timer);
    timer = 0;
    play.classList.remove("dm-on");
    label();
  }
  function label() {
    play.textContent = timer ? "❚❚" : "▶";
    play.setAttribute("aria-label", say(timer ? "pause" : "play"));
  }
  slider.addEventListener("input", () => { stop(); go(Number(slider.value)); });
  slider.addEventListener("keydown", (event) => {
    const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (!way) return;
    event.preventDefault();
    move(way);
  });
  since.addEventListener("input", () => {
    stop();
    const from = Number(since.value);
    state.set({ from: from > lowest ? from : null, time: Math.max(state.time, from) }, "time");
  });
  // The days between both ends, moved together: by its bar, or by the keys of a slider.
  function shift(days) {
    stop();
    const by = Math.max(lowest - state.from, Math.min(state.max - state.time, days));
    if (by) state.set({ from: state.from + by, time: state.time + by }, "time");
  }
  let held = null;
  both.addEventListener("pointerdown", (event) => {
    both.setPointerCapture(event.pointerId);
    held = { x: event.clientX, from: state.from };
  });
  both.addEventListener("pointermove", (event) => {
    if (held) shift(Math.round(held.from + ((event.clientX - held.x) * (state.max - lowest)) / (canvas.clientWidth - 16)) - state.from);
  });
  for (const end of ["pointerup", "pointercancel"]) both.addEventListener(end, () => (held = null));
  both.addEventListener("keydown", (event) => {
    const unit = stepDays() ?? 1, days = { ArrowRight: unit, ArrowUp: unit, ArrowLeft: -unit, ArrowDown: -unit, PageUp: 10 * unit, PageDown: -10 * unit, Home: -Infinity, End: Infinity }[event.key];
    if (!days) return;
    event.preventDefault();
    shift(days);
  });
  span.addEventListener("change", () => state.set({ span: Number(span.value) }, "time"));
  undated.addEventListener("change", () => state.set({ undated: undated.checked }, "time"));

  let counted = {};
  function counts(bin, n) {
    if (counted.passing === state.passing && counted.bin === bin) return counted;
    const all = new Float64Array(n), pass = new Float64Array(n), add = (list, i) => { if (Number.isFinite(data.dated.first[i])) list[Math.floor((data.dated.first[i] - lowest) / bin)]++; };
    for (let i = 0; i < data.n; i++) add(all, i);
    for (const i of state.passing) add(pass, i);
    return (counted = { passing: state.passing, bin, all, pass });
  }
  // Bars: movements that begin in each stretch of days; those that pass the filters stand before the rest.
  function bars() {
    const width = canvas.clientWidth, height = canvas.clientHeight, dpr = Math.min(2, window.devicePixelRatio || 1);
    if (!width) return;
    if (canvas.width !== Math.round(width * dpr) || canvas.height !== Math.round(height * dpr)) [canvas.width, canvas.height] = [Math.round(width * dpr), Math.round(height * dpr)];
    const ctx = canvas.getContext("2d"), total = state.max - lowest + 1;
    ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
    ctx.clearRect(0, 0, width, height);
    const bin = Math.max(1, Math.ceil(total / Math.max(10, Math.floor((width - 16) / 7))));
    const n = Math.ceil(total / bin), { all, pass } = counts(bin, n);
    const most = Math.max(...all), style = getComputedStyle(element), inner = width - 16;
    const [line, whole, chosen, later] = ["line", "bar-all", "bar", "bar-later"].map((name) => style.getPropertyValue(`--${name}`));
    const x = (day) => 8 + (inner * (day - lowest)) / Math.max(1, state.max - lowest);
    const w = Math.max(2, Math.min(18, (inner * bin) / total - 1));
    const tall = (value) => (value ? Math.max(3, (height - 6) * Math.sqrt(value / most)) : 0);
    ctx.fillStyle = line;
    ctx.fillRect(8, height - 1, inner, 1);
    for (let k = 0; k < n; k++) {
      const at = x(lowest + k * bin) - (bin === 1 ? w / 2 : 0), day = lowest + k * bin, past = day <= state.time && day + bin > (state.from ?? lowest);
      ctx.fillStyle = whole;
      ctx.fillRect(at, height - 1 - tall(all[k]), w, tall(all[k]));
      ctx.fillStyle = past ? chosen : later;
      ctx.fillRect(at, height - 1 - tall(pass[k]), w, tall(pass[k]));
    }
  }
  function render() {
    slider.value = state.time;
    const text = longDate(state.time);
    slider.setAttribute("aria-valuetext", text);
    since.value = state.from ?? lowest;
    since.setAttribute("aria-valuetext", longDate(Number(since.value)));
    now.textContent = state.from === null ? text : dateRange(Math.min(state.from, state.time), state.time);
    const at = (day) => 8 + ((canvas.clientWidth - 16) * (day - lowest)) / Math.max(1, state.max - lowest);
    const left = state.from === null ? 0 : at(state.from) + 9, right = at(state.time) - 9;
    both.hidden = state.from === null || right - left < 12 || state.time - state.from >= state.max - lowest;
    Object.assign(both.style, { left: `${left}px`, width: `${Math.max(0, right - left)}px` });
    for (const [name, value] of [["valuemin", lowest], ["valuemax", state.max], ["valuenow", state.from ?? lowest], ["valuetext", dateRange(Math.min(state.from ?? lowest, state.time), state.time)]]) both.setAttribute(`aria-${name}`, value);
    ends[0].textContent = shortDate(lowest);
    ends[1].textContent = shortDate(state.max);
    undated.checked = state.undated;
    bars();
  }
  label();
  return { element, render, stop };
}
