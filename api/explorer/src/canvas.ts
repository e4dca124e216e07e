/** The drawn graph: what it looks like. */

import { createEdgeCurveProgram } from "@sigma/edge-curve";
import { createNodeBorderProgram } from "@sigma/node-border";
import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";
import {
  createEdgeArrowProgram, EdgeLineProgram, type EdgeProgramType, NodePointProgram,
} from "sigma/rendering";
import type { NodeDisplayData, PartialButFor } from "sigma/types";
import type { Settings } from "sigma/settings";
import { attach } from "./camera";
import { HEAD } from "./geometry";
import { drawSign } from "./icons";
import { listenToKeys } from "./keys";
import { drawMarks, drawNumber, Labels } from "./labels";
import { t, relationName } from "./language";
import { type Lasso, lasso } from "./lasso";
import { Layout } from "./layout";
import { colour, communityColour, inkOn, isStill, letters, onThemeChange, themed } from "./looks";
import { measure } from "./measures";
import { minimap } from "./minimap";
import { chosen, onChoose } from "./options";
import { picture } from "./picture";
import { listen } from "./pointing";
import { isEdgeOut, isNodeOut, seen } from "./shown";
import { vector } from "./vector";
import {
  type EdgeLook, graph, highlighted, MANY, type NodeLook, onChange, picked, selection,
} from "./view";

export type Renderer = Sigma<NodeLook, EdgeLook>;
const WIDE = 600; // pixels from which on names have room beside the outermost nodes
const ROOM = 1.1; // heights of letters, in width for each link's name: with less they hide one another
const PALE = 600; // links from which on each is paler: together they would cover the nodes
const NAMED = 600; // nodes up to which every name may be written that has room
const CROWD = 800; // nodes from which on they are drawn as plain spots

const LINKS = {
  straight: once(createEdgeArrowProgram<NodeLook, EdgeLook>(HEAD)),
  curved: once(
    createEdgeCurveProgram<NodeLook, EdgeLook>({ arrowHead: { extremity: "target", ...HEAD } }),
  ),
  plain: once(EdgeLineProgram<NodeLook, EdgeLook>),
};
const NODES = {
  rimmed: createNodeBorderProgram<NodeLook, EdgeLook>({
    borders: [
      { color: { attribute: "rim" }, size: { value: 1.5, mode: "pixels" } },
      { color: { attribute: "color" }, size: { fill: true } },
    ],
  }),
  spot: NodePointProgram<NodeLook, EdgeLook>,
};

/** Return a program without the buffer to pick from: `linkAt` finds links, lines are drawn once. */
function once(
  program: EdgeProgramType<NodeLook, EdgeLook>,
): EdgeProgramType<NodeLook, EdgeLook> {
  return class extends program {
    constructor(gl: WebGLRenderingContext, _: WebGLFramebuffer | null, renderer: Renderer) {
      super(gl, null, renderer);
    }
  };
}

export interface Canvas {
  /** Lay everything out anew; pinned nodes stay. */
  arrange(): void;
  fit(): void;
  zoom(factor: number): void;
  relabel(): void;
  picture(): Promise<Blob>;
  vector(): Promise<Blob>;
  /** Picking by drawing round with the next drag; `onLasso` is told when it begins and ends. */
  lasso: Lasso;
}

/** Draw the graph into a container; "expand" is what a double click does. */
export function draw(
  container: HTMLElement,
  expand: (node: string) => void,
  onLasso: (isOn: boolean) => void,
): Canvas {
  const renderer: Renderer = new Sigma<NodeLook, EdgeLook>(graph, container, {
    allowInvalidContainer: true,
    defaultEdgeType: "straight",
    edgeProgramClasses: LINKS,
    defaultNodeType: "rimmed",
    nodeProgramClasses: NODES,
    nodeHoverProgramClasses: NODES,
    doubleClickTimeout: 500,
    labelFont: "system-ui, 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif",
    labelGridCellSize: 7 * letters("plain"),
    labelRenderedSizeThreshold: 3,
    zIndex: true,
    stagePadding: padding(container),
    nodeReducer: nodeLook,
    edgeReducer: edgeLook,
    defaultDrawNodeHover: drawHover,
  });
  const labels = new Labels(renderer, () => linkNames(container.clientWidth));
  renderer.setSetting("defaultDrawNodeLabel", labels.collect);
  const layout = new Layout(graph, () => fit());
  const fit = (): void => {
    renderer.setCustomBBox(null);
    void renderer.getCamera().animatedReset({ duration: isStill() ? 0 : 250 });
  };
  renderer.on("resize", () => renderer.setSetting("stagePadding", padding(container)));
  attach(renderer);
  onThemeChange(() => renderer.refresh());
  minimap(renderer, container);
  // Each setting draws everything anew, so only those that changed are set.
  let spent = "";
  const slow = isSlow();
  const spend = (): void => {
    const now = effort(slow);
    if (spent !== (spent = JSON.stringify(now))) renderer.setSettings(now);
  };
  const redraw = (): void => {
    container.setAttribute("aria-label", t("graphAbout", seen()));
    renderer.scheduleRefresh();
  };
  let known = new Set<string>();
  onChange((what) => {
    // Drawing each of thousands as it comes would take longer than all of them together.
    if (what === "bulk") return renderer.setGraph(new MultiDirectedGraph());
    spend();
    const isDrawn = renderer.getGraph() === graph;
    renderer.setGraph(graph);
    if (what === "graph" || what === "placed") {
      const isNew = graph.someNode((node) => !known.has(node));
      known = new Set(graph.nodes());
      if (what === "graph" && isNew) {
        layout.start();
        if (chosen().size === "betweenness" || chosen().colouring === "community") void measure();
      }
    }
    if (isDrawn) redraw();
    else container.setAttribute("aria-label", t("graphAbout", seen()));
  });
  onChoose(redraw);
  listen(renderer, container, layout, expand);
  listenToKeys(renderer, container);
  return {
    arrange: () => layout.start(),
    fit,
    zoom: (factor) => void renderer.getCamera().animatedZoom({ factor, duration: 150 }),
    relabel: () => renderer.refresh(),
    picture: () => picture(renderer, container),
    vector: () => vector(renderer, () => labels.placed),
    lasso: lasso(renderer, container, onLasso),
  };
}

/** Return how far the outermost nodes stay from the rim: there is room for names, where there is any. */
function padding({ clientWidth, clientHeight }: HTMLElement): number {
  const wanted = clientWidth > WIDE ? 7 * letters("plain") : 40;
  return Math.min(wanted, Math.min(clientWidth, clientHeight) / 5);
}

/** Tell whether pictures are computed without a graphics card. */
function isSlow(): boolean {
  const gl = document.createElement("canvas").getContext("webgl2");
  const about = gl?.getExtension("WEBGL_debug_renderer_info");
  const name = gl && about ? String(gl.getParameter(about.UNMASKED_RENDERER_WEBGL)) : "";
  gl?.getExtension("WEBGL_lose_context")?.loseContext();
  return /swiftshader|llvmpipe|software/i.test(name);
}

/** Return how much is drawn: of a large graph less, so that it still moves. */
function effort(slow: boolean): Partial<Settings<NodeLook, EdgeLook>> {
  const isLarge = graph.size >= MANY;
  return {
    zIndex: !isLarge, hideEdgesOnMove: graph.size > (slow ? PALE : 4 * MANY),
    hideLabelsOnMove: graph.order >= CROWD, labelRenderedSizeThreshold: isLarge ? 5 : 3,
    labelDensity: graph.order <= NAMED ? 50 : 1.4,
  };
}

function nodeLook(node: string, look: NodeLook): Partial<NodeDisplayData> & { rim: string } {
  const selected = selection();
  const isChosen = selected !== null && "node" in selected && selected.node === node;
  const dimmed = highlighted.nodes.size > 0 && !highlighted.nodes.has(node) && !isChosen;
  const paint = chosen().colouring === "type" ? colour(look.category) : communityColour(look.community);
  return {
    hidden: isNodeOut(node),
    x: look.x,
    y: look.y,
    size: look.size,
    type: graph.order >= CROWD ? "spot" : "rimmed",
    rim: themed("stage"),
    color: dimmed ? themed("dim") : paint,
    label: dimmed ? "" : look.label,
    highlighted: isChosen,
    forceLabel: isChosen || highlighted.nodes.has(node) || picked.size < 30 && picked.has(node),
    zIndex: dimmed ? 0 : 1,
  };
}

function edgeLook(edge: string, look: EdgeLook): Record<string, unknown> {
  const selected = selection();
  const isChosen = selected !== null && "edge" in selected && selected.edge === edge;
  const stands = isChosen || highlighted.edges.has(edge);
  const dimmed = highlighted.edges.size > 0 && !stands;
  const isLarge = graph.size >= MANY;
  const size = isLarge ? 0.6 : Math.min(1, Math.sqrt(260 / graph.size)) * (1 + 2.5 * look.confidence ** 2);
  return {
    hidden: isEdgeOut(edge),
    type: stands ? look.type : isLarge ? "plain" : graph.size > PALE ? "straight" : look.type,
    curvature: look.curvature,
    size: stands ? size + 1.5 : size,
    color: themed(isChosen ? "accent" : stands ? "strong" : dimmed ? "dim" : graph.size > PALE ? "thin" : "edge"),
    zIndex: stands ? 1 : 0,
  };
}

/** Return the links whose names are to be written: those that stand out, and all, if few. */
function linkNames(width: number): [string, string][] {
  const named = (edge: string): [string, string] =>
    [edge, relationName(graph.getEdgeAttribute(edge, "relation"))];
  const selected = selection();
  const standing = [...highlighted.edges].filter((edge) => graph.hasEdge(edge));
  if (selected && "edge" in selected && graph.hasEdge(selected.edge)) standing.unshift(selected.edge);
  if (highlighted.edges.size > 0 || graph.size > width / (ROOM * letters("plain"))) return standing.map(named);
  return [...new Set([...standing, ...graph.edges()])].map(named);
}

/** Draw a node with its name on a plate of the page's colours; the library's own is always white. */
function drawHover(
  context: CanvasRenderingContext2D,
  shown: PartialButFor<NodeDisplayData, "x" | "y" | "size" | "label" | "color"> & { key?: string },
  settings: Settings<NodeLook, EdgeLook>,
): void {
  const size = letters("plain");
  const name = shown.label || (shown.key ? graph.getNodeAttribute(shown.key, "label") : "");
  context.font = `600 ${size}px ${settings.labelFont}`;
  context.beginPath();
  context.roundRect(
    shown.x, shown.y - size, shown.size + context.measureText(name).width + 16, size * 2, 6,
  );
  context.arc(shown.x, shown.y, shown.size + 4, 0, Math.PI * 2);
  context.fillStyle = themed("plate");
  context.strokeStyle = themed("accent");
  context.lineWidth = 2;
  context.stroke();
  context.fill();
  context.fillStyle = themed("ink");
  context.fillText(name, shown.x + shown.size + 8, shown.y + size * 0.35);
  context.beginPath();
  context.arc(shown.x, shown.y, shown.size, 0, Math.PI * 2);
  context.fillStyle = shown.color;
  context.fill();
  if (!shown.key || !graph.hasNode(shown.key)) return;
  drawMarks(context, shown.key, shown.x, shown.y, shown.size);
  if (shown.size < 5) return;
  const { category, community } = graph.getNodeAttributes(shown.key);
  context.fillStyle = inkOn(shown.color);
  if (chosen().colouring === "type") drawSign(context, category, shown.x, shown.y, shown.size);
  else drawNumber(context, community, shown.x, shown.y, shown.size);
}
