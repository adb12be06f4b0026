// Folium's popups ask for jQuery's $ to make an element of their HTML; this is all that they need of it.
window.$ ??= (text) => {
  const template = document.createElement("template");
  template.innerHTML = text.replace(/ style="width: 100\.0%; height: 100\.0%;"/g, "");
  return template.content.children;
};
