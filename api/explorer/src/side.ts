/** The side: tabs of what can be read beside the graph. */

import * as actions from "./actions";
import { followPicked, showAmong } from "./among";
import { type Asked, nothingAsked, type Route, type Tab, TABS } from "./asked";
import { showBring } from "./bring";
import { showChains } from "./chains";
import { button, el, fill } from "./dom";
import { showFilter } from "./filterpanel";
import { t } from "./language";
import { showList } from "./listing";
import { onChoose } from "./options";
import { readDocument } from "./reading";
import type { EntityRef } from "./types";
import * as view from "./view";
import { readEntity, readLink, type Ways } from "./why";

const HEADING = "first-heading"; // no element has this id: the first heading takes the focus

export class Side {
  readonly state: Asked = nothingAsked();
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

  /** Show a tab, or the current one anew; `focus` is the id of what takes the focus then. */
  show(tab: Tab = this.state.tab, focus: string | null = null): void {
    this.state.tab = tab;
    this.drawBar();
    const turn = ++this.turn;
    const place = el("div", { class: tab, "aria-busy": "true" });
    const put = (): void => {
      if (turn !== this.turn || place.isConnected) return;
      fill(this.panel, place);
      place.querySelector("mark")?.scrollIntoView({ block: "center" });
    };
    void actions.attempt(async () => {
      try {
        const made = this.make(tab, place);
        // What is read stays until the next is there; a form is there at once.
        if (tab !== "details") put();
        const isBox = focus !== null && focusOn(document.getElementById(focus));
        await made;
        put();
        if (turn === this.turn && focus !== null && !isBox) this.goOn();
      } finally {
        place.removeAttribute("aria-busy");
      }
    });
    this.changed();
  }

  /** Let the reader go on at the heading, unless they went elsewhere meanwhile. */
  private goOn(): void {
    const { activeElement } = document;
    if (activeElement === document.body || this.panel.contains(activeElement)) {
      focusOn(this.panel.querySelector("h2"));
    }
  }

  private make(tab: Tab, place: HTMLElement): Promise<void> | void {
    const { openDocument, state } = this;
    switch (tab) {
      case "details": return this.details(place);
      case "paths": return showAmong(place, state.route, {
        openDocument, change: (part, focus) => this.follows(part, focus),
      });
      case "questions": return showChains(place, state, {
        openDocument, change: (part, focus) => this.asks(part, focus),
      });
      case "list": return showList(place);
      case "filter": return showFilter(place);
      case "bring": return showBring(place, openDocument);
    }
  }

  readonly openDocument = (document: string, start: number, end: number): void => {
    this.state.passage = { document, start, end };
    this.panel.scrollTop = 0;
    this.show("details", HEADING);
  };

  private follow(what: view.Change): void {
    if (view.selection() !== this.seen) {
      this.seen = view.selection();
      this.state.passage = null;
      this.panel.scrollTop = 0;
      if (this.seen) this.show("details");
      else if (this.state.tab === "details") this.show();
    } else if (what === "picked" && this.state.tab === "paths") followPicked();
    else if (what !== "selection" && this.state.tab === "list") this.show();
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
      ask: (about, question) => this.asks({ about, question, pattern: null }),
    };
    if (passage) {
      await readDocument(place, passage, chosen && this.back(chosen), (moved) => {
        this.state.passage = moved;
        this.changed();
      });
    } else if (!chosen) fill(place, el("p", { class: "faint" }, t("selectHint")));
    else if ("node" in chosen) await readEntity(place, chosen.node, ways);
    else await readLink(place, chosen.edge, ways);
  }

  private back(chosen: NonNullable<view.Selected>): HTMLElement {
    const id = "node" in chosen ? chosen.node : (chosen.edge.split("|")[0] ?? "");
    const name = view.graph.hasNode(id) ? view.graph.getNodeAttribute(id, "label") : "";
    const go = (): void => {
      this.state.passage = null;
      this.show("details", HEADING);
    };
    return button(`‹ ${t("backTo", { name })}`, go, "quiet");
  }

  private pathFrom(entity: EntityRef): void {
    this.follows({ ends: [entity, null] }, "path-to");
  }

  private follows(part: Partial<Route>, focus = HEADING): void {
    Object.assign(this.state.route, part);
    this.show("paths", focus);
  }

  private asks(part: Partial<Asked>, focus = HEADING): void {
    Object.assign(this.state, part);
    this.show("questions", focus);
  }
}

function focusOn(element: HTMLElement | null): boolean {
  element?.focus();
  return element !== null;
}
