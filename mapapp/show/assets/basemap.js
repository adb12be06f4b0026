// The basemap: arcs shared by neighbours, unpacked once, drawn as paths in the Mercator square.
async function readBasemap(text) {
  const bytes = bytesOf(text), pieces = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 4 + new DataView(bytes.buffer, at).getUint32(0);
    pieces.push(inflated(bytes.subarray(at + 4, end)));
    at = end;
  }
  const raw = await pieces[0].json();
  const [arcs, lakes, states] = await Promise.all([raw, raw.lakes, raw.states].map((lines, k) => unpackArcs(pieces[k + 1], lines.counts, raw.grid)));
  const used = new Uint8Array(arcs.length);
  const rings = new Map();
  for (const [code, list] of raw.countries) {
    rings.set(code, [...(rings.get(code) ?? []), ...list]);
    for (const ring of list) for (const k of ring) used[k < 0 ? ~k : k]++;
  }
  return { names: raw.names, seas: raw.seas, arcs, lakes, largeLakes: raw.lakes.large, states, used, rings, grid: raw.grid, paths: new Map(), areas: new Map() };
}

async function unpackArcs(piece, counts, grid) {
  const bytes = new Uint8Array(await piece.arrayBuffer());
  const arcs = counts.map((n) => new Float64Array(2 * n));
  let at = 0;
  for (const axis of [0, 1]) {
    let value = 0;
    for (const arc of arcs) {
      for (let k = axis; k < arc.length; k += 2) {
        let zigzag = 0, shift = 0, byte;
        do { byte = bytes[at++]; zigzag |= (byte & 127) << shift; shift += 7; } while (byte & 128);
        value += zigzag & 1 ? -((zigzag + 1) >> 1) : zigzag >> 1;
        arc[k] = axis ? unitY(value / grid) : unitX(value / grid);
      }
    }
  }
  return arcs;
}

// Every arc's points that are at least `gap` apart, its ends always: neighbours stay joined.
function thinned(arc, gap) {
  if (!gap) return arc;
  const out = new Float64Array(arc.length), end = arc.length - 2;
  let x = (out[0] = arc[0]), y = (out[1] = arc[1]), n = 2;
  for (let k = 2; k <= end; k += 2) {
    if (k < end && Math.abs(arc[k] - x) + Math.abs(arc[k + 1] - y) < gap) continue;
    x = out[n++] = arc[k];
    y = out[n++] = arc[k + 1];
  }
  return out.subarray(0, n);
}

function addRing(path, ring, arcs) {
  let first = true;
  for (const k of ring) {
    const arc = arcs[k < 0 ? ~k : k];
    for (let j = 0; j < arc.length; j += 2) {
      const at = k < 0 ? arc.length - 2 - j : j;
      if (first) path.moveTo(arc[at], arc[at + 1]);
      else if (j) path.lineTo(arc[at], arc[at + 1]);
      first = false;
    }
  }
  path.closePath();
}

// Four degrees of detail: points and islands of a pixel or two are left out.
const GAPS = [0.0013, 0.0006, 0.0002, 0];
const detailOf = (zoom) => (zoom < 2.3 ? 0 : zoom < 3.5 ? 1 : zoom < 5 ? 2 : 3);
function detailedArcs(base, detail) {
  base.detailed ??= [];
  return (base.detailed[detail] ??= base.arcs.map((arc) => thinned(arc, GAPS[detail])));
}

// Land, coasts, borders and lakes for a view.  The nearer details hold what lies around the view alone, and are made anew
// when it leaves that.
const WHOLE = 2;
function basePaths(base, view) {
  const detail = detailOf(view.zoom), known = base.paths.get(detail);
  if (known && (detail < WHOLE || holds(known.region, view))) return known;
  const across = 0.3 * (view.east - view.west), down = 0.3 * (view.south - view.north);
  const region = { west: view.west - across, east: view.east + across, north: view.north - down, south: view.south + down };
  const there = (box) => detail < WHOLE || seen(region, box);
  const arcs = detailedArcs(base, detail);
  const land = new Path2D(), coast = new Path2D(), border = new Path2D(), lakes = new Path2D();
  for (const list of base.rings.values()) for (const ring of list) if (!tiny(base, ring, detail) && there(ringBox(base, ring))) addRing(land, ring, arcs);
  arcs.forEach((arc, n) => {
    if ((tiny(base, [n], detail) && closed(arc)) || !there(ringBox(base, [n]))) return;
    const path = base.used[n] > 1 ? border : coast;
    let pen = false;
    for (let k = 0; k < arc.length; k += 2) {
      const seam = k && onSeam(arc[k]) && onSeam(arc[k - 2]) && Math.abs(arc[k] - arc[k - 2]) < 0.5;
      if (pen && !seam) path.lineTo(arc[k], arc[k + 1]);
      else path.moveTo(arc[k], arc[k + 1]);
      pen = true;
    }
  });
  // Small lakes, and the borders of first-order areas, are for the nearest view alone.
  const near = detail === GAPS.length - 1;
  base.lakes.forEach((ring, n) => { if (near || n < base.largeLakes) addRing(lakes, [n], base.lakes); });
  const states = near ? (base.tiles ??= tiles(base.states)) : null;
  const paths = { land, coast, border, lakes, states, region };
  base.paths.set(detail, paths);
  return paths;
}
const holds = (region, view) => view.west >= region.west && view.east <= region.east && view.north >= region.north && view.south <= region.south;
const onSeam = (x) => x < 1e-6 || x > 1 - 1e-6;

// One country as a path, with its box; null when the basemap does not know the code.
function areaPath(base, code, zoom) {
  const list = base.rings.get(code), detail = detailOf(zoom), key = `${code}${detail}`;
  if (!list) return null;
  if (base.areas.has(key)) return base.areas.get(key);
  const path = new Path2D(), arcs = detailedArcs(base, detail), large = list.filter((ring) => !tiny(base, ring, detail));
  for (const ring of large.length ? large : list) addRing(path, ring, arcs);
  const area = { path, boxes: list.map((ring) => ringBox(base, ring)) };
  base.areas.set(key, area);
  return area;
}
const closed = (arc) => arc[0] === arc.at(-2) && arc[1] === arc.at(-1);
function ringBox(base, ring) {
  base.boxes ??= base.arcs.map(boxOf);
  return ring.map((k) => base.boxes[k < 0 ? ~k : k]).reduce(around);
}
function tiny(base, ring, detail) {
  const [w, n, e, s] = ringBox(base, ring);
  return Math.max(e - w, s - n) < 1.5 * GAPS[detail];
}
const around = (a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];

// Lines in tiles of 1/24 of the world, so that only those in view are stroked.
function tiles(arcs) {
  const found = new Map();
  for (const arc of arcs) {
    const key = `${Math.floor(arc[0] * 24)} ${Math.floor(arc[1] * 24)}`, box = boxOf(arc);
    let tile = found.get(key);
    if (!tile) found.set(key, (tile = { path: new Path2D(), box }));
    tile.box = around(tile.box, box);
    tile.path.moveTo(arc[0], arc[1]);
    for (let j = 2; j < arc.length; j += 2) tile.path.lineTo(arc[j], arc[j + 1]);
  }
  return [...found.values()];
}
const inSight = (view, [w, n, e, s], k) => s >= view.north && n <= view.south && e + k >= view.west && w + k <= view.east;

// The worlds beside each other that a view shows.
const copies = (view) => {
  const list = [];
  for (let k = Math.floor(view.west); k <= Math.floor(view.east); k++) list.push(k);
  return list;
};
const intoSquare = (ctx, view, k) =>
  ctx.setTransform(view.scale * view.dpr, 0, 0, view.scale * view.dpr, (k * view.scale - view.x) * view.dpr, -view.y * view.dpr);
const intoPixels = (ctx, view) => ctx.setTransform(view.dpr, 0, 0, view.dpr, 0, 0);

function paintBase(ctx, view, base, colours) {
  const { land, coast, border, lakes, states } = basePaths(base, view);
  intoPixels(ctx, view);
  ctx.fillStyle = colours.sea;
  ctx.fillRect(0, 0, view.width, view.height);
  const px = 1 / view.scale;
  for (const k of copies(view)) {
    intoSquare(ctx, view, k);
    ctx.lineJoin = "round";
    ctx.fillStyle = colours.land;
    ctx.fill(land, "evenodd");
    ctx.fillStyle = colours.lake;
    ctx.fill(lakes, "evenodd");
    ctx.strokeStyle = colours.coast;
    ctx.lineWidth = 0.8 * px;
    ctx.stroke(coast);
    ctx.stroke(lakes);
    ctx.strokeStyle = colours.border;
    if (states) {
      ctx.lineWidth = 0.7 * px;
      ctx.setLineDash([3 * px, 2.5 * px]);
      for (const { path, box } of states) if (inSight(view, box, k)) ctx.stroke(path);
      ctx.setLineDash([]);
    }
    ctx.lineWidth = (view.zoom < 4 ? 0.7 : 1) * px;
    ctx.stroke(border);
  }
  intoPixels(ctx, view);
}
