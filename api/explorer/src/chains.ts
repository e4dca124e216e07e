/** Questions about an entity: ready ones, and chains of the reader's own. */

import type { Asked } from "./asked";
import { patternBuilder } from "./builder";
import { combobox } from "./combobox";
import { button, el, fill } from "./dom";
import { t } from "./language";
import { answer, questionsFor } from "./questions";
import type { OpenDocument } from "./quotes";
import { rankingList, showPaths } from "./ranking";
import * as view from "./view";

export interface Asking {
  openDocument: OpenDocument;
  /** Ask something else, and say which box the reader goes on in. */
  change(part: Partial<Asked>, focus?: string): void;
}

/** Show what can be asked about the chosen entity, and the answers to what was. */
export async function showChains(place: HTMLElement, asked: Asked, ways: Asking): Promise<void> {
  const { about, question, pattern } = asked;
  const choose = combobox("question-about", t("about"), (entity) =>
    ways.change({ about: entity, question: null, pattern: null }, "question-about"), about?.name);
  const ends = el("div", { class: "ends" },
    el("label", { for: "question-about" }, t("about")), choose.element);
  if (!about) return fill(place, ends, el("p", { class: "faint" }, t("questionsHint")));
  const questions = questionsFor(about.type);
  const answers = el("div", { class: "answers" });
  fill(
    place, ends,
    el("div", { class: "asks", role: "group", "aria-label": t("ask") }, ...questions.map(({ label }) =>
      el("button", {
        type: "button", class: "ask", "aria-pressed": String(label === question),
        onclick: () => ways.change({ question: label, pattern: null }),
      }, t(label)))),
    el("details", { class: "own", open: pattern !== null },
      el("summary", {}, t("ownPattern")),
      patternBuilder(about, pattern, (chosen) => ways.change({ pattern: chosen, question: null }))),
    answers,
  );
  const patterns = pattern ? [pattern] : questions.find(({ label }) => label === question)?.patterns;
  if (!patterns) return;
  fill(answers, el("p", { class: "faint", role: "status" }, t("loading")));
  const ranking = await answer(about.id, patterns);
  if (!answers.isConnected) return;
  const { paths } = ranking;
  const told = paths.length ? t("answers", { n: paths.length }) : t("noAnswer");
  fill(
    answers,
    el("div", { role: "status" }, el("h2", { tabindex: -1 }, told)),
    paths.length > 0 && el("div", { class: "row" },
      button(t("showAll"), () => void showPaths(paths)),
      button(t("standOutNoMore"), () => view.highlight(), "quiet")),
    rankingList(ranking, ways.openDocument),
  );
  if (paths.length > 0) await showPaths(paths);
}
