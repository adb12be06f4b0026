// Where the map looks: everything, or where the movements end; and the address's fragment that keeps a view.
// Zoom levels to be won, the share of ends that must stay in, how few are always shown whole, and how many of the largest are looked at.
const CLEARER = 0.8, HELD = 0.75, FEW = 4, MOST = 400;

function addView(app, { items, legend, phone, still }) {
  const { data, state, map } = app;
  // How far an area reaches counts only while it is no continent.
  const boxAt = (k, item) => {
    if (data.isArea(k) && !item.home && data.p.extent[k]) {
      const [x, y, rx, ry] = ellipseOf(data, k);
      return rx < 0.06 ? [x - rx, y - ry, x + rx, y + ry] : [x, y, x, y];
    }
    const x = unitX(data.p.lon[k]), y = unitY(data.p.lat[k]);
    return [x, y, x, y];
  };
  // Of very many the ends alone, each place once: some line reaches wherever another's bow would.
  function boxesOf(item, many = false) {
    if (many) return endsOf(item).map((k) => boxAt(k, item));
    const boxes = [boxAt(item.kind === "out" ? item.from : item.to, item)];
    if (item.kind === "arc" || item.ahead >= 0) boxes.push(itemCurve(data, item).box);
    return boxes;
  }
  const endsOf = (item) => (item.kind === "arc" ? [item.from, item.to] : item.ahead >= 0 ? [item.to, item.ahead] : [item.kind === "out" ? item.from : item.to]);
  const boxesOfAll = (list) => (list.length <= MANY ? list.flatMap((item) => boxesOf(item)) : [...new Set(list.flatMap(endsOf))].map((k) => boxAt(k, {})));
  // The narrowest window of the square around boxes, as [west, east, north, south], and a window as latitudes and longitudes.
  const union = (boxes) => [...narrowest(boxes.map((box) => [box[0], box[2]])), least(boxes.map((box) => box[1])), -least(boxes.map((box) => -box[3]))];
  const boundsOf = ([w, e, n, s]) => L.latLngBounds([latOf(s), w * 360 - 180], [latOf(n), e * 360 - 180]);
  const enclosing = (boxes) => (boxes.length ? boundsOf(union(boxes)) : null);
  const padding = () => {
    const size = map.getSize(), key = legend(), left = size.x > 900 && key.open && !key.hidden ? key.offsetWidth + 40 : 50;
    return { paddingTopLeft: [left, 50], paddingBottomRight: [size.x > 900 ? 90 : 50, 60] };
  };
  const closest = (list) => (list.some((item) => [item.from, item.to].some((k) => k >= 0 && data.isArea(k))) ? 5.5 : 8);
  const margin = () => { const { paddingTopLeft: a, paddingBottomRight: b } = padding(); return L.point(a[0] + b[0], a[1] + b[1]); };
  function show(bounds, maxZoom) {
    if (bounds) map.fitBounds(bounds, { ...padding(), maxZoom, animate: false });
    else map.setView([25, 10], Math.max(map.getMinZoom(), 2), { animate: false });
  }

  app.fit = () => { const list = items(); show(enclosing(boxesOfAll(list)), closest(list)); };

  // The first view: where most movements end, when that is clearly nearer than a view of everything.
  app.focus = () => {
    const list = items(), many = list.length > MANY, whole = enclosing(boxesOfAll(list)), room = margin();
    const zoomFor = (bounds) => map.getBoundsZoom(bounds, false, room);
    const leading = list.slice(-MOST), ends = leading.filter((item) => !item.home).map((item) => boxAt(item.kind === "out" ? item.from : item.to, item));
    const kept = crowded(ends), near = enclosing(kept);
    if (ends.length < FEW || zoomFor(near) < zoomFor(whole) + CLEARER) return show(whole, closest(list));
    // Starts that cost little are taken along.
    const floor = zoomFor(near) - 0.5;
    let [w, e, n, s] = union(kept), bounds = near;
    for (const item of leading) {
      if (item.kind !== "arc") continue;
      const box = union(boxesOf(item, many)), turn = Math.round((w + e - box[0] - box[1]) / 2);
      if (box[0] + turn >= w && box[1] + turn <= e && box[2] >= n && box[3] <= s) continue;
      const wider = union([[w, n, e, s], [box[0], box[2], box[1], box[3]]]), there = boundsOf(wider);
      if (zoomFor(there) >= floor) { [w, e, n, s] = wider; bounds = there; }
    }
    return show(bounds, closest(list));
  };

  // Below a card that covers the lower part of a small window nothing is in view.
  app.reveal = (i) => {
    const item = data.item(i), bounds = item.kind === "none" ? null : enclosing(boxesOf(item)), size = map.getSize();
    const covered = phone.matches ? 0.62 * size.y : 0;
    if (!bounds) return;
    const open = L.latLngBounds(map.containerPointToLatLng([0.05 * size.x, 0.05 * size.y]), map.containerPointToLatLng([0.95 * size.x, 0.95 * size.y - covered]));
    if (!open.contains(bounds)) map.fitBounds(bounds, { paddingTopLeft: [60, covered ? 30 : 60], paddingBottomRight: [60, covered + (covered ? 20 : 60)], maxZoom: Math.max(5, map.getZoom()), animate: !still.matches });
  };

  // The fragment: #t=day&id=movement&z=zoom/lat/lon.
  app.fragment = () => {
    const centre = map.getCenter().wrap(), parts = [];
    if (state.time !== null && state.time !== state.max) parts.push(`t=${isoDate(state.time)}`);
    if (state.selected >= 0) parts.push(`id=${encodeURIComponent(data.id(state.selected))}`);
    parts.push(`z=${+map.getZoom().toFixed(2)}/${centre.lat.toFixed(3)}/${centre.lng.toFixed(3)}`);
    if (app.embedded) parts.push(app.embedded);
    return `#${parts.join("&")}`;
  };
  let writing = 0;
  app.writeFragment = () => {
    clearTimeout(writing);
    writing = setTimeout(() => {
      try { history.replaceState(null, "", app.fragment()); } catch { /* a frame without an address of its own */ }
    }, 250);
  };
  // For a frame in another page: the map alone, or with its time; a wheel scrolls the page around it, and a link opens the whole.
  function embed(what) {
    document.body.classList.add("dm-embed");
    document.body.classList.toggle("dm-embed-time", what === "time");
    app.embedded = `embed=${what === "time" ? "time" : "map"}`;
    map.scrollWheelZoom.disable();
    legend().open = false;
    app.open(false);
    map.invalidateSize(false);
  }
  app.readFragment = () => {
    const given = new URLSearchParams(location.hash.slice(1));
    const day = given.has("t") ? dayOf(given.get("t")) : null;
    const i = data.index.get(given.get("id") ?? "") ?? -1;
    const z = (given.get("z") ?? "").split("/").map(Number);
    if (given.has("embed")) embed(given.get("embed"));
    if (day !== null && state.time !== null) state.set({ time: day }, "time");
    if (z.length === 3 && z.every(Number.isFinite) && Math.abs(z[1]) <= 90) map.setView([z[1], z[2]], z[0], { animate: false });
    if (i >= 0) state.set({ selected: i }, "select");
    return z.length === 3;
  };
}

// Of some boxes those that stand close together: the outermost go, one at a time, while HELD of them are left.
function crowded(boxes) {
  const kept = [...boxes];
  const least = Math.ceil(HELD * kept.length);
  while (kept.length > least) {
    const [w, e] = narrowest(kept.map((box) => [box[0], box[2]])), middle = (w + e) / 2;
    const turn = (x) => x + Math.round(middle - x);
    const xs = kept.map((box) => turn((box[0] + box[2]) / 2)), ys = kept.map((box) => (box[1] + box[3]) / 2);
    const cx = median(xs), cy = median(ys);
    let far = 0, most = -1;
    kept.forEach((_, k) => { const off = Math.max(Math.abs(xs[k] - cx), Math.abs(ys[k] - cy)); if (off > most) [far, most] = [k, off]; });
    kept.splice(far, 1);
  }
  return kept;
}
const least = (values) => values.reduce((a, b) => Math.min(a, b), Infinity); // of more values than a call can take
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
