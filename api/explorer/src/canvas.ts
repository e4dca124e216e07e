/** The drawn graph: what it looks like, and what the mouse and the keyboard do to it. */

import { createEdgeCurveProgram } from "@sigma/edge-curve";
import Sigma from "sigma";
import { createEdgeArrowProgram } from "sigma/rendering";
import type { NodeDisplayData, PartialButFor } from "sigma/types";
import type { Settings } from "sigma/settings";
import { t, relationName } from "./language";
import { Layout } from "./layout";
import { colour, isStill, onThemeChange, themed } from "./looks";
import { onChoose } from "./options";
import { isEdgeOut, isNodeOut, seen } from "./shown";
import { type EdgeLook, graph, highlighted, type NodeLook, onChange, select, selection } from "./view";

type Renderer = Sigma<NodeLook, EdgeLook>;
const STRIDE = 60; // pixels that an arrow key moves the picture
const WIDE = 600; // pixels from which on names have room beside the outermost nodes
const ROOM = 20; // pixels of width for each link's name; with less they hide one another

const HEAD = { lengthToThicknessRatio: 3.6, widenessToThicknessRatio: 3 };
const PROGRAMS = {
  straight: createEdgeArrowProgram<NodeLook, EdgeLook>(HEAD),
  curved: createEdgeCurveProgram<NodeLook, EdgeLook>({ arrowHead: { extremity: "target", ...HEAD } }),
};

export interface Canvas {
  /** Lay everything out anew. */
  arrange(): void;
  fit(): void;
  zoom(factor: number): void;
  relabel(): void;
  picture(): Promise<Blob>;
}

/** Draw the graph into a container; "expand" and "hide" are what readers do to a node. */
export function draw(
  container: HTMLElement,
  expand: (node: string) => void,
  hide: (node: string) => void,
): Canvas {
  const renderer: Renderer = new Sigma<NodeLook, EdgeLook>(graph, container, {
    allowInvalidContainer: true,
    defaultEdgeType: "straight",
    edgeProgramClasses: PROGRAMS,
    enableEdgeEvents: true,
    doubleClickTimeout: 500,
    renderEdgeLabels: true,
    labelFont: "system-ui, 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif",
    labelSize: 13,
    labelDensity: 0.7,
    labelGridCellSize: 90,
    labelRenderedSizeThreshold: 5,
    edgeLabelSize: 11,
    zIndex: true,
    stagePadding: container.clientWidth > WIDE ? 90 : 40,
    nodeReducer: nodeLook,
    edgeReducer: (edge, look) => edgeLook(edge, look, graph.size <= container.clientWidth / ROOM),
    defaultDrawNodeHover: drawHover,
  });
  const layout = new Layout(graph, () => fit());
  const fit = (): void => {
    renderer.setCustomBBox(null);
    void renderer.getCamera().animatedReset({ duration: isStill() ? 0 : 250 });
  };
  const retheme = (): void => {
    renderer.setSetting("labelColor", { color: themed("ink") });
    renderer.setSetting("edgeLabelColor", { color: themed("faint") });
    renderer.refresh();
  };
  retheme();
  onThemeChange(retheme);
  const redraw = (): void => {
    container.setAttribute("aria-label", t("graphAbout", seen()));
    renderer.refresh();
  };
  let known = new Set<string>();
  onChange((what) => {
    if (what === "graph" && graph.someNode((node) => !known.has(node))) layout.start();
    known = new Set(graph.nodes());
    redraw();
  });
  onChoose(redraw);
  listen(renderer, layout, expand);
  steer(renderer, container, hide);
  return {
    arrange: () => {
      graph.updateEachNodeAttributes((_, look) => ({ ...look, fixed: false }));
      layout.start();
    },
    fit,
    zoom: (factor) => void renderer.getCamera().animatedZoom({ factor, duration: 150 }),
    relabel: () => renderer.refresh(),
    picture: () => picture(renderer, container),
  };
}

function nodeLook(node: string, look: NodeLook): Partial<NodeDisplayData> {
  const chosen = selection();
  const isChosen = chosen !== null && "node" in chosen && chosen.node === node;
  const dimmed = highlighted.nodes.size > 0 && !highlighted.nodes.has(node) && !isChosen;
  return {
    ...look,
    hidden: isNodeOut(node),
    color: dimmed ? themed("dim") : colour(look.category),
    label: dimmed ? "" : look.label,
    highlighted: isChosen,
    forceLabel: isChosen || highlighted.nodes.has(node),
    zIndex: dimmed ? 0 : 1,
  };
}

function edgeLook(edge: string, look: EdgeLook, isNamed: boolean): Record<string, unknown> {
  const chosen = selection();
  const isChosen = chosen !== null && "edge" in chosen && chosen.edge === edge;
  const stands = isChosen || highlighted.edges.has(edge);
  const dimmed = highlighted.edges.size > 0 && !stands;
  const size = 1 + 2.5 * look.confidence ** 2;
  return {
    hidden: isEdgeOut(edge),
    type: look.type,
    curvature: look.curvature,
    size: stands ? size + 1.5 : size,
    color: themed(isChosen ? "accent" : stands ? "strong" : dimmed ? "dim" : "edge"),
    label: stands || (isNamed && !dimmed) ? relationName(look.relation) : "",
    forceLabel: stands,
    zIndex: stands ? 1 : 0,
  };
}

/** Draw a name on a plate of the page's colours; the library's own plate is always white. */
function drawHover(
  context: CanvasRenderingContext2D,
  shown: PartialButFor<NodeDisplayData, "x" | "y" | "size" | "label" | "color">,
  settings: Settings<NodeLook, EdgeLook>,
): void {
  const size = settings.labelSize;
  context.font = `600 ${size}px ${settings.labelFont}`;
  const wide = shown.label ? context.measureText(shown.label).width + 12 : 0;
  context.beginPath();
  context.roundRect(shown.x, shown.y - size, shown.size + wide + 4, size * 2, 6);
  context.arc(shown.x, shown.y, shown.size + 4, 0, Math.PI * 2);
  context.fillStyle = themed("plate");
  context.strokeStyle = themed("accent");
  context.lineWidth = 2;
  context.stroke();
  context.fill();
  if (!shown.label) return;
  context.fillStyle = themed("ink");
  context.fillText(shown.label, shown.x + shown.size + 7, shown.y + size / 3);
}

function listen(renderer: Renderer, layout: Layout, expand: (node: string) => void): void {
  let dragged: string | null = null;
  renderer.on("clickNode", ({ node }) => select({ node }));
  renderer.on("clickEdge", ({ edge }) => select({ edge }));
  renderer.on("clickStage", () => select(null));
  renderer.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
    preventSigmaDefault();
    expand(node);
  });
  renderer.on("downNode", ({ node }) => {
    dragged = node;
  });
  renderer.on("moveBody", ({ event }) => {
    if (!dragged) return;
    layout.stop();
    if (!renderer.getCustomBBox()) renderer.setCustomBBox(renderer.getBBox());
    graph.mergeNodeAttributes(dragged, { ...renderer.viewportToGraph(event), fixed: true });
    event.preventSigmaDefault();
    event.original.preventDefault();
    event.original.stopPropagation();
  });
  const drop = (): void => {
    dragged = null;
  };
  renderer.on("upNode", drop);
  renderer.on("upStage", drop);
}

function steer(renderer: Renderer, container: HTMLElement, hide: (node: string) => void): void {
  const ways: Record<string, [number, number]> = {
    ArrowLeft: [-STRIDE, 0], ArrowRight: [STRIDE, 0], ArrowUp: [0, -STRIDE], ArrowDown: [0, STRIDE],
  };
  container.addEventListener("keydown", (event) => {
    const camera = renderer.getCamera();
    const way = ways[event.key];
    const chosen = selection();
    if (way) {
      const { width, height } = renderer.getDimensions();
      const to = renderer.viewportToFramedGraph({ x: width / 2 + way[0], y: height / 2 + way[1] });
      camera.setState({ x: to.x, y: to.y });
    } else if (event.key === "+" || event.key === "=") void camera.animatedZoom({ duration: 100 });
    else if (event.key === "-") void camera.animatedUnzoom({ duration: 100 });
    else if (event.key === "0") void camera.animatedReset({ duration: 100 });
    else if (event.key === "Delete" && chosen && "node" in chosen) hide(chosen.node);
    else return;
    event.preventDefault();
  });
}

/** Return what is drawn as a picture; the layers are read before the browser lets them go. */
async function picture(renderer: Renderer, container: HTMLElement): Promise<Blob> {
  renderer.refresh();
  const layers = [...container.querySelectorAll("canvas")];
  const whole = document.createElement("canvas");
  whole.width = layers[0]?.width ?? 1;
  whole.height = layers[0]?.height ?? 1;
  const context = whole.getContext("2d");
  if (!context) throw new Error("no canvas");
  context.fillStyle = themed("stage");
  context.fillRect(0, 0, whole.width, whole.height);
  for (const layer of layers) context.drawImage(layer, 0, 0);
  return new Promise((resolve, reject) =>
    whole.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture")))),
  );
}
