// Elements from names and texts.  Strings become text nodes and nothing else.
function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name in element && name !== "list" && name !== "role" && !name.startsWith("aria")) element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return element;
}

// Text of a report for the eye: control characters become visible signs, and it keeps its writing direction to itself.
const showControls = (text) =>
  String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, (sign) => String.fromCharCode(0x2400 + sign.charCodeAt(0)))
    .replace(/[\u007f-\u009f]/g, "\ufffd").replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, (sign) => `\u27e8U+${sign.charCodeAt(0).toString(16).toUpperCase()}\u27e9`);
const told = (text, tag = "bdi", props = {}) => h(tag, { dir: "auto", ...props }, showControls(text ?? ""));

// A web address that may be opened; anything but http and https is none.
function webAddress(text) {
  try {
    const url = new URL(text);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch { return null; }
}

const fill = (element, ...children) => element.replaceChildren(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
const button = (text, onclick, props = {}) => h("button", { type: "button", onclick, ...props }, text);
const swatch = (slot) => h("span", { class: `dm-swatch dm-actor-${slot}`, "aria-hidden": "true" });

// A drawing in the page's own signs: `paint(ctx, colours)` on a canvas of the given size.
function drawing(width, height, paint) {
  const dpr = Math.min(2, window.devicePixelRatio || 1);
  const canvas = h("canvas", { width: width * dpr, height: height * dpr, "aria-hidden": "true" });
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const ctx = canvas.getContext("2d");
  ctx.scale(dpr, dpr);
  paint(ctx);
  return canvas;
}

// From … to … in words.
function wayText(data, i) {
  const at = (k) => say(data.isArea(k) && !/^\p{Ll}/u.test(data.placeName(k)) ? "in" : "at", { at: data.placeName(k) });
  const from = data.placeName(data.m.from[i]), to = data.placeName(data.m.to[i]), status = data.statusName(i);
  if (from && to) return say("to", { from, to });
  if (to) return status === "present" || status === "on_alert" ? at(data.m.to[i]) : say("into", { to });
  if (from) return status === "present" || status === "on_alert" ? at(data.m.from[i]) : say("from", { from });
  return say(status === "on_alert" ? "s_on_alert" : "nowhere");
}

function whenText(data, i) {
  const start = data.m.start[i], end = data.m.end[i], text = data.text(data.m.when[i]);
  if (start === null && end === null) {
    if (text) return say("asOf", { text });
    const told = data.dated.first[i];
    return Number.isFinite(told) ? say("undatedTold", { date: longDate(told) }) : say("undatedOne");
  }
  if (start === null) return say("until", { date: longDate(end) });
  if (end === null) return say("since", { date: longDate(start) });
  return dateRange(start, end);
}

// Why a movement has no sign on the map; null when it has one.
function whyNotOnMap(data, i) {
  if (!signless(data, i)) return null;
  for (const k of data.claimsOf(i)) {
    const list = data.c.unplaced[k];
    if (list) return say("whyUnplaced", { name: data.text(list[0][0]), reason: data.text(list[0][1]) });
  }
  return say("whyNoPlace");
}
