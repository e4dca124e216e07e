/** The view in the address: what is shown and how, what is selected, what the side tells. */

import * as actions from "./actions";
import { type Asked, recallAsked, writeAsked } from "./asked";
import { type Camera, camera } from "./camera";
import { refreshed } from "./fresh";
import { quietly } from "./history";
import { figure, t } from "./language";
import { readOptions, writeOptions } from "./options";
import type { Side } from "./side";
import * as view from "./view";
import { capture, type KeptNode, restore } from "./viewstate";

const PREFIX = "entity-";
export const MOST = 200; // entities that a link can hold
const PAUSE = 400; // milliseconds without a change before the address is written
const PINNED = "p";
const FOLDED = "f"; // before the place of the node that it is folded into
const short = (id: string): string => id.replaceAll(PREFIX, "");
const long = (id: string): string => PREFIX + id;
// Adding zero makes a plain one of the negative zero.
const tenth = (place: number): string => (Math.round(place * 10) / 10 + 0).toFixed(1);
let timer = 0;
let isRead = false; // until the address is read it must not be written over
let wasTooLarge = false;

/** Write the view into the address, soon. */
export function remember(side: Side): void {
  if (!isRead) return;
  window.clearTimeout(timer);
  timer = window.setTimeout(() => {
    const hash = written(side.state);
    if (hash !== location.hash) history.replaceState(null, "", hash || location.pathname);
  }, PAUSE);
}

/** Return why no link restores the view as it is; null if one does. */
export function whyNoLink(): string | null {
  const { count } = gathered();
  return count > MOST ? t("linkTooLarge", { n: figure(count), most: MOST }) : null;
}

/** Return what is shown and how many that are: what is folded, too. */
function gathered(): { nodes: KeptNode[]; count: number } {
  const { order } = view.graph;
  // Of a graph too large without what is folded, nothing need be gathered.
  const nodes = order > MOST ? [] : capture().nodes;
  return { nodes, count: Math.max(order, nodes.length) };
}

function written(state: Asked): string {
  const parts = new URLSearchParams();
  const { nodes, count } = gathered();
  const isTooLarge = count > MOST;
  if (isTooLarge) parts.set("e", String(count));
  else if (count > 0) parts.set("n", nodes.map(nodeWritten).join("_"));
  if (isTooLarge && !wasTooLarge) actions.say(whyNoLink() ?? "");
  wasTooLarge = isTooLarge;
  if (count > 0) writeOptions(parts);
  const from = camera();
  if (from && !isTooLarge) parts.set("z", [from.x, from.y, from.span].map(tenth).join("*"));
  const chosen = view.selection();
  if (chosen) parts.set("s", short("node" in chosen ? chosen.node : chosen.edge));
  writeAsked(state, parts);
  const text = parts.toString();
  return text && `#${text}`;
}

function nodeWritten({ id, x, y, pinned, into }: KeptNode): string {
  const marks = (pinned ? PINNED : "") + (into === undefined ? "" : FOLDED + into);
  return [short(id), tenth(x), tenth(y), ...(marks ? [marks] : [])].join("*");
}

function nodeRead(written: string): KeptNode {
  const [id = "", x, y, marks = ""] = written.split("*");
  const node: KeptNode = {
    id: long(id), name: "", type: "", kind: null, total: 0, x: Number(x) || 0, y: Number(y) || 0,
  };
  if (marks.startsWith(PINNED)) node.pinned = true;
  const into = /f(\d+)$/.exec(marks)?.[1];
  if (into) node.into = Number(into);
  return node;
}

function cameraRead(written: string | null): Camera | null {
  const [x = NaN, y = NaN, span = NaN] = (written ?? "").split("*").map(Number);
  return [x, y, span].every(Number.isFinite) && span > 0 ? { x, y, span } : null;
}

/** Restore the view that the address holds; false if it holds none. */
export async function recall(side: Side): Promise<boolean> {
  const parts = new URLSearchParams(location.hash.slice(1));
  isRead = true;
  if (parts.size === 0) return false;
  const asked = await recallAsked(parts);
  const chosen = parts.get("s");
  const selected = chosen ? selectedRead(chosen) : null;
  const listed = parts.get("n")?.split("_").map(nodeRead) ?? [];
  // A node lies in one that comes before it: never in itself, nor in one that lies in it.
  const nodes = listed.map(({ into, ...node }, at): KeptNode =>
    into !== undefined && into < at ? { ...node, into } : node);
  if (nodes.length > 0) {
    const kept = { nodes, links: [], options: readOptions(parts), camera: cameraRead(parts.get("z")), selected };
    const { state, gone } = await refreshed(kept);
    if (view.graph.order > 0) view.begin("open");
    quietly(() => restore(state));
    // What is read at the side need not be shown.
    if (selected && gone === 0 && !view.selection()) view.select(selected);
    if (gone > 0) actions.say(t("viewGone", { n: gone }));
  } else if (selected) view.select(selected);
  const large = Number(parts.get("e"));
  if (large > MOST) actions.say(t("linkWasTooLarge", { n: figure(large), most: MOST }));
  Object.assign(side.state, asked);
  side.show();
  return true;
}

function selectedRead(written: string): view.Selected {
  const [head = "", relation, tail] = written.split("|");
  if (relation && tail) return { edge: view.edgeKey(long(head), relation, long(tail)) };
  return { node: long(head) };
}
