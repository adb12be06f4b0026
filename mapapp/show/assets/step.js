// What a step of time shows while the slider moves: the largest movements in view, each for itself, in plain strokes.
// Halos, the smaller ones and the list follow when it rests.  Of few everything follows each step.
const BRISK = 30, QUICK = 300, LEAST = 80, QUICK_LABELS = 40, LEAVES = 0.7, LATE = 19;

// How many are drawn in a step: as many of the largest as this machine gets done by the next frame (a sixtieth of a second).
const pace = {
  most: QUICK,
  began(at) {
    requestAnimationFrame(() => setTimeout(() => {
      this.most = performance.now() - at > LATE ? Math.max(LEAST, 0.7 * this.most) : Math.min(QUICK, this.most + 1);
    }, 0));
  },
};

// Movements from the largest down, and how large each is.
function ranking(data) {
  if (data.byRank) return;
  const ranks = Float64Array.from({ length: data.n }, (_, i) => rank({ low: data.m.low[i], high: data.m.high[i], unit: data.unitName(i) }));
  data.byRank = Int32Array.from({ length: data.n }, (_, i) => i).sort((a, b) => ranks[b] - ranks[a] || b - a);
  data.ranks = ranks;
}

// The largest movements with an end in view, smallest first.
function largestItems(data, state, view) {
  ranking(data);
  const items = [], near = placesInView(data, view);
  for (const i of data.byRank) {
    if (!(state.alpha[i] > 0)) continue;
    const item = data.item(i);
    if (item.kind === "none" || !(item.to >= 0 && near[item.to]) && !(item.from >= 0 && near[item.from])) continue;
    item.rank = data.ranks[i];
    item.alpha = state.alpha[i];
    items.push(item);
    if (items.length >= pace.most) break;
  }
  items.reverse();
  setLanes(items);
  return items;
}

// Lines and circles in batches of one style; the largest come last, as in the full picture.
function paintStep(ctx, view, data, items, colours) {
  const batches = new Map();
  const batchOf = (item, width, filled) => {
    const slot = item.kind === "denied" ? "denied" : data.colour.of(item.actor), alpha = Math.max(1, Math.round(4 * item.alpha));
    const key = `${slot} ${filled ? "circle" : item.status} ${width} ${alpha}`;
    let batch = batches.get(key);
    if (!batch) batches.set(key, (batch = { path: new Path2D(), heads: new Path2D(), colour: slot === "denied" ? colours.denied : colours.actors[slot], alpha: alpha / 4, width, dash: filled ? [] : plainDash(item.status, width), filled, rank: item.rank }));
    batch.rank = Math.max(batch.rank, item.rank);
    return batch;
  };
  for (const item of items) {
    for (const k of copies(view)) {
      if (item.kind === "arc" || item.kind === "in" || item.kind === "out") {
        const line = item.kind === "arc" ? fewerPoints(trace(item, view, k, itemCurve(data, item))) : stubLine(item, ...pointOf(data, item.kind === "in" ? item.to : item.from, view, k));
        if (!line) continue;
        const width = itemWidth(item), batch = batchOf(item, width, false), head = headOf(line, headSize(width));
        addLine(batch.path, line, head);
        if (head) addHead(batch.heads, batch.path, head, item.kind === "out" || data.isArea(item.to));
      } else {
        const [px, py] = pointOf(data, item.to, view, k), [x, y] = signAt(item, px, py);
        if (!inView(view, x, y)) continue;
        if (item.kind === "denied") { paintDenied(ctx, x, y, colours.denied, colours, false); continue; }
        const r = itemRadius(item), { path } = batchOf(item, 1, true);
        path.moveTo(x + r, y);
        path.arc(x, y, r, 0, 2 * Math.PI);
      }
    }
  }
  for (const batch of [...batches.values()].sort((a, b) => a.rank - b.rank)) strokeStep(ctx, view, batch);
  ctx.globalAlpha = 1;
}

// The line with no more points than the eye can tell: a chord of length l under a turn of t leaves an arc by l t / 8.
// Widening a stroke costs by the point, and that is most of a step.
function fewerPoints(line) {
  if (!line || line.length <= 6) return line;
  const out = new Float64Array(line.length), last = line.length - 2;
  let end = 2, length = 0, turn = 0, before = NaN, x = line[0], y = line[1];
  [out[0], out[1]] = [x, y];
  for (let k = 2; k <= last; k += 2) {
    const dx = line[k] - x, dy = line[k + 1] - y, way = Math.hypot(dx, dy), angle = Math.atan2(dy, dx);
    const bend = Math.abs(angle - before), swing = bend > Math.PI ? 2 * Math.PI - bend : bend;
    if (k > 2 && !((length + way) * (turn + swing) < 8 * LEAVES)) {
      if (out[end - 2] !== x || out[end - 1] !== y) { out[end++] = x; out[end++] = y; }
      length = turn = 0;
    } else turn += swing || 0;
    length += way;
    before = angle;
    x = line[k];
    y = line[k + 1];
  }
  out[end++] = x;
  out[end++] = y;
  return out.subarray(0, end);
}
const plainDash = (status, width) => {
  const dash = LINES[status];
  return dash.length && dash[0] < 1 ? [width, 2 * width + 3] : dash;
};

function strokeStep(ctx, view, { path, heads, colour, alpha, width, dash, filled }) {
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.lineJoin = "bevel";
  ctx.lineCap = "butt";
  if (filled) {
    ctx.globalAlpha = 0.34 * alpha;
    ctx.fill(path);
  }
  ctx.globalAlpha = 0.9 * alpha;
  ctx.lineWidth = filled ? 1 / view.dpr : width;
  ctx.setLineDash(dash);
  ctx.stroke(path);
  ctx.setLineDash([]);
  if (!filled) ctx.fill(heads);
}
