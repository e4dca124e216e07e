/** The first screen: what the store holds, and where to begin. */

import * as actions from "./actions";
import * as api from "./api";
import { dot } from "./entity";
import { button, el, fill } from "./dom";
import { figure, inOrder, relationName, t, typeName } from "./language";
import { TYPE_ORDER } from "./looks";
import type { OpenDocument } from "./quotes";
import type { DocumentRef, LinkedEntity, Stats } from "./types";

const NEWEST = 6;
const OF_A_TYPE = 5; // entities to begin with
const WHOLE = 10_000; // entities up to which a graph is shown whole
const BEST = 2_000; // entities that are shown of a larger one

interface Beginnings {
  stats: Stats;
  documents: DocumentRef[];
  connected: LinkedEntity[][];
}

let asked: Promise<Beginnings> | null = null;

/** Return what the first screen shows; what is being asked for is not asked for twice. */
export function beginnings(): Promise<Beginnings> {
  asked ??= ask().finally(() => (asked = null));
  return asked;
}

async function ask(): Promise<Beginnings> {
  const [stats, documents, ...connected] = await Promise.all([
    api.stats(),
    api.newest(NEWEST),
    ...TYPE_ORDER.map((type) => api.bestConnected(type, OF_A_TYPE)),
  ]);
  return { stats, documents: documents.items, connected: connected.map((page) => page.items) };
}

export async function showStart(place: HTMLElement, openDocument: OpenDocument): Promise<void> {
  const { stats, documents, connected } = await beginnings();
  const isDated = documents.some((each) => each.published);
  fill(
    place,
    el("h1", {}, t("welcome")),
    el("p", { class: "lead" }, stats.documents ? t("welcomeMore") : t("emptyStore")),
    counts(stats),
    wholeButton(total(stats.entities)),
    connected.some((each) => each.length > 0) && el("section", {},
      el("h2", {}, t("bestConnected")),
      el("div", { class: "beginnings" }, ...connected.map(groupOf))),
    documents.length > 0 && el("section", {},
      el("h2", {}, t(isDated ? "newest" : "documentsFirst")),
      el("ul", { class: "documents" }, ...documents.map((each) => documentRow(each, openDocument)))),
    el("section", { class: "tables" },
      table(t("byType"), stats.entities, typeName, true),
      table(t("byRelation"), stats.links, relationName, false)),
  );
}

function total(counted: Record<string, number>): number {
  return Object.values(counted).reduce((sum, count) => sum + count, 0);
}

function wholeButton(entities: number): HTMLElement | null {
  if (entities === 0) return null;
  const isWhole = entities <= WHOLE;
  const label = isWhole ? t("showWhole") : t("showBest", { n: figure(BEST) });
  return el("p", {}, button(label, () => actions.showWhole(isWhole ? WHOLE : BEST), "whole"));
}

/** Return the best connected entities of one type, each with how many links it has. */
function groupOf(entities: LinkedEntity[], at: number): HTMLElement | null {
  if (entities.length === 0) return null;
  const id = `connected-${at}`;
  return el(
    "div", {},
    el("h3", { id }, typeName(TYPE_ORDER[at] ?? "")),
    el("ul", { "aria-labelledby": id }, ...entities.map((each) => el("li", {}, beginning(each)))),
  );
}

function beginning(entity: LinkedEntity): HTMLButtonElement {
  const links = t(entity.links === 1 ? "oneLink" : "linkCount", { n: figure(entity.links) });
  const label = el(
    "span", {}, dot(entity.type), entity.name, el("span", { class: "linked" }, links),
  );
  return button(label, () => actions.open(entity.id), "entity");
}

function counts(stats: Stats): HTMLElement {
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
