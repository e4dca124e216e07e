/** What mouse and fingers do to the drawn graph. */

import type { Renderer } from "./canvas";
import { targets } from "./following";
import { linkAt, type Point } from "./geometry";
import type { Layout } from "./layout";
import { showMenu } from "./menu";
import { begin, graph, pick, select } from "./view";

const LONG = 500; // milliseconds for which a finger rests on a node to ask for its menu
const TREMBLE = 8; // pixels that a resting finger moves
const REACH = { mouse: 5, finger: 16 }; // pixels beside a link's line that still hit it

export function listen(
  renderer: Renderer, container: HTMLElement, layout: Layout, expand: (node: string) => void,
): void {
  let dragged: string | null = null;
  let isMoved = false;
  let pressed: Point | null = null; // where a finger rests that may ask for the menu
  let isAsked = false; // whether it did: what follows until it is lifted is no tap and no drag
  let timer = 0;
  const release = (): void => {
    window.clearTimeout(timer);
    pressed = null;
  };
  renderer.on("clickNode", ({ node, event }) => {
    const { original } = event;
    if (isAsked) return;
    if (original.ctrlKey || original.metaKey) pick([node], "toggle");
    else select({ node });
  });
  renderer.on("clickStage", ({ event }) => {
    if (isAsked) return;
    const edge = linkAt(renderer, event, REACH[isFinger(event.original) ? "finger" : "mouse"]);
    select(edge === null ? null : { edge });
  });
  renderer.on("rightClickNode", ({ node, event }) => showMenu(container, targets(node), event));
  container.addEventListener("contextmenu", (event) => event.preventDefault());
  renderer.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
    preventSigmaDefault();
    expand(node);
  });
  renderer.on("downStage", () => {
    release();
    isAsked = false;
  });
  renderer.on("downNode", ({ node, event: { original, x, y } }) => {
    release();
    isMoved = isAsked = false;
    dragged = isFinger(original) && original.touches.length > 1 ? null : node;
    if (!dragged || !isFinger(original)) return;
    pressed = { x, y };
    timer = window.setTimeout(() => {
      release();
      dragged = null;
      isAsked = true;
      if (graph.hasNode(node)) showMenu(container, targets(node), { x, y });
    }, LONG);
  });
  renderer.on("moveBody", ({ event }) => {
    const isResting = pressed && Math.hypot(event.x - pressed.x, event.y - pressed.y) < TREMBLE;
    if (isAsked || isResting) return event.preventSigmaDefault();
    release();
    if (!dragged || !graph.hasNode(dragged)) return;
    layout.stop();
    if (!isMoved) begin("move");
    isMoved = true;
    if (!renderer.getCustomBBox()) renderer.setCustomBBox(renderer.getBBox());
    graph.mergeNodeAttributes(dragged, { ...renderer.viewportToGraph(event), fixed: true });
    event.preventSigmaDefault();
    event.original.preventDefault();
    event.original.stopPropagation();
  });
  const drop = (): void => {
    release();
    dragged = null;
  };
  renderer.on("upNode", drop);
  renderer.on("upStage", drop);
}

function isFinger(event: MouseEvent | TouchEvent): event is TouchEvent {
  return "touches" in event;
}
