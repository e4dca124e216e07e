/** What can be done to nodes, and the keys for it: one list for menu, keyboard and help. */

import * as actions from "./actions";
import { fold, keepOnly, pin } from "./following";
import type { Message } from "./messages";
import { graph, hide, pick, picked } from "./view";

export interface Command {
  /** What it is called, before something is done to these nodes. */
  label(nodes: string[]): Message;
  /** The keys as `KeyboardEvent.key` names them; the first is the one that is told. */
  keys: readonly string[];
  act(nodes: string[]): void;
}

const ASKED_AT_ONCE = 5; // picked nodes that are expanded together: each may ask how much

export const COMMANDS: readonly Command[] = [
  {
    label: () => "expand",
    keys: ["E", "Enter"],
    act: (nodes) => nodes.slice(0, ASKED_AT_ONCE).forEach(actions.expand),
  },
  {
    label: (nodes) => (isAll(nodes, "folded") ? "unfold" : "fold"),
    keys: ["C"],
    act: fold,
  },
  {
    label: (nodes) => (isAll(nodes, "fixed") ? "unpin" : "pin"),
    keys: ["P"],
    act: pin,
  },
  {
    label: (nodes) => (nodes.length > 0 && nodes.every((node) => picked.has(node)) ? "unpick" : "pick"),
    keys: [" "],
    act: (nodes) => pick(nodes, "toggle"),
  },
  { label: () => "keepOnly", keys: ["K"], act: keepOnly },
  { label: () => "hide", keys: ["Delete", "Backspace"], act: (nodes) => hide(...nodes) },
];

function isAll(nodes: string[], what: "folded" | "fixed"): boolean {
  return nodes.length > 0 && nodes.every((node) => graph.getNodeAttribute(node, what));
}

/** Return the command that a key stands for. */
export function commandOf(key: string): Command | undefined {
  const name = key.length === 1 ? key.toUpperCase() : key;
  return COMMANDS.find((command) => command.keys.includes(name));
}
