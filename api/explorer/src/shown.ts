/** What is left out of the picture now: kept up to date before anybody draws or lists it. */

import { type LeftOut, leftOut } from "./filters";
import { chosen, onChoose } from "./options";
import { graph, onChange, selection } from "./view";

let out: LeftOut = { nodes: new Set(), edges: new Set() };

function judge(): void {
  const read = selection();
  out = leftOut(graph, chosen(), read && "node" in read ? read.node : null);
}

// Both lists of listeners are called in order, and this one stands first in them.
onChange(judge);
onChoose(judge);

export function isNodeOut(node: string): boolean {
  return out.nodes.has(node);
}

export function isEdgeOut(edge: string): boolean {
  return out.edges.has(edge);
}

/** Return the entities that are seen. */
export function seenNodes(): string[] {
  return graph.filterNodes((node) => !out.nodes.has(node));
}

/** Return the links that are seen. */
export function seenEdges(): string[] {
  return graph.filterEdges((edge) => !out.edges.has(edge));
}

/** Return how many entities and links are seen. */
export function seen(): { nodes: number; links: number } {
  return { nodes: graph.order - out.nodes.size, links: graph.size - out.edges.size };
}

/** Return how many links are left out although both of their ends are seen. */
export function partedLinks(): number {
  return [...out.edges].filter((edge) =>
    !out.nodes.has(graph.source(edge)) && !out.nodes.has(graph.target(edge))).length;
}
