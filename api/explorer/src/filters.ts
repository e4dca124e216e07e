/** Which nodes and links are left out of the picture, and when links date from. */

import type { MultiDirectedGraph } from "graphology";
import type { Options } from "./options";
import type { EdgeLook, NodeLook } from "./view";

export type Graph = MultiDirectedGraph<NodeLook, EdgeLook>;
type Judged = Pick<EdgeLook, "relation" | "confidence" | "date">;

export interface LeftOut {
  nodes: ReadonlySet<string>;
  edges: ReadonlySet<string>;
}

/**
 * Tell whether a date may lie between two others, each whole or only a year or a month.
 *
 * Dates are compared as far as both are known, as the server compares them: what is dated
 * "2023" may have happened by "2023-05", and may have happened since.
 */
export function isWithin(date: string, since: string | null, until: string | null): boolean {
  const begun = since === null || date >= since.slice(0, date.length);
  return begun && (until === null || date.slice(0, until.length) <= until);
}

/** Tell whether a link is one that readers chose to see, whatever lies at its ends. */
export function passes(look: Judged, options: Options): boolean {
  return passesButForTime(look, options) && passesTime(look.date, options);
}

/** Tell the same without a word about dates. */
export function passesButForTime(look: Judged, options: Options): boolean {
  return look.confidence >= options.leastSure && !options.withoutRelations.includes(look.relation);
}

function passesTime(date: string | null, { since, until, undated }: Options): boolean {
  return date === null ? undated : isWithin(date, since, until);
}

/** Tell whether nothing is left out. */
export function isOpen(options: Options): boolean {
  const { withoutTypes, withoutRelations, leastSure, since, until, undated } = options;
  const isAnyTime = since === null && until === null && undated;
  return isAnyTime && leastSure === 0 && withoutTypes.length + withoutRelations.length === 0;
}

/**
 * Return what is left out of a graph.
 *
 * A link is out if it does not pass or if the type of either end is out; an entity is out if
 * its type is, or if it has links and every one is out. `kept`, what readers look at, stays
 * without links, unless its own type is out.
 */
export function leftOut(graph: Graph, options: Options, kept: string | null = null): LeftOut {
  const nodes = new Set<string>();
  const edges = new Set<string>();
  if (isOpen(options)) return { nodes, edges };
  const linked = new Set<string>();
  const isTypeOut = (look: NodeLook): boolean => options.withoutTypes.includes(look.category);
  graph.forEachEdge((edge, look, head, tail, headLook, tailLook) => {
    if (!passes(look, options) || isTypeOut(headLook) || isTypeOut(tailLook)) edges.add(edge);
    else linked.add(head).add(tail);
  });
  graph.forEachNode((node, look) => {
    const isBare = !linked.has(node) && graph.degree(node) > 0 && node !== kept;
    if (isBare || isTypeOut(look)) nodes.add(node);
  });
  return { nodes, edges };
}
