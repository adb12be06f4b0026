// Countries and regions as areas: a tint and an outline; seas and regions without borders as a soft ellipse.
function areaUses(data, items) {
  const uses = new Map();
  const use = (k, item, role) => {
    if (k < 0 || !data.isArea(k)) return;
    const found = uses.get(k) ?? { place: k, actors: new Set(), denied: true, role };
    uses.set(k, found);
    if (item.kind !== "denied") { found.denied = false; found.actors.add(item.actor); }
    if (role === "to") found.role = "to";
  };
  for (const item of items) {
    use(item.to, item, "to");
    if (item.kind === "arc" || item.kind === "out" || item.ahead >= 0) use(item.from, item, "from");
  }
  return [...uses.values()];
}

const areaCodes = (data, k) => {
  const members = data.p.members[k];
  if (members && members.length) return members;
  return data.kinds[data.p.kind[k]] === "country" && data.p.country[k] ? [data.p.country[k]] : [];
};

// For each country to be tinted how it is used.  A country named for itself goes before the regions that hold it.
function countryUses(data, base, uses, zoom) {
  const codes = new Map(), bare = [];
  const known = uses.map((use) => [use, areaCodes(data, use.place).filter((code) => areaPath(base, code, zoom))]);
  for (const [use, list] of known) {
    if (list.length === 1) add(list[0], use, false);
    else if (!list.length) bare.push(use);
  }
  for (const [use, list] of known) if (list.length > 1) for (const code of list) if (!codes.get(code) || codes.get(code).region) add(code, use, true);
  function add(code, use, region) {
    const before = codes.get(code);
    if (!before) codes.set(code, { ...use, actors: new Set(use.actors), region });
    else if (!use.denied) merge(before, use);
  }
  return { codes, bare };
}

function paintAreas(ctx, view, data, base, items, colours, chosen) {
  const { codes, bare } = countryUses(data, base, areaUses(data, items), view.zoom);
  for (const use of bare) paintEllipse(ctx, view, data, base, use, colours);
  const outlined = codes.size <= 60, picks = chosen ? new Set([chosen.to, chosen.from].flatMap((k) => (k >= 0 && data.isArea(k) ? areaCodes(data, k) : []))) : new Set();
  for (const code of picks) if (!codes.has(code) && areaPath(base, code, view.zoom)) codes.set(code, { actors: new Set([chosen.actor]), denied: chosen.kind === "denied", role: "to", region: true });
  for (const [code, use] of codes) {
    const area = areaPath(base, code, view.zoom);
    if (!area.boxes.some((box) => seen(view, box))) continue;
    const picked = picks.has(code), colour = areaColour(data, picked && !use.denied ? { ...use, actors: new Set([chosen.actor]) } : use, colours);
    for (const k of copies(view)) {
      intoSquare(ctx, view, k);
      ctx.globalAlpha = use.denied ? 0.4 : picked ? 0.26 : use.region ? 0.07 : use.role === "to" ? 0.16 : 0.08;
      ctx.fillStyle = use.denied ? hatch(ctx, view, colour) : colour;
      ctx.fill(area.path, "evenodd");
      if (picked || (outlined && !use.region)) {
        ctx.globalAlpha = picked || use.role === "to" ? 0.65 : 0.35;
        ctx.strokeStyle = colour;
        ctx.lineWidth = (picked ? 2 : codes.size > 12 ? 1 / view.dpr : 1.2) / view.scale; // up to one dot of the screen, a line costs a seventh
        ctx.stroke(area.path);
      }
    }
  }
  ctx.globalAlpha = 1;
  intoPixels(ctx, view);
}

// Slanted lines in pixels, whatever the scale.
function hatch(ctx, view, colour) {
  const tile = new OffscreenCanvas(8, 8), pen = tile.getContext("2d");
  pen.strokeStyle = colour;
  pen.lineWidth = 1;
  pen.beginPath();
  for (const k of [-8, 0, 8]) { pen.moveTo(k - 1, 9); pen.lineTo(k + 9, -1); }
  pen.stroke();
  const pattern = ctx.createPattern(tile, "repeat");
  pattern.setTransform(new DOMMatrix().scale(1 / view.scale));
  return pattern;
}

function merge(into, use) {
  for (const actor of use.actors) into.actors.add(actor);
  into.denied = false;
  if (use.role === "to") into.role = "to";
}
const areaColour = (data, use, colours) =>
  use.denied ? colours.denied : use.actors.size === 1 ? colours.actors[data.colour.of([...use.actors][0])] : colours.faint;
// Whether a box of the square is in view in any copy of the world.
const seen = (view, [w, n, e, s]) =>
  copies(view).some((k) => inSight(view, [w, n, e, s], k));

// [x, y, rx, ry] in the square for a place that is an area without borders of its own.
function ellipseOf(data, k) {
  const extent = data.p.extent[k];
  if (extent) {
    const [south, west, north, east] = extent;
    const w = unitX(west), e = unitX(east) + (east < west ? 1 : 0), n = unitY(north), s = unitY(south);
    return [(w + e) / 2, (n + s) / 2, Math.max(1e-5, (e - w) / 2), Math.max(1e-5, (s - n) / 2)];
  }
  const y = unitY(data.p.lat[k]), r = ((data.p.radius[k] || 300) * 1000) / metresPerUnit(y);
  return [unitX(data.p.lon[k]), y, r, r];
}

function paintEllipse(ctx, view, data, base, use, colours) {
  const sea = data.kinds[data.p.kind[use.place]] === "sea";
  const [x, y, rx, ry] = ellipseOf(data, use.place), colour = areaColour(data, use, colours);
  for (const k of copies(view)) {
    const px = (x + k) * view.scale - view.x, py = y * view.scale - view.y, w = rx * view.scale, h = ry * view.scale;
    if (px + w < 0 || px - w > view.width || py + h < 0 || py - h > view.height) continue;
    ctx.save();
    if (sea) clipToWater(ctx, view, base);
    ctx.beginPath();
    ctx.ellipse(px, py, w, h, 0, 0, 2 * Math.PI);
    ctx.globalAlpha = w > view.width / 4 ? 0.05 : use.role === "to" ? 0.13 : 0.07;
    ctx.fillStyle = colour;
    ctx.fill();
    ctx.globalAlpha = 0.6;
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1;
    ctx.setLineDash([2, 5]);
    ctx.stroke();
    ctx.restore();
  }
  ctx.globalAlpha = 1;
}

// A sea ends at its coasts.
function clipToWater(ctx, view, base) {
  const water = new Path2D(), { land } = basePaths(base, view);
  water.rect(0, 0, view.width, view.height);
  for (const k of copies(view)) water.addPath(land, new DOMMatrix([view.scale, 0, 0, view.scale, k * view.scale - view.x, -view.y]));
  ctx.clip(water, "evenodd");
}

// Where exact places stand, and how far off they may be.
function paintPlaces(ctx, view, data, items, colours) {
  const done = new Set();
  for (const item of items) {
    for (const k of [item.from, item.to, ...(item.via ?? [])]) {
      if (k < 0 || done.has(k) || data.isArea(k)) continue;
      done.add(k);
      const radius = data.p.radius[k] ? (data.p.radius[k] * 1000 * view.scale) / metresPerUnit(unitY(data.p.lat[k])) : 0;
      for (const copy of copies(view)) {
        const [x, y] = pointOf(data, k, view, copy);
        if (!inView(view, x, y, radius + 10)) continue;
        if (radius > 9) {
          disc(ctx, x, y, radius);
          ctx.strokeStyle = colours.faint;
          ctx.lineWidth = 1;
          ctx.setLineDash([2, 4]);
          ctx.stroke();
          ctx.setLineDash([]);
        }
        disc(ctx, x, y, 3.4);
        ctx.fillStyle = colours.halo;
        ctx.fill();
        disc(ctx, x, y, 2.2);
        ctx.fillStyle = colours.ink;
        ctx.fill();
      }
    }
  }
}
