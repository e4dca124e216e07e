/** A document's text with the passage and every name in it marked. */

import * as actions from "./actions";
import * as api from "./api";
import { button, el, fill } from "./dom";
import { figure, t } from "./language";
import { marked, type Stretch } from "./marking";
import { isOnTheWeb, webLink } from "./quotes";

const WINDOW = 3000; // characters to either side of the passage
const FAR = 50_000; // characters that are fetched at once to find another passage

export interface Passage {
  document: string;
  start: number;
  end: number;
}

/** Show a document around a passage; `back` returns to where the reader came from. */
export async function readDocument(
  place: HTMLElement,
  passage: Passage,
  back: HTMLElement | null,
  moved: (passage: Passage) => void,
): Promise<void> {
  const [about, part] = await Promise.all([
    api.documentOf(passage.document),
    api.text(passage.document, passage.start - WINDOW, passage.end + WINDOW),
  ]);
  const text = new Text(part, passage, about.language, moved);
  fill(
    place,
    back,
    el("header", {},
      el("p", { class: "kind" }, t("source")),
      el("h2", { tabindex: -1 }, about.title || about.uri),
      el("p", { class: "faint" },
        `${about.published ?? t("undated")} · ${about.uri}`,
        isOnTheWeb(about.uri) && " · ", isOnTheWeb(about.uri) && webLink(about.uri)),
      about.facts > 0 && text.steps),
    text.element,
  );
}

/** The text as far as it is fetched: a stretch that grows at either end as the reader goes on. */
class Text {
  readonly element = el("div", {});
  readonly steps = el("div", { class: "row passages" });
  private readonly body = el("div", { class: "text" });
  private readonly told = el("span", { class: "faint", role: "status" });
  private readonly earlier = button(t("earlier"), () => void actions.attempt(() => this.grow(-1)), "quiet");
  private readonly later = button(t("later"), () => void actions.attempt(() => this.grow(1)), "quiet");
  private growing = false;

  constructor(
    private part: Stretch,
    private passage: Passage,
    language: string,
    private readonly moved: (passage: Passage) => void,
  ) {
    this.body.lang = language;
    this.element.append(this.earlier, this.body, this.later);
    this.steps.append(
      button(t("passageBefore"), () => void actions.attempt(() => this.step(-1))),
      button(t("passageAfter"), () => void actions.attempt(() => this.step(1))),
      this.told,
    );
    this.write();
    // Who scrolls on finds the text there; the buttons stay for those who do not scroll.
    const watch = new IntersectionObserver((seen) => {
      if (!seen.some((each) => each.isIntersecting) || !this.element.isConnected) return;
      void actions.attempt(() => this.grow(1));
    });
    watch.observe(this.later);
  }

  private write(): void {
    const { part } = this;
    fill(this.body, ...marked(part, this.passage));
    this.earlier.hidden = part.start === 0;
    this.later.hidden = part.end >= part.length;
    const all = starts(part);
    const at = all.indexOf(this.passage.start);
    this.told.textContent = at >= 0 && part.start === 0 && part.end >= part.length
      ? t("passageOf", { at: at + 1, n: figure(all.length) }) : "";
  }

  /** Fetch more of the text at one end, and keep what is read where it is. */
  private async grow(way: 1 | -1, length = 2 * WINDOW): Promise<void> {
    const { part } = this;
    if (this.growing || (way > 0 ? part.end >= part.length : part.start === 0)) return;
    this.growing = true;
    try {
      const more = way > 0
        ? await api.text(this.passage.document, part.end, part.end + length)
        : await api.text(this.passage.document, part.start - length, part.start);
      const scroller = this.element.closest("#panel");
      const below = scroller ? scroller.scrollHeight - scroller.scrollTop : 0;
      this.part = way > 0 ? joined(part, more) : joined(more, part);
      this.write();
      if (scroller && way < 0) scroller.scrollTop = scroller.scrollHeight - below;
    } finally {
      this.growing = false;
    }
  }

  /** Go to the passage before or after this one, wherever in the document it stands. */
  private async step(way: 1 | -1): Promise<void> {
    for (;;) {
      const { part, passage } = this;
      const others = part.facts.filter(({ start }) => (way > 0 ? start > passage.start : start < passage.start));
      others.sort((left, right) => way * (left.start - right.start) || right.end - left.end);
      const [next] = others;
      if (next) {
        this.passage = { document: passage.document, start: next.start, end: next.end };
        this.write();
        this.body.querySelector("mark")?.scrollIntoView({ block: "center" });
        return this.moved(this.passage);
      }
      if (this.growing || (way > 0 ? part.end >= part.length : part.start === 0)) break;
      await this.grow(way, FAR);
    }
    actions.say(t(way > 0 ? "passageLast" : "passageFirst"));
  }
}

function starts({ facts }: Stretch): number[] {
  return [...new Set(facts.map((each) => each.start))].sort((left, right) => left - right);
}

/** Return two stretches that meet as one; what reaches over their edge is in both. */
function joined(first: Stretch, second: Stretch): Stretch {
  const inBoth = ({ start }: { start: number }): boolean => start >= first.end;
  return {
    start: first.start, end: second.end, length: second.length, text: first.text + second.text,
    mentions: [...first.mentions, ...second.mentions.filter(inBoth)],
    facts: [...first.facts, ...second.facts.filter(inBoth)],
  };
}
