/** Where readers look from, told in the graph's own places: screens of any size read the same. */

import type Sigma from "sigma";
import type { EdgeLook, NodeLook } from "./view";

/** The place in the middle of the screen, and how far its shorter side reaches there. */
export interface Camera {
  x: number;
  y: number;
  span: number;
}

type Renderer = Sigma<NodeLook, EdgeLook>;
let renderer: Renderer | null = null;
const listeners: (() => void)[] = [];

/** Take the picture that is looked at. */
export function attach(drawn: Renderer): void {
  renderer = drawn;
  drawn.getCamera().on("updated", () => listeners.forEach((listener) => listener()));
}

export function onLook(listener: () => void): void {
  listeners.push(listener);
}

/** Return from where readers look; null where the picture fits the screen by itself. */
export function camera(): Camera | null {
  if (!renderer || isFit(renderer)) return null;
  const { width, height } = renderer.getDimensions();
  const { x, y } = renderer.viewportToGraph({ x: width / 2, y: height / 2 });
  const span = perPixel(renderer) * Math.min(width, height);
  return [x, y, span].every(Number.isFinite) ? { x, y, span } : null;
}

/** Look from elsewhere, or at all there is. */
export function look(from: Camera | null): void {
  if (!renderer) return;
  const state = renderer.getCamera();
  renderer.setCustomBBox(null);
  state.setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
  renderer.refresh();
  if (!from) return;
  // The frame stays as it is, so that moving the outermost node does not move all others.
  renderer.setCustomBBox(renderer.getBBox());
  const { width, height } = renderer.getDimensions();
  const ratio = from.span / (perPixel(renderer) * Math.min(width, height));
  const { x, y } = renderer.viewportToFramedGraph(renderer.graphToViewport(from));
  state.setState({ x, y, ratio });
}

function isFit(drawn: Renderer): boolean {
  const { x, y, ratio } = drawn.getCamera();
  return drawn.getCustomBBox() === null && x === 0.5 && y === 0.5 && ratio === 1;
}

function perPixel(drawn: Renderer): number {
  const from = drawn.viewportToGraph({ x: 0, y: 0 });
  const to = drawn.viewportToGraph({ x: 100, y: 0 });
  return Math.hypot(to.x - from.x, to.y - from.y) / 100;
}
