/** Layers of a directed graph, after Sugiyama: break circles, layer, order, place. */

type Links = readonly [string, string][];

export interface Placed {
  node: string;
  x: number;
}

const SWEEPS = 10;

/** Return the layers, top first; each in order, with x in widths of a node. */
export function layersOf(nodes: readonly string[], links: Links): Placed[][] {
  const down = withoutCircles(nodes, links);
  const depth = depthsOf(nodes, down);
  const layers: string[][] = [];
  for (const node of nodes) (layers[depth.get(node) ?? 0] ??= []).push(node);
  const near = new Map<string, string[]>(nodes.map((node) => [node, []]));
  for (const [head, tail] of down) {
    near.get(head)?.push(tail);
    near.get(tail)?.push(head);
  }
  const x = new Map<string, number>();
  for (const layer of layers) layer.forEach((node, at) => x.set(node, at - (layer.length - 1) / 2));
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const pass = sweep % 2 === 0 ? layers : layers.toReversed();
    for (const layer of pass) place(layer, near, x);
  }
  return layers.map((layer) => layer.map((node) => ({ node, x: x.get(node) ?? 0 })));
}

/** Return the links, those that would close a circle turned round; loops are left out. */
function withoutCircles(nodes: readonly string[], links: Links): [string, string][] {
  const out = new Map<string, string[]>(nodes.map((node) => [node, []]));
  const pointed = new Map<string, number>(nodes.map((node) => [node, 0]));
  for (const [head, tail] of links) {
    if (head === tail) continue;
    out.get(head)?.push(tail);
    pointed.set(tail, (pointed.get(tail) ?? 0) + 1);
  }
  // From nodes that little points at: a search from the end of a chain would turn all of it round.
  const first = (node: string): number => (pointed.get(node) ?? 0) - (out.get(node)?.length ?? 0);
  const order = [...nodes].sort((left, right) => first(left) - first(right));
  const place = new Map<string, number>();
  let next = nodes.length;
  const open = new Map<string, number>();
  for (const start of order) {
    const stack = open.has(start) ? [] : [start];
    open.set(start, open.get(start) ?? 0);
    while (stack.length > 0) {
      const node = stack[stack.length - 1] as string;
      const at = open.get(node) ?? 0;
      const child = out.get(node)?.[at];
      open.set(node, at + 1);
      if (child === undefined) {
        stack.pop();
        next -= 1;
        place.set(node, next);
      } else if (!open.has(child)) {
        open.set(child, 0);
        stack.push(child);
      }
    }
  }
  return links.filter(([head, tail]) => head !== tail).map(([head, tail]) =>
    (place.get(head) ?? 0) < (place.get(tail) ?? 0) ? [head, tail] : [tail, head]);
}

/** Return how far each node is from the top by its longest way; all of it below what it hangs on. */
function depthsOf(nodes: readonly string[], down: Links): Map<string, number> {
  const out = new Map<string, string[]>(nodes.map((node) => [node, []]));
  const waits = new Map<string, number>(nodes.map((node) => [node, 0]));
  for (const [head, tail] of down) {
    out.get(head)?.push(tail);
    waits.set(tail, (waits.get(tail) ?? 0) + 1);
  }
  const depth = new Map<string, number>(nodes.map((node) => [node, 0]));
  const ready = nodes.filter((node) => waits.get(node) === 0);
  const sorted: string[] = [];
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    sorted.push(node);
    for (const tail of out.get(node) ?? []) {
      depth.set(tail, Math.max(depth.get(tail) ?? 0, (depth.get(node) ?? 0) + 1));
      waits.set(tail, (waits.get(tail) ?? 0) - 1);
      if (waits.get(tail) === 0) ready.push(tail);
    }
  }
  // What points at something far below comes down to it: long links cross the most.
  for (const node of sorted.toReversed()) {
    const below = (out.get(node) ?? []).map((tail) => depth.get(tail) ?? 0);
    if (below.length > 0) depth.set(node, Math.min(...below) - 1);
  }
  return depth;
}

/** Order a layer by the middle of its neighbours, and put each as near to it as its order lets. */
function place(layer: string[], near: Map<string, string[]>, x: Map<string, number>): void {
  const wish = new Map(layer.map((node) => {
    const places = (near.get(node) ?? []).map((each) => x.get(each) ?? 0);
    const mean = places.reduce((sum, each) => sum + each, 0) / places.length;
    return [node, places.length > 0 ? mean : (x.get(node) ?? 0)];
  }));
  layer.sort((left, right) => (wish.get(left) ?? 0) - (wish.get(right) ?? 0));
  // Pool adjacent violators: blocks that would overlap are put together around their mean.
  const blocks: { sum: number; count: number }[] = [];
  layer.forEach((node, at) => {
    blocks.push({ sum: (wish.get(node) ?? 0) - at, count: 1 });
    for (;;) {
      const [before, last] = blocks.slice(-2);
      if (!before || !last || before.sum / before.count <= last.sum / last.count) break;
      blocks.splice(-2, 2, { sum: before.sum + last.sum, count: before.count + last.count });
    }
  });
  let at = 0;
  for (const { sum, count } of blocks) {
    for (const end = at + count; at < end; at += 1) x.set(layer[at] as string, sum / count + at);
  }
}
