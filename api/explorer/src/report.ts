/** Reports of what is seen, and of the paths that stand out: what is asked of the server. */

import * as api from "./api";
import { current, figure, t } from "./language";
import { seen, seenEdges, seenNodes } from "./shown";
import type { Path } from "./types";
import { graph, selection } from "./view";

/** What the server takes into one report. */
export const MOST_REPORTED = { entities: 2_000, links: 5_000 };

/** Return a report of the entities and links that are seen. */
export function reportOfView(): Promise<api.Taken> {
  const links = seenEdges().map((edge) => {
    const [head, tail] = graph.extremities(edge);
    return { head, relation: graph.getEdgeAttribute(edge, "relation"), tail };
  });
  return api.report({ title: title(), language: current(), entities: seenNodes(), links });
}

/** Return a report of paths alone, in their order. */
export function reportOfPaths(paths: Path[]): Promise<api.Taken> {
  const ends = paths.flatMap(({ nodes }) => [nodes[0]?.name ?? "", nodes.at(-1)?.name ?? ""]);
  const named = [...new Set(ends)].slice(0, 2).join(" – ");
  return api.report({
    title: t("reportOfPaths", { n: paths.length, names: named }), language: current(), entities: [],
    links: [],
    paths: paths.map(({ hops }) => hops.map(({ head, relation, tail }) =>
      ({ head: head.id, relation, tail: tail.id }))),
  });
}

function title(): string {
  const read = selection();
  if (read && "node" in read) {
    return t("reportAround", { name: graph.getNodeAttribute(read.node, "label") });
  }
  const { nodes, links } = seen();
  return t("reportOfView", { nodes: figure(nodes), links: figure(links) });
}
