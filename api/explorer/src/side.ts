/** The side: tabs of what can be read beside the graph. */

import * as actions from "./actions";
import * as api from "./api";
import { combobox } from "./combobox";
import { button, el, fill } from "./dom";
import { showFilter } from "./filterpanel";
import { t } from "./language";
import { showList } from "./listing";
import type { Message } from "./messages";
import { onChoose } from "./options";
import { answer, type Question, questionsFor } from "./questions";
import { rankingList, showPaths } from "./ranking";
import { readDocument } from "./reading";
import type { EntityRef, Profile } from "./types";
import * as view from "./view";
import { readEntity, readLink, type Ways } from "./why";

export const TABS = ["details", "paths", "questions", "list", "filter"] as const;
export type Tab = (typeof TABS)[number];

const BEST = 5; // paths that are shown

/** What the side shows, as far as a permalink keeps it. */
export interface SideState {
  tab: Tab;
  from: EntityRef | null;
  to: EntityRef | null;
  about: EntityRef | null;
  question: Message | null;
  passage: { document: string; start: number; end: number } | null;
}

export class Side {
  readonly state: SideState = {
    tab: "details", from: null, to: null, about: null, question: null, passage: null,
  };
  private readonly bar = el("div", { role: "tablist" });
  private readonly panel = el("div", { role: "tabpanel", id: "panel", tabindex: -1 });
  private turn = 0;
  private seen = view.selection();

  constructor(
    place: HTMLElement,
    private readonly changed: () => void,
  ) {
    place.append(this.bar, this.panel);
    view.onChange((what) => this.follow(what));
    onChoose(() => {
      if (this.state.tab === "list") this.show();
    });
  }

  /** Show a tab, or the current one anew. */
  show(tab: Tab = this.state.tab, takeFocus = false): void {
    this.state.tab = tab;
    this.drawBar();
    const turn = ++this.turn;
    const place = el("div", { class: tab });
    const make = {
      details: this.details, paths: this.paths, questions: this.questions, list: this.list,
      filter: this.filter,
    };
    void actions.attempt(async () => {
      await make[tab].call(this, place);
      if (turn !== this.turn) return;
      fill(this.panel, place);
      place.querySelector("mark")?.scrollIntoView({ block: "center" });
      if (takeFocus) this.panel.querySelector<HTMLElement>("h2")?.focus();
    });
    this.changed();
  }

  readonly openDocument = (document: string, start: number, end: number): void => {
    this.state.passage = { document, start, end };
    this.panel.scrollTop = 0;
    this.show("details", true);
  };

  private follow(what: view.Change): void {
    if (view.selection() !== this.seen) {
      this.seen = view.selection();
      this.state.passage = null;
      this.panel.scrollTop = 0;
      if (this.seen) this.show("details");
      else if (this.state.tab === "details") this.show();
    } else if (what !== "selection" && this.state.tab === "list") this.show();
  }

  private drawBar(): void {
    const focused = this.bar.contains(document.activeElement);
    const tabs = TABS.map((tab, at) => {
      const chosen = tab === this.state.tab;
      return el("button", {
        type: "button", role: "tab", id: `tab-${tab}`, "aria-selected": String(chosen),
        "aria-controls": "panel", tabindex: chosen ? 0 : -1, onclick: () => this.show(tab),
        onkeydown: (event: KeyboardEvent) => {
          const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
          if (step) this.show(TABS[(at + step + TABS.length) % TABS.length]);
        },
      }, t(tab));
    });
    this.bar.setAttribute("aria-label", t("panels"));
    fill(this.bar, ...tabs);
    this.panel.setAttribute("aria-labelledby", `tab-${this.state.tab}`);
    if (focused) tabs[TABS.indexOf(this.state.tab)]?.focus();
  }

  private async details(place: HTMLElement): Promise<void> {
    const chosen = view.selection();
    const { passage } = this.state;
    const ways: Ways = {
      openDocument: this.openDocument,
      pathFrom: (entity) => this.pathFrom(entity),
      ask: (entity, question) => this.ask(entity, question),
    };
    if (passage) {
      await readDocument(place, passage.document, passage, chosen && this.back(chosen));
    } else if (!chosen) fill(place, el("p", { class: "faint" }, t("selectHint")));
    else if ("node" in chosen) await readEntity(place, chosen.node, ways);
    else await readLink(place, chosen.edge, ways);
  }

  private back(chosen: NonNullable<view.Selected>): HTMLElement {
    const id = "node" in chosen ? chosen.node : (chosen.edge.split("|")[0] ?? "");
    const name = view.graph.hasNode(id) ? view.graph.getNodeAttribute(id, "label") : "";
    const go = (): void => {
      this.state.passage = null;
      this.show("details", true);
    };
    return button(`‹ ${t("backTo", { name })}`, go, "quiet");
  }

  private pathFrom(entity: Profile): void {
    this.state.from = entity;
    this.state.to = null;
    this.show("paths");
    window.setTimeout(() => this.panel.querySelector<HTMLElement>("#path-to")?.focus(), 50);
  }

  private async paths(place: HTMLElement): Promise<void> {
    const { state } = this;
    const pick = (end: "from" | "to") => (entity: EntityRef): void => {
      state[end] = entity;
      this.show();
    };
    const from = combobox("path-from", t("from"), pick("from"), state.from?.name);
    const to = combobox("path-to", t("to"), pick("to"), state.to?.name);
    fill(place, el("div", { class: "ends" },
      el("label", { for: "path-from" }, t("from")), from.element,
      el("label", { for: "path-to" }, t("to")), to.element));
    if (!state.from || !state.to) {
      place.append(el("p", { class: "faint" }, t("pathsHint")));
      return;
    }
    const ranking = await api.paths(state.from.id, state.to.id, BEST);
    if (ranking.paths.length === 0) place.append(el("p", {}, t("noPath")));
    else await showPaths(ranking.paths.slice(0, 1));
    place.append(rankingList(ranking, this.openDocument));
  }

  private ask(entity: EntityRef, question: Question): void {
    this.state.about = entity;
    this.state.question = question.label;
    this.show("questions");
  }

  private async questions(place: HTMLElement): Promise<void> {
    const { state } = this;
    const choose = combobox("question-about", t("about"), (entity) => {
      state.about = entity;
      state.question = null;
      this.show();
    }, state.about?.name);
    fill(place, el("div", { class: "ends" },
      el("label", { for: "question-about" }, t("about")), choose.element));
    const { about } = state;
    if (!about) return place.append(el("p", { class: "faint" }, t("questionsHint")));
    const questions = questionsFor(about.type);
    place.append(el("div", { class: "asks" }, ...questions.map((each) =>
      el("button", {
        type: "button", class: "ask", "aria-pressed": String(each.label === state.question),
        onclick: () => this.ask(about, each),
      }, t(each.label)))));
    const asked = questions.find((each) => each.label === state.question);
    if (!asked) return;
    const ranking = await answer(about.id, asked);
    const { length } = ranking.paths;
    const told = length ? t("answers", { n: length }) : t("noAnswer");
    place.append(el("div", { role: "status" }, el("h2", { tabindex: -1 }, told)));
    if (length) await showPaths(ranking.paths);
    place.append(rankingList(ranking, this.openDocument));
  }

  private async list(place: HTMLElement): Promise<void> {
    showList(place);
    return Promise.resolve();
  }

  private async filter(place: HTMLElement): Promise<void> {
    showFilter(place);
    return Promise.resolve();
  }
}
