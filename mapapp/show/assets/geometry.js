// Points of the world as fractions of a Mercator square: x grows eastwards and may leave 0..1 past the dateline.
const RAD = Math.PI / 180;
const TOP = 85.0511;
const unitX = (lon) => (lon + 180) / 360;
const unitY = (lat) => {
  const phi = Math.max(-TOP, Math.min(TOP, lat)) * RAD;
  return (1 - Math.asinh(Math.tan(phi)) / Math.PI) / 2;
};
const latOf = (y) => Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) / RAD;

const vector = (lat, lon) => {
  const c = Math.cos(lat * RAD);
  return [c * Math.cos(lon * RAD), c * Math.sin(lon * RAD), Math.sin(lat * RAD)];
};
const angle = (a, b) => {
  const cross = Math.hypot(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]);
  return Math.atan2(cross, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]);
};

// The great circle from a to b (each [lat, lon]) as x, y, x, y …; NaN pairs where it leaves the square at a pole.
function greatCircle(a, b, degrees) {
  let u = vector(...a), v = vector(...b), turn = angle(u, v);
  if (turn > Math.PI - 1e-6) {
    // Opposite points: every way is as short; go by the pole that is nearer to the start.
    const pole = [a[0] >= 0 ? 90 : -90, 0];
    return joined(greatCircle(a, pole, degrees), greatCircle(pole, b, degrees));
  }
  const at = (t) => {
    const s = turn < 1e-9 ? 0 : 1 / Math.sin(turn);
    const p = turn < 1e-9 ? 1 - t : Math.sin((1 - t) * turn) * s;
    const q = turn < 1e-9 ? t : Math.sin(t * turn) * s;
    const x = p * u[0] + q * v[0], y = p * u[1] + q * v[1], z = p * u[2] + q * v[2];
    return [Math.atan2(z, Math.hypot(x, y)) / RAD, Math.atan2(y, x) / RAD];
  };
  const points = [a];
  const between = (t0, p0, t1, p1, depth) => {
    const swing = Math.abs(((p1[1] - p0[1] + 540) % 360) - 180);
    if (depth > 7 || swing < 3 * degrees + 1 || (Math.abs(p0[0]) > TOP && Math.abs(p1[0]) > TOP)) return;
    const t = (t0 + t1) / 2, p = at(t);
    between(t0, p0, t, p, depth + 1);
    points.push(p);
    between(t, p, t1, p1, depth + 1);
  };
  const steps = Math.max(2, Math.min(180, Math.ceil(turn / RAD / degrees)));
  let before = a;
  for (let k = 1; k <= steps; k++) {
    const here = k === steps ? b : at(k / steps);
    between((k - 1) / steps, before, k / steps, here, 0);
    points.push(here);
    before = here;
  }
  return flat(points);
}

function flat(points) {
  const out = new Float64Array(points.length * 2);
  let lon = points[0][1], turns = 0;
  points.forEach(([lat, l], k) => {
    if (k) {
      if (l - lon > 180) turns--;
      else if (l - lon < -180) turns++;
      lon = l;
    }
    const off = Math.abs(lat) > TOP;
    out[2 * k] = off ? NaN : unitX(l) + turns;
    out[2 * k + 1] = off ? NaN : unitY(lat);
  });
  return out;
}

function joined(a, b) {
  const lastX = lastFinite(a), firstX = b.find((value, k) => k % 2 === 0 && Number.isFinite(value));
  const shift = Number.isFinite(lastX) && Number.isFinite(firstX) ? Math.round(lastX - firstX) : 0;
  const out = new Float64Array(a.length + b.length);
  out.set(a);
  b.forEach((value, k) => { out[a.length + k] = k % 2 ? value : value + shift; });
  return out;
}
function lastFinite(a) {
  for (let k = a.length - 2; k >= 0; k -= 2) if (Number.isFinite(a[k])) return a[k];
  return NaN;
}

// [west, north, east, south] of points in the square.
function boxOf(points) {
  let w = Infinity, n = Infinity, e = -Infinity, s = -Infinity;
  for (let k = 0; k < points.length; k += 2) {
    const x = points[k], y = points[k + 1];
    if (x < w) w = x;
    if (x > e) e = x;
    if (y < n) n = y;
    if (y > s) s = y;
  }
  return [w, n, e, s];
}

// The narrowest window of longitudes (as x, maybe past 1) that holds all the given [west, east] stretches.
function narrowest(stretches) {
  const sorted = stretches.map(([w, e]) => { const k = Math.floor(w); return [w - k, e - k]; }).sort((a, b) => a[0] - b[0]);
  if (!sorted.length) return [0, 1];
  const after = new Float64Array(sorted.length + 1).fill(-Infinity);
  for (let k = sorted.length - 1; k >= 0; k--) after[k] = Math.max(after[k + 1], sorted[k][1]);
  let best = [sorted[0][0], after[0]], reach = -Infinity;
  for (let k = 1; k < sorted.length; k++) {
    reach = Math.max(reach, sorted[k - 1][1] + 1);
    const end = Math.max(reach, after[k]);
    if (end - sorted[k][0] < best[1] - best[0]) best = [sorted[k][0], end];
  }
  return best;
}

const metresPerUnit = (y) => 40_075_016.7 * Math.cos(latOf(y) * RAD);

function distanceToSegment(px, py, ax, ay, bx, by) {
  const dx = bx - ax, dy = by - ay, length = dx * dx + dy * dy;
  const t = length ? Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / length)) : 0;
  return Math.hypot(px - ax - t * dx, py - ay - t * dy);
}
