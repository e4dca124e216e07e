/** Where links run on the screen. */

import type Sigma from "sigma";
import { type EdgeLook, graph, type NodeLook } from "./view";

const REACH = 5; // pixels beside a link's line that still hit it

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

/** Return where a node is on the screen; what is kept for drawing is not there between two frames. */
export function placeOf(renderer: Sigma<NodeLook, EdgeLook>, node: string): Point {
  const { x, y } = graph.getNodeAttributes(node);
  return renderer.graphToViewport({ x, y });
}

/** Return a link's line in pixels of the screen; null if it or an end is hidden. */
export function routeOf(renderer: Sigma<NodeLook, EdgeLook>, edge: string): Route | null {
  const ends = graph.extremities(edge);
  const [head, tail] = ends.map((node) => renderer.getNodeDisplayData(node));
  const shown = renderer.getEdgeDisplayData(edge);
  if (!head || !tail || !shown || shown.hidden || head.hidden || tail.hidden) return null;
  const [from, to] = [placeOf(renderer, ends[0]), placeOf(renderer, ends[1])];
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

/** Return the link whose line runs nearest to a point and not far from it. */
export function linkAt(renderer: Sigma<NodeLook, EdgeLook>, point: Point): string | null {
  let best: string | null = null;
  let least = REACH;
  graph.forEachEdge((edge) => {
    const route = routeOf(renderer, edge);
    if (!route) return;
    const { from, bend, to } = route;
    // The curve lies within the triangle of these points: most are far off at a glance.
    if (Math.min(from.x, bend.x, to.x) > point.x + least) return;
    if (Math.max(from.x, bend.x, to.x) < point.x - least) return;
    if (Math.min(from.y, bend.y, to.y) > point.y + least) return;
    if (Math.max(from.y, bend.y, to.y) < point.y - least) return;
    const away = distance(route, point);
    if (away >= least) return;
    least = away;
    best = edge;
  });
  return best;
}

function distance(route: Route, point: Point): number {
  const pieces = 16;
  let least = Infinity;
  let start = route.from;
  for (let piece = 1; piece <= pieces; piece += 1) {
    const end = pointAt(route, piece / pieces);
    const [dx, dy] = [end.x - start.x, end.y - start.y];
    const along = ((point.x - start.x) * dx + (point.y - start.y) * dy) / (dx * dx + dy * dy || 1);
    const share = Math.max(0, Math.min(1, along));
    least = Math.min(
      least, Math.hypot(point.x - start.x - share * dx, point.y - start.y - share * dy),
    );
    start = end;
  }
  return least;
}
