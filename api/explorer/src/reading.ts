/** A document's text with the passage and every name in it marked. */

import * as actions from "./actions";
import * as api from "./api";
import { button, el, fill } from "./dom";
import { t } from "./language";
import type { DocumentText } from "./types";

const WINDOW = 3000; // characters to either side of the passage

/** Show a document around a passage; `back` returns to where the reader came from. */
export async function readDocument(
  place: HTMLElement,
  document: string,
  passage: { start: number; end: number },
  back: HTMLElement | null,
): Promise<void> {
  const [about, part] = await Promise.all([
    api.documentOf(document),
    api.text(document, passage.start - WINDOW, passage.end + WINDOW),
  ]);
  const text = el("div", { class: "text", lang: about.language });
  const go = (start: number): void =>
    void actions.attempt(async () => {
      const other = await api.text(document, start, start + 2 * WINDOW);
      write(other);
      text.scrollIntoView({ block: "start" });
    });
  const earlier = el("div", {});
  const later = el("div", {});
  const write = (shown: DocumentText): void => {
    fill(text, ...marked(shown, passage));
    fill(earlier, shown.start > 0 && button(t("earlier"), () => go(shown.start - 2 * WINDOW), "quiet"));
    fill(later, shown.end < shown.length && button(t("later"), () => go(shown.end), "quiet"));
  };
  write(part);
  fill(
    place,
    back,
    el("header", {},
      el("p", { class: "kind" }, t("source")),
      el("h2", { tabindex: -1 }, about.title || about.uri),
      el("p", { class: "faint" }, `${about.published ?? t("undated")} · ${about.uri}`)),
    earlier, text, later,
  );
  text.querySelector("mark")?.scrollIntoView({ block: "center" });
}

/** Return a text cut where something begins or ends; the server counts characters. */
function marked(part: DocumentText, passage: { start: number; end: number }): Node[] {
  const characters = [...part.text];
  const slice = (start: number, end: number): string =>
    characters.slice(start - part.start, end - part.start).join("");
  const pieces: Node[] = [];
  const put = (start: number, end: number, make: (text: string) => Node): void => {
    // A name may reach over the edge of the passage: it is cut there.
    const edges = [passage.start, passage.end].filter((edge) => edge > start && edge < end);
    let from = start;
    for (const to of [...edges, end]) {
      if (to > from) {
        const node = make(slice(from, to));
        const isPassage = from >= passage.start && to <= passage.end;
        pieces.push(isPassage ? el("mark", {}, node) : node);
      }
      from = to;
    }
  };
  let at = part.start;
  for (const { start, end, entity } of part.mentions) {
    if (start < at || end > part.end) continue; // within a longer name, or cut off by the window
    put(at, start, (text) => document.createTextNode(text));
    put(start, end, (text) => button(text, () => actions.open(entity.id), "mention"));
    at = end;
  }
  put(at, part.end, (text) => document.createTextNode(text));
  return pieces;
}
