/** Betweenness and communities of a graph whose nodes are numbers. */

import { UndirectedGraph } from "graphology";
import louvain from "graphology-communities-louvain";
import betweenness from "graphology-metrics/centrality/betweenness";

interface Asked {
  what: "between" | "community";
  order: number;
  links: Uint32Array;
}

self.addEventListener("message", (event: MessageEvent<Asked>) => {
  const { what, order, links } = event.data;
  const graph = new UndirectedGraph();
  for (let node = 0; node < order; node += 1) graph.addNode(node);
  for (let at = 0; at < links.length; at += 2) {
    const [head, tail] = [links[at], links[at + 1]];
    if (head !== tail) graph.mergeEdge(head, tail);
  }
  self.postMessage(what === "between" ? shares(graph) : numbers(graph));
});

/** Return each node's betweenness as a share of the largest. */
function shares(graph: UndirectedGraph): Float64Array {
  const values = Object.values(betweenness(graph, { getEdgeWeight: null }));
  const most = values.reduce((left, right) => Math.max(left, right), 0);
  return Float64Array.from(values, (value) => (most > 0 ? value / most : 0));
}

/** Return each node's community, numbered from 1 by size. */
function numbers(graph: UndirectedGraph): Float64Array {
  const found = Object.values(louvain(graph, { rng: seeded(1), getEdgeWeight: null }));
  const sizes = new Map<number, number>();
  for (const each of found) sizes.set(each, (sizes.get(each) ?? 0) + 1);
  const order = [...sizes.keys()].sort((left, right) =>
    (sizes.get(right) ?? 0) - (sizes.get(left) ?? 0) || left - right);
  const number = new Map(order.map((each, at) => [each, at + 1]));
  return Float64Array.from(found, (each) => number.get(each) ?? 0);
}

/** Return a generator (mulberry32) in place of Math.random: the same graph, the same communities. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
