/** What readers do to nodes: pin, fold, keep, hide, and go from one to the next. */

import { begin, finish, graph, hide, pick, picked, select, selection, tell } from "./view";

/** Return what something is to be done to: all that is picked, or the one node. */
export function targets(node: string | null = selectedNode()): string[] {
  if (picked.size > 0 && (node === null || picked.has(node))) return [...picked];
  return node !== null && graph.hasNode(node) ? [node] : [];
}

export function selectedNode(): string | null {
  const chosen = selection();
  return chosen && "node" in chosen ? chosen.node : null;
}

/** Pin nodes where they are; if all of them are pinned, let them go. */
export function pin(nodes: string[]): void {
  begin("pin");
  const fixed = !nodes.every((node) => graph.getNodeAttribute(node, "fixed"));
  for (const node of nodes) graph.setNodeAttribute(node, "fixed", fixed);
  tell("placed");
}

/** Leave out all but these. */
export function keepOnly(nodes: string[]): void {
  const kept = new Set(nodes);
  begin("keepOnly");
  hide(...graph.filterNodes((node) => !kept.has(node)));
}

/** Fold into each node what hangs on it alone; unfold those that are folded, if all are. */
export function fold(nodes: string[]): void {
  begin("fold");
  const folded = nodes.filter((node) => graph.getNodeAttribute(node, "folded"));
  if (folded.length === nodes.length) for (const node of folded) unfold(node);
  else for (const node of nodes) if (!folded.includes(node) && graph.hasNode(node)) foldOne(node);
  const chosen = selectedNode();
  if (chosen && !graph.hasNode(chosen)) select(null);
  finish("placed");
}

function foldOne(node: string): void {
  const alone = graph.filterNeighbors(node, (each) =>
    each !== node && graph.neighbors(each).every((other) => other === node || other === each));
  if (alone.length === 0) return;
  const edges = alone.flatMap((each) => graph.mapEdges(each, (edge, look, head, tail) =>
    [edge, head, tail, look] as [string, string, string, typeof look]));
  const nodes = alone.map((each) =>
    [each, graph.getNodeAttributes(each)] as [string, ReturnType<typeof graph.getNodeAttributes>]);
  for (const each of alone) graph.dropNode(each);
  graph.setNodeAttribute(node, "folded", { nodes, edges });
}

function unfold(node: string): void {
  const folded = graph.getNodeAttribute(node, "folded");
  if (!folded) return;
  for (const [each, look] of folded.nodes) if (!graph.hasNode(each)) graph.addNode(each, look);
  for (const [edge, head, tail, look] of folded.edges) {
    if (graph.hasNode(head) && graph.hasNode(tail)) {
      graph.mergeDirectedEdgeWithKey(edge, head, tail, look);
    }
  }
  graph.removeNodeAttribute(node, "folded");
}

/** Select the next node, or the one before, from left to right; the first if none is selected. */
export function step(by: 1 | -1): string | null {
  const nodes = graph.nodes().sort((left, right) =>
    graph.getNodeAttribute(left, "x") - graph.getNodeAttribute(right, "x") || (left < right ? -1 : 1));
  if (nodes.length === 0) return null;
  const at = nodes.indexOf(selectedNode() ?? "");
  const from = at < 0 && by < 0 ? 0 : at;
  return choose(nodes[(from + by + nodes.length) % nodes.length]);
}

/** Select the neighbour that lies nearest to a direction. */
export function go(x: number, y: number): string | null {
  const node = selectedNode();
  if (!node || !graph.hasNode(node)) return step(1);
  const here = graph.getNodeAttributes(node);
  const scored = graph.neighbors(node).filter((each) => each !== node).map((each) => {
    const there = graph.getNodeAttributes(each);
    const [dx, dy] = [there.x - here.x, there.y - here.y];
    return { each, way: (dx * x + dy * y) / (Math.hypot(dx, dy) || 1) };
  });
  scored.sort((left, right) => right.way - left.way || (left.each < right.each ? -1 : 1));
  const best = scored[0];
  return best && best.way > 0.2 ? choose(best.each) : null;
}

function choose(node: string | undefined): string | null {
  if (node === undefined) return null;
  select({ node });
  return node;
}

/** Pick the selected node too, or no longer. */
export function pickSelected(): void {
  const node = selectedNode();
  if (node) pick([node], "toggle");
}
