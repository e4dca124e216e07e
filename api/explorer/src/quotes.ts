/** Links and quotes as a reader reads them. */

import { amountInWords } from "./amounts";
import * as api from "./api";
import { button, el } from "./dom";
import { propertyName, relationName, sure, t } from "./language";
import type { BareLink, DocumentRef, Properties } from "./types";

const CONTEXT = 120; // characters to either side of a quote

/** Where a passage lies and what was read there. */
export interface Read {
  document: Pick<DocumentRef, "id" | "title" | "uri" | "published">;
  quote: string;
  start: number;
  end: number;
  finder: string;
  confidence: number;
  properties: Properties;
}

/** Opens a document at a passage. */
export type OpenDocument = (document: string, start: number, end: number) => void;

/** Return "A → invested in → B" with the parts told apart. */
export function linkSentence(head: string, relation: string, tail: string): HTMLElement {
  return el(
    "span", { class: "sentence" },
    el("span", { class: "end" }, head),
    el("span", { class: "arrow" }, ` ─ ${relationName(relation)} → `),
    el("span", { class: "end" }, tail),
  );
}

/** Return how sure a link is, when it dates from, and how many facts state it. */
export function linkFigures(link: Pick<BareLink, "confidence" | "date" | "facts">): HTMLElement {
  const facts = link.facts === 1 ? t("oneFact") : t("facts", { n: link.facts });
  return el(
    "span", { class: "figures" },
    meter(link.confidence), t("confidence", { n: sure(link.confidence) }),
    link.date && ` · ${link.date}`, ` · ${facts}`,
  );
}

function meter(confidence: number): HTMLElement {
  const bar = el("span", { class: "bar" });
  bar.style.width = `${Math.round(confidence * 100)}%`;
  return el("span", { class: "meter", "aria-hidden": "true" }, bar);
}

/** Return a quote with its words around it, what was read in it, and its source if wanted. */
export function quoteCard(
  read: Read,
  openDocument: OpenDocument,
  { inContext = true, withSource = true } = {},
): HTMLElement {
  const before = el("span", { class: "context" });
  const after = el("span", { class: "context" });
  if (inContext) void surround(read, before, after);
  const { document, start, end } = read;
  return el(
    "blockquote", {},
    el("p", {}, before, el("mark", {}, read.quote), after),
    properties(read.properties),
    el(
      "footer", {},
      withSource && sourceLine(document),
      el("p", { class: "faint" },
        `${t("confidence", { n: sure(read.confidence) })} · ${t("finder", { name: read.finder })}`),
      button(t("inDocument"), () => openDocument(document.id, start, end), "quiet"),
    ),
  );
}

/** Return a document's title and date, with a link to where it came from if that is on the web. */
export function sourceLine({ title, uri, published }: Read["document"]): HTMLElement {
  return el(
    "p", {},
    el("cite", {}, title || uri), ` · ${published ?? t("undated")}`,
    isOnTheWeb(uri) && " · ", isOnTheWeb(uri) && webLink(uri),
  );
}

/** Return a link to a document's own address. */
export function webLink(uri: string): HTMLElement {
  return el("a", { href: uri, target: "_blank", rel: "noopener noreferrer" }, t("original"));
}

/** Tell whether an address is one that a browser may follow: any other scheme could run something. */
export function isOnTheWeb(uri: string): boolean {
  const scheme = URL.canParse(uri) ? new URL(uri).protocol : "";
  return scheme === "https:" || scheme === "http:";
}

async function surround(read: Read, before: HTMLElement, after: HTMLElement): Promise<void> {
  try {
    const { start, end, document } = read;
    const around = await api.text(document.id, start - CONTEXT, end + CONTEXT);
    // The server counts characters, JavaScript halves of some.
    const characters = [...around.text];
    const first = characters.slice(0, start - around.start).join("");
    const last = characters.slice(end - around.start).join("");
    before.textContent = (around.start > 0 ? "…" : "") + first;
    after.textContent = last + (around.end < around.length ? "…" : "");
  } catch {
    // The quote stands without the words around it: its document may just have been removed.
    before.textContent = after.textContent = "";
  }
}

function properties(values: Properties): HTMLElement | null {
  // What is derived from a property (amount_value, date_from) has its name in front.
  const entries = Object.entries(values).filter(
    ([name]) => !/^(amount|date)_/u.test(name) && (name !== "currency" || !values.amount),
  );
  if (entries.length === 0) return null;
  return el(
    "dl", { class: "properties" },
    ...entries.map(([name, value]) =>
      el("div", {}, el("dt", {}, propertyName(name)), el("dd", {}, told(name, value, values)))),
  );
}

function told(name: string, value: string | boolean, values: Properties): string {
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (name !== "amount") return value;
  const words = amountInWords(values);
  if (words) return words === value ? value : `${words} (${t("printed", { words: value })})`;
  return values.currency ? `${value} (${values.currency})` : value;
}
