// Holds the exported document in a sandboxed frame: what is seen here is the very file that is downloaded.
export default function ({ data, parentElement, setTriggerValue }) {
  const frame = parentElement.querySelector("iframe");
  const state = (parentElement.deployment ??= { key: null, ready: false, selected: null });
  state.data = data;
  state.pick = (id) => setTriggerValue("picked", id);
  state.ask = (view, ids) => setTriggerValue("picture", { view, ids });

  const call = (name, ...args) => frame.contentWindow?.postMessage({ type: "deployment-map", call: name, args }, "*");
  const theme = () => {
    const probe = document.createElement("span");
    probe.style.color = "var(--st-background-color)";
    parentElement.append(probe);
    const [r, g, b] = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? [255, 255, 255]).map(Number);
    probe.remove();
    return 0.299 * r + 0.587 * g + 0.114 * b < 128 ? "dark" : "light";
  };
  const follow = () => {
    if (!state.ready) return;
    const wanted = theme();
    if (wanted !== state.theme) call("theme", (state.theme = wanted));
    if (state.data.selected !== state.selected) call("select", (state.selected = state.data.selected));
  };

  if (!state.listening) {
    state.listening = true;
    state.hear = ({ source, data: message }) => {
      if (source !== frame.contentWindow || typeof message !== "object" || message === null) return;
      if (message.type === "deployment-ready") {
        Object.assign(state, { ready: true, theme: null, selected: null });
        frame.dataset.ready = "true";
        if (state.data.pictures) call("offerPicture");
        follow();
      } else if (message.type === "deployment-select" && typeof message.id === "string") {
        if (message.told || message.id === state.selected) return; // it was told by us, maybe some choices ago
        state.selected = message.id;
        state.pick(message.id);
      } else if (message.type === "deployment-picture") {
        if (typeof message.view === "string") state.ask(message.view, Array.isArray(message.ids) ? message.ids : null);
      } else if (message.type === "deployment-link") {
        open_(message.href);
      }
    };
    window.addEventListener("message", state.hear);
  }
  if (state.key !== data.key) {
    Object.assign(state, { key: data.key, ready: false });
    delete frame.dataset.ready;
    frame.srcdoc = data.html;
  } else follow();

  return () => {
    window.removeEventListener("message", state.hear);
    state.listening = false;
  };
}

// The frame may not open windows itself; a report's address is opened only if it is one of the web.
function open_(href) {
  try {
    const address = new URL(href);
    if (address.protocol === "https:" || address.protocol === "http:") window.open(address, "_blank", "noopener,noreferrer");
  } catch { /* no address */ }
}
