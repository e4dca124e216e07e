/** The shapes that the API answers with, as far as the explorer reads them. */

export interface EntityRef {
  id: string;
  name: string;
  type: string;
}

export interface Suggestion extends EntityRef {
  matched: string;
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

/** A whole store as rows: links name their ends and their relation by place in the other lists. */
export interface Compact {
  entities: [id: string, name: string, type: string, kind: string | null, degree: number][];
  relations: string[];
  links: [
    head: number, relation: number, tail: number,
    confidence: number, date: string | null, facts: number,
  ][];
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
  evidence: Passage[];
}

export interface DocumentText {
  document: string;
  start: number;
  end: number;
  length: number;
  text: string;
  mentions: { start: number; end: number; entity: EntityRef }[];
}

export interface Stats {
  documents: number;
  entities: Record<string, number>;
  links: Record<string, number>;
  facts: number;
  mentions: number;
}

export interface Ontology {
  types: { name: string; zh: string }[];
  relations: { name: string; zh: string; symmetric: boolean }[];
}
