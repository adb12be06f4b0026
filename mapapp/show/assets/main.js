// Puts the parts together and answers to the outside: window.deploymentMap, the address's fragment, a page around it.
async function start(map, id) {
  const root = document.documentElement;
  if (typeof DecompressionStream === "undefined") return complain(say("cannot"));
  let data, base;
  try {
    const texts = [unpack(document.getElementById(id).textContent), readBasemap(JSON.parse(document.getElementById("deployment-basemap").textContent))];
    data = readData(JSON.parse(await texts[0]));
    base = await texts[1];
  } catch (error) { return complain(`${say("broken")} (${error.message})`); }
  if (data.settings.theme && data.settings.theme !== "auto") root.dataset.theme = data.settings.theme;

  prepare(data, base);
  const state = makeState(data), app = makeApp(map, data, base, state);
  app.start();
}

function complain(text) {
  document.body.append(h("p", { class: "dm-complaint", role: "alert" }, text));
  document.documentElement.dataset.ready = "false";
}

function makeApp(map, data, base, state) {
  const app = { data, state, map, others: [], title: data.settings.title ?? say("title") };
  let items = [], labels = [], merged = false, quick = false, chosen = null, hovered = null, colours, job = 0, pause = 0, itemsFor = null;
  app.items = () => items;
  app.merged = () => merged;
  app.colours = () => (colours ??= readColours(document.documentElement));

  function gather() {
    if (quick) {
      items = largestItems(data, state);
      for (const item of items) item.alpha = state.alpha[item.i];
      chosen = state.selected < 0 ? null : items.find((item) => item.i === state.selected) ?? null;
      itemsFor = null;
      return;
    }
    const key = `${map.getZoom() < FAR}`;
    if (itemsFor?.shown === state.shown && itemsFor.key === key) return;
    ({ items, merged } = makeItems(data, state.shown, map.getZoom()));
    itemsFor = { shown: state.shown, key };
    for (const item of items) item.alpha = item.ids.length === 1 ? state.alpha[item.i] : Math.max(...item.ids.map((i) => state.alpha[i]));
    chosen = state.selected < 0 ? null : items.find((item) => item.ids.includes(state.selected)) ?? null;
  }

  const painter = {
    base(ctx, view) { paintBase(ctx, view, base, app.colours()); },
    marks(ctx, view, whole = false) {
      cancelAnimationFrame(job);
      clearTimeout(pause);
      gather();
      app.colours();
      intoPixels(ctx, view);
      ctx.clearRect(0, 0, view.width, view.height);
      paintAreas(ctx, view, data, base, items, colours, chosen ?? hovered);
      const few = items.length <= MANY, largest = few ? items : items.slice(whole ? -FULL : -QUICK);
      if (whole && !few) paintHairs(ctx, view, data, items.slice(0, -FULL), colours);
      paintItems(ctx, view, data, largest, colours, chosen, few && !quick ? true : whole);
      if (!quick) crowd.hidden = few;
      if (!few) crowd.textContent = say("crowd", { k: number(FULL), n: number(items.length) });
      if (items.length <= 200) paintPlaces(ctx, view, data, items, colours);
      top(ctx, view, few || whole ? MOST_COUNTS : QUICK / 2);
      if (!few && !whole) pause = setTimeout(() => finish(ctx, view), 120);
    },
  };
  function top(ctx, view, most = MOST_COUNTS) {
    for (const item of [hovered, chosen]) if (item) paintItem(ctx, view, data, item, colours, item === chosen);
    labels = paintLabels(ctx, view, data, base, items, colours, chosen, covered(view), most);
  }
  // Where controls lie on the map: no label goes below them.
  function covered(view) {
    const stage = map.getContainer(), corner = stage.getBoundingClientRect();
    return [legend.element, ...stage.querySelectorAll(".leaflet-control")].map((element) => {
      const box = element.getBoundingClientRect();
      return [box.left - corner.left + view.pad, box.top - corner.top + view.pad, box.right - corner.left + view.pad, box.bottom - corner.top + view.pad];
    });
  }
  // The rest of very many, in slices that a newer frame cancels, then all at once into the picture.
  function finish(ctx, view) {
    const spare = new OffscreenCanvas(ctx.canvas.width, ctx.canvas.height), to = spare.getContext("2d");
    intoPixels(to, view);
    paintAreas(to, view, data, base, items, colours, chosen ?? hovered);
    const rest = items.length - FULL;
    let at = 0;
    const slice = () => {
      const until = performance.now() + 12;
      while (at < rest && performance.now() < until) { paintHairs(to, view, data, items.slice(at, Math.min(rest, at + 200)), colours); at += 200; }
      if (at < rest) { job = requestAnimationFrame(slice); return; }
      paintItems(to, view, data, items.slice(-FULL), colours, chosen);
      top(to, view);
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
      ctx.drawImage(spare, 0, 0);
      intoPixels(ctx, view);
    };
    slice();
  }
  const sheet = new Sheet(painter);
  app.painter = painter;
  const crowd = h("p", { class: "dm-crowd", hidden: true });
  const live = h("div", { class: "dm-live", role: "status", "aria-live": "polite" });

  app.select = (i, byKey = false, others = []) => {
    app.others = others;
    const before = state.selected;
    state.set({ selected: i }, "select");
    if (i < 0 && before >= 0) panel.focusEntry(before);
    if (i >= 0) {
      if (state.alpha[i] === 0 || !state.shown.includes(i)) state.set({ time: Number.isNaN(data.dated.full[i]) ? state.time : Math.max(state.time, data.dated.full[i]) }, "time");
      if (byKey) reveal(i);
      app.open(true);
      panel.focusCard();
      announce("deployment-select", { id: data.id(i) });
    }
  };
  app.hover = (i) => { if (items.length > MANY) return; hovered = i < 0 ? null : items.find((item) => item.ids.includes(i)) ?? null; sheet.redraw(); };
  app.follow = (event) => {
    if (window.parent === window) return;
    window.parent.postMessage({ type: "deployment-link", href: event.currentTarget.href }, "*");
  };

  function announce(type, detail) {
    document.dispatchEvent(new CustomEvent(type, { detail }));
    window.dispatchEvent(new CustomEvent(type, { detail }));
    if (window.parent !== window) window.parent.postMessage({ type, ...detail }, "*");
  }

  // Where an item is, as [[south, west], [north, east]].
  function boundsOf(list) {
    const stretches = [];
    let n = 1, s = 0;
    const add = ([w, top, e, bottom]) => { stretches.push([w, e]); n = Math.min(n, top); s = Math.max(s, bottom); };
    for (const item of list) {
      if (item.kind === "arc" || item.ahead >= 0) add(itemCurve(data, item).box);
      for (const k of item.kind === "arc" ? [] : [item.kind === "out" ? item.from : item.to]) {
        if (data.isArea(k) && !item.home && data.p.extent[k]) { const [x, y, rx, ry] = ellipseOf(data, k); if (rx < 0.06) add([x - rx, y - ry, x + rx, y + ry]); else add([x, y, x, y]); }
        else { const x = unitX(data.p.lon[k]), y = unitY(data.p.lat[k]); add([x, y, x, y]); }
      }
    }
    if (!stretches.length) return null;
    const [w, e] = narrowest(stretches);
    return L.latLngBounds([latOf(s), w * 360 - 180], [latOf(n), e * 360 - 180]);
  }
  app.fit = () => {
    gather();
    const bounds = boundsOf(items);
    const left = map.getSize().x > 900 && legend.element.open ? legend.element.offsetWidth + 40 : 50;
    const closest = items.some((item) => [item.from, item.to].some((k) => k >= 0 && data.isArea(k))) ? 5.5 : 8;
    if (bounds) map.fitBounds(bounds, { paddingTopLeft: [left, 50], paddingBottomRight: [90, 60], maxZoom: closest, animate: false });
    else map.setView([25, 10], Math.max(map.getMinZoom(), 2), { animate: false });
  };
  function reveal(i) {
    const bounds = data.item(i).kind === "none" ? null : boundsOf([data.item(i)]);
    if (bounds && !map.getBounds().pad(-0.05).contains(bounds)) map.fitBounds(bounds, { paddingTopLeft: [60, 60], paddingBottomRight: [60, phone.matches ? 0.45 * map.getSize().y : 60], maxZoom: Math.max(5, map.getZoom()), animate: !still.matches });
  }

  // The fragment: #t=day&id=movement&z=zoom/lat/lon.
  app.fragment = () => {
    const centre = map.getCenter().wrap(), parts = [];
    if (state.time !== null && state.time !== state.max) parts.push(`t=${isoDate(state.time)}`);
    if (state.selected >= 0) parts.push(`id=${encodeURIComponent(data.id(state.selected))}`);
    parts.push(`z=${+map.getZoom().toFixed(2)}/${centre.lat.toFixed(3)}/${centre.lng.toFixed(3)}`);
    return `#${parts.join("&")}`;
  };
  let writing = 0;
  function writeFragment() {
    clearTimeout(writing);
    writing = setTimeout(() => {
      try { history.replaceState(null, "", app.fragment()); } catch { /* a frame without an address of its own */ }
    }, 250);
  }
  function readFragment() {
    const given = new URLSearchParams(location.hash.slice(1));
    const day = given.has("t") ? dayOf(given.get("t")) : null;
    const i = data.index.get(given.get("id") ?? "") ?? -1;
    const z = (given.get("z") ?? "").split("/").map(Number);
    if (day !== null && state.time !== null) state.set({ time: day }, "time");
    if (z.length === 3 && z.every(Number.isFinite) && Math.abs(z[1]) <= 90) map.setView([z[1], z[2]], z[0], { animate: false });
    if (i >= 0) state.set({ selected: i }, "select");
    return z.length === 3;
  }
  app.copyView = (event) => {
    event.preventDefault();
    try { history.replaceState(null, "", app.fragment()); } catch { /* as above */ }
    navigator.clipboard?.writeText(location.href).then(() => { live.textContent = say("copied"); }, () => {});
  };

  const timeline = makeTimeline(app), panel = makePanel(app), legend = makeLegend(app);
  const phone = matchMedia("(max-width: 700px)");
  app.stop = timeline.stop;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const tip = h("div", { class: "dm-tip", hidden: true });
  app.open = (open) => { document.body.classList.toggle("dm-open", open); panel.handle.setAttribute("aria-expanded", String(open)); panel.handle.setAttribute("aria-label", say(open ? "closePanel" : "openPanel")); };
  let later = 0;
  app.sheet = () => app.open(!document.body.classList.contains("dm-open"));

  state.on((why) => {
    if (why === "select" || why === "filter") itemsFor = null;
    clearTimeout(later);
    quick = why === "time" && state.shown.length > 2000;
    sheet.redraw();
    timeline.render();
    if (quick) {
      later = setTimeout(() => { quick = false; sheet.redraw(); legend.render(); panel.render(why); }, 150);
    } else {
      if (why !== "select") legend.render();
      panel.render(why);
    }
    if (why !== "select" && state.time !== null) live.textContent = say("said", { date: longDate(state.time), k: number(state.shown.length), n: number(data.n) });
    if (app.ready) writeFragment();
  });

  function pointer(event) {
    const at = sheet.local(event.containerPoint);
    const named = labels.filter(([, [x0, y0, x1, y1]]) => at.x >= x0 && at.x <= x1 && at.y >= y0 && at.y <= y1).map(([item]) => item);
    if (named.length) return named;
    return itemsAt(sheet.view, data, items, at.x, at.y, event.originalEvent.pointerType === "touch" ? 18 : 7);
  }
  map.on("click", (event) => {
    const found = pointer(event);
    if (!found.length) { if (state.selected >= 0) app.select(-1); return; }
    const ids = found.flatMap((item) => item.ids);
    app.select(ids[0], false, [...new Set(ids)].filter((i) => i !== ids[0]));
  });
  let waiting = 0;
  map.on("mousemove", (event) => {
    if (waiting) return;
    waiting = requestAnimationFrame(() => {
      waiting = 0;
      const [item] = items.length > 3000 ? [] : pointer(event);
      map.getContainer().classList.toggle("dm-over", Boolean(item));
      tip.hidden = !item;
      if (!item) return;
      fill(tip, h("b", {}, item.ids.length > 1 ? say("several", { n: number(item.ids.length) }) : strengthOf(data, item.i)), " ", told(wayText(data, item.i), "span"), h("br"), told(`${actorName(item.actor)} · ${say(`s_${item.status}`)}`, "small"));
      const size = map.getSize(), { x, y } = event.containerPoint;
      tip.style.transform = `translate(${Math.min(x + 14, size.x - 240)}px, ${Math.min(y + 14, size.y - 64)}px)`;
    });
  });
  map.on("mouseout", () => { tip.hidden = true; });
  map.on("moveend", () => { if (app.ready) writeFragment(); });
  map.on("zoomend", () => { if (data.n > MANY) legend.render(); });

  app.start = () => {
    document.title = showControls(app.title);
    const box = map.getContainer(), stage = h("main", { class: "dm-stage" });
    const shell = h("div", { class: "dm" }, stage, timeline.element, panel.element, live);
    box.replaceWith(shell);
    stage.append(box, legend.element, tip, crowd);
    gather();
    legend.render();
    box.setAttribute("role", "application");
    box.setAttribute("aria-label", say("map"));
    document.body.classList.add("dm-body");
    map.attributionControl.setPrefix(false).addAttribution(say("credits"));
    L.control.scale({ position: "bottomright", maxWidth: 110 }).addTo(map);
    map.zoomControl?.setPosition("topleft");
    const Fit = L.Control.extend({ onAdd() { const { sign = "⤢", words = "fit", act = app.fit } = this.options, b = button(sign, act, { class: "dm-fit", title: say(words), "aria-label": say(words) }); const d = h("div", { class: "leaflet-bar" }, b); L.DomEvent.disableClickPropagation(d); return d; } });
    new Fit({ position: "topleft" }).addTo(map);
    if (window.parent === window) new Fit({ position: "topleft", sign: "⤓", words: "picture", act: () => savePicture(app, sheet) }).addTo(map);
    map.options.maxZoom = Math.min(map.getMaxZoom(), 14);
    map.setMaxBounds([[-85.05, -1e5], [85.05, 1e5]]);
    map.invalidateSize(false);
    legend.element.open = map.getSize().x > 760 && map.getSize().y > 560;
    map.options.minZoom = Math.max(1, Math.floor(4 * Math.log2(map.getSize().y / 256)) / 4);
    map.options.worldCopyJump = false;
    const given = data.settings.view;
    if (given) map.setView([given[0], given[1]], given[2], { animate: false });
    else app.fit();
    sheet.addTo(map);
    readFragment();
    timeline.render();
    panel.render("start");
    new ResizeObserver(() => { map.invalidateSize({ animate: false, pan: false }); timeline.render(); }).observe(stage);
    const recolour = () => { colours = undefined; legend.render(true); timeline.render(); sheet.reset(); };
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
    app.recolour = recolour;
    window.addEventListener("hashchange", readFragment);
    document.addEventListener("keydown", (event) => { if (event.key === "Escape" && state.selected >= 0) app.select(-1); });
    printing(app, sheet, timeline);
    answer(app);
    requestAnimationFrame(() => {
      app.ready = true;
      document.documentElement.dataset.ready = "true";
      announce("deployment-ready", {});
    });
  };
  return app;
}
