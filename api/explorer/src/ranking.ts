/** Ranked paths in words, each hop with the words that state it and the weakest one marked. */

import * as actions from "./actions";
import * as api from "./api";
import { dot } from "./combobox";
import { button, el } from "./dom";
import { relationName, sure, t } from "./language";
import { type OpenDocument, linkSentence, quoteCard, type Read } from "./quotes";
import type { EntityRef, Hop, Path, Ranking } from "./types";
import * as view from "./view";

const CONTEXT = 120; // characters to either side of a quote

/** Asks for paths that do not pass an entity. */
export type Avoid = (entity: EntityRef) => void;

/** Return a ranking as a list; choosing a path shows it in the graph. */
export function rankingList(
  ranking: Ranking,
  openDocument: OpenDocument,
  avoid: Avoid | null = null,
): HTMLElement {
  return el(
    "div", {},
    el("ol", { class: "ranking" },
      ...ranking.paths.map((path) => pathRow(path, openDocument, avoid))),
    !ranking.complete && el("p", { class: "faint" }, t("incomplete")),
  );
}

function pathRow(path: Path, openDocument: OpenDocument, avoid: Avoid | null): HTMLElement {
  const between = avoid ? path.nodes.slice(1, -1) : [];
  return el(
    "li", {},
    button(words(path), () => void actions.attempt(() => showPaths([path])), "path"),
    el("p", { class: "figures" }, t("score", { n: path.score.toFixed(3) }), ` · ${t("showInGraph")} ↑`),
    ...path.hops.map((hop, at) =>
      hopRow(hop, path.hops.length > 1 && at === path.weakest, openDocument)),
    path.hops.length > 1 && weakestHop(path),
    between.length > 0 && el("p", { class: "avoiding" }, ...between.map((node) =>
      button(t("notThrough", { name: node.name }), () => avoid?.(node), "quiet"))),
  );
}

/** Return which hop a path stands or falls with, in words. */
function weakestHop(path: Path): HTMLElement | null {
  const hop = path.hops[path.weakest];
  return hop ? el(
    "p", { class: "figures" },
    t("weakestIs", { at: path.weakest + 1, of: path.hops.length }),
    `${hop.head.name} ─ ${relationName(hop.relation)} → ${hop.tail.name}`, ` (${sure(hop.confidence)})`,
  ) : null;
}

/** Return a path as one line: its entities and the arrows between them. */
function words(path: Path): HTMLElement {
  const line = el("span", { class: "sentence" });
  path.nodes.forEach((node, at) => {
    const hop = path.hops[at - 1];
    if (hop) {
      const relation = relationName(hop.relation);
      line.append(el("span", { class: "arrow" }, hop.forward ? ` ─ ${relation} → ` : ` ← ${relation} ─ `));
    }
    line.append(el("span", { class: "end" }, dot(node.type), node.name));
  });
  return line;
}

function hopRow(hop: Hop, isWeakest: boolean, openDocument: OpenDocument): HTMLElement {
  const evidence = el("div", {});
  const show = (): void => {
    if (evidence.childElementCount > 0) return;
    void actions.attempt(async () => evidence.replaceChildren(...(await evidenceOf(hop, openDocument))));
  };
  return el(
    "details", { class: isWeakest ? "hop weakest" : "hop", ontoggle: show },
    el(
      "summary", {},
      linkSentence(hop.head.name, hop.relation, hop.tail.name),
      el("span", { class: "figures" },
        ` ${sure(hop.confidence)}`, hop.date && ` · ${hop.date}`,
        isWeakest && el("strong", {}, ` · ${t("weakest")}`)),
      el("q", {}, hop.quote),
      el("span", { class: "faint" },
        `${hop.source.title || hop.source.uri} · ${hop.source.published ?? t("undated")}`),
    ),
    evidence,
  );
}

async function evidenceOf(hop: Hop, openDocument: OpenDocument): Promise<HTMLElement[]> {
  const { confidence, properties } = hop;
  const facts = await Promise.all(hop.facts.slice(0, 5).map((id) => api.fact(id, CONTEXT)));
  return facts.flatMap((fact) =>
    fact.evidence.map((passage) => {
      const read: Read = { ...passage, confidence, properties };
      return quoteCard(read, openDocument);
    }),
  );
}

let latest: Path[] = [];

/** Return the paths that stand out now, in the order in which they were found. */
export function pathsThatStandOut(): Path[] {
  const { edges } = view.highlighted;
  return latest.filter(({ hops }) => hops.every((hop) =>
    edges.has(view.edgeKey(hop.head.id, hop.relation, hop.tail.id))));
}

/** Show paths in the graph and let them stand out. */
export async function showPaths(paths: Path[]): Promise<void> {
  const nodes = new Set(paths.flatMap((path) => path.nodes.map((node) => node.id)));
  const edges = paths.flatMap((path) =>
    path.hops.map((hop) => view.edgeKey(hop.head.id, hop.relation, hop.tail.id)),
  );
  await view.showEntities([...nodes]);
  const chosen = view.selection();
  // A link that was read before would stand out as if it belonged to the path.
  if (chosen && "edge" in chosen) view.select(null);
  latest = paths;
  view.highlight(nodes, edges);
}
