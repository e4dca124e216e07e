/** A kept view as the store knows it now. */

import * as api from "./api";
import { edgeKey } from "./view";
import type { KeptLink, KeptNode, ViewState } from "./viewstate";
import type { Entity } from "./types";

const BATCH = 200; // entities that the server takes at once

export interface Refreshed {
  state: ViewState;
  /** How many entities the store has no more. */
  gone: number;
  /** Whether links are those that the store has now, and not those that were kept. */
  isFresh: boolean;
}

/**
 * Ask the server about a view.
 *
 * Links among entities that fit one question are those of the store. Of more entities it is
 * asked only which there are and how they are called: every pair would be too many questions.
 */
export async function refreshed(state: ViewState): Promise<Refreshed> {
  const ids = state.nodes.map(({ id }) => id);
  const isFresh = ids.length <= BATCH;
  const entities = new Map<string, Entity>();
  let links = state.links;
  const totals: Record<string, number> = {};
  for (let at = 0; at < ids.length; at += BATCH) {
    const part = await api.among(ids.slice(at, at + BATCH));
    for (const each of part.entities) entities.set(each.id, each);
    Object.assign(totals, part.truncated);
    if (!isFresh) continue;
    const place = new Map(ids.map((id, index) => [id, index]));
    const order = new Map(state.links.map(([from, relation, to], index) =>
      [edgeKey(ids[from] ?? "", relation, ids[to] ?? ""), index]));
    const placeOf = ([from, relation, to]: KeptLink): number =>
      order.get(edgeKey(ids[from] ?? "", relation, ids[to] ?? "")) ?? Infinity;
    links = part.links.flatMap(({ head, relation, tail, confidence, date, facts }): KeptLink[] => {
      const [from, to] = [place.get(head), place.get(tail)];
      if (from === undefined || to === undefined) return [];
      return [[from, relation, to, confidence, date, facts]];
    });
    // Known links come first, in their order: the same view is written the same way.
    links.sort((left, right) => placeOf(left) - placeOf(right) || 0);
  }
  const known = state.nodes.map((node): KeptNode => {
    const entity = entities.get(node.id);
    if (!entity) return node;
    const { name, type, kind } = entity;
    return { ...node, name, type, kind, total: totals[node.id] ?? node.total };
  });
  const fresh = without({ ...state, nodes: known, links }, (node) => !entities.has(node.id));
  return { state: fresh, gone: ids.length - fresh.nodes.length, isFresh };
}

/** Return a view without some nodes; what was folded into one of them comes out. */
function without(state: ViewState, isGone: (node: KeptNode) => boolean): ViewState {
  const moved = new Map<number, number>();
  state.nodes.forEach((node, at) => {
    if (!isGone(node)) moved.set(at, moved.size);
  });
  const nodes = [...moved.keys()].flatMap((at): KeptNode[] => {
    const node = state.nodes[at];
    if (!node) return [];
    const { into: before, ...rest } = node;
    const into = before === undefined ? undefined : moved.get(before);
    return [into === undefined ? rest : { ...rest, into }];
  });
  const links = state.links.flatMap(([from, relation, to, ...rest]): KeptLink[] => {
    const [head, tail] = [moved.get(from), moved.get(to)];
    return head === undefined || tail === undefined ? [] : [[head, relation, tail, ...rest]];
  });
  return { ...state, nodes, links };
}
