// Shows a report's text: everything enters as text nodes, each claim's words as a button.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".reader");
  const state = (parentElement.reader ??= { key: null, selected: null });
  if (state.key !== data.key) {
    root.replaceChildren(...data.blocks.map(block));
    state.key = data.key;
    state.selected = null;
    root.scrollTop = 0;
  }
  const pick = (event) => {
    const mark = event.target.closest("mark");
    if (!mark || (event.type === "keydown" && event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    const ids = mark.dataset.ids.split(" ");
    setTriggerValue("picked", ids[(ids.indexOf(state.selected) + 1) % ids.length]);
  };
  root.onclick = pick;
  root.onkeydown = pick;
  if (state.selected !== data.selected) {
    state.selected = data.selected;
    let first = null;
    for (const mark of root.querySelectorAll("mark")) {
      const on = mark.dataset.ids.split(" ").includes(data.selected);
      mark.classList.toggle("on", on);
      if (on) { mark.setAttribute("aria-current", "true"); first ??= mark; } else mark.removeAttribute("aria-current");
    }
    // Only this box scrolls, never the page: the map stays where it is.
    if (first) root.scrollTo({ top: first.offsetTop - root.clientHeight / 3, behavior: "auto" });
  }
}

function block(parts) {
  const line = document.createElement("p");
  line.dir = "auto";
  for (const part of parts) {
    if (part.kind === "text") line.append(part.text);
    else {
      const element = document.createElement(part.kind === "claim" ? "mark" : "span");
      element.textContent = part.text;
      if (part.kind === "claim") {
        element.tabIndex = 0;
        element.setAttribute("role", "button");
        element.dataset.ids = part.ids.join(" ");
      } else element.className = part.kind;
      if (part.title) element.title = part.title;
      line.append(element);
    }
  }
  return line;
}
