/** The view as it can be kept: one form for undoing, for saved views and for files. */

import { type Camera, camera, look } from "./camera";
import { measure } from "./measures";
import { choose, chosen, type Options } from "./options";
import {
  edgeKey, type EdgeLook, finish, type Folded, graph, highlight, highlighted, type NodeLook, select,
  type Selected, selection, tell,
} from "./view";

export interface KeptNode {
  id: string;
  name: string;
  type: string;
  kind: string | null;
  /** How many links it has in the store, as far as was known. */
  total: number;
  x: number;
  y: number;
  pinned?: true;
  /** The place in the list of the node that it is folded into. */
  into?: number;
}

/** Head and tail by their places in the list of nodes; relation, confidence, date, facts. */
export type KeptLink = [number, string, number, number, string | null, number];

export interface ViewState {
  nodes: KeptNode[];
  links: KeptLink[];
  options: Options;
  camera: Camera | null;
  selected: Selected;
}

// Most steps move or pin nodes or choose options: then the links are those of the step before.
let links: KeptLink[] | null = null;
const forget = (): void => void (links = null);
for (const changed of [
  "nodeAdded", "nodeDropped", "edgeAdded", "edgeDropped", "cleared", "edgeAttributesUpdated",
] as const) graph.on(changed, forget);
graph.on("nodeAttributesUpdated", (told) => {
  if ("name" in told && told.name === "folded") forget();
});

/** Return the view as it is, under other options if need be. */
export function capture(options: Options = chosen()): ViewState {
  const nodes: KeptNode[] = [];
  const places = new Map<string, number>();
  const hidden: Folded["edges"] = [];
  const keep = (id: string, node: NodeLook, into?: number): void => {
    const at = nodes.length;
    places.set(id, at);
    const { label: name, category: type, kind, total, x, y } = node;
    const kept: KeptNode = { id, name, type, kind, total, x, y };
    if (node.fixed) kept.pinned = true;
    if (into !== undefined) kept.into = into;
    nodes.push(kept);
    hidden.push(...(node.folded?.edges ?? []));
    for (const [each, inner] of node.folded?.nodes ?? []) keep(each, inner, at);
  };
  graph.forEachNode((id, node) => keep(id, node));
  if (!links) {
    const row = (head: string, tail: string, edge: EdgeLook): KeptLink =>
      [places.get(head) ?? 0, edge.relation, places.get(tail) ?? 0, edge.confidence, edge.date, edge.facts];
    links = graph.mapEdges((_, edge, head, tail) => row(head, tail, edge));
    for (const [, head, tail, edge] of hidden) links.push(row(head, tail, edge));
  }
  return { nodes, links, options, camera: camera(), selected: selection() };
}

/** Show the view as it was; what is selected stays so, where it is shown then. */
export function restore({ nodes, links, options, camera, selected }: ViewState, keepSelection = false): void {
  const before = keepSelection ? selection() : null;
  tell("bulk");
  graph.clear();
  choose(options);
  const looks = nodes.map(({ name, type, kind, total, x, y, pinned }): NodeLook => ({
    x, y, label: name, size: 6, category: type, kind, total, ...(pinned && { fixed: true }),
  }));
  const foldedInto = (at: number): Folded | null => {
    const into = looks[nodes[at]?.into ?? -1];
    return into ? (into.folded ??= { nodes: [], edges: [] }) : null;
  };
  nodes.forEach(({ id }, at) => {
    const look = looks[at];
    if (look) foldedInto(at)?.nodes.push([id, look]);
  });
  nodes.forEach(({ id, into }, at) => {
    if (into === undefined) graph.mergeNode(id, looks[at]);
  });
  for (const [from, relation, to, confidence, date, facts] of links) {
    const [head = "", tail = ""] = [nodes[from]?.id, nodes[to]?.id];
    const key = edgeKey(head, relation, tail);
    const edge: EdgeLook = { relation, confidence, date, facts, type: "straight", curvature: 0 };
    const folded = nodes[to]?.into === from ? foldedInto(to) : foldedInto(from) ?? foldedInto(to);
    if (folded) folded.edges.push([key, head, tail, edge]);
    else graph.mergeDirectedEdgeWithKey(key, head, tail, edge);
  }
  highlight(
    [...highlighted.nodes].filter((node) => graph.hasNode(node)),
    [...highlighted.edges].filter((edge) => graph.hasEdge(edge)),
  );
  select([before, selected].find((each) => each && isShown(each)) ?? null);
  finish("placed");
  look(camera);
  if (options.size === "betweenness" || options.colouring === "community") void measure();
}

function isShown(what: NonNullable<Selected>): boolean {
  return "node" in what ? graph.hasNode(what.node) : graph.hasEdge(what.edge);
}
