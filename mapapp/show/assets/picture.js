// A picture of the present view at print size: what the map shows, its title, the day, the colours and the credits.
const PRINT_SCALE = 3;

function makePicture(app, sheet) {
  const { width, height } = app.map.getContainer().getBoundingClientRect(), head = 54, foot = 46;
  const canvas = h("canvas", { width: width * PRINT_SCALE, height: (height + head + foot) * PRINT_SCALE });
  const part = (kind) => {
    const view = { ...sheet.view, dpr: PRINT_SCALE };
    const layer = new OffscreenCanvas(view.width * PRINT_SCALE, view.height * PRINT_SCALE);
    app.painter[kind](layer.getContext("2d"), view, true);
    return layer;
  };
  const ctx = canvas.getContext("2d"), colours = app.colours(), at = sheet.local([0, 0]);
  ctx.fillStyle = colours.pill;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, head * PRINT_SCALE, canvas.width, height * PRINT_SCALE);
  ctx.clip();
  for (const kind of ["base", "marks"]) ctx.drawImage(part(kind), -at.x * PRINT_SCALE, (head - at.y) * PRINT_SCALE);
  ctx.restore();
  ctx.scale(PRINT_SCALE, PRINT_SCALE);
  ctx.fillStyle = colours.ink;
  ctx.textBaseline = "middle";
  ctx.font = `600 22px ${SERIF}`;
  ctx.fillText(plainText(app.title, 80), 16, 28);
  ctx.font = `14px ${FONT}`;
  ctx.textAlign = "right";
  if (app.state.time !== null) ctx.fillText(longDate(app.state.time), width - 16, 28);
  ctx.font = `12px ${FONT}`;
  ctx.fillText(say("credits"), width - 16, height + head + 23);
  ctx.textAlign = "left";
  let x = 16;
  const actors = app.data.colour.order.filter((actor) => app.items().some((item) => item.actor === actor && item.kind !== "denied"));
  for (const actor of actors.slice(0, 6)) {
    const name = plainText(actorName(actor), 30);
    disc(ctx, x + 5, height + head + 23, 5);
    ctx.fillStyle = colours.actors[app.data.colour.of(actor)];
    ctx.fill();
    ctx.fillStyle = colours.ink;
    ctx.fillText(name, x + 15, height + head + 23.5);
    x += 34 + ctx.measureText(name).width;
  }
  return canvas;
}

function savePicture(app, sheet) {
  makePicture(app, sheet).toBlob((blob) => {
    const link = h("a", { href: URL.createObjectURL(blob), download: `${plainText(app.title, 60).replace(/[^\p{L}\p{N} .-]+/gu, "") || "map"}.png` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }, "image/png");
}
