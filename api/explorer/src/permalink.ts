/** The view in the address: what is shown and where, what is selected, what the side tells. */

import { type Asked, recallAsked, writeAsked } from "./asked";
import type { Side } from "./side";
import * as view from "./view";

const PREFIX = "entity-";
const MOST = 200; // entities that a link can hold
const PAUSE = 400; // milliseconds without a change before the address is written
const short = (id: string): string => id.replaceAll(PREFIX, "");
const long = (id: string): string => PREFIX + id;
// Adding zero makes a plain one of the negative zero.
const tenth = (place: number): string => (Math.round(place * 10) / 10 + 0).toFixed(1);
let timer = 0;
let isRead = false; // until the address is read it must not be written over

/** Write the view into the address, soon. */
export function remember(side: Side): void {
  if (!isRead) return;
  window.clearTimeout(timer);
  timer = window.setTimeout(() => {
    const hash = written(side.state);
    if (hash !== location.hash) history.replaceState(null, "", hash || location.pathname);
  }, PAUSE);
}

function written(state: Asked): string {
  const parts = new URLSearchParams();
  const places = view.graph.mapNodes(
    (id, { x, y }) => [short(id), tenth(x), tenth(y)].join("*"),
  );
  if (places.length > 0) parts.set("n", places.slice(0, MOST).join("_"));
  const chosen = view.selection();
  if (chosen) parts.set("s", short("node" in chosen ? chosen.node : chosen.edge));
  writeAsked(state, parts);
  const text = parts.toString();
  return text && `#${text}`;
}

/** Restore the view that the address holds; false if it holds none. */
export async function recall(side: Side): Promise<boolean> {
  const parts = new URLSearchParams(location.hash.slice(1));
  isRead = true;
  if (parts.size === 0) return false;
  const places = new Map<string, [number, number]>();
  for (const each of parts.get("n")?.split("_") ?? []) {
    const [id = "", x, y] = each.split("*");
    places.set(long(id), [Number(x) || 0, Number(y) || 0]);
  }
  const asked = await recallAsked(parts);
  if (places.size > 0) await view.restore(places);
  const chosen = parts.get("s");
  if (chosen) view.select(selected(chosen));
  Object.assign(side.state, asked);
  side.show();
  return true;
}

function selected(written: string): view.Selected {
  const [head = "", relation, tail] = written.split("|");
  if (relation && tail) return { edge: view.edgeKey(long(head), relation, long(tail)) };
  return { node: long(head) };
}
