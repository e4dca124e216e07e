/** Links from an entity to itself: the renderer draws none of these. */

import type Sigma from "sigma";
import { outlinesOf, type Point, pointAt, routeOf } from "./geometry";
import { type EdgeLook, graph, type NodeLook } from "./view";

const SHARES = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]; // of a loop's line, where it keeps names off
let found: string[] | null = null;
for (const changed of ["edgeAdded", "edgeDropped", "cleared"] as const) {
  graph.on(changed, () => (found = null));
}

/** Draw the loops that are seen; return points of their lines. */
export function drawLoops(
  context: CanvasRenderingContext2D, renderer: Sigma<NodeLook, EdgeLook>,
): Point[] {
  found ??= graph.selfLoopCount > 0 ? graph.filterEdges((edge) => graph.isSelfLoop(edge)) : [];
  return found.flatMap((edge) => {
    const route = routeOf(renderer, edge);
    const shown = renderer.getEdgeDisplayData(edge);
    if (!route || !shown) return [];
    const size = renderer.scaleSize(shown.size);
    const { line, head } = outlinesOf(route, size);
    context.lineWidth = size;
    context.strokeStyle = context.fillStyle = shown.color;
    context.stroke(new Path2D(line));
    context.fill(new Path2D(head));
    return SHARES.map((share) => pointAt(route, share));
  });
}
