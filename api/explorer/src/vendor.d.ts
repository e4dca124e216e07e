// The parts of the layout's package that have no types of their own.
declare module "graphology-layout-forceatlas2/webworker.js" {
  const begin: () => void;
  export default begin;
}

declare module "graphology-layout-forceatlas2/defaults.js" {
  const defaults: Record<string, number | boolean>;
  export default defaults;
}

declare module "graphology-layout-forceatlas2/helpers.js" {
  import type Graph from "graphology";
  interface Helpers {
    graphToByteArrays(
      graph: Graph,
      weight: (edge: string, attributes: Record<string, unknown>) => number,
    ): { nodes: Float32Array; edges: Float32Array };
    assignLayoutChanges(graph: Graph, nodes: Float32Array, reduce: null): void;
  }
  const helpers: Helpers;
  export default helpers;
}
