/** The shapes that the API answers with, as far as the explorer reads them. */

export interface EntityRef {
  id: string;
  name: string;
  type: string;
}

export interface Suggestion extends EntityRef {
  matched: string;
  /** How that name is read, where that is why it was found. */
  pinyin: string | null;
}

export interface LinkedEntity extends EntityRef {
  links: number;
}

/** All of a store, or its best connected entities, as rows. */
export interface WholeGraph {
  /** Id, name, type, kind, and how many links it has in the store. */
  entities: [string, string, string, string | null, number][];
  relations: string[];
  /** Places of head, relation and tail in their lists; confidence, date, number of facts. */
  links: [number, number, number, number, string | null, number][];
  total_entities: number;
  total_links: number;
  whole: boolean;
}

export interface Entity extends EntityRef {
  kind: string | null;
  names: string[];
}

export interface Profile extends Entity {
  documents: number;
  mentions: number;
  links: Record<string, number>;
}

/** A link by what it links. */
export type LinkName = Pick<BareLink, "head" | "relation" | "tail">;

export interface BareLink {
  head: string;
  relation: string;
  tail: string;
  confidence: number;
  date: string | null;
  facts: number;
}

export interface Neighbourhood {
  entities: Entity[];
  links: BareLink[];
  /** How many links those entities have in all, of which not every one is here. */
  truncated: Record<string, number>;
}

export interface DocumentRef {
  id: string;
  uri: string;
  title: string;
  language: string;
  published: string | null;
}

export type Properties = Record<string, string | boolean>;

export interface Quote {
  reading: string;
  quote: string;
  start: number;
  end: number;
  properties: Properties;
  confidence: number;
  finder: string;
  document: DocumentRef;
}

export interface QuotedLink extends BareLink {
  head_name: string;
  tail_name: string;
  quotes: Quote[];
}

export interface Page<T> {
  items: T[];
  next: string | null;
}

export interface PathNode extends EntityRef {
  kind: string | null;
}

export interface Hop {
  head: PathNode;
  relation: string;
  tail: PathNode;
  forward: boolean;
  confidence: number;
  date: string | null;
  properties: Properties;
  quote: string;
  start: number;
  end: number;
  finder: string;
  source: { document: string; uri: string; title: string; published: string | null };
  facts: string[];
}

export interface Path {
  nodes: PathNode[];
  hops: Hop[];
  score: number;
  confidence: number;
  weakest: number;
}

export interface Ranking {
  complete: boolean;
  paths: Path[];
}

export interface Passage {
  before: string;
  quote: string;
  after: string;
  start: number;
  end: number;
  finder: string;
  document: DocumentRef;
}

export interface Fact {
  id: string;
  head: EntityRef;
  relation: string;
  tail: EntityRef;
  evidence: Passage[];
}

export interface DocumentText {
  document: string;
  start: number;
  end: number;
  length: number;
  text: string;
  mentions: { start: number; end: number; entity: EntityRef }[];
  facts: { start: number; end: number; fact: string; relation: string }[];
}

/** A place that names an entity. */
export interface Naming {
  document: DocumentRef;
  start: number;
  end: number;
  before: string;
  text: string;
  after: string;
  name: string;
  finder: string;
}

export interface Judgement {
  id: string;
  left_entity: EntityRef | null;
  right_entity: EntityRef | null;
  verdict: "same" | "different" | "unsure";
  by: string;
  at: string;
  reason: string;
}

export interface DocumentDetails extends DocumentRef {
  entities: number;
  facts: number;
}

export interface Stats {
  documents: number;
  entities: Record<string, number>;
  links: Record<string, number>;
  facts: number;
  mentions: number;
}

export interface RelationType {
  name: string;
  zh: string;
  heads: string[];
  tails: string[];
  symmetric: boolean;
}

export interface Ontology {
  types: { name: string; zh: string }[];
  relations: RelationType[];
}

export type JobStatus = "queued" | "running" | "done" | "failed" | "cancelled";

export interface Job {
  id: string;
  status: JobStatus;
  cancelling: boolean;
  created: string;
  finished: string | null;
  reason: string | null;
  version: number;
}

export interface JobDocument {
  position: number;
  name: string;
  uri: string;
  bytes: number;
  status: "queued" | "reading" | "read" | "unchanged" | "failed" | "cancelled";
  share: number;
  document: string | null;
  title: string | null;
  added: number;
  kept: number;
  taken_back: number;
  reason: string | null;
}

export interface JobDetail {
  job: Job;
  documents: Page<JobDocument>;
}
