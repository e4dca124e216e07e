/** Questions to the server that the page came from. */

import type { Language } from "./language";
import { passing } from "./storage";
import type {
  DocumentDetails, DocumentRef, DocumentText, Fact, Job, JobDetail, Judgement, LinkedEntity, LinkName,
  Naming, Neighbourhood, Ontology, Page, Profile, QuotedLink, Ranking, Stats, Suggestion, WholeGraph,
} from "./types";

const KEY = "guanxi-key";
const MOST_SEEDS = 200; // that the server takes in one request

/** What the server refused, in its own words. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    detail: string,
  ) {
    super(detail);
  }
}

type AskForKey = (refused: boolean) => Promise<string>;
let askForKey: AskForKey = () => Promise.reject(new Problem(401, "a key is needed"));
let asking: Promise<void> | null = null;

/** Say how a key is asked for; it is kept until the tab closes and nowhere else. */
export function onKeyNeeded(ask: AskForKey): void {
  askForKey = ask;
}

async function renewKey(used: string | null): Promise<void> {
  if (passing.get(KEY) !== used) return;
  asking ??= askForKey(used !== null)
    .then((key) => void passing.set(KEY, key))
    .finally(() => (asking = null));
  await asking;
}

async function call(path: string, init: RequestInit = {}): Promise<Response> {
  for (;;) {
    const key = passing.get(KEY);
    const headers = new Headers(init.headers);
    if (key) headers.set("Authorization", `Bearer ${key}`);
    const answer = await fetch(`api/v1/${path}`, { ...init, headers });
    if (answer.ok) return answer;
    if (answer.status !== 401) {
      const told = (await answer.json().catch(() => ({}))) as { detail?: string };
      throw new Problem(answer.status, told.detail ?? answer.statusText);
    }
    await renewKey(key);
  }
}

type Parameters = Record<string, string | number | string[]>;

function query(path: string, parameters: Parameters): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const each of Array.isArray(value) ? value : [String(value)]) asked.append(name, each);
  }
  const written = asked.toString();
  return written ? `${path}?${written}` : path;
}

async function get<T>(path: string, parameters: Parameters = {}, signal?: AbortSignal): Promise<T> {
  return (await call(query(path, parameters), { signal: signal ?? null })).json() as Promise<T>;
}

/** Over which links paths go, how long they may be, and how many are wanted. */
export type RouteQuery = { hops: number; k: number; relation: string[]; avoid: string[] };

const placed = encodeURIComponent;

export const stats = (): Promise<Stats> => get("stats");
export const ontology = (): Promise<Ontology> => get("ontology");
export const newest = (limit: number): Promise<Page<DocumentRef>> =>
  get("documents", { order: "newest", limit });
export const bestConnected = (type: string, limit: number): Promise<Page<LinkedEntity>> =>
  get("entities", { type, limit });
export const wholeGraph = (limit: number): Promise<WholeGraph> => get("graph", { limit });
export const documentOf = (id: string): Promise<DocumentDetails> => get(`documents/${placed(id)}`);
export const profile = (id: string): Promise<Profile> => get(`entities/${placed(id)}`);
export const chains = (from: string, pattern: string, k: number): Promise<Ranking> =>
  get("chains", { from, pattern, k });
export const paths = (from: string, to: string, route: RouteQuery): Promise<Ranking> =>
  get("paths", { from, to, ...route });
export const fact = (id: string, context: number): Promise<Fact> =>
  get(`facts/${placed(id)}`, { context });
export const suggest = (q: string, type: string, signal?: AbortSignal): Promise<Suggestion[]> =>
  get("suggest", { q, limit: 12, ...(type && { type }) }, signal);
export const text = (id: string, start: number, end: number): Promise<DocumentText> =>
  get(`documents/${placed(id)}/text`, { start: Math.max(0, start), end });

/** Return a page of the places that name an entity. */
export function namings(id: string, limit: number): Promise<Page<Naming>> {
  return get(`entities/${placed(id)}/mentions`, { limit });
}

/** Return a page of the judgements on what is one and what is not. */
export function judgements(cursor: string | null): Promise<Page<Judgement>> {
  return get("judgements", cursor ? { limit: 500, cursor } : { limit: 500 });
}

/** Return a page of the latest uploads. */
export const jobs = (limit: number): Promise<Page<Job>> => get("jobs", { limit });

/** Return an upload with a page of its documents. */
export function job(id: string, cursor: string | null): Promise<JobDetail> {
  return get(`jobs/${placed(id)}`, cursor ? { limit: 500, cursor } : { limit: 500 });
}

/** Send files to be read. */
export async function upload(files: File[]): Promise<Job> {
  const form = new FormData();
  for (const file of files) form.append("files", file, file.name);
  return (await call("jobs", { method: "POST", body: form })).json() as Promise<Job>;
}

/** Take an upload back, as far as it is not read yet. */
export async function cancelJob(id: string): Promise<Job> {
  return (await call(`jobs/${placed(id)}/cancel`, { method: "POST" })).json() as Promise<Job>;
}

/** Ask for another key than the one in use. */
export async function changeKey(): Promise<void> {
  sessionStorage.setItem(KEY, await askForKey(false));
}

/** Return a page of an entity's links with their quotes. */
export function links(id: string, more: Parameters = {}): Promise<Page<QuotedLink>> {
  return get(`entities/${placed(id)}/links`, more);
}

/** Return one link with up to 50 quotes, or null if the store has it no more. */
export async function link(
  head: string,
  relation: string,
  tail: string,
): Promise<QuotedLink | null> {
  let cursor: string | null = null;
  do {
    const asked: Parameters = { relation, quotes: 50, limit: 100 };
    const page: Page<QuotedLink> = await links(head, cursor ? { ...asked, cursor } : asked);
    const match = page.items.find((each) => each.head === head && each.tail === tail);
    if (match) return match;
    cursor = page.next;
  } while (cursor);
  return null;
}

export interface Around {
  hops: 0 | 1;
  limit_per_node?: number;
  relations?: string[];
  /** Leave entities out that the store does not know, and do not refuse. */
  known_only?: boolean;
}

/** Return what lies around entities; at most 200 of them. */
export async function neighbourhood(seeds: string[], around: Around): Promise<Neighbourhood> {
  const asked = { seeds: seeds.slice(0, MOST_SEEDS), limit: 1000, ...around };
  return (await post("neighbourhood", asked)).json() as Promise<Neighbourhood>;
}

/** Return those of at most 200 entities that the store has, and all links among them. */
export function among(ids: string[]): Promise<Neighbourhood> {
  return neighbourhood(ids, { hops: 0, known_only: true });
}

/** A file as the server made and named it. */
export interface Taken {
  name: string;
  content: Blob;
}

export interface ReportQuery {
  title: string;
  language: Language;
  entities: string[];
  links: LinkName[];
  paths?: LinkName[][];
}

/** Return entities and all links among them as a file; there must be some: none means all. */
export async function exported(format: string, entities: string[]): Promise<Taken> {
  return taken(await post("export", { format, entities, hops: 0 }));
}

/** Return a report as a file. */
export async function report(asked: ReportQuery): Promise<Taken> {
  return taken(await post("report", asked));
}

function post(path: string, asked: object): Promise<Response> {
  const headers = { "Content-Type": "application/json" };
  return call(path, { method: "POST", headers, body: JSON.stringify(asked) });
}

async function taken(answer: Response): Promise<Taken> {
  const told = answer.headers.get("Content-Disposition") ?? "";
  const name = /filename="([^"]+)"/.exec(told)?.[1];
  if (!name) throw new Error("the server named no file");
  return { name, content: await answer.blob() };
}
