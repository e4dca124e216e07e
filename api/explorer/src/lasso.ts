/** Picking by drawing round: with Shift held, or after a press on its button, for one drag. */

import type Sigma from "sigma";
import { el } from "./dom";
import { placeOf, type Point } from "./geometry";
import { themed } from "./looks";
import { type EdgeLook, graph, type NodeLook, pick } from "./view";

const LEAST = 6; // pixels: less is a click with a trembling hand

export interface Lasso {
  /** Let the next drag draw; or no longer. */
  toggle(): boolean;
}

export function lasso(
  renderer: Sigma<NodeLook, EdgeLook>, container: HTMLElement, changed: (isOn: boolean) => void,
): Lasso {
  const canvas = el("canvas", { class: "lasso", "aria-hidden": "true", hidden: true });
  container.after(canvas);
  let isOn = false;
  let line: Point[] = [];
  let isDrawing = false;
  const set = (on: boolean): void => {
    isOn = on;
    container.classList.toggle("lassoing", on);
    changed(on);
  };
  const at = (event: PointerEvent): Point => {
    const { left, top } = container.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const isMine = (event: MouseEvent): boolean => isOn || (event.shiftKey && event.button === 0);
  container.addEventListener("pointerdown", (event) => {
    if (!isMine(event)) return;
    event.stopPropagation();
    container.focus({ preventScroll: true });
    container.setPointerCapture(event.pointerId);
    isDrawing = true;
    line = [at(event)];
    canvas.width = container.clientWidth;
    canvas.height = container.clientHeight;
    canvas.hidden = false;
  }, true);
  container.addEventListener("pointermove", (event) => {
    if (!isDrawing) return;
    event.stopPropagation();
    line.push(at(event));
    trace(canvas, line);
  }, true);
  const end = (event: PointerEvent): void => {
    if (!isDrawing) return;
    isDrawing = false;
    canvas.hidden = true;
    event.stopPropagation();
    const modified = event.shiftKey || event.ctrlKey || event.metaKey;
    if (length(line) >= LEAST) pick(within(renderer, line), modified ? "add" : "only");
    else if (event.shiftKey) {
      const node = nodeAt(renderer, line[0]);
      if (node) pick([node], "toggle");
    }
    set(false);
  };
  container.addEventListener("pointerup", end, true);
  container.addEventListener("pointercancel", end, true);
  // The renderer listens to these: while a line is drawn, it must neither pan nor select.
  for (const name of ["mousedown", "touchstart", "touchmove", "click"] as const) {
    container.addEventListener(name, (event) => {
      const isHeld = event instanceof MouseEvent && event.shiftKey && name !== "touchmove";
      if (isDrawing || isHeld || (name === "click" && line.length > 0)) event.stopPropagation();
      if (name === "click") line = [];
    }, true);
  }
  return {
    toggle: () => {
      set(!isOn);
      return isOn;
    },
  };
}

function length(line: Point[]): number {
  const [first = { x: 0, y: 0 }] = line;
  return line.reduce((most, each) => Math.max(most, Math.hypot(each.x - first.x, each.y - first.y)), 0);
}

function trace(canvas: HTMLCanvasElement, line: Point[]): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.beginPath();
  for (const { x, y } of line) context.lineTo(x, y);
  context.closePath();
  context.strokeStyle = themed("accent");
  context.fillStyle = themed("accent");
  context.lineWidth = 2;
  context.setLineDash([6, 4]);
  context.stroke();
  context.globalAlpha = 0.12;
  context.fill();
  context.globalAlpha = 1;
}

/** Return the shown nodes whose middles lie within a line that is closed (even-odd rule). */
function within(renderer: Sigma<NodeLook, EdgeLook>, line: Point[]): string[] {
  return graph.filterNodes((node) => {
    const shown = renderer.getNodeDisplayData(node);
    if (!shown || shown.hidden) return false;
    const { x, y } = placeOf(renderer, node);
    let isInside = false;
    line.forEach((here, index) => {
      const last = line.at(index - 1) ?? here;
      if (here.y > y === last.y > y) return;
      if (x < ((last.x - here.x) * (y - here.y)) / (last.y - here.y) + here.x) isInside = !isInside;
    });
    return isInside;
  });
}

function nodeAt(renderer: Sigma<NodeLook, EdgeLook>, point: Point | undefined): string | undefined {
  if (!point) return undefined;
  return graph.findNode((node) => {
    const shown = renderer.getNodeDisplayData(node);
    if (!shown || shown.hidden) return false;
    const { x, y } = placeOf(renderer, node);
    return Math.hypot(x - point.x, y - point.y) <= renderer.scaleSize(shown.size) + 2;
  });
}
