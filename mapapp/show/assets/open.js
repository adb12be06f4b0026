// Opens the block before this script: styles and scripts that the page's policy knows by their hashes, in their order.
try {
  const parts = JSON.parse(new TextDecoder().decode(inflate(bytesOf(document.currentScript.previousElementSibling.textContent))));
  for (const [tag, text] of parts) {
    const element = document.createElement(tag);
    element.textContent = text;
    document.head.append(element);
  }
  if (typeof mapappShow === "undefined") throw new Error("the scripts did not run");
} catch (error) {
  document.documentElement.dataset.ready = "false";
  document.addEventListener("DOMContentLoaded", () => {
    const words = document.createElement("p");
    words.className = "dm-complaint";
    words.textContent = `The map’s own parts are damaged; export the file again. (${error.message})`;
    document.body.prepend(words);
  });
}
