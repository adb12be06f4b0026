// Many items at once.
// Few items are drawn in all their detail.  Of very many the largest are, in batches of one style, and the next
// are hairlines and specks below them.
const CROWD = 150, FULL = 45, BATCH = 50;

function paintItems(ctx, view, data, items, colours, chosen, halo = true) {
  const crowd = items.length > CROWD || !halo;
  const batches = new Map();
  for (const item of items) {
    if (!crowd || item.kind !== "arc") { paintItem(ctx, view, data, item, colours, item === chosen); continue; }
    const width = itemWidth(item), area = data.isArea(item.to);
    const key = `${data.colour.of(item.actor)}|${item.status}|${width}|${Math.round(4 * (item.alpha ?? 1))}|${area}`;
    let batch = batches.get(key);
    if (!batch) batches.set(key, (batch = { path: new Path2D(), filled: new Path2D(), open: new Path2D(), n: 0, item, width }));
    for (const k of copies(view)) {
      const line = trace(item, view, k, itemCurve(data, item));
      if (!line) continue;
      const head = headOf(line, headSize(width));
      addLine(batch.path, line, head);
      if (head) addHead(batch.filled, batch.open, head, area);
      batch.n++;
    }
    if (batch.n >= BATCH) { strokeBatch(ctx, data, batch, colours, halo); batches.delete(key); }
  }
  for (const batch of batches.values()) strokeBatch(ctx, data, batch, colours, halo);
}

function strokeBatch(ctx, data, { path, filled, open, item, width }, colours, halo) {
  const alpha = item.alpha ?? 1, dash = LINES[item.status];
  ctx.lineJoin = "round";
  ctx.lineCap = dash.length && dash[0] < 1 ? "round" : "butt";
  if (halo) {
    ctx.globalAlpha = 0.5 * alpha;
    ctx.strokeStyle = colours.halo;
    ctx.lineWidth = width + 2;
    ctx.stroke(path);
  }
  ctx.globalAlpha = 0.9 * alpha;
  ctx.strokeStyle = ctx.fillStyle = colours.actors[data.colour.of(item.actor)];
  ctx.lineWidth = width;
  ctx.setLineDash(dash.length && dash[0] < 1 ? [dash[0], Math.max(dash[1], 1.9 * width)] : dash);
  ctx.stroke(path);
  ctx.setLineDash([]);
  ctx.fill(filled);
  ctx.lineWidth = 2;
  ctx.stroke(open);
  ctx.globalAlpha = 1;
}

function paintHairs(ctx, view, data, items, colours, of = items.length) {
  const paths = new Map(), dots = new Map();
  const flush = (slot) => {
    ctx.strokeStyle = colours.actors[slot];
    ctx.stroke(paths.get(slot).path);
    paths.delete(slot);
  };
  ctx.globalAlpha = of > 1000 ? 0.16 : 0.3;
  ctx.lineWidth = 0.8;
  ctx.lineJoin = "bevel";
  for (const item of items) {
    const slot = item.kind === "denied" ? OTHER : data.colour.of(item.actor);
    for (const k of copies(view)) {
      if (item.kind === "arc") {
        const line = trace(item, view, k, itemCurve(data, item));
        if (!line) continue;
        let batch = paths.get(slot);
        if (!batch) paths.set(slot, (batch = { path: new Path2D(), n: 0 }));
        addLine(batch.path, line, null);
        if (++batch.n >= BATCH) flush(slot);
      } else {
        const [x, y] = pointOf(data, item.kind === "out" ? item.from : item.to, view, k);
        if (!inView(view, x, y, 3)) continue;
        if (!dots.has(slot)) dots.set(slot, new Path2D());
        dots.get(slot).rect(x - 1.5, y - 1.5, 3, 3);
      }
    }
  }
  for (const slot of [...paths.keys()]) flush(slot);
  ctx.globalAlpha = 0.6;
  for (const [slot, path] of dots) { ctx.fillStyle = colours.actors[slot]; ctx.fill(path); }
  ctx.globalAlpha = 1;
}
