"use strict";
// Texts of the graph become text nodes and nothing else: no markup is ever made of them.
(() => {
  const { nodes, edges, chinese } = JSON.parse(document.getElementById("graph").textContent);
  const zh = navigator.language.startsWith("zh");
  const words = zh
    ? { all: "实体", links: "关系", back: "全部实体", also: "又称", confidence: "可信度", finder: "识别",
        characters: "字符", help: "选择实体或关系，查看原文依据。", quotes: "原文依据" }
    : { all: "Entities", links: "Links", back: "All entities", also: "also", confidence: "confidence",
        finder: "found by", characters: "characters", help: "Select an entity or a link to read its quotes.",
        quotes: "Quotes" };
  const term = (name) => (zh && chinese[name]) || name;
  const panel = document.getElementById("panel");
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const linkById = new Map(edges.map((edge) => [edge.id, edge]));

  function element(name, text, kind) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  }

  function choice(text, act) {
    const row = element("li");
    const button = element("button", text);
    button.addEventListener("click", act);
    row.append(button);
    return row;
  }

  const sentence = (edge) =>
    `${byId.get(edge.from).label} — ${term(edge.relation)} → ${byId.get(edge.to).label}`;

  function show(...parts) {
    panel.replaceChildren(...parts);
    panel.scrollTop = 0;
  }

  function back() {
    const button = element("button", `← ${words.back}`);
    button.addEventListener("click", showAll);
    return button;
  }

  function showAll() {
    const list = element("ul");
    list.append(...nodes.map((node) => choice(node.label, () => select(node.id))));
    show(element("p", words.help, "faint"), element("h2", `${words.all} (${nodes.length})`), list);
  }

  function showNode(node) {
    const kind = [term(node.type), node.kind].filter(Boolean).join(" · ");
    const others = node.names.filter((name) => name !== node.label);
    const list = element("ul");
    const own = edges.filter((edge) => edge.from === node.id || edge.to === node.id);
    list.append(...own.map((edge) => choice(sentence(edge), () => selectLink(edge.id))));
    const also = others.length ? [element("p", `${words.also}: ${others.join(" · ")}`)] : [];
    show(back(), element("h2", node.label), element("p", kind, "faint"), ...also,
      element("h3", `${words.links} (${own.length})`), list);
  }

  function quotes(fact) {
    const stated = Object.entries(fact.properties).map(([name, value]) => `${name}: ${value}`);
    return fact.evidence.flatMap((one) => [
      element("blockquote", one.reading),
      element("p", [one.title, one.published, one.uri, `${words.characters} ${one.start}–${one.end}`]
        .filter(Boolean).join(" · "), "faint"),
      element("p", [`${words.confidence} ${fact.confidence.toFixed(2)}`,
        `${words.finder} ${one.finder}`, fact.date, ...stated].filter(Boolean).join(" · "), "faint"),
    ]);
  }

  function showLink(edge) {
    const ends = element("ul");
    ends.append(...[edge.from, edge.to].map((id) => choice(byId.get(id).label, () => select(id))));
    const about = [`${words.confidence} ${edge.confidence.toFixed(2)}`, edge.since].filter(Boolean);
    show(back(), element("h2", sentence(edge)), element("p", about.join(" · "), "faint"), ends,
      element("h3", words.quotes), ...edge.facts.flatMap(quotes));
  }

  document.documentElement.lang = zh ? "zh" : "en";
  for (const each of document.querySelectorAll("[data-term]")) {
    each.textContent = term(each.dataset.term);
  }
  const named = edges.length <= 200;
  const drawn = {
    nodes: new vis.DataSet(nodes),
    edges: new vis.DataSet(edges.map((edge) => ({
      ...edge, width: 1 + 2 * edge.confidence, label: named ? term(edge.relation) : undefined,
    }))),
  };
  const network = new vis.Network(document.getElementById("stage"), drawn, {
    layout: { randomSeed: 1, improvedLayout: nodes.length <= 100 },
    physics: { solver: "forceAtlas2Based", forceAtlas2Based: { springLength: 130 },
      stabilization: { iterations: 200 } },
    interaction: { keyboard: false, multiselect: false },
    // Names that would be too small to read wait until one comes closer; those of hubs do not.
    nodes: { scaling: { min: 8, max: 30,
      label: { enabled: true, min: 14, max: nodes.length > 60 ? 46 : 16, drawThreshold: 8 } },
      font: { size: 15, face: "system-ui, Noto Sans CJK SC, PingFang SC, sans-serif",
        strokeWidth: 4, strokeColor: "#fbfcfd" } },
    edges: { color: { color: "#a9b4c2", highlight: "#0b5cad" },
      font: { size: 11, color: "#566272", strokeColor: "#fbfcfd" },
      arrows: { to: { scaleFactor: 0.6 } } },
  });
  // Where it lies it stays: what is dragged takes nothing along.
  network.once("stabilizationIterationsDone", () => {
    network.setOptions({ physics: false });
    document.documentElement.dataset.ready = "true";
  });
  network.on("click", (event) => {
    if (event.nodes.length) showNode(byId.get(event.nodes[0]));
    else if (event.edges.length) showLink(linkById.get(event.edges[0]));
    else showAll();
  });

  function select(id) {
    network.selectNodes([id]);
    network.focus(id, { scale: Math.max(network.getScale(), 0.8) });
    showNode(byId.get(id));
    panel.focus();
  }

  function selectLink(id) {
    network.selectEdges([id]);
    showLink(linkById.get(id));
    panel.focus();
  }

  showAll();
})();
