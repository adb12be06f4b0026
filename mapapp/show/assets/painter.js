// What is painted when: few movements in all their detail, of very many the largest first and the others when the map rests.
const HAIRS = 2500;

function makePainter(app, base, covered) {
  const { data, state, map } = app;
  let items = [], front = [], hairs = [], labels = [], merged = false, quick = false, chosen = null, hovered = null, itemsFor = null;
  let job = 0, pause = 0, counting = 0;
  const said = h("span"), all = button(say("showAll"), () => app.fit(), { class: "dm-show-all" });
  const note = h("p", { class: "dm-crowd", hidden: true }, said, all);
  L.DomEvent.disableClickPropagation(note);
  app.items = () => items;
  app.merged = () => merged;

  function gather(view) {
    if (quick && view) {
      items = largestItems(data, state, view);
      chosen = state.selected < 0 ? null : items.find((item) => item.i === state.selected) ?? null;
      itemsFor = null;
      return items;
    }
    const key = `${map.getZoom() < FAR}`;
    if (itemsFor?.shown === state.shown && itemsFor.key === key) return items;
    ({ items, merged } = makeItems(data, state.shown, map.getZoom()));
    itemsFor = { shown: state.shown, key };
    for (const item of items) item.alpha = item.ids.length === 1 ? state.alpha[item.i] : Math.max(...item.ids.map((i) => state.alpha[i]));
    chosen = state.selected < 0 ? null : items.find((item) => item.ids.includes(state.selected)) ?? null;
    return items;
  }

  function paint(ctx, view, whole = false) {
    cancelAnimationFrame(job);
    clearTimeout(pause);
    clearTimeout(counting);
    reached("part");
    gather(view);
    intoPixels(ctx, view);
    // On paper an upper canvas hides the lower one: its empty parts come out white.  There one canvas holds all.
    if (app.printing) paintBase(ctx, view, base, app.colours());
    else ctx.clearRect(0, 0, view.width, view.height);
    if (quick) {
      [front, hairs] = [items, []];
      paintAreas(ctx, view, data, base, items, app.colours(), chosen ?? hovered);
      paintStep(ctx, view, data, items, app.colours());
      top(ctx, view);
      return;
    }
    const few = items.length <= MANY;
    ({ front, hairs } = few ? { front: items, hairs: [] } : leading(data, view, items));
    if (few) setLanes(items);
    paintAreas(ctx, view, data, base, few ? items : front, app.colours(), chosen ?? hovered);
    if (whole) paintHairs(ctx, view, data, hairs, app.colours());
    paintItems(ctx, view, data, front, app.colours(), chosen, few || whole);
    if (front.length <= 200) paintPlaces(ctx, view, data, front, app.colours());
    top(ctx, view);
    if (whole) return;
    if (few) counting = setTimeout(() => tellBeyond(view), app.ready ? 120 : 0);
    else {
      const n = number(items.length);
      if (hairs.length) tell(say("crowd", { k: number(front.length), n, hairs: number(hairs.length) }), false);
      else tell(say("inView", { k: number(front.length), n }), true);
      if (hairs.length) pause = setTimeout(() => finish(ctx, view), 120);
      else reached("whole");
    }
  }
  function top(ctx, view) {
    for (const item of [hovered, chosen]) if (item) paintItem(ctx, view, data, item, app.colours(), item === chosen);
    labels = paintLabels(ctx, view, data, base, front, app.colours(), chosen, covered(view), quick);
  }
  // The hairlines of very many, in slices that a newer frame cancels, then all at once into the picture.
  function finish(ctx, view) {
    const spare = new OffscreenCanvas(ctx.canvas.width, ctx.canvas.height), to = spare.getContext("2d");
    intoPixels(to, view);
    paintAreas(to, view, data, base, front, app.colours(), chosen ?? hovered);
    let at = 0;
    const slice = () => {
      const until = performance.now() + 12;
      while (at < hairs.length && performance.now() < until) { paintHairs(to, view, data, hairs.slice(at, at + 200), app.colours(), hairs.length); at += 200; }
      if (at < hairs.length) { job = requestAnimationFrame(slice); return; }
      paintItems(to, view, data, front, app.colours(), chosen);
      if (front.length <= 200) paintPlaces(to, view, data, front, app.colours());
      top(to, view);
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
      ctx.drawImage(spare, 0, 0);
      intoPixels(ctx, view);
      reached("whole");
    };
    slice();
  }

  // For tests and those who take pictures: whether everything of this view is drawn, notes and hairlines too.
  function reached(how) { if (!app.printing) document.documentElement.dataset.drawn = how; }
  function tell(text, offer) {
    note.hidden = !text;
    said.textContent = text;
    all.hidden = !offer;
  }
  function tellBeyond(view) {
    const away = beyond(view, data, items), n = items.reduce((sum, item) => sum + item.ids.length, 0);
    const before = note.hidden;
    tell(away ? say("inView", { k: number(n - away), n: number(n) }) : "", true);
    if (note.hidden !== before) app.redraw(); // labels keep clear of the note, or take its room
    reached("whole");
  }

  return {
    note, gather, marks: paint,
    base(ctx, view) { paintBase(ctx, view, base, app.colours()); },
    labels: () => labels,
    drawn: () => (hairs.length > 3000 ? front : [...hairs, ...front]),
    forget() { itemsFor = null; },
    hurry: (now) => (quick = now),
    hover(i) {
      if (items.length > MANY) return false;
      hovered = i < 0 ? null : items.find((item) => item.ids.includes(i)) ?? null;
      return true;
    },
  };
}

// Of very many items those with an end in view: the largest to be drawn in full, the next as hairlines.
// Lines that only cross the view tell nothing of it and are left out.
function leading(data, view, items) {
  const front = [], hairs = [], near = placesInView(data, view);
  for (let n = items.length - 1; n >= 0 && hairs.length < HAIRS; n--) {
    const item = items[n];
    if (!(item.to >= 0 && near[item.to]) && !(item.from >= 0 && near[item.from])) continue;
    if (front.length < FULL) front.push(item);
    else hairs.push(item);
  }
  front.reverse();
  setLanes(front);
  return { front, hairs: hairs.reverse() };
}
function placesInView(data, view) {
  const { lat, lon } = data.p, near = new Uint8Array(lat.length), edge = view.pad / view.scale;
  for (let k = 0; k < near.length; k++) {
    const y = unitY(lat[k]);
    if (y < view.north + edge || y > view.south - edge) continue;
    const x = unitX(lon[k]), first = Math.ceil(view.west + edge - x);
    near[k] = x + first <= view.east - edge;
  }
  return near;
}
