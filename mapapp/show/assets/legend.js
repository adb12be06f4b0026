// The key: only the signs that are on the map now, drawn by the painter that draws the map.
function makeLegend(app) {
  const { data } = app;
  let moreOpen = false;
  const body = h("div", { class: "dm-key-body" });
  const box = h("details", { class: "dm-key" }, h("summary", {}, say("legend")), body);
  L.DomEvent.disableClickPropagation(box);
  L.DomEvent.disableScrollPropagation(box);

  const sample = (change, width = 54, height = 18) => drawing(width, height, (ctx) => {
    const item = { kind: "arc", status: "completed", low: 250, high: 250, flags: 0, unit: "personnel", actor: null, lane: 0, order: 0, from: -1, to: -1, ...change };
    const colours = app.colours(), ink = colours.ink, y = height / 2;
    if (item.kind === "circle") paintCircle(ctx, width / 2, y, item, ink, colours, change.area, false);
    else if (item.kind === "alert") paintAlert(ctx, width / 2, y, item, ink, colours, false);
    else if (item.ahead === true) dottedSample(ctx, width, y, ink);
    else if (item.kind === "denied") paintDenied(ctx, width / 2, y, colours.denied, colours, false);
    else {
      const line = Float64Array.from({ length: 2 * 12 }, (_, k) => (k % 2 ? y : 3 + ((width - 6) * (k >> 1)) / 11));
      if (change.bare) { ctx.strokeStyle = ink; ctx.lineWidth = itemWidth(item); ctx.beginPath(); ctx.moveTo(3, y); ctx.lineTo(width - 3, y); ctx.stroke(); }
      else paintLine(ctx, line, item, ink, colours, Boolean(change.area), false);
    }
  });
  const row = (picture, text) => h("li", {}, picture, h("span", {}, text));
  const section = (title, rows) => (rows.length ? h("section", {}, h("h3", {}, title), h("ul", {}, rows)) : null);

  // The symbols in use, each once, with its name.
  function symbolRows(items) {
    const used = [...new Set(items.map((item) => symbolIn(data, item)).filter(Boolean))].slice(0, 12);
    return used.map((symbol) => row(drawing(54, 24, (ctx) => paintSymbol(ctx, symbol, 27, 12, 24, { ink: app.colours().ink, body: app.colours().faint })), symbol.name));
  }

  let drawn = "";
  function render(anew = false) {
    const items = app.items();
    const sign = (item) => `${item.kind}${item.status}${item.unit}${data.colour.of(item.actor)}${sizeOf(item) === null}${item.differs}${item.low !== item.high}${data.m.symbol[item.i]}`;
    const size = items.reduce((most, item) => Math.max(most, item.rank), 0);
    const state = `${[...new Set(items.map(sign))].sort()}|${Math.round(size)}|${items.length > 0}`;
    if (!anew && state === drawn) return;
    drawn = state;
    const actors = [...new Set(items.filter((item) => item.kind !== "denied").map((item) => item.actor))];
    const slots = new Map();
    for (const actor of data.colour.order.filter((actor) => actors.includes(actor))) {
      const slot = data.colour.of(actor);
      slots.set(slot, [...(slots.get(slot) ?? []), actor]);
    }
    const colourRows = [...slots].sort((a, b) => a[0] - b[0]).map(([slot, list]) =>
      row(swatch(slot), slot === OTHER && list.length > 2 ? say("otherActors", { n: list.length }) : list.length > 1 ? told(list.map(actorName).join(", "), "span") : told(actorName(list[0]), "span")));
    const lines = items.filter((item) => item.kind === "arc" || item.kind === "in" || item.kind === "out");
    const statuses = data.statuses.filter((status) => lines.some((item) => item.status === status));
    const statusRows = statuses.map((status) => row(sample({ status }), say(`S_${status}`)));
    const has = (test) => items.some(test);
    const circles = items.filter((item) => item.kind === "circle");
    const main = [
      has((item) => item.kind === "circle") && row(sample({ kind: "circle", high: 250, low: 250, area: circles.every((item) => data.isArea(item.to)) }), say("S_present")),
      has((item) => item.kind === "alert") && row(sample({ kind: "alert", high: 900, low: 900 }, 54, 32), say("S_on_alert")),
      has((item) => item.kind === "denied") && row(sample({ kind: "denied" }, 54, 28), say("k_denied")),
    ].filter(Boolean);
    const signs = [
      has((item) => item.ahead >= 0) && row(sample({ ahead: true }), say("k_ahead")),
      lines.some((item) => item.kind !== "out" && data.isArea(item.to)) && row(sample({ area: true }), say("k_area")),
      lines.some((item) => item.kind !== "out" && !data.isArea(item.to)) && row(sample({}), say("k_point")),
      has((item) => item.kind === "out") && row(sample({ area: true, status: "withdrawn" }), say("k_out")),
      has((item) => item.kind === "in") && row(sample({ kind: "in" }), say("k_in")),
      has((item) => sizeOf(item) === null && item.kind !== "denied") && row(sample({ low: null, high: null }), say("k_unknown")),
      lines.some((item) => item.low !== null && item.low < item.high) && row(sample({ low: 30, high: 6000 }), say("k_range")),
      has((item) => item.differs) && row(h("b", { class: "dm-key-sign" }, "≠"), say("k_differ")),
      ...symbolRows(items),
      app.merged() && row(h("b", { class: "dm-key-sign" }, "(12)"), say("k_many")),
    ].filter(Boolean);
    const units = data.units.filter((unit) => has((item) => item.unit === unit && sizeOf(item) !== null));
    const widthRows = units.slice(0, 3).map((unit) => {
      const sizes = items.filter((item) => item.unit === unit && sizeOf(item)).map(sizeOf);
      const steps = scaleSteps(Math.min(...sizes), Math.max(...sizes));
      return h("li", { class: "dm-key-scale" }, steps.map((value) => h("span", {}, sample({ bare: true, low: value, high: value, unit }, 34, 14), h("small", {}, number(value)))),
        unit === "personnel" ? null : h("small", {}, say(`U_${unit}`)));
    });
    fill(body, section(say("legendActors"), colourRows), section(say("legendStatus"), statusRows), section(say("legendWidth"), widthRows), section(say("legendSigns"), main),
      signs.length ? h("details", { open: moreOpen, ontoggle: (event) => { moreOpen = event.target.open; } }, h("summary", {}, say("moreSigns")), h("ul", {}, signs)) : null);
    box.hidden = items.length === 0;
  }
  return { element: box, render };
}

function dottedSample(ctx, width, y, ink) {
  ctx.strokeStyle = ink;
  ctx.lineCap = "round";
  ctx.lineWidth = 1.8;
  ctx.setLineDash([0.1, 5.5]);
  ctx.stroke(new Path2D(`M4 ${y}H${width - 12}`));
  ctx.setLineDash([]);
  ctx.stroke(new Path2D(`M${width - 12} ${y - 4}L${width - 3} ${y}L${width - 12} ${y + 4}`));
}

// Up to four powers of ten that cover the sizes.
function scaleSteps(low, high) {
  if (!(high > 0)) return [];
  const from = Math.floor(Math.log10(Math.max(1, low))), to = Math.max(from, Math.round(Math.log10(high)));
  const all = Array.from({ length: to - from + 1 }, (_, k) => 10 ** (from + k));
  return all.length <= 4 ? all : [all[0], all[Math.floor(all.length / 3)], all[Math.floor((2 * all.length) / 3)], all.at(-1)];
}
