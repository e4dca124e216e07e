/** Read why: an entity with its links, a link with its quotes. */

import * as actions from "./actions";
import * as api from "./api";
import { dot } from "./combobox";
import { button, el, fill } from "./dom";
import { grouped } from "./grouping";
import { figure, t, typeName } from "./language";
import { namesExplained } from "./naming";
import { linkFigures, linkSentence, type OpenDocument, quoteCard, sourceLine } from "./quotes";
import { questionsFor, type Question } from "./questions";
import type { Message } from "./messages";
import type { Profile, Quote, QuotedLink } from "./types";
import * as view from "./view";

export interface Ways {
  openDocument: OpenDocument;
  pathFrom(entity: Profile): void;
  ask(entity: Profile, question: Message | null): void;
}

const IN_CONTEXT = 8; // quotes whose surroundings are fetched at once
const FEW = 5; // questions that are offered at once

/** Read an entity: its names, what can be asked about it, and its links with a quote each. */
export async function readEntity(place: HTMLElement, id: string, ways: Ways): Promise<void> {
  const [entity, page] = await Promise.all([api.profile(id), api.links(id, { quotes: 1 })]);
  const links = el("ul", { class: "links" });
  const more = (next: string | null): HTMLElement | null =>
    next === null ? null : button(t("more"), () => void actions.attempt(() => grow(next)), "quiet");
  const rest = el("div", {});
  const add = (found: QuotedLink[], next: string | null): void => {
    links.append(...found.map((link) => linkRow(link)));
    fill(rest, more(next));
  };
  const grow = async (cursor: string): Promise<void> => {
    const following = await api.links(id, { quotes: 1, cursor });
    add(following.items, following.next);
  };
  add(page.items, page.next);
  fill(
    place,
    heading(entity),
    namesExplained(entity, ways.openDocument),
    el("div", { class: "row" },
      button(t("expand"), () => actions.expand(id)),
      button(t("pathFrom"), () => ways.pathFrom(entity)),
      button(t("hide"), () => view.hide(id))),
    questionRow(entity, ways),
    el("h3", {}, t("linksOf")),
    page.items.length ? links : el("p", { class: "faint" }, t("noLinks")),
    rest,
  );
}

function heading(entity: Profile): HTMLElement {
  const others = entity.names.filter((name) => name !== entity.name);
  const { mentions, documents } = entity;
  return el(
    "header", {},
    el("p", { class: "kind" }, dot(entity.type), typeName(entity.type)),
    el("h2", { tabindex: -1 }, entity.name),
    others.length > 0 && el("p", { class: "faint" }, `${t("alsoCalled")}: ${others.join(" · ")}`),
    el("p", { class: "faint" },
      t("readIn", { mentions: figure(mentions), documents: figure(documents) })),
  );
}

function questionRow(entity: Profile, ways: Ways): HTMLElement | null {
  const questions = questionsFor(entity.type);
  if (questions.length === 0) return null;
  const ask = ({ label }: Question): HTMLElement =>
    button(t(label), () => ways.ask(entity, label), "ask");
  return el(
    "div", { class: "asks", role: "group", "aria-label": t("ask") },
    ...questions.slice(0, FEW).map(ask),
    button(t("askMore"), () => ways.ask(entity, null), "ask more"),
  );
}

function linkRow(link: QuotedLink): HTMLElement {
  const read = (): void => void actions.attempt(async () => {
    await view.showEntities([link.head, link.tail]);
    view.select({ edge: view.edgeKey(link.head, link.relation, link.tail) });
  });
  return el(
    "li", {},
    button(linkSentence(link.head_name, link.relation, link.tail_name), read, "link"),
    linkFigures(link),
    link.quotes[0] && el("q", {}, link.quotes[0].quote),
  );
}

/** Read a link: every place that states it, in its own words. */
export async function readLink(place: HTMLElement, edge: string, ways: Ways): Promise<void> {
  const [head = "", relation = "", tail = ""] = edge.split("|");
  const link = await api.link(head, relation, tail);
  if (!link) return fill(place, el("p", {}, t("gone")));
  const shown = new Set(link.quotes.slice(0, IN_CONTEXT));
  const to = (id: string, name: string): HTMLElement =>
    button(name, () => actions.open(id), "quiet");
  fill(
    place,
    el("header", {},
      el("h2", { tabindex: -1 }, linkSentence(link.head_name, relation, link.tail_name)),
      linkFigures(link),
      el("div", { class: "row" }, to(head, link.head_name), to(tail, link.tail_name))),
    el("h3", {}, t("quotes")),
    ...grouped(link.quotes, (quote) => quote.document.id).map((quotes) => documentSection(quotes, shown, ways)),
    link.facts > link.quotes.length &&
      el("p", { class: "faint" }, t("quotesMore", { n: figure(link.facts - link.quotes.length) })),
  );
}

function documentSection(quotes: Quote[], shown: Set<Quote>, { openDocument }: Ways): HTMLElement | null {
  const [first] = quotes;
  return first ? el(
    "section", { class: "document" },
    el("header", {}, sourceLine(first.document),
      quotes.length > 1 && el("p", { class: "faint" }, t("quotesHere", { n: quotes.length }))),
    ...quotes.map((quote) =>
      quoteCard(quote, openDocument, { inContext: shown.has(quote), withSource: false })),
  ) : null;
}
