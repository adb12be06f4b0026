// What lies beyond the view: lines that leave it carry the name of their other end, and the map says how much is not in it.

// "‹ Name" where a line comes in from outside, "Name ›" where it leaves for outside.
function edgeNames(ctx, view, data, items, colours, room) {
  const font = `600 11px ${FONT}`;
  ctx.textAlign = "center";
  const done = new Set();
  for (const item of items.slice(-200).reverse()) {
    if (item.kind !== "arc") continue;
    for (const k of copies(view)) {
      const line = trace(item, view, k, itemCurve(data, item));
      if (!line || inside(view, line, 0) === inside(view, line, line.length - 2)) continue;
      const entering = !inside(view, line, 0), place = entering ? item.from : item.to;
      if (done.has(place)) continue;
      const name = plainText(data.placeName(place), 24), text = entering ? `‹ ${name}` : `${name} ›`;
      const half = textWidth(ctx, text, font) / 2 + 3;
      for (const [x, y] of fromEdge(view, line, entering)) {
        const spot = [[0, -13], [0, 13]].map(([dx, dy]) => [x + dx, y + dy]).find(([a, b]) => room.free([a - half, b - 8, a + half, b + 8]));
        if (!spot) continue;
        room.take([spot[0] - half, spot[1] - 8, spot[0] + half, spot[1] + 8]);
        ctx.font = font;
        haloed(ctx, text, ...spot, colours.ink, colours.halo, 3);
        done.add(place);
        break;
      }
    }
  }
}
const inside = (view, line, k) => inView(view, line[k], line[k + 1], -view.pad);

// Points along a line from the view's edge inwards, a few pixels apart.
function* fromEdge(view, line, entering) {
  let left = Math.min(20, Math.round((view.width - 2 * view.pad) / 60));
  for (let n = 0; n < line.length - 2 && left; n += 2) {
    const a = entering ? n : line.length - 2 - n, b = entering ? a + 2 : a - 2;
    const dx = line[b] - line[a], dy = line[b + 1] - line[a + 1], steps = Math.min(80, Math.ceil(Math.hypot(dx, dy) / 12));
    for (let s = 0; s < steps && left; s++) {
      const x = line[a] + (dx * s) / steps, y = line[a + 1] + (dy * s) / steps;
      if (!inView(view, x, y, -view.pad)) continue;
      left--;
      yield [x, y];
    }
  }
}

// How many of the movements drawn have neither an end nor their line in the view.
function beyond(view, data, items) {
  let count = 0;
  for (const item of items) {
    const there = copies(view).some((k) => (item.kind === "arc" && crosses(view, item, data, k)) || [item.to, item.from].some((place) => place >= 0 && inView(view, ...pointOf(data, place, view, k), -view.pad)));
    if (!there) count += item.ids.length;
  }
  return count;
}
function crosses(view, item, data, k) {
  const line = trace(item, view, k, itemCurve(data, item));
  if (!line) return false;
  for (let n = 0; n < line.length; n += 2) if (inside(view, line, n)) return true;
  return false;
}
