// Which items lie under a point of the canvas, nearest and topmost first.
function itemsAt(view, data, items, x, y, reach) {
  const found = [];
  for (let n = items.length - 1; n >= 0; n--) {
    const distance = distanceTo(view, data, items[n], x, y, reach);
    if (distance <= reach) found.push([distance, items[n]]);
  }
  return found.sort((a, b) => a[0] - b[0]).map(([, item]) => item);
}

function distanceTo(view, data, item, x, y, reach) {
  let best = Infinity;
  for (const k of copies(view)) {
    if (item.kind === "arc") {
      const curve = itemCurve(data, item), room = (reach + 40) / view.scale, ux = (x + view.x) / view.scale - k, uy = (y + view.y) / view.scale;
      const [w, n, e, s] = curve.box;
      if (ux < w - room || ux > e + room || uy < n - room || uy > s + room) continue;
      const line = trace(item, view, k, curve);
      if (line) best = Math.min(best, distanceToLine(line, x, y) - itemWidth(item) / 2);
    } else {
      const [px, py] = pointOf(data, item.kind === "out" ? item.from : item.to, view, k);
      if (item.kind === "in" || item.kind === "out") best = Math.min(best, distanceToLine(stubLine(item, px, py), x, y) - itemWidth(item) / 2);
      else {
        const [sx, sy] = signAt(item, px, py), r = item.kind === "denied" ? 12 : itemRadius(item) + (item.kind === "alert" ? 5 : 0);
        const off = Math.hypot(x - sx, y - sy);
        best = Math.min(best, off > r ? off - r : (off / r) * 2);
      }
    }
  }
  return Math.max(0, best);
}

function distanceToLine(line, x, y) {
  let best = Infinity;
  for (let k = 2; k < line.length; k += 2) {
    if (Number.isFinite(line[k]) && Number.isFinite(line[k - 2])) best = Math.min(best, distanceToSegment(x, y, line[k - 2], line[k - 1], line[k], line[k + 1]));
  }
  return best;
}
