/** What was asked at the side, and how a permalink holds it. */

import * as api from "./api";
import type { Message } from "./messages";
import type { EntityRef } from "./types";

export const TABS = ["details", "paths", "questions", "list", "filter", "bring"] as const;
export type Tab = (typeof TABS)[number];

export const MOST_ENDS = 6;

/** Between which ends paths are looked for, and over what; a null is a box still empty. */
export interface Route {
  ends: (EntityRef | null)[];
  hops: number;
  best: number;
  relations: string[];
  avoided: EntityRef[];
}

/** What the side shows, as far as a permalink keeps it. */
export interface Asked {
  tab: Tab;
  route: Route;
  about: EntityRef | null;
  question: Message | null;
  /** A pattern of the reader's own, in the words of the server. */
  pattern: string | null;
  passage: { document: string; start: number; end: number } | null;
}

/** Return what is asked at first: nothing. */
export function nothingAsked(): Asked {
  return { tab: "details", route: plainRoute(), about: null, question: null, pattern: null, passage: null };
}

function plainRoute(): Route {
  return { ends: [null, null], hops: 4, best: 5, relations: [], avoided: [] };
}

const SEPARATOR = "_";
const PREFIX = "entity-";
const short = (entity: EntityRef | null): string => entity?.id.replace(PREFIX, "") ?? "";

/** Write what was asked into the parts of an address. */
export function writeAsked({ tab, route, about, question, pattern, passage }: Asked, parts: URLSearchParams): void {
  const plain = plainRoute();
  const put = (name: string, value: string | null): void => {
    if (value) parts.set(name, value);
  };
  put("t", tab === "details" ? null : tab);
  if (route.ends.some(Boolean)) put("a", route.ends.map(short).join(SEPARATOR));
  put("v", route.avoided.map(short).join(SEPARATOR));
  put("r", route.relations.join("*"));
  put("h", route.hops === plain.hops ? null : String(route.hops));
  put("k", route.best === plain.best ? null : String(route.best));
  put("c", short(about));
  put("q", question);
  put("p", pattern);
  put("d", passage && [passage.document, passage.start, passage.end].join("*"));
}

/** Return what an address says was asked. */
export async function recallAsked(parts: URLSearchParams): Promise<Asked> {
  const plain = plainRoute();
  const listed = (name: string): string[] => parts.get(name)?.split(SEPARATOR) ?? [];
  const known = (ids: string[]): Promise<(EntityRef | null)[]> =>
    Promise.all(ids.map((id) => (id ? api.profile(PREFIX + id) : null)));
  const [ends, avoided, [about = null]] = await Promise.all([
    known(listed("a").slice(0, MOST_ENDS)), known(listed("v")), known(listed("c")),
  ]);
  while (ends.length < 2) ends.push(null);
  const [document, start, end] = parts.get("d")?.split("*") ?? [];
  return {
    tab: TABS.find((tab) => tab === parts.get("t")) ?? "details",
    route: {
      ends,
      hops: within(parts.get("h"), 6) ?? plain.hops,
      best: within(parts.get("k"), 50) ?? plain.best,
      relations: parts.get("r")?.split("*") ?? [],
      avoided: avoided.filter((each) => each !== null),
    },
    about,
    question: parts.get("q") as Message | null,
    pattern: parts.get("p"),
    passage: document ? { document, start: Number(start), end: Number(end) } : null,
  };
}

function within(written: string | null, most: number): number | null {
  const value = Number(written);
  return Number.isInteger(value) && value >= 1 && value <= most ? value : null;
}
