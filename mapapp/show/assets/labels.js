// Labels: counts, places in use, countries, seas.  Set in order of weight; one that would cover another is left out.
const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', 'DejaVu Sans', sans-serif";
const SERIF = "'Iowan Old Style', Charter, Georgia, 'Liberation Serif', 'DejaVu Serif', serif";
const MOST_COUNTS = 160;

class Room {
  constructor(view) { this.view = view; this.cells = new Map(); }
  *_keys([x0, y0, x1, y1]) {
    for (let i = Math.floor(x0 / 64); i <= Math.floor(x1 / 64); i++) for (let j = Math.floor(y0 / 64); j <= Math.floor(y1 / 64); j++) yield i * 1000 + j;
  }
  free(box) {
    const edge = this.view.pad + 2;
    if (box[0] < edge || box[1] < edge || box[2] > this.view.width - edge || box[3] > this.view.height - edge) return false;
    for (const key of this._keys(box)) {
      for (const other of this.cells.get(key) ?? []) {
        if (box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]) return false;
      }
    }
    return true;
  }
  // Lines are soft: a place's name keeps clear of them where it can.
  line(x, y) { this.soft ??= new Set(); this.soft.add(Math.floor(x / 8) * 10_000 + Math.floor(y / 8)); }
  clear(box) {
    if (!this.soft) return true;
    for (let i = Math.floor(box[0] / 8); i <= Math.floor(box[2] / 8); i++) for (let j = Math.floor(box[1] / 8); j <= Math.floor(box[3] / 8); j++) if (this.soft.has(i * 10_000 + j)) return false;
    return true;
  }
  take(box) {
    for (const key of this._keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }
}

// How wide a text is, remembered; to ask a canvas for its font takes longer than to set it.
const widths = new Map();
function textWidth(ctx, text, font) {
  let known = widths.get(font);
  if (!known || known.size > 5_000) widths.set(font, (known = new Map()));
  let width = known.get(text);
  if (width === undefined) {
    ctx.font = font;
    known.set(text, (width = ctx.measureText(text).width));
  }
  return width;
}

const SYMBOL_ROOM = 21;
const symbolIn = (data, item) => (item.ids.length === 1 && item.kind !== "denied" ? data.symbolOf(item.i) : null);
const STATUS_WORD = new Set(["on_alert", "denied", "withdrawn", "possible"]);
function labelText(data, item) {
  if (item.kind === "denied") return item.low ? `${strengthText(item.low, item.high, item.flags, item.unit)} ${say("s_denied")}` : say("s_denied");
  const named = data.text(data.m.force[item.i]) ?? data.text(data.m.equipment[item.i]);
  const figure = sizeOf(item) === null && named && item.ids.length === 1 ? plainText(named, 28) : strengthText(item.low, item.high, item.flags, item.unit);
  if (item.ids.length > 1) return say("times", { text: figure, n: number(item.ids.length) });
  return STATUS_WORD.has(item.status) ? `${figure} ${say(`s_${item.status}`)}` : figure;
}

function paintLabels(ctx, view, data, base, items, colours, chosen, covered = [], brisk = false) {
  const room = new Room(view);
  for (const box of covered) room.take(box);
  reserve(room, view, data, items);
  const counts = items.slice(brisk ? -QUICK_LABELS : -MOST_COUNTS).reverse();
  if (chosen && counts.includes(chosen)) { counts.splice(counts.indexOf(chosen), 1); counts.unshift(chosen); }
  const set = [];
  for (const item of counts) {
    const text = labelText(data, item), known = sizeOf(item) !== null;
    const font = known || item.kind === "denied" ? `650 12px ${FONT}` : `italic 11px ${FONT}`;
    const symbol = symbolIn(data, item), width = textWidth(ctx, text, font) + (item.differs ? 22 : 12) + (symbol ? SYMBOL_ROOM : 0);
    for (const [x, y] of countSpots(view, data, item, width)) {
      const tall = symbol?.above.length ? 12 : 10, box = [x - width / 2, y - tall, x + width / 2, y + tall];
      if (!room.free(box)) continue;
      room.take(box);
      set.push([item, text, box, font, symbol]);
      break;
    }
  }
  if (!brisk) edgeNames(ctx, view, data, items.length > MANY ? [] : items, colours, room);
  paintNames(ctx, view, data, base, brisk ? items.slice(-QUICK_LABELS) : items, colours, room);
  for (const [item, text, box, font, symbol] of set) pill(ctx, data, item, text, box, font, colours, item === chosen, symbol);
  return set.map(([item, , box]) => [item, box]);
}

// Signs that no label may cover, and lines that names avoid.
function reserve(room, view, data, items) {
  if (items.length <= 200) {
    for (const item of items) {
      if (item.kind !== "arc") continue;
      for (const k of copies(view)) {
        const line = trace(item, view, k, itemCurve(data, item));
        for (let j = 2; line && j < line.length; j += 2) {
          const steps = Math.min(400, Math.ceil(Math.hypot(line[j] - line[j - 2], line[j + 1] - line[j - 1]) / 6));
          for (let n = 0; n < steps; n++) room.line(line[j - 2] + ((line[j] - line[j - 2]) * n) / steps, line[j - 1] + ((line[j + 1] - line[j - 1]) * n) / steps);
        }
      }
    }
  }
  for (const item of items.slice(-400)) {
    if (item.kind === "arc" || item.kind === "in" || item.kind === "out") continue;
    const r = item.kind === "circle" ? Math.min(9, itemRadius(item)) : item.kind === "alert" ? itemRadius(item) + 5 : 12;
    for (const k of copies(view)) {
      const [px, py] = pointOf(data, item.to, view, k), [x, y] = signAt(item, px, py);
      if (inView(view, x, y)) room.take([x - r, y - r, x + r, y + r]);
    }
  }
}

const ALONG = [0.5, 0.56, 0.44, 0.63, 0.37, 0.7, 0.3, 0.78, 0.22, 0.85];
function* countSpots(view, data, item, width) {
  for (const k of copies(view)) {
    if (item.kind === "arc") {
      const line = trace(item, view, k, itemCurve(data, item));
      if (!line) continue;
      const inside = [];
      for (let j = 0; j < line.length; j += 2) if (inView(view, line[j], line[j + 1], -view.pad - 16)) inside.push(j);
      if (inside.length < 2) continue;
      for (const t of ALONG) {
        const at = t * (inside.length - 1), a = inside[Math.floor(at)], b = inside[Math.ceil(at)], f = at % 1;
        yield [line[a] * (1 - f) + line[b] * f, line[a + 1] * (1 - f) + line[b + 1] * f];
      }
    } else if (item.kind === "in" || item.kind === "out") {
      const [x, y] = pointOf(data, item.kind === "in" ? item.to : item.from, view, k);
      const line = stubLine(item, x, y), end = item.kind === "in" ? 0 : 2, left = line[end] < x;
      yield [line[end] + (left ? -1 : 1) * (width / 2 + 2), line[end + 1]];
      yield [line[end], line[end + 1] - 12];
      yield [line[end], line[end + 1] + 12];
      yield [x - width / 2 - 12, y];
      yield [x, y + 24];
      yield [x, y - 24];
    } else {
      const [px, py] = pointOf(data, item.to, view, k), [x, y] = signAt(item, px, py);
      const r = item.kind === "circle" ? itemRadius(item) : item.kind === "alert" ? itemRadius(item) + 6 : 13;
      yield [x + r + width / 2 + 1, y];
      yield [x, y + r + 11];
      yield [x, y - r - 11];
      yield [x - r - width / 2 - 1, y];
      yield [x + r * 0.7 + width / 2, y + r * 0.7 + 8];
      yield [x - r * 0.7 - width / 2, y + r * 0.7 + 8];
    }
  }
}

function pill(ctx, data, item, text, box, font, colours, picked, symbol) {
  const [x0, y0, x1, y1] = box, denied = item.kind === "denied";
  const colour = denied ? colours.denied : colours.actors[data.colour.of(item.actor)];
  ctx.globalAlpha = Math.max(0.5, item.alpha ?? 1);
  ctx.beginPath();
  ctx.roundRect(x0 + 0.5, y0 + 0.5, x1 - x0 - 1, y1 - y0 - 1, 9);
  ctx.fillStyle = colours.pill;
  ctx.fill();
  ctx.strokeStyle = picked ? colours.select : colour;
  ctx.lineWidth = picked ? 2.5 : 1;
  ctx.setLineDash(item.status === "planned" || item.status === "possible" ? [3, 2] : []);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.font = font;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillStyle = colours.ink;
  if (symbol) paintSymbol(ctx, symbol, x0 + SYMBOL_ROOM / 2 + 4, (y0 + y1) / 2 + (symbol.above.length ? 2.8 : 0), 19, { ink: colours.ink, body: colour });
  ctx.fillStyle = colours.ink;
  ctx.fillText(text, x0 + 6 + (symbol ? SYMBOL_ROOM : 0), (y0 + y1) / 2 + 0.5);
  if (item.differs) {
    ctx.fillStyle = colour;
    ctx.font = `700 12px ${FONT}`;
    ctx.fillText("≠", x1 - 14, (y0 + y1) / 2 + 0.5);
  }
  ctx.globalAlpha = 1;
}

function haloed(ctx, text, x, y, fill, halo, width = 3.5) {
  ctx.lineJoin = "round";
  ctx.lineWidth = width;
  ctx.strokeStyle = halo;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = fill;
  ctx.fillText(text, x, y);
}

function paintNames(ctx, view, data, base, items, colours, room) {
  ctx.textBaseline = "middle";
  const codes = placeNames(ctx, view, data, items, colours, room);
  ctx.textAlign = "center";
  for (const [code, name, lat, lon, zoom] of base.names) {
    if (view.zoom + 0.6 < zoom || codes.has(code)) continue;
    spread(ctx, view, room, name, `${zoom < 2.5 || view.zoom > 6 ? 12 : 11}px ${FONT}`, lat, lon, (x, y) => haloed(ctx, name, x, y, colours.faint, colours.land, 3));
  }
  for (const [name, lat, lon, zoom] of base.seas) {
    if (view.zoom + 0.3 < zoom || codes.has(name)) continue;
    spread(ctx, view, room, name, `italic 12px ${SERIF}`, lat, lon, (x, y) => haloed(ctx, name, x, y, colours.seaName, colours.sea, 3));
  }
}

function spread(ctx, view, room, text, font, lat, lon, paint) {
  const half = textWidth(ctx, text, font) / 2 + 3;
  for (const k of copies(view)) {
    const x = (unitX(lon) + k) * view.scale - view.x, y = unitY(lat) * view.scale - view.y, box = [x - half, y - 8, x + half, y + 8];
    if (!room.free(box)) continue;
    room.take(box);
    ctx.font = font;
    paint(x, y);
  }
}

// Names of the places that items stand at; the codes of countries named that way are returned.
function placeNames(ctx, view, data, items, colours, room) {
  const done = new Set(), codes = new Set();
  for (const item of items.slice(-300).reverse()) {
    for (const k of [item.to, item.from, ...(item.via ?? []), item.ahead]) {
      if (k < 0 || done.has(k)) continue;
      done.add(k);
      const area = data.isArea(k), name = plainText(data.placeName(k), 34);
      const font = area ? `600 13px ${FONT}` : `600 12px ${FONT}`, width = textWidth(ctx, name, font);
      for (const copy of copies(view)) {
        const [x, y] = pointOf(data, k, view, copy);
        if (!inView(view, x, y, 0)) continue;
        const spots = area
          ? [[0, 0], [0, -16], [0, 16], [0, -30], [0, 30], [width / 2 + 16, 0], [-width / 2 - 16, 0], [0, 44]]
          : [[width / 2 + 8, 0], [-width / 2 - 8, 0], [0, 14], [0, -14], [width / 2 + 6, 13], [-width / 2 - 6, 13], [width / 2 + 6, -13], [-width / 2 - 6, -13]];
        const boxAt = ([dx, dy]) => [x + dx - width / 2 - 2, y + dy - 8, x + dx + width / 2 + 2, y + dy + 8];
        const open = spots.filter((spot) => room.free(boxAt(spot)));
        for (const [dx, dy] of [open.find((spot) => room.clear(boxAt(spot))) ?? open[0]].filter(Boolean)) {
          room.take(boxAt([dx, dy]));
          ctx.font = font;
          ctx.textAlign = "center";
          haloed(ctx, name, x + dx, y + dy, colours.ink, colours.halo);
          if (area) for (const code of areaCodes(data, k).length === 1 ? areaCodes(data, k) : [name]) codes.add(code);
          break;
        }
      }
    }
  }
  return codes;
}
