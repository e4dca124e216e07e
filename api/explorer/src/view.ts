/** What is shown: the graph, what is selected in it, and which path stands out. */

import { MultiDirectedGraph } from "graphology";
import * as api from "./api";
import type { Around } from "./api";
import type { BareLink, Entity, Neighbourhood } from "./types";

export interface NodeLook {
  x: number;
  y: number;
  label: string;
  size: number;
  category: string;
  kind: string | null;
  /** How many links the entity has in the store, as far as is known. */
  total: number;
  fixed?: boolean;
}

export interface EdgeLook {
  relation: string;
  confidence: number;
  date: string | null;
  facts: number;
  type: "straight" | "curved";
  curvature: number;
}

export type Selected = { node: string } | { edge: string } | null;

const BATCH = 200;
const TURN = 2.399963; // the golden angle: new nodes never lie upon one another
export const FEW = 25; // links that an expansion shows without asking

export const graph = new MultiDirectedGraph<NodeLook, EdgeLook>();
/** What readers picked, to do something to all of it. */
export const picked: ReadonlySet<string> = new Set<string>();
export const highlighted = { nodes: new Set<string>(), edges: new Set<string>() };
let selected: Selected = null;
/** "placed": nodes that came with their places. */
export type Change = "graph" | "placed" | "selection" | "picked";
type Listener = (what: Change) => void;
const listeners: Listener[] = [];

export function onChange(listener: Listener): void {
  listeners.push(listener);
}

function tell(what: Change): void {
  for (const listener of listeners) listener(what);
}

export function selection(): Selected {
  return selected;
}

export function select(what: Selected): void {
  selected = what;
  tell("selection");
}

export function edgeKey(head: string, relation: string, tail: string): string {
  return `${head}|${relation}|${tail}`;
}

/** Make some nodes and edges stand out; without any, everything is alike. */
export function highlight(nodes: Iterable<string> = [], edges: Iterable<string> = []): void {
  highlighted.nodes = new Set(nodes);
  highlighted.edges = new Set(edges);
  tell("selection");
}

/** Show an entity with its surest links. */
export async function expand(entity: string, around: Partial<Around> = {}): Promise<void> {
  const part = await api.neighbourhood([entity], { hops: 1, limit_per_node: FEW, ...around });
  await show(part, entity);
}

/** Show entities and all links among what is shown then. */
export async function showEntities(entities: string[]): Promise<void> {
  const missing = entities.filter((id) => !graph.hasNode(id));
  if (missing.length === 0) return;
  const near = selected && "node" in selected ? selected.node : null;
  await show(await api.neighbourhood(missing, { hops: 0 }), near);
}

async function show(part: Neighbourhood, near: string | null): Promise<void> {
  const before = graph.nodes();
  const added = part.entities.map((each) => each.id).filter((id) => !graph.hasNode(id));
  merge(part, near);
  // The links between what was there and what came: the server takes so many at once.
  const room = Math.max(1, BATCH - added.length);
  for (let at = 0; added.length > 0 && at < before.length; at += room) {
    merge(await api.neighbourhood([...added, ...before.slice(at, at + room)], { hops: 0 }), near);
  }
  finish();
}

/** Show a part of the graph that is at hand. */
export function showPart(part: Neighbourhood): void {
  merge(part, null);
  finish();
}

/** Show entities where a permalink says that they lay. */
export async function restore(places: Map<string, [number, number]>): Promise<void> {
  const ids = [...places.keys()];
  merge(await api.neighbourhood(ids, { hops: 0 }), null);
  for (const [id, [x, y]] of places) {
    if (graph.hasNode(id)) graph.mergeNodeAttributes(id, { x, y });
  }
  finish("placed");
}

export function hide(node: string): void {
  if (graph.hasNode(node)) graph.dropNode(node);
  if (selected && ("node" in selected ? selected.node === node : !graph.hasEdge(selected.edge))) {
    selected = null;
    tell("selection");
  }
  finish();
}

export function clear(): void {
  graph.clear();
  selected = null;
  highlight();
  finish();
}

function merge(part: Neighbourhood, near: string | null): void {
  for (const entity of part.entities) mergeEntity(entity, part.truncated[entity.id], near);
  for (const link of part.links) mergeLink(link);
}

function mergeEntity(entity: Entity, total: number | undefined, near: string | null): void {
  if (graph.hasNode(entity.id)) {
    if (total) graph.setNodeAttribute(entity.id, "total", total);
    return;
  }
  const count = graph.order;
  const middle = near && graph.hasNode(near) ? graph.getNodeAttributes(near) : { x: 0, y: 0 };
  const far = count === 0 ? 0 : 4 + Math.sqrt(count);
  graph.addNode(entity.id, {
    x: middle.x + far * Math.cos(count * TURN),
    y: middle.y + far * Math.sin(count * TURN),
    label: entity.name,
    size: 6,
    category: entity.type,
    kind: entity.kind,
    total: total ?? 0,
  });
}

function mergeLink(link: BareLink): void {
  const key = edgeKey(link.head, link.relation, link.tail);
  const { relation, confidence, date, facts } = link;
  if (!graph.hasNode(link.head) || !graph.hasNode(link.tail)) return;
  graph.mergeDirectedEdgeWithKey(key, link.head, link.tail, {
    relation, confidence, date, facts, type: "straight", curvature: 0,
  });
}

/** Size nodes by their links and bend parallel edges apart. */
function finish(what: Change = "graph"): void {
  graph.forEachNode((node, look) => {
    const links = Math.max(look.total, graph.degree(node));
    graph.setNodeAttribute(node, "size", 5 + 2.2 * Math.sqrt(links));
  });
  const between = new Map<string, string[]>();
  graph.forEachEdge((edge, _, head, tail) => {
    const pair = head < tail ? `${head} ${tail}` : `${tail} ${head}`;
    between.set(pair, [...(between.get(pair) ?? []), edge]);
  });
  for (const edges of between.values()) bend(edges.sort());
  tell(what);
}

function bend(edges: string[]): void {
  edges.forEach((edge, index) => {
    const side = index - (edges.length - 1) / 2;
    const along = graph.source(edge) < graph.target(edge) ? 1 : -1;
    const curvature = 0.35 * side * along;
    graph.mergeEdgeAttributes(edge, { type: curvature ? "curved" : "straight", curvature });
  });
}
