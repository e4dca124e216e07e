/** The view in the address: what is shown and where, what is selected, what the side tells. */

import * as api from "./api";
import type { Message } from "./messages";
import { type Side, type SideState, TABS } from "./side";
import type { EntityRef } from "./types";
import * as view from "./view";

const PREFIX = "entity-";
const MOST = 200; // entities that a link can hold
const PAUSE = 400; // milliseconds without a change before the address is written
const short = (id: string): string => id.replaceAll(PREFIX, "");
const long = (id: string): string => PREFIX + id;
// Adding zero makes a plain one of the negative zero.
const tenth = (place: number): string => (Math.round(place * 10) / 10 + 0).toFixed(1);
let timer = 0;

/** Write the view into the address, soon. */
export function remember(side: Side): void {
  window.clearTimeout(timer);
  timer = window.setTimeout(() => {
    const hash = written(side.state);
    if (hash !== location.hash) history.replaceState(null, "", hash || location.pathname);
  }, PAUSE);
}

function written(state: SideState): string {
  const parts = new URLSearchParams();
  const places = view.graph.mapNodes(
    (id, { x, y }) => [short(id), tenth(x), tenth(y)].join("*"),
  );
  if (places.length > 0) parts.set("n", places.slice(0, MOST).join("_"));
  const chosen = view.selection();
  if (chosen) parts.set("s", short("node" in chosen ? chosen.node : chosen.edge));
  if (state.tab !== "details") parts.set("t", state.tab);
  if (state.from) parts.set("a", short(state.from.id));
  if (state.to) parts.set("b", short(state.to.id));
  if (state.about) parts.set("c", short(state.about.id));
  if (state.question) parts.set("q", state.question);
  if (state.passage) {
    const { document, start, end } = state.passage;
    parts.set("d", [document, start, end].join("*"));
  }
  const text = parts.toString();
  return text && `#${text}`;
}

async function entity(id: string | null): Promise<EntityRef | null> {
  return id ? api.profile(long(id)) : null;
}

/** Restore the view that the address holds; false if it holds none. */
export async function recall(side: Side): Promise<boolean> {
  const parts = new URLSearchParams(location.hash.slice(1));
  if (parts.size === 0) return false;
  const places = new Map<string, [number, number]>();
  for (const each of parts.get("n")?.split("_") ?? []) {
    const [id = "", x, y] = each.split("*");
    places.set(long(id), [Number(x) || 0, Number(y) || 0]);
  }
  const { state } = side;
  [state.from, state.to, state.about] = await Promise.all(
    ["a", "b", "c"].map((name) => entity(parts.get(name))),
  ) as [EntityRef | null, EntityRef | null, EntityRef | null];
  state.question = parts.get("q") as Message | null;
  if (places.size > 0) await view.restore(places);
  const chosen = parts.get("s");
  if (chosen) view.select(selected(chosen));
  const [document, start, end] = parts.get("d")?.split("*") ?? [];
  if (document) state.passage = { document, start: Number(start), end: Number(end) };
  side.show(TABS.find((tab) => tab === parts.get("t")) ?? "details");
  return true;
}

function selected(written: string): view.Selected {
  const [head = "", relation, tail] = written.split("|");
  if (relation && tail) return { edge: view.edgeKey(long(head), relation, long(tail)) };
  return { node: long(head) };
}
