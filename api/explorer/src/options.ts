/** What readers chose to see and how: part of the view, with what is shown and selected. */

export const ARRANGEMENTS = ["force", "circular", "hierarchical", "types"] as const;
export const SIZES = ["links", "degree", "betweenness", "none"] as const;
export const COLOURINGS = ["type", "community"] as const;
export type Arrangement = (typeof ARRANGEMENTS)[number];
export type Measure = (typeof SIZES)[number];
export type Colouring = (typeof COLOURINGS)[number];

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

export const DATE = /^\d{4}(-\d\d(-\d\d)?)?$/;
const SEPARATOR = "*";

/** Write what is not chosen plainly into the parts of an address. */
export function writeOptions(parts: URLSearchParams): void {
  const put = (name: string, value: string | number | null, plain: string | number | null): void => {
    if (value !== null && value !== plain) parts.set(name, String(value));
  };
  put("ar", options.arrangement, PLAIN.arrangement);
  put("sz", options.size, PLAIN.size);
  put("co", options.colouring, PLAIN.colouring);
  put("wt", options.withoutTypes.join(SEPARATOR), "");
  put("wr", options.withoutRelations.join(SEPARATOR), "");
  put("ls", options.leastSure, PLAIN.leastSure);
  put("fr", options.since, null);
  put("to", options.until, null);
  put("ud", Number(options.undated), 1);
}

/** Return the options that an address holds; what it does not hold, or holds wrongly, is plain. */
export function readOptions(parts: URLSearchParams): Options {
  const one = <T extends string>(name: string, of: readonly T[], plain: T): T =>
    of.find((each) => each === parts.get(name)) ?? plain;
  const listed = (name: string): string[] => parts.get(name)?.split(SEPARATOR).filter(Boolean).sort() ?? [];
  const date = (name: string): string | null => {
    const written = parts.get(name) ?? "";
    return DATE.test(written) ? written : null;
  };
  const sure = Number(parts.get("ls"));
  return {
    arrangement: one("ar", ARRANGEMENTS, PLAIN.arrangement),
    size: one("sz", SIZES, PLAIN.size),
    colouring: one("co", COLOURINGS, PLAIN.colouring),
    withoutTypes: listed("wt"),
    withoutRelations: listed("wr"),
    leastSure: sure > 0 && sure <= 1 ? sure : PLAIN.leastSure,
    since: date("fr"),
    until: date("to"),
    undated: parts.get("ud") !== "0",
  };
}
