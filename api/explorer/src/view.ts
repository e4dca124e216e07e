/** What is shown: the graph, what is selected in it, and which path stands out. */

import { MultiDirectedGraph } from "graphology";
import * as api from "./api";
import type { Around } from "./api";
import { chosen } from "./options";
import type { BareLink, Entity, Neighbourhood, WholeGraph } from "./types";

export interface NodeLook {
  x: number;
  y: number;
  label: string;
  size: number;
  category: string;
  kind: string | null;
  /** How many links the entity has in the store, as far as is known. */
  total: number;
  /** Pinned: the layout leaves it where it is. */
  fixed?: boolean;
  /** Neighbours that hang on this node alone and are folded into it. */
  folded?: Folded;
  /** The share of shortest paths that lead through it, of the most that any has. */
  between?: number;
  /** The number of its community, from 1 for the largest. */
  community?: number;
}

export interface Folded {
  nodes: [string, NodeLook][];
  edges: [string, string, string, EdgeLook][];
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
export const MANY = 3000; // links from which on they are drawn as plain lines
export const FEW = 25; // links that an expansion shows without asking

export const graph = new MultiDirectedGraph<NodeLook, EdgeLook>();
export const highlighted = { nodes: new Set<string>(), edges: new Set<string>() };
/** What readers picked, to do something to all of it. */
export const picked: ReadonlySet<string> = new Set<string>();
let selected: Selected = null;
/** "placed": nodes that came with their places; "bulk": so many come that nothing need be drawn. */
export type Change = "graph" | "placed" | "selection" | "picked" | "bulk";
type Listener = (what: Change) => void;
const listeners: Listener[] = [];

let generation = 0; // how often what is shown was replaced by something else

export function onChange(listener: Listener): void {
  listeners.push(listener);
}

export function tell(what: Change): void {
  if (what === "bulk") generation += 1;
  for (const listener of listeners) listener(what);
}

/** What changes the view, and can be undone. */
export type Step =
  | "show" | "whole" | "hide" | "keepOnly" | "clear" | "move" | "pin" | "fold" | "arrange" | "look"
  | "filter" | "open";
type Beginning = (step: Step) => void;
const beginnings: Beginning[] = [];

/** Say who is told before the view changes. */
export function onBegin(listener: Beginning): void {
  beginnings.push(listener);
}

/** Tell that the view is about to change. */
export function begin(step: Step): void {
  for (const listener of beginnings) listener(step);
}

export function selection(): Selected {
  return selected;
}

export function select(what: Selected): void {
  selected = what;
  tell("selection");
}

/** Pick nodes: these alone, these too, or those of them that are not picked yet. */
export function pick(nodes: Iterable<string>, mode: "only" | "add" | "toggle" = "only"): void {
  const into = picked as Set<string>;
  const shown = [...nodes].filter((node) => graph.hasNode(node));
  if (mode === "only") into.clear();
  for (const node of shown) {
    if (mode === "toggle" && into.delete(node)) continue;
    into.add(node);
  }
  tell("picked");
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
  begin("show");
  merge(part, near);
  const turn = generation;
  // The links between what was there and what came: the server takes so many at once.
  const room = Math.max(1, BATCH - added.length);
  for (let at = 0; added.length > 0 && at < before.length; at += room) {
    const among = await api.neighbourhood([...added, ...before.slice(at, at + room)], { hops: 0 });
    if (turn !== generation) return; // undone or cleared meanwhile
    merge(among, near);
  }
  finish();
}

/** Show a whole store: large, so nothing is drawn or told before all of it is there. */
export function showWhole(whole: Pick<WholeGraph, "entities" | "relations" | "links">): void {
  begin("whole");
  tell("bulk");
  graph.clear();
  const last = whole.entities.length - 1;
  whole.entities.forEach(([id, label, category, kind, total], at) => {
    const far = 4 + 8 * Math.sqrt(at);
    const x = far * Math.cos(at * TURN);
    const y = far * Math.sin(at * TURN);
    graph.mergeNode(id, { x, y, label, size: 6, category, kind, total });
  });
  for (const [from, named, to, confidence, date, facts] of whole.links) {
    if (Math.max(from, to) > last) continue;
    const head = whole.entities[from]?.[0] ?? "";
    const tail = whole.entities[to]?.[0] ?? "";
    const relation = whole.relations[named] ?? "";
    const look: EdgeLook = { relation, confidence, date, facts, type: "straight", curvature: 0 };
    graph.mergeDirectedEdgeWithKey(edgeKey(head, relation, tail), head, tail, look);
  }
  selected = null;
  highlighted.nodes.clear();
  highlighted.edges.clear();
  finish();
}

export function hide(...nodes: string[]): void {
  begin("hide");
  for (const node of nodes) if (graph.hasNode(node)) graph.dropNode(node);
  if (selected && !isShown(selected)) {
    selected = null;
    tell("selection");
  }
  finish();
}

function isShown(what: NonNullable<Selected>): boolean {
  return "node" in what ? graph.hasNode(what.node) : graph.hasEdge(what.edge);
}

export function clear(): void {
  if (graph.order > 0) begin("clear");
  tell("bulk");
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

/** Size nodes as readers chose and bend parallel edges apart. */
export function finish(what: Change = "graph"): void {
  const shrink = Math.min(1.4, Math.max(0.24, Math.sqrt(120 / graph.order)));
  graph.updateEachNodeAttributes((node, look) => {
    look.size = shrink * (5 + 2.2 * weight(node, look));
    return look;
  });
  if (graph.size < MANY) bendApart();
  for (const node of picked) if (!graph.hasNode(node)) (picked as Set<string>).delete(node);
  tell(what);
}

function weight(node: string, look: NodeLook): number {
  const by = chosen().size;
  if (by === "none") return 2;
  if (by === "betweenness") return 8 * Math.sqrt(look.between ?? 0);
  const degree = graph.degree(node);
  return Math.sqrt(by === "degree" ? degree : Math.max(look.total, degree));
}

function bendApart(): void {
  const between = new Map<string, string[]>();
  graph.forEachEdge((edge, _, head, tail) => {
    const pair = head < tail ? `${head} ${tail}` : `${tail} ${head}`;
    const edges = between.get(pair);
    if (edges) edges.push(edge);
    else between.set(pair, [edge]);
  });
  for (const edges of between.values()) bend(edges.sort());
}

function bend(edges: string[]): void {
  edges.forEach((edge, index) => {
    const side = index - (edges.length - 1) / 2;
    const along = graph.source(edge) < graph.target(edge) ? 1 : -1;
    const curvature = 0.35 * side * along;
    if (graph.getEdgeAttribute(edge, "curvature") === curvature) return;
    const isCurved = curvature !== 0 && !graph.isSelfLoop(edge);
    graph.mergeEdgeAttributes(edge, { type: isCurved ? "curved" : "straight", curvature });
  });
}
