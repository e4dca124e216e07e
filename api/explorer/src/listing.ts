/** The graph as lists: the same for those who do not see or point. */

import { entityButton } from "./combobox";
import { button, el, fill } from "./dom";
import { inOrder, t, typeName } from "./language";
import { linkFigures, linkSentence } from "./quotes";
import { TYPE_ORDER } from "./looks";
import { isNodeOut, seen, seenEdges } from "./shown";
import { graph, select } from "./view";

export function showList(place: HTMLElement): void {
  if (graph.order === 0) return fill(place, el("p", { class: "faint" }, t("nothingShown")));
  const label = (node: string): string => graph.getNodeAttribute(node, "label");
  const groups = TYPE_ORDER.map((type) => {
    const nodes = graph.filterNodes((node, look) => look.category === type && !isNodeOut(node));
    nodes.sort((left, right) => inOrder(label(left), label(right)));
    return { type, nodes };
  });
  const edges = seenEdges().sort((left, right) =>
    graph.getEdgeAttribute(right, "confidence") - graph.getEdgeAttribute(left, "confidence") ||
    inOrder(label(graph.source(left)), label(graph.source(right))));
  const shown = seen();
  const out = { nodes: graph.order - shown.nodes, links: graph.size - shown.links };
  fill(
    place,
    out.nodes + out.links > 0 && el("p", { class: "faint" }, t("filterLeftOut", out)),
    el("h2", { tabindex: -1 }, t("shownEntities", { n: shown.nodes })),
    ...groups.filter((group) => group.nodes.length > 0).flatMap(({ type, nodes }) => [
      el("h3", {}, typeName(type)),
      el("ul", { class: "entities" }, ...nodes.map((node) =>
        el("li", {}, entityButton({ id: node, name: label(node), type }, () => select({ node }))))),
    ]),
    el("h2", {}, t("shownLinks", { n: shown.links })),
    el("ul", { class: "links" }, ...edges.map((edge) => {
      const look = graph.getEdgeAttributes(edge);
      const [head, tail] = graph.extremities(edge);
      const sentence = linkSentence(label(head), look.relation, label(tail));
      return el("li", {}, button(sentence, () => select({ edge }), "link"), linkFigures(look));
    })),
  );
}
