/** ForceAtlas2 in a worker, for so many steps: the same graph comes to lie the same way. */

import type Graph from "graphology";
import defaults from "graphology-layout-forceatlas2/defaults.js";
import helpers from "graphology-layout-forceatlas2/helpers.js";
import { isStill } from "./looks";

const STEPS = 300;
const MANY = 300; // nodes from which on far forces are summed up

export class Layout {
  private worker: Worker | null = null;
  private left = 0;

  constructor(
    private readonly graph: Graph,
    private readonly settled: () => void,
  ) {}

  /** Lay the graph out from where its nodes are; those with `fixed` stay. */
  start(): void {
    this.stop();
    if (this.graph.order < 2) return this.settled();
    this.left = STEPS;
    const { nodes, edges } = helpers.graphToByteArrays(this.graph, () => 1);
    const settings = {
      ...defaults,
      gravity: 0.6,
      scalingRatio: 12,
      slowDown: 3,
      barnesHutOptimize: this.graph.order > MANY,
    };
    this.worker = new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
    this.worker.addEventListener("message", (event: MessageEvent<{ nodes: ArrayBuffer }>) => {
      const moved = new Float32Array(event.data.nodes);
      this.left -= 1;
      if (this.left === 0 || !isStill()) helpers.assignLayoutChanges(this.graph, moved, null);
      if (this.left > 0) {
        this.worker?.postMessage({ settings, nodes: moved.buffer }, [moved.buffer]);
      } else {
        this.stop();
        this.settled();
      }
    });
    this.worker.postMessage({ settings, nodes: nodes.buffer, edges: edges.buffer }, [
      nodes.buffer as ArrayBuffer,
      edges.buffer as ArrayBuffer,
    ]);
  }

  stop(): void {
    this.worker?.terminate();
    this.worker = null;
  }
}
