// The parts of the layouts' packages that have no types of their own.
declare module "graphology-layout-forceatlas2/iterate.js" {
  const iterate: (
    settings: Record<string, number | boolean>, nodes: Float32Array, edges: Float32Array,
  ) => object;
  export default iterate;
}

declare module "graphology-layout-noverlap/iterate.js" {
  const iterate: (settings: Record<string, number>, nodes: Float32Array) => { converged: boolean };
  export default iterate;
}

declare module "graphology-layout-forceatlas2/defaults.js" {
  const defaults: Record<string, number | boolean>;
  export default defaults;
}

declare module "graphology-layout-forceatlas2/helpers.js" {
  import type { AbstractGraph } from "graphology-types";
  interface Helpers {
    graphToByteArrays<N extends object, E extends object>(
      graph: AbstractGraph<N, E>,
      weight: () => number,
    ): { nodes: Float32Array; edges: Float32Array };
    assignLayoutChanges<N extends object, E extends object>(
      graph: AbstractGraph<N, E>, nodes: Float32Array, reduce: null,
    ): void;
  }
  const helpers: Helpers;
  export default helpers;
}
