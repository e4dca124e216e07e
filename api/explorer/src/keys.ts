/** The keyboard on the graph: move, step from node to node, and do what the menu does. */

import type Sigma from "sigma";
import { commandOf } from "./commands";
import { el, fill } from "./dom";
import { placeOf } from "./geometry";
import { go, pickSelected, selectedNode, step, targets } from "./following";
import { showHelp } from "./help";
import { relationName, t, typeName } from "./language";
import { showMenu } from "./menu";
import { type EdgeLook, graph, type NodeLook, pick, picked } from "./view";

const STRIDE = 60; // pixels that an arrow key moves the picture
const EDGE = 40; // pixels from the rim within which a node counts as out of view
const WAYS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
};
const TOLD = 3; // neighbours that are told of a node

export function listenToKeys(renderer: Sigma<NodeLook, EdgeLook>, container: HTMLElement): void {
  const voice = el("div", { class: "unseen", role: "status" });
  container.after(voice);
  const reach = (node: string | null): void => {
    if (!node) return;
    fill(voice, told(node));
    bringIntoView(renderer, node);
  };
  container.addEventListener("keydown", (event) => {
    if (event.target !== container) return;
    const way = WAYS[event.key];
    const modified = event.ctrlKey || event.metaKey;
    const camera = renderer.getCamera();
    if (way && event.altKey) reach(go(way[0], -way[1]));
    else if (way && !modified) move(renderer, way);
    else if (event.key === "]") reach(step(1));
    else if (event.key === "[") reach(step(-1));
    else if (event.key === "+" || event.key === "=") void camera.animatedZoom({ duration: 100 });
    else if (event.key === "-") void camera.animatedUnzoom({ duration: 100 });
    else if (event.key === "0") void camera.animatedReset({ duration: 100 });
    else if (event.key === "?") showHelp();
    else if (modified && event.key.toLowerCase() === "a") pick(graph.nodes());
    else if (event.key === "ContextMenu" || (event.shiftKey && event.key === "F10")) {
      openMenu(renderer, container);
    } else if (event.key === "Escape" && picked.size > 0) pick([]);
    else if (event.key === " ") pickSelected();
    else if (modified || event.altKey || !run(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function run(key: string): boolean {
  const command = commandOf(key);
  const nodes = targets();
  if (command && nodes.length > 0) command.act(nodes);
  return command !== undefined;
}

function move(renderer: Sigma<NodeLook, EdgeLook>, [x, y]: [number, number]): void {
  const { width, height } = renderer.getDimensions();
  const to = renderer.viewportToFramedGraph({ x: width / 2 + x * STRIDE, y: height / 2 + y * STRIDE });
  renderer.getCamera().setState({ x: to.x, y: to.y });
}

function openMenu(renderer: Sigma<NodeLook, EdgeLook>, container: HTMLElement): void {
  const nodes = targets();
  const node = selectedNode() ?? nodes[0];
  if (node !== undefined && nodes.length > 0) showMenu(container, nodes, placeOf(renderer, node));
}

function bringIntoView(renderer: Sigma<NodeLook, EdgeLook>, node: string): void {
  const place = placeOf(renderer, node);
  const { width, height } = renderer.getDimensions();
  const isIn = place.x > EDGE && place.y > EDGE && place.x < width - EDGE && place.y < height - EDGE;
  if (isIn) return;
  const { x, y } = renderer.viewportToFramedGraph(place);
  renderer.getCamera().setState({ x, y });
}

/** Return in words what a node is and what it hangs on. */
function told(node: string): string {
  const { label, category } = graph.getNodeAttributes(node);
  const links = graph.mapEdges(node, (_, look, head, tail) =>
    `${relationName(look.relation)} ${graph.getNodeAttribute(head === node ? tail : head, "label")}`);
  const some = links.slice(0, TOLD).join(", ");
  return t("nodeTold", { name: label, type: typeName(category), n: links.length, some });
}
