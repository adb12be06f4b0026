// NATO symbols (APP-6): the rectangle and its kin are the frame of every actor, as the map takes no side; colour says whose.
const SYMBOL_BOX = { left: 8, right: 60, top: 9, bottom: 59 }; // the units of the drawings; an echelon stands above the frame

function symbolPaths(symbol) {
  symbol.paths ??= [...symbol.marks, ...symbol.above].map(([path, how]) => [new Path2D(path), how]);
  return symbol.paths;
}

// Draws a symbol in the middle of (x, y), `height` pixels for the whole box.
function paintSymbol(ctx, symbol, x, y, height, { ink, body }) {
  const scale = height / (SYMBOL_BOX.bottom - SYMBOL_BOX.top), alpha = ctx.globalAlpha;
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(scale, scale);
  ctx.translate(-(SYMBOL_BOX.left + SYMBOL_BOX.right) / 2, -(SYMBOL_BOX.top + SYMBOL_BOX.bottom) / 2);
  ctx.lineWidth = Math.max(1.1, 1.1 / scale);
  ctx.lineJoin = "round";
  for (const [path, how] of symbolPaths(symbol)) {
    if (how === "stroke") { ctx.strokeStyle = ink; ctx.stroke(path); }
    else {
      ctx.globalAlpha = how === "body" ? alpha * 0.22 : alpha;
      ctx.fillStyle = how === "body" ? body : ink;
      ctx.fill(path);
      ctx.globalAlpha = alpha;
    }
  }
  ctx.restore();
}

// A symbol as an element of the panel, with its name for who cannot see it.
function symbolElement(app, symbol, actor, height = 30) {
  const colours = app.colours(), canvas = drawing(Math.round(height * 1.25), height, (ctx) =>
    paintSymbol(ctx, symbol, (height * 1.25) / 2, height / 2 + (symbol.above.length ? 2 : 0), height, { ink: colours.ink, body: colours.actors[app.data.colour.of(actor)] }));
  canvas.removeAttribute("aria-hidden");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", say("symbolFor", { name: symbol.name }));
  canvas.title = symbol.name;
  canvas.className = "dm-symbol";
  return canvas;
}
