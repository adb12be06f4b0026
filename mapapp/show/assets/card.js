// One deployment in full: what is claimed, in whose words, and what speaks against it.
function makeCard(app) {
  const { data } = app, { m, c, r } = data;
  const element = h("article", { class: "dm-card", tabIndex: -1, hidden: true });

  function render(i, others) {
    if (i < 0) { element.hidden = true; fill(element); return; }
    const status = data.statusName(i), why = whyNotOnMap(data, i), item = data.item(i);
    fill(element,
      button(`‹ ${say("back")}`, () => app.select(-1), { class: "dm-back" }),
      h("h2", {}, h("span", { class: "dm-figure" }, strengthOf(data, i)), " ", told(wayText(data, i), "span")),
      h("p", { class: "dm-tags" }, swatch(status === "denied" ? "denied" : data.colour.of(data.actor(i))), told(actorName(data.actor(i)), "span"),
        h("span", { class: `dm-tag dm-tag-${status}` }, say(`S_${status}`))),
      why ? h("p", { class: "dm-note" }, `${say("notOnMap")}: `, told(say("because", { why }), "span")) : null,
      item.home ? h("p", { class: "dm-note" }, say("alertHome")) : null,
      facts(i), quotes(i), differences(i), links(i),
      others.length ? h("section", {}, h("h3", {}, say("here")), h("ul", { class: "dm-links" }, others.slice(0, 40).map(link),
        others.length > 40 ? h("li", {}, say("others", { n: number(others.length - 40) })) : null)) : null,
      h("p", { class: "dm-view-link" }, h("a", { href: app.fragment(), onclick: app.copyView }, say("thisView"))));
    element.hidden = false;
  }

  const fact = (key, ...value) => (value.every((part) => part === null || part === undefined) ? [] : [h("dt", {}, say(key)), h("dd", {}, ...value)]);
  function facts(i) {
    const unit = data.text(m.force[i]), equipment = data.text(m.equipment[i]);
    const said = data.text(m.when[i]), score = m.confidence[i];
    return h("dl", {},
      fact("who", told(actorName(data.actor(i)))),
      unit || equipment ? fact("what", data.symbolOf(i) && symbolElement(app, data.symbolOf(i), data.actor(i)), unit && told(unit), unit && equipment ? h("br") : null, equipment && told(equipment)) : [],
      fact("howMany", strengthOf(data, i)),
      m.from[i] >= 0 ? fact("origin", place(m.from[i])) : [],
      m.via[i] ? fact("via", m.via[i].flatMap((k, n) => (n ? [", ", place(k)] : [place(k)]))) : [],
      m.to[i] >= 0 ? fact(["present", "on_alert"].includes(data.statusName(i)) ? "where" : "destination", place(m.to[i])) : [],
      fact("when", whenText(data, i), said && (m.start[i] !== null || m.end[i] !== null) ? [" ", told(`“${said}”`, "bdi", { class: "dm-aside" })] : null),
      fact("confidence", h("meter", { min: 0, max: 100, value: score, "aria-label": say("confidence") }), ` ${score} % · ${say(score >= 75 ? "c_high" : score >= 45 ? "c_middle" : "c_low")}`));
  }
  function place(k) {
    const notes = [];
    const country = data.p.country[k];
    if (country && data.kinds[data.p.kind[k]] !== "country") notes.push(actorName(country));
    if (data.isArea(k)) notes.push(say("areaNote"));
    else if (data.p.radius[k] > 1) notes.push(say("nearNote", { km: `${number(Math.round(data.p.radius[k]))} km` }));
    return h("span", {}, told(data.placeName(k)), notes.length ? h("small", { class: "dm-aside" }, ` ${notes.join(" · ")}`) : null);
  }

  function quotes(i) {
    const all = data.claimsOf(i);
    return h("section", { class: "dm-quotes" }, h("h3", {}, `${say("quotes")} (${number(all.length)})`),
      all.slice(0, 30).map(quote), all.length > 30 ? h("p", {}, say("others", { n: number(all.length - 30) })) : null);
  }
  function quote(k) {
    const report = c.report[k], url = webAddress(data.text(r.url[report])), voice = data.text(c.voice[k]), reader = data.text(c.extractor[k]);
    const title = data.text(r.title[report]) ?? data.text(r.id[report]);
    return h("figure", {},
      h("blockquote", {}, told(data.text(c.before[k]), "span"), h("mark", { dir: "auto" }, showControls(data.text(c.quote[k]))), told(data.text(c.after[k]), "span")),
      h("figcaption", {}, voice ? [told(say("saidBy", { voice })), h("br")] : null,
        url ? h("a", { href: url, target: "_blank", rel: "noopener noreferrer", onclick: app.follow }, told(title)) : told(title),
        [data.text(r.publisher[report]), r.published[report] === null ? null : longDate(r.published[report])].filter(Boolean).map((part) => [" · ", told(part)]),
        reader ? [h("br"), told(say("readBy", { reader }))] : null));
  }

  function differences(i) {
    if (!m.differ[i]) return null;
    const all = data.claimsOf(i);
    return h("section", { class: "dm-differ" }, h("h3", {}, say("differ")), m.differ[i].map(([field, values]) =>
      h("div", {}, h("h4", {}, fieldName(data.text(field))), h("ul", {}, values.map(([value, who]) => h("li", {},
        told(data.text(value), "b"), h("small", {}, [...new Set(who.map((k) => reportName(all[k])))].map((name, n) => [n ? ", " : "", told(name)]))))))));
  }
  const fieldName = (name) => (`field_${name}` in WORDS ? say(`field_${name}`) : name);
  const reportName = (k) => { const report = c.report[k] ?? 0; return data.text(r.publisher[report]) ?? data.text(r.title[report]) ?? data.text(r.id[report]); };

  const link = (i) => h("li", {}, button([swatch(data.statusName(i) === "denied" ? "denied" : data.colour.of(data.actor(i))), h("b", {}, strengthOf(data, i)), " ", told(wayText(data, i)), h("small", {}, ` ${say(`s_${data.statusName(i)}`)}`)],
    () => app.select(i), { class: "dm-link" }));
  function links(i) {
    const rows = [], root = m.shared[i] >= 0 ? m.shared[i] : i;
    if (m.partOf[i] >= 0) rows.push([say("partOf"), [m.partOf[i]]]);
    if (data.parts.has(i)) rows.push([say("parts"), data.parts.get(i)]);
    const sharers = [root, ...(data.sharers.get(root) ?? [])].filter((k) => k !== i);
    if (sharers.length) rows.push([say("shares"), sharers]);
    if (!rows.length) return null;
    return h("section", {}, h("h3", {}, say("links")), rows.map(([title, list]) => [h("h4", {}, title), h("ul", { class: "dm-links" }, list.slice(0, 40).map(link))]));
  }
  return { element, render };
}
