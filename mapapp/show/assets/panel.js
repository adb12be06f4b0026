// The panel: title, what it adds up to, filters, the list for keyboard and screen reader, the card.
const PAGE = 60;

function makePanel(app) {
  const { data, state } = app;
  const title = app.title;
  const totals = h("section", { class: "dm-totals", "aria-label": say("newDeployments") });
  const list = h("ul", { class: "dm-list" }), more = button("", () => { shownRows += PAGE * 5; rows(); }, { class: "dm-more", hidden: true });
  const off = h("section", { class: "dm-off" }), heading = h("h2", { class: "dm-count" });
  const search = h("input", { type: "search", placeholder: say("searchShort"), "aria-label": say("search"), maxLength: 200 });
  const order = h("select", { "aria-label": say("sort") }, [["size", "sortSize"], ["date", "sortDate"], ["actor", "sortActor"]].map(([value, key]) => h("option", { value }, say(key))));
  const facets = h("details", { class: "dm-facets" }), clear = button(say("clear"), () => { search.value = ""; state.set({ actor: null, status: null, report: null, kind: null, force: null, size: null, query: "" }, "filter"); }, { class: "dm-clear", hidden: true });
  const find = h("div", { class: "dm-find" }, search, order);
  const browse = h("div", { class: "dm-browse" }, find, facets, clear, heading, list, more, off);
  const card = makeCard(app);
  const handle = button("", () => app.sheet(), { class: "dm-handle", "aria-label": say("openPanel"), "aria-expanded": "false" });
  const scroll = h("div", { class: "dm-scroll" }, totals, browse, card.element);
  const element = h("aside", { class: "dm-panel", "aria-label": say("panel") }, handle,
    h("header", {}, h("h1", {}, told(title, "span")), h("p", { class: "dm-sub" }, subtitle())), scroll);
  let shownRows = PAGE, pause = 0;

  function subtitle() {
    const days = data.r.published.filter((day) => day !== null), sub = say("sub", { movements: count("movement", data.n), reports: count("report", data.r.id.length) });
    if (!days.length) return sub;
    const [first, last] = days.reduce(([a, b], day) => [Math.min(a, day), Math.max(b, day)], [Infinity, -Infinity]);
    return say("subDate", { sub, date: dateRange(first, last) });
  }
  search.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => state.set({ query: search.value.trim().toLocaleLowerCase() }, "filter"), data.n > 2000 ? 200 : 0);
  });
  order.addEventListener("change", rows);

  // What the movements in view add up to: new ones in large, the rest below, nothing twice.
  function addUp() {
    const fresh = group(state.shown.filter((i) => isNew(data, i)), (i) => data.actor(i));
    const lines = fresh.slice(0, 5).map(([actor, ids]) => h("li", {}, swatch(data.colour.of(actor)), h("span", { class: "dm-actor" }, told(actorName(actor), "span")),
      h("span", { class: "dm-sum" }, sumLines(ids).map((part, n) => [n ? h("br") : null, part]))));
    const rest = ["present", "on_alert", "possible", "withdrawn", "denied"].map((status) => [status, state.shown.filter((i) => data.statusName(i) === status)]).filter(([, ids]) => ids.length);
    const leaving = state.shown.filter((i) => NEW.has(data.statusName(i)) && !isNew(data, i) && data.m.from[i] >= 0);
    if (leaving.length) rest.push(["leaving", leaving]);
    fill(totals, h("h2", {}, say("newDeployments")), lines.length ? h("ul", { class: "dm-new" }, lines) : h("p", { class: "dm-quiet" }, data.n ? say("noNew") : say("empty")),
      fresh.length > 5 ? h("p", { class: "dm-quiet" }, say("others", { n: number(fresh.length - 5) })) : null,
      rest.length ? h("ul", { class: "dm-rest" }, rest.map(([status, ids]) => h("li", {}, h("span", { class: "dm-rest-name" }, say(`S_${status}`)), h("span", { class: "dm-rest-sums" }, restSums(status, ids))))) : null,
      lines.length ? h("p", { class: "dm-quiet" }, say("newNote")) : null);
  }
  // The sums of one actor, unit by unit; what has no figure is said once.
  function sumLines(ids) {
    const all = sums(data, ids), known = all.filter((sum) => sum.n), unknown = all.reduce((n, sum) => n + sum.unknown, 0);
    if (!known.length) return [h("span", { class: "dm-quiet" }, say("noFigure", { movements: count("movement", unknown) }))];
    return [...known.map((sum) => h("b", {}, sumText(sum))), unknown ? h("small", {}, `+ ${say("unknownMore", { n: number(unknown) })}`) : null].filter(Boolean);
  }
  function sumWords(ids) {
    const all = sums(data, ids), known = all.filter((sum) => sum.n);
    return known.length ? h("b", {}, known.slice(0, 2).map(sumText).join(", ")) : h("span", { class: "dm-quiet" }, say("noFigure", { movements: count("movement", ids.length) }));
  }
  // By actor, so that one side's forces are never added to the other's.
  function restSums(status, ids) {
    const actors = group(ids, (i) => data.actor(i)), most = 3;
    return [...actors.slice(0, most).map(([actor, own]) => h("span", { title: actorName(actor) }, swatch(status === "denied" ? "denied" : data.colour.of(actor)),
      h("span", { class: "dm-unseen" }, `${actorName(actor)}: `), status === "denied" ? h("b", {}, number(own.length)) : sumWords(own))),
      actors.length > most ? h("span", {}, say("others", { n: number(actors.length - most) })) : null];
  }
  function group(ids, key) {
    const groups = new Map();
    for (const i of ids) { const k = key(i); if (groups.has(k)) groups.get(k).push(i); else groups.set(k, [i]); }
    const weight = (list) => sums(data, list).reduce((sum, part) => sum + (part.unit === "personnel" ? part.high : 0.001 * part.high), 0);
    return [...groups].map(([k, ids2]) => [k, ids2, weight(ids2)]).sort((a, b) => b[2] - a[2]);
  }

  const sizeKey = (i) => data.m.high[i] ?? data.m.low[i] ?? -1;
  const people = Uint8Array.from({ length: data.n }, (_, i) => data.unitName(i) === "personnel"), sizes = Float64Array.from({ length: data.n }, (_, i) => sizeKey(i));
  const orders = {
    size: (a, b) => people[b] - people[a] || sizes[b] - sizes[a] || a - b,
    date: (a, b) => (data.dated.first[b] || -1e9) - (data.dated.first[a] || -1e9) || a - b,
    actor: (a, b) => byName.get(data.actor(a)) - byName.get(data.actor(b)) || sizes[b] - sizes[a] || a - b,
  };
  const byName = new Map([...data.colour.order].sort((a, b) => actorName(a).localeCompare(actorName(b), LOCALE)).map((actor, place) => [actor, place]));
  // Each order is made once, for all; a list is what of it is in view.
  const ordered = {};
  const inOrder = (name) => (ordered[name] ??= Int32Array.from({ length: data.n }, (_, i) => i).sort(orders[name]));
  function rows() {
    const ids = [];
    for (const i of inOrder(order.value)) if (state.alpha[i] > 0) ids.push(i);
    heading.hidden = find.hidden = facets.hidden = data.n === 0;
    heading.textContent = data.n ? say("shownOf", { k: number(state.shown.length), n: number(data.n) }) : "";
    fill(list, ids.slice(0, app.printing ? 400 : shownRows).map(entry), data.n && !ids.length ? h("li", { class: "dm-quiet" }, say("none")) : null);
    more.hidden = ids.length <= shownRows;
    more.textContent = say("more", { n: number(Math.min(PAGE * 5, ids.length - shownRows)) });
    const away = ids.filter((i) => signless(data, i));
    fill(off, away.length ? [h("h3", {}, `${say("notOnMap")} (${number(away.length)})`), h("ul", {}, away.slice(0, 50).map((i) => h("li", {}, told(`${strengthOf(data, i)}, ${actorName(data.actor(i))}`), `: `, told(say("because", { why: whyNotOnMap(data, i) })))))] : null);
  }
  function entry(i) {
    const status = data.statusName(i);
    return h("li", {}, h("button", { type: "button", class: "dm-entry", "data-i": i, "aria-current": i === state.selected ? "true" : null, onclick: () => app.select(i, true), onmouseenter: () => app.hover(i), onmouseleave: () => app.hover(-1) },
      swatch(status === "denied" ? "denied" : data.colour.of(data.actor(i))),
      h("span", { class: "dm-entry-main" }, h("b", {}, status === "denied" && !data.m.low[i] ? say("S_denied") : strengthOf(data, i)), " ", told(wayText(data, i), "span")),
      h("span", { class: "dm-entry-sub" }, told(actorName(data.actor(i)), "span"), ` · ${say(`s_${status}`)} · `, told(whenText(data, i), "span"), data.m.differ[i] ? ` · ≠ ${say("differMark")}` : "")),
    app.printing ? words(i) : null);
  }

  // On paper every deployment stands with its first quote and where that comes from.
  function words(i) {
    const k = data.firstClaim[i], report = data.c.report[k];
    const source = [data.text(data.r.publisher[report]) ?? data.text(data.r.title[report]) ?? data.text(data.r.id[report]), data.r.published[report] === null ? null : shortDate(data.r.published[report])];
    return h("span", { class: "dm-print-words" }, told(`“${data.text(data.c.quote[k])}”`), ` — `, told(source.filter(Boolean).join(", ")));
  }

  const sizeWords = (step) => (step === 0 ? say("notKnown") : step === 5 ? say("andMore", { n: number(10_000) }) : say("range", { low: number(10 ** (step - 1)), high: number(10 ** step - 1) }));

  // Filters with counts; a facet counts what the other filters leave.
  const FACETS = [["actor", (i) => [data.actor(i)], actorName], ["status", (i) => [data.statusName(i)], (name) => say(`S_${name}`)],
    ["kind", (i) => [data.unitName(i)], (name) => say(`U_${name}`)],
    ["size", (i) => [sizeStep(data, i)], sizeWords],
    ["force", (i) => [forceOf(data, i)], (name) => name || say("noForce")],
    ["report", (i) => data.reportsOf(i), (k) => data.text(data.r.title[k]) ?? data.text(data.r.id[k])]];
  function choices() {
    const open = facets.open;
    const chosen = FACETS.filter(([name]) => state[name]).length + (state.query ? 1 : 0);
    clear.hidden = !chosen;
    if (!open) { fill(facets, h("summary", {}, say("filters"), chosen ? ` (${chosen})` : "")); return; }
    const focus = document.activeElement?.dataset?.key;
    fill(facets, h("summary", {}, say("filters"), chosen ? ` (${chosen})` : ""), FACETS.map(([name, keys, words]) => {
      const kept = state[name];
      const counts = new Map();
      state[name] = null;
      for (let i = 0; i < data.n; i++) { const there = state.matches(i); for (const key of keys(i)) counts.set(key, (counts.get(key) ?? 0) + (there ? 1 : 0)); }
      state[name] = kept;
      const sorted = [...counts].sort(name === "size" ? (a, b) => a[0] - b[0] : (a, b) => b[1] - a[1]).slice(0, 40);
      return h("fieldset", {}, h("legend", {}, say(name === "report" ? "reportFacet" : name === "force" || name === "size" ? `${name}Facet` : name)), sorted.map(([key, n]) => h("label", {},
        h("input", { type: "checkbox", checked: !kept || kept.has(key), "data-key": `${name} ${key}`, onchange: (event) => toggle(name, key, event.target.checked, [...counts.keys()]) }),
        told(words(key), "span"), h("small", {}, number(n)))));
    }));
    if (focus) facets.querySelector(`[data-key="${CSS.escape(focus)}"]`)?.focus();
  }
  facets.addEventListener("toggle", choices);
  function toggle(name, key, on, all) {
    const set = new Set(state[name] ?? all);
    if (on) set.add(key); else set.delete(key);
    state.set({ [name]: set.size === all.length ? null : set }, "filter");
  }

  function render(why) {
    addUp();
    if (why === "filter" || why === "start") { shownRows = PAGE; choices(); }
    if (why === "select" || why === "start" || why === "refresh") {
      const open = state.selected >= 0;
      browse.hidden = totals.hidden = open;
      card.render(state.selected, app.others);
      if (open) scroll.scrollTop = 0;
    }
    if (state.selected < 0) rows();
  }
  return { element, handle, render, focusCard: () => card.element.focus({ preventScroll: true }), focusEntry: (i) => list.querySelector(`[data-i="${i}"]`)?.focus() };
}
