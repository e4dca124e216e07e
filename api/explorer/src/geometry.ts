/** Where links run on the screen. */

import type Sigma from "sigma";
import { type EdgeLook, graph, type NodeLook } from "./view";

/** How long and how wide the head of an arrow is, in widths of its line. */
export const HEAD = { lengthToThicknessRatio: 3.6, widenessToThicknessRatio: 3 };
const HALVINGS = 12; // until a place on a line is found to less than a pixel
const LOOP = 18; // pixels of a loop's reach beside its node's size
const WIDE = 1.3; // radians between a loop's two ends
const APART = 3; // radians between two loops of a node, per curvature

export interface Point {
  x: number;
  y: number;
}

/** A link's line, a cubic curve from the middle of one node to that of the other. */
export interface Route {
  from: Point;
  leave: Point;
  arrive: Point;
  to: Point;
  /** The pixels of it that its two nodes cover. */
  room: number;
  /** The radius of the node that it leads to. */
  radius: number;
  shape: "straight" | "curved" | "loop";
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
  const curvature = graph.getEdgeAttribute(edge, "curvature");
  const radius = renderer.scaleSize(tail.size);
  const room = radius + renderer.scaleSize(head.size) + 8;
  if (ends[0] === ends[1]) return { ...loop(from, radius, curvature), room, radius, shape: "loop" };
  const bent = shown.type === "curved" ? curvature : 0;
  const bend = {
    x: (from.x + to.x) / 2 + (to.y - from.y) * bent,
    y: (from.y + to.y) / 2 - (to.x - from.x) * bent,
  };
  const towards = (end: Point): Point =>
    ({ x: end.x + ((bend.x - end.x) * 2) / 3, y: end.y + ((bend.y - end.y) * 2) / 3 });
  const shape = bent === 0 ? "straight" : "curved";
  return { from, leave: towards(from), arrive: towards(to), to, room, radius, shape };
}

/** Return a line from a node's middle around to it again, above it; several stand side by side. */
function loop(
  middle: Point, radius: number, curvature: number,
): Pick<Route, "from" | "leave" | "arrive" | "to"> {
  const far = 3 * radius + LOOP;
  const along = (angle: number): Point =>
    ({ x: middle.x + far * Math.cos(angle), y: middle.y + far * Math.sin(angle) });
  const up = -Math.PI / 2 + curvature * APART;
  return { from: middle, leave: along(up - WIDE / 2), arrive: along(up + WIDE / 2), to: middle };
}

/** Return a point of a link's line: 0 is its beginning, 1 its end. */
export function pointAt({ from, leave, arrive, to }: Route, share: number): Point {
  const rest = 1 - share;
  const parts = [rest ** 3, 3 * rest ** 2 * share, 3 * rest * share ** 2, share ** 3] as const;
  const at = (axis: keyof Point): number =>
    parts[0] * from[axis] + parts[1] * leave[axis] + parts[2] * arrive[axis] + parts[3] * to[axis];
  return { x: at("x"), y: at("y") };
}

/** Return a link's line and the head of its arrow, whose point touches the node's rim, as outlines. */
export function outlinesOf(route: Route, size: number): { line: string; head: string } {
  const { from, leave, arrive, radius, shape } = route;
  const tip = pointAt(route, shareBefore(route, radius));
  const share = shareBefore(route, radius + HEAD.lengthToThicknessRatio * size);
  const base = pointAt(route, share);
  const way = Math.atan2(tip.y - base.y, tip.x - base.x);
  const half = (HEAD.widenessToThicknessRatio / 2) * size;
  const side = { x: Math.sin(way) * half, y: -Math.cos(way) * half };
  // The line ends where its arrow begins: the same curve, cut off (de Casteljau).
  const first = between(from, leave, share);
  const second = between(first, between(leave, arrive, share), share);
  const turns = shape === "straight" ? "L" : `C${written(first)} ${written(second)} `;
  return {
    line: `M${written(from)}${turns}${written(base)}`,
    head: `M${written(tip)}L${written({ x: base.x + side.x, y: base.y + side.y })}` +
      `L${written({ x: base.x - side.x, y: base.y - side.y })}Z`,
  };
}

/** Return the share of a link's line from which on it is nearer than so to where it leads. */
function shareBefore(route: Route, distance: number): number {
  let [far, near] = [0.5, 1];
  for (let step = 0; step < HALVINGS; step += 1) {
    const share = (far + near) / 2;
    const { x, y } = pointAt(route, share);
    if (Math.hypot(x - route.to.x, y - route.to.y) > distance) far = share;
    else near = share;
  }
  return near;
}

function between(one: Point, other: Point, share: number): Point {
  return { x: one.x + (other.x - one.x) * share, y: one.y + (other.y - one.y) * share };
}

function written({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}

/** Return the link whose line runs nearest to a point and within a reach of it. */
export function linkAt(
  renderer: Sigma<NodeLook, EdgeLook>, point: Point, reach: number,
): string | null {
  let best: string | null = null;
  let least = reach;
  graph.forEachEdge((edge) => {
    const route = routeOf(renderer, edge);
    if (!route) return;
    const { from, leave, arrive, to } = route;
    // The curve lies within the hull of these points: most are far off at a glance.
    if (Math.min(from.x, leave.x, arrive.x, to.x) > point.x + least) return;
    if (Math.max(from.x, leave.x, arrive.x, to.x) < point.x - least) return;
    if (Math.min(from.y, leave.y, arrive.y, to.y) > point.y + least) return;
    if (Math.max(from.y, leave.y, arrive.y, to.y) < point.y - least) return;
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
