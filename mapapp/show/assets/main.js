// Puts the parts together and answers to the outside: window.deploymentMap, the address's fragment, a page around it.
async function start(map, id) {
  const root = document.documentElement;
  if (typeof DecompressionStream === "undefined") return complain(say("cannot"));
  let data, base;
  try {
    const both = await Promise.all([unpack(document.getElementById(id).textContent), readBasemap(document.getElementById("deployment-basemap").textContent)]);
    data = readData(JSON.parse(both[0]));
    base = both[1];
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
  const phone = matchMedia("(max-width: 700px)"), still = matchMedia("(prefers-reduced-motion: reduce)");
  let colours;
  app.colours = () => (colours ??= readColours(document.documentElement));

  const painter = makePainter(app, base, covered);
  const sheet = new Sheet(painter);
  app.painter = painter;
  app.redraw = () => sheet.redraw();
  const live = h("div", { class: "dm-live", role: "status", "aria-live": "polite" });

  // Where controls lie on the map: no label goes below them.
  function covered(view) {
    const stage = map.getContainer(), corner = stage.getBoundingClientRect();
    return [legend.element, painter.note, ...stage.parentElement.querySelectorAll(".leaflet-control, .dm-whole")].map((element) => {
      const box = element.getBoundingClientRect();
      return [box.left - corner.left + view.pad, box.top - corner.top + view.pad, box.right - corner.left + view.pad, box.bottom - corner.top + view.pad];
    });
  }

  app.select = (i, byKey = false, others = []) => {
    app.others = others;
    const before = state.selected;
    state.set({ selected: i }, "select");
    if (i < 0 && app.embedded) app.open(false);
    if (i < 0 && before >= 0) panel.focusEntry(before);
    if (i >= 0) {
      if (state.alpha[i] === 0 || !state.shown.includes(i)) state.set({ time: Number.isNaN(data.dated.full[i]) ? state.time : Math.max(state.time, data.dated.full[i]) }, "time");
      if (byKey) app.reveal(i);
      app.open(true);
      if (document.hasFocus()) panel.focusCard(); // a choice made outside the frame leaves the keyboard where it is
      announce("deployment-select", { id: data.id(i), ...(app.told && { told: true }) });
    }
  };
  app.hover = (i) => { if (painter.hover(i)) sheet.redraw(); };
  app.follow = (event) => {
    if (window.parent === window) return;
    window.parent.postMessage({ type: "deployment-link", href: event.currentTarget.href }, "*");
  };

  function announce(type, detail) {
    document.dispatchEvent(new CustomEvent(type, { detail }));
    window.dispatchEvent(new CustomEvent(type, { detail }));
    if (window.parent !== window) window.parent.postMessage({ type, ...detail }, "*");
  }

  app.copyView = (event) => {
    event.preventDefault();
    try { history.replaceState(null, "", app.fragment()); } catch { /* as above */ }
    navigator.clipboard?.writeText(location.href).then(() => { live.textContent = say("copied"); }, () => {});
  };

  addView(app, { items: painter.gather, legend: () => legend.element, phone, still });
  const timeline = makeTimeline(app), panel = makePanel(app), legend = makeLegend(app);
  app.stop = timeline.stop;
  const tip = h("div", { class: "dm-tip", hidden: true });
  app.open = (open) => { document.body.classList.toggle("dm-open", open); panel.handle.setAttribute("aria-expanded", String(open)); panel.handle.setAttribute("aria-label", say(open ? "closePanel" : "openPanel")); };
  let later = 0;
  app.sheet = () => app.open(!document.body.classList.contains("dm-open"));

  state.on((why) => {
    if (why === "select" || why === "filter") painter.forget();
    clearTimeout(later);
    const quick = painter.hurry(why === "time" && state.shown.length > BRISK);
    if (quick) pace.began(performance.now());
    sheet.redraw();
    timeline.render();
    const rest = () => {
      if (why !== "select") legend.render();
      panel.render(why);
      if (why !== "select" && state.time !== null) live.textContent = say("said", { date: longDate(state.time), k: number(state.shown.length), n: number(data.n) });
    };
    if (quick) later = setTimeout(() => { painter.hurry(false); sheet.redraw(); rest(); }, 150);
    else rest();
    if (app.ready) app.writeFragment();
  });

  function pointer(event) {
    const at = sheet.local(event.containerPoint);
    const named = painter.labels().filter(([, [x0, y0, x1, y1]]) => at.x >= x0 && at.x <= x1 && at.y >= y0 && at.y <= y1).map(([item]) => item);
    if (named.length) return named;
    return itemsAt(sheet.view, data, painter.drawn(), at.x, at.y, event.originalEvent.pointerType === "touch" ? 18 : 7);
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
      const [item] = pointer(event);
      map.getContainer().classList.toggle("dm-over", Boolean(item));
      tip.hidden = !item;
      if (!item) return;
      fill(tip, h("b", {}, item.ids.length > 1 ? say("several", { n: number(item.ids.length) }) : strengthOf(data, item.i)), " ", told(wayText(data, item.i), "span"), h("br"), told(`${actorName(item.actor)} · ${say(`s_${item.status}`)}`, "small"));
      const size = map.getSize(), { x, y } = event.containerPoint;
      tip.style.transform = `translate(${Math.min(x + 14, size.x - 240)}px, ${Math.min(y + 14, size.y - 64)}px)`;
    });
  });
  map.on("mouseout", () => { tip.hidden = true; });
  map.on("moveend", () => { if (app.ready) app.writeFragment(); });
  map.on("zoomend", () => { if (app.ready && data.n > MANY) legend.render(); });

  app.start = () => {
    document.title = showControls(app.title);
    const box = map.getContainer(), stage = h("main", { class: "dm-stage" });
    const shell = h("div", { class: "dm" }, stage, timeline.element, panel.element, live);
    box.replaceWith(shell);
    stage.append(box, legend.element, tip, painter.note, h("a", { class: "dm-whole", href: location.href.split("#")[0], target: "_blank", rel: "noopener noreferrer", onclick: app.follow }, told(app.title, "span")));
    painter.gather();
    legend.render();
    box.setAttribute("role", "application");
    box.setAttribute("aria-label", say("map"));
    document.body.classList.add("dm-body");
    map.attributionControl.setPrefix(false).addAttribution(say("credits"));
    L.control.scale({ position: "bottomright", maxWidth: 110 }).addTo(map);
    map.zoomControl?.setPosition("topleft");
    const Fit = L.Control.extend({ onAdd() { const { sign = "⤢", words = "fit", act = app.fit } = this.options, b = button(sign, act, { class: "dm-fit", title: say(words), "aria-label": say(words) }); const d = h("div", { class: "leaflet-bar" }, b); L.DomEvent.disableClickPropagation(d); return d; } });
    new Fit({ position: "topleft" }).addTo(map);
    const offer = (act) => new Fit({ position: "topleft", sign: "⤓", words: "picture", act }).addTo(map);
    if (window.parent === window) offer(() => savePicture(app, sheet));
    // A page around a sandboxed frame makes the picture itself: it is told what is in view.
    app.offerPicture = () => {
      if (app.offered) return;
      app.offered = true;
      offer(() => announce("deployment-picture", { view: app.fragment(), ids: state.shown.length < data.n ? state.shown.map(data.id) : null }));
    };
    map.options.maxZoom = Math.min(map.getMaxZoom(), 14);
    map.setMaxBounds([[-85.05, -1e5], [85.05, 1e5]]);
    timeline.render(); // its words make it as tall as it stays, and so the map
    map.invalidateSize(false);
    // The key opens where there is room; a window that gets small closes it, one that gets large again opens what was so closed.
    const roomy = () => map.getSize().x > 760 && map.getSize().y > 560;
    let wide = (legend.element.open = roomy());
    map.on("resize", () => {
      if (app.printing || roomy() === wide) return;
      wide = !wide;
      legend.element.open = wide;
    });
    map.options.minZoom = Math.max(1, Math.floor(4 * Math.log2(map.getSize().y / 256)) / 4);
    map.options.worldCopyJump = false;
    const given = data.settings.view;
    if (given) map.setView([given[0], given[1]], given[2], { animate: false });
    else app.focus();
    sheet.addTo(map);
    app.readFragment();
    timeline.render();
    panel.render("start");
    new ResizeObserver(() => { map.invalidateSize({ animate: false, pan: false }); timeline.render(); }).observe(stage);
    const recolour = () => { colours = undefined; legend.render(true); timeline.render(); sheet.reset(); };
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
    app.recolour = recolour;
    window.addEventListener("hashchange", app.readFragment);
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
