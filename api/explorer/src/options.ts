/** What readers chose to see and how: part of the view, with what is shown and selected. */

export type Arrangement = "force" | "circular" | "hierarchical" | "types";
export type Measure = "links" | "degree" | "betweenness" | "none";
export type Colouring = "type" | "community";

export interface Options {
  arrangement: Arrangement;
  size: Measure;
  colouring: Colouring;
  /** Types and relations that are left out of the picture. */
  withoutTypes: readonly string[];
  withoutRelations: readonly string[];
  /** Links less sure than this are left out. */
  leastSure: number;
  /** ISO dates, or their beginnings: links dated outside are left out. */
  since: string | null;
  until: string | null;
  /** Whether links that nobody dated are shown beside the dated ones. */
  undated: boolean;
}

export const PLAIN: Options = {
  arrangement: "force", size: "links", colouring: "type", withoutTypes: [], withoutRelations: [],
  leastSure: 0, since: null, until: null, undated: true,
};

let options: Options = PLAIN;
type Listener = (now: Options, before: Options) => void;
const listeners: Listener[] = [];

/** Return what is chosen now. */
export function chosen(): Options {
  return options;
}

/** Choose something else, and tell everybody who listens, if it is something else. */
export function choose(part: Partial<Options>): void {
  const before = options;
  const now = { ...before, ...part };
  if (JSON.stringify(now) === JSON.stringify(before)) return;
  options = now;
  for (const listener of listeners) listener(now, before);
}

export function onChoose(listener: Listener): void {
  listeners.push(listener);
}
