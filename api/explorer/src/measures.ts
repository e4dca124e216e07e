/** Measures of the shown graph that take time: betweenness and communities, found in a worker. */

import { chosen } from "./options";
import { finish, graph } from "./view";

export const MOST = 3000; // nodes up to which betweenness is worth waiting for
export type Found = "between" | "community";

let worker: Worker | null = null;
let asked = 0;

/** Tell whether there are so many nodes that betweenness is not looked for. */
export function isTooLarge(): boolean {
  return graph.order > MOST;
}

/** Find what the chosen looks need, and then show it; the last question counts. */
export async function measure(): Promise<void> {
  const turn = ++asked;
  const wanted: Found[] = [];
  if (chosen().size === "betweenness" && !isTooLarge()) wanted.push("between");
  if (chosen().colouring === "community") wanted.push("community");
  const nodes = graph.nodes();
  for (const what of nodes.length > 0 ? wanted : []) {
    const values = await find(what, nodes);
    if (turn !== asked) return;
    const value = new Map(nodes.map((node, at) => [node, values[at] ?? 0]));
    graph.updateEachNodeAttributes((node, look) => {
      look[what] = value.get(node) ?? 0;
      return look;
    });
  }
  finish("placed");
}

function find(what: Found, nodes: string[]): Promise<Float64Array> {
  worker?.terminate();
  const place = new Map(nodes.map((node, at) => [node, at]));
  const links = new Uint32Array(graph.size * 2);
  let at = 0;
  graph.forEachEdge((_, __, head, tail) => {
    links[at] = place.get(head) ?? 0;
    links[at + 1] = place.get(tail) ?? 0;
    at += 2;
  });
  worker = new Worker(new URL("./measures.worker.ts", import.meta.url), { type: "module" });
  const { promise, resolve } = withResolvers<Float64Array>();
  worker.addEventListener("message", (event: MessageEvent<Float64Array>) => resolve(event.data));
  worker.postMessage({ what, order: nodes.length, links });
  return promise;
}

function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolved) => (resolve = resolved));
  return { promise, resolve };
}
