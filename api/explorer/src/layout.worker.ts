/** ForceAtlas2's arithmetic, in a thread of its own; at the end, nodes are moved off one another. */

import iterate from "graphology-layout-forceatlas2/iterate.js";
import separate from "graphology-layout-noverlap/iterate.js";

const COLUMNS = 10; // numbers that ForceAtlas2 keeps of a node: x and y first
const SIZE = 8;
const FIXED = 9;
const SIDE = 640; // pixels that the picture is taken to be wide: sizes are in pixels, places not
const MOST = 2000; // nodes that are moved off one another
const ROUNDS = 60;
const NOVERLAP = { gridSize: 20, margin: 4, expansion: 1.1, ratio: 1, speed: 3 };

interface Asked {
  settings: Record<string, number | boolean>;
  nodes: ArrayBuffer;
  edges?: ArrayBuffer;
  steps: number;
  isLast: boolean;
}

let edges = new Float32Array();

self.addEventListener("message", (event: MessageEvent<Asked>) => {
  const { settings, steps, isLast } = event.data;
  const nodes = new Float32Array(event.data.nodes);
  if (event.data.edges) edges = new Float32Array(event.data.edges);
  for (let step = 0; step < steps; step += 1) iterate(settings, nodes, edges);
  if (isLast && nodes.length <= MOST * COLUMNS) moveApart(nodes);
  self.postMessage(nodes.buffer, { transfer: [nodes.buffer] });
});

function moveApart(nodes: Float32Array): void {
  const scale = SIDE / (extent(nodes) || 1);
  const order = nodes.length / COLUMNS;
  const places = new Float32Array(order * 3);
  for (let at = 0; at < order; at += 1) {
    const node = nodes.subarray(at * COLUMNS);
    places.set([(node[0] ?? 0) * scale, (node[1] ?? 0) * scale, node[SIZE] ?? 1], at * 3);
  }
  for (let round = 0; round < ROUNDS; round += 1) if (separate(NOVERLAP, places).converged) break;
  for (let at = 0; at < order; at += 1) {
    if (nodes[at * COLUMNS + FIXED] === 1) continue;
    nodes[at * COLUMNS] = (places[at * 3] ?? 0) / scale;
    nodes[at * COLUMNS + 1] = (places[at * 3 + 1] ?? 0) / scale;
  }
}

function extent(nodes: Float32Array): number {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let at = 0; at < nodes.length; at += COLUMNS) {
    const [x = 0, y = 0] = nodes.subarray(at, at + 2);
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return Math.max(right - left, bottom - top);
}
