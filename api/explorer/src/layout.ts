/** Where nodes lie: the same graph comes to lie the same way, and pinned nodes stay. */

import type Graph from "graphology";
import defaults from "graphology-layout-forceatlas2/defaults.js";
import helpers from "graphology-layout-forceatlas2/helpers.js";
import { animateNodes } from "sigma/utils";
import { arranged } from "./arrangements";
import { isStill } from "./looks";
import { chosen } from "./options";
import type { EdgeLook, NodeLook } from "./view";

const STEPS = 300; // of a graph of up to PLAIN nodes; larger ones get fewer, slower ones
const FEWEST = 40;
const PLAIN = 1000;
const MANY = 300; // nodes from which on far forces are summed up
const GLIDE = 500; // milliseconds

export class Layout {
  private worker: Worker | null = null;
  private halt: (() => void) | null = null;
  private isAwaited = false; // to begin anew

  constructor(
    private readonly graph: Graph<NodeLook, EdgeLook>,
    private readonly settled: () => void,
  ) {
    // Places come back in the order of nodes: of another set of nodes, or with others pinned,
    // they would be those of other nodes.
    const renew = (): void => this.renew();
    graph.on("nodeAdded", renew);
    graph.on("nodeDropped", renew);
    graph.on("nodeAttributesUpdated", (told) => told.type === "set" && told.name === "fixed" && renew());
    graph.on("cleared", () => this.stop());
  }

  /** Begin anew, if it is at work, once all that changes now is changed. */
  private renew(): void {
    if (!this.worker && !this.halt) return;
    this.stop();
    this.isAwaited = true;
    queueMicrotask(() => {
      if (this.isAwaited) this.start();
    });
  }

  /** Lay the graph out as readers chose, from where its nodes are; those with `fixed` stay. */
  start(): void {
    this.stop();
    if (this.graph.order < 2) return this.settled();
    const { arrangement } = chosen();
    if (arrangement === "force") this.force();
    else this.glide(arranged(this.graph, arrangement));
  }

  stop(): void {
    this.isAwaited = false;
    this.worker?.terminate();
    this.worker = null;
    this.halt?.();
    this.halt = null;
  }

  /** Move nodes to their places; at once, where readers want nothing to move. */
  private glide(places: Map<string, { x: number; y: number }>): void {
    if (isStill() || places.size > PLAIN) {
      this.graph.updateEachNodeAttributes((node, look) => Object.assign(look, places.get(node)));
      return this.settled();
    }
    const end = (): void => {
      this.halt = null;
      this.settled();
    };
    this.halt = animateNodes(this.graph, Object.fromEntries(places), { duration: GLIDE }, end);
  }

  private force(): void {
    const { order } = this.graph;
    const { nodes, edges } = helpers.graphToByteArrays(this.graph, () => 1);
    const settings = {
      ...defaults,
      gravity: order > MANY ? 0.3 : 0.6,
      scalingRatio: 12,
      slowDown: 3,
      barnesHutOptimize: order > MANY,
      barnesHutTheta: order > PLAIN ? 1.2 : 0.6,
    };
    let left = Math.round(Math.max(FEWEST, STEPS * Math.min(1, PLAIN / order)));
    const stride = isStill() ? left : order > PLAIN ? Math.ceil(left / 4) : 4;
    this.worker = new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
    const send = (moved: Float32Array, links?: Float32Array): void => {
      const steps = Math.min(left, stride);
      left -= steps;
      const { buffer } = moved;
      const asked = { settings, nodes: buffer, edges: links?.buffer, steps, isLast: left === 0 };
      const given = links ? [buffer, links.buffer] : [buffer];
      this.worker?.postMessage(asked, given as ArrayBuffer[]);
    };
    this.worker.addEventListener("message", (event: MessageEvent<ArrayBuffer>) => {
      const moved = new Float32Array(event.data);
      helpers.assignLayoutChanges(this.graph, moved, null);
      if (left > 0) return send(moved);
      this.stop();
      this.settled();
    });
    send(nodes, edges);
  }
}
