// Draws items on a canvas.  `trace` gives an item's line in pixels, for painting, labels and for finding it again.
const STUB = 54;

// Points of a line closer together than this many pixels tell the eye nothing more.
const NEAREST = 12;

// The line of an arc in world copy k: x, y, x, y …, cut to the view with some room; lanes bend it aside.
function trace(item, view, k, curve) {
  const { points, box } = curve, room = 60 / view.scale;
  if (box[2] + k < view.west - room || box[0] + k > view.east + room || box[3] < view.north - room || box[1] > view.south + room) return null;
  const n = points.length / 2, out = new Float64Array(points.length), side = item.from > item.to ? -1 : 1;
  const gap = item.lane ? item.lane * Math.max(7, 0.8 * itemWidth(item) + 1) : 0;
  let end = 0, keptX = NaN, keptY = NaN;
  for (let j = 0; j < n; j++) {
    let x = (points[2 * j] + k) * view.scale - view.x, y = points[2 * j + 1] * view.scale - view.y;
    if (j && j < n - 1 && Math.abs(x - keptX) + Math.abs(y - keptY) < NEAREST) continue;
    keptX = x;
    keptY = y;
    if (gap) {
      const a = Math.max(0, j - 1), b = Math.min(n - 1, j + 1);
      const dx = points[2 * b] - points[2 * a], dy = points[2 * b + 1] - points[2 * a + 1], length = Math.hypot(dx, dy);
      if (length > 0) {
        const shift = (side * gap * Math.min(1, 1.5 * Math.sin((Math.PI * j) / (n - 1)))) / length;
        x -= dy * shift;
        y += dx * shift;
      }
    }
    out[end++] = x;
    out[end++] = y;
  }
  return out.subarray(0, end);
}

// Where the line ends and from which side it comes: the head's tip, its direction, and the line without the head.
function headOf(line, size) {
  let k = line.length - 2;
  const x = line[k], y = line[k + 1];
  if (!Number.isFinite(x)) return null;
  let length = 0, bx = x, by = y;
  for (k -= 2; k >= 0; k -= 2) {
    if (!Number.isFinite(line[k])) break;
    const dx = line[k] - bx, dy = line[k + 1] - by, step = Math.hypot(dx, dy);
    if (length + step >= size) {
      const t = (size - length) / step;
      return { x, y, bx: bx + t * dx, by: by + t * dy, cut: k + 2, size };
    }
    length += step;
    bx = line[k];
    by = line[k + 1];
  }
  return length > 1 ? { x, y, bx, by, cut: 2, size: length, short: true } : null;
}

function addLine(path, line, head) {
  let pen = false;
  const stop = head && !head.short ? head.cut : line.length;
  for (let k = 0; k < stop; k += 2) {
    if (!Number.isFinite(line[k])) pen = false;
    else if (pen) path.lineTo(line[k], line[k + 1]);
    else { path.moveTo(line[k], line[k + 1]); pen = true; }
  }
  if (head && !head.short) { if (pen) path.lineTo(head.bx, head.by); else { path.moveTo(line[0], line[1]); path.lineTo(head.bx, head.by); } }
}

// A filled head ends at a known place; an open one in an area.
function addHead(filled, open, head, isArea) {
  const dx = (head.x - head.bx) / head.size, dy = (head.y - head.by) / head.size, w = head.size * 0.5;
  const lx = head.bx - dy * w, ly = head.by + dx * w, rx = head.bx + dy * w, ry = head.by - dx * w;
  if (isArea) { open.moveTo(lx, ly); open.lineTo(head.x, head.y); open.lineTo(rx, ry); open.moveTo(head.bx, head.by); open.lineTo(head.x, head.y); return; }
  filled.moveTo(head.x, head.y);
  filled.lineTo(lx, ly);
  filled.lineTo(head.bx + dx * w * 0.45, head.by + dy * w * 0.45);
  filled.lineTo(rx, ry);
  filled.closePath();
}

// The stub of a movement with one end only: in pixels, leaving or entering at a slant, fanned where several stand together.
function stubLine(item, x, y) {
  const turn = (item.kind === "out" ? -0.55 : -2.5) + (item.order % 12) * 0.5 * (item.kind === "out" ? -1 : 1);
  const dx = Math.cos(turn), dy = Math.sin(turn), near = item.kind === "out" ? 7 : 5;
  const a = [x + dx * near, y + dy * near], b = [x + dx * STUB, y + dy * STUB];
  return Float64Array.from(item.kind === "out" ? [...a, ...b] : [...b, ...a]);
}

// Several circles at one place sit inside each other when their sizes differ, else side by side.
const signAt = (item, x, y) => (item.order ? [x + ((item.order + 1) >> 1) * (item.order % 2 ? 15 : -15), y + 13 * ((item.order + 1) >> 1)] : [x, y]);

const itemWidth = (item) => (sizeOf(item) === null ? WIDTH_UNKNOWN : Math.round(2 * widthOf(item.high ?? item.low, item.unit)) / 2);
const itemRadius = (item) => (sizeOf(item) === null ? RADIUS_UNKNOWN : radiusOf(item.high ?? item.low, item.unit));
const headSize = (width) => 6 + 1.7 * width;

function pointOf(data, k, view, copy) {
  return [(unitX(data.p.lon[k]) + copy) * view.scale - view.x, unitY(data.p.lat[k]) * view.scale - view.y];
}
const inView = (view, x, y, room = 60) => x > -room && y > -room && x < view.width + room && y < view.height + room;

function paintItem(ctx, view, data, item, colours, selected) {
  const colour = item.kind === "denied" ? colours.denied : colours.actors[data.colour.of(item.actor)];
  ctx.globalAlpha = item.alpha ?? 1;
  for (const k of copies(view)) {
    if (item.kind === "arc") {
      const line = trace(item, view, k, itemCurve(data, item));
      if (line) paintLine(ctx, line, item, colour, colours, data.isArea(item.to), selected);
    } else if (item.kind === "in" || item.kind === "out") {
      const [x, y] = pointOf(data, item.kind === "in" ? item.to : item.from, view, k);
      if (inView(view, x, y, 120)) paintLine(ctx, stubLine(item, x, y), item, colour, colours, item.kind === "out" || data.isArea(item.to), selected);
    } else {
      if (item.ahead >= 0) paintAhead(ctx, view, data, item, k, colour);
      const [px, py] = pointOf(data, item.to, view, k), [x, y] = signAt(item, px, py);
      if (!inView(view, x, y)) continue;
      if (item.kind === "circle") paintCircle(ctx, x, y, item, colour, colours, data.isArea(item.to), selected);
      else if (item.kind === "alert") paintAlert(ctx, x, y, item, colour, colours, selected);
      else paintDenied(ctx, x, y, colour, colours, selected);
    }
  }
  ctx.globalAlpha = 1;
}

function paintLine(ctx, line, item, colour, colours, isArea, selected) {
  const width = itemWidth(item), unknown = sizeOf(item) === null;
  const core = unknown || item.low === null || item.low === item.high ? width : Math.max(1.5, item.low > 0 ? widthOf(item.low, item.unit) : 1.5);
  const head = headOf(line, headSize(width));
  const path = new Path2D(), filled = new Path2D(), open = new Path2D();
  addLine(path, line, head);
  if (head) addHead(filled, open, head, isArea);
  const dash = LINES[item.status].map((step) => (step < 1 ? step : step * (0.55 + width * 0.15)));
  const dotted = dash.length && dash[0] < 1;
  if (dotted) dash[1] = Math.max(7, width * 1.9);
  ctx.lineJoin = ctx.lineCap = "round";
  ctx.strokeStyle = selected ? colours.select : colours.halo;
  ctx.lineWidth = width + (selected ? 5 : 2.5);
  const alpha = ctx.globalAlpha;
  ctx.globalAlpha = alpha * (selected ? 0.9 : 0.75);
  ctx.stroke(path);
  ctx.stroke(filled);
  ctx.globalAlpha = alpha;
  ctx.lineCap = dotted ? "round" : "butt";
  ctx.strokeStyle = ctx.fillStyle = colour;
  if (core < width) {
    ctx.globalAlpha = alpha * 0.3;
    ctx.lineWidth = width;
    ctx.stroke(path);
    ctx.globalAlpha = alpha;
  }
  ctx.setLineDash(dash);
  ctx.lineWidth = core;
  ctx.stroke(path);
  if (unknown) {
    ctx.strokeStyle = colours.halo;
    ctx.lineWidth = width - 2.4;
    ctx.stroke(path);
    ctx.strokeStyle = colour;
  }
  ctx.setLineDash([]);
  ctx.fill(filled);
  ctx.lineWidth = Math.max(2, Math.min(width, 4) * 0.8);
  ctx.lineCap = "round";
  ctx.stroke(open);
  if (item.status === "under_way") chevrons(ctx, line, width, colours.halo, head);
  if (item.status === "withdrawn") tailBar(ctx, line, width, colour);
}

// White chevrons along a movement that is under way.
function chevrons(ctx, whole, width, colour, head) {
  const line = head && !head.short ? [...whole.slice(0, head.cut), head.bx, head.by] : whole;
  const gap = 26 + width, arm = Math.max(2, width * 0.42);
  ctx.beginPath();
  let since = gap / 2;
  for (let k = 2; k < line.length; k += 2) {
    const ax = line[k - 2], ay = line[k - 1], dx = line[k] - ax, dy = line[k + 1] - ay, length = Math.hypot(dx, dy);
    if (!Number.isFinite(length) || !length) continue;
    for (; since < length; since += gap) {
      const x = ax + (dx * since) / length, y = ay + (dy * since) / length, ux = dx / length, uy = dy / length;
      ctx.moveTo(x - ux * arm - uy * arm, y - uy * arm + ux * arm);
      ctx.lineTo(x, y);
      ctx.lineTo(x - ux * arm + uy * arm, y - uy * arm - ux * arm);
    }
    since -= length;
  }
  ctx.strokeStyle = colour;
  ctx.lineWidth = Math.max(1.2, width * 0.28);
  ctx.stroke();
}

// A bar across the start of a withdrawal.
function tailBar(ctx, line, width, colour) {
  const dx = line[2] - line[0], dy = line[3] - line[1], length = Math.hypot(dx, dy), arm = width + 4;
  if (!Number.isFinite(length) || !length) return;
  ctx.beginPath();
  ctx.moveTo(line[0] - (dy / length) * arm, line[1] + (dx / length) * arm);
  ctx.lineTo(line[0] + (dy / length) * arm, line[1] - (dx / length) * arm);
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2.5;
  ctx.stroke();
}

function disc(ctx, x, y, r) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
}

function paintCircle(ctx, x, y, item, colour, colours, isArea, selected) {
  const r = itemRadius(item), alpha = ctx.globalAlpha, unknown = sizeOf(item) === null;
  if (selected) { disc(ctx, x, y, r + 3); ctx.strokeStyle = colours.select; ctx.lineWidth = 4; ctx.stroke(); }
  disc(ctx, x, y, r);
  ctx.fillStyle = unknown ? colours.halo : colour;
  ctx.globalAlpha = alpha * (unknown ? 0.7 : 0.34);
  ctx.fill();
  ctx.globalAlpha = alpha;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2;
  ctx.setLineDash(isArea ? [4, 3.5] : []);
  ctx.stroke();
  ctx.setLineDash([]);
  if (!isArea) { disc(ctx, x, y, 2.2); ctx.fillStyle = colour; ctx.fill(); }
  if (item.low !== null && item.high !== null && item.low < item.high) {
    disc(ctx, x, y, item.low > 0 ? radiusOf(item.low, item.unit) : 2);
    ctx.lineWidth = 1;
    ctx.stroke();
  }
}

// A fine dotted line from a force on alert to what it is on alert for.
function paintAhead(ctx, view, data, item, k, colour) {
  const line = trace({ ...item, lane: 0 }, view, k, itemCurve(data, item));
  if (!line) return;
  const head = headOf(line, 9), path = new Path2D(), open = new Path2D();
  addLine(path, line, head);
  if (head) addHead(open, open, head, true);
  ctx.strokeStyle = colour;
  ctx.lineCap = "round";
  ctx.lineWidth = 1.8;
  ctx.setLineDash([0.1, 5.5]);
  ctx.stroke(path);
  ctx.setLineDash([]);
  ctx.lineWidth = 1.5;
  ctx.stroke(open);
}

// Two broken rings and a middle mark: ready, not gone.
function paintAlert(ctx, x, y, item, colour, colours, selected) {
  const r = itemRadius(item);
  if (selected) { disc(ctx, x, y, r + 7); ctx.strokeStyle = colours.select; ctx.lineWidth = 4; ctx.stroke(); }
  disc(ctx, x, y, r + 4);
  ctx.fillStyle = colours.halo;
  const alpha = ctx.globalAlpha;
  ctx.globalAlpha = alpha * 0.45;
  ctx.fill();
  ctx.globalAlpha = alpha;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2;
  for (const [radius, dash] of [[r + 4, [3, 4]], [Math.max(3, r - 2), [8, 4]]]) {
    disc(ctx, x, y, radius);
    ctx.setLineDash(dash);
    ctx.stroke();
  }
  ctx.setLineDash([]);
  ctx.fillStyle = colour;
  ctx.fillRect(x - 1.4, y - 5.5, 2.8, 7);
  ctx.fillRect(x - 1.4, y + 3, 2.8, 2.8);
}

// Grey, crossed out, no line and no head: nothing went there.
function paintDenied(ctx, x, y, colour, colours, selected) {
  const r = 10;
  disc(ctx, x, y, r + 1.5);
  ctx.fillStyle = colours.halo;
  ctx.fill();
  if (selected) { ctx.strokeStyle = colours.select; ctx.lineWidth = 4; ctx.stroke(); }
  disc(ctx, x, y, r);
  ctx.strokeStyle = colour;
  ctx.lineWidth = 3;
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(x - r * 0.68, y + r * 0.68);
  ctx.lineTo(x + r * 0.68, y - r * 0.68);
  ctx.stroke();
}
