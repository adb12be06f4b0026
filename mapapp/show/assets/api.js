// For tests and for those who embed the file; the same calls by postMessage for a page around a sandboxed frame.
function answer(app) {
  const { data, state } = app;
  const several = (value, key = (x) => x) => (value === null || value === undefined || value === "" ? null : new Set([value].flat().map(key)));
  const report = (name) => data.r.id.findIndex((k) => data.text(k) === name);
  const api = {
    setTime(iso) {
      const day = iso === null || iso === undefined ? state.max : dayOf(iso);
      if (day === null || state.time === null) return false;
      app.stop();
      state.set({ time: day }, "time");
      return true;
    },
    select(id) {
      const i = id === null || id === undefined ? -1 : data.index.get(String(id)) ?? -1;
      app.select(i, true);
      return i >= 0;
    },
    filter(wanted) {
      const { actor, status, report: name } = wanted ?? {};
      state.set({ actor: several(actor), status: several(status), report: several(name, report) }, "filter");
      return state.shown.length;
    },
    visible: () => state.shown.filter((i) => !signless(data, i)).map((i) => data.id(i)),
    offerPicture: () => app.offerPicture(),
    theme(name) {
      if (name === "light" || name === "dark") document.documentElement.dataset.theme = name;
      else delete document.documentElement.dataset.theme;
      app.recolour();
    },
  };
  window.deploymentMap = Object.freeze(api);
  window.addEventListener("message", (event) => {
    const message = event.data;
    if (window.parent === window || event.source !== window.parent || message?.type !== "deployment-map") return;
    if (!Object.hasOwn(api, message.call)) return;
    app.told = true; // what is chosen now was not chosen here: the page around knows it
    try { api[message.call](...(Array.isArray(message.args) ? message.args : [])); } finally { app.told = false; }
  });
}

// Title, sums and map share the first sheet: CSS pixels of an A4 sheet across, less its margins.
const SHEET = 700;

// On paper the map takes the sheet's width and is drawn in daylight colours.
function printing(app, sheet, timeline) {
  let before = null;
  const turn = (on) => {
    const { map } = app;
    if (on) before = { bounds: map.getBounds(), centre: map.getCenter(), zoom: map.getZoom() };
    document.documentElement.classList.toggle("dm-print", on);
    app.printing = on;
    app.state.set({}, "refresh");
    const stage = app.map.getContainer().parentElement;
    stage.style.height = "";
    if (on) stage.style.height = `${Math.max(360, SHEET - stage.getBoundingClientRect().top + stage.closest(".dm").getBoundingClientRect().top)}px`;
    app.map.invalidateSize({ animate: false, pan: true });
    if (on) map.fitBounds(before.bounds, { animate: false }); // what was in view stays in view
    else map.setView(before.centre, before.zoom, { animate: false });
    app.recolour();
  };
  window.addEventListener("beforeprint", () => { timeline.stop?.(); turn(true); });
  window.addEventListener("afterprint", () => turn(false));
}
