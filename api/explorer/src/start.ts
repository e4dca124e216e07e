/** The first screen: what the store holds, and where to begin. */

import * as actions from "./actions";
import * as api from "./api";
import { dot, entityButton } from "./combobox";
import { button, el, fill } from "./dom";
import { figure, inOrder, relationName, t, typeName } from "./language";
import type { OpenDocument } from "./quotes";
import type { DocumentRef, EntityRef, Stats } from "./types";

const LISTED = 100; // documents of which the newest are looked for
const NEWEST = 6;
const BEGINNINGS = 12; // entities to begin with
const OPENING = 3000; // characters in which a document names what it is about

export async function showStart(place: HTMLElement, openDocument: OpenDocument): Promise<void> {
  const [stats, page] = await Promise.all([api.stats(), api.documents(LISTED)]);
  const dated = page.items
    .filter((each) => each.published)
    .sort((left, right) => (right.published ?? "").localeCompare(left.published ?? ""));
  // Of more documents than were listed nobody knows here which are the newest.
  const isWhole = page.next === null && dated.length > 0;
  const documents = (isWhole ? dated : page.items).slice(0, NEWEST);
  const beginnings = el("div", { class: "beginnings" });
  fill(
    place,
    el("h1", {}, t("welcome")),
    el("p", { class: "lead" }, stats.documents ? t("welcomeMore") : t("emptyStore")),
    counts(stats),
    documents.length > 0 && el("section", {},
      el("h2", {}, t(isWhole ? "newest" : "documentsFirst")),
      el("ul", { class: "documents" }, ...documents.map((each) => documentRow(each, openDocument)))),
    documents.length > 0 && el("section", {}, el("h2", {}, t("namedMost")), beginnings),
    el("section", { class: "tables" },
      table(t("byType"), stats.entities, typeName, true),
      table(t("byRelation"), stats.links, relationName, false)),
  );
  const named = await namedMost(documents);
  fill(beginnings, ...named.map((each) => entityButton(each, () => actions.open(each.id))));
}

function counts(stats: Stats): HTMLElement {
  const total = (each: Record<string, number>): number =>
    Object.values(each).reduce((sum, count) => sum + count, 0);
  const one = (count: number, label: string): HTMLElement =>
    el("div", {}, el("dd", {}, figure(count)), el("dt", {}, label));
  return el(
    "dl", { class: "counts" },
    one(stats.documents, t("countDocuments")), one(total(stats.entities), t("countEntities")),
    one(total(stats.links), t("countLinks")), one(stats.facts, t("countFacts")),
  );
}

function documentRow(each: DocumentRef, openDocument: OpenDocument): HTMLElement {
  return el(
    "li", {},
    button(each.title || each.uri, () => openDocument(each.id, 0, 0), "quiet"),
    el("span", { class: "faint" }, each.published ?? t("undated")),
  );
}

function table(
  title: string,
  counted: Record<string, number>,
  name: (key: string) => string,
  spotted: boolean,
): HTMLElement | null {
  const rows = Object.entries(counted).sort(
    (left, right) => right[1] - left[1] || inOrder(name(left[0]), name(right[0])),
  );
  if (rows.length === 0) return null;
  return el(
    "table", {},
    el("caption", {}, title),
    el("tbody", {}, ...rows.map(([key, count]) =>
      el("tr", {},
        el("th", { scope: "row" }, spotted && dot(key), name(key)),
        el("td", {}, figure(count))))),
  );
}

/** Return the entities that the openings of some documents name most often. */
async function namedMost(documents: DocumentRef[]): Promise<EntityRef[]> {
  const texts = await Promise.all(documents.map((each) => api.text(each.id, 0, OPENING)));
  const counted = new Map<string, { entity: EntityRef; times: number }>();
  for (const { entity } of texts.flatMap((text) => text.mentions)) {
    const known = counted.get(entity.id) ?? { entity, times: 0 };
    counted.set(entity.id, { entity, times: known.times + 1 });
  }
  return [...counted.values()]
    .sort((left, right) => right.times - left.times || inOrder(left.entity.name, right.entity.name))
    .filter((each) => each.entity.type !== "Place")
    .slice(0, BEGINNINGS)
    .map((each) => each.entity);
}
