/** The whole graph in a corner, with a frame around what is in view; a press goes there. */

import type Sigma from "sigma";
import { el } from "./dom";
import type { Point } from "./geometry";
import { themed } from "./looks";
import { type EdgeLook, graph, type NodeLook } from "./view";

const WIDE = 168;
const HIGH = 112;
const EDGE = 8;
const FEWEST = 12; // nodes from which on a map helps

/** Put the map into the corner of a container's parent. It is for the eye alone: keys move, too. */
export function minimap(renderer: Sigma<NodeLook, EdgeLook>, container: HTMLElement): void {
  const canvas = el("canvas", { class: "minimap", "aria-hidden": "true", hidden: true });
  const dots = document.createElement("canvas");
  const density = Math.min(2, window.devicePixelRatio || 1);
  for (const each of [canvas, dots]) {
    each.width = WIDE * density;
    each.height = HIGH * density;
  }
  container.after(canvas);
  const box = (): { scale: number; left: number; top: number } => {
    const { x, y } = renderer.getBBox();
    const scale = Math.min((WIDE - 2 * EDGE) / (x[1] - x[0] || 1), (HIGH - 2 * EDGE) / (y[1] - y[0] || 1));
    return { scale, left: WIDE / 2 - (scale * (x[0] + x[1])) / 2, top: HIGH / 2 + (scale * (y[0] + y[1])) / 2 };
  };
  renderer.on("afterProcess", () => {
    canvas.hidden = graph.order < FEWEST;
    const context = dots.getContext("2d");
    if (canvas.hidden || !context) return;
    context.setTransform(density, 0, 0, density, 0, 0);
    context.clearRect(0, 0, WIDE, HIGH);
    const { scale, left, top } = box();
    const size = graph.order > 1000 ? 1 : 2.5;
    graph.forEachNode((node, { x, y }) => {
      const shown = renderer.getNodeDisplayData(node);
      if (!shown || shown.hidden) return;
      context.fillStyle = shown.color;
      context.fillRect(left + x * scale - size / 2, top - y * scale - size / 2, size, size);
    });
  });
  renderer.on("afterRender", () => {
    const context = canvas.getContext("2d");
    if (canvas.hidden || !context) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.drawImage(dots, 0, 0);
    context.setTransform(density, 0, 0, density, 0, 0);
    const { scale, left, top } = box();
    const { width, height } = renderer.getDimensions();
    const from = renderer.viewportToGraph({ x: 0, y: 0 });
    const to = renderer.viewportToGraph({ x: width, y: height });
    context.strokeStyle = themed("accent");
    context.lineWidth = 1.5;
    context.strokeRect(
      left + from.x * scale, top - from.y * scale, (to.x - from.x) * scale, (from.y - to.y) * scale,
    );
  });
  const go = (event: PointerEvent): void => {
    const bounds = canvas.getBoundingClientRect();
    const { scale, left, top } = box();
    const to: Point = {
      x: (event.clientX - bounds.left - left) / scale, y: (top - event.clientY + bounds.top) / scale,
    };
    const { x, y } = renderer.viewportToFramedGraph(renderer.graphToViewport(to));
    renderer.getCamera().setState({ x, y });
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    go(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (canvas.hasPointerCapture(event.pointerId)) go(event);
  });
}
