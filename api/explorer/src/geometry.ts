/** Where links run on the screen. */

import type Sigma from "sigma";
import { type EdgeLook, graph, type NodeLook } from "./view";

export interface Point {
  x: number;
  y: number;
}

/** A link's line, a quadratic curve from the middle of one node to that of the other. */
export interface Route {
  from: Point;
  bend: Point;
  to: Point;
  /** The pixels of it that its two nodes cover. */
  room: number;
  /** The radius of the node that it leads to. */
  radius: number;
}

/** Return a link's line in pixels of the screen; null if it or an end is hidden. */
export function routeOf(renderer: Sigma<NodeLook, EdgeLook>, edge: string): Route | null {
  const [head, tail] = graph.extremities(edge).map((node) => renderer.getNodeDisplayData(node));
  const shown = renderer.getEdgeDisplayData(edge);
  if (!head || !tail || !shown || shown.hidden || head.hidden || tail.hidden) return null;
  const from = renderer.framedGraphToViewport(head);
  const to = renderer.framedGraphToViewport(tail);
  const curvature = shown.type === "curved" ? graph.getEdgeAttribute(edge, "curvature") : 0;
  const bend = {
    x: (from.x + to.x) / 2 + (to.y - from.y) * curvature,
    y: (from.y + to.y) / 2 - (to.x - from.x) * curvature,
  };
  const radius = renderer.scaleSize(tail.size);
  return { from, bend, to, room: radius + renderer.scaleSize(head.size) + 8, radius };
}

/** Return a point of a link's line: 0 is its beginning, 1 its end. */
export function pointAt({ from, bend, to }: Route, share: number): Point {
  const [start, middle, end] = [(1 - share) ** 2, 2 * share * (1 - share), share ** 2];
  return {
    x: start * from.x + middle * bend.x + end * to.x,
    y: start * from.y + middle * bend.y + end * to.y,
  };
}
